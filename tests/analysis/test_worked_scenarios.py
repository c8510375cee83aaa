"""Published worked examples come out of scenario files, read and assessed as any author's would be."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from tests.builders import NO_LIBRARY

from dilemma.api.assess import assess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dilemma.analysis.results.assessment import Assessment, BreakEven

WORKED = Path(__file__).parents[1] / "worked"

OFFICES = {
    "Addison Square": "addison",
    "Bilton Village": "bilton",
    "Carlisle Walk": "carlisle",
    "Denver Street": "denver",
    "Elton Street": "elton",
    "Filton Village": "filton",
    "Gorton Square": "gorton",
}
DRUGS = {"Daclizumab": "daclizumab", "IFN beta-1a": "interferon"}


@cache
def example(name: str) -> Mapping[str, Any]:
    """One published example."""
    found: Mapping[str, Any] = yaml.load(
        (WORKED / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return found


def check(name: str, op: str, **arguments: Any) -> Mapping[str, Any]:
    """The check of an example with an operation and its arguments."""
    wanted = {"op": op, **arguments}
    found: list[Mapping[str, Any]] = [
        each for each in example(name)["checks"] if wanted.items() <= dict(each).items()
    ]
    assert len(found) == 1, f"{len(found)} checks of {name} are {wanted}"
    return found[0]


def assessed(name: str, *settings: str) -> Assessment:
    """The assessment of a stored scenario."""
    return assess(WORKED / "scenarios" / f"{name}.yaml", settings=settings, library=NO_LIBRARY)


def values(found: Assessment) -> dict[str, float]:
    """The value of each option."""
    return {option.id: option.value for option in found.options}


def break_even(found: Assessment, kind: str, of: str) -> BreakEven:
    """The one change of leader along a line."""
    (only,) = (each for each in found.break_evens or () if (each.kind, each.of) == (kind, of))
    return only


# A value tree: Goodwin and Wright's offices.


def test_values_from_a_value_tree() -> None:
    """Leaf scores, weighed by the book's whole numbers, give the book's values to the digit."""
    given = check("gw-office-location", "additive_value")
    expected = {OFFICES[name]: number for name, number in given["expect"].items()}
    found = assessed("office-location")
    assert values(found) == pytest.approx(expected, abs=given["tol"])
    assert found.first.id == OFFICES[check("gw-office-location", "best_option")["expect"]]
    assert {option.id for option in found.options if option.dominated_by} == set()


@pytest.mark.parametrize("branch_weight", [0, 100])
def test_one_branch_without_the_other(branch_weight: int) -> None:
    """With the leaves of a branch at 0 points, the other branch alone gives the book's end values."""
    given = check("gw-office-turnover-switch", "group_end_value", group_weight=branch_weight)
    inputs = example("gw-office-turnover-switch")["inputs"]
    kept = inputs["groups"]["turnover" if branch_weight else "working_conditions"]
    points = {leaf: point if leaf in kept else 0 for leaf, point in inputs["swing_points"].items()}
    found = assessed("office-location", f"weights={points}".replace("'", ""))
    assert values(found)[OFFICES[given["option"]]] == pytest.approx(given["expect"], abs=given["tol"])
    assert {leaf for leaf, weight in found.weights.items() if weight > 0} == set(kept)


# Natural units with the worse number the larger, and a ranking as weights.


def test_values_from_a_ranking() -> None:
    """Rank-order centroids give the tutorial's values; the lead changes at half the weight on the first."""
    given = check("zinbryta-ordinal", "additive_value", weights="roc")
    found = assessed("two-drugs")
    expected = {DRUGS[name]: 100 * number for name, number in given["expect"].items()}
    assert values(found) == pytest.approx(expected, abs=100 * given["tol"])
    at = check("zinbryta-ordinal", "weight_switch")
    change = break_even(found, "weight", at["criterion"])
    assert change.at == pytest.approx(at["expect"], abs=at["tol"])
    assert change.winner == DRUGS["IFN beta-1a"]


@pytest.mark.parametrize("place", [0, 1])
def test_values_from_other_weights(place: int) -> None:
    """The tutorial's equal and graded swings, set in place of the ranking."""
    given = [each for each in example("zinbryta-ordinal")["checks"] if isinstance(each.get("weights"), dict)][
        place
    ]
    found = assessed("two-drugs", f"weights={given['weights']}".replace("'", ""))
    expected = {DRUGS[name]: 100 * number for name, number in given["expect"].items()}
    assert values(found) == pytest.approx(expected, abs=100 * given["tol"])


# Value functions, each as the only criterion of a scenario with one option a level.


def written(folder: Path, parts: Mapping[str, Any]) -> Path:
    """A scenario file of the given parts and what every file must say."""
    head = {"dilemma": 1, "title": "An example", "question": "Which?", "as_of": "2000-01-01"}
    path = folder / "example.yaml"
    path.write_text(yaml.dump({**head, **parts}, sort_keys=False, Dumper=yaml.CSafeDumper), encoding="utf-8")
    return path


def criterion(function: Mapping[str, Any]) -> dict[str, Any]:
    """A value function in the language's own words: from worst to best, 0 to 100."""
    if function["kind"] == "linear":
        return {"scale": {"worst": function["worst"], "best": function["best"]}}
    points = sorted(([level, 100 * worth] for level, worth in function["points"]), key=lambda point: point[1])
    return {"scale": {"worst": points[0][0], "best": points[-1][0]}, "value": points}


