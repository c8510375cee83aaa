"""Cases worked out one after the other or by many workers, and given back in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dilemma.api.work import Done, units, work
from dilemma.batch.engines import Engine, Given, Serial
from dilemma.batch.ordered import ordered
from dilemma.batch.pace import Pace
from dilemma.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from dilemma.analysis.results import Assessment
    from dilemma.api.cases import Cases

T = TypeVar("T")


def done(
    cases: Cases, spell: Callable[[Assessment], T], engine: Engine, *, skip: int = 0
) -> Iterator[Done[T]]:
    """What comes of the cases after the first `skip`, unit by unit, in order.

    Raises:
        WorkersLost: workers keep dying.
    """
    pace = Pace()
    for each in ordered(work, units(cases, pace, spell, skip=skip), engine):
        pace.took(len(each.outcomes), each.seconds)
        yield each


def assessments(cases: Cases, executor: Executor | None = None) -> Iterator[Assessment]:
    """The assessments, in order, few of them held at a time; done here where nobody brings an executor.

    Raises:
        DilemmaError, OSError: as for `assess`, of the first at fault.
        InternalError: a worker met a bug in this program.
    """
    engine: Engine = Given(executor) if executor is not None else Serial()
    for unit in done(cases, itself, engine):
        for outcome in unit.outcomes:
            if outcome.fault is not None:
                raise outcome.fault
            if outcome.crash is not None:
                raise InternalError(outcome.crash)
            if outcome.found is not None:
                yield outcome.found


def itself(result: Assessment) -> Assessment:
    """The whole result."""
    return result
