"""The result of a panel, as frozen plain numbers, texts and tuples; the names are those of its JSON.

Values, regrets and splits are value points; weights sum to 1; movements are weight points of 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from dilemma.analysis.results.result import Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.assessment import ScenarioName, Warned
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.analysis.results.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMember:
    """One person: the weights held, what they make of the options, what would be chosen.

    `ranks` start at 1, and options that tie share the mean of the ranks they take. `regrets` is what each
    option falls short of the person's own choice.
    """

    profile: str
    title: str
    kind: str
    option: str
    ties: tuple[str, ...]
    margin: float
    weights: Mapping[str, float]
    values: Mapping[str, float]
    ranks: Mapping[str, float]
    regrets: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One option over another, in everybody's eyes."""

    option: str
    over: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike the members rank the options; the coefficients are None when nobody tells any two apart."""

    kendalls_w: float | None
    drawn_by_lot: float
    rank_correlation: float | None
    mean_ranks: Mapping[str, float]
    unanimous: tuple[Preference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChoice:
    """What the mean member would choose: mean weights on mean scores."""

    option: str
    ties: tuple[str, ...]
    runner_up: str
    margin: float
    verdict: Literal[Verdict.LEAN, Verdict.TOO_CLOSE]
    too_close: float
    weights: Mapping[str, float]
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastWorstRegret:
    """The option whose largest regret of any member is smallest, with that figure for every option."""

    option: str
    ties: tuple[str, ...]
    worst_regrets: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Whom the group's choice costs most; nobody when it is everybody's own."""

    profiles: tuple[str, ...]
    regret: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Camp:
    """The members who choose one of the two options over which the panel splits."""

    option: str
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPart:
    """What one criterion adds to the split, and how much of that is weights and how much readings.

    `weights` are the mean weights of the two camps, `differences` the mean expected scores by which the
    first camp's option exceeds the second's, as each camp reads them, and `gap` is the mean of the two.
    """

    schema_name: ClassVar[str] = "Part"

    criterion: str
    points: float
    of_weights: float
    of_scores: float
    weights: tuple[float, float]
    differences: tuple[float, float]
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What divides the two largest camps; the parts sum to `points`, the largest first.

    `of_weights` and `of_scores` are what different weights and different readings of scores make of it.
    """

    camps: tuple[Camp, Camp]
    criterion: str
    points: float
    of_weights: float
    of_scores: float
    parts: tuple[SplitPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One person's weight on one criterion, as it is and as it would have to be, in points of 100.

    `change` is what is put on, or taken off where it is negative.
    """

    profile: str
    criterion: str
    start: float
    stop: float
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The least movement of weights that brings two members to the same choice.

    Attributes:
        profiles: the two, in the order of the panel.
        possible: whether any weights do it; without, there are no points, option or moves.
        points: the total of all moves, ups and downs alike, of both; the same for the moves of one alone
            in `alone`, who then joins the other's choice; someone who never can is absent there.
        option: what both then choose, with all such options in `ties`.
        moves: one of the least ways, should there be several.
    """

    profiles: tuple[str, str]
    possible: bool
    points: float | None
    option: str | None
    ties: tuple[str, ...]
    moves: tuple[Move, ...]
    alone: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Panel(Result):
    """One scenario through several people's eyes: what each, and all together, would choose.

    Attributes:
        movements: one for each two with no choice in common; None where nothing is installed to find them.
        observed: what was seen, and where the group stands before and after; None where nothing was.
        wrong: the assumptions taken to be wrong.
        settings: what-ifs by path; `share` is that of the partners who act.
    """

    scenario: ScenarioName
    members: tuple[PanelMember, ...]
    agreement: Agreement
    group: GroupChoice
    least_worst_regret: LeastWorstRegret
    costs_most: Cost
    split: Split | None
    movements: tuple[Movement, ...] | None
    warnings: tuple[Warned, ...]
    observed: Observed | None = None
    wrong: tuple[str, ...] = ()
    settings: Mapping[str, object] | None = None
