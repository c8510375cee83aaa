"""Names of judgements, of what changed in them, and of what was set for one run alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dilemma.records import dataclass
from dilemma.report.document import Block, paragraph, strong
from dilemma.report.numbers import format_percent, format_plain
from dilemma.report.text import Names, drop_stop, format_date, join_names
from dilemma.scenario.messages import name_path
from dilemma.scenario.model import walk_criteria

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dilemma.analysis.results.difference import DifferencePart, DifferenceStep
    from dilemma.scenario.model import Scenario


_PLURALS = {
    "option": "options",
    "criterion": "criteria",
    "future": "futures",
    "weight": "weights",
    "viewpoint": "perspectives",
}
_SECTION_TITLES = {
    "as": "default perspective",
    "weights": "weights",
    "too_close": "margin under which it is too close",
    "tie_break": "pole that breaks a tie",
    "weight_spread": "spread assumed for a plain weight",
    "dependence": "correlation of errors in the scores",
}
_COALITION_TITLES = {
    "coalition": "coalition",
    "option": "option the coalition takes",
    "assumed_share": "share of partners assumed",
}
_FUTURES_TITLES = {"order": "order in which the futures are asked", "form": "how chances are stated"}
_CHANCE_FORMS = {"chain": "chances", "free": "probabilities", "equal": "none"}
# Keys of what no assessment uses, where their own word would be a riddle.
_KEY_TITLES = {
    "as_of": "end of the evidence",
    "judged_at": "day that the scores describe",
    "joins": "chance of joining",
    "standing": "support",
    "if_wrong": "effects if false",
    "by": "last day",
    "group": "group of signposts",
    "settles": "futures settled",
    "cannot_wait": "loss by waiting",
    "shared": "unknown shared with other issues",
}
_TEXT_TITLES = {
    "why": ("reason", "reasons"),
    "from": ("list of sources", "lists of sources"),
    "title": ("title", "titles"),
    "confidence": ("confidence", "confidences"),
    "worst": ("worst end in words", "worst ends in words"),
    "best": ("best end in words", "best ends in words"),
}


@dataclass(frozen=True, slots=True)
class JudgementNames:
    """The names of judgements in two versions; an option that is gone has its title from the old one."""

    old: Scenario
    new: Scenario

    def option(self, key: str) -> str:
        """Return the title of an option, by the version that has it, the new one first."""
        return Names(self.new if key in self.new.options else self.old).option(key)

    def choice(self, option: str, ties: Sequence[str] = ()) -> str:
        """Return the choice: the option, or all that tie with it."""
        return join_names([self.option(key) for key in ties or (option,)])

    def _criterion(self, key: str) -> str:
        """Return the name of a criterion, by the version that has it."""
        known = {other for _, other, _ in walk_criteria(self.new.file.criteria)}
        return Names(self.new if key in known else self.old).criterion(key)

    def _future(self, key: str) -> str:
        """Return the name of a future, by the version that has it."""
        return Names(self.new if key in self.new.file.futures else self.old).future(key)

    def _cell(self, keys: Sequence[str]) -> str:
        """Return a criterion, and the future if one is named, as prose: `cost in rupture`."""
        return " in ".join([self._criterion(keys[0]), *map(self._future, keys[1:])])

    def _coalition(self, keys: Sequence[str]) -> str:
        """Return the title of a judgement on the coalition."""
        if keys[-2:-1] == ["per_share"]:
            return f"points a share of partners adds on {self._criterion(keys[-1])}"
        if keys[-2:-1] == ["also"]:
            return f"part of the partners' points that {self.option(keys[-1])} gains"
        return _COALITION_TITLES[keys[-1]]

    def change(self, part: DifferencePart) -> str:
        """Return the title of one changed judgement."""
        return self.judgement(part.kind, part.path)

    def judgement(self, kind: str, path: str) -> str:
        """Return the title of a judgement of a kind, given its path."""
        keys = path.split(".")
        if kind in ("score", "adjustment", "option"):
            return self._option_judgement(kind, keys)
        if kind == "coalition":
            return self._coalition(keys)
        if kind in ("other", "dependence"):
            return self._unused(keys)
        if len(keys) == 1 or kind == "rule":
            return _SECTION_TITLES[keys[-1]]
        if kind == "future" and keys[1] in _FUTURES_TITLES:
            return _FUTURES_TITLES[keys[1]]
        name = (self._future if keys[0] == "futures" else self._criterion)(keys[1])
        noun = kind if kind in ("criterion", "future") else f"{kind} of"
        return f"hard floor of {name}" if keys[-1] == "screen" else f"{noun} {name}"

    def _unused(self, keys: Sequence[str]) -> str:
        """Return the title of a value that no assessment uses."""
        if keys[0] == "options" and keys[2:3] == ["shifts"] and len(keys) == 4:
            return f"shift of {self._future(keys[3])} by {self.option(keys[1])}"
        return re.sub(
            r"(?:(signpost group|signpost|deadline|assumption|member) )?`([^`]*)`",
            lambda match: self._known(match[1] or "", match[2]),
            name_path(tuple(keys)),
        )

    def _known(self, noun: str, key: str) -> str:
        """Return the name of whatever an id stands for, with the id where that is what one types."""
        if noun:
            return self._entry(noun, key)
        if key in self.new.options or key in self.old.options:
            return self.option(key)
        if key in self.new.file.futures or key in self.old.file.futures:
            return self._future(key)
        return _KEY_TITLES.get(key) or self._criterion(key)

    def _entry(self, noun: str, key: str) -> str:
        """Return a signpost, deadline, assumption or member in its author's words."""
        for file in (self.new.file, self.old.file):
            if noun == "member" and file.coalition and key in file.coalition.members:
                return f"member {file.coalition.members[key].title or key.replace('-', ' ')}"
            if noun == "signpost" and key in file.signposts:
                return f"signpost “{drop_stop(file.signposts[key].event)}” ({key})"
            if noun == "deadline" and key in file.deadlines:
                return f"deadline “{drop_stop(file.deadlines[key].event)}”"
            if noun == "assumption" and key in file.assumptions:
                return f"key assumption “{drop_stop(file.assumptions[key].says)}” ({key})"
        if noun == "signpost group":
            return f"signposts {Names(self.new).signpost_group(key)}"
        return f"{noun} {key}"

    def _option_judgement(self, kind: str, keys: Sequence[str]) -> str:
        """Return the title of a judgement on an option."""
        if kind == "option":
            return f"option {self.option(keys[1])}"
        if kind == "score":
            return f"score of {self.option(keys[1])} on {self._cell(keys[2:])}"
        option = "every option" if keys[1] == "*" else self.option(keys[1])
        return f"adjustment of {option} on {self._cell([key for key in keys[2:] if key != '*'])}"

    def step(self, step: DifferenceStep) -> str:
        """Return the title of changes that come together, and why they do."""
        count = len(step.parts)
        if step.reason == "scale":
            criterion = self._criterion(step.parts[0].path.split(".")[1])
            return f"scale of {criterion}, with {count - 1} of its scores"
        if step.reason == "futures":
            return f"other futures: {count} changes that come together"
        if step.reason == "probabilities":
            return f"{count} probabilities, which sum to 1"
        kinds = dict.fromkeys(_PLURALS[part.kind] for part in step.parts if part.kind in _PLURALS)
        return f"other {join_names(list(kinds))}: {count} changes that come together"


