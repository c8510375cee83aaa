"""A result of what was set for one run says so, in words, in whatever form it is read."""

from __future__ import annotations

import pytest
from tests.builders import LIBRARY, shipped_result

import dilemma
from dilemma.report.formats import terminal
from dilemma.report.memo.memo import memo_document
from dilemma.report.sections.assessment import assessment_document
from dilemma.report.sections.judgement_names import describe_settings, what_if_paragraphs
from dilemma.scenario.edits.what_if import _PATHS

NATO = dilemma.load("nato", LIBRARY)
DEPENDENCE = (
    "dependence of signposts “Net U.S. force cut in Europe of 10,000 or more” and “U.S. gives up SACEUR or "
    "an equivalent command” 0.2"
)
SPOKEN = {
    "weights": ({"cost": 1}, "weights cost 1"),
    "weights.us_engagement": (30, "weight of U.S. engagement 30"),
    "futures.rupture.chance": ([0.1, 0.2], "chance of rupture 10% to 20%"),
    "futures.rupture.probability": (0.3, "probability of rupture 30%"),
    "scores.wait_out.cost": (40, "score of Wait out on cost 40"),
    "scores.wait_out.cost.rupture": (40.5, "score of Wait out on cost in rupture 40.5"),
    "criteria.norms.floor": (20, "floor of norms 20"),
    "criteria.norms.screen": (True, "hard floor of norms true"),
    "coalition.assumed_share": (0.5, "share of partners assumed 50%"),
    "rules.too_close": (3, "margin under which it is too close 3"),
    "signpost_groups.presence.dependence": (0.2, DEPENDENCE),
    "rules.tie_break": ("order", "pole that breaks a tie order"),
    "rules.weight_spread": (0.3, "spread assumed for a plain weight 0.3"),
    "rules.dependence": ("by_option", "correlation of errors in the scores by_option"),
    "share": (0.45, "share of partners that act 45%"),
}


@pytest.mark.parametrize(("path", "spoken"), SPOKEN.items())
def test_every_path_has_words(path: str, spoken: tuple[object, str]) -> None:
    """What is set is named as a reader knows it, with its value as `--set` takes it."""
    value, words = spoken
    assert describe_settings({path: value}, NATO.scenario) == words


def test_no_path_is_forgotten() -> None:
    """Each path that can be set has an example above."""
    shapes = {tuple(part if part.islower() else "ID" for part in path.split(".")) for path in _PATHS}
    known = {part for path in _PATHS for part in path.split(".") if part.islower()}
    shown = {tuple(part if part in known else "ID" for part in path.split(".")) for path in SPOKEN}
    assert shapes <= shown


def test_a_run_as_the_files_say_has_no_such_line() -> None:
    """Nothing is said where nothing was set."""
    result = shipped_result("nato")
    assert result.settings is None
    assert what_if_paragraphs(result.settings, NATO.scenario) == []
    assert "What if" not in terminal.write(assessment_document(result, NATO.scenario, full=True))


def test_the_screen_and_the_memo_say_what_was_set() -> None:
    """A minister who sees the memo alone knows that a chance and a share were put in by hand."""
    result = dilemma.assess("nato", settings=["futures.rupture.chance=0.4"], share=0.45, library=LIBRARY)
    assert result.settings == {"share": 0.45, "futures.rupture.chance": 0.4}
    for document in (
        assessment_document(result, NATO.scenario, full=False),
        memo_document(result, NATO.scenario),
    ):
        line = next(line for line in terminal.write(document, width=200).splitlines() if "What if" in line)
        assert "share of partners that act 45%; chance of rupture 40%" in line