@pytest.mark.parametrize("function", ["up", "down", "up_bent", "down_bent"])
def test_a_value_function_in_a_file(tmp_path: Path, function: str) -> None:
    """Levels on a straight or a bent line, rising or falling, have the values of the published test."""
    given = check("piecewise-value-drugis", "value_of", function=function)
    levels = {f"level-{place}": level for place, level in enumerate(given["x"])}
    parts = {
        "options": {option: {"stance": "enmesh"} for option in levels},
        "criteria": {"effect": criterion(example("piecewise-value-drugis")["inputs"]["functions"][function])},
        "scores": {option: {"effect": level} for option, level in levels.items()},
    }
    found = values(assess(written(tmp_path, parts), library=NO_LIBRARY))
    expected = {option: 100 * worth for option, worth in zip(levels, given["expect"], strict=True)}
    assert found == pytest.approx(expected, abs=100 * given["tol"])


# Payoff tables over futures, in natural units.

PAYOFFS = sorted(
    path.stem for path in WORKED.glob("*.yaml") if "payoffs" in (example(path.stem).get("inputs") or {})
)


def ends(inputs: Mapping[str, Any]) -> tuple[float, float]:
    """The worst and the best payoff; of costs the worst is the largest."""
    payoffs = [payoff for row in inputs["payoffs"].values() for payoff in row.values()]
    low, high = min(payoffs), max(payoffs)
    return (high, low) if inputs["sense"] == "min" else (low, high)


def table(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """A payoff table as the parts of a scenario with one criterion."""
    worst, best = ends(inputs)
    given = inputs.get("probabilities", {})
    return {
        "options": {option: {"stance": "enmesh"} for option in inputs["options"]},
        "criteria": {"payoff": {"scale": {"worst": worst, "best": best}}},
        "futures": {future: {"probability": given[future]} if given else {} for future in inputs["futures"]},
        "scores": {option: {"payoff": inputs["payoffs"][option]} for option in inputs["options"]},
    }


def known(figure: float | None) -> float:
    """A figure that is given wherever all options share the chances."""
    assert figure is not None
    return figure


def chosen(given: Mapping[str, Any]) -> set[str]:
    """Who is best, as a set; several are a tie."""
    best = given["best"]
    return {best} if isinstance(best, str) else set(best)


def by_value(found: Assessment, given: Mapping[str, Any], worst: float, span: float) -> None:
    """The value of an option, back in natural units, is its expected payoff."""
    payoffs = {option.id: worst + span * option.value / 100 for option in found.options}
    assert payoffs == pytest.approx(given["expect"], abs=given["tol"])
    assert set(found.rules.expected_value) == chosen(given)


def by_worst(found: Assessment, given: Mapping[str, Any], worst: float, span: float) -> None:
    """The worst value of an option, back in natural units, is its worst payoff."""
    payoffs = {option.id: worst + span * option.worst_value / 100 for option in found.options}
    assert payoffs == pytest.approx(given["expect"], abs=given["tol"])
    assert set(found.rules.maximin) == chosen(given)


def by_regret(found: Assessment, given: Mapping[str, Any], _worst: float, span: float) -> None:
    """The largest regret of an option, scaled back."""
    regrets = {option.id: abs(span) * known(option.max_regret) / 100 for option in found.options}
    assert regrets == pytest.approx(given["expect"], abs=given["tol"])
    assert set(found.rules.minimax_regret or ()) == chosen(given)


def by_expected_regret(found: Assessment, given: Mapping[str, Any], _worst: float, span: float) -> None:
    """The expected regret of an option, scaled back."""
    regrets = {option.id: abs(span) * known(option.expected_regret) / 100 for option in found.options}
    assert regrets == pytest.approx(given["expect"], abs=given["tol"])


def by_laplace(found: Assessment, given: Mapping[str, Any], _worst: float, _span: float) -> None:
    """Who is best when every future counts the same."""
    assert set(found.rules.laplace or ()) == chosen(given)


def by_hurwicz(found: Assessment, given: Mapping[str, Any], _worst: float, _span: float) -> None:
    """Who is best at one alpha; on the border of two intervals both are."""
    held = [each for each in found.rules.hurwicz if each.start - 1e-9 <= given["alpha"] <= each.stop + 1e-9]
    assert {option for each in held for option in (each.ties or (each.option,))} == chosen(given)


def by_information(found: Assessment, given: Mapping[str, Any], _worst: float, span: float) -> None:
    """The value of perfect information, scaled back."""
    scaled = abs(span) * known(found.information.evpi_futures) / 100
    assert scaled == pytest.approx(given["expect"], abs=given["tol"])


def by_switch(found: Assessment, given: Mapping[str, Any], _worst: float, _span: float) -> None:
    """One of the changes of leader along the probability, and to one of the two options named."""
    near = [
        each.winner
        for each in found.break_evens or ()
        if (each.kind, each.of) == ("probability", given["future"])
        and each.at == pytest.approx(given["expect"], abs=given["tol"])
    ]
    assert len(near) == 1
    assert near[0] in given["between"]


OPERATIONS: dict[str, Callable[[Assessment, Mapping[str, Any], float, float], None]] = {
    "expected_value": by_value,
    "maximin": by_worst,
    "minimax_regret": by_regret,
    "expected_regret": by_expected_regret,
    "laplace": by_laplace,
    "hurwicz": by_hurwicz,
    "evpi": by_information,
    "probability_switch": by_switch,
}


@pytest.mark.parametrize("name", PAYOFFS)
def test_a_payoff_table_in_a_file(tmp_path: Path, name: str) -> None:
    """Expected values, rules, regrets, information and break-evens survive the way through natural units."""
    inputs = example(name)["inputs"]
    found = assess(written(tmp_path, table(inputs)), library=NO_LIBRARY)
    worst, best = ends(inputs)
    run = [given for given in example(name)["checks"] if given["op"] in OPERATIONS]
    assert run
    for given in run:
        OPERATIONS[given["op"]](found, given, worst, best - worst)
