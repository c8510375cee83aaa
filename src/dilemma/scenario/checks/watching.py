"""Warnings about signposts, deadlines and assumptions that say less than they seem to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.dates import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import Outlook, Scenario

# Likelihoods and chances are written to two decimals, so a mix of them can be some hundredths off.
MIX_TOLERANCE = 0.03


def uninformative(scenario: Scenario) -> Iterator[Finding]:
    """A signpost that is as likely under every future tells nothing."""
    for key, signpost in scenario.file.signposts.items():
        given = set(signpost.likelihood.values())
        if len(signpost.likelihood) > 1 and len(given) == 1:
            message = f"signpost `{key}` is as likely under every future, so seeing it changes nothing"
            path = ("signposts", key, "likelihood")
            yield Finding(path, "uninformative-signpost", message, severity="warning", at_key=True)


def conduct_moves_succession(scenario: Scenario) -> Iterator[Finding]:
    """A conduct signpost bears on who governs next, which only succession signposts should.

    Under the future a succession question decides, its likelihood should be the mix of the later futures'.
    """
    if scenario.chances != "chain":
        return
    for place, future in enumerate(scenario.futures):
        if future.family == "succession":
            yield from _conduct(scenario, future.id, _shares(scenario.futures[place + 1 :]))


def _conduct(scenario: Scenario, future: str, later: dict[str, float]) -> Iterator[Finding]:
    for key, signpost in scenario.file.signposts.items():
        if signpost.kind != "conduct" or future not in signpost.likelihood:
            continue
        mix = 0.0
        for other, share in later.items():
            mix += share * signpost.likelihood[other]
        if abs(signpost.likelihood[future] - mix) > MIX_TOLERANCE:
            message = (
                f"conduct signpost `{key}` moves the question of succession: its likelihood under `{future}` "
                f"is {signpost.likelihood[future]:g}, the mix of the later futures' is {mix:.2f}"
            )
            path = ("signposts", key, "likelihood", future)
            yield Finding(path, "conduct-moves-succession", message, severity="warning", at_key=True)


def _shares(later: tuple[Outlook, ...]) -> dict[str, float]:
    """How the later futures of a chain divide what reaches them, at central chances."""
    shares, left = {}, 1.0
    for future in later:
        chance = 1.0 if future.chance is None else future.chance.central
        shares[future.id] = left * chance
        left *= 1 - chance
    return shares


def past_deadlines(scenario: Scenario) -> Iterator[Finding]:
    """A deadline that was over when the evidence stopped."""
    stops = scenario.file.as_of
    for key, deadline in scenario.file.deadlines.items():
        if last_day(deadline.date) < last_day(stops):
            message = f"deadline `{key}` ({deadline.date}) is over before the evidence stops on {stops}"
            path = ("deadlines", key, "date")
            yield Finding(path, "past-deadline", message, severity="warning", at_key=True)


def idle_assumptions(scenario: Scenario) -> Iterator[Finding]:
    """An assumption that changes no score when it is wrong."""
    for key, assumption in scenario.file.assumptions.items():
        if all(add.add == 0 for add in assumption.if_wrong):
            message = (
                f"assumption `{key}` changes nothing if it is wrong; say what it would do under `if_wrong:`"
            )
            yield Finding(("assumptions", key), "idle-assumption", message, severity="warning", at_key=True)
