"""Names of paths in a file, in the author's own nouns and ids."""

from __future__ import annotations

from typing import TypeAlias

from dilemma.scenario.files.judgement import ROW_KEYS
from dilemma.scenario.files.sources_file import SOURCES_KEYS

KeyPath: TypeAlias = tuple[str | int, ...]

_NOUNS = {
    "options": "option",
    "criteria": "criterion",
    "futures": "future",
    "signposts": "signpost",
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
