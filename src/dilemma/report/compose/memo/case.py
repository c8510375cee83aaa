"""The context of a memo: the assessment it is written on, and the words its sections share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.answer import FILE_ORDER
from dilemma.report.compose.memo.citations import Citations
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_likelihood

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment, OptionResult
    from dilemma.analysis.results.coalition import Coalition
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.files import ScenarioFile


@dataclass(frozen=True, slots=True)
class MemoContext:
    """One assessment with its scenario, and the sources cited so far.

    Attributes:
        result: the assessment.
        scenario: the scenario with the edits of the run.
        coalition: acting with others on it; None where it has no coalition.
        portfolio: deciding it along with other issues; None where no framework joins it to any.
        citations: the sources cited so far.
    """

    result: Assessment
    scenario: Scenario
    coalition: Coalition | None = None
    portfolio: PortfolioResult | None = None
    citations: Citations = field(default_factory=Citations)

    @property
    def names(self) -> Names:
        """Return the names a reader sees."""
        return Names(self.scenario)

    @property
    def file(self) -> ScenarioFile:
        """Return the scenario as its author wrote it."""
        return self.scenario.file

    @property
    def leader(self) -> OptionResult:
        """Return the option of highest value."""
        return self.result.first

    @property
    def chosen(self) -> OptionResult:
        """Return the option the memo speaks of: what a rule prefers when it is too close, else the leader.

        The order of a file is no reason to choose, so it prefers nothing here.
        """
        tie_break = self.result.recommendation.tie_break
        if tie_break is None or tie_break.rule == FILE_ORDER:
            return self.leader
        return next(option for option in self.result.options if option.id == tie_break.option)

    def option(self, key: str) -> str:
        """Return the name of an option, fit to begin a sentence."""
        return capitalize(self.names.option(key))

    def future(self, key: str) -> str:
        """Return a future with its probability in words: `rupture (12%, very unlikely)`."""
        return f"{self.names.future(key)} ({self.odds(key)})"

    def odds(self, key: str) -> str:
        """Return the probability of a future with its word."""
        return format_likelihood(self.result.probabilities[key], self.file.lexicon)

    @property
    def most_likely(self) -> str:
        """Return the future of highest probability; among equals the first of the file."""
        return max(self.result.probabilities, key=lambda key: self.result.probabilities[key])
