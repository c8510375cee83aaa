"""How numbers are written; rounding happens here and nowhere else, halves away from zero.

That is what readers learnt at school and what the script of a page does, so the two never differ.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from dilemma.scenario.lexicon import Lexicon, word

if TYPE_CHECKING:
    from collections.abc import Callable

MINUS = "\N{MINUS SIGN}"
HALVES = Context(prec=400, rounding=ROUND_HALF_UP)  # room for the digits of every number there is


def points(value: float) -> str:
    """Value points to one decimal: `50.1`."""
    return _fixed(value, 1)


def whole(value: float) -> str:
    """Value points without decimals, to the precision a memo bears: `50`."""
    return _fixed(value, 0)


def signed(value: float) -> str:
    """A difference in points: `+3.4`, a true minus when negative."""
    text = _fixed(value, 1)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def percent(share: float) -> str:
    """A share or probability as whole percent; what is not quite none or all says so."""
    text = whole(100 * share)
    if text == "0" and share > 0:
        return "<1%"
    if text == "100" and share < 1:
        return ">99%"
    return f"{text}%"


def likelihood(probability: float, lexicon: Lexicon) -> str:
    """A probability with its word: `12%, very unlikely`; the number alone where the lexicon has no word."""
    return _with_word(percent(probability), probability, lexicon)


def likelihoods(one: float, other: float, lexicon: Lexicon) -> tuple[str, str]:
    """Two probabilities with their words, told apart where they differ."""
    first, second = told_apart(one, other, percent)
    return _with_word(first, one, lexicon), _with_word(second, other, lexicon)


def _with_word(text: str, probability: float, lexicon: Lexicon) -> str:
    said = word(probability, lexicon)
    return f"{text}, {said}" if said else text


def share(value: float) -> str:
    """A weight or chance on a line from 0 to 1: `0.31`."""
    return _fixed(value, 2)


def times(ratio: float) -> str:
    """What odds are multiplied by: `×5.1`, `×0.49`."""
    return f"\N{MULTIPLICATION SIGN}{_fixed(ratio, 1 if ratio >= 1 else 2)}"


def told_apart(one: float, other: float, written: Callable[[float], str]) -> tuple[str, str]:
    """Two different numbers as usual, or with as many decimals more as it takes to see that they differ."""
    usual = written(one), written(other)
    if usual[0] != usual[1]:
        return usual
    scale, unit = (100.0, "%") if written is percent else (1.0, "")
    fewest = 1 if written in (whole, percent) else 2
    finer = (
        (f"{_fixed(scale * one, decimals)}{unit}", f"{_fixed(scale * other, decimals)}{unit}")
        for decimals in range(fewest, 7)
    )
    return next((pair for pair in finer if pair[0] != pair[1]), usual)


def plain(value: float) -> str:
    """A number as its author would write it."""
    digits = Decimal(f"{value + 0.0:.12g}")
    return f"{digits:f}".replace("-", MINUS)


def _fixed(value: float, decimals: int) -> str:
    text = f"{Decimal(value).quantize(Decimal(1).scaleb(-decimals), context=HALVES):f}"
    if float(text) == 0:
        return text.lstrip("-")
    return text.replace("-", MINUS)
