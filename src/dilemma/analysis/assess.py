"""The assessment of one scenario: every measure called once, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.choices import profile_choices
from dilemma.analysis.central.evidence import _evidence_basis
from dilemma.analysis.central.information import evpi_of_futures
from dilemma.analysis.central.leave_one_out import leave_one_out
from dilemma.analysis.central.option_results import trade_off
from dilemma.analysis.central.poles import dilemma_index
from dilemma.analysis.central.windows import _passed_deadlines, _upcoming_windows
from dilemma.analysis.changes.break_evens import lines_without_change
from dilemma.analysis.futures.chosen_by_rule import rule_choices
from dilemma.analysis.results import Assessment, Information, ProfileName, ScenarioName, floats_by_name
from dilemma.analysis.work import SharedResults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results import Warned
    from dilemma.analysis.run import Run
    from dilemma.analysis.watch.variants import ScenarioVariants
    from dilemma.scenario.model import Scenario


def assess(
    scenario: Scenario,
    run: Run,
    *,
    views: Iterable[Scenario] | None = None,
    variants: ScenarioVariants | None = None,
    warnings: Sequence[Warned] = (),
) -> Assessment:
    """Work out everything about a scenario, with all its edits made.

    Args:
        scenario: what to assess.
        run: seed, samples, and how much to work out.
        views: the same scenario as each profile sees it, for what each would choose; None if nobody asks.
        variants: makes it again with more observed or less assumed; None if nobody asks what to watch.
        warnings: what a reader should know of the file, passed on.
    """
    shared = SharedResults(scenario, run)
    assessment = _first_screen(scenario, run, shared, views, warnings)
    if shared.extended:
        from dilemma.analysis.everything import add_extended_results  # noqa: PLC0415  not on a first screen

        assessment = add_extended_results(assessment, scenario, run, shared)
    if variants is not None and (run.everything or variants.seen or variants.wrong):
        from dilemma.analysis.watch.watching import add_monitoring  # noqa: PLC0415  seldom needed by a first screen

        assessment = add_monitoring(
            assessment, scenario, shared.decision, shared.scores, variants, everything=run.everything
        )
    if shared.decision.probabilities_by_option is not None:
        from dilemma.analysis.endogenous import _add_endogenous_results  # noqa: PLC0415  few scenarios need it

        assessment = _add_endogenous_results(assessment, scenario, shared.decision, shared.scores)
    return assessment


def _first_screen(
    scenario: Scenario,
    run: Run,
    shared: SharedResults,
    views: Iterable[Scenario] | None,
    warnings: Sequence[Warned],
) -> Assessment:
    """Return what the first screen shows: all that the scenario itself answers, without its variants."""
    decision = shared.decision
    return Assessment(
        seed=run.seed,
        samples=shared.stress.samples,
        precise=shared.stress.precise,
        scenario=ScenarioName.of(scenario),
        profile=ProfileName.of(scenario),
        weights=floats_by_name(decision.criteria, decision.weights),
        probabilities=floats_by_name(decision.futures, decision.probabilities),
        chances=floats_by_name(decision.futures[: len(decision.chances)], decision.chances),
        options=shared.options,
        recommendation=shared.recommendation,
        rules=rule_choices(decision, run.seed),
        ladder=shared.stress.ladder,
        pairwise_wins=shared.shown.pairwise_wins,
        screened=tuple(option.id for option in shared.options if not option.below_floor),
        who_chooses=None if views is None else profile_choices(views, shared.scores),
        leave_one_out=leave_one_out(decision),
        today=shared.today,
        windows=_upcoming_windows(scenario, shared.today),
        deadlines_passed=_passed_deadlines(scenario, shared.today),
        warnings=tuple(warnings),
        break_evens=shared.break_evens,
        never=lines_without_change(shared.lines),
        trade_off=trade_off(decision),
        dilemma_index=dilemma_index(shared.poles),
        information=Information(evpi_futures=evpi_of_futures(decision)),
        evidence=_evidence_basis(scenario),
        settings=scenario.what_ifs or None,
    )
