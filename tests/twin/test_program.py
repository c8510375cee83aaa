"""The program agrees with the twin on the figures that rest on the means of what was stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER

from .comparison import compare
from .generate import generate

if TYPE_CHECKING:
    from pathlib import Path

# The default profiles of three issues, and one that leads elsewhere at the modes.
SHIPPED = (("nato", "cost-first"), ("climate", None), ("nuclear", None), ("threat-reduction", "realist"))
# These come out of the verdict and of evidence, which have tests of their own.
ELSEWHERE = ("recommendation.", "signposts.")
FREE = "information.evppi.futures."  # the twin leaves the worth of a free probability out
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
