"""The scores of one version with some of another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.difference.sides import CannotStand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.scenario.difference.sides import Sides
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.files.judgement import Judgement

    Rows = Mapping[tuple[str, str], tuple[Judgement, ...]]


def rows(sides: Sides, options: Sequence[str], leaves: Sequence[str], futures: Sequence[str]) -> Rows:
    """One judgement for each option, criterion and future; those that did not change are the same objects.

    Raises:
        CannotStand: neither version has a score for one of them.
    """
    base = sides.base
    if (options, leaves, futures) == (list(base.scenario.options), list(base.leaves), list(base.futures)):
        touched = dict.fromkeys(path[1:3] for path in sides.taken if path[0] == "scores")
        changed = {(o, c): _row(sides, o, c, futures) for o, c in touched if o in options and c in leaves}
        return {**base.scenario.rows, **changed}
    return {(o, c): _row(sides, o, c, futures) for o in options for c in leaves}


def _row(sides: Sides, option: str, leaf: str, futures: Sequence[str]) -> tuple[Judgement, ...]:
    whole = ("scores", option, leaf)
    if whole in sides.taken and sides.other.futures == tuple(futures):
        return sides.other.scenario.rows[option, leaf]
    return tuple(
        _cell(sides.first(whole if whole in sides.taken else (*whole, future)), option, leaf, future)
        for future in futures
    )


def _cell(order: tuple[Version, Version], option: str, leaf: str, future: str) -> Judgement:
    """The judgement of the first version that has one."""
    for side in order:
        row = side.scenario.rows.get((option, leaf))
        if row is not None and future in side.futures:
            return row[side.futures.index(future)]
    raise CannotStand
