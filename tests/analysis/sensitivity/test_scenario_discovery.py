"""Where an option is best: what is said of the box is what other points, drawn by other means, say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import dilemma
from dilemma.analysis.core.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.analysis.core.scores import Floats

ISSUE = """\
dilemma: 1
title: The harbour
question: Should it be leased?
as_of: 2024-11-24
options: {lease: {stance: accommodate}, build: {stance: counter}, pool: {stance: enmesh}}
criteria: {income: {}, control: {}}
weights: {income: [10, 50], control: [30, 40]}
futures: {boom: {chance: 0.3}, lull: {chance: 0.4}, slump: {}}
scores:
  lease: {income: {boom: 80, lull: 60, slump: 70}, control: {boom: 10, lull: 30, slump: 20}}
  build: {income: {boom: 50, lull: 10, slump: 5}, control: {boom: 90, lull: 65, slump: 60}}
  pool: {income: {boom: 40, lull: 40, slump: 40}, control: {boom: 40, lull: 60, slump: 40}}
"""
COALITION = """\
coalition:
  option: pool
  assumed_share: 0.5
  per_share: {income: 60, control: 60}
"""
SCORES = np.array([[[80, 60, 70], [10, 30, 20]], [[50, 10, 5], [90, 65, 60]], [[40, 40, 40], [40, 60, 40]]])
OPTIONS, NUMBERS = ("lease", "build", "pool"), ("boom", "lull", "slump", "income", "control", "pool")
MANY = 400_000


def drawn() -> tuple[Floats, Callable[[bool], Floats]]:
    """Points of every number, and the values that they give with or without the coalition."""
    source = np.random.default_rng(5)
    probabilities = source.dirichlet((1.0, 1.0, 1.0), MANY)
    points = np.column_stack([source.uniform(10, 50, MANY), source.uniform(30, 40, MANY)])
    weights, share = points / points.sum(axis=1, keepdims=True), source.random(MANY)

    def values(together: bool) -> Floats:
        result = np.einsum("ocf,nc,nf->no", SCORES, weights, probabilities)
        if together:
            result[:, 2] += (share - 0.5) * (weights @ np.array([60.0, 60.0]))
        return np.asarray(result)

    return np.column_stack([probabilities, weights, share]), values


@pytest.mark.parametrize("together", [False, True], ids=["alone", "with a coalition"])
def test_the_figures_of_a_box_are_those_of_other_points(together: bool, tmp_path: Path) -> None:
    """Coverage, density and the part of all cases agree with 400,000 points of another generator, to 2%."""
    path = tmp_path / "harbour.yaml"
    path.write_text(ISSUE + (COALITION if together else ""), encoding="utf-8")
    discovery = dilemma.assess(path, run=Run(samples=64)).discovery
    assert discovery is not None
    assert ("share" in {condition.kind for condition in discovery.conditions}) == together
    numbers, values = drawn()
    everything = values(together)
    best = everything.argmax(axis=1) == OPTIONS.index(discovery.option)
    inside = np.ones(MANY, bool)
    for condition in discovery.conditions:
        column = numbers[:, NUMBERS.index(condition.of)]
        inside &= (column > (-1 if condition.low is None else condition.low)) & (
            column < (2 if condition.high is None else condition.high)
        )
    assert discovery.cases / discovery.samples == pytest.approx(best.mean(), abs=0.02)
    assert discovery.inside / discovery.samples == pytest.approx(inside.mean(), abs=0.02)
    assert discovery.coverage == pytest.approx((inside & best).sum() / best.sum(), abs=0.02)
    assert discovery.density == pytest.approx((inside & best).sum() / inside.sum(), abs=0.02)
    assert discovery.samples == 4096


ONE = """\
dilemma: 1
title: One aim
question: Which?
as_of: 2024-11-24
criteria: {aim: {}}
weights: [aim]
futures: {boom: {chance: 0.2}, slump: {}}
options: {first: {stance: counter}, second: {stance: enmesh}, third: {stance: wait_out}}
scores:
"""


@pytest.mark.parametrize(
    ("pairs", "best", "limit"),
    [
        ({"first": (20, 60), "second": (40, 30), "third": (0, 0)}, "second", 0.6),
        ({"first": (30, 60), "second": (60, 30), "third": (0, 0)}, "second", 0.5),
        ({"first": (20, 60), "second": (60, 40), "third": (0, 0)}, "first", 1 / 3),
        ({"first": (20, 60), "second": (19, 59), "third": (80, 20)}, "first", 0.4),
        ({"first": (20, 60), "second": (20, 60), "third": (80, 20)}, None, 0),
        ({"first": (10, 60), "second": (10.05, 0), "third": (0, 0)}, None, 0),
    ],
    ids=[
        "two numbers",
        "just half",
        "a runner-up best in most",
        "a runner-up never best",
        "ties",
        "in one of 1,000",
    ],
)
def test_one_limit_is_where_two_lines_meet(
    pairs: dict[str, tuple[float, float]], best: str | None, limit: float, tmp_path: Path
) -> None:
    """With one aim and two futures the box is one chance, and its limit the break-even, worked by hand."""
    lines = (
        f"  {name}: {{aim: {{boom: {boom}, slump: {slump}}}}}\n" for name, (boom, slump) in pairs.items()
    )
    (tmp_path / "one.yaml").write_text(ONE + "".join(lines), encoding="utf-8")
    discovery = dilemma.assess(tmp_path / "one.yaml", run=Run(samples=64)).discovery
    assert (discovery and discovery.option) == best
    for condition in discovery.conditions if discovery else ():
        stated = condition.low if (condition.of == "boom") == (best == "second") else condition.high
        assert stated == pytest.approx(limit if condition.of == "boom" else 1 - limit, abs=0.02)
        assert discovery
        assert len(discovery.conditions) == 1
