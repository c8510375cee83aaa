"""Paths in a file, said in the author's own nouns and ids."""

from __future__ import annotations

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

NOUNS = {
    "options": "option",
    "criteria": "criterion",
    "futures": "future",
    "signposts": "signpost",
    "deadlines": "deadline",
    "assumptions": "assumption",
    "members": "member",
    "entries": "source",
}
LISTS = {
    "adjustments": "adjustment",
    "if_wrong": "effect",
    "links": "link",
    "together": "effect",
    "backers": "backer",
    "seen": "observation",
}
# Where a judgement is written bare, these keys exist only in our model of it.
IMPLIED = {"score", "range"}


def name(path: Path, whole: str = "the file") -> str:
    """A path as a noun phrase: `option `counter``, `the score of `counter` on `cost` in `rupture``."""
    if path[:1] == ("scores",):
        return _score(path[1:])
    if path[:1] == ("weights",):
        return _weight(path[1:])
    phrase = ""
    steps = list(path)
    while steps:
        phrase = _step(phrase, steps)
    return phrase or whole


def _step(phrase: str, steps: list[str | int]) -> str:
    step = steps.pop(0)
    if step in NOUNS and steps:
        return f"{NOUNS[str(step)]} `{steps.pop(0)}`"
    if step in LISTS and steps and isinstance(steps[0], int):
        return _of(f"{LISTS[str(step)]} {int(steps.pop(0)) + 1}", phrase)
    if step in IMPLIED and not steps and phrase:
        return phrase
    if isinstance(step, int):
        return _of(f"entry {step + 1}", phrase)
    return _of(f"`{step}`", phrase)


def _of(part: str, whole: str) -> str:
    return f"{part} of {whole}" if whole else part


def _score(path: Path) -> str:
    if not path:
        return "`scores`"
    places = [f"the scores of `{path[0]}`", f" on `{path[1]}`" if len(path) > 1 else ""]
    rest = list(path[2:])
    if rest and rest[0] not in {"why", "from", "confidence", *IMPLIED}:
        places = [f"the score of `{path[0]}`", places[1], f" in `{rest.pop(0)}`"]
    phrase = "".join(places)
    while rest:
        phrase = _step(phrase, rest)
    return phrase


def _weight(path: Path) -> str:
    if not path:
        return "`weights`"
    if isinstance(path[0], int):
        return f"rank {path[0] + 1} of the weights"
    phrase = f"the weight of `{path[0]}`"
    rest = list(path[1:])
    while rest:
        phrase = _step(phrase, rest)
    return phrase
