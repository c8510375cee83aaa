"""The issues of a portfolio, the grid of all portfolios, and what each issue is worth in each of them.

A portfolio is a cell of a grid with one axis an issue. What an issue is worth depends on its own option, on
the links that other issues' options set off, and on how many issues share its stance. The cells in which all
of these agree are one *state* of the issue: there are few of them, each is worked out once, and the grid only
looks them up.
"""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import central_weights
from dilemma.analysis.core.probabilities import prior_probabilities, revise_probabilities
from dilemma.analysis.core.scores import score_array, score_shifts
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeVar

    from numpy.typing import NDArray

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.monitoring import ScenarioVariants
    from dilemma.scenario.model import PortfolioEffect, Scenario, Shift, ThresholdEffect

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]
    Scalar = TypeVar("Scalar", bound=np.generic)

# Codes below this are looked up in a table of 32 MB at most, which is faster than sorting them.
_LOOKUP_LIMIT = 2**22


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Issue:
    """One issue of a portfolio.

    Attributes:
        scenario: with all edits made but those of the other issues.
        options: those that may be taken, in file order.
        costs: political capital each of them takes.
        portfolio_effects: what links from single choices on other issues add to its scores, and when.
        threshold_effects: what enough issues with one stance add to its scores, and how many are enough.
        variants: makes the scenario again without what was observed; None where nobody asks.
    """

    scenario: Scenario
    options: tuple[str, ...]
    costs: tuple[float, ...]
    portfolio_effects: tuple[PortfolioEffect, ...]
    threshold_effects: tuple[ThresholdEffect, ...]
    variants: ScenarioVariants | None = None

    @property
    def option_indices(self) -> list[int]:
        """The indices in the scenario of the options that may be taken."""
        all_options = list(self.scenario.options)
        return [all_options.index(option) for option in self.options]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IssueStates:
    """The states of one issue.

    Attributes:
        of: the state of the issue in each portfolio, [portfolio].
        option: the index in the scenario of the option taken, [state].
        added: value points that the other issues add to it, [state, criterion, future].
    """

    of: Integers
    option: Integers
    added: Floats


def count_portfolios(issues: Sequence[Issue]) -> int:
    """Return how many portfolios there are."""
    return prod(len(issue.options) for issue in issues)


