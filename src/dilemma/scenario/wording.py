"""What pydantic finds, said in the author's nouns at the author's line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from dilemma.scenario.naming import Path, name
from dilemma.scenario.problems import Problem
from dilemma.scenario.quantities import spoken
from dilemma.scenario.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from dilemma.scenario.reading.nodes import Node

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


def problems(error: ValidationError, model: type[BaseModel], node: Node, whole: str) -> Iterator[Problem]:
    """Turns each finding of pydantic into a problem; `whole` names the file's kind, as `the scenario`."""
    for detail in error.errors(include_url=False):
        yield _problem(detail, model, node, whole)


def _problem(detail: ErrorDetails, model: type[BaseModel], node: Node, whole: str) -> Problem:
    loc: Path = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(loc, model, node, whole)
    if kind == "missing":
        return _missing_key(loc, node, whole)
    if loc[-1:] == ("[key]",):
        return _bad_key(detail, node, loc[:-1])
    path = real(node, (*loc, *detail.get("ctx", {}).get("path", ())))
    code, sentence = _sentence(detail)
    return Problem(node.nearest(path).span, code, f"{name(path, whole)} {sentence}")


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
    message = f"{name(owner, whole)} has no key `{key}`{did_you_mean(key, free)}"
    return Problem(node.nearest((*owner, key)).at_key(), "unknown-key", message)


def _missing_key(loc: Path, node: Node, whole: str) -> Problem:
    owner = real(node, loc[:-1])
    return Problem(
        node.nearest(owner).at_key(),
        "missing-key",
        f"{name(owner, whole)} has no `{loc[-1]}`; add `{loc[-1]}:`",
    )


def _bad_key(detail: ErrorDetails, node: Node, loc: Path) -> Problem:
    path = real(node, loc)
    code, sentence = _sentence(detail)
    if detail["type"] == "string_pattern_mismatch":
        sentence = "is not an id; use letters, digits, `_` and `-` without spaces"
    return Problem(node.nearest(path).at_key(), code, f"`{path[-1]}` {sentence}")


def _sentence(detail: ErrorDetails) -> tuple[str, str]:
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
    return _choice(kind, given, context) or ("invalid-value", f"is not accepted: {detail['msg'].lower()}")


def _choice(kind: str, given: Any, context: dict[str, Any]) -> tuple[str, str] | None:
    if kind == "literal_error":
        choices = [choice.strip("'") for choice in context["expected"].replace(" or ", ", ").split(", ")]
        listed = ", ".join(f"`{choice}`" for choice in choices)
        only = "must be" if len(choices) == 1 else "must be one of"
        return "not-a-choice", f"{only} {listed}, not {spoken(given)}{did_you_mean(str(given), choices)}"
    if kind == "string_pattern_mismatch":
        return "bad-id", f"is not an id: `{given}`; use letters, digits, `_` and `-` without spaces"
    if kind == "string_too_short":
        return "empty-text", "is empty; write something or leave it out"
    if kind == "too_short":
        return "too-few", f"needs at least {context['min_length']}, not {context['actual_length']}"
    if kind in {"too_long", "missing_argument"}:
        return "wrong-length", f"has too many entries; at most {context.get('max_length', 2)} fit here"
    return None


def _type_remedy(kind: str, given: Any) -> str:
    if kind == "string_type" and isinstance(given, dict):
        return ", for `: ` makes YAML read a mapping; put the text in quotes"
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
