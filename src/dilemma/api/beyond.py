"""What lies beyond one issue and one decider, for a report on the issue: its coalition and its portfolio."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.api import coalition, portfolio
from dilemma.errors import DilemmaError, FaultyFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.analysis.portfolio.portfolio_results import PortfolioResult
    from dilemma.analysis.run import Run
    from dilemma.api.evidence import Told
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.portfolio import Joined

FEW = 64  # cases sampled of a portfolio of which only the choice is told
# Another file at fault, or a profile without weights for another issue, is no reason to refuse the report.
ELSEWHERE = (DilemmaError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed of the run that other issues need to know."""

    profile: str | None
    told: Told
    run: Run


def coalition_of(found: Loaded, made: Edits, library: Library | None = None) -> Coalition | None:
    """The coalition of a scenario with the edits of a run; None where there is none, or none that settles."""
    stated = found.scenario.file.coalition
    if stated is None or not stated.members:
        return None
    with suppress(FaultyFile):  # more partners would make it worse to one of them: no chain to tell of
        return coalition.coalition_loaded(found, made, library=library)
    return None


def portfolio_of(
    found: Loaded, made: Edits, asked: Asked, library: Library | None = None
) -> PortfolioResult | None:
    """The best choice on all issues of the scenario's framework, the others seen through the same eyes.

    What was seen of an event counts on every issue that watches for it. None where no framework joins the
    scenario to others, or where one of them cannot be looked at so.
    """
    with suppress(*ELSEWHERE):
        joined = _joined(found, library)
        if joined is None:
            return None
        told = replace(asked.told, seen=_watched(asked.told.seen, found, joined), wrong=())
        edits = portfolio.edits_of(joined, asked.profile, (), told, today=asked.run.today, library=library)
        edits[found.scenario.id] = made
        return portfolio.decided(joined, edits, replace(asked.run, samples=FEW))
    return None


def _watched(seen: Mapping[str, bool], found: Loaded, joined: Joined) -> dict[str, bool]:
    """What was seen, for every issue that watches for the same event."""
    own = found.scenario.file.signposts
    return {
        f"{name}:{key}": happened
        for key, happened in seen.items()
        for name, loaded in joined.scenarios.items()
        if key in loaded.scenario.file.signposts
        and loaded.scenario.file.signposts[key].event == own[key].event
    }


def _joined(found: Loaded, library: Library | None) -> Joined | None:
    """The portfolio that a scenario's framework makes of it and others."""
    framework = found.scenario.file.framework
    if framework is None:
        return None
    joined = portfolio.load(framework, library)
    same = joined.scenarios.get(found.scenario.id)
    return joined if same is not None and same.scenario.path == found.scenario.path else None
