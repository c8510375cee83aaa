"""Where the doubt about the lead comes from, by hand, and first places if errors hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

HEAD = """\
dilemma: 1
title: Two ways
question: Which?
as_of: 2024-11-24
options: {a: {stance: enmesh}, b: {stance: counter}}
criteria:
  x: {scale: {worst: 0, best: 100}}
  y: {scale: {worst: 0, best: 100}}
"""


def of(folder: Path, rest: str, samples: int = 16384) -> Assessment:
    """The assessment of a file of two options and two criteria."""
    path = folder / "two.yaml"
    path.write_text(HEAD + rest, encoding="utf-8")
    return assess(str(path), run=Run(samples=samples))


def test_variance_of_scores_and_weights_by_hand(tmp_path: Path) -> None:
    """Var of w*30 - (1-w)*10 with w in [0.4, 0.6] is 1600/300; that of the scores w^2 * 400/12 at w = 1/2."""
    result = of(
        tmp_path,
        """\
weights: {x: [40, 60], y: [40, 60]}
rules: {weight_spread: 0}
scores:
  a: {x: [50, 70], y: 50}
  b: {x: 30, y: 60}
""",
    )
    shares = result.variance_shares
    assert shares is not None
    # x of [40, 60] over x + y of two such: the weight's own variance, by a sum over a fine grid.
    grid = [(40 + 20 * (i + 0.5) / 200, 40 + 20 * (j + 0.5) / 200) for i in range(200) for j in range(200)]
    weights = [x / (x + y) for x, y in grid]
    mean = sum(weights) / len(weights)
    spread = sum((weight - mean) ** 2 for weight in weights) / len(weights)
    noise = 400 / 12
    from_weights, from_scores = 1600 * spread, mean**2 * noise
    total = from_weights + (spread + mean**2) * noise
    assert shares.weights == pytest.approx(from_weights / total, abs=2e-3)
    assert shares.scores == pytest.approx(from_scores / total, abs=2e-3)
    assert shares.chances == 0.0
    assert shares.scores + shares.weights + shares.together == pytest.approx(1.0)
    bars = {bar.of: (bar.low, bar.high) for bar in result.widest_inputs or ()}
    # The lead is 10 at the means; the score of a on x moves it by half of 10 either way.
    assert bars["scores.a.x"] == pytest.approx((5.0, 15.0))
    # A weight of 40 beside 50: 4/9 of 30 less 5/9 of 10.
    assert bars["x"] == pytest.approx((70 / 9, 1300 / 110))


def test_errors_that_hang_together_by_hand(tmp_path: Path) -> None:
    """Means 55 and 50, each within 20: A is first in 66 %, by option in 62 %, by criterion always."""
    result = of(
        tmp_path,
        """\
weights: {x: 1, y: 1}
rules: {weight_spread: 0}
scores:
  a: {x: [35, 75], y: [35, 75]}
  b: {x: [30, 70], y: [30, 70]}
""",
    )
    patterns = result.first_rank_share_patterns
    assert patterns is not None
    # By option: two uniforms of width 40, 5 apart: 1 - (40 - 5)^2 / (2 * 40^2).
    assert patterns["by_option"]["a"] == pytest.approx(1 - 35**2 / 3200, abs=0.01)
    # By criterion the gap is 5 in every draw.
    assert patterns["by_criterion"]["a"] == 1.0
    # Apart: the sum of four uniforms on 0-1 has to exceed 2 - 5 / 20 = 1.75 (Irwin-Hall).
    below = (1.75**4 - 4 * 0.75**4) / 24
    assert patterns["independent"]["a"] == pytest.approx(1 - below, abs=0.01)
    assert result.first_rank_shares_unspread is None


def test_the_rules_name_the_pattern_that_decides(tmp_path: Path) -> None:
    """The lead of 5 wins in 66 % of draws, and in all if the errors on a criterion are one and the same."""
    rest = """\
weights: {{x: 1, y: 1}}
rules: {{weight_spread: 0, dependence: {}}}
scores:
  a: {{x: [35, 75], y: [35, 75]}}
  b: {{x: [30, 70], y: [30, 70]}}
"""
    verdicts = {
        pattern: of(tmp_path, rest.format(pattern)).recommendation
        for pattern in ("independent", "by_criterion")
    }
    assert verdicts["independent"].verdict == "lean"
    assert verdicts["by_criterion"].closest_rival.win_share == 1.0
    assert verdicts["by_criterion"].level == ()
