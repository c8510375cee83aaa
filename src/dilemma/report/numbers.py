"""How numbers are written; rounding happens here and nowhere else."""

from __future__ import annotations

from dilemma.scenario.lexicon import Lexicon, word

MINUS = "\N{MINUS SIGN}"


def points(value: float) -> str:
    """Value points to one decimal: `50.1`."""
    return _fixed(value, 1)


def signed(value: float) -> str:
    """A difference in points: `+3.4`, a true minus when negative."""
    text = _fixed(value, 1)
    return text if text.startswith(MINUS) or float(text) == 0 else f"+{text}"


def percent(share: float) -> str:
    """A share or probability as whole percent; what is not quite none or all says so."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 < share < 1:
        return ">99%"
    return f"{_fixed(100 * share, 0)}%"


def likelihood(probability: float, lexicon: Lexicon) -> str:
    """A probability with its word: `12%, very unlikely`; the number alone where the lexicon has no word."""
    said = word(probability, lexicon)
    return f"{percent(probability)}, {said}" if said else percent(probability)


def share(value: float) -> str:
    """A weight or chance on a line from 0 to 1: `0.31`."""
    return _fixed(value, 2)


def plain(value: float) -> str:
    """A number as its author would write it."""
    return f"{value:g}".replace("-", MINUS)


def _fixed(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        return text.lstrip("-")
    return text.replace("-", MINUS)
