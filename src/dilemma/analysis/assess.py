"""The assessment of one scenario: every measure called once, on arrays and samples worked out once.

A break-even moves a chance that all options share. Regret sets an option beside what another would have
brought in the same future, as if the future came about either way; so do equal chances, Starr's shares, the
worth of knowing the future, and dominance, for an option worse in every future may still make the better
ones likelier. Measures that look at one option at a time stay: its value, its worst and best future, and
how often it is first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dilemma.analysis.core.decision import (
    conflict_of_poles,
    decide,
    descending_order,
    hard_floors,
    pole_values,
    values_at_modes,
)
from dilemma.analysis.core.decision_rules import RULES, evpi_of_futures
from dilemma.analysis.core.recommendation import recommend
from dilemma.analysis.core.scores import floats_by_name, score_array, score_shifts
from dilemma.analysis.rankings import (
    leave_one_out,
    leave_one_out_ties,
    option_results,
    profile_choices,
    trade_off,
)
from dilemma.analysis.results.assessment import (
    Assessment,
    Endogenous,
    Evidence,
    ExcludedOption,
    Information,
    ProfileName,
    ScenarioName,
    Window,
)
from dilemma.analysis.sensitivity.break_evens import break_evens, lines_without_change, sensitivity_lines
from dilemma.analysis.sensitivity.evidence_lines import evidence_lines
from dilemma.analysis.sensitivity.ranges import TypedSettings, input_ranges, score_ranges
from dilemma.analysis.sensitivity.rule_choices import rule_choices
from dilemma.analysis.uncertainty.acceptability import (
    PATTERNS,
    deciding_wins,
    estimate_rank_acceptability,
    variants_of_run,
    weights_alone,
)
from dilemma.analysis.uncertainty.from_scenario import loss_settings, unknowns_of_scenario
from dilemma.scenario.dates import last_day
from dilemma.scenario.model import ANALYST, RATINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.core.scores import Floats, ScoreArray
    from dilemma.analysis.monitoring import ScenarioVariants
    from dilemma.analysis.results.assessment import BreakEven, Warned
    from dilemma.analysis.results.sensitivity import LevelName, Rung, WeightsAlone
    from dilemma.analysis.sensitivity.break_evens import ValueLine
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Deadline


_LEVELS_OF_ROWS: tuple[LevelName, ...] = ("ranges", "order")  # those a verdict is reached on
_SHOWN_LEVEL = "ranges"  # the robustness level whose shares are shown with each option


class SharedResults:
    """Arrays, samples and results that several measures share."""

    break_evens: tuple[BreakEven, ...] | None = None
    never: tuple[str, ...] | None = None

    def __init__(self, scenario: Scenario, run: Run, whole: Scenario, *, rows_only: bool) -> None:
        self.scores = score_array(scenario)
        decision = self.decision = decide(scenario, self.scores)
        # The measures beyond the first screen need probabilities that all options share.
        self.extended = run.everything and self.decision.probabilities_by_option is None
        self.unknowns = unknowns_of_scenario(scenario, self.scores)
        self.stress = estimate_rank_acceptability(
            self.unknowns,
            samples=run.samples,
            seed=run.seed,
            precision=run.precision,
            settings=loss_settings(scenario, self.decision),
            # With a precision the error at every level decides how many samples there are.
            only=_LEVELS_OF_ROWS if rows_only and run.precision is None else None,
            variants=None if rows_only else variants_of_run(scenario, self.unknowns, run),
            informed=self.extended,
        )
        self.shown = self.stress.level(_SHOWN_LEVEL)
        self.poles = pole_values(scenario, self.decision.expected_scores)
        self.recommendation = recommend(
            self.decision,
            self.poles,
            deciding_wins(scenario, self.unknowns, self.stress, self.decision, run),
            too_close=scenario.too_close,
            rule=scenario.tie_break,
            no_verdict=scenario.no_verdict,
        )
        losses, modes = self.stress.losses, values_at_modes(scenario, self.scores)
        options = option_results(scenario, decision, self.poles, self.shown, losses, at_modes=modes)
        self.options = tuple(options[index] for index in descending_order(decision.value))
        self.today = run.today or scenario.file.as_of
        self.rows_only = rows_only
        self.lines: list[ValueLine] = []
        if not rows_only:
            self._find_break_evens(whole)

    def levels(self, seed: int) -> tuple[Rung | WeightsAlone, ...]:
        """Return the levels, with the row beside them."""
        if self.rows_only:
            return self.stress.ladder
        return (*self.stress.ladder, weights_alone(self.decision, self.unknowns, seed))

    @property
    def patterns(self) -> dict[str, Mapping[str, float]] | None:
        """The first-rank shares for each way in which errors may hang together; None for rows only."""
        if self.rows_only:
            return None
        shares = {"independent": self.shown.first_rank_shares}
        return shares | {pattern: self.stress.variants[pattern] for pattern in PATTERNS}

    def _find_break_evens(self, whole: Scenario) -> None:
        """Find who leads along every line, and where that changes.

        A number that moves may take an option below a hard floor, or bring one back.
        """
        scores, decision, floors = self.scores, self.decision, hard_floors(whole)
        if floors:
            scores = score_array(whole)
            decision = replace(decide(whole, scores), floors=floors)
        shifted = scores.shifted(score_shifts(whole))
        ranges = input_ranges(whole) | score_ranges(shifted, decision)
        self.lines = [*sensitivity_lines(whole, decision, scores), *evidence_lines(whole, decision)]
        self.line_options = decision.options
        self.break_evens = break_evens(self.lines, TypedSettings(whole, decision), ranges)
        self.never = lines_without_change(self.lines)


def _upcoming_windows(scenario: Scenario, today: str) -> tuple[Window, ...]:
    """Return the deadlines that cannot wait and fall between today and the end of the term."""
    term_ends = scenario.file.term_ends
    if term_ends is None:
        return ()
    first, last = last_day(today), last_day(term_ends)
    return _sort_by_date(
        (key, deadline)
        for key, deadline in scenario.file.deadlines.items()
        if deadline.cannot_wait and first <= last_day(deadline.date) < last
    )


def _passed_deadlines(scenario: Scenario, today: str) -> tuple[Window, ...]:
    """Return the deadlines that are over today, whether or not they could wait."""
    return _sort_by_date(
        (key, deadline)
        for key, deadline in scenario.file.deadlines.items()
        if last_day(deadline.date) < last_day(today)
    )


def _sort_by_date(deadlines: Iterable[tuple[str, Deadline]]) -> tuple[Window, ...]:
    """Return deadlines as results, the earliest first."""
    entries = (Window(id=key, date=deadline.date, event=deadline.event) for key, deadline in deadlines)
    return tuple(sorted(entries, key=lambda window: (last_day(window.date), window.id)))


def _excluded_options(scenario: Scenario) -> tuple[ExcludedOption, ...]:
    """Return the options that hard floors exclude, with their scores."""
    return tuple(
        ExcludedOption(option=row.option, criterion=row.criterion, score=row.value, floor=row.floor)
        for row in scenario.excluded
    )


def _evidence_basis(scenario: Scenario) -> Evidence:
    """Return how many scores cite facts, analyst judgement or nothing, and how the analyst rates them."""
    judgements = [judgement for row in scenario.rows.values() for judgement in row]
    by_analyst = [
        judgement for judgement in judgements if ANALYST in judgement.sources or not judgement.sources
    ]
    by_analyst_alone = [judgement for judgement in by_analyst if set(judgement.sources) <= {ANALYST}]
    # Held from memory, a fact carries no figure and no grade, and supports a score no better than its author.
    facts = {
        key for key, source in scenario.sources.items() if source.kind == "fact" and source.basis != "memory"
    }
    citing_facts = [judgement for judgement in judgements if facts.intersection(judgement.sources)]
    ratings = dict.fromkeys(RATINGS, 0)
    for judgement in judgements:
        if judgement.confidence:
            ratings[judgement.confidence] += 1
    return Evidence(
        cells=len(judgements),
        analyst_judgement_share=len(by_analyst) / len(judgements),
        analyst_judgement_alone_share=len(by_analyst_alone) / len(judgements),
        fact_share=len(citing_facts) / len(judgements),
        stated_confidence=ratings,
        placeholders=len(scenario.placeholders),
        judgements=len(scenario.rows),
    )


def assess(
    scenario: Scenario,
    run: Run,
    *,
    whole: Scenario | None = None,
    views: Iterable[Scenario] | None = None,
    variants: ScenarioVariants | None = None,
    warnings: Sequence[Warned] = (),
    rows_only: bool = False,
) -> Assessment:
    """Work out everything about a scenario, with all its edits made.

    Args:
        scenario: what to assess, without the options that hard floors exclude.
        whole: the same with them, for a number that moves may bring one back; None where none is excluded.
        run: seed, samples, and how much to work out.
        views: the same scenario as each profile sees it, for what each would choose; None if nobody asks.
        variants: makes it again with more observed or less assumed; None if nobody asks what to watch.
        warnings: what a reader should know of the file, passed on.
        rows_only: whether only the figures of a row of a table are wanted: no break-evens, no level but those
            a verdict is reached on.
    """
    shared = SharedResults(scenario, run, whole or scenario, rows_only=rows_only)
    assessment = _first_screen(scenario, run, shared, views, warnings)
    assessment = replace(
        assessment,
        first_rank_share_patterns=shared.patterns,
        weight_spread=scenario.weight_spread if scenario.spreads_weights else None,
    )
    if shared.extended:
        from dilemma.analysis.full_assessment import add_extended_results  # noqa: PLC0415  not on a first screen

        assessment = add_extended_results(assessment, scenario, run, shared)
    if run.everything:
        from dilemma.analysis.full_assessment import add_uncommon_figures  # noqa: PLC0415  nor these

        assessment = add_uncommon_figures(assessment, scenario, shared)
    if variants is not None and (run.everything or variants.observations or variants.wrong):
        from dilemma.analysis.monitoring import add_monitoring  # noqa: PLC0415  seldom needed by a first screen

        assessment = add_monitoring(
            assessment, scenario, shared.decision, shared.scores, variants, everything=run.everything
        )
    return _add_endogenous_results(assessment, scenario, shared.decision, shared.scores)


def _first_screen(
    scenario: Scenario,
    run: Run,
    shared: SharedResults,
    views: Iterable[Scenario] | None,
    warnings: Sequence[Warned],
) -> Assessment:
    """Return what the first screen shows: all that the scenario itself answers, without its variants."""
    decision, conflict = shared.decision, conflict_of_poles(scenario, shared.decision)
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
        rules=rule_choices(decision, None if shared.rows_only else run.seed),
        ladder=shared.levels(run.seed),
        pairwise_wins=shared.shown.pairwise_wins,
        excluded=_excluded_options(scenario),
        screened=tuple(option.id for option in shared.options if not option.below_floor),
        who_chooses=None if views is None else profile_choices(views, shared.scores),
        leave_one_out=leave_one_out(decision),
        leave_one_out_ties=leave_one_out_ties(decision),
        today=shared.today,
        windows=_upcoming_windows(scenario, shared.today),
        deadlines_passed=_passed_deadlines(scenario, shared.today),
        warnings=tuple(warnings),
        break_evens=shared.break_evens,
        never=shared.never,
        trade_off=trade_off(decision),
        dilemma_index=conflict.index if conflict else None,
        dilemma_options=conflict.options if conflict else None,
        information=Information(evpi_futures=evpi_of_futures(decision)),
        evidence=_evidence_basis(scenario),
        settings=scenario.what_ifs or None,
    )


# What is not given where choosing an option moves the chances, for it needs chances that all options share.
_WITHHELD_PARTS = (
    "break_evens",
    "never",
    "series",
    "winners_map",
    "discovery",
    "information",
    "triggers",
    "signposts",
)
_WITHHELD_RULES = (*(rule.id for rule in RULES if rule.needs_common_chances), "starr_shares")
_WITHHELD_OF_OPTIONS = ("max_regret", "chief_risk", "expected_regret", "dominated_by")
_WITHHELD = (
    *_WITHHELD_PARTS,
    *(f"rules.{rule}" for rule in _WITHHELD_RULES),
    *(f"options.{figure}" for figure in _WITHHELD_OF_OPTIONS),
)


def _add_endogenous_results(
    assessment: Assessment, scenario: Scenario, decision: Decision, scores: ScoreArray
) -> Assessment:
    """Add the probabilities under each option, and drop figures that need common ones; nothing without."""
    if decision.probabilities_by_option is None:
        return assessment
    parts: dict[str, Any] = dict.fromkeys(_WITHHELD_PARTS) | {"information": Information()}
    rules: dict[str, Any] = dict.fromkeys(_WITHHELD_RULES)
    figures: dict[str, Any] = dict.fromkeys(_WITHHELD_OF_OPTIONS)
    return replace(
        assessment,
        **parts,
        rules=replace(assessment.rules, **rules),
        options=tuple(replace(option, **figures) for option in assessment.options),
        endogenous=_endogenous_result(scenario, decision, decision.probabilities_by_option, scores),
    )


def _endogenous_result(
    scenario: Scenario, decision: Decision, probabilities: Floats, scores: ScoreArray
) -> Endogenous:
    from dilemma.analysis.monitoring import scenario_status  # noqa: PLC0415  few scenarios move their chances

    unmoved = replace(scenario, moves={})
    return Endogenous(
        probabilities={
            option: floats_by_name(decision.futures, row)
            for option, row in zip(decision.options, probabilities, strict=True)
        },
        without=scenario_status(unmoved, scores),
        withheld=_WITHHELD,
    )
