"""Problems for what pydantic finds, in the author's nouns and at the author's line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

from pydantic import BaseModel

from dilemma.scenario.problems import Problem
from dilemma.scenario.quantity import describe_value
from dilemma.scenario.schema.files import SOURCES_KEYS
from dilemma.scenario.schema.judgement import ROW_KEYS, suggest_row_key
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from dilemma.scenario.yaml.nodes import Node


KeyPath: TypeAlias = tuple[str | int, ...]

_NOUNS = {
    "options": "option",
    "criteria": "criterion",
    "futures": "future",
    "signposts": "signpost",
    "signpost_groups": "signpost group",
    "deadlines": "deadline",
    "assumptions": "assumption",
    "members": "member",
    "entries": "source",
}
_LIST_NOUNS = {
    "adjustments": "adjustment",
    "if_wrong": "effect",
    "links": "link",
    "together": "effect",
    "backers": "backer",
    "seen": "observation",
    "steps": "step",
}
# A judgement or chance may be written without these keys, so they are left out of its name.
_IMPLIED = {"score", "range"}


def matches_pattern(pattern: KeyPath, path: KeyPath) -> bool:
    """Return whether a path matches a pattern, in which `*` stands for any step."""
    return len(pattern) == len(path) and all(
        expected in ("*", step) for expected, step in zip(pattern, path, strict=True)
    )


def name_path(path: KeyPath, whole: str = "the file") -> str:
    """Return a path as a noun phrase: `option `counter``, `the score of `counter` on `cost` in `rupture``."""
    if path[:1] == ("scores",):
        return _name_score(path[1:])
    if path[:1] == ("weights",):
        return _name_profile_weight(path[1:]) if whole == "the profile" else _name_weight(path[1:])
    if path[:1] == ("signposts",) and path[2:3] == ("likelihood",) and len(path) == 4:
        return f"the likelihood of signpost `{path[1]}` under `{path[3]}`"
    phrase = ""
    steps = list(path)
    if whole == "the sources file" and path and path[0] not in SOURCES_KEYS:
        steps.insert(0, "entries")
    while steps:
        phrase = _name_step(phrase, steps)
    return phrase or whole


def _name_step(phrase: str, steps: list[str | int]) -> str:
    step = steps.pop(0)
    if step in _NOUNS and steps:
        return f"{_NOUNS[str(step)]} `{steps.pop(0)}`"
    if step in _LIST_NOUNS and steps and isinstance(steps[0], int):
        return _join(f"{_LIST_NOUNS[str(step)]} {int(steps.pop(0)) + 1}", phrase)
    if step in _IMPLIED and phrase:
        return phrase
    if isinstance(step, int):
        # People count from 1.
        return _join(f"entry {step + 1}", phrase)
    return _join(f"`{step}`", phrase)


def _join(part: str, whole: str) -> str:
    return f"{part} of {whole}" if whole else part


def _name_score(path: KeyPath) -> str:
    if not path:
        return "`scores`"
    if len(path) == 1:
        return f"the scores of `{path[0]}`"
    phrase, rest = f"the score of `{path[0]}` on `{path[1]}`", list(path[2:])
    if rest and rest[0] not in {*ROW_KEYS, *_IMPLIED}:
        phrase += f" in `{rest.pop(0)}`"
    while rest:
        phrase = _name_step(phrase, rest)
    return phrase


def _name_profile_weight(path: KeyPath) -> str:
    if len(path) < 2:
        return f"the weights for `{path[0]}`" if path else "`weights`"
    return f"{_name_weight(path[1:])} for `{path[0]}`"


def _name_weight(path: KeyPath) -> str:
    if not path:
        return "`weights`"
    if isinstance(path[0], int):
        return f"rank {path[0] + 1} of the weights"
    phrase = f"the weight of `{path[0]}`"
    rest = list(path[1:])
    while rest:
        phrase = _name_step(phrase, rest)
    return phrase


_MOST_PROBLEMS = 1000  # a file with more is hopeless anyway

_EXPECTED_TYPES = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "tuple_type": "a list such as `[first, second]`",
}
_LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("above", "gt"),
    "less_than": ("below", "lt"),
}
# For a unit written beside the ends in words; numbers and unit belong together under `scale`.
_SCALE_SUGGESTION = "; for numbers write `scale: {worst: 0, best: 100, unit: …}`"


def validation_problems(
    error: ValidationError, model: type[BaseModel], node: Node, whole: str
) -> Iterator[Problem]:
    """Yield the first thousand findings of pydantic as problems; `whole` names the kind of file."""
    for detail in error.errors(include_url=False)[:_MOST_PROBLEMS]:
        yield _problem(detail, model, node, whole)


def _problem(detail: ErrorDetails, model: type[BaseModel], node: Node, whole: str) -> Problem:
    loc: KeyPath = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(loc, model, node, whole)
    # In a row of scores any unknown key counts as a future, whose judgement then fails in some way.
    mistyped = _mistyped_row_key(loc, node)
    if mistyped:
        return mistyped
    if kind == "missing" and isinstance(loc[-1], str):
        return _missing_key(loc, node, whole)
    if loc[-1:] == ("[key]",):
        return _bad_key(detail, node, loc[:-1])
    path = _existing_path(node, (*loc, *detail.get("ctx", {}).get("path", ())))
    code, reason = describe_error(detail)
    return Problem(node.nearest(path).span, code, f"{name_path(path, whole)} {reason}")


def _existing_path(node: Node, loc: KeyPath) -> KeyPath:
    """Return the steps of a model's location that exist in the file."""
    path: list[str | int] = []
    # A location also has steps of the model alone, such as `every` or `[key]`.
    for step in loc:
        below = node.child(step)
        if below is not None:
            path.append(step)
            node = below
    return tuple(path)


