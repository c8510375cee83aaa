"""The commands `dilemma assess` and `dilemma show`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.analysis.core.run import DEFAULT_SAMPLES, DEFAULT_SEED, Run
from dilemma.cli import options
from dilemma.report.formats.registry import Audience, Format, formats_for

if TYPE_CHECKING:
    from dilemma.cli.request import Request
    from dilemma.report.document import Document


def assess(
    name: options.Name,
    profiles: options.As = [],  # noqa: B006  typer copies it
    settings: options.Set = [],  # noqa: B006  typer copies it
    share: options.Share = None,
    seen: options.SeenOption = [],  # noqa: B006  typer copies it
    not_seen: options.NotSeen = [],  # noqa: B006  typer copies it
    observed: options.ObservedOption = None,
    later: options.Later = False,
    wrong: options.Wrong = [],  # noqa: B006  typer copies it
    endogenous: options.Endogenous = False,
    full: options.Full = False,
    samples: options.Samples = DEFAULT_SAMPLES,
    seed: options.Seed = DEFAULT_SEED,
    precision: options.Precision = None,
    today: options.Today = None,
    explain: options.Explain = None,
    format_: options.PageOption = None,
    table: options.TableOption = None,
    draws: options.Draws = None,
    output: options.Output = None,
) -> None:
    """Score the options: which leads, and how robustly.

    \b
    Examples:
      dilemma assess nato
      dilemma assess nato --as frontline --full
      dilemma assess climate --set futures.rupture.chance=50% --format json
      dilemma assess nato --seen N6 --not-seen N1
      dilemma assess nato --endogenous
      dilemma assess nato --as all --table signposts -o signposts.csv
      dilemma assess --explain minimax-regret
    """
    from dilemma.cli.request import Request

    request = Request(
        profiles=profiles,
        settings=settings,
        share=share,
        evidence=options.evidence_request(seen, not_seen, observed, wrong, later=later),
        endogenous=endogenous,
        run=Run(seed=seed, samples=samples, precision=precision, today=today),
        full=full,
        format_=format_,
        output=output,
        pages=True,
        table=table,
    )
    _assess_to(name, request, draws)


def _draws_to(name: str, request: Request, path: Path) -> None:
    """Write the draws behind the shares for other programs, before the answer itself."""
    from dilemma.api.assess import draws_of_loaded, load
    from dilemma.api.viewpoints import find_profiles
    from dilemma.cli.errors import refuse
    from dilemma.cli.output import require_package
    from dilemma.cli.streams import say
    from dilemma.report.formats.csv import DRAW_SUFFIXES, PARQUET, write_draws
    from dilemma.whole_file import write_whole

    suffix = path.suffix.lower()
    if suffix not in DRAW_SUFFIXES:
        refuse(f"{path.name} does not say how to write draws; end the file in .csv or .parquet")
    if suffix == PARQUET:
        require_package("pyarrow", "pyarrow", "a file of draws in Parquet")
    loaded = load(name)
    viewpoints = find_profiles(request.profiles, loaded)
    if len(viewpoints) != 1:
        refuse("draws are those of one perspective; name one with --as")
    table = draws_of_loaded(loaded, request.edits(viewpoints[0], loaded.scenario), request.run)
    write_whole(path, write_draws(table, suffix))
    say(f"wrote {path}")


def _assess_to(name: str, request: Request, draws: Path | None) -> None:
    """Assess one scenario, through one or several pairs of eyes, and write its draws if they are wanted."""
    from dilemma.api.assess import assess_loaded, load
    from dilemma.api.viewpoints import find_profiles
    from dilemma.cli.output import write_results

    if draws is not None:
        _draws_to(name, request, draws)
    if request.audience is Audience.page:
        from dilemma.cli.commands.report import report_to

        report_to(name, request)
        return
    loaded = load(name)
    run = replace(request.run, everything=request.everything)
    viewpoints = find_profiles(request.profiles, loaded)
    edits = [request.edits(profile, loaded.scenario) for profile in viewpoints]
    results = [assess_loaded(loaded, each, run) for each in edits]

    def compose() -> list[Document]:
        from dilemma.report.sections.assessment import assessment_document

        return [assessment_document(result, loaded.scenario, full=request.everything) for result in results]

    write_results(results, request, compose, day=lambda: results[0].today)
    request.say_what_is_not_counted(edits[0], loaded.scenario)  # after it, for the first screen has 24 lines


def show(
    name: options.Name,
    scores: Annotated[
        bool, typer.Option("--scores", help="Show every score with its reason and source.")
    ] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="Show every source: who claims what, and which scores cite it.")
    ] = False,
    format_: Annotated[
        Format | None, options.format_option(*formats_for(Audience.screen), by_ending=True)
    ] = None,
    output: options.Output = None,
) -> None:
    """Read a scenario or a profile as a briefing.

    \b
    Examples:
      dilemma show nato
      dilemma show frontline
      dilemma show nato --scores
      dilemma show nato --sources
    """
    from dilemma.cli.errors import refuse
    from dilemma.cli.output import render_document
    from dilemma.cli.request import choose_format
    from dilemma.cli.streams import answer
    from dilemma.report.text import join_names

    chosen = choose_format(format_, output)
    if chosen.entry.audience is not Audience.screen:
        refuse(
            f"a briefing cannot be written as {chosen}; use {join_names(formats_for(Audience.screen), 'or')}"
        )
    document = _briefing(name, scores=scores, sources=sources)
    answer(render_document(document, chosen, output), output)


def _briefing(name: str, *, scores: bool, sources: bool) -> Document:
    """Return the briefing on a scenario, or on a profile where no scenario goes by the name."""
    from dilemma.api.assess import load
    from dilemma.cli.errors import refuse
    from dilemma.report.sections import briefing
    from dilemma.report.sections import sources as cited_sources
    from dilemma.scenario.library import standard_library

    profile = standard_library().all("profile").get(name)
    if profile is not None and name not in standard_library().all("scenario"):
        if scores or sources:
            refuse(f"`{name}` is a profile, which has no scores or sources; leave the option out")
        return _profile_briefing(profile)
    scenario = load(name).scenario
    if scores:
        return briefing.score_table_document(scenario)
    return cited_sources.sources_document(scenario) if sources else briefing.briefing_document(scenario)


def _profile_briefing(path: Path) -> Document:
    """Return the briefing on a profile, with the names that the scenarios in it give their parts."""
    from dilemma.errors import FaultyFile
    from dilemma.report.sections.catalogue import profile_document
    from dilemma.scenario.library import standard_library
    from dilemma.scenario.load import load_all_sources, load_profile, load_scenario

    library = standard_library()
    profile = load_profile(path, load_all_sources(library))
    issues = {*profile.file.weights, *(key for entry in profile.file.adjustments for key in entry.scenarios)}
    scenarios = {}
    for key, file in library.all("scenario").items():
        if key in issues:
            with suppress(FaultyFile):  # its ids stand for the names of a file that does not load
                scenarios[key] = load_scenario(file, library).scenario
    return profile_document(profile, scenarios)
