"""The cells of a matrix behind the parts of the scenario made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.matrix.layout import cell_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dilemma.interchange.matrix.criteria import MatrixCriterion
    from dilemma.interchange.matrix.layout import MatrixLayout
    from dilemma.interchange.matrix.option import MatrixOption
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell


def map_locations(
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
