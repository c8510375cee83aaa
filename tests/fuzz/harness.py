"""Runs a target on mutated files, guided by what of the program they reach, and tells what came of them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from argparse import ArgumentParser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import atheris
from tests.fuzz import limits
from tests.fuzz.mutation import mutated
from tests.fuzz.tally import Tally

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
BYTES = 50  # every so many mutations, one that knows nothing of lines and keys
AFRESH = 3  # every so many mutations, one of a sound file
OFTEN = 10_000  # every so many inputs, the figures so far on standard error
HANGS = 120  # seconds; only against code that never comes back to Python


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is fuzzed, and from which files.

    Attributes:
        target: does with a file what is to be tested, and says in a word what came of it.
        seeds: the files to begin with.
        sound: some without fault, small ones, to begin with again and again.
        careful: the share of changes that leave most files readable.
        dull: what may come of a file that is then not built on.
    """

    target: Callable[[Path], str]
    seeds: list[Path]
    sound: list[Path]
    careful: float
    dull: frozenset[str] = frozenset()


def fuzz(plan: Plan) -> None:
    """Fuzzes until the runs asked for are done; the program ends with 1 if any input failed."""
    asked = _asked()
    tally = Tally(asked.kept)
    limits.set_up()
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder:
        corpus = _copied(plan.seeds, Path(folder) / "corpus")
        feed = _feed(plan, Path(folder) / "mutated.yaml", tally)
        atheris.Setup([sys.argv[0], *_options(asked), str(corpus)], feed, custom_mutator=_mutator(plan))
        with suppress(SystemExit):
            atheris.Fuzz()
    print(tally.said(), flush=True)  # noqa: T201  its answer
    raise SystemExit(bool(tally.failures))


def _asked() -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", type=int, default=32_768, help="bytes of a mutated file")
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "fuzz", help="where failures are kept")
    return parser.parse_args()


def _options(asked: Namespace) -> list[str]:
    """For libFuzzer; its own limits are wider than ours, for what ours cannot see."""
    return [
        f"-atheris_runs={asked.runs}",
        f"-seed={asked.seed}",
        f"-max_len={asked.largest}",
        f"-rss_limit_mb={2 * limits.MEGABYTES}",
        f"-timeout={HANGS}",
        "-entropic_scale_per_exec_time=1",  # small files are mutated more often than large ones
        "-verbosity=0",
    ]


def _copied(seeds: list[Path], folder: Path) -> Path:
    """The seeds in one folder; what is found on the way joins them there."""
    folder.mkdir()
    for number, seed in enumerate(seeds):
        shutil.copy(seed, folder / f"{number:04}")
    return folder


def _feed(plan: Plan, path: Path, tally: Tally) -> Callable[[bytes], int]:
    """Puts each input where the target reads it, and judges what comes of it."""
    count = 0

    def feed(data: bytes) -> int:
        nonlocal count
        count += 1
        outcome = ""
        path.write_bytes(data)
        os.utime(path, ns=(count, count))  # what is read once is kept for as long as the file does not change
        try:
            with limits.limited():
                outcome = plan.target(path)
            tally.outcomes[outcome] += 1
        except (Exception, limits.TooSlow) as error:
            tally.fail(error, data)
        if count % OFTEN == 0:
            print(tally.said(), file=sys.stderr, flush=True)  # noqa: T201  a long run may be broken off
        return -1 if outcome in plan.dull else 0  # with -1, nothing is built on the input

    return feed


def _mutator(plan: Plan) -> Callable[[bytes, int, int], bytes]:
    sound = [file.read_bytes() for file in plan.sound]

    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        if seed % AFRESH == 0:
            data = sound[seed % len(sound)]
        if seed % BYTES == 0:
            return bytes(atheris.Mutate(data, largest))
        return mutated(data, largest, seed, careful=plan.careful)

    return mutate
