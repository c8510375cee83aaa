from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from dilemma.scenario.problems import SourceText
from dilemma.scenario.yaml.nodes import SourceMap
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.syntax_errors import explain_syntax_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.problems import Problem

    Problems = Callable[[str], tuple[Problem, ...]]

PROSE = "`: ` inside text makes YAML read another key; put the text in quotes"
SWALLOWED = (
    "this key is read as part of the text above it; indent it like the keys around it, "
    "or put text of several lines in quotes"
)
TIGHT = "a key and its value need a space between them; write `cost: 3`"
AFTER_QUOTE = "text goes on after its closing quote; put all of it in quotes, and double any `'` inside"
DIRECTIVE = "a line that begins with `%` is a YAML directive, which is not allowed; remove it"
ENDED = "text goes on after the file's one value has ended; a file holds one mapping"


def foreign(line: int) -> str:
    """The sentence for a line that belongs nowhere."""
    return (
        f"this line does not belong to the block opened on line {line}; indent it like the lines around it, "
        "or put text of several lines in quotes"
    )


def escape(word: str) -> str:
    """The sentence for an escape that is none."""
    return f"`{word}` is not a character; write the character itself, or `\\\\` for a backslash"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        pytest.param("why: See evidence: page 4", (1, 18), PROSE, id="colon in prose"),
        pytest.param("- why: See\n- See: a: b", (2, 9), PROSE, id="colon in an item"),
        pytest.param("a: 1\n  b: 2", (2, 4), SWALLOWED, id="key indented under a value"),
        pytest.param("words\nb: 2", (2, 2), SWALLOWED, id="key below a line without one"),
        pytest.param("cost:3\nb: 2", (1, 1), TIGHT, id="no space behind the first colon"),
        pytest.param("a: 1\ncost:3\nb: 2", (2, 1), TIGHT, id="no space behind a colon"),
        pytest.param("a: 1\ncost:3", (2, 1), TIGHT, id="no space behind the last colon"),
        pytest.param(
            "a: 1\nwords only\nb: 2",
            (2, 1),
            "`words only` stands among keys but has no `: `; write `key: value`",
            id="no colon",
        ),
        pytest.param("a: @b", (1, 4), "text cannot begin with `@`; put it in quotes", id="at sign"),
        pytest.param("a: %", (1, 4), "text cannot begin with `%`; put it in quotes", id="per cent sign"),
        pytest.param("a: ? b", (1, 4), "text cannot begin with `? `; put it in quotes", id="question mark"),
        pytest.param(
            "a: - b",
            (1, 4),
            "a list cannot begin on this line; begin it on the next, "
            "or put text that begins with `- ` in quotes",
            id="dash",
        ),
        pytest.param(
            "a: 1\nb: 'c\nd: 2\n\n",
            (3, 5),
            "the file ends inside quotes opened on line 2; close them",
            id="open quotes",
        ),
        pytest.param(
            'a: "b\n---\nc"',
            (2, 1),
            "a document ends or begins inside quotes opened on line 1; close them above",
            id="document inside quotes",
        ),
        pytest.param("a: 'it's'", (1, 8), AFTER_QUOTE, id="apostrophe inside quotes"),
        pytest.param('a: "b" c', (1, 8), AFTER_QUOTE, id="text behind quotes"),
        pytest.param('a: "C:\\dir"', (1, 7), escape("\\d"), id="backslash"),
        pytest.param('a: "\\xZ"', (1, 5), escape("\\x"), id="half an escape"),
        pytest.param(
            "a: [1, 2\nb: 3",
            (2, 2),
            "the list opened on line 1 needs a `,` or `]` here, not `:`",
            id="open list",
        ),
        pytest.param(
            "a:\n  {b: 1", (2, 8), "the mapping opened on line 2 needs a `,` or `}` here", id="open mapping"
        ),
        pytest.param("a: ]", (1, 4), "a value must stand here, not `]`", id="closing bracket"),
        pytest.param("a: [", (1, 5), "a value must stand here before the end", id="end behind a bracket"),
        pytest.param("a:\n  b: 1\n c: 2", (3, 2), foreign(1), id="between two indents"),
        pytest.param("a: 1\n- b", (2, 1), foreign(1), id="item among keys"),
        pytest.param("- a\nb: 1", (2, 1), foreign(1), id="key among items"),
        pytest.param("a: b # c\n  d", (2, 3), foreign(1), id="text behind a comment"),
        pytest.param("%TAG\n---\na: 1", (1, 1), DIRECTIVE, id="directive"),
        pytest.param("[a]\nb: 1", (2, 1), ENDED, id="more behind the only value"),
        pytest.param(
            "a: |b",
            (1, 5),
            "text after `|` or `>` begins on the next line; move it there",
            id="block text too early",
        ),
    ],
)
def test_what_the_parsers_complain_of(
    problems: Problems, text: str, place: tuple[int, int], message: str
) -> None:
    """Either parser's complaint becomes the same sentence at the same place, with the remedy that helps."""
    (problem,) = problems(text)
    assert (problem.code, problem.message) == ("yaml-syntax", message)
    assert problem.location == ("file.yaml", *place)


@pytest.mark.parametrize(
    ("text", "code", "column", "word"),
    [
        ("a: *all* of it", "alias", 4, "`*all*`"),
        ("a: **all** of it", "alias", 4, "`**all**`"),
        ("a: & b", "anchor", 4, "`&`"),
        ("a: !b!c d", "tag", 4, "`!b!c`"),
        ("a: !%zz d", "tag", 4, "`!%zz`"),
    ],
)
def test_text_that_looks_like_a_reference(
    problems: Problems, text: str, code: str, column: int, word: str
) -> None:
    """Emphasis as in Markdown is no well-formed alias, but is refused as one, with quotes for a remedy."""
    (problem,) = problems(text)
    assert (problem.code, problem.span.column) == (code, column)
    assert word in problem.message
    assert problem.message.endswith("in quotes")


@pytest.mark.parametrize("text", ["cost:\u00a03\nb: 4", "a: 1\ncost:\u00a03", "a: 1\ncost:\u00a03\nb: 4"])
def test_a_space_that_is_none(problems: Problems, text: str) -> None:
    """A no-break space behind a colon looks right, so the fault is the character and not the key."""
    (problem,) = problems(text)
    assert problem.code == "invisible-character"
    assert problem.span.source.line(problem.span.line)[problem.span.column - 1] == "\u00a0"
    assert problem.message == "this line holds the invisible character U+00A0 (no-break space); delete it"


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML has no libyaml here")
def test_a_colon_too_close_in_brackets() -> None:
    """In C, PyYAML refuses `{chance:[0.1, 0.2]}`; its parser in Python is kinder and reads a key there."""
    _, (problem,) = parse_yaml(b"a: {chance:[0.1, 0.2]}", "file.yaml")
    assert problem.location == ("file.yaml", 1, 11)
    assert problem.message == "a `:` inside brackets needs a space behind it; write `key: value`"


def test_an_unknown_complaint_is_passed_on() -> None:
    """What no rule knows is still one line at its place."""
    mark = yaml.Mark("file.yaml", 3, 0, 3, None, 0)
    error = yaml.MarkedYAMLError(problem="Something New", problem_mark=mark)
    problem = explain_syntax_error(error, SourceMap(SourceText("file.yaml", ("a: b",))))
    assert (problem.span.column, problem.code) == (4, "yaml-syntax")
    assert problem.message == "YAML cannot be read from here on: something new"
