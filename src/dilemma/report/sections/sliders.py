"""The data with which a page weighs the options again, and the command that does the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING, Any

from dilemma.analysis.core import decision
from dilemma.report.text import capitalize, sanitize
from dilemma.scenario.lexicon import BANDS
from dilemma.scenario.validation.other_files import DEFAULT_WEIGHTS
from dilemma.scenario.validation.stale import elicitation_record
from dilemma.scenario.write_profile import adjustments_text, elicited_text_head, elicited_text_tail
from dilemma.scenario.yaml.writer import yaml_scalar

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.text import Names
    from dilemma.scenario.model import Scenario

_TOTAL_POINTS = 100.0  # the sum of the weights on the page
_TOLERANCE = 1e-9  # swing points that sum to a hundred but for rounding are shown as they are
_ID = re.compile(r"[A-Za-z0-9_-]+")  # what a file may use as the name of another
_WEIGHT_SETTING = re.compile(r"weights\b")  # settings that hold until a slider of the weights moves
# The page writes these settings anew, from its own sliders.
_CHANCE_SETTING = re.compile(r"futures\.[^.=]*\.(chance|probability)=")
_PROFILE_FILE = """\
# Weights set with the sliders of a report on `{scenario}`. Look through these eyes with `--as` and this file.
# A profile says what matters, not what is likely; the page shows the options to type for other chances.
dilemma: 1
file: profile
title: {title}
kind: person

weights:
  {key}: """


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """The command typed for a report, so that its page can say what to type for another.

    Attributes:
        name: the scenario.
        settings: the what-ifs, as typed.
        share: the share of partners that act; None where it was not typed.
        profiles: the profiles assessed by, as typed.
        evidence: the options on what was seen and what is wrong, as typed.
        today: the day to read the scenario on; None where it was not typed.
    """

    name: str
    settings: tuple[str, ...] = ()
    share: float | None = None
    profiles: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    today: str | None = None


def slider_data(
    result: Assessment, scenario: Scenario, base: Scenario, command: TypedCommand, names: Names
) -> dict[str, Any]:
    """Return the data of the page, plain numbers and texts.

    Args:
        result: the assessment the page starts from.
        scenario: the scenario with the edits of the run.
        base: the scenario without them.
        command: the command the page comes from.
        names: what readers see for ids.
    """
    central = decision.decide(scenario)
    return {
        "options": [{"id": key, "name": sanitize(capitalize(names.option(key)))} for key in central.options],
        "criteria": [_criterion_data(key, names) for key in central.criteria],
        "futures": [{"id": key, "name": names.future(key)} for key in central.futures],
        "scores": central.scores.tolist(),
        "points": _slider_points(result, scenario),
        **_slider_chances(scenario, base),
        "evidence": [scenario.evidence[key] for key in central.futures] if scenario.evidence else [],
        "lexicon": scenario.file.lexicon,
        "bands": [[word, low, high] for word, (low, high) in BANDS[scenario.file.lexicon].items()],
        "floors": [scenario.floors.get(key) for key in central.criteria],
        "rule": {"close": scenario.too_close, "pole": scenario.tie_break, "of": _pole_criteria(scenario)},
        "profile": _profile_data(result, scenario),
        "command": _command_data(command),
    }


def _criterion_data(key: str, names: Names) -> dict[str, str]:
    """Return the id and the name of a criterion, and its id as YAML writes it."""
    return {"id": key, "name": names.criterion(key), "key": yaml_scalar(key)}


def _slider_points(result: Assessment, scenario: Scenario) -> list[float]:
    """Return the swing points as stated where they sum to a hundred, else the weights times a hundred."""
    weights = list(result.weights.values())
    swing_points = scenario.weights.points if scenario.weights else {}
    points = [swing_points[key].central for key in result.weights if key in swing_points]
    # Added one by one: since Python 3.12 `sum` compensates, which can differ in the last bit.
    total = 0.0
    for point in points:
        total += point
    return (
        points
        if points and abs(total - _TOTAL_POINTS) < _TOLERANCE
        else [_TOTAL_POINTS * weight for weight in weights]
    )


def _slider_chances(scenario: Scenario, base: Scenario) -> dict[str, Any]:
    """Return the probabilities the sliders start from, and those of the file, before any observation.

    One slider a conditional probability of the chain; else one a future, and together they sum to 1.
    """
    prior, file_prior = (decision.decide(replace(version, evidence={})) for version in (scenario, base))
    if prior.chances.size:
        return {"chain": True, "chances": prior.chances.tolist(), "filed": file_prior.chances.tolist()}
    several_futures = len(prior.futures) > 1
    return {
        "chain": False,
        "chances": prior.probabilities.tolist() if several_futures else [],
        "filed": file_prior.probabilities.tolist() if several_futures else [],
    }


def _pole_criteria(scenario: Scenario) -> list[int]:
    """Return the indices of the criteria that break a tie; none where the order of the file does."""
    return [index for index, leaf in enumerate(scenario.leaves) if leaf.pole == scenario.tie_break]


def _profile_data(result: Assessment, scenario: Scenario) -> dict[str, str]:
    """Return the profile file to save, in three parts.

    The page puts the weights between the first two, and how each was set between the last two.
    """
    name = result.scenario.id
    key = name if _ID.fullmatch(name) else DEFAULT_WEIGHTS
    title = yaml_scalar(f"Weights set on a page about {sanitize(name)}")
    origin = scenario.profile.id if scenario.profile and _ID.fullmatch(scenario.profile.id) else None
    record = elicitation_record(scenario, day=result.today, started_from=origin, method={})
    return {
        "head": _PROFILE_FILE.format(scenario=sanitize(name), title=title, key=yaml_scalar(key)),
        "middle": f"\n\n{elicited_text_head(key, record)}",
        "tail": elicited_text_tail(record) + adjustments_text(scenario.profile, scenario),
    }


def _command_data(command: TypedCommand) -> dict[str, Any]:
    """Return what to type before and after the profile; weights that were set hold until a slider moves."""
    settings = [text for text in command.settings if not _CHANCE_SETTING.match(text)]
    options = [f"--set {quote(text)}" for text in settings if not _WEIGHT_SETTING.match(text)]
    weights = [f"--set {quote(text)}" for text in settings if _WEIGHT_SETTING.match(text)]
    options += [f"--share {command.share:g}"] if command.share is not None else []
    options += [*command.evidence, *([f"--today {command.today}"] if command.today else [])]
    viewpoint = [f"--as {quote(name)}" for name in command.profiles]
    start = f"dilemma assess {quote(command.name)}"
    return {"start": start, "eyes": [*viewpoint, *weights], "rest": options}
