"""The related issues of a report on one issue: its coalition and the portfolio it belongs to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.api import coalition, portfolio
from dilemma.errors import DilemmaError, FaultyFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.api.evidence import EvidenceRequest
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.portfolio import LoadedPortfolio

_SAMPLES = 64  # samples of a portfolio of which only the choice is reported
# A fault in another file, or a profile without weights for another issue, must not prevent the report.
_FAULTS_ELSEWHERE = (DilemmaError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoRequest:
    """The parts of a request that apply to related issues too: profile, evidence and run."""

    profile: str | None
    told: EvidenceRequest
    run: Run


def related_coalition(
    loaded: LoadedScenario, edits: Edits, library: Library | None = None
) -> CoalitionResult | None:
    """Return the coalition of a scenario with the edits of a run.

    Returns:
        The coalition; None if the scenario has none, or if more partners make it worse for a member.
    """
    file_coalition = loaded.scenario.file.coalition
    if file_coalition is None or not file_coalition.members:
        return None
    with suppress(
        FaultyFile
    ):  # a member for whom more partners make it worse has no threshold, so there is no chain to report
        return coalition.coalition_loaded(loaded, edits, library=library)
    return None


def related_portfolio(
    loaded: LoadedScenario, edits: Edits, request: MemoRequest, library: Library | None = None
) -> PortfolioResult | None:
    """Return the best choice on all issues of the scenario's framework, under the same profile.

    An observed event counts on every issue that has a signpost for it.

    Returns:
        The portfolio; None if no framework joins the scenario to others, or if one of them is at fault or
        has no weights from the profile.
    """
    with suppress(*_FAULTS_ELSEWHERE):
        loaded_portfolio = _find_portfolio(loaded, library)
        if loaded_portfolio is None:
            return None
        evidence = replace(
            request.told, seen=_observations_by_issue(request.told.seen, loaded, loaded_portfolio), wrong=()
        )
        issue_edits = portfolio.edits_by_issue(
            loaded_portfolio, request.profile, (), evidence, today=request.run.today, library=library
        )
        issue_edits[loaded.scenario.id] = edits
        return portfolio.choose_portfolio(
            loaded_portfolio, issue_edits, replace(request.run, samples=_SAMPLES)
        )
    return None


def _observations_by_issue(
    observations: Mapping[str, bool], loaded: LoadedScenario, loaded_portfolio: LoadedPortfolio
) -> dict[str, bool]:
    """Return the observations by `ISSUE:ID`, for every issue that has a signpost for the same event."""
    signposts = loaded.scenario.file.signposts
    return {
        f"{issue_id}:{key}": happened
        for key, happened in observations.items()
        for issue_id, issue in loaded_portfolio.scenarios.items()
        if key in issue.scenario.file.signposts
        and issue.scenario.file.signposts[key].event == signposts[key].event
    }


def _find_portfolio(loaded: LoadedScenario, library: Library | None) -> LoadedPortfolio | None:
    """Return the portfolio of a scenario's framework; None if it has none, or none with this very file."""
    framework = loaded.scenario.file.framework
    if framework is None:
        return None
    loaded_portfolio = portfolio.load_issues(framework, library)
    issue = loaded_portfolio.scenarios.get(loaded.scenario.id)
    return loaded_portfolio if issue is not None and issue.scenario.path == loaded.scenario.path else None
