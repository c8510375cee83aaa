"""A name or path that leads nowhere is answered with what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one scenario file in it, and the shipped ones at hand."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DILEMMA_SCENARIOS", str(FOLDER))
    (tmp_path / "energy.yaml").write_text("dilemma: 1\n", encoding="utf-8")
    (tmp_path / "options.csv").write_text("Option,Cost\nA,1\nB,2\n", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("assess", "nato", "--as", "energy"),
            "there is no profile `energy`, but there is a file energy.yaml here; type energy.yaml",
        ),
        (
            ("assess", "options.csv"),
            "there is no scenario `options.csv`, and the file of that name is no YAML; "
            "try: dilemma import options.csv -o new.yaml",
        ),
        (
            ("panel", "nato", "answers"),
            "there is no profile `answers`, but there is a folder of that name here; "
            "a panel reads the answers in it as answers/",
        ),
        (
            ("assess", "frontline"),
            "there is no scenario `frontline`; the profile of that name is read with "
            "`dilemma show frontline` or, after another command, `--as frontline`",
        ),
        (
            ("show", "allies"),
            "there is no scenario `allies`; the framework of that name is read with "
            "`dilemma portfolio allies`",
        ),
        (
            ("assess", "nato", "--observed", "climate"),
            "there is no observations file `climate`; the scenario of that name is read with "
            "`dilemma assess climate`",
        ),
        (("assess", "nato", "--samples", "3"), "Invalid value for '--samples': too small; write 64 or more"),
        (("assess", "nato", "--seed", "x"), "Invalid value for '--seed': this is no whole number"),
        (("assess", "nato.yaml"), "no such file or directory; did you mean the scenario `nato`?"),
        (("assess", "drafts/nato.yaml"), "no such file or directory; there is no folder drafts"),
        (("assess", "nobody.yaml"), "no such file or directory"),
        (("report", "nato", "-o", "out/nato.md"), "no such file or directory; there is no folder out"),
        (("new", "out/gas.yaml"), "no such file or directory; there is no folder out"),
    ],
)
def test_what_was_probably_meant(typed: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """One sentence on standard error, and exit code 2."""
    result = dilemma(*typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip().endswith(said)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("gas.yml", "; did you mean gas.yaml?"), ("gass.yaml", "; did you mean gas.yaml?"), ("notes.yaml", "")],
)
def test_a_file_of_nearly_that_name_is_told(typed: str, hint: str, here: Path, dilemma: Invoke) -> None:
    """With another ending, or a letter too many; not any other file."""
    (here / "gas.yaml").touch()
    assert dilemma("check", typed).stderr == f"error: cannot use {typed}: no such file or directory{hint}\n"


def test_a_word_out_of_a_list_is_answered_with_the_list(dilemma: Invoke) -> None:
    """Nothing of the libraries below shows in the sentence."""
    result = dilemma("assess", "nato", "--format", "word")
    assert result.exit_code == 2
    assert "Invalid value for '--format': 'word' is not one of 'text', " in result.stderr
