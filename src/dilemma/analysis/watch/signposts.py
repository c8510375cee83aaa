"""What to watch: what each signpost would do to the choice, what would tip it, what an answer is worth."""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.central.decision import best, decide, tied
from dilemma.analysis.central.information import evpi_of_futures
from dilemma.analysis.central.recommendation import moved
from dilemma.analysis.changes.crossings import changes, probability_lines
from dilemma.analysis.watch.variants import standing, standing_of
from dilemma.analysis.watch.watch_results import Observed, Seen, Trigger, WatchedSignpost
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Table
    from dilemma.analysis.changes.crossings import Change, Line
    from dilemma.analysis.watch.variants import Variants
    from dilemma.analysis.watch.watch_results import Standing
    from dilemma.scenario.files.parts import Signpost
    from dilemma.scenario.model import Scenario


def observed(variants: Variants, after: Standing, stated: Table) -> Observed | None:
    """What was seen, with the standing before and after; None where nothing was looked for."""
    if not variants.seen:
        return None
    return Observed(
        signposts=signposts_seen(variants), before=standing(variants.before(), stated), after=after
    )


def signposts_seen(variants: Variants) -> tuple[Seen, ...]:
    """The signposts that were looked for, and when each was seen, where somebody says so."""
    return tuple(
        Seen(id=key, seen=happened, date=variants.dates.get(key)) for key, happened in variants.seen.items()
    )


def triggers(decision: Decision) -> tuple[Trigger, ...]:
    """The likelihood ratios, for each future against the rest, beyond which another option leads.

    Odds after evidence are odds before times its likelihood ratio (Good 1950), so the ratio that tips the
    choice is the odds at the nearest break-even over the odds now. The rest keep their proportion. A future
    that is out of the question, or all but so, has none: no evidence revives it.
    """
    return tuple(
        Trigger(
            future=line.of,
            ratio=_odds(change.at) / _odds(line.now),
            winner=decision.options[change.leaders[0]],
            ties=tied(decision.options, change.leaders),
        )
        for line in probability_lines(decision)
        if TIE < line.now < 1 - TIE
        for change in _nearest(line)
        if 0 < change.at < 1
    )


def _nearest(line: Line) -> list[Change]:
    """The nearest change of leader below where a line stands now, and above; a tie now is none."""
    found = [each for each in changes(line) if abs(each.at - line.now) > TIE]
    below, above = ([each for each in found if (each.at > line.now) is side] for side in (False, True))
    return [*below[-1:], *above[:1]]


def _weight(ratio: float) -> float:
    """The weight of evidence of a likelihood ratio: its logarithm, without bound at 0 and at infinity."""
    return log(ratio) if 0 < ratio < inf else (inf if ratio else -inf)


def _odds(probability: float) -> float:
    return probability / (1.0 - probability)


def watched(
    scenario: Scenario, variants: Variants, decision: Decision, stated: Table, tips: Sequence[Trigger]
) -> tuple[WatchedSignpost, ...]:
    """Every signpost not yet looked for: the one worth most first, then the nearest to tipping the choice."""
    now = standing_of(scenario, decision)
    left = [
        _Question(key, signpost, variants, decision, stated)
        for key, signpost in scenario.file.signposts.items()
        if key not in variants.seen
    ]
    found = [question.result(now, tips) for question in left]
    nearness = {each.key: each.nearness(tips) for each in left}
    return tuple(sorted(found, key=lambda each: (-(each.worth or 0.0), -nearness[each.id])))


