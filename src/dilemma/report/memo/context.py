"""The context of a memo: the result it is written on, its words, and its numbered sources."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.report.document import Bullets
from dilemma.report.numbers import format_likelihood, format_whole_points
from dilemma.report.sections.sources import describe_claim, describe_location
from dilemma.report.text import Names, capitalize, drop_stop, end_sentence, format_date, keep_together, quote
from dilemma.scenario.dates import first_day, last_day
from dilemma.scenario.model import ANALYST
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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

        No line ends within the brackets. Sources not cited before get the next numbers.
        """
        cited = list(sources)[:most]
        for key in cited:
            if key != ANALYST and key not in self.keys:
                self.keys.append(key)
        numbers = sorted(self.keys.index(key) + 1 for key in cited if key != ANALYST)
        marks = [str(number) for number in numbers] + [_ANALYST_JUDGEMENT] * (ANALYST in cited)
        return " " + keep_together(f"[{', '.join(marks)}]") if marks else ""

    def numbered_list(self, sources: Mapping[str, Source]) -> Bullets:
        """Return everything cited, in the order of the numbers."""
        return Bullets(tuple(_source_entry(key, sources.get(key)) for key in self.keys), numbered=True)

    def works(self, work_by_source: Mapping[str, str]) -> list[str]:
        """Return the works that the cited sources are parts of, each after the numbers of its parts."""
        numbers: dict[str, list[int]] = {}
        for number, key in enumerate(self.keys, start=1):
            if key in work_by_source:
                numbers.setdefault(work_by_source[key], []).append(number)
        return [f"{_format_spans(listed)}: {drop_stop(work)}" for work, listed in numbers.items()]


