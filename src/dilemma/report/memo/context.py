"""The context of a memo: the result it is written on, its words, and its numbered sources."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from dilemma.analysis.results.verdict import FILE_ORDER
from dilemma.records import dataclass
from dilemma.report.document import Bullets
from dilemma.report.numbers import format_likelihood
from dilemma.report.sections.sources import describe_claim, describe_location
from dilemma.report.text import Names, capitalize
from dilemma.scenario.model import ANALYST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dilemma.analysis.results.assessment import Assessment, OptionResult
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.report.document import Inline
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.files import ScenarioFile, Source


_ANALYST_JUDGEMENT = "analyst judgement"


@dataclass(slots=True)
class _Citations:
    """The ids of the sources cited so far; the number of each is its index plus one."""

    keys: list[str] = field(default_factory=list)

    def mark(self, sources: Iterable[str], most: int = 3) -> str:
        """Return the mark after a text that cites, ` [1, 4]`; empty without sources, the first few of many.

        Sources not cited before get the next numbers.
        """
        cited = list(sources)[:most]
        for key in cited:
            if key != ANALYST and key not in self.keys:
                self.keys.append(key)
        numbers = sorted(self.keys.index(key) + 1 for key in cited if key != ANALYST)
        marks = [str(number) for number in numbers] + [_ANALYST_JUDGEMENT] * (ANALYST in cited)
        return f" [{', '.join(marks)}]" if marks else ""

    def numbered_list(self, sources: Mapping[str, Source]) -> Bullets:
        """Return everything cited, in the order of the numbers."""
        return Bullets(tuple(_source_entry(key, sources.get(key)) for key in self.keys), numbered=True)

    def works(self, work_by_source: Mapping[str, str]) -> list[str]:
        """Return the works that the cited sources are parts of, each with the span of its ids."""
        works = dict.fromkeys(work_by_source[key] for key in self.keys if key in work_by_source)
        ids = {work: [key for key in work_by_source if work_by_source[key] == work] for work in works}
        return [f"{_format_span(ids[work])}: {work.rstrip('.')}" for work in works]


def _format_span(keys: list[str]) -> str:
    """Return the first and the last id of a work."""
    return keys[0] if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"


def _source_entry(key: str, source: Source | None) -> tuple[Inline, ...]:
    """Return what a source says and where; its id alone when no sources file describes it."""
    if source is None:
        return (key,)
    text = describe_claim(source).rstrip()
    return (f"{text}{'' if text.endswith(('.', '!', '?')) else '.'} ", f"{key}: {describe_location(source)}.")


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
    coalition: CoalitionResult | None = None
    portfolio: PortfolioResult | None = None
    citations: _Citations = field(default_factory=_Citations)

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
