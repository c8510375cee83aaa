"""Who else must move and what was seen, as the memo says it: short in the body, whole in the annex."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY, SCENARIOS
from tests.report.memo.test_two_pages import count_pages, without_annex

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.analysis.results.coalition import Equilibrium, Seeds
from dilemma.api.assess import assess_loaded
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.memo import coalition_or_gap, related_portfolio
from dilemma.api.request import RunRequest
from dilemma.api.viewpoints import find_profile
from dilemma.report.formats import markdown
from dilemma.report.formats.pdf import write as pdf
from dilemma.report.memo.memo import memo_document
from dilemma.scenario.dates import last_day
from dilemma.scenario.edits.apply import Edits, apply_edits, make_edits

if TYPE_CHECKING:
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.report.document import Document
    from dilemma.scenario.load import LoadedScenario

FEW = Run(samples=64)


@cache
def made(name: str, many: int = 0) -> tuple[LoadedScenario, Edits]:
    """A scenario through the default eyes, with its first signposts seen and its first assumptions wrong."""
    found = dilemma.load(name, LIBRARY)
    telling = [key for key, each in found.scenario.file.signposts.items() if each.likelihood]
    defaults = make_edits(find_profile(None, found, LIBRARY), (), None)
    wrong = tuple(found.scenario.file.assumptions)[: many // 2]
    return found, replace(defaults, seen=dict.fromkeys(telling[:many], True), wrong=wrong)


def document(name: str, many: int = 0, together: CoalitionResult | None = None) -> Document:
    """The memo with all there is to say beyond the issue."""
    found, edits = made(name, many)
    result = assess_loaded(found, edits, FEW, library=LIBRARY)
    plan = related_portfolio(
        found, edits, RunRequest(evidence=EvidenceRequest(seen=edits.seen), run=FEW), LIBRARY
    )
    together = together or coalition_or_gap(found, edits, LIBRARY)[0]
    return memo_document(result, apply_edits(found.scenario, edits), coalition=together, portfolio=plan)


def said(name: str, together: CoalitionResult | None = None) -> str:
    """What the body says of who else must move."""
    shown = markdown.write(document(name, together=together))
    return shown.partition("**Who else must move.** ")[2].partition("\n")[0]


@pytest.mark.parametrize("many", [0, 5])
@pytest.mark.parametrize("name", SCENARIOS)
def test_two_pages_hold_all_of_it(name: str, many: int) -> None:
    """With a coalition, a portfolio, five events and two wrong assumptions the annex begins on page three."""
    assert count_pages(pdf(without_annex(document(name, many)), day="2024-11-24")) <= 3


def test_a_coalition_that_forms_by_itself_needs_nobody() -> None:
    """Where all come by themselves, nobody is to be called."""
    assert said("climate").startswith("Counter leads only if partners holding")
    found, edits = made("nuclear")
    together = coalition_or_gap(found, edits, LIBRARY)[0]
    assert together is not None
    everybody = tuple(member.profile for member in together.members)
    whole = Equilibrium(members=everybody, share=1.0)
    text = said("nuclear", replace(together, least=whole, greatest=whole))
    assert "Judged by their own interests, every partner would join." in text
    assert "call:" not in text


def test_a_critical_mass_is_whom_to_call() -> None:
    """Where it depends on who commits, the lightest commitment is named with its reason, or the reader's."""
    found, edits = made("nuclear")
    together = coalition_or_gap(found, edits, LIBRARY)[0]
    assert together is not None
    stated = found.scenario.file.coalition
    assert stated is not None
    why = (stated.members["frontline"].why or "").rstrip(".")
    push = Seeds(members=("frontline",), leverage=0.15, against=(), steps=())
    more = Equilibrium(members=("frontline", "climate-vulnerable"), share=0.35)
    text = said("nuclear", replace(together, critical_mass=push, greatest=more))
    assert f"To get there, call: Frontline state ({why}). If each then followed its own interests, " in text
    assert "partners holding 35% would join and stay; the analyst puts the prob" in text
    own = replace(push, members=("middle-power",))
    text = said("nuclear", replace(together, critical_mass=own, greatest=more))
    assert "To get there, commit yourself. If each then followed" in text
    assert "call:" not in text


def test_an_open_choice_is_about_the_options_left_open() -> None:
    """Where the joint option is none of those, it is about the one of them that leads from a share on.

    Counter, the joint option, stands in here for one that moves with the share; without such an option there
    is nothing to say of who must move.
    """
    found, edits = made("climate")
    together = coalition_or_gap(found, edits, LIBRARY)[0]
    assert together is not None
    other = replace(together, option="wait_out", tipping_share=0.98)
    text = said("climate", other)
    dependence = "Counter leads only if partners holding 72% of the group's influence join; the scores assume"
    assert text.startswith(f"{dependence} 60%.")
    assert "The analyst puts the probability that the assumed 60% join at 61%, likely." in text
    assert "98%" not in text
    assert not said("climate", replace(other, leads=together.leads[:1]))


