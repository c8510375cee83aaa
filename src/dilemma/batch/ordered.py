"""Results in the order of the jobs, whatever order they are finished in, with few held at a time.

A job holds about a second's worth of cases, by the time that earlier jobs took.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from dilemma.errors import DilemmaError
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dilemma.batch.engines import Engine


_U = TypeVar("_U")
_R = TypeVar("_R")
_MOST_DEATHS = 3  # how often workers may die on a unit before it is given up


class WorkersLost(DilemmaError):
    """Workers died again and again on the unit that was to come next."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"workers died {_MOST_DEATHS} times in a row")


@dataclass(slots=True)
class _Task(Generic[_U, _R]):
    """A unit handed to the engine, and the future of its result."""

    unit: _U
    future: Future[_R]


def run_in_order(function: Callable[[_U], _R], units: Iterable[_U], engine: Engine) -> Iterator[_R]:
    """Do every unit and yield the results in the order of the units.

    Units are taken one by one as room becomes free, so their size may follow from what earlier ones cost.
    When workers die, the engine is renewed and unfinished units are done again.

    Args:
        function: what is done with one unit; a worker must be able to import it.
        units: the units of work, in order.
        engine: what does the work; its window is how many units may be under way or waiting to be yielded.

    Raises:
        WorkersLost: workers keep dying.
        Exception: what a unit raised, in its turn.
    """
    source = iter(units)
    waiting: deque[_Task[_U, _R]] = deque()
    deaths = 0
    while True:
        _fill(waiting, source, function, engine)
        if not waiting:
            return
        try:
            result = waiting[0].future.result()
        except engine.losses as loss:
            deaths += 1
            if deaths == _MOST_DEATHS:
                raise WorkersLost(str(waiting[0].unit)) from loss
            engine.renew()
            _send_again(waiting, function, engine)
            continue
        waiting.popleft()
        deaths = 0
        yield result


def _fill(
    waiting: deque[_Task[_U, _R]], source: Iterator[_U], function: Callable[[_U], _R], engine: Engine
) -> None:
    """Send units until the window is full or none is left."""
    while len(waiting) < engine.window:
        unit = next(source, None)
        if unit is None:
            return
        waiting.append(_Task(unit, _send(unit, function, engine)))


def _send(unit: _U, function: Callable[[_U], _R], engine: Engine) -> Future[_R]:
    """Give a unit to the engine; where its workers are dead, return a future that fails in its turn."""
    try:
        return engine.submit(function, unit)
    except engine.losses as loss:
        refused: Future[_R] = Future()
        refused.set_exception(loss)
        return refused


def _send_again(waiting: deque[_Task[_U, _R]], function: Callable[[_U], _R], engine: Engine) -> None:
    """Send every unit that was lost with its worker again."""
    for task in waiting:
        if not _is_done(task.future, engine):
            task.future = _send(task.unit, function, engine)


def _is_done(future: Future[_R], engine: Engine) -> bool:
    """Return whether a unit is finished, be it with an error of its own."""
    if not future.done() or future.cancelled():
        return False
    return not isinstance(future.exception(), engine.losses)


_TARGET_SECONDS = 1.0  # seconds; a scheduler spends about two milliseconds on a unit of any size
_MOST_CASES = 256  # cases; keeps a unit small where cases cost next to nothing
_GROWTH = 4  # times the largest unit so far, so that one lucky case does not make a unit of minutes


class Pace:
    """The cost of a case, learnt as units come back; the first unit is a single case."""

    def __init__(self) -> None:
        self._cases = 1
        self._largest = 1

    @property
    def cases(self) -> int:
        """The number of cases the next unit should hold."""
        return self._cases

    def record(self, cases: int, seconds: float) -> None:
        """Record the time a unit took its worker."""
        self._largest = max(self._largest, cases)
        wanted = round(_TARGET_SECONDS * cases / seconds) if seconds > 0 else _MOST_CASES
        self._cases = max(1, min(wanted, _GROWTH * self._largest, _MOST_CASES))
