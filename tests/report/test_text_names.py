"""Ids become the names a reader sees."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import RIDDLES

from dilemma.api.assess import load
from dilemma.report.text import Names, capitalize, join_names


@pytest.mark.parametrize(
    ("names", "prose"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
    ],
)
def test_listed(names: list[str], prose: str) -> None:
    """Names are listed as in a sentence, without a comma before the last word."""
    assert join_names(names) == prose


def test_listed_with_another_last_word() -> None:
    """Choices are listed with `or`."""
    assert join_names(["a", "b", "c"], last="or") == "a, b or c"


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("u.S. aid", "U.S. aid"),
        ("eFP units", "eFP units"),
        ("", ""),
        ("élan", "Élan"),
        ("1st", "1st"),
        ("ქირა", "ქირა"),
    ],
)
def test_capitalised(text: str, begun: str) -> None:
    """Only the first letter changes, so that acronyms stay as they are."""
    assert capitalize(text) == begun


def test_names_of_a_scenario() -> None:
    """Options go by their titles without brackets, criteria and futures by their ids in words.

    An abbreviation is spelled as in the title of the criterion, everywhere alike.
    """
    names = Names(load("nato").scenario)
    assert names.option("counter") == "Counter"
    assert names.criterion("us_engagement") == "U.S. engagement"
    assert names.future("rupture") == "rupture"
    assert names.options(["wait_out", "enmesh"]) == "Wait out and Enmesh"
    assert names.choice("counter", ("wait_out", "enmesh")) == "Wait out and Enmesh"
    assert [names.choice("counter", ties) for ties in ((), None)] == ["Counter", "Counter"]


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("Same", "SAME", True),
        ("Same deal", "Same  deal", True),
        ("\u00c9lan", "\u00c9lan (of old)", True),
        ("\u00e9lan", "e\u0301lan", True),
        ("Stra\u00dfe", "Strasse", True),
        ("Renew", "Renewal", False),
        ("Counter", None, True),  # without a title an option goes by its id
    ],
)
def test_names_that_read_alike_are_told_apart(one: str, other: str | None, twins: bool) -> None:
    """Neither case, gaps nor the way an accent is typed tells two options apart: their ids follow."""
    scenario = load("nato").scenario
    options = {
        key: scenario.options[key].model_copy(update={"title": title, "short": None})
        for key, title in (("enmesh", one), ("counter", other))
    }
    names = Names(replace(scenario, file=scenario.file.model_copy(update={"options": options})))
    assert names.option("enmesh").endswith(" (enmesh)") == twins
    assert names.option("counter").endswith(" (counter)") == twins


def test_no_sentence_of_the_program_is_a_riddle() -> None:
    """No text in the code that a reader may see has the words that plain English rules out."""
    root = Path(capitalize.__code__.co_filename).parents[1]
    texts = [
        (path.name, node.value)
        for path in root.rglob("*.py")
        for node in ast.walk(_without_docstrings(ast.parse(path.read_text(encoding="utf-8"))))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != "eyes"
    ]
    assert len(texts) > 5000
    assert [pair for pair in texts if RIDDLES.search(pair[1])] == []


def _without_docstrings(tree: ast.AST) -> ast.AST:
    """The tree without the texts that only a programmer reads."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            del body[0]
    return tree
