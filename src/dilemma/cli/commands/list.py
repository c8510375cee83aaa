"""The command `dilemma list`: everything the library holds, with its title and path."""

from __future__ import annotations

import json
from shlex import quote
from typing import TYPE_CHECKING, Annotated

from dilemma.cli.options import format_option
from dilemma.report.formats.registry import Audience, Format, formats_for

if TYPE_CHECKING:
    from pathlib import Path

_FORMATS = (*formats_for(Audience.screen), Format.json)
_KINDS = ("scenario", "profile", "framework", "observations")


def list_(format_: Annotated[Format | None, format_option(*_FORMATS)] = None) -> None:
    """List scenarios, profiles, frameworks and observations.

    \b
    Examples:
      dilemma list
      dilemma list --format json
    """
    from dilemma.cli.errors import refuse
    from dilemma.cli.output import render_document
    from dilemma.cli.streams import answer
    from dilemma.report.text import join_names
    from dilemma.scenario.library import standard_library
    from dilemma.scenario.parse import display_path

    chosen = format_ or Format.text
    library = standard_library()
    entries = [
        {"kind": kind, "name": name, "title": _title(path), "path": display_path(path)}
        for kind in _KINDS
        for name, path in library.all(kind).items()
    ]
    if chosen.entry.audience is Audience.screen:
        from dilemma.report.sections.catalogue import catalogue_document

        answer(render_document(catalogue_document(entries), chosen, None))
    elif chosen is Format.json:
        answer(json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
    else:
        refuse(f"the list cannot be written as {chosen}; use {join_names(_FORMATS, 'or')}")


def _title(path: Path) -> str:
    """Return the title a file states; a file that cannot be read is listed with what to do about it."""
    from dilemma.errors import FaultyFile
    from dilemma.scenario.parse import display_path, parse_file

    try:
        title = parse_file(path)[0].child("title")
    except FaultyFile:
        return f"at fault: see dilemma check {quote(display_path(path))}"
    return str(title.value) if title else ""
