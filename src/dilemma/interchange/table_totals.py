"""Totals of a table: never an option or a criterion, but a check of what was read.

Each rule that people use is tried on every total, mean, rank or share. The one that fits is named; where it
fits most, the others are compared with it; a total that fits weights the table does not state is asked about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import format_digits, is_filled
from dilemma.interchange.hidden_totals import find_hidden_totals
from dilemma.interchange.label_parts import names_weights
from dilemma.interchange.table_words import is_subtotal_label, is_summary_label, label_words
from dilemma.interchange.total_rules import (
    implied_weights,
    option_rules,
    plain_rules,
    product_rules,
    read_total_number,
)
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix_layout import OptionLine
    from dilemma.interchange.total_rules import ScoredTable, TotalRule


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
    """A line of totals: its label, and by row of the layout the number, its tolerance and its cell."""

    label: str
    word: str
    numbers: dict[int, float]
    tolerances: dict[int, float]
    cells: Mapping[int, ReadCell]

    @property
    def is_rank(self) -> bool:
        """Whether it is called a rank."""
        return any(
            word.startswith("rank") or word in ("rang", "place", "position")
            for word in label_words(self.label)
        )

    def rounded(self) -> _Total | None:
        """Return a total of whole numbers as one that was rounded to them; None for other totals."""
        if any(number % 1 or abs(number) < _LEAST_ROUNDED for number in self.numbers.values()):
            return None
        return replace(self, tolerances=dict.fromkeys(self.numbers, 0.5))

    def agrees(self, rule: TotalRule, row: int) -> bool:
        """Return whether a number is what a rule gives, or the rule gives nothing there."""
        return row not in rule.values or abs(rule.values[row] - self.numbers[row]) <= self.tolerances[row]

    def count_hits(self, rule: TotalRule) -> int:
        """Return how many of the numbers a rule gives."""
        return sum(self.agrees(rule, row) for row in self.numbers if row in rule.values)

    def fits(self, rule: TotalRule) -> bool:
        """Return whether a rule gives all numbers that can be compared, and there is one."""
        comparable = [row for row in self.numbers if row in rule.values]
        return bool(comparable) and self.count_hits(rule) == len(comparable)

    def distance(self, rule: TotalRule) -> float:
        """Return the largest difference to a rule, as a share of the total."""
        shares = [
            abs(rule.values[row] - number) / max(abs(number), 1e-9)
            for row, number in self.numbers.items()
            if row in rule.values
        ]
        return max(shares, default=1.0)

    def difference(self, rule: TotalRule, row: int) -> Problem:
        """Return the warning that a number is not what a rule gives."""
        decimals = max(0, len(format_digits(self.numbers[row]).partition(".")[2]))
        number = format_digits(round(rule.values[row], max(decimals, 2)))
        basis = "its weights and scores give" if rule.is_weighted else "its scores give"
        message = f"the sheet says {format_digits(self.numbers[row])}, {basis} {number} ({rule.name})"
        return Problem(self.cells[row].location, "total-differs", message, "warning")


def _read_total(label: str, word: str, cells: Mapping[int, ReadCell]) -> _Total:
    numbers, tolerances = {}, {}
    for row, cell in cells.items():
        number, tolerance = read_total_number(cell)
        if number is not None:
            numbers[row], tolerances[row] = number, tolerance
    return _Total(label=label, word=word, numbers=numbers, tolerances=tolerances, cells=cells)


def check_totals(table: ScoredTable) -> TotalsCheck:
    """Return what the totals of a table say about what was read.

    Raises:
        FaultyFile: a total fits weights that the table does not state, or a line without a name is no total.
    """
    checker = _TotalsChecker(table)
    for column in table.layout.summary_columns:
        checker.check_column(column)
    for row in table.layout.summary_rows:
        checker.check_row(row)
    for title, row in table.layout.weighted_rows.items():
        checker.check_products(title, row)
    problems = [*checker.problems, *find_hidden_totals(table)]
    if problems:
        raise FaultyFile(problems)
    return TotalsCheck(notes=tuple(checker.notes), doubts=tuple(checker.doubts))


class _TotalsChecker:
    """Compares the totals of a table with the rules by which people make them."""

    def __init__(self, table: ScoredTable) -> None:
        self.table, self.layout, self.criteria = table, table.layout, table.criteria
        self.notes: list[str] = []
        self.doubts: list[Problem] = []
        self.problems: list[Problem] = []

    def check_column(self, column: int) -> None:
        """Name the rule of a column that sums up the scores of each option, or ask for its weights."""
        layout, head, part = self.layout, self.layout.cell(0, column), self._summed_part(column)
        rules = option_rules(part.criteria, part.scores)
        cells = {line.row: self._total_cell(line, column) for line in self.table.lines}
        total = _read_total(layout.title_of_column(column), layout.column_word, cells)
        self._check_weight_sum(column, part)
        if not total.numbers:
            if total.label and any(map(is_filled, cells.values())):
                self.notes.append(f"Left out, as it holds no numbers: {quote_text(total.label)}.")
            return
        if not total.label and not any(map(total.fits, rules)):
            self.problems.append(_unnamed(head, "criterion"))
            return
        is_final = layout.option_columns.get("future") is None
        asks = is_final and not self.table.answers.equal_weights
        weights = self._hidden_weights(total, rules) if asks else None
        if weights is not None:
            self.problems.append(self._ask_weights(head, total, weights))
        else:
            self._compare(total, rules, has_weights=part.has_weights)

    def _summed_part(self, column: int) -> ScoredTable:
        """Return the table with what a total sums up: of a subtotal, the criteria since the one before it."""
        before = max((other for other in self.layout.summary_columns if other < column), default=0)
        part = [criterion for criterion in self.criteria if before < criterion.column < column]
        is_part = part and is_subtotal_label(self.layout.title_of_column(column))
        return replace(self.table, criteria=part) if is_part else self.table

    def _total_cell(self, line: OptionLine, column: int) -> ReadCell:
        """Return the total of an option; it may stand under its weighted scores."""
        weighted = self.layout.weighted_rows.get(line.title)
        cell = self.layout.cell(line.row, column)
        return cell if is_filled(cell) or weighted is None else self.layout.cell(weighted, column)

    def _check_weight_sum(self, column: int, part: ScoredTable) -> None:
        """Compare the total of the weights, where the sheet has one."""
        row = self.layout.criterion_rows.get("weight")
        if row is None:
            return
        cell = self.layout.cell(row, column)
        number, tolerance = read_total_number(cell)
        total = sum(criterion.weight or 0.0 for criterion in part.criteria)
        if number is not None and abs(number - total) > max(tolerance, 1e-6 * abs(total)):
            sums = format_digits(number), format_digits(round(total, 6))
            message = f"the sheet says the weights add up to {sums[0]}; they give {sums[1]}"
            self.doubts.append(Problem(cell.location, "total-differs", message, "warning"))

    def _compare(self, total: _Total, rules: Sequence[TotalRule], *, has_weights: bool) -> None:
        """Say by which rule a total was made, and where it differs from what the rule gives."""
        is_named = has_weights and names_weights(total.label)  # a slip may be the plain mean by chance
        candidates = [rule for rule in rules if rule.is_rank is total.is_rank]
        candidates = [rule for rule in candidates if rule.is_weighted or not is_named]
        comparable = [row for row in total.numbers if any(row in rule.values for rule in candidates)]
        if not comparable:
            self.notes.append(
                f"{quote_text(total.label)} is left out and not compared, as scores are unknown."
            )
            return
        first = next(iter(total.cells.values())).location
        rule, total = _best_rule(total, candidates, len(comparable), has_weights=has_weights)
        is_medal = "\U0001f947" in "".join(cell.text for cell in total.cells.values())
        if rule is None and total.label and not is_summary_label(total.label) and not is_medal:
            message = "holds places such as first; type numbers, the largest for the best, or delete them"
            self.problems.append(Problem(first, "unclear-line", message))
            return
        if rule is None:
            message = (
                f"comes under {quote_text(total.label)}, which no rule tried gives from the weights and "
                "scores here: sums, means and shares of the maximum, weighted or not; it is left out"
            )
            self.doubts.append(Problem(first, "total-unexplained", message, "warning"))
            return
        name = quote_text(total.label) if total.label else f"The last {total.word}"
        self.notes.append(f"{name} is {rule.name}; it is no option and no criterion.")
        self.doubts += [total.difference(rule, row) for row in comparable if not total.agrees(rule, row)]
        if has_weights and not rule.is_weighted and not rule.is_rank:
            message = (
                f"is {rule.name}, without the weights that the table states; the scenario has them, and may "
                "rank otherwise"
            )
            self.doubts.append(Problem(first, "total-unweighted", message, "warning"))

    def _hidden_weights(self, total: _Total, rules: Sequence[TotalRule]) -> list[float] | None:
        """Return the unequal weights that a total fits where the table states none; None for none."""
        if self.table.has_weights:
            return None
        if any(total.fits(rule) for rule in rules if rule.is_rank is total.is_rank):
            return None
        scores = {row: self.table.row_scores(row).values() for row in total.numbers}
        rows = [row for row, line in scores.items() if not any(score.is_unknown for score in line)]
        return implied_weights(
            [[score.centre for score in scores[row]] for row in rows],
            [total.numbers[row] for row in rows],
            [total.tolerances[row] for row in rows],
        )

    def _ask_weights(self, cell: ReadCell, total: _Total, weights: Sequence[float]) -> Problem:
        whole = float(sum(weights))
        points = [round(100 * weight / whole, 1) for weight in weights]
        titles = [criterion.title for criterion in self.criteria]
        terms = zip(weights, titles, strict=True)
        formula = " + ".join(f"{format_digits(round(weight, 4))} × {title}" for weight, title in terms)
        pairs = zip(titles, points, strict=True)
        typed = ",".join(f"{title}={format_digits(share)}" for title, share in pairs).replace('"', "'")
        message = (
            f"heads {quote_text(total.label)}, which is {formula}: weights that the table does not state; "
            f'add --weights "{typed}" if they are meant, or --weights equal if every criterion counts the '
            "same"
        )
        return Problem(cell.location, "weights-in-total", message)

    def check_row(self, row: int) -> None:
        """Name the rule of a line that sums up the options on each criterion."""
        label = self.layout.title_of_row(row)
        total = _read_total(label, self.layout.row_word, self._criterion_cells(row))
        scores = {criterion.column: self.table.scores[criterion.title] for criterion in self.criteria}
        columns = {
            column: [score.centre for score in by_row.values() if not score.is_unknown]
            for column, by_row in scores.items()
        }
        is_full = len({len(numbers) for numbers in columns.values()}) == 1 and all(columns.values())
        rules = plain_rules(columns, {}, [1.0] * len(columns)) if is_full else []
        fitting = next(filter(total.fits, rules), None)
        if fitting is not None:
            name = quote_text(label or "The last line")
            self.notes.append(f"{name} is {fitting.name} of the options; it is left out.")
        elif not label:
            self.problems.append(_unnamed(self.layout.cell(row, 0), "option"))
        else:
            self.notes.append(f"{quote_text(label)} is left out; it sums up the others by no rule tried.")

    def _criterion_cells(self, row: int) -> dict[int, ReadCell]:
        """Return the cells of a row under the criteria, by column."""
        return {criterion.column: self.layout.cell(row, criterion.column) for criterion in self.criteria}

    def check_products(self, title: str, row: int) -> None:
        """Compare the weighted scores beside an option with its scores times the weights."""
        layout = self.layout
        total = _read_total(layout.title_of_row(row), layout.row_word, self._criterion_cells(row))
        own_row = next(line.row for line in self.table.lines if line.title == title)
        rule = max(product_rules(self.criteria, self.table.row_scores(own_row)), key=total.count_hits)
        if 2 * total.count_hits(rule) < len(total.numbers):
            message = (
                f"begins a {layout.row_word} {quote_text(total.label)}, which looks like weighted scores of "
                f"{quote_text(title)} and is not weight times score; delete it, or rename it if it is an "
                "option"
            )
            self.problems.append(Problem(layout.cell(row, 0).location, "unclear-line", message))
            return
        self.notes.append(f"{quote_text(total.label)} is {rule.name}; it is no option.")
        self.doubts += [
            total.difference(rule, column) for column in total.numbers if not total.agrees(rule, column)
        ]


def _unnamed(cell: ReadCell, noun: str) -> Problem:
    message = f"is empty, and what stands beside or below it is no total of the others; name the {noun}"
    return Problem(cell.location, "no-head", message)


def _best_rule(
    total: _Total, candidates: Sequence[TotalRule], count: int, *, has_weights: bool
) -> tuple[TotalRule | None, _Total]:
    """Return the rule that gives most of a total, and the total as it is compared with it.

    Half of the numbers must agree; otherwise the nearest rule is taken for one that was added up wrongly, and
    None where none is near.
    """
    best = max(candidates, key=lambda rule: (total.count_hits(rule), rule.is_weighted))
    hits, rounded = total.count_hits(best), total.rounded()
    if hits < count and rounded is not None:
        fitting = next(filter(rounded.fits, candidates), None)
        if fitting is not None:
            return fitting, rounded
    if hits and hits * 2 >= count:
        return best, total
    slip = _WEIGHTED_SLIP if has_weights else _SLIP
    near = [
        rule
        for rule in candidates
        if rule.is_weighted is has_weights and not rule.is_rank and total.distance(rule) <= slip
    ]
    return min(near, key=total.distance, default=None), total
