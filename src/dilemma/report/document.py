"""The content of a report before any format renders it: headings, paragraphs, lists, tables, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dilemma.analysis.results.assessment import Warned
    from dilemma.report.charts.chart import Chart

Tone = Literal["plain", "strong", "muted", "good", "bad"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text in one tone; it means the same without colour."""

    text: str
    tone: Tone = "plain"


Inline: TypeAlias = "str | TextRun"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, and a new page is for formats that have pages."""

    text: str
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `hang` sets lines after the first under the text, not under the label."""

    runs: tuple[Inline, ...]
    hang: int = 0


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts, numbered from one where they are referred to by number."""

    items: tuple[tuple[Inline, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their texts, as at the top of a memo."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A value drawn against the longest possible one; it always stands beside its number.

    Attributes:
        value: how long it is.
        maximum: the longest possible one.
        low: where its range begins; shown where there is room.
        high: where its range ends.
        series: the index of its colour, the same as in charts; None for the colour of the text.
    """

    value: float
    maximum: float = 100.0
    low: float | None = None
    high: float | None = None
    series: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; numbers are set to the right, and a narrow terminal leaves out wide ones.

    `label` says what a column without a title holds, in files that other programs convert: whoever hears a
    table needs a head over each.
    """

    title: str
    align: Literal["left", "right"] = "left"
    wide: bool = False
    label: str = ""

    @property
    def head(self) -> str:
        """The title, or else the label."""
        return self.title or self.label


Cell: TypeAlias = "str | TextRun | Bar"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under column heads; a key says what bars with ranges mean, where they are drawn.

    A column that is blank in every row is left out, in every format.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    bars_key: str = ""

    def __post_init__(self) -> None:
        """Leave out the columns that are blank in every row; a table without any row or text is kept."""
        blank = {*range(len(self.columns))}
        for row in self.rows:
            blank -= {index for index in blank if not _is_blank(row[index])}
        if blank and len(blank) < len(self.columns):
            rest = [index for index in range(len(self.columns)) if index not in blank]
            object.__setattr__(self, "columns", tuple(self.columns[index] for index in rest))
            object.__setattr__(self, "rows", tuple(tuple(row[index] for index in rest) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart; a format that cannot draw shows its table."""

    chart: Chart


Block: TypeAlias = "Heading | Paragraph | Bullets | Facts | Table | Figure"


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in reading order; a watermark stands on every page, or where there are none at both ends."""

    title: str
    blocks: tuple[Block, ...]
    watermark: str = ""

    @property
    def marked_blocks(self) -> tuple[Block, ...]:
        """The blocks with the watermark before and after them, for formats without pages."""
        if not self.watermark:
            return self.blocks
        mark = Paragraph((TextRun(self.watermark, "strong"),))
        return (mark, *self.blocks, mark)


def paragraph(*runs: Inline, hang: int = 0) -> Paragraph:
    """Return a paragraph made of runs."""
    return Paragraph(runs, hang)


def strong(text: str) -> TextRun:
    """Return text that catches the eye."""
    return TextRun(text, "strong")


def muted(text: str) -> TextRun:
    """Return text that may be skipped."""
    return TextRun(text, "muted")


def bullets(*items: Inline | tuple[Inline, ...]) -> Bullets:
    """Return a list whose items are texts or tuples of runs."""
    return Bullets(tuple(item if isinstance(item, tuple) else (item,) for item in items))


def warning_blocks(warnings: Sequence[Warned]) -> list[Block]:
    """Return what a reader should know of the files, as a list; nothing where there is nothing."""
    return [paragraph(muted("Warnings:")), bullets(*(entry.message for entry in warnings))] * bool(warnings)


def warning_paragraphs(warnings: Sequence[Warned], code: str) -> list[Block]:
    """Return the warnings of one code as sentences, a paragraph each."""
    messages = [entry.message for entry in warnings if entry.code == code]
    return [paragraph(f"{message[:1].upper()}{message[1:]}.") for message in messages]


def plain_text(runs: tuple[Inline, ...]) -> str:
    """Return the text of runs without their tones."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)


_MOST_LETTERS = 60  # letters a column may ask for, so that none takes all
_BAR_LETTERS = 14


def widths_in_letters(
    block: Table, room: float, *, measure_word: Callable[[str], float] = len
) -> list[float]:
    """Return how many letters wide each column is: its longest text, or where room is short its widest word.

    Args:
        block: the table.
        room: how many letters stand across the page.
        measure_word: how many letters wide a word is.
    """
    texts = [
        [column.head, *(_cell_text(row[index]) for row in block.rows)]
        for index, column in enumerate(block.columns)
    ]
    least = [max(measure_word(word) for text in cells for word in text.split(" ")) for cells in texts]
    wanted = [
        max(low, min(_MOST_LETTERS, max(len(text) for text in cells)))
        for low, cells in zip(least, texts, strict=True)
    ]
    gap = sum(wanted) - sum(least)
    share = min(1.0, max(0.0, room - sum(least)) / gap) if gap else 0.0
    letters = [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]
    return _cut_longest(letters, room)


def _cut_longest(letters: Sequence[float], room: float) -> list[float]:
    """Return widths that fit: the widest are made alike, so that only the longest words are cut."""
    widest, left = room, room
    for index, count in enumerate(sorted(letters)):
        widest = left / (len(letters) - index)
        if count > widest:
            break
        left -= count
    return [min(count, widest) if sum(letters) > room else count for count in letters]


def _is_blank(cell: Cell) -> bool:
    """Return whether nothing would stand in a cell."""
    return not (isinstance(cell, Bar) or plain_text((cell,)).strip())


def _cell_text(cell: Cell) -> str:
    """Return the text of a cell; a bar takes as much room as its longest."""
    return "n" * _BAR_LETTERS if isinstance(cell, Bar) else plain_text((cell,))
