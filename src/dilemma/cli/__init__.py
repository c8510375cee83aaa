"""The command line: nothing but wiring."""

from __future__ import annotations

import gc

INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C


def main() -> None:
    """Runs the program, with its streams and threads set up for it."""
    gc.set_threshold(200_000)  # what loads now stays to the end; looking for garbage in it only costs time
    try:
        from dilemma.cli import signals, streams
        from dilemma.cli.app import app
        from dilemma.cli.guard import guarded_outside

        signals.set_up()
        streams.set_up()
        with guarded_outside():
            app(prog_name="dilemma")
    except KeyboardInterrupt:  # while the program was still being imported
        raise SystemExit(INTERRUPTED) from None
    finally:
        gc.freeze()  # nor is there any in what is left at the end, where Python would look for it twice
