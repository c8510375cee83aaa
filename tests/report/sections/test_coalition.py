"""A coalition in words: one that forms, one that needs a push, one nobody wants, and what is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import LIBRARY

import dilemma
from dilemma.analysis.results.coalition import CascadeStep, CoalitionResult, Equilibrium, Seeds
from dilemma.api.coalition import coalition as found_of
from dilemma.report.formats import csv_results as as_csv
from dilemma.report.formats import markdown, terminal
from dilemma.report.sections.coalition import coalition_document

NATO = dilemma.load("nato", LIBRARY)
FOUND = found_of("nato", library=LIBRARY)
EVERYBODY = tuple(member.profile for member in FOUND.members)
PUSH = Seeds(
    members=("frontline",), leverage=0.2, against=(), steps=(CascadeStep(joining=EVERYBODY[1:], share=1.0),)
)


def text(found: CoalitionResult = FOUND, *, full: bool = False, width: int = 400) -> str:
    """The coalition as text, by default on lines that never break."""
    return terminal.write(coalition_document(found, NATO.scenario, full=full), width=width)


def test_the_answer_comes_first() -> None:
    """When it pays, what forms, what is best now, and whether that is enough: four lines below the header.

    In the table computed apart, Counter is best from 0.87 for two of the members and from 0.39 and 0.46 for
    two more: these make 45 + 8 = 53%, which is too little for the first two; had all five acted, the 88%
    without the ally for whom it never is best would suffice. By the published means, 49.98 - 46.11 = 3.87.
    """
    assert text().splitlines()[3:7] == [
        "Counter becomes the best option once partners with 87% of the influence act.",
        "Judged by their own interests, 2 of 5 members would act (53% of the influence). If all of them "
        "began to act, members with 88% of the influence would continue. "
        "Which of the two happens depends on who commits first.",
        "At the share that the scores assume, 60%, Enmesh leads by 3.9 points.",
        "The coalition that forms by itself is not enough for Counter.",
    ]


def test_what_nobody_joins_is_no_coalition() -> None:
    """Where no member acts by its own interests there is no coalition that could be enough or not."""
    nobody = text(replace(FOUND, least=Equilibrium(members=(), share=0.0)))
    assert "Judged by their own interests, no member would act" in nobody
    assert "No coalition forms by itself." in nobody
    assert "The coalition that forms" not in nobody


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (None, "Counter is not the best option at any share of partners, even if all of them act."),
        (0.0, "Counter is the best option whatever share of partners acts, even alone."),
    ],
)
def test_always_and_never(share: float | None, says: str) -> None:
    """The ends of the line have sentences of their own, and no word on whether enough forms."""
    said = text(replace(FOUND, tipping_share=share))
    assert says in said
    assert "What forms by itself" not in said


def test_two_ends_are_told_with_what_lies_between() -> None:
    """Where it matters who commits, the higher end and the critical mass are named, with what follows."""
    found = replace(
        FOUND,
        least=Equilibrium(members=(), share=0.0),
        greatest=Equilibrium(members=EVERYBODY, share=1.0),
        steps=(),
        critical_mass=PUSH,
        seeds=PUSH,
    )
    said = text(found)
    assert "no member would act. If all of them began to act, all members would continue." in said
    assert "once Frontline state commits, all members act and continue." in said
    assert "To bring in every member" not in said
    assert "No member would move first, so none follows." in said


def test_whom_to_win_over_against_its_own_reading() -> None:
    """Members to be won over are named with their influence, and those for whom it is not best."""
    said = text()
    assert (
        "To bring in every member: win over Trade-exposed middle power and Indo-Pacific treaty ally, 27%"
        in said
    )
    assert "Indo-Pacific treaty ally would still be acting against its own interests." in said


def test_a_search_that_is_too_large_is_told() -> None:
    """No set is better than a wrong one; the remedy is named."""
    assert "round them, as to 0.15" in text(replace(FOUND, seeds=None))


def test_each_must_be_won_over() -> None:
    """Where nobody follows another, the set is everybody."""
    alone = Seeds(members=EVERYBODY, leverage=1.0, against=EVERYBODY, steps=())
    assert "Every member has to be won over separately; none follows another" in text(
        replace(FOUND, seeds=alone)
    )


def test_a_member_that_cannot_be_looked_through_is_marked() -> None:
    """Its tipping share is unknown, which is not never; what follows of it and why stands below."""
    first = replace(FOUND.members[0], tipping_share=None, unseen="its profile has no weights for `nato`")
    said = text(replace(FOUND, members=(first, *FOUND.members[1:])))
    assert "unknown*" in said
    assert "never*" not in said
    reason = said[said.index("* Frontline state: its own interests are unknown") :].split("\n\n")[0]
    assert "counted as never acting by itself: its profile" in " ".join(reason.split())
    assert " ".join(reason.split()).endswith("has no weights for `nato`.")


def test_a_chance_that_is_not_stated_is_told() -> None:
    """Without one member's chance of joining there is none of a share, and who is missing is named."""
    first = replace(FOUND.members[0], joins=None)
    found = replace(FOUND, members=(first, *FOUND.members[1:]), reaches=(), mean_share=None, share_chances=())
    assert (
        "No chance of joining is stated for Frontline state, so it is unknown how likely any share is."
        in text(found)
    )


def test_chances_that_leave_no_doubt_are_no_average() -> None:
    """No common shock moves who is certain to join and who is certain not to."""
    certain = text(replace(FOUND, mean_share=0.5, share_chances=((0.0, 0.0), (0.5, 1.0))))
    assert "Every stated chance is 0% or 100%, so 50% act for certain." in certain
    assert "Common shocks" in text()


@pytest.mark.parametrize("name", ["nato", "climate", "nuclear", "threat-reduction", "order"])
def test_eighty_columns_are_enough(name: str) -> None:
    """Every shipped coalition fits a terminal, in full, and says nothing empty or of Python."""
    scenario = dilemma.load(name, LIBRARY).scenario
    said = terminal.write(coalition_document(found_of(name, library=LIBRARY), scenario, full=True), width=80)
    assert max(len(line) for line in said.splitlines()) <= 80
    assert "None" not in said
    assert markdown.write(
        coalition_document(found_of(name, library=LIBRARY), scenario, full=True)
    ).startswith("# ")


def test_csv_keeps_full_precision() -> None:
    """The very numbers of the result stand in the table."""
    lines = as_csv.write_by_kind([FOUND]).splitlines()
    assert lines[0] == "scenario,profile,figure,member,option,share,value"
    assert f"nato,middle-power,tipping_share,,counter,,{FOUND.tipping_share}" in lines
