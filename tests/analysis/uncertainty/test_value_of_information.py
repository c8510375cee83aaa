"""Value of settling all judgements: against plain draws, and its own standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.core.probabilities import chain_probabilities
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.value_of_information import judgement_information

if TYPE_CHECKING:
    from tests.analysis.conftest import ByHand

DRAWS = 400_000


def test_plain_draws_agree(by_hand: ByHand) -> None:
    """EVPI of the judgements, and in total, lie within four standard errors of 400,000 plain draws."""
    low = np.random.default_rng(1).uniform(30, 50, (3, 2, 2))
    cells = [[[(each, each + 30) for each in row] for row in option] for option in low.tolist()]
    found = judgement_information(by_hand(cells, points=[2, 1], asked=[(0.2, 0.7)]))
    generator = np.random.default_rng(2)
    scores = low + 30 * generator.random((DRAWS, 3, 2, 1))
    probabilities = chain_probabilities(generator.uniform(0.2, 0.7, (DRAWS, 1)))
    in_future = np.einsum("nocf,c->nof", scores, [2 / 3, 1 / 3])
    values = np.einsum("nof,nf->no", in_future, probabilities)
    best = values[:, values.mean(axis=0).argmax()]
    foreseen = (in_future.max(axis=1) * probabilities).sum(axis=1)
    for figure, error, gains in (
        (found.evpi_judgements, found.evpi_judgements_se, values.max(axis=1) - best),
        (found.evpi_total, found.evpi_total_se, foreseen - best),
    ):
        assert abs(figure - gains.mean()) < 4 * np.hypot(error, gains.std() / DRAWS**0.5)


def test_more_samples_err_less(by_hand: ByHand) -> None:
    """Sixteen times the samples give less than half the standard error."""
    unknowns = by_hand([[[(40, 60)], [(30, 50)]], [[(45, 55)], [(20, 60)]]], points=[1, 2])
    few, many = (judgement_information(unknowns, samples=samples) for samples in (1024, 16384))
    assert 0 < many.evpi_judgements_se < few.evpi_judgements_se / 2


def test_a_run_with_many_options_counts_it_too(by_hand: ByHand) -> None:
    """The sums of a run of the levels give the worth of a run of its own, within four standard errors."""
    low = np.random.default_rng(3).uniform(30, 50, (12, 3, 2)).tolist()
    cells = [[[(each, each + 20) for each in row] for row in option] for option in low]
    unknowns, few = (by_hand(part, points=[2, 1, 1], asked=[(0.2, 0.7)]) for part in (cells, cells[:8]))
    run = estimate_rank_acceptability(unknowns, informed=True)
    assert run.information is not None
    own, shared = judgement_information(unknowns), judgement_information(unknowns, sums=run.information)
    for name in ("evpi_judgements", "evpi_total"):
        errors = [getattr(found, f"{name}_se") for found in (own, shared)]
        assert abs(getattr(own, name) - getattr(shared, name)) < 4 * np.hypot(*errors)
    assert estimate_rank_acceptability(few, samples=64, informed=True).information is None
