"""Several assessments in one table, and side by side as a page; thousands fit in memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dilemma.analysis.results.verdict import FILE_ORDER
from dilemma.records import dataclass
from dilemma.report.document import Block, Column, Document, Heading, Table, TextRun, muted, paragraph
from dilemma.report.numbers import format_lead, format_points
from dilemma.report.sections.judgement_names import JudgementNames, format_setting, setting_title
from dilemma.report.text import Names, capitalize, format_date, join_names, profile_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from dilemma.analysis.results.assessment import Assessment, Comparison, ScenarioName
    from dilemma.analysis.results.verdict import Recommendation
    from dilemma.report.document import Cell


_NO_PROFILE = "none"
_OWN_WEIGHTS = "scenario's own weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """One result as it stands in a table.

    Attributes:
        scenario: its id, title and date.
        issue: the short name of the scenario.
        profile_id: the profile's id, or `none`.
        viewpoint: the short name of the profile.
        names: of the options, by id.
        excluded: the options that a hard floor excludes.
        settings: the what-ifs, by path.
        recommendation: the choice, the runner-up, the margin in points and the verdict.
        titles: of the judgements that were set, by path.
        values: of each option, in points.
        today: the day the result bears.
    """

    scenario: ScenarioName
    issue: str
    profile_id: str
    viewpoint: str
    names: Mapping[str, str]
    excluded: tuple[str, ...]
    settings: Mapping[str, object]
    titles: Mapping[str, str]
    recommendation: Recommendation
    values: Mapping[str, float]
    today: str


def summarize_result(result: Assessment) -> ResultSummary:
    """Return what a table needs of a result."""
    profile = result.profile
    names = Names(result.scenarios[0]) if result.scenarios else None
    viewed = result.scenarios[0].profile if result.scenarios else None
    excluded = tuple(dict.fromkeys(row.option for row in result.excluded))
    options = (*(option.id for option in result.options), *excluded)
    return ResultSummary(
        scenario=result.scenario,
        issue=names.issue if names else result.scenario.title,
        profile_id=profile.id if profile else _NO_PROFILE,
        viewpoint=profile_name(viewed) if viewed else profile.title if profile else _OWN_WEIGHTS,
        names={key: names.option(key) if names else key for key in options},
        excluded=excluded,
        settings=result.settings or {},
        titles={path: _setting_title(path, result) for path in result.settings or {}},
        recommendation=result.recommendation,
        values={option.id: option.value for option in result.options},
        today=result.today,
    )


def _summary_choice(summary: ResultSummary) -> str:
    """Return the option of highest value; all of them where several tie."""
    recommendation = summary.recommendation
    return " = ".join(summary.names[option] for option in recommendation.ties or (recommendation.option,))


def tie_break_option(summary: ResultSummary) -> str:
    """Return what the rule takes among options too close to call, where that is not the choice by value."""
    preference = summary.recommendation.tie_break
    if preference is None or preference.rule == FILE_ORDER:
        return ""
    name = summary.names[preference.option]
    return "" if name == _summary_choice(summary) else name


def _tell_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id, with the id after those that several share, such as variants of one scenario."""
    texts = list(names.values())
    return {
        key: f"{capitalize(name)} ({key})" if texts.count(name) > 1 else capitalize(name)
        for key, name in names.items()
    }


def _issue_names(summaries: Iterable[ResultSummary]) -> dict[str, str]:
    """Return what the scenarios are called, by id."""
    return _tell_apart({summary.scenario.id: summary.issue for summary in summaries})


def _viewpoint_names(summaries: Iterable[ResultSummary]) -> dict[str, str]:
    """Return what the perspectives are called, by id."""
    return _tell_apart({summary.profile_id: summary.viewpoint for summary in summaries})


def _varied_paths(summaries: Iterable[ResultSummary]) -> tuple[str, ...]:
    """Return the paths whose values are not the same in all results, in the order they are met."""
    texts_by_path: dict[str, set[str]] = {}
    for summary in summaries:
        for path, value in summary.settings.items():
            # By their text: a value may be a list, which no set holds, and 1 is not true.
            texts_by_path.setdefault(path, set()).add(repr(value))
    return tuple(path for path, texts in texts_by_path.items() if len(texts) > 1)


def _common_settings(summaries: Sequence[ResultSummary]) -> dict[str, object]:
    """Return the what-ifs that were set alike in all results."""
    varied_paths = _varied_paths(summaries)
    first_settings = summaries[0].settings if summaries else {}
    return {
        path: value
        for path, value in first_settings.items()
        if path not in varied_paths and all(path in summary.settings for summary in summaries)
    }


