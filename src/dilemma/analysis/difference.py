"""The effect of every change between two versions of a scenario, made alone and left out alone."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dilemma.analysis.core.decision import best_indices, decide, pole_values, tied_options
from dilemma.analysis.core.recommendation import is_close, loses_lead, margin, recommend
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.rankings import criteria_below_floor
from dilemma.analysis.results.assessment import ProfileName, ScenarioName
from dilemma.analysis.results.difference import Difference, DifferenceStep, Lead, Side
from dilemma.analysis.uncertainty.acceptability import deciding_wins, estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import loss_settings, unknowns_of_scenario
from dilemma.records import dataclass
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.quantity import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Warned
    from dilemma.analysis.results.difference import DifferencePart
    from dilemma.scenario.model import Scenario


def find_lead(scenario: Scenario, decision: Decision, choice: str) -> Lead:
    """Return who leads a decision, and the lead of `choice` over the best other option.

    Args:
        scenario: with its rules and floors.
        decision: the same scenario decided.
        choice: the option that led in the old version; it may be gone.
    """
    leaders = best_indices(decision.value)
    gap = margin(decision.value)
    first = leaders[0]
    return Lead(
        option=decision.options[first],
        ties=tied_options(decision.options, leaders),
        margin=gap,
        lead=_over_others(decision, choice),
        too_close=is_close(gap, scenario.too_close),
        below_floor=criteria_below_floor(scenario, decision.criteria, decision.expected_scores[first]),
    )


def _over_others(decision: Decision, choice: str) -> float | None:
    """Return the lead of an option over the best other one, in points; None where it is gone."""
    if choice not in decision.options:
        return None
    index = decision.options.index(choice)
    return float(decision.value[index] - np.delete(decision.value, index).max())


def lead_gain(before: Lead, after: Lead) -> float | None:
    """Return the points added to the lead of the old choice between versions; None where it has none."""
    return None if before.lead is None or after.lead is None else after.lead - before.lead


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedVersion:
    """A version as edited for a profile, with the names it goes by."""

    source: str
    scenario: str
    view: Scenario


class _VersionChange(Protocol):
    """One change between two versions; making it is no business of the analysis."""

    @property
    def parts(self) -> tuple[DifferencePart, ...]:
        """The judgements that change."""

    @property
    def reason(self) -> str | None:
        """Why they change together."""

    def alone(self) -> Scenario | None:
        """Return the old version with this change alone; None where nothing is left to weigh."""

    def without(self) -> Scenario | None:
        """Return the new version without this change; None where nothing is left to weigh."""


def difference(
    old: ComparedVersion,
    new: ComparedVersion,
    changes: Iterable[_VersionChange],
    run: Run,
    *,
    unused: Sequence[DifferencePart] = (),
    reworded: Sequence[tuple[str, str]] = (),
    warnings: Sequence[Warned] = (),
) -> Difference:
    """Return what each change did to the choice and to its lead.

    The effect of a change is measured on the old version with this change alone, and on the new version
    without it; where effects add up, both are the same. No sample is drawn for them.

    Args:
        old: the version before.
        new: the version after.
        changes: those that lead from one to the other.
        run: seed and samples, for how robust the choice of either version is.
        unused: judgements that differ and are not used.
        reworded: texts that differ, as path and key.
        warnings: what a reader should know of either version.
    """
    pair = _VersionPair(old, new, run)
    steps = [pair.step(change) for change in changes]
    counts = {key: [other for _, other in reworded].count(key) for _, key in reworded}
    return Difference(
        seed=run.seed,
        samples=pair.samples,
        old=pair.old,
        new=pair.new,
        choice_moved=pair.moved,
        effect=lead_gain(pair.old.central, pair.new.central),
        sum_of_effects=_sum_effects([step.effect for step in steps]),
        changes=tuple(sorted(steps, key=_sort_key)),
        unused=tuple(unused),
        texts=counts,
        reworded=tuple(path for path, _ in reworded),
        warnings=tuple(warnings),
        settings=new.view.what_ifs or None,
    )


def _sort_key(step: DifferenceStep) -> tuple[bool, float]:
    """Sort those that alone move the choice first, then by size of effect; the rest keeps its order."""
    return not step.moves_choice, -inf if step.effect is None else -rounded(abs(step.effect))


def _sum_effects(effects: Sequence[float | None]) -> float | None:
    """Return the sum of the effects; None where one of them is None."""
    known = [effect for effect in effects if effect is not None]
    return sum_in_order(known) if len(known) == len(effects) else None


class _VersionPair:
    """Both versions assessed, against which their variants are held."""

    def __init__(self, old: ComparedVersion, new: ComparedVersion, run: Run) -> None:
        self._run = run
        before = decide(old.view)
        self._choice = before.options[best_indices(before.value)[0]]
        self.samples = 0
        self.old = self._side(old, before)
        self.new = self._side(new, decide(new.view))
        self.moved = loses_lead(self._choice, self.new.central)

    def step(self, change: _VersionChange) -> DifferenceStep:
        """Return what one change did, alone and on top of all others."""
        alone, without = self._lead(change.alone()), self._lead(change.without())
        return DifferenceStep(
            parts=change.parts,
            reason=change.reason,
            alone=alone,
            effect=None if alone is None else lead_gain(self.old.central, alone),
            moves_choice=alone is not None and loses_lead(self._choice, alone),
            without=without,
            effect_last=None if without is None else lead_gain(without, self.new.central),
            needed=self.moved and without is not None and not loses_lead(self._choice, without),
        )

    def _lead(self, view: Scenario | None) -> Lead | None:
        if view is None:
            return None
        return find_lead(view, decide(view), self._choice)

    def _side(self, version: ComparedVersion, decision: Decision) -> Side:
        """Assess one version by itself; only its robustness needs a sample."""
        view, run = version.view, self._run
        unknowns = unknowns_of_scenario(view)
        sampled = estimate_rank_acceptability(
            unknowns,
            samples=run.samples,
            seed=run.seed,
            precision=run.precision,
            levels=("ranges", "order"),
            settings=loss_settings(view, decision),
        )
        self.samples = max(self.samples, sampled.samples)
        first = decision.options[best_indices(decision.value)[0]]
        return Side(
            source=version.source,
            scenario=replace(ScenarioName.of(view), id=version.scenario),
            profile=ProfileName.of(view),
            recommendation=recommend(
                decision,
                pole_values(view, decision.expected_scores),
                deciding_wins(view, unknowns, sampled, decision, run),
                too_close=view.too_close,
                rule=view.tie_break,
                no_verdict=view.no_verdict,
            ),
            first_rank_share=sampled.level("ranges").first_rank_shares[first],
            values=floats_by_name(decision.options, decision.value),
            central=find_lead(view, decision, self._choice),
        )
