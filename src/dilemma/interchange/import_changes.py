"""Edits imported from a filled workbook, or table of scores, into the scenario it was made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import fault_at, file_location, relocate_problems
from dilemma.interchange.csv_reader import SCENARIO_COLUMN
from dilemma.interchange.read_template import SCENARIO_FILE, read_template
from dilemma.interchange.template import SCORES_SHEET, Origin, read_origin
from dilemma.interchange.template_tables import build_template
from dilemma.records import dataclass
from dilemma.report.document import Column, Document, Table, paragraph
from dilemma.scenario.load import build_scenario
from dilemma.scenario.parse import display_path, parse_file
from dilemma.scenario.problems import Problem, column_letters, select_errors
from dilemma.scenario.rewrite import CannotRewrite, rewrite_values
from dilemma.scenario.yaml.parser import parse_yaml, read_content
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.read_template import CellEdit, TemplateReading
    from dilemma.interchange.template import Template
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario


_UNKNOWN_SOURCE = "unknown-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The new text of the scenario in UTF-8, its edits, and warnings about cells not read (`doubts`)."""

    content: bytes
    edits: tuple[CellEdit, ...]
    doubts: tuple[Problem, ...]


def import_changes(
    sheets: Sequence[Sheet], scenario: Scenario, target: Path, library: Library
) -> ImportResult:
    """Return the text of a scenario with the judgements filled in.

    Args:
        sheets: the sheets of the filled file.
        scenario: the scenario that the file was made from.
        target: where the new text will be saved.
        library: where frameworks, profiles and sources are looked up.

    Raises:
        FaultyFile: cells cannot be read or make the scenario faulty; each is a problem of its own.
        OSError: the scenario cannot be read.
    """
    template = build_template(scenario, parse_file(scenario.path)[0])
    doubts: tuple[Problem, ...] = ()
    if len(sheets) == 1 and not sheets[0].name:  # CSV holds one table, without a name
        table = next(table for table in template.tables if table.name == SCORES_SHEET)
        template = replace(template, tables=(replace(table, name=""),))
        sheets, doubts = _without_scenario(sheets[0], scenario.id)
    else:
        _check_origin(read_origin(sheets), template, scenario, sheets)
    reading = read_template(template, sheets, _framework_file(scenario, library))
    if select_errors(reading.problems):
        raise FaultyFile(reading.problems)
    before = read_content(scenario.path)
    try:
        content = rewrite_values(before, [edit.change for edit in reading.edits])
    except CannotRewrite as why:
        message = f"{why}; make the change in {display_path(scenario.path)} by hand"
        raise fault_at(file_location(sheets[0].source.name), "cannot-rewrite", message) from None
    _check_loading(content, reading, target, library)
    return ImportResult(content=content, edits=reading.edits, doubts=(*doubts, *reading.problems))


def _framework_file(scenario: Scenario, library: Library) -> str:
    """Return what to call the file of the framework, whose judgements hold for other scenarios too."""
    name = scenario.file.framework
    if name is None:
        return SCENARIO_FILE
    return f"the framework {display_path(library.near(scenario.path).find('framework', name))}"


def _check_origin(
    origin: Origin | None, template: Template, scenario: Scenario, sheets: Sequence[Sheet]
) -> None:
    """Refuse a workbook of another scenario, or of an earlier version of this one."""
    file = display_path(scenario.path)
    if origin is None:
        message = (
            "the workbook does not say which scenario it was made from; start from one that "
            "`dilemma export` wrote"
        )
    elif origin.scenario != template.scenario:
        message = f"the workbook was made from scenario `{origin.scenario}`, not from `{template.scenario}`"
    elif origin.fingerprint != template.fingerprint:
        message = (
            f"{file} has changed since the workbook was made from it, and reading it back would undo that; "
            "take the file as it was then, or export it again"
        )
    else:
        return
    raise fault_at(file_location(sheets[0].source.name), "wrong-origin", message)


def _without_scenario(sheet: Sheet, name: str) -> tuple[tuple[Sheet], tuple[Problem, ...]]:
    """Return a table of scores without the column of the scenario it was made from, and what is doubtful."""
    heads = [cell.clean_text.casefold() for cell in sheet.rows[0]]
    if SCENARIO_COLUMN not in heads:
        message = f"does not say which scenario its scores are of, so nobody checked that it is `{name}`"
        return (sheet,), (Problem(sheet.location, "no-origin", message, "warning"),)
    column = heads.index(SCENARIO_COLUMN)
    cells = [sheet.cell(row, column) for row in range(1, len(sheet.rows))]
    other = next((cell for cell in cells if cell.value is not None and cell.text != name), None)
    if other is not None:
        message = (
            f"says that the scores are of {quote_text(other.text)}, not of `{name}`; you can read them with "
            f"--into {other.text}, or export `{name}` and fill in that"
        )
        raise fault_at(other.location, "wrong-origin", message)
    rows = tuple(row[:column] + row[column + 1 :] for row in sheet.rows)
    return (replace(sheet, rows=rows),), ()


def _check_loading(content: bytes, reading: TemplateReading, target: Path, library: Library) -> None:
    """Check that the new text loads as it would from its target."""
    node, problems = parse_yaml(content, display_path(target))
    try:
        if node is None or select_errors(problems):
            raise FaultyFile(problems)
        build_scenario(node, target, library, problems)
    except FaultyFile as faulty:
        located = relocate_problems(
            select_errors(faulty.problems), node, reading.locations, display_path(target)
        )
        raise FaultyFile(_merge_unknown_sources(located, reading)) from None


def _merge_unknown_sources(problems: Sequence[Problem], reading: TemplateReading) -> Iterator[Problem]:
    """Yield the problems, with clearer messages for a cell of sources in which several words are unknown.

    Such a cell most likely holds a remark, of which every word would be reported as an unknown source. All
    its problems get the same message, which is then shown once.
    """
    count = Counter(problem.span for problem in problems if problem.code == _UNKNOWN_SOURCE)
    cell_texts = {edit.location: edit.after for edit in reading.edits}
    for problem in problems:
        if problem.code == _UNKNOWN_SOURCE and count[problem.span] > 1 and problem.span in cell_texts:
            message = (
                f"holds {quote_text(cell_texts[problem.span])}, and more than one word of it is no source; "
                "write ids parted by commas, or AJ for your own judgement"
            )
            yield replace(problem, message=message)
        else:
            yield problem


_LONGEST_VALUE = 40
_CHANGE_COLUMNS = (Column("cell"), Column("what"), Column("before"), Column("now"))
_NO_CHANGES = "Nothing was changed: the workbook holds what the scenario holds."


def edits_document(edits: Sequence[CellEdit]) -> Document:
    """Return a document with one row for each edit, in the order of the sheets, or a note without any."""
    if not edits:
        return Document("Changes", (paragraph(_NO_CHANGES),))
    rows = tuple(
        (_format_cell(edit), edit.what, _shorten(edit.before), _shorten(edit.after)) for edit in edits
    )
    count = "1 change" if len(edits) == 1 else f"{len(edits)} changes"
    return Document("Changes", (Table(_CHANGE_COLUMNS, rows), paragraph(count)))


def _format_cell(edit: CellEdit) -> str:
    location = edit.location
    sheet = f"{location.sheet} " if location.sheet else ""
    return f"{sheet}{column_letters(location.column)}{location.line}{' (hidden row)' if edit.hidden else ''}"


def _shorten(text: str) -> str:
    """Return a value on one line, cut if it is long."""
    line = " ".join(text.split()) or "(empty)"
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1]}…"
