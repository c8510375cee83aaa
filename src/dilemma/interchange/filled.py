"""A form found again in a workbook: which judgements changed, and every cell that cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING

from dilemma.interchange.cells import digits, fault, tidy
from dilemma.interchange.found import locate
from dilemma.interchange.values import BadCell, read
from dilemma.scenario.naming import name
from dilemma.scenario.reading.characters import quoted
from dilemma.scenario.rewriting.rewrite import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.interchange.cells import Raw, Sheet
    from dilemma.interchange.form import Entry, Form, Line, Plain
    from dilemma.interchange.found import Located
    from dilemma.scenario.naming import Path
    from dilemma.scenario.problems import Cell, Problem
    from dilemma.scenario.reading.nodes import Data

OWN = "the scenario file"
KEPT = 5e-15  # of a number; what programs lose that keep fifteen digits
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A change that a workbook asks for: its cell, and what stood there and stands there now."""

    change: Change
    place: Cell
    what: str
    before: str
    after: str
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a filled form asks for; `places` tells which cell holds the judgement at a path of the file."""

    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    places: Mapping[Path, Cell]


@dataclass(frozen=True, slots=True)
class _Spot:
    """An entry with the cells that hold it now."""

    entry: Entry
    line: Line
    cells: tuple[Raw, ...]

    @property
    def shown(self) -> tuple[Plain, ...]:
        """What the cells showed when the form was written."""
        return tuple(self.line.shown[column] for column in self.entry.columns)

    @property
    def changed(self) -> bool:
        """Whether any cell shows something else now."""
        return not all(same(cell, shown) for cell, shown in zip(self.cells, self.shown, strict=True))

    def made(self, data: Data, path: Path) -> Made:
        """The change to a value."""
        before = _spoken(self.shown)
        after = _spoken([cell.shown for cell in self.cells])
        hidden = any(cell.hidden for cell in self.cells)
        place = next(
            cell for cell, old in zip(self.cells, self.shown, strict=True) if not same(cell, old)
        ).place
        change = Change(path, data, self.entry.part, self.entry.bare)
        inner = self.line.shown[0] if self.entry.gathered else self.entry.part
        what = name((*path, str(inner)) if inner else path)
        return Made(change=change, place=place, what=what, before=before, after=after, hidden=hidden)


def filled(form: Form, sheets: Sequence[Sheet], framework: str = OWN) -> Filled:
    """Compares every cell of a form with what the sheets hold now; all faults are found at once.

    `framework` is what to call the file that holds the judgements which stand there.
    """
    reader = _Reader(framework)
    for table in form.tables:
        reader.table(locate(table, sheets))
    return Filled(made=tuple(reader.made), problems=tuple(reader.problems), places=reader.places)


class _Reader:
    """The changes and faults found so far."""

    def __init__(self, framework: str) -> None:
        self.framework = framework
        self.made: list[Made] = []
        self.problems: list[Problem] = []
        self.places: dict[Path, Cell] = {}

    def table(self, found: Located) -> None:
        """Reads one table."""
        self.problems.extend(found.problems)
        together = []
        for line, row in found.rows:
            self.problems.extend(_locked(found, line, row, self.framework))
            for entry in line.entries:
                spot = _Spot(entry, line, tuple(found.cell(row, column) for column in entry.columns))
                self._placed(spot)
                if entry.gathered:
                    together.append(spot)
                elif spot.changed:
                    self._single(spot)
        if any(spot.changed for spot in together):
            self._together(together)

    def _placed(self, spot: _Spot) -> None:
        """Notes the cell of a judgement, and of the part of one."""
        path = spot.entry.path
        part = (spot.entry.part,) if spot.entry.part else ()
        full = next((cell for cell in spot.cells if cell.found != "empty"), spot.cells[0])
        self.places.setdefault(path, full.place)
        self.places.setdefault((*path, *part), full.place)

    def _single(self, spot: _Spot) -> None:
        data = self._data(spot)
        if data is not _UNREADABLE and not _same_ids(spot, data):
            self.made.append(spot.made(data, spot.entry.path))

    def _together(self, spots: list[_Spot]) -> None:
        """Reads the judgements that make one value of the file: points by criterion, or a ranking."""
        values = {str(spot.line.shown[0]): self._data(spot) for spot in spots}
        if any(value is _UNREADABLE for value in values.values()):
            return
        data: Data = ranking(values) if spots[0].entry.kind == "rank" else values
        for spot in spots:
            if spot.changed:
                self.made.append(spot.made(data, spot.entry.path))

    def _data(self, spot: _Spot) -> Data:
        """The value in the cells, or a mark that there is none to be had; the fault is kept."""
        try:
            data = read(spot.entry, spot.cells)
        except BadCell as bad:
            self.problems.extend([bad.problem] if bad.problem else [])
            return _UNREADABLE
        if spot.entry.inherited and not data:
            message = (
                "is empty, but what stood there holds for the whole row of the file; write another instead"
            )
            self.problems.append(fault(spot.cells[0].place, "inherited", message))
            return _UNREADABLE
        return data


_UNREADABLE: Data = {}


def ranking(values: Mapping[str, Data]) -> list[Data]:
    """Criteria by rank, the first first; those of one rank are a tie in a list of their own."""
    ranks: dict[float, list[Data]] = {}
    for criterion, rank in values.items():
        assert isinstance(rank, int | float)
        ranks.setdefault(rank, []).append(criterion)
    return [tie[0] if len(tie) == 1 else tie for _, tie in sorted(ranks.items())]


def same(cell: Raw, shown: Plain) -> bool:
    """Whether a cell holds what it showed; numbers up to what programs lose of them.

    A text of digits may have become a number, as every text of digits in CSV does.
    """
    if isinstance(shown, str) and cell.found == "number":
        text = shown.strip()
        return bool(NUMBER.fullmatch(text)) and _close(cell.number, float(text))
    if isinstance(shown, str):
        return cell.found == "text" and cell.said == tidy(shown)
    if shown is None:
        return cell.found == "empty" or (cell.found == "text" and not cell.said)
    return cell.found == "number" and _close(cell.number, shown)


def _close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=KEPT, abs_tol=0.0)


def _same_ids(spot: _Spot, data: Data) -> bool:
    """Whether a list of sources is the same but for spaces and commas."""
    return spot.entry.kind == "ids" and data == [
        each for each in str(spot.shown[0] or "").split(", ") if each
    ]


def _locked(found: Located, line: Line, row: int, framework: str) -> Iterable[Problem]:
    """Cells that only say what is what, and say something else now."""
    table = found.table
    for column in range(table.keys, len(table.columns)):
        cell = found.cell(row, column)
        if line.entry_at(column) is None and cell.found != "refused" and not same(cell, line.shown[column]):
            held = (
                f"held {quoted(str(line.shown[column]))}" if line.shown[column] is not None else "was empty"
            )
            file = framework if line.shared else OWN
            message = f"is not read back: it {held}; put it back, and change {file} instead"
            yield fault(cell.place, "locked-cell", message)


def _spoken(cells: Sequence[Plain]) -> str:
    """What cells held, on one line."""
    said = [digits(cell) if isinstance(cell, float) else str(cell) for cell in cells if cell is not None]
    return " to ".join(said) if len(said) > 1 else "".join(said)
