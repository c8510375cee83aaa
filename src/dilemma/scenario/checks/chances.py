"""Checks of chances: each is a word or lies in 0–1, and together they form a chain or sum to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.lexicon import band, lexicon_words
from dilemma.scenario.quantities import Quantity
from dilemma.scenario.reading.characters import quote_text
from dilemma.scenario.resolve import resolve_chance
from dilemma.scenario.suggest import suggest_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.judgement import Chance
    from dilemma.scenario.lexicon import Lexicon
    from dilemma.scenario.naming import KeyPath

_SUM_TOLERANCE = 1e-6  # probabilities are written in decimals, which rarely sum to 1 exactly


def check_chance_ranges(draft: Draft) -> Iterator[Finding]:
    """Check that every chance is a word of the file's lexicon or lies between 0 and 1."""
    for path, chance in _chances_of(draft):
        yield from check_chance(chance, draft.file.lexicon, path)
    members = draft.file.coalition.members if draft.file.coalition else {}
    for key, member in members.items():
        if member.joins is not None:
            yield from _check_range(("coalition", "members", key, "joins"), member.joins)


def check_chance(chance: Chance, lexicon: Lexicon, path: KeyPath) -> Iterator[Finding]:
    """Check that a chance is a word of the lexicon or that its whole range lies between 0 and 1."""
    if isinstance(chance.range, Quantity):
        yield from _check_range(path, chance.range)
    elif band(chance.range, lexicon) is None:
        suggestion = suggest_word(chance.range, lexicon_words(lexicon))
        message = f"{quote_text(chance.range)} is neither a number nor a word of the `{lexicon}` lexicon{suggestion}"
        yield Finding((*path, "range"), "unknown-word", message)


def _check_range(path: KeyPath, quantity: Quantity) -> Iterator[Finding]:
    low, high = quantity.bounds
    if quantity.family == "normal":
        message = "a chance cannot be normal, for it ends at 0 and 1; use `beta: [a, b]`"
        yield Finding((*path, "range"), "wrong-type", message)
    elif low < 0 or high > 1:
        worst = low if low < 0 else high
        # A value from 2 to 100 was most likely meant as a percentage.
        percent = f"; write {worst / 100:g} for {worst:g} %" if 2 <= worst <= 100 else ""
        message = f"a chance lies between 0 and 1, not at {worst:g}{percent}"
        yield Finding((*path, "range"), "outside-chance", message)


def check_chance_form(draft: Draft) -> Iterator[Finding]:
    """Check that futures have chances in a chain, or probabilities, or neither; never a mix."""
    futures = draft.file.futures
    with_chance = [key for key, future in futures.items() if future.chance]
    with_probability = [key for key, future in futures.items() if future.probability]
    if with_chance and with_probability:
        message = (
            f"future `{with_probability[0]}` states a probability, but `{with_chance[0]}` a chance; "
            "use one of the two throughout"
        )
        yield Finding(("futures", with_probability[0], "probability"), "mixed-chances", message, at_key=True)
    elif with_probability:
        yield from _check_probabilities(draft, with_probability)
    elif with_chance:
        yield from _check_chain(draft, with_chance)


def _check_probabilities(draft: Draft, with_probability: list[str]) -> Iterator[Finding]:
    """Check that every future has a probability and that they sum to 1."""
    for key in draft.file.futures:
        if key not in with_probability:
            message = f"future `{key}` has no probability, but others have; add `probability:`"
            yield Finding(("futures", key), "missing-chance", message, at_key=True)
    total = 0.0
    for key in with_probability:
        chance = draft.file.futures[key].probability
        # An unknown word is reported elsewhere and has no value to add up.
        if chance and not (isinstance(chance.range, str) and band(chance.range, draft.file.lexicon) is None):
            total += resolve_chance(chance, draft.file.lexicon).central
    if len(with_probability) == len(draft.file.futures) and abs(total - 1) > _SUM_TOLERANCE:
        message = f"the probabilities sum to {total:g}; make them sum to 1"
        yield Finding(("futures",), "probabilities-sum", message, at_key=True)


def _check_chain(draft: Draft, with_chance: list[str]) -> Iterator[Finding]:
    """Check that every future but the last has a chance; the last takes the rest."""
    *conditional, last = draft.file.futures
    for key in conditional:
        if key not in with_chance:
            message = f"future `{key}` has no chance; add `chance:`, for only the last takes the rest"
            yield Finding(("futures", key), "missing-chance", message, at_key=True)
    if last in with_chance:
        message = f"future `{last}` is the last and takes what the others leave; remove its chance"
        yield Finding(("futures", last, "chance"), "last-chance", message, at_key=True)


def _chances_of(draft: Draft) -> Iterator[tuple[KeyPath, Chance]]:
    """Yield the chances and probabilities of the futures, with their paths."""
    for key, future in draft.file.futures.items():
        if future.chance:
            yield ("futures", key, "chance"), future.chance
        if future.probability:
            yield ("futures", key, "probability"), future.probability