_THERE = "there"  # of an entry that only one version has
_MOST_LETTERS = 40  # of a text that is told in full


def format_values(part: DifferencePart) -> str:
    """Return the old and the new value of a changed judgement; whether an entry is new or gone."""
    if _THERE in (part.old, part.new):
        return "new" if part.new == _THERE else "gone"
    old, new = _format_part(part, part.old), _format_part(part, part.new)
    listed = isinstance(part.old, list) and part.path.endswith(("settles", "if_wrong"))
    if listed or (part.kind == "other" and max(len(old), len(new)) > _MOST_LETTERS):
        return "changed"
    return f"{old} \N{RIGHTWARDS ARROW} {new}"


def _format_part(part: DifferencePart, value: Any) -> str:
    """Return a value of a changed judgement."""
    if value is None or isinstance(value, bool):
        return {None: "none", False: "no", True: "yes"}[value]
    if part.kind == "other" and part.path.rpartition(".")[2] in _DATES and isinstance(value, str):
        return format_date(value)
    if part.kind == "scale":
        return _format_scale(value)
    if part.path == "futures.form":
        return _CHANCE_FORMS[value]
    return _format_value(value, _formatter(part.kind, part.path))


def _format_scale(value: Any) -> str:
    """Return a scale by its ends, or by all its points where it is no straight line."""
    # Two points are a straight line, told by its ends; more are a curve, told whole.
    points, unit = value["value"], f" {value['unit']}" if value["unit"] else ""
    if len(points) > 2:
        return f"{_format_value(points)}{unit}"
    return f"{_format_value(points[0][0])} to {_format_value(points[-1][0])}{unit}"


