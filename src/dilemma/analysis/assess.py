"""The assessment of one scenario: every measure called once, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.choices import who_chooses
from dilemma.analysis.central.evidence import evidence
from dilemma.analysis.central.information import evpi_of_futures
from dilemma.analysis.central.leave_one_out import leave_one_out
from dilemma.analysis.central.option_results import trade_off
from dilemma.analysis.central.poles import dilemma_index
from dilemma.analysis.central.windows import passed, windows
from dilemma.analysis.changes.break_evens import never
from dilemma.analysis.futures.chosen_by_rule import chosen_by_rule
from dilemma.analysis.results import Assessment, Information, ProfileName, ScenarioName, named
from dilemma.analysis.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results import Warned
    from dilemma.analysis.run import Run
    from dilemma.analysis.watch.variants import Variants
    from dilemma.scenario.model import Scenario


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
    work = Work(scenario, run)
    found = _weighed(scenario, run, work, views, warnings)
    if work.everything:
        from dilemma.analysis.everything import with_everything  # noqa: PLC0415  no first screen needs it

        found = with_everything(found, scenario, run, work)
    if variants is not None and (run.everything or variants.seen or variants.wrong):
        from dilemma.analysis.watch.watching import with_watching  # noqa: PLC0415  likewise, as a rule

        found = with_watching(found, scenario, work.at, work.stated, variants, everything=run.everything)
    if work.at.own is not None:
        from dilemma.analysis.endogenous import with_own_chances  # noqa: PLC0415  likewise

        found = with_own_chances(found, scenario, work.at, work.stated)
    return found


def _weighed(
    scenario: Scenario,
    run: Run,
    work: Work,
    views: Iterable[Scenario] | None,
    warnings: Sequence[Warned],
) -> Assessment:
    """What the first screen shows: all that the scenario itself answers, without its variants."""
    at = work.at
    return Assessment(
        seed=run.seed,
        samples=work.stress.samples,
        precise=work.stress.precise,
        scenario=ScenarioName.of(scenario),
        profile=ProfileName.of(scenario),
        weights=named(at.criteria, at.weights),
        probabilities=named(at.futures, at.probabilities),
        chances=named(at.futures[: len(at.chances)], at.chances),
        options=work.options,
        recommendation=work.recommendation,
        rules=chosen_by_rule(at, run.seed),
        ladder=work.stress.ladder,
        pairwise_wins=work.shown.pairwise_wins,
        screened=tuple(option.id for option in work.options if not option.below_floor),
        who_chooses=None if views is None else who_chooses(views, work.stated),
        leave_one_out=leave_one_out(at),
        today=work.today,
        windows=windows(scenario, work.today),
        deadlines_passed=passed(scenario, work.today),
        warnings=tuple(warnings),
        break_evens=work.break_evens,
        never=never(work.lines),
        trade_off=trade_off(at),
        dilemma_index=dilemma_index(work.poles),
        information=Information(evpi_futures=evpi_of_futures(at)),
        evidence=evidence(scenario),
        settings=scenario.what_ifs or None,
    )
