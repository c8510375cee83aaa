"""The state of a walk, as a value: its subject, and everything the person has answered so far."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from dilemma.records import dataclass
from dilemma.report.text import Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import LeafCriterion, Profile, Scenario
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.profile_file import ElicitationMethod
    from dilemma.scenario.yaml.nodes import Data


FRESH_START = "fresh"  # no profile to start from
Method = Literal["swing", "ranking", "keep"]
CriterionPair = tuple[str, str]  # the criterion gained on, the criterion given up on


@dataclass(frozen=True, slots=True)
class SwingPoints:
    """The swing points of a criterion, and the question they come from."""

    value: Quantity
    how: ElicitationMethod


@dataclass(frozen=True, slots=True)
class TradeOffConflict:
    """A trade-off that contradicts the weights: `offered` points of the second for `amount` of the first."""

    pair: CriterionPair
    amount: float
    offered: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkState:
    """Everything answered so far; what is None or missing has not been asked yet.

    Attributes:
        profile: the id of the profile started from, or `fresh`.
        method: how weights are given.
        order: criteria ranked so far, the most wanted swing first; ties are one tuple.
        points: swing points given so far, by criterion.
        checked: pairs whose trade-off was put to the person.
        doubt: a trade-off that waits for a repair.
        chances: by future, as a scenario file would write it; None where the file's own is kept.
        scores: by the path of a score, in the same form.
    """

    profile: str | None = None
    method: Method | None = None
    order: tuple[tuple[str, ...], ...] = ()
    points: Mapping[str, SwingPoints] = field(default_factory=dict)
    checked: tuple[CriterionPair, ...] = ()
    doubt: TradeOffConflict | None = None
    chances: Mapping[str, Data] = field(default_factory=dict)
    scores: Mapping[str, Data] = field(default_factory=dict)

    @property
    def ranked(self) -> tuple[str, ...]:
        """The criteria ranked so far, in order."""
        return tuple(name for tie in self.order for name in tie)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A scenario to walk through; it does not change on the way.

    Attributes:
        loaded: the scenario as loaded, with the warnings about its file.
        profiles: those that have weights for it.
        day: the day of the walk, YYYY-MM-DD.
        judgements: the paths of the scores that the person is asked to judge; a walk asks for none.
    """

    loaded: LoadedScenario
    profiles: tuple[Profile, ...] = ()
    day: str
    judgements: tuple[str, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """The scenario as its file has it."""
        return self.loaded.scenario

    @property
    def criteria(self) -> Mapping[str, LeafCriterion]:
        """The criteria that are weighed, by id, in file order."""
        return {leaf.id: leaf for leaf in self.scenario.leaves}

    @property
    def names(self) -> Names:
        """What to call options, criteria and futures."""
        return Names(self.scenario)

    def profile(self, name: str | None) -> Profile | None:
        """Return the profile of an id; None for a fresh start."""
        return next((profile for profile in self.profiles if profile.id == name), None)
