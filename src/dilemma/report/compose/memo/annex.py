"""The annex: every table and chart to one decimal, sources, assumptions, method, seed and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma import __version__
from dilemma.report.compose.assessment import changes, charts, firmness, information, ranking
from dilemma.report.compose.assessment.changes import conditions, nearest
from dilemma.report.compose.assessment.ladder import precision
from dilemma.report.compose.memo import others, seen
from dilemma.report.document import Block, Figure, Heading, bullets, muted, paragraph
from dilemma.report.numbers import percent
from dilemma.scenario.lexicon import BANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.changes.changes_results import LineKind
    from dilemma.analysis.results import Series
    from dilemma.report.charts.model import Chart
    from dilemma.report.compose.memo.case import Case

DRAWN: tuple[LineKind, ...] = (
    "weight",
    "probability",
)  # the lines drawn: of each kind the one that changes the choice soonest
DRAWN_CHANGES = 12
LEXICONS = {
    "icd203": "U.S. Intelligence Community Directive 203",
    "phia": "the UK PHIA Probability Yardstick",
}


def annex(case: Case) -> list[Block]:
    """Numbers first, then what they rest on."""
    return [
        Heading("Annex", new_page=True),
        *_numbers(case),
        *seen.in_full(case),
        *others.in_full(case),
        *_assumptions(case),
        *_sources(case),
        *_method(case),
        *_limits(case),
    ]


def _numbers(case: Case) -> list[Block]:
    result, names = case.result, case.names
    return [
        Heading("Numbers and charts", 3),
        ranking.ranking(result, names),
        *(Figure(chart) for chart in _charts(case)),
        *_every_change(case),
        *firmness.rules(result, names),
        *firmness.who(result, names),
        *firmness.fragile(result, names),
        *conditions(result, names),
        *(block for block in information.worth_knowing(result, names) if not isinstance(block, Heading)),
    ]


def _every_change(case: Case) -> list[Block]:
    """What the chart and its table leave out of the list, and what never changes the choice."""
    told = min(DRAWN_CHANGES, len(nearest(case.result)))
    rest = changes.changes(case.result, case.names, after=told)
    return [block for block in rest if not isinstance(block, Heading)]


def _charts(case: Case) -> Iterator[Chart]:
    """Every chart the result has, in the order of the argument."""
    result, names = case.result, case.names
    yield charts.contributions(result, names)
    yield charts.difference(result, names)
    for chart in (charts.by_future(result, names), charts.two_poles(result, names)):
        if chart is not None:
            yield chart
    yield charts.ladder(result.ladder, result, names)
    plausible = charts.tornado(result, names, most=DRAWN_CHANGES)
    if plausible is not None:
        yield plausible
    for each in _lines(case):
        yield charts.along(each, result, names)
    if result.winners_map is not None:
        yield charts.map_of(result.winners_map, names)


def _lines(case: Case) -> Iterator[Series]:
    """Of each kind, the line along which the choice changes soonest."""
    drawn = {(each.kind, each.of): each for each in case.result.series or ()}
    for kind in DRAWN:
        of = next((each.of for each in nearest(case.result) if each.kind == kind), None)
        if of is not None and (kind, of) in drawn:
            yield drawn[kind, of]


def _assumptions(case: Case) -> list[Block]:
    said = [f"{each.says} ({each.standing})" for each in case.file.assumptions.values()]
    return [Heading("Assumptions", 3), bullets(*said)] if said else []


def _sources(case: Case) -> list[Block]:
    if not case.cited.keys:
        return []
    works = case.cited.works(case.scenario.works)
    return [
        Heading("Sources", 3),
        case.cited.listed(case.scenario.sources),
        *(paragraph(muted(f"{each}.")) for each in works),
    ]


def _method(case: Case) -> list[Block]:
    result = case.result
    return [
        Heading("Method", 3),
        paragraph(
            "Each option is scored on each criterion in each future, from 0, the worst plausible, to 100, "
            "the best. Its value is the average of its scores, by the weights of the criteria and the "
            "probabilities of the futures. Everything uncertain is then drawn from its stated range many "
            "times over, to see how often each option comes first."
        ),
        paragraph(_words(case)),
        paragraph(muted(_run(case))),
        *([bullets(*(warned.message for warned in result.warnings))] if result.warnings else []),
    ]


def _words(case: Case) -> str:
    """The words of likelihood with the numbers they stand for."""
    bands = [
        f"{word} {percent(low)} to {percent(high)}" for word, (low, high) in BANDS[case.file.lexicon].items()
    ]
    return f"Words of likelihood are those of {LEXICONS[case.file.lexicon]}: {', '.join(bands)}."


def _run(case: Case) -> str:
    result = case.result
    made = f"dilemma {__version__}, seed {result.seed}, {result.samples} samples, seen from {result.today}."
    return f"{made} {precision(result)}"


def _limits(case: Case) -> list[Block]:
    limits = case.file.rules.limits
    return [Heading("Limits", 3), bullets(*limits)] if limits else []
