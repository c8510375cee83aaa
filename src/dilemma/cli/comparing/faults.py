"""What is said of a case at fault while the others go on, and the exit code of all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dilemma.batch.part import Fault
from dilemma.cli.guard import COMMAND_AT_FAULT, FILE_AT_FAULT, words
from dilemma.scenario.edits.vary import path_of
from dilemma.scenario.excerpt import listing
from dilemma.scenario.problems import FaultyFile
from dilemma.scenario.shape import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.api.work import Outcome


def told(outcomes: Iterable[Outcome[Any]], before: Sequence[Fault]) -> list[Fault]:
    """What is new to say of the cases at fault; the same words of several cases are said once."""
    found = dict.fromkeys(_fault(each, each.fault) for each in outcomes if each.fault is not None)
    return [fault for fault in found if fault not in before]


def exit_code(faults: Sequence[Fault], *, answered: int) -> int:
    """0 without faults; 2 where none but the command line is at fault, and it in every case; else 1."""
    if not faults:
        return 0
    if not answered and all(fault.code == COMMAND_AT_FAULT for fault in faults):
        return COMMAND_AT_FAULT
    return FILE_AT_FAULT


def _fault(outcome: Outcome[Any], error: Exception) -> Fault:
    if isinstance(error, FaultyFile):
        return Fault(listing(error.problems), FILE_AT_FAULT)
    case = outcome.case
    varied = any(f"`{path_of(text)}`" in str(error) for text in case.settings)
    said = words(error, "--vary" if varied else "--set")
    named = f"`{case.scenario.stem}`" in said or isinstance(error, OSError)
    return Fault(f"error: {said if named else f'{shown(case.scenario)}: {said}'}", COMMAND_AT_FAULT)
