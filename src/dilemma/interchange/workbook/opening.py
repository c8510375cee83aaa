"""The first sheet: what the workbook is, what to do with it, and which scenario it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.origin import ABOUT, FINGERPRINT, SCENARIO
from dilemma.interchange.workbook import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from dilemma.interchange.form import Form

WIDTHS = (22, 90)
STEPS = (
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
BACK = "Then save the file, and read it back with:  dilemma import FILE --into {scenario} -o NEW.yaml"


def opening(sheet: Worksheet, form: Form) -> None:
    """Fills the first sheet."""
    sheet.title = ABOUT
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = WIDTHS
    looks.heading(looks.at(sheet, 1, 1), form.title)
    looks.prose(looks.at(sheet, 2, 1), form.question, wraps=False)
    looks.heading(looks.at(sheet, 4, 1), "What to do", 12)
    lines = [
        (f"{number}.", said) for number, said in enumerate((*STEPS, BACK.format(scenario=form.scenario)), 1)
    ]
    _pairs(sheet, 5, lines)
    row = 6 + len(lines)
    looks.heading(looks.at(sheet, row, 1), "The sheets", 12)
    _pairs(sheet, row + 1, [(table.name, table.says) for table in form.tables])
    row += 2 + len(form.tables)
    looks.heading(looks.at(sheet, row, 1), "Where it belongs", 12)
    _pairs(sheet, row + 1, [(SCENARIO, form.scenario), (FINGERPRINT, form.fingerprint)])
    sheet.sheet_view.showGridLines = False
    looks.printed(sheet, landscape=False, repeated=None)
    looks.closed(sheet)


def _pairs(sheet: Worksheet, row: int, pairs: Sequence[tuple[str, str]]) -> None:
    for place, (name, said) in enumerate(pairs, start=row):
        looks.prose(looks.at(sheet, place, 1), name)
        looks.prose(looks.at(sheet, place, 2), said)
        looks.tall(sheet, place, ((name, WIDTHS[0]), (said, WIDTHS[1])))
