"""What pydantic finds is always said in our words, at the author's line, whatever is wrong with a file."""

from __future__ import annotations

import copy
import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.builders import parsed

from dilemma.scenario.check import check_file
from dilemma.scenario.error_codes import EXPLANATIONS
from dilemma.scenario.library import Library
from dilemma.scenario.messages import allowed_keys, validation_problems
from dilemma.scenario.schema.kinds import KINDS, MODELS
from dilemma.scenario.yaml.parser import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = """
dilemma: 1
file: scenario
title: Two ways
question: Which way?
stakes: Much
notes: None
as_of: 2024-11-24
term_ends: 2029-01-20
judged_at: 2030-01-31
lexicon: icd203
sources: []
as: none
options:
  accommodate: {title: Yield, does: [Endorse], does_not: Concede, from: [AJ], shifts: {storm: -0.3}}
  quiet: {stance: counter}
criteria:
  rules:
    pole: order
    criteria:
      norms: {title: Norms, asks: Hold?, worst: Void, best: Whole, floor: 30, from: [AJ]}
  cost: {scale: {worst: 80, best: 20, unit: euros}, value: [[80, 0], [50, 60], [20, 100]]}
weights: {norms: [40, 60], cost: 40}
futures:
  storm: {title: Storm, asks: Does it break?, chance: [0.05, 0.12, 0.2]}
  calm: {chance: {range: likely, shared: successor, family: succession, why: So it is., from: [AJ]}}
  fog: {}
scores:
  accommodate:
    norms: {why: It bends., from: [AJ], confidence: low, storm: 2, calm: [3, 4], fog: {score: 30, why: So.}}
    cost: {score: {normal: [30, 4]}, why: Cheap., from: [AJ]}
  quiet:
    norms: {score: {beta: [2, 3, 0, 100]}, why: It holds., from: [AJ]}
    cost: 70
coalition:
  option: quiet
  assumed_share: 0.5
  per_share: {norms: 20}
  mechanisms: [A forum, {title: A body, use: Money, from: [AJ]}]
signposts:
  S1: {event: Talks, kind: conduct, by: 2028-12, likelihood: {storm: 0.2, calm: 0.3, fog: 0.4}, group: g}
  S2: {event: A pledge, kind: capacity, moves_share: 0.1}
deadlines:
  talks: {date: 2026, event: Talks, cannot_wait: true, why: They end.}
assumptions:
  p: {says: It stands., standing: solid, if_wrong: [{option: quiet, criterion: norms, future: fog, add: -5}]}
dissent: Waiting worked.
backers: [{who: Congress, lever: A bar}]
rules: {too_close: 2.0, tie_break: order, productive_deal: [Lasts.], limits: [Few.]}
"""
FRAMEWORK = """
dilemma: 1
file: framework
title: Shared
futures: {storm: {chance: 0.3}}
portfolio:
  scenarios: []
  links: [{when: {a: counter}, then: {scenario: b, criterion: cost, add: -4}, why: So., from: [AJ]}]
  together: [{stance: counter, at_least: 2, criterion: norms, add: 1}]
  capital: {budget: 8, cost: {counter: 4}}
"""
PROFILE = """
dilemma: 1
file: profile
title: Eyes
kind: ally
like: [Canada]
weights: {a: {norms: 1, cost: [1, 2]}, default: [norms, [cost, time]]}
elicited: {a: {date: 2025-06-01, method: {norms: swing}, options: [counter], scales: {norms: {worst: Void}}}}
relevance: {a: high}
adjustments: [{scenarios: [a], option: counter, criterion: cost, add: -8, why: So., from: [AJ]}]
"""
SOURCES = """
file: sources
title: Notes
S1: {says: A claim., where: line 1, kind: claim, confidence: low}
"""
OBSERVATIONS = """
file: observations
seen: [{scenario: a, signpost: S1, seen: true, date: 2025-06, note: Seen., source: News, grade: B2}]
"""
ANSWERS = """
dilemma: 1
file: answers
scenario: a
date: 2025-06-01
steps: [{ask: chance, answer: likely}, {ask: norms, answer: 40}]
"""
VALID = {
    "scenario": SCENARIO,
    "framework": FRAMEWORK,
    "profile": PROFILE,
    "sources": SOURCES,
    "observations": OBSERVATIONS,
    "answers": ANSWERS,
}
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**70), 10**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        [-1, 0, 1, 2, 0.5, 100, 101, 2024, "", "likely", "counter", "2024", "AJ", "default", "why"]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["score", "why", "from", "normal", "beta", "range", "chance", "calm", "norms", "x y", ""]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
COUNT = itertools.count()


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to everything in a value, itself left out."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in ((*path, key), *places(item, (*path, key)))]


