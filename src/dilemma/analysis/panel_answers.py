"""Questionnaires of a panel: the judgements most disputed, and what members changed between two rounds.

A dispute counts by what hangs on it: how far the lead of the group's choice moves when all take the lowest of
the numbers given, and when all take the highest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.decision import best_indices, build_decision, decide, descending_order
from dilemma.analysis.panel_compromise import mean_array, mean_member
from dilemma.analysis.results.panel import Dispute, DisputedAnswer, RoundChange
from dilemma.records import dataclass
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.analysis.core.scores import Floats
    from dilemma.scenario.model import Scenario

# The views of all members once a judgement, by path, has one number for all of them.
ViewsAt = Callable[[str, float], Sequence["Scenario"]]
_POINTS = 100.0  # weights are moved in points of this total


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementAnswers:
    """What the people of a panel answered on one judgement.

    Attributes:
        path: of the judgement.
        file: what the file has.
        answers: one a person.
    """

    path: str
    file: float | None
    answers: tuple[DisputedAnswer, ...]


def find_disputes(
    views: Sequence[Scenario], asked: Sequence[JudgementAnswers], views_at: ViewsAt
) -> tuple[Dispute, ...]:
    """Return the judgements with different answers, those on which the group's lead hangs most first.

    Args:
        views: the scenario as each member sees it.
        asked: the answers on each judgement; weights, under `weights.CRITERION`, are shares of all weight.
        views_at: makes the views again with one number for all on one judgement that is no weight.
    """
    group = mean_member([decide(view) for view in views])
    first, second = descending_order(group.value)[:2]
    disputes = []
    for judgement in asked:
        numbers = [answer.value for answer in judgement.answers]
        low, high = min(numbers, default=0.0), max(numbers, default=0.0)
        if high - low <= TIE:
            continue
        at_low, at_high = (_group_at(group, judgement.path, number, views_at) for number in (low, high))
        leads = [at.value[first] - at.value[second] for at in (at_low, at_high)]
        disputes.append(
            Dispute(
                of=judgement.path,
                low=low,
                high=high,
                file=judgement.file,
                moves=abs(float(leads[1] - leads[0])),
                if_low=_leader(at_low),
                if_high=_leader(at_high),
                answers=judgement.answers,
            )
        )
    return tuple(sorted(disputes, key=lambda dispute: -rounded(dispute.moves)))


def _group_at(group: Decision, path: str, number: float, views_at: ViewsAt) -> Decision:
    """Return the decision of the mean member once all have one number for a judgement."""
    kind, name, *rest = path.split(".")
    weights, probabilities = group.weights, group.probabilities
    if kind == "weights":
        weights = _with_share(weights, group.criteria.index(name), number)
    elif rest == ["probability"]:
        # Set for each member, it could leave too little for the probabilities that the member gave others.
        probabilities = _with_share(probabilities, group.futures.index(name), number)
    else:
        return mean_member([decide(view) for view in views_at(path, number)])
    return build_decision(
        options=group.options,
        criteria=group.criteria,
        futures=group.futures,
        scores=group.scores,
        weights=weights,
        probabilities=probabilities,
    )


def _with_share(parts: Floats, index: int, share: float) -> Floats:
    """Return parts of 1 with one of them at a share of all, the others in proportion."""
    rest = 1.0 - float(parts[index])
    moved = parts * ((1.0 - share) / rest) if rest > TIE else parts * 0.0
    moved[index] = share
    return np.asarray(moved)


def _leader(decision: Decision) -> str:
    return decision.options[best_indices(decision.value)[0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoRounds:
    """One person in two rounds: the profile, the rounds, the views, and how many judgements changed."""

    profile: str
    rounds: tuple[int, int]
    before: Scenario
    after: Scenario
    judgements: int


def round_changes(people: Sequence[TwoRounds]) -> tuple[RoundChange, ...]:
    """Return what each person changed, and whether that brought the weights nearer to the mean of the round.

    Distances are the sum of absolute differences of weights, in points of 100; the mean is over the people
    who answered both rounds.
    """
    before = [decide(person.before) for person in people]
    after = [decide(person.after) for person in people]
    means = [
        mean_array([decision.weights for decision in decisions]) for decisions in (before, after) if decisions
    ]
    return tuple(
        RoundChange(
            profile=person.profile,
            rounds=person.rounds,
            before=_leader(old),
            after=_leader(new),
            points=_POINTS * float(np.abs(new.weights - old.weights).sum()),
            judgements=person.judgements,
            distance_before=_POINTS * float(np.abs(old.weights - means[0]).sum()),
            distance_after=_POINTS * float(np.abs(new.weights - means[1]).sum()),
        )
        for person, old, new in zip(people, before, after, strict=True)
    )


def count_changes(before: Mapping[str, object], after: Mapping[str, object]) -> int:
    """Return on how many judgements, by path, two rounds differ; one that is absent is the file's."""
    return sum(before.get(path) != after.get(path) for path in {**before, **after})
