"""Sources numbered in the order in which a document first cites them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dilemma.report.compose.scenario.cited_sources import describe_claim, describe_location
from dilemma.report.document import Bullets
from dilemma.scenario.model import ANALYST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dilemma.report.document import Inline
    from dilemma.scenario.schema.files import Source

_ANALYST_JUDGEMENT = "analyst judgement"


@dataclass(slots=True)
class Citations:
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
