"""The result of a walk: the profile as a file would give it, and the scenario assessed through it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.api.assessing import assess_loaded
from dilemma.scenario.edits.apply import Edits
from dilemma.scenario.model import Profile
from dilemma.scenario.parse import validate_node
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.walk import weighing
from dilemma.walk.profile_text import profile_text

if TYPE_CHECKING:
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.walk.said import WalkState
    from dilemma.walk.subject import Subject

_PROFILE_ID = "walk"  # the profile of a walk, until it has a file of its own
DEFAULT_TITLE = "Your answers"


def build_profile(subject: Subject, state: WalkState) -> Profile:
    """Return the person's profile, read back from its own text: what is assessed is what would be saved."""
    name = f"{_PROFILE_ID}.yaml"
    node, problems = parse_yaml(profile_text(subject, state, DEFAULT_TITLE).encode(), name)
    if node is None:
        raise ValueError(problems[0].message)
    return Profile(_PROFILE_ID, validate_node(node, "profile", problems).model, Path(name), node)


def assess_walk(subject: Subject, state: WalkState, run: Run | None = None) -> Assessment:
    """Return the scenario assessed through the person's profile, with the chances they gave."""
    settings = weighing.chance_settings(subject, state)
    return assess_loaded(subject.loaded, Edits(profile=build_profile(subject, state), settings=settings), run)
