"""What the page of a report starts from, and what it says to type for the same."""

from __future__ import annotations

from tests.builders import LIBRARY

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, make_edits
from dilemma.api.viewpoints import find_profile
from dilemma.report.sections.sliders import TypedCommand, slider_data
from dilemma.report.text import Names
from dilemma.scenario.edits.apply import apply_edits

NATO = dilemma.load("nato", LIBRARY)
SETTINGS = ("futures.rupture.chance=0.4", "weights.cost=40", "rules.too_close=1")


def test_the_command_keeps_weights_that_were_set() -> None:
    """They are typed with the eyes, for both hold until a slider of the weights moves."""
    made = make_edits(find_profile(None, NATO, LIBRARY), SETTINGS, None)
    result = assess_loaded(NATO, made, Run(samples=64), library=LIBRARY)
    asked = TypedCommand("nato", settings=SETTINGS, profiles=("middle-power",))
    seen = apply_edits(NATO.scenario, made)
    command = slider_data(result, seen, NATO.scenario, asked, Names(seen))["command"]
    assert command == {
        "start": "dilemma assess nato",
        "eyes": ["--as middle-power", "--set weights.cost=40"],
        "rest": ["--set rules.too_close=1"],
    }
