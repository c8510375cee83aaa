"""Warnings about signposts, deadlines and assumptions that say less than they seem to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import FutureChance, Scenario

# Likelihoods and chances are written to two decimals, so a mix of them can be some hundredths off.
_MIX_TOLERANCE = 0.03


def warn_of_uninformative_signposts(scenario: Scenario) -> Iterator[Finding]:
    """Warn of signposts that are as likely under every future, so that observing them changes nothing."""
    for key, signpost in scenario.file.signposts.items():
        likelihoods = set(signpost.likelihood.values())
        if len(signpost.likelihood) > 1 and len(likelihoods) == 1:
            message = f"signpost `{key}` is as likely under every future, so seeing it changes nothing"
            path = ("signposts", key, "likelihood")
            yield Finding(path, "uninformative-signpost", message, severity="warning", at_key=True)


def warn_of_conduct_moving_succession(scenario: Scenario) -> Iterator[Finding]:
    """Warn of conduct signposts that bear on who governs next, which only succession signposts should.

    Under the future that a question of succession decides, the likelihood of a conduct signpost should be the
    mean of its likelihoods under the later futures, weighted by their shares.
    """
    if scenario.chances != "chain":
        return
    for index, future in enumerate(scenario.futures):
        if future.family == "succession":
            yield from _check_conduct(scenario, future.id, _future_shares(scenario.futures[index + 1 :]))


def _check_conduct(scenario: Scenario, future: str, later_shares: dict[str, float]) -> Iterator[Finding]:
    for key, signpost in scenario.file.signposts.items():
        if signpost.kind != "conduct" or future not in signpost.likelihood:
            continue
        mix = 0.0
        for other, share in later_shares.items():
            mix += share * signpost.likelihood[other]
        # Where they are equal, observing the conduct leaves the odds of the succession as they are.
        if abs(signpost.likelihood[future] - mix) > _MIX_TOLERANCE:
            message = (
                f"conduct signpost `{key}` moves the question of succession: its likelihood under `{future}` "
                f"is {signpost.likelihood[future]:g}, the mix of the later futures' is {mix:.2f}"
            )
            path = ("signposts", key, "likelihood", future)
            yield Finding(path, "conduct-moves-succession", message, severity="warning", at_key=True)


def _future_shares(later: tuple[FutureChance, ...]) -> dict[str, float]:
    """Return how the later futures of a chain share what reaches them, at central chances; sums to 1."""
    shares, remainder = {}, 1.0
    for future in later:
        # The last future has no chance of its own and takes the rest.
        chance = 1.0 if future.chance is None else future.chance.central
        shares[future.id] = remainder * chance
        remainder *= 1 - chance
    return shares


def warn_of_past_deadlines(scenario: Scenario) -> Iterator[Finding]:
    """Warn of deadlines that were over when the evidence stopped."""
    stops = scenario.file.as_of
    for key, deadline in scenario.file.deadlines.items():
        if last_day(deadline.date) < last_day(stops):
            message = f"deadline `{key}` ({deadline.date}) is over before the evidence stops on {stops}"
            path = ("deadlines", key, "date")
            yield Finding(path, "past-deadline", message, severity="warning", at_key=True)


def warn_of_idle_assumptions(scenario: Scenario) -> Iterator[Finding]:
    """Warn of assumptions that change no score when they are wrong."""
    for key, assumption in scenario.file.assumptions.items():
        if all(add.add == 0 for add in assumption.if_wrong):
            message = (
                f"assumption `{key}` changes nothing if it is wrong; say what it would do under `if_wrong:`"
            )
            yield Finding(("assumptions", key), "idle-assumption", message, severity="warning", at_key=True)
