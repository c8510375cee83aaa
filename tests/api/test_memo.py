"""What a report says beyond its issue: the coalition and the portfolio of the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.coalition import coalition
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.memo import coalition_or_gap, related_portfolio
from dilemma.api.portfolio import portfolio
from dilemma.api.request import RunRequest
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.edits.apply import Edits, make_edits
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = Library((FOLDER,))
NATO = dilemma.load("nato", LIBRARY)
FEW = Run(samples=64)


def made(profile: str | None = None, **seen: bool) -> Edits:
    """The edits of a run on NATO."""
    defaults = make_edits(find_profile(profile, NATO, LIBRARY), (), None)
    return Edits(profile=defaults.profile, seen=seen)


def asked(profile: str | None = None, **seen: bool) -> RunRequest:
    """What was typed for it."""
    return RunRequest(
        profiles=() if profile is None else (profile,), evidence=EvidenceRequest(seen=seen), run=FEW
    )


def test_the_coalition_is_that_of_the_command() -> None:
    """With the eyes of the run and with what was seen, it is what `dilemma coalition` gives."""
    wanted = coalition("nato", profile="frontline", seen={"N6": True}, library=LIBRARY)
    assert coalition_or_gap(NATO, made("frontline", N6=True), LIBRARY)[0] == wanted


def test_no_members_no_coalition(tmp_path: Path) -> None:
    """A scenario that names no partners has nothing to tell."""
    text = "dilemma: 1\ntitle: T\nquestion: Q\nas_of: 2024-11-24\n"
    text += "options: {a: {stance: counter}, b: {stance: enmesh}}\ncriteria: {cost: {}}\n"
    text += "scores: {a: {cost: 40}, b: {cost: 50}}\n"
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    found = dilemma.load("small", Library((tmp_path,)))
    assert coalition_or_gap(found, Edits(), LIBRARY)[0] is None
    assert related_portfolio(found, Edits(), asked(), LIBRARY) is None


def test_the_portfolio_is_that_of_the_command() -> None:
    """An event that several issues watch for counts on each of them, one of NATO alone only there."""
    found = related_portfolio(NATO, made(N6=True, Z1=False), asked(N6=True, Z1=False), LIBRARY)
    wanted = portfolio(seen={"N6": True, "Z1": False}, run=FEW, library=LIBRARY)
    assert found is not None
    assert (found.best, found.observed, found.issues) == (wanted.best, wanted.observed, wanted.issues)
    assert set(found.observed or {}) == {"nato", "climate", "nuclear", "threat-reduction"}


@pytest.mark.parametrize("name", ["order", "elsewhere"])
def test_an_issue_no_portfolio_joins(name: str, tmp_path: Path) -> None:
    """Neither an issue that the framework leaves out nor another file of the same name is in it."""
    found = dilemma.load("order", LIBRARY)
    if name == "elsewhere":
        copy = tmp_path / "nato.yaml"
        copy.write_text((FOLDER / "nato.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        found = dilemma.load(copy, LIBRARY)
    assert related_portfolio(found, Edits(), asked(), LIBRARY) is None


def test_eyes_without_weights_elsewhere_are_no_reason_to_refuse(tmp_path: Path) -> None:
    """A profile of one issue gives a report without a word on the others."""
    path = tmp_path / "mine.yaml"
    weights = ", ".join(f"{leaf.id}: 1" for leaf in NATO.scenario.leaves)
    path.write_text(
        f"dilemma: 1\nfile: profile\ntitle: Mine\nkind: person\nweights: {{nato: {{{weights}}}}}\n",
        encoding="utf-8",
    )
    assert related_portfolio(NATO, made(str(path)), asked(str(path)), LIBRARY) is None
    assert related_portfolio(NATO, made("none"), asked("none"), LIBRARY) is not None
