"""What-if: `--set PATH=VALUE` puts another judgement in the place of the file's or the profile's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from dilemma.scenario.checks.chances import stated_well
from dilemma.scenario.checks.references import weighed
from dilemma.scenario.checks.scores import outside
from dilemma.scenario.edits.percentages import is_percentage, part
from dilemma.scenario.edits.refusal import BadSetting
from dilemma.scenario.edits.share import judged_at_share
from dilemma.scenario.files.judgement import Chance, Row, Weights, weights
from dilemma.scenario.naming import fits
from dilemma.scenario.problems import errors
from dilemma.scenario.quantities import BadQuantity, exact, spoken
from dilemma.scenario.reading.read import read_text
from dilemma.scenario.resolve import cells, spelled
from dilemma.scenario.suggest import did_you_mean, one_of, remedy
from dilemma.scenario.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from dilemma.scenario.checks.finding import Finding
    from dilemma.scenario.model import Leaf, Scenario

__all__ = ["PATHS", "BadSetting", "Setting", "setting", "settings", "with_setting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A path of a scenario and the value to put there, as YAML reads it."""

    path: tuple[str, ...]
    value: Any

    def __str__(self) -> str:
        """The path as typed."""
        return ".".join(self.path)


def setting(text: str) -> Setting:
    """Reads `PATH=VALUE`.

    Raises:
        BadSetting: there is no `=`, or the value is not YAML.
    """
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise BadSetting(f"`{text}` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`")
    node, problems = read_text(f"value: {value}".encode(), "--set")
    held = node.child("value") if node else None
    wrong = errors(problems)
    if node and isinstance(node.value, dict) and len(node.value) > 1:
        raise BadSetting(f"the value of `{path}` must stand on one line")
    if held is None or wrong:
        reason = wrong[0].message if wrong else "it is empty"
        raise BadSetting(f"the value of `{path}` cannot be read: {reason}")
    steps = tuple(path.strip().split("."))
    meant = _settable(steps)
    return Setting(steps, part(held.data()) if meant and meant.parts_of_one else held.data())


def settings(texts: Iterable[str]) -> tuple[Setting, ...]:
    """Reads several, in order; the values of a path and of a part of it may both be given, the part later.

    Raises:
        BadSetting: one cannot be read, or would be undone by a later one.
    """
    read = tuple(setting(text) for text in texts)
    for place, later in enumerate(read):
        for earlier in read[:place]:
            if earlier.path == later.path:
                raise BadSetting(f"`{later}` is given twice; give it once")
            if earlier.path[: len(later.path)] == later.path or _moves_share(later, earlier):
                raise BadSetting(f"`{later}` would undo `{earlier}` before it; give one of the two")
    return read


def _moves_share(later: Setting, earlier: Setting) -> bool:
    """Whether a weight given as a share of all would have another share after a later setting."""
    return earlier.path[0] == later.path[0] == "weights" and is_percentage(earlier.value)


def with_setting(scenario: Scenario, given: Setting) -> Scenario:
    """The scenario with one judgement replaced; edits in value points still apply to it.

    Raises:
        BadSetting: the path leads nowhere, or the value does not fit there.
    """
    found = _settable(given.path)
    if found is None:
        help_ = did_you_mean(str(given), PATHS) or one_of(PATHS, most=len(PATHS))
        raise BadSetting(f"`{given}` cannot be set{help_}")
    try:
        return found.apply(scenario, given)
    except BadQuantity as bad:
        raise BadSetting(f"`{given}` {bad.message}") from None
    except ValidationError as error:
        _, reason = sentence(error.errors(include_url=False)[0])
        raise BadSetting(f"`{given}` {reason}") from None


def _settable(path: tuple[str, ...]) -> Settable | None:
    return next((each for pattern, each in SETTABLE.items() if _means(pattern, path)), None)


def _means(pattern: str, path: tuple[str, ...]) -> bool:
    return fits(tuple("*" if step.isupper() else step for step in pattern.split(".")), path)


def _refuse(findings: Iterable[Finding]) -> None:
    """Refuses a value as a file that holds it is refused."""
    for finding in findings:
        raise BadSetting(finding.message)


def _known(kind: str, given: str, known: Collection[str]) -> str:
    if given not in known:
        raise BadSetting(f"there is no {kind} `{given}`{remedy(given, known)}")
    return given


def _leaf(scenario: Scenario, given: str) -> Leaf:
    leaves = {leaf.id: leaf for leaf in scenario.leaves}
    return leaves[_known("criterion", given, leaves)]


def _number(given: Setting, low: float, high: float) -> float:
    value = given.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadSetting(f"`{given}` takes one number, not {spoken(value)}")
    if not low <= value <= high:
        raise BadSetting(f"`{given}` must lie between {low:g} and {high:g}, not at {value:g}")
    return float(value)


def _all_weights(scenario: Scenario, given: Setting) -> Scenario:
    return _weighted(scenario, weights(given.value))


def _one_weight(scenario: Scenario, given: Setting) -> Scenario:
    leaf = _leaf(scenario, given.path[1]).id
    if scenario.weights is None or not scenario.weights.points:
        state = "are a ranking" if scenario.weights else "are not given"
        remedy_ = "set all of them: `weights={…}` or `weights=[…]`"
        raise BadSetting(f"the weights {state}, so one cannot be set alone; {remedy_}")
    if is_percentage(given.value):
        return _weighted(scenario, _with_share(scenario.weights, leaf, given))
    new = weights({leaf: given.value}).points[leaf]
    return _weighted(scenario, Weights({**scenario.weights.points, leaf: new}))


