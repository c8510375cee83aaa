"""The sliders on scenarios nobody would write twice: rows are matched by id, and values are the program's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.family import Tally, compare, generated, write_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Open

# The whole family, a hundred scenarios by twenty states, is a command: `python -m tests.browser.family`.
# Without the first, whose forty criteria cost more than the other seven.
SEEDS, STATES = range(1, 8), 4

LEASE = {
    "dilemma": 1,
    "title": "The lease",
    "question": "Renew it?",
    "as_of": "2024-11-24",
    "options": {"accommodate": {"title": "eFP renewal"}, "counter": {}},
    "criteria": {"income": {}, "control": {}},
    "weights": {"income": 1, "control": 2},
    "futures": {"boom": {"chance": 0.3}, "slump": {}},
    "scores": {
        "accommodate": {"income": 30, "control": {"boom": 20, "slump": 60}},
        "counter": {"income": 50, "control": {"boom": 40, "slump": 20}},
    },
}


def saved(data: dict[str, Any], folder: Path) -> Path:
    """Return the path of a scenario written as JSON, which is YAML too."""
    path = folder / "case.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def check(data: dict[str, Any], folder: Path, visit: Open, *, states: int = STATES, seed: int = 0) -> None:
    """Check that a page says nothing on the console and agrees with the program at some states."""
    path = saved(data, folder)
    opened = visit(write_page(path))
    tally = Tally()
    compare(opened.page, path, states, seed, tally)
    assert opened.messages == []
    assert tally.mismatches == []
    assert tally.states == states


@pytest.mark.parametrize("seed", SEEDS)
def test_any_scenario_is_weighed_as_by_the_program(seed: int, tmp_path: Path, visit: Open) -> None:
    """Whatever its titles, tree, futures and weights, each state has the program's order and values."""
    check(generated(seed), tmp_path, visit, seed=seed)


@pytest.mark.parametrize(
    "titles",
    [
        ("eFP renewal", None),
        ("Same", "Same"),
        ("Same", "same"),
        ("a\tb", "a\nb"),
        ("2024", "10"),
        ("<b>x</b>", "("),
    ],
    ids=["small letter and none", "equal", "equal but for a capital", "tab and break", "digits", "markup"],
)
def test_a_title_does_not_stop_the_sliders(
    titles: tuple[str | None, str | None], tmp_path: Path, visit: Open
) -> None:
    """Titles that are displayed otherwise than written, or alike, leave every row its own value."""
    first, second = ({"title": title} if title else {} for title in titles)
    check({**LEASE, "options": {"accommodate": first, "counter": second}}, tmp_path, visit)


def test_options_of_one_title_can_be_told_apart(tmp_path: Path, visit: Open) -> None:
    """Their ids follow where two titles are equal, in the table and in the sentence."""
    options = {"accommodate": {"title": "Same"}, "counter": {"title": "Same"}}
    opened = visit(write_page(saved({**LEASE, "options": options}, tmp_path)))
    assert set(opened.values()) == {"Same (accommodate)", "Same (counter)"}
    assert opened.verdict().startswith("Same (accommodate) leads Same (counter)")


def test_an_option_that_a_scenario_leaves_out_stays_out(tmp_path: Path, visit: Open) -> None:
    """Of the options of a framework, one removed with `null` has no row and no value."""
    aims = ("norms", "security", "us_engagement", "standing", "cost", "time", "domestic")
    rows = {"rupture": 20, "cooperative": 60, "transactional": 50, "retrenched": 30}
    data: dict[str, Any] = {
        **{key: LEASE[key] for key in ("dilemma", "title", "question", "as_of")},
        "framework": "allies",
        "options": {"wait_out": None, "enmesh": None},
        "futures": {"rupture": {"chance": 0.2}, "transactional": {"chance": 0.5}},
        "weights": dict.fromkeys(aims, 1),
        "scores": {"accommodate": dict.fromkeys(aims, rows), "counter": dict.fromkeys(aims, 45)},
    }
    check(data, tmp_path, visit)
