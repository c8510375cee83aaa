"""A decision matrix read from a sheet: options, criteria, futures, and a score in every cell.

An option of a matrix.

The cells of a matrix behind the parts of the scenario made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import describe_non_name, format_digits, problem_at
from dilemma.interchange.matrix_layout import (
    MatrixCriterion,
    MatrixLayout,
    cell_title,
    make_ids,
    read_criteria,
    read_layout,
)
from dilemma.interchange.template import JudgementField
from dilemma.interchange.values import BadCell, read_value
from dilemma.scenario.schema.parts import STANCES
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dilemma.interchange.cells import Sheet
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOption:
    """An option: a row of the matrix, or one row for each future.

    `has_stance` is false if the stance is assumed because the matrix names none.
    """

    id: str
    title: str
    stance: str
    has_stance: bool
    definition: str | None


def _map_locations(
    layout: MatrixLayout,
    options: Iterable[MatrixOption],
    criteria: Iterable[MatrixCriterion],
    scores: Mapping[tuple[str, str, str], Cell],
) -> dict[KeyPath, Cell]:
    """Return the cell behind each path of the scenario file; of several rows of an option, the first."""
    return {
        **dict(_option_locations(layout, options)),
        **dict(_criterion_locations(layout, criteria)),
        **dict(_score_locations(scores)),
    }


def _option_locations(
    layout: MatrixLayout, options: Iterable[MatrixOption]
) -> Iterator[tuple[KeyPath, Cell]]:
    rows = {cell_title(layout.sheet.cell(row, 0)): row for row in reversed(layout.option_rows)}
    for option in options:
        row = rows[option.title]
        yield ("options", option.id), layout.sheet.cell_location(row, 0)
        if "definition" in layout.option_columns:
            yield (
                ("options", option.id, "definition"),
                layout.sheet.cell_location(row, layout.option_columns["definition"]),
            )


def _criterion_locations(
    layout: MatrixLayout, criteria: Iterable[MatrixCriterion]
) -> Iterator[tuple[KeyPath, Cell]]:
    for criterion in criteria:
        yield ("criteria", criterion.id), layout.sheet.cell_location(layout.header_row, criterion.column)
        for description, path in (
            ("weight", ("weights", criterion.id)),
            ("unit", _scale_path(criterion, "unit")),
        ):
            if description in layout.criterion_rows:
                yield path, layout.sheet.cell_location(layout.criterion_rows[description], criterion.column)


def _scale_path(criterion: MatrixCriterion, part: str) -> KeyPath:
    return ("criteria", criterion.id, "scale", part)


def _score_locations(scores: Mapping[tuple[str, str, str], Cell]) -> Iterator[tuple[KeyPath, Cell]]:
    for (option, criterion, future), cell in reversed(list(scores.items())):
        yield ("scores", option, criterion), cell
        if future:
            yield ("scores", option, criterion, future), cell
            yield ("futures", future), cell


_TOP_OF_TENS = 10  # the top of the scale that people use most when none is given
_EMPTY_SCORE = (
    "is empty; type a number, which may become a wide range in the scenario file if nobody knows it"
)
_DEFAULT_STANCE = "counter"  # for an option without a stance; harmless, since a stance changes no score


@dataclass(frozen=True, slots=True, kw_only=True)
class _MatrixScore:
    """A score with the cell that holds it."""

    number: float
    location: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A decision matrix.

    Attributes:
        options: the options, in the order of the rows.
        criteria: the criteria, in the order of the columns.
        futures: titles of the futures by id; empty if the matrix has no column `future`.
        scores: scores by option, criterion and future; the future is "" if there are none.
        locations: the cell behind each path of the scenario file.
    """

    options: tuple[MatrixOption, ...]
    criteria: tuple[MatrixCriterion, ...]
    futures: Mapping[str, str]
    scores: Mapping[tuple[str, str, str], _MatrixScore]
    locations: Mapping[KeyPath, Cell]

    @property
    def looks_like_tens(self) -> bool:
        """Whether the scores seem to run from 0 to 10: no scale is stated and none is above 10."""
        is_stated = any(criterion.has_scale for criterion in self.criteria)
        return not is_stated and all(score.number <= _TOP_OF_TENS for score in self.scores.values())


def read_matrix(sheet: Sheet) -> Matrix:
    """Return the matrix on a sheet.

    Raises:
        FaultyFile: some cells cannot be read; each is a problem of its own.
    """
    layout = read_layout(sheet)
    problems: list[Problem] = []
    criteria = read_criteria(layout, problems)
    futures = _read_futures(layout, problems)
    options = _read_options(layout, problems)
    scores = _read_scores(layout, criteria, options, futures, problems)
    if problems:
        raise FaultyFile(problems)
    locations = _map_locations(
        layout, options, criteria, {key: score.location for key, score in scores.items()}
    )
    return Matrix(options=options, criteria=criteria, futures=futures, scores=scores, locations=locations)


