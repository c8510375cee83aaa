"""Changes named and spelled for a reader: what changed, what it was, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dilemma.report.names import Names, listed
from dilemma.report.numbers import plain
from dilemma.scenario.naming import name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.difference.difference_results import Part, Step
    from dilemma.scenario.model import Scenario

NOUNS = {
    "option": "options",
    "criterion": "criteria",
    "future": "futures",
    "weight": "weights",
    "viewpoint": "eyes",
}
WHOLE = {
    "as": "eyes by default",
    "weights": "weights",
    "too_close": "margin under which it is too close",
    "tie_break": "pole that breaks a tie",
}
COALITION = {
    "coalition": "coalition",
    "option": "option the coalition takes",
    "assumed_share": "share of partners assumed",
}
FUTURES = {"order": "order in which the futures are asked", "form": "how chances are stated"}
FORMS = {"chain": "chances", "free": "probabilities", "equal": "none"}
TEXTS = {
    "why": ("reason", "reasons"),
    "from": ("list of sources", "lists of sources"),
    "title": ("title", "titles"),
    "confidence": ("confidence", "confidences"),
    "worst": ("worst end in words", "worst ends in words"),
    "best": ("best end in words", "best ends in words"),
}


@dataclass(frozen=True, slots=True)
class ChangeNames:
    """The names of what changed; an option that is gone has its title from the old version."""

    old: Scenario
    new: Scenario

    def option(self, key: str) -> str:
        """The title of an option, by the version that has it, the new one first."""
        return Names(self.new if key in self.new.options else self.old).option(key)

    def choice(self, option: str, ties: Sequence[str] = ()) -> str:
        """What is chosen: the option, or all that tie with it."""
        return listed([self.option(key) for key in ties or (option,)])

    def part(self, part: Part) -> str:
        """What changed, in words."""
        return self.judgement(part.kind, part.path)

    def judgement(self, kind: str, at: str) -> str:
        """The judgement of a kind at a path, in words."""
        path = at.split(".")
        if kind in ("score", "adjustment", "option"):
            return self._on_an_option(kind, path)
        if kind == "future":
            return FUTURES.get(path[1], f"future {_spaced(path[1])}")
        if kind == "coalition":
            return _coalition(path)
        if kind == "other":
            return name(tuple(path)).replace("`", "")
        if len(path) == 1 or kind == "rule":
            return WHOLE[path[-1]]
        return f"criterion {_spaced(path[1])}" if kind == "criterion" else f"{kind} of {_spaced(path[1])}"

    def _on_an_option(self, kind: str, path: Sequence[str]) -> str:
        if kind == "option":
            return f"option {self.option(path[1])}"
        if kind == "score":
            return f"score of {self.option(path[1])} on {_cell(path[2:])}"
        return self._adjustment(path)

    def _adjustment(self, path: Sequence[str]) -> str:
        whose = "every option" if path[1] == "*" else self.option(path[1])
        return f"adjustment of {whose} on {_cell([key for key in path[2:] if key != '*'])}"

    def head(self, step: Step) -> str:
        """Several changes that come together, and why they do."""
        count = len(step.parts)
        if step.reason == "scale":
            return f"scale of {_spaced(step.parts[0].path.split('.')[1])}, with {count - 1} of its scores"
        if step.reason == "futures":
            return f"other futures: {count} changes that come together"
        if step.reason == "probabilities":
            return f"{count} probabilities, which sum to 1"
        kinds = dict.fromkeys(NOUNS[part.kind] for part in step.parts if part.kind in NOUNS)
        return f"other {listed(list(kinds))}: {count} changes that come together"


def _cell(path: Sequence[str]) -> str:
    return " in ".join(_spaced(key) for key in path)


def _coalition(path: Sequence[str]) -> str:
    if path[-2:-1] == ["per_share"]:
        return f"points a share of partners adds on {_spaced(path[-1])}"
    return COALITION[path[-1]]


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def was(part: Part) -> str:
    """What it was."""
    return _value(part, part.old, there="there")


def now(part: Part) -> str:
    """What it is."""
    if part.new is None and part.old == "there":
        return "gone"
    return _value(part, part.new, there="new")


def _value(part: Part, value: Any, *, there: str) -> str:
    if value is None:
        return "\N{EN DASH}"
    if value == "there":
        return there
    if part.kind == "scale":
        return _scale(value)
    if part.path == "futures.form":
        return FORMS[value]
    return spelled(value)


def _scale(value: Any) -> str:
    corners, unit = value["value"], f" {value['unit']}" if value["unit"] else ""
    if len(corners) > 2:
        return f"{spelled(corners)}{unit}"
    return f"{spelled(corners[0][0])} to {spelled(corners[-1][0])}{unit}"


def spelled(value: Any) -> str:
    """A value as a file may state it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, list):
        return f"[{', '.join(spelled(item) for item in value)}]"
    if isinstance(value, dict):
        return ", ".join(f"{key} {spelled(item)}" for key, item in value.items())
    return "\N{EN DASH}" if value is None else str(value)


def texts(counts: dict[str, int]) -> str:
    """How many texts differ, as prose: `12 reasons and 1 title`."""
    known = [f"{counts[key]} {TEXTS[key][counts[key] != 1]}" for key in TEXTS if key in counts]
    others = 0
    for key, count in counts.items():
        others += 0 if key in TEXTS else count
    return listed([*known, *([f"{others} other text{'' if others == 1 else 's'}"] if others else [])])