def with_junk(value: Any, path: tuple[Any, ...], junk: Any, key: str | None) -> Any:
    """The value with junk at a path, or with one more key beside it."""
    value = copy.deepcopy(value)
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1] if key is None or isinstance(inner, list) else key] = junk
    return value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all the files of this module."""
    return tmp_path_factory.mktemp("junk")


@pytest.mark.parametrize("kind", VALID)
def test_a_valid_file_of_each_kind_has_the_right_shape(kind: str) -> None:
    """What is mutated below is sound before."""
    assert MODELS[kind].model_validate(parsed(VALID[kind]))


@pytest.mark.parametrize("kind", VALID)
@settings(max_examples=40, deadline=None)
@given(draw=st.data())
def test_junk_anywhere_is_reported_in_our_own_words(kind: str, draw: st.DataObject, folder: Path) -> None:
    """Whatever stands anywhere in a file, checking it ends in explained problems and never in a crash."""
    valid = parsed(VALID[kind])
    broken = valid
    for _ in range(draw.draw(st.integers(1, 2))):
        path = draw.draw(st.sampled_from(places(valid)))
        key = draw.draw(st.none() | st.sampled_from(["titel", "x y", "score", "default", "from", "new"]))
        try:
            broken = with_junk(broken, path, draw.draw(JUNK), key)
        except (KeyError, IndexError, TypeError):  # the first junk took away where the second should stand
            continue
    file = folder / f"{next(COUNT)}.yaml"
    file.write_text(json.dumps(broken, ensure_ascii=False), encoding="utf-8")
    found = check_file(file, Library(()))
    file.unlink()
    assert {problem.code for problem in found} <= set(EXPLANATIONS)


@pytest.mark.parametrize(
    ("slip", "typed", "message"),
    [
        ("chance: likely", "chance: 40%", "; write 0.4"),
        ("range: likely", "range: 33.5 %", "; write 0.335"),
        ("chance: [0.05, 0.12, 0.2]", "chance: 0,4", "no key `4`; a comma begins another key, so write 0.4"),
        ("floor: 30", "floor: 30,5", "so write 30.5"),
        ("{score: {normal: [30, 4]}, why", "{normal: [30, 4], why", "a distribution goes below `score:`"),
        ("{score: {beta: [2, 3, 0, 100]}", "{beta: [2, 3, 0, 100]", "a distribution goes below `score:`"),
    ],
)
def test_what_people_type_for_a_number_is_told_its_form(
    slip: str, typed: str, message: str, folder: Path
) -> None:
    """Typed as the message says, the file is sound again."""
    text = VALID["scenario"]
    if slip not in text:
        text = text.replace("chance: [0.05, 0.12, 0.2]", slip)
    file = folder / "slip.yaml"
    file.write_text(text.replace(slip, typed, 1), encoding="utf-8")
    assert any(message in problem.message for problem in check_file(file, Library(())))


def kinds_found(kind: str, path: tuple[Any, ...], junk: Any) -> set[str]:
    """The types of error pydantic raises for junk at a path of a valid file."""
    try:
        MODELS[kind].model_validate(with_junk(parsed(VALID[kind]), path, junk, None))
    except ValidationError as error:
        return {detail["type"] for detail in error.errors(include_url=False)}
    return set()


# Every type of error that the models can raise, each brought about once.
RAISED = [
    ("extra_forbidden", "scenario", ("titel",), "Two"),
    ("missing", "observations", ("seen", 0), {}),
    ("missing", "scenario", ("criteria", "cost", "value", 1), [50]),
    ("too_long", "scenario", ("criteria", "cost", "value", 1), [50, 60, 70]),
    ("too_short", "scenario", ("options",), {}),
    ("string_type", "scenario", ("title",), 5),
    ("string_too_short", "scenario", ("title",), ""),
    ("string_pattern_mismatch", "scenario", ("sources",), ["a b"]),
    ("float_type", "scenario", ("criteria", "rules", "criteria", "norms", "floor"), True),
    ("int_type", "framework", ("portfolio", "together", 0, "at_least"), 1.5),
    ("bool_type", "scenario", ("deadlines", "talks", "cannot_wait"), 1),
    ("dict_type", "scenario", ("options",), []),
    ("model_type", "scenario", ("options", "quiet"), 5),
    ("tuple_type", "scenario", ("backers",), {}),
    ("literal_error", "scenario", ("lexicon",), "other"),
    ("greater_than_equal", "scenario", ("coalition", "assumed_share"), -1),
    ("less_than_equal", "scenario", ("coalition", "assumed_share"), 2),
    ("dilemma", "scenario", ("as_of",), "never"),
]


@pytest.mark.parametrize(("error", "kind", "path", "junk"), RAISED)
def test_every_type_of_error_is_worded(error: str, kind: str, path: tuple[Any, ...], junk: Any) -> None:
    """Each type that our models raise has a sentence of ours, and none of pydantic's shines through."""
    assert error in kinds_found(kind, path, junk)
    node, _ = parse_yaml(json.dumps(with_junk(parsed(VALID[kind]), path, junk, None)).encode(), "file.yaml")
    assert node
    with pytest.raises(ValidationError) as refused:
        MODELS[kind].model_validate(node.data())
    for problem in validation_problems(refused.value, MODELS[kind], node, f"the {KINDS[kind].noun}"):
        assert problem.code != "invalid-value"
        assert not any(
            word in problem.message.lower() for word in ("input", "valid", "field", "dict", "tuple")
        )


