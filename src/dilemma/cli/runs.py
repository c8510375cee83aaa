"""What `assess`, `compare` and `show` do: load, edit, work out, compose, spell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma import api
from dilemma.analysis.run import Run
from dilemma.cli.evidence import Evidence
from dilemma.cli.guard import refuse
from dilemma.cli.options import Format
from dilemma.cli.streams import answer, colour, width

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment
    from dilemma.report.document import Document
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.model import Profile, Scenario

USUAL = Run()
NOTHING = Evidence()
ENDINGS = {
    ".md": Format.markdown,
    ".markdown": Format.markdown,
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".csv": Format.csv,
    ".txt": Format.text,
    ".html": Format.html,
    ".htm": Format.html,
    ".pdf": Format.pdf,
    ".docx": Format.docx,
}
PAGES = (Format.html, Format.pdf, Format.docx)  # for people to open; only a report knows how to write them


def meant(
    format_: Format | None, output: Path | None, *, usual: Format = Format.text, pages: bool = False
) -> Format:
    """The format asked for, else the one the file's ending stands for, else the usual one.

    Pages are refused unless the command can write them.
    """
    by_ending = ENDINGS.get(output.suffix.lower(), usual) if output else usual
    chosen = format_ or by_ending
    if chosen in PAGES and not pages:
        refuse(f"this cannot be written as {chosen}; `dilemma report`, `assess` and `compare` can")
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line, besides the scenarios."""

    whose: Sequence[str] = ()
    settings: Sequence[str] = ()
    share: float | None = None
    evidence: Evidence = NOTHING
    run: Run = USUAL
    full: bool = False
    format_: Format | None = None
    output: Path | None = None
    pages: bool = False

    def __post_init__(self) -> None:
        """Refuses a format the command cannot write, before any work."""
        meant(self.format_, self.output, pages=self.pages)

    @property
    def format(self) -> Format:
        """The format asked for, else the one the file's ending stands for, else text."""
        return meant(self.format_, self.output, pages=self.pages)

    def edits(self, seen: Profile | None, scenario: Scenario) -> Edits:
        """The edits asked for, on one scenario through one pair of eyes."""
        made = api.edits(seen, self.settings, self.share, wrong=self.evidence.wrong)
        return self.evidence.on(made, scenario, self.run.today)

    @property
    def in_prose(self) -> bool:
        """Whether a person will read it, rather than a program."""
        return self.format in (Format.text, Format.markdown)


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
        from dilemma.report.compose.assessment import assessment

        documents = [assessment(result, found.scenario, full=full) for result in results]
        answer("\n".join(spelled(each, request.format, request.output) for each in documents), request.output)
    else:
        answer(as_data(results, request.format), request.output)


def compare_to(names: Sequence[str], request: Request) -> None:
    """Assesses several scenarios and puts them into one table."""
    if request.format in PAGES:
        from dilemma.cli.reports import comparison_to

        comparison_to(names, request)
        return
    run = replace(request.run, everything=not request.in_prose)
    found = api.compare(
        names, profiles=request.whose, settings=request.settings, share=request.share, run=run
    )
    if request.in_prose:
        from dilemma.report.compose.comparison import comparison

        answer(spelled(comparison(found), request.format, request.output), request.output)
    else:
        answer(as_data(found.assessments, request.format), request.output)


def show_to(name: str, *, scores: bool, sources: bool, format_: Format | None, output: Path | None) -> None:
    """Spells a scenario as a briefing, as its table of scores, or as its list of sources."""
    from dilemma.report.compose import briefing, cited_sources, score_table

    chosen = meant(format_, output)
    if chosen not in (Format.text, Format.markdown):
        refuse(f"a briefing cannot be written as {chosen}; use text or markdown")
    scenario = api.load(name).scenario
    compose = (
        score_table.score_table if scores else cited_sources.cited_sources if sources else briefing.briefing
    )
    answer(spelled(compose(scenario), chosen, output), output)


def spelled(document: Document, chosen: Format, output: Path | None) -> str:
    """A document as Markdown, or as text for this terminal; a file gets no colour."""
    if chosen is Format.markdown:
        from dilemma.report import as_markdown

        return as_markdown.write(document)
    from dilemma.report import as_text

    return as_text.write(document, width=width(), colour=colour() and output is None)


def as_data(results: Sequence[Assessment], chosen: Format) -> str:
    """Results for programs, straight from what was computed."""
    from dilemma.report import as_csv, as_json

    if chosen is Format.csv:
        return as_csv.write(results)
    return as_json.write_lines(results) if chosen is Format.jsonl else as_json.write(results)
