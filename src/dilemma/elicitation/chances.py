"""The questions on how likely each future is, in words or numbers, beside the range the file states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.elicitation import question, weights
from dilemma.elicitation.question import BadAnswer, ParsedAnswer, Question
from dilemma.report.numbers import format_likelihood, format_percent
from dilemma.report.text import spell_days
from dilemma.scenario.distributions import Uniform
from dilemma.scenario.lexicon import BANDS, band, lexicon_words
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.elicitation.state import Subject, WalkState
    from dilemma.scenario.model import FutureChance
    from dilemma.scenario.yaml.nodes import Data

_KEEP = "keep"


def ask_chance(subject: Subject, state: WalkState) -> Question | None:
    """Ask for the chance of the next future; the last one takes what the others leave."""
    open_futures = [future for future in subject.scenario.futures[:-1] if future.id not in state.chances]
    if not open_futures:
        return None
    future = open_futures[0]
    kept = replace(state, chances={**state.chances, future.id: None})

    def read(typed: str) -> ParsedAnswer:
        if typed.strip().lower() == _KEEP:
            return ParsedAnswer(_KEEP, kept)
        text, chance = _read_chance(typed, subject)
        new = replace(state, chances={**state.chances, future.id: chance})
        return ParsedAnswer(text, weights.require_possible(subject, new, "; give less"))

    return Question(
        id=f"chance.{future.id}",
        part="How likely",
        text=(f"{future.title}. {question_text(subject, future)}",),
        notes=(file_note(subject, future), _lexicon_note(subject)),
        prompt="Probability",
        help=_help_text(subject, future),
        read=read,
        skip=kept,
        skipping="keeps the file's probability" if future.chance else "keeps it as likely as the others",
        default=_KEEP,
    )


def question_text(subject: Subject, future: FutureChance) -> str:
    """Return the question that decides a future, as its author put it."""
    entry = subject.scenario.file.futures[future.id]
    earlier, asks = _earlier_titles(subject, future), spell_days(entry.asks or "")
    if not earlier:
        return f"How likely is this? {asks}" if asks else "How likely is it?"
    assume = "Assume that this does not happen" if len(earlier) == 1 else "Assume that none of these happens"
    likely = f"How likely is this then? {asks}" if asks else "How likely is it then?"
    return f"{assume}: {'; '.join(earlier)}. {likely}"


def _earlier_titles(subject: Subject, future: FutureChance) -> list[str]:
    """Return the titles of the futures of a chain that are asked about first; none without a chain."""
    if subject.scenario.chances != "chain":
        return []
    index = [earlier.id for earlier in subject.scenario.futures].index(future.id)
    return [earlier.title for earlier in subject.scenario.futures[:index]]


def _read_chance(typed: str, subject: Subject) -> tuple[str, Data]:
    """Return an answer in full and as data: a word of the lexicon, a number or a range."""
    lexicon = subject.scenario.file.lexicon
    word = " ".join(typed.lower().split())
    known = band(word, lexicon)
    if known is None and any(letter.isalpha() for letter in word.replace(" to ", " ")):
        raise BadAnswer(
            f"`{typed.strip()}` is neither a number nor one of the words: {', '.join(lexicon_words(lexicon))}"
        )
    chance = Uniform(known) if known else question.read_chance(typed)
    if subject.scenario.chances != "chain":
        # A probability outside a chain is one number: the centre of what was typed.
        chance = exact_quantity(round(chance.central, question.TYPED_DECIMALS))
    elif known:
        return word, word
    return question.format_quantity(chance), chance.to_yaml()


def file_note(subject: Subject, future: FutureChance) -> str:
    """Return what the file says on the chance of a future, in a sentence."""
    chance = future.chance
    if chance is None:
        return "The file states no probability, so all futures count the same."
    likely = format_likelihood(chance.central, subject.scenario.file.lexicon)
    low, high = chance.bounds
    span = f", from {format_percent(low)} to {format_percent(high)}" if high > low else ""
    return f"The file says: {likely}{span}."


def _lexicon_note(subject: Subject) -> str:
    bands = BANDS[subject.scenario.file.lexicon]
    ranges = "; ".join(f"{word} {100 * low:g}-{100 * high:g}%" for word, (low, high) in bands.items())
    return f"Words: {ranges}."


def _help_text(subject: Subject, future: FutureChance) -> str:
    forms = "Type a word, a number such as 0.3 or 30%, or a range such as 10-30%."
    return " ".join((forms, *_explanations(subject, future)))


def _explanations(subject: Subject, future: FutureChance) -> Iterator[str]:
    """Yield what the chance depends on, and why the file puts it where it does."""
    if subject.scenario.chances == "chain" and future != subject.scenario.futures[0]:
        yield "It is the chance that is left when none of the futures asked before comes."
    entry = subject.scenario.file.futures[future.id]
    chance = entry.chance or entry.probability
    if chance and chance.why:
        yield f"The file's reason: {chance.why}"
