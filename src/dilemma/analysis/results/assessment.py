"""The result of an assessment: frozen plain numbers, texts and tuples, named as in the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from dilemma.analysis.results.result import Result
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results import monitoring as watch
    from dilemma.analysis.results.monitoring import ScenarioStatus
    from dilemma.analysis.results.sensitivity import (
        Discovery,
        LineKind,
        RiskChange,
        Rung,
        StochasticDominance,
        Stretch,
        VarianceShares,
        WeightsAlone,
        WidestInput,
        Worth,
    )
    from dilemma.analysis.results.verdict import Recommendation
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Endogenous:
    """What it makes that choosing an option moves the chances.

    Attributes:
        probabilities: of the futures, by the option chosen.
        without: where the choice stands if no option moves any.
        withheld: the figures not given, as paths into the result, for they need chances that all share.
    """

    probabilities: Mapping[str, Mapping[str, float]]
    without: ScenarioStatus
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HurwiczInterval:
    """The weights on the best case for which an option is chosen."""

    start: float
    stop: float
    option: str
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChoices:
    """What each rule over futures chooses; several ids are a tie, None where it would mean nothing."""

    schema_name: ClassVar[str] = "Rules"

    expected_value: tuple[str, ...]
    maximin: tuple[str, ...]
    minimax_regret: tuple[str, ...] | None
    laplace: tuple[str, ...] | None
    hurwicz: tuple[HurwiczInterval, ...]
    starr_shares: Mapping[str, float] | None

    def choice(self, rule: str) -> tuple[str, ...] | None:
        """Return what the rule of that id chooses, of those registered in `core.decision_rules.RULES`."""
        options: tuple[str, ...] | None = getattr(self, rule)
        return options


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioName:
    """Which scenario was assessed."""

    id: str
    title: str
    as_of: str

    @classmethod
    def of(cls, scenario: Scenario) -> ScenarioName:
        """Return the name of a scenario."""
        return cls(id=scenario.id, title=scenario.file.title, as_of=scenario.file.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileName:
    """The perspective."""

    id: str
    title: str

    @classmethod
    def of(cls, scenario: Scenario) -> ProfileName | None:
        """Return the name of the profile a scenario is seen through; None without one."""
        profile = scenario.profile
        return None if profile is None else cls(id=profile.id, title=profile.file.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiefRisk:
    """The future in which an option falls furthest behind, the best option there, and the points between."""

    future: str
    option: str
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionResult:
    """How one option does; it has no chief risk where it is best in every future.

    `scores` are its expected scores by criterion, 0 to 100, over all futures; weighted, they are its
    `contributions`, which add up to its value.
    """

    id: str
    stance: str
    rank: int
    value: float
    value_at_modes: float
    values_by_future: Mapping[str, float]
    scores: Mapping[str, float]
    contributions: Mapping[str, float]
    worst_value: float
    chief_risk: ChiefRisk | None
    max_regret: float | None
    expected_regret: float | None
    first_rank_share: float
    rank_shares: tuple[float, ...]
    central_weights: Mapping[str, float] | None
    confidence_factor: float | None
    pole_values: Mapping[str, float] | None
    expected_loss: float | None
    below_floor: tuple[str, ...]
    below_floor_share: Mapping[str, float] | None
    dominated_by: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedOption:
    """An option that a hard floor excludes, with its expected score on the criterion, below the floor."""

    option: str
    criterion: str
    score: float
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one profile would choose; to one of low relevance the issue matters little."""

    profile: str
    title: str
    kind: str
    option: str
    margin: float
    ties: tuple[str, ...]
    relevance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A deadline before the term ends that cannot wait: what waiting out forgoes."""

    id: str
    date: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """A value at which the lead changes hands; `winner` leads beyond it, seen from `now`.

    Of a score, `now`, `at` and `range` are value points after all edits; `levels` are the first two as
    `--set` takes them, in the criterion's unit and before edits; None where they are the same, or where no
    number gives them. `setting` is the option that moves the number just beyond `at`, in place of the run's
    own on the same path; `command` is the whole run with it. None where nothing that can be typed does it.
    """

    kind: LineKind
    of: str
    now: float
    at: float
    winner: str
    ties: tuple[str, ...]
    range: tuple[float, float] | None
    within_range: bool
    levels: tuple[float, float] | None = None
    setting: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The value of each option along one line, at the points between which it is straight, and who leads."""

    kind: LineKind
    of: str
    now: float
    at: tuple[float, ...]
    values: Mapping[str, tuple[float, ...]]
    leads: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where on a map an option is best: a convex polygon, counter-clockwise."""

    option: str
    polygon: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnersMap:
    """Who is best over the probabilities of two futures, the others keeping their proportion."""

    across: str
    up: str
    now: tuple[float, float]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the scores rest on, and how sure their author is of them.

    Attributes:
        cells: how many scores there are, of options on criteria in futures.
        analyst_judgement_share: share of them that cite analyst judgement or nothing.
        analyst_judgement_alone_share: share of them that cite nothing else.
        fact_share: share of them that cite a fact that somebody has looked up.
        stated_confidence: how many have which rating.
        judgements: how many judgements there are, of options on criteria.
        placeholders: how many of those only hold a cell open.
    """

    cells: int
    analyst_judgement_share: float
    analyst_judgement_alone_share: float
    fact_share: float
    stated_confidence: Mapping[str, int]
    judgements: int
    placeholders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOff:
    """What the first option gains over the second on one criterion, in points of value."""

    criterion: str
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """What knowing more would be worth, in points of value.

    Of the futures; of all judgements; of both; and of each judgement that is worth anything by itself.
    Weights are held: a preference is not found out.
    """

    evpi_futures: float | None = None
    evpi_judgements: float | None = None
    evpi_judgements_se: float | None = None
    evpi_total: float | None = None
    evpi_total_se: float | None = None
    evppi: tuple[Worth, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something a reader should know before relying on the result."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Assessment(Result):
    """One scenario from one perspective: what wins, how firmly, and what would overturn it.

    Attributes:
        first_rank_share_patterns: first-rank shares at `ranges` by option if the errors of scores are
            independent, hang together by option, or by criterion.
        first_rank_shares_unspread: the same with plain weights taken to be exact; None where none is spread.
        weight_spread: the share to either side by which a plain weight is assumed to be off; None likewise.
        excluded: the options below a hard floor, which take part in no other figure, a row for each floor.
        dilemma_options: the options that the dilemma index compares: best for leadership, best for order.
        minimax_regret_shares: share of samples at `ranges` in which the largest regret of an option is the
            smallest, by option.
        risk_tolerance: the tolerances for risk below which another option leads, the greatest first.
        necessary: pairs of a better and a worse option under any weights in the stated order.
        possible: pairs of an option and another than which it is as good under some weights in that order.
        necessary_in_ranges: those necessary ones that hold with scores anywhere in their ranges too.
    """

    seed: int
    samples: int
    precise: bool | None
    scenario: ScenarioName
    profile: ProfileName | None
    weights: Mapping[str, float]
    probabilities: Mapping[str, float]
    chances: Mapping[str, float]
    options: tuple[OptionResult, ...]
    recommendation: Recommendation
    rules: RuleChoices
    ladder: tuple[Rung | WeightsAlone, ...]
    pairwise_wins: Mapping[str, Mapping[str, float]]
    screened: tuple[str, ...]
    excluded: tuple[ExcludedOption, ...] = ()
    who_chooses: tuple[Choice, ...] | None
    leave_one_out: Mapping[str, str]
    leave_one_out_ties: Mapping[str, tuple[str, ...]]
    today: str
    windows: tuple[Window, ...]
    deadlines_passed: tuple[Window, ...]
    warnings: tuple[Warned, ...]
    break_evens: tuple[BreakEven, ...] | None
    never: tuple[str, ...] | None
    series: tuple[Series, ...] | None = None
    winners_map: WinnersMap | None = None
    discovery: Discovery | None = None
    first_rank_share_patterns: Mapping[str, Mapping[str, float]] | None = None
    first_rank_shares_unspread: Mapping[str, float] | None = None
    weight_spread: float | None = None
    risk_tolerance: tuple[RiskChange, ...] | None = None
    necessary: tuple[tuple[str, str], ...] | None = None
    necessary_in_ranges: tuple[tuple[str, str], ...] | None = None
    possible: tuple[tuple[str, str], ...] | None = None
    stochastic_dominance: StochasticDominance | None = None
    variance_shares: VarianceShares | None = None
    widest_inputs: tuple[WidestInput, ...] | None = None
    trade_off: tuple[TradeOff, ...]
    dilemma_index: float | None
    dilemma_options: Mapping[str, str] | None
    minimax_regret_shares: Mapping[str, float] | None = None
    information: Information
    evidence: Evidence
    observed: watch.Observed | None = None
    triggers: tuple[watch.Trigger, ...] | None = None
    signposts: tuple[watch.WatchedSignpost, ...] | None = None
    wrong: tuple[str, ...] = ()
    assumptions: tuple[watch.AssumptionResult, ...] | None = None
    assumption_pairs: tuple[watch.AssumptionPair, ...] | None = None
    endogenous: Endogenous | None = None
    settings: Mapping[str, object] | None = None

    @property
    def first(self) -> OptionResult:
        """The option of highest value."""
        return self.options[0]

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The steps of the ladder, from everything as judged to nothing taken for granted."""
        return tuple(rung for rung in self.ladder if rung.rung != "weights")

    @property
    def weights_alone(self) -> WeightsAlone:
        """The row beside the ladder: any weights in the stated order, all else at its mean."""
        return next(row for row in self.ladder if row.rung == "weights")

    def probabilities_with(self, option: str) -> Mapping[str, float]:
        """Return the probabilities of the futures once an option is chosen."""
        return self.probabilities if self.endogenous is None else self.endogenous.probabilities[option]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Comparison(Result):
    """Several scenarios, each through one or more pairs of eyes, in the order asked for."""

    assessments: tuple[Assessment, ...]

    def to_dict(self) -> list[dict[str, Any]]:  # type: ignore[override]  # its JSON is an array
        """Return the assessments as plain data, one after the other, as they stand in its JSON."""
        return [assessment.to_dict() for assessment in self.assessments]
