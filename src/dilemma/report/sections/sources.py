"""Who claims what: every source a scenario cites, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Document, Heading, muted, paragraph, strong
from dilemma.report.numbers import format_percent
from dilemma.report.text import Names, drop_stop, format_date, join_names, spell_days
from dilemma.scenario.model import ANALYST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.results.assessment import Assessment, Evidence
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.files import Source

_Citers = dict[str, list[str]]  # by source: what cites it


def sources_document(scenario: Scenario) -> Document:
    """Return one entry a source: what it says, where, and which scores, chances and signposts cite it."""
    citers = _find_citers(scenario)
    title = f"{scenario.file.title}: who claims what"
    blocks: list[Block] = [Heading(title, 1)]
    for key in sorted(citers):
        if key in scenario.sources:
            blocks += _source_entry(key, scenario.sources[key], citers[key])
    if ANALYST in citers:
        blocks += [
            Heading("Analyst judgement"),
            paragraph(f"{ANALYST} is cited by {_join_few(citers[ANALYST])}."),
        ]
    return Document(title, tuple(blocks))


def _source_entry(key: str, source: Source, citers: list[str]) -> list[Block]:
    """Return one source under its id."""
    label = f"{key}  "
    return [
        paragraph(strong(label), describe_claim(source), hang=len(label)),
        paragraph(
            muted(" " * len(label)),
            muted(f"{describe_location(source)}. Cited by {_join_few(citers)}."),
            hang=len(label),
        ),
    ]


def describe_claim(source: Source) -> str:
    """Return what a source claims; a figure only when someone has retrieved it."""
    if source.basis == "memory":
        return f"{drop_stop(source.says)} (not retrieved: no figure is shown)."
    return spell_days(f"{drop_stop(source.says)}: {source.value}." if source.value else source.says)


def describe_location(source: Source) -> str:
    """Return where a source is found, its date unless the place ends with it, and its grade."""
    date, where = format_date(source.date or ""), spell_days(source.where or "")
    parts = [where, "" if where.endswith(date) else date, f"grade {source.grade}" if source.grade else None]
    return ", ".join(part for part in parts if part)


def _join_few(citers: list[str]) -> str:
    """Return the first three labels, and how many more there are."""
    shown = citers[:3]
    more = len(citers) - len(shown)
    return "; ".join(shown) + (f"; {more} more" if more else "")


def _find_citers(scenario: Scenario) -> _Citers:
    """Return what cites each source, every label once."""
    citers: _Citers = {}
    for label, sources in _iterate_citations(scenario):
        for source in sources:
            labels = citers.setdefault(source, [])
            if label not in labels:
                labels.append(label)
    return citers


def _iterate_citations(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield everything in the file that cites, with a short label and its sources."""
    file, names = scenario.file, Names(scenario)
    for (option, criterion), judgements in scenario.rows.items():
        for judgement in judgements:
            yield f"{names.option(option)} on {names.criterion(criterion)}", judgement.sources
    for key, future in file.futures.items():
        chance = future.chance or future.probability
        yield f"future {names.future(key)}", (*future.sources, *(chance.sources if chance else ()))
    for key, course in file.options.items():
        yield f"option {names.option(key)}", course.sources
    for leaf in scenario.leaves:
        yield f"criterion {names.criterion(leaf.id)}", leaf.criterion.sources
    yield from _iterate_later_citations(scenario)


def _iterate_later_citations(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the signposts, deadlines, assumptions, backers and members that cite."""
    file = scenario.file
    for key, signpost in file.signposts.items():
        yield f"signpost {key}", signpost.sources
    for deadline in file.deadlines.values():
        yield f"deadline of {format_date(deadline.date)}", deadline.sources
    for assumption in file.assumptions.values():
        cites = [source for add in assumption.if_wrong for source in add.sources]
        yield f"assumption “{drop_stop(assumption.says)}”", (*assumption.sources, *cites)
    for backer in file.backers:
        yield f"backer {backer.who}", backer.sources
    if file.coalition:
        for key, member in file.coalition.members.items():
            yield f"member {member.title or key.replace('-', ' ')}", member.sources


_NEARLY_NONE = 0.005  # a smaller share is 0%


def evidence_sentences(result: Assessment) -> tuple[str, str]:
    """Return what the scores cite and, in a sentence of its own, the analyst's confidence.

    A score that cites a fact is a judgement all the same, and the first words say so.
    """
    summary = result.evidence
    facts = f"{format_percent(summary.fact_share)} of them cite" if summary.fact_share else "none cites"
    alone = summary.analyst_judgement_alone_share
    rest = "all rest" if alone == 1.0 else f"{format_percent(alone)} rest" if alone else "none rests"
    text = f"All {summary.cells} scores are judgements: {facts} a published fact"
    others = 1.0 - (summary.fact_share or 0.0) - (alone or 0.0)
    end = ", and the others cite other sources" if others > _NEARLY_NONE else ""
    return f"{text}, {rest} on the analyst's judgement alone{end}.", _describe_confidence(summary)


def _describe_confidence(summary: Evidence) -> str:
    """Return how sure the analyst is of how many scores."""
    ratings = {rating: count for rating, count in summary.stated_confidence.items() if count}
    if not ratings:
        return "No confidence ratings have been recorded."
    if list(ratings.values()) == [summary.cells]:
        return f"The analyst's own confidence is {next(iter(ratings))} for all {summary.cells} scores."
    listed = join_names([f"{rating} for {count}" for rating, count in ratings.items()])
    noun = "score" if list(ratings.values())[-1] == 1 else "scores"
    rated = "" if sum(ratings.values()) == summary.cells else ", and not recorded for the others"
    return f"The analyst's own confidence is {listed} {noun}{rated}."
