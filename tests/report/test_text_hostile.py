"""Texts from files can do nothing but be read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.report.text import escape_formula, sanitize

SHOWN = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Counter (in coalition)", "Counter (in coalition)"),
        ("Ünïcödé 中文 ✓", "Ünïcödé 中文 ✓"),
        ("two\nlines\tand\rmore", "two lines and more"),
        ("\x1b[31mred\x07", f"{SHOWN}[31mred{SHOWN}"),
        ("left\u202eright\u200f", f"left{SHOWN}right{SHOWN}"),
        ("zero\u200bwidth\ufeff", f"zero{SHOWN}width{SHOWN}"),
        ("line\u2028separator", f"line{SHOWN}separator"),
        ("\udcff", SHOWN),
        ("", ""),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    """Controls and marks of direction are made visible, breaks become spaces, the rest is untouched."""
    assert sanitize(text) == shown


@given(st.text())
def test_harmless_leaves_nothing_that_acts_on_a_terminal(text: str) -> None:
    """No control, format or unassigned character and no line break comes through, at once."""
    shown = sanitize(text)
    assert {unicodedata.category(each) for each in shown} & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"} == set()
    assert len(shown) == len(text)
    assert sanitize(shown) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formula_safe(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe, which it shows as text (OWASP, CSV injection)."""
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["nato", "a=b", "1-2", "", "'=1"])
def test_formula_safe_leaves_text_alone(text: str) -> None:
    """What is no formula stays as it is."""
    assert escape_formula(text) == text
