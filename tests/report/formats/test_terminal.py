"""Documents on a terminal: every word at any width, in reading order, aligned."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dilemma.report.charts.chart import Stack, StackedBars
from dilemma.report.charts.style import series_style
from dilemma.report.document import (
    Bar,
    Block,
    Column,
    Document,
    Figure,
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
    return write(Document("A title", blocks), width=width, colour="truecolor" if colour else None)


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
@example(
    ["0" * 39 + "\u2e80" * 9], 60
)  # a bullet has 56 columns, and the last wide letter begins in the 56th
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


@settings(deadline=None)
@given(
    st.lists(st.text("ab\u754c-e\u0301", min_size=1, max_size=4), min_size=1, max_size=12),
    st.integers(8, 40),
    st.integers(0, 60),
)
def test_running_text_breaks_where_a_library_breaks_it(words: list[str], width: int, cut: int) -> None:
    """Lines of running text, in one tone or two, are those that rich makes of it."""
    from rich.console import Console
    from rich.text import Text

    whole = " ".join(words)
    expected = [str(line).rstrip() for line in Text(whole).wrap(Console(width=width), width)]
    assert text(paragraph(strong(whole[:cut]), whole[cut:]), width=width).splitlines() == expected


def test_the_table_of_a_chart_is_as_wide_as_the_terminal() -> None:
    """Where running text is kept narrower, the table of a chart is broken no sooner than any other."""
    parts = tuple(letter * 30 for letter in "abcd")
    stack = Stack("One", (1.0, 2.0, 3.0, 4.0), 10.0)
    chart = StackedBars(title="Title", description="", what="option", parts=parts, stacks=(stack,))
    shown = write(Document("", (Figure(chart),)), width=160, prose=120)
    assert set(parts) < set(shown.splitlines()[1].split())


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
    """A bar is drawn to an eighth of a character, within its bounds."""
    assert format_bar(share) == drawn


def test_a_wide_screen_draws_bars_to_scale_with_their_ranges() -> None:
    """From 120 columns on, half of 0 to 100 is half of the scale, and what is for wide screens appears."""
    table = Table(
        (Column("option"), Column(""), Column("value", "right"), Column("best", "right", wide=True)),
        (
            ("Enmesh", Bar(50, low=20, high=80, series=0), "50.0", "80.0"),
            ("Wait out", Bar(100), "100.0", "1"),
        ),
        bars_key="Bars: solid to the worst case.",
    )
    head, first, second, key = text(table, width=120).splitlines()
    start, end = head.index("0"), head.index("100") + 3
    width = end - start
    assert width > 40
    assert head[start + width // 2 - 2 : start + width // 2 + 1].strip() == "50"
    assert first[start:end].count("█") == round(0.2 * width)
    assert first[start:end].count("▓") == round(0.5 * width) - round(0.2 * width)
    assert first[start:end].rstrip()[-1] == "┤"
    assert len(first[start:end].rstrip()) == round(0.8 * width)
    assert second[start:end] == "█" * width
    assert key == "Bars: solid to the worst case."
    narrow = text(table, width=119)
    assert not {"best", "▓", "Bars:"} & set(narrow.split())


def test_a_bar_has_the_colour_of_its_series() -> None:
    """On a terminal with colours, the colour of an option is that of the charts; its text has none."""
    table = Table((Column("option"), Column("")), (("Enmesh", Bar(50, series=0)), ("Wait", Bar(50))))
    shown = text(table, colour=True).splitlines()
    red, green, blue = (int(series_style(0).colour[at : at + 2], 16) for at in (1, 3, 5))
    assert f"38;2;{red};{green};{blue}m█" in shown[1]
    assert "38;2" not in shown[2]


def test_a_bar_without_a_longest_value_is_empty() -> None:
    """Nothing is drawn where nothing can be compared."""
    assert text(Table((Column("bar"), Column("n")), ((Bar(3, 0), "3"),))).splitlines()[1].strip() == "3"


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
NUMBERS = st.sampled_from(["0.0", "100%", "\N{MINUS SIGN}12.3", "[0.05, 0.12, 0.2]", "", "<1%"])


@st.composite
def tables(draw: Any) -> Table:
    """Tables as the commands print them: names, numbers and remarks, with titles of up to four words."""
    kinds = draw(st.lists(st.sampled_from(("name", "number", "bar")), min_size=1, max_size=9))
    cells: dict[str, Any] = {"name": TITLES, "number": NUMBERS, "bar": st.floats(0, 100).map(Bar)}
    columns = tuple(Column(draw(TITLES), "left" if kind == "name" else "right") for kind in kinds)
    count = draw(st.integers(0, 4))
    rows = tuple(tuple(draw(cells[kind]) for kind in kinds) for _ in range(count))
    return Table(columns, rows)


@settings(deadline=None, max_examples=150)
@given(tables(), st.sampled_from((60, 80, 100, 120, 160)))
def test_no_table_breaks_a_word_or_a_number(table: Table, width: int) -> None:
    """Whatever the columns, every word and every list of numbers stands whole on one line that fits."""
    from rich.cells import cell_len

    shown = text(table, width=width)
    assert max(map(cell_len, shown.splitlines()), default=0) <= width
    words = shown.split()
    wanted = [word for column in table.columns for word in column.title.split()]
    wanted += [word for row in table.rows for cell in row if isinstance(cell, str) for word in cell.split()]
    for word in set(wanted):
        assert words.count(word) >= wanted.count(word), word
    assert all("[0.05, 0.12, 0.2]" in line for line in shown.splitlines() if "0.12," in line)


@settings(deadline=None, max_examples=80)
@given(tables(), st.integers(20, 160))
def test_a_table_is_the_same_with_and_without_colour(table: Table, width: int) -> None:
    """Colour moves no character of a table, however narrow the terminal."""
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text(table, width=width, colour=True))
    assert [line.rstrip() for line in bare.splitlines()] == text(table, width=width).splitlines()


def test_heads_are_broken_before_cells_are() -> None:
    """Where shorter heads make a table fit, no cell is broken."""
    columns = (Column("seen by"), Column("futures rupture chance"), Column("choice"))
    rows = (("climate-vulnerable", "0.05", "counter"),)
    found = terminal.write(Document("t", (Table(columns, rows),)), width=40).splitlines()
    assert found[-1].split() == ["climate-vulnerable", "0.05", "counter"]
    assert [line.split() for line in found[:3]] == [
        ["futures"],
        ["rupture"],
        ["seen", "by", "chance", "choice"],
    ]
