"""What is said of a case at fault while the others go on, and the exit code of all of them together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dilemma.batch.ledger import CaseFault
from dilemma.cli.exit_codes import COMMAND_AT_FAULT, FILE_AT_FAULT
from dilemma.cli.guard import explain_error
from dilemma.errors import FaultyFile
from dilemma.report.text import sanitize
from dilemma.scenario.excerpt import render_problems
from dilemma.scenario.parse import display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.api.jobs import Outcome


def new_faults(outcomes: Iterable[Outcome[Any]], before: Sequence[CaseFault]) -> list[CaseFault]:
    """Return the new faults of the cases; the same words about several cases are said once."""
    faults = dict.fromkeys(
        _fault(outcome, outcome.fault) for outcome in outcomes if outcome.fault is not None
    )
    return [fault for fault in faults if fault not in before]


def exit_code(faults: Sequence[CaseFault]) -> int:
    """Return 0 without faults; 1 where a file is at fault; 2 where none but the command line is.

    A bug in the program, which ends with 70, is no fault and is told of apart.
    """
    return min((fault.code for fault in faults), default=0)


def _fault(outcome: Outcome[Any], error: Exception) -> CaseFault:
    if isinstance(error, FaultyFile):
        return CaseFault(render_problems(error.problems), FILE_AT_FAULT)
    case = outcome.case
    message = explain_error(error, "--set or --vary" if case.settings else "--set")
    if isinstance(error, OSError) and error.filename:  # where there is nothing at all, it was refused before
        return CaseFault(sanitize(f"error: {message}"), FILE_AT_FAULT)
    if f"`{case.scenario.stem}`" not in message and not isinstance(error, OSError):
        message = f"{scenario_name(case.scenario)}: {message}"
    return CaseFault(sanitize(f"error: {message}"), COMMAND_AT_FAULT)


def scenario_name(path: Path) -> str:
    """Return what to call a scenario: its path where that is short, else its name."""
    called = display_path(path)
    return path.stem if Path(called).is_absolute() else called
