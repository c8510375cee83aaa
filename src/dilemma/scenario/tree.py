"""Tree of criteria and its leaf criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.model import LeafCriterion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.files.parts import Criterion, Pole
    from dilemma.scenario.naming import KeyPath


def list_leaf_criteria(criteria: Mapping[str, Criterion]) -> tuple[LeafCriterion, ...]:
    """Return the criteria that are scored, in file order; one without a pole has that of its group."""
    return tuple(leaf for _, leaf in _walk_leaves(criteria, (), None))


def walk_criteria(criteria: Mapping[str, Criterion]) -> Iterator[tuple[KeyPath, str, Criterion]]:
    """Yield every criterion of the tree, groups included, with its path in the file and its id."""
    yield from _walk_paths(criteria, ())


def _walk_leaves(
    criteria: Mapping[str, Criterion], groups: tuple[str, ...], pole: Pole | None
) -> Iterator[tuple[str, LeafCriterion]]:
    for key, criterion in criteria.items():
        # The pole of the nearest group that has one.
        own_pole = criterion.pole or pole
        if criterion.criteria:
            yield from _walk_leaves(criterion.criteria, (*groups, key), own_pole)
        else:
            yield key, LeafCriterion(key, criterion, own_pole, groups)


def _walk_paths(criteria: Mapping[str, Criterion], path: KeyPath) -> Iterator[tuple[KeyPath, str, Criterion]]:
    for key, criterion in criteria.items():
        criterion_path = (*path, "criteria", key)
        yield criterion_path, key, criterion
        yield from _walk_paths(criterion.criteria, criterion_path)
