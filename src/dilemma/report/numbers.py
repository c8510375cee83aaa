"""How numbers are written; rounding happens here and nowhere else, halves away from zero.

That is what readers learnt at school and what the script of a page does, so the two never differ.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import copysign
from typing import TYPE_CHECKING

from dilemma.scenario.lexicon import Lexicon, likelihood_word
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUS = "\N{MINUS SIGN}"
_HALF_UP = Context(prec=400, rounding=ROUND_HALF_UP)  # enough for every digit of any float


def format_points(value: float) -> str:
    """Return value points to one decimal: `50.1`."""
    return _fixed(value, 1)


def format_whole_points(value: float) -> str:
    """Return value points without decimals, the precision of a memo: `50`."""
    return _fixed(value, 0)


def format_signed(value: float) -> str:
    """Return a difference in points: `+3.4`, with a true minus sign when negative."""
    text = _fixed(value, 1)
    return text if text.startswith(_MINUS) or float(text) == 0 else f"+{text}"


def format_percent(share: float) -> str:
    """Return a share or probability as whole percent: `12%`.

    What is not quite none or all is `<1%` or `>99%`, for 0% and 100% would be claims.
    """
    text = format_whole_points(100 * share)
    if text == "0" and share > 0:
        return "<1%"
    if text == "100" and share < 1:
        return ">99%"
    return f"{text}%"


def format_likelihood(probability: float, lexicon: Lexicon) -> str:
    """Return a probability with its word: `12%, very unlikely`.

    The number stands alone where the lexicon has no word for it.
    """
    return _append_word(format_percent(probability), probability, lexicon)


def format_likelihoods(one: float, other: float, lexicon: Lexicon) -> tuple[str, str]:
    """Return two probabilities with their words, to enough decimals to show that they differ."""
    first, second = format_distinct(one, other, format_percent)
    return _append_word(first, one, lexicon), _append_word(second, other, lexicon)


def _append_word(text: str, probability: float, lexicon: Lexicon) -> str:
    """Return a number with the word of its probability after it."""
    verbal = likelihood_word(probability, lexicon)
    return f"{text}, {verbal}" if verbal else text


def format_share(value: float) -> str:
    """Return a weight or chance on a line from 0 to 1: `0.31`."""
    return _fixed(value, 2)


def format_ratio(ratio: float) -> str:
    """Return what odds are multiplied by: `×5.1`, `×0.49`, `×1,143`."""
    if ratio >= 100:  # a digit after the point would be noise
        return f"\N{MULTIPLICATION SIGN}{int(_fixed(ratio, 0)):,}"
    return f"\N{MULTIPLICATION SIGN}{_fixed(ratio, 1 if ratio >= 1 else 2)}"


def format_distinct(one: float, other: float, formatter: Callable[[float], str]) -> tuple[str, str]:
    """Return two numbers as usual, or to as many more decimals as it takes to see that they differ.

    Numbers that differ by less than six decimals show stay as usual.
    """
    usual = formatter(one), formatter(other)
    if usual[0] != usual[1]:
        return usual
    scale, unit = (100.0, "%") if formatter is format_percent else (1.0, "")
    fewest_decimals = 1 if formatter in (format_whole_points, format_percent) else 2
    finer = (
        (f"{_fixed(scale * one, decimals)}{unit}", f"{_fixed(scale * other, decimals)}{unit}")
        for decimals in range(fewest_decimals, 7)
    )
    return next((pair for pair in finer if pair[0] != pair[1]), usual)


def format_lead(lead: float, rule: float = 0.0) -> str:
    """Return a lead in points, never as if it reached a rule that it misses: `1.97` where 2 is asked for."""
    text = format_distinct(lead, rule, format_points)[0] if lead < rule else format_points(lead)
    return "less than 0.1" if text == "0.0" and lead > TIE else text


def format_level(value: float) -> str:
    """Return a level in a unit of its own: `19.2`, and from a thousand `21,378`."""
    whole = f"{_MINUS if value < 0.0 else ''}{int(_fixed(abs(value), 0)):,}"
    return whole if abs(value) >= 1000 else format_points(value)  # a digit after the point would be noise


def format_plain(value: float) -> str:
    """Return a number as its author would write it."""
    # Twelve digits hide the roundoff of arithmetic (0.1 + 0.2); adding 0.0 turns -0.0 into 0.0.
    digits = Decimal(f"{value + 0.0:.12g}")
    return f"{digits:f}".replace("-", _MINUS)


def _fixed(value: float, decimals: int) -> str:
    """Return a number to so many decimals, halves rounded away from zero; never `-0`."""
    # A billionth below a half is that half: on which side of it a sum falls is up to the processor.
    exact = _HALF_UP.add(Decimal(value), Decimal(copysign(TIE, value)))
    text = f"{exact.quantize(Decimal(1).scaleb(-decimals), context=_HALF_UP):f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", _MINUS)
