"""Two versions of a scenario compared: every judgement that differs, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference import judgements, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dilemma.scenario.difference.change import Change
    from dilemma.scenario.difference.version import Version

COMPARISONS: tuple[Callable[[Version, Version], Iterator[Change]], ...] = (
    judgements.viewpoint,
    structure.options,
    structure.criteria,
    judgements.weights,
    structure.futures,
    judgements.chances,
    judgements.scores,
    judgements.coalition,
    judgements.rules,
    judgements.adjustments,
)


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Every judgement an assessment uses that differs; the order of keys in a file is none of them."""
    return tuple(change for compare in COMPARISONS for change in compare(old, new))
