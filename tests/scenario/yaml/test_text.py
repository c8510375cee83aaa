"""Texts held in memory are read in place of the disk, and nothing else is."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dilemma.errors import FaultyFile, UnknownName
from dilemma.scenario.library import SUFFIXES, Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.yaml.text import files_in_memory

SHIPPED = Path(__file__).parents[3] / "scenarios"
ELSEWHERE = Path("nowhere/at/all")


def texts() -> dict[Path, bytes]:
    """Everything that ships, under paths that do not exist."""
    found = (path for path in SHIPPED.rglob("*") if path.suffix in SUFFIXES)
    return {ELSEWHERE / path.relative_to(SHIPPED): path.read_bytes() for path in found}


@pytest.mark.parametrize("name", ["nato", "order"])
def test_a_scenario_is_what_it_is_on_the_disk(name: str) -> None:
    """Framework and sources are found among the texts, and the scenario is the same but for its path."""
    with files_in_memory(texts()):
        held = load_scenario(ELSEWHERE / f"{name}.yaml", Library((ELSEWHERE,))).scenario
    there = load_scenario(SHIPPED / f"{name}.yaml", Library((SHIPPED,))).scenario
    assert (held.file, held.rows, held.sources) == (there.file, there.rows, there.sources)


def test_the_disk_is_out_of_reach() -> None:
    """A file that is on the disk, but not among the texts, is not there."""
    with files_in_memory(texts()):
        with pytest.raises(FileNotFoundError):
            load_scenario(SHIPPED / "nato.yaml", Library((SHIPPED,)))
        with pytest.raises(UnknownName):
            Library((SHIPPED,)).find("scenario", "nato")
        assert Library((SHIPPED,)).all("profile") == {}


def test_afterwards_the_disk_is_back() -> None:
    """Leaving, even by an error, ends it."""
    with pytest.raises(ZeroDivisionError), files_in_memory({}):
        _ = 1 / 0
    assert "nato" in Library((SHIPPED,)).all("scenario")


def test_what_is_wrong_can_be_sent_back() -> None:
    """A fault found by another process arrives as it was raised, with every place."""
    path = ELSEWHERE / "nato.yaml"
    with files_in_memory({path: b"dilemma: 1\ntitel: x\n"}), pytest.raises(FaultyFile) as faulty:
        load_scenario(path, Library((ELSEWHERE,)))
    again = pickle.loads(pickle.dumps(faulty.value))
    assert again.problems == faulty.value.problems
    assert again.problems[0].span.source.name == "nowhere/at/all/nato.yaml"
    unknown = pickle.loads(pickle.dumps(UnknownName("profile", "x", ("y",))))
    assert (unknown.kind, unknown.name, unknown.known) == ("profile", "x", ("y",))
