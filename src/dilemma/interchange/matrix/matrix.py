"""A matrix read whole: its options, criteria and futures, and a score in every cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import digits, fault, nameless
from dilemma.interchange.form import Entry
from dilemma.interchange.matrix.criteria import Criterion, criteria
from dilemma.interchange.matrix.ids import ids
from dilemma.interchange.matrix.layout import Layout, layout, title
from dilemma.interchange.matrix.option import Option
from dilemma.interchange.matrix.places import places
from dilemma.interchange.values import BadCell, read
from dilemma.scenario.files.parts import STANCES
from dilemma.scenario.reading.characters import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.interchange.cells import Sheet
    from dilemma.scenario.naming import Path
    from dilemma.scenario.problems import Cell, Problem

SMALL = 10  # the top of the scale that people use most when nobody tells them another
UNKNOWN = "is empty; type a number, which may become a wide range in the scenario file if nobody knows it"
ASSUMED = "counter"  # for an option that names no stance; a stance moves no score


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A number and its cell."""

    number: float
    place: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A decision matrix; `futures` are titles by id, and `scores` are by option, criterion and future.

    Without futures, the future of a score is empty. `places` tells which cell is behind a path of the file.
    """

    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    futures: Mapping[str, str]
    scores: Mapping[tuple[str, str, str], Score]
    places: Mapping[Path, Cell]

    @property
    def looks_like_tens(self) -> bool:
        """Whether no scale is stated and no score is above 10, as where one scored from 0 to 10."""
        stated = any(criterion.stated for criterion in self.criteria)
        return not stated and all(score.number <= SMALL for score in self.scores.values())


def matrix(sheet: Sheet) -> Matrix:
    """Reads a matrix.

    Raises:
        FaultyFile: with every cell that cannot be read.
    """
    found = layout(sheet)
    problems: list[Problem] = []
    columns = criteria(found, problems)
    futures = _futures(found, problems)
    options = _options(found, problems)
    scores = _scores(found, columns, options, futures, problems)
    if problems:
        raise FaultyFile(problems)
    where = places(found, options, columns, {key: score.place for key, score in scores.items()})
    return Matrix(options=options, criteria=columns, futures=futures, scores=scores, places=where)


def _futures(found: Layout, problems: list[Problem]) -> dict[str, str]:
    """Titles of futures by id, in the order in which they first stand in their column."""
    if "future" not in found.about:
        return {}
    titles: dict[str, None] = {}
    for row in found.options:
        cell = found.sheet.cell(row, found.about["future"])
        if title(cell):
            titles.setdefault(title(cell))
        elif cell.found != "refused":
            message = nameless(cell, "is empty; name the future of this row")
            problems.append(fault(cell.place, "empty-cell", message))
    return dict(zip(ids(tuple(titles), "future"), titles, strict=True))


def _options(found: Layout, problems: list[Problem]) -> tuple[Option, ...]:
    """The options in order, each described by the first of its rows."""
    rows: dict[str, int] = {}
    for row in found.options:
        rows.setdefault(title(found.sheet.cell(row, 0)), row)
    pairs = zip(ids(tuple(rows), "option"), rows.items(), strict=True)
    return tuple(_option(found, key, name, row, problems) for key, (name, row) in pairs)


def _option(found: Layout, key: str, name: str, row: int, problems: list[Problem]) -> Option:
    stance = _stance(found, row, problems)
    definition = found.sheet.cell(row, found.about["definition"]).said if "definition" in found.about else ""
    own = key if key in STANCES else None
    return Option(
        id=key,
        title=name,
        stance=stance or own or ASSUMED,
        stated=bool(stance or own),
        definition=definition or None,
    )


def _stance(found: Layout, row: int, problems: list[Problem]) -> str | None:
    if "stance" not in found.about:
        return None
    entry = Entry(path=(), columns=(0,), kind="choice", choices=(*STANCES, "wait out"))
    try:
        word = read(entry, [found.sheet.cell(row, found.about["stance"])])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return word.replace(" ", "_") if isinstance(word, str) else None


def _scores(
    found: Layout,
    columns: tuple[Criterion, ...],
    options: tuple[Option, ...],
    futures: Mapping[str, str],
    problems: list[Problem],
) -> dict[tuple[str, str, str], Score]:
    by_title = {option.title: option.id for option in options}
    by_future = {name: key for key, name in futures.items()}
    scores: dict[tuple[str, str, str], Score] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in found.options:
        label = found.sheet.cell(row, 0)
        option = by_title[title(label)]
        future = by_future.get(title(found.sheet.cell(row, found.about["future"])), "") if futures else ""
        if (option, future) in seen:
            problems.append(
                fault(
                    label.place, "repeated-row", f"begins a second row for {quoted(title(label))}; keep one"
                )
            )
            continue
        seen[option, future] = row
        for column in columns:
            score = _score(found, row, column, problems)
            if score:
                scores[option, column.id, future] = score
    named = all(title(found.sheet.cell(row, found.about["future"])) for row in found.options if futures)
    problems.extend(_absent(found, options, futures, seen) if named else ())
    return scores


def _score(found: Layout, row: int, column: Criterion, problems: list[Problem]) -> Score | None:
    cell = found.sheet.cell(row, column.column)
    try:
        number = read(Entry(path=(), columns=(0,), kind="number"), [cell])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    if not isinstance(number, int | float):
        problems.append(fault(cell.place, "empty-cell", UNKNOWN))
        return None
    if not column.low <= number <= column.high:
        ends = f"from {digits(column.low)} to {digits(column.high)}"
        add = "" if column.stated else "; add the rows `worst` and `best` for other scales"
        problems.append(fault(cell.place, "out-of-bounds", f"holds {digits(number)}; it must be {ends}{add}"))
    return Score(number=number, place=cell.place)


def _absent(
    found: Layout,
    options: tuple[Option, ...],
    futures: Mapping[str, str],
    seen: Mapping[tuple[str, str], int],
) -> list[Problem]:
    """Options without a row for a future that others have one for."""
    problems, first = [], dict[str, int]()
    for (key, _), row in seen.items():
        first.setdefault(key, row)
    for option in options:
        missing = [name for key, name in futures.items() if (option.id, key) not in seen]
        if missing:
            listed = ", ".join(quoted(name) for name in missing)
            message = f"begins the rows of {quoted(option.title)}, which has none for {listed}; add it"
            problems.append(fault(found.sheet.place(first[option.id], 0), "no-row", message))
    return problems
