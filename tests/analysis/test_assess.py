"""Whole assessments at the edges: ties, certainties, one future, one criterion; every figure a number."""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest

from dilemma.api.assess import assess
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

HEAD = {"dilemma": 1, "title": "At the edge", "question": "Which?", "as_of": "2024-11-24"}
OPTIONS = ("accommodate", "wait_out", "counter")
CHAIN = {"first": {"chance": 0.3}, "second": {"chance": 0.5}, "third": {}}
SCORES = {
    "accommodate": {"x": {"first": 10, "second": 60, "third": 30}, "y": 40},
    "wait_out": {"x": {"first": 60, "second": 10, "third": 30}, "y": 45},
    "counter": {"x": {"first": 20, "second": 20, "third": 90}, "y": 30},
}


def assessed(folder: Path, *settings: str, **parts: Any) -> Assessment:
    """The assessment of a small scenario with some parts replaced; a part that is None is left out."""
    content: Mapping[str, Any] = {
        **HEAD,
        "options": {option: {} for option in OPTIONS},
        "criteria": {"x": {"pole": "order"}, "y": {"pole": "leadership"}},
        "weights": {"x": 2, "y": 1},
        "futures": CHAIN,
        "scores": SCORES,
        **parts,
    }
    path = folder / "edge.yaml"
    given = {key: part for key, part in content.items() if part is not None}
    path.write_text(json.dumps(given), encoding="utf-8")
    return assess(path, settings=settings, library=Library(()))


def numbers(found: Any) -> Iterator[float]:
    """Every number of a result, however deep."""
    if isinstance(found, float):
        yield found
    elif is_dataclass(found):
        yield from (number for part in fields(found) for number in numbers(getattr(found, part.name)))
    elif isinstance(found, dict):
        yield from (number for part in found.values() for number in numbers(part))
    elif isinstance(found, list | tuple):
        yield from (number for part in found for number in numbers(part))


def probabilities(*given: Any) -> dict[str, Any]:
    """The three futures with probabilities of their own."""
    return {future: {"probability": each} for future, each in zip(CHAIN, given, strict=True)}


def alike(row: Mapping[str, Any]) -> dict[str, Any]:
    """Scores that are the same for every option."""
    return {option: row for option in OPTIONS}


def plain(*rows: tuple[int, int]) -> dict[str, Any]:
    """Scores on both criteria that are the same in every future."""
    return {option: {"x": x, "y": y} for option, (x, y) in zip(OPTIONS, rows, strict=True)}


EDGES: dict[str, dict[str, Any]] = {
    "a chance of 0": {"futures": {**CHAIN, "first": {"chance": 0}}},
    "a chance of 1": {"futures": {**CHAIN, "first": {"chance": 1}}},
    "the last future impossible": {"futures": {**CHAIN, "second": {"chance": 1}}},
    "a range of chances from 0 to 1": {"futures": {**CHAIN, "first": {"chance": [0, 1]}}},
    "probabilities": {"futures": probabilities(0.2, 0.8, 0)},
    "a certain probability": {"futures": probabilities(1, 0, 0)},
    "ranges that may all be 0": {"futures": probabilities([0, 0.8], [0, 0.8], [0, 0.4])},
    "futures without probabilities": {"futures": {future: {} for future in CHAIN}},
    "a weight of 0": {"weights": {"x": 0, "y": 1}},
    "a weight that may be 0": {"weights": {"x": [0, 2], "y": 1}},
    "no weights": {"weights": None},
    "a ranking with a tie": {"weights": [["x", "y"]]},
    "one criterion": {
        "criteria": {"x": {}},
        "weights": {"x": 1},
        "scores": {option: {"x": row["x"]} for option, row in SCORES.items()},
    },
    "no futures": {"futures": None, "scores": plain((1, 2), (2, 1), (0, 0))},
    "equal options": {"scores": alike({"x": 50, "y": {"first": 0, "second": 100, "third": 7}})},
    "scores at the ends": {"scores": plain((0, 100), (100, 0), (0, 0))},
}


@pytest.mark.parametrize("edge", EDGES)
def test_every_figure_is_a_number(tmp_path: Path, edge: str) -> None:
    """No division by nothing: every figure is finite, sums are 1, contributions add up."""
    found = assessed(tmp_path, **EDGES[edge])
    assert all(math.isfinite(number) for number in numbers(found))
    assert sum(found.weights.values()) == pytest.approx(1, abs=1e-12)
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=1e-12)
    for option in found.options:
        assert sum(option.contributions.values()) == pytest.approx(option.value, abs=1e-10)
    assert (found.information.evpi_futures or 0) >= 0


