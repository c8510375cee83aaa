"""The effect of every change between two versions of a scenario, each made alone and each left out alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Protocol

from dilemma.analysis.central.chances import sum_in_order
from dilemma.analysis.central.decision import best, decide
from dilemma.analysis.central.poles import pole_values
from dilemma.analysis.central.recommendation import is_firm, moved, recommend
from dilemma.analysis.difference.difference_results import Difference, Side, Step
from dilemma.analysis.difference.leads import gained, lead
from dilemma.analysis.difference.shared_rows import SharedRows
from dilemma.analysis.results import ProfileName, ScenarioName, named
from dilemma.analysis.stress.ladder import stress
from dilemma.analysis.stress.stated_unknowns import stated_unknowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.difference.difference_results import Lead, Part
    from dilemma.analysis.results import Warned
    from dilemma.analysis.run import Run
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A version as it is seen, with the names it goes by."""

    source: str
    scenario: str
    view: Scenario


class Made(Protocol):
    """One step between two versions; making it is no business of the analysis."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The judgements that change."""

    @property
    def reason(self) -> str | None:
        """Why they come together."""

    def alone(self) -> Scenario | None:
        """The old version with this alone, as it is seen; None where nothing is left to weigh."""

    def without(self) -> Scenario | None:
        """The new version without this, as it is seen; None likewise."""


def difference(
    old: Shown,
    new: Shown,
    made: Iterable[Made],
    run: Run,
    *,
    unused: Sequence[Part] = (),
    reworded: Sequence[tuple[str, str]] = (),
    warnings: Sequence[Warned] = (),
) -> Difference:
    """What each change did to the choice and to its lead.

    The effect of a change is measured on the old version with this change alone, and on the new version
    without it; where effects add up, both are the same. No sample is drawn for them.

    Args:
        old: the version before.
        new: the version after.
        made: the steps that lead from one to the other.
        run: seed and samples, for how firm either version is.
        unused: judgements that differ and are not used.
        reworded: texts that differ, as place and key.
        warnings: what a reader should know of either version.
    """
    work = _Work(old, new, run)
    steps = [work.step(each) for each in made]
    counts = {key: [each for _, each in reworded].count(key) for _, key in reworded}
    return Difference(
        seed=run.seed,
        samples=work.samples,
        old=work.old,
        new=work.new,
        choice_moved=work.moved,
        effect=gained(work.old.central, work.new.central),
        sum_of_effects=_sum([step.effect for step in steps]),
        changes=tuple(sorted(steps, key=_rank)),
        unused=tuple(unused),
        texts=counts,
        reworded=tuple(place for place, _ in reworded),
        warnings=tuple(warnings),
        settings=new.view.what_ifs or None,
    )


def _rank(step: Step) -> tuple[bool, float]:
    """Those that alone move the choice first, then by the size of the effect; the rest keeps its order."""
    return not step.moves_choice, -inf if step.effect is None else -abs(step.effect)


def _sum(effects: Sequence[float | None]) -> float | None:
    known = [effect for effect in effects if effect is not None]
    return sum_in_order(known) if len(known) == len(effects) else None


class _Work:
    """Both versions assessed, and what their variants share."""

    def __init__(self, old: Shown, new: Shown, run: Run) -> None:
        self._run = run
        self._rows = SharedRows()
        before = decide(old.view, self._rows.table(old.view))
        self._choice = before.options[best(before.value)[0]]
        self.samples = 0
        self.old = self._side(old, before)
        self.new = self._side(new, decide(new.view, self._rows.table(new.view)))
        self.moved = moved(self._choice, self.new.central)

    def step(self, made: Made) -> Step:
        """What one step did, alone and on top of all others."""
        alone, without = self._lead(made.alone()), self._lead(made.without())
        return Step(
            parts=made.parts,
            reason=made.reason,
            alone=alone,
            effect=None if alone is None else gained(self.old.central, alone),
            moves_choice=alone is not None and moved(self._choice, alone),
            without=without,
            effect_last=None if without is None else gained(without, self.new.central),
            needed=self.moved and without is not None and not moved(self._choice, without),
        )

    def _lead(self, view: Scenario | None) -> Lead | None:
        if view is None:
            return None
        return lead(view, decide(view, self._rows.table(view)), self._choice)

    def _side(self, shown: Shown, at: Decision) -> Side:
        """One version assessed by itself; only how firm it is needs a sample."""
        view, run = shown.view, self._run
        unknowns = stated_unknowns(view, self._rows.table(view))
        sampled = stress(
            unknowns, samples=run.samples, seed=run.seed, precision=run.precision, rungs=("ranges", "order")
        )
        self.samples = max(self.samples, sampled.samples)
        first = at.options[best(at.value)[0]]
        return Side(
            source=shown.source,
            scenario=replace(ScenarioName.of(view), id=shown.scenario),
            profile=ProfileName.of(view),
            recommendation=recommend(
                at,
                pole_values(view, at.expected_scores),
                firm=is_firm(first, sampled),
                too_close=view.too_close,
                rule=view.tie_break,
            ),
            first_rank_share=sampled.rung("ranges").first_rank_shares[first],
            values=named(at.options, at.value),
            central=lead(view, at, self._choice),
        )
