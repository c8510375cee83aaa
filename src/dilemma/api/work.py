"""Units of work: texts in, results out, so that any worker anywhere can do them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

from dilemma.api.assessing import assess_loaded, edits
from dilemma.api.eyes import ALL, applicable, eyes
from dilemma.api.nobody import nobody
from dilemma.errors import Crash, DilemmaError, crash_of
from dilemma.scenario.library import Library
from dilemma.scenario.load import applicable_profile, load_scenario
from dilemma.scenario.reading.at_hand import instead_of_the_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from dilemma.analysis.results import Assessment
    from dilemma.api.cases import Asked, Case, Cases
    from dilemma.batch.pace import Pace
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.model import Profile

T = TypeVar("T")
R = TypeVar("R")
AT_FAULT = (DilemmaError, OSError)  # what can be wrong with a request or a file


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of a case: what was found, or what is at fault; neither where the profile does not apply.

    Attributes:
        case: the case.
        found: its result, as the unit spells it.
        fault: what is wrong with the request or a file.
        crash: the bug in this program that kept it from being done.
    """

    case: Case
    found: T | None = None
    fault: Exception | None = None
    crash: Crash | None = None

    @property
    def passed_over(self) -> bool:
        """Whether the profile does not apply, and need not."""
        return self.found is None and self.fault is None and self.crash is None


@dataclass(frozen=True, slots=True)
class Part:
    """Some cases of one scenario, with its text, and what to call it where its id is not enough."""

    text: bytes | OSError
    cases: tuple[Case, ...]
    called: str | None = None


@dataclass(frozen=True, slots=True)
class Unit(Generic[T]):
    """Cases to be done together: everything they need, in plain data.

    Attributes:
        parts: the cases, scenario by scenario.
        texts: all other files, under the paths they have here.
        roots: the folders of the library.
        asked: what is asked of each case.
        spell: what to make of each result where it was worked out; a function that can be imported.
    """

    parts: tuple[Part, ...]
    texts: Mapping[Path, bytes]
    roots: tuple[Path, ...]
    asked: Asked
    spell: Callable[[Assessment], T]

    def __str__(self) -> str:
        """The scenarios, for a sentence."""
        return ", ".join(f"`{part.cases[0].scenario.stem}`" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of a unit, case by case, and the seconds it took its worker."""

    outcomes: tuple[Outcome[T], ...]
    seconds: float


def units(cases: Cases, pace: Pace, spell: Callable[[Assessment], T], *, skip: int = 0) -> Iterator[Unit[T]]:
    """The cases after the first `skip`, cut into units of the size that the pace says at the time."""
    left = islice(cases, skip, None)
    while taken := tuple(islice(left, pace.cases)):
        yield _unit(cases, taken, spell)


def _unit(cases: Cases, taken: Iterable[Case], spell: Callable[[Assessment], T]) -> Unit[T]:
    by_scenario = groupby(taken, key=lambda case: case.scenario)
    parts = tuple(Part(cases.text(path), tuple(own), cases.called(path)) for path, own in by_scenario)
    texts: dict[Path, bytes] = {}
    for part in parts:
        texts |= cases.beside(part.cases[0].scenario)
    return Unit(parts, texts, cases.library.roots, cases.asked, spell)


def work(unit: Unit[T]) -> Done[T]:
    """Does a unit, from nothing but what it holds."""
    begun = perf_counter()
    outcomes = tuple(chain.from_iterable(_part(unit, part) for part in unit.parts))
    return Done(outcomes, perf_counter() - begun)


def _part(unit: Unit[T], part: Part) -> list[Outcome[T]]:
    path = part.cases[0].scenario
    if isinstance(part.text, OSError):
        return [Outcome(case, fault=part.text) for case in part.cases]
    with instead_of_the_disk({**unit.texts, path: part.text}):
        return _results(unit, part)


def _results(unit: Unit[T], part: Part) -> list[Outcome[T]]:
    """What came of the cases of one scenario, its text and those of all other files at hand."""
    path, library = part.cases[0].scenario, Library(unit.roots)
    desk = _attempt(lambda: _Desk(load_scenario(path, library), library, unit.asked, part.called))
    if not isinstance(desk, _Desk):
        return [_failure(case, desk) for case in part.cases]
    outcomes = [_outcome(desk, case, unit.spell) for case in part.cases]
    if all(each.passed_over for each in outcomes):
        anybody = _attempt(desk.anybody)
        if not isinstance(anybody, bool):
            return [_failure(case, anybody) for case in part.cases]
        if not anybody:
            return [Outcome(case, fault=nobody([path.stem])) for case in part.cases]
    return outcomes


def _outcome(desk: _Desk, case: Case, spell: Callable[[Assessment], T]) -> Outcome[T]:
    def assessed() -> Outcome[T]:
        if case.willing and case.eyes is not None:
            profile = desk.applicable(case.eyes)
            if profile is None:
                return Outcome(case)
        else:
            profile = desk.eyes(case.eyes)
        return Outcome(case, spell(desk.assessed(profile, case)))

    outcome = _attempt(assessed)
    return outcome if isinstance(outcome, Outcome) else _failure(case, outcome)


def _attempt(task: Callable[[], R]) -> R | DilemmaError | OSError | Crash:
    """Return what a task gives; else what is at fault, or the bug it met, so that other cases go on.

    Memory that does not suffice is no bug, and likely to be missing for the next case too: it ends the unit.
    """
    try:
        return task()
    except AT_FAULT as fault:
        return fault
    except MemoryError:
        raise
    except Exception as bug:
        return crash_of(bug)


def _failure(case: Case, reason: DilemmaError | OSError | Crash) -> Outcome[T]:
    return Outcome(case, crash=reason) if isinstance(reason, Crash) else Outcome(case, fault=reason)


class _Desk:
    """A scenario laid out to be assessed many times, each profile read once."""

    def __init__(self, found: Loaded, library: Library, asked: Asked, called: str | None) -> None:
        self._found, self._library, self._asked, self._called = found, library, asked, called
        self._eyes: dict[str | None, Profile | None] = {}
        self._applicable: dict[str, Profile | None] = {}

    def eyes(self, name: str | None) -> Profile | None:
        """The profile meant by a name; `all` is left here only where it is nobody."""
        if name == ALL:
            raise nobody([self._found.scenario.id])
        if name not in self._eyes:
            self._eyes[name] = eyes(name, self._found, self._library)
        return self._eyes[name]

    def applicable(self, name: str) -> Profile | None:
        """The profile of a name; None where it has no weights for the scenario."""
        if name not in self._applicable:
            path = self._library.near(self._found.scenario.path).find("profile", name)
            self._applicable[name] = applicable_profile(path, self._found.scenario)
        return self._applicable[name]

    def anybody(self) -> bool:
        """Whether anybody at all has weights for the scenario."""
        return bool(applicable(self._found.scenario, self._library)[0])

    def assessed(self, seen: Profile | None, case: Case) -> Assessment:
        """The assessment of a case."""
        asked, scenario = self._asked, self._found.scenario
        told = asked.told.of(scenario.id)
        made = edits(seen, (*asked.settings, *case.settings), asked.share)
        made = told.on(made, scenario, today=asked.run.today, library=self._library)
        result = assess_loaded(self._found, made, asked.run, library=self._library, others=False)
        if self._called is None:
            return result
        return replace(result, scenario=replace(result.scenario, id=self._called))
