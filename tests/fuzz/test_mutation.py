"""Mutations are the same for the same seed, and leave enough files readable for the fuzzing to reach far."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.mutation import CAREFUL, CARELESS, INTERESTING, LANGUAGE, mutated

from dilemma.scenario.yaml.parser import parse_yaml

SEED = (Path(__file__).parent / "seeds" / "everything.yaml").read_bytes()


@pytest.mark.parametrize("careful", [0.0, 1.0])
def test_the_same_seed_gives_the_same_bytes(careful: float) -> None:
    """A run can be made again: a mutation depends on its file and its seed alone."""
    once = [mutated(SEED, 10_000, seed, careful=careful) for seed in range(50)]
    assert once == [mutated(SEED, 10_000, seed, careful=careful) for seed in range(50)]
    assert len(set(once)) > 40


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe{", SEED[:7]])
def test_any_bytes_can_be_mutated(data: bytes) -> None:
    """Whatever the fuzzing comes across is the beginning of something else, and never too large."""
    for seed in range(200):
        assert len(mutated(data, 500, seed)) <= 500


def test_every_mutation_changes_something() -> None:
    """None of them is idle on a file that has everything."""
    from random import Random

    text = SEED.decode()
    for change in dict.fromkeys((*CAREFUL, *CARELESS)):
        assert any(change(text, Random(seed)) != text for seed in range(20)), change.__name__


def test_careful_changes_leave_most_files_readable() -> None:
    """What is changed with care is still YAML nine times in ten; the rest would only test the parser."""
    files = (mutated(SEED, 10_000, seed, careful=1.0) for seed in range(200))
    assert sum(parse_yaml(file, "mutated.yaml")[0] is not None for file in files) > 180


def test_the_vocabulary_is_the_languages() -> None:
    """Keys come from the shapes of the files themselves, and what is in brackets stays together."""
    assert {"futures", "if_wrong", "moves_share", "per_share", "relevance"} <= set(LANGUAGE)
    assert {"{beta: [2, 3, 0, 100]}", "[[]]", "'almost certain'", ".nan"} <= set(INTERESTING)
