"""Sources numbered in the order in which a document first cites them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dilemma.report.compose.scenario.cited_sources import said, where
from dilemma.report.document import Bullets
from dilemma.scenario.model import ANALYST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dilemma.report.document import Inline
    from dilemma.scenario.files.sources_file import Source

JUDGED = "analyst judgement"


@dataclass(slots=True)
class Citations:
    """The ids cited so far; the place of each is its number."""

    keys: list[str] = field(default_factory=list)

    def mark(self, keys: Iterable[str], most: int = 3) -> str:
        """What follows the text that cites: ` [1, 4]`; empty without sources, the first few of many."""
        shown = list(keys)[:most]
        for key in shown:
            if key != ANALYST and key not in self.keys:
                self.keys.append(key)
        numbers = sorted(self.keys.index(key) + 1 for key in shown if key != ANALYST)
        marks = [str(number) for number in numbers] + [JUDGED] * (ANALYST in shown)
        return f" [{', '.join(marks)}]" if marks else ""

    def listed(self, sources: Mapping[str, Source]) -> Bullets:
        """Everything cited, in the order of the numbers."""
        return Bullets(tuple(_entry(key, sources.get(key)) for key in self.keys), numbered=True)

    def works(self, stated: Mapping[str, str]) -> list[str]:
        """The works that what was cited stands in, each under the first and the last id of its entries."""
        cited = dict.fromkeys(stated[key] for key in self.keys if key in stated)
        ids = {work: [key for key in stated if stated[key] == work] for work in cited}
        return [f"{_span(ids[work])}: {work.rstrip('.')}" for work in cited]


def _span(keys: list[str]) -> str:
    return keys[0] if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"


def _entry(key: str, source: Source | None) -> tuple[Inline, ...]:
    """What a source says and where; its id alone when the scenario brings no sources file for it."""
    if source is None:
        return (key,)
    text = said(source).rstrip()
    return (f"{text}{'' if text.endswith(('.', '!', '?')) else '.'} ", f"{key}: {where(source)}.")
