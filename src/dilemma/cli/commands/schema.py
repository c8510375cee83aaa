"""`dilemma schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dilemma.cli.options import Output


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    scenario = "scenario"
    framework = "framework"
    profile = "profile"
    sources = "sources"
    observations = "observations"
    answers = "answers"


def schema(
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help="Which kind of file the schema is for.")
    ] = Kind.scenario,
    output: Output = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors.

    \b
    Examples:
      dilemma schema
      dilemma schema profile -o profile-1.json
    """
    from dilemma.cli.streams import answer
    from dilemma.scenario.schema.kinds import json_schema

    answer(json_schema(kind.value), output)
