"""The judgements that differ between two versions of a scenario, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference import judgements, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.scenario.difference.change import Change
    from dilemma.scenario.difference.version import Version

_COMPARISONS: tuple[Callable[[Version, Version], Iterator[Change]], ...] = (
    judgements.compare_viewpoints,
    structure.compare_options,
    structure.compare_criteria,
    judgements.compare_weights,
    structure.compare_futures,
    judgements.compare_chances,
    judgements.compare_scores,
    judgements.compare_coalitions,
    judgements.compare_rules,
    judgements.compare_adjustments,
)


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Return every judgement used by an assessment that differs; the order of keys does not count."""
    return tuple(change for compare in _COMPARISONS for change in compare(old, new))
