"""The result of a panel, as frozen plain numbers, texts and tuples; the names are those of its JSON.

Values, regrets and splits are value points; weights sum to 1; movements are weight points of 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dilemma.analysis.results.result import Result
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.assessment import ScenarioName, Warned
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.analysis.results.verdict import MarginVerdict


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
    verdict: MarginVerdict
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
class Cluster:
    """Members who judge alike, and what their mean member would choose.

    `weights_apart` is by how much their mean weight on each criterion exceeds that of everybody else.
    """

    profiles: tuple[str, ...]
    option: str
    ties: tuple[str, ...]
    values: Mapping[str, float]
    weights_apart: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Groups of members who judge alike, the largest first, and how clearly they are apart, at most 1."""

    silhouette: float
    groups: tuple[Cluster, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswers:
    """How a member who filled in a questionnaire did so.

    Attributes:
        profile: the member.
        role: what they do; None where they do not say.
        round: the round they answered last.
        open: the questions left open, by id.
        unresolved: pairs of criteria on which a trade-off contradicts the weights: gained on, given up on.
        outdated: whether options, futures or scales have changed since they were asked.
    """

    profile: str
    role: str | None
    round: int
    open: tuple[str, ...]
    unresolved: tuple[tuple[str, str], ...]
    outdated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedAnswer:
    """One member's number for a disputed judgement, with the comment; not `own` where it is the file's."""

    profile: str
    value: float
    own: bool
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A judgement on which members gave different numbers.

    Attributes:
        of: its path; for a weight `weights.CRITERION`, with shares of all weight.
        low, high: the lowest and the highest number given.
        file: what the file has; None for a weight.
        moves: by how many points the lead of the group's choice over its runner-up differs between the two.
        if_low, if_high: what the group would choose if all gave the lowest, or the highest.
        answers: one a member, in the order of the panel.
    """

    of: str
    low: float
    high: float
    file: float | None
    moves: float
    if_low: str
    if_high: str
    answers: tuple[DisputedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """What a member changed between two rounds of a questionnaire.

    Attributes:
        profile: the member.
        rounds: the two rounds, the first first.
        before, after: the options chosen.
        points: how far the weights moved, ups and downs alike, in points of 100.
        judgements: how many probabilities and scores changed.
        distance_before, distance_after: how far the weights are from the mean of the round, likewise.
    """

    profile: str
    rounds: tuple[int, int]
    before: str
    after: str
    points: float
    judgements: int
    distance_before: float
    distance_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChancePools:
    """The probabilities of the futures for a group, pooled from those of its members, by future.

    Attributes:
        linear: the plain mean.
        log: the geometric mean with the sum 1; what somebody rules out is out for all.
    """

    linear: Mapping[str, float]
    log: Mapping[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Panel(Result):
    """One scenario through several people's eyes: what each, and all together, would choose.

    Attributes:
        movements: one for each two with no choice in common; None where nothing is installed to find them.
        observed: what was seen, and where the group stands before and after; None where nothing was.
        wrong: the assumptions marked as wrong.
        settings: what-ifs by path; `share` is that of the partners who act.
        people: the members who filled in a questionnaire; None where nobody did.
        missing: who was invited and has not answered; None where nobody says who was.
        clusters: groups of members who judge alike; None where there are none.
        disputes: judgements on which questionnaires differ, those that move the group's lead most first.
        moved: what members changed between the rounds; None where that is not asked for.
    """

    scenario: ScenarioName
    members: tuple[PanelMember, ...]
    agreement: Agreement
    group: GroupChoice
    mean_values: Mapping[str, float]
    pooled_chances: ChancePools
    least_worst_regret: LeastWorstRegret
    costs_most: Cost
    split: Split | None
    movements: tuple[Movement, ...] | None
    warnings: tuple[Warned, ...]
    observed: Observed | None = None
    wrong: tuple[str, ...] = ()
    settings: Mapping[str, object] | None = None
    people: tuple[PersonAnswers, ...] | None = None
    missing: tuple[str, ...] | None = None
    disputes: tuple[Dispute, ...] | None = None
    moved: tuple[RoundChange, ...] | None = None
    clusters: Clusters | None = None
