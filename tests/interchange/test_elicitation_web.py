"""Problems of mcda-elicitation-web become scenarios with the values their files mean."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from tests.interchange.foreign import loaded_from, values_of

from dilemma.errors import FaultyFile
from dilemma.interchange.file_formats import import_foreign

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.scenario.load import LoadedScenario


def source(key: str, ends: list[float], direction: str, unit: object, **function: Any) -> dict[str, Any]:
    """One source of data with its value function."""
    pvf = {"range": ends, "type": "linear", "direction": direction, **function}
    return {"id": key, "unitOfMeasurement": unit, "scale": [0, 100], "pvf": pvf}


def cell(option: str, criterion: str, **performance: Any) -> dict[str, Any]:
    """One entry of the performance table."""
    return {
        "alternative": option,
        "criterion": criterion,
        "dataSource": f"d{criterion}",
        "performance": performance,
    }


def exact(value: float) -> dict[str, Any]:
    """An effect without uncertainty."""
    return {"type": "exact", "value": value}


PERCENT = {"type": "percentage", "label": "%"}
# Survival from 40 to 80 %, toxicity from 50 down to 0 %: New has 50 and 40, Old 25 and 90.
PROBLEM: dict[str, Any] = {
    "schemaVersion": "1.4.5",
    "title": "A new treatment",
    "criteria": {
        "s": {
            "id": "s",
            "title": "Survival",
            "description": "Two years or longer",
            "dataSources": [source("ds", [0.4, 0.8], "increasing", PERCENT)],
        },
        "t": {"id": "t", "title": "Toxicity", "dataSources": [source("dt", [0, 0.5], "decreasing", PERCENT)]},
    },
    "alternatives": {"n": {"id": "n", "title": "New"}, "o": {"id": "o", "title": "Old"}},
    "performanceTable": [
        cell("n", "s", effect=exact(0.6)),
        cell("o", "s", effect=exact(0.5)),
        cell("n", "t", effect=exact(0.3)),
        cell("o", "t", effect=exact(0.05)),
    ],
}


def loaded(tmp_path: Path, **changes: Any) -> LoadedScenario:
    """The scenario made from the problem with other parts."""
    path = tmp_path / "problem.json"
    path.write_text(json.dumps({**deepcopy(PROBLEM), **changes}), encoding="utf-8")
    return loaded_from(path, tmp_path)


def notes(tmp_path: Path) -> str:
    """What the reader says it approximated in the file last written."""
    new = import_foreign(tmp_path / "problem.json")
    assert new is not None
    return "\n".join(problem.message for problem in new.doubts)


def with_cell(number: int, **performance: Any) -> dict[str, Any]:
    """The problem with another performance in one cell."""
    table = deepcopy(PROBLEM["performanceTable"])
    table[number]["performance"] = performance
    return {"performanceTable": table}


def score_of(scenario: LoadedScenario, option: str, criterion: str) -> Any:
    """A score as the scenario states it."""
    judgement = scenario.scenario.rows[option, criterion][0]
    return None if judgement.unknown else judgement.score.to_yaml()


def test_percentages_stored_as_proportions_are_percentages(tmp_path: Path) -> None:
    """A scale from 0 to 100 beside 0.6 does not make it 0.6 %: all of the criterion is multiplied alike."""
    found = loaded(tmp_path)
    assert values_of(found) == pytest.approx({"New": 45.0, "Old": 57.5}, abs=1e-9)
    assert score_of(found, "new", "survival") == 60.0
    scale = found.scenario.leaves[0].criterion.scale
    assert scale is not None
    assert (scale.worst, scale.best, scale.unit) == (40.0, 80.0, "%")
    assert "0.6 is 60%" in notes(tmp_path)


def test_a_file_of_1_3_with_percentages_as_typed_gives_the_same(tmp_path: Path) -> None:
    """There the unit is a text and numbers may be stored as 60 beside 40 to 80."""
    criteria, table = deepcopy(PROBLEM["criteria"]), deepcopy(PROBLEM["performanceTable"])
    for item in criteria.values():
        item["dataSources"][0]["unitOfMeasurement"] = "%"
        function = item["dataSources"][0]["pvf"]
        function["range"] = [100 * end for end in function["range"]]
    for entry in table:
        entry["performance"]["effect"]["value"] *= 100
    found = loaded(tmp_path, schemaVersion="1.3.4", criteria=criteria, performanceTable=table)
    assert values_of(found) == pytest.approx({"New": 45.0, "Old": 57.5}, abs=1e-9)
    assert notes(tmp_path) == ""


def test_proportions_beside_percentages_are_refused(tmp_path: Path) -> None:
    """One of the two is wrong, and nobody but the author knows which."""
    with pytest.raises(FaultyFile, match="mixes percentages and proportions"):
        loaded(tmp_path, **with_cell(0, effect=exact(60)))


@pytest.mark.parametrize(
    ("performance", "stated"),
    [
        ({"distribution": {"type": "dnorm", "parameters": {"mu": 0.6, "sigma": 0.02}}}, {"normal": [60, 2]}),
        (
            {"distribution": {"type": "dbeta", "parameters": {"alpha": 61, "beta": 41}}},
            {"beta": [61, 41, 0, 100]},
        ),
        ({"distribution": {"type": "range", "parameters": {"lowerBound": 0.5, "upperBound": 0.7}}}, [50, 70]),
        # A gamma of shape 36 and rate 60 has the mean 0.6 and the deviation 6/60.
        ({"distribution": {"type": "dgamma", "parameters": {"alpha": 36, "beta": 60}}}, {"normal": [60, 10]}),
        (
            {
                "effect": exact(0.5),
                "distribution": {"type": "dnorm", "parameters": {"mu": 0.6, "sigma": 0.02}},
            },
            {"normal": [60, 2]},
        ),
        ({"effect": exact(0.6), "distribution": {"type": "empty"}}, 60),
        ({"effect": {"type": "empty"}}, None),
        (
            {
                "effect": {
                    **exact(0.6),
                    "input": {"lowerBound": 50, "upperBound": 70, "scale": "percentage"},
                }
            },
            [50, 70],
        ),
    ],
)
def test_each_kind_of_effect_is_the_quantity_it_means(
    performance: dict[str, Any], stated: Any, tmp_path: Path
) -> None:
    """Distributions come before effects, an empty cell is unknown, two bounds are a range."""
    assert score_of(loaded(tmp_path, **with_cell(0, **performance)), "new", "survival") == stated


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (with_cell(0, distribution={"type": "relative-logit-normal"}), "relative to a baseline"),
        (with_cell(0, distribution={"type": "dmnorm"}), "multivariate"),
        (with_cell(0, distribution={"type": "dsurv"}), "survival distribution"),
        (with_cell(0, effect=exact(0.9)), "beyond its scale from 40 to 80"),
        ({"schemaVersion": "1.2.2"}, "1.3.0 to 1.4.7 are read"),
        ({"schemaVersion": None}, "1.3.0 to 1.4.7 are read"),
        ({"preferences": [{"type": "ordinal", "criteria": ["s", "x"]}]}, "two criteria of the problem"),
        ({"preferences": [{"type": "choice", "criteria": ["s", "t"]}]}, "kinds choice"),
    ],
)
def test_what_a_scenario_cannot_hold_is_refused_by_name(
    changes: dict[str, Any], words: str, tmp_path: Path
) -> None:
    """Nothing is dropped in silence."""
    with pytest.raises(FaultyFile, match=words):
        loaded(tmp_path, **changes)


def test_a_piecewise_value_function_keeps_its_bends(tmp_path: Path) -> None:
    """Old at 50 % lies half-way from the cutoff 45 (25) to 55 (50): 37.5; a falling function bends likewise.

    Toxicity falls through 75 at 10 %, 50 at 20 % and 25 at 40 %: New at 30 % has 37.5, Old at 5 % has 87.5.
    """
    criteria = deepcopy(PROBLEM["criteria"])
    criteria["s"]["dataSources"][0]["pvf"] |= {
        "type": "piecewise-linear",
        "cutoffs": [0.45, 0.55, 0.6],
        "values": [0.25, 0.5, 0.75],
    }
    criteria["t"]["dataSources"][0]["pvf"] |= {
        "type": "piecewise-linear",
        "cutoffs": [0.1, 0.2, 0.4],
        "values": [0.75, 0.5, 0.25],
    }
    # Equal weights: New (75 + 37.5) / 2, Old (37.5 + 87.5) / 2.
    found = loaded(tmp_path, criteria=criteria)
    assert values_of(found) == pytest.approx({"New": 56.25, "Old": 62.5}, abs=1e-9)


def test_preferences_become_a_ranking_points_or_ranges(tmp_path: Path) -> None:
    """A ratio of 4 is 100 to 25 points; bounds of 2 and 5 leave 20 to 50.

    With 100 and 25 the weights are 0.8 and 0.2: New 0.8 · 50 + 0.2 · 40 = 48, Old 0.8 · 25 + 0.2 · 90 = 38. A
    ranking of two has the centroids 0.75 and 0.25: New 47.5, Old 41.25.
    """
    pair = {"criteria": ["s", "t"]}
    swing = loaded(tmp_path, preferences=[{"type": "exact swing", "ratio": 4, **pair}])
    assert values_of(swing) == pytest.approx({"New": 48.0, "Old": 38.0}, abs=1e-9)
    ranked = loaded(tmp_path, preferences=[{"type": "ordinal", **pair}])
    assert values_of(ranked) == pytest.approx({"New": 47.5, "Old": 41.25}, abs=1e-9)
    bounded = loaded(tmp_path, preferences=[{"type": "ratio bound", "bounds": [2, 5], **pair}])
    weights = bounded.scenario.weights
    assert weights is not None
    assert {key: points.to_yaml() for key, points in weights.points.items()} == {
        "survival": 100.0,
        "toxicity": [20.0, 50.0],
    }


def test_without_a_value_function_the_scale_is_a_guess(tmp_path: Path) -> None:
    """From 1.4.7 the functions are chosen later: no verdict, and the direction is that of the effect."""
    criteria = deepcopy(PROBLEM["criteria"])
    for key, favourable in (("s", True), ("t", False)):
        del criteria[key]["dataSources"][0]["pvf"]
        criteria[key]["isFavorable"] = favourable
    found = loaded(tmp_path, schemaVersion="1.4.7", criteria=criteria)
    assert "scale" in found.scenario.no_verdict
    scales = [leaf.criterion.scale for leaf in found.scenario.leaves]
    assert [(scale.worst, scale.best) for scale in scales if scale] == [(50, 60), (30, 5)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tree.json", '{"SilverDecisions": "1.2.0", "data": {}}', "decision tree of SilverDecisions"),
        ("net.xdsl", "<smile/>", "decision tree of GeNIe"),
        ("other.json", '{"a": 1}', "does not hold mcda-elicitation-web or SilverDecisions"),
        ("other.xml", "<a/>", "does not hold XMCDA"),
        ("broken.json", '{"performanceTable": [, "alternatives"', "is no JSON: line 1, column 23"),
    ],
)
def test_other_files_are_refused_by_name(name: str, content: str, words: str, tmp_path: Path) -> None:
    """A decision tree is told where the recipe stands; an unknown file which formats there are."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FaultyFile, match=words):
        import_foreign(path)
