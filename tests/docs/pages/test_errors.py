"""The page on errors is made of the explanations and the corpus, whole and the same everywhere."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.scenario.error_codes import EXPLANATIONS

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parents[3] / "docs" / "pages" / "errors.py"
UNSHOWN = {"too-large", "too-deep", "too-many-nodes", "not-utf8", "too-many", "too-long"}


def page() -> str:
    """The page as made now."""
    made = runpy.run_path(str(PAGE))["errors_page"]()
    assert isinstance(made, str)
    return made


def test_every_code_has_its_section_in_order() -> None:
    """One heading a code, with what it means."""
    text = page()
    assert re.findall(r"^## `([\w.-]+)`$", text, re.MULTILINE) == list(EXPLANATIONS)
    assert all(explanation in text for explanation in EXPLANATIONS.values())


def test_every_code_that_a_file_can_show_is_shown() -> None:
    """An example is what the program prints for that very code, without the corpus's own comments."""
    sections = dict(re.findall(r"^## `([\w.-]+)`\n(.*?)(?=^## |\Z)", page(), re.MULTILINE | re.DOTALL))
    for code, section in sections.items():
        assert (f"[{code}]: " in section) is (code not in UNSHOWN)
    assert "# error:" not in "".join(sections.values())
    assert "# warning:" not in "".join(sections.values())


def test_severities_are_those_of_the_corpus() -> None:
    """A code that is an error in one kind of file and a warning in another says so."""
    text = page()
    assert "## `bad-date`\n\n*Error.*" in text
    assert "## `no-why`\n\n*Warning.*" in text
    assert "## `unknown-scenario`\n\n*Error or warning.*" in text


def test_the_page_is_the_same_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths in examples do not depend on where the page is made."""
    before = page()
    monkeypatch.chdir(tmp_path)
    assert page() == before
