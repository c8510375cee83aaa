"""Every figure the program gives, explained once: the method page and the help on any figure read it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.measures.several import COALITION, PANEL, PORTFOLIO
from dilemma.report.measures.uncertainty import FUTURES, ROBUSTNESS
from dilemma.report.measures.value import INFORMATION, VALUE
from dilemma.report.measures.verdict import MONITORING, SENSITIVITY, VERDICT

if TYPE_CHECKING:
    from dilemma.report.measures import Measure

THEMES: dict[str, tuple[Measure, ...]] = {
    "What an option is worth": VALUE,
    "The recommendation": VERDICT,
    "Rules over futures": FUTURES,
    "How firm it is": ROBUSTNESS,
    "What would change it": SENSITIVITY,
    "What to find out, and what it rests on": INFORMATION,
    "What to watch, and key assumptions": MONITORING,
    "Acting together": COALITION,
    "Several issues at once": PORTFOLIO,
    "Several people": PANEL,
}
"""The measures under the headings they are read in."""

MEASURES: tuple[Measure, ...] = tuple(measure for theme in THEMES.values() for measure in theme)

SCREEN_WORDS = {
    "lead": "margin",
    "worst case": "maximin",
    "shortfall": "minimax-regret",
    "ranked first": "rank-share",
    "main risk": "expected-regret",
    "largest regret": "expected-regret",
    "the two poles": "pole-value",
    "conflict": "dilemma-index",
    "robustness": "ladder",
    "cautious to optimistic": "hurwicz",
    "tipping points": "break-even",
    "perfect foresight": "evpi-futures",
    "deadlines lost by waiting": "windows",
    "indicator": "signpost",
    "odds": "trigger",
    "gives up": "least-worst-regret",
    "chance of joining": "chance-of-a-share",
}
"""The words of screens that are neither the id nor the title of the measure they stand for."""