def _setting_title(path: str, result: Assessment) -> str:
    """Return the judgement at a path by its name, or the path in words where no scenario is at hand."""
    if not result.scenarios:
        return path.replace(".", " ").replace("_", " ")
    return setting_title(path, JudgementNames(result.scenarios[0], result.scenarios[0]))


def _column_title(path: str, summaries: Iterable[ResultSummary]) -> str:
    """Return the title of a column for the values of a path, as the first scenario that has it says."""
    return capitalize(next(summary.titles[path] for summary in summaries if path in summary.titles))


_TITLE = "Scenarios and profiles compared"


def comparison_document(result: Comparison) -> Document:
    """Return one row an assessment: the choice, the runner-up, the margin and the verdict."""
    return summaries_document([summarize_result(assessment) for assessment in result.assessments])


def summaries_document(summaries: Sequence[ResultSummary]) -> Document:
    """Return one row a result, with a column for every path whose values differ between them.

    A scenario or a perspective that is the same in all rows stands above the table instead.
    """
    paths = _varied_paths(summaries)
    issues, viewpoints = _issue_names(summaries), _viewpoint_names(summaries)
    with_tie_break = any(tie_break_option(summary) for summary in summaries)
    columns = (
        *((Column("scenario"),) if len(issues) != 1 else ()),
        *((Column("perspective"),) if len(viewpoints) != 1 else ()),
        *(Column(_column_title(path, summaries), "right") for path in paths),
        Column("choice"),
        Column("lead", "right"),
        Column("verdict"),
        Column("ahead of"),
        *((Column("on a tie"),) if with_tie_break else ()),
    )
    rows = tuple(
        (
            *((issues[summary.scenario.id],) if len(issues) != 1 else ()),
            *((viewpoints[summary.profile_id],) if len(viewpoints) != 1 else ()),
            *_result_cells(summary, paths),
            *((capitalize(tie_break_option(summary)),) if with_tie_break else ()),
        )
        for summary in summaries
    )
    blocks: list[Block] = [Heading(_TITLE, 1), *_common_paragraphs(summaries, issues, viewpoints)]
    blocks.append(Table(columns, rows))
    if not all(summary.recommendation.names_one for summary in summaries):
        note = "Lead: points out of 100. Too close: the analysis does not separate the choice from others."
        tie = " On a tie: the option that the scenario then prefers." if with_tie_break else ""
        blocks.append(paragraph(muted(note + tie)))
    return Document(_TITLE, (*blocks, *_excluded_paragraphs(summaries, issues)))


def _excluded_paragraphs(summaries: Sequence[ResultSummary], issues: Mapping[str, str]) -> list[Block]:
    """Return which options hard floors exclude: in which scenario, and in how many rows where not in all."""
    rows = Counter(summary.scenario.id for summary in summaries)
    texts = []
    for (scenario, name), count in Counter(
        (summary.scenario.id, summary.names[key]) for summary in summaries for key in summary.excluded
    ).items():
        notes = [issues[scenario]] if len(issues) > 1 else []
        notes += [f"{count} of {rows[scenario]} rows"] if count < rows[scenario] else []
        texts.append(f"{name} ({', '.join(notes)})" if notes else name)
    if not texts:
        return []
    label = muted("Excluded by a hard floor, so that no figure counts it: ")
    return [paragraph(label, f"{join_names(texts)}.")]


def _common_paragraphs(
    summaries: Sequence[ResultSummary], issues: Mapping[str, str], viewpoints: Mapping[str, str]
) -> list[Block]:
    """Return what holds for all rows: the scenario, the perspective and the what-ifs."""
    blocks: list[Block] = []
    if len(issues) == 1:
        blocks.append(paragraph(muted("Scenario: "), f"{summaries[0].scenario.title}."))
    if len(viewpoints) == 1:
        blocks.append(paragraph(muted("Perspective: "), f"{next(iter(viewpoints.values()))}."))
    settings = "; ".join(
        f"{summaries[0].titles[path]} {format_setting(path, value)}"
        for path, value in _common_settings(summaries).items()
    )
    return [*blocks, *([paragraph(TextRun("What if: ", "strong"), f"{settings}.")] if settings else [])]


