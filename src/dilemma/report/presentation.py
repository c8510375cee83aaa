"""Results as Python shows them: a line for the prompt, plain data, a data frame, a piece of a notebook.

`dilemma.analysis.results.result` calls these functions; nothing else does.
"""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from io import StringIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any, assert_never, cast

from dilemma.analysis.results.assessment import Assessment, Comparison
from dilemma.analysis.results.coalition import CoalitionResult
from dilemma.analysis.results.difference import Difference
from dilemma.analysis.results.panel import Panel
from dilemma.analysis.results.portfolio import PortfolioResult
from dilemma.errors import MissingPackage
from dilemma.report.document import Document, Figure, Heading, Table
from dilemma.report.formats import csv_results
from dilemma.report.formats import json as json_format
from dilemma.report.numbers import format_lead, format_percent, format_points
from dilemma.report.text import Names, sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.result import Result
    from dilemma.report.document import Block
    from dilemma.scenario.model import Scenario

_AnyResult = Assessment | Comparison | CoalitionResult | Difference | Panel | PortfolioResult
_HEADING_LEVEL = 3  # a notebook has headings of its own above a result


def describe(result: Result) -> str:
    """Return a result in one line: what it is of, the choice, the verdict and the lead."""
    kind, text = type(result).__name__, _describe(cast("_AnyResult", result))
    return sanitize(f"<{kind}: {text}>")


def _describe(result: _AnyResult) -> str:
    match result:
        case Assessment():
            choice = result.recommendation
            option, second = (_title(result, key) for key in (choice.option, choice.runner_up))
            lead = format_lead(choice.margin, choice.too_close)
            return f"{result.scenario.title}: {option} ({choice.verdict}), {lead} points ahead of {second}"
        case Comparison():
            scenarios = dict.fromkeys(assessment.scenario.id for assessment in result.assessments)
            return f"{len(result.assessments)} assessments of {', '.join(scenarios) or 'nothing'}"
        case CoalitionResult():
            share = result.tipping_share
            tips = "at no share" if share is None else f"from {format_percent(share)} acting"
            option = _title(result, result.option)
            return f"{result.scenario.title}: {option} is best {tips}; {format_percent(result.share)} act"
        case Panel():
            group = result.group
            option, second = (_title(result, key) for key in (group.option, group.runner_up))
            lead = f"{format_lead(group.margin, group.too_close)} points ahead of {second}"
            members = f"{len(result.members)} members, on average {option} ({group.verdict})"
            return f"{result.scenario.title}: {members}, {lead}"
        case PortfolioResult():
            choices = ", ".join(f"{issue} {option}" for issue, option in result.best.choice.items())
            lead = (
                ""
                if result.margin is None
                else f", {format_lead(result.margin, result.too_close)} points ahead"
            )
            return f"{result.framework.title}: {choices} ({result.verdict}){lead}"
        case Difference():
            moved = "the choice moves" if result.choice_moved else "the choice stays"
            effect = "" if result.effect is None else f", its lead by {format_points(result.effect)} points"
            return f"{result.old.source} to {result.new.source}: {moved}{effect}"
    assert_never(result)


def _title(result: Result, option: str) -> str:
    """Return the title of an option; its id where the scenario is not at hand."""
    return Names(result.scenarios[0]).option(option) if result.scenarios else option


def to_dict(result: Result) -> dict[str, Any]:
    """Return a single result as the object of the JSON contract."""
    return json_format.to_json_object(cast("json_format.Result", result))


def to_json(result: Result) -> str:
    """Return a result as the JSON of the contract."""
    return json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def to_frame(result: Result) -> Any:
    """Return the CSV table of a result as a data frame of pandas.

    Raises:
        MissingPackage: pandas is not installed.
    """
    if find_spec("pandas") is None:
        raise MissingPackage("a data frame", "pandas")
    import pandas as pd  # noqa: PLC0415  no part of the program; who calls this has it

    results: Sequence[Any] = result.assessments if isinstance(result, Comparison) else [result]
    text = csv_results.write_by_kind(results, None)
    return pd.read_csv(StringIO(text), keep_default_na=False, na_values=[""])


def to_html(result: Result) -> str:
    """Return a result as a piece of a page: title, answer, and the first chart or else the first table."""
    from dilemma.report.formats import html  # noqa: PLC0415  most programs show nothing in a notebook

    document = _document(cast("_AnyResult", result))
    lead = list(takewhile(lambda block: not isinstance(block, Figure | Table), document.blocks))
    second = next((index for index, block in enumerate(lead) if index and isinstance(block, Heading)), None)
    charts = [block for block in document.blocks if isinstance(block, Figure)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    blocks = [*(_lower(block) for block in lead[:second]), *(charts or tables)[:1]]
    return html.write_fragment(Document(document.title, tuple(blocks)))


def _lower(block: Block) -> Block:
    return replace(block, level=_HEADING_LEVEL) if isinstance(block, Heading) else block


def _document(result: _AnyResult) -> Document:  # noqa: PLR0911  one for each kind of result
    """Return the document on a result, with options by their ids where the scenario is not at hand."""
    from dilemma.report.sections import (  # noqa: PLC0415  as above
        assessment,
        charts,
        coalition,
        comparison,
        difference,
        panel,
        portfolio,
    )

    scenarios = result.scenarios
    match result:
        case Comparison():
            return comparison.comparison_document(result)
        case Assessment() if scenarios:
            document = assessment.assessment_document(result, scenarios[0], full=False)
            chart = Figure(charts.ranking_chart(result, Names(scenarios[0])))
            return replace(document, blocks=(*document.blocks, chart))
        case Assessment():
            return assessment.summary_document(result)
        case CoalitionResult() if scenarios:
            return coalition.coalition_document(result, scenarios[0], full=False, with_charts=True)
        case Panel() if scenarios:
            return panel.panel_document(result, scenarios[0], full=False)
        case PortfolioResult() if scenarios:
            by_issue: dict[str, Scenario] = {scenario.id: scenario for scenario in scenarios}
            return portfolio.portfolio_document(result, by_issue, full=False, with_charts=True)
        case Difference() if scenarios:
            return difference.difference_document(result, scenarios[0], scenarios[1], full=False)
    heading = Heading(_describe(result), 1)
    return Document(heading.text, (heading,))
