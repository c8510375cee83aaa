"""The criteria of a matrix: title, scale, pole and weight, from the rows that describe them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.interchange.cells import digits, fault
from dilemma.interchange.form import Entry
from dilemma.interchange.matrix.ids import ids
from dilemma.interchange.values import BadCell, read
from dilemma.scenario.files.parts import POLES
from dilemma.scenario.quantities import LARGEST
from dilemma.scenario.reading.characters import quoted

if TYPE_CHECKING:
    from dilemma.interchange.cells import Raw
    from dilemma.interchange.matrix.layout import Layout
    from dilemma.scenario.problems import Problem

HIGHER = ("higher", "higher is better", "max", "maximise", "maximize", "benefit")
LOWER = ("lower", "lower is better", "min", "minimise", "minimize", "cost")
# In place of a scale that is at fault, so that no score is said to be out of bounds as well.
BOUNDLESS = (-LARGEST, LARGEST, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A column of scores; without `stated` ends its scores run from 0 to 100."""

    id: str
    title: str
    column: int
    worst: float
    best: float
    stated: bool
    unit: str | None
    pole: str | None
    weight: float | None

    @property
    def low(self) -> float:
        """The lowest score there can be."""
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        """The highest score there can be."""
        return max(self.worst, self.best)


def criteria(found: Layout, problems: list[Problem]) -> tuple[Criterion, ...]:
    """Every criterion; what is wrong with a cell that describes one is added to the problems."""
    names = ids(tuple(found.criteria), "criterion")
    pairs = zip(names, found.criteria.items(), strict=True)
    made = tuple(_criterion(found, key, title, column, problems) for key, (title, column) in pairs)
    if "weight" in found.says and not any(each.weight for each in made) and not problems:
        place = found.sheet.place(found.says["weight"], 0)
        problems.append(fault(place, "no-weight", "begins the weights, and all of them are 0; give one more"))
    return made


def _criterion(found: Layout, key: str, title: str, column: int, problems: list[Problem]) -> Criterion:
    worst, best, stated = _ends(found, column, problems)
    return Criterion(
        id=key,
        title=title,
        column=column,
        worst=worst,
        best=best,
        stated=stated,
        unit=_said(found, "unit", column) or None,
        pole=_choice(found, "pole", column, POLES, problems),
        weight=_number(found, "weight", column, problems, low=0),
    )


def _ends(found: Layout, column: int, problems: list[Problem]) -> tuple[float, float, bool]:
    """The levels worth 0 and 100, and whether they are stated; `lower` alone turns 0 to 100 round."""
    ways = _choice(found, "direction", column, HIGHER + LOWER, problems)
    falling = ways in LOWER
    asked = [name for name in ("worst", "best") if name in found.says and _given(found, name, column)]
    if not asked:
        return (100.0, 0.0, True) if falling else (0.0, 100.0, _said(found, "unit", column) != "")
    if len(asked) == 1:
        missing = "best" if asked == ["worst"] else "worst"
        cell = _cell(found, asked[0], column)
        message = f"has no partner: state `{missing}` for this criterion as well"
        problems.append(fault(cell.place, "half-a-scale", message))
        return 0.0, 100.0, True
    worst, best = (_number(found, name, column, problems) for name in ("worst", "best"))
    if worst is None or best is None:
        return BOUNDLESS
    against = f", against its direction {quoted(ways)}" if ways and falling is not (worst > best) else ""
    if worst == best or against:
        message = f"makes a scale from {digits(worst)} to {digits(best)}{against}; correct one of them"
        problems.append(fault(_cell(found, "best", column).place, "bad-scale", message))
        return BOUNDLESS
    return worst, best, True


def _cell(found: Layout, row: str, column: int) -> Raw:
    return found.sheet.cell(found.says[row], column)


def _given(found: Layout, row: str, column: int) -> bool:
    cell = _cell(found, row, column)
    return cell.found != "empty" and not (cell.found == "text" and not cell.said)


def _said(found: Layout, row: str, column: int) -> str:
    return str(_cell(found, row, column).shown or "") if row in found.says else ""


def _number(
    found: Layout, row: str, column: int, problems: list[Problem], low: float | None = None
) -> float | None:
    """The number of a row that describes criteria; None without such a row."""
    if row not in found.says:
        return None
    entry = Entry(path=(), columns=(column,), kind="number", low=low, wanted=True)
    try:
        number = read(entry, [_cell(found, row, column)])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return float(number) if isinstance(number, int | float) else None


def _choice(
    found: Layout, row: str, column: int, choices: tuple[str, ...], problems: list[Problem]
) -> str | None:
    """The word of a row that describes criteria; None where nothing is said."""
    if row not in found.says:
        return None
    entry = Entry(path=(), columns=(column,), kind="choice", choices=choices)
    try:
        word = read(entry, [_cell(found, row, column)])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return word if isinstance(word, str) else None
