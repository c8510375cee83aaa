"""How sure each choice of a portfolio is, as a chart."""

from __future__ import annotations

import pytest
from tests.builders import LIBRARY

from dilemma.analysis.core.run import Run
from dilemma.api.portfolio import load_issues, portfolio_loaded
from dilemma.report.charts import svg
from dilemma.report.sections.portfolio import core_index_chart
from dilemma.report.text import IssueNames

JOINED = load_issues("allies", LIBRARY)
FOUND = portfolio_loaded(JOINED, run=Run(samples=512), library=LIBRARY)
NAMES = IssueNames({name: loaded.scenario for name, loaded in JOINED.scenarios.items()})


def test_a_bar_an_issue_parted_by_option() -> None:
    """The shares are the result's own, under the option's title, and each bar is whole."""
    chart = core_index_chart(FOUND, NAMES)
    titles = [name.text for name in chart.names]
    for rung, issue in zip(chart.rungs, FOUND.issues, strict=True):
        assert rung.name == issue.title
        shares = dict(zip(titles, rung.shares, strict=True))
        wanted = {NAMES.option(issue.id, key): share for key, share in (issue.core_index or {}).items()}
        assert {title: share for title, share in shares.items() if title in wanted} == wanted
        assert sum(rung.shares) == pytest.approx(1)
    assert svg.draw(chart, prefix="a").startswith("<svg")


def test_one_title_keeps_one_look() -> None:
    """Each title is there once, so that an option is of one colour over all issues."""
    names = core_index_chart(FOUND, NAMES).names
    assert len({name.text for name in names}) == len({name.look for name in names}) == len(names)
