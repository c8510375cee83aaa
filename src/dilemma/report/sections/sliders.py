"""The data with which a page weighs the options again, and the command that does the same."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from dilemma.analysis.core import decision
from dilemma.analysis.core.scores import score_shifts
from dilemma.analysis.uncertainty.draws import sampling_data
from dilemma.records import dataclass
from dilemma.report.charts.style import CRITERION_STYLES, SERIES_STYLES
from dilemma.report.numbers import format_plain
from dilemma.report.text import sanitize
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.lexicon import BANDS
from dilemma.scenario.model import ALWAYS, drop_options, value_points_of
from dilemma.scenario.new_scenario import adjustments_text, elicited_text_head, elicited_text_tail
from dilemma.scenario.validation.other_files import DEFAULT_WEIGHTS, elicitation_record
from dilemma.scenario.validation.references import NO_PROFILE
from dilemma.scenario.yaml.text import yaml_scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.text import Names
    from dilemma.scenario.model import LeafCriterion, Scenario

_TOTAL_POINTS = 100.0  # the sum of the weights on the page
_TOLERANCE = 1e-9  # swing points that sum to a hundred but for rounding are shown as they are
_ID = re.compile(r"[A-Za-z0-9_-]+")  # what a file may use as the name of another
_WEIGHT_SETTING = re.compile(r"weights\b")  # settings that hold until a slider of the weights moves
# The page writes these settings anew, from its own sliders.
_CHANCE_SETTING = re.compile(r"futures\.[^.=]*\.(chance|probability)=")
_PROFILE_FILE = """\
# Weights set with the sliders of a report on `{scenario}`. Use them with `--as` and this file.
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
    result: Assessment,
    scenario: Scenario,
    base: Scenario,
    command: TypedCommand,
    names: Names,
    *,
    views: Sequence[Scenario] = (),
) -> dict[str, Any]:
    """Return the data of the page, plain numbers and texts.

    Args:
        result: the assessment the page starts from.
        scenario: the scenario with the edits of the run.
        base: the scenario without them.
        command: the command the page comes from.
        names: what readers see for ids.
        views: the scenario with the same edits by other profiles, to switch to on the page.
    """
    excluded = [row.option for row in result.excluded]
    all_options, left_out = tuple(scenario.options), _excluded_data(scenario, excluded, names)
    scenario = drop_options(scenario, excluded)
    central = decision.decide(scenario)
    typed = _command_data(command)
    others = [drop_options(view, excluded) for view in views if _profile_id(view) != _profile_id(scenario)]
    return {
        "options": [{"id": key, "name": sanitize(names.option(key))} for key in central.options],
        "criteria": [_criterion_data(leaf, names) for leaf in scenario.leaves],
        "futures": [_future_data(key, names) for key in central.futures],
        "plain": central.futures == (ALWAYS,),
        "scores": central.scores.tolist(),
        "profiles": [
            _viewpoint_data(scenario, central.scores, [*typed["viewpoint"], *typed["weights"]]),
            *(
                _viewpoint_data(view, central.scores, [f"--as {quote(_profile_id(view))}", *typed["weights"]])
                for view in others
            ),
        ],
        **_slider_chances(scenario, base),
        "evidence": [scenario.evidence[key] for key in central.futures] if scenario.evidence else [],
        "lexicon": scenario.file.lexicon,
        "bands": [[word, low, high] for word, (low, high) in BANDS[scenario.file.lexicon].items()],
        "floors": [scenario.floors.get(key) for key in central.criteria],
        **left_out,
        "rule": {"close": scenario.too_close, "shown": format_plain(scenario.too_close)},
        "profile": _profile_data(result, scenario),
        "command": {"start": typed["start"], "rest": typed["rest"]},
        **_style_data([index for index, key in enumerate(all_options) if key not in excluded]),
        "sampling": sampling_data(scenario, [scenario, *others]),
    }


def _excluded_data(scenario: Scenario, excluded: Sequence[str], names: Names) -> dict[str, Any]:
    """Return which floors are hard, and the options below one with their scores."""
    central = decision.decide(scenario)
    return {
        "screens": [key in scenario.screens for key in central.criteria],
        "excluded": [
            {"name": sanitize(names.option(key)), "scores": rows.tolist()}
            for key, rows in zip(central.options, central.scores, strict=True)
            if key in excluded
        ],
    }


