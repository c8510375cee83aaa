"""The memo, in the order decision-makers know: the bottom line first, the annex with the numbers last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma import __version__
from dilemma.report.document import Block, Document, Figure, Heading, bullets, muted, paragraph
from dilemma.report.memo import alternatives, considerations, next_steps, opening
from dilemma.report.memo.context import MemoContext
from dilemma.report.numbers import format_percent
from dilemma.report.sections import charts, preferences, ranking, sensitivity
from dilemma.report.sections.assessment import describe_placeholders
from dilemma.report.sections.ranking import describe_precision, describe_ranges
from dilemma.report.sections.sensitivity import discovery_paragraphs, nearest_break_evens
from dilemma.report.text import capitalize, drop_stop, end_sentence, format_date, join_names
from dilemma.scenario.lexicon import BANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.results.assessment import Assessment, Series
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.analysis.results.portfolio import PortfolioResult
    from dilemma.analysis.results.sensitivity import LineKind
    from dilemma.report.charts.chart import Chart
    from dilemma.scenario.model import Scenario


# Of each kind, only the line along which the choice changes soonest is drawn.
_CHARTED_LINES: tuple[LineKind, ...] = ("weight", "probability")
_MOST_CHARTED_CHANGES = 6
_LEXICON_TITLES = {
    "icd203": "U.S. Intelligence Community Directive 203",
    "phia": "the UK PHIA Probability Yardstick",
}


def _annex_section(memo: MemoContext) -> list[Block]:
    """Return the numbers first, then what they rest on."""
    return [
        Heading("Annex", new_page=True),
        *_numbers_section(memo),
        *preferences.decision_table_blocks(memo.result, memo.names),  # `import` reads it from a record
        *next_steps.observations_annex(memo),
        *next_steps.unrecorded_annex(memo),
        *next_steps.coalition_annex(memo),
        *alternatives.means_annex(memo),
        *_assumptions_section(memo),
        *_sources_section(memo),
        *_method_section(memo),
        *_limits_section(memo),
    ]


def _numbers_section(memo: MemoContext) -> list[Block]:
    """Return the ranking, the charts, the remaining changes, and the other measures."""
    result, names = memo.result, memo.names
    return [
        Heading("Numbers and charts", 3),
        *_short_names_paragraphs(memo),
        ranking.ranking_table(result, names),
        *map(Figure, _list_charts(memo)),
        *_remaining_changes(memo),
        *ranking.rule_choices_paragraphs(result, names),
        *preferences.preference_paragraphs(result, names),
        *ranking.profile_choices_paragraphs(result, names),
        *ranking.leave_one_out_paragraphs(result, names),
        *preferences.variance_blocks(result, names),
        *discovery_paragraphs(result, names),
        *(
            block
            for block in sensitivity.information_section(result, names)
            if not isinstance(block, Heading)
        ),
    ]


def _short_names_paragraphs(memo: MemoContext) -> list[Block]:
    """Return what the short names of tables and charts stand for, and what a conditional probability is."""
    scenario, names = memo.scenario, memo.names
    titles = (
        *((names.option(key), option.title) for key, option in scenario.options.items()),
        *((names.criterion(leaf.id), leaf.criterion.title) for leaf in scenario.leaves),
        *((names.future(key), future.title) for key, future in scenario.file.futures.items()),
    )
    pairs = [
        f"{name} = {title}"
        for name, title in titles
        if title and name.casefold() != title.partition(" (")[0].casefold()
    ]
    texts = [f"Short names in the annex: {'; '.join(pairs)}."] if pairs else []
    if scenario.chances == "chain" and len(memo.result.probabilities) > 2:
        order = join_names([names.future(key) for key in memo.result.probabilities])
        text = "The conditional probability, or chance, of a future is that if none of those before it comes"
        texts.append(f"{text}, in this order: {order}.")
    return [paragraph(muted(text)) for text in texts]


def _remaining_changes(memo: MemoContext) -> list[Block]:
    """Return what the chart and its table leave out of the list, and what never changes the choice."""
    charted = min(_MOST_CHARTED_CHANGES, len(nearest_break_evens(memo.result)))
    blocks = sensitivity.break_evens_section(memo.result, memo.names, after=charted, on_paper=True)
    return [block for block in blocks if not isinstance(block, Heading)]


def _list_charts(memo: MemoContext) -> list[Chart]:
    """Return every chart the result has, in the order of the argument."""
    result, names = memo.result, memo.names
    winners_map = result.winners_map
    possible: tuple[Chart | None, ...] = (
        charts.contributions_chart(result, names),
        charts.trade_off_chart(result, names),
        charts.future_values_chart(result, names),
        charts.poles_chart(result, names),
        charts.robustness_chart(result.rungs, result, names),
        charts.tornado_chart(result, names, most=_MOST_CHARTED_CHANGES),
        *(charts.value_line_chart(series, result, names) for series in _iterate_series(memo)),
        charts.winners_map_chart(winners_map, names)
        if winners_map and len(winners_map.regions) > 1
        else None,
    )
    return [chart for chart in possible if chart is not None]


def _iterate_series(memo: MemoContext) -> Iterator[Series]:
    """Yield, of each kind, the line along which the choice changes soonest."""
    by_line = {(series.kind, series.of): series for series in memo.result.series or ()}
    for kind in _CHARTED_LINES:
        line = next((change.of for change in nearest_break_evens(memo.result) if change.kind == kind), None)
        if line is not None and (kind, line) in by_line:
            yield by_line[kind, line]


def _assumptions_section(memo: MemoContext) -> list[Block]:
    """Return the assumptions with their status, and what that means; nothing without any."""
    assumptions = memo.file.assumptions.values()
    texts = [f"{capitalize(drop_stop(row.says))} ({row.standing})." for row in assumptions]
    key = (
        "Solid: well supported. Caveated: supported with reservations. Unsupported: nothing supports it yet."
    )
    return [Heading("Assumptions", 3), paragraph(muted(key)), bullets(*texts)] if texts else []


def _sources_section(memo: MemoContext) -> list[Block]:
    """Return the cited sources by number, and the works they are parts of; nothing without any."""
    if not memo.citations.keys:
        return []
    works = memo.citations.works(memo.scenario.works)
    lead = "The sources are parts of these works; a line number is that of the work:"
    cited = [memo.scenario.sources[key] for key in memo.citations.keys if key in memo.scenario.sources]
    grades = [paragraph(muted(_GRADES))] if any(source.grade for source in cited) else []
    return [
        Heading("Sources", 3),
        *([paragraph(muted(lead))] if works else []),
        *(paragraph(muted(f"{work}.")) for work in works),
        memo.citations.numbered_list(memo.scenario.sources),
        *grades,
    ]


_GRADES = (
    "Grades: the letter is the reliability of the source, A (reliable) to E (unreliable) or F (not known), "
    "the number the credibility of what it says, 1 (confirmed) to 5 (improbable) or 6 (not known)."
)


def _method_section(memo: MemoContext) -> list[Block]:
    """Return how values come about, the words of likelihood, and how to repeat the run."""
    told = [text for text, code in memo.remarks.items() if code not in _SAID_ELSEWHERE]
    # What names the keys of the file is for its author.
    remarks = [end_sentence(capitalize(text)) for text in told if "`" not in text]
    count = f"{len(told) - len(remarks)} remark{'s' if len(told) - len(remarks) > 1 else ''}"
    remarks += [f"Checking the file gives {count} for its author."] if len(remarks) < len(told) else []
    return [
        Heading("Method", 3),
        paragraph(
            "Each option is scored on each criterion in each future, from 0, the worst plausible, to 100, "
            "the best. Its value is the average of its scores, by the weights of the criteria and the "
            "probabilities of the futures. Everything uncertain is then drawn from the "
            f"{describe_ranges(memo.result)} many times over, to see how often each option ranks first."
        ),
        paragraph(_describe_lexicon(memo)),
        paragraph(muted(_describe_run(memo))),
        *([bullets(*remarks)] if remarks else []),
    ]


# Said where the events stand.
_SAID_ELSEWHERE = ("recorded-elsewhere", "contested-observation")


def _describe_lexicon(memo: MemoContext) -> str:
    """Return the words of likelihood with the numbers they stand for."""
    bands = [
        f"{word} {format_percent(low)} to {format_percent(high)}"
        for word, (low, high) in BANDS[memo.file.lexicon].items()
    ]
    return f"Words of likelihood are those of {_LEXICON_TITLES[memo.file.lexicon]}: {', '.join(bands)}."


def _describe_run(memo: MemoContext) -> str:
    """Return version, seed and samples, and how exactly shares are known."""
    result = memo.result
    day = format_date(result.today)
    text = f"Program: dilemma {__version__}, seed {result.seed}, {result.samples:,} simulations, as of {day}."
    return f"{text} {describe_precision(result)}"


def _limits_section(memo: MemoContext) -> list[Block]:
    """Return the limits of the scenario in its author's words; nothing without any."""
    limits = memo.file.rules.limits
    return [Heading("Limits", 3), bullets(*limits)] if limits else []


