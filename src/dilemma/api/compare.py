"""The comparison of scenarios under profiles and variants: one result, made by one worker or many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from dilemma.api import arguments
from dilemma.api.jobs import BatchResult, cut_jobs, run_job
from dilemma.batch.engines import Engine, ExecutorEngine, SerialEngine
from dilemma.batch.ordered import Pace, run_in_order
from dilemma.errors import BadRequest, BadSetting, InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from dilemma.analysis.core.run import Run
    from dilemma.analysis.results.assessment import Assessment, Comparison
    from dilemma.api.arguments import Name, Settings, Signposts
    from dilemma.api.cases import Cases
    from dilemma.scenario.library import Library


@arguments.usable_paths()
def compare(
    names: Sequence[Name],
    *,
    profiles: Sequence[Name] = (),
    settings: Settings = (),
    vary: Settings = (),
    share: float | None = None,
    seen: Signposts = (),
    observed: Name | None = None,
    wrong: Sequence[str] = (),
    run: Run | None = None,
    library: Library | None = None,
    executor: Executor | None = None,
) -> Comparison:
    """Assess several scenarios under several profiles, in the order given.

    >>> result = dilemma.compare(["nato", "climate"], vary={"futures.rupture.chance": [0.1, 0.5]})
    >>> [assessment.recommendation.option for assessment in result.assessments]
    ['enmesh', 'counter', 'enmesh', 'counter_quiet']

    Args:
        names: scenarios by name or path.
        profiles: profiles by name or path; empty for the framework's choice, `all` for every profile that
            applies.
        settings: what-ifs applied to each of them, as a mapping from path to value or a list of `PATH=VALUE`.
        vary: what-ifs of several values, such as `futures.rupture.chance=0.1:0.5:5`, or a mapping from path
            to a list of values; several span a grid.
        share: the share of partners that act, in each of them; None for the assumed one.
        seen: signposts, true if observed, false if looked for in vain, or a list of those observed; `ID`
            for every scenario that has it, or `SCENARIO:ID` for one.
        observed: an observations file by name or path.
        wrong: assumptions marked as wrong, as `ID` or `SCENARIO:ID`.
        run: seed, samples and so on, for each of them; None for the defaults.
        library: where files are looked up; None for the standard places.
        executor: where the work is done, any executor whose workers can import this program; None for this
            process. The results are the same, and the executor is not shut down.

    Raises:
        DilemmaError: as for `assess`.
    """
    from dilemma.analysis.results.assessment import Comparison  # noqa: PLC0415  numpy is slow to import and not always needed
    from dilemma.api.cases import cases  # noqa: PLC0415  one scenario alone needs none of it
    from dilemma.api.request import RunRequest  # noqa: PLC0415  as above
    from dilemma.scenario.edits.vary import parse_grid  # noqa: PLC0415  as above

    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise BadRequest(f"`executor` is one of `concurrent.futures`, or like one; it cannot be {executor!r}")
    typed = arguments.settings_list(settings)
    request = RunRequest(
        settings=typed,
        share=arguments.number_argument("share", share, BadSetting),
        evidence=arguments.evidence_argument(seen, observed, wrong),
        run=arguments.run_argument(run),
    )
    scenarios = arguments.name_list("names", names, "`['nato', 'climate']`")
    if not scenarios:
        raise BadRequest("`names` is empty; a comparison needs one scenario or more, such as `['nato']`")
    batch = cases(
        scenarios,
        arguments.name_list("profiles", profiles, "`['frontline', 'realist']`"),
        parse_grid(arguments.grid_list(vary), typed),
        request,
        arguments.library_argument(library),
    )
    return Comparison(assessments=tuple(assessments(batch, executor)))


T = TypeVar("T")


def run_jobs(
    cases: Cases, render: Callable[[Assessment], T], engine: Engine, *, skip: int = 0
) -> Iterator[BatchResult[T]]:
    """Yield the results of the cases after the first `skip`, job by job, in order.

    Raises:
        WorkersLost: workers keep dying.
    """
    pace = Pace()
    for result in run_in_order(run_job, cut_jobs(cases, pace, render, skip=skip), engine):
        pace.record(len(result.outcomes), result.seconds)
        yield result


def assessments(cases: Cases, executor: Executor | None = None) -> Iterator[Assessment]:
    """Yield the assessments, in order, holding few of them at a time.

    Args:
        cases: the cases.
        executor: where the work is done; None for this process.

    Raises:
        DilemmaError, OSError: as for `assess`, of the first at fault.
        InternalError: a worker met a bug in this program.
    """
    engine: Engine = ExecutorEngine(executor) if executor is not None else SerialEngine()
    for batch_result in run_jobs(cases, _identity, engine):
        for outcome in batch_result.outcomes:
            if outcome.fault is not None:
                raise outcome.fault
            if outcome.crash is not None:
                raise InternalError(outcome.crash)
            if outcome.found is not None:
                yield outcome.found


def _identity(result: Assessment) -> Assessment:
    """Return the result without its scenario, which is large; a named function, since workers import it."""
    return replace(result, scenarios=())
