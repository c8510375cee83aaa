"""Chances are a chain or stand on their own, lie in 0–1 and add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.lexicon import band, words
from dilemma.scenario.quantities import Quantity
from dilemma.scenario.reading.characters import quoted
from dilemma.scenario.resolve import spelled
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.judgement import Chance
    from dilemma.scenario.lexicon import Lexicon
    from dilemma.scenario.naming import Path

SUM_TOLERANCE = 1e-6


def inside(draft: Draft) -> Iterator[Finding]:
    """A chance in words uses the lexicon of the file; any other lies between 0 and 1, its whole range too."""
    for path, chance in _stated(draft):
        yield from stated_well(chance, draft.file.lexicon, path)
    members = draft.file.coalition.members if draft.file.coalition else {}
    for key, member in members.items():
        if member.joins is not None:
            yield from _inside(("coalition", "members", key, "joins"), member.joins)


def stated_well(chance: Chance, lexicon: Lexicon, path: Path) -> Iterator[Finding]:
    """A chance, wherever it stands, is a word of the lexicon or lies between 0 and 1."""
    if isinstance(chance.range, Quantity):
        yield from _inside(path, chance.range)
    elif band(chance.range, lexicon) is None:
        help_ = remedy(chance.range, words(lexicon))
        message = f"{quoted(chance.range)} is neither a number nor a word of the `{lexicon}` lexicon{help_}"
        yield Finding((*path, "range"), "unknown-word", message)


def _inside(path: Path, given: Quantity) -> Iterator[Finding]:
    low, high = given.bounds
    if given.family == "normal":
        message = "a chance cannot be normal, for it ends at 0 and 1; use `beta: [a, b]`"
        yield Finding((*path, "range"), "wrong-type", message)
    elif low < 0 or high > 1:
        worst = low if low < 0 else high
        percent = f"; write {worst / 100:g} for {worst:g} %" if 2 <= worst <= 100 else ""
        message = f"a chance lies between 0 and 1, not at {worst:g}{percent}"
        yield Finding((*path, "range"), "outside-chance", message)


def one_form(draft: Draft) -> Iterator[Finding]:
    """Futures state chances in a chain, or probabilities, or nothing; never a mix."""
    futures = draft.file.futures
    chain = [key for key, future in futures.items() if future.chance]
    free = [key for key, future in futures.items() if future.probability]
    if chain and free:
        message = (
            f"future `{free[0]}` states a probability, but `{chain[0]}` a chance; "
            "use one of the two throughout"
        )
        yield Finding(("futures", free[0], "probability"), "mixed-chances", message, at_key=True)
    elif free:
        yield from _free(draft, free)
    elif chain:
        yield from _chain(draft, chain)


def _free(draft: Draft, free: list[str]) -> Iterator[Finding]:
    for key in draft.file.futures:
        if key not in free:
            message = f"future `{key}` has no probability, but others have; add `probability:`"
            yield Finding(("futures", key), "missing-chance", message, at_key=True)
    total = 0.0
    for key in free:
        stated = draft.file.futures[key].probability
        if stated and not (isinstance(stated.range, str) and band(stated.range, draft.file.lexicon) is None):
            total += spelled(stated, draft.file.lexicon).central
    if len(free) == len(draft.file.futures) and abs(total - 1) > SUM_TOLERANCE:
        message = f"the probabilities sum to {total:g}; make them sum to 1"
        yield Finding(("futures",), "probabilities-sum", message, at_key=True)


def _chain(draft: Draft, chain: list[str]) -> Iterator[Finding]:
    *asked, last = draft.file.futures
    for key in asked:
        if key not in chain:
            message = f"future `{key}` has no chance; add `chance:`, for only the last takes the rest"
            yield Finding(("futures", key), "missing-chance", message, at_key=True)
    if last in chain:
        message = f"future `{last}` is the last and takes what the others leave; remove its chance"
        yield Finding(("futures", last, "chance"), "last-chance", message, at_key=True)


def _stated(draft: Draft) -> Iterator[tuple[Path, Chance]]:
    for key, future in draft.file.futures.items():
        if future.chance:
            yield ("futures", key, "chance"), future.chance
        if future.probability:
            yield ("futures", key, "probability"), future.probability
