"""What `assess` and `show` do: load, edit, work out, compose, spell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.api.assess import assess_loaded, load
from dilemma.api.viewpoints import find_profiles
from dilemma.cli.formats import PAGES, Format, choose_format
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import render_assessments, render_document
from dilemma.cli.streams import answer
from dilemma.scenario.library import standard_library
from dilemma.scenario.load import load_all_sources, load_profile

if TYPE_CHECKING:
    from dilemma.cli.request import Request
    from dilemma.report.document import Document


def assess_to(name: str, request: Request) -> None:
    """Assess one scenario, through one or several pairs of eyes."""
    if request.format in PAGES:
        from dilemma.cli.reports import report_to

        report_to(name, request)
        return
    loaded = load(name)
    full = request.full or request.format is not Format.text
    run = replace(request.run, everything=full)
    eyes = find_profiles(request.whose, loaded)
    results = [assess_loaded(loaded, request.edits(profile, loaded.scenario), run) for profile in eyes]
    if request.in_prose:
        from dilemma.report.sections.assessment import assessment_document

        documents = [assessment_document(result, loaded.scenario, full=full) for result in results]
        answer(
            "\n".join(render_document(document, request.format, request.output) for document in documents),
            request.output,
        )
    else:
        answer(render_assessments(results, request.format, request.table), request.output)


def show_to(name: str, *, scores: bool, sources: bool, format_: Format | None, output: Path | None) -> None:
    """Write a scenario as a briefing, as its table of scores or its list of sources; or a profile."""
    chosen = choose_format(format_, output)
    if chosen not in (Format.text, Format.markdown):
        refuse(f"a briefing cannot be written as {chosen}; use text or markdown")
    document = _briefing(name, scores=scores, sources=sources)
    answer(render_document(document, chosen, output), output)


def _briefing(name: str, *, scores: bool, sources: bool) -> Document:
    """Return the briefing on a scenario, or on a profile where no scenario goes by the name."""
    from dilemma.report.sections import briefing, catalogue
    from dilemma.report.sections import sources as cited_sources

    profile = standard_library().all("profile").get(name)
    if profile is not None and name not in standard_library().all("scenario"):
        if scores or sources:
            refuse(f"`{name}` is a profile, which has no scores or sources; leave the option out")
        return catalogue.profile_document(load_profile(profile, load_all_sources(standard_library())))
    scenario = load(name).scenario
    if scores:
        return briefing.score_table_document(scenario)
    return cited_sources.sources_document(scenario) if sources else briefing.briefing_document(scenario)
