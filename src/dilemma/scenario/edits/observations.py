"""Edit: observed signposts, also those looked for in vain, as evidence on the futures and the share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import BadObservation, UnknownId
from dilemma.scenario.edits.value_points import move_share
from dilemma.scenario.suggest import MOST_LISTED_IDS, suggest_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.parts import Signpost

_DISCOUNT = 0.7  # power of the likelihoods where several signposts of one group are observed
_PINNED_WHOLE = 1e-9  # probabilities set that sum to 1 but for roundoff leave nothing to other futures


def apply_observations(scenario: Scenario, observations: Mapping[str, bool]) -> Scenario:
    """Return the scenario after Bayes' rule over its futures with the stated likelihoods, in any order.

    A signpost that was seen counts with its likelihood `p`, one looked for in vain with `1 − p`. Two or more
    of one group count to the power 0.7 each, for they repeat one another. Capacity signposts that were seen
    move the coalition share; backers and context move nothing.

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
    signposts = {key: (scenario.file.signposts[key], happened) for key, happened in observations.items()}
    evidence = {future.id: 1.0 for future in scenario.futures}
    groups = Counter(signpost.group for signpost, _ in signposts.values() if _is_informative(signpost))
    # In a fixed order, so that the product does not depend on the order of typing to the last bit.
    for key in sorted(signposts):
        signpost, happened = signposts[key]
        if signpost.tells:
            power = _DISCOUNT if signpost.group and groups[signpost.group] > 1 else 1.0
            for future in evidence:
                evidence[future] *= _likelihood(signpost, future, happened=happened) ** power
    _refuse_contradiction(scenario, evidence, observations)
    seen_events = [signpost for signpost, happened in signposts.values() if happened]
    moves = [signpost.moves_share for signpost in seen_events if signpost.moves_share]
    telling = evidence if len(set(evidence.values())) > 1 else {}  # alike everywhere, it says nothing
    return move_share(replace(scenario, evidence=telling), moves)


def _likelihood(signpost: Signpost, future: str, *, happened: bool) -> float:
    """Return the probability of an observation under a future."""
    probability = signpost.likelihood[future]
    return probability if happened else 1.0 - probability


def _is_informative(signpost: Signpost) -> bool:
    """Return whether a signpost tells any two futures apart; others repeat nothing of their group."""
    return signpost.tells and len(set(signpost.likelihood.values())) > 1


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
    total = 0.0
    for value in scenario.pinned.values():
        total += value
    if not scenario.pinned or total < 1 - _PINNED_WHOLE:
        free = [future.id for future in scenario.futures if future.id not in scenario.pinned]
        return [*pinned, *([key for key in free if key in possible] or free)]
    return pinned
