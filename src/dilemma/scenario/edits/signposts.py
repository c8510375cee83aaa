"""What was seen, and what was looked for and not seen: evidence on the futures and the share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.edits.refusal import BadObservation
from dilemma.scenario.edits.share import moved_share
from dilemma.scenario.suggest import IDS, remedy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.files.parts import Signpost
    from dilemma.scenario.model import Scenario

DISCOUNT = 0.7  # the power likelihoods are raised to when several signposts of one group are observed
PINNED_WHOLE = 1e-9  # probabilities set that sum to 1 but for roundoff leave nothing to the others


def with_observations(scenario: Scenario, seen: Mapping[str, bool]) -> Scenario:
    """The scenario after Bayes over its futures with the stated likelihoods; order never matters.

    A signpost seen counts with its likelihood, one looked for in vain with one less it. Two or more of a
    group count to the power 0.7, for they repeat one another. Capacity signposts that were seen move the
    coalition share; backers and context move nothing.

    Args:
        scenario: with all other edits made.
        seen: signposts by id, true if the event happened, false if it was looked for and did not.

    Raises:
        LookupError: there is no such signpost.
        BadObservation: no future is left that allows all of it.
    """
    known = scenario.file.signposts
    for key in seen:
        if key not in known:
            listed = remedy(key, known, most=IDS) if known else "; it has none"
            raise LookupError(f"`{scenario.id}` has no signpost `{key}`{listed}")
    observed = {key: (scenario.file.signposts[key], happened) for key, happened in seen.items()}
    evidence = {future.id: 1.0 for future in scenario.futures}
    groups = Counter(signpost.group for signpost, _ in observed.values() if _informs(signpost))
    for key in sorted(observed):
        signpost, happened = observed[key]
        if signpost.tells:
            power = DISCOUNT if signpost.group and groups[signpost.group] > 1 else 1.0
            for future in evidence:
                evidence[future] *= likelihood(signpost, future, happened=happened) ** power
    _refuse_contradiction(scenario, evidence, seen)
    seen_events = [signpost for signpost, happened in observed.values() if happened]
    moves = [signpost.moves_share for signpost in seen_events if signpost.moves_share]
    telling = evidence if len(set(evidence.values())) > 1 else {}  # alike everywhere, it says nothing
    return moved_share(replace(scenario, evidence=telling), moves)


def likelihood(signpost: Signpost, future: str, *, happened: bool) -> float:
    """How likely what was observed is under a future."""
    stated = signpost.likelihood[future]
    return stated if happened else 1.0 - stated


def _informs(signpost: Signpost) -> bool:
    """Whether it tells any two futures apart; one that does not repeats nothing of its group."""
    return signpost.tells and len(set(signpost.likelihood.values())) > 1


def _refuse_contradiction(
    scenario: Scenario, evidence: Mapping[str, float], seen: Mapping[str, bool]
) -> None:
    if any(evidence[future] > 0 for future in _possible(scenario)):
        return
    said = " and ".join(f"`{key}` {'seen' if happened else 'not seen'}" for key, happened in seen.items())
    agree = "this" if len(seen) == 1 else "this together"
    raise BadObservation(f"{said}: no future of `{scenario.id}` allows {agree}; one judgement must be wrong")


def _possible(scenario: Scenario) -> list[str]:
    """The futures that are not ruled out already, by a chance of 0 or 1 or by what was set."""
    open_, left = [], 1.0
    for future in scenario.futures:
        chance = 1.0 if future.chance is None else future.chance.central
        if chance * left > 0:
            open_.append(future.id)
        left *= 1.0 - chance if scenario.chances == "chain" else 1.0
    return _after_pins(scenario, open_)


def _after_pins(scenario: Scenario, possible: list[str]) -> list[str]:
    """The same once some probabilities are set: the others share what these leave, if they leave anything."""
    pinned = [future for future, value in scenario.pinned.items() if value > 0]
    total = 0.0
    for value in scenario.pinned.values():
        total += value
    if not scenario.pinned or total < 1 - PINNED_WHOLE:
        free = [future.id for future in scenario.futures if future.id not in scenario.pinned]
        return [*pinned, *([key for key in free if key in possible] or free)]
    return pinned
