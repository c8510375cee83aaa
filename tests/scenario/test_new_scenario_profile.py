"""How weights came about is written so that it is read back the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY

import dilemma
from dilemma.scenario.load import load_profile
from dilemma.scenario.new_scenario import elicited_text, elicited_text_head, elicited_text_tail
from dilemma.scenario.validation.other_files import elicitation_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["nato", "order"])
@pytest.mark.parametrize("started", [None, "middle-power"])
def test_it_is_read_back(name: str, started: str | None, tmp_path: Path) -> None:
    """Date, start, methods, options, futures and scales survive the way through a file."""
    scenario = dilemma.load(name, LIBRARY).scenario
    leaves = [leaf.id for leaf in scenario.leaves]
    given = elicitation_record(
        scenario, day="2024-11-24", started_from=started, method=dict.fromkeys(leaves, "swing")
    )
    path = tmp_path / "me.yaml"
    head = f"dilemma: 1\nfile: profile\ntitle: Me\nkind: person\nweights: {{{name}: {{cost: 100}}}}\n"
    path.write_text(head + elicited_text(name, given), encoding="utf-8")
    assert load_profile(path, {}).file.elicited[name] == given


def test_the_parts_make_the_whole() -> None:
    """A page puts the methods between the two parts; the result is the same text."""
    given = elicitation_record(
        dilemma.load("order", LIBRARY).scenario, day="2024-11-24", started_from=None, method={"cost": "kept"}
    )
    assert elicited_text_head("order", given) + "{cost: kept}" + elicited_text_tail(given) == elicited_text(
        "order", given
    )