def _result_cells(summary: ResultSummary, paths: Sequence[str]) -> tuple[Cell, ...]:
    """Return one result: settings, choice, margin, verdict and runner-up."""
    recommendation = summary.recommendation
    return (
        *(format_setting(path, summary.settings[path]) if path in summary.settings else "" for path in paths),
        TextRun(capitalize(_summary_choice(summary)), "strong"),
        format_lead(recommendation.margin, recommendation.too_close),
        TextRun(recommendation.label, "plain" if recommendation.names_one else "muted"),
        capitalize(summary.names[recommendation.runner_up]),
    )


def side_by_side_document(summaries: Sequence[ResultSummary]) -> Document:
    """Return the choices as a matrix, the list with margins, and the values behind them."""
    paths = _varied_paths(summaries)
    pairs: Pairs = {(_view(summary, paths), summary.scenario.id): summary for summary in summaries}
    blocks: list[Block] = [
        Heading(_TITLE, 1),
        paragraph(_describe_extent(summaries)),
        Heading("Who chooses what"),
        _choice_matrix(pairs, paths),
        Heading("Leads"),
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
        *(format_setting(path, settings[path]) if path in settings else "" for path in paths),
    )


def _describe_extent(summaries: Sequence[ResultSummary]) -> str:
    """Return how many scenarios and profiles there are, and the end of the evidence."""
    scenarios = {summary.scenario.id for summary in summaries}
    profiles = {summary.profile_id for summary in summaries}
    as_of = max(summary.scenario.as_of for summary in summaries)
    extent = f"{_format_count(len(scenarios), 'scenario')} from {_format_count(len(profiles), 'perspective')}"
    return f"{extent}. Evidence to {format_date(as_of)}."


def _format_count(count: int, noun: str) -> str:
    """Return a number with its noun, plural unless it is 1."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _viewpoint_columns(paths: Sequence[str], summaries: Iterable[ResultSummary]) -> tuple[Column, ...]:
    """Return the columns that a view fills."""
    rows = list(summaries)
    return (Column("perspective"), *(Column(_column_title(path, rows), "right") for path in paths))


def _choice_matrix(pairs: Pairs, paths: Sequence[str]) -> Table:
    """Return one row a view, one column a scenario; a choice too close to call is in brackets."""
    scenarios = list(dict.fromkeys(key for _, key in pairs))
    issues, viewpoints = _issue_names(pairs.values()), _viewpoint_names(pairs.values())
    columns = (*_viewpoint_columns(paths, pairs.values()), *(Column(issues[key]) for key in scenarios))
    rows = tuple(
        (viewpoints[view[0]], *view[1:], *(_choice_cell(pairs.get((view, key))) for key in scenarios))
        for view in dict.fromkeys(view for view, _ in pairs)
    )
    title = "The option of highest value; in brackets where it is too close to call"
    return Table(columns, rows, title=title)


def _choice_cell(summary: ResultSummary | None) -> Cell:
    """Return the choice of one result; muted where the profile has no weights for the scenario."""
    if summary is None:
        return muted("does not apply")
    text = capitalize(_summary_choice(summary))
    return TextRun(text, "strong") if summary.recommendation.names_one else muted(f"({text})")


def _values_section(scenario: str, pairs: Pairs, paths: Sequence[str]) -> list[Block]:
    """Return what every option is worth in every view, in one scenario; the highest stands out."""
    summaries = {view: summary for (view, key), summary in pairs.items() if key == scenario}
    first = next(iter(summaries.values()))
    options = sorted(first.names)
    columns = (
        *_viewpoint_columns(paths, pairs.values()),
        *(Column(capitalize(first.names[key]), "right") for key in options),
    )
    viewpoints = _viewpoint_names(pairs.values())
    rows = tuple(
        (viewpoints[view[0]], *view[1:], *_value_cells(summary, options))
        for view, summary in summaries.items()
    )
    title = "Value of each option, in points of 0 to 100"
    return [Heading(first.scenario.title), Table(columns, rows, title=title)]


def _value_cells(summary: ResultSummary, options: Sequence[str]) -> tuple[Cell, ...]:
    """Return the value of each option, the leader's in bold."""
    leader = summary.recommendation.option
    return tuple(
        TextRun(format_points(summary.values[key]), "strong" if key == leader else "plain")
        if key in summary.values
        else muted("excluded")
        for key in options
    )


if TYPE_CHECKING:
    View: TypeAlias = tuple[str, ...]  # the profile, and a value for every path that varies
    Pairs: TypeAlias = Mapping[tuple[View, str], ResultSummary]
