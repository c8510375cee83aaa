"""Results come in the order of the units, whoever does them, and dead workers are made up for."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.batch.engines import SerialEngine
from dilemma.batch.ordered import _MOST_DEATHS, WorkersLost, run_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Shuffling:
    """An engine that does a unit only when somebody waits for it, others before it, in any order."""

    losses: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, window: int, seed: int, deaths: int = 0) -> None:
        self.window, self._draw, self._deaths = window, Random(seed), deaths
        self.held = self.most = self.renewed = 0
        self._waiting: list[tuple[Future[Any], Callable[[Any], Any], Any]] = []

    def submit(self, work: Callable[[Any], Any], unit: Any) -> Future[Any]:
        """Puts a unit in line, and does some of those in it."""
        future: Future[Any] = _Pulling(self)
        self._waiting.append((future, work, unit))
        self.held += 1
        self.most = max(self.most, self.held)
        return future

    def step(self) -> None:
        """Does one of the units in line, or loses all of them."""
        if self._deaths and self._draw.random() < 0.5:
            self._deaths -= 1
            for future, _, _ in self._waiting:
                future.set_exception(BrokenExecutor())
            self._waiting.clear()
            return
        future, work, unit = self._waiting.pop(self._draw.randrange(len(self._waiting)))
        future.set_result(work(unit))

    def renew(self) -> None:
        """Counts, and forgets what was lost."""
        self.renewed += 1


class _Pulling(Future[Any]):
    def __init__(self, engine: Shuffling) -> None:
        super().__init__()
        self._engine = engine

    def result(self, timeout: float | None = None) -> Any:
        while not self.done():
            self._engine.step()
        return super().result(timeout)


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(1, 9), st.integers(0, 1000))
def test_order_is_that_of_the_units(count: int, window: int, seed: int) -> None:
    """Whatever order units are finished in, the results are in the order they were asked in."""
    engine = Shuffling(window, seed)
    assert list(run_in_order(str, range(count), engine)) == [str(number) for number in range(count)]


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(0, 1000))
def test_few_units_are_held(count: int, window: int, seed: int) -> None:
    """No more units are taken from the source than the window beyond those yielded."""
    taken = 0

    def source() -> Iterator[int]:
        nonlocal taken
        while taken < count:
            taken += 1
            yield taken

    for yielded, _ in enumerate(run_in_order(str, source(), Shuffling(window, seed))):
        assert taken - yielded <= window


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 1000))
def test_what_dead_workers_left_is_done_again(count: int, seed: int) -> None:
    """Workers that die now and then change nothing but who does the work."""
    engine = Shuffling(4, seed, deaths=_MOST_DEATHS - 1)
    assert list(run_in_order(str, range(count), engine)) == [str(number) for number in range(count)]


def test_workers_that_keep_dying_are_given_up() -> None:
    """A unit that no worker survives ends the work, and is named."""
    with pytest.raises(WorkersLost, match="workers died 3 times in a row") as lost:
        list(run_in_order(_die, ["a", "b"], Shuffling(2, 0)))
    assert lost.value.unit == "a"


def _die(_unit: object) -> None:
    raise BrokenExecutor


def test_what_a_unit_raises_comes_in_its_turn() -> None:
    """An error of the work is raised where its result would have been, after those before it."""
    results = run_in_order(int, ["1", "2", "x", "4"], SerialEngine())
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(ValueError, match="invalid literal"):
        next(results)
