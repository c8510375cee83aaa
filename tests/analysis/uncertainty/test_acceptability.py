"""The ladder: against a plain twin, exact shares, its own standard errors, and files at the edge."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.ordered import ordered_vertices
from tests.builders import triangular

from dilemma.analysis.core.probabilities import chain_probabilities
from dilemma.analysis.core.simplex import simplex_shares
from dilemma.analysis.uncertainty import acceptability, levels
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tests.analysis.conftest import ByHand, Numbers

    from dilemma.analysis.results.sensitivity import RankAcceptability, Rung
    from dilemma.analysis.uncertainty.inputs import Unknowns
    from dilemma.scenario.schema.parts import ErrorPattern

    Floats = NDArray[np.float64]
    Option = Sequence[Sequence[Numbers]]

RUNGS = ("judged", "ranges", "order", "open")
TWIN = 100_000
RARE = 174  # seed of scores among which one option is rarely first


def array(rung: Rung, name: str) -> Floats:
    """A share of every option, [option] or [option, rank]."""
    return np.array(list(getattr(rung, name).values()))


def problem(
    options: int, criteria: int, futures: int, seed: int
) -> list[list[list[tuple[float, float, float]]]]:
    """Random triangular judgements of some width around levels that make no option hopeless."""
    generator = np.random.default_rng(seed)
    middle = generator.uniform(30, 70, (options, criteria, futures))
    width = generator.uniform(2, 25, (options, criteria, futures, 2))
    low, high = middle - width[..., 0], middle + width[..., 1]
    return [
        [[(low[o, c, f], middle[o, c, f], high[o, c, f]) for f in range(futures)] for c in range(criteria)]
        for o in range(options)
    ]


class Twin:
    """The same shares by the plainest means: numpy's own draws, one product, one sort."""

    def __init__(self, cells: Floats, points: Floats, asked: Floats, rung: str, seed: int = 3) -> None:
        """`cells` [option, criterion, future, corner], `points` and `asked` with their corners."""
        generator = np.random.default_rng(seed)
        options, criteria, futures, _ = cells.shape
        u = generator.random((TWIN, options, criteria, 1))
        weights = generator.dirichlet(np.ones(criteria), TWIN)
        chances = generator.triangular(asked[:, 0], asked[:, 1], asked[:, 2], (TWIN, len(asked)))
        probabilities = (
            generator.dirichlet(np.ones(futures), TWIN) if rung == "open" else chain_probabilities(chances)
        )
        if rung == "ranges":
            weights = generator.uniform(points[:, 0], points[:, 1], (TWIN, criteria))
            weights /= weights.sum(axis=1, keepdims=True)
        if rung == "order":
            rank = np.argsort(np.argsort(-points.mean(axis=1)))
            weights = -np.sort(-weights, axis=1)[:, rank]
        scores = np.einsum("nocf,nf->noc", triangular(u, cells), probabilities)
        values = np.einsum("noc,nc->no", scores, weights)
        order = np.argsort(-values, axis=1)
        self.ranks = (order[:, None, :] == np.arange(options)[:, None]).mean(axis=0)
        self.wins = (values[:, :, None] > values[:, None, :]).mean(axis=0)
        self.central = np.array([weights[order[:, 0] == option].mean(axis=0) for option in range(options)])
        factors = [
            (np.einsum("noc,c->no", scores, own).argmax(axis=1) == o).mean()
            for o, own in enumerate(self.central)
        ]
        self.factors = np.array(factors)


POINTS = np.array([[10.0, 30.0], [20.0, 60.0], [15.0, 20.0], [1.0, 9.0]])
ASKED = np.array([[0.1, 0.3, 0.6], [0.2, 0.5, 0.6]])


