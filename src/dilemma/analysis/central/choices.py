"""Who would choose what: the same scenario through several pairs of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import best, decide, tied
from dilemma.analysis.central.recommendation import margin
from dilemma.analysis.results import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.central.table import Table
    from dilemma.scenario.model import Scenario


def who_chooses(views: Iterable[Scenario], stated: Table) -> tuple[Choice, ...]:
    """One line a profile: what it would choose and by what margin.

    Args:
        views: the scenario as edited for each profile.
        stated: the table they share, for a profile never changes a stated judgement.
    """
    return tuple(_choice(view, stated) for view in views if view.profile is not None)


def _choice(view: Scenario, stated: Table) -> Choice:
    seen = decide(view, stated)
    leaders = best(seen.value)
    profile = view.profile
    if profile is None:
        raise ValueError("a choice needs a profile")
    return Choice(
        profile=profile.id,
        title=profile.file.title,
        kind=profile.file.kind,
        option=seen.options[leaders[0]],
        margin=margin(seen.value),
        ties=tied(seen.options, leaders),
    )
