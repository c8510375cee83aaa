"""Results that ask less than a value, or ask where the doubt about the lead comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.records import dataclass

if TYPE_CHECKING:
    from dilemma.analysis.results.sensitivity import LineKind


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
