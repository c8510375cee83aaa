"""The command printed with a tipping point gives the lead to the option that was announced."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from shlex import split
from typing import TYPE_CHECKING

import pytest
from tests.twin.generate import generate, generate_later, generate_screened

from dilemma.analysis.core.decision import best_indices, decide, exclude_options
from dilemma.analysis.core.run import Run
from dilemma.analysis.sensitivity.ranges import TypedSettings
from dilemma.api.assess import assess_loaded, load
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.request import RunRequest
from dilemma.api.viewpoints import find_profile
from dilemma.cli.options import _parse_share
from dilemma.errors import NothingToCompare
from dilemma.report.sections.sensitivity import nearest_break_evens
from dilemma.scenario.edits.apply import apply_edits
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment, BreakEven
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Profile, Scenario

FROZEN = Path(__file__).parents[2] / "frozen"
LIBRARY = Library((FROZEN,))
ALWAYS = RunRequest(run=Run(samples=64))
CASES = {
    "as it stands": ("nato", RunRequest()),
    "a perspective": ("climate", RunRequest(profiles=("realist",))),
    "no perspective": ("order", RunRequest(profiles=("none",))),
    "a share": ("nato", RunRequest(profiles=("frontline",), share=0.35)),
    "observations": ("nato", RunRequest(evidence=EvidenceRequest(seen={"N6": True, "N7": False}))),
    "a log": ("nuclear", RunRequest(evidence=EvidenceRequest(observed="after-2024", later=True))),
    "a share that moved": ("nato", RunRequest(evidence=EvidenceRequest(seen={"N8": True, "N6": True}))),
    "a wrong assumption": (
        "nato",
        RunRequest(profiles=("realist",), evidence=EvidenceRequest(wrong=("congress",))),
    ),
    "a weight set as a share": ("nato", RunRequest(settings=("weights.cost=30%",))),
    "a hard floor": (
        "nato",
        RunRequest(settings=("criteria.norms.floor=36", "criteria.norms.screen=true")),
    ),
    "a ranking set": ("order", RunRequest(settings=("weights=[norms, [cost, us_engagement], standing]",))),
    "a score of one future": ("nato", RunRequest(settings=("scores.enmesh.cost.rupture=20",))),
    "a probability set": (
        "nato",
        RunRequest(
            settings=("futures.rupture.probability=0.2", "weights.norms=12"),
            evidence=EvidenceRequest(seen={"N6": True}),
        ),
    ),
}


def typed_request(command: str) -> tuple[str, RunRequest]:
    """Return the scenario and the request that a command asks for."""
    program, verb, name, *words = split(command)
    assert (program, verb) == ("dilemma", "assess")
    options = list(zip(words[::2], words[1::2], strict=True))
    share = [value for option, value in options if option == "--share"]
    seen = {value: option == "--seen" for option, value in options if option in ("--seen", "--not-seen")}
    assert {option for option, _ in options} <= {
        "--as",
        "--set",
        "--share",
        "--seen",
        "--not-seen",
        "--wrong",
    }
    return name, RunRequest(
        profiles=[value for option, value in options if option == "--as"],
        settings=[value for option, value in options if option == "--set"],
        share=_parse_share(share[0]) if share else None,
        evidence=EvidenceRequest(
            seen=seen, wrong=[value for option, value in options if option == "--wrong"]
        ),
    )


@cache
def read(name: str, profile: str | None, library: Library) -> tuple[LoadedScenario, Profile | None]:
    """Return a scenario and a profile as their files have them."""
    loaded = load(name, library)
    return loaded, find_profile(profile, loaded, library)


def edited(name: str, request: RunRequest, library: Library, *, whole: bool = False) -> Scenario:
    """Return the scenario that a request leads to, with or without what hard floors exclude."""
    loaded, profile = read(name, request.profile, library)
    scenario = apply_edits(loaded.scenario, request.edits(profile, loaded.scenario, library))
    return scenario if whole else exclude_options(scenario)


def leading(command: str, library: Library) -> set[str | None]:
    """Return who leads in the run of a command; it needs two options, but says which one is left."""
    try:
        decision = decide(edited(*typed_request(command), library))
    except NothingToCompare as alone:
        return {alone.left}
    return {decision.options[index] for index in best_indices(decision.value)}


def assessed(name: str, request: RunRequest, library: Library) -> Assessment:
    """Return the result with its commands."""
    loaded, profile = read(name, request.profile, library)
    edits = request.edits(profile, loaded.scenario, library)
    return assess_loaded(loaded, edits, ALWAYS.run, library=library, others=False)


def hold(name: str, request: RunRequest, library: Library) -> int:
    """Hold every command of a run to what it announces; return how many there are."""
    result, before = assessed(name, request, library), edited(name, request, library, whole=True)
    typed = TypedSettings(before, decide(before))
    changes = nearest_break_evens(result)
    for change in changes:
        if change.command is None:
            continue
        assert leading(change.command, library) == set(change.ties or (change.winner,)), change.command
        hold_before(change, typed, library, result)
    return sum(change.command is not None for change in changes)


def hold_before(change: BreakEven, typed: TypedSettings, library: Library, result: Assessment) -> None:
    """Hold the old leader to its lead a thousandth before the point."""
    earlier = typed.option(change.kind, change.of, change.at, change.now)
    if earlier is None or change.setting is None or change.command is None:
        return
    command = change.command.replace(change.setting, earlier)
    recommendation = result.recommendation
    assert leading(command, library) == set(recommendation.ties or (recommendation.option,)), command


@pytest.mark.parametrize("case", CASES)
def test_what_is_printed_does_what_it_says(case: str) -> None:
    """Under profiles, what-ifs, a share and observations alike; whatever the run set already."""
    name, request = CASES[case]
    assert hold(str(FROZEN / f"{name}.yaml"), request, LIBRARY) >= 5


@pytest.mark.parametrize("number", range(0, 55, 3))
def test_the_same_of_any_file(tmp_path: Path, number: int) -> None:
    """Generated ones, with scales that fall or bend, rankings, evidence and wrong assumptions."""
    generated = (*generate(), *generate_later(), *generate_screened())[number]
    path, viewpoint = generated.write(tmp_path)
    evidence = EvidenceRequest(seen=generated.evidence, wrong=generated.wrong)
    hold(str(path), RunRequest(profiles=(viewpoint or "none",), evidence=evidence), Library(()))
