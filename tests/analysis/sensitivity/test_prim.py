"""Scenario discovery: planted boxes, a worked grid, brute force, noise and edge cases."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import binom  # type: ignore[import-untyped]

from dilemma.analysis.sensitivity.prim import (
    _LEAST_DENSITY,
    _MOST_UNKNOWNS,
    _SIGNIFICANCE,
    BoxLimit,
    PrimBox,
    binomial_tail,
    find_box,
)
from dilemma.analysis.uncertainty.sobol import sobol_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


def found(unknowns: Floats, case: Flags) -> PrimBox:
    """The box, where there must be one."""
    box = find_box(unknowns, case)
    assert box is not None
    return box


def within(box: PrimBox, unknowns: Floats) -> Flags:
    """Which samples lie in the box, from its limits alone."""
    inside = np.ones(len(unknowns), bool)
    for unknown, low, high in box.limits:
        inside &= unknowns[:, unknown] > (-np.inf if low is None else low)
        inside &= unknowns[:, unknown] < (np.inf if high is None else high)
    return inside


def worked_grid() -> tuple[Floats, Flags]:
    """A chance and a share, each 0.05, 0.15, ..., 0.95; of interest where chance < 0.4 and share > 0.35."""
    ticks = np.arange(5, 100, 10) / 100
    unknowns = np.array(list(product(ticks, ticks)))
    return unknowns, (unknowns[:, 0] < 0.4) & (unknowns[:, 1] > 0.35)


def test_worked_grid() -> None:
    """On the 10 by 10 grid the box is chance < 0.40 and share > 0.40, holding all 24 cases and no other."""
    box = found(*worked_grid())
    (chance, chance_low, chance_high), (share, share_low, share_high) = box.limits
    assert (chance, chance_low, share, share_high) == (0, None, 1, None)
    assert chance_high == pytest.approx(0.40)
    assert share_low == pytest.approx(0.40)
    assert (box.samples, box.cases, box.inside, box.covered) == (100, 24, 24, 24)
    assert (box.coverage, box.density) == (1, 1)


def test_worked_quasi_p_values() -> None:
    """On the worked grid the limits have quasi-p-values 0.4**24 = 2.8147e-10 and 0.6**24 = 4.7384e-06."""
    assert binomial_tail(24, 24, 0.4) == pytest.approx(0.4**24, rel=1e-9)
    assert binomial_tail(24, 24, 0.6) == pytest.approx(0.6**24, rel=1e-9)


@pytest.mark.parametrize(("trials", "chance"), [(1, 0.5), (30, 0.2), (500, 0.37), (9999, 0.01), (9999, 0.9)])
def test_binomial_tail_agrees_with_scipy(trials: int, chance: float) -> None:
    """Above the mean the tail is the binomial survival function; at or below it, 1."""
    hits = np.unique(np.linspace(0, trials, 40).astype(int))
    for hit in hits:
        actual = binomial_tail(int(hit), trials, chance)
        expected = binom.sf(hit - 1, trials, chance) if hit > trials * chance else 1
        assert actual == pytest.approx(expected, rel=1e-8, abs=1e-300)


def test_binomial_tail_of_the_certain_and_the_impossible() -> None:
    """A chance of 0 never succeeds and a chance of 1 always does."""
    assert binomial_tail(1, 5, 0) == 0
    assert binomial_tail(0, 5, 0) == 1
    assert binomial_tail(5, 5, 1) == 1


@pytest.mark.parametrize("threshold", [0.1, 0.31, 0.6])
def test_a_planted_threshold_is_found(threshold: float) -> None:
    """One unknown of eight with one threshold: that one limit, within a peel of the truth."""
    unknowns = sobol_points(2048, 8, seed=1, scramble=0)
    box = found(unknowns, unknowns[:, 5] < threshold)
    ((unknown, low, high),) = box.limits
    assert (unknown, low) == (5, None)
    assert high == pytest.approx(threshold, abs=0.05 * threshold)
    assert box.coverage > 0.95
    assert box.density > 0.95


def test_a_planted_interval_is_found() -> None:
    """One unknown of interest between two values: one entry with both limits."""
    unknowns = sobol_points(4096, 6, seed=2, scramble=0)
    box = found(unknowns, (unknowns[:, 3] > 0.3) & (unknowns[:, 3] < 0.6))
    ((unknown, low, high),) = box.limits
    assert unknown == 3
    assert low == pytest.approx(0.3, abs=0.02)
    assert high == pytest.approx(0.6, abs=0.02)


def test_a_planted_corner_among_irrelevant_unknowns() -> None:
    """Chance < 0.4 and share > 0.35 among eight unknowns, 5,000 points: coverage and density over 0.97."""
    unknowns = sobol_points(5000, 8, seed=0, scramble=0)
    box = found(unknowns, (unknowns[:, 0] < 0.4) & (unknowns[:, 1] > 0.35))
    assert [limit.unknown for limit in box.limits] == [0, 1]
    assert box.limits[0].high == pytest.approx(0.40, abs=0.02)
    assert box.limits[1].low == pytest.approx(0.35, abs=0.02)
    assert min(box.coverage, box.density) > 0.97


def best_by_brute_force(unknowns: Floats, case: Flags, ticks: Floats) -> float:
    """The highest harmonic mean of coverage and density of any box on a grid of two unknowns."""
    ranges = [(low, high) for low in ticks for high in ticks if low < high]
    sides = [
        [(unknowns[:, unknown] > low) & (unknowns[:, unknown] < high) for low, high in ranges]
        for unknown in (0, 1)
    ]
    boxes = (one & other for one, other in product(*sides))
    scores = [2 * np.count_nonzero(box & case) / (np.count_nonzero(box) + case.sum()) for box in boxes]
    return float(max(scores))


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.2])
@pytest.mark.parametrize("seed", range(3))
def test_comes_close_to_brute_force(noise: float, seed: int) -> None:
    """Greedy peeling reaches 97 % of the best box of all on a grid, with up to a fifth of verdicts wrong."""
    unknowns = sobol_points(1024, 2, seed=seed, scramble=0)
    wrong = np.random.default_rng(seed).random(1024) < noise
    case = ((unknowns[:, 0] > 0.25) & (unknowns[:, 0] < 0.75) & (unknowns[:, 1] > 0.4)) ^ wrong
    box = found(unknowns, case)
    score = 2 * box.covered / (box.inside + box.cases)
    assert score > 0.97 * best_by_brute_force(unknowns, case, np.linspace(0, 1, 21))


def test_counts_follow_from_the_limits() -> None:
    """What the box says of itself is what its limits hold, and the ratios are those of the counts."""
    unknowns = sobol_points(3000, 10, seed=3, scramble=0)
    case = unknowns[:, :5].sum(axis=1) > 2.8
    box = found(unknowns, case)
    inside = within(box, unknowns)
    assert (box.samples, box.cases) == (3000, case.sum())
    assert (box.inside, box.covered) == (inside.sum(), (inside & case).sum())
    assert box.coverage == box.covered / box.cases


def test_a_sentence_names_few_unknowns_and_is_mostly_right() -> None:
    """With ten unknowns that matter equally, at most three are named and density keeps its floor."""
    unknowns = sobol_points(4096, 12, seed=4, scramble=0)
    for size in (0.05, 0.2, 0.4):
        total = unknowns[:, :10].sum(axis=1)
        box = find_box(unknowns, total > np.quantile(total, 1 - size))
        if box is not None:
            assert len(box.limits) <= _MOST_UNKNOWNS
            assert box.density >= _LEAST_DENSITY


def test_every_limit_earns_its_place() -> None:
    """Without any one limit the box is less dense by more than chance explains."""
    unknowns = sobol_points(4096, 12, seed=4, scramble=0)
    total = unknowns[:, :3].sum(axis=1)
    box = found(unknowns, total > np.quantile(total, 0.7))
    case = total > np.quantile(total, 0.7)
    for limit in box.limits:
        fewer = tuple(other for other in box.limits if other != limit)
        wider = PrimBox(limits=fewer, samples=1, cases=1, inside=1, covered=1)
        density = case[within(wider, unknowns)].mean()
        assert binomial_tail(box.covered, box.inside, float(density)) < _SIGNIFICANCE / 24


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4, 0.6, 0.95])
@pytest.mark.parametrize("samples", [50, 500, 4096])
def test_pure_noise_has_no_box(samples: int, share: float) -> None:
    """Verdicts drawn by chance over 20 unknowns give no box, rare or common."""
    unknowns = sobol_points(samples, 20, seed=6, scramble=0)
    for seed in range(5):
        assert find_box(unknowns, np.random.default_rng(seed).random(samples) < share) is None


def test_no_case_and_nothing_but_cases_have_no_box() -> None:
    """If no sample is of interest, or every one, there is nothing to say."""
    unknowns = sobol_points(256, 3, seed=0, scramble=0)
    assert find_box(unknowns, np.zeros(256, bool)) is None
    assert find_box(unknowns, np.ones(256, bool)) is None


def test_nothing_to_peel_has_no_box() -> None:
    """No samples, no unknowns, unknowns that never vary, and too few samples give no box and no warning."""
    assert find_box(np.empty((0, 3)), np.zeros(0, bool)) is None
    assert find_box(np.empty((9, 0)), np.arange(9) > 4) is None
    assert find_box(np.ones((200, 3)), np.arange(200) > 99) is None
    assert find_box(np.arange(10.0)[:, None], np.arange(10) > 6) is None


def test_equal_values_are_never_separated() -> None:
    """An unknown that is 0 or 1 is cut between the two, at one half."""
    generator = np.random.default_rng(7)
    unknowns = np.column_stack([generator.random(400) < 0.3, generator.random(400)]).astype(float)
    box = found(unknowns, unknowns[:, 0] == 1)
    assert box.limits == (BoxLimit(0, 0.5, None),)
    assert box.density == box.coverage == 1


def test_the_box_does_not_depend_on_units_or_order() -> None:
    """Shifting and stretching an unknown moves its limits with it; reordering samples changes nothing."""
    unknowns = sobol_points(1024, 5, seed=8, scramble=0)
    case = (unknowns[:, 2] > 0.6) & (unknowns[:, 4] < 0.7)
    plain = found(unknowns, case)
    stretched = found(unknowns * 8 - 16, case)
    expected = tuple(
        BoxLimit(unknown, None if low is None else low * 8 - 16, None if high is None else high * 8 - 16)
        for unknown, low, high in plain.limits
    )
    assert stretched.limits == expected
    shuffled = np.random.default_rng(0).permutation(1024)
    assert found(unknowns[shuffled], case[shuffled]) == plain


def test_samples_that_do_not_fit_are_refused() -> None:
    """Cases of another length, or an unknown that is not a number, are an error."""
    with pytest.raises(ValueError, match="do not fit"):
        find_box(np.zeros((3, 2)), np.zeros(4, bool))
    with pytest.raises(ValueError, match="finite"):
        find_box(np.full((3, 2), np.nan), np.zeros(3, bool))


def test_figures_are_those_of_points_the_box_was_not_found_on() -> None:
    """Counted elsewhere, the limits stay and the figures are those of brute force; too thin a box is none."""
    draw = np.random.default_rng(20241124)
    unknowns, others = draw.random((2, 2048, 4))
    box = found(unknowns, (unknowns[:, 0] > 0.7) & (draw.random(2048) < 0.8))
    case = (others[:, 0] > 0.7) & (draw.random(2048) < 0.8)
    fresh = box.on(others, case)
    assert fresh is not None
    inside = within(box, others)
    assert (fresh.limits, fresh.samples, fresh.cases) == (box.limits, 2048, case.sum())
    assert (fresh.inside, fresh.covered) == (inside.sum(), (inside & case).sum())
    assert box.on(others, others[:, 0] < 0.1) is None


def test_many_unknowns_call_for_a_clearer_limit() -> None:
    """A limit that would be kept of one unknown is put down to chance where there are twelve to choose from.

    Of 100 samples in order, 53 of the first 70 are cases and 10 of the last 30: at the density of
    all, chance puts as many there once in 60 times, and one unknown has two ends. Eleven unknowns that never
    vary change nothing but the number of ends.
    """
    order = np.arange(100.0)
    case = np.where(order < 70, order % 4 < 3, order % 3 == 0)
    few, many = order[:, None], np.column_stack([order, np.zeros((100, 11))])
    box = found(few, case)
    chance = binomial_tail(box.covered, box.inside, float(case.mean()))
    assert _SIGNIFICANCE / 24 < chance <= _SIGNIFICANCE / 2
    assert find_box(many, case) is None
