"""A panel in words: what is said of a group that agrees, that splits, and that can never meet."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.builders import FOLDER, LIBRARY, SCENARIOS
from tests.twin.figures import value_of_means
from tests.twin.scenario import load_decision

import dilemma
from dilemma.analysis.results.panel import Agreement, ChancePools, Move, Movement
from dilemma.analysis.results.verdict import Verdict
from dilemma.api.panel import panel_loaded
from dilemma.report.formats import markdown, terminal
from dilemma.report.sections.panel import panel_document
from dilemma.report.text import Names

NATO = dilemma.load("nato", LIBRARY)
THREE = ("frontline", "realist", "order-first")
SPLIT = panel_loaded(NATO, THREE, library=LIBRARY)
NEVER = Movement(
    profiles=("frontline", "realist"),
    possible=False,
    points=None,
    option=None,
    ties=(),
    moves=(),
    alone={},
)


def text(found: object = SPLIT, *, full: bool = False, width: int = 400) -> str:
    """The panel as text, by default on lines that never break."""
    return terminal.write(panel_document(found, NATO.scenario, full=full), width=width)  # type: ignore[arg-type]


def test_the_answer_comes_first() -> None:
    """The group's choice, the regret, whom it costs: three lines below the header, figures included.

    The group's lead is that of the mean weights at the mean scores. Order first has Counter at 55.78 and
    Enmesh at 51.03 (published means), so it gives up 4.75; the others choose Enmesh themselves.
    """
    values = value_of_means([load_decision(FOLDER / "nato.yaml", each) for each in THREE])
    _, _, counter, enmesh = values
    assert 1.5 < enmesh - counter < 2.0
    said = text().splitlines()[3:6]
    assert said == [
        f"The group's choice is too close to call: Enmesh is {enmesh - counter:.1f} points ahead of Counter; "
        "a lead under 2 counts as a tie.",
        "It is also the option of least regret: no member gives up more than 4.7 points.",
        "Order first would give up most: 4.7 points compared with Counter.",
    ]


def test_a_margin_under_the_rule_is_too_close() -> None:
    """The rule is named where the group's margin is under it, and only there."""
    close = replace(SPLIT.group, verdict=Verdict.TOO_CLOSE, margin=2.5, too_close=3.0)
    assert (
        "too close to call: Enmesh is 2.5 points ahead of Counter; a lead under 3 counts as a tie."
        in text(replace(SPLIT, group=close))
    )
    under = replace(close, margin=2.96)
    assert "Enmesh is 2.96 points ahead of Counter; a lead under 3 " in text(replace(SPLIT, group=under))
    level = replace(close, margin=0.04)
    assert "Enmesh is less than 0.1 points ahead of Counter; " in text(replace(SPLIT, group=level))
    lean = replace(close, verdict=Verdict.LEAN, too_close=1.0)
    assert "The group's choice: Enmesh, 2.5 points ahead of Counter." in text(replace(SPLIT, group=lean))


def test_another_choice_of_least_worst_regret_is_told_with_both_figures() -> None:
    """Where the rules differ, what somebody gives up with each stands side by side."""
    given = {**SPLIT.least_worst_regret.worst_regrets, "counter": 3.0, "enmesh": 4.6}
    least = replace(SPLIT.least_worst_regret, option="counter", worst_regrets=given)
    said = text(replace(SPLIT, least_worst_regret=least))
    assert (
        "Least regret: Counter, where no member gives up more than 3.0 points; with Enmesh one gives up 4.6."
        in said
    )


def test_a_group_of_one_mind_has_nothing_to_bring_together() -> None:
    """No division and no movement is shown when all choose the same."""
    found = dilemma.load("threat-reduction", LIBRARY)
    document = panel_document(panel_loaded(found, ("all",), library=LIBRARY), found.scenario, full=True)
    said = terminal.write(document, width=400)
    assert "All members would choose it themselves." in said
    assert "What divides them" not in said
    assert "What would bring two together" not in said


@pytest.mark.parametrize(
    ("w", "correlation", "said"),
    [
        (None, None, "All members rate all options alike."),
        (1.0, 1.0, "All members rank the options in the same order: Enmesh, Counter, Accommodate, Wait out."),
        (0.9, 0.85, "They largely agree on the order of the options (Kendall's W 0.90;"),
        (0.7, 0.55, "They partly agree"),
        (0.5, 0.25, "They agree little"),
        (1 / 3, 0.0, "as different as random ones"),
        (0.0, -0.5, "They rank the options in opposite orders"),
    ],
)
def test_agreement_in_a_sentence(w: float | None, correlation: float | None, said: str) -> None:
    """Every level of concordance has its sentence, with W beside it and what chance would give."""
    found = replace(SPLIT.agreement, kendalls_w=w, rank_correlation=correlation)
    assert said in text(replace(SPLIT, agreement=found))


def test_the_split_tells_weights_from_readings() -> None:
    """Where the camps read scores differently, each criterion shows both parts; else it is all weights.

    By the published means Enmesh is ahead of Counter by 3.43 and 6.99 in one camp and by -4.74 in the
    other: 5.21 + 4.74 = 9.95 between them. All read U.S. engagement alike: (0.20 + 0.25) / 2 - 0.06 of a
    gap of 18.88 is 3.12. Readings differ by Frontline's 6 on security, in one of two members and at the
    mean weight of both camps, 0.30 and 0.10: 0.6; its 4 on cost, with a weight of 0.08 only, adds 0.03.
    """
    found = SPLIT.split
    assert found is not None
    assert "The largest part is U.S. engagement: 3.1 of the 10.0 points between the two camps." in text()
    assert "Different weights account for +9.3 of all these points, different scores for +0.6." in text()
    alike = tuple(replace(part, of_scores=0.0, of_weights=part.points) for part in found.parts)
    said = text(replace(SPLIT, split=replace(found, parts=alike)))
    assert "They differ only in weights" in said
    assert "readings" not in said


