"""Tables of Markdown, as decision records have them: read as sheets, and written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.interchange.burdens import direction_in_head, names_burden
from dilemma.interchange.cells import ReadCell, Sheet, fault_at, file_location
from dilemma.interchange.table_words import bracket_text, strip_emphasis
from dilemma.interchange.typed_numbers import UnclearNumber, is_unit_text, parse_plain_number
from dilemma.report.formats.markdown import escape_markdown
from dilemma.scenario.problems import SourceText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.decision_table import DecisionTable, TableCriterion
    from dilemma.interchange.typed_numbers import Decimal
    from dilemma.scenario.quantity import Quantity

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_NEAR = 6  # lines around a table in which its legend is looked for
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_markdown(text: str, name: str, decimal: Decimal | None = None) -> tuple[Sheet, ...]:
    """Return the tables of a text in Markdown as sheets, each named by the heading above it.

    Args:
        text: the text.
        name: the name of the file, for messages.
        decimal: the sign before decimals; None for a point.

    Raises:
        FaultyFile: the text holds no table.
    """
    lines = _blank_comments(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tables = _find_tables(lines)
    if not tables:
        message = (
            "holds no table; a table of Markdown has a line of heads between `|`, a line of `---|---` and a "
            "line for each row"
        )
        raise fault_at(file_location(name), "not-a-table", message)
    source = SourceText(name, tuple(lines))
    return tuple(
        replace(
            _make_sheet(lines, span, heading, source, decimal),
            number=number,
            texts=_texts_around(lines, span),
        )
        for number, (span, heading) in enumerate(_named(tables), start=1)
    )


def _blank_comments(text: str) -> str:
    """Return a text whose comments are blank, with as many lines as before."""
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


def _find_tables(lines: Sequence[str]) -> list[tuple[range, str]]:
    """Return the lines of each table, heads and rule included, with the heading above."""
    tables, heading, number, is_code = [], "", 0, False
    while number < len(lines):
        line = lines[number]
        if _FENCE.match(line):
            is_code = not is_code
        title = _HEADING.fullmatch(line)
        if title and not is_code:
            heading = strip_emphasis(_LINK.sub(r"\1", title[1]))
        is_head = "|" in line and number + 1 < len(lines) and _RULE.fullmatch(lines[number + 1]) is not None
        if is_head and not is_code and "|" in lines[number + 1]:
            end = number + 2
            while end < len(lines) and "|" in lines[end] and lines[end].strip():
                end += 1
            tables.append((range(number, end), heading))
            number = end
        else:
            number += 1
    return tables


def _named(tables: Sequence[tuple[range, str]]) -> list[tuple[range, str]]:
    """Return the tables, each under a name of its own."""
    names: list[tuple[range, str]] = []
    for number, (span, heading) in enumerate(tables, start=1):
        name = heading or f"table {number}"
        taken = {other for _, other in names}
        names.append((span, f"{name} ({number})" if name in taken else name))
    return names


def _texts_around(lines: Sequence[str], span: range) -> tuple[str, ...]:
    """Return the lines of text next to a table, up to a heading or another table, the nearest first."""
    texts = []
    for numbers in (range(span.stop, len(lines)), range(span.start - 1, -1, -1)):
        near = [line for number in numbers[:_NEAR] if (line := lines[number].strip())]
        end = next((i for i, line in enumerate(near) if _HEADING.match(line) or line.startswith("|")), None)
        texts += near[:end]
    return tuple(texts)


def _make_sheet(
    lines: Sequence[str], span: range, heading: str, source: SourceText, decimal: Decimal | None
) -> Sheet:
    empty = Sheet(name=heading, number=1, source=source, rows=(), decimal=decimal)
    rows = []
    for line in (line for index, line in enumerate(span) if index != 1):  # the second line is the rule
        cells = _split_cells(lines[line])
        rows.append(
            tuple(_read_cell(empty, line, column, cell, decimal) for column, cell in enumerate(cells))
        )
    return replace(empty, rows=tuple(rows))


def _split_cells(line: str) -> list[str]:
    """Return the cells of a line; a bar after a backslash or inside code belongs to its cell."""
    cells, cell, is_code, index = [], "", False, 0
    stripped = line.strip()
    while index < len(stripped):
        character = stripped[index]
        if character == "\\" and stripped[index + 1 : index + 2] == "|":
            cell += "|"
            index += 1
        elif character == "|" and not is_code:
            cells.append(cell)
            cell = ""
        else:
            is_code = is_code is not (character == "`" and stripped.count("`") % 2 == 0)
            cell += character
        index += 1
    cells.append(cell)
    if stripped.startswith("|"):
        cells.pop(0)
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() and stripped.endswith("|") else cells


def _read_cell(empty: Sheet, line: int, column: int, text: str, decimal: Decimal | None) -> ReadCell:
    text = _BREAK.sub(" ", _LINK.sub(r"\1", text)).replace("&nbsp;", " ").replace("&amp;", "&")
    bare = strip_emphasis(re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>~])", r"\1", text))
    cell = ReadCell(location=empty.cell_location(line, column))
    if not bare:
        return cell
    try:
        number = parse_plain_number(bare, decimal)
    except UnclearNumber:
        number = None  # the matrix says what is unclear about it, where it is a score
    if number is None:
        return replace(cell, kind="text", text=bare)
    return replace(cell, kind="number", number=number, text=bare)


def write_markdown(table: DecisionTable, whose: str) -> bytes:
    """Return a decision table for a record: criterion, weight, a value for each option, and the weighted sum.

    Values run from 0 for the worst to 100 for the best level. The sum is that of the numbers shown, so that a
    reader who adds up gets it, and `import` reads the table back.
    """
    weights = [round(100 * share, 4) for share in table.shares]
    columns = range(len(table.options))
    values = [
        [_value(criterion, table.scores[option, row]) for option in columns]
        for row, criterion in enumerate(table.criteria)
    ]
    whole = sum(weights)
    sums = [
        sum(weight * line[option] for weight, line in zip(weights, values, strict=True)) / whole
        for option in columns
    ]
    names = _without_units([criterion.name for criterion in table.criteria])
    rows = [
        [_unburdened(name), f"{weight:.15g}%", *(f"{value:.15g}" for value in line)]
        for name, weight, line in zip(names, weights, values, strict=True)
    ]
    heads = ["Criterion", "Weight", *table.options]
    rows.append(["Weighted sum", f"{round(whole, 2):g}%", *(f"{round(total, 2):.15g}" for total in sums)])
    title = escape_markdown(table.title)
    text = f"# {title}\n\nValues from 0 (worst) to 100 (best); the weights are {escape_markdown(whose)}.\n\n"
    return (text + _render_table(heads, rows)).encode()


def _value(criterion: TableCriterion, score: Quantity | None) -> float:
    """Return the value of a score to two decimals; the middle of the scale where nothing is known."""
    return round(criterion.value(score.mean), 2) if score is not None else 50.0


def _without_units(names: Sequence[str]) -> list[str]:
    """Return the names of criteria without units, which values do not have, unless two would be alike."""
    bare: list[str] = []
    for name in names:
        unit = bracket_text(name) if is_unit_text(bracket_text(name)) else ""
        short = name.replace(f"({unit})", "").strip() if unit else name
        is_taken = short.casefold() in (other.casefold() for other in (*bare, *names) if other is not name)
        bare.append(f"{short} {unit}".strip() if unit and (is_taken or not short) else short)
    return bare


def _unburdened(name: str) -> str:
    """Return the name of a criterion with a direction where it is a burden."""
    is_open = names_burden(name) and direction_in_head(name) is None
    return f"{name} (higher is better)" if is_open else name


def _render_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown, the first column to the left and the others to the right."""
    rule = ["---", *["---:"] * (len(heads) - 1)]
    lines = [[escape_markdown(cell) for cell in row] for row in (heads, *rows)]
    lines.insert(1, rule)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
