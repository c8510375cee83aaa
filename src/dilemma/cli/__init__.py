"""The command line: nothing but wiring, and what the program ends with; 0 is an answer.

Nothing of the package is imported here before `main` can be interrupted in order.
"""

from __future__ import annotations

import gc
import os

FILE_AT_FAULT = 1
COMMAND_AT_FAULT = 2
CHOICE_MOVED = 3  # of `diff`, where it is asked for
INTERNAL_ERROR = 70  # a bug in dilemma; `EX_SOFTWARE` of sysexits.h
INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C
READER_GONE = 141  # what a shell reports of a program that wrote to a closed pipe, such as `| head -1`
SIGNALLED = 128
"""A shell adds the number of the signal that ended a program to it."""


def main() -> None:
    """Run the program, with its streams and threads set up for it."""
    gc.set_threshold(1_000_000)  # what loads now stays to the end; looking for garbage in it only costs time
    # Nothing else that is installed has a say in what a file may hold; looking for it costs time as well.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from dilemma.cli import streams

        streams.set_up_signals()
        _run()
    except KeyboardInterrupt:  # while the program was still being imported
        raise SystemExit(INTERRUPTED) from None
    except SystemExit as end:
        if streams.received and not _is_of_a_signal(end):  # it was raised where Python drops what is raised
            raise SystemExit(streams.exit_code_of_signal(streams.received[0])) from None
        raise
    except Exception as bug:
        if streams.received:  # it broke off an import, which failed in its turn
            raise SystemExit(streams.exit_code_of_signal(streams.received[0])) from None
        from dilemma.cli.errors import report_bug
        from dilemma.errors import crash_of

        report_bug(crash_of(bug))
        raise SystemExit(INTERNAL_ERROR) from None
    finally:
        gc.freeze()  # nor is there any in what is left at the end, where Python would look for it twice


def _is_of_a_signal(end: SystemExit) -> bool:
    """Return whether an exit code already stands for a signal, as a shell counts them."""
    return isinstance(end.code, int) and end.code > SIGNALLED


def _run() -> None:
    from dilemma.cli import streams
    from dilemma.cli.app import app
    from dilemma.cli.completion import refuse_incomplete_request
    from dilemma.cli.errors import handle_errors_of_typer

    streams.set_up_streams()
    with handle_errors_of_typer():
        refuse_incomplete_request()
        app(prog_name="dilemma")


# Python keeps the frames of calls in pieces of 16 kB, and gives one back when the call that opened it ends.
# Where that happens to be a call of a long loop, as in the import of numpy, each of thousands asks the system
# for memory. The frame of this function is so large that the piece it comes in has room for all others.
_run.__code__ = _run.__code__.replace(co_stacksize=1 << 14)
