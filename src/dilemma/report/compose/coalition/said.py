"""What there is to say of a coalition, a sentence each: when it pays, what forms, whom it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.names import listed
from dilemma.report.numbers import percent, points
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.coalition.coalition_results import Coalition, Reach, Seeds
    from dilemma.report.names import Names


def when(result: Coalition, names: Names) -> str:
    """At which share acting together is best for whoever looks."""
    joint, tips = names.option(result.option), result.tipping_share
    if tips is None:
        return f"{joint} is not best at any share of partners, not even if all act."
    if tips <= 0:
        return f"{joint} is best whatever share of partners acts, even alone."
    return f"{joint} is best once {percent(tips)} of the partners' leverage acts."


def forms(result: Coalition) -> str:
    """What the members would do, each by its own reading."""
    formed, many = result.least, len(present(result))
    if not formed.members:
        said = "By their own reading no member would act"
    elif len(formed.members) == many:
        said = f"By their own reading all members end up acting ({percent(formed.share)})"
    else:
        said = (
            f"By their own reading {len(formed.members)} of {many} members "
            f"{verb(formed.members, 'ends', 'end')} up acting ({percent(formed.share)})"
        )
    if result.greatest.members == formed.members:
        return f"{said}, wherever the talks begin."
    more = percent(result.greatest.share)
    return (
        f"{said}; had all begun by acting, {more} would stay. Which of the two it is depends on who commits."
    )


def now(result: Coalition, names: Names) -> str:
    """What is best at the share that acts now."""
    lead = f"{names.options(result.ties)} tie" if result.ties else f"{names.option(result.best)} leads"
    by = "" if result.ties else f" by {points(result.margin)} points"
    assumed = "the share the scores assume" if result.share == result.assumed_share else _moved(result)
    return f"At {assumed}, {percent(result.share)}, {lead}{by}."


def _moved(result: Coalition) -> str:
    """Why the share is another than the scores assume: it was set, or it came of what was seen."""
    seen = result.observed
    if seen is not None and seen.before.share != seen.after.share:
        return "the share after what was seen"
    return "the share set"


def enough(result: Coalition, names: Names) -> str:
    """Whether what forms by itself reaches the share from which it pays; empty where no share matters."""
    tips = result.tipping_share
    if tips is None or tips <= 0:
        return ""
    reached = "enough" if result.least.share >= tips - TIE else "not enough"
    return f"What forms by itself is {reached} for {names.option(result.option)}."


def critical(result: Coalition, titles: Mapping[str, str]) -> str:
    """The lightest commitment that carries the least end to the greatest; empty where there is one end."""
    found = result.critical_mass
    if found is None:
        return ""
    return (
        f"Critical mass {percent(found.leverage)}: once {people(found.members, titles)} "
        f"{verb(found.members, 'commits', 'commit')}, {percent(result.greatest.share)} act and stay."
    )


def everybody(seeds: Seeds, titles: Mapping[str, str]) -> list[str]:
    """Whom to win over to have everybody act, and who would do so against its own reading."""
    if not seeds.steps:
        return ["To have everybody act, each one has to be won over; nobody follows another."]
    won = (
        f"To have everybody act: {people(seeds.members, titles)}, {percent(seeds.leverage)} of the leverage."
    )
    if not seeds.against:
        return [won]
    who = people(seeds.against, titles)
    return [won, f"Even then acting would not be best for {who}, by its own reading."]


def stretches(result: Coalition, names: Names) -> str:
    """Who leads at which share."""
    if len(result.leads) == 1:
        return f"{names.options(result.leads[0].options)} at every share."
    said = [f"from {percent(lead.start)} {names.options(lead.options)}" for lead in result.leads[1:]]
    first = f"{names.options(result.leads[0].options)} leads up to {percent(result.leads[0].stop)}"
    return f"{first}; {listed(said)}."


def reach(found: Reach) -> str:
    """How likely a share is to be reached."""
    what = "the share it is best from" if found.of == "tipping_share" else "the share the scores assume"
    own = "" if found.if_acting is None else f"; {percent(found.if_acting)} once you act yourself"
    return f"{percent(found.share)}, {what}: {percent(found.chance)}{own}"


def present(result: Coalition) -> tuple[str, ...]:
    """The members who are not left out."""
    return tuple(member.profile for member in result.members if member.standing != "left-out")


def titles_of(result: Coalition) -> dict[str, str]:
    """The members' titles by profile."""
    return {member.profile: member.title for member in result.members}


def people(profiles: tuple[str, ...], titles: Mapping[str, str]) -> str:
    """Members by their titles, as prose."""
    return listed([titles[profile] for profile in profiles])


def verb(many: tuple[str, ...], one: str, more: str) -> str:
    """The form of a verb for so many."""
    return one if len(many) == 1 else more
