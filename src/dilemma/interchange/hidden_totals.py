"""Totals without the name of one: a sum among the criteria, products among the options, maxima as a line."""

from __future__ import annotations

import math
import re
from itertools import pairwise, product
from operator import mul, sub, truediv
from typing import TYPE_CHECKING

from dilemma.interchange.burdens import names_burden
from dilemma.interchange.cells import format_digits
from dilemma.interchange.table_answers import LAYOUTS
from dilemma.interchange.table_words import is_summary_label, label_words, split_words
from dilemma.interchange.total_rules import composite_rules, option_rules, product_rules, read_total_number
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.interchange.matrix_layout import MatrixLayout
    from dilemma.interchange.matrix_scores import MatrixScore
    from dilemma.interchange.total_rules import ScoredTable, TitledScores, TotalRule


def without_totals(layout: MatrixLayout, scores: TitledScores) -> dict[str, Mapping[int, MatrixScore]]:
    """Return the scores without those of lines that the weights show to sum up the others, under any name.

    Such a line has no weight where all others have one, or, as the last, the sum of theirs, and its numbers
    are the sum or the mean of the others, weighted or not: half of them without a weight, all of them with
    one, for a weight of 50 may be 30 and 20 by chance. It becomes one of the totals of the layout.
    """
    row, kept = layout.criterion_rows.get("weight"), dict(scores)
    for title, parts in list(layout.criterion_columns.items()) if row is not None else []:
        weights = {
            other: read_total_number(layout.cell(row or 0, min(columns.values())))[0]
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
            number, margin = read_total_number(layout.cell(option, parts[""]))
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


def find_hidden_totals(table: ScoredTable) -> list[Problem]:
    """Return a problem for each line that sums others up under a name of its own."""
    finders = (_find_products, _find_weights, _find_maxima, _find_total, _find_composite, _find_doubles)
    return [problem for find in finders for problem in find(table)]


def _find_products(table: ScoredTable) -> Iterator[Problem]:
    """Refuse an option whose scores are those of another one times the weights, under whatever name."""
    layout, weights = table.layout, {criterion.weight for criterion in table.criteria}
    if len(weights) < 2 or None in weights or layout.option_columns.get("future") is not None:
        return
    lines = [line for line in table.lines if not line.part]
    for line in lines:
        rules = product_rules(table.criteria, table.row_scores(line.row))
        for other in lines:
            scores = table.row_scores(other.row)
            numbers = {column: score.centre for column, score in scores.items() if not score.is_unknown}
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
                yield Problem(layout.cell(other.row, 0).location, "unclear-line", message)


def _find_weights(table: ScoredTable) -> Iterator[Problem]:
    """Refuse an option whose numbers, taken as weights, give the totals of all others, whatever its name."""
    layout, scores = table.layout, table.scores
    columns = [] if table.has_weights else [*layout.summary_columns, table.criteria[-1].column]
    for line, column in product(table.lines, columns):
        titles = [criterion.title for criterion in table.criteria if criterion.column != column]
        points = [scores[title][line.row].centre for title in titles]
        others = [other.row for other in table.lines if other is not line]
        totals = [read_total_number(layout.cell(row, column)) for row in others]
        levels = [[scores[title][row].centre for title in titles] for row in others]
        equal = [1.0] * len(points)  # near which the numbers of an option may be by chance
        fits = _give_totals(points, levels, totals) and not _give_totals(equal, levels, totals)
        if fits and len(others) > 1 and len(set(points)) > 1:
            message = (
                f"names {quote_text(line.title)}, whose numbers as weights give the totals of others; name "
                f"the {layout.row_word} `Weight`, or add --weights if it is an option"
            )
            yield Problem(layout.cell(line.row, 0).location, "unclear-line", message)


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


_MAXIMUM_WORDS = frozenset(["max", "maximum", "possible", "attainable", "maximal"])


def _find_maxima(table: ScoredTable) -> Iterator[Problem]:
    """Refuse a line of different maxima, which are scales and weights in one, until both are stated."""
    layout, criteria = table.layout, table.criteria
    is_stated = all(table.answers.scale(criterion.title) is not None for criterion in criteria)
    highest = [
        max((score.high for score in table.scores[c.title].values() if not score.is_unknown), default=0.0)
        for c in criteria
    ]
    for row in layout.summary_rows:
        label = layout.title_of_row(row)
        tops = {c.title: read_total_number(layout.cell(row, c.column))[0] for c in criteria}
        known = [top for top in tops.values() if top is not None]
        is_maximum = bool(_MAXIMUM_WORDS & set(label_words(label))) and len(known) == len(criteria)
        if not is_maximum or is_stated or len(set(known)) < 2 or known == highest:
            continue
        scales = " ".join(f'--scale "{title}=0:{format_digits(top)}"' for title, top in tops.items() if top)
        weights = ",".join(f"{title}={format_digits(top)}" for title, top in tops.items() if top)
        message = (
            f"begins the {layout.row_word} {quote_text(label)}: the most each criterion can get, which makes "
            f'it a scale and a weight; add {scales} --weights "{weights}"'
        )
        yield Problem(layout.cell(row, 0).location, "maximum-line", message)


def _find_total(table: ScoredTable) -> Iterator[Problem]:
    """Refuse a last criterion that sums up the others, under whatever name, unless an answer is about it."""
    *others, last = table.criteria
    # Of a burden the direction had to be said: that does not make it a criterion.
    answer = "" if names_burden(last.title) else f'--direction "{last.title}=higher"'
    is_meant = answer and table.answers.direction(last.title)
    if len(others) < 2 or is_meant or table.answers.weight(last.title) is not None:
        return
    weights = [criterion.weight for criterion in others if criterion.weight is not None]
    rule = _hidden_rule(table)
    if rule is None or (weights and last.weight not in (0.0, sum(weights))):
        return
    message = (
        f"names {quote_text(last.title)}, which is {rule.name} on the other criteria; name it `Total` if it "
        f"sums them up, or add {answer or '--weights'} if it is a criterion"
    )
    yield Problem(table.layout.cell(0, last.column).location, "hidden-total", message)


def _hidden_rule(table: ScoredTable) -> TotalRule | None:
    """Return the sum, mean, share or product of the others that the last criterion is, one option aside."""
    *others, last = table.criteria
    scores = {line.row: table.scores[last.title][line.row] for line in table.lines}
    numbers = {row: score.centre for row, score in scores.items() if not score.is_unknown}
    rules = [rule for rule in option_rules(others, table.scores) if not rule.is_rank and _adds_up(rule)]
    if len(numbers) > 2:
        levels = {row: [table.scores[other.title][row].centre for other in others] for row in numbers}
        rules += composite_rules(levels, others[-1].title)
    for rule in rules:
        rows = [row for row in numbers if row in rule.values]
        near = sum(abs(rule.values[row] - numbers[row]) <= 0.006 for row in rows)
        if len(set(numbers.values())) > 1 and near >= max(2, len(rows) - 1, 3 if len(others) < 3 else 2):
            return rule
    return None


def _adds_up(rule: TotalRule) -> bool:
    return rule.is_weighted or not any(word in rule.name for word in ("highest", "lowest", "median"))


def _find_composite(table: ScoredTable) -> Iterator[Problem]:
    """Refuse a last option whose numbers are those of the others multiplied or divided."""
    layout, titles = table.layout, [criterion.title for criterion in table.criteria]
    *others, last = table.lines
    lines = [[table.scores[title][line.row].centre for line in others] for title in titles]
    numbers = [table.scores[title][last.row].centre for title in titles]
    if len(others) < 2 or len(set(numbers)) < 3 or layout.option_columns.get("future") is not None:
        return
    for rule in composite_rules(dict(enumerate(lines)), others[-1].title):
        if all(abs(rule.values.get(i, 1e300) - number) <= 0.006 for i, number in enumerate(numbers)):
            message = (
                f"names {quote_text(last.title)}, which is {rule.name} of the others; delete it, or add "
                f"--layout {LAYOUTS[not layout.table.is_turned]} if it and the others are criteria"
            )
            yield Problem(layout.cell(last.row, 0).location, "unclear-line", message)
            return


_PART = re.compile(r"(?:(?P<above>\d+(?:\.\d+)*)\.\d+|(?P<letter>[A-Z])[.-]?\d+)[.)]?\s+\S.*")
_BULLET = re.compile(r"[-\u2013\u2022*>\u2192\u21b3\u2514]\s*[^\W\d_].*")
_RATIOS = split_words("change growth per difference net margin ratio delta veranderung wachstum pro")
_DERIVED = (sub, truediv, lambda a, b: b - a, lambda a, b: b / a, lambda a, b: 100 * b / a - 100)
_MOST_PARTS = 12  # of a group; a larger product is none by chance


def _find_doubles(table: ScoredTable) -> Iterator[Problem]:
    """Refuse a group, an amount, a mean or points among the criteria that they are made from."""
    layout, titles = table.layout, [criterion.title for criterion in table.criteria]
    rows, names = [line.row for line in table.lines], [line.title for line in table.lines]
    scores = [[table.scores[title][row] for row in rows] for title in titles]
    levels = [[math.nan if score.is_unknown else score.centre for score in line] for line in scores]
    weighted = [[c.weight or 0.0, *line] for c, line in zip(table.criteria, levels, strict=True)]
    options = list(zip(*levels, strict=True))
    doubles: dict[int, str] = {}
    for index in (_outline_heads(titles) or _sum_heads(levels) or _sum_heads(weighted))[:1]:
        doubles[index] = f"a group beside its own criteria; keep {layout.column_word}s of groups or theirs"
    triples = zip(levels, levels[1:], levels[2:], strict=False)
    for index, (first, second, third) in enumerate(triples, start=2):
        pairs, is_named = list(zip(first, second, strict=True)), _RATIOS & set(label_words(titles[index]))
        rules = [mul, *(_DERIVED if is_named and all(first) and all(second) else ())]
        least = 2 if is_named or min(third) > _MOST_PARTS else 3
        derived = ([[rule(*pair) for pair in pairs]] for rule in rules)
        if len(levels) > 3 - bool(is_named) and any(_is_sum(third, line, least) for line in derived):
            doubles[index] = "made from the two criteria before it; delete it, or those two"
    doubles |= _points(titles, levels) | _means(titles, levels)
    parts = [(titles[i], layout.cell(0, table.criteria[i].column), words) for i, words in doubles.items()]
    totals = _means(names, options)
    if len(options) > 3 and _is_sum(options[-1], options[:-1], least=2):
        totals[len(options) - 1] = "the sum or mean of the others on every criterion; delete it"
    parts += [(names[index], layout.cell(rows[index], 0), words) for index, words in totals.items()]
    for title, cell, words in parts:
        yield Problem(cell.location, "hidden-total", f"names {quote_text(title)}, which is {words}")


def _outline_heads(titles: Sequence[str]) -> list[int]:
    """Return the positions of groups by their numbers, such as 1 before 1.1, or before lines with bullets."""
    above = {match["above"] or match["letter"] for match in map(_PART.fullmatch, titles) if match}
    numbered = [i for i, title in enumerate(titles) if title.split()[0].rstrip(".)") in above]
    pairs = enumerate(pairwise(bool(_BULLET.fullmatch(title)) for title in titles))
    return numbered or [i for i, (own, following) in pairs if following and not own]


def _sum_heads(levels: Sequence[Sequence[float]]) -> list[int]:
    """Return the positions of two or more criteria that are the sum or mean of those beside them."""
    for step in (1, -1):
        heads, index, line, is_wide = list[int](), 0, levels[::step], False
        while index < len(line):
            ends = range(index + 2, min(index + _MOST_PARTS, len(line) + 1))
            end = next((end for end in ends if _is_sum(line[index], line[index + 1 : end])), 0)
            heads += [index if step == 1 else len(line) - 1 - index] if end else []
            is_wide, index = is_wide or end > index + 2, end or index + 1
        if len(heads) > 1 and is_wide:
            return heads
    return []


def _is_sum(numbers: Sequence[float], parts: Sequence[Sequence[float]], least: int = 3) -> bool:
    """Return whether numbers, so many of which differ, are the sums of others or their means."""
    sums = [sum(group) for group in zip(*parts, strict=True)]
    return len(set(numbers)) >= least and any(
        all(abs(total / count - own) <= 0.06 for total, own in zip(sums, numbers, strict=True))
        for count in {1, len(parts)}
    )


def _means(titles: Sequence[str], levels: Sequence[Sequence[float]]) -> dict[int, str]:
    """Return what each `Fund average` beside `Fund Ann` and `Fund Bob` is, by its position."""
    means = {}
    for index, title in enumerate(titles):
        name, _, last = title.rpartition(" ")
        if name and is_summary_label(last):
            parts = [i for i, t in enumerate(titles) if i != index and t.startswith(f"{name} ")]
            if 1 < len(parts) < len(titles) - 1 and _is_sum(
                levels[index], [levels[i] for i in parts], least=1
            ):
                listed = ", ".join(quote_text(titles[i]) for i in parts)
                means[index] = f"the sum or mean of {listed}; delete it, or those"
    return means


_POINTS = split_words(
    "point points pts score scored scores rating punkte punktzahl note wertung rank ranking rang norm "
    "normalised normalized normiert standardised standardized share of percent anteil"
)
_COMPOUND = re.compile(r"(?<=[^\W\d_]{3})(?:punkte|punktzahl|note|wertung|rang)$")


def _points(titles: Sequence[str], levels: Sequence[Sequence[float]]) -> dict[int, str]:
    """Return what each `Price points` beside `Price` is, by its position, where it rises or falls with it."""
    words = [label_words(title) for title in titles]
    places, points = {line: index for index, line in enumerate(words)}, {}
    for index, line in enumerate(words):
        core = tuple(_COMPOUND.sub("", word) for word in line if word not in _POINTS)
        source = places.get(core, index)
        order = [own for _, own in sorted(zip(levels[source], levels[index], strict=True))]
        if core not in ((), line) and source != index and sorted(order) in (order, order[::-1]):
            points[index] = f"{quote_text(titles[source])} in other numbers; delete one of the two"
    return points