def _format_spans(numbers: list[int]) -> str:
    """Return numbers in order as `1, 2, 4 to 6`."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    spans = zip(starts, ends, strict=True)
    texts = (
        f"{start} to {end}" if end > start + 1 else ", ".join(map(str, range(start, end + 1)))
        for start, end in spans
    )
    return ", ".join(texts)


def _source_entry(key: str, source: Source | None) -> tuple[Inline, ...]:
    """Return what a source says and where; its id alone when no sources file describes it."""
    if source is None:
        return (key,)
    claim, location = describe_claim(source).rstrip(), capitalize(describe_location(source))
    return (f"{end_sentence(claim)} {end_sentence(location)}",)


def count_points(value: float) -> str:
    """Return a number of whole points with its unit: `4 points`, `less than 1 point`."""
    whole = format_whole_points(value)
    if whole == "0" and value > TIE:
        return "less than 1 point"
    return f"{whole} point{'' if whole == '1' else 's'}"


@dataclass(frozen=True, slots=True)
class MemoContext:
    """One assessment with its scenario, and what the memo has said so far.

    Attributes:
        result: the assessment.
        scenario: the scenario with the edits of the run.
        coalition: acting with others on it; None where it has no coalition.
        coalition_gap: why acting with others was not worked out; empty where it was, or has no meaning.
        portfolio: deciding it along with other issues; None where no framework joins it to any.
        citations: the sources cited so far.
        introduced: the futures named so far, which the reader knows.
    """

    result: Assessment
    scenario: Scenario
    coalition: CoalitionResult | None = None
    coalition_gap: str = ""
    portfolio: PortfolioResult | None = None
    citations: _Citations = field(default_factory=_Citations)
    introduced: list[str] = field(default_factory=list)

    @property
    def names(self) -> Names:
        """Return the names a reader sees."""
        return Names(self.scenario)

    @property
    def file(self) -> ScenarioFile:
        """Return the scenario as its author wrote it."""
        return self.scenario.file

    @property
    def chosen(self) -> OptionResult:
        """Return the option advised; the one of highest value where none is."""
        advised = self.result.recommendation.advised
        return self.result.first if advised is None else self.option_result(advised)

    @property
    def is_open(self) -> bool:
        """Return whether the analysis leaves the choice to the reader."""
        return not self.result.recommendation.names_one

    @property
    def is_for_discussion(self) -> bool:
        """Return whether the file is marked as one that asks for no decision."""
        return _FOR_DISCUSSION.match(self.file.handling or "") is not None

    @property
    def undecided(self) -> tuple[str, ...]:
        """Return the options between which the analysis does not decide, by value; one where it does."""
        return self.result.recommendation.undecided

    @property
    def pair(self) -> tuple[OptionResult, OptionResult]:
        """Return the two options the memo contrasts, the higher value first.

        Where the choice is open these are the leader and the option advised instead of it, or else its
        closest rival; otherwise the leader and the runner-up.
        """
        recommendation = self.result.recommendation
        other = recommendation.runner_up
        if self.is_open and recommendation.verdict is not None:
            rival = recommendation.closest_rival.option
            other = recommendation.advised or rival
            other = rival if other == recommendation.option else other
        return self.result.first, self.option_result(other)

    @property
    def remarks(self) -> dict[str, str]:
        """Return the warnings by text, with their codes, less the options that no reader of paper can add."""
        return {_OPTION_ADVICE.sub("", each.message): each.code for each in self.result.warnings}

    @property
    def contested_remarks(self) -> list[str]:
        """Return which events do not count because readers of the record differ, and why they do."""
        return [text for text, code in self.remarks.items() if code == "contested-observation"]

    @property
    def contested_events(self) -> list[str]:
        """Return the events that do not count because readers of the record differ."""
        events = [drop_stop(signpost.event) for signpost in self.file.signposts.values()]
        return [event for event in events if any(event in text for text in self.contested_remarks)]

    def open_signposts(self) -> list[tuple[str, str, str]]:
        """Return every signpost with a day that nobody has looked for yet, the most informative first.

        Each comes with its id, its event and the day by which it is due.
        """
        observed = self.result.observed
        known = set() if observed is None else {seen.id for seen in observed.signposts}
        contested = self.contested_events
        worth = {signpost.id: signpost.worth for signpost in self.result.signposts or ()}
        signposts = [
            (-(worth.get(key) or 0.0), last_day(signpost.by), drop_stop(signpost.event), key, signpost.by)
            for key, signpost in self.file.signposts.items()
            if signpost.by is not None and key not in known and drop_stop(signpost.event) not in contested
        ]
        return [(key, event, by) for _, _, event, key, by in sorted(signposts)]

    def signposts_ahead(self) -> list[tuple[str, str, str]]:
        """Return the signposts that are still to come, as `open_signposts` has them."""
        today = last_day(self.result.today)
        return [signpost for signpost in self.open_signposts() if last_day(signpost[2]) >= today]

    def decisive_signposts(self) -> list[tuple[str, str, str]]:
        """Return those of them whose answer decides which option leads."""
        decisive = {signpost.id for signpost in self.result.signposts or () if signpost.changes_choice}
        return [signpost for signpost in self.signposts_ahead() if signpost[0] in decisive]

    def decision_due(self) -> tuple[str, str]:
        """Return the day before the first deadline that cannot wait, and why; its end, once it has begun.

        An act of the option advised that is due earlier comes first: what is decided in November is not done
        by June.
        """
        today = last_day(self.result.today)
        days = [act.by for act in self.file.options[self.chosen.id].does if act.by]
        step = min((day for day in days if last_day(day) >= today), key=last_day, default=None)
        if not self.result.windows:
            return (step, ": the first step is due") if step else ("", "")
        first = min(self.result.windows, key=lambda window: (first_day(window.date), last_day(window.date)))
        start, end = first_day(first.date), last_day(first.date)
        if step and last_day(step) < start:
            return step, ": the first step is due"
        if start <= today:
            return end.isoformat(), f" at the latest: {first.event}"
        if start == end:
            return start.isoformat(), f": {first.event}"
        occasion = f", ahead of: {first.event} ({format_date(first.date)})"
        return (start - timedelta(days=1)).isoformat(), occasion

    @property
    def is_dated(self) -> bool:
        """Return whether the memo is read on a day of its own, and not where the evidence stops."""
        return self.result.today != self.result.scenario.as_of

    def option_result(self, key: str) -> OptionResult:
        """Return how an option does."""
        return next(option for option in self.result.options if option.id == key)

    def option(self, key: str) -> str:
        """Return the name of an option, fit to begin a sentence."""
        return capitalize(self.names.option(key))

    def criterion(self, key: str) -> str:
        """Return the title of a criterion, without what it adds in brackets."""
        return self.names.criterion_title(key)

    def contrast(self, one: OptionResult, other: OptionResult) -> list[str]:
        """Return the criteria on which two options differ, the greatest gain of the first one first."""
        gains = {key: one.contributions[key] - other.contributions[key] for key in one.contributions}
        return sorted((key for key in gains if abs(gains[key]) > TIE), key=lambda key: -rounded(gains[key]))

    def gains(self, one: OptionResult, other: OptionResult) -> list[str]:
        """Return the criteria on which the first of two options does better, where most first."""
        return [
            key
            for key in self.contrast(one, other)
            if one.contributions[key] - other.contributions[key] > _LEAST_GAIN
        ]

    def best_criterion(self, option: OptionResult, others: Sequence[OptionResult]) -> str | None:
        """Return the criterion on which an option is furthest ahead of all the others; None without one."""
        leads = {
            key: part - max(other.contributions[key] for other in others)
            for key, part in option.contributions.items()
        }
        best = max(leads, key=lambda key: rounded(leads[key]))
        return best if leads[best] > _LEAST_GAIN else None

    def future_title(self, key: str) -> str:
        """Return the title of a future."""
        return self.names.future_title(key)

    def quoted_future(self, key: str) -> str:
        """Return a future in quotation marks."""
        return quote(self.future_title(key))

    def future(self, key: str) -> str:
        """Return a future in quotation marks, with its probability where it is named for the first time."""
        quoted = self.quoted_future(key)
        return quoted if key in self.introduced else f"{quoted} ({self.odds(key)})"

    def meaning(self, key: str) -> str:
        """Return the sentence that defines a future; empty where it was defined before or never is."""
        if key in self.introduced:
            return ""
        self.introduced.append(key)
        meaning = self.names.future_meaning(key)
        # Files may define a future by a statement or by a question with a yes, and add what does not count.
        return f" {'The test' if '?' in meaning else 'In that future'}: {meaning}" if meaning else ""

    def odds(self, key: str) -> str:
        """Return the probability of a future with its word."""
        return format_likelihood(self.result.probabilities[key], self.file.lexicon)

    @property
    def most_likely(self) -> str:
        """Return the future of highest probability; among equals the first of the file."""
        return max(self.result.probabilities, key=lambda key: rounded(self.result.probabilities[key]))


# A mark by itself: what is “for discussion in the board only” may well be decided there.
_FOR_DISCUSSION = re.compile(r"for (?:discussion|information)(?: only)?\s*(?:[:.;]|$)", re.IGNORECASE)
_OPTION_ADVICE = re.compile(r" Add --seen [^ ]+ or .*$")
_LEAST_GAIN = 0.05  # a smaller one is 0.0 points in the annex
