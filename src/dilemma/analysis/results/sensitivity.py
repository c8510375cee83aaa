"""Results of sensitivity and uncertainty analysis: moves along a line, levels, weaker preferences."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


LineKind = Literal["probability", "chance", "weight", "score", "share", "dependence"]

LevelName = Literal["judged", "ranges", "order", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a line on which the same options lead."""

    start: float
    stop: float
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Limits on one number; None where that side is free."""

    kind: LineKind
    of: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Where an option is best: the conditions, and how well they describe it (Bryant & Lempert 2010).

    Of `samples` points the option is best in `cases`; the conditions hold at `inside`, `covered` of them
    cases. `coverage` is covered over cases, `density` covered over inside.
    """

    option: str
    conditions: tuple[Condition, ...]
    coverage: float
    density: float
    samples: int
    cases: int
    inside: int
    covered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """How the options fare at one rung of the ladder; every share by option id, with its standard error.

    Attributes:
        rung: what is taken for granted: `judged` all, `ranges` the stated ranges, `order` the order of the
            weights, `open` nothing about weights and probabilities.
        first_rank_shares: share of samples in which an option is first (rank acceptability; Lahdelma,
            Hokkanen & Salminen 1998).
        rank_shares: share of samples in which it takes each rank, the first first.
        pairwise_wins: share of samples in which it beats another option; a tie is half a win.
        central_weights: mean of the weights that put it first, by criterion; no entry if none do.
        confidence_factor: chance of being first at its central weights; no entry where it is never first.
    """

    rung: LevelName
    first_rank_shares: Mapping[str, float]
    first_rank_shares_se: Mapping[str, float]
    rank_shares: Mapping[str, tuple[float, ...]]
    rank_shares_se: Mapping[str, tuple[float, ...]]
    pairwise_wins: Mapping[str, Mapping[str, float]]
    pairwise_wins_se: Mapping[str, Mapping[str, float]]
    central_weights: Mapping[str, Mapping[str, float]]
    central_weights_se: Mapping[str, Mapping[str, float]]
    confidence_factor: Mapping[str, float]
    confidence_factor_se: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsAlone:
    """How the options fare over any weights in the stated order, scores and chances at their means.

    Attributes:
        rung: `weights`; it stands beside the ladder and is no step of it.
        first_rank_shares: share of the weights under which an option is worth most, by option; ties share.
        first_rank_shares_se: their standard errors; 0 where the shares are exact.
        central_weights: mean weights of those under which it is, by option; no entry where there are none.
    """

    rung: Literal["weights"] = "weights"
    first_rank_shares: Mapping[str, float]
    first_rank_shares_se: Mapping[str, float]
    central_weights: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What could be lost within the stated ranges, weights drawn too.

    Attributes:
        expected: points by which an option falls short of the best, on average, by option.
        lost: share of samples in which the leader loses more than the rule of the scenario.
        below_floor: share of samples in which an option falls below a floor, by option and criterion.
        beaten: options that another beats or equals in every sample and beats in at least one.
    """

    expected: Mapping[str, float]
    lost: float
    below_floor: Mapping[str, Mapping[str, float]]
    beaten: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankAcceptability:
    """Rank acceptability at the robustness levels, from everything as judged to nothing assumed.

    Attributes:
        samples: how many were used: at least those asked for, more where a precision asked for more.
        precise: whether every standard error of a first-rank share is within the precision asked for; None
            where none was.
        losses: what could be lost at `ranges`; None where that level was not sampled.
        variants: the first-rank shares at `ranges` of variants counted at the same points, by name.
        information: sums for the value of information, [scramble, sum]; None where it takes a run of its own.
    """

    samples: int
    precise: bool | None
    ladder: tuple[Rung, ...]
    losses: Losses | None = None
    variants: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    information: NDArray[np.float64] | None = None

    def level(self, name: str) -> Rung:
        """Return the level of that name."""
        return next(level for level in self.ladder if level.rung == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What knowing one unknown beforehand would be worth, in points of value.

    Attributes:
        of: the unknown, as a path into the file.
        value: expected value of partial perfect information, an integral without sampling error.
        if_low, if_high: the option that would lead at the lowest or highest of what is thought possible; a
            score is low when it is low in value points.
        notable: whether it is among the few most worth resolving.
    """

    of: str
    value: float
    if_low: str
    if_high: str
    notable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementInformation:
    """What resolving the judgements would be worth, weights held at their central values, in points of value.

    Attributes:
        evpi_judgements: value of knowing every score and chance, but not the future, before choosing.
        evpi_total: value of knowing the future as well.
        evppi: the unknowns worth anything by themselves, the most valuable first.
    """

    evpi_judgements: float
    evpi_judgements_se: float
    evpi_total: float
    evpi_total_se: float
    evppi: tuple[Worth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StochasticDominance:
    """The pairs of a better and a worse option over the futures.

    Attributes:
        first: whoever prefers more to less prefers the better.
        second: whoever is risk-averse besides does; those of the first order are among them.
    """

    first: tuple[tuple[str, str], ...]
    second: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskChange:
    """A change of the lead with less tolerance for risk.

    Attributes:
        below: risk tolerance, in points of value, below which the option leads.
        option: who leads there.
    """

    below: float
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceShares:
    """What the variance of the lead over the runner-up comes from, within the ranges.

    Attributes:
        scores, weights, chances: share of the variance if only these varied, the others at their means.
        together: what is left, which two kinds make together.
    """

    scores: float
    weights: float
    chances: float
    together: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WidestInput:
    """One input moved through its own range, the others at their means.

    Attributes:
        kind, of: the input, named as a break-even is.
        low, high: the lead over the runner-up, in points, at the low and the high end of its range.
    """

    kind: LineKind
    of: str
    low: float
    high: float