def parts(schema: Any) -> set[str]:
    """The types of everything inside a pydantic core schema that looks at values."""
    if isinstance(schema, dict):
        unseen = {"serialization", "metadata", "json_schema_input_schema"}
        own = {schema["type"]} if isinstance(schema.get("type"), str) else set()
        return own.union(*(parts(item) for key, item in schema.items() if key not in unseen))
    if isinstance(schema, list | tuple):
        return set().union(*(parts(item) for item in schema))
    return set()


@pytest.mark.parametrize("kind", VALID)
def test_the_models_are_made_of_parts_whose_errors_are_known(kind: str) -> None:
    """A part that could raise another type of error than those above makes this test fail."""
    known = {
        "str",
        "float",
        "int",
        "bool",
        "dict",
        "model",
        "model-fields",
        "model-field",
        "tuple",
        "literal",
    }
    wrappers = {"nullable", "default", "definitions", "definition-ref"}
    functions = {"function-before", "function-after", "function-plain", "no-info", "with-info"}
    written = {"dataclass", "dataclass-args", "dataclass-field"}  # what functions make; files never hold it
    assert parts(MODELS[kind].__pydantic_core_schema__) <= known | wrappers | functions | written


@pytest.mark.parametrize(
    ("loc", "expected"),
    [
        ((), "question"),
        (("options", "counter"), "does_not"),
        (("criteria", "a", "criteria", "b"), "floor"),
        (("criteria", "a", "scale"), "worst"),
        (("futures", "a", "chance"), "from"),
        (("backers", 0), "lever"),
        (("rules",), "tie_break"),
    ],
)
def test_the_keys_of_a_place_are_those_the_file_may_write(loc: tuple[str | int, ...], expected: str) -> None:
    """Suggestions come from the keys of the very mapping, under the names that files use."""
    found = allowed_keys(MODELS["scenario"], loc)
    assert expected in found
    assert "viewpoint" not in found


@pytest.mark.parametrize("loc", [("title",), ("title", "x"), ("weights", "norms"), ("nowhere",)])
def test_a_place_without_keys_of_its_own_has_none(loc: tuple[str | int, ...]) -> None:
    """Where there is nothing to suggest, nothing is."""
    assert allowed_keys(MODELS["scenario"], loc) == []
