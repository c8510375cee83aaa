"""What a page needs to weigh the options again by itself, and what to type for the same in the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING, Any

from dilemma.analysis.central import decision
from dilemma.report.hostile import harmless
from dilemma.report.names import capitalised
from dilemma.scenario.adjustment_text import adjustments_text
from dilemma.scenario.checks.stale import circumstances
from dilemma.scenario.checks.together import DEFAULT
from dilemma.scenario.elicited_text import after_method, before_method
from dilemma.scenario.lexicon import BANDS
from dilemma.scenario.yaml_text import scalar

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.report.names import Names
    from dilemma.scenario.model import Scenario

WHOLE = 100.0  # the points that weights share on the page
NEAR = 1e-9  # weights this near to whole points are those points
ID = re.compile(r"[A-Za-z0-9_-]+")  # what a file may use as the name of another
WEIGHED = re.compile(r"weights\b")  # settings that hold until a slider of the weights moves
CHANCED = re.compile(r"futures\.[^.=]*\.(chance|probability)=")  # settings that the sliders spell anew
FILE = """\
# Weights set with the sliders of a report on `{scenario}`. Look through these eyes with `--as` and this file.
# A profile says what matters, not what is likely; the page shows the options to type for other chances.
dilemma: 1
file: profile
title: {title}
kind: person

weights:
  {key}: """


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed for this report, so that the page can say what to type for another.

    `told` are the options on what was seen and what is wrong, as typed.
    """

    name: str
    settings: tuple[str, ...] = ()
    share: float | None = None
    whose: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    today: str | None = None


def sliders(
    result: Assessment, seen: Scenario, stated: Scenario, asked: Asked, names: Names
) -> dict[str, Any]:
    """The page's data: plain numbers and texts.

    Args:
        result: what the page starts from.
        seen: the scenario with the edits of the run.
        stated: the scenario without them.
        asked: the command the page comes from.
        names: what readers see for ids.
    """
    at = decision.decide(seen)
    return {
        "options": [{"id": key, "name": harmless(capitalised(names.option(key)))} for key in at.options],
        "criteria": [_criterion(key, names) for key in at.criteria],
        "futures": [{"id": key, "name": names.future(key)} for key in at.futures],
        "scores": at.scores.tolist(),
        "points": _points(result, seen),
        **_chances(seen, stated),
        "evidence": [seen.evidence[key] for key in at.futures] if seen.evidence else [],
        "lexicon": seen.file.lexicon,
        "bands": [[word, low, high] for word, (low, high) in BANDS[seen.file.lexicon].items()],
        "floors": [seen.floors.get(key) for key in at.criteria],
        "rule": {"close": seen.too_close, "pole": seen.tie_break, "of": _pole(seen)},
        "profile": _profile(result, seen),
        "command": _command(asked),
    }


def _criterion(key: str, names: Names) -> dict[str, str]:
    return {"id": key, "name": names.criterion(key), "key": scalar(key)}


def _points(result: Assessment, seen: Scenario) -> list[float]:
    """The swing points as given where they share a hundred, else the weights as points of a hundred."""
    weights = list(result.weights.values())
    given = seen.weights.points if seen.weights else {}
    central = [given[key].central for key in result.weights if key in given]
    total = 0.0
    for each in central:
        total += each
    return central if central and abs(total - WHOLE) < NEAR else [WHOLE * weight for weight in weights]


def _chances(seen: Scenario, stated: Scenario) -> dict[str, Any]:
    """A slider a question of the chain; else one a future, which share the whole; before what was seen."""
    before, filed = (decision.decide(replace(each, evidence={})) for each in (seen, stated))
    if before.chances.size:
        return {"chain": True, "chances": before.chances.tolist(), "filed": filed.chances.tolist()}
    many = len(before.futures) > 1
    return {
        "chain": False,
        "chances": before.probabilities.tolist() if many else [],
        "filed": filed.probabilities.tolist() if many else [],
    }


def _pole(seen: Scenario) -> list[int]:
    """The places of the criteria that break a tie; none where the file's order does."""
    return [place for place, leaf in enumerate(seen.leaves) if leaf.pole == seen.tie_break]


def _profile(result: Assessment, seen: Scenario) -> dict[str, str]:
    """The profile file to save in three parts; the page puts the weights and how each was given between."""
    name = result.scenario.id
    key = name if ID.fullmatch(name) else DEFAULT
    title = scalar(f"Weights set on a page about {harmless(name)}")
    started = seen.profile.id if seen.profile and ID.fullmatch(seen.profile.id) else None
    given = circumstances(seen, day=result.today, started_from=started, method={})
    return {
        "head": FILE.format(scenario=harmless(name), title=title, key=scalar(key)),
        "middle": f"\n\n{before_method(key, given)}",
        "tail": after_method(given) + adjustments_text(seen.profile, seen),
    }


def _command(asked: Asked) -> dict[str, Any]:
    """What to type before and after the profile; weights that were set hold until a slider moves."""
    typed = [text for text in asked.settings if not CHANCED.match(text)]
    kept = [f"--set {quote(text)}" for text in typed if not WEIGHED.match(text)]
    weights = [f"--set {quote(text)}" for text in typed if WEIGHED.match(text)]
    kept += [f"--share {asked.share:g}"] if asked.share is not None else []
    kept += [*asked.told, *([f"--today {asked.today}"] if asked.today else [])]
    eyes = [f"--as {quote(name)}" for name in asked.whose]
    start = f"dilemma assess {quote(asked.name)}"
    return {"start": start, "eyes": [*eyes, *weights], "rest": kept}
