"""The result of a difference, as frozen plain numbers, texts and tuples; the names are those of its JSON.

Leads, margins and effects are value points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dilemma.analysis.results.result import Result
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.assessment import ProfileName, ScenarioName, Warned
    from dilemma.analysis.results.verdict import Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePart:
    """One judgement that differs; `old` and `new` are what the files state, None where one says nothing."""

    kind: str
    path: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who leads, at central values.

    Attributes:
        option: the first; `ties` as elsewhere. margin: over the second.
        lead: of the old choice over the best other option, negative once another leads; None where the old
            choice is no option any more.
        too_close: whether the margin is under the rule.
        below_floor: the criteria on which the first falls below the floor.
    """

    option: str
    ties: tuple[str, ...]
    margin: float
    lead: float | None
    too_close: bool
    below_floor: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceStep:
    """One change, or several that can only be made together.

    Attributes:
        parts: the judgements that change. reason: why they come together; None for a single one.
        alone: the old version with only this; None where what-ifs leave nothing to weigh.
        effect: points this alone adds to the lead of the old choice; None where that has no lead then.
        moves_choice: whether this alone takes the lead from the old choice, a tie not counted.
        without: the new version without this; None as for `alone`.
        effect_last: points this adds to the lead of the old choice when all else is made already.
        needed: whether the choice would not have moved without this.
    """

    parts: tuple[DifferencePart, ...]
    reason: str | None
    alone: Lead | None
    effect: float | None
    moves_choice: bool
    without: Lead | None
    effect_last: float | None
    needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version, as assessed by itself.

    Attributes:
        source: what was compared, as it was named.
        first_rank_share: how often the first option is first within the stated ranges.
        values: of each option, and who leads, both at central judgements.
    """

    source: str
    scenario: ScenarioName
    profile: ProfileName | None
    recommendation: Recommendation
    first_rank_share: float
    values: Mapping[str, float]
    central: Lead


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Difference(Result):
    """What changed between two versions of a scenario, and what that did, from one perspective.

    Attributes:
        choice_moved: whether the old choice leads no more, not even in a tie.
        effect: points all changes together add to the lead of the old choice; None where it is gone.
        sum_of_effects: of the changes alone; None where one of them has no effect of its own.
        changes: those that alone move the choice first, then by the size of their effect.
        unused: judgements that differ and are not used by an assessment like this one.
        texts: how many texts differ, by their key. reworded: where each of them stands.
        settings: what-ifs made in both versions, by path; `share` is that of the partners who act.
    """

    seed: int
    samples: int
    old: Side
    new: Side
    choice_moved: bool
    effect: float | None
    sum_of_effects: float | None
    changes: tuple[DifferenceStep, ...]
    unused: tuple[DifferencePart, ...]
    texts: Mapping[str, int]
    reworded: tuple[str, ...]
    warnings: tuple[Warned, ...]
    settings: Mapping[str, object] | None = None
