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
