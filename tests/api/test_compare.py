"""A comparison is the same whoever works it out, and says what it was worked out with."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.cases import cases
from dilemma.api.compare import BatchJob, assessments, cut_jobs
from dilemma.api.request import RunRequest
from dilemma.batch.engines import limit_to_one_thread
from dilemma.batch.ordered import Pace
from dilemma.errors import BadSetting, FaultyFile, UnknownName, UnusablePath
from dilemma.scenario.edits.vary import parse_grid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUICK = Run(samples=64, everything=False)
NAMES = ["order", "nato"]
WHOSE = ["realist", "none"]
CHANCES = "futures.rupture.chance=0.1:0.5:3"


class Backwards(Executor):
    """Does nothing until somebody waits, and then the last unit first."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Puts a unit in line."""
        future: Future[Any] = _Waited(self._waiting)
        self._waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        return future


class _Waited(Future[Any]):
    def __init__(self, waiting: list[Callable[[], None]]) -> None:
        super().__init__()
        self._waiting = waiting

    def result(self, timeout: float | None = None) -> Any:
        while self._waiting:
            self._waiting.pop()()
        return super().result(timeout)


def test_the_result_is_the_same_whoever_works_it_out() -> None:
    """One process, threads, processes of their own, and a queue done backwards give equal assessments."""
    asked: dict[str, Any] = {"profiles": WHOSE, "vary": [CHANCES], "run": QUICK}
    here = dilemma.compare(NAMES, **asked)
    assert len(here.assessments) == 12
    with ThreadPoolExecutor(3) as threads:
        assert dilemma.compare(NAMES, **asked, executor=threads) == here
    spawn = get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn, initializer=limit_to_one_thread) as processes:
        assert dilemma.compare(NAMES, **asked, executor=processes) == here
    assert dilemma.compare(NAMES, **asked, executor=Backwards()) == here


def test_cases_are_in_one_order_and_say_their_settings() -> None:
    """Scenarios change slowest, variants fastest, and each result names the values it was made with."""
    found = dilemma.compare(NAMES, profiles=WHOSE, vary=[CHANCES], settings=["rules.too_close=1"], run=QUICK)
    assert [
        (each.scenario.id, each.profile.id if each.profile else "none", each.settings)
        for each in found.assessments
    ] == [
        (name, eyes, {"rules.too_close": 1, "futures.rupture.chance": chance})
        for name in NAMES
        for eyes in WHOSE
        for chance in (0.1, 0.3, 0.5)
    ]


def test_a_varied_case_is_that_of_one_what_if() -> None:
    """Varying is setting, one value after the other."""
    varied = dilemma.compare(["nato"], vary=["futures.rupture.chance=0.1,0.4"], run=QUICK).assessments
    for value, result in zip((0.1, 0.4), varied, strict=True):
        alone = dilemma.compare(["nato"], settings=[f"futures.rupture.chance={value}"], run=QUICK)
        assert alone.assessments == (result,)


def test_without_settings_none_are_named() -> None:
    """A result of the file as it stands has no settings."""
    assert dilemma.compare(["order"], run=QUICK).assessments[0].settings is None


def test_assessments_come_as_they_are_done() -> None:
    """The first can be looked at before the others are worked out."""
    found = assessments(cases(["nato"], ["all"], request=RunRequest(run=QUICK)))
    first = next(found)
    assert first.profile is not None
    assert first.profile.id == "climate-vulnerable"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"names": ["nato", "nto"]}, UnknownName),
        ({"names": ["nato"], "profiles": ["nobody"]}, UnknownName),
        ({"names": ["nato"], "vary": ["weights.cst=1,2"]}, BadSetting),
        ({"names": ["nato"], "vary": ["weights"]}, BadSetting),
        ({"names": ["missing.yaml"]}, UnusablePath),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_errors_are_raised_as_themselves(
    asked: dict[str, Any], error: type[Exception], elsewhere: bool
) -> None:
    """Whoever does the work, what is wrong with a request is raised here, as documented."""
    with pytest.raises(error):
        dilemma.compare(**asked, run=QUICK, executor=Backwards() if elsewhere else None)


def test_the_first_fault_of_a_file_is_raised_whole(tmp_path: Path) -> None:
    """A faulty scenario among good ones is raised with its places, under the path it was given by."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("dilemma: 1\ntitel: x\n")
    with pytest.raises(FaultyFile) as faulty:
        dilemma.compare(["order", bad, "nato"], run=QUICK)
    assert faulty.value.problems[0].span.source.name == str(bad)


def test_a_unit_holds_all_that_is_needed() -> None:
    """The framework, the profiles and the sources go along, once, and scenarios with their own cases."""
    every = cases(["order", "nato"], ["realist"], parse_grid([CHANCES]), RunRequest(run=QUICK))
    pace = Pace()
    pace.record(64, 0.0)
    (unit,) = cut_jobs(every, pace, str)
    assert isinstance(unit, BatchJob)
    assert [(part.cases[0].scenario.stem, len(part.cases)) for part in unit.parts] == [
        ("order", 3),
        ("nato", 3),
    ]
    assert {path.stem for path in unit.texts} >= {"allies", "realist", "middle-power", "manulak-2024"}
    assert str(unit) == "`order`, `nato`"


def test_going_on_skips_what_is_done() -> None:
    """The cases after the first few are the same, whatever the units before them were."""
    every = cases(["order"], ["all"], parse_grid([CHANCES]), RunRequest(run=QUICK))
    whole = [case for unit in cut_jobs(every, Pace(), str) for part in unit.parts for case in part.cases]
    rest = [
        case for unit in cut_jobs(every, Pace(), str, skip=5) for part in unit.parts for case in part.cases
    ]
    assert rest == whole[5:] == list(every)[5:]
    assert len(every) == len(whole)


def test_a_row_has_the_figures_of_an_assessment() -> None:
    """Leaving out what no row shows changes none of the figures that one does."""
    whole, rows = (
        assessments(cases(["nato"], ["all"], request=RunRequest(run=QUICK, rows_only=rows_only)))
        for rows_only in (False, True)
    )
    assert [(one.options, one.recommendation) for one in rows] == [
        (one.options, one.recommendation) for one in whole
    ]
    assert all(one.break_evens is None and one.never is None for one in rows)
    assert all(one.break_evens for one in whole)


def test_a_list_of_values_to_vary_is_no_range() -> None:
    """Two numbers in a list are two cases, as two texts are; a range of a score is a list in the list."""
    path = "futures.rupture.chance"
    answers = [
        dilemma.compare(["order"], vary=vary, run=QUICK).assessments
        for vary in ({path: [0.1, 0.5]}, {path: "0.1,0.5"}, [f"{path}=0.1,0.5"])
    ]
    assert len(answers[0]) == 2
    assert answers[0] == answers[1] == answers[2]


def test_what_is_loaded_is_shown_in_a_line() -> None:
    """A notebook prints a scenario by its title and size, and not every judgement of it."""
    text = repr(dilemma.load("order"))
    assert "The UN system" in text
    assert len(text) < 160
