"""The scores of a matrix: what each cell says, whether those of a criterion agree on a unit, and its scale.

A scale that a table does not state is guessed: the usual ends that hold its scores.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.interchange.cells import format_digits
from dilemma.interchange.table_words import strip_emphasis
from dilemma.interchange.template import JudgementField
from dilemma.interchange.typed_numbers import (
    TypedNumber,
    UnclearNumber,
    level_rank,
    order_levels,
    parse_typed_number,
)
from dilemma.interchange.values import BadCell, describe_non_number, read_value
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix_layout import MatrixLayout, OptionLine
    from dilemma.interchange.typed_numbers import Decimal
    from dilemma.scenario.problems import Cell
    from dilemma.scenario.yaml.nodes import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class CellStyle:
    """How the cells of a table are read: the decimal sign, and the numbers of its words."""

    decimal: Decimal | None
    levels: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixScore(TypedNumber):
    """A score, as one cell says it or several together.

    Attributes:
        locations: the cells that hold it.
        deviation: the standard deviation of a normal around the mode; None for other scores.
        is_level: whether the cell holds a word such as H, and no number.
    """

    locations: tuple[Cell, ...]
    deviation: float | None = None
    is_level: bool = False

    @property
    def centre(self) -> float:
        """The most likely number, or the middle of a range without one."""
        return self.mode if self.mode is not None else (self.low + self.high) / 2

    @property
    def data(self) -> Data:
        """A known score as a scenario file writes it."""
        if self.deviation:
            return {"normal": [self.centre, self.deviation]}
        if self.low == self.high:
            return self.low
        return [self.low, self.high] if self.mode is None else [self.low, self.mode, self.high]


def read_scores(
    layout: MatrixLayout, parts: Mapping[str, int], style: CellStyle, problems: list[Problem]
) -> dict[int, MatrixScore]:
    """Return the scores of one criterion, by the first row that holds each.

    Args:
        layout: the layout of the matrix.
        parts: the columns of the criterion, by the part of a pair they hold.
        style: how its cells are read.
        problems: what cannot be read is appended to it.
    """
    scores = {}
    for lines in _lines_by_score(layout.option_lines):
        cells = {
            (line.part or part): layout.cell(line.row, column)
            for line in lines
            for part, column in parts.items()
        }
        try:
            scores[lines[0].row] = _read_parts(cells, style)
        except BadCell as bad:
            problems += [bad.problem] if bad.problem else []
    _check_units(list(scores.values()), problems)
    return scores


def _lines_by_score(lines: Sequence[OptionLine]) -> list[list[OptionLine]]:
    """Return the rows in groups: those of the parts of one option together, every other row alone."""
    groups: dict[tuple[str, int], list[OptionLine]] = {}
    for line in lines:
        groups.setdefault((line.title, 0 if line.part else line.row), []).append(line)
    return list(groups.values())


def _read_parts(cells: Mapping[str, ReadCell], style: CellStyle) -> MatrixScore:
    """Return the score in the cells of one option and criterion."""
    scores = {part: read_score(cell, style) for part, cell in cells.items()}
    if "" in scores:
        return scores[""]
    known = [score for score in scores.values() if not score.is_unknown]
    locations = tuple(score.locations[0] for score in scores.values())
    if not known:
        return MatrixScore(low=0, mode=0, high=0, is_unknown=True, locations=locations)
    if len(known) < len(scores):
        empty = next(score for score in scores.values() if score.is_unknown)
        message = "is empty, and its partner is not; fill both"
        raise BadCell(Problem(empty.locations[0], "half-a-range", message))
    unit = known[0].unit
    if "mean" in scores:
        mean, deviation = scores["mean"].centre, scores["deviation"].centre
        if deviation < 0:
            message = f"holds {format_digits(deviation)}; a standard deviation is not below 0"
            raise BadCell(Problem(scores["deviation"].locations[0], "out-of-bounds", message))
        return MatrixScore(
            low=mean, mode=mean, high=mean, deviation=deviation or None, unit=unit, locations=locations
        )
    low, high = scores["low"].centre, scores["high"].centre
    mode = scores["mode"].centre if "mode" in scores else (low if low == high else None)
    if not low <= (low if mode is None else mode) <= high:
        message = "the lower end, the most likely number and the upper end must rise"
        raise BadCell(Problem(locations[0], "wrong-order", message))
    return MatrixScore(low=low, mode=mode, high=high, unit=unit, locations=locations)


def read_score(cell: ReadCell, style: CellStyle) -> MatrixScore:
    """Return what one cell says.

    Raises:
        BadCell: it cannot be read.
    """
    if cell.kind == "refused":
        raise BadCell(None)
    if cell.kind == "truth":
        cell = replace(cell, kind="text")  # a word like others, whose number `--levels` says
    typed: TypedNumber | None
    if cell.kind == "number":
        # Excel keeps 0.35 for a cell that shows 35%; fifteen digits undo what the product adds.
        number = _check_size(cell, cell.number)
        number = float(f"{100 * number:.15g}") if cell.percent else number
        typed = TypedNumber(low=number, mode=number, high=number, unit="%" if cell.percent else cell.unit)
    elif cell.kind == "text" and cell.clean_text:
        typed = _parse_text(cell, style)
    else:
        read_value(JudgementField(path=(), columns=(0,), kind="number"), [cell])
        typed = TypedNumber(is_unknown=True)
    if typed is None:
        raise BadCell(_describe_text(cell))
    _check_size(cell, typed.low)
    _check_size(cell, typed.high)
    return MatrixScore(
        low=typed.low,
        mode=typed.mode,
        high=typed.high,
        is_unknown=typed.is_unknown,
        unit=typed.unit,
        out_of=typed.out_of,
        is_level=cell.kind == "text" and cell.clean_text.casefold() in style.levels,
        note=" ".join(filter(None, (typed.note, cell.note))),
        locations=(cell.location,),
    )


def _parse_text(cell: ReadCell, style: CellStyle) -> TypedNumber | None:
    try:
        return parse_typed_number(cell.clean_text, style.decimal, style.levels)
    except UnclearNumber:
        message = (
            f"holds {quote_text(cell.clean_text)}, with what may be a sign for thousands or for decimals; "
            "write the number without one, or add --decimal point or --decimal comma"
        )
        raise BadCell(Problem(cell.location, "unclear-number", message)) from None


def _check_size(cell: ReadCell, number: float) -> float:
    """Return a number that a scenario can hold."""
    if -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
        return number
    message = f"holds a number beyond {format_digits(LARGEST_NUMBER)}; write it in a larger unit"
    raise BadCell(Problem(cell.location, "out-of-bounds", message))


def _describe_text(cell: ReadCell) -> Problem:
    """Return the problem of a text that is no number: a word for a level, or what `values` says of it."""
    word = strip_emphasis(cell.clean_text).partition("(")[0].strip()
    if order_levels(frozenset([word])):
        return WordProblem(span=cell.location, code="level-without-number", message="", word=word)
    return Problem(cell.location, *describe_non_number(cell.clean_text))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordProblem(Problem):
    """A word in a cell where a number belongs; the words of a table make one message."""

    word: str


def join_word_problems(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, those of words made one: at the first cell, with the option that settles all."""
    of_words = [problem for problem in problems if isinstance(problem, WordProblem)]
    if not of_words:
        return list(problems)
    words = {problem.word.casefold(): problem.word for problem in of_words}
    ordered = order_levels(frozenset(words.values()))
    numbers = {word: rank for rank, word in enumerate(ordered or (), start=1)}
    numbers = numbers or {word: level_rank(word) for word in words.values()}
    typed = ",".join(f"{word}={number}" for word, number in numbers.items())
    first, count = of_words[0], len(of_words)
    others = (
        f", as {count - 1} more cells do" if count > 2 else ", as another cell does" if count == 2 else ""
    )
    message = (
        f"holds the word {quote_text(first.word)} where a number belongs{others}; say what each word is "
        f'worth, for example --levels "{typed}"'
    )
    joined = Problem(first.span, first.code, message)
    rest = [problem for problem in problems if problem is first or not isinstance(problem, WordProblem)]
    return [joined if problem is first else problem for problem in rest]


def _check_units(scores: Sequence[MatrixScore], problems: list[Problem]) -> None:
    """Append a problem where the cells of one criterion have different units or maxima."""
    known = [score for score in scores if not score.is_unknown]
    units = {score.unit.casefold(): score for score in known if score.unit}
    maxima = {score.out_of: score for score in known if score.out_of is not None}
    bare = [score for score in known if not score.unit]
    if "%" in units and bare:
        message = "has a percent sign, and other scores of this criterion have none; write all the same way"
        problems.append(Problem(units["%"].locations[0], "percentage", message))
    elif len(units) > 1 or len(maxima) > 1:
        different = list(units.values() if len(units) > 1 else maxima.values())
        message = "has another unit than the other scores of this criterion; write all in one unit"
        problems.append(Problem(different[-1].locations[0], "mixed-units", message))


def unit_of(scores: Sequence[MatrixScore]) -> str:
    """Return the unit that the scores of a criterion share; empty for none."""
    return next((score.unit for score in scores if score.unit), "")


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
