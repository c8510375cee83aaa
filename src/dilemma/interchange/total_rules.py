"""Rules by which people make totals: sums, means, shares of the maximum and ranks, weighted or not.

The weights that a total implies, where a table states none, are worked out here too.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from operator import mul
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from dilemma.interchange.cells import format_digits
from dilemma.interchange.typed_numbers import UnclearNumber, parse_typed_number
from dilemma.records import dataclass
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix_criteria import MatrixCriterion
    from dilemma.interchange.matrix_layout import MatrixLayout, OptionLine
    from dilemma.interchange.matrix_scores import MatrixScore
    from dilemma.interchange.table_answers import TableAnswers

    TitledScores: TypeAlias = "Mapping[str, Mapping[int, MatrixScore]]"

_TOPS = (5.0, 10.0, 100.0, 7.0, 4.0, 3.0, 1.0, 6.0, 9.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTable:
    """A table as far as it is read, with which its totals are compared.

    Attributes:
        layout: where its parts stand.
        criteria: its criteria, in order.
        scores: by title of the criterion and row of the layout.
        answers: what its owner answers.
    """

    layout: MatrixLayout
    criteria: Sequence[MatrixCriterion]
    scores: TitledScores
    answers: TableAnswers

    @property
    def has_weights(self) -> bool:
        """Whether it states a weight."""
        return any(criterion.weight is not None for criterion in self.criteria)

    @property
    def lines(self) -> list[OptionLine]:
        """The rows of options with all their scores; of scores in parts, such as low and high, the first."""
        lines, scores = self.layout.option_lines, self.scores.values()
        return [line for line in lines if all(line.row in by_row for by_row in scores)]

    def row_scores(self, row: int) -> dict[int, MatrixScore]:
        """Return the scores of an option, by the column of the criterion."""
        return {criterion.column: self.scores[criterion.title][row] for criterion in self.criteria}


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRule:
    """A rule by which people make totals, with what it gives for each row of the layout."""

    name: str
    values: Mapping[int, float]
    is_weighted: bool = False
    is_rank: bool = False


def option_rules(criteria: Sequence[MatrixCriterion], scores: TitledScores) -> list[TotalRule]:
    """Return the rules for a total of each option, those with weights first."""
    rows = sorted({row for by_row in scores.values() for row in by_row})
    levels = {
        row: [scores[criterion.title][row].centre for criterion in criteria]
        for row in rows
        if all(
            row in scores[criterion.title] and not scores[criterion.title][row].is_unknown
            for criterion in criteria
        )
    }
    weights = [criterion.weight for criterion in criteria if criterion.weight is not None]
    signs = [-1.0 if criterion.worst > criterion.best else 1.0 for criterion in criteria]
    values = {
        row: [
            100 * (level - criterion.worst) / (criterion.best - criterion.worst)
            for level, criterion in zip(numbers, criteria, strict=True)
        ]
        for row, numbers in levels.items()
    }
    rules = list(_weighted_rules(levels, values, signs, weights)) if len(weights) == len(criteria) else []
    rules += plain_rules(levels, values, signs)
    return (
        rules
        + [_ranked(rule) for rule in rules if not rule.is_rank]
        + [_ranked(rule, rising=True) for rule in rules]
    )


def total_of_gains(
    layout: MatrixLayout, scores: TitledScores, criteria: Sequence[MatrixCriterion]
) -> str | None:
    """Return the name of a total that adds up all scores as if more were better; None where none does.

    Half of its numbers must agree with the weighted or plain sum or mean of the scores.
    """
    rules = [rule for rule in option_rules(criteria, scores) if rule.name.endswith(" of the scores")]
    rules = [rule for rule in rules if rule.name.split()[-4] in ("sum", "mean") and not rule.is_rank]
    for column in layout.summary_columns:
        numbers = {line.row: read_total_number(layout.cell(line.row, column)) for line in layout.option_lines}
        for rule in rules:
            pairs = [(rule.values[row], *numbers[row]) for row in numbers if row in rule.values]
            near = [abs(value - number) <= margin for value, number, margin in pairs if number is not None]
            if near and 2 * sum(near) >= len(near):
                return layout.title_of_column(column)
    return None


def _weighted_rules(
    levels: Mapping[int, Sequence[float]],
    values: Mapping[int, Sequence[float]],
    signs: Sequence[float],
    weights: Sequence[float],
) -> list[TotalRule]:
    total = sum(weights)

    def rule(
        name: str, data: Mapping[int, Sequence[float]], factor: float, used: Sequence[float]
    ) -> TotalRule:
        return TotalRule(
            name=name,
            values={row: factor * sum(map(mul, used, numbers)) for row, numbers in data.items()},
            is_weighted=True,
        )

    signed = [weight * sign for weight, sign in zip(weights, signs, strict=True)]
    rules = [
        rule("the weighted sum of the scores", levels, 1.0, weights),
        rule("the weighted mean of the scores", levels, 1 / total, weights),
        rule("the weighted sum of the scores with the weights as percentages", levels, 0.01, weights),
        rule("the weighted mean of the values from 0 to 100", values, 1 / total, weights),
        rule("the weighted mean of the values from 0 to 1", values, 0.01 / total, weights),
        rule("the weighted sum of the scores, burdens subtracted", levels, 1.0, signed),
        rule("the weighted mean of the scores, burdens subtracted", levels, 1 / total, signed),
    ]
    highest = max((number for numbers in levels.values() for number in numbers), default=0.0)
    for top in (top for top in _TOPS if top >= highest):
        share = f"the weighted share of the maximum of {top:g}"
        rules.append(rule(f"{share}, in percent", levels, 100 / total / top, weights))
        rules.append(rule(share, levels, 1 / total / top, weights))
    return rules


def plain_rules(
    levels: Mapping[int, Sequence[float]], values: Mapping[int, Sequence[float]], signs: Sequence[float]
) -> list[TotalRule]:
    """Return the rules without weights: the sum, mean, ends and median of a line, and its share of a maximum.

    Args:
        levels: the numbers of each line.
        values: the same as values from 0 to 100; empty where a line has none.
        signs: -1 for a burden, 1 for a gain, in the order of a line.
    """
    functions: list[tuple[str, Callable[[Sequence[float]], float]]] = [
        ("the sum of the scores", sum),
        ("the mean of the scores", lambda numbers: sum(numbers) / len(numbers)),
        ("the sum of the scores, burdens subtracted", lambda numbers: sum(map(mul, signs, numbers))),
        ("the highest score", max),
        ("the lowest score", min),
        ("the median of the scores", median),
    ]
    rules = [
        TotalRule(name=name, values={row: float(function(numbers)) for row, numbers in levels.items()})
        for name, function in functions
    ]
    rules.append(
        TotalRule(
            name="the mean of the values from 0 to 100",
            values={row: sum(numbers) / len(numbers) for row, numbers in values.items()},
        )
    )
    highest = max((number for numbers in levels.values() for number in numbers), default=0.0)
    for top in (top for top in _TOPS if top >= highest):
        for form, factor in ((", in percent", 100.0), ("", 1.0)):
            shares = {row: factor * sum(numbers) / len(numbers) / top for row, numbers in levels.items()}
            rules.append(TotalRule(name=f"the share of the maximum of {top:g}{form}", values=shares))
    return rules


def composite_rules(levels: Mapping[int, Sequence[float]], last: str) -> list[TotalRule]:
    """Return the rules of scores that are multiplied or divided, as for risks and for features to build.

    The product of all; the product or the sum of all but the last, over the last; each once more in percent.

    Args:
        levels: the numbers of each line.
        last: the name of the last of them.
    """
    over = f", divided by that of {quote_text(last)},"
    functions: list[tuple[str, Callable[[Sequence[float]], float]]] = [
        ("the product of the scores", prod),
        (f"the product of the scores{over}", lambda line: prod(line[:-1]) / line[-1]),
        (f"the sum of the scores{over}", lambda line: sum(line[:-1]) / line[-1]),
    ]
    lines = {row: line for row, line in levels.items() if all(line)}
    return [
        TotalRule(name=name, values={row: factor * function(line) for row, line in lines.items()})
        for name, function in functions
        for factor in (1.0, 0.01)
    ]


def _ranked(rule: TotalRule, *, rising: bool = False) -> TotalRule:
    """Return the ranks by a rule, 1 for the highest, or for the lowest where less is better."""
    sign = 1 if rising else -1
    ordered = {row: sign * value for row, value in rule.values.items()}
    ranks = {
        row: 1.0 + sum(other < value - 1e-12 for other in ordered.values()) for row, value in ordered.items()
    }
    order = "lowest first" if rising else "highest first"
    return TotalRule(
        name=f"the rank by {rule.name}, {order}", values=ranks, is_weighted=rule.is_weighted, is_rank=True
    )


def implied_weights(
    levels: Sequence[Sequence[float]], totals: Sequence[float], tolerances: Sequence[float]
) -> list[float] | None:
    """Return the unequal weights, none below 0, that give all totals; None where there are none, or no proof.

    As many options as criteria fit some weights always; they count only where they add up to 1, 10 or 100.

    Args:
        levels: the scores of each option, in the order of the criteria.
        totals: the total of each option.
        tolerances: how far each total may be off by rounding.
    """
    size = len(levels[0]) if levels else 0
    if len(levels) < size or size < 2:
        return None
    matrix = [[Fraction(level).limit_denominator(10**9) for level in line] for line in levels]
    numbers = [Fraction(total).limit_denominator(10**9) for total in totals]
    weights = _least_squares(matrix, numbers)
    if weights is None or any(weight < 0 for weight in weights) or len(set(weights)) < 2:
        return None
    fits = all(
        abs(float(sum(map(mul, weights, line)) - number)) <= 1.5 * tolerance + 1e-9
        for line, number, tolerance in zip(matrix, numbers, tolerances, strict=True)
    )
    whole = float(sum(weights))
    is_share = any(abs(whole - one) <= 0.02 * one for one in (1.0, 10.0, 100.0))
    return [float(weight) for weight in weights] if fits and (len(levels) > size or is_share) else None


def _least_squares(
    matrix: Sequence[Sequence[Fraction]], numbers: Sequence[Fraction]
) -> list[Fraction] | None:
    """Return the exact solution of the normal equations; None where it is not unique.

    Gauss-Jordan elimination on fractions, as a table has few criteria and rounding would hide a fit.
    """
    size = len(matrix[0])
    rows = [
        [sum((line[i] * line[j] for line in matrix), Fraction(0)) for j in range(size)]
        + [sum((line[i] * number for line, number in zip(matrix, numbers, strict=True)), Fraction(0))]
        for i in range(size)
    ]
    for column in range(size):
        pivot = next((row for row in range(column, size) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [entry / head for entry in rows[column]]
        for other in range(size):
            if other != column and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[column], strict=True)]
    return [row[size] for row in rows]


def product_rules(criteria: Sequence[MatrixCriterion], scores: Mapping[int, MatrixScore]) -> list[TotalRule]:
    """Return the rules for weighted scores by column: weight times score, with the weights in three forms."""
    whole = sum(criterion.weight or 0.0 for criterion in criteria)
    factors = {"the weight times the score": 1.0, "the percentage times the score": 0.01}
    if whole:
        factors["the share of weight times the score"] = 1 / whole
        factors["the share of weight in percent times the score"] = 100 / whole
    known = [criterion for criterion in criteria if not scores[criterion.column].is_unknown]
    return [
        TotalRule(
            name=name,
            values={c.column: factor * (c.weight or 0.0) * scores[c.column].centre for c in known},
            is_weighted=True,
        )
        for name, factor in factors.items()
    ]


def read_total_number(cell: ReadCell) -> tuple[float | None, float]:
    """Return the number in a cell of totals, and half a unit of its last digit; None for a text."""
    if cell.kind == "number":
        text = cell.text or format_digits(cell.number)
        number = 100 * cell.number if cell.percent else cell.number
        return number, _half_digit(text if not cell.percent else format_digits(number), number)
    if cell.kind != "text":
        return None, 0.0
    text = cell.clean_text
    ordinal = re.sub(r"(?:st|nd|rd|th)$", "", text.strip("*_ ").casefold())
    if re.fullmatch(r"[*_\s]*\d+,\d{1,2}[*_\s]*", text):
        text = text.replace(",", ".")  # nobody parts thousands by one or two digits
    try:
        typed = parse_typed_number(ordinal if ordinal.isdigit() else text, None, {})
    except UnclearNumber:
        return None, 0.0
    if typed is None or typed.mode is None or typed.is_unknown:
        return None, 0.0
    return typed.mode, _half_digit(text, typed.mode)


def _half_digit(text: str, number: float) -> float:
    digits = "".join(character for character in text if character.isdigit() or character in ".,")
    decimals = len(digits.replace(",", ".").rpartition(".")[2]) if "." in digits or "," in digits else 0
    # A total typed without decimals may still be exact; half a unit would let every rule fit small ones.
    return float(0.5 * 10.0**-decimals * (1.001 if decimals else 0.2) + 1e-9 * abs(number))
