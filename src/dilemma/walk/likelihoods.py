"""How likely each future is, in words or numbers, with the file's own range in view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import BadSetting
from dilemma.report.numbers import likelihood, percent
from dilemma.scenario.lexicon import BANDS, band, words
from dilemma.scenario.quantities import Quantity, exact
from dilemma.walk import numbers_typed, weighing
from dilemma.walk.question import Answer, BadAnswer, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.scenario.model import Outlook
    from dilemma.scenario.reading.nodes import Data
    from dilemma.walk.said import Said
    from dilemma.walk.subject import Subject

KEEP = "keep"


def ask(subject: Subject, said: Said) -> Question | None:
    """Asks for the chance of the next future; the last one takes what the others leave."""
    asked = [future for future in subject.scenario.futures[:-1] if future.id not in said.chances]
    if not asked:
        return None
    future = asked[0]
    kept = replace(said, chances={**said.chances, future.id: None})

    def read(typed: str) -> Answer:
        if typed.strip().lower() == KEEP:
            return Answer(KEEP, kept)
        text, given = _read(typed, subject)
        new = replace(said, chances={**said.chances, future.id: given})
        return Answer(text, _possible(subject, new))

    return Question(
        id=f"chance.{future.id}",
        part="How likely",
        text=(f"{future.title}. {_asks(subject, future)}",),
        notes=(_file_says(subject, future), *_lexicon(subject)),
        prompt="Chance",
        help=_help(subject, future),
        read=read,
        skip=kept,
        skipping="keeps the file's chance" if future.chance else "keeps it as likely as the others",
        default=KEEP,
    )


def _asks(subject: Subject, future: Outlook) -> str:
    """The question that decides a future, as its author put it."""
    stated = subject.scenario.file.futures[future.id]
    asks = stated.asks or "How likely is it?"
    earlier = _earlier(subject, future)
    return f"If this does not come: {'; nor this: '.join(earlier)}. Then: {asks}" if earlier else asks


def _earlier(subject: Subject, future: Outlook) -> list[str]:
    """The futures of a chain that are asked about first, by title; none where chances stand alone."""
    if subject.scenario.chances != "chain":
        return []
    place = [each.id for each in subject.scenario.futures].index(future.id)
    return [each.title for each in subject.scenario.futures[:place]]


def _read(typed: str, subject: Subject) -> tuple[str, Data]:
    """A word of the lexicon, a number or a range; one number where chances do not form a chain."""
    lexicon = subject.scenario.file.lexicon
    word = " ".join(typed.lower().split())
    known = band(word, lexicon)
    if known is None and any(letter.isalpha() for letter in word.replace(" to ", " ")):
        raise BadAnswer(
            f"`{typed.strip()}` is neither a number nor one of the words: {', '.join(words(lexicon))}"
        )
    given = Quantity("uniform", known) if known else numbers_typed.chance(typed)
    if subject.scenario.chances != "chain":
        given = exact(round(given.central, numbers_typed.DECIMALS))
    elif known:
        return word, word
    return numbers_typed.written(given), weighing.as_data(given)


def _possible(subject: Subject, said: Said) -> Said:
    """Passes on what has been said, if all its chances can be meant together."""
    try:
        weighing.seen(subject, said)
    except BadSetting as bad:
        raise BadAnswer(f"{bad}; give less") from None
    return said


def _file_says(subject: Subject, future: Outlook) -> str:
    given = future.chance
    if given is None:
        return "The file states no chance, so that all futures count the same."
    said = likelihood(given.central, subject.scenario.file.lexicon)
    low, high = given.bounds
    span = f", from {percent(low)} to {percent(high)}" if high > low else ""
    return f"The file: {said}{span}."


def _lexicon(subject: Subject) -> Sequence[str]:
    bands = BANDS[subject.scenario.file.lexicon]
    said = "; ".join(f"{word} {100 * low:g}-{100 * high:g}%" for word, (low, high) in bands.items())
    return (f"Words: {said}.",)


def _help(subject: Subject, future: Outlook) -> str:
    forms = "Type a word, a number such as 0.3 or 30%, or a range such as 10-30%."
    return " ".join((forms, *_circumstances(subject, future)))


def _circumstances(subject: Subject, future: Outlook) -> Iterator[str]:
    """What the chance is a chance of, and why the file puts it where it does."""
    if subject.scenario.chances == "chain" and future != subject.scenario.futures[0]:
        yield "It is the chance that is left when none of the futures asked before comes."
    stated = subject.scenario.file.futures[future.id]
    chance = stated.chance or stated.probability
    if chance and chance.why:
        yield f"The file's reason: {chance.why}"