@pytest.mark.parametrize(("rung", "options"), [("ranges", 4), ("order", 9), ("open", 4)])
def test_the_plain_twin_agrees(by_hand: ByHand, rung: str, options: int) -> None:
    """Every share lies within five standard errors of 100,000 plain draws, integrated along rays or not."""
    cells = problem(options, 4, 3, seed=options)
    unknowns = by_hand(cells, points=POINTS.tolist(), asked=ASKED.tolist())
    found = estimate_rank_acceptability(unknowns).level(rung)
    twin = Twin(np.array(cells), POINTS, ASKED, rung)
    first = twin.ranks[:, 0]
    for name, expected in (("rank_shares", twin.ranks), ("confidence_factor", twin.factors)):
        noise = np.hypot(array(found, f"{name}_se"), np.sqrt(expected * (1 - expected) / TWIN))
        # The factor also carries the error of the central weights it is asked at.
        assert (np.abs(array(found, name) - expected) < 5 * noise + 1e-3).all(), name
    for option, weights in enumerate(found.central_weights.values()):
        se = np.array(list(list(found.central_weights_se.values())[option].values()))
        near = np.abs(np.array(list(weights.values())) - twin.central[option])
        assert (near < 5 * np.hypot(se, 0.25 / np.sqrt(TWIN * first[option])) + 1e-5).all()
    for one, name in enumerate(unknowns.options):
        for two, other in enumerate(unknowns.options):
            if one != two:
                assert found.pairwise_wins[name][other] == pytest.approx(twin.wins[one, two], abs=6e-3)


@pytest.mark.parametrize(("options", "criteria"), [(2, 3), (4, 5), (4, 6), (5, 4)])
def test_exact_shares_of_point_scores(by_hand: ByHand, options: int, criteria: int) -> None:
    """With point scores and one future, `open` and `order` are volumes of a simplex, cut exactly."""
    scores = np.random.default_rng(options).uniform(0, 100, (options, criteria))
    points = list(range(criteria, 0, -1))
    found = estimate_rank_acceptability(by_hand(scores[:, :, None].tolist(), points=points))
    vertices = ordered_vertices(criteria)
    for name, values, weights in (
        ("open", scores, np.eye(criteria)),
        ("order", scores @ vertices.T, vertices),
    ):
        exact = simplex_shares(values)
        assert exact is not None
        rung = found.level(name)
        error = array(rung, "first_rank_shares") - exact.share
        assert (np.abs(error) <= 5 * array(rung, "first_rank_shares_se") + 1e-9).all()
        for option, central in enumerate(exact.centroid @ weights):
            own = rung.central_weights.get(f"option{option}")
            assert (own is None) == (exact.share[option] == 0)
            if own is not None:
                se = np.array(list(rung.central_weights_se[f"option{option}"].values()))
                assert (np.abs(np.array(list(own.values())) - central) <= 5 * se + 1e-9).all()
                assert rung.confidence_factor[f"option{option}"] == 1


def test_standard_errors_say_what_they_mean(by_hand: ByHand) -> None:
    """Over 60 seeds the exact share lies within one error about 2 in 3 times, within two about 19 in 20."""
    scores = np.random.default_rng(7).uniform(0, 100, (4, 5))
    exact = simplex_shares(scores)
    assert exact is not None
    unknowns = by_hand(scores[:, :, None].tolist(), points=[5, 4, 3, 2, 1])
    off = []
    for seed in range(60):
        rung = estimate_rank_acceptability(unknowns, samples=1024, seed=seed).level("open")
        error = np.abs(array(rung, "first_rank_shares") - exact.share)
        off.append(error[exact.share > 0] / array(rung, "first_rank_shares_se")[exact.share > 0])
    assert 0.58 < (np.array(off) < 1).mean() < 0.76
    assert 0.88 < (np.array(off) < 2).mean() < 0.98


def test_central_weights_of_a_rare_option_have_honest_errors(by_hand: ByHand) -> None:
    """An option first in 0.3 % of cases: over 80 seeds its central weights err as sixteen scrambles must.

    The error over the standard error follows Student's t with 15 degrees of freedom: 6.4 % lie beyond two,
    0.9 % beyond three, and 1 in 1,900 beyond 4.4.
    """
    scores = np.random.default_rng(RARE).uniform(0, 100, (4, 5))
    exact = simplex_shares(scores)
    assert exact is not None
    rare = int(np.argmin(np.where(exact.share > 0, exact.share, 1.0)))
    assert 0.002 < exact.share[rare] < 0.006
    unknowns = by_hand(scores[:, :, None].tolist(), points=[5, 4, 3, 2, 1])
    off = []
    for seed in range(80):
        rung = estimate_rank_acceptability(unknowns, samples=2048, seed=seed, levels=("open",)).level("open")
        own, se = (each[f"option{rare}"] for each in (rung.central_weights, rung.central_weights_se))
        error = np.array(list(own.values())) - exact.centroid[rare]
        off.append(np.abs(error) / np.array(list(se.values())))
    assert 0.02 < (np.array(off) > 2).mean() < 0.12
    assert (np.array(off) > 3).mean() < 0.03


