"""Results in the order of the units, whatever order they are finished in, with few held at a time."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from dilemma.errors import DilemmaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dilemma.batch.engines import Engine

U = TypeVar("U")
R = TypeVar("R")
PATIENCE = 3  # how often workers may die on a unit before it is given up


class WorkersLost(DilemmaError):
    """Workers died again and again on the unit that was to come next."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"workers died {PATIENCE} times in a row")


@dataclass(slots=True)
class _Sent(Generic[U, R]):
    unit: U
    future: Future[R]


def ordered(work: Callable[[U], R], units: Iterable[U], engine: Engine) -> Iterator[R]:
    """Does every unit and yields the results in the order of the units.

    Units are taken one by one as room becomes free, so their size may follow from what earlier ones cost.
    When workers die, the engine is renewed and what was not finished is done again.

    Args:
        work: a function that a worker can import, of one unit.
        units: the work, in order.
        engine: who does it, and how many units may be under way or waiting to be yielded.

    Raises:
        WorkersLost: workers keep dying.
        Exception: what a unit raised, in its turn.
    """
    source = iter(units)
    waiting: deque[_Sent[U, R]] = deque()
    deaths = 0
    while True:
        _fill(waiting, source, work, engine)
        if not waiting:
            return
        try:
            result = waiting[0].future.result()
        except engine.losses as loss:
            deaths += 1
            if deaths == PATIENCE:
                raise WorkersLost(str(waiting[0].unit)) from loss
            engine.renew()
            _send_again(waiting, work, engine)
            continue
        waiting.popleft()
        deaths = 0
        yield result


def _fill(waiting: deque[_Sent[U, R]], source: Iterator[U], work: Callable[[U], R], engine: Engine) -> None:
    """Sends units until the window is full or none is left."""
    while len(waiting) < engine.window:
        unit = next(source, None)
        if unit is None:
            return
        waiting.append(_Sent(unit, _send(unit, work, engine)))


def _send(unit: U, work: Callable[[U], R], engine: Engine) -> Future[R]:
    """Gives a unit to the engine; one whose workers are dead refuses it, which is found out in its turn."""
    try:
        return engine.submit(work, unit)
    except engine.losses as loss:
        refused: Future[R] = Future()
        refused.set_exception(loss)
        return refused


def _send_again(waiting: deque[_Sent[U, R]], work: Callable[[U], R], engine: Engine) -> None:
    for each in waiting:
        if not _is_done(each.future, engine):
            each.future = _send(each.unit, work, engine)


def _is_done(future: Future[R], engine: Engine) -> bool:
    """Whether a unit came to its end, be it an error of its own."""
    if not future.done() or future.cancelled():
        return False
    return not isinstance(future.exception(), engine.losses)