def _style_data(kept: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
    """Return the styles of options, those at `kept` in the file first, and those of criteria."""
    used = [SERIES_STYLES[index % len(SERIES_STYLES)] for index in kept]
    keys = ("colour", "ink", "hatch", "dash", "marker")
    return {
        "looks": [{key: getattr(look, key) for key in keys} for look in (*used, *SERIES_STYLES[len(used) :])],
        "parts": [{key: getattr(look, key) for key in keys[:3]} for look in CRITERION_STYLES],
    }


def _criterion_data(leaf: LeafCriterion, names: Names) -> dict[str, Any]:
    """Return a criterion: its id, its name, its id as YAML writes it, its pole and its value function."""
    return {
        "id": leaf.id,
        "name": names.criterion(leaf.id),
        "title": sanitize(names.criterion_title(leaf.id)),
        "key": yaml_scalar(leaf.id),
        "pole": leaf.pole,
        "levels": value_points_of(leaf.criterion),
    }


def _future_data(key: str, names: Names) -> dict[str, str]:
    """Return a future: its id, its name, its title and what decides it."""
    title, means = sanitize(names.future_title(key)), sanitize(names.future_meaning(key))
    return {"id": key, "name": names.future(key), "title": title, "means": means}


def _profile_id(view: Scenario) -> str:
    """Return the name to type for the profile of a view."""
    return view.profile.id if view.profile else NO_PROFILE


def _viewpoint_data(view: Scenario, scores: Floats, typed: list[str]) -> dict[str, Any]:
    """Return what a profile changes: the weights, and the scores that it reads differently.

    Args:
        view: the scenario by the profile.
        scores: central scores of the page, [option, criterion, future]; only others are listed.
        typed: the options of the command for this profile.
    """
    central, added = decision.decide(view), score_shifts(view)
    own = "no party in particular (the analyst's own weights)" if view.weights else "equal weights"
    return {
        "id": _profile_id(view),
        "title": sanitize(view.profile.file.title) if view.profile else own,
        "key": yaml_scalar(view.profile.id) if view.profile and _ID.fullmatch(view.profile.id) else None,
        "points": _slider_points(central.weights, view),
        "scores": _changed_cells(central.scores, scores),
        "added": _changed_cells(added, 0 * added),
        "adjustments": adjustments_text(view.profile, view),
        "eyes": typed,
    }


def _changed_cells(scores: Floats, base: Floats) -> list[list[float]]:
    """Return the cells of an array that differ from another, as [option, criterion, future, value]."""
    return [
        [option, criterion, future, score]
        for option, (rows, base_rows) in enumerate(zip(scores.tolist(), base.tolist(), strict=True))
        for criterion, (row, base_row) in enumerate(zip(rows, base_rows, strict=True))
        for future, (score, base_score) in enumerate(zip(row, base_row, strict=True))
        if score != base_score
    ]


def _slider_points(weights: Floats, scenario: Scenario) -> list[float]:
    """Return the swing points as stated where they sum to a hundred, else the weights times a hundred."""
    swing_points = scenario.weights.points if scenario.weights else {}
    points = [swing_points[leaf.id].central for leaf in scenario.leaves if leaf.id in swing_points]
    return (
        points
        if points and abs(sum_in_order(points) - _TOTAL_POINTS) < _TOLERANCE
        else [_TOTAL_POINTS * weight for weight in weights.tolist()]
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


def _profile_data(result: Assessment, scenario: Scenario) -> dict[str, str]:
    """Return the profile file to save, in three parts.

    The page puts the weights between the first two, and between the last two the day on which they were set,
    the profile they started from and how each was set. Adjustments follow, those of the profile.
    """
    name = result.scenario.id
    key = name if _ID.fullmatch(name) else DEFAULT_WEIGHTS
    title = yaml_scalar(f"Weights set on a page about {sanitize(name)}")
    record = elicitation_record(scenario, day=result.today, started_from=None, method={})
    middle, _, _ = elicited_text_head(key, record).rpartition(result.today)
    return {
        "head": _PROFILE_FILE.format(scenario=sanitize(name), title=title, key=yaml_scalar(key)),
        "middle": f"\n\n{middle}",
        "tail": elicited_text_tail(record),
    }


def _command_data(command: TypedCommand) -> dict[str, Any]:
    """Return what to type before and after the profile; weights that were set hold until a slider moves."""
    settings = [text for text in command.settings if not _CHANCE_SETTING.match(text)]
    options = [f"--set {quote(text)}" for text in settings if not _WEIGHT_SETTING.match(text)]
    weights = [f"--set {quote(text)}" for text in settings if _WEIGHT_SETTING.match(text)]
    options += [f"--share {command.share:g}"] if command.share is not None else []
    options += [*command.evidence, *([f"--today {command.today}"] if command.today else [])]
    viewpoint = [f"--as {quote(name)}" for name in command.profiles]
    # A path of this machine means nothing to whoever gets the page; the name of the file does.
    start = f"dilemma assess {quote(Path(command.name).name)}"
    return {"start": start, "viewpoint": viewpoint, "weights": weights, "rest": options}
