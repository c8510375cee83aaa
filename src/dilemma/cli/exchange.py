"""What `export` and `import` do: scenarios to spreadsheets and back, nothing replaced unasked."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.api.assess import load
from dilemma.api.viewpoints import find_profile
from dilemma.cli.formats import Format
from dilemma.cli.guard import refuse, refuse_to_replace
from dilemma.cli.spelling import render_document
from dilemma.cli.streams import answer, answer_bytes, say, write_whole
from dilemma.interchange import csv_reader
from dilemma.interchange.csv_reader import TEXT_SUFFIXES, read_spreadsheet
from dilemma.interchange.template_tables import build_template
from dilemma.scenario.excerpt import render_problems
from dilemma.scenario.library import SUFFIXES, standard_library
from dilemma.scenario.parse import display_path, parse_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.read_template import CellEdit
    from dilemma.scenario.load import LoadedScenario


def export_to(name: str, output: Path, *, force: bool) -> None:
    """Write a scenario as a workbook or as its table of scores."""
    ending = output.suffix.lower()
    _refuse_nameless(output, f"{Path(name).stem}.xlsx")
    if ending not in (".xlsx", ".csv"):
        refuse(f"{output.name} does not say how to write it; end the file in .xlsx or .csv")
    _need(ending)
    refuse_to_replace(output, force=force)
    scenario = load(name).scenario
    sheet_form = build_template(scenario, parse_file(scenario.path)[0])
    if ending == ".csv":
        table = next(table for table in sheet_form.tables if table.name == "Scores")
        answer_bytes(csv_reader.render_csv(table).encode("utf-8-sig"), output)
    else:
        from dilemma.interchange.xlsx_write import render_workbook

        answer_bytes(render_workbook(sheet_form), output)


def import_from(file: Path, *, into: str | None, output: Path | None, force: bool) -> None:
    """Read a spreadsheet into a scenario, an old one or a new one."""
    _need(file.suffix.lower())
    if output is not None:
        _refuse_nameless(output, f"{file.stem}.yaml")
        if output.suffix not in SUFFIXES:
            refuse(f"{output.name} is to hold a scenario; end the file in .yaml")
        refuse_to_replace(output, force=force)
    sheets = read_spreadsheet(file, str(file))
    if into is None:
        _matrix(file, sheets, output)
    else:
        _read_back(sheets, into, output)


def _refuse_nameless(output: Path, example: str) -> None:
    """Refuse a file without a name, or of nothing but an ending."""
    if not output.name or output.name.lower() in (".xlsx", ".csv", *SUFFIXES):
        refuse(f"the file to write has no name; name it, as in -o {example}")


def _need(ending: str) -> None:
    """Refuse a workbook where the extra for it is missing, before any work is done."""
    if ending not in TEXT_SUFFIXES and importlib.util.find_spec("openpyxl") is None:
        refuse("workbooks need openpyxl; pip install 'dilemma[excel]'")


def _read_back(sheets: tuple[Sheet, ...], into: str, output: Path | None) -> None:
    from dilemma.interchange.import_changes import edits_document, import_changes

    scenario = load(into).scenario
    if output is not None and output.exists() and output.samefile(scenario.path):
        refuse(f"{display_path(output)} is the scenario itself, which stays as it is; name a new file")
    update = import_changes(sheets, scenario, output or scenario.path, standard_library())
    answer(render_document(edits_document(update.edits), Format.text, None))
    if update.doubts:
        say(render_problems(update.doubts))
    if not update.edits:
        return
    if output is None:
        say("Nothing is written; add -o FILE for the scenario with these changes.")
    else:
        write_whole(output, update.content)
        say(f"wrote {output}")
        _say_whose_weights(load(into), output, update.edits)


def _say_whose_weights(loaded: LoadedScenario, output: Path, changes: Sequence[CellEdit]) -> None:
    """Say where the weights of the new file are not those its reader would expect."""
    known, usual = loaded.scenario.id, find_profile(None, loaded)
    if loaded.scenario.weights is None and output.stem != known:
        say(
            f"Profiles know a scenario by the name of its file, so none weighs `{output.stem}` yet. "
            f"Add `variant_of: {known}` to it to keep the weights for `{known}`."
        )
    if usual is not None and any(change.change.path[0] == "weights" for change in changes):
        say(
            f"The weights filled in count with --as none; unless one says so, {known} is seen through "
            f"`{usual.id}`."
        )


def _matrix(file: Path, sheets: tuple[Sheet, ...], output: Path | None) -> None:
    from dilemma.interchange.import_new import import_matrix

    path = output or Path(f"{file.stem}.yaml")
    new = import_matrix(sheets, path.stem, file.name)
    text = new.text
    problems = new.problems(path, standard_library(), kept=output is not None)
    if output is None:
        answer(text)
    else:
        write_whole(output, text.encode())
        say(f"wrote {output}")
    for listed in (new.doubts, problems):
        if listed:
            say(render_problems(listed))
