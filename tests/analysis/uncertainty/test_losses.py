"""Losses along rays of weights against a fine grid of points."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.uncertainty.test_rank_tallies import ray

from dilemma.analysis.uncertainty.losses import LossSettings, count_below, tally_losses, tally_losses_at

GRID = 20_000


@pytest.mark.parametrize("kind", ["vertex", "uniform", "triangular"])
@pytest.mark.parametrize("margin", [0.0, 3.0, 12.0])
def test_losses_of_a_ray_are_those_of_its_points(kind: str, margin: float) -> None:
    """Whoever leads, the share of a ray on which another leads by more is that of 20,000 points."""
    samples, options = 6, 4
    scores = 100 * np.random.default_rng(7).random((options, 3, samples))
    rays = ray(samples, kind)
    point = np.repeat(np.arange(samples), GRID)
    weights = rays.select(point).weights_at(np.tile((np.arange(GRID) + 0.5) / GRID, samples))
    for leader in range(options):
        settings = LossSettings(leader=leader, margin=margin, floors={1: 40.0})
        start, stop = (np.einsum("ocn,cn->on", scores, ends) for ends in (rays.start, rays.stop))
        by_point = tally_losses_at(np.einsum("ocn,cn->on", scores[:, :, point], weights), settings)
        assert tally_losses(start, stop, rays, settings) == pytest.approx(by_point / GRID, abs=1e-3)
        np.testing.assert_array_equal(count_below(scores, settings)[:, 0], (scores[:, 1] < 40).sum(axis=1))


def test_a_tie_is_no_loss() -> None:
    """An option that equals the best all along loses nothing, even where the margin is 0."""
    settings = LossSettings(leader=0, margin=0.0, floors={})
    rays = ray(5, "uniform")
    start, stop = (
        np.einsum("ocn,cn->on", np.full((2, 3, 5), 50.0), ends) for ends in (rays.start, rays.stop)
    )
    assert tally_losses(start, stop, rays, settings) == 0.0
    assert count_below(np.full((2, 3, 5), 50.0), settings).shape == (2, 0)
