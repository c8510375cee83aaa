"""The cell of a matrix behind each part of the scenario that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.matrix.layout import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dilemma.interchange.matrix.criteria import Criterion
    from dilemma.interchange.matrix.layout import Layout
    from dilemma.interchange.matrix.option import Option
    from dilemma.scenario.naming import Path
    from dilemma.scenario.problems import Cell


def places(
    found: Layout,
    options: Iterable[Option],
    criteria: Iterable[Criterion],
    scores: Mapping[tuple[str, str, str], Cell],
) -> dict[Path, Cell]:
    """Cells by paths of the file; of several rows of an option, the first."""
    return {
        **dict(_options(found, options)),
        **dict(_criteria(found, criteria)),
        **dict(_scores(scores)),
    }


def _options(found: Layout, options: Iterable[Option]) -> Iterator[tuple[Path, Cell]]:
    rows = {title(found.sheet.cell(row, 0)): row for row in reversed(found.options)}
    for option in options:
        row = rows[option.title]
        yield ("options", option.id), found.sheet.place(row, 0)
        if "definition" in found.about:
            yield ("options", option.id, "definition"), found.sheet.place(row, found.about["definition"])


def _criteria(found: Layout, criteria: Iterable[Criterion]) -> Iterator[tuple[Path, Cell]]:
    for criterion in criteria:
        yield ("criteria", criterion.id), found.sheet.place(found.head, criterion.column)
        for said, parts in (("weight", ("weights", criterion.id)), ("unit", _scale(criterion, "unit"))):
            if said in found.says:
                yield parts, found.sheet.place(found.says[said], criterion.column)


def _scale(criterion: Criterion, part: str) -> Path:
    return ("criteria", criterion.id, "scale", part)


def _scores(scores: Mapping[tuple[str, str, str], Cell]) -> Iterator[tuple[Path, Cell]]:
    for (option, criterion, future), cell in reversed(list(scores.items())):
        yield ("scores", option, criterion), cell
        if future:
            yield ("scores", option, criterion, future), cell
            yield ("futures", future), cell
