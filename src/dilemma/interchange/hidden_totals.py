"""Totals without the name of one: a sum among the criteria, products among the options, maxima as a line."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from dilemma.interchange.cells import format_digits, problem_at
from dilemma.interchange.table_answers import LAYOUTS
from dilemma.interchange.table_words import label_words
from dilemma.interchange.total_rules import (
    TotalRule,
    composite_rules,
    option_rules,
    product_rules,
    read_total_number,
)
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.matrix_criteria import MatrixCriterion
    from dilemma.interchange.matrix_layout import MatrixLayout
    from dilemma.interchange.matrix_scores import MatrixScore
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.interchange.total_rules import TitledScores
    from dilemma.scenario.problems import Problem


def without_totals(layout: MatrixLayout, scores: TitledScores) -> dict[str, Mapping[int, MatrixScore]]:
    """Return the scores without those of lines that the weights show to sum up the others, under any name.

    Such a line has no weight where all others have one, or, as the last, the sum of theirs, and its numbers
    are the sum or the mean of the others, weighted or not: half of them without a weight, all of them with
    one, for a weight of 50 may be 30 and 20 by chance. It becomes one of the totals of the layout.
    """
    row, kept = layout.criterion_rows.get("weight"), dict(scores)
    for title, parts in list(layout.criterion_columns.items()) if row is not None else []:
        weights = {
            other: read_total_number(layout.table.cell(row or 0, min(columns.values())))[0]
            for other, columns in layout.criterion_columns.items()
        }
        own, others = weights.pop(title), list(weights.values())
        points = [weight or 0.0 for weight in others]
        is_last = title == list(layout.criterion_columns)[-1]
        is_apart = not own or (is_last and abs(own - sum(points)) <= 1e-6 * own)
        if None in others or len(others) < 2 or not is_apart or "" not in parts:
            continue
        hits, rows = 0, [line.row for line in layout.option_lines if line.row in scores[title]]
        for option in rows:
            number, margin = read_total_number(layout.table.cell(option, parts[""]))
            levels = [kept[other][option].centre for other in weights if option in kept[other]]
            hits += number is not None and _sums_up(number, margin, levels, points)
        if 1 < hits == len(rows) or (not own and 0 < hits * 2 >= len(rows)):
            layout.summary_columns.append(layout.criterion_columns.pop(title)[""])
            kept.pop(title)
    return kept


def _sums_up(number: float, margin: float, levels: Sequence[float], weights: Sequence[float]) -> bool:
    weighted = sum(weight * level for weight, level in zip(weights, levels, strict=False))
    sums = (sum(levels), sum(levels) / len(levels), weighted, weighted / (sum(weights) or 1), weighted / 100)
    return len(levels) == len(weights) and any(abs(total - number) <= margin for total in sums)


def find_hidden_totals(
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion], scores: TitledScores, answers: TableAnswers
) -> list[Problem]:
    """Return a problem for each line that sums others up under a name of its own."""
    problems: list[Problem] = []
    _find_products(layout, criteria, scores, problems)
    _find_weights(layout, criteria, scores, problems)
    _find_maxima(layout, criteria, scores, answers, problems)
    _find_total(layout, criteria, scores, answers, problems)
    _find_composite(layout, criteria, scores, problems)
    return problems


def _find_products(
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion], scores: TitledScores, problems: list[Problem]
) -> None:
    """Refuse an option whose scores are those of another one times the weights, under whatever name."""
    weights = {criterion.weight for criterion in criteria}
    if len(weights) < 2 or None in weights or layout.option_columns.get("future") is not None:
        return
    lines = [line for line in layout.option_lines if not line.part]
    for line in lines:
        rules = product_rules(criteria, {c.column: scores[c.title][line.row] for c in criteria})
        for other in lines:
            numbers = {
                c.column: scores[c.title][other.row].centre
                for c in criteria
                if not scores[c.title][other.row].is_unknown
            }
            is_product = other is not line and any(
                rule.values.keys() == numbers.keys()
                and any(numbers.values())
                and all(abs(rule.values[key] - number) <= 1e-6 for key, number in numbers.items())
                for rule in rules
            )
            if is_product:
                message = (
                    f"names {quote_text(other.title)}, whose numbers are those of {quote_text(line.title)} "
                    f"times the weights; delete the {layout.row_word}, or name it `{line.title} weighted`"
                )
                cell = layout.table.cell(other.row, 0)
                problems.append(problem_at(cell.location, "unclear-line", message))


def _find_weights(
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion], scores: TitledScores, problems: list[Problem]
) -> None:
    """Refuse an option whose numbers, taken as weights, give the totals of all others, whatever its name."""
    is_weighed = any(criterion.weight is not None for criterion in criteria)
    columns = [] if is_weighed else [*layout.summary_columns, criteria[-1].column]
    for line, column in product(layout.option_lines, columns):
        used = [criterion for criterion in criteria if criterion.column != column]
        points = [scores[criterion.title][line.row].centre for criterion in used]
        others = [other.row for other in layout.option_lines if other is not line]
        totals = [read_total_number(layout.table.cell(row, column)) for row in others]
        levels = [[scores[criterion.title][row].centre for criterion in used] for row in others]
        equal = [1.0] * len(points)  # near which the numbers of an option may be by chance
        fits = _give_totals(points, levels, totals) and not _give_totals(equal, levels, totals)
        if fits and len(others) > 1 and len(set(points)) > 1:
            message = (
                f"names {quote_text(line.title)}, whose numbers as weights give the totals of others; name "
                f"the {layout.row_word} `Weight`, or add --weights if it is an option"
            )
            cell = layout.table.cell(line.row, 0)
            problems.append(problem_at(cell.location, "unclear-line", message))


def _give_totals(
    weights: Sequence[float],
    levels: Sequence[Sequence[float]],
    totals: Sequence[tuple[float | None, float]],
) -> bool:
    """Return whether the weighted sums of all levels, or their means, are the totals."""
    sums = [sum(weight * level for weight, level in zip(weights, line, strict=True)) for line in levels]
    return any(
        all(n is not None and abs(total / whole - n) <= m for total, (n, m) in zip(sums, totals, strict=True))
        for whole in filter(None, (1.0, 100.0, sum(weights)))
    )


def _find_maxima(
    layout: MatrixLayout,
    criteria: Sequence[MatrixCriterion],
    scores: TitledScores,
    answers: TableAnswers,
    problems: list[Problem],
) -> None:
    """Refuse a line of different maxima, which are scales and weights in one, until both are stated."""
    for row in layout.summary_rows:
        label = layout.title_of_row(row)
        tops = {c.title: read_total_number(layout.table.cell(row, c.column))[0] for c in criteria}
        known = [top for top in tops.values() if top is not None]
        highest = [
            max((score.high for score in scores[c.title].values() if not score.is_unknown), default=0.0)
            for c in criteria
        ]
        is_stated = all(answers.scale(c.title) is not None for c in criteria)
        is_maximum = bool(_MAXIMUM_WORDS & set(label_words(label))) and len(known) == len(criteria)
        if not is_maximum or is_stated or len(set(known)) < 2 or known == highest:
            continue
        scales = " ".join(f'--scale "{title}=0:{format_digits(top)}"' for title, top in tops.items() if top)
        weights = ",".join(f"{title}={format_digits(top)}" for title, top in tops.items() if top)
        message = (
            f"begins the {layout.row_word} {quote_text(label)}: the most each criterion can get, which makes "
            f'it a scale and a weight; add {scales} --weights "{weights}"'
        )
        problems.append(problem_at(layout.table.cell(row, 0).location, "maximum-line", message))


def _find_composite(
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion], scores: TitledScores, problems: list[Problem]
) -> None:
    """Refuse a last option whose numbers are those of the others multiplied or divided."""
    *others, last = layout.option_lines
    lines = [[scores[criterion.title][line.row].centre for line in others] for criterion in criteria]
    numbers = [scores[criterion.title][last.row].centre for criterion in criteria]
    if len(others) < 2 or len(set(numbers)) < 3 or layout.option_columns.get("future") is not None:
        return
    for rule in composite_rules(dict(enumerate(lines)), others[-1].title):
        if all(abs(rule.values.get(i, 1e300) - number) <= 0.006 for i, number in enumerate(numbers)):
            message = (
                f"names {quote_text(last.title)}, which is {rule.name} of the others; delete it, or add "
                f"--layout {LAYOUTS[not layout.table.is_turned]} if it and the others are criteria"
            )
            problems.append(problem_at(layout.table.cell(last.row, 0).location, "unclear-line", message))
            return


_MAXIMUM_WORDS = frozenset(["max", "maximum", "possible", "attainable", "maximal"])


def _find_total(
    layout: MatrixLayout,
    criteria: Sequence[MatrixCriterion],
    scores: TitledScores,
    answers: TableAnswers,
    problems: list[Problem],
) -> None:
    """Refuse a last criterion that sums up the others, under whatever name, unless an answer is about it."""
    others, last = criteria[:-1], criteria[-1]
    if len(others) < 2 or answers.direction(last.title) or answers.weight(last.title) is not None:
        return
    weights = [criterion.weight or 0.0 for criterion in others if criterion.weight is not None]
    rule = _hidden_rule(others, last, scores)
    if rule is None or (weights and last.weight not in (0.0, sum(weights))):
        return
    message = (
        f"names {quote_text(last.title)}, which is {rule.name} on the other criteria; name it `Total` if it "
        f'sums them up, or add --direction "{last.title}=higher" if it is a criterion'
    )
    problems.append(problem_at(layout.table.cell(0, last.column).location, "hidden-total", message))


def _hidden_rule(
    others: Sequence[MatrixCriterion], last: MatrixCriterion, scores: TitledScores
) -> TotalRule | None:
    """Return the sum, mean or share of the other criteria that a criterion is, one option aside."""
    numbers = {row: score.centre for row, score in scores[last.title].items() if not score.is_unknown}
    rules = [rule for rule in option_rules(others, scores) if not rule.is_rank and _adds_up(rule)]
    if len(numbers) > 2:
        levels = {row: [scores[other.title][row].centre for other in others] for row in numbers}
        rules += composite_rules(levels, others[-1].title)
    for rule in rules:
        rows = [row for row in numbers if row in rule.values]
        near = sum(abs(rule.values[row] - numbers[row]) <= 0.006 for row in rows)
        if len(set(numbers.values())) > 1 and near >= max(2, len(rows) - 1, 3 if len(others) < 3 else 2):
            return rule
    return None


def _adds_up(rule: TotalRule) -> bool:
    return rule.is_weighted or not any(word in rule.name for word in ("highest", "lowest", "median"))
