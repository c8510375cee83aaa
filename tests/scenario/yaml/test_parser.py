from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import find_forbidden, first_invisible

if TYPE_CHECKING:
    from dilemma.scenario.problems import Cell, Span
    from dilemma.scenario.yaml.nodes import Node

DECISION = """\
title: "a: b"   # a comment
options:
  NO:
    does: [one, {two: 2}]
    note: |
      first
      second
  enmesh:
  - 0.5
  -
claim: words on
  two lines
"""


def tree(text: str) -> Node:
    """The tree of a text that has one."""
    node, problems = parse_yaml(text.encode(), "file.yaml")
    assert node is not None, problems
    return node


def place(span: Span | Cell | None) -> str:
    """A span as `line:column-end`."""
    assert span is not None
    return f"{span.line}:{span.column}-{span.end}"


@pytest.mark.usefixtures("parser")
def test_data_is_what_the_author_sees() -> None:
    """Keys are text, plain values follow YAML 1.2, quotes and blocks are text."""
    assert tree(DECISION).data() == {
        "title": "a: b",
        "options": {
            "NO": {"does": ["one", {"two": 2}], "note": "first\nsecond\n"},
            "enmesh": [0.5, None],
        },
        "claim": "words on two lines",
    }
    text = "NO: NO\n1: 0x1F\nnull: null\n'2': '2'\n~: !!str 3\n2024-01-02: 2024-01-02\n=: =\n\"<<\": <<\n"
    assert tree(text).data() == {
        "NO": "NO",
        "1": 31,
        "null": None,
        "2": "2",
        "~": "3",
        "2024-01-02": "2024-01-02",
        "=": "=",
        "<<": "<<",
    }


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        pytest.param(("title",), "1:1-6", "1:8-14", id="quoted"),
        pytest.param(("options",), "2:1-8", "3:3-6", id="block mapping: its first line"),
        pytest.param(("options", "NO", "does"), "4:5-9", "4:11-26", id="list in brackets"),
        pytest.param(("options", "NO", "does", 1), None, "4:17-25", id="mapping in brackets"),
        pytest.param(("options", "NO", "does", 1, "two"), "4:18-21", "4:23-24", id="value in brackets"),
        pytest.param(("options", "NO", "note"), "5:5-9", "5:11-12", id="block text: its sign"),
        pytest.param(("options", "enmesh"), "8:3-9", "9:3-8", id="block list: its first line"),
        pytest.param(("options", "enmesh", 1), None, "10:4-4", id="missing value: behind the dash"),
        pytest.param(("claim",), "11:1-6", "11:8-16", id="text of two lines: the first"),
        pytest.param((), None, "1:1-28", id="whole file: its first line"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_every_key_and_value_has_its_place(path: tuple[str | int, ...], key: str | None, value: str) -> None:
    """Carets stand under exactly what an author would have to change."""
    node = tree(DECISION).nearest(path)
    assert place(node.span) == value
    assert (place(node.key) if node.key else None) == key


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 日本\r\nb😀: [😀, x]\r\n", id="Windows line ends and wide letters"),
        pytest.param("\ufeffa: 日本\rb😀: [😀, x]\r", id="byte order mark, old Macintosh line ends"),
    ],
)
def test_places_are_those_of_the_editor(text: str) -> None:
    """The byte order mark is no column, a line end is one whatever its bytes, an emoji is one letter."""
    node = tree(text).nearest(["b😀", 1])
    assert (place(node.span), node.value) == ("2:9-10", "x")


@pytest.mark.usefixtures("parser")
def test_a_missing_value_in_brackets_stands_behind_its_colon() -> None:
    """The two parsers place an empty value differently; we say where the author left it out."""
    assert place(tree("a: {b:   , c}").nearest(["a", "b"]).span) == "1:7-7"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_separators_that_editors_do_not_break_at_are_text(separator: str) -> None:
    """Text pasted from a word processor keeps its line separators, and the lines after it their numbers."""
    node = tree(f"a: one {separator} two\nb: 'three {separator}'\nc: |\n  four{separator}\nd: 1\n")
    assert node.data() == {
        "a": f"one {separator} two",
        "b": f"three {separator}",
        "c": f"four{separator}\n",
        "d": 1,
    }
    assert place(node.nearest("d").key) == "5:1-2"


