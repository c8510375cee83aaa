"""The command `dilemma report`, and the page of `dilemma assess`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import options
from dilemma.report.formats.registry import Audience, Format, formats_for

if TYPE_CHECKING:
    from dilemma.cli.request import Request

# A memo is for people: in Markdown, unless something else is asked for.
_PROSE = (format_ for format_ in formats_for(Audience.screen) if format_ is not Format.markdown)
_WRITTEN = (Format.markdown, *formats_for(Audience.page), *_PROSE)


def report(
    name: options.Name,
    profiles: options.As = [],  # noqa: B006  typer copies it
    settings: options.Set = [],  # noqa: B006  typer copies it
    share: options.Share = None,
    seen: options.SeenOption = [],  # noqa: B006  typer copies it
    not_seen: options.NotSeen = [],  # noqa: B006  typer copies it
    observed: options.ObservedOption = None,
    later: options.Later = False,
    wrong: options.Wrong = [],  # noqa: B006  typer copies it
    samples: options.Samples = DEFAULT_SAMPLES,
    seed: options.Seed = DEFAULT_SEED,
    today: options.Today = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Mark every page as a draft; needed while there are placeholders.")
    ] = False,
    format_: Annotated[
        Format | None, options.format_option(*_WRITTEN, usual="markdown", by_ending=True)
    ] = None,
    output: options.Output = None,
) -> None:
    """Write a memo (Word, PDF, HTML or Markdown).

    \b
    Examples:
      dilemma report nato
      dilemma report nato --as frontline -o nato.html
      dilemma report climate --format pdf -o climate.pdf
      dilemma report nato --seen N6 --wrong congress -o today.docx
    """
    from dilemma.cli.request import Request

    request = Request(
        profiles=profiles,
        settings=settings,
        share=share,
        evidence=options.evidence_request(seen, not_seen, observed, wrong, later=later),
        run=Run(seed=seed, samples=samples, today=today),
        format_=format_,
        output=output,
        pages=True,
    )
    report_to(name, request, draft=draft)


def report_to(name: str, request: Request, *, draft: bool = False) -> None:
    """Write the memo on one scenario, from one perspective."""
    from dilemma.api import memo
    from dilemma.api.assess import assess_loaded, load
    from dilemma.api.viewpoints import find_profiles
    from dilemma.cli.errors import refuse
    from dilemma.cli.output import require_extra, write_document
    from dilemma.cli.request import choose_format
    from dilemma.cli.streams import answer
    from dilemma.scenario.edits.apply import apply_edits

    chosen = choose_format(request.format_, request.output, usual=Format.markdown, pages=True)
    if chosen.entry.audience is Audience.program:
        refuse(f"a report is not written as {chosen}; `dilemma assess {name} --format {chosen}` is")
    if request.endogenous:
        refuse(f"with --endogenous nothing is written as {chosen}; use text, json or csv")
    require_extra(chosen)
    loaded = load(name)
    viewpoints = find_profiles(request.profiles, loaded)
    if len(viewpoints) != 1:
        refuse("a report has one perspective; `dilemma compare` puts several side by side")
    memo.refuse_placeholders(loaded.scenario, draft=draft)
    edits = request.edits(viewpoints[0], loaded.scenario)
    request.say_what_is_not_counted(edits, loaded.scenario)
    result = assess_loaded(loaded, edits, replace(request.run, everything=True))
    view = apply_edits(loaded.scenario, edits)
    own = replace(request, evidence=request.evidence.of(loaded.scenario.id))
    issue = memo.AssessedIssue(name=name, result=result, view=view, loaded=loaded, edits=edits, request=own)
    document = memo.issue_document(issue, draft=draft)
    if chosen is Format.html:
        answer(memo.issue_page(issue, document), request.output)
    else:
        with memo.naming_field(view):
            write_document(document, chosen, request.output, result.today)