class _Question:
    """One signpost: what either answer would do."""

    def __init__(
        self, key: str, signpost: Signpost, variants: Variants, decision: Decision, stated: Table
    ) -> None:
        self.key, self.signpost, self.at = key, signpost, decision
        self.tells = signpost.tells
        seen, not_seen = (variants.answered(key, seen=seen) for seen in (True, False))
        self.seen = None if seen is None else _Answer(seen, stated)
        self.not_seen = None if not_seen is None else _Answer(not_seen, stated)

    @property
    def chance(self) -> float | None:
        """How likely the signpost is to be seen: `Σ_f p[f]·P(seen | f)`."""
        if not self.signpost.likelihood:
            return None
        likelihood = np.array([self.signpost.likelihood[future] for future in self.at.futures])
        return float(likelihood @ self.at.probabilities)

    def nearness(self, tips: Sequence[Trigger]) -> float:
        """How near either answer comes to tipping the choice; 1 is there."""
        return max((self._nearness(place, tips) for place in self.possible), default=0.0)

    @property
    def possible(self) -> list[int]:
        """The futures an answer may tell about; none where the signpost tells nothing."""
        return [place for place, p in enumerate(self.at.probabilities.tolist()) if self.tells and 0 < p < 1]

    def _future(self, tips: Sequence[Trigger]) -> int | None:
        """The future through which it comes nearest to tipping the choice; of equals, the most told."""
        return max(
            self.possible,
            key=lambda place: (self._nearness(place, tips), self._force(place)),
            default=None,
        )

    def _nearness(self, place: int, tips: Sequence[Trigger]) -> float:
        """The weight of evidence on one future, as a share of what tips the choice (logs; Good 1950)."""
        shares = [0.0]
        for answer in (self.seen, self.not_seen):
            needed = self._tipping(place, answer, tips)
            if answer is not None and needed is not None:
                shares.append(_weight(answer.ratio(place, self.at)) / _weight(needed))
        return max(shares)

    def _force(self, place: int) -> float:
        """How far either answer moves the odds of a future, in logs."""
        answers = (answer for answer in (self.seen, self.not_seen) if answer is not None)
        return max(abs(_weight(answer.ratio(place, self.at))) for answer in answers)

    def worth(self) -> float | None:
        """What is gained on average by choosing after the answer rather than now (EVSI), in points.

        `Σ_a P(a)·(max_o V[o | a] − V[leader | a])` over both answers a: what switching gains whenever the
        answer makes it pay. This is `Σ_a P(a)·max_o V[o | a] − max_o V[o]` wherever the answers average to
        what is believed now, which a discounted group spoils a little; so it is never negative, and it is
        held to what knowing the future is worth, which bounds it.

        References: Raiffa & Schlaifer 1961; Howard 1966.
        """
        chance = self.chance
        if not self.tells or chance is None:
            return None
        leader = best(self.at.value)[0]
        seen, not_seen = (answer.gain(leader) if answer else 0.0 for answer in (self.seen, self.not_seen))
        return min(chance * seen + (1.0 - chance) * not_seen, evpi_of_futures(self.at))

    def result(self, now: Standing, tips: Sequence[Trigger]) -> WatchedSignpost:
        """Everything about the signpost."""
        seen = self.seen.standing if self.seen else None
        not_seen = self.not_seen.standing if self.not_seen else None
        future = self._future(tips)
        return WatchedSignpost(
            id=self.key,
            event=self.signpost.event,
            kind=self.signpost.kind,
            by=self.signpost.by,
            chance=self.chance,
            chance_not_seen=None if self.chance is None else 1.0 - self.chance,
            if_seen=seen.option if seen else None,
            ties_if_seen=seen.ties if seen else None,
            margin_if_seen=seen.margin if seen else None,
            probabilities_if_seen=seen.probabilities if seen else None,
            share_if_seen=seen.share if seen and self.signpost.moves_share else None,
            if_not_seen=not_seen.option if not_seen else None,
            ties_if_not_seen=not_seen.ties if not_seen else None,
            margin_if_not_seen=not_seen.margin if not_seen else None,
            probabilities_if_not_seen=not_seen.probabilities if not_seen else None,
            changes_choice=any(then is not None and moved(now.option, then) for then in (seen, not_seen)),
            ratios_if_seen=self._ratios(self.seen),
            ratios_if_not_seen=self._ratios(self.not_seen),
            future=None if future is None else self.at.futures[future],
            tipping_ratio_if_seen=self._tipping(future, self.seen, tips),
            tipping_ratio_if_not_seen=self._tipping(future, self.not_seen, tips),
            worth=self.worth(),
        )

    def _ratios(self, answer: _Answer | None) -> dict[str, float] | None:
        """What an answer does to the odds of each future that is open; None where it tells nothing."""
        if answer is None or not self.possible:
            return None
        ratios = {self.at.futures[place]: answer.ratio(place, self.at) for place in self.possible}
        return {future: ratio for future, ratio in ratios.items() if ratio < inf}

    def _tipping(self, place: int | None, answer: _Answer | None, tips: Sequence[Trigger]) -> float | None:
        """The ratio that would tip the choice, on the side to which the answer moves the odds."""
        if place is None or answer is None:
            return None
        weight = _weight(answer.ratio(place, self.at))
        own = (tip.ratio for tip in tips if tip.future == self.at.futures[place])
        return next((ratio for ratio in own if _weight(ratio) * weight > 0), None)


class _Answer:
    """One answer to whether a signpost is seen, and the decision then."""

    def __init__(self, scenario: Scenario, stated: Table) -> None:
        self.at = decide(scenario, stated)
        self.standing = standing_of(scenario, self.at)

    def ratio(self, place: int, now: Decision) -> float:
        """What the answer multiplies the odds of a future by; without bound where it makes it certain."""
        then = float(self.at.probabilities[place])
        return _odds(then) / _odds(float(now.probabilities[place])) if then < 1 else inf

    def gain(self, leader: int) -> float:
        """What switching from the present leader to the best option then gains."""
        return float(self.at.value.max() - self.at.value[leader])
