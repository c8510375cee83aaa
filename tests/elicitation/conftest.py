"""A small scenario to walk through, and hands to walk with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from dilemma.elicitation.state import Subject
from dilemma.elicitation.walk import Walk, answer_question, next_question
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_profile, load_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.elicitation.question import Question
    from dilemma.scenario.model import Profile

SMALL = """\
dilemma: 1
title: Two ways
question: Which way?
as_of: 2024-11-24
options: {accommodate: {}, counter: {}}
criteria:
  norms: {worst: Void., best: "Kept: all of it."}
  cost: {scale: {worst: 80, best: 20, unit: euros}}
  standing: {asks: Who joins?}
futures:
  storm: {asks: Does it break?, chance: [0.1, 0.2, 0.4]}
  calm: {chance: {range: [0.3, 0.5], shared: successor, why: Records say so.}}
  fog: {}
scores:
  accommodate: {norms: 20, cost: 30, standing: {storm: 10, calm: 60, fog: 40}}
  counter: {norms: 70, cost: 65, standing: {storm: 50, calm: 50, fog: 50}}
"""
PARTNER = """\
dilemma: 1
file: profile
title: A partner
weights: {small: {norms: 50, cost: [10, 30], standing: 25}}
adjustments:
  - {scenarios: [small, other], option: counter, criterion: cost, add: -8, why: "Sells: a lot.", from: [AJ]}
  - {scenarios: [other], criterion: cost, add: 5}
"""


class Prepare(Protocol):
    """Loads a scenario to walk through."""

    def __call__(self, text: str = SMALL, *, partner: bool = False, name: str = "small") -> Subject:
        """The subject, with a profile called `partner` if wanted."""
        ...


@pytest.fixture
def prepare(tmp_path: Path) -> Prepare:
    """Loads the small scenario, or another."""

    def prepare(text: str = SMALL, *, partner: bool = False, name: str = "small") -> Subject:
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        found = load_scenario(path, Library(()))
        profiles: tuple[Profile, ...] = ()
        if partner:
            other = tmp_path / "partner.yaml"
            other.write_text(PARTNER, encoding="utf-8")
            profiles = (load_profile(other, {}),)
        return Subject(loaded=found, profiles=profiles, day="2025-03-01")

    return prepare


def asked(walk: Walk) -> Question:
    """The question asked now; there must be one."""
    question = next_question(walk)
    assert question is not None
    return question


def after(subject: Subject, *typed: str) -> Walk:
    """The walk after some answers."""
    walk = Walk(subject=subject)
    for line in typed:
        walk = answer_question(walk, asked(walk), line)
    return walk