@pytest.mark.parametrize(
    "settings",
    [
        ("futures.first.probability=1",),
        (
            "futures.first.probability=0.9999999999",
            "futures.second.probability=0",
            "futures.third.probability=0",
        ),
        ("futures.first.probability=0", "futures.second.probability=0"),
        ("weights.y=0",),
    ],
)
def test_a_what_if_to_the_edge(tmp_path: Path, settings: tuple[str, ...]) -> None:
    """What-ifs may make a future certain or a criterion count for nothing."""
    found = assessed(tmp_path, *settings)
    assert all(math.isfinite(number) for number in numbers(found))


def test_equal_options_are_reported_as_a_tie(tmp_path: Path) -> None:
    """Every rule names all of them, all rank first, nothing would change it, and the verdict is too close."""
    found = assessed(tmp_path, **EDGES["equal options"])
    assert {option.rank for option in found.options} == {1}
    assert [option.id for option in found.options] == list(OPTIONS)
    chosen = found.rules
    assert chosen.expected_value == chosen.maximin == chosen.minimax_regret == chosen.laplace == OPTIONS
    assert [(each.start, each.stop, each.ties) for each in chosen.hurwicz] == [(0, 1, OPTIONS)]
    assert found.recommendation.verdict == "too-close"
    assert found.recommendation.ties == OPTIONS
    assert found.recommendation.margin == 0
    assert found.information.evpi_futures == 0
    assert not any(option.dominated_by for option in found.options)
    assert not [each for each in found.break_evens or () if each.kind in {"probability", "chance", "weight"}]


def test_one_future_leaves_nothing_to_find_out(tmp_path: Path) -> None:
    """Without futures there is one, `always`, which is certain: no line to move along and no EVPI."""
    found = assessed(tmp_path, **EDGES["no futures"])
    assert found.probabilities == {"always": 1}
    assert found.information.evpi_futures == 0
    assert not [
        each
        for each in (*(found.never or ()), *(each.kind for each in found.break_evens or ()))
        if "prob" in each
    ]


@pytest.mark.parametrize("future", ["first", "second"])
def test_a_certain_future_is_its_own_value(tmp_path: Path, future: str) -> None:
    """With one probability at 1, value is value in that future."""
    found = assessed(tmp_path, f"futures.{future}.probability=1")
    for option in found.options:
        assert option.value == pytest.approx(option.values_by_future[future], abs=1e-12)


def test_the_stated_range_of_a_probability(tmp_path: Path) -> None:
    """Extremes over the box of stated numbers; corners where all are 0 mean nothing and are passed over."""
    found = assessed(tmp_path, **EDGES["ranges that may all be 0"])
    ranges = {each.of: each.range for each in found.break_evens or () if each.kind == "probability"}
    assert ranges
    assert set(ranges.values()) == {(0.0, 1.0)}


def test_the_stated_range_along_a_chain(tmp_path: Path) -> None:
    """A chance in [0.2, 0.4], then one of [0.1, 0.5] of the rest: the second future lies in [0.06, 0.4]."""
    futures = {"first": {"chance": [0.2, 0.4]}, "second": {"chance": [0.1, 0.5]}, "third": {}}
    found = assessed(tmp_path, futures=futures)
    ranges: dict[tuple[str, str], object] = {
        (each.kind, each.of): each.range for each in found.break_evens or ()
    }
    expected = {
        ("probability", "first"): (0.2, 0.4),
        ("probability", "second"): (0.06, 0.4),
        ("probability", "third"): (0.3, 0.72),
        ("chance", "first"): (0.2, 0.4),
        ("chance", "second"): (0.1, 0.5),
    }
    shared = expected.keys() & ranges.keys()
    assert len(shared) >= 3
    for key in shared:
        assert ranges[key] == pytest.approx(expected[key], abs=1e-12)
    for each in found.break_evens or ():
        inside = each.range is not None and each.range[0] <= each.at <= each.range[1]
        assert each.within_range == inside


def test_the_most_plausible_changes_come_first(tmp_path: Path) -> None:
    """Those inside their stated range, then by the move as a share of the range or the scale."""
    futures = {"first": {"chance": [0.05, 0.3, 0.9]}, "second": {"chance": [0.4, 0.6]}, "third": {}}
    found = assessed(tmp_path, futures=futures, weights={"x": [1, 3], "y": 1}).break_evens or ()
    inside = [each.within_range for each in found]
    assert inside == sorted(inside, reverse=True)
    assert len(set(inside)) == 2
    for group in (True, False):
        moves = []
        for each in found:
            low, high = each.range or ((0, 100) if each.kind == "score" else (0, 1))
            if each.within_range is group:
                moves.append(abs(each.at - each.now) / (high - low))
        assert moves == sorted(moves)
