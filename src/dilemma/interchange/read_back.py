"""A filled workbook, or a filled table of scores, read back into the scenario it was made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.at_cells import at_cells
from dilemma.interchange.cells import fault, whole_file
from dilemma.interchange.filled import OWN, filled
from dilemma.interchange.origin import Origin, origin
from dilemma.interchange.tables.form_of import form
from dilemma.interchange.tables.scores import NAME
from dilemma.scenario.load import scenario_of
from dilemma.scenario.problems import errors
from dilemma.scenario.reading.characters import quoted
from dilemma.scenario.reading.read import read_text
from dilemma.scenario.rewriting.rewrite import CannotRewrite, rewritten
from dilemma.scenario.shape import parse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.filled import Filled, Made
    from dilemma.interchange.form import Form
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.problems import Problem

UNKNOWN = "unknown-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """The text of the scenario with the judgements of the workbook, what changed, and what was not read."""

    content: bytes
    made: tuple[Made, ...]
    doubts: tuple[Problem, ...]


def read_back(sheets: Sequence[Sheet], scenario: Scenario, target: Path, library: Library) -> ReadBack:
    """Puts what was filled in into the text of a scenario; `target` is where that text will stand.

    Raises:
        FaultyFile: with every cell that cannot be read, or that makes a scenario at fault.
        OSError: the scenario cannot be read.
    """
    asked = form(scenario, parse(scenario.path)[0])
    if len(sheets) == 1 and not sheets[0].name:  # CSV holds one table, without a name
        table = next(table for table in asked.tables if table.name == NAME)
        asked = replace(asked, tables=(replace(table, name=""),))
    else:
        _belongs(origin(sheets), asked, scenario, sheets)
    found = filled(asked, sheets, _framework(scenario, library))
    if errors(found.problems):
        raise FaultyFile(found.problems)
    before = scenario.path.read_bytes()
    try:
        content = rewritten(before, [made.change for made in found.made])
    except CannotRewrite as why:
        message = f"{why}; make the change in {shown(scenario.path)} by hand"
        raise FaultyFile([fault(whole_file(sheets[0].source.name), "cannot-rewrite", message)]) from None
    _sound(content, found, target, library)
    return ReadBack(content=content, made=found.made, doubts=found.problems)


def _framework(scenario: Scenario, library: Library) -> str:
    """The file of the framework, whose judgements hold for other scenarios too."""
    named = scenario.file.framework
    if named is None:
        return OWN
    return f"the framework {shown(library.near(scenario.path).find('framework', named))}"


def _belongs(found: Origin | None, asked: Form, scenario: Scenario, sheets: Sequence[Sheet]) -> None:
    """Refuses a workbook of another scenario, or of the same one as it was before.

    Raises:
        FaultyFile: saying which.
    """
    file = shown(scenario.path)
    if found is None:
        message = (
            "the workbook does not say which scenario it was made from; start from one that "
            "`dilemma export` wrote"
        )
    elif found.scenario != asked.scenario:
        message = f"the workbook was made from scenario `{found.scenario}`, not from `{asked.scenario}`"
    elif found.fingerprint != asked.fingerprint:
        message = (
            f"{file} has changed since the workbook was made from it, and reading it back would undo that; "
            "take the file as it was then, or export it again"
        )
    else:
        return
    raise FaultyFile([fault(whole_file(sheets[0].source.name), "wrong-origin", message)])


def _sound(content: bytes, found: Filled, target: Path, library: Library) -> None:
    """Loads the new text as it would be loaded from its place.

    Raises:
        FaultyFile: with its faults, at the cells they come from where that can be told.
    """
    node, problems = read_text(content, shown(target))
    try:
        if node is None or errors(problems):
            raise FaultyFile(problems)
        scenario_of(node, target, library, problems)
    except FaultyFile as faulty:
        wrong = at_cells(errors(faulty.problems), node, found.places, shown(target))
        raise FaultyFile(_joined(wrong, found)) from None


def _joined(problems: Sequence[Problem], found: Filled) -> Iterator[Problem]:
    """The problems, with one in place of those that every word of a remark in a cell of sources makes."""
    count = Counter(problem.span for problem in problems if problem.code == UNKNOWN)
    held = {made.place: made.after for made in found.made}
    for problem in problems:
        if problem.code == UNKNOWN and count[problem.span] > 1 and problem.span in held:
            message = (
                f"holds {quoted(held[problem.span])}, and more than one word of it is no source; write ids "
                "parted by commas, or AJ for your own judgement"
            )
            yield replace(problem, message=message)
        else:
            yield problem
