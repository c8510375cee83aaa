"""What-ifs: `--set PATH=VALUE` replaces a judgement of the file or of the profile."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import fsum
from shlex import quote
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from dilemma.errors import BadSetting
from dilemma.records import dataclass
from dilemma.scenario.distributions import sum_in_order
from dilemma.scenario.edits.value_points import set_assumed_share
from dilemma.scenario.messages import describe_error, matches_pattern
from dilemma.scenario.model import signpost_groups
from dilemma.scenario.problems import select_errors
from dilemma.scenario.quantity import BadQuantity, describe_value, exact_quantity
from dilemma.scenario.resolve import resolve_chance, resolve_row
from dilemma.scenario.schema.judgement import Chance, Row, Weights, parse_weights
from dilemma.scenario.schema.parts import LARGEST_DEPENDENCE
from dilemma.scenario.suggest import did_you_mean, list_known, suggest_word
from dilemma.scenario.validation.references import check_weights
from dilemma.scenario.validation.structure import check_chance, check_score_range
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import yaml_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.validation.finding import Finding


# At most 300 digits on either side, so that the number stays within the range of a float.
_PERCENTAGE = re.compile(r"\s*([-+]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300}))\s*%\s*")


def _is_percentage(value: Any) -> bool:
    """Return whether a value is a percentage, as typed."""
    return isinstance(value, str) and bool(_PERCENTAGE.fullmatch(value))


def percentage_to_fraction(value: Any) -> Any:
    """Return the fraction of 1 that a percentage is, in a list too; any other value unchanged."""
    if isinstance(value, list):
        return [percentage_to_fraction(item) for item in value]
    match = _PERCENTAGE.fullmatch(value) if isinstance(value, str) else None
    # The exact fraction: 29 / 100 gives 0.29, where 29 * 0.01 gives 0.29000000000000004.
    return float(Fraction(match[1]) / 100) if match else value


__all__ = ["BadSetting", "Setting", "apply_setting", "parse_setting", "parse_settings"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A path of a scenario and the value to put there, as YAML reads it."""

    path: tuple[str, ...]
    value: Any

    def __str__(self) -> str:
        """Return the path as typed."""
        return ".".join(self.path)

    @property
    def option(self) -> str:
        """The option to type for it; a percentage needs no quotation marks."""
        value = self.value if _is_percentage(self.value) else yaml_flow(self.value)
        return f"--set {quote(f'{self}={value}')}"


def parse_setting(text: str) -> Setting:
    """Read `PATH=VALUE`.

    Raises:
        BadSetting: there is no `=`, or the value is not YAML.
    """
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise BadSetting(f"`{text}` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`")
    # Read as YAML, so that a value means what it would mean in the file.
    node, problems = parse_yaml(f"value: {value}".encode(), "--set")
    content = node.child("value") if node else None
    wrong = select_errors(problems)
    # A line break in the value would add keys to the text that is read.
    if node and isinstance(node.value, dict) and len(node.value) > 1:
        raise BadSetting(f"the value of `{path}` must stand on one line")
    if content is None or wrong:
        reason = wrong[0].message if wrong else "it is empty"
        raise BadSetting(f"the value of `{path}` cannot be read: {reason}")
    steps = tuple(path.strip().split("."))
    settable = _find_settable(steps)
    return Setting(
        steps,
        percentage_to_fraction(content.data()) if settable and settable.parts_of_one else content.data(),
    )


def parse_settings(texts: Iterable[str]) -> tuple[Setting, ...]:
    """Read several what-ifs, in order.

    The value of a whole, such as `weights`, and of a part of it may both be given, the part later.

    Raises:
        BadSetting: one cannot be read, or would be undone by a later one.
    """
    read = tuple(parse_setting(text) for text in texts)
    for index, later in enumerate(read):
        for earlier in read[:index]:
            if earlier.path == later.path:
                raise BadSetting(f"`{later}` is given twice; give it once")
            if earlier.path[: len(later.path)] == later.path or _changes_share_of(later, earlier):
                raise BadSetting(f"`{later}` would undo `{earlier}` before it; give one of the two")
    return read


