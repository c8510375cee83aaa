"""Prints what a batch of comparisons costs, and tries whether its bytes are the same however it is done.

    python tests/benchmarks/batch.py [SCENARIOS [PROFILES [SAMPLES]]]

500 scenarios through 20 profiles with 2,048 samples, unless told otherwise: 10,000 cases, as CSV, made by one
worker and by two. Seconds belong to one machine; the ratio of two runs in turn does not. Then the same is
killed at random moments and resumed, and done by a Dask scheduler with two workers on this
machine, one of which is killed in the middle. Memory is the most that any of the processes held, at this size
and at a tenth of it. The exit code is 1 where bytes differ. What a case costs beside an earlier build is in
`docs/hardening.md`.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = ("accommodate", "wait_out", "counter", "enmesh")
CRITERIA = ("security", "cost", "rules", "standing", "time", "consent")
FUTURES = ("break", "drift", "hold")
SEED = 20241124
PROCESS = [sys.executable, "-m", "dilemma", "compare"]
WATCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(code)
"""


def main() -> int:
    """Generates, measures, kills, and prints a line for each; 1 where bytes differ."""
    given = [int(text) for text in sys.argv[1:]]
    scenarios, profiles, samples = (*given, *(500, 20, 2048)[len(given) :])
    with TemporaryDirectory() as name:
        home = Path(name)
        generate(home, scenarios, profiles)
        typed = ["--as", "all", "--samples", str(samples), "--format", "csv"]
        tell(f"{scenarios:,} scenarios x {profiles} profiles x {samples:,} samples")
        few = [str(path) for path in sorted(home.glob("*.yaml"))[: max(1, scenarios // 10)]]
        measured("a tenth, 1 worker", home, [*few, *typed])
        one = measured("all, 1 worker", home, [str(home), *typed])
        measured("a tenth, 2 workers", home, [*few, *typed, "--jobs", "2"])
        two = measured("all, 2 workers", home, [str(home), *typed, "--jobs", "2"])
        tell(f"1 worker / 2 workers: {one / two:.2f}")
        wanted = read(home / "all-1-worker.csv")
        found = {
            "2 workers": read(home / "all-2-workers.csv"),
            "killed and resumed": killed(home, [str(home), *typed], scenarios * profiles),
            "Dask, a worker killed": dask(home, [str(home), *typed], scenarios * profiles),
        }
    for what, bytes_ in found.items():
        tell(f"{what}: {'the same bytes' if bytes_ == wanted else 'OTHER BYTES'}")
    return int(any(bytes_ != wanted for bytes_ in found.values()))


def generate(home: Path, scenarios: int, profiles: int) -> None:
    """Writes scenarios and, beside them, profiles with weights for any of them; the same ones every time."""
    draw = random.Random(SEED)
    (home / "profiles").mkdir(parents=True)
    for number in range(scenarios):
        (home / f"case-{number:05}.yaml").write_text(scenario(number, draw))
    for number in range(profiles):
        (home / "profiles" / f"person-{number:02}.yaml").write_text(profile(number, draw))


def scenario(number: int, draw: random.Random) -> str:
    """A scenario of four options, six criteria and three futures, its judgements drawn."""
    lines = [
        "dilemma: 1",
        f"title: Case {number}",
        "question: What should we do?",
        "as_of: 2024-11-24",
        "options: {" + ", ".join(f"{option}: {{}}" for option in OPTIONS) + "}",
        "criteria:",
        *(f"  {key}: {{asks: Is it good?, worst: Bad., best: Good.}}" for key in CRITERIA),
        "weights: {" + ", ".join(f"{key}: {draw.randint(5, 40)}" for key in CRITERIA) + "}",
        "futures:",
        "  break: {title: It breaks, asks: Does it?, chance: [0.1, 0.2, 0.35]}",
        "  drift: {title: It drifts, asks: Does it?, chance: [0.2, 0.4, 0.6]}",
        "  hold: {title: It holds}",
        "scores:",
    ]
    for option in OPTIONS:
        lines.append(f"  {option}:")
        lines += [f"    {key}: {{why: A guess., from: [AJ], {row(draw)}}}" for key in CRITERIA]
    return "\n".join(lines) + "\n"


def row(draw: random.Random) -> str:
    """A score in each future, as low, most likely and high."""
    middles = {future: draw.randint(15, 85) for future in FUTURES}
    return ", ".join(f"{future}: [{at - 12}, {at}, {at + 12}]" for future, at in middles.items())


def profile(number: int, draw: random.Random) -> str:
    """A person with weights of their own for the criteria of any scenario."""
    weights = ", ".join(f"{key}: {draw.randint(5, 40)}" for key in CRITERIA)
    head = f"dilemma: 1\nfile: profile\ntitle: Person {number}\nkind: person\n"
    return f"{head}weights: {{default: {{{weights}}}}}\n"


def measured(what: str, home: Path, typed: list[str]) -> float:
    """Runs a comparison, prints what it cost, and gives the seconds it took."""
    output = home / f"{what.replace(',', '').replace(' ', '-')}.csv"
    begun = time.perf_counter()
    command = [sys.executable, "-c", WATCH, *PROCESS, *typed, "-o", str(output)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    spent, memory = (float(word) for word in found.stdout.split())
    tell(f"{what:<20} {seconds:7.1f} s, {spent:7.1f} s of processor time, {memory:5.0f} MB in any process")
    return seconds


def killed(home: Path, typed: list[str], cases: int) -> str:
    """The bytes of a run that is killed at three random moments, and resumed each time."""
    output, draw = home / "killed.csv", random.Random(SEED)
    for moment in sorted(draw.randrange(cases) for _ in range(3)):
        with started(output, [*typed, "--jobs", "2", "--resume"]) as run:
            tell(f"killed after {reached(output, moment, run):,} of {cases:,} cases")
            run.kill()
    with started(output, [*typed, "--jobs", "2", "--resume"]):
        pass
    return read(output)


def dask(home: Path, typed: list[str], cases: int) -> str:
    """The bytes of a run by two workers of a Dask cluster, one of which is killed in the middle."""
    output = home / "dask.csv"
    with cluster() as (address, workers), started(output, [*typed, "--cluster", address]) as run:
        tell(f"a worker is killed after {reached(output, cases // 2, run):,} of {cases:,} cases")
        workers[0].kill()
        run.wait()
    return read(output)


def started(output: Path, typed: list[str]) -> subprocess.Popen[bytes]:
    """A comparison under way."""
    return subprocess.Popen([*PROCESS, *typed, "-o", str(output)], stderr=subprocess.DEVNULL)


def reached(output: Path, cases: int, run: subprocess.Popen[bytes]) -> int:
    """Waits until a run has done that many cases, by its ledger, and gives how many it has."""
    ledger, done = output.with_name(f"{output.name}.ledger"), 0
    while done <= cases:
        if run.poll() is not None:
            raise SystemExit("a run ended before it could be disturbed")
        time.sleep(0.01)
        lines = ledger.read_bytes().splitlines() if ledger.exists() else []
        done = max([done, *(json.loads(line)["cases"] for line in lines[1:-1])])
    return done


@contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers as processes of their own, which speak to this machine alone."""
    address = "tcp://127.0.0.1:18786"
    dask = [sys.executable, "-m", "dask"]
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "18786", "--no-dashboard"]
    worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    with subprocess.Popen(scheduler, stderr=subprocess.DEVNULL) as first:
        workers = [subprocess.Popen(worker, stderr=subprocess.DEVNULL) for _ in range(2)]
        try:
            yield address, workers
        finally:
            for process in (*workers, first):
                process.terminate()
            for process in workers:
                process.wait()


def read(path: Path) -> str:
    """The hash of a file."""
    return sha256(path.read_bytes()).hexdigest()


def tell(text: str) -> None:
    """One line of the answer."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
