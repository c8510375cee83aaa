"""The criterion that divides a panel: what each one adds to the gap between its two largest camps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dilemma.analysis.panel.panel_results import Camp, Part, Split
from dilemma.analysis.panel.people import mean_array
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.central.decision import Decision
    from dilemma.analysis.central.table import Floats
    from dilemma.analysis.panel.panel_results import PanelMember


def split_panel(members: Sequence[PanelMember], decisions: Sequence[Decision]) -> Split | None:
    """Return what divides those who choose a from those who choose b, the two options most often chosen.

    A member k prefers a to b by `D_k = Σ_c w_k[c]·d_k[c]` points, where d is a's expected score less b's.
    The split is the mean of D in a's camp less the mean in b's, which is never negative. It is a sum over
    criteria of `mean_a(w[c]·d[c]) − mean_b(w[c]·d[c])`, and the dividing criterion is the one with the
    largest such part. Where all read the scores alike, the part is the spread of the camps' mean weights
    times the difference in score: `(w_a[c] − w_b[c])·d[c]`.

    Returns:
        None when all choose the same. Of options chosen equally often those named first in the file count.
    """
    options = decisions[0].options
    camps = [_camp(option, members) for option in options]
    by_size = sorted((camp for camp in camps if camp.profiles), key=lambda camp: -len(camp.profiles))
    if len(by_size) < 2:
        return None
    first, second = by_size[:2]
    pair = options.index(first.option), options.index(second.option)
    by_name = {member.profile: decision for member, decision in zip(members, decisions, strict=True)}
    parts = sorted(
        _split_parts([[by_name[name] for name in camp.profiles] for camp in (first, second)], pair),
        key=lambda part: -part.points,
    )
    # Sorting first makes the sum the same in whatever order the criteria come.
    total = float(np.sort([part.points for part in parts]).sum())
    of_scores = float(np.sort([part.of_scores for part in parts]).sum())
    return Split(
        camps=(first, second),
        criterion=parts[0].criterion,
        points=total,
        of_weights=total - of_scores,
        of_scores=of_scores,
        parts=tuple(parts),
    )


def _camp(option: str, members: Sequence[PanelMember]) -> Camp:
    """Return the members who choose an option."""
    return Camp(
        option=option, profiles=tuple(member.profile for member in members if member.option == option)
    )


def _split_parts(camps: Sequence[Sequence[Decision]], pair: tuple[int, int]) -> list[Part]:
    """Return the part of each criterion in the split, in order.

    The part of weights is their spread at the mean of both camps' differences in score; the part of scores
    is the rest, and 0 where all read the scores alike.
    """
    weights = [mean_array([decision.weights for decision in camp]) for camp in camps]
    gaps = [mean_array([_score_gap(decision, pair) for decision in camp]) for camp in camps]
    products = [
        mean_array([decision.weights * _score_gap(decision, pair) for decision in camp]) for camp in camps
    ]
    total = products[0] - products[1]
    of_weights = (weights[0] - weights[1]) * (gaps[0] + gaps[1]) / 2
    rest = total - of_weights
    of_scores = np.where(np.abs(rest) > TIE, rest, 0.0)
    return [
        Part(
            criterion=criterion,
            points=float(total[index]),
            of_weights=float(of_weights[index]),
            of_scores=float(of_scores[index]),
            weights=(float(weights[0][index]), float(weights[1][index])),
            differences=(float(gaps[0][index]), float(gaps[1][index])),
            gap=float(gaps[0][index] + gaps[1][index]) / 2,
        )
        for index, criterion in enumerate(camps[0][0].criteria)
    ]


def _score_gap(decision: Decision, pair: tuple[int, int]) -> Floats:
    """Return the expected scores of the first option of a pair less those of the second, [criterion]."""
    expected = decision.expected_scores
    return np.asarray(expected[pair[0]] - expected[pair[1]])
