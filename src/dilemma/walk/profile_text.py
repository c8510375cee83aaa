"""The profile of a person, as a file that people and the loader read alike."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING

from dilemma.report.hostile import harmless
from dilemma.scenario.adjustment_text import adjustments_text
from dilemma.scenario.checks.stale import circumstances
from dilemma.scenario.checks.together import DEFAULT
from dilemma.scenario.elicited_text import elicited_text
from dilemma.scenario.yaml_text import flow, scalar
from dilemma.walk import weighing

if TYPE_CHECKING:
    from dilemma.scenario.files.elicited import Elicited, How
    from dilemma.scenario.reading.nodes import Data
    from dilemma.walk.said import Said
    from dilemma.walk.subject import Subject

ID = re.compile(r"[A-Za-z0-9_-]+")  # what a file may use as the name of another
HEAD = """\
# Weights given on a walk through `{scenario}` on {day}. Look through these eyes with `--as` and this file.
"""
CHANCES = """\
# A profile says what matters, not what is likely. The chances given on the walk go with it as:
#   {settings}
"""


def profile_text(subject: Subject, said: Said, title: str) -> str:
    """The profile file of what has been said: weights, where they come from, what they were given against."""
    # The reading of scores that came with the eyes started from, so that the result can be had again.
    adjustments = adjustments_text(subject.profile(said.eyes), subject.scenario)
    return _head(subject, said) + _body(subject, said, title) + adjustments


def typed_settings(subject: Subject, said: Said) -> str:
    """The chances said, as options to type; empty when all are the file's."""
    settings = weighing.chance_settings(subject, said)
    return " ".join(f"--set {quote(f'{each}={flow(each.value)}')}" for each in settings)


def _head(subject: Subject, said: Said) -> str:
    head = HEAD.format(scenario=harmless(subject.scenario.id), day=subject.day)
    settings = typed_settings(subject, said)
    return head + (CHANCES.format(settings=settings) if settings else "")


def _body(subject: Subject, said: Said, title: str) -> str:
    key = subject.scenario.id if ID.fullmatch(subject.scenario.id) else DEFAULT
    return "\n".join(
        (
            "dilemma: 1",
            "file: profile",
            f"title: {scalar(harmless(title))}",
            "kind: person",
            "",
            f"weights:{' ' * 20}{_comment(subject, said)}",
            f"  {scalar(key)}: {flow(_weights(subject, said))}",
            "",
            elicited_text(key, _circumstances(subject, said)),
        )
    )


def _comment(subject: Subject, said: Said) -> str:
    given = weighing.weights(subject, said)
    if given is None:
        return "# kept as they were"
    if given.points:
        return "# swing points: going from worst to best, against 100 for the swing wanted most"
    return "# an order of swings, the most wanted first; criteria in inner brackets tie"


def _weights(subject: Subject, said: Said) -> Data:
    """The weights said, else those started from, else all equal."""
    kept = weighing.weights(subject, said) or weighing.seen(subject, said).weights
    return [list(subject.leaves)] if kept is None else weighing.data(kept)


def _circumstances(subject: Subject, said: Said) -> Elicited:
    started = subject.profile(said.eyes)
    return circumstances(
        subject.scenario,
        day=subject.day,
        started_from=started.id if started and ID.fullmatch(started.id) else None,
        method=_methods(subject, said),
    )


def _methods(subject: Subject, said: Said) -> dict[str, How]:
    given = weighing.weights(subject, said)
    if given is None:
        return dict.fromkeys(subject.leaves, "kept")
    if given.points:
        return {name: each.how for name, each in weighing.points(subject, said).items()}
    return dict.fromkeys(subject.leaves, "ranking")
