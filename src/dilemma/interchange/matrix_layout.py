"""The layout of a decision matrix: its header row, the rows about criteria and the rows of options.

Ids made from titles.

The criteria of a decision matrix: title, scale, pole and weight, read from the rows about criteria.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import describe_non_name, format_digits, problem_at
from dilemma.interchange.template import JudgementField
from dilemma.interchange.values import BadCell, read_value
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.schema.base import RESERVED
from dilemma.scenario.schema.parts import POLES
from dilemma.scenario.validation.structure import MOST_ROWS, SIZE_LIMITS
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.scenario.problems import Problem


# Labels in the first column whose row describes the criteria rather than an option.
_DESCRIPTION_ROWS = {
    "weight": "weight",
    "weights": "weight",
    "worst": "worst",
    "best": "best",
    "unit": "unit",
    "direction": "direction",
    "pole": "pole",
}
# Labels of rows that summarise the others: read as an option, such a row would compete with its own parts.
_SUMMARY_LABELS = frozenset(
    [
        "total",
        "totals",
        "sum",
        "subtotal",
        "average",
        "avg",
        "mean",
        "median",
        "min",
        "max",
        "minimum",
        "maximum",
        "rank",
        "score",
    ]
)
# Headers of columns that describe the options rather than hold scores.
_OPTION_COLUMNS = {
    "stance": "stance",
    "future": "future",
    "definition": "definition",
    "description": "definition",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixLayout:
    """The parts of a sheet that holds a matrix; rows and columns count from 0.

    Attributes:
        sheet: the sheet.
        header_row: the row with the titles of the criteria.
        criterion_columns: columns of scores, by title of the criterion.
        option_columns: columns that describe options, by what they hold: stance, future or definition.
        criterion_rows: rows that describe criteria, by what they hold: weight, worst, best and so on.
        option_rows: the rows with scores, one for each option and future.
    """

    sheet: Sheet
    header_row: int
    criterion_columns: Mapping[str, int]
    option_columns: Mapping[str, int]
    criterion_rows: Mapping[str, int]
    option_rows: tuple[int, ...]


def read_layout(sheet: Sheet) -> MatrixLayout:
    """Return the layout of a matrix; its first row that is not empty is the header row.

    Raises:
        FaultyFile: the sheet is no matrix; each cell at fault is a problem of its own.
    """
    problems = list(sheet.problems)
    filled = [row for row, cells in enumerate(sheet.rows) if any(map(is_filled, cells))]
    if not filled:
        raise FaultyFile(
            [
                problem_at(
                    sheet.location, "not-a-matrix", "is empty; write options in rows, criteria in columns"
                )
            ]
        )
    header_row, *data_rows = filled
    criterion_columns, option_columns = _read_headers(sheet, header_row, data_rows, problems)
    criterion_rows, option_rows = _read_rows(sheet, data_rows, problems)
    _refuse_oversize(sheet, header_row, criterion_columns, option_columns, option_rows)
    if not criterion_columns and not problems:
        message = (
            "begins the heads, but no column to the right is a criterion; write its name over its scores"
        )
        problems.append(problem_at(sheet.cell_location(header_row, 0), "not-a-matrix", message))
    if not problems and len({cell_title(sheet.cell(row, 0)) for row in option_rows}) < 2:
        message = "has fewer than two rows with options; there is nothing to decide"
        problems.append(problem_at(sheet.location, "not-a-matrix", message))
    if problems:
        raise FaultyFile(problems)
    return MatrixLayout(
        sheet=sheet,
        header_row=header_row,
        criterion_columns=criterion_columns,
        option_columns=option_columns,
        criterion_rows=criterion_rows,
        option_rows=tuple(option_rows),
    )


def _refuse_oversize(
    sheet: Sheet,
    header_row: int,
    criterion_columns: Mapping[str, int],
    option_columns: Mapping[str, int],
    option_rows: list[int],
) -> None:
    """Refuse a matrix larger than a scenario may be, before any score is read.

    Raises:
        FaultyFile: there are too many options, criteria or futures; the problem is at the first excess cell.
    """
    future_column = option_columns.get("future")
    cells = {
        "options": [sheet.cell(row, 0) for row in option_rows],
        "criteria": [sheet.cell(header_row, column) for column in criterion_columns.values()],
        "futures": [] if future_column is None else [sheet.cell(row, future_column) for row in option_rows],
    }
    titles = {
        kind: {cell_title(cell): cell for cell in reversed(kind_cells)} for kind, kind_cells in cells.items()
    }
    limits = {
        **SIZE_LIMITS,
        "options": min(SIZE_LIMITS["options"], MOST_ROWS // max(1, len(criterion_columns))),
    }
    for kind, cells_by_title in titles.items():
        if len(cells_by_title) > limits[kind]:
            _refuse_crowd(kind, list(reversed(cells_by_title.values())), limits[kind], len(criterion_columns))


def _refuse_crowd(kind: str, cells: Sequence[ReadCell], most: int, criterion_count: int) -> None:
    within = f" on {criterion_count:,} criteria" if most < SIZE_LIMITS[kind] else ""
    message = (
        f"is beyond the {most:,} {kind}{within} that a scenario may have, of {len(cells):,}; leave some out"
    )
    raise FaultyFile([problem_at(sorted(cells, key=_cell_order)[most].location, "too-many", message)])


def _cell_order(cell: ReadCell) -> tuple[int, ...]:
    return cell.location.order


def is_filled(cell: ReadCell) -> bool:
    """Return whether a cell holds anything."""
    return bool(cell.clean_text) if cell.kind == "text" else cell.kind != "empty"


def cell_title(cell: ReadCell) -> str:
    """Return the text of a header or label, which may be a number such as a year."""
    return format_digits(cell.number) if cell.kind == "number" else " ".join(cell.clean_text.split())


def _strip_suffix(label: str) -> str:
    """Return a label in lower case, without what follows a bracket or sign as in `Weight (%)` or `Total:`."""
    return re.split(r"[(\[%:=]", label)[0].strip().lower()


def _read_headers(
    sheet: Sheet, header_row: int, data_rows: list[int], problems: list[Problem]
) -> tuple[dict[str, int], dict[str, int]]:
    criterion_columns: dict[str, int] = {}
    option_columns: dict[str, int] = {}
    used_columns = {
        column for row in data_rows for column, cell in enumerate(sheet.rows[row]) if is_filled(cell)
    }
    for column in range(1, max(map(len, sheet.rows))):
        cell = sheet.cell(header_row, column)
        name = cell_title(cell)
        if not name:
            if column in used_columns and cell.kind != "refused":
                message = describe_non_name(
                    cell, "is empty, but there is something below it; name the criterion"
                )
                problems.append(problem_at(cell.location, "no-head", message))
            continue
        columns, key = (
            (option_columns, _OPTION_COLUMNS[name.lower()])
            if name.lower() in _OPTION_COLUMNS
            else (criterion_columns, name)
        )
        if key in columns:
            problems.append(
                problem_at(
                    cell.location, "repeated-column", f"repeats the column {quote_text(name)}; rename one"
                )
            )
        columns.setdefault(key, column)
    return criterion_columns, option_columns


def _read_rows(
    sheet: Sheet, data_rows: list[int], problems: list[Problem]
) -> tuple[dict[str, int], list[int]]:
    criterion_rows: dict[str, int] = {}
    option_rows: list[int] = []
    for row in data_rows:
        cell = sheet.cell(row, 0)
        name = cell_title(cell)
        key = _DESCRIPTION_ROWS.get(_strip_suffix(name))
        if not name and cell.kind != "refused":
            message = describe_non_name(cell, "is empty, but there is something beside it; name the option")
            problems.append(problem_at(cell.location, "no-head", message))
        elif _strip_suffix(name) in _SUMMARY_LABELS:
            message = (
                f"begins a row {quote_text(name)}, which sums up others; delete it, or rename the option"
            )
            problems.append(problem_at(cell.location, "summary-row", message))
        elif key is None:
            option_rows.append(row)
        elif key in criterion_rows:
            problems.append(
                problem_at(cell.location, "repeated-row", f"repeats the row {quote_text(name)}; keep one")
            )
        else:
            criterion_rows[key] = row
    return criterion_rows, option_rows


_LONGEST_ID = 40


def make_ids(titles: Sequence[str], noun: str) -> tuple[str, ...]:
    """Return a unique id for each title: its letters and digits in lower case, never a reserved word.

    A title without a Latin letter or digit becomes `noun_1`, `noun_2` and so on, by its position.
    """
    taken: dict[str, int] = {}
    for number, title in enumerate(titles, start=1):
        slug = _make_slug(title) or f"{noun}_{number}"
        _claim_id(f"{slug}_" if slug in RESERVED else slug, taken)
    return tuple(taken)


def _make_slug(title: str) -> str:
    # NFKD splits an accented letter into the letter and its accent, which ASCII then drops: é becomes e.
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST_ID].rstrip("_")


def _claim_id(wanted: str, taken: dict[str, int]) -> None:
    """Add an id to those taken, numbered if it is not free.

    `taken` maps each id to the last number appended to it: without that memory, many equal titles would
    take quadratic time.
    """
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}_{taken[wanted]}"
    taken[free] = 1


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
