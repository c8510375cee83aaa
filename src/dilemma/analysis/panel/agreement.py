"""How alike people rank the options, and the preferences all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.central.table import Floats


def fractional_ranks(values: Floats) -> Floats:
    """Return ranks, 1 for the highest value; options that tie share the mean of the ranks they take.

    Args:
        values: last axis options; any leading axes, such as people.
    """
    gaps = values[..., None, :] - values[..., :, None]  # lead of the other over the option
    above = (gaps > TIE).sum(axis=-1)
    equal = (np.abs(gaps) <= TIE).sum(axis=-1)  # the option itself included
    return np.asarray(above + (equal + 1) / 2)


def kendalls_w(ranks: Floats) -> float | None:
    """Return Kendall's coefficient of concordance, corrected for ties.

    1 if all rank alike, 0 if they cancel out: `W = 12 S / (m² (n³ − n) − m Σ T)` for m people and n options,
    where S sums the squared deviations of the options' rank totals from their mean and T = t³ − t for each t
    options that tie with one person.

    Args:
        ranks: tied options share their mean rank, [person, option].

    Returns:
        None when nobody ranks any two options apart.

    Reference: Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10, 275–287.
    """
    people, options = ranks.shape
    totals = ranks.sum(axis=0)
    deviation = float(((totals - people * (options + 1) / 2) ** 2).sum())
    ties = sum(_tie_term(row) for row in ranks)
    largest_deviation = people**2 * (options**3 - options) - people * ties
    return 12 * deviation / largest_deviation if largest_deviation else None


def _tie_term(row: Floats) -> int:
    """Return `Σ (t³ − t)` over the groups of t options that tie with one person."""
    sizes = np.unique(row, return_counts=True)[1]
    return int((sizes**3 - sizes).sum())


def rank_correlation(w: float, people: int) -> float:
    """Return the mean Spearman correlation of all pairs of people, `(m W − 1) / (m − 1)`.

    It is exact when nobody ties. Unlike W it does not depend on how many people there are: orders drawn by
    lot give 0 on average.
    """
    return (people * w - 1) / (people - 1)


def unanimous_preferences(values: Floats) -> list[tuple[int, int]]:
    """Return the pairs of options of which everybody puts the first above the second.

    Args:
        values: [person, option].
    """
    above = np.all(values[:, :, None] - values[:, None, :] > TIE, axis=0)
    return [(int(option), int(other)) for option, other in np.argwhere(above)]
