"""Signposts and key assumptions: what each would do to the choice, and what an answer is worth."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import inf, log
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dilemma.analysis.core.decision import best_indices, decide, tied_options
from dilemma.analysis.core.decision_rules import evpi_of_futures
from dilemma.analysis.core.recommendation import loses_lead, margin
from dilemma.analysis.core.scores import floats_by_name
from dilemma.analysis.results.monitoring import (
    AssumptionPair,
    AssumptionResult,
    Observed,
    ScenarioStatus,
    Seen,
    Trigger,
    WatchedSignpost,
)
from dilemma.analysis.sensitivity.break_evens import lead_changes, probability_lines
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import ScoreArray
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.sensitivity.break_evens import LeadChange, ValueLine
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Assumption, Signpost


class ScenarioVariants(Protocol):
    """A source of variants of one scenario; the edits themselves are no business of the analysis."""

    @property
    def observations(self) -> Mapping[str, bool]:
        """The signposts looked for so far, and whether each was observed."""

    @property
    def dates(self) -> Mapping[str, str]:
        """When each was observed, where a file says so."""

    @property
    def withdrawn(self) -> Mapping[str, str]:
        """When what was observed was taken back, where a file says so."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """The assumptions marked as wrong."""

    def before(self) -> Scenario:
        """Return the scenario without anything that was observed."""

    def answered(self, signpost: str, *, seen: bool) -> Scenario | None:
        """Return the scenario with one signpost more; None where no future allows this answer."""

    def likelihood(self, signpost: str) -> Mapping[str, float]:
        """Return the probability of seeing one under each future, given what was observed; maybe empty."""

    def if_wrong(self, *assumptions: str) -> Scenario:
        """Return the scenario with more assumptions marked as wrong."""


def scenario_status(scenario: Scenario, scores: ScoreArray) -> ScenarioStatus:
    """Return the status of a variant of a scenario; `scores` is the score array all its variants share."""
    return decision_status(scenario, decide(scenario, scores))


def decision_status(scenario: Scenario, decision: Decision) -> ScenarioStatus:
    """Return the status of a scenario that is decided already."""
    leaders = best_indices(decision.value)
    return ScenarioStatus(
        probabilities=floats_by_name(decision.futures, decision.probabilities),
        share=None if scenario.file.coalition is None else scenario.acting_share,
        option=decision.options[leaders[0]],
        ties=tied_options(decision.options, leaders),
        margin=margin(decision.value),
    )


def observation_effect(
    variants: ScenarioVariants, after: ScenarioStatus, scores: ScoreArray
) -> Observed | None:
    """Return the signposts looked for, with the status before and after; None where there are none."""
    if not variants.observations:
        return None
    return Observed(
        signposts=observed_signposts(variants), before=scenario_status(variants.before(), scores), after=after
    )


def observed_signposts(variants: ScenarioVariants) -> tuple[Seen, ...]:
    """Return the signposts that were looked for, and when each was observed, where a file says so."""
    return tuple(
        Seen(id=key, seen=happened, date=variants.dates.get(key), withdrawn=variants.withdrawn.get(key))
        for key, happened in variants.observations.items()
    )


def triggers(decision: Decision) -> tuple[Trigger, ...]:
    """Return the likelihood ratios, for each future against the rest, beyond which another option leads.

    Odds after evidence are odds before times its likelihood ratio (Good 1950), so the ratio that tips the
    choice is the odds at the nearest break-even over the odds now. The rest keep their proportion. A future
    that is out of the question, or all but so, has none: no evidence revives it.
    """
    return tuple(
        Trigger(
            future=line.of,
            ratio=_odds(change.at) / _odds(line.now),
            winner=decision.options[change.leaders[0]],
            ties=tied_options(decision.options, change.leaders),
        )
        for line in probability_lines(decision)
        if TIE < line.now < 1 - TIE
        for change in _nearest_changes(line)
        if 0 < change.at < 1
    )


def _nearest_changes(line: ValueLine) -> list[LeadChange]:
    """Return the nearest changes of leader below and above where a line stands now; a tie now is none."""
    candidates = [change for change in lead_changes(line) if abs(change.at - line.now) > TIE]
    below, above = (
        [change for change in candidates if (change.at > line.now) is is_above] for is_above in (False, True)
    )
    return [*below[-1:], *above[:1]]


def _evidence_weight(ratio: float) -> float:
    """Return the weight of evidence of a likelihood ratio: its logarithm, infinite at 0 and at infinity."""
    return log(ratio) if 0 < ratio < inf else (inf if ratio else -inf)


def _odds(probability: float) -> float:
    return probability / (1.0 - probability)


def signpost_results(
    scenario: Scenario,
    variants: ScenarioVariants,
    decision: Decision,
    scores: ScoreArray,
    known_triggers: Sequence[Trigger],
) -> tuple[WatchedSignpost, ...]:
    """Return every signpost not yet looked for, the one worth most first.

    Of those worth the same, the one nearest to tipping the choice comes first.

    Args:
        scenario: with its signposts.
        variants: makes it again with one signpost more.
        decision: the scenario decided.
        scores: its score array, which all variants share.
        known_triggers: the likelihood ratios that tip the choice.
    """
    status = decision_status(scenario, decision)
    analyses = [
        _SignpostAnalysis(key, signpost, variants, decision, scores)
        for key, signpost in scenario.file.signposts.items()
        if key not in variants.observations
    ]
    results = [analysis.result(status, known_triggers) for analysis in analyses]
    nearness = {analysis.key: analysis.nearness(known_triggers) for analysis in analyses}
    return tuple(
        sorted(results, key=lambda result: (-rounded(result.worth or 0.0), -rounded(nearness[result.id])))
    )


class _SignpostAnalysis:
    """One signpost, and the decision after either answer."""

    def __init__(
        self, key: str, signpost: Signpost, variants: ScenarioVariants, decision: Decision, scores: ScoreArray
    ) -> None:
        self.key, self.signpost, self.decision = key, signpost, decision
        self.is_informative = signpost.tells
        self.likelihood = variants.likelihood(key)
        if_seen, if_not_seen = (variants.answered(key, seen=answer) for answer in (True, False))
        self.seen = None if if_seen is None else _Answer(if_seen, scores)
        self.not_seen = None if if_not_seen is None else _Answer(if_not_seen, scores)

    @property
    def chance(self) -> float | None:
        """The probability that the signpost is observed: `Σ_f p[f]·P(seen | f)`; None without likelihoods.

        Under each future, what was observed of its group makes it likelier or less likely.
        """
        if not self.likelihood:
            return None
        likelihood = np.array([self.likelihood[future] for future in self.decision.futures])
        return float(likelihood @ self.decision.probabilities)

    def nearness(self, known_triggers: Sequence[Trigger]) -> float:
        """Return how near either answer comes to tipping the choice; at 1 it does."""
        return max((self._nearness(future, known_triggers) for future in self.open_futures), default=0.0)

    @property
    def open_futures(self) -> list[int]:
        """The indices of the futures an answer may tell about; none where it tells nothing."""
        return [
            future
            for future, probability in enumerate(self.decision.probabilities.tolist())
            if self.is_informative and 0 < probability < 1
        ]

    def _nearest_future(self, known_triggers: Sequence[Trigger]) -> int | None:
        """Return the index of the future through which it comes nearest to tipping the choice.

        Of equals, the one whose odds it moves most.
        """
        return max(
            self.open_futures,
            key=lambda future: (self._nearness(future, known_triggers), self._largest_move(future)),
            default=None,
        )

    def _nearness(self, future: int, known_triggers: Sequence[Trigger]) -> float:
        """Return the weight of evidence on a future, as a share of what tips the choice (logs; Good 1950)."""
        shares = [0.0]
        for answer in (self.seen, self.not_seen):
            needed = self._tipping_ratio(future, answer, known_triggers)
            if answer is not None and needed is not None:
                shares.append(
                    _evidence_weight(answer.ratio(future, self.decision)) / _evidence_weight(needed)
                )
        return max(shares)

    def _largest_move(self, future: int) -> float:
        """Return how far either answer moves the odds of a future, in logs."""
        answers = (answer for answer in (self.seen, self.not_seen) if answer is not None)
        return max(abs(_evidence_weight(answer.ratio(future, self.decision))) for answer in answers)

    def worth(self) -> float | None:
        """Return what is gained on average by choosing after the answer rather than now (EVSI), in points.

        `Σ_a P(a)·(max_o V[o | a] − V[leader | a])` over both answers a: what switching gains whenever the
        answer makes it pay. The answers average to what is believed now, so this is
        `Σ_a P(a)·max_o V[o | a] − max_o V[o]`, written so that roundoff cannot make it negative; knowing the
        future bounds it.

        References: Raiffa & Schlaifer 1961; Howard 1966.
        """
        chance = self.chance
        if not self.is_informative or chance is None:
            return None
        leader = best_indices(self.decision.value)[0]
        gain_if_seen, gain_if_not_seen = (
            answer.gain(leader) if answer else 0.0 for answer in (self.seen, self.not_seen)
        )
        return min(chance * gain_if_seen + (1.0 - chance) * gain_if_not_seen, evpi_of_futures(self.decision))

    def result(self, status: ScenarioStatus, known_triggers: Sequence[Trigger]) -> WatchedSignpost:
        """Return everything about the signpost."""
        if_seen = self.seen.status if self.seen else None
        if_not_seen = self.not_seen.status if self.not_seen else None
        future = self._nearest_future(known_triggers)
        return WatchedSignpost(
            id=self.key,
            event=self.signpost.event,
            kind=self.signpost.kind,
            by=self.signpost.by,
            chance=self.chance,
            chance_not_seen=None if self.chance is None else 1.0 - self.chance,
            if_seen=if_seen.option if if_seen else None,
            ties_if_seen=if_seen.ties if if_seen else None,
            margin_if_seen=if_seen.margin if if_seen else None,
            probabilities_if_seen=if_seen.probabilities if if_seen else None,
            share_if_seen=if_seen.share if if_seen and self.signpost.moves_share else None,
            if_not_seen=if_not_seen.option if if_not_seen else None,
            ties_if_not_seen=if_not_seen.ties if if_not_seen else None,
            margin_if_not_seen=if_not_seen.margin if if_not_seen else None,
            probabilities_if_not_seen=if_not_seen.probabilities if if_not_seen else None,
            changes_choice=any(
                answer is not None and loses_lead(status.option, answer) for answer in (if_seen, if_not_seen)
            ),
            ratios_if_seen=self._ratios(self.seen),
            ratios_if_not_seen=self._ratios(self.not_seen),
            future=None if future is None else self.decision.futures[future],
            tipping_ratio_if_seen=self._tipping_ratio(future, self.seen, known_triggers),
            tipping_ratio_if_not_seen=self._tipping_ratio(future, self.not_seen, known_triggers),
            worth=self.worth(),
        )

    def _ratios(self, answer: _Answer | None) -> dict[str, float] | None:
        """Return what an answer does to the odds of each open future; None where it tells nothing."""
        if answer is None or not self.open_futures:
            return None
        ratios = {
            self.decision.futures[future]: answer.ratio(future, self.decision) for future in self.open_futures
        }
        # A future the answer makes certain has odds without bound, which JSON cannot hold.
        return {future: ratio for future, ratio in ratios.items() if ratio < inf}

    def _tipping_ratio(
        self, future: int | None, answer: _Answer | None, known_triggers: Sequence[Trigger]
    ) -> float | None:
        """Return the ratio that would tip the choice, on the side to which the answer moves the odds."""
        if future is None or answer is None:
            return None
        weight = _evidence_weight(answer.ratio(future, self.decision))
        ratios = (
            trigger.ratio for trigger in known_triggers if trigger.future == self.decision.futures[future]
        )
        return next((ratio for ratio in ratios if _evidence_weight(ratio) * weight > 0), None)


class _Answer:
    """One answer to whether a signpost is observed, and the decision then."""

    def __init__(self, scenario: Scenario, scores: ScoreArray) -> None:
        self.decision = decide(scenario, scores)
        self.status = decision_status(scenario, self.decision)

    def ratio(self, future: int, decision: Decision) -> float:
        """Return what the answer multiplies the odds of a future by; infinite where it makes it certain."""
        posterior = float(self.decision.probabilities[future])
        return _odds(posterior) / _odds(float(decision.probabilities[future])) if posterior < 1 else inf

    def gain(self, leader: int) -> float:
        """Return what switching from the present leader to the best option then gains, in points."""
        return float(self.decision.value.max() - self.decision.value[leader])


def _assumption_results(
    scenario: Scenario, variants: ScenarioVariants, status: ScenarioStatus, scores: ScoreArray
) -> tuple[AssumptionResult, ...]:
    """Return the choice if each assumption is wrong, one at a time, in file order.

    Those already marked as wrong are left out: the scenario is what it is without them.

    Args:
        scenario: with its assumptions.
        variants: makes it again with an assumption marked as wrong.
        status: the choice as it is.
        scores: the score array that all variants share.

    Reference: Heuer & Pherson 2010, key assumptions check; what each would do is its author's judgement.
    """
    held = {
        key: assumption for key, assumption in scenario.file.assumptions.items() if key not in variants.wrong
    }
    return tuple(
        _assumption_result(variants, key, assumption, status, scores) for key, assumption in held.items()
    )


def _assumption_result(
    variants: ScenarioVariants, key: str, assumption: Assumption, status: ScenarioStatus, scores: ScoreArray
) -> AssumptionResult:
    """Return the choice if one assumption is wrong."""
    variant = variants.if_wrong(key)
    decision = decide(variant, scores)
    then = decision_status(variant, decision)
    return AssumptionResult(
        id=key,
        says=assumption.says,
        standing=assumption.standing,
        if_wrong=then.option,
        ties_if_wrong=then.ties,
        margin_if_wrong=then.margin,
        values_if_wrong=floats_by_name(decision.options, decision.value),
        changes_choice=loses_lead(status.option, then),
    )


def _assumption_pairs(
    results: tuple[AssumptionResult, ...],
    variants: ScenarioVariants,
    status: ScenarioStatus,
    scores: ScoreArray,
) -> tuple[AssumptionPair, ...]:
    """Return the pairs that change the choice when no single assumption does.

    The pair that makes the widest new lead comes first.
    """
    if any(result.changes_choice for result in results):
        return ()
    candidates = [
        _assumption_pair(variants, one.id, other.id, status, scores)
        for one, other in combinations(results, 2)
    ]
    return tuple(
        sorted((pair for pair in candidates if pair), key=lambda pair: -rounded(pair.margin_if_wrong))
    )


def _assumption_pair(
    variants: ScenarioVariants, one: str, other: str, status: ScenarioStatus, scores: ScoreArray
) -> AssumptionPair | None:
    """Return a pair that changes the choice if both are wrong; None for one that does not."""
    then = scenario_status(variants.if_wrong(one, other), scores)
    if not loses_lead(status.option, then):
        return None
    return AssumptionPair(
        assumptions=(one, other), if_wrong=then.option, ties_if_wrong=then.ties, margin_if_wrong=then.margin
    )


def add_monitoring(
    assessment: Assessment,
    scenario: Scenario,
    decision: Decision,
    scores: ScoreArray,
    variants: ScenarioVariants,
    *,
    everything: bool,
) -> Assessment:
    """Add the observed signposts; and where everything is asked for, what to watch and to doubt.

    Args:
        assessment: without its signposts and assumptions.
        scenario: the one assessed.
        decision: the same scenario decided.
        scores: its score array, which all variants share.
        variants: makes it again with other edits.
        everything: whether unobserved signposts and assumptions are wanted as well.
    """
    status = decision_status(scenario, decision)
    assessment = replace(
        assessment, observed=observation_effect(variants, status, scores), wrong=variants.wrong
    )
    if not everything:
        return assessment
    tipping_ratios = triggers(decision)
    results = _assumption_results(scenario, variants, status, scores)
    return replace(
        assessment,
        triggers=tipping_ratios,
        signposts=signpost_results(scenario, variants, decision, scores, tipping_ratios),
        assumptions=results,
        assumption_pairs=_assumption_pairs(results, variants, status, scores),
    )