def _read_futures(layout: MatrixLayout, problems: list[Problem]) -> dict[str, str]:
    """Return the titles of the futures by id, in the order of their first rows."""
    if "future" not in layout.option_columns:
        return {}
    titles: dict[str, None] = {}
    for row in layout.option_rows:
        cell = layout.sheet.cell(row, layout.option_columns["future"])
        if cell_title(cell):
            titles.setdefault(cell_title(cell))
        elif cell.kind != "refused":
            message = describe_non_name(cell, "is empty; name the future of this row")
            problems.append(problem_at(cell.location, "empty-cell", message))
    return dict(zip(make_ids(tuple(titles), "future"), titles, strict=True))


def _read_options(layout: MatrixLayout, problems: list[Problem]) -> tuple[MatrixOption, ...]:
    """Return the options in order, each described by the first of its rows."""
    rows: dict[str, int] = {}
    for row in layout.option_rows:
        rows.setdefault(cell_title(layout.sheet.cell(row, 0)), row)
    pairs = zip(make_ids(tuple(rows), "option"), rows.items(), strict=True)
    return tuple(_read_option(layout, key, name, row, problems) for key, (name, row) in pairs)


def _read_option(
    layout: MatrixLayout, key: str, name: str, row: int, problems: list[Problem]
) -> MatrixOption:
    stance = _read_stance(layout, row, problems)
    definition = (
        layout.sheet.cell(row, layout.option_columns["definition"]).clean_text
        if "definition" in layout.option_columns
        else ""
    )
    implied_stance = key if key in STANCES else None
    return MatrixOption(
        id=key,
        title=name,
        stance=stance or implied_stance or _DEFAULT_STANCE,
        has_stance=bool(stance or implied_stance),
        definition=definition or None,
    )


def _read_stance(layout: MatrixLayout, row: int, problems: list[Problem]) -> str | None:
    if "stance" not in layout.option_columns:
        return None
    field = JudgementField(path=(), columns=(0,), kind="choice", choices=(*STANCES, "wait out"))
    try:
        word = read_value(field, [layout.sheet.cell(row, layout.option_columns["stance"])])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return word.replace(" ", "_") if isinstance(word, str) else None


def _read_scores(
    layout: MatrixLayout,
    criteria: tuple[MatrixCriterion, ...],
    options: tuple[MatrixOption, ...],
    futures: Mapping[str, str],
    problems: list[Problem],
) -> dict[tuple[str, str, str], _MatrixScore]:
    option_ids = {option.title: option.id for option in options}
    future_ids = {name: key for key, name in futures.items()}
    scores: dict[tuple[str, str, str], _MatrixScore] = {}
    rows: dict[tuple[str, str], int] = {}
    for row in layout.option_rows:
        label_cell = layout.sheet.cell(row, 0)
        option = option_ids[cell_title(label_cell)]
        future = (
            future_ids.get(cell_title(layout.sheet.cell(row, layout.option_columns["future"])), "")
            if futures
            else ""
        )
        if (option, future) in rows:
            problems.append(
                problem_at(
                    label_cell.location,
                    "repeated-row",
                    f"begins a second row for {quote_text(cell_title(label_cell))}; keep one",
                )
            )
            continue
        rows[option, future] = row
        for criterion in criteria:
            score = _read_score(layout, row, criterion, problems)
            if score:
                scores[option, criterion.id, future] = score
    all_futures_named = all(
        cell_title(layout.sheet.cell(row, layout.option_columns["future"]))
        for row in layout.option_rows
        if futures
    )
    problems.extend(_find_missing_rows(layout, options, futures, rows) if all_futures_named else ())
    return scores


def _read_score(
    layout: MatrixLayout, row: int, criterion: MatrixCriterion, problems: list[Problem]
) -> _MatrixScore | None:
    cell = layout.sheet.cell(row, criterion.column)
    try:
        number = read_value(JudgementField(path=(), columns=(0,), kind="number"), [cell])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    if not isinstance(number, int | float):
        problems.append(problem_at(cell.location, "empty-cell", _EMPTY_SCORE))
        return None
    if not criterion.low <= number <= criterion.high:
        limits = f"from {format_digits(criterion.low)} to {format_digits(criterion.high)}"
        advice = "" if criterion.has_scale else "; add the rows `worst` and `best` for other scales"
        problems.append(
            problem_at(
                cell.location, "out-of-bounds", f"holds {format_digits(number)}; it must be {limits}{advice}"
            )
        )
    return _MatrixScore(number=number, location=cell.location)


def _find_missing_rows(
    layout: MatrixLayout,
    options: tuple[MatrixOption, ...],
    futures: Mapping[str, str],
    rows: Mapping[tuple[str, str], int],
) -> list[Problem]:
    """Return the problems of options that lack a row for a future other options have one for."""
    problems, first_rows = [], dict[str, int]()
    for (key, _), row in rows.items():
        first_rows.setdefault(key, row)
    for option in options:
        missing = [name for key, name in futures.items() if (option.id, key) not in rows]
        if missing:
            listed = ", ".join(quote_text(name) for name in missing)
            message = f"begins the rows of {quote_text(option.title)}, which has none for {listed}; add it"
            problems.append(
                problem_at(layout.sheet.cell_location(first_rows[option.id], 0), "no-row", message)
            )
    return problems