def _with_share(given: Weights, leaf: str, wanted: Setting) -> Weights:
    """The weights with one of them a share of all; the others keep their proportions, and their ranges."""
    share = part(wanted.value)
    if not 0 <= share <= 1:
        raise BadSetting(f"`{wanted}` must lie between 0% and 100%, not at {wanted.value}")
    if share == 1:
        return Weights({key: exact(1 if key == leaf else 0) for key in given.points})
    rest = fsum(each.central for key, each in given.points.items() if key != leaf)
    if share > 0 and rest <= 0:
        raise BadSetting(f"`{wanted}` has all the weight, so {wanted.value} of it cannot be set; set points")
    return Weights({**given.points, leaf: exact(rest * share / (1 - share))})


def _weighted(scenario: Scenario, new: Weights) -> Scenario:
    _refuse(weighed(new, [leaf.id for leaf in scenario.leaves], ()))
    return replace(scenario, weights=new)


def _weighs_one_by_one(scenario: Scenario, _path: Sequence[str]) -> bool:
    """Whether a single weight can be meant: without any weights, those of a profile are."""
    return scenario.weights is None or bool(scenario.weights.points)


def _chance(scenario: Scenario, given: Setting) -> Scenario:
    name = _known("future", given.path[1], [future.id for future in scenario.futures])
    if not _asked(scenario, given.path):
        raise BadSetting(f"future `{name}` has no chance to set; set `futures.{name}.probability`")
    stated = Chance.model_validate(given.value)
    _refuse(stated_well(stated, scenario.file.lexicon, ()))
    new = spelled(stated, scenario.file.lexicon)
    futures = tuple(
        replace(future, chance=new, shared=stated.shared) if future.id == name else future
        for future in scenario.futures
    )
    return replace(scenario, futures=futures)


def _asked(scenario: Scenario, path: Sequence[str]) -> bool:
    """Whether a future has a chance in a chain."""
    chain = scenario.chances == "chain"
    return chain and any(future.id == path[1] and future.chance for future in scenario.futures)


def _probability(scenario: Scenario, given: Setting) -> Scenario:
    name = _known("future", given.path[1], [future.id for future in scenario.futures])
    pinned = {**scenario.pinned, name: _number(given, 0, 1)}
    total = 0.0
    for value in pinned.values():
        total += value
    if total > 1 + 1e-12 or (len(pinned) == len(scenario.futures) and abs(total - 1) > 1e-9):
        wanted = "1" if len(pinned) == len(scenario.futures) else "at most 1"
        raise BadSetting(f"the probabilities set sum to {total:g}, not to {wanted}")
    return replace(scenario, pinned=pinned)


def _score(scenario: Scenario, given: Setting) -> Scenario:
    option = _known("option", given.path[1], scenario.options)
    leaf = _leaf(scenario, given.path[2])
    names = [future.id for future in scenario.futures]
    before = scenario.rows[option, leaf.id]
    if len(given.path) == 4:
        place = names.index(_known("future", given.path[3], names))
        (cell,) = cells(Row.model_validate({"score": given.value}), [""])
        row = (*before[:place], cell, *before[place + 1 :])
    else:
        row = cells(Row.model_validate({"score": given.value}), names)
    for judgement in row:
        _refuse(outside(leaf, judgement, ()))
    return replace(scenario, rows={**scenario.rows, (option, leaf.id): row})


def _floor(scenario: Scenario, given: Setting) -> Scenario:
    leaf = _leaf(scenario, given.path[1]).id
    floors = {key: floor for key, floor in scenario.floors.items() if key != leaf}
    if given.value is not None:
        floors[leaf] = _number(given, 0, 100)
    return replace(scenario, floors=floors)


def _assumed_share(scenario: Scenario, given: Setting) -> Scenario:
    if not _has_coalition(scenario, given.path):
        raise BadSetting(f"`{scenario.id}` has no coalition, so there is no share to set")
    return judged_at_share(scenario, _number(given, 0, 1))


def _has_coalition(scenario: Scenario, _path: Sequence[str]) -> bool:
    return scenario.file.coalition is not None


def _too_close(scenario: Scenario, given: Setting) -> Scenario:
    return replace(scenario, too_close=_number(given, 0, 100))


def _tie_break(scenario: Scenario, given: Setting) -> Scenario:
    from dilemma.scenario.files.parts import Pole  # noqa: PLC0415  only this path needs the type

    return replace(scenario, tie_break=TypeAdapter(Pole).validate_python(given.value))


@dataclass(frozen=True, slots=True)
class Settable:
    """What `--set` does at the paths of one pattern.

    Attributes:
        apply: makes the edit.
        offered: whether a path of the pattern, filled in, can be meant in a scenario.
        parts_of_one: whether it takes parts of 1, which may then be typed as percentages.
    """

    apply: Callable[[Scenario, Setting], Scenario]
    offered: Callable[[Scenario, Sequence[str]], bool] = lambda _scenario, _path: True
    parts_of_one: bool = False


# By pattern; a step in capitals stands for any id of that kind.
SETTABLE = {
    "weights": Settable(_all_weights),
    "weights.CRITERION": Settable(_one_weight, _weighs_one_by_one),
    "futures.FUTURE.chance": Settable(_chance, _asked, parts_of_one=True),
    "futures.FUTURE.probability": Settable(_probability, parts_of_one=True),
    "scores.OPTION.CRITERION": Settable(_score),
    "scores.OPTION.CRITERION.FUTURE": Settable(_score),
    "criteria.CRITERION.floor": Settable(_floor),
    "coalition.assumed_share": Settable(_assumed_share, _has_coalition, parts_of_one=True),
    "rules.too_close": Settable(_too_close),
    "rules.tie_break": Settable(_tie_break),
}
PATHS = tuple(SETTABLE)