def _format_value(value: Any, formatter: Callable[[float], str] = format_plain) -> str:
    """Return a value as a file may state it, a range as `31 (18 to 43)`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return formatter(value)
    if isinstance(value, list):
        items = [_format_value(item, formatter) for item in value]
        if len(items) in (2, 3) and all(isinstance(item, int | float) for item in value):
            ends = f"{items[0]} to {items[-1]}"
            return ends if len(items) == 2 else f"{items[1]} ({ends})"
        return f"[{', '.join(items)}]"
    if isinstance(value, dict):
        return ", ".join(
            f"{key}({', '.join(map(_format_value, item))})"
            if isinstance(item, list)
            else f"{key} {_format_value(item)}"
            for key, item in value.items()
        )
    return "none" if value is None else str(value)


def format_text_counts(counts: dict[str, int]) -> str:
    """Return how many texts differ, as prose: `12 reasons and 1 title`."""
    known = [f"{counts[key]} {_TEXT_TITLES[key][counts[key] != 1]}" for key in _TEXT_TITLES if key in counts]
    others = sum(count for key, count in counts.items() if key not in _TEXT_TITLES)
    return join_names([*known, *([f"{others} other text{'' if others == 1 else 's'}"] if others else [])])


_SHARE_TITLE = "share of partners that act"
_DATES = ("as_of", "judged_at", "term_ends", "by", "date")
_SHARES = ("share", "assumed_share", "joins", "leverage")
_JUDGEMENT_KINDS = {
    "weights": "weight",
    "scores": "score",
    "criteria": "floor",
    "coalition": "coalition",
    "rules": "rule",
}


def what_if_paragraphs(
    settings: Mapping[str, object] | None, scenario: Scenario, where: str = ""
) -> list[Block]:
    """Return what was set for this run, as a line; nothing where all is as the files say.

    Args:
        settings: the values by path; `share` is that of the partners who act.
        scenario: the scenario they were set in.
        where: ends the label, where there are several issues.
    """
    if not settings:
        return []
    return [paragraph(strong(f"What if{where}: "), f"{describe_settings(settings, scenario)}.")]


def describe_settings(settings: Mapping[str, object], scenario: Scenario) -> str:
    """Return the settings in words."""
    names = JudgementNames(scenario, scenario)
    return "; ".join(
        f"{setting_title(path, names)} {format_setting(path, value)}" for path, value in settings.items()
    )


def setting_title(path: str, names: JudgementNames) -> str:
    """Return the judgement that a path of `--set` or `--vary` changes."""
    return _SHARE_TITLE if path == "share" else names.judgement(_setting_kind(path), path)


def format_setting(path: str, value: Any) -> str:
    """Return a value as `--set` takes it for a path: chances and shares as percentages."""
    return _format_value(value, _formatter(_setting_kind(path), path))


def _setting_kind(path: str) -> str:
    """Return the kind of judgement at a path; of a future, its chance or its probability."""
    first, _, rest = path.partition(".")
    return _JUDGEMENT_KINDS.get(first, rest.rpartition(".")[2])


def _formatter(kind: str, path: str) -> Callable[[float], str]:
    """Return how numbers of a judgement are written."""
    is_share = (
        kind in ("chance", "probability")
        or path.rpartition(".")[2] in _SHARES
        or (kind == "other" and ".likelihood." in path)
    )
    return format_percent if is_share else format_plain
