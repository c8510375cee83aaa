"""What pydantic finds, said in the author's nouns at the author's line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from dilemma.scenario.files.judgement import ROW_KEYS
from dilemma.scenario.naming import Path, name
from dilemma.scenario.problems import Problem
from dilemma.scenario.quantities import spoken
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from dilemma.scenario.reading.nodes import Node

MOST_FINDINGS = 1000  # a file with more is hopeless anyway

WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "bool_type": "`true` or `false`",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "tuple_type": "a list such as `[first, second]`",
}
LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("above", "gt"),
    "less_than": ("below", "lt"),
}
# A unit beside the ends in words, where the numbers and the unit of a criterion stand together.
SCALED = "; for numbers write `scale: {worst: 0, best: 100, unit: …}`"


def problems(error: ValidationError, model: type[BaseModel], node: Node, whole: str) -> Iterator[Problem]:
    """Turns the first thousand findings of pydantic into problems; `whole` names the file's kind."""
    for detail in error.errors(include_url=False)[:MOST_FINDINGS]:
        yield _problem(detail, model, node, whole)


def _problem(detail: ErrorDetails, model: type[BaseModel], node: Node, whole: str) -> Problem:
    loc: Path = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(loc, model, node, whole)
    meant = _meant_in_row(loc, node)
    if meant:
        return meant
    if kind == "missing" and isinstance(loc[-1], str):
        return _missing_key(loc, node, whole)
    if loc[-1:] == ("[key]",):
        return _bad_key(detail, node, loc[:-1])
    path = real(node, (*loc, *detail.get("ctx", {}).get("path", ())))
    code, reason = sentence(detail)
    return Problem(node.nearest(path).span, code, f"{name(path, whole)} {reason}")


def real(node: Node, loc: Path) -> Path:
    """The steps of a model's location that exist in the file."""
    path: list[str | int] = []
    for step in loc:
        below = node.child(step)
        if below is not None:
            path.append(step)
            node = below
    return tuple(path)


def _unknown_key(loc: Path, model: type[BaseModel], node: Node, whole: str) -> Problem:
    owner, key = real(node, loc[:-1]), str(loc[-1])
    present = node.nearest(owner).value
    free = [known for known in keys(model, loc[:-1]) if not isinstance(present, dict) or known not in present]
    help_ = SCALED if key == "unit" and "scale" in free else did_you_mean(key, free)
    message = f"{name(owner, whole)} has no key `{key}`{help_}"
    return Problem(node.nearest((*owner, key)).at_key(), "unknown-key", message)


def _meant_in_row(loc: Path, node: Node) -> Problem | None:
    """A mistyped `why`, `from` or `score` in a row of scores, which is read as the id of a future."""
    if loc[:1] != ("scores",) or loc[3:4] != ("futures",):
        return None
    row, key = node.nearest(loc[:3]), str(loc[4])
    futures = node.child("futures")
    help_ = did_you_mean(key, ("score", *ROW_KEYS))
    if not help_ or (futures and futures.child(key)):
        return None
    message = f"{name(loc[:3])} has no key `{key}`{help_}"
    return Problem(row.nearest((key,)).at_key(), "unknown-key", message)


def _missing_key(loc: Path, node: Node, whole: str) -> Problem:
    owner = real(node, loc[:-1])
    return Problem(
        node.nearest(owner).at_key(),
        "missing-key",
        f"{name(owner, whole)} has no `{loc[-1]}`; add `{loc[-1]}:`",
    )


def _bad_key(detail: ErrorDetails, node: Node, loc: Path) -> Problem:
    path = real(node, loc)
    code, reason = sentence(detail)
    return Problem(node.nearest(path).at_key(), code, f"`{path[-1]}` {reason}")


def sentence(detail: ErrorDetails) -> tuple[str, str]:
    """The code and the predicate for a finding about one value."""
    kind, given = detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "dilemma":
        return context["code"], context["message"]
    if kind in WANTED:
        return "wrong-type", f"must be {WANTED[kind]}, not {spoken(given)}{_type_remedy(kind, given)}"
    if kind in LIMITS:
        words, key = LIMITS[kind]
        return "out-of-range", f"must be {words} {context[key]:g}, not {given:g}"
    if kind == "literal_error":
        return _choice(given, context["expected"])
    worded = _text_or_length(kind, given, context)
    return worded or ("invalid-value", f"is not accepted: {detail['msg'].lower()}")


def _choice(given: Any, expected: str) -> tuple[str, str]:
    """What a value had to be one of."""
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    if choices == ["1"]:
        return "not-a-choice", f"must be `1`, the version of the language read here, not {spoken(given)}"
    listed = ", ".join(f"`{choice}`" for choice in choices)
    only = "must be" if len(choices) == 1 else "must be one of"
    return "not-a-choice", f"{only} {listed}, not {spoken(given)}{did_you_mean(str(given), choices)}"


def _text_or_length(kind: str, given: Any, context: dict[str, Any]) -> tuple[str, str] | None:
    if kind == "string_pattern_mismatch":
        return "bad-id", "is not an id; use letters, digits, `_` and `-`, without spaces"
    if kind == "string_too_short":
        return "empty-text", "is empty; write something or leave it out"
    if kind == "string_too_long":
        return "too-long", f"has {len(given):,} characters, more than {context['max_length']:,}; shorten it"
    if kind == "too_short":
        least = context["min_length"]
        return "too-few", f"needs {least} or more {'entry' if least == 1 else 'entries'}, not {len(given)}"
    if kind in {"too_long", "missing"}:  # only the points of a value function have a length of their own
        return "wrong-length", f"must be `[level, value]`, not {spoken(given)} of {len(given)}"
    return None


def _type_remedy(kind: str, given: Any) -> str:
    if kind == "string_type" and isinstance(given, dict):
        return "; put text with `: ` inside in quotes"
    if kind == "string_type" and isinstance(given, int | float | bool):
        return "; put it in quotes"
    if given is None and kind in {"dict_type", "model_type", "model_attributes_type"}:
        return "; write `{}` if there is nothing to say"
    return ""


def keys(model: type[BaseModel], loc: Path) -> list[str]:
    """The keys a file may write at a location of a model."""
    kind: Any = model
    for step in loc:
        kind = _inside(kind, step)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [field.alias or key for key, field in kind.model_fields.items()]


def _inside(kind: Any, step: str | int) -> Any:
    """The type of what a step leads to: a field, or the value of a mapping or list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for key, field in kind.model_fields.items():
            if step in (key, field.alias):
                return _plain(field.annotation)
        return None
    arguments = get_args(kind)
    if not arguments:
        return None
    return _plain(arguments[1] if get_origin(kind) is dict else arguments[0])


def _plain(kind: Any) -> Any:
    """A type without `Annotated` and without its `None`."""
    while get_args(kind) and get_origin(kind) not in (dict, tuple):
        kind = next(part for part in get_args(kind) if part is not type(None))
    return kind
