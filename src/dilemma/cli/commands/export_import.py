"""The commands `dilemma export` and `dilemma import`: scenarios to spreadsheets and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.cli import completion
from dilemma.cli.options import STANDARD_OUTPUT, Force, Name, WrittenOn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.cli.table_session import TableOptions
    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.import_new import NewScenario
    from dilemma.interchange.read_template import CellEdit
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.scenario.load import LoadedScenario

_New = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The new scenario file to write; `-` is standard output.",
    ),
]
_Into = Annotated[
    str | None,
    typer.Option(
        "--into",
        metavar="NAME",
        autocompletion=completion.scenarios,
        help="The scenario it was exported from: read what was filled in back into that.",
    ),
]
_People = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=completion.scenarios,
        help="The scenario that people weighed, a row each: write their profiles into the folder -o.",
    ),
]
_Layout = Annotated[
    str | None,
    typer.Option(metavar="WHICH", help="Of a table: options-in-rows or criteria-in-rows."),
]
_Direction = Annotated[
    list[str] | None,
    typer.Option(metavar="CRITERION=WAY", help='Which way is better, as "Cost=lower".'),
]
_Scale = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CRITERION=WORST:BEST",
        help='The levels worth 0 and 100, as "Price=32700:22080"; 1:5 alone stands for all others.',
    ),
]
_Weights = Annotated[
    str | None,
    typer.Option(
        metavar="WEIGHTS",
        help='The weights of a table without any, as "Speed=80,Cost=20", or equal.',
    ),
]
_Levels = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help='What words in cells are worth, as "H=3,M=2,L=1".'),
]
_Decimal = Annotated[
    str | None,
    typer.Option(metavar="SIGN", help="The sign before decimals: point or comma."),
]
_Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The sheet of a workbook, or the table of a record."),
]


def export(
    name: Name,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The file to write; its ending says which of those above.",
        ),
    ],
    force: Force = False,
) -> None:
    """Write a workbook that a meeting can fill in.

    A workbook (.xlsx) holds weights, probabilities, scores, the coalition and the signposts; CSV (.csv) holds
    the scores. `dilemma import` reads either back. {written} hold one number per cell, as other programs
    expect.

    \b
    Examples:
      dilemma export nato -o nato.xlsx
      dilemma export nato -o scores.csv
      dilemma export nato -o nato.dmsy
    """
    _export_to(name, output, force=force)


def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A workbook (.xlsx), a CSV file, or a file of another program."),
    ],
    into: _Into = None,
    output: _New = None,
    people: _People = None,
    layout: _Layout = None,
    direction: _Direction = None,
    scale: _Scale = None,
    weights: _Weights = None,
    levels: _Levels = None,
    decimal: _Decimal = None,
    sheet: _Sheet = None,
    today: WrittenOn = None,
    force: Force = False,
) -> None:
    """Read a workbook back, or a table of options and criteria.

    With --into, the changes made in the workbook are applied to a copy of the scenario it was exported from.
    Without it, the file holds a table of options and criteria and becomes a new scenario. If the table leaves
    something open, the program asks at a terminal; elsewhere it stops and names the option that answers. If a
    cell cannot be read, the program names it and writes nothing. Files of {read} become new scenarios too.

    \b
    Examples:
      dilemma import nato.xlsx --into nato -o nato-2.yaml
      dilemma import matrix.csv -o energy.yaml
      dilemma import record.md --direction "Cost=lower" --scale 1:5 -o tools.yaml
    """
    from dilemma.cli.table_session import TableOptions

    options = TableOptions(
        layout=layout,
        direction=tuple(direction or ()),
        scale=tuple(scale or ()),
        weights=weights,
        levels=levels,
        decimal=decimal,
        sheet=sheet,
    )
    if people is not None:
        _people(file, people, output, force=force, options=options, day=today)
    else:
        _import_from(file, into=into, output=output, force=force, options=options, day=today)


def _people(
    file: Path, name: str, folder: Path | None, *, force: bool, options: TableOptions, day: str | None
) -> None:
    """Write a profile for each person of a table of weights, all of them or none."""
    from dilemma.api.assess import load
    from dilemma.cli.errors import refuse, refuse_to_replace
    from dilemma.cli.streams import say
    from dilemma.interchange.csv_reader import read_spreadsheet
    from dilemma.interchange.import_new import choose_sheet
    from dilemma.interchange.people_tables import read_people
    from dilemma.scenario.dates import current_day
    from dilemma.scenario.new_scenario import elicited_text
    from dilemma.scenario.schema.kinds import modeline
    from dilemma.scenario.validation.other_files import elicitation_record
    from dilemma.whole_file import write_whole

    if folder is None or folder == STANDARD_OUTPUT:
        refuse("people become one profile each; name a folder for them, as in -o people")
    _need(file.suffix.lower())
    answers = options.answers()
    sheets = read_spreadsheet(file, str(file), answers.decimal)
    sheets = (choose_sheet(sheets, answers.sheet),) if answers.sheet else sheets
    scenario = load(name).scenario
    people = read_people(sheets, scenario, file.name, answers)
    if any(person.scores or not person.weights for person in people):
        refuse(
            f"{file.name} holds scores, for which a profile has no place. You can write "
            f"`dilemma panel {name} {file}`, which takes the table as it is"
        )
    paths = [folder / f"{person.id}.yaml" for person in people]
    for path in paths:
        refuse_to_replace(path, force=force)
    folder.mkdir(parents=True, exist_ok=True)
    record = elicitation_record(scenario, day=day or current_day(), started_from=None, method={})
    for path, person in zip(paths, people, strict=True):
        text = person.profile_text(scenario.id, file.name) + elicited_text(scenario.id, record)
        write_whole(path, f"{modeline('profile')}{text}".encode())
    say(f"wrote {len(paths)} profiles to {folder}")
    say(f"See where they agree: dilemma panel {name} {folder}/*.yaml")


def _export_to(name: str, output: Path, *, force: bool) -> None:
    """Write a scenario as a workbook, as its table of scores, or for another program."""
    from dilemma.api.assess import load
    from dilemma.api.decision_table import decision_table
    from dilemma.cli.errors import refuse, refuse_to_replace
    from dilemma.cli.streams import answer_bytes
    from dilemma.interchange import csv_reader
    from dilemma.interchange.file_formats import WRITTEN_SUFFIXES, render_foreign
    from dilemma.interchange.template_tables import build_template
    from dilemma.scenario.parse import parse_file

    ending = output.suffix.lower()
    _refuse_nameless(output, f"{Path(name).stem}.xlsx")
    if output == STANDARD_OUTPUT:
        refuse(f"the ending of a file says how to export; write -o {Path(name).stem}.xlsx, .csv or another")
    if ending not in (".xlsx", ".csv", *WRITTEN_SUFFIXES):
        endings = ", ".join((".xlsx", ".csv", *WRITTEN_SUFFIXES[:-1]))
        refuse(
            f"{output.name} does not say how to write it; end the file in {endings} or {WRITTEN_SUFFIXES[-1]}"
        )
    refuse_to_replace(output, force=force)
    if ending in WRITTEN_SUFFIXES:
        table, whose = decision_table(load(name))
        answer_bytes(render_foreign(table, ending, whose), output)
        return
    _need(ending)
    loaded = load(name)
    scenario = loaded.scenario
    sheet_form = build_template(scenario, parse_file(scenario.path)[0])
    if ending == ".csv":
        scores = next(sheet for sheet in sheet_form.tables if sheet.name == "Scores")
        answer_bytes(csv_reader.render_csv(scores, scenario.id).encode("utf-8-sig"), output)
    else:
        from dilemma.interchange.xlsx_write import render_workbook

        answer_bytes(render_workbook(sheet_form, *decision_table(loaded)), output)


def _import_from(
    file: Path, *, into: str | None, output: Path | None, force: bool, options: TableOptions, day: str | None
) -> None:
    """Read a spreadsheet into a scenario, an old one or a new one."""
    from dilemma.cli.errors import refuse, refuse_to_replace
    from dilemma.interchange.csv_reader import read_spreadsheet
    from dilemma.interchange.file_formats import import_foreign
    from dilemma.scenario.library import SUFFIXES

    prints = output == STANDARD_OUTPUT
    if prints:
        output = None
    if output is not None:
        _refuse_nameless(output, f"{file.stem}.yaml")
        if output.suffix not in SUFFIXES:
            refuse(f"{output.name} is to hold a scenario; end the file in .yaml")
        refuse_to_replace(output, force=force)
    answers = options.answers()
    if into is not None and options.typed:
        refuse(
            f"{options.typed[0]} is for a new table; a workbook read back --into {into} has none of its own"
        )
    if into is None and (new := import_foreign(file, day=day)) is not None:
        if options.typed:
            refuse(f"{options.typed[0]} is for a table; {file.name} is a file of another program")
        _keep_new(new, file, output)
        return
    _need(file.suffix.lower())
    sheets = read_spreadsheet(file, str(file), answers.decimal)
    if into is None:
        _matrix(file, sheets, output, answers, day)
    else:
        _read_back(sheets, into, output, prints=prints)


def _refuse_nameless(output: Path, example: str) -> None:
    """Refuse a file without a name, or of nothing but an ending."""
    from dilemma.cli.errors import refuse
    from dilemma.scenario.library import SUFFIXES

    if not output.name or output.name.lower() in (".xlsx", ".csv", *SUFFIXES):
        refuse(f"the file to write has no name; name it, as in -o {example}")


def _need(ending: str) -> None:
    """Refuse a workbook where the extra for it is missing, before any work is done."""
    from dilemma.cli.output import require_package
    from dilemma.interchange.csv_reader import MARKDOWN_SUFFIXES, TEXT_SUFFIXES

    if ending not in (*TEXT_SUFFIXES, *MARKDOWN_SUFFIXES):
        require_package("openpyxl", "openpyxl", "a workbook")


def _read_back(sheets: tuple[Sheet, ...], into: str, output: Path | None, *, prints: bool) -> None:
    """Show what changed, and write the scenario with the changes, or print it as the answer."""
    from dilemma.api.assess import load
    from dilemma.cli.errors import refuse
    from dilemma.cli.output import render_document
    from dilemma.cli.streams import answer, say, say_composed
    from dilemma.interchange.import_changes import edits_document, import_changes
    from dilemma.report.formats.registry import Format
    from dilemma.scenario.excerpt import render_problems
    from dilemma.scenario.library import standard_library
    from dilemma.scenario.parse import display_path
    from dilemma.whole_file import write_whole

    scenario = load(into).scenario
    if output is not None and output.exists() and output.samefile(scenario.path):
        refuse(f"{display_path(output)} is the scenario itself, which stays as it is; name a new file")
    update = import_changes(sheets, scenario, output or scenario.path, standard_library())
    changes = render_document(edits_document(update.edits), Format.text, None)
    say_composed(changes.rstrip("\n")) if prints else answer(changes)
    if update.doubts:
        say(render_problems(update.doubts))
    if not update.edits:
        if output is not None:
            say(f"{display_path(output)} is not written.")
        return
    if prints:
        answer(update.content.decode())
    elif output is None:
        say("Nothing is written; add -o FILE for the scenario with these changes.")
    else:
        write_whole(output, update.content)
        say(f"wrote {output}")
        _say_whose_weights(load(into), output, update.edits)


def _say_whose_weights(loaded: LoadedScenario, output: Path, changes: Sequence[CellEdit]) -> None:
    """Say where the weights of the new file are not those its reader would expect."""
    from dilemma.api.viewpoints import find_profile
    from dilemma.cli.streams import say

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


def _matrix(
    file: Path, sheets: tuple[Sheet, ...], output: Path | None, answers: TableAnswers, day: str | None
) -> None:
    """Make a scenario of a table, and say how it was read."""
    from dilemma.cli.errors import refuse
    from dilemma.cli.streams import say
    from dilemma.cli.table_session import read_table
    from dilemma.cli.walk_screen import Quit, Screen, at_terminal

    path = output or Path(f"{file.stem}.yaml")
    ask = Screen().read if at_terminal() else None
    try:
        new, typed = read_table(sheets, path.stem, file.name, answers, ask=ask, day=day)
    except Quit:
        refuse(f"a question about {file.name} was left open, so nothing is written")
    _keep_new(new, file, output)
    if typed:
        say(f"The same without questions: dilemma import {file} {' '.join(typed)}")


def _keep_new(new: NewScenario, file: Path, output: Path | None) -> None:
    """Write a new scenario, or show it, with what is doubtful about it."""
    from dilemma.cli.streams import answer, say
    from dilemma.scenario.excerpt import render_problems
    from dilemma.scenario.library import standard_library
    from dilemma.scenario.schema.kinds import modeline
    from dilemma.whole_file import write_whole

    path = output or Path(f"{file.stem}.yaml")
    if output is not None:
        new = replace(new, text=modeline("scenario") + new.text)
    problems = new.problems(path, standard_library(), kept=output is not None)
    if output is None:
        answer(new.text)
    else:
        write_whole(output, new.text.encode())
        say(f"wrote {output}")
    for note in new.notes:
        say(note)
    for listed in (new.doubts, problems):
        if listed:
            say(render_problems(listed))
