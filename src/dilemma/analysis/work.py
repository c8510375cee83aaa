"""What the measures of one scenario share: its arrays, its sample, its lines, each worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import decide, order
from dilemma.analysis.central.option_results import option_results
from dilemma.analysis.central.poles import pole_values
from dilemma.analysis.central.recommendation import is_firm, recommend
from dilemma.analysis.central.table import edited, shifts, table
from dilemma.analysis.changes.break_evens import break_evens, lines
from dilemma.analysis.changes.levels import with_levels
from dilemma.analysis.changes.stated_ranges import score_ranges, stated_ranges
from dilemma.analysis.stress.ladder import stress
from dilemma.analysis.stress.stated_unknowns import stated_unknowns

if TYPE_CHECKING:
    from dilemma.analysis.run import Run
    from dilemma.scenario.model import Scenario

SHOWN = "ranges"  # the rung whose shares are shown with each option


class Work:
    """What several measures share, worked out once."""

    def __init__(self, scenario: Scenario, run: Run) -> None:
        self.stated = table(scenario)
        self.at = decide(scenario, self.stated)
        # What lies beyond a first screen needs chances that all options share.
        self.everything = run.everything and self.at.own is None
        self.unknowns = stated_unknowns(scenario, self.stated)
        self.stress = stress(self.unknowns, samples=run.samples, seed=run.seed, precision=run.precision)
        self.shown = self.stress.rung(SHOWN)
        self.poles = pole_values(scenario, self.at.expected_scores)
        leader = self.at.options[order(self.at.value)[0]]
        self.recommendation = recommend(
            self.at,
            self.poles,
            firm=is_firm(leader, self.stress),
            too_close=scenario.too_close,
            rule=scenario.tie_break,
        )
        options = option_results(scenario, self.at, self.poles, self.shown)
        self.options = tuple(options[place] for place in order(self.at.value))
        ranges = stated_ranges(scenario) | score_ranges(edited(self.stated, shifts(scenario)), self.at)
        self.lines = lines(scenario, self.at, self.stated)
        self.break_evens = with_levels(break_evens(self.lines, self.at.options, ranges), scenario)
        self.today = run.today or scenario.file.as_of