class PortfolioGrid:
    """All portfolios, in the order of the issues and of their options: the last issue changes first."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        self.shape = tuple(len(issue.options) for issue in issues)
        self.size = count_portfolios(issues)
        self._axis = {issue.scenario.id: axis for axis, issue in enumerate(issues)}

    def taken(self, axis: int) -> Integers:
        """Return the index of the option an issue takes, among those that may be taken, along its axis."""
        shape = [1] * len(self.shape)
        shape[axis] = self.shape[axis]
        return np.arange(self.shape[axis]).reshape(shape)

    def flat(self, numbers: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return numbers along some axes as one number for each portfolio, [portfolio]."""
        return np.broadcast_to(numbers, self.shape).ravel()

    def choice(self, portfolio: int) -> dict[str, str]:
        """Return a portfolio as options by issue."""
        taken = np.unravel_index(portfolio, self.shape)
        return {
            issue.scenario.id: issue.options[int(index)]
            for issue, index in zip(self.issues, taken, strict=True)
        }

    def costs(self) -> Floats:
        """Return the political capital each portfolio takes, [portfolio]."""
        total = np.zeros([1] * len(self.shape))
        for axis, issue in enumerate(self.issues):
            total = total + np.array(issue.costs)[self.taken(axis)]
        return self.flat(total)

    def states(self, axis: int) -> IssueStates:
        """Return the states of an issue, by what influences it in each portfolio."""
        issue = self.issues[axis]
        option_axis = self.taken(axis)
        influences = self._influences(axis)
        code = option_axis.astype(np.int64)
        for mask, _ in influences:
            # Doubling a code of 2**62 would overflow; renumbered, codes are no more than there are states.
            if code.max() >= 2**61:
                _, numbers = _number_codes(code.ravel())
                code = numbers.reshape(code.shape)
            code = code * 2 + mask
        first, of = _number_codes(self.flat(code))
        option = np.array(issue.option_indices)[self.flat(option_axis)[first]]
        added = np.zeros((len(first), len(issue.scenario.leaves), len(issue.scenario.futures)))
        for mask, edits in influences:
            active = self.flat(mask)[first].astype(np.float64)
            shift = score_shifts(replace(issue.scenario, shifts=tuple(edits)))
            added += active[:, None, None] * shift[option]
        return IssueStates(of=of, option=option, added=added)

    def _influences(self, axis: int) -> list[tuple[Booleans, list[Shift]]]:
        """Return everything that influences an issue: a mask of where on the grid, and the edits it makes."""
        issue = self.issues[axis]
        by_condition: dict[tuple[tuple[str, str], ...], list[Shift]] = {}
        for effect in issue.portfolio_effects:
            by_condition.setdefault(tuple(sorted(effect.when.items())), []).append(effect.shift)
        by_stance: dict[tuple[str, int], list[Shift]] = {}
        for joint in issue.threshold_effects:
            by_stance.setdefault((joint.stance, joint.at_least), []).extend(joint.shifts)
        return [
            *((self._condition_mask(dict(condition)), edits) for condition, edits in by_condition.items()),
            *(
                (self._stance_mask(axis, stance) & (self._stance_count(stance) >= at_least), edits)
                for (stance, at_least), edits in by_stance.items()
            ),
        ]

    def _condition_mask(self, condition: Mapping[str, str]) -> Booleans:
        """Tell where every issue of a condition takes its option; along the axes of those issues."""
        mask = np.ones([1] * len(self.shape), bool)
        for issue, option in condition.items():
            axis = self._axis[issue]
            options = self.issues[axis].options
            mask = mask & np.array([offered == option for offered in options])[self.taken(axis)]
        return mask

    def _stance_mask(self, axis: int, stance: str) -> Booleans:
        """Tell where an issue takes a stance, along its axis."""
        issue = self.issues[axis]
        has_stance = np.array([issue.scenario.stance(option) == stance for option in issue.options])
        return np.asarray(has_stance[self.taken(axis)])

    def _stance_count(self, stance: str) -> Integers:
        """Return how many issues take a stance, on the grid."""
        total = np.zeros([1] * len(self.shape), np.int64)
        for axis in range(len(self.issues)):
            total = total + self._stance_mask(axis, stance)
        return total


def issue_values(issue: Issue, states: IssueStates) -> Floats:
    """Return the value of an issue in each of its states, [state].

    The edits are summed, and every level is clipped once, before the mean is taken.
    """
    scenario = issue.scenario
    scores = score_array(scenario)
    added = score_shifts(scenario)[states.option] + states.added
    clipped = np.empty_like(added)
    for option in np.unique(states.option).tolist():
        taken = states.option == option
        clipped[taken] = scores.means_of(option, added[taken])
    probabilities = revise_probabilities(scenario, prior_probabilities(scenario))
    return np.asarray(np.einsum("scf,c->sf", clipped, central_weights(scenario)) @ probabilities)


def _number_codes(code: Integers) -> tuple[Integers, Integers]:
    """Return the codes that occur, numbered in their order.

    Returns:
        The index at which each code occurs first, in the order of the codes; and for every cell the number of
        its code.
    """
    if code.max() >= _LOOKUP_LIMIT:
        _, first, number = np.unique(code, return_index=True, return_inverse=True)
        return first, number.ravel()
    first = np.full(int(code.max()) + 1, -1)
    # Assigned from the end, so that the first occurrence of a code is the one that stays.
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
    codes = np.flatnonzero(first >= 0)
    number = np.empty(len(first), np.int64)
    number[codes] = np.arange(len(codes))
    return first[codes], number[code]
