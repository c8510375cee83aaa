"""`dilemma assess`."""

from __future__ import annotations

from dilemma.cli.options import As, FormatOption, Full, Name, Output, Set, Share


def assess(
    name: Name,
    whose: As = [],  # noqa: B006  typer copies it
    settings: Set = [],  # noqa: B006  likewise
    share: Share = None,
    full: Full = False,
    format_: FormatOption = None,
    output: Output = None,
) -> None:
    """Weigh the options: what wins, how firmly, and what would change it.

    \b
    Examples:
      dilemma assess nato
      dilemma assess nato --as frontline --full
      dilemma assess climate --set futures.rupture.chance=0.5 --format json
    """
    from dilemma.cli.guard import guarded
    from dilemma.cli.runs import assess_to

    with guarded():
        assess_to(
            name, whose=whose, settings=settings, share=share, full=full, format_=format_, output=output
        )
