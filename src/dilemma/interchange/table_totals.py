"""Totals of a table: never an option or a criterion, but a check of what was read.

Each rule that people use is tried on every total, mean, rank or share. The one that fits is named; where it
fits most, the others are compared with it; a total that fits weights the table does not state is asked about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import format_digits, problem_at
from dilemma.interchange.hidden_totals import find_hidden_totals
from dilemma.interchange.label_parts import names_weights
from dilemma.interchange.table_area import is_filled
from dilemma.interchange.table_words import is_subtotal_label, label_words
from dilemma.interchange.total_rules import (
    TotalRule,
    implied_weights,
    option_rules,
    plain_rules,
    product_rules,
    read_total_number,
)
from dilemma.records import dataclass
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix_criteria import MatrixCriterion
    from dilemma.interchange.matrix_layout import MatrixLayout, OptionLine
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.interchange.total_rules import TitledScores
    from dilemma.scenario.problems import Cell, Problem


_SLIP, _WEIGHTED_SLIP = 0.1, 0.25
"""A total this near to a rule is that rule added up wrongly; weights make a chance hit less likely."""

_LEAST_ROUNDED = 10  # below it a whole number says too little to be a rounded total


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsCheck:
    """What the totals of a table say: how each was made, and where it differs from what was read."""

    notes: tuple[str, ...]
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Total:
    """A line of totals: its label, and by row of the layout the number, its tolerance and its place."""

    label: str
    word: str
    numbers: dict[int, float]
    tolerances: dict[int, float]
    places: Mapping[int, Cell]


def check_totals(
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion], scores: TitledScores, answers: TableAnswers
) -> TotalsCheck:
    """Return what the totals of a table say about what was read.

    Raises:
        FaultyFile: a total fits weights that the table does not state, or a line without a name is no total.
    """
    notes: list[str] = []
    doubts: list[Problem] = []
    problems: list[Problem] = []
    for column in layout.summary_columns:
        part = _summed_part(layout, column, criteria)
        rules = option_rules(part, scores)
        cells = {line.row: _total_cell(layout, line, column) for line in layout.option_lines}
        total = _read_total(layout.title_of_column(column), layout.column_word, cells)
        _check_weight_sum(layout, column, part, doubts)
        if not total.numbers:
            if total.label and any(is_filled(cell) for cell in cells.values()):
                notes.append(f"Left out, as it holds no numbers: {quote_text(total.label)}.")
            continue
        if not total.label and not any(_fits(rule, total) for rule in rules):
            problems.append(_unnamed(layout.table.cell(0, column), "criterion"))
            continue
        is_final = layout.option_columns.get("future") is None
        weights = (
            None if answers.equal_weights or not is_final else _hidden_weights(criteria, scores, rules, total)
        )
        if weights is not None:
            problems.append(_ask_weights(layout.table.cell(0, column), total, criteria, weights))
            continue
        _compare(total, rules, part, notes, doubts)
    for row in layout.summary_rows:
        _check_statistics(layout, row, criteria, scores, notes=notes, problems=problems)
    _check_weighted_rows(layout, criteria, scores, notes=notes, doubts=doubts, problems=problems)
    problems += find_hidden_totals(layout, criteria, scores, answers)
    if problems:
        raise FaultyFile(problems)
    return TotalsCheck(notes=tuple(notes), doubts=tuple(doubts))


def _summed_part(
    layout: MatrixLayout, column: int, criteria: Sequence[MatrixCriterion]
) -> Sequence[MatrixCriterion]:
    """Return the criteria that a total sums up: of a subtotal, those since the total before it."""
    before = max((other for other in layout.summary_columns if other < column), default=0)
    part = [criterion for criterion in criteria if before < criterion.column < column]
    return part if part and is_subtotal_label(layout.title_of_column(column)) else criteria


def _total_cell(layout: MatrixLayout, line: OptionLine, column: int) -> ReadCell:
    """Return the total of an option; it may stand under its weighted scores."""
    weighted = layout.weighted_rows.get(line.title)
    cell = layout.table.cell(line.row, column)
    return cell if is_filled(cell) or weighted is None else layout.table.cell(weighted, column)


def _unnamed(cell: ReadCell, noun: str) -> Problem:
    message = f"is empty, and what stands beside or below it is no total of the others; name the {noun}"
    return problem_at(cell.location, "no-head", message)


def _read_total(label: str, word: str, cells: Mapping[int, ReadCell]) -> _Total:
    numbers, tolerances = {}, {}
    for row, cell in cells.items():
        number, tolerance = read_total_number(cell)
        if number is not None:
            numbers[row], tolerances[row] = number, tolerance
    return _Total(
        label=label,
        word=word,
        numbers=numbers,
        tolerances=tolerances,
        places={row: cell.location for row, cell in cells.items()},
    )


def _is_rank_label(label: str) -> bool:
    return any(
        word.startswith("rank") or word in ("rang", "place", "position") for word in label_words(label)
    )


def _hits(rule: TotalRule, total: _Total) -> int:
    return sum(
        abs(rule.values[row] - number) <= total.tolerances[row]
        for row, number in total.numbers.items()
        if row in rule.values
    )


def _fits(rule: TotalRule, total: _Total) -> bool:
    comparable = [row for row in total.numbers if row in rule.values]
    return bool(comparable) and _hits(rule, total) == len(comparable)


def _compare(
    total: _Total,
    rules: Sequence[TotalRule],
    criteria: Sequence[MatrixCriterion],
    notes: list[str],
    doubts: list[Problem],
) -> None:
    """Say by which rule a total was made, and where it differs from what the rule gives."""
    has_weights = any(criterion.weight is not None for criterion in criteria)
    is_named = has_weights and names_weights(total.label)  # a slip may be the plain mean by chance
    candidates = [rule for rule in rules if rule.is_rank is _is_rank_label(total.label)]
    candidates = [rule for rule in candidates if rule.is_weighted or not is_named]
    comparable = [row for row in total.numbers if any(row in rule.values for rule in candidates)]
    if not comparable:
        notes.append(f"{quote_text(total.label)} is left out and not compared, as scores are unknown.")
        return
    first = next(iter(total.places.values()))
    rule, total = _best_rule(total, candidates, len(comparable), has_weights=has_weights)
    if rule is None:
        message = (
            f"comes under {quote_text(total.label)}, which no rule tried gives from the weights and scores "
            "here: sums, means and shares of the maximum, weighted or not; it is left out"
        )
        doubts.append(problem_at(first, "total-unexplained", message, "warning"))
        return
    name = quote_text(total.label) if total.label else f"The last {total.word}"
    notes.append(f"{name} is {rule.name}; it is no option and no criterion.")
    doubts += [_differs(rule, total, row) for row in comparable if not _agrees(rule, total, row)]
    if has_weights and not rule.is_weighted and not rule.is_rank:
        message = (
            f"is {rule.name}, without the weights that the table states; the scenario has them, and may rank "
            "otherwise"
        )
        doubts.append(problem_at(first, "total-unweighted", message, "warning"))


def _best_rule(
    total: _Total, candidates: Sequence[TotalRule], count: int, *, has_weights: bool
) -> tuple[TotalRule | None, _Total]:
    """Return the rule that gives most of a total, and the total as it is compared with it.

    Half of the numbers must agree; otherwise the nearest rule is taken for one that was added up wrongly, and
    None where none is near.
    """
    best = max(candidates, key=lambda rule: (_hits(rule, total), rule.is_weighted))
    rounded = _rounded(total)
    if _hits(best, total) < count and rounded is not None:
        fitting = [rule for rule in candidates if _fits(rule, rounded)]
        if fitting:
            return fitting[0], rounded
    hits = _hits(best, total)
    if hits and hits * 2 >= count:
        return best, total
    slip = _WEIGHTED_SLIP if has_weights else _SLIP
    near = [
        rule
        for rule in candidates
        if rule.is_weighted is has_weights and not rule.is_rank and _distance(rule, total) <= slip
    ]
    return min(near, key=lambda rule: _distance(rule, total), default=None), total


def _rounded(total: _Total) -> _Total | None:
    """Return a total of whole numbers as one that was rounded to them; None for other totals."""
    if any(number % 1 or abs(number) < _LEAST_ROUNDED for number in total.numbers.values()):
        return None
    return replace(total, tolerances=dict.fromkeys(total.numbers, 0.5))


def _agrees(rule: TotalRule, total: _Total, row: int) -> bool:
    return row not in rule.values or abs(rule.values[row] - total.numbers[row]) <= total.tolerances[row]


def _distance(rule: TotalRule, total: _Total) -> float:
    """Return the largest difference between a rule and a total, as a share of the total."""
    shares = [
        abs(rule.values[row] - number) / max(abs(number), 1e-9)
        for row, number in total.numbers.items()
        if row in rule.values
    ]
    return max(shares, default=1.0)


def _differs(rule: TotalRule, total: _Total, row: int) -> Problem:
    decimals = max(0, len(format_digits(total.numbers[row]).partition(".")[2]))
    number = format_digits(round(rule.values[row], max(decimals, 2)))
    basis = "its weights and scores give" if rule.is_weighted else "its scores give"
    message = f"the sheet says {format_digits(total.numbers[row])}, {basis} {number} ({rule.name})"
    return problem_at(total.places[row], "total-differs", message, "warning")


def _check_weight_sum(
    layout: MatrixLayout, column: int, criteria: Sequence[MatrixCriterion], doubts: list[Problem]
) -> None:
    """Compare the total of the weights, where the sheet has one."""
    row = layout.criterion_rows.get("weight")
    if row is None:
        return
    cell = layout.table.cell(row, column)
    number, tolerance = read_total_number(cell)
    total = sum(criterion.weight or 0.0 for criterion in criteria)
    if number is not None and abs(number - total) > max(tolerance, 1e-6 * abs(total)):
        sums = format_digits(number), format_digits(round(total, 6))
        message = f"the sheet says the weights add up to {sums[0]}; they give {sums[1]}"
        doubts.append(problem_at(cell.location, "total-differs", message, "warning"))


def _check_statistics(
    layout: MatrixLayout,
    row: int,
    criteria: Sequence[MatrixCriterion],
    scores: TitledScores,
    *,
    notes: list[str],
    problems: list[Problem],
) -> None:
    """Name the rule of a line that sums up the options on each criterion."""
    label = layout.title_of_row(row)
    cells = {criterion.column: layout.table.cell(row, criterion.column) for criterion in criteria}
    total = _read_total(label, layout.row_word, cells)
    columns = {
        criterion.column: [score.centre for score in scores[criterion.title].values() if not score.is_unknown]
        for criterion in criteria
    }
    fitting = (
        [rule for rule in plain_rules(columns, {}, [1.0] * len(columns)) if _fits(rule, total)]
        if len({len(numbers) for numbers in columns.values()}) == 1 and all(columns.values())
        else []
    )
    if fitting:
        notes.append(
            f"{quote_text(label or 'The last line')} is {fitting[0].name} of the options; it is left out."
        )
    elif not label:
        problems.append(_unnamed(layout.table.cell(row, 0), "option"))
    else:
        notes.append(f"{quote_text(label)} is left out; it sums up the others by no rule tried.")


def _check_weighted_rows(
    layout: MatrixLayout,
    criteria: Sequence[MatrixCriterion],
    scores: TitledScores,
    *,
    notes: list[str],
    doubts: list[Problem],
    problems: list[Problem],
) -> None:
    """Compare the weighted scores beside an option with its scores times the weights."""
    rows = {line.title: line.row for line in layout.option_lines}
    for title, row in layout.weighted_rows.items():
        cells = {criterion.column: layout.table.cell(row, criterion.column) for criterion in criteria}
        total = _read_total(layout.title_of_row(row), layout.row_word, cells)
        rules = product_rules(criteria, {c.column: scores[c.title][rows[title]] for c in criteria})
        best = max(rules, key=lambda rule: _hits(rule, total))
        if 2 * _hits(best, total) < len(total.numbers):
            message = (
                f"begins a {layout.row_word} {quote_text(total.label)}, which looks like weighted scores of "
                f"{quote_text(title)} and is not weight times score; delete it, or rename it if it is an "
                "option"
            )
            problems.append(problem_at(layout.table.cell(row, 0).location, "unclear-line", message))
            continue
        notes.append(f"{quote_text(total.label)} is {best.name}; it is no option.")
        doubts += [
            _differs(best, total, column) for column in total.numbers if not _agrees(best, total, column)
        ]


def _hidden_weights(
    criteria: Sequence[MatrixCriterion], scores: TitledScores, rules: Sequence[TotalRule], total: _Total
) -> list[float] | None:
    """Return the unequal weights that a total fits where the table states none; None where there are none."""
    rows = [row for row in total.numbers if all(not scores[c.title][row].is_unknown for c in criteria)]
    if any(criterion.weight is not None for criterion in criteria):
        return None
    if any(_fits(rule, total) for rule in rules if rule.is_rank is _is_rank_label(total.label)):
        return None
    levels = [[scores[criterion.title][row].centre for criterion in criteria] for row in rows]
    return implied_weights(
        levels, [total.numbers[row] for row in rows], [total.tolerances[row] for row in rows]
    )


def _ask_weights(
    cell: ReadCell, total: _Total, criteria: Sequence[MatrixCriterion], weights: Sequence[float]
) -> Problem:
    whole = float(sum(weights))
    points = [round(100 * float(weight) / whole, 1) for weight in weights]
    pairs = list(zip(criteria, weights, points, strict=True))
    formula = " + ".join(f"{format_digits(round(float(w), 4))} × {c.title}" for c, w, _ in pairs)
    typed = ",".join(f"{c.title}={format_digits(p)}" for c, _, p in pairs).replace('"', "'")
    message = (
        f"heads {quote_text(total.label)}, which is {formula}: weights that the table does not state; add "
        f'--weights "{typed}" if they are meant, or --weights equal if every criterion counts the same'
    )
    return problem_at(cell.location, "weights-in-total", message)
