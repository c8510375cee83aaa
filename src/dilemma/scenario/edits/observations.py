"""Edit: observed signposts, also those looked for in vain, as evidence on the futures and the share."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from dilemma.errors import BadObservation, UnknownId
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.edits.value_points import move_share
from dilemma.scenario.schema.parts import DEFAULT_DEPENDENCE, LARGEST_DEPENDENCE
from dilemma.scenario.suggest import MOST_LISTED_IDS, suggest_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.scenario.model import Scenario

_PINNED_WHOLE = 1e-9  # probabilities set that sum to 1 but for roundoff leave nothing to other futures


def apply_observations(scenario: Scenario, observations: Mapping[str, bool]) -> Scenario:
    """Return the scenario after Bayes' rule over its futures with the stated likelihoods, in any order.

    A signpost that was seen counts with its likelihood `p`, one looked for in vain with `1 − p`. Those of one
    group count by their joint law (`pattern_likelihood`), for they repeat one another. Capacity signposts
    that were seen move the coalition share; backers and context move nothing.

    Args:
        scenario: with all other edits made.
        observations: by id of the signpost: true if the event happened, false if it was looked for and did
            not.

    Raises:
        UnknownId: there is no such signpost.
        BadObservation: no future is left that allows all of it.
    """
    known = scenario.file.signposts
    for key in observations:
        if key not in known:
            listed = suggest_word(key, known, most=MOST_LISTED_IDS) if known else "; it has none"
            raise UnknownId(f"`{scenario.id}` has no signpost `{key}`{listed}", kind="signpost", id=key)
    evidence = observation_likelihoods(scenario, observations)
    _refuse_contradiction(scenario, evidence, observations)
    by_dependence = _evidence_by_dependence(scenario, observations)
    moves = [
        known[key].moves_share or 0.0
        for key, happened in observations.items()
        if happened and known[key].moves_share
    ]
    return move_share(
        replace(
            scenario,
            # What is alike under every future says nothing.
            evidence=evidence if len(set(evidence.values())) > 1 else {},
            dependence={**dict.fromkeys(by_dependence, DEFAULT_DEPENDENCE), **scenario.dependence},
            evidence_by_dependence=by_dependence,
        ),
        moves,
    )


def observation_likelihoods(scenario: Scenario, observations: Mapping[str, bool]) -> dict[str, float]:
    """Return the probability of all observations under each future, by future."""
    evidence = {future.id: 1.0 for future in scenario.futures}
    for group, members in _observed_groups(scenario, observations):
        dependence = scenario.dependence.get(group, DEFAULT_DEPENDENCE) if group else 0.0
        for future in evidence:
            evidence[future] *= pattern_likelihood(
                [scenario.file.signposts[key].likelihood[future] for key in members],
                [observations[key] for key in members],
                dependence,
            )
    return evidence


def pattern_likelihood(likelihoods: Sequence[float], observed: Sequence[bool], dependence: float) -> float:
    """Return the probability of some answers of one group under one future.

    A mixture of two laws: with probability `1 − ρ` the signposts know nothing of one another, with
    probability ρ one cause drives them all and the likelier ones come first:

        P = (1 − ρ) · Π (l, or 1 − l if not seen) + ρ · max(0, min l of those seen − max l of those not seen)

    Either law keeps the stated likelihood of each signpost and adds up to 1 over all patterns, so the
    expected posterior is the prior, whatever was observed before.

    Args:
        likelihoods: the probability of each signpost under the future.
        observed: whether each was seen, or looked for in vain.
        dependence: ρ, from 0 to 1.

    References: Clemen & Winkler 1985; Schum 1994.
    """
    answers = list(zip(likelihoods, observed, strict=True))
    independent = prod(likelihood if seen else 1.0 - likelihood for likelihood, seen in answers)
    # One signpost has nothing to depend on, and keeps its likelihood to the last bit.
    if len(answers) == 1:
        return independent
    least_seen = min((likelihood for likelihood, seen in answers if seen), default=1.0)
    most_not_seen = max((likelihood for likelihood, seen in answers if not seen), default=0.0)
    return (1.0 - dependence) * independent + dependence * max(0.0, least_seen - most_not_seen)


def likelihood_after(scenario: Scenario, observations: Mapping[str, bool], signpost: str) -> dict[str, float]:
    """Return the probability of seeing a signpost under each future, given what was observed already.

    Where nothing else of its group was observed that is the stated likelihood. A future that the observations
    rule out keeps the stated likelihood too.
    """
    stated = scenario.file.signposts[signpost].likelihood
    if not scenario.file.signposts[signpost].tells:
        return dict(stated)
    before = observation_likelihoods(scenario, observations)
    after = observation_likelihoods(scenario, {**observations, signpost: True})
    return {
        future: after[future] / before[future] if before[future] > 0 else stated[future] for future in before
    }


def _observed_groups(
    scenario: Scenario, observations: Mapping[str, bool]
) -> list[tuple[str | None, list[str]]]:
    """Return the observed signposts that tell, each group together and each other one by itself."""
    groups: dict[str, tuple[str | None, list[str]]] = {}
    # In a fixed order, so that the product does not depend on the order of typing to the last bit.
    for key in sorted(observations):
        signpost = scenario.file.signposts[key]
        if signpost.tells:
            # A group may have the name of a signpost.
            name = f"group {signpost.group}" if signpost.group else key
            groups.setdefault(name, (signpost.group, []))[1].append(key)
    return list(groups.values())


def _evidence_by_dependence(
    scenario: Scenario, observations: Mapping[str, bool]
) -> dict[str, dict[float, Mapping[str, float]]]:
    """Return the evidence at the least and the largest dependence of each group that matters, by group."""
    return {
        group: {
            dependence: observation_likelihoods(
                replace(scenario, dependence={**scenario.dependence, group: dependence}), observations
            )
            for dependence in (0.0, LARGEST_DEPENDENCE)
        }
        for group, members in _observed_groups(scenario, observations)
        if group is not None and len(members) > 1
    }


def _refuse_contradiction(
    scenario: Scenario, evidence: Mapping[str, float], observations: Mapping[str, bool]
) -> None:
    """Refuse observations under which every future that is still possible has likelihood 0."""
    if any(evidence[future] > 0 for future in _possible_futures(scenario)):
        return
    events = " and ".join(
        f"`{key}` {'seen' if happened else 'not seen'}" for key, happened in observations.items()
    )
    agree = "this" if len(observations) == 1 else "this together"
    raise BadObservation(
        f"{events}: no future of `{scenario.id}` allows {agree}; one judgement must be wrong"
    )


def _possible_futures(scenario: Scenario) -> list[str]:
    """Return the futures that are not ruled out already, by a chance of 0 or 1 or by a what-if."""
    possible, left = [], 1.0
    for future in scenario.futures:
        chance = 1.0 if future.chance is None else future.chance.central
        if chance * left > 0:
            possible.append(future.id)
        # In a chain, a chance is of what the earlier futures leave.
        left *= 1.0 - chance if scenario.chances == "chain" else 1.0
    return _open_after_pins(scenario, possible)


def _open_after_pins(scenario: Scenario, possible: list[str]) -> list[str]:
    """Return the possible futures once some probabilities are set; the others share what is left."""
    pinned = [future for future, value in scenario.pinned.items() if value > 0]
    if not scenario.pinned or sum_in_order(scenario.pinned.values()) < 1 - _PINNED_WHOLE:
        free = [future.id for future in scenario.futures if future.id not in scenario.pinned]
        return [*pinned, *([key for key in free if key in possible] or free)]
    return pinned