def test_many_options_ask_fewer_samples_for_their_confidence(by_hand: ByHand) -> None:
    """With 16 options half the samples are asked for the confidence factors, and the errors say so."""
    low = np.random.default_rng(1).uniform(30, 33, (16, 3, 1, 1))
    cells = np.concatenate([low, low + 20, low + 40], axis=-1).tolist()
    found = estimate_rank_acceptability(by_hand(cells, points=[3, 2, 1]), samples=4096).level("ranges")
    twin = Twin(np.array(cells), np.array([[3, 3], [2, 2], [1, 1]]), np.empty((0, 3)), "ranges")
    for option, factor in found.confidence_factor.items():
        noise = np.hypot(found.confidence_factor_se[option], 0.5 / np.sqrt(TWIN))
        assert abs(factor - twin.factors[int(option.removeprefix("option"))]) < 5 * noise + 2e-2
        assert 0 <= factor <= 1


def test_judged_is_expected(by_hand: ByHand) -> None:
    """With everything at its mean one option has it all, whatever the modes, or those that tie share it."""
    clear = estimate_rank_acceptability(by_hand([[[(30, 45, 95)]], [[(40, 50, 60)]]]), samples=64).level(
        "judged"
    )
    assert clear.first_rank_shares == {"option0": 1.0, "option1": 0.0}
    assert clear.central_weights == {"option0": {"criterion0": 1.0}}
    assert clear.confidence_factor == {"option0": 1.0}
    tied = estimate_rank_acceptability(by_hand([[[50]], [[(40, 60)]], [[10]]]), samples=64).level("judged")
    assert tied.rank_shares["option0"] == tied.rank_shares["option1"] == (0.5, 0.5, 0.0)
    assert tied.pairwise_wins["option0"] == {"option1": 0.5, "option2": 1.0}
    assert set(tied.first_rank_shares_se.values()) == {0.0}


