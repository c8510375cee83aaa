"""The verdict from pairwise wins, the rivals that are level, the tie-break, and what is advised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .figures import TIE, dominated_by, pole_values, ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .figures import Exact
    from .sampling import Estimate
    from .scenario import Decision


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said of the leader; options by their numbers."""

    leader: int
    runner_up: int | None
    margin: float
    kind: str | None
    reasons: tuple[str, ...]
    level: tuple[int, ...]
    closest: int | None
    win_share: float | None
    tie_break: int | None
    advised: int | None


def hangs_by_a_hair(
    decision: Decision,
    reached: Verdict,
    values: Sequence[float],
    at_ranges: Sequence[Sequence[Estimate]],
    at_order: Sequence[Sequence[Estimate]],
) -> bool:
    """Tell whether a sampled win lies so near a threshold that other draws could reach another verdict."""

    def near(win: Estimate, threshold: float) -> bool:
        return abs(win.value - threshold) < 6 * win.error

    for o in range(len(values)):
        if o == reached.leader:
            continue
        win = at_ranges[reached.leader][o]
        close = values[reached.leader] - values[o] < decision.rules.too_close
        if near(win, 0.60) or near(win, 0.75) or (close and near(win, 0.90)):
            return True
        if near(at_order[reached.leader][o], 0.5):
            return True
    return False


def no_verdict(decision: Decision) -> tuple[str, ...]:
    """Return why no verdict is allowed, if there is a reason."""
    reasons = []
    if any(criterion.guessed for criterion in decision.criteria):
        reasons.append("scale")
    if decision.placeholders:
        reasons.append("placeholder")
    return tuple(reasons)


def reach(
    decision: Decision,
    outcome: Exact,
    at_ranges: Sequence[Sequence[Estimate]],
    at_order: Sequence[Sequence[Estimate]],
    beaten: Sequence[bool],
) -> Verdict:
    """Reach the verdict from the wins at `ranges` and `order`, and from who never gets ahead in any draw."""
    order = ranking(outcome.values)
    leader, rivals = order[0], order[1:]
    leads = {o: float(outcome.values[leader] - outcome.values[o]) for o in rivals}
    wins = {o: at_ranges[leader][o].value for o in rivals}
    close = decision.rules.too_close - TIE
    level = tuple(
        o for o in rivals if not beaten[o] and (wins[o] < 0.60 or (leads[o] < close and wins[o] < 0.90))
    )
    firm = all(wins[o] >= 0.75 and at_order[leader][o].value > 0.5 for o in rivals)
    kind = "too-close" if level else "clear" if firm else "lean"
    reasons = no_verdict(decision)
    deciding = level or tuple(rivals)
    closest = min(deciding, key=lambda o: (wins[o], leads[o])) if deciding else None
    near = [o for o in level if leads[o] < close]
    broken = _tie_break(decision, outcome, leader, near, beaten)
    tie_break = broken if kind == "too-close" and not reasons else None
    return Verdict(
        leader,
        rivals[0] if rivals else None,
        leads[rivals[0]] if rivals else 0.0,
        None if reasons else kind,
        reasons,
        level,
        closest,
        None if closest is None else wins[closest],
        tie_break,
        None if reasons else leader if tie_break is None else _told_apart(decision, outcome, broken, near),
    )


def _told_apart(decision: Decision, outcome: Exact, chosen: int, near: Sequence[int]) -> int | None:
    """Return what is advised: nothing where another is worth as much and as high on the pole."""
    pole = decision.rules.tie_break
    heights = pole_values(decision, outcome).get(pole) if pole else None
    for o in near:
        equal = abs(float(outcome.values[o] - outcome.values[chosen])) <= TIE
        if o != chosen and equal and (heights is None or abs(float(heights[o] - heights[chosen])) <= TIE):
            return None
    return chosen


def _tie_break(
    decision: Decision, outcome: Exact, leader: int, close: Sequence[int], beaten: Sequence[bool]
) -> int:
    """Return the highest on the pole among the leader and its close rivals, ties by value."""
    pole = decision.rules.tie_break
    heights = pole_values(decision, outcome).get(pole) if pole else None
    if heights is None:
        return leader
    dominated = dominated_by(outcome.scores)
    apart = [o for o in close if not beaten[o] and not dominated[o]]
    top = max(float(heights[o]) for o in (leader, *apart))
    if heights[leader] >= top - TIE:
        return leader
    highest = [o for o in apart if heights[o] >= top - TIE]
    return min(highest, key=lambda o: (-round(float(outcome.values[o]) / TIE), o))
