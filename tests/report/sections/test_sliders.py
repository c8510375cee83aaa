"""What the page of a report starts from, and what it says to type for the same."""

from __future__ import annotations

import numpy as np
from tests.builders import LIBRARY

import dilemma
from dilemma.analysis.core.decision import decide
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, edited_viewpoints
from dilemma.api.viewpoints import find_profile
from dilemma.report.sections.sliders import TypedCommand, slider_data
from dilemma.report.text import Names
from dilemma.scenario.edits.apply import apply_edits, make_edits

NATO = dilemma.load("nato", LIBRARY)
SETTINGS = ("futures.rupture.chance=0.4", "weights.cost=40", "rules.too_close=1")


def test_the_command_keeps_weights_that_were_set() -> None:
    """They are typed with the eyes, for both hold until a slider of the weights moves."""
    made = make_edits(find_profile(None, NATO, LIBRARY), SETTINGS, None)
    result = assess_loaded(NATO, made, Run(samples=64), library=LIBRARY)
    asked = TypedCommand("nato", settings=SETTINGS, profiles=("middle-power",))
    seen = apply_edits(NATO.scenario, made)
    data = slider_data(result, seen, NATO.scenario, asked, Names(seen))
    assert data["command"] == {"start": "dilemma assess nato", "rest": ["--set rules.too_close=1"]}
    assert data["profiles"][0]["eyes"] == ["--as middle-power", "--set weights.cost=40"]


def test_each_profile_is_told_by_what_it_changes() -> None:
    """The scores of the page with the changes of a profile are those of the scenario seen through it."""
    made = make_edits(find_profile("none", NATO, LIBRARY), (), None)
    result, seen = assess_loaded(NATO, made, Run(samples=64), library=LIBRARY), NATO.scenario
    views = edited_viewpoints(NATO, made, LIBRARY)
    data = slider_data(result, seen, seen, TypedCommand("nato"), Names(seen), views=views)
    by_id = {view.profile.id: view for view in views if view.profile}
    assert [profile["id"] for profile in data["profiles"]] == ["none", *by_id]
    for profile in data["profiles"][1:]:
        wanted = decide(by_id[profile["id"]])
        scores = np.array(data["scores"])
        for *cell, value in profile["scores"]:
            scores[tuple(cell)] = value
        assert scores.tolist() == wanted.scores.tolist()
        points = np.array(profile["points"])
        assert np.allclose(points / points.sum(), wanted.weights, atol=1e-12, rtol=0)


def test_a_page_names_no_folder_of_this_machine() -> None:
    """What to type names the file; the folder it was in means nothing to whoever gets the page."""
    made = make_edits(None, (), None)
    result = assess_loaded(NATO, made, Run(samples=64), library=LIBRARY)
    asked = TypedCommand("/home/somebody/port.yaml")
    data = slider_data(result, NATO.scenario, NATO.scenario, asked, Names(NATO.scenario))
    assert data["command"]["start"] == "dilemma assess port.yaml"
