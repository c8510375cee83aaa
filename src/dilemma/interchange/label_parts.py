"""Labels and cells that say two things: a name and its part or weight, a score and its product.

`Cost_min` is the lower end of a range, `Fund weighted` belongs to `Fund`, `Latency (30%)` is a criterion and
its weight, `4 / 1.2` a score and its product with the weight. The parts are compared like any other line.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dilemma.interchange.cells import fault_at, is_filled
from dilemma.interchange.table_area import cell_title
from dilemma.interchange.table_words import (
    bracket_text,
    corner_role,
    is_summary_label,
    is_weight_label,
    label_role,
    label_words,
    split_phrases,
    split_words,
)
from dilemma.interchange.typed_numbers import UnclearNumber, parse_typed_number
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.table_area import TableArea


class LabelPart(NamedTuple):
    """What a label names: an option or criterion, and a part of it, empty for the whole.

    A part is `low`, `high`, `mode`, `mean` or `deviation` of a score, or `weighted` or `reason` beside one.
    """

    name: str
    part: str


_PART_WORDS = {
    "low": "min|minimum|low|lower|lo|pessimistic",
    "high": "max|maximum|high|upper|hi|optimistic",
    "mean": "mean|avg|average|mu",
    "deviation": "std|sd|stdev|stddev|sigma",
    "mode": "mode|likely|most likely|ml",
}
_SUFFIXES = {word: part for part, words in _PART_WORDS.items() for word in split_phrases(words)}
_PAIR = re.compile(r"(.+?)(?:\s*[_\-\u2013:/,.]\s*|\s+|\s*[(\[]\s*)(most likely|[A-Za-z]+)\s*[)\]]?\s*")


_PAIRS = ({"low", "high"}, {"low", "mode", "high"}, {"mean", "deviation"})


def complete_pairs(labels: Sequence[str]) -> dict[str, LabelPart]:
    """Return the name and part of each label that belongs to a pair or triple of which no part is missing."""
    parts: dict[str, list[tuple[str, LabelPart]]] = {}
    for label in labels:
        match = _PAIR.fullmatch(label.strip())
        part = _SUFFIXES.get(match[2].casefold()) if match else None
        pair = LabelPart(match[1].strip(), part) if match and part else None
        if pair is not None:
            parts.setdefault(pair.name.casefold(), []).append((label, pair))
    return {
        label: LabelPart(pairs[0][1].name, pair.part)
        for pairs in parts.values()
        if {pair.part for _, pair in pairs} in _PAIRS
        and len(pairs) == len({pair.part for _, pair in pairs})
        and pairs[0][1].name not in labels
        for label, pair in pairs
    }


_SCORE_WORDS = split_words("score scores rating ratings raw value grade mark points wert note punkte")
_WEIGHTED_ALONE = split_words(
    "weighted wtd gewichtet gewichtete gewichteter gewichtetes pondere ponderee ponderado ponderada"
)
_WEIGHTED_WORDS = _WEIGHTED_ALONE | split_words("contribution product total subtotal")
_REASON_WORDS = split_words("notes note reason reasons comment comments why rationale justification")
_AROUND = " ()[],:;-\u2013\u2014"


def names_weights(label: str) -> bool:
    """Return whether a label says that weights count in what it names, as `Weighted total` does."""
    return bool(set(label_words(label)) & _WEIGHTED_ALONE)


def is_product_label(label: str) -> bool:
    """Return whether a label names weighted scores and nothing that they belong to, as `Weighted score`."""
    words = set(label_words(label))
    return bool(words & _WEIGHTED_ALONE) and words <= _WEIGHTED_ALONE | _SCORE_WORDS


def split_option_labels(labels: Sequence[str]) -> list[LabelPart]:
    """Return the option and the part that each label names.

    A label is split only where another one shows that the rest is an option: `Fund weighted` beside `Fund` or
    `Fund score`.
    """
    parts = [_score_part(label) for label in labels]
    scored = {name for name, part in parts if part == "score"} | set(labels)
    derived = {name for name, part in parts if part in ("weighted", "reason")}
    pairs = complete_pairs(labels)
    split = []
    doubled = {name for name, part in parts if part == "score" and parts.count(LabelPart(name, part)) == 2}
    for label, (name, part) in zip(labels, parts, strict=True):
        if part in ("weighted", "reason") and name in scored:
            split.append(LabelPart(name, part))
        elif part == "score" and name in doubled and name not in labels:
            # Of a rating and a score of one option, the later is the product; the numbers are compared.
            is_second = LabelPart(name, "") in split
            split.append(LabelPart(name, "weighted" if is_second else ""))
        elif part == "score" and name in derived and name not in labels:
            split.append(LabelPart(name, ""))
        else:
            split.append(pairs.get(label, LabelPart(label, "")))
    return split


def _score_part(label: str) -> LabelPart:
    """Return the option and the part of a label such as `Fund weighted score`: score, weighted or reason."""
    words = label.split()
    plain = [word.strip(_AROUND).casefold() for word in words]
    for known in (_WEIGHTED_WORDS | _SCORE_WORDS, _REASON_WORDS):
        for order in (plain[::-1], plain):
            count = next(
                (
                    index
                    for index, word in enumerate(order)
                    if not known.issuperset(filter(None, word.split("/")))
                ),
                len(order),
            )
            if 0 < count < len(words):
                rest = words[:-count] if order != plain else words[count:]
                if known is _REASON_WORDS:
                    part = "reason"
                else:
                    part = "weighted" if _WEIGHTED_WORDS & set(order[:count]) else "score"
                return LabelPart(" ".join(rest).strip(_AROUND), part)
    return LabelPart(label, "")


_PLACE = re.compile(
    r"[🥇🥈🥉]|(?:[🥇🥈🥉]\s*)?(?:#\d{1,2}|\d{1,2}\s*(?:st|nd|rd|th|er|ère|e|ème|º|\.))", re.IGNORECASE
)


def are_places(cells: Sequence[ReadCell]) -> bool:
    """Return whether cells say nothing but who came first, second and third."""
    filled = [cell.text if cell.text[-1:] == "." else cell_title(cell) for cell in cells if is_filled(cell)]
    return len(filled) > 1 and all(map(_PLACE.fullmatch, filled))


_WEIGHT_WORD = r"(?:weight(?:ing)?|wt|gewicht(?:ung)?|poids|peso|w)"
_NUMBER = r"\d+(?:[.,]\d+)?"
_HEAD_WEIGHT = re.compile(
    rf"(?P<name>.*\S)\s*(?:[(\[]\s*(?P<word>{_WEIGHT_WORD})?\s*[:=]?\s*(?P<times>[\u00d7x*])?\s*"
    rf"(?P<number>{_NUMBER}\s*%?)\s*[)\]]|[\s,;]\s*(?P<word2>{_WEIGHT_WORD})\s*[:=]?\s*(?P<number2>{_NUMBER}\s*%?)"
    rf"|\s(?P<times2>[\u00d7x])\s?(?P<number3>{_NUMBER})|(?:\s*[-\u2013\u2014:,;|]\s*|\s)(?P<number4>{_NUMBER}\s*%))",
    re.IGNORECASE,
)
_WEIGHT_FIRST = re.compile(rf"^({_NUMBER}\s*%)\s+(\D.*)")
_PERCENT_OFF = 2.0  # weights rounded to whole percents may miss 100 by so much


def spread_weights(table: TableArea) -> TableArea:
    """Return a table whose criteria bear their weights in their names with a line of weights instead."""
    for area in (table, table.turned()):
        spread = _spread_head_weights(area)
        if spread is not None:
            return spread if area is table else spread.turned()
    return table


def _spread_head_weights(table: TableArea) -> TableArea | None:
    """Return a table with the weights of its heads in a row below them; None where not all heads bear one."""
    corner, heads = cell_title(table.cell(0, 0)), table.rows[0]
    columns = [
        column
        for column, cell in enumerate(heads)
        if column
        and is_filled(cell)
        and not is_summary_label(cell_title(cell))
        and label_role(cell_title(cell)) is None
        and not are_places(table.column(column))
    ]
    titles = {column: _WEIGHT_FIRST.sub(r"\2 \1", cell_title(heads[column])) for column in columns}
    matches = {column: _HEAD_WEIGHT.fullmatch(title) for column, title in titles.items()}
    marks = {column: match for column, match in matches.items() if match}
    if len(columns) < 2 or len(marks) < len(columns):
        return None
    # Weights of their own stand in a row, or in a column where the criteria are said to stand in rows.
    own = (*table.column(0), *(heads if corner_role(corner) == "criterion" else ()))
    if any(is_weight_label(cell_title(cell)) for cell in own):
        return None
    texts = {column: _weight_text(match) for column, match in marks.items()}
    names = {column: match["name"].rstrip(" -:,;|") for column, match in marks.items()}
    if not _are_weights(table, list(marks.values()), list(names.values())):
        return None
    label = replace(heads[0], kind="text", text="Weight")
    weights = [
        replace(cell, kind="text", text=texts[column])
        if column in texts
        else replace(cell, kind="empty", text="")
        for column, cell in enumerate(heads)
    ]
    bare = [
        replace(cell, text=names[column]) if column in marks else cell for column, cell in enumerate(heads)
    ]
    return replace(table, rows=(tuple(bare), (label, *weights[1:]), *table.rows[1:]))


def _are_weights(table: TableArea, marks: Sequence[re.Match[str]], names: Sequence[str]) -> bool:
    """Return whether numbers in heads are weights, by a word or their sum; refuse what may be maxima."""
    corner, texts = cell_title(table.cell(0, 0)), [_weight_text(match) for match in marks]
    is_named = any(m["word"] or m["word2"] or m["times"] or m["times2"] for m in marks)
    percents = [float(text[:-1].replace(",", ".")) for text in texts if text.endswith("%")]
    numbers = [float(text.replace(",", ".")) for text in texts if not text.endswith("%")]
    is_whole = abs(sum(percents) + 100 * sum(numbers) - 100) <= _PERCENT_OFF and not (percents and numbers)
    is_whole &= len(set(names)) == len(names)  # unlike `Cut 20%`, `Cut 80%`
    # `Buy 40%` and `Share 60%` below `Option` are options.
    is_loose = any(m["number4"] and not re.search(r"[-\u2013\u2014:]\s*[\d.,]+\s*%$", m[0]) for m in marks)
    is_whole &= not is_loose or corner_role(corner) != ("option" if table.is_turned else "criterion")
    is_head = corner_role(corner) == "criterion" and len(percents) == len(texts)
    if is_named or is_whole or is_head or is_weight_label(bracket_text(corner)):
        return True
    is_criteria = corner_role(corner) == ("criterion" if table.is_turned else "option")
    if is_criteria and len(set(numbers)) > 1 and len(numbers) == len(texts) and max(numbers) <= 100:
        message = (
            f"names {quote_text(marks[0][0])}, with a number that may be a weight or the most points; write "
            f"`{names[0]} (weight {numbers[0]:g})`, or `{names[0]} (max {numbers[0]:g})`, and so on"
        )
        location = next(cell.location for cell in table.rows[0] if cell_title(cell) == marks[0][0])
        raise fault_at(location, "unclear-line", message)
    return False


def spread_groups(table: TableArea) -> TableArea:
    """Return a table with options in rows in which groups that head their criteria are no columns.

    A group has a weight and no score. Where the weights below it add up to it, they stand as they are; where
    they add up to the same in every group, each is a share of the weight of its group.

    Raises:
        FaultyFile: they add up to neither.
    """
    lines = [row for row in table.rows[1:] if is_weight_label(cell_title(row[0]))]
    weights = dict(enumerate(map(_weight_of, lines[0]))) if len(lines) == 1 else {}
    scored = [row for row in table.rows[1:] if row not in lines]
    heads = [c for c, weight in weights.items() if c and weight and not any(is_filled(r[c]) for r in scored)]
    if heads[:1] != [1]:
        return table
    ends = [*heads[1:], table.width]
    members = {
        head: [c for c in range(head + 1, end) if weights[c] is not None and _is_name(table.cell(0, c))]
        for head, end in zip(heads, ends, strict=True)
    }
    if not all(members.values()):
        return table
    sums = {head: sum(weights[c] or 0.0 for c in below) for head, below in members.items()}
    factors = {head: (weights[head] or 0.0) / (whole or 1.0) for head, whole in sums.items()}
    is_whole = all(abs(factor - 1) <= _NEAR for factor in factors.values())
    is_share = len(heads) > 1 and max(sums.values()) - min(sums.values()) <= _NEAR * max(sums.values())
    if not is_whole and not is_share:
        message = (
            f"begins the group {quote_text(cell_title(table.cell(0, heads[0])))}; the weights below the "
            "groups add up neither to those of the groups nor to the same in each; correct them, or delete "
            "the groups"
        )
        raise fault_at(table.cell(0, heads[0]).location, "unclear-line", message)
    owner = {c: head for head, below in members.items() for c in below}
    rows = [list(row) for row in table.rows]
    for c, head in owner.items():
        rows[0][c] = replace(rows[0][c], group=cell_title(table.cell(0, head)))
        number = (weights[c] or 0.0) * (1.0 if is_whole else factors[head])
        line = rows[table.rows.index(lines[0])]
        line[c] = replace(line[c], kind="number", number=float(f"{number:.12g}"), text="", percent=False)
    return replace(table, rows=tuple(tuple(c for i, c in enumerate(row) if i not in heads) for row in rows))


def _weight_of(cell: ReadCell) -> float | None:
    if cell.kind == "number":
        return cell.number
    try:
        typed = parse_typed_number(cell.clean_text, None, {}) or parse_typed_number(cell.clean_text, ",", {})
    except UnclearNumber:
        return None
    return None if typed is None or typed.is_unknown else typed.mode


def _is_name(cell: ReadCell) -> bool:
    return is_filled(cell) and not is_summary_label(cell_title(cell))


_NEAR = 0.005  # of weights rounded to whole percents


def _weight_text(match: re.Match[str]) -> str:
    numbers = (match["number"], match["number2"], match["number3"], match["number4"])
    return next(number for number in numbers if number).replace(" ", "")


_PRODUCT = re.compile(
    rf"(?P<score>{_NUMBER})\s*(?P<sign>\u2192|->|=>|=|/|[(]=?)\s*(?P<product>{_NUMBER})\s*[)]?"
)


def spread_products(table: TableArea) -> TableArea:
    """Return a table with options in rows, in which weighted scores have a row of their own.

    They may stand in the cell of the score, as in `4 / 0.4`, `4 -> 12` and `4 (1.00)`, or in rows that are
    all called `Weighted score`, each below its option.
    """
    is_pair = _has_products(table)
    counts = Counter(cell_title(row[0]) for row in table.rows[1:])
    repeated = {title for title, count in counts.items() if count > 1 and is_product_label(title)}
    rows, owner = [table.rows[0]], ""
    for row in table.rows[1:]:
        title = cell_title(row[0])
        if owner and (title in repeated or (is_product_label(title) and not is_summary_label(title))):
            rows.append((replace(row[0], kind="text", text=f"{owner} weighted"), *row[1:]))
            continue
        owner = title
        pairs = [_PRODUCT.fullmatch(cell.clean_text) if cell.kind == "text" else None for cell in row]
        if not is_pair or not any(pairs):
            rows.append(row)
            continue
        rows.append(_part_of(row, pairs, "score", ""))
        rows.append(_part_of(row, pairs, "product", " weighted"))
    return replace(table, rows=tuple(rows))


def _has_products(table: TableArea) -> bool:
    """Return whether cells hold a score and its product; `4/5` and `3/5` are scores out of a maximum."""
    pairs = [
        match
        for row in table.rows[1:]
        for cell in row[1:]
        if cell.kind == "text" and (match := _PRODUCT.fullmatch(cell.clean_text))
    ]
    products = [float(match["product"].replace(",", ".")) for match in pairs]
    is_share = all(match["sign"] == "/" for match in pairs)
    scores = [float(match["score"].replace(",", ".")) for match in pairs]
    is_single = len(pairs) == 1 and pairs[0]["sign"][0] == "("  # which may be a loss in brackets
    return (
        bool(pairs)
        and not is_single
        and (not is_share or (len(set(products)) > 1 and any(map(float.__gt__, scores, products))))
    )


def _part_of(
    row: Sequence[ReadCell], pairs: Sequence[re.Match[str] | None], part: str, suffix: str
) -> tuple[ReadCell, ...]:
    """Return a row with one part of each pair; what is no pair stands in the row of the scores alone."""
    label = replace(row[0], kind="text", text=f"{cell_title(row[0])}{suffix}")
    others = [
        _number_cell(cell, pair[part])
        if pair
        else cell
        if not suffix
        else replace(cell, kind="empty", text="")
        for cell, pair in zip(row[1:], pairs[1:], strict=True)
    ]
    return (label, *others)


def _number_cell(cell: ReadCell, text: str) -> ReadCell:
    """Return a cell with one number of a pair; one or two digits behind a comma are decimals."""
    if not re.fullmatch(r"\d+(?:[.,]\d{1,2})?", text):
        return replace(cell, text=text)
    return replace(cell, kind="number", number=float(text.replace(",", ".")), text=text.replace(",", "."))
