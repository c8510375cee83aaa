"""The first sheet of a workbook: its purpose, instructions, and the scenario it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.origin import FINGERPRINT_LABEL, README_SHEET, SCENARIO_LABEL
from dilemma.interchange.workbook import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.form import Template

_README_WIDTHS = (22, 90)
_INSTRUCTIONS = (
    "Fill in only the yellow cells. The others say what is what; they are locked, without a password.",
    "Scores run from 0 (the worst plausible) to 100 (the best plausible) unless the sheet names a unit. "
    "Higher is better for the one who chooses.",
    "Low, most likely and high say how sure you are. Most likely alone is meant exactly; low and high alone "
    "mean that all between is as likely.",
    "Chances and shares run from 0 to 1: 0.3 for 30 %.",
    "Write numbers as numbers, and no formulas that have not been calculated. Do not merge cells, and do not "
    "rename sheets or columns. Rows may be sorted and filtered.",
    "A reason is worth more than a number: say why, in a sentence, and cite a source, or AJ for your own "
    "judgement.",
)
_IMPORT_INSTRUCTION = (
    "Then save the file, and read it back with:  dilemma import FILE --into {scenario} -o NEW.yaml"
)


def write_readme_sheet(sheet: Worksheet, template: Template) -> None:
    """Write the first sheet."""
    sheet.title = README_SHEET
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _README_WIDTHS
    looks.write_heading(looks.cell_at(sheet, 1, 1), template.title)
    looks.write_prose(looks.cell_at(sheet, 2, 1), template.question, wraps=False)
    looks.write_heading(looks.cell_at(sheet, 4, 1), "What to do", 12)
    instructions = [
        (f"{number}.", instruction)
        for number, instruction in enumerate(
            (*_INSTRUCTIONS, _IMPORT_INSTRUCTION.format(scenario=template.scenario)), 1
        )
    ]
    _write_pairs(sheet, 5, instructions)
    row = 6 + len(instructions)
    looks.write_heading(looks.cell_at(sheet, row, 1), "The sheets", 12)
    _write_pairs(sheet, row + 1, [(table.name, table.purpose) for table in template.tables])
    row += 2 + len(template.tables)
    looks.write_heading(looks.cell_at(sheet, row, 1), "Where it belongs", 12)
    _write_pairs(
        sheet, row + 1, [(SCENARIO_LABEL, template.scenario), (FINGERPRINT_LABEL, template.fingerprint)]
    )
    sheet.sheet_view.showGridLines = False
    looks.set_page_layout(sheet, landscape=False, header_rows=None)
    looks.protect_sheet(sheet)


def _write_pairs(sheet: Worksheet, row: int, pairs: Sequence[tuple[str, str]]) -> None:
    for row_number, (label, text) in enumerate(pairs, start=row):
        looks.write_prose(looks.cell_at(sheet, row_number, 1), label)
        looks.write_prose(looks.cell_at(sheet, row_number, 2), text)
        looks.fit_row_height(sheet, row_number, ((label, _README_WIDTHS[0]), (text, _README_WIDTHS[1])))
