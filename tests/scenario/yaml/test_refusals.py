from __future__ import annotations

import pytest

from dilemma.scenario.problems import Problem, SourceText, Span
from dilemma.scenario.yaml import refusals

PLACE = Span(SourceText("file.yaml", ("a: 1",)), 1, 1, 2)
FAULTS = [
    refusals.duplicate_key(PLACE, "norms", PLACE),
    refusals.merge_key(PLACE),
    refusals.complex_key(PLACE),
    refusals.invisible_character(PLACE, "\u200b", "key `a`"),
    refusals.control_character(PLACE, "\x07"),
    refusals.alias(PLACE, "*a"),
    refusals.anchor(PLACE, "&a"),
    refusals.tag(PLACE, "!a"),
    refusals.not_finite(PLACE, ".inf"),
    refusals.yaml_1_1(PLACE, "NO", "NO", "false"),
    refusals.tab_indentation(PLACE),
    refusals.too_deep(PLACE),
    refusals.too_many_nodes(PLACE),
    refusals.second_document(PLACE),
    refusals.not_a_mapping(PLACE, None),
]


@pytest.mark.parametrize("problem", FAULTS, ids=lambda problem: str(problem.code))
def test_each_sentence_says_what_to_do(problem: Problem) -> None:
    """Source: style, section 2: lower case, no full stop, backticks in pairs, a remedy behind a semicolon."""
    said, _, remedy = problem.message.partition("; ")
    assert said[0] == said[0].lower()
    assert remedy
    assert not problem.message.endswith(".")
    assert problem.message.count("`") % 2 == 0
    assert problem.span == PLACE


def test_the_codes_are_distinct() -> None:
    """A code stands for one fault, so that it can be looked up."""
    assert len({problem.code for problem in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [(".inf", "not a finite number"), ("1e400", "too large a number"), ("-1e400", "too large a number")],
)
def test_a_number_without_end_and_one_too_large(text: str, wrong: str) -> None:
    """`1e400` is finite to its author, so it is not called otherwise."""
    assert refusals.not_finite(PLACE, text).message == f"`{text}` is {wrong}; write a finite one"


@pytest.mark.parametrize(
    ("text", "value", "otherwise", "message"),
    [
        (
            "NO",
            "NO",
            "false",
            "`NO` means text here, but YAML 1.1 tools read it as `false`; put it in quotes",
        ),
        ("010", 10, "8", "`010` means `10` here, but YAML 1.1 tools read it as `8`; write `10`"),
        (
            "1e3",
            1000.0,
            "text",
            "`1e3` means `1000.0` here, but YAML 1.1 tools read it as text; write `1000.0`",
        ),
        ("1e30", 1e30, "text", "`1e30` means `1e+30` here, but YAML 1.1 tools read it as text"),
    ],
)
def test_the_remedy_against_two_readings_has_one(
    text: str, value: float | str, otherwise: str, message: str
) -> None:
    """Text is to be quoted, a number written in a way that both versions read, if Python knows one."""
    assert refusals.yaml_1_1(PLACE, text, value, otherwise).message == message


def test_warnings_are_few() -> None:
    """Only a second reading is a warning; everything else would change what the file means."""
    assert [problem.code for problem in FAULTS if problem.severity == "warning"] == ["yaml-1.1"]