def test_precision_is_a_stop_rule(by_hand: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples double until the errors are small enough; past the most samples the answer says it is not."""
    unknowns = by_hand(problem(4, 4, 2, seed=1), points=[4, 3, 2, 1], asked=[(0.2, 0.6)])
    fine = estimate_rank_acceptability(unknowns, samples=256, precision=2e-3)
    assert fine.precise
    assert fine.samples > 256
    assert max(max(rung.first_rank_shares_se.values()) for rung in fine.ladder) <= 2e-3
    whole = estimate_rank_acceptability(unknowns, samples=fine.samples)
    for one, other in zip(fine.ladder, whole.ladder, strict=True):
        np.testing.assert_allclose(array(one, "rank_shares"), array(other, "rank_shares"), atol=1e-12)
    monkeypatch.setattr(acceptability, "_MOST_SAMPLES", 512)
    assert not estimate_rank_acceptability(unknowns, samples=256, precision=1e-6).precise


def test_the_same_bytes(by_hand: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same unknowns, seed and samples: the same result to the last bit, kept scores or drawn again."""
    unknowns = by_hand(problem(3, 4, 2, seed=1), points=[4, 3, 2, 1], asked=[(0.2, 0.6)])
    kept = estimate_rank_acceptability(unknowns, samples=40_000)
    monkeypatch.setattr(levels, "_MOST_KEPT", 0)
    assert estimate_rank_acceptability(unknowns, samples=40_000) == kept
    assert estimate_rank_acceptability(unknowns, samples=40_000, seed=1) != kept


def checked(found: RankAcceptability) -> RankAcceptability:
    """A result whose numbers are numbers and whose shares are shares."""
    json.dumps(asdict(found), allow_nan=False)
    assert tuple(rung.rung for rung in found.ladder) == RUNGS
    for rung in found.ladder:
        ranks = array(rung, "rank_shares")
        np.testing.assert_allclose(ranks.sum(axis=0), 1, atol=1e-9)
        np.testing.assert_allclose(ranks.sum(axis=1), 1, atol=1e-9)
        assert ranks.min() >= 0
        assert [share[0] for share in rung.rank_shares.values()] == list(rung.first_rank_shares.values())
        ever = {option for option, share in rung.first_rank_shares.items() if share > 0}
        assert ever == set(rung.central_weights) == set(rung.confidence_factor)
        for weights in rung.central_weights.values():
            np.testing.assert_allclose(sum(weights.values()), 1, atol=1e-9)
        for one, wins in rung.pairwise_wins.items():
            for other, share in wins.items():
                assert share + rung.pairwise_wins[other][one] == pytest.approx(1, abs=1e-9)
    return found


def test_a_dominated_option_is_never_first(by_hand: ByHand) -> None:
    """An option below another in every range is never before it, at any rung, and has no central weights."""
    low: Option = [[(0, 5, 10), (10, 20)], [0, (0, 10)]]
    high: Option = [[(10, 15, 30), (20, 40)], [3, (11, 20)]]
    found = checked(
        estimate_rank_acceptability(by_hand([low, high, high], points=[3, 1], asked=[(0, 1)]), samples=1024)
    )
    for rung in found.ladder:
        assert rung.first_rank_shares["option0"] == 0
        assert "option0" not in rung.central_weights
        assert rung.pairwise_wins["option1"]["option0"] == 1


def test_all_options_equal(by_hand: ByHand) -> None:
    """Equal options share every rank at every rung, and win half their pairs."""
    for options in (3, 12):
        found = checked(
            estimate_rank_acceptability(by_hand([[[50], [20]]] * options, points=[(1, 3), 2]), samples=256)
        )
        for rung in found.ladder:
            np.testing.assert_allclose(array(rung, "rank_shares"), 1 / options)
            assert set(rung.pairwise_wins["option0"].values()) == {0.5}


def test_two_equal_options_share(by_hand: ByHand) -> None:
    """A copy of an option takes half of its share, and nothing from the others."""
    scores = [[[60], [20], [50]], [[40], [70], [45]]]
    one = checked(estimate_rank_acceptability(by_hand(scores, points=[3, 2, 1]), samples=1024))
    two = checked(estimate_rank_acceptability(by_hand([*scores, scores[0]], points=[3, 2, 1]), samples=1024))
    for before, after in zip(one.ladder, two.ladder, strict=True):
        half = before.first_rank_shares["option0"] / 2
        assert after.first_rank_shares["option0"] == after.first_rank_shares["option2"] == pytest.approx(half)


def test_a_weight_of_zero(by_hand: ByHand) -> None:
    """A criterion of no weight stays out at `ranges`, ranks last at `order`, and is free at `open`."""
    scores = [[[0], [50], [10]], [[100], [40], [5]]]
    found = checked(estimate_rank_acceptability(by_hand(scores, points=[0, (2, 4), 3]), samples=1024))
    assert found.level("ranges").first_rank_shares["option0"] == 1
    assert found.level("ranges").central_weights["option0"]["criterion0"] == 0
    order = found.level("order")
    assert 0 < order.first_rank_shares["option1"] < 1
    for weights in order.central_weights.values():
        assert weights["criterion0"] <= min(weights["criterion1"], weights["criterion2"])


@pytest.mark.parametrize("asked", [(0, 1), (1, 0.5), ((0, 0, 0), (1, 1)), ((0, 1), (0, 0, 1))])
def test_chances_of_zero_and_one(by_hand: ByHand, asked: Sequence[Numbers]) -> None:
    """Certain questions, and questions of which nothing is known, give shares without a warning."""
    checked(
        estimate_rank_acceptability(
            by_hand(problem(3, 3, 3, seed=2), points=[3, 2, 1], asked=asked), samples=512
        )
    )


@pytest.mark.parametrize(
    ("options", "criteria", "futures"),
    [(1, 3, 2), (3, 1, 2), (2, 2, 1), (3, 3, 1), (2, 3, 12), (9, 2, 2), (50, 40, 2)],
)
def test_extreme_sizes(by_hand: ByHand, options: int, criteria: int, futures: int) -> None:
    """One option, one criterion, one future, 12 futures, 50 options: shares, and no warning."""
    points = [(each, 2 * each) for each in range(1, criteria + 1)]
    asked = [(0.1, 0.2, 0.3)] * (futures - 1)
    unknowns = by_hand(problem(options, criteria, futures, seed=3), points=points, asked=asked)
    checked(estimate_rank_acceptability(unknowns, samples=256))


def test_one_criterion_has_no_weights_to_move(by_hand: ByHand) -> None:
    """With one criterion and exact chances `ranges` and `order` are the same."""
    found = estimate_rank_acceptability(by_hand(problem(3, 1, 2, seed=5), points=[1], asked=[0.4]))
    assert found.level("ranges").rank_shares == found.level("order").rank_shares


RANGE = st.tuples(st.integers(0, 20), st.integers(1, 5), st.integers(1, 5)).map(
    lambda each: (5.0 * each[0], 5.0 * each[0] + each[1], 5.0 * each[0] + each[1] + each[2])
)
CELLS = st.tuples(st.integers(2, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.lists(RANGE, min_size=1, max_size=1), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(deadline=None, max_examples=25)
@given(CELLS, st.randoms(use_true_random=False))
def test_order_is_nothing(
    by_hand: ByHand, cells: list[list[list[tuple[float, ...]]]], random: np.random.Generator
) -> None:
    """Reordering options and criteria reorders the shares: exactly as judged, within errors when sampled."""
    options, criteria = list(range(len(cells))), list(range(len(cells[0])))
    random.shuffle(options)
    random.shuffle(criteria)
    points = [2.0 * each + 1 for each in range(len(criteria))]
    plain = checked(estimate_rank_acceptability(by_hand(cells, points=points), samples=512))
    moved = estimate_rank_acceptability(
        by_hand(
            [[cells[option][criterion] for criterion in criteria] for option in options],
            points=[points[criterion] for criterion in criteria],
            names=[f"option{option}" for option in options],
        ),
        samples=512,
    )
    for one, other in zip(plain.ladder, moved.ladder, strict=True):
        for option, share in one.first_rank_shares.items():
            error = np.hypot(one.first_rank_shares_se[option], other.first_rank_shares_se[option])
            assert abs(share - other.first_rank_shares[option]) <= 8 * error + 5e-3 * (one.rung != "judged")


@settings(deadline=None, max_examples=25)
@given(CELLS, st.floats(0.0, 0.9), st.floats(0.0, 1.0))
def test_narrowing_a_range_adds_no_winner(
    by_hand: ByHand, cells: list[list[list[tuple[float, ...]]]], narrower: float, towards: float
) -> None:
    """Who can win within narrower ranges could win within the wider ones: the possible winners never grow."""

    def narrowed(cell: tuple[float, ...]) -> tuple[float, ...]:
        low, high = cell[0], cell[-1]
        middle = low + towards * (high - low)
        return (middle + narrower * (low - middle), middle + narrower * (high - middle))

    wide = [[[(cell[0], cell[-1]) for cell in row] for row in option] for option in cells]
    narrow = [[[narrowed(cell) for cell in row] for row in option] for option in cells]
    before, after = _possible(np.array(wide)), _possible(np.array(narrow))
    assert after <= before
    for ranges, possible in ((wide, before), (narrow, after)):
        assert _winners(by_hand(ranges, points=[1] * len(cells[0]))) <= possible


def _winners(unknowns: Unknowns) -> set[str]:
    """Options that are first in some sample at `ranges`."""
    rung = estimate_rank_acceptability(unknowns, samples=512).level("ranges")
    return {option for option, share in rung.first_rank_shares.items() if share > 0}


def _possible(cells: Floats) -> set[str]:
    """Options whose best case at equal weights is not below the worst case of any other."""
    low, high = np.moveaxis(cells[:, :, 0].mean(axis=1), -1, 0)
    return {
        f"option{option}"
        for option in range(len(cells))
        if high[option] >= np.delete(low, option).max() - 1e-9
    }


def test_simplex_of_two_futures(by_hand: ByHand) -> None:
    """At `open` any probability counts: an option ahead where the first future is below 0.3 has 0.3."""
    unknowns = by_hand([[[30, 0]], [[0, 90 / 7]]], asked=[0.9])
    found = estimate_rank_acceptability(unknowns).level("open")
    assert found.first_rank_shares["option1"] == pytest.approx(0.3, abs=2e-3)


@pytest.mark.parametrize("options", [3, 10])
@pytest.mark.parametrize("pattern", ["by_option", "by_criterion"])
def test_dependent_errors_share_the_run(by_hand: ByHand, options: int, pattern: ErrorPattern) -> None:
    """First ranks counted beside those of independent rows are those of a run of their own."""
    unknowns = by_hand(problem(options, 4, 3, seed=6), points=[3, (1, 4), 2, 1], asked=[(0.1, 0.4), 0.5])
    variant = replace(unknowns, dependence=pattern)
    beside = estimate_rank_acceptability(unknowns, samples=512, variants={"other": variant})
    alone = estimate_rank_acceptability(variant, samples=512).level("ranges").first_rank_shares
    assert beside.variants["other"] == pytest.approx(alone, abs=1e-12)
    assert alone != pytest.approx(beside.level("ranges").first_rank_shares, abs=1e-3)
