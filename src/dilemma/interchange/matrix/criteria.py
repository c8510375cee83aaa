"""The criteria of a decision matrix: title, scale, pole and weight, read from the rows about criteria."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.interchange.cells import format_digits, problem_at
from dilemma.interchange.form import JudgementField
from dilemma.interchange.matrix.ids import make_ids
from dilemma.interchange.values import BadCell, read_value
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.schema.parts import POLES
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix.layout import MatrixLayout
    from dilemma.scenario.problems import Problem

_HIGHER_IS_BETTER = ("higher", "higher is better", "max", "maximise", "maximize", "benefit")
_LOWER_IS_BETTER = ("lower", "lower is better", "min", "minimise", "minimize", "cost")
# Replaces a faulty scale, so that its scores are not reported as out of bounds on top of it.
_BOUNDLESS = (-LARGEST_NUMBER, LARGEST_NUMBER, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCriterion:
    """A criterion of a matrix, with the sheet column (from 0) of its scores.

    Without a scale of its own (`has_scale`), its scores run from 0 to 100.
    """

    id: str
    title: str
    column: int
    worst: float
    best: float
    has_scale: bool
    unit: str | None
    pole: str | None
    weight: float | None

    @property
    def low(self) -> float:
        """The lowest score allowed."""
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        """The highest score allowed."""
        return max(self.worst, self.best)


def read_criteria(layout: MatrixLayout, problems: list[Problem]) -> tuple[MatrixCriterion, ...]:
    """Return the criteria of a matrix; problems of the cells describing them are appended to `problems`."""
    criterion_ids = make_ids(tuple(layout.criterion_columns), "criterion")
    pairs = zip(criterion_ids, layout.criterion_columns.items(), strict=True)
    criteria = tuple(_read_criterion(layout, key, title, column, problems) for key, (title, column) in pairs)
    if (
        "weight" in layout.criterion_rows
        and not any(criterion.weight for criterion in criteria)
        and not problems
    ):
        location = layout.sheet.cell_location(layout.criterion_rows["weight"], 0)
        problems.append(
            problem_at(location, "no-weight", "begins the weights, and all of them are 0; give one more")
        )
    return criteria


def _read_criterion(
    layout: MatrixLayout, key: str, title: str, column: int, problems: list[Problem]
) -> MatrixCriterion:
    worst, best, has_scale = _read_scale(layout, column, problems)
    return MatrixCriterion(
        id=key,
        title=title,
        column=column,
        worst=worst,
        best=best,
        has_scale=has_scale,
        unit=_read_text(layout, "unit", column) or None,
        pole=_read_choice(layout, "pole", column, POLES, problems),
        weight=_read_number(layout, "weight", column, problems, low=0),
    )


def _read_scale(layout: MatrixLayout, column: int, problems: list[Problem]) -> tuple[float, float, bool]:
    """Return the scores worth 0 and 100, and whether the matrix states them.

    The direction `lower` without ends reverses the default scale from 0 to 100.
    """
    direction = _read_choice(layout, "direction", column, _HIGHER_IS_BETTER + _LOWER_IS_BETTER, problems)
    falling = direction in _LOWER_IS_BETTER
    ends = [
        name
        for name in ("worst", "best")
        if name in layout.criterion_rows and _has_description(layout, name, column)
    ]
    if not ends:
        return (100.0, 0.0, True) if falling else (0.0, 100.0, _read_text(layout, "unit", column) != "")
    if len(ends) == 1:
        missing = "best" if ends == ["worst"] else "worst"
        cell = _description_cell(layout, ends[0], column)
        message = f"has no partner: state `{missing}` for this criterion as well"
        problems.append(problem_at(cell.location, "half-a-scale", message))
        return 0.0, 100.0, True
    worst, best = (_read_number(layout, name, column, problems) for name in ("worst", "best"))
    if worst is None or best is None:
        return _BOUNDLESS
    contradiction = (
        f", against its direction {quote_text(direction)}"
        if direction and falling is not (worst > best)
        else ""
    )
    if worst == best or contradiction:
        message = (
            f"makes a scale from {format_digits(worst)} to {format_digits(best)}{contradiction}; "
            "correct one of them"
        )
        problems.append(problem_at(_description_cell(layout, "best", column).location, "bad-scale", message))
        return _BOUNDLESS
    return worst, best, True


def _description_cell(layout: MatrixLayout, row: str, column: int) -> ReadCell:
    return layout.sheet.cell(layout.criterion_rows[row], column)


def _has_description(layout: MatrixLayout, row: str, column: int) -> bool:
    cell = _description_cell(layout, row, column)
    return cell.kind != "empty" and not (cell.kind == "text" and not cell.clean_text)


def _read_text(layout: MatrixLayout, row: str, column: int) -> str:
    return str(_description_cell(layout, row, column).value or "") if row in layout.criterion_rows else ""


def _read_number(
    layout: MatrixLayout, row: str, column: int, problems: list[Problem], low: float | None = None
) -> float | None:
    """Return the number in a row about criteria, such as `weight`; None if the matrix has no such row."""
    if row not in layout.criterion_rows:
        return None
    field = JudgementField(path=(), columns=(column,), kind="number", low=low, required=True)
    try:
        number = read_value(field, [_description_cell(layout, row, column)])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return float(number) if isinstance(number, int | float) else None


def _read_choice(
    layout: MatrixLayout, row: str, column: int, choices: tuple[str, ...], problems: list[Problem]
) -> str | None:
    """Return the word in a row about criteria, such as `pole`; None if there is none."""
    if row not in layout.criterion_rows:
        return None
    field = JudgementField(path=(), columns=(column,), kind="choice", choices=choices)
    try:
        word = read_value(field, [_description_cell(layout, row, column)])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return word if isinstance(word, str) else None