def _unknown_key(loc: KeyPath, model: type[BaseModel], node: Node, whole: str) -> Problem:
    owner, key = _existing_path(node, loc[:-1]), str(loc[-1])
    owner_value = node.nearest(owner).value
    unused = [
        known
        for known in allowed_keys(model, loc[:-1])
        if not isinstance(owner_value, dict) or known not in owner_value
    ]
    suggestion = _SCALE_SUGGESTION if key == "unit" and "scale" in unused else did_you_mean(key, unused)
    suggestion = _decimal_comma(key, node.nearest(owner).data()) or suggestion
    message = f"{name_path(owner, whole)} has no key `{key}`{suggestion}"
    return Problem(node.nearest((*owner, key)).at_key(), "unknown-key", message)


def _decimal_comma(key: str, owner: Any) -> str:
    """Return the suggestion of a number whose decimals became a key of their own, as in `{chance: 0,4}`."""
    pairs = [(str(name), value) for name, value in owner.items()] if isinstance(owner, dict) else []
    for (_, whole), (name, rest) in pairwise(pairs):
        if name == key and key.isdecimal() and rest is None and type(whole) is int:
            return f"; a comma begins another key, so write {whole}.{key}"
    return ""


def _mistyped_row_key(loc: KeyPath, node: Node) -> Problem | None:
    """Return the problem of a mistyped `why`, `from` or `score` in a row, which is read as a future's id."""
    if loc[:1] != ("scores",) or loc[3:4] != ("futures",):
        return None
    row, key = node.nearest(loc[:3]), str(loc[4])
    futures = node.child("futures")
    suggestion = suggest_row_key(key)
    if not suggestion or (futures and futures.child(key)):
        return None
    message = f"{name_path(loc[:3])} has no key `{key}`{suggestion}"
    return Problem(row.nearest((key,)).at_key(), "unknown-key", message)


def _missing_key(loc: KeyPath, node: Node, whole: str) -> Problem:
    owner = _existing_path(node, loc[:-1])
    return Problem(
        node.nearest(owner).at_key(),
        "missing-key",
        f"{name_path(owner, whole)} has no `{loc[-1]}`; add `{loc[-1]}:`",
    )


