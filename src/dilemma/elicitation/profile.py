"""The result of a walk: a profile as a file would give it, and the scenario assessed with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.api.assess import assess_loaded
from dilemma.elicitation import weights as weighing
from dilemma.report.text import sanitize
from dilemma.scenario.edits.apply import Edits
from dilemma.scenario.model import Profile
from dilemma.scenario.new_scenario import adjustments_text, elicited_text
from dilemma.scenario.parse import validate_node
from dilemma.scenario.validation.other_files import DEFAULT_WEIGHTS, elicitation_record
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import yaml_flow, yaml_scalar

if TYPE_CHECKING:
    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.elicitation.state import Subject, WalkState
    from dilemma.scenario.schema.profile_file import ElicitationMethod, Elicited
    from dilemma.scenario.yaml.nodes import Data


_VALID_ID = re.compile(r"[A-Za-z0-9_-]+")  # what a file may use as the name of another
_PROFILE_HEADER = """\
# Weights given on a walk through `{scenario}` on {day}. Use them with `--as` and this file.
"""
_CHANCES_COMMENT = """\
# A profile says what matters, not what is likely. The chances given on the walk go with it as:
#   {settings}
"""


def profile_text(subject: Subject, state: WalkState, title: str) -> str:
    """Return the profile file of a walk: weights, where they come from, what they were given against."""
    # The adjustments of scores that came with the profile started from belong to the result.
    adjustments = adjustments_text(subject.profile(state.profile), subject.scenario)
    return _header(subject, state) + _profile_body(subject, state, title) + adjustments


def setting_options(subject: Subject, state: WalkState) -> str:
    """Return the chances and scores given as options to type; empty when all are the file's."""
    return " ".join(setting.option for setting in weighing.own_settings(subject, state))


def _header(subject: Subject, state: WalkState) -> str:
    header = _PROFILE_HEADER.format(scenario=sanitize(subject.scenario.id), day=subject.day)
    settings = setting_options(subject, state)
    return header + (_CHANCES_COMMENT.format(settings=settings) if settings else "")


def _profile_body(subject: Subject, state: WalkState, title: str) -> str:
    key = subject.scenario.id if _VALID_ID.fullmatch(subject.scenario.id) else DEFAULT_WEIGHTS
    return "\n".join(
        (
            "dilemma: 1",
            "file: profile",
            f"title: {yaml_scalar(sanitize(title))}",
            "kind: person",
            "",
            f"weights:{' ' * 20}{_weights_comment(subject, state)}",
            f"  {yaml_scalar(key)}: {yaml_flow(_weights_data(subject, state))}",
            "",
            elicited_text(key, _elicited(subject, state)),
        )
    )


def _weights_comment(subject: Subject, state: WalkState) -> str:
    weights = weighing.elicited_weights(subject, state)
    if weights is None:
        return "# kept as they were"
    if weights.points:
        return "# swing points: going from worst to best, against 100 for the swing wanted most"
    return "# an order of swings, the most wanted first; criteria in inner brackets tie"


def _weights_data(subject: Subject, state: WalkState) -> Data:
    """Return the weights given, else those started from, else all equal."""
    kept = weighing.elicited_weights(subject, state) or weighing.apply_answers(subject, state).weights
    return [list(subject.criteria)] if kept is None else weighing.weights_data(kept)


def _elicited(subject: Subject, state: WalkState) -> Elicited:
    started = subject.profile(state.profile)
    return elicitation_record(
        subject.scenario,
        day=subject.day,
        started_from=started.id if started and _VALID_ID.fullmatch(started.id) else None,
        method=_methods(subject, state),
    )


def _methods(subject: Subject, state: WalkState) -> dict[str, ElicitationMethod]:
    weights = weighing.elicited_weights(subject, state)
    if weights is None:
        return dict.fromkeys(subject.criteria, "kept")
    if weights.points:
        return {name: points.how for name, points in weighing.swing_points(subject, state).items()}
    return dict.fromkeys(subject.criteria, "ranking")


_PROFILE_ID = "walk"  # the profile of a walk, until it has a file of its own
DEFAULT_TITLE = "Your answers"


def build_profile(subject: Subject, state: WalkState, title: str = DEFAULT_TITLE) -> Profile:
    """Return the person's profile, read back from its own text: what is assessed is what would be saved."""
    return profile_of_text(profile_text(subject, state, title), Path(f"{_PROFILE_ID}.yaml"))


def profile_of_text(text: str, path: Path) -> Profile:
    """Return the profile of a text of our own, as if a file of that path held it."""
    node, problems = parse_yaml(text.encode(), path.name)
    if node is None:
        raise ValueError(problems[0].message)
    return Profile(path.stem, validate_node(node, "profile", problems).model, path, node)


def assess_walk(
    subject: Subject, state: WalkState, run: Run | None = None, *, title: str = DEFAULT_TITLE
) -> Assessment:
    """Return the scenario assessed through the person's profile, with the chances they gave."""
    settings = weighing.own_settings(subject, state)
    return assess_loaded(
        subject.loaded, Edits(profile=build_profile(subject, state, title), settings=settings), run
    )
