"""What `assess` and `show` do: load, edit, work out, compose, spell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.cli.formats import PAGES, Format, meant
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import assessments, spelled
from dilemma.cli.streams import answer

if TYPE_CHECKING:
    from dilemma.cli.request import Request


def assess_to(name: str, request: Request) -> None:
    """Assesses one scenario, through one or several pairs of eyes."""
    if request.format in PAGES:
        from dilemma.cli.reports import report_to

        report_to(name, request)
        return
    found = api.load(name)
    full = request.full or request.format is not Format.text
    run = replace(request.run, everything=full)
    eyes = api.all_eyes(request.whose, found)
    results = [api.assess_loaded(found, request.edits(seen, found.scenario), run) for seen in eyes]
    if request.in_prose:
        from dilemma.report.compose.assessment.assessment import assessment

        documents = [assessment(result, found.scenario, full=full) for result in results]
        answer("\n".join(spelled(each, request.format, request.output) for each in documents), request.output)
    else:
        answer(assessments(results, request.format, request.table), request.output)


def show_to(name: str, *, scores: bool, sources: bool, format_: Format | None, output: Path | None) -> None:
    """Spells a scenario as a briefing, as its table of scores, or as its list of sources."""
    from dilemma.report.compose.scenario import briefing, cited_sources, score_table

    chosen = meant(format_, output)
    if chosen not in (Format.text, Format.markdown):
        refuse(f"a briefing cannot be written as {chosen}; use text or markdown")
    scenario = api.load(name).scenario
    compose = (
        score_table.score_table if scores else cited_sources.cited_sources if sources else briefing.briefing
    )
    answer(spelled(compose(scenario), chosen, output), output)
