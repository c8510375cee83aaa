"""The judgements that differ between two versions of a scenario, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference import judgements, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.scenario.difference.change import JudgementChange
    from dilemma.scenario.difference.version import Version

_COMPARISONS: tuple[Callable[[Version, Version], Iterator[JudgementChange]], ...] = (
    judgements._compare_viewpoints,
    structure.compare_options,
    structure.compare_criteria,
    judgements._compare_weights,
    structure.compare_futures,
    judgements._compare_chances,
    judgements._compare_scores,
    judgements._compare_coalitions,
    judgements._compare_rules,
    judgements._compare_adjustments,
)


def compare_versions(old: Version, new: Version) -> tuple[JudgementChange, ...]:
    """Return every judgement used by an assessment that differs; the order of keys does not count."""
    return tuple(change for compare in _COMPARISONS for change in compare(old, new))
