"""Texts broken and cut to the room they have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dilemma.report.charts.canvas import measure_text, truncate_text, wrap_text


@given(st.text(max_size=200), st.floats(30, 400), st.integers(1, 6))
def test_no_line_is_wider_than_asked(text: str, width: float, most: int) -> None:
    """Whatever the text, there are one to so many lines and each of them fits."""
    lines = wrap_text(text, 13, width, most=most)
    assert 1 <= len(lines) <= most
    assert all(measure_text(line, 13) <= width for line in lines)


@given(st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=12))
def test_with_room_no_word_is_lost(words: list[str]) -> None:
    """Wrapping only turns spaces into line breaks."""
    assert " ".join(wrap_text(" ".join(words), 13, 60, most=99)).split() == words


def test_a_cut_text_says_so() -> None:
    """What does not fit ends in an ellipsis."""
    assert truncate_text("accommodate", 13, 50).endswith("…")
    assert truncate_text("wait", 13, 50) == "wait"
    assert wrap_text("one two three four", 13, 30, most=2)[-1].endswith("…")


def test_full_width_letters_take_more_room() -> None:
    """An ideograph is about as wide as two letters."""
    assert measure_text("北大", 13) > measure_text("aa", 13) * 1.7
