"""`dilemma list`."""

from __future__ import annotations

from typing import Annotated

from dilemma.cli.formats import Format
from dilemma.cli.options import format_option


def list_(format_: Annotated[Format | None, format_option("text", "markdown", "json")] = None) -> None:
    """List scenarios, profiles and frameworks, and where they are.

    \b
    Examples:
      dilemma list
      dilemma list --format json
    """
    from dilemma.cli.catalogue import list_to
    from dilemma.cli.guard import handle_errors

    with handle_errors():
        list_to(format_)
