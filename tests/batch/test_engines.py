"""Processes that do the work, die with their parent, and are made again when they die before it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dilemma.batch.engines import ExecutorEngine, SerialEngine, process_engine
from dilemma.batch.ordered import WorkersLost, run_in_order

# A worker can import `eval`, and a unit can be any text.
ENDS = "__import__('os')._exit(1)"
ONCE = "__import__('pathlib').Path({0!r}).exists() or (__import__('pathlib').Path({0!r}).touch(), {1})"


def test_one_job_is_done_here() -> None:
    """For one job no process is started."""
    with process_engine(1) as engine:
        assert isinstance(engine, SerialEngine)
        assert engine.submit(eval, "__import__('os').getpid()").result() == os.getpid()


def test_workers_are_processes_of_their_own_with_one_thread() -> None:
    """Linear algebra keeps to one thread; Ctrl-C and a closed terminal are not theirs to answer."""
    asked = "(os := __import__('os'), s := __import__('signal')) and [os.getpid(), os.environ[{!r}], {}]"
    blocked = (
        "{s.SIGINT, s.SIGHUP} <= s.pthread_sigmask(s.SIG_BLOCK, []) and s.getsignal(s.SIGINT) == s.SIG_IGN"
    )
    with process_engine(2) as engine:
        found = engine.submit(eval, asked.format("OPENBLAS_NUM_THREADS", blocked)).result()
    assert found[0] != os.getpid()
    assert found[1:] == ["1", True]


def test_a_worker_that_dies_is_made_up_for(tmp_path: Path) -> None:
    """A unit whose worker died, and those lost with it, are done by new ones."""
    units = ["1", ONCE.format(str(tmp_path / "died"), ENDS), *"23456789"]
    with process_engine(2) as engine:
        assert list(run_in_order(eval, units, engine)) == [1, True, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_unit_that_no_worker_survives_ends_the_work() -> None:
    """After three deaths in a row the unit is named; the workers are gone."""
    with pytest.raises(WorkersLost) as lost, process_engine(2) as engine:
        list(run_in_order(eval, [ENDS], engine))
    assert lost.value.unit == ENDS


def test_leaving_by_an_error_ends_workers_in_the_middle_of_their_work() -> None:
    """Nobody waits for a unit of minutes when the rest is not wanted any more."""
    workers: list[int] = []
    with pytest.raises(ZeroDivisionError):
        _interrupted(workers)
    gone(workers[0])


def _interrupted(workers: list[int]) -> None:
    with process_engine(2) as engine:
        workers.append(engine.submit(eval, "__import__('os').getpid()").result())
        engine.submit(time.sleep, 3600)
        _ = 1 / 0


PARENT = """
import time
from dilemma.batch.engines import process_engine
if __name__ == "__main__":
    with process_engine(2) as engine:
        print(engine.submit(eval, "__import__('os').getpid()").result(), flush=True)
        engine.submit(time.sleep, 3600).result()
"""


def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    """Killed without a chance to say so, a program takes its workers with it."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
    gone(worker)


def gone(process: int) -> None:
    """Waits for the end of a process."""
    limit = time.monotonic() + 60  # for a machine that is busy with something else
    while time.monotonic() < limit:
        if not _lives(process):
            return
        time.sleep(0.02)
    pytest.fail(f"process {process} is still there")


def _lives(process: int) -> bool:
    """Whether a process runs; one that ended and was not asked after does not."""
    state = Path(f"/proc/{process}/stat")
    if state.parent.parent.is_dir() and Path("/proc/self/stat").exists():
        return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_executor_somebody_brings_is_left_open() -> None:
    """Whoever made it may go on using it."""
    with ThreadPoolExecutor(2) as executor:
        assert list(run_in_order(str, range(20), ExecutorEngine(executor))) == [
            str(number) for number in range(20)
        ]
        assert executor.submit(str, 1).result() == "1"
