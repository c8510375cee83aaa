"""`dilemma list`."""

from __future__ import annotations

from dilemma.cli.options import FormatOption


def list_(format_: FormatOption = None) -> None:
    """List the scenarios, profiles and frameworks that can be used, and where they are.

    \b
    Examples:
      dilemma list
      dilemma list --format json
    """
    from dilemma.cli.catalogue import list_to
    from dilemma.cli.guard import guarded

    with guarded():
        list_to(format_)
