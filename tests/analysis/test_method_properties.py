"""What must hold of the method on every generated scenario: distributions, scales, clones and priors."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from tests.twin.generate import generate, generate_later

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

SAMPLES = 512
QUICK = Run(samples=SAMPLES, everything=False)
FILES = [yaml.load(one.scenario, yaml.CSafeLoader) for one in generate()]
WITH_POINTS = [index for index, raw in enumerate(FILES) if isinstance(raw.get("weights"), dict)]
THRESHOLDS = (0.6, 0.75, 0.9)


def assessed(folder: Path, raw: Mapping[str, Any], run: Run = QUICK, **edits: Any) -> Assessment:
    """The assessment of a scenario given as data, by its own weights."""
    path = folder / "case.yaml"
    path.write_text(yaml.dump(raw, sort_keys=False, Dumper=yaml.CSafeDumper), encoding="utf-8")
    return assess(str(path), profile="none", run=run, library=Library(()), **edits)


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The ends of a tree of data with their paths."""
    if isinstance(tree, dict | list):
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for key, inner in pairs:
            yield from leaves(inner, f"{path}.{key}")
    else:
        yield path, tree


def cells(raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The judgements of a file that hold a score."""
    for rows in raw["scores"].values():
        for row in rows.values():
            yield from [row] if "score" in row else [cell for cell in row.values() if isinstance(cell, dict)]


def as_betas(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file with each range of two numbers written as a beta of 1 and 1."""
    other = deepcopy(dict(raw))
    for cell in cells(other):
        score = cell["score"]
        if isinstance(score, list) and len(score) == 2:
            cell["score"] = {"beta": [1, 1, *score]}
    return other


@pytest.mark.parametrize("number", range(0, 40, 8))
def test_one_distribution_has_one_set_of_figures(tmp_path: Path, number: int) -> None:
    """A range of two numbers and the beta of 1 and 1 between them agree in every figure of the data."""
    raw = FILES[number]
    assert as_betas(raw) != raw
    run = Run(samples=512)
    one, other = (dict(leaves(assessed(tmp_path, each, run).to_dict())) for each in (raw, as_betas(raw)))
    assert one.keys() == other.keys()
    for path, figure in one.items():
        expected = pytest.approx(other[path], abs=1e-6) if isinstance(figure, float) else other[path]
        assert figure == expected, path


def in_other_units(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file with every criterion measured in a unit an eighth as large, from another zero."""
    other = deepcopy(dict(raw))
    for entry in other["criteria"].values():
        scale = entry.get("scale", {"worst": 0.0, "best": 100.0})
        entry["scale"] = {**scale, "worst": 8 * scale["worst"] - 16, "best": 8 * scale["best"] - 16}
        if "value" in entry:
            entry["value"] = [[8 * level - 16, value] for level, value in entry["value"]]
    for cell in cells(other):
        score = cell["score"]
        if isinstance(score, dict):
            (form, numbers), *_ = score.items()
            moved = [8 * number - 16 for number in (numbers[2:] if form == "beta" else numbers[:1])]
            rest = numbers[:2] if form == "beta" else []
            cell["score"] = {form: [*rest, *moved, *([8 * numbers[1]] if form == "normal" else [])]}
        elif isinstance(score, list):
            cell["score"] = [8 * number - 16 for number in score]
        elif not isinstance(score, str):
            cell["score"] = 8 * score - 16
    return other


@pytest.mark.parametrize("number", range(0, 40, 6))
def test_another_unit_changes_no_figure(tmp_path: Path, number: int) -> None:
    """Nothing of the data but what is typed in that unit, whatever the rule in points."""
    run, raw = Run(samples=512), FILES[number]
    one, other = (
        dict(leaves(assessed(tmp_path, each, run).to_dict())) for each in (raw, in_other_units(raw))
    )
    assert one.keys() - other.keys() == set()
    for path, figure in one.items():
        if not path.endswith((".setting", ".command")) and ".levels" not in path:
            expected = pytest.approx(other[path], abs=1e-6) if isinstance(figure, float) else other[path]
            assert figure == expected, path


def doubled(raw: Mapping[str, Any], criterion: str) -> dict[str, Any] | None:
    """The file with a criterion drawn on a scale twice as wide, and twice the swing; None on a flat end."""
    other = deepcopy(dict(raw))
    entry = other["criteria"][criterion]
    scale = entry.setdefault("scale", {"worst": 0.0, "best": 100.0})
    points = entry.get("value") or [[scale["worst"], 0], [scale["best"], 100]]
    (before, low), (best, high) = points[-2:]
    if high - low < 1.0:
        return None
    # The last piece goes on until it has reached 200, of which 100 is half.
    end = best + 100 * (best - before) / (high - low)
    entry["value"] = [*([level, value / 2] for level, value in points), [end, 100]]
    scale["best"] = end
    entry.pop("floor", None)
    weight = other["weights"][criterion]
    other["weights"][criterion] = (
        [2 * number for number in weight] if isinstance(weight, list) else 2 * weight
    )
    return other


def near_a_threshold(result: Assessment) -> bool:
    """Whether a win of the leader at `ranges` lies within three standard errors of where a verdict turns."""
    ranges, leader = result.rungs[1], result.recommendation.option
    return any(
        abs(share - threshold) <= 3 * ranges.pairwise_wins_se[leader][rival] + 1e-9
        for rival, share in ranges.pairwise_wins[leader].items()
        for threshold in THRESHOLDS
    )


def unruled(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file without a rule in points, which would not survive another scale."""
    return {**raw, "rules": {**raw["rules"], "too_close": 0}}


def beats_all_at_order(result: Assessment) -> bool:
    """Whether the leader beats every rival in more than half of the samples at `order`."""
    return min(result.rungs[2].pairwise_wins[result.recommendation.option].values()) > 0.5


def test_a_wider_scale_with_its_swing_is_the_same_decision(tmp_path: Path) -> None:
    """Without a rule in points the leader, who is level with it, and so whether it is too close stay.

    So does the verdict, unless another side of one half is reached at `order`, where any weights in an order
    mean another thing on a wider scale.
    """
    compared = 0
    for raw in (unruled(FILES[number]) for number in WITH_POINTS):
        one = assessed(tmp_path, raw)
        for wider in (doubled(raw, criterion) for criterion in raw["criteria"]):
            if wider is not None and not near_a_threshold(one):
                other = assessed(tmp_path, wider)
                assert other.recommendation.option == one.recommendation.option
                assert set(other.recommendation.level) == set(one.recommendation.level)
                if beats_all_at_order(one) == beats_all_at_order(other):
                    assert other.recommendation.verdict == one.recommendation.verdict
                compared += 1
    assert compared > len(WITH_POINTS)


def test_only_order_tells_a_wider_scale_apart(tmp_path: Path) -> None:
    """By hand: 10 behind on x and 20 ahead on y, a leads by 2 at 60 to 40, whatever the scales.

    In order it leads below a weight of 2/3 on x, so for a third of the weights from 1/2 to 1; with x drawn
    twice as wide below 4/5, so for three fifths.
    """
    raw: dict[str, Any] = {
        "dilemma": 1,
        "title": "Order",
        "question": "q?",
        "as_of": "2024-11-24",
        "rules": {"too_close": 0, "weight_spread": 0},
        "options": {"a": {"stance": "counter"}, "b": {"stance": "enmesh"}},
        "criteria": {"x": {"title": "X"}, "y": {"title": "Y"}},
        "weights": {"x": 60, "y": 40},
        "scores": {"a": {"x": 40, "y": 60}, "b": {"x": 50, "y": 40}},
    }
    wider = doubled(raw, "x")
    assert wider is not None
    results = [assessed(tmp_path, each) for each in (raw, wider)]
    assert [result.rungs[2].pairwise_wins["a"]["b"] for result in results] == pytest.approx(
        [1 / 3, 3 / 5], abs=0.01
    )
    assert [result.rungs[1].pairwise_wins["a"]["b"] for result in results] == [1.0, 1.0]
    assert [result.recommendation.verdict for result in results] == ["lean", "clear"]


def test_a_clone_of_a_rival_changes_no_verdict(tmp_path: Path) -> None:
    """Away from a threshold by three standard errors, at `ranges` and at `order`."""
    compared = 0
    for raw in FILES:
        one = assessed(tmp_path, raw)
        leader, order = one.recommendation.option, one.rungs[2]
        close_at_order = any(
            abs(share - 0.5) <= 3 * order.pairwise_wins_se[leader][rival]
            for rival, share in order.pairwise_wins[leader].items()
        )
        if not near_a_threshold(one) and not close_at_order:
            for rival in one.options[1:]:
                cloned = deepcopy(dict(raw))
                cloned["options"]["twin"] = {"title": "Twin", "stance": rival.stance}
                cloned["scores"]["twin"] = deepcopy(cloned["scores"][rival.id])
                assert assessed(tmp_path, cloned).recommendation.verdict == one.recommendation.verdict
                compared += 1
    assert compared > len(FILES)


@pytest.mark.parametrize("number", range(0, 52, 3))
def test_what_is_dominated_is_never_advised(tmp_path: Path, number: int) -> None:
    """Nor is a shadow of the leader that is worst on one criterion, and its equal on all others."""
    generated = (*generate(), *generate_later())[number]
    raw = yaml.load(generated.scenario, yaml.CSafeLoader)
    edits: dict[str, Any] = {"seen": dict(generated.evidence), "wrong": list(generated.wrong)}
    one = assessed(tmp_path, raw, **edits)
    results = [one]
    for criterion, entry in raw["criteria"].items():
        shadowed = deepcopy(raw)
        shadowed["options"]["shadow"] = {"title": "Shadow", "stance": one.first.stance}
        rows = shadowed["scores"][one.first.id]
        worst = entry.get("scale", {"worst": 0})["worst"]
        shadowed["scores"]["shadow"] = {**deepcopy(rows), criterion: {"score": worst, "why": "It fails."}}
        results.append(assessed(tmp_path, shadowed, **edits))
    for result in results:
        dominators = {option.id: option.dominated_by for option in result.options}
        advised = result.recommendation.advised
        assert advised is None or not dominators[advised]
    assert any(option.dominated_by for result in results for option in result.options)


@pytest.mark.parametrize("number", [index for index, raw in enumerate(FILES) if raw.get("signposts")])
def test_the_expected_posterior_is_the_prior(tmp_path: Path, number: int) -> None:
    """For every signpost, after whatever was observed, to 1e-12."""
    generated = generate()[number]
    result = assessed(tmp_path, FILES[number], Run(samples=64), seen=dict(generated.evidence))
    for watched in result.signposts or ():
        if watched.probabilities_if_seen is None or watched.probabilities_if_not_seen is None:
            continue
        assert watched.chance is not None
        for future, prior in result.probabilities.items():
            mean = watched.chance * watched.probabilities_if_seen[future]
            mean += (1 - watched.chance) * watched.probabilities_if_not_seen[future]
            assert mean == pytest.approx(prior, abs=1e-12)
