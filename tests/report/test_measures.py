"""Every figure of the data is explained: by a measure, or it says itself what it is and stands on a list."""

from __future__ import annotations

import json

import pytest
from tests.builders import TESTS

from dilemma.cli.output import explain
from dilemma.report.measures.registry import MEASURES

DEFINITIONS = json.loads((TESTS.parent / "docs" / "schema" / "result-2.json").read_text(encoding="utf-8"))[
    "$defs"
]
# What has figures of its own; the other parts of a result are explained with the field that holds them.
EXPLAINED = ("Assessment", "OptionResult", "Recommendation", "Rules", "Information", "Rung", "WeightsAlone")
SEVERAL = ("Coalition", "Panel", "PortfolioResult", "Difference")
NAMES = {  # which file, which run, which option: nothing is worked out
    *("schema_version", "dilemma_version", "seed", "scenario", "profile", "framework", "settings", "today"),
    *("warnings", "id", "stance", "option", "runner_up", "ties", "rank", "old", "new"),
}
LISTS = {  # rows whose own keys say what they are: choices by profile, members, issues, changes
    *("options", "recommendation", "rules", "who_chooses", "members", "people", "missing"),
    *("disputes", "moved"),
    *("issues", "changes", "unused", "texts", "reworded", "share", "values"),
}
KNOWN = {name for measure in MEASURES for name in (measure.id.replace("-", "_"), *measure.fields)}


@pytest.mark.parametrize("part", [*EXPLAINED, *SEVERAL])
def test_every_field_is_explained(part: str) -> None:
    """No key of a result lacks a measure unless it is a name or a list of rows."""
    fields = set(DEFINITIONS[part]["properties"])
    assert fields - KNOWN - NAMES - LISTS == set()


def test_no_exception_is_left_over() -> None:
    """What stands on the list is a key of some result and has no measure."""
    fields = {name for part in (*EXPLAINED, *SEVERAL) for name in DEFINITIONS[part]["properties"]}
    assert fields >= NAMES | LISTS
    assert not (NAMES | LISTS) & KNOWN


def test_what_a_measure_explains_is_in_the_data() -> None:
    """A key named by a measure is one of some part of a result."""
    fields = {name for part in DEFINITIONS.values() for name in part.get("properties", {})}
    named = {name for measure in MEASURES for name in measure.fields}
    assert named - fields == set()


def test_a_key_of_the_data_can_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """`--explain` takes the key as well as the id."""
    for name in ("minimax_regret_shares", "possible", "weight_spread", "first_rank_shares_se"):
        explain(name)
        assert len(capsys.readouterr().out.splitlines()) > 5
