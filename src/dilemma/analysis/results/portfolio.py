"""The result of a portfolio, as frozen plain numbers, texts and tuples; the names are those of its JSON.

A `total` is the sum of the issues' values, a `mean` the same divided by their number: all issues count alike.
A choice is one option by issue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results.result import Result
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.assessment import ProfileName, Warned
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.analysis.results.verdict import MarginVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkName:
    """Which framework joins the issues."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """One portfolio and its worth.

    Attributes:
        choice: the option taken on each issue.
        values: what each issue is then worth, with what the others do to it.
        cost: the political capital it takes; None where no costs are stated.
        first_share: share of sampled cases in which it is the best; None where nothing was sampled.
    """

    choice: Mapping[str, str]
    total: float
    mean: float
    values: Mapping[str, float]
    cost: float | None
    first_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The best portfolio once one issue's option is settled, and what that loses against the best of all.

    `changed` are the other issues whose option is then another; no `choice` where none fits the budget.
    """

    issue: str
    option: str
    choice: Mapping[str, str] | None
    total: float | None
    loss: float | None
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueResult:
    """One issue in the best portfolio.

    Attributes:
        option: what the best portfolio does here. value: what that is worth here, links included.
        alone: what would be chosen here if there were no other issue.
        dilemma_index: how far leadership and order pull apart here; None without both poles.
        convergence: whether they hardly do: the index is below the margin that is too close to call.
        core_index: for each option, the share of sampled cases in which the best portfolio contains it
            (after Liesiö, Mild & Salo 2007); None where nothing was sampled.
        fixed: whether the option was settled beforehand.
    """

    id: str
    title: str
    option: str
    value: float
    alone: str
    dilemma_index: float | None
    convergence: bool
    core_index: Mapping[str, float] | None
    core_index_se: Mapping[str, float] | None
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What comes of deciding issue by issue: the total one would believe in, and what it really is.

    `lost` is by how much it falls short of deciding together; `cost` and `within_budget` say whether it could
    be afforded.
    """

    choice: Mapping[str, str]
    believed: float
    total: float
    lost: float
    cost: float | None
    within_budget: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetStep:
    """The least political capital from which a better portfolio can be had."""

    capital: float
    total: float
    choice: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalResult:
    """What political capital buys.

    Attributes:
        budget: what there is; None for no limit. one_more: what one more unit would add to the total.
        next: the next step above the budget, None where more would buy nothing.
        steps: the best total for every budget, as the budgets at which it rises.
    """

    budget: float | None
    one_more: float
    next: BudgetStep | None
    steps: tuple[BudgetStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PortfolioResult(Result):
    """One option on each of several issues, from one perspective.

    Attributes:
        portfolios: how many there are. feasible: how many of them the budget allows.
        runner_up: the next best; None where only one is feasible. margin: by which total it falls short.
        verdict: `too-close` where the margin is under `too_close`, the rule of the issues.
        ties: other portfolios as good as the best.
        same_stance: the mean where all issues take one stance, by stance, for those all of them offer and
            the budget allows.
        samples: cases sampled for the shares; None where there are too many portfolios to sample.
        observed: what was seen of an issue, and where it stands by itself before and after, by issue.
        wrong: the assumptions marked as wrong, by issue. settings: what-ifs by issue and path; none of the
            three is there where there is nothing to say.
    """

    seed: int
    samples: int | None
    framework: FrameworkName
    profile: ProfileName | None
    portfolios: int
    feasible: int
    best: Valued
    runner_up: Valued | None
    margin: float | None
    verdict: MarginVerdict
    too_close: float
    ties: tuple[Mapping[str, str], ...]
    issues: tuple[IssueResult, ...]
    apart: Apart
    same_stance: Mapping[str, float]
    fixes: tuple[Fixed, ...]
    capital: CapitalResult | None
    warnings: tuple[Warned, ...]
    observed: Mapping[str, Observed] | None = None
    wrong: Mapping[str, tuple[str, ...]] | None = None
    settings: Mapping[str, Mapping[str, object]] | None = None

    @property
    def convergence(self) -> tuple[IssueResult, ...]:
        """The issues on which leadership and order hardly pull apart."""
        return tuple(issue for issue in self.issues if issue.convergence)
