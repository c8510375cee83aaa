"""Who leads, and by how much the old choice does or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.scenario.diff.pairs import version

from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.recommendation import loses_lead
from dilemma.analysis.difference import find_lead, lead_gain

if TYPE_CHECKING:
    from dilemma.analysis.results.difference import Lead


def led(first: float, second: float, choice: str = "A", **rest: object) -> Lead:
    """The lead of a choice where two options are worth so much on one criterion."""
    scenario = version(
        {
            "options": {"A": {"stance": "counter"}, "B": {"stance": "enmesh"}},
            "criteria": {"x": {"floor": 30}},
            "scores": {"A": {"x": first}, "B": {"x": second}},
            **rest,
        }
    ).scenario
    return find_lead(scenario, decide(scenario), choice)


def test_a_lead_falls_below_nothing() -> None:
    """The margin is the lead while the choice leads, and its opposite once the other does."""
    ahead, behind = led(60, 50), led(40, 50)
    assert (ahead.option, ahead.margin, ahead.lead) == ("A", 10, 10)
    assert (behind.option, behind.margin, behind.lead) == ("B", 10, -10)
    assert lead_gain(ahead, behind) == pytest.approx(-20)
    assert (loses_lead("A", ahead), loses_lead("A", behind)) == (False, True)


def test_an_option_that_is_not_there_has_no_lead() -> None:
    """A choice that is gone has moved, and nothing is gained or lost by it."""
    gone = led(60, 50, "C")
    assert (gone.lead, loses_lead("C", gone), lead_gain(led(60, 50), gone)) == (None, True, None)


def test_a_tie_is_no_move() -> None:
    """Either of two options that tie still leads."""
    tied = led(50, 50)
    assert (tied.ties, tied.lead, loses_lead("A", tied), loses_lead("B", tied)) == (
        ("A", "B"),
        0,
        False,
        False,
    )


def test_rules_and_floors() -> None:
    """A lead under the rule is too close; a leader below a floor is said to be."""
    assert led(51, 50).too_close
    assert not led(51, 50, rules={"too_close": 0.5}).too_close
    assert led(50, 50, rules={"too_close": 0}).too_close
    assert (led(20, 10).below_floor, led(60, 10).below_floor) == (("x",), ())
