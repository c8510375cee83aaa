"""The run of `dilemma compare`: its cases from patterns and folders, the work, and the exit code of all.

A case at fault is reported while the others go on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from dilemma import __version__
from dilemma.api.cases import Cases, cases
from dilemma.api.compare import run_jobs
from dilemma.api.request import RunRequest
from dilemma.batch.engines import (
    CLUSTER_PACKAGE,
    NoCluster,
    cluster_engine,
    is_cluster,
    process_engine,
)
from dilemma.batch.ledger import CaseFault
from dilemma.batch.ordered import WorkersLost
from dilemma.cli import COMMAND_AT_FAULT, FILE_AT_FAULT, INTERNAL_ERROR, INTERRUPTED
from dilemma.cli.comparison_output import ProgressBar, RowSink, Sink, TableSink, open_store
from dilemma.cli.errors import explain_error, refuse, report_bug
from dilemma.cli.file_names import expand_profiles, expand_scenarios
from dilemma.cli.output import require_extra, require_package, write_document
from dilemma.cli.streams import answer, say
from dilemma.errors import BadSetting, FaultyFile
from dilemma.records import dataclass
from dilemma.report.formats.registry import Audience, Format, formats_for
from dilemma.report.sections.comparison import side_by_side_document, summaries_document, summarize_result
from dilemma.report.text import sanitize
from dilemma.scenario.edits.vary import SettingGrid, parse_grid
from dilemma.scenario.excerpt import render_problems
from dilemma.scenario.parse import display_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.api.compare import BatchResult, Outcome
    from dilemma.cli.request import Request
    from dilemma.errors import Crash
    from dilemma.report.formats.registry import RowLayout
    from dilemma.report.sections.comparison import ResultSummary


def new_faults(outcomes: Iterable[Outcome[Any]], before: Sequence[CaseFault]) -> list[CaseFault]:
    """Return the new faults of the cases; the same words about several cases are said once."""
    faults = dict.fromkeys(
        _fault(outcome, outcome.fault) for outcome in outcomes if outcome.fault is not None
    )
    return [fault for fault in faults if fault not in before]


def _fault(outcome: Outcome[Any], error: Exception) -> CaseFault:
    if isinstance(error, FaultyFile):
        return CaseFault(render_problems(error.problems), FILE_AT_FAULT)
    case = outcome.case
    message = explain_error(error, "--set or --vary" if case.settings else "--set")
    if isinstance(error, OSError) and error.filename:  # where there is nothing at all, it was refused before
        return CaseFault(sanitize(f"error: {message}"), FILE_AT_FAULT)
    if f"`{case.scenario.stem}`" not in message and not isinstance(error, OSError):
        message = f"{_scenario_name(case.scenario)}: {message}"
    return CaseFault(sanitize(f"error: {message}"), COMMAND_AT_FAULT)


def _scenario_name(path: Path) -> str:
    """Return what to call a scenario: its path where that is short, else its name."""
    called = display_path(path)
    return path.stem if Path(called).is_absolute() else called


T = TypeVar("T")
_MOST_IN_MEMORY = 100_000  # cases of a table; nobody reads as many, and ten times more would fill a laptop


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How the cases are to be done, besides what is asked of them."""

    vary: Sequence[str] = ()
    jobs: int = 1
    cluster: str | None = None
    resume: bool = False

    def refuse_what_cannot_be_meant(self, request: Request) -> None:
        """End where options contradict one another."""
        if self.resume and request.format.entry.rows is None:
            formats = ", ".join(reversed(formats_for(Audience.program)))
            refuse(f"--resume needs a format that is written case by case ({formats}), not {request.format}")
        if self.resume and request.output is None:
            refuse("--resume needs the file that is to be written; name it with -o")
        if self.cluster is not None and self.jobs > 1:
            refuse("--jobs is for this machine and --cluster for others; give one of them")
        if self.cluster is not None and not is_cluster(self.cluster):
            refuse(f"`{self.cluster}` is no cluster; write tcp://HOST:PORT, or local:N for a trial")
        if self.cluster is not None:
            require_package(CLUSTER_PACKAGE, CLUSTER_PACKAGE, "--cluster")


def compare_to(names: Sequence[str], request: Request, work: BatchOptions) -> None:
    """Assess every scenario under every profile in every variant, and write the results."""
    work.refuse_what_cannot_be_meant(request)
    require_extra(request.format)
    every = _cases(names, request, _grid(work.vary, request.settings))
    bugs = _Bugs()
    make_layout = request.format.entry.rows
    if make_layout is None:
        taken = _table(every, request, work, bugs)
    else:
        layout = make_layout(len(every), every.variants.paths)
        taken = _rows(every, layout, request, work, bugs)
    bugs.tell_count()
    code = INTERNAL_ERROR if bugs else min((fault.code for fault in taken.faults), default=0)
    if code:
        raise typer.Exit(code)


def _grid(vary: Sequence[str], settings: Sequence[str]) -> SettingGrid:
    try:
        return parse_grid(vary, settings)
    except BadSetting as bad:
        refuse(f"--vary: {bad}")


