"""The page on the essay: every claim of it is in one element, and every key that it names exists."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

DOCS = Path(__file__).parents[3] / "docs"
SOURCES = DOCS.parent / "scenarios" / "sources"


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The generator of the pages."""
    monkeypatch.setattr(sys, "path", [str(DOCS), *sys.path])
    return import_module("pages.content")


def test_every_claim_of_the_essay_is_in_one_element(content: Any) -> None:
    """Nothing of the essay is left out silently, and nothing is counted twice."""
    claims = [claim for entry in content.elements() for claim in entry["claims"]]
    essay = yaml.load((SOURCES / "manulak-2024.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert sorted(claims) == sorted(key for key in essay if key.startswith("S") and key[1:].isdigit())


def test_every_key_that_computes_an_element_exists(content: Any) -> None:
    """A key named on the page is in the scenario as it ships; an element without one says why."""
    entries = content.elements()
    assert not [key for entry in entries for key in entry["computes"] if content.value_at(key) is None]
    assert not [entry["element"] for entry in entries if not entry["computes"] and "remark" not in entry]


def test_a_key_that_is_not_there_is_refused(content: Any) -> None:
    """A misspelt key does not pass for one that computes."""
    for key in ("nato:options.thredd", "nato:nothing", "nato:criteria.norms.flor"):
        with pytest.raises(KeyError):
            content.value_at(key)
