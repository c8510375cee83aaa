"""A comparison to look at: who chooses what on which issue, then every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.comparison.compared import (
    _column_title,
    _format_setting,
    _summary_choice,
    _varied_paths,
    summarize_result,
)
from dilemma.report.compose.comparison.comparison import _TITLE, summaries_document
from dilemma.report.document import Block, Column, Document, Heading, Run, Table, muted, paragraph
from dilemma.report.names import capitalize
from dilemma.report.numbers import format_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from dilemma.analysis.results.assessment import Comparison
    from dilemma.report.compose.comparison.compared import ResultSummary
    from dilemma.report.document import Cell

    View: TypeAlias = tuple[str, ...]  # the profile, and a value for every path that varies

    Pairs: TypeAlias = Mapping[tuple[View, str], ResultSummary]


def side_by_side_document(result: Comparison) -> Document:
    """Return the choices as a matrix, the list with margins, and the values behind them."""
    return summaries_side_by_side_document(
        [summarize_result(assessment) for assessment in result.assessments]
    )


def summaries_side_by_side_document(summaries: Sequence[ResultSummary]) -> Document:
    """Return the same from what a table needs of each result."""
    paths = _varied_paths(summaries)
    pairs: Pairs = {(_view(summary, paths), summary.scenario.id): summary for summary in summaries}
    blocks: list[Block] = [
        Heading(_TITLE, 1),
        paragraph(_describe_extent(summaries)),
        Heading("Who chooses what"),
        _choice_matrix(pairs, paths),
        Heading("By how much"),
        *summaries_document(summaries).blocks[1:],
    ]
    for scenario in dict.fromkeys(key for _, key in pairs):
        blocks += _values_section(scenario, pairs, paths)
    return Document(_TITLE, tuple(blocks))


def _view(summary: ResultSummary, paths: Sequence[str]) -> View:
    """Return what a row of the matrix stands for: the profile and the varied settings."""
    settings = summary.settings
    return (
        summary.profile_id,
        *(_format_setting(settings[path]) if path in settings else "" for path in paths),
    )


def _describe_extent(summaries: Sequence[ResultSummary]) -> str:
    """Return how many scenarios and profiles there are, and the end of the evidence."""
    scenarios = {summary.scenario.id for summary in summaries}
    profiles = {summary.profile_id for summary in summaries}
    as_of = max(summary.scenario.as_of for summary in summaries)
    extent = (
        f"{_format_count(len(scenarios), 'scenario')} through {_format_count(len(profiles), 'pair')} of eyes"
    )
    return f"{extent}. Evidence to {as_of}."


def _format_count(count: int, noun: str) -> str:
    """Return a number with its noun, plural unless it is 1."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _viewpoint_columns(paths: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that a view fills."""
    return (Column("seen by"), *(Column(_column_title(path)) for path in paths))


def _choice_matrix(pairs: Pairs, paths: Sequence[str]) -> Table:
    """Return one row a view, one column a scenario; a choice too close to call is in brackets."""
    scenarios = list(dict.fromkeys(key for _, key in pairs))
    columns = (*_viewpoint_columns(paths), *(Column(capitalize(key)) for key in scenarios))
    rows = tuple(
        (*view, *(_choice_cell(pairs.get((view, key))) for key in scenarios))
        for view in dict.fromkeys(view for view, _ in pairs)
    )
    title = "The option of highest value; in brackets where it is too close to call"
    return Table(columns, rows, title=title)


def _choice_cell(summary: ResultSummary | None) -> Cell:
    """Return the choice of one result; muted where the profile has no weights for the scenario."""
    if summary is None:
        return muted("does not apply")
    text = capitalize(_summary_choice(summary).replace("_", " "))
    too_close = summary.recommendation.verdict == "too-close"
    return muted(f"({text})") if too_close else Run(text, "strong")


def _values_section(scenario: str, pairs: Pairs, paths: Sequence[str]) -> list[Block]:
    """Return what every option is worth in every view, in one scenario; the highest stands out."""
    summaries = {view: summary for (view, key), summary in pairs.items() if key == scenario}
    first = next(iter(summaries.values()))
    options = sorted(first.values)
    columns = (
        *_viewpoint_columns(paths),
        *(Column(capitalize(key.replace("_", " ")), "right") for key in options),
    )
    rows = tuple((*view, *_value_cells(summary, options)) for view, summary in summaries.items())
    title = "Value of each option, in points of 0 to 100"
    return [Heading(first.scenario.title), Table(columns, rows, title=title)]


def _value_cells(summary: ResultSummary, options: Sequence[str]) -> tuple[Cell, ...]:
    """Return the value of each option, the leader's in bold."""
    leader = summary.recommendation.option
    return tuple(
        Run(format_points(summary.values[key]), "strong" if key == leader else "plain") for key in options
    )
