"""A small scenario that tests change by replacing words of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.check import check_file
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_profile, load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.scenario.model import Profile, Scenario
    from dilemma.scenario.problems import Problem

    Write = Callable[[str, str], Path]
    Changes = tuple[tuple[str, str], ...]

SMALL = """\
dilemma: 1
title: Two ways
question: Which way?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria: {norms: {floor: 30}, cost: {scale: {worst: 80, best: 20, unit: euros}}}
weights: {norms: 60, cost: 40}
futures:
  storm: {chance: 0.2}
  calm: {chance: {range: [0.3, 0.5], shared: successor, family: succession}}
  fog: {}
scores:
  accommodate:
    norms: {why: It bends., from: [AJ], confidence: low, storm: 20, calm: 40, fog: {score: 30, why: Hidden.}}
    cost: {score: 30, why: It is cheap., from: [AJ]}
  counter:
    norms: {why: It holds., from: [AJ], storm: [40, 50], calm: [50, 60, 80], fog: 55}
    cost: {score: 70, why: It is dear., from: [AJ]}
coalition: {option: counter, assumed_share: 0.5, per_share: {norms: 20, cost: 10}}
"""


def changed(changes: Changes) -> str:
    """The text of the small scenario with each first text, which occurs once, replaced by the second."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files, folders included."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def build(write: Write) -> Callable[..., Scenario]:
    """Loads the small scenario with words replaced; it must be sound."""

    def build(*changes: tuple[str, str], name: str = "small") -> Scenario:
        return load_scenario(write(f"{name}.yaml", changed(changes)), Library(())).scenario

    return build


@pytest.fixture
def check(write: Write) -> Callable[..., tuple[Problem, ...]]:
    """Checks the small scenario with words replaced; it may be faulty."""

    def check(*changes: tuple[str, str]) -> tuple[Problem, ...]:
        return check_file(write("small.yaml", changed(changes)), Library(()))

    return check


@pytest.fixture
def see(write: Write) -> Callable[[str], Profile]:
    """Loads the profile `eyes` from what comes below its title; it cites nothing."""

    def see(body: str) -> Profile:
        text = f"dilemma: 1\nfile: profile\ntitle: Other eyes\n{body}"
        return load_profile(write("profiles/eyes.yaml", text), {})

    return see