def _changes_share_of(later: Setting, earlier: Setting) -> bool:
    """Return whether a weight given as a share of all would have another share after a later setting."""
    return earlier.path[0] == later.path[0] == "weights" and _is_percentage(earlier.value)


def apply_setting(scenario: Scenario, wanted: Setting) -> Scenario:
    """Return the scenario with one judgement replaced; edits in value points still apply to it.

    Raises:
        BadSetting: the path leads nowhere, or the value does not fit there.
    """
    settable = _find_settable(wanted.path)
    if settable is None:
        help_ = did_you_mean(str(wanted), _PATHS) or list_known(_PATHS, most=len(_PATHS))
        raise BadSetting(f"`{wanted}` cannot be set{help_}")
    try:
        return settable.apply(scenario, wanted)
    except BadQuantity as bad:
        raise BadSetting(f"`{wanted}` {bad.message}") from None
    # In the words used for the same fault in a file.
    except ValidationError as error:
        _, reason = describe_error(error.errors(include_url=False)[0])
        raise BadSetting(f"`{wanted}` {reason}") from None


def _find_settable(path: tuple[str, ...]) -> _Settable | None:
    return next((settable for pattern, settable in _SETTABLE.items() if _matches(pattern, path)), None)


def _matches(pattern: str, path: tuple[str, ...]) -> bool:
    return matches_pattern(tuple("*" if step.isupper() else step for step in pattern.split(".")), path)


def _refuse(findings: Iterable[Finding]) -> None:
    """Refuse a value for the same reasons as a file that holds it."""
    for finding in findings:
        raise BadSetting(finding.message)


def _known_id(kind: str, name: str, known: Collection[str]) -> str:
    if name not in known:
        raise BadSetting(f"there is no {kind} `{name}`{suggest_word(name, known)}")
    return name


def _find_criterion(scenario: Scenario, name: str) -> LeafCriterion:
    leaves = {leaf.id: leaf for leaf in scenario.leaves}
    return leaves[_known_id("criterion", name, leaves)]


def _read_number(wanted: Setting, low: float, high: float) -> float:
    value = wanted.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadSetting(f"`{wanted}` takes one number, not {describe_value(value)}")
    if not low <= value <= high:
        raise BadSetting(f"`{wanted}` must lie between {low:g} and {high:g}, not at {value:g}")
    return float(value)


def _set_weight(scenario: Scenario, wanted: Setting) -> Scenario:
    leaf = _find_criterion(scenario, wanted.path[1]).id
    if scenario.weights is None or not scenario.weights.points:
        state = "are a ranking" if scenario.weights else "are not given"
        remedy_ = "set all of them: `weights={…}` or `weights=[…]`"
        raise BadSetting(f"the weights {state}, so one cannot be set alone; {remedy_}")
    if _is_percentage(wanted.value):
        return _replace_weights(scenario, _set_weight_share(scenario.weights, leaf, wanted))
    new = parse_weights({leaf: wanted.value}).points[leaf]
    return _replace_weights(scenario, Weights({**scenario.weights.points, leaf: new}))


def _set_weight_share(before: Weights, leaf: str, wanted: Setting) -> Weights:
    """Return the weights with one of them a share of all; the others keep their proportions and ranges."""
    share = percentage_to_fraction(wanted.value)
    if not 0 <= share <= 1:
        raise BadSetting(f"`{wanted}` must lie between 0% and 100%, not at {wanted.value}")
    if share == 1:
        return Weights({key: exact_quantity(1 if key == leaf else 0) for key in before.points})
    rest = fsum(weight.central for key, weight in before.points.items() if key != leaf)
    if share > 0 and rest <= 0:
        raise BadSetting(f"`{wanted}` has all the weight, so {wanted.value} of it cannot be set; set points")
    # The weight w with w / (w + rest) = share.
    return Weights({**before.points, leaf: exact_quantity(rest * share / (1 - share))})


