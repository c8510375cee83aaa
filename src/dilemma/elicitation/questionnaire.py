"""The questions of a walk as plain data, for a page that a person fills in without the program.

A walk and a page share the texts, the ids and the rules: which numbers are accepted, which trade-offs are put
to a person, when an answer contradicts another. What a page saves, a walk replays.
"""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING, Any

from dilemma.elicitation import chances, judgements, swing_weights, trade_offs
from dilemma.elicitation.people import subject_fingerprint
from dilemma.elicitation.walk import METHODS
from dilemma.elicitation.weights import TOP_POINTS
from dilemma.errors import BadRequest
from dilemma.report.numbers import format_percent, format_plain
from dilemma.report.text import capitalize, sanitize, spell_days
from dilemma.scenario.lexicon import BANDS, band
from dilemma.scenario.model import score_limits
from dilemma.scenario.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.elicitation.people import Person
    from dilemma.elicitation.state import Subject
    from dilemma.scenario.model import FutureChance, LeafCriterion
    from dilemma.scenario.yaml.nodes import Data

_FEWEST_FOR_A_SPREAD = 3  # among two, everybody knows whose the other number is


def questionnaire_data(
    subject: Subject, expected_scores: Floats, *, round: int = 1, spread: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return everything a page needs to ask, plain numbers and texts.

    Args:
        subject: what is asked about, with the scores to judge.
        expected_scores: of the file, from which the trade-off that decides follows, [option, criterion].
        round: which round it is.
        spread: what the earlier round answered, by question; None in the first.
    """
    scenario, names = subject.scenario, subject.names
    content = {
        "scenario": scenario.id,
        "title": scenario.file.title,
        "question": scenario.file.question,
        "stakes": scenario.file.stakes,
        "as_of": scenario.file.as_of,
        "basis": subject_fingerprint(scenario),
        "round": round,
        "options": [_option_data(subject, key) for key in scenario.options],
        "futures": [
            {"title": capitalize(future.title), "asks": scenario.file.futures[future.id].asks}
            for future in scenario.futures
            if future.id in scenario.file.futures
        ],
        "criteria": [_criterion_data(leaf, names.criterion(leaf.id)) for leaf in scenario.leaves],
        "methods": [
            {"key": method.key, "detail": method.detail} for method in METHODS if method.key != "keep"
        ],
        "expected": expected_scores.tolist(),
        "weights": _weight_rules(),
        "chain": scenario.chances == "chain",
        "words": [[word, low, high] for word, (low, high) in BANDS[scenario.file.lexicon].items()],
        "chances": [_chance_data(subject, future) for future in scenario.futures[:-1]],
        "judgements": [_judgement_data(subject, path) for path in subject.judgements],
        "spread": spread or {},
    }
    return {key: _readable(value, key) for key, value in content.items()}


def _weight_rules() -> dict[str, Any]:
    """Return by which rules weights are checked, on the page as on a walk."""
    return {
        "top": TOP_POINTS,
        "amounts": list(trade_offs.AMOUNTS),
        "tolerance": trade_offs.TOLERANCE,
        "most": trade_offs.WHOLE_WAY,
        "asked": dict(trade_offs.QUESTIONS),
        "text": trade_offs.TEXT,
    }


_NO_TEXTS = frozenset({"scenario", "basis", "as_of", "id", "key"})


def _readable(content: Any, key: str = "") -> Any:
    """Return data with every text free of invisible characters and days in words, ids as they are."""
    if isinstance(content, str):
        return sanitize(content) if key in _NO_TEXTS else spell_days(sanitize(content))
    if isinstance(content, dict):
        return {name: _readable(value, name) for name, value in content.items()}
    return [_readable(value, key) for value in content] if isinstance(content, list) else content


def _option_data(subject: Subject, key: str) -> dict[str, Any]:
    option = subject.scenario.options[key]
    return {
        "name": capitalize(subject.names.option(key)),
        "definition": option.definition,
        "does": [act.act for act in option.does],
        "does_not": option.does_not,
    }


def _criterion_data(leaf: LeafCriterion, name: str) -> dict[str, Any]:
    worst, best = swing_weights.swing_ends(leaf)
    return {
        "id": leaf.id,
        "name": capitalize(name),
        "title": leaf.title if leaf.title.lower() != name.lower() and leaf.title != leaf.id else None,
        "asks": leaf.criterion.asks,
        "worst": worst or "the worst that can be expected",
        "best": best or "the best that can be expected",
    }


def _chance_data(subject: Subject, future: FutureChance) -> dict[str, Any]:
    entry = subject.scenario.file.futures.get(future.id)
    chance = entry and (entry.chance or entry.probability)
    return {
        "id": f"chance.{future.id}",
        "title": capitalize(future.title),
        "text": chances.question_text(subject, future),
        "file": chances.file_note(subject, future),
        "why": chance.why if chance else None,
    }


def _judgement_data(subject: Subject, path: str) -> dict[str, Any]:
    judgement = judgements.score_at(subject.scenario, path)
    leaf = judgements.criterion_at(subject.scenario, path)
    low, high = score_limits(leaf.criterion)
    bounds = judgement.score.bounds
    title_note = () if leaf.title == leaf.id else (leaf.title,)
    notes = (*title_note, *judgements.end_notes(leaf))
    span = f", from {format_plain(bounds[0])} to {format_plain(bounds[1])}" if bounds[0] < bounds[1] else ""
    return {
        "id": f"{judgements.JUDGEMENT}{path}",
        "title": judgements.judgement_text(subject, path),
        "short": judgements.short_text(subject, path),
        "text": " ".join(f"{note.rstrip('.')}." for note in notes),
        "low": low,
        "high": high,
        "file": f"The file: {format_plain(round(judgement.score.central, 1))}{span}.",
        "why": judgement.why,
    }


def answers_spread(people: Sequence[Person], subject: Subject) -> dict[str, Any]:
    """Return what people answered on each question, without who: quartiles, range, comments sorted.

    Raises:
        BadRequest: they are too few to stay anonymous.
    """
    if len(people) < _FEWEST_FOR_A_SPREAD:
        raise BadRequest(
            f"a spread of {len(people)} would tell who answered what; it takes {_FEWEST_FOR_A_SPREAD} people"
        )
    spread: dict[str, Any] = {}
    for leaf in subject.scenario.leaves:
        points = [_points_of(person, leaf.id) for person in people]
        known = [value for value in points if value is not None]
        spread[f"swing.{leaf.id}"] = _spread_of(known, _comments(people, f"swing.{leaf.id}"), format_plain)
    spread["rank.1"] = {"text": None, "comments": _comments(people, "rank.1")}
    for future in subject.scenario.futures[:-1]:
        kind = "chance" if subject.scenario.chances == "chain" else "probability"
        given = _numbers(people, f"futures.{future.id}.{kind}", subject)
        key = f"chance.{future.id}"
        spread[key] = _spread_of(given, _comments(people, key), format_percent)
    for path in subject.judgements:
        key = f"{judgements.JUDGEMENT}{path}"
        spread[key] = _spread_of(_numbers(people, path, subject), _comments(people, key), format_plain)
    return {key: entry for key, entry in spread.items() if entry["text"] or entry["comments"]}


def _points_of(person: Person, criterion: str) -> float | None:
    """Return the swing points a person gave a criterion, where 100 are the most; None without points."""
    (weights,) = person.profile.file.weights.values()
    if not weights.points:
        return None
    top = max(quantity.central for quantity in weights.points.values())
    return round(TOP_POINTS * weights.points[criterion].central / top, 1) if top else None


def _numbers(people: Iterable[Person], path: str, subject: Subject) -> list[float]:
    """Return the numbers of their own that people gave for a judgement."""
    return [
        _central(setting.value, subject)
        for person in people
        for setting in person.settings
        if str(setting) == path
    ]


def _central(value: Data, subject: Subject) -> float:
    """Return the middle of an answer: a number, a range, or a word of likelihood."""
    known = band(value, subject.scenario.file.lexicon) if isinstance(value, str) else None
    return parse_quantity(list(known) if known else value).central


def _comments(people: Iterable[Person], question: str) -> list[str]:
    """Return the comments on a question in the order of the alphabet, which tells nothing of the people."""
    return sorted(person.comments[question] for person in people if question in person.comments)


def _spread_of(
    values: Sequence[float], comments: list[str], formatter: Callable[[float], str]
) -> dict[str, Any]:
    """Return how far answers spread, in words; no text where too few gave a number."""
    if len(values) < _FEWEST_FOR_A_SPREAD:
        return {"text": None, "comments": comments}
    digits = 1 if max(values) >= 10 else 4
    numbers = (min(values), *quantiles(values, n=4, method="inclusive"), max(values))
    least, low, middle, high, most = (formatter(round(value, digits)) for value in numbers)
    text = f"from {least} to {most}. The middle one is {middle}; half lie between {low} and {high}."
    text = f"all of them {middle}." if least == most else text
    return {"text": f"{len(values)} answers, {text}", "comments": comments}
