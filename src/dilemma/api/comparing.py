"""Cases assessed one after the other or by many workers, with the results in the order of the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dilemma.api.work import BatchResult, cut_jobs, run_job
from dilemma.batch.engines import Engine, ExecutorEngine, SerialEngine
from dilemma.batch.ordered import run_in_order
from dilemma.batch.pace import Pace
from dilemma.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.api.cases import Cases

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
    """Return the result itself; a named function, since workers have to import it."""
    return result