def test_no_pair_of_options_in_common() -> None:
    """When nothing is unanimous the report says so."""
    nothing: Agreement = replace(SPLIT.agreement, unanimous=())
    assert "No two options are ranked in the same order by all members" in text(
        replace(SPLIT, agreement=nothing)
    )


def test_what_never_comes_together_is_said() -> None:
    """A pair that no weights bring together stands last, with the word never."""
    last = text(replace(SPLIT, movements=(NEVER, *(SPLIT.movements or ())))).splitlines()[-1]
    assert last.split("  ")[0] == "Frontline state with Realist"
    assert re.search(r" never +no weights put the same option first for both$", last)


def test_two_who_never_meet_do_not_share_a_row_with_others() -> None:
    """Each impossible pair has a row of its own."""
    other = replace(NEVER, profiles=("realist", "order-first"))
    assert text(replace(SPLIT, movements=(NEVER, other))).count("never") == 2


def test_the_nearest_pair_stands_first_with_its_moves() -> None:
    """Pairs are ordered by movement, whoever moves first; each move is a change in points.

    A point from U.S. engagement to standing takes (58.54 - 39.66) + (59.09 - 47.21) = 30.77 hundredths off
    Enmesh's lead over Counter, the most any two criteria do: 3.43 / 0.3077 = 11.1 and 4.74 / 0.3077 = 15.4,
    each counted once where it is taken and once where it is put.
    """
    rows = text().rpartition("by moving\n")[2].splitlines()
    assert [re.split(" {2,}", row) for row in rows] == [
        ["Frontline state with Order first", "22.3", "Counter", "U.S. engagement −11.1, standing +11.1"],
        ["Order first with Realist", "30.8", "Enmesh", "U.S. engagement +15.4, standing −15.4"],
    ]


def test_who_moves_is_said_when_both_move() -> None:
    """Meeting at a third option takes moves of both, each with its name."""
    moves = (
        Move(profile="frontline", criterion="cost", start=8.0, stop=10.0, change=2.0),
        Move(profile="realist", criterion="cost", start=30.0, stop=29.0, change=-1.0),
    )
    both = replace(NEVER, possible=True, points=3.0, option="wait_out", moves=moves, alone={"realist": 5.0})
    last = text(replace(SPLIT, movements=(both,)), full=True)
    assert (
        "Frontline state: cost +2.0; Realist: cost −1.0 "
        "(if only one of them moves: Frontline state never, Realist 5.0)" in last
    )


def test_what_either_would_move_alone_is_told_in_full() -> None:
    """Under full, a pair also tells what it takes for the other one to do all the moving."""
    assert "standing +11.1 (if only one of them moves: Order first 30.8)" in text(full=True)
    assert "only one of them" not in text()


def test_pairs_with_the_same_moves_share_a_row() -> None:
    """All whom the same moves bring one person to stand in one row; no pair is lost.

    Nearest is Cost first, with Wait out 0.15 ahead of Enmesh: 0.4 points from cost to time are enough to
    join all those who choose Enmesh.
    """
    everybody = panel_loaded(NATO, ("all",), library=LIBRARY)
    rows = text(everybody).rpartition("by moving\n")[2].splitlines()
    assert rows[0].startswith(
        "Cost first with Frontline state, Indo-Pacific treaty ally, Trade-exposed middle power, "
        "Equal weights and Realist  "
    )
    left = re.fullmatch(r"(\d+) more pairs: add --full\.", rows[5])
    assert left
    pairs = sum(2 + row.partition("  ")[0].count(",") - (" and " not in row) for row in rows[:5])
    assert pairs + int(left[1]) == len(everybody.movements or ())
    assert "more pairs" not in text(everybody, full=True)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("issue", SCENARIOS)
def test_no_line_is_wider_than_the_terminal(issue: str, width: int) -> None:
    """Whatever the issue, a panel of everybody fits."""
    found = dilemma.load(issue, LIBRARY)
    document = panel_document(panel_loaded(found, ("all",), library=LIBRARY), found.scenario, full=True)
    assert max(map(len, terminal.write(document, width=width).splitlines())) <= width


def test_markdown_has_every_table() -> None:
    """The same document in Markdown: four tables, under their headings."""
    said = markdown.write(panel_document(SPLIT, NATO.scenario, full=True))
    assert said.count("| --- |") + said.count("| ---: |") >= 4
    assert "## What would bring two together" in said


def test_options_are_named_by_title() -> None:
    """No id of an option is shown to a reader."""
    names = Names(NATO.scenario)
    assert names.option("wait_out") in text()
    assert "wait_out" not in text(full=True)


def test_other_ways_to_put_a_group_together_are_told() -> None:
    """The mean of values, the choice by it where it is another one, and both pools where they differ."""
    assert "so pooling changes none" in text(full=True)
    other = {key: 40.0 + 20.0 * (key == "wait_out") for key in SPLIT.mean_values}
    pools = ChancePools(
        linear={"rupture": 0.7, "cooperative": 0.3}, log={"rupture": 0.75, "cooperative": 0.25}
    )
    shown = text(replace(SPLIT, mean_values=other, pooled_chances=pools), full=True)
    assert "Mean of the members' own values: Wait out 60.0" in shown
    assert "By it the group would choose Wait out." in shown
    assert "By it the group" not in text(full=True)
    assert re.search(r"Rupture +70% +75%", shown)
    without = text(replace(SPLIT, pooled_chances=replace(pools, log=None)), full=True)
    assert without.count("somebody rules out each future") == 2
