"""The program agrees with the twin on the figures that rest on the means of what was stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.builders import FOLDER
from tests.elicitation.conftest import SMALL

from . import figures
from .comparison import compare, run_program
from .generate import generate, generate_screened
from .scenario import load_decision

if TYPE_CHECKING:
    from pathlib import Path

# The default profiles of three issues, and one that leads elsewhere at the modes.
SHIPPED = (("nato", "cost-first"), ("climate", None), ("nuclear", None), ("threat-reduction", "realist"))
# These come out of the verdict and of evidence, which have tests of their own.
ELSEWHERE = ("recommendation.", "signposts.")
FREE = "information.evppi.futures."  # the twin leaves the worth of a free probability out
SCREENED = generate_screened()
GENERATED = [one for one in generate() if not one.evidence][:6]


def differences_in_values(path: Path, profile: str | None, **changes: tuple[str, ...]) -> list[str]:
    """The figures on which the two disagree, but for those tested elsewhere."""
    lines = compare(path, profile, **changes)  # type: ignore[arg-type]  # the assumptions taken to be wrong
    return [
        line
        for line in lines
        if not line.startswith(ELSEWHERE) and not (line.startswith(FREE) and "not in the twin" in line)
    ]


@pytest.mark.parametrize(("name", "profile"), SHIPPED)
def test_the_shipped_scenarios(name: str, profile: str | None) -> None:
    """Values, regret, rules, shares, break-evens and worths of information are the twin's."""
    assert differences_in_values(FOLDER / f"{name}.yaml", profile) == []


@pytest.mark.parametrize("number", range(len(GENERATED)))
def test_generated_scenarios(tmp_path: Path, number: int) -> None:
    """So they are where ranges bend, clip and reach beyond their scale in every family."""
    path, profile = GENERATED[number].write(tmp_path)
    assert differences_in_values(path, profile, wrong=GENERATED[number].wrong) == []


@pytest.mark.parametrize("number", range(len(SCREENED)))
def test_hard_floors(tmp_path: Path, number: int) -> None:
    """What a hard floor excludes is listed with the reason, and all figures are those of the options left."""
    generated = SCREENED[number]
    path, profile = generated.write(tmp_path)
    lines = compare(path, profile, generated.evidence, wrong=generated.wrong)
    assert [line for line in lines if not line.startswith(FREE)] == []


HELD = {  # a chance of a storm and swing points, the largest first
    "ana": (90, {"standing": 100, "norms": 0, "cost": 0}),
    "ben": (40, {"cost": 100, "norms": 0, "standing": 0}),
}


def test_a_panel_with_chances_of_their_own(tmp_path: Path) -> None:
    """The mean of the members' values and both pools of their probabilities are the twin's."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    members = []
    for name, (chance, points) in HELD.items():
        swings = "".join(f"  - {{ask: swing.{key}, answer: {points[key]}}}\n" for key in [*points][1:])
        (tmp_path / f"{name}.answers.yaml").write_text(
            f"file: answers\nscenario: small\nperson: {{name: {name}}}\nsteps:\n"
            f"  - {{ask: method, answer: swing}}\n  - {{ask: rank.1, answer: {' '.join(points)}}}\n"
            f"{swings}  - {{ask: chance.storm, answer: {chance}%}}\n  - {{ask: chance.calm, answer: keep}}\n",
            encoding="utf-8",
        )
        members.append(
            load_decision(path, "none", changes={"weights": points, "futures.storm.chance": chance / 100})
        )
    answers = [str(tmp_path / f"{name}.answers.yaml") for name in HELD]
    panel = run_program(["panel", str(path), *answers, "--format", "json"])
    rows = np.array([figures.exact(member).chances for member in members])
    futures = members[0].futures
    for kind, pooled in (("linear", figures.linear_pool(rows)), ("log", figures.log_pool(rows))):
        assert panel["pooled_chances"][kind] == pytest.approx(dict(zip(futures, pooled, strict=True)))
    assert panel["pooled_chances"]["linear"] != pytest.approx(panel["pooled_chances"]["log"])
    means = dict(zip(members[0].options, figures.mean_of_values(members), strict=True))
    assert panel["mean_values"] == pytest.approx(means)
    assert panel["mean_values"] != pytest.approx(panel["group"]["values"])
