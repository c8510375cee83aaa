"""What the measures of one scenario share: its arrays, its sample, its lines, each worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import decide, descending_order
from dilemma.analysis.central.option_results import option_results
from dilemma.analysis.central.poles import pole_values
from dilemma.analysis.central.recommendation import is_robust, recommend
from dilemma.analysis.central.table import apply_shifts, score_array, score_shifts
from dilemma.analysis.changes.break_evens import break_evens, sensitivity_lines
from dilemma.analysis.changes.levels import _add_score_levels
from dilemma.analysis.changes.stated_ranges import input_ranges, score_ranges
from dilemma.analysis.stress.ladder import estimate_rank_acceptability
from dilemma.analysis.stress.stated_unknowns import unknowns_of_scenario

if TYPE_CHECKING:
    from dilemma.analysis.run import Run
    from dilemma.scenario.model import Scenario

_SHOWN_LEVEL = "ranges"  # the robustness level whose shares are shown with each option


class SharedResults:
    """Arrays, samples and results that several measures share."""

    def __init__(self, scenario: Scenario, run: Run) -> None:
        self.scores = score_array(scenario)
        self.decision = decide(scenario, self.scores)
        # The measures beyond the first screen need probabilities that all options share.
        self.extended = run.everything and self.decision.probabilities_by_option is None
        self.unknowns = unknowns_of_scenario(scenario, self.scores)
        self.stress = estimate_rank_acceptability(
            self.unknowns, samples=run.samples, seed=run.seed, precision=run.precision
        )
        self.shown = self.stress.level(_SHOWN_LEVEL)
        self.poles = pole_values(scenario, self.decision.expected_scores)
        leader = self.decision.options[descending_order(self.decision.value)[0]]
        self.recommendation = recommend(
            self.decision,
            self.poles,
            robust=is_robust(leader, self.stress),
            too_close=scenario.too_close,
            rule=scenario.tie_break,
        )
        options = option_results(scenario, self.decision, self.poles, self.shown)
        self.options = tuple(options[index] for index in descending_order(self.decision.value))
        ranges = input_ranges(scenario) | score_ranges(
            apply_shifts(self.scores, score_shifts(scenario)), self.decision
        )
        self.lines = sensitivity_lines(scenario, self.decision, self.scores)
        self.break_evens = _add_score_levels(break_evens(self.lines, self.decision.options, ranges), scenario)
        self.today = run.today or scenario.file.as_of