def test_an_open_choice_hides_no_other_option() -> None:
    """Who prefers an option outside the close ones is listed, and so is each option that is often first."""
    found, edits = made("climate")
    result = assess_loaded(found, edits, FEW, library=LIBRARY)
    shares = {"wait_out": 0.28, "enmesh": 0.64, "counter": 0.055, "accommodate": 0.025}
    ladder = tuple(replace(rung, first_rank_shares=shares) for rung in result.ladder)
    assert result.who_chooses
    choices = tuple(replace(choice, option="wait_out", ties=()) for choice in result.who_chooses)
    changed = replace(result, ladder=ladder, who_chooses=choices)
    text = markdown.write(memo_document(changed, apply_edits(found.scenario, edits)))
    assert "is kept: Enmesh 64%, Wait out 28% and Counter 6%; if" in text
    assert "Wait out, not among the close options, is preferred by: " in text


def test_never_and_no_chances() -> None:
    """An option best at no share has no chance of reaching it, and none is made up."""
    found, edits = made("nuclear")
    together = coalition_or_gap(found, edits, LIBRARY)[0]
    assert together is not None
    text = said("nuclear", replace(together, tipping_share=None, reaches=(), mean_share=None))
    assert text.startswith("Counter is not the best option at any level of participation")
    assert "with a probability of" not in text


def test_many_events_are_counted_in_the_body_and_listed_in_the_annex() -> None:
    """Two events stand in the body, the rest in the annex, where all of them are."""
    body, _, annex = markdown.write(document("nato", 5)).partition("## Annex")
    assert "3 more are in the annex." in body
    assert annex.partition("### Developments")[2].count("\n- ") >= 5
    assert "| before |" in annex


def test_a_chance_from_before_the_events_is_marked() -> None:
    """A rupture is put at 25% once four things were seen; what is said of 12% is of the time before."""
    found, edits = made("nato")
    edits = replace(edits, seen=dict.fromkeys(("N1", "N2", "N6", "N7"), True))
    result = assess_loaded(found, edits, FEW, library=LIBRARY)
    text = markdown.write(memo_document(result, apply_edits(found.scenario, edits)))
    assert "probability of “Rupture during the term”, from 25% to 29%" in text
    assert "chance of “Rupture during the term”, from" not in text  # it would be the same change once more
    chances = tuple(change for change in result.break_evens or () if change.kind == "chance")
    alone = replace(result, break_evens=chances)
    text = markdown.write(memo_document(alone, apply_edits(found.scenario, edits)))
    assert "chance of “Rupture during the term”, from 12% to 15% (before the developments)" in text


def test_what_tells_nothing_says_so() -> None:
    """A signpost of no likelihood leaves the probabilities alone, and the share it moves is told."""
    found, edits = made("nato")
    edits = replace(edits, seen={"N8": True})
    result = assess_loaded(found, edits, FEW, library=LIBRARY)
    text = markdown.write(memo_document(result, apply_edits(found.scenario, edits)))
    assert "This leaves the probabilities of the futures as they were." in text
    assert "The share of partners that act goes from 60% to 75%." in text
    assert "Enmesh scored highest before and still does." in text


def test_a_memo_read_later_asks_what_was_seen() -> None:
    """On a later day what is near is marked, and what fell due and is not recorded is asked for.

    Of `climate` the conference of November 2025 is 60 days off on 1 October 2025; on that day the round of
    10 February is past; three signposts fell due before and one of them is recorded.
    """
    found, edits = made("climate")
    signposts = found.scenario.file.signposts
    due = [key for key, each in signposts.items() if each.by and last_day(each.by) < date(2025, 10, 1)]
    recorded, *open_ = due
    edits = replace(edits, seen={recorded: True})
    result = assess_loaded(found, edits, replace(FEW, today="2025-10-01"), library=LIBRARY)
    text = markdown.write(memo_document(result, apply_edits(found.scenario, edits)))
    assert "November 2025: COP30, Belem (cannot wait, due within 90 days)" in text
    assert "Already past: NDCs for 2035 due (10 February 2025)." in text
    asked = text.partition("**Was this seen?** ")[2].partition("## Dissent")[0]
    assert signposts[recorded].event.rstrip(".") not in asked
    assert all(signposts[key].event.rstrip(".") in text for key in open_)
    assert open_
    undated = said_all("climate")
    assert "Was this seen?" not in undated
    assert "due within 90 days" not in undated


def said_all(name: str) -> str:
    """The memo without a day of its own."""
    return markdown.write(document(name))
