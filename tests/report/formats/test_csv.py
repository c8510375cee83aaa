"""One spelling of cells for every table."""

from __future__ import annotations

import pytest

from dilemma.report.formats.csv import format_choice, format_rows, format_value


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (0.1, "0.1"),
        (-2, "-2"),
        ("=1+1", "'=1+1"),
        ("a,b", '"a,b"'),
        ("-x", "'-x"),
    ],
)
def test_a_cell(value: object, cell: str) -> None:
    """What is unknown is empty, numbers keep their digits, and no text runs in a spreadsheet."""
    assert format_rows(("a", value)) == f"a,{cell}\n"


def test_a_choice_names_all_that_tie() -> None:
    """One option as it is, several with a space between, and none as none."""
    assert [format_choice("a", ()), format_choice("a", ("a", "b")), format_choice(None, None)] == [
        "a",
        "a b",
        None,
    ]


def test_a_value_of_a_file() -> None:
    """A text is left as it is; what has parts is JSON."""
    assert [format_value("a"), format_value(None), format_value([1, {"b": 2.5}])] == [
        "a",
        None,
        '[1, {"b": 2.5}]',
    ]
