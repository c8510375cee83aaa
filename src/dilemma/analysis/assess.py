"""The assessment of one scenario: every measure called once, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.break_evens import break_evens, lines, never, series
from dilemma.analysis.choices import who_chooses
from dilemma.analysis.chosen_by_rule import chosen_by_rule
from dilemma.analysis.conditions import discovery
from dilemma.analysis.decision import decide, order
from dilemma.analysis.evidence import evidence
from dilemma.analysis.information import evpi_of_futures
from dilemma.analysis.leave_one_out import leave_one_out
from dilemma.analysis.option_results import option_results, trade_off
from dilemma.analysis.poles import dilemma_index, pole_values
from dilemma.analysis.recommendation import recommend
from dilemma.analysis.results import Assessment, Information, ProfileName, ScenarioName, named
from dilemma.analysis.stated_ranges import score_ranges, stated_ranges
from dilemma.analysis.table import edited, shifts, table
from dilemma.analysis.windows import passed, windows
from dilemma.analysis.winners_map import winners_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results import Warned
    from dilemma.analysis.run import Run
    from dilemma.scenario.model import Scenario


def assess(
    scenario: Scenario,
    run: Run,
    *,
    views: Iterable[Scenario] | None = None,
    warnings: Sequence[Warned] = (),
) -> Assessment:
    """Works out everything about a scenario, with all its edits made.

    Args:
        scenario: what to assess.
        run: seed, samples, and how much to work out.
        views: the same scenario as each profile sees it, for who would choose what; None if nobody asks.
        warnings: what a reader should know of the file, passed on.
    """
    stated = table(scenario)
    at = decide(scenario, stated)
    poles = pole_values(scenario, at.expected_scores)
    options = option_results(scenario, at, poles)
    ranked = [options[place] for place in order(at.value)]
    moved = lines(scenario, at, stated)
    ranges = stated_ranges(scenario) | score_ranges(edited(stated, shifts(scenario)), at)
    changes = break_evens(moved, at.options, ranges)
    found = recommend(at, poles, too_close=scenario.too_close, rule=scenario.tie_break)
    today = run.today or scenario.file.as_of
    return Assessment(
        seed=run.seed,
        samples=run.samples,
        scenario=ScenarioName(id=scenario.id, title=scenario.file.title, as_of=scenario.file.as_of),
        profile=_profile(scenario),
        weights=named(at.criteria, at.weights),
        probabilities=named(at.futures, at.probabilities),
        chances=named(at.futures[: len(at.chances)], at.chances),
        options=tuple(ranked),
        recommendation=found,
        rules=chosen_by_rule(at, run.seed),
        screened=tuple(option.id for option in ranked if not option.below_floor),
        who_chooses=None if views is None else who_chooses(views, stated),
        leave_one_out=leave_one_out(at),
        today=today,
        windows=windows(scenario, today),
        deadlines_passed=passed(scenario, today),
        warnings=tuple(warnings),
        break_evens=changes,
        never=never(moved),
        series=series(moved, at.options) if run.everything else None,
        winners_map=winners_map(at, changes) if run.everything else None,
        discovery=discovery(scenario, at, stated, found, seed=run.seed) if run.everything else None,
        trade_off=trade_off(at),
        dilemma_index=dilemma_index(poles),
        information=Information(evpi_futures=evpi_of_futures(at)),
        evidence=evidence(scenario),
    )


def _profile(scenario: Scenario) -> ProfileName | None:
    seen = scenario.profile
    return None if seen is None else ProfileName(id=seen.id, title=seen.file.title)
