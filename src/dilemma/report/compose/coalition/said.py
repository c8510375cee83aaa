"""Sentences on a coalition: when acting together pays, what forms, whom it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.names import join_names
from dilemma.report.numbers import format_percent, format_points
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.coalition import Coalition, Reach, Seeds
    from dilemma.report.names import Names


def describe_threshold(result: Coalition, names: Names) -> str:
    """Return the share from which acting together is best for the viewpoint."""
    joint, threshold = names.option(result.option), result.tipping_share
    if threshold is None:
        return f"{joint} is not best at any share of partners, not even if all act."
    if threshold <= 0:
        return f"{joint} is best whatever share of partners acts, even alone."
    return f"{joint} is best once {format_percent(threshold)} of the partners' leverage acts."


def describe_equilibria(result: Coalition) -> str:
    """Return what the members would do, each by its own reading."""
    least, count = result.least, len(present_members(result))
    if not least.members:
        outcome = "By their own reading no member would act"
    elif len(least.members) == count:
        outcome = f"By their own reading all members end up acting ({format_percent(least.share)})"
    else:
        outcome = (
            f"By their own reading {len(least.members)} of {count} members "
            f"{_verb_form(least.members, 'ends', 'end')} up acting ({format_percent(least.share)})"
        )
    if result.greatest.members == least.members:
        return f"{outcome}, wherever the talks begin."
    more = format_percent(result.greatest.share)
    return (
        f"{outcome}; had all begun by acting, {more} would stay. "
        "Which of the two it is depends on who commits."
    )


def _describe_leader(result: Coalition, names: Names) -> str:
    """Return what is best at the share that acts now."""
    lead = f"{names.options(result.ties)} tie" if result.ties else f"{names.option(result.best)} leads"
    margin = "" if result.ties else f" by {format_points(result.margin)} points"
    level = (
        "the share the scores assume"
        if result.share == result.assumed_share
        else _describe_share_origin(result)
    )
    return f"At {level}, {format_percent(result.share)}, {lead}{margin}."


def _describe_share_origin(result: Coalition) -> str:
    """Return why the share is not the one the scores assume: it was set, or moved by what was seen."""
    effect = result.observed
    if effect is not None and effect.before.share != effect.after.share:
        return "the share after what was seen"
    return "the share set"


def _describe_sufficiency(result: Coalition, names: Names) -> str:
    """Return whether what forms by itself reaches the threshold; empty where no share matters."""
    threshold = result.tipping_share
    if threshold is None or threshold <= 0:
        return ""
    sufficiency = "enough" if result.least.share >= threshold - TIE else "not enough"
    return f"What forms by itself is {sufficiency} for {names.option(result.option)}."


def describe_critical_mass(result: Coalition, titles: Mapping[str, str]) -> str:
    """Return the smallest commitment that lifts the least equilibrium to the greatest; empty if none."""
    critical_mass = result.critical_mass
    if critical_mass is None:
        return ""
    return (
        f"Critical mass {format_percent(critical_mass.leverage)}: once {_join_titles(critical_mass.members, titles)} "
        f"{_verb_form(critical_mass.members, 'commits', 'commit')}, {format_percent(result.greatest.share)} act and stay."
    )


def describe_seed_set(seeds: Seeds, titles: Mapping[str, str]) -> list[str]:
    """Return whom to win over to have everybody act, and who would do so against its own reading."""
    if not seeds.steps:
        return ["To have everybody act, each one has to be won over; nobody follows another."]
    sentence = f"To have everybody act: {_join_titles(seeds.members, titles)}, {format_percent(seeds.leverage)} of the leverage."
    if not seeds.against:
        return [sentence]
    members = _join_titles(seeds.against, titles)
    return [sentence, f"Even then acting would not be best for {members}, by its own reading."]


def _describe_leads(result: Coalition, names: Names) -> str:
    """Return which option leads at which share."""
    if len(result.leads) == 1:
        return f"{names.options(result.leads[0].options)} at every share."
    intervals = [
        f"from {format_percent(lead.start)} {names.options(lead.options)}" for lead in result.leads[1:]
    ]
    first = f"{names.options(result.leads[0].options)} leads up to {format_percent(result.leads[0].stop)}"
    return f"{first}; {join_names(intervals)}."


def _describe_reach(target: Reach) -> str:
    """Return how likely a share is to be reached."""
    meaning = "the share it is best from" if target.of == "tipping_share" else "the share the scores assume"
    if_acting = (
        "" if target.if_acting is None else f"; {format_percent(target.if_acting)} once you act yourself"
    )
    return f"{format_percent(target.share)}, {meaning}: {format_percent(target.chance)}{if_acting}"


def present_members(result: Coalition) -> tuple[str, ...]:
    """Return the members who are not left out."""
    return tuple(member.profile for member in result.members if member.standing != "left-out")


def member_titles(result: Coalition) -> dict[str, str]:
    """Return the titles of the members by profile."""
    return {member.profile: member.title for member in result.members}


def _join_titles(profiles: tuple[str, ...], titles: Mapping[str, str]) -> str:
    """Return members by their titles, as prose."""
    return join_names([titles[profile] for profile in profiles])


def _verb_form(members: tuple[str, ...], singular: str, plural: str) -> str:
    """Return the form of a verb for one member or for several."""
    return singular if len(members) == 1 else plural
