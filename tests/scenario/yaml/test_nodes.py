from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.problems import SourceText
from dilemma.scenario.yaml.nodes import SourceMap
from dilemma.scenario.yaml.text import mask_text

SOURCE = SourceText("file.yaml", ("a: 日本  ", "", "😀: c"))


def test_columns_count_code_points() -> None:
    """A wide letter and an emoji are one column each, as in an editor's status line."""
    span = SourceMap(SOURCE).span(3, 5)
    assert (span.line, span.column, span.end) == (1, 4, 6)
    span = SourceMap(SOURCE).span(12, 13)
    assert (span.line, span.column, span.end) == (3, 4, 5)


def test_a_place_ends_with_its_first_line() -> None:
    """What runs over several lines is shown on the first, without the blanks at its end."""
    assert SourceMap(SOURCE).span(3, 13).end == 6
    assert SourceMap(SOURCE).first_line(3) == SourceMap(SOURCE).span(3, 5)


def test_a_missing_value_stands_behind_the_last_word() -> None:
    """The blanks between a colon and whatever follows are no place for a caret."""
    span = SourceMap(SOURCE).after_word(9)
    assert (span.line, span.column, span.end) == (1, 6, 6)


@given(st.lists(st.text(alphabet="a \t日", max_size=5), min_size=1, max_size=5), st.data())
def test_every_offset_has_the_place_that_counting_gives(lines: list[str], data: st.DataObject) -> None:
    """Line and column of an offset are the line feeds before it and the characters since the last one."""
    places = SourceMap(SourceText("file.yaml", tuple(lines)))
    offset = data.draw(st.integers(0, len(places.text)))
    before = places.text[:offset]
    span = places.span(offset, offset)
    assert (span.line, span.column) == (before.count("\n") + 1, offset - before.rfind("\n"))
    assert places.before(offset) == before.rpartition("\n")[2]


PIECES = (
    "a: ",
    "- ",
    "日本",
    '"q\u2028 r"',
    "'s",
    "'",
    "[x, ",
    "]",
    "{k: v}",
    "|\n  b  ",
    "\x85",
    "# c",
    "  ",
    "\n",
)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=20))
def test_an_offset_has_the_place_that_its_mark_names(loader: Any, pieces: list[str]) -> None:
    """Line and column are those that either parser counts, wherever something begins."""
    places = SourceMap(SourceText("file.yaml", tuple("".join(pieces).split("\n"))))
    with suppress(yaml.YAMLError):
        event: Any
        for event in yaml.parse(mask_text(places.text), Loader=loader):
            start = event.start_mark
            if start.index == len(places.text):
                continue  # libyaml ends the last line for itself
            span = places.first_line(start.index)
            assert (span.line, span.column) == (start.line + 1, start.column + 1)
