"""How often the best portfolio takes each option of each issue, as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.model import Label, ShareBar, ShareBars
from dilemma.report.names import capitalize, join_names
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from dilemma.analysis.results.portfolio import IssueResult, PortfolioResult
    from dilemma.report.names import IssueNames


def core_index_chart(result: PortfolioResult, names: IssueNames) -> ShareBars:
    """Return one bar an issue, parted by option; options of one title keep one style over all issues."""
    titles = list(
        dict.fromkeys(
            names.option(issue.id, key) for issue in result.issues for key in issue.core_index or {}
        )
    )
    shares = [
        f"{issue.title}: {names.option(issue.id, issue.option)} in "
        f"{format_percent((issue.core_index or {}).get(issue.option, 0.0))}"
        for issue in result.issues
    ]
    return ShareBars(
        title="In how many cases the best portfolio has each choice",
        description=f"Bars of how often the best portfolio has each option. {capitalize(join_names(shares))}.",
        unit="share of cases whose best portfolio has it",
        what="Issue",
        names=tuple(Label(capitalize(title), index) for index, title in enumerate(titles)),
        rungs=tuple(_share_bar(issue, titles, names) for issue in result.issues),
    )


def _share_bar(issue: IssueResult, titles: list[str], names: IssueNames) -> ShareBar:
    """Return the shares of the options on one issue, in the order of all titles."""
    shares = dict.fromkeys(titles, 0.0)
    for key, share in (issue.core_index or {}).items():
        shares[names.option(issue.id, key)] += share
    return ShareBar(issue.title, tuple(shares.values()))
