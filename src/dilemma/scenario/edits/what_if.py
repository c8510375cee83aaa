"""What-if: `--set PATH=VALUE` puts another judgement in the place of the file's or the profile's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from dilemma.scenario.checks.chances import no_word
from dilemma.scenario.checks.references import weighed
from dilemma.scenario.checks.scores import outside
from dilemma.scenario.edits.refusal import BadSetting
from dilemma.scenario.edits.share import judged_at_share
from dilemma.scenario.files.judgement import Chance, Row, Weights, weights
from dilemma.scenario.lexicon import band
from dilemma.scenario.problems import errors
from dilemma.scenario.quantities import BadQuantity, Quantity, spoken
from dilemma.scenario.reading.read import read_text
from dilemma.scenario.resolve import cells, spelled
from dilemma.scenario.suggest import did_you_mean, one_of, remedy
from dilemma.scenario.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from dilemma.scenario.model import Leaf, Scenario

__all__ = ["PATHS", "BadSetting", "Setting", "setting", "settings", "with_setting"]

PATHS = (
    "weights",
    "weights.CRITERION",
    "futures.FUTURE.chance",
    "futures.FUTURE.probability",
    "scores.OPTION.CRITERION",
    "scores.OPTION.CRITERION.FUTURE",
    "criteria.CRITERION.floor",
    "coalition.assumed_share",
    "rules.too_close",
    "rules.tie_break",
)


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
    return Setting(tuple(path.strip().split(".")), held.data())


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
            if earlier.path[: len(later.path)] == later.path:
                raise BadSetting(f"`{later}` would undo `{earlier}` before it; give one of the two")
    return read


def with_setting(scenario: Scenario, given: Setting) -> Scenario:
    """The scenario with one judgement replaced; edits in value points still apply to it.

    Raises:
        BadSetting: the path leads nowhere, or the value does not fit there.
    """
    edit = _EDITS.get((given.path[0], len(given.path), given.path[-1] if given.path[0] in _LAST else ""))
    if edit is None:
        help_ = did_you_mean(str(given), PATHS) or one_of(PATHS, most=len(PATHS))
        raise BadSetting(f"`{given}` cannot be set{help_}")
    try:
        return edit(scenario, given)
    except BadQuantity as bad:
        raise BadSetting(f"`{given}` {bad.message}") from None
    except ValidationError as error:
        _, reason = sentence(error.errors(include_url=False)[0])
        raise BadSetting(f"`{given}` {reason}") from None


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
    new = weights(given.value)
    for finding in weighed(new, [leaf.id for leaf in scenario.leaves], ()):
        raise BadSetting(finding.message)
    return _weighted(scenario, new)


def _one_weight(scenario: Scenario, given: Setting) -> Scenario:
    leaf = _leaf(scenario, given.path[1]).id
    if scenario.weights is None or not scenario.weights.points:
        state = "are a ranking" if scenario.weights else "are not given"
        remedy_ = "set all of them: `weights={…}` or `weights=[…]`"
        raise BadSetting(f"the weights {state}, so one cannot be set alone; {remedy_}")
    new = weights({leaf: given.value}).points[leaf]
    return _weighted(scenario, Weights({**scenario.weights.points, leaf: new}))


def _weighted(scenario: Scenario, new: Weights) -> Scenario:
    if new.points and not any(points.central > 0 for points in new.points.values()):
        raise BadSetting("every weight would be 0; leave at least one above it")
    return replace(scenario, weights=new)


def _chance(scenario: Scenario, given: Setting) -> Scenario:
    name = _known("future", given.path[1], [future.id for future in scenario.futures])
    asked = [future.id for future in scenario.futures if future.chance] if scenario.chances == "chain" else []
    if name not in asked:
        raise BadSetting(f"future `{name}` has no chance to set; set `futures.{name}.probability`")
    stated = Chance.model_validate(given.value)
    if isinstance(stated.range, str) and band(stated.range, scenario.file.lexicon) is None:
        raise BadSetting(no_word(stated.range, scenario.file.lexicon))
    new = spelled(stated, scenario.file.lexicon)
    _in_unit(given, new)
    futures = tuple(
        replace(future, chance=new, shared=stated.shared) if future.id == name else future
        for future in scenario.futures
    )
    return replace(scenario, futures=futures)


def _in_unit(given: Setting, new: Quantity) -> None:
    low, high = new.bounds
    if new.family == "normal" or low < 0 or high > 1:
        raise BadSetting(f"`{given}` must lie between 0 and 1")


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
        for finding in outside(leaf, judgement, ()):
            raise BadSetting(finding.message)
    return replace(scenario, rows={**scenario.rows, (option, leaf.id): row})


def _floor(scenario: Scenario, given: Setting) -> Scenario:
    leaf = _leaf(scenario, given.path[1]).id
    floors = {key: floor for key, floor in scenario.floors.items() if key != leaf}
    if given.value is not None:
        floors[leaf] = _number(given, 0, 100)
    return replace(scenario, floors=floors)


def _assumed_share(scenario: Scenario, given: Setting) -> Scenario:
    if scenario.file.coalition is None:
        raise BadSetting(f"`{scenario.id}` has no coalition, so there is no share to set")
    return judged_at_share(scenario, _number(given, 0, 1))


def _too_close(scenario: Scenario, given: Setting) -> Scenario:
    return replace(scenario, too_close=_number(given, 0, 100))


def _tie_break(scenario: Scenario, given: Setting) -> Scenario:
    from dilemma.scenario.files.parts import Pole  # noqa: PLC0415  only this path needs the type

    return replace(scenario, tie_break=TypeAdapter(Pole).validate_python(given.value))


# By the first word of a path, its length, and its last word where that word is part of the language.
_LAST = frozenset({"futures", "criteria", "coalition", "rules"})
_EDITS: dict[tuple[str, int, str], Callable[[Scenario, Setting], Scenario]] = {
    ("weights", 1, ""): _all_weights,
    ("weights", 2, ""): _one_weight,
    ("futures", 3, "chance"): _chance,
    ("futures", 3, "probability"): _probability,
    ("scores", 3, ""): _score,
    ("scores", 4, ""): _score,
    ("criteria", 3, "floor"): _floor,
    ("coalition", 2, "assumed_share"): _assumed_share,
    ("rules", 2, "too_close"): _too_close,
    ("rules", 2, "tie_break"): _tie_break,
}
