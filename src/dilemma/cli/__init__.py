"""The command line: nothing but wiring."""

from __future__ import annotations

INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C


def main() -> None:
    """Runs the program, with its streams and threads set up for it."""
    try:
        from dilemma.cli.app import app
        from dilemma.cli.streams import set_up

        set_up()
        app(prog_name="dilemma")
    except KeyboardInterrupt:  # while the program was still being imported
        raise SystemExit(INTERRUPTED) from None
