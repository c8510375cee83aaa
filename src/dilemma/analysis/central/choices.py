"""What each profile would choose in the same scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best_indices, decide, tied_options
from dilemma.analysis.central.recommendation import margin
from dilemma.analysis.results import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.central.table import ScoreArray
    from dilemma.scenario.model import Scenario


def profile_choices(views: Iterable[Scenario], scores: ScoreArray) -> tuple[Choice, ...]:
    """Return what each profile would choose and by what margin, in the order of the views.

    Args:
        views: the scenario as edited for each profile.
        scores: the score array they share, for a profile never changes a stated judgement.
    """
    return tuple(_profile_choice(view, scores) for view in views if view.profile is not None)


def _profile_choice(view: Scenario, scores: ScoreArray) -> Choice:
    decision = decide(view, scores)
    leaders = best_indices(decision.value)
    profile = view.profile
    if profile is None:
        raise ValueError("a choice needs a profile")
    return Choice(
        profile=profile.id,
        title=profile.file.title,
        kind=profile.file.kind,
        option=decision.options[leaders[0]],
        margin=margin(decision.value),
        ties=tied_options(decision.options, leaders),
    )