def _cases(names: Sequence[str], request: Request, variants: SettingGrid) -> Cases:
    case_request = RunRequest(
        settings=tuple(request.settings),
        share=request.share,
        evidence=request.evidence,
        run=replace(request.run, everything=request.format.entry.every_measure),
        rows_only=request.format.entry.rows_only,
    )
    return cases(expand_scenarios(names), expand_profiles(request.profiles), variants, case_request)


def _rows(every: Cases, layout: RowLayout, request: Request, work: BatchOptions, bugs: _Bugs) -> Sink[Any]:
    """Write results one after the other."""
    origin = {"version": __version__, "format": request.format.value}
    kept = open_store(
        request.output, lambda: {**origin, **every.fingerprint()}, cases=len(every), resume=work.resume
    )
    to = RowSink(layout, kept)
    with closing(to):
        for fault in to.faults:  # of an earlier run, so that they are not lost
            say(fault.said)
        on_screen = request.output is None and sys.stdout.isatty()
        _run_cases(every, layout.spell, work, to, bugs, with_bar=not on_screen)
        to.finish()
    return to


def _table(every: Cases, request: Request, work: BatchOptions, bugs: _Bugs) -> Sink[Any]:
    """Write all results at the end, for a table has to know them all."""
    if len(every) > _MOST_IN_MEMORY:
        refuse(
            f"{len(every):,} cases are too many for {request.format}, which has to know all of them first; "
            f"choose --format csv or jsonl, or at most {_MOST_IN_MEMORY:,} cases"
        )
    to = TableSink()
    _run_cases(every, summarize_result, work, to, bugs)
    if to.results:
        _write_table(to.results, request)
    return to


def _write_table(results: Sequence[ResultSummary], request: Request) -> None:
    """Write what is to stand in one table, in any format that people read."""
    if request.format is Format.html:
        from dilemma.report.formats.html import write_comparison

        answer(write_comparison(results), request.output)
        return
    compose = summaries_document if request.audience is Audience.screen else side_by_side_document
    write_document(compose(results), request.format, request.output, max(result.today for result in results))


def _run_cases(
    every: Cases,
    spell: Callable[[Assessment], T],
    work: BatchOptions,
    to: Sink[T],
    bugs: _Bugs,
    *,
    with_bar: bool = True,
) -> None:
    """Have all cases done that are not done yet, and hand them on in order."""
    bar = ProgressBar(len(every), to.progress.cases, wanted=with_bar)
    engines = cluster_engine(work.cluster, __version__) if work.cluster else process_engine(work.jobs)
    try:
        with engines as engine:
            for unit in run_jobs(every, spell, engine, skip=to.progress.cases):
                _take(unit, to, bar, bugs)
    except KeyboardInterrupt:
        bar.clear()
        count = f"stopped after {to.progress.cases:,} of {len(every):,} cases"
        say(f"{count}{to.kept()}")
        raise typer.Exit(INTERRUPTED) from None
    except NoCluster as gone:
        bar.clear()
        refuse(f"{gone}{to.kept() if to.progress.cases else ''}")
    except WorkersLost as lost:
        bar.clear()
        refuse(
            f"{lost} while working on {lost.unit}; the usual cause is too little memory, "
            f"so try fewer --jobs or fewer --samples{to.kept()}"
        )
    finally:
        bar.clear()


def _take(unit: BatchResult[T], to: Sink[T], bar: ProgressBar, bugs: _Bugs) -> None:
    """Hand on the results of a unit, and say what was at fault."""
    for crashed, group in groupby(unit.outcomes, key=lambda outcome: outcome.crash is not None):
        outcomes = list(group)
        if crashed:
            bar.clear()
            for outcome in outcomes:
                bugs.tell(outcome)
                to.skip()
            continue
        results = [outcome.found for outcome in outcomes if outcome.found is not None]
        faults = new_faults(outcomes, to.faults)
        to.take(results, cases=len(outcomes), faults=faults)
        if faults:
            bar.clear()
            say("\n".join(fault.said for fault in faults))
    bar.show(to.progress.cases)


class _Bugs:
    """The bugs that workers met, each reported once, with what was being worked on when it first showed."""

    def __init__(self) -> None:
        self._told: set[Crash] = set()
        self._again = 0

    def __bool__(self) -> bool:
        """Return whether there was any."""
        return bool(self._told)

    def tell(self, outcome: Outcome[Any]) -> None:
        """Report the bug that kept a case from being done, or count it if it was reported already."""
        assert outcome.crash is not None
        crash, scenario = outcome.crash._replace(text=""), _scenario_name(outcome.case.scenario)
        if crash in self._told:
            self._again += 1
            return
        self._told.add(crash)
        report_bug(crash, where=sanitize(f"; {scenario} is left out, the rest goes on"))

    def tell_count(self) -> None:
        """Say how many more cases a reported bug kept from being done, if any."""
        if self._again:
            cases = f"{self._again:,} more case{'s' * (self._again > 1)}"
            say(f"error: the same bug kept {cases} from being done")
