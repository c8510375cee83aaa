"""What is typed about several issues reaches the issues it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.api.evidence import ids_by_issue, settings_by_issue
from dilemma.errors import BadSetting, DilemmaError, UnknownId

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {"nato": ("N1", "Z1"), "climate": ("K1", "Z1")}


def test_settings_go_to_one_issue_or_to_all() -> None:
    """A prefix names the issue; without one, each gets the what-if, in the order typed."""
    found = settings_by_issue(["weights.cost=3", "nato:weights.norms=1"], KNOWN)
    assert found == {"nato": ["weights.cost=3", "weights.norms=1"], "climate": ["weights.cost=3"]}
    with pytest.raises(BadSetting, match="there is no issue `nat`; did you mean `nato`"):
        settings_by_issue(["nat:weights.cost=3"], KNOWN)


def test_an_id_goes_to_every_issue_that_has_it() -> None:
    """A prefix sends it to one; an id that only one issue has needs none."""
    found = ids_by_issue({"Z1": True, "N1": False}, KNOWN, "signpost")
    assert found == {"nato": {"Z1": True, "N1": False}, "climate": {"Z1": True}}
    assert ids_by_issue({"climate:Z1": True}, KNOWN, "signpost") == {"nato": {}, "climate": {"Z1": True}}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Q": True}, "no issue has a signpost `Q`; known: `N1`, `Z1`, `K1`"),
        ({"N11": True}, "no issue has a signpost `N11`; did you mean `N1`"),
        ({"nato:K1": True}, "`nato` has no signpost `K1`"),
        ({"order:Z1": True}, "there is no issue `order`"),
        ({"Z1": True, "nato:Z1": False}, "two things are said of signpost `Z1` on `nato`; say one"),
    ],
)
def test_what_is_about_no_issue(given: dict[str, bool], said: str) -> None:
    """One sentence with the nearest name, or with all of them."""
    with pytest.raises(DilemmaError, match=said):
        ids_by_issue(given, KNOWN, "signpost")


def test_an_assumption_has_its_article() -> None:
    """The refusal is a sentence for either kind of id."""
    with pytest.raises(UnknownId, match="no issue has an assumption `x`; did you mean `xy`"):
        ids_by_issue({"x": True}, {"nato": {"xy"}}, "assumption")


def test_every_answer_names_what_is_contested(tmp_path: Path) -> None:
    """An assessment, a coalition, a panel and a portfolio all say that an entry is left out."""
    log = tmp_path / "log.yaml"
    entry = "{scenario: nato, signpost: N6, seen: true, date: 2026-01, contested: Some call it talk.}"
    log.write_text(f"file: observations\nseen: [{entry}]\n", encoding="utf-8")
    day = "2026-12-31"
    run = dilemma.Run(samples=64, everything=False, today=day)
    answers = (
        dilemma.assess("nato", observed=log, run=run),
        dilemma.coalition("nato", observed=log, today=day),
        dilemma.panel("nato", ["frontline", "realist"], observed=log, today=day),
        dilemma.portfolio(observed=log, run=run),
    )
    for answer in answers:
        told = [warning for warning in answer.warnings if warning.code == "contested-observation"]
        assert len(told) == 1
        assert "Not counted, because readers of the record differ: " in told[0].message
