"""A document for the terminal: of any width, with colour through rich, or without and much sooner."""

from __future__ import annotations

import re
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, chop_cells

from dilemma.report.document import Bullets, Heading, Paragraph, Table, TextRun
from dilemma.report.formats.terminal_tables import table_lines
from dilemma.report.text import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.report.document import Block, Document, Inline

ColourSystem = Literal["standard", "256", "truecolor"]
_WORD = re.compile(r"\s*\S+\s*")


def write(
    document: Document, *, width: int = 80, prose: int | None = None, colour: ColourSystem | None = None
) -> str:
    """Return a document as text, in the same words with and without colour.

    Args:
        document: what to write.
        width: the columns there are.
        prose: the most columns of running text; None for all there are.
        colour: how many colours there are; None for none.
    """
    parts: list[str] = []
    previous: Block | None = None
    for block in document.marked_blocks:
        if previous is not None and _needs_blank_line(previous, block):
            parts.append("\n")
        lines = None if colour else _plain_lines(block, width, min(width, prose or width))
        if lines is None:
            # Importing rich takes longer than all that is written without it.
            from dilemma.report.formats.terminal_colour import draw_block  # noqa: PLC0415

            parts.append(draw_block(block, width, min(width, prose or width), colour))
        else:
            parts += [f"{line}\n" for line in lines]
        previous = block
    text = "".join(parts)
    # Lines are padded with blanks; without colour they go, so that a file can be compared and quoted.
    return text if colour else "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _needs_blank_line(previous: Block, block: Block) -> bool:
    """Return whether a blank line sets two blocks apart.

    Paragraphs and lists stand together, and so does a table with the muted paragraph that explains it.
    """
    together = (Paragraph, Bullets)
    if isinstance(previous, Table) and isinstance(block, Paragraph):
        return not all(isinstance(run, TextRun) and run.tone == "muted" for run in block.runs)
    if isinstance(previous, Heading):
        return previous.level == 1 and not isinstance(block, Paragraph)
    return not (isinstance(previous, together) and isinstance(block, together))


def _plain_lines(block: Block, width: int, prose: int) -> Iterator[str] | None:
    """Return the lines of a block without colour; None for what rich arranges, which is rarely shown."""
    match block:
        case Table():
            return ("".join(text for text, _ in line) for line in table_lines(block, width, {}))
        case Heading():
            return _wrap(sanitize(block.text), prose)
        case Paragraph():
            text = _plain_text(block.runs)
            label, rest = text[: block.hang], text[block.hang :]
            return _beside(label, rest, block.hang, prose) if cell_len(label) <= block.hang else None
        case Bullets():
            room = len(f"{len(block.items)}") + 4 if block.numbered else 4
            return chain.from_iterable(
                _beside(f"  {number}. " if block.numbered else "  - ", _plain_text(item), room, prose)
                for number, item in enumerate(block.items, start=1)
            )
    return None


def _plain_text(runs: Sequence[Inline]) -> str:
    """Return runs of text as one."""
    return "".join(sanitize(run.text if isinstance(run, TextRun) else run) for run in runs)


def _beside(label: str, text: str, room: int, width: int) -> Iterator[str]:
    """Yield the lines of a text in a column beside its label, which has some room of the width."""
    for left, right in zip_longest(_wrap(label, room), _wrap(text, max(1, width - room)), fillvalue=""):
        yield left + " " * (room - cell_len(left)) + right


def _wrap(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of a width, as rich breaks it: behind blanks, and inside of longer words."""
    for line in text.split("\n"):
        for start, end in pairwise([0, *_breaks(line, width), len(line)]):
            yield line[start:end]


def _breaks(line: str, width: int) -> Iterator[int]:
    """Yield the places at which a line is broken."""
    taken = 0
    for match in _WORD.finditer(line):
        word, start = match[0], match.start()
        if cell_len(word.rstrip()) <= width - taken:
            taken += cell_len(word)
            continue
        pieces = chop_cells(word, width) if cell_len(word.rstrip()) > width else [word]
        for piece in pieces:
            if start:
                yield start
            start += len(piece)
        taken = cell_len(pieces[-1])
