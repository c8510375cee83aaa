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


def _mix_rows(sides: Sides, options: Sequence[str], leaves: Sequence[str], futures: Sequence[str]) -> Rows:
    """Return one judgement for each option, criterion and future; unchanged ones are the same objects.

    Raises:
        CannotStand: neither version has a score for one of them.
    """
    base = sides.base
    if (options, leaves, futures) == (list(base.scenario.options), list(base.criteria), list(base.futures)):
        # Only rows that change are made anew: the analysis recognises the others by identity.
        touched = dict.fromkeys(path[1:3] for path in sides.paths if path[0] == "scores")
        changed = {(o, c): _mix_row(sides, o, c, futures) for o, c in touched if o in options and c in leaves}
        return {**base.scenario.rows, **changed}
    return {(o, c): _mix_row(sides, o, c, futures) for o in options for c in leaves}


def _mix_row(sides: Sides, option: str, leaf: str, futures: Sequence[str]) -> tuple[Judgement, ...]:
    """Return the judgements of one option on one criterion, one a future."""
    whole = ("scores", option, leaf)
    if whole in sides.paths and sides.other.futures == tuple(futures):
        return sides.other.scenario.rows[option, leaf]
    return tuple(
        _first_cell(
            sides.in_priority(whole if whole in sides.paths else (*whole, future)), option, leaf, future
        )
        for future in futures
    )


def _first_cell(order: tuple[Version, Version], option: str, leaf: str, future: str) -> Judgement:
    """Return the judgement of the first version that has one."""
    for side in order:
        row = side.scenario.rows.get((option, leaf))
        if row is not None and future in side.futures:
            return row[side.futures.index(future)]
    raise CannotStand
