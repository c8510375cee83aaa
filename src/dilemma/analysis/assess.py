"""The assessment of one scenario: every measure called once, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.central.choices import who_chooses
from dilemma.analysis.central.decision import decide, order
from dilemma.analysis.central.evidence import evidence
from dilemma.analysis.central.information import evpi_of_futures
from dilemma.analysis.central.leave_one_out import leave_one_out
from dilemma.analysis.central.option_results import option_results, trade_off
from dilemma.analysis.central.poles import dilemma_index, pole_values
from dilemma.analysis.central.recommendation import is_firm, recommend
from dilemma.analysis.central.table import edited, shifts, table
from dilemma.analysis.central.windows import passed, windows
from dilemma.analysis.changes.break_evens import break_evens, lines, never, series
from dilemma.analysis.changes.conditions import discovery
from dilemma.analysis.changes.stated_ranges import score_ranges, stated_ranges
from dilemma.analysis.changes.winners_map import winners_map
from dilemma.analysis.futures.chosen_by_rule import chosen_by_rule
from dilemma.analysis.results import Assessment, Information, ProfileName, ScenarioName, named
from dilemma.analysis.stress.information import information
from dilemma.analysis.stress.ladder import stress
from dilemma.analysis.stress.stated_unknowns import stated_unknowns
from dilemma.analysis.watch.watching import watching

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results import Warned
    from dilemma.analysis.run import Run
    from dilemma.analysis.watch.variants import Variants
    from dilemma.scenario.model import Scenario

SHOWN = "ranges"  # the rung whose shares are shown with each option


def assess(
    scenario: Scenario,
    run: Run,
    *,
    views: Iterable[Scenario] | None = None,
    variants: Variants | None = None,
    warnings: Sequence[Warned] = (),
) -> Assessment:
    """Works out everything about a scenario, with all its edits made.

    Args:
        scenario: what to assess.
        run: seed, samples, and how much to work out.
        views: the same scenario as each profile sees it, for who would choose what; None if nobody asks.
        variants: makes it again with more seen or less assumed; None if nobody asks what to watch.
        warnings: what a reader should know of the file, passed on.
    """
    work = _Work(scenario, run)
    watch = watching(scenario, work.at, work.stated, variants, everything=run.everything)
    return replace(
        _weighed(scenario, run, work, views, warnings),
        observed=watch.observed,
        triggers=watch.triggers,
        signposts=watch.signposts,
        wrong=watch.wrong,
        assumptions=watch.assumptions,
        assumption_pairs=watch.assumption_pairs,
    )


def _weighed(
    scenario: Scenario,
    run: Run,
    work: _Work,
    views: Iterable[Scenario] | None,
    warnings: Sequence[Warned],
) -> Assessment:
    """Everything that the scenario itself answers, without its variants."""
    at = work.at
    return Assessment(
        seed=run.seed,
        samples=work.stress.samples,
        precise=work.stress.precise,
        scenario=ScenarioName(id=scenario.id, title=scenario.file.title, as_of=scenario.file.as_of),
        profile=_profile(scenario),
        weights=named(at.criteria, at.weights),
        probabilities=named(at.futures, at.probabilities),
        chances=named(at.futures[: len(at.chances)], at.chances),
        options=work.options,
        recommendation=work.found,
        rules=chosen_by_rule(at, run.seed),
        ladder=work.stress.ladder,
        pairwise_wins=work.stress.rung(SHOWN).pairwise_wins,
        screened=tuple(option.id for option in work.options if not option.below_floor),
        who_chooses=None if views is None else who_chooses(views, work.stated),
        leave_one_out=leave_one_out(at),
        today=work.today,
        windows=windows(scenario, work.today),
        deadlines_passed=passed(scenario, work.today),
        warnings=tuple(warnings),
        break_evens=work.changes,
        never=never(work.moved),
        series=series(work.moved, at.options) if run.everything else None,
        winners_map=winners_map(at, work.changes) if run.everything else None,
        discovery=discovery(scenario, at, work.stated, work.found, seed=run.seed) if run.everything else None,
        trade_off=trade_off(at),
        dilemma_index=dilemma_index(work.poles),
        information=_information(work, run),
        evidence=evidence(scenario),
    )


class _Work:
    """What several measures share, worked out once."""

    def __init__(self, scenario: Scenario, run: Run) -> None:
        self.stated = table(scenario)
        self.at = decide(scenario, self.stated)
        self.unknowns = stated_unknowns(scenario, self.stated)
        self.stress = stress(self.unknowns, samples=run.samples, seed=run.seed, precision=run.precision)
        self.poles = pole_values(scenario, self.at.expected_scores)
        leader = self.at.options[order(self.at.value)[0]]
        self.found = recommend(
            self.at,
            self.poles,
            firm=is_firm(leader, self.stress),
            too_close=scenario.too_close,
            rule=scenario.tie_break,
        )
        options = option_results(scenario, self.at, self.poles, self.stress.rung(SHOWN))
        self.options = tuple(options[place] for place in order(self.at.value))
        ranges = stated_ranges(scenario) | score_ranges(edited(self.stated, shifts(scenario)), self.at)
        self.moved = lines(scenario, self.at, self.stated)
        self.changes = break_evens(self.moved, self.at.options, ranges)
        self.today = run.today or scenario.file.as_of


def _profile(scenario: Scenario) -> ProfileName | None:
    seen = scenario.profile
    return None if seen is None else ProfileName(id=seen.id, title=seen.file.title)


def _information(work: _Work, run: Run) -> Information:
    """The worth of knowing the future always; of knowing the judgements when everything is asked for."""
    futures = evpi_of_futures(work.at)
    if not run.everything:
        return Information(evpi_futures=futures)
    found = information(work.unknowns, samples=run.samples, seed=run.seed)
    return Information(
        evpi_futures=futures,
        evpi_judgements=found.evpi_judgements,
        evpi_judgements_se=found.evpi_judgements_se,
        evpi_total=found.evpi_total,
        evpi_total_se=found.evpi_total_se,
        evppi=found.evppi,
    )
