"""Prints how often two standard errors hold the truth, by kind of figure, and what misses too often.

    python tests/benchmarks/coverage.py [SEEDS]

Each case is assessed with many seeds at the samples `assess` uses; the truth is one run of another seed with
128 times as many. Sixteen scrambles give an error with 15 degrees of freedom, so two of them hold an honest
figure in 93.6 % of runs. A figure fails that is held too seldom for this by a binomial test at 0.001. Exact
figures, with an error of 0 in every run, are left out.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
from dataclasses import replace
from math import comb
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import DEFAULT_SAMPLES
from dilemma.analysis.uncertainty.acceptability import estimate_rank_acceptability
from dilemma.analysis.uncertainty.from_scenario import unknowns_of_scenario
from dilemma.analysis.uncertainty.value_of_information import judgement_information
from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profile
from dilemma.scenario.edits.apply import apply_edits, make_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.analysis.uncertainty.inputs import Unknowns

SEEDS, FIRST_SEED, TRUE_SEED = 200, 1000, 9
LONG = 128
HELD = 0.936  # two standard errors of 15 degrees of freedom
LEAST_CHANCE = 0.001
KINDS = ("rank_shares", "pairwise_wins", "central_weights", "confidence_factor")
# A scenario and what was seen of it.
CASES: tuple[tuple[str, dict[str, bool]], ...] = (
    ("nato", {}),
    ("nato", {"N4": True}),
    ("climate", {}),
    ("order", {}),
    ("ukraine", {}),
)

Figures = dict[tuple[str, str], tuple[float, float]]
"""By kind and name, a figure and its standard error."""


def case_unknowns(name: str, observed: dict[str, bool]) -> Unknowns:
    """The unknowns of a shipped scenario by its default profile."""
    loaded = load(name)
    edits = replace(make_edits(find_profile(None, loaded), (), None), seen=observed)
    return unknowns_of_scenario(apply_edits(loaded.scenario, edits))


def figures(unknowns: Unknowns, *, samples: int, seed: int) -> Figures:
    """Every figure that has a standard error."""
    result: Figures = {}
    for rung in estimate_rank_acceptability(unknowns, samples=samples, seed=seed).ladder[1:]:
        for kind in KINDS:
            errors = dict(leaves(getattr(rung, f"{kind}_se")))
            for name, number in leaves(getattr(rung, kind)):
                result[kind, f"{rung.rung}.{name}"] = (number, errors[name])
    worth = judgement_information(unknowns, samples=samples, seed=seed)
    result["information", "evpi_judgements"] = (worth.evpi_judgements, worth.evpi_judgements_se)
    result["information", "evpi_total"] = (worth.evpi_total, worth.evpi_total_se)
    return result


def leaves(numbers: object, path: str = "") -> Iterator[tuple[str, float]]:
    """The numbers of a tree of mappings and tuples, each with its path."""
    if isinstance(numbers, float):
        yield path, numbers
    elif isinstance(numbers, dict | tuple):
        pairs = numbers.items() if isinstance(numbers, dict) else enumerate(numbers)
        for key, inner in pairs:
            yield from leaves(inner, f"{path}.{key}" if path else str(key))


def chance_of_as_few(held: int, runs: int, share: float = HELD) -> float:
    """The chance that a figure whose errors are honest is held in no more runs."""
    return sum(comb(runs, k) * share**k * (1 - share) ** (runs - k) for k in range(held + 1))


def held_by_figure(truth: Figures, runs: Sequence[Figures]) -> dict[tuple[str, str], tuple[int, int]]:
    """By figure, in how many runs two errors hold the truth, and of how many; exact figures are left out."""
    counts = {}
    for key, (number, _) in truth.items():
        estimates = [run[key] for run in runs if key in run]
        if any(error > 0 for _, error in estimates):
            held = sum(abs(estimate - number) <= 2 * error for estimate, error in estimates)
            counts[key] = (held, len(estimates))
    return counts


def say(text: str) -> None:
    """One line."""
    sys.stdout.write(f"{text}\n")


def main() -> int:
    """Prints everything."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    pooled: dict[str, list[int]] = {}
    failed: list[str] = []
    for name, observed in CASES:
        unknowns = case_unknowns(name, observed)
        truth = figures(unknowns, samples=LONG * DEFAULT_SAMPLES, seed=TRUE_SEED)
        runs = [
            figures(unknowns, samples=DEFAULT_SAMPLES, seed=FIRST_SEED + number) for number in range(seeds)
        ]
        for (kind, figure), (held, count) in held_by_figure(truth, runs).items():
            row = pooled.setdefault(kind, [0, 0, 0, 0])
            is_failed = chance_of_as_few(held, count) < LEAST_CHANCE
            row[:] = [row[0] + 1, row[1] + count, row[2] + held, row[3] + is_failed]
            if is_failed:
                number, error = truth[kind, figure]
                label = " ".join([name, *observed, kind, figure])
                failed.append(f"{label} = {number:.6g}: {held} of {count}; error of the truth {error:.1g}")
    say(f"{'kind of figure':20} figures    runs   held  failed")
    for kind, (number, runs_of_kind, held, count) in pooled.items():
        say(f"{kind:20} {number:7} {runs_of_kind:7} {held / runs_of_kind:6.1%} {count:7}")
    for line in failed:
        say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