def _bad_key(detail: ErrorDetails, node: Node, loc: KeyPath) -> Problem:
    path = _existing_path(node, loc)
    code, reason = describe_error(detail)
    return Problem(node.nearest(path).at_key(), code, f"`{path[-1]}` {reason}")


def describe_error(detail: ErrorDetails) -> tuple[str, str]:
    """Return the code and the predicate of the sentence for a finding about one value.

    Raises:
        ValueError, AssertionError: as a validator raised it by mistake, for what it refuses is a `dilemma`.
    """
    kind, value = detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        raise context["error"]
    if kind == "dilemma":
        return context["code"], context["message"]
    if kind in _EXPECTED_TYPES:
        return (
            "wrong-type",
            f"must be {_EXPECTED_TYPES[kind]}, not {describe_value(value)}{_type_suggestion(kind, value)}",
        )
    if kind in _LIMITS:
        words, key = _LIMITS[kind]
        return "out-of-range", f"must be {words} {context[key]:g}, not {value:g}"
    if kind == "literal_error":
        return _describe_choice(value, context["expected"])
    other_error = _describe_length(kind, value, context)
    return other_error or ("invalid-value", f"is not accepted: {detail['msg'].lower()}")


def _describe_choice(value: Any, expected: str) -> tuple[str, str]:
    """Describe which choices there are for a value that is none of them."""
    # Pydantic gives the choices only as a phrase: `'a', 'b' or 'c'`.
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    if choices == ["1"]:
        return (
            "not-a-choice",
            f"must be `1`, the version of the language read here, not {describe_value(value)}",
        )
    listed = ", ".join(f"`{choice}`" for choice in choices)
    requirement = "must be" if len(choices) == 1 else "must be one of"
    return (
        "not-a-choice",
        f"{requirement} {listed}, not {describe_value(value)}{did_you_mean(str(value), choices)}",
    )


def _describe_length(kind: str, value: Any, context: dict[str, Any]) -> tuple[str, str] | None:
    if kind == "string_pattern_mismatch":
        return "bad-id", "is not an id; use letters, digits, `_` and `-`, without spaces"
    if kind == "string_too_short":
        return "empty-text", "is empty; write something or leave it out"
    if kind == "string_too_long":
        return "too-long", f"has {len(value):,} characters, more than {context['max_length']:,}; shorten it"
    if kind == "too_short":
        least = context["min_length"]
        return "too-few", f"needs {least} or more {'entry' if least == 1 else 'entries'}, not {len(value)}"
    # Only the points of a value function have a fixed length.
    if kind in {"too_long", "missing"}:
        return "wrong-length", f"must be `[level, value]`, not {describe_value(value)} of {len(value)}"
    return None


def _type_suggestion(kind: str, value: Any) -> str:
    if kind == "string_type" and isinstance(value, dict):
        return "; put text with `: ` inside in quotes"
    if kind == "string_type" and isinstance(value, int | float | bool):
        return "; put it in quotes"
    if value is None and kind in {"dict_type", "model_type", "model_attributes_type"}:
        return "; write `{}` if there is nothing to say"
    return ""


def allowed_keys(model: type[BaseModel], loc: KeyPath) -> list[str]:
    """Return the keys that a file may write at a location of a model."""
    kind: Any = model
    for step in loc:
        kind = _child_type(kind, step)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    # Aliases are the keys that Python reserves: `from` and `as`.
    return [field.alias or key for key, field in kind.model_fields.items()]


def _child_type(kind: Any, step: str | int) -> Any:
    """Return the type that a step leads to: that of a field, or of the values of a mapping or list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for key, field in kind.model_fields.items():
            if step in (key, field.alias):
                return _plain_type(field.annotation)
        return None
    arguments = get_args(kind)
    if not arguments:
        return None
    return _plain_type(arguments[1] if get_origin(kind) is dict else arguments[0])


def _plain_type(kind: Any) -> Any:
    """Return a type without `Annotated` and without its `None`."""
    while get_args(kind) and get_origin(kind) not in (dict, tuple):
        kind = next(part for part in get_args(kind) if part is not type(None))
    return kind