def _replace_weights(scenario: Scenario, new: Weights) -> Scenario:
    _refuse(check_weights(new, [leaf.id for leaf in scenario.leaves], ()))
    return replace(scenario, weights=new)


def _has_single_weights(scenario: Scenario, _path: Sequence[str]) -> bool:
    """Return whether one weight can be set: the weights are points, or come with the profile only."""
    return scenario.weights is None or bool(scenario.weights.points)


def _set_chance(scenario: Scenario, wanted: Setting) -> Scenario:
    name = _known_id("future", wanted.path[1], [future.id for future in scenario.futures])
    if not _is_conditional(scenario, wanted.path):
        raise BadSetting(f"future `{name}` has no chance to set; set `futures.{name}.probability`")
    chance = Chance.model_validate(wanted.value)
    _refuse(check_chance(chance, scenario.file.lexicon, ()))
    new = resolve_chance(chance, scenario.file.lexicon)
    futures = tuple(
        replace(future, chance=new, shared=chance.shared) if future.id == name else future
        for future in scenario.futures
    )
    return replace(scenario, futures=futures)


def _is_conditional(scenario: Scenario, path: Sequence[str]) -> bool:
    """Return whether a future has a chance that depends on the earlier futures, as in a chain."""
    chain = scenario.chances == "chain"
    return chain and any(future.id == path[1] and future.chance for future in scenario.futures)


def _set_probability(scenario: Scenario, wanted: Setting) -> Scenario:
    name = _known_id("future", wanted.path[1], [future.id for future in scenario.futures])
    pinned = {**scenario.pinned, name: _read_number(wanted, 0, 1)}
    total = sum_in_order(pinned.values())
    # Decimals such as 0.1 and 0.2 do not sum exactly; a sum of fewer than all futures has less slack.
    if total > 1 + 1e-12 or (len(pinned) == len(scenario.futures) and abs(total - 1) > 1e-9):
        limit = "1" if len(pinned) == len(scenario.futures) else "at most 1"
        raise BadSetting(f"the probabilities set sum to {total:g}, not to {limit}")
    return replace(scenario, pinned=pinned)


def _set_score(scenario: Scenario, wanted: Setting) -> Scenario:
    option = _known_id("option", wanted.path[1], scenario.options)
    leaf = _find_criterion(scenario, wanted.path[2])
    names = [future.id for future in scenario.futures]
    before = scenario.rows[option, leaf.id]
    if len(wanted.path) == 4:
        index = names.index(_known_id("future", wanted.path[3], names))
        (cell,) = resolve_row(Row.model_validate({"score": wanted.value}), [""])
        row = (*before[:index], cell, *before[index + 1 :])
    else:
        row = resolve_row(Row.model_validate({"score": wanted.value}), names)
    for judgement in row:
        _refuse(check_score_range(leaf, judgement, ()))
    return replace(scenario, rows={**scenario.rows, (option, leaf.id): row})


def _set_floor(scenario: Scenario, wanted: Setting) -> Scenario:
    leaf = _find_criterion(scenario, wanted.path[1]).id
    floors = {key: floor for key, floor in scenario.floors.items() if key != leaf}
    if wanted.value is not None:
        floors[leaf] = _read_number(wanted, 0, 100)
    return replace(scenario, floors=floors)


def _set_screen(scenario: Scenario, wanted: Setting) -> Scenario:
    leaf = _find_criterion(scenario, wanted.path[1]).id
    if not isinstance(wanted.value, bool):
        raise BadSetting(f"`{wanted}` takes true or false, not {describe_value(wanted.value)}")
    if wanted.value and leaf not in scenario.floors:
        raise BadSetting(f"criterion `{leaf}` has no floor to exclude below; set `criteria.{leaf}.floor` too")
    others = tuple(key for key in scenario.screens if key != leaf)
    return replace(scenario, screens=(*others, leaf) if wanted.value else others)


