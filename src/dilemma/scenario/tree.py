"""The tree of criteria and its leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.model import Leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.files.parts import Criterion, Pole
    from dilemma.scenario.naming import Path


def leaves(criteria: Mapping[str, Criterion]) -> tuple[Leaf, ...]:
    """The criteria that are scored, in file order; a leaf without a pole has that of its group."""
    return tuple(leaf for _, leaf in _walk(criteria, (), None))


def paths(criteria: Mapping[str, Criterion]) -> Iterator[tuple[Path, str, Criterion]]:
    """Every criterion of the tree, groups included, with its place in the file."""
    yield from _paths(criteria, ())


def _walk(
    criteria: Mapping[str, Criterion], groups: tuple[str, ...], pole: Pole | None
) -> Iterator[tuple[str, Leaf]]:
    for key, criterion in criteria.items():
        own = criterion.pole or pole
        if criterion.criteria:
            yield from _walk(criterion.criteria, (*groups, key), own)
        else:
            yield key, Leaf(key, criterion, own, groups)


def _paths(criteria: Mapping[str, Criterion], path: Path) -> Iterator[tuple[Path, str, Criterion]]:
    for key, criterion in criteria.items():
        here = (*path, "criteria", key)
        yield here, key, criterion
        yield from _paths(criterion.criteria, here)