def memo_document(
    result: Assessment,
    scenario: Scenario,
    *,
    coalition: CoalitionResult | None = None,
    coalition_gap: str = "",
    portfolio: PortfolioResult | None = None,
    draft: bool = False,
) -> Document:
    """Return an options memorandum: whole points up to the annex, one decimal in it; numbered sources.

    Args:
        result: the assessment.
        scenario: the scenario with the edits of the run.
        coalition: acting with others on it; None where it has no coalition.
        coalition_gap: why acting with others was not worked out; empty where it was.
        portfolio: deciding it along with other issues; None where no framework joins it to any.
        draft: whether it is to be marked as a draft.
    """
    memo_context = MemoContext(result, scenario, coalition, coalition_gap, portfolio)
    blocks = (
        *opening.header_section(memo_context),
        *opening.bottom_line_section(memo_context),
        *next_steps.observations_summary(memo_context),
        *opening.recommendation_section(memo_context),
        *alternatives.context_section(memo_context),
        *alternatives.options_section(memo_context),
        *considerations.considerations_section(memo_context),
        *considerations.assessment_section(memo_context),
        *next_steps.partners_section(memo_context),
        *next_steps.next_steps_section(memo_context),
        *next_steps.dissent_section(memo_context),
        *_annex_section(memo_context),
    )
    return Document(result.scenario.title, blocks, _watermark(result, draft=draft))


def _watermark(result: Assessment, *, draft: bool) -> str:
    """Return what marks every page of a draft; a memo on placeholders is one whatever was asked for."""
    if result.evidence.placeholders:
        return f"DRAFT: {describe_placeholders(result)}"
    return "DRAFT" if draft else ""
