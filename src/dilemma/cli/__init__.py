"""The command line: nothing but wiring."""

from __future__ import annotations


def main() -> None:
    """Runs the program, with its streams and threads set up for it."""
    from dilemma.cli.app import app
    from dilemma.cli.streams import set_up

    set_up()
    app(prog_name="dilemma")
