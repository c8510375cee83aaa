"""Which way round a table stands: options in rows, criteria in rows, a row for each pair, or what to ask."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.burdens import is_plain_burden, read_direction_codes
from dilemma.interchange.cells import ReadCell, fault_at, is_filled
from dilemma.interchange.label_parts import spread_groups, spread_products, spread_weights
from dilemma.interchange.table_answers import LAYOUTS, OpenTable, TableQuestion
from dilemma.interchange.table_area import cell_title
from dilemma.interchange.table_words import (
    bracket_text,
    corner_role,
    is_summary_label,
    is_weight_label,
    label_role,
    label_words,
)
from dilemma.interchange.typed_numbers import UnclearNumber, is_level, is_unit_text, parse_typed_number
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.table_answers import Layout
    from dilemma.interchange.table_area import TableArea
    from dilemma.interchange.table_words import LabelRole


_MOST_NAMES = 3  # of a reading that is shown
_WHOLE = (1.0, 10.0, 100.0)
_MASS = frozenset(["kg", "g", "lb", "lbs", "oz", "t", "tons", "tonnes", "gram", "grams", "kilogram"])
# A weighted score sums over criteria; a plain total may sum over anything.
_WEIGHTED_LABELS = frozenset(["weighted", "gewichtet", "gewichtete", "gewichteter", "pondere", "ponderado"])
_SPOILING = frozenset(["total", "sum", "weighted", "rank", "ranking", "score", "scores", "overall", "totals"])

_OF_CRITERIA: tuple[LabelRole, ...] = (
    "weight",
    "direction",
    "unit",
    "worst",
    "best",
    "scale",
    "pole",
    "group",
)
_OF_SCORES: tuple[LabelRole, ...] = ("future", "notes")


def options_in_rows(table: TableArea, layout: Layout | None) -> TableArea:
    """Return a table with its options in rows, turned where its criteria stand there.

    Args:
        table: the table, with its names in the first column.
        layout: the layout that its owner states; None to tell it from the heads.

    Raises:
        OpenTable: it could be read either way; the message shows both readings.
    """
    _refuse_bounds(table)
    table = spread_weights(names_first(table))
    _refuse_pairwise(table)
    layout = layout or find_layout(table)
    if layout is None:
        raise _both_readings(table)
    return spread_products(spread_groups(table.turned() if layout == "criteria-in-rows" else table))


_BOUND = re.compile(
    r"(?i)(?:[<>\u2264\u2265]=?|min\.?|max\.?|at least|at most|mindestens)\s*[$\u20ac\u00a3]?\d.*"
)


def _refuse_bounds(table: TableArea) -> None:
    """Refuse a line of requirements such as `>= 30`, which are neither names nor scores."""
    for line in (*zip(*table.rows, strict=True), *table.rows):
        texts = [cell_title(cell) for cell in line[1:] if is_filled(cell)]
        if len(texts) > 1 and all(map(_BOUND.fullmatch, texts)):
            message = f"begins requirements such as {quote_text(texts[0])}, which are no scores; delete them"
            raise fault_at(line[0].location, "unclear-line", message)


_ITSELF = ("", "1", "-", "\u2013", "\u2014", "x")  # what a thing is compared with itself


def _refuse_pairwise(table: TableArea) -> None:
    """Refuse a table that has the same names on both sides, as comparisons in pairs or correlations have."""
    heads = {cell_title(cell).casefold(): column for column, cell in enumerate(table.rows[0]) if column}
    rows = {cell_title(row[0]): row for row in table.rows[1:] if is_filled(row[0])}
    names = [name for name in rows if label_role(name) is None and not is_summary_label(name)]
    if len(names) < 2 or not heads.keys() >= set(map(str.casefold, names)):
        return
    if all(cell_title(rows[name][heads[name.casefold()]]).casefold() in _ITSELF for name in names):
        message = (
            f"begins a table with {quote_text(names[0])} and {quote_text(names[1])} on both sides, as "
            "comparisons in pairs have; give a table of options and criteria, with a line `Weight`"
        )
        raise fault_at(table.cell(0, 0).location, "not-a-matrix", message)


def names_first(table: TableArea) -> TableArea:
    """Return a table whose first column holds the names; what stands before it comes after it.

    A column that only counts or names the rows is left out. Of a criterion and its part in two columns, the
    part is the name, and the criterion its group.
    """
    titles = map(cell_title, table.rows[0])
    roles = ["number" if title.casefold() == "no" else label_role(title) for title in titles]
    corners = [column for column, role in enumerate(roles) if role in ("criterion", "option", "person")]
    name = corners[0] if corners else 0
    while name + 1 in corners and _is_text(table, name + 1) and roles[name + 1] == roles[name]:
        name += 1
    if (
        not corners
        and table.width > 2
        and _are_names(table, 1)
        and (_counts(table, 0) or roles[0] == "group")
    ):
        name = 1
    if name == 0 or not _is_text(table, name):
        return table
    counts = [column for column in range(name) if roles[column] != "weight" and _counts(table, column)]
    unnamed = [column for column in range(name) if _is_unnamed_number(table, column)]
    kept = [c for c in range(name) if roles[c] != "number" and c not in (*counts, *unnamed)]
    remarks = [
        Problem(
            table.cell(0, column).location,
            "left-out",
            f"holds {quote_text(cell_title(table.cell(0, column)))} over 1, 2, 3 before the names; it "
            "only counts them and is not part of the table",
            "warning",
        )
        for column in counts
        if roles[column] != "number" and column not in unnamed
    ]
    rows = _filled_down(table, name)
    heads = [_group_head(cell) if column < name else cell for column, cell in enumerate(rows[0])]
    ordered = [_name_first(row, name, kept) for row in (tuple(heads), *rows[1:])]
    return replace(table, rows=tuple(ordered), remarks=(*table.remarks, *remarks))


def _is_unnamed_number(table: TableArea, column: int) -> bool:
    """Return whether a column holds nothing but numbers under no head, which then only name the rows."""
    numbers = all(cell.kind == "number" for cell in table.column(column) if is_filled(cell))
    return numbers and not is_filled(table.cell(0, column))


def _group_head(cell: ReadCell) -> ReadCell:
    """Return a head before that of the names as the head of a group."""
    is_group = label_role(cell_title(cell)) in ("criterion", "option", "person") or not is_filled(cell)
    return replace(cell, kind="text", text="Group") if is_group else cell


def _name_first(row: tuple[ReadCell, ...], name: int, kept: Sequence[int]) -> tuple[ReadCell, ...]:
    """Return a row with its name first and the columns that stood before it last."""
    label, before = row[name], [row[column] for column in kept]
    if not is_filled(label):
        label = next((cell for cell in reversed(before) if is_filled(cell)), label)
    return (label, *row[name + 1 :], *before)


def _filled_down(table: TableArea, name: int) -> list[tuple[ReadCell, ...]]:
    """Return the rows with each group, written once above its rows, repeated for all of them."""
    rows, last = [table.rows[0]], dict[int, ReadCell]()
    for row in table.rows[1:]:
        cells = list(row)
        for column in range(name):
            if is_filled(cells[column]):
                last[column] = cells[column]
            elif column in last and is_filled(cells[name]):
                cells[column] = last[column]
        rows.append(tuple(cells))
    return rows


def _is_text(table: TableArea, column: int) -> bool:
    cells = [cell for cell in table.column(column) if is_filled(cell)]
    return bool(cells) and all(cell.kind == "text" for cell in cells)


def _are_names(table: TableArea, column: int) -> bool:
    """Return whether a column holds texts that differ, sums aside, none of which may be a score as `4/5`."""
    cells = [cell_title(cell) for cell in table.column(column) if is_filled(cell)]
    texts = [text for text in cells if not is_summary_label(text)]
    return (
        _is_text(table, column)
        and len(set(texts)) == len(texts)
        and not any(is_level(text, {}) for text in texts)
    )


def _counts(table: TableArea, column: int) -> bool:
    """Return whether a column counts its rows: 1, 2, 3."""
    cells = [cell for cell in table.column(column) if is_filled(cell)]
    return len(cells) > 1 and [cell.number for cell in cells if cell.kind == "number"] == list(
        range(1, len(cells) + 1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """What speaks for names of criteria on one side of a table: in its heads, or in its first column.

    Attributes:
        describes: whether the other side has lines that describe criteria, such as weights or directions.
        burdens: whether a name on this side is a burden or has a unit.
        totals: whether a line on this side sums up, which makes sense only across criteria.
        has_label: whether a line of the other side describes criteria by its name alone, such as `Weight`.
        has_weights: whether a line of the other side is named like weights, whatever it holds.
        are_options: whether every name on this side is that of an option, such as `Option A` or `Plan 2`.
    """

    describes: bool
    burdens: bool
    totals: bool
    has_label: bool
    has_weights: bool
    are_options: bool


def find_layout(table: TableArea) -> Layout | None:
    """Return the layout that the heads of a table tell; None where they tell none, or two."""
    corner = corner_role(cell_title(table.cell(0, 0)))
    rows, columns = _side(table.turned()), _side(table)
    # `columns` speaks for criteria in columns, that is for options in rows.
    for_options, for_criteria = (
        corner == "option" or columns.describes or rows.are_options,
        corner == "criterion" or rows.describes or columns.are_options,
    )
    if corner and for_options and for_criteria and columns.has_label is not rows.has_label:
        for_options, for_criteria = columns.has_label, rows.has_label  # a line of weights beats a total
    if for_options is for_criteria:
        return None
    chosen, other = (columns, rows) if for_options else (rows, columns)
    doubtful = (other.burdens and not chosen.burdens) or (other.totals and not chosen.totals)
    if (doubtful or other.has_weights) and not chosen.describes:
        return None
    if doubtful and corner is None:
        return None
    return "options-in-rows" if for_options else "criteria-in-rows"


def _side(table: TableArea) -> _Side:
    """Return what speaks for the heads of a table being its criteria."""
    names = [cell_title(cell) for cell in table.rows[0][1:] if is_filled(cell)]
    names = [name for name in names if label_role(name) is None]
    describes = any(_describes_criteria(row) for row in table.rows[1:])
    sums = [name for name in names if is_summary_label(name)]
    return _Side(
        has_label=describes,
        describes=describes
        or any(sums.count(name) == 1 and _WEIGHTED_LABELS & set(label_words(name)) for name in sums)
        or any(label_role(cell_title(cell)) in ("stance", "future") for cell in table.rows[0]),
        burdens=any(
            is_plain_burden(name) or is_unit_text(bracket_text(name)) for name in names if name not in sums
        ),
        totals=any(set(label_words(name)) & _SPOILING for name in sums),
        are_options=len(names) > 1 and all(map(_names_option, names)),
        has_weights=any(_is_named_weight(cell_title(row[0])) for row in table.rows[1:]),
    )


def _names_option(name: str) -> bool:
    """Return whether a name is a word for options with a number or a letter behind it."""
    words = label_words(name)
    return len(words) > 1 and corner_role(words[0]) == "option" and len(words[1]) <= 2


def _describes_criteria(row: Sequence[ReadCell]) -> bool:
    """Return whether a line begins with a word such as Weight or Direction, and holds such things."""
    label = cell_title(row[0])
    role, cells = label_role(label), [cell for cell in row[1:] if is_filled(cell)]
    if _is_named_weight(label):
        return bool(cells) and _are_weights(cells, label)
    if role == "direction":
        return read_direction_codes(label, [cell_title(cell) for cell in cells]) is not None
    return role in ("worst", "best", "pole") and bool(cells)


def _is_named_weight(label: str) -> bool:
    return is_weight_label(label) and bracket_text(label).casefold() not in _MASS


def _are_weights(cells: Sequence[ReadCell], label: str) -> bool:
    """Return whether a line named like weights can be nothing else: wording, percent signs or their sum.

    `Weight` alone may be what a laptop weighs.
    """
    if label_words(label) not in (("weight",), ("weights",)) or bracket_text(label):
        return is_weight_label(label)
    numbers = []
    for cell in cells:
        if cell.kind == "number":
            numbers.append(cell.number)
        elif cell.kind == "text":
            try:
                typed = parse_typed_number(cell.clean_text, None, {})
            except UnclearNumber:
                return False
            if typed is None or typed.mode is None:
                return False
            if typed.unit == "%":
                return True
            numbers.append(typed.mode)
    sums = (sum(numbers), sum(numbers[:-1]))  # the last may be their total
    return any(abs(total - whole) <= 0.02 * whole for total in sums for whole in _WHOLE) or any(
        cell.percent for cell in cells
    )


def _both_readings(table: TableArea) -> OpenTable:
    rows = _names([row[0] for row in table.rows[1:]])
    columns = _names(list(table.rows[0][1:]))
    message = (
        f"begins a table that can be read in two ways: options {rows} on criteria {columns}, or options "
        f"{columns} on criteria {rows}; add --layout {LAYOUTS[0]} for the first, --layout {LAYOUTS[1]} for "
        "the second"
    )
    heads = [cell_title(cell) for cell in table.rows[0][1:]]
    scores = [head for head in heads if label_role(head) in (None, "value") and not is_summary_label(head)]
    if len(scores) < 2 and any(map(_is_named_weight, heads)):
        message = (
            f"begins what looks like one option on criteria {rows}; a decision needs two: add a column for "
            f"each, such as `Do nothing`. If {rows} are the options, add --layout {LAYOUTS[0]}"
        )
    question = TableQuestion(
        kind="layout", subject="", text=f"Are the options {rows} ({LAYOUTS[0]}), or {columns} ({LAYOUTS[1]})?"
    )
    return OpenTable([Problem(table.cell(0, 0).location, "unclear-layout", message)], [question])


def _names(cells: Sequence[ReadCell]) -> str:
    names = [cell_title(cell) for cell in cells if is_filled(cell)]
    plain = [name for name in names if label_role(name) is None and not is_summary_label(name)]
    listed = plain[:_MOST_NAMES] if len(plain) > 1 else names[:_MOST_NAMES]
    return ", ".join(listed) + (", …" if len(names) > len(listed) else "")


def widen(table: TableArea) -> TableArea:
    """Return a long table with options in rows and criteria in columns; any other table as it is.

    Raises:
        FaultyFile: a score stands twice, a criterion has two weights, or a name is missing.
    """
    columns = _long_columns(table)
    if columns is None:
        return table
    rows = [row for row in table.rows[1:] if any(map(is_filled, row))]
    problems = [
        Problem(row[columns[role]].location, "no-head", f"is empty; name the {role} of this row")
        for row in rows
        for role in ("option", "criterion")
        if not cell_title(row[columns[role]])
    ]
    if problems:
        raise FaultyFile(problems)
    criteria = {cell_title(row[columns["criterion"]]): row[columns["criterion"]] for row in reversed(rows)}
    order = list(dict.fromkeys(cell_title(row[columns["criterion"]]) for row in rows))
    heads = [table.rows[0][columns["option"]], *(criteria[title] for title in order)]
    lines = [
        *_describing_rows(table, rows, columns, order, problems),
        *_score_rows(rows, columns, order, problems),
    ]
    if problems:
        raise FaultyFile(problems)
    if "future" in columns:
        heads.insert(1, table.rows[0][columns["future"]])
    return replace(table, rows=(tuple(heads), *map(tuple, lines)))


def _long_columns(table: TableArea) -> dict[LabelRole, int] | None:
    """Return the columns of a long table by what they hold; None for a table of another form."""
    columns: dict[LabelRole, int] = {}
    for column, cell in enumerate(table.rows[0]):
        role = label_role(cell_title(cell))
        if role is None or role in columns:
            return None
        columns[role] = column
    if not {"option", "criterion", "value"} <= columns.keys():
        return None
    return columns if columns.keys() <= {"option", "criterion", "value", *_OF_CRITERIA, *_OF_SCORES} else None


def _describing_rows(
    table: TableArea,
    rows: Sequence[Sequence[ReadCell]],
    columns: Mapping[LabelRole, int],
    order: Sequence[str],
    problems: list[Problem],
) -> list[list[ReadCell]]:
    """Return a row for each column that describes criteria, which says the same wherever one stands."""
    lines = []
    for role in (role for role in _OF_CRITERIA if role in columns):
        cells: dict[str, ReadCell] = {}
        for row in rows:
            title, cell = cell_title(row[columns["criterion"]]), row[columns[role]]
            if is_filled(cell) and cell_title(cells.setdefault(title, cell)) != cell_title(cell):
                message = (
                    f"holds another {role} for {quote_text(title)} than above; write one in all its rows"
                )
                problems.append(Problem(cell.location, "repeated-row", message))
        head = table.rows[0][columns[role]]
        blank = [ReadCell(location=head.location)] if "future" in columns else []
        lines.append([head, *blank, *(cells.get(title, ReadCell(location=head.location)) for title in order)])
    return lines


def _score_rows(
    rows: Sequence[Sequence[ReadCell]],
    columns: Mapping[LabelRole, int],
    order: Sequence[str],
    problems: list[Problem],
) -> list[list[ReadCell]]:
    """Return a row for each option, or option and future, each score with the reason beside it."""
    scores: dict[tuple[str, str], dict[str, Sequence[ReadCell]]] = {}
    for row in rows:
        future = cell_title(row[columns["future"]]) if "future" in columns else ""
        by_title = scores.setdefault((cell_title(row[columns["option"]]), future), {})
        title = cell_title(row[columns["criterion"]])
        if title in by_title:
            message = f"is a second score on {quote_text(title)} for the same option; keep one"
            problems.append(Problem(row[columns["value"]].location, "repeated-row", message))
        by_title.setdefault(title, row)
    lines = []
    for by_title in scores.values():
        first = next(iter(by_title.values()))
        label, empty = first[columns["option"]], ReadCell(location=first[columns["option"]].location)
        future_cells = [first[columns["future"]]] if "future" in columns else []
        cells = [_noted(by_title[title], columns) if title in by_title else empty for title in order]
        lines.append([label, *future_cells, *cells])
    return lines


def _noted(row: Sequence[ReadCell], columns: Mapping[LabelRole, int]) -> ReadCell:
    note = row[columns["notes"]].clean_text if "notes" in columns else ""
    return replace(row[columns["value"]], note=note)
