"""What every part of the memo speaks of, and the words they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.answer import FILE_ORDER
from dilemma.report.compose.memo.citations import Citations
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import likelihood

if TYPE_CHECKING:
    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.analysis.portfolio.portfolio_results import PortfolioResult
    from dilemma.analysis.results import Assessment, OptionResult
    from dilemma.scenario.files.scenario_file import ScenarioFile
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Case:
    """One assessment with its scenario, and the sources cited so far.

    `together` is acting with others on it, `plan` deciding it along with other issues; None for neither.
    """

    result: Assessment
    scenario: Scenario
    together: Coalition | None = None
    plan: PortfolioResult | None = None
    cited: Citations = field(default_factory=Citations)

    @property
    def names(self) -> Names:
        """The names a reader sees."""
        return Names(self.scenario)

    @property
    def file(self) -> ScenarioFile:
        """The scenario as its author wrote it."""
        return self.scenario.file

    @property
    def leader(self) -> OptionResult:
        """The option of highest value."""
        return self.result.first

    @property
    def chosen(self) -> OptionResult:
        """The option the memo speaks of: the one a rule prefers when it is too close, else the leader.

        The order of a file is no reason to choose, so it prefers nothing here.
        """
        broken = self.result.recommendation.tie_break
        if broken is None or broken.rule == FILE_ORDER:
            return self.leader
        return next(each for each in self.result.options if each.id == broken.option)

    def option(self, key: str) -> str:
        """The name of an option, fit to begin a sentence."""
        return capitalised(self.names.option(key))

    def future(self, key: str) -> str:
        """A future with its probability in words: `rupture (12%, very unlikely)`."""
        return f"{self.names.future(key)} ({self.odds(key)})"

    def odds(self, key: str) -> str:
        """The probability of a future with its word."""
        return likelihood(self.result.probabilities[key], self.file.lexicon)

    @property
    def most_likely(self) -> str:
        """The future of highest probability; among equals the first of the file."""
        return max(self.result.probabilities, key=lambda key: self.result.probabilities[key])
