"""The command `dilemma check`: every file, every problem, one exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dilemma.cli import completion
from dilemma.cli.options import Strict, format_option
from dilemma.report.formats.registry import Format

if TYPE_CHECKING:
    from dilemma.scenario.problems import Problem


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES",
            help="Files of any kind, folders, quoted patterns, or scenarios by name.",
            autocompletion=completion.scenarios,
        ),
    ],
    strict: Strict = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="Print one line per problem, without the excerpt.")
    ] = False,
    format_: Annotated[Format | None, format_option("text", "json")] = None,
) -> None:
    """Find what is wrong in files: every fault, with its line.

    Ends with exit code 1 when a file is at fault.

    \b
    Examples:
      dilemma check nato
      dilemma check scenarios/*.yaml scenarios/profiles/*.yaml --strict
      dilemma check energy.yaml --brief
      dilemma check scenarios 'drafts/**/*.yaml'
    """
    from dilemma.cli import FILE_AT_FAULT
    from dilemma.cli.errors import refuse
    from dilemma.cli.file_names import expand_files
    from dilemma.cli.streams import answer
    from dilemma.scenario.check import check_file
    from dilemma.scenario.library import is_path, standard_library
    from dilemma.scenario.parse import display_path
    from dilemma.scenario.problems import select_errors

    if format_ not in (None, Format.text, Format.json):
        refuse(f"problems cannot be written as {format_}; use text or json")
    library = standard_library()
    problems_by_file: dict[str, tuple[Problem, ...]] = {}
    for file in expand_files(files):
        path = Path(file) if is_path(file) or Path(file).is_file() else library.find("scenario", file)
        problems_by_file[display_path(path)] = check_file(path, library)
    if format_ is Format.json:
        import json

        answer(json.dumps(_data(problems_by_file), ensure_ascii=False, indent=2) + "\n")
    else:
        for name, problems in problems_by_file.items():
            answer(_render(name, problems, brief=brief))  # problems are the answer of this command
    if any(select_errors(problems, strict=strict) for problems in problems_by_file.values()):
        raise typer.Exit(FILE_AT_FAULT)


def _render(name: str, problems: tuple[Problem, ...], *, brief: bool) -> str:
    from dilemma.scenario.excerpt import render_problem, render_problems
    from dilemma.scenario.yaml.text import make_visible

    if not problems:
        return f"{make_visible(name)}: no problems\n"
    if brief:
        return "".join(render_problem(problem, brief=True) + "\n" for problem in problems)
    return render_problems(problems) + "\n"


def _data(problems_by_file: dict[str, tuple[Problem, ...]]) -> list[dict[str, Any]]:
    return [
        {
            "file": problem.span.source.name,
            "line": problem.span.line,
            "column": problem.span.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
        }
        for problems in problems_by_file.values()
        for problem in problems
    ]
