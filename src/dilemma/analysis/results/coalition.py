"""The result of a coalition, as frozen plain numbers, texts and tuples; the names are those of its JSON.

Shares and leverages are parts of the coalition's weight, 0 to 1; values are value points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from dilemma.analysis.results.result import Result
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.assessment import ProfileName, ScenarioName, Series, Warned
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.analysis.results.sensitivity import Stretch

ReachOf = Literal["tipping_share", "assumed_share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionMember:
    """One partner: what it weighs, when acting together is its best course, and what it would choose now.

    Attributes:
        tipping_share: the least share at which the joint option is its best; None for never.
        joins: the stated chance that it joins, at its central value; None where none is stated.
        option: its best option at the share that acts; None where its eyes cannot be looked through.
        standing: whether it acts on its own account, could be kept by others, would not act at all, or is
            left out of the coalition.
        unseen: why its tipping share cannot be worked out and is taken for never; None where it can.
    """

    profile: str
    title: str
    leverage: float
    joins: float | None
    tipping_share: float | None
    option: str | None
    standing: Literal["acts", "follows", "abstains", "left-out"]
    unseen: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CascadeStep:
    """Members who join in one round of a cascade, and the share that acts after it."""

    schema_name: ClassVar[str] = "Step"

    joining: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Equilibrium:
    """Members who act such that nobody would rather change, with their share."""

    members: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """The lightest members whose commitment brings about an end: who they are and what then follows.

    `against` are those of them for whom acting together would not be best even then.
    """

    members: tuple[str, ...]
    leverage: float
    against: tuple[str, ...]
    steps: tuple[CascadeStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The chance that the partners who join reach a share.

    Attributes:
        of: the share at which the joint option becomes best for whoever looks, or the one the scores assume.
        if_acting: the same chance once the one who looks acts; None for somebody who is no member.
    """

    of: ReachOf
    share: float
    chance: float
    if_acting: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtShare:
    """What every option is worth if a share acts."""

    share: float
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CoalitionResult(Result):
    """Acting together on one scenario, from one perspective.

    Attributes:
        option: the one the partners take together.
        share: the share that acts now; the one assumed unless another was set.
        best, margin: what is best at that share and by how much; `ties` as elsewhere.
        tipping_share: the least share at which the joint option is best for whoever looks; None for never.
        series: the value of each option against the share, with its bends. leads: who leads where.
        at_shares: the same values at a few round shares, for a table.
        least, greatest: where best replies end from nobody, and from all. steps: the rounds of the first.
        critical_mass: the lightest members who carry the least equilibrium to the greatest; None where
            there is only one equilibrium, or the search is too large.
        seeds: the lightest members whose commitment makes everybody act; None where the search is too large.
        reaches: chances of reaching a share; empty where a member states no chance. mean_share: the share
            to be expected.
        share_chances: the chance of every share that may come about, by share.
        observed: what was seen, and where the scenario stands before and after; None where nothing was.
        wrong: the assumptions marked as wrong.
        settings: what-ifs by path; `share` is that of the partners who act.
    """

    schema_name: ClassVar[str] = "Coalition"

    scenario: ScenarioName
    profile: ProfileName | None
    option: str
    assumed_share: float
    share: float
    best: str
    ties: tuple[str, ...]
    margin: float
    values: Mapping[str, float]
    tipping_share: float | None
    series: Series
    leads: tuple[Stretch, ...]
    at_shares: tuple[AtShare, ...]
    members: tuple[CoalitionMember, ...]
    least: Equilibrium
    greatest: Equilibrium
    steps: tuple[CascadeStep, ...]
    critical_mass: Seeds | None
    seeds: Seeds | None
    reaches: tuple[Reach, ...]
    mean_share: float | None
    share_chances: tuple[tuple[float, float], ...]
    warnings: tuple[Warned, ...]
    observed: Observed | None = None
    wrong: tuple[str, ...] = ()
    settings: Mapping[str, object] | None = None
