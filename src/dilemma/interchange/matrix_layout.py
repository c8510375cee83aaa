"""The parts of a decision matrix: which rows are options, which describe criteria, and which only sum up.

The table comes with its options in rows. Ids are made from titles here too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.burdens import read_direction_codes, without_direction
from dilemma.interchange.cells import describe_non_name, fault_at, is_filled
from dilemma.interchange.label_parts import are_places, complete_pairs, split_option_labels
from dilemma.interchange.table_area import cell_title
from dilemma.interchange.table_words import (
    is_no_option,
    is_summary_label,
    label_role,
    label_words,
    names_benchmark,
)
from dilemma.interchange.typed_numbers import is_level, read_scale_text
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem
from dilemma.scenario.schema.base import RESERVED
from dilemma.scenario.validation.structure import MOST_ROWS, SIZE_LIMITS
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.table_area import TableArea
    from dilemma.interchange.table_words import LabelRole


_REMARK_WORDS = ("source", "sources", "note", "notes", "legend", "key")
_PROSE_WORDS = 3  # a text of so many words is a remark and no level such as `very high`


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """A row of scores: the option, the part of a pair it holds (`low`, `high`, …, or empty), and the row."""

    title: str
    part: str
    row: int


@dataclass(slots=True, kw_only=True)
class MatrixLayout:
    """The parts of a table that holds a matrix; rows and columns count from 0.

    Attributes:
        table: the table, with options in rows.
        criterion_columns: columns of scores by title of the criterion and part of a pair, `""` for none.
        option_columns: columns that describe options, by what they hold: stance, future or definition.
        note_columns: columns of remarks on options.
        criterion_rows: rows that describe criteria, by what they hold: weight, worst, best and so on.
        note_rows: rows of remarks on criteria.
        option_lines: the rows with scores.
        weighted_rows: rows that hold the weighted scores of an option, by its title.
        reason_rows: rows that hold the reasons of an option's scores, by its title.
        summary_columns: columns that sum up the scores of an option.
        summary_rows: rows that sum up the scores of a criterion.
        group_weights: the row of weights of groups, where the criteria have their own within them.
        headings: what has nothing beside it, such as the heading of a group.
    """

    table: TableArea
    criterion_columns: dict[str, dict[str, int]] = field(default_factory=dict)
    option_columns: dict[LabelRole, int] = field(default_factory=dict)
    note_columns: list[int] = field(default_factory=list)
    criterion_rows: dict[LabelRole, int] = field(default_factory=dict)
    note_rows: list[int] = field(default_factory=list)
    option_lines: list[OptionLine] = field(default_factory=list)
    weighted_rows: dict[str, int] = field(default_factory=dict)
    reason_rows: dict[str, int] = field(default_factory=dict)
    summary_columns: list[int] = field(default_factory=list)
    summary_rows: list[int] = field(default_factory=list)
    group_weights: int | None = None
    headings: list[str] = field(default_factory=list)

    @property
    def row_word(self) -> str:
        """What a row of the layout is on the sheet."""
        return "column" if self.table.is_turned else "row"

    @property
    def column_word(self) -> str:
        """What a column of the layout is on the sheet."""
        return "row" if self.table.is_turned else "column"

    def cell(self, row: int, column: int) -> ReadCell:
        """Return a cell of the table."""
        return self.table.cell(row, column)

    def title_of_row(self, row: int) -> str:
        """Return the label of a row."""
        return cell_title(self.cell(row, 0))

    def title_of_column(self, column: int) -> str:
        """Return the head of a column."""
        return cell_title(self.cell(0, column))

    def score_cells(self, column: int) -> list[ReadCell]:
        """Return the cells of a column in the rows of options."""
        return [self.cell(line.row, column) for line in self.option_lines]


def read_layout(table: TableArea, levels: Mapping[str, float]) -> MatrixLayout:
    """Return the layout of a table that has its options in rows.

    Args:
        table: the table.
        levels: numbers by word, for cells such as H and L.

    Raises:
        FaultyFile: the table is no matrix; each cell at fault is a problem of its own.
    """
    problems: list[Problem] = []
    layout = MatrixLayout(table=table)
    _read_rows(layout, problems)
    _read_columns(layout, problems, levels)
    _refuse_oversize(layout)
    _refuse_empty(layout, problems)
    if problems:
        raise FaultyFile(problems)
    return layout


def _refuse_empty(layout: MatrixLayout, problems: list[Problem]) -> None:
    """Append the problem of a matrix without criteria or options to those of its cells."""
    if not problems and not layout.criterion_columns:
        totals = ", ".join(quote_text(layout.title_of_column(column)) for column in layout.summary_columns)
        message = (
            f"begins a table of totals ({totals}) without the scores that they were made from; add a "
            f"{layout.column_word} for each criterion"
            if totals
            else "begins the heads, but none of them is a criterion with scores; write the name of each "
            "criterion over or beside its scores"
        )
        problems.append(Problem(layout.cell(0, 0).location, "not-a-matrix", message))
    titles = {line.title for line in layout.option_lines}
    if not problems and len(titles) < 2:
        repeated = [line for line in layout.option_lines[1:] if line.title in titles]
        if repeated and not layout.option_columns.get("future"):
            cell = layout.cell(repeated[0].row, 0)
            message = f"begins a second {layout.row_word} for {quote_text(repeated[0].title)}; rename one"
            problems.append(Problem(cell.location, "repeated-row", message))
        else:
            message = _too_few_message(layout, sorted(titles))
            problems.append(Problem(layout.table.sheet.location, "not-a-matrix", message))


def _too_few_message(layout: MatrixLayout, titles: Sequence[str]) -> str:
    if titles:
        holder = f"holds scores of one option, {quote_text(titles[0])}"
    elif layout.summary_rows:
        total = quote_text(layout.title_of_row(layout.summary_rows[0]))
        holder = f"holds {total} and no scores of options beside it"
    else:
        holder = "holds no scores of options"
    return f"{holder}; a decision needs two options: add a {layout.row_word} for each, such as `Do nothing`"


_DESCRIBING: frozenset[LabelRole] = frozenset(
    ["weight", "worst", "best", "unit", "direction", "pole", "scale"]
)
_REMARKS: frozenset[LabelRole] = frozenset(["notes", "group", "definition", "number"])


def _read_rows(layout: MatrixLayout, problems: list[Problem]) -> None:
    table = layout.table
    for row in range(1, table.height):
        label, cells = table.cell(row, 0), [cell for cell in table.rows[row][1:] if is_filled(cell)]
        name = cell_title(label)
        role: LabelRole | None = "level" if names_benchmark(name) else label_role(name) if name else None
        if label.kind == "refused":
            continue
        if not name:
            _read_unnamed_row(layout, row, cells, problems)
        elif role in ("priority", "level") or (role != "weight" and is_no_option(name)):
            problems.append(_unclear_line(label, layout.row_word, name, role))
        elif is_summary_label(name):
            layout.summary_rows.append(row)
        elif role in _DESCRIBING and role is not None and _holds(role, name, cells):
            _add_description(layout, role, row, problems)
        elif role in ("direction", "scale", "unit", *_REMARKS) and _is_prose_or_count(role, cells):
            layout.note_rows += [row] if role != "number" else []
        elif role in ("direction", "notes", "group", "scale", "unit"):
            problems.append(_unclear_line(label, layout.row_word, name, role))
        elif not cells and _is_remark(name):
            layout.headings.append(name)
        else:
            layout.option_lines.append(OptionLine(title=name, part="", row=row))
    _split_parts(layout)


def _read_unnamed_row(
    layout: MatrixLayout, row: int, cells: Sequence[ReadCell], problems: list[Problem]
) -> None:
    """Take a last row of numbers without a name for a sum, whose rule is tried; refuse any other."""
    label = layout.cell(row, 0)
    is_last = row == layout.table.height - 1
    if is_last and label.kind in ("empty", "text") and cells and all(cell.kind == "number" for cell in cells):
        layout.summary_rows.append(row)
        return
    message = describe_non_name(label, "is empty, but there is something beside it; name the option")
    problems.append(Problem(label.location, "no-head", message))


def _unclear_line(label: ReadCell, word: str, name: str, role: LabelRole | None) -> Problem:
    if role == "priority":
        advice = "name it `Weight` if a larger number counts for more; else turn it round first"
    elif role == "level":
        advice = "rename it if it is an option, delete it if it only compares"
    elif role in (None, "value"):
        advice = "name it `Weight` if it weighs the criteria, rename it if it is an option, else delete it"
    else:
        advice = "rename it if it is an option or a criterion; its words are none that are known here"
    message = f"begins a {word} {quote_text(name)}, which may describe or be scored; {advice}"
    return Problem(label.location, "unclear-line", message)


def _holds(role: LabelRole, name: str, cells: Sequence[ReadCell]) -> bool:
    """Return whether a row with such a label holds what it announces; `Type` may head anything."""
    if role == "direction":
        codes = read_direction_codes(name, [cell_title(cell) for cell in cells])
        return codes is not None or label_words(name) == ("direction",)
    if role == "scale":
        return all(read_scale_text(cell_title(cell)) for cell in cells)
    if role == "unit":
        return not any(cell.kind == "number" for cell in cells)
    return True


def _is_prose_or_count(role: LabelRole, cells: Sequence[ReadCell]) -> bool:
    if role == "number":
        numbers = [cell.number for cell in cells if cell.kind == "number"]
        return len(numbers) == len(cells) > 1 and numbers == list(range(1, len(cells) + 1))
    return not any(cell.kind == "number" for cell in cells)


def _is_remark(name: str) -> bool:
    """Return whether a label with nothing beside it is a remark below the table and no option."""
    words = label_words(name)
    return len(words) > 6 or words[:1] in [(word,) for word in _REMARK_WORDS]


def _add_description(layout: MatrixLayout, role: LabelRole, row: int, problems: list[Problem]) -> None:
    if role not in layout.criterion_rows:
        layout.criterion_rows[role] = row
        return
    cell, first = layout.cell(row, 0), layout.criterion_rows[role]
    of_groups = [line for line in (first, row) if any(one.shared for one in layout.table.rows[line])]
    if role == "weight" and len(of_groups) == 1:
        layout.group_weights = of_groups[0]
        layout.criterion_rows[role] = first if of_groups[0] == row else row
        return
    if role == "weight" and _are_proportional(layout.table, first, row):
        return  # weights, and the same once more as shares
    message = f"repeats the {layout.row_word} {quote_text(cell_title(cell))}; keep one"
    problems.append(Problem(cell.location, "repeated-row", message))


def _are_proportional(table: TableArea, first: int, second: int) -> bool:
    pairs = [
        (cell.number, other.number)
        for cell, other in zip(table.rows[first][1:], table.rows[second][1:], strict=True)
        if cell.kind == other.kind == "number" and cell.number
    ]
    ratios = [other / number for number, other in pairs]
    return len(ratios) > 1 and max(ratios) - min(ratios) <= 0.02 * abs(max(ratios))


def _split_parts(layout: MatrixLayout) -> None:
    """Take the weighted scores and the reasons of options from their rows, and name parts of pairs."""
    lines, layout.option_lines = layout.option_lines, []
    for line, label in zip(lines, split_option_labels([line.title for line in lines]), strict=True):
        if label.part == "weighted":
            layout.weighted_rows[label.name] = line.row
        elif label.part == "reason":
            layout.reason_rows[label.name] = line.row
        else:
            layout.option_lines.append(OptionLine(title=label.name, part=label.part, row=line.row))


def _read_columns(layout: MatrixLayout, problems: list[Problem], levels: Mapping[str, float]) -> None:
    columns: dict[str, int] = {}
    for column in range(1, layout.table.width):
        head = layout.cell(0, column)
        name = without_direction(cell_title(head))
        if head.kind == "refused":
            continue
        if not name:
            _read_unnamed_column(layout, column, problems)
        elif is_summary_label(name) or are_places(layout.score_cells(column)):
            layout.summary_columns.append(column)
        elif _describes_options(layout, column, levels, problems):
            continue
        elif label_role(name) in ("priority", "level"):
            problems.append(_unclear_line(head, layout.column_word, name, label_role(name)))
        elif name in columns:
            message = f"repeats the {layout.column_word} {quote_text(name)}; rename one"
            problems.append(Problem(head.location, "repeated-column", message))
        else:
            columns[name] = column
    pairs = complete_pairs(list(columns))
    for name, column in columns.items():
        title, part = pairs.get(name, (name, ""))
        layout.criterion_columns.setdefault(title, {})[part] = column


def _describes_options(
    layout: MatrixLayout, column: int, levels: Mapping[str, float], problems: list[Problem]
) -> bool:
    """Return whether a column describes options, counts them or heads a group; note where it belongs."""
    role = label_role(layout.title_of_column(column))
    scores = [cell for cell in layout.score_cells(column) if is_filled(cell)]
    if not scores and _is_heading(layout, column):
        layout.headings.append(layout.title_of_column(column))
        return True
    if role == "number" and _is_prose_or_count(role, scores):
        return True
    if _numeric(scores, levels) and not (role == "notes" and _are_sentences(scores)):
        return False
    if role in ("stance", "future", "definition") and role is not None:
        _add_option_column(layout, role, column, problems)
        return True
    is_remark = bool(scores) and ((role is not None and role != "weight") or _is_prose(scores, levels))
    layout.note_columns += [column] if is_remark else []
    return is_remark


def _numeric(cells: Sequence[ReadCell], levels: Mapping[str, float]) -> bool:
    return any(
        cell.kind == "number" or (cell.kind == "text" and is_level(cell.clean_text, levels)) for cell in cells
    )


def _are_sentences(cells: Sequence[ReadCell]) -> bool:
    return all(len(cell.clean_text.split()) >= _PROSE_WORDS for cell in cells)


def _is_prose(cells: Sequence[ReadCell], levels: Mapping[str, float]) -> bool:
    """Return whether a column holds remarks: texts of several words, none of which could be a level.

    Where all begin with a number, as `40 \u00b1 5` and `3 to 5 years`, they are scores that nobody can read.
    """
    texts = [cell.clean_text for cell in cells]
    return (
        not _numeric(cells, levels) and _are_sentences(cells) and not all(text[0].isdigit() for text in texts)
    )


def _is_heading(layout: MatrixLayout, column: int) -> bool:
    """Return whether a column without scores heads a group: it has no weight where others have one."""
    row = layout.criterion_rows.get("weight")
    name = layout.title_of_column(column)
    if row is not None:
        return not is_filled(layout.cell(row, column))
    return _is_remark(name)


def _read_unnamed_column(layout: MatrixLayout, column: int, problems: list[Problem]) -> None:
    cells = [cell for cell in layout.table.column(column) if is_filled(cell)]
    head = layout.cell(0, column)
    if not cells:
        return
    is_last = column == layout.table.width - 1
    if is_last and head.kind in ("empty", "text") and all(cell.kind == "number" for cell in cells):
        layout.summary_columns.append(column)
        return
    message = describe_non_name(head, "is empty, but there is something below it; name the criterion")
    problems.append(Problem(head.location, "no-head", message))


def _add_option_column(layout: MatrixLayout, role: LabelRole, column: int, problems: list[Problem]) -> None:
    if role not in layout.option_columns:
        layout.option_columns[role] = column
        return
    cell = layout.cell(0, column)
    message = f"repeats the {layout.column_word} {quote_text(cell_title(cell))}; rename one"
    problems.append(Problem(cell.location, "repeated-column", message))


def _refuse_oversize(layout: MatrixLayout) -> None:
    """Refuse a matrix larger than a scenario may be, before any score is read."""
    future = layout.option_columns.get("future")
    lines, table = layout.option_lines, layout.table
    cells = {
        "options": {line.title: table.cell(line.row, 0) for line in reversed(lines)},
        "criteria": {
            title: table.cell(0, min(parts.values())) for title, parts in layout.criterion_columns.items()
        },
        "futures": {}
        if future is None
        else {
            cell_title(table.cell(line.row, future)): table.cell(line.row, future) for line in reversed(lines)
        },
    }
    count = len(layout.criterion_columns)
    limits = {**SIZE_LIMITS, "options": min(SIZE_LIMITS["options"], MOST_ROWS // max(1, count))}
    for kind, by_title in cells.items():
        if len(by_title) > limits[kind]:
            within = f" on {count:,} criteria" if limits[kind] < SIZE_LIMITS[kind] else ""
            message = (
                f"is beyond the {limits[kind]:,} {kind}{within} that a scenario may have, of "
                f"{len(by_title):,}; leave some out"
            )
            excess = sorted(by_title.values(), key=lambda cell: cell.location.order)[limits[kind]]
            raise fault_at(excess.location, "too-many", message)


_LONGEST_ID = 40


def make_ids(titles: Sequence[str], noun: str) -> tuple[str, ...]:
    """Return a unique id for each title: its letters and digits in lower case, never a reserved word.

    A title without a Latin letter or digit becomes `noun_1`, `noun_2` and so on, by its position.
    """
    taken: dict[str, int] = {}
    for number, title in enumerate(titles, start=1):
        slug = _make_slug(title) or f"{noun}_{number}"
        _claim_id(f"{slug}_" if slug in RESERVED else slug, taken)
    return tuple(taken)


def _make_slug(title: str) -> str:
    # NFKD splits an accented letter into the letter and its accent, which ASCII then drops: é becomes e.
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST_ID].rstrip("_")


def _claim_id(wanted: str, taken: dict[str, int]) -> None:
    """Add an id to those taken, numbered if it is not free.

    `taken` maps each id to the last number appended to it: without that memory, many equal titles would
    take quadratic time.
    """
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}_{taken[wanted]}"
    taken[free] = 1
