"""Options that several commands share, declared once so that they mean the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a result is written."""

    text = "text"
    markdown = "markdown"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


Name = Annotated[str, typer.Argument(metavar="NAME", help="A scenario by name, or the path of its file.")]
Names = Annotated[
    list[str], typer.Argument(metavar="NAMES...", help="Scenarios by name, or the paths of their files.")
]
As = Annotated[
    list[str],
    typer.Option(
        "--as",
        metavar="PROFILE",
        help="Whose eyes: a profile by name or path, `none`, `all`; repeatable. [default: the framework's choice]",
    ),
]
Set = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="What if: another value for one judgement, such as futures.rupture.chance=0.3; repeatable.",
    ),
]
Share = Annotated[
    float | None,
    typer.Option("--share", min=0, max=1, help="The share of partners that act. [default: the assumed one]"),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", help="How to write it. [default: text, or by the ending of -o]", show_default=False
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.", show_default=False
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Everything, not only the first screen.")]
Strict = Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")]
