"""Every way to take one option on each of several issues, and what each issue is worth in each of them.

A portfolio is a cell of a grid with one axis an issue. What an issue is worth depends on its own option, on
the links that other issues' options set off, and on how many issues share its stance. The cells in which all
of these agree are one *state* of the issue: there are few of them, each is worked out once, and the grid only
looks them up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central import chances, weights
from dilemma.analysis.central.table import shifts, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeVar

    from numpy.typing import NDArray

    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.watch.variants import Variants
    from dilemma.scenario.model import Gathering, Landing, Scenario, Shift

    Whole = NDArray[np.int64]
    Truth = NDArray[np.bool_]
    Scalar = TypeVar("Scalar", bound=np.generic)

DIRECT = 2**22  # codes below this are looked up in a table, not sorted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Issue:
    """One issue of a portfolio.

    Attributes:
        scenario: with all edits made but those of the other issues.
        options: those that may be taken, in file order.
        costs: political capital each of them takes.
        landings, gatherings: what the other issues' choices add to its scores, and when.
        variants: makes the scenario again without what was seen; None where nobody asks.
    """

    scenario: Scenario
    options: tuple[str, ...]
    costs: tuple[float, ...]
    landings: tuple[Landing, ...]
    gatherings: tuple[Gathering, ...]
    variants: Variants | None = None

    @property
    def places(self) -> list[int]:
        """Where the options that may be taken stand in the scenario."""
        every = list(self.scenario.options)
        return [every.index(option) for option in self.options]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """The states of one issue.

    Attributes:
        of: the state of the issue in each portfolio, [portfolio].
        option: the place of the option taken in the scenario, [state].
        added: value points that the other issues add to it, [state, criterion, future].
    """

    of: Whole
    option: Whole
    added: Floats


def count(issues: Sequence[Issue]) -> int:
    """How many portfolios there are."""
    return prod(len(issue.options) for issue in issues)


class Grid:
    """All portfolios, in the order of the issues and of their options: the last issue changes first."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        self.shape = tuple(len(issue.options) for issue in issues)
        self.size = count(issues)
        self._axis = {issue.scenario.id: place for place, issue in enumerate(issues)}

    def taken(self, place: int) -> Whole:
        """The option an issue takes, by its place among those that may be taken, along the issue's axis."""
        shape = [1] * len(self.shape)
        shape[place] = self.shape[place]
        return np.arange(self.shape[place]).reshape(shape)

    def flat(self, numbers: NDArray[Scalar]) -> NDArray[Scalar]:
        """Numbers along some axes as one number for each portfolio."""
        return np.broadcast_to(numbers, self.shape).ravel()

    def choice(self, portfolio: int) -> dict[str, str]:
        """A portfolio as options by issue."""
        taken = np.unravel_index(portfolio, self.shape)
        return {
            issue.scenario.id: issue.options[int(place)]
            for issue, place in zip(self.issues, taken, strict=True)
        }

    def costs(self) -> Floats:
        """The political capital each portfolio takes, [portfolio]."""
        total = np.zeros([1] * len(self.shape))
        for place, issue in enumerate(self.issues):
            total = total + np.array(issue.costs)[self.taken(place)]
        return self.flat(total)

    def states(self, place: int) -> States:
        """The states of an issue, by what bears on it in each portfolio."""
        issue = self.issues[place]
        own = self.taken(place)
        bearing = self._bearing(place)
        code = own.astype(np.int64)
        for bears, _ in bearing:
            code = _refined(code, bears)
        first, of = _compact(self.flat(code))
        option = np.array(issue.places)[self.flat(own)[first]]
        added = np.zeros((len(first), len(issue.scenario.leaves), len(issue.scenario.futures)))
        for bears, moves in bearing:
            here = self.flat(bears)[first].astype(np.float64)
            moved = shifts(replace(issue.scenario, shifts=tuple(moves)))
            added += here[:, None, None] * moved[option]
        return States(of=of, option=option, added=added)

    def _bearing(self, place: int) -> list[tuple[Truth, list[Shift]]]:
        """Everything that bears on an issue: where on the grid it does, and what it adds."""
        issue = self.issues[place]
        linked: dict[tuple[tuple[str, str], ...], list[Shift]] = {}
        for landing in issue.landings:
            linked.setdefault(tuple(sorted(landing.when.items())), []).append(landing.shift)
        gathered: dict[tuple[str, int], list[Shift]] = {}
        for gathering in issue.gatherings:
            gathered.setdefault((gathering.stance, gathering.at_least), []).extend(gathering.shifts)
        return [
            *((self._holds(dict(when)), moves) for when, moves in linked.items()),
            *(
                (self._stance(place, stance) & (self._count(stance) >= at_least), moves)
                for (stance, at_least), moves in gathered.items()
            ),
        ]

    def _holds(self, when: Mapping[str, str]) -> Truth:
        """Where every issue of a condition takes the option named there; along the axes of those issues."""
        found = np.ones([1] * len(self.shape), bool)
        for name, option in when.items():
            place = self._axis[name]
            options = self.issues[place].options
            found = found & np.array([each == option for each in options])[self.taken(place)]
        return found

    def _stance(self, place: int, stance: str) -> Truth:
        issue = self.issues[place]
        takes = np.array([issue.scenario.stance(option) == stance for option in issue.options])
        return np.asarray(takes[self.taken(place)])

    def _count(self, stance: str) -> Whole:
        """How many issues take a stance, in each portfolio."""
        total = np.zeros([1] * len(self.shape), np.int64)
        for place in range(len(self.issues)):
            total = total + self._stance(place, stance)
        return total


def values(issue: Issue, states: States) -> Floats:
    """The value of an issue in each of its states, [state]; the edits are summed, then clipped once."""
    scenario = issue.scenario
    stated = table(scenario)[..., 1]
    moved = (stated + shifts(scenario))[states.option] + states.added
    scores = np.clip(moved, 0.0, 100.0)
    probabilities = chances.revised(scenario, chances.central(scenario))
    return np.asarray(np.einsum("scf,c->sf", scores, weights.central(scenario)) @ probabilities)


def _refined(code: Whole, bears: Truth) -> Whole:
    """A code that also tells whether something bears; made small again before it can overflow."""
    if code.max() >= 2**61:
        _, small = _compact(code.ravel())
        code = small.reshape(code.shape)
    return code * 2 + bears


def _compact(code: Whole) -> tuple[Whole, Whole]:
    """Where each code that occurs stands first, in the order of the codes; and every place's number in it."""
    if code.max() >= DIRECT:
        _, first, number = np.unique(code, return_index=True, return_inverse=True)
        return first, number.ravel()
    first = np.full(int(code.max()) + 1, -1)
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
    occurs = np.flatnonzero(first >= 0)
    number = np.empty(len(first), np.int64)
    number[occurs] = np.arange(len(occurs))
    return first[occurs], number[code]
