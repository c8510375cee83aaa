"""Documents on a terminal: every word at any width, in reading order, aligned."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dilemma.report.document import (
    Bar,
    Block,
    Column,
    Document,
    Heading,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.formats import terminal
from dilemma.report.formats.terminal import _BAR_WIDTH, format_bar, write

TABLE = Table(
    (Column("option"), Column(""), Column("value", "right")),
    (("Enmesh", Bar(50), "50.1"), ("Wait out", Bar(25), TextRun("\N{MINUS SIGN}5.0", "bad"))),
)


def text(*blocks: Block, width: int = 80, colour: bool = False) -> str:
    """The blocks as text."""
    return write(Document("A title", blocks), width=width, colour=colour)


def test_blocks_in_reading_order() -> None:
    """Paragraphs stand together, headings stand on what they head, and tables stand apart."""
    shown = text(
        Heading("Title", 1),
        paragraph("One."),
        paragraph(strong("Two"), "."),
        Heading("Part"),
        bullets("first", ("second, ", muted("softly"))),
        paragraph("Three."),
        TABLE,
        paragraph(muted("A note on the table.")),
        paragraph("Four."),
    )
    assert shown == (
        "Title\n"
        "One.\n"
        "Two.\n"
        "\n"
        "Part\n"
        "  - first\n"
        "  - second, softly\n"
        "Three.\n"
        "\n"
        "option                    value\n"
        "Enmesh    ███████          50.1\n"
        "Wait out  ███▌             −5.0\n"
        "A note on the table.\n"
        "Four.\n"
    )


def test_later_lines_hang_under_the_text() -> None:
    """A label stands alone at the left of the text it labels."""
    shown = text(paragraph(strong("gains "), "one two three four five six seven", hang=6), width=20)
    assert shown == "gains one two three\n      four five six\n      seven\n"


def test_bullets_hang_under_their_text() -> None:
    """A long item does not run under its dash."""
    assert text(bullets("one two three four"), width=16) == "  - one two\n    three four\n"


@pytest.mark.parametrize(
    "title", ["[bold]x[/bold]", ":smile:", "[link=http://x]y[/link]", "\\[x]", "https://x.org"]
)
def test_no_text_is_markup(title: str) -> None:
    """What looks like markup of the terminal library is text."""
    assert text(Heading(title), paragraph(title), bullets(title)) == f"{title}\n{title}\n  - {title}\n"


def test_controls_reach_no_terminal() -> None:
    """Escape sequences of a file never reach the terminal, coloured or not."""
    hostile = "\x1b]0;owned\x07\x1b[2J\u202e"
    blocks = (Heading(hostile), paragraph(hostile, strong(hostile)), Table((Column(hostile),), ((hostile,),)))
    plain = text(*blocks)
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", text(*blocks, colour=True))
    for shown in (plain, coloured):
        assert {"\x1b", "\x07", "\u202e"} & set(shown) == set()


@given(
    st.lists(
        st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60), min_size=1, max_size=6
    ),
    st.integers(60, 120),
)
def test_no_line_is_too_long_and_no_letter_is_lost(words: list[str], width: int) -> None:
    """Whatever the text and the width, every line fits and every visible character is there."""
    from rich.cells import cell_len

    blocks = (
        Heading(words[0]),
        paragraph(*words),
        bullets(*words),
        Table((Column("a"), Column("b")), tuple((word, word) for word in words)),
    )
    shown = text(*blocks, width=width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width

    def letters(of: str) -> list[str]:
        return sorted(each for each in of if not each.isspace())

    expected = words[0] + 4 * "".join(words) + "-" * len(words) + "ab"
    assert letters(shown) == letters(expected)


def test_colour_changes_no_word() -> None:
    """With and without colour, the same characters stand in the same places."""
    blocks = (Heading("T", 1), paragraph(strong("a"), muted("b")), TABLE, bullets(TextRun("c", "good")))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text(*blocks, colour=True))
    assert [line.rstrip() for line in bare.splitlines()] == text(*blocks).splitlines()


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(1.0, "█" * _BAR_WIDTH), (0.5, "█" * 7), (0.0, ""), (1 / 112, "▏"), (2.0, "█" * _BAR_WIDTH), (-1.0, "")],
)
def test_bar(share: float, drawn: str) -> None:
    """A bar is drawn to an eighth of a character, within its bounds, always as wide."""
    assert format_bar(share) == drawn.ljust(_BAR_WIDTH)


def test_a_bar_without_a_longest_value_is_empty() -> None:
    """Nothing is drawn where nothing can be compared."""
    assert text(Table((Column("bar"), Column("n")), ((Bar(3, 0), "3"),))).splitlines()[1].strip() == "3"


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Mn", "Me")), max_size=12)


EMPTY_AT_THE_END = [["", "00", "000000000000", ""]]  # and, at 20 columns, just as wide as the line


@settings(deadline=None, max_examples=60)
@example((EMPTY_AT_THE_END, [False] * 4), 20)
@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.tuples(
            st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=4),
            st.lists(st.booleans(), min_size=columns, max_size=columns),
        )
    ),
    st.integers(20, 100),
)
def test_a_table_that_fits_is_spelled_as_any_other(
    made: tuple[list[list[str]], list[bool]], width: int
) -> None:
    """The quick way to write a table gives the characters of the slow one."""
    (head, *rows), right = made
    columns = tuple(Column(title, "right" if own else "left") for title, own in zip(head, right, strict=True))
    document = Document("t", (Table(columns, tuple(tuple(row) for row in rows)),))
    quick = terminal.write(document, width=width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "_plain_table", lambda block, width: None)
        assert quick == terminal.write(document, width=width)


def test_heads_are_broken_before_cells_are() -> None:
    """Where shorter heads make a table fit, no word of a cell is broken; where they do not, they stay."""
    columns = (Column("seen by"), Column("futures rupture chance"), Column("choice"))
    rows = (("climate-vulnerable", "0.05", "counter"),)
    found = terminal.write(Document("t", (Table(columns, rows),)), width=40).splitlines()
    assert found[-1].split() == ["climate-vulnerable", "0.05", "counter"]
    assert [line.split() for line in found[:3]] == [
        ["futures"],
        ["rupture"],
        ["seen", "by", "chance", "choice"],
    ]
    wide = Document("t", (Table(columns, (("a word " * 9, "0.05", "counter"),)),))
    assert "futures rupture chance" in terminal.write(wide, width=60)
