"""What was seen, and what was looked for and not seen: evidence on the futures and the share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.scenario.edits.refusal import BadSetting
from dilemma.scenario.edits.share import moved_share
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.files.parts import Signpost
    from dilemma.scenario.model import Scenario

DISCOUNT = 0.7  # the power likelihoods are raised to when several signposts of one group are observed
TELLING = frozenset({"conduct", "succession"})


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
        BadSetting: no future is left that allows all of it.
    """
    for key in seen:
        if key not in scenario.file.signposts:
            known = scenario.file.signposts
            raise LookupError(f"`{scenario.id}` has no signpost `{key}`{remedy(key, known)}")
    observed = {key: (scenario.file.signposts[key], happened) for key, happened in seen.items()}
    evidence = {future.id: 1.0 for future in scenario.futures}
    groups = Counter(signpost.group for signpost, _ in observed.values() if _tells(signpost))
    for key in sorted(observed):
        signpost, happened = observed[key]
        if _tells(signpost):
            power = DISCOUNT if signpost.group and groups[signpost.group] > 1 else 1.0
            for future in evidence:
                evidence[future] *= likelihood(signpost, future, happened=happened) ** power
    _refuse_contradiction(scenario, evidence, seen)
    seen_events = [signpost for signpost, happened in observed.values() if happened]
    moves = [signpost.moves_share for signpost in seen_events if signpost.moves_share]
    return moved_share(replace(scenario, evidence=evidence), moves)


def likelihood(signpost: Signpost, future: str, *, happened: bool) -> float:
    """How likely what was observed is under a future."""
    stated = signpost.likelihood[future]
    return stated if happened else 1.0 - stated


def _tells(signpost: Signpost) -> bool:
    return signpost.kind in TELLING and bool(signpost.likelihood)


def _refuse_contradiction(
    scenario: Scenario, evidence: Mapping[str, float], seen: Mapping[str, bool]
) -> None:
    possible = [future.id for future in scenario.futures if scenario.pinned.get(future.id, 1.0) > 0]
    if not any(evidence[future] > 0 for future in possible):
        said = " and ".join(f"`{key}` {'seen' if happened else 'not seen'}" for key, happened in seen.items())
        raise BadSetting(f"{said}: no future of `{scenario.id}` allows this; one of them must be wrong")