def _set_assumed_share(scenario: Scenario, wanted: Setting) -> Scenario:
    if not _has_coalition(scenario, wanted.path):
        raise BadSetting(f"`{scenario.id}` has no coalition, so there is no share to set")
    return set_assumed_share(scenario, _read_number(wanted, 0, 1))


def _has_coalition(scenario: Scenario, _path: Sequence[str]) -> bool:
    return scenario.file.coalition is not None


def _set_dependence(scenario: Scenario, wanted: Setting) -> Scenario:
    group = _known_id("signpost group", wanted.path[1], signpost_groups(scenario.file))
    dependence = _read_number(wanted, 0, LARGEST_DEPENDENCE)
    return replace(scenario, dependence={**scenario.dependence, group: dependence})


def _set_tie_break(scenario: Scenario, wanted: Setting) -> Scenario:
    from dilemma.scenario.schema.parts import Pole  # noqa: PLC0415  only this path needs the type

    return replace(scenario, tie_break=TypeAdapter(Pole).validate_python(wanted.value))


def _set_score_dependence(scenario: Scenario, wanted: Setting) -> Scenario:
    from dilemma.scenario.schema.parts import ErrorPattern  # noqa: PLC0415  only this path needs the type

    return replace(scenario, score_dependence=TypeAdapter(ErrorPattern).validate_python(wanted.value))


@dataclass(frozen=True, slots=True)
class _Settable:
    """The edit that `--set` makes at the paths of one pattern.

    Attributes:
        apply: the function that makes the edit.
        offered: whether a path of the pattern can be set in a given scenario.
        parts_of_one: whether it takes fractions of 1, which may then be typed as percentages.
    """

    apply: Callable[[Scenario, Setting], Scenario]
    offered: Callable[[Scenario, Sequence[str]], bool] = lambda _scenario, _path: True
    parts_of_one: bool = False


# To add a what-if, add its pattern here; a step in capitals stands for any id of that kind.
_SETTABLE = {
    "weights": _Settable(lambda scenario, wanted: _replace_weights(scenario, parse_weights(wanted.value))),
    "weights.CRITERION": _Settable(_set_weight, _has_single_weights),
    "futures.FUTURE.chance": _Settable(_set_chance, _is_conditional, parts_of_one=True),
    "futures.FUTURE.probability": _Settable(_set_probability, parts_of_one=True),
    "scores.OPTION.CRITERION": _Settable(_set_score),
    "scores.OPTION.CRITERION.FUTURE": _Settable(_set_score),
    "criteria.CRITERION.floor": _Settable(_set_floor),
    "criteria.CRITERION.screen": _Settable(
        _set_screen, lambda scenario, path: path[1] in (*scenario.floors, "CRITERION")
    ),
    "coalition.assumed_share": _Settable(_set_assumed_share, _has_coalition, parts_of_one=True),
    "signpost_groups.GROUP.dependence": _Settable(_set_dependence, parts_of_one=True),
    "rules.too_close": _Settable(
        lambda scenario, wanted: replace(scenario, too_close=_read_number(wanted, 0, 100))
    ),
    "rules.tie_break": _Settable(_set_tie_break),
    "rules.weight_spread": _Settable(
        lambda scenario, wanted: replace(scenario, weight_spread=_read_number(wanted, 0, 1)),
        parts_of_one=True,
    ),
    "rules.dependence": _Settable(_set_score_dependence),
}
_PATHS = tuple(_SETTABLE)


def settable_paths(scenario: Scenario) -> Iterator[str]:
    """Yield every path that can be set on a scenario, kind by kind."""
    ids = {
        "OPTION": tuple(scenario.options),
        "CRITERION": tuple(leaf.id for leaf in scenario.leaves),
        "FUTURE": tuple(future.id for future in scenario.futures),
        "GROUP": signpost_groups(scenario.file),
    }
    for pattern, entry in _SETTABLE.items():
        # A step of the pattern that is no kind of id stands for itself.
        for path in product(*(ids.get(step, (step,)) for step in pattern.split("."))):
            if entry.offered(scenario, path):
                yield ".".join(path)
