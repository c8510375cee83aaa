"""Scales that a table does not state: the usual ends that hold its scores, and whether they are a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.matrix_scores import MatrixScore

# The scales of ratings that people use, in the order in which they are tried.
_RATINGS = ((0.0, 1.0), (1.0, 5.0), (0.0, 5.0), (1.0, 7.0), (1.0, 10.0), (0.0, 10.0))
_TOP_RATING, _TOP_POINTS = 10.0, 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleGuess:
    """A lower and an upper end, and whether they are a guess; 0 to 100 for plain points is none."""

    low: float
    high: float
    is_guess: bool


def guess_scales(criteria: Mapping[str, tuple[Sequence[MatrixScore], str]]) -> dict[str, ScaleGuess]:
    """Return a scale for each criterion without one, by title.

    Ratings, that is numbers up to 10 without a unit, share one scale: whoever adds them up reads them on one.

    Args:
        criteria: the scores and the unit of each criterion.
    """
    spans = {title: _span(scores) for title, (scores, _) in criteria.items()}
    ratings = [
        spans[title] for title, (scores, unit) in criteria.items() if _is_rating(spans[title], scores, unit)
    ]
    maxima = [score.out_of for scores, _ in criteria.values() for score in scores if score.out_of is not None]
    shared = _rating_scale(ratings, max(maxima, default=0.0)) if ratings else None
    guesses = {}
    for title, (scores, unit) in criteria.items():
        low, high = spans[title]
        top = max((score.out_of for score in scores if score.out_of is not None), default=None)
        if _is_rating(spans[title], scores, unit) and shared:
            guess = ScaleGuess(low=shared[0], high=shared[1], is_guess=True)
        elif low >= 0 and high <= _TOP_POINTS and top in (None, _TOP_POINTS):
            ends = _rating_scale([(low, high)], 0.0) if high <= _TOP_RATING else (0.0, _TOP_POINTS)
            guess = ScaleGuess(low=ends[0], high=ends[1], is_guess=bool(unit) or high <= _TOP_RATING)
        elif top is not None and low >= 0:
            guess = ScaleGuess(low=0.0, high=top, is_guess=True)
        else:
            guess = _own_span(low, high)
        guesses[title] = guess
    return guesses


def _span(scores: Sequence[MatrixScore]) -> tuple[float, float]:
    known = [score for score in scores if not score.is_unknown]
    return min((score.low for score in known), default=0.0), max((score.high for score in known), default=0.0)


def _is_rating(span: tuple[float, float], scores: Sequence[MatrixScore], unit: str) -> bool:
    low, high = span
    is_share = low >= 0 and high <= 1 and any(score.low % 1 or score.high % 1 for score in scores)
    is_of_large = any(score.out_of is not None and score.out_of > _TOP_RATING for score in scores)
    return not unit and low >= 0 and high <= _TOP_RATING and not is_share and not is_of_large


def _rating_scale(spans: Sequence[tuple[float, float]], top: float) -> tuple[float, float]:
    """Return the first usual scale that holds all spans and reaches `top`; 0 to 10 at the widest."""
    low, high = min(span[0] for span in spans), max(*(span[1] for span in spans), top)
    return next((ends for ends in _RATINGS if ends[0] <= low and high <= ends[1]), (0.0, _TOP_RATING))


def _own_span(low: float, high: float) -> ScaleGuess:
    """Return the span of the scores themselves, as no usual scale holds them."""
    if low < 0 < high and max(-low, high) <= _TOP_RATING:
        low, high = -max(-low, high), max(-low, high)
    if low == high:
        low, high = min(0.0, low), max(0.0, high)
    return ScaleGuess(low=low, high=high if high > low else low + 1, is_guess=True)