def test_the_first_of_two_equal_keys_stays() -> None:
    """What follows a refused key is still read, and its value dropped."""
    node, problems = parse_yaml(b"a: {x: 1, x: 2}\na: {y: .nan}\n<<: 3\n? [k]\n: 4\nb: 5", "file.yaml")
    assert node is not None
    assert node.data() == {"a": {"x": 1}, "b": 5}
    assert [problem.code for problem in problems] == [
        "duplicate-key",
        "duplicate-key",
        "not-finite",
        "merge-key",
        "complex-key",
    ]


@pytest.mark.usefixtures("parser")
def test_problems_before_a_fault_of_syntax_are_kept() -> None:
    """The parser stops at bad syntax, but what was wrong above it is said at the same time."""
    node, problems = parse_yaml(b"a: 1\na: 2\nb: NO\nc: [\n", "file.yaml")
    assert node is None
    assert [(problem.span.line, problem.code) for problem in problems] == [
        (2, "duplicate-key"),
        (3, "yaml-1.1"),
        (4, "yaml-syntax"),
    ]


def test_warnings_alone_leave_the_tree() -> None:
    """A plain `NO` is fine for us, so the file is used; only other tools would be misled."""
    node, (problem,) = parse_yaml(b"a: NO\nNO: 'NO'", "file.yaml")
    assert node is not None
    assert node.data() == {"a": "NO", "NO": "NO"}
    assert (problem.severity, place(problem.span)) == ("warning", "1:4-6")


# JSON as authors may paste it: finite numbers short enough, and texts without forbidden characters.
TEXTS = st.text(max_size=20).filter(lambda text: not any(find_forbidden(text)))
KEYS = TEXTS.filter(lambda text: not first_invisible(text))
NUMBERS = st.integers(-(10**60), 10**60) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.sampled_from([None, 2]))
@example({"a": "\u2028 b \x85", "": {"\u2026": -0.0}}, None)
@example({"a": {"b": [[], {}, ["%", "@", "&x", "*x", "!x", "- ", "? ", ": ", "#", "\\", "'"]]}}, 2)
def test_json_is_yaml(data: dict[str, Any], indent: int | None) -> None:
    """What `json.dumps` writes reads back equal, but for the refusals that are documented."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    node, problems = parse_yaml(text.encode(), "file.yaml")
    assert node is not None
    assert node.data() == data
    assert {problem.code for problem in problems} <= {"yaml-1.1"}


FRAGMENTS = st.sampled_from(
    [
        *("\n", "\n  ", "\n\t", "  ", "- ", ": ", ":", "? ", "a", "NO", "1e400", "<<", "[", "]", "{"),
        *("}", ","),
        *("&a ", "*a", "!t ", "!!str ", "'", '"', "\\", "\\ud800", "\\U00110000", "|", ">", "#"),
        *("---\n", "...\n"),
        *("%", "@", "`", "\u2028", "\x85", "\ufeff", "\u200b", "\x07", "😀", "\r"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=30).map("".join).map(str.encode) | st.binary(max_size=200))
@pytest.mark.parametrize("without_libyaml", [False, True])
def test_no_bytes_raise(without_libyaml: bool, data: bytes) -> None:
    """Whatever a file holds, there is a mapping or a reason why not, and problems lie inside the file."""
    with pytest.MonkeyPatch.context() as patch:
        if without_libyaml:
            patch.delattr(yaml, "CSafeLoader", raising=False)
        node, problems = parse_yaml(data, "file.yaml")
    assert isinstance(node.value, dict) if node else any(problem.severity == "error" for problem in problems)
    for span in (problem.span for problem in problems):
        assert 1 <= span.line <= max(1, len(span.source.lines))
        assert 1 <= span.column <= span.end <= len(span.source.line(span.line)) + 1
