"""The house is built as drawn: one flow of imports, small files, small functions."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 300
MOST_FUNCTION_LINES = 40

# Errors stand below every room; only the type of what is wrong in a file is named there, for type checkers.
NAMED_BY_ERRORS = "dilemma.scenario.problems"
# What analysis may know of a scenario: what it is, its dates, its numbers and how a level becomes a value.
KNOWN_TO_ANALYSIS = {
    "dilemma.scenario.model",
    "dilemma.scenario.model",
    "dilemma.scenario.dates",
    "dilemma.scenario.quantity",
}
PARTS_OF_A_SCENARIO = "dilemma.scenario.files"  # what the model is made of; analysis may name these types
ABOVE = {
    # It does work in order, whatever the work is.
    "batch": (
        "dilemma.scenario",
        "dilemma.analysis",
        "dilemma.report",
        "dilemma.interchange",
        "dilemma.walk",
        "dilemma.cli",
        "dilemma.api",
    ),
    "scenario": (
        "dilemma.batch",
        "dilemma.analysis",
        "dilemma.report",
        "dilemma.interchange",
        "dilemma.walk",
        "dilemma.cli",
        "dilemma.api",
    ),
    "analysis": (
        "dilemma.batch",
        "dilemma.report",
        "dilemma.interchange",
        "dilemma.walk",
        "dilemma.cli",
        "dilemma.api",
    ),
    "report": ("dilemma.batch", "dilemma.interchange", "dilemma.walk", "dilemma.cli", "dilemma.api"),
    # Beside the analysis: a spreadsheet holds judgements, never results.
    "interchange": ("dilemma.batch", "dilemma.analysis", "dilemma.walk", "dilemma.cli", "dilemma.api"),
    "api": ("dilemma.cli",),
    "walk": ("dilemma.batch", "dilemma.cli"),
    "cli": (),
}
LIBRARIES = {"numpy", "openpyxl", "pydantic", "yaml", "rich", "typer"}
# Which of these libraries each room may use.
MAY_USE = {
    "batch": set(),
    "scenario": {"pydantic", "yaml"},
    "analysis": {"numpy"},
    "report": {"yaml", "rich"},
    "interchange": {"openpyxl"},
    "walk": set(),
    "cli": {"typer", "rich", "yaml"},
}


@dataclass(frozen=True, slots=True)
class Import:
    """One module imported somewhere."""

    path: Path
    line: int
    module: str
    typing_only: bool
    late: bool

    def __str__(self) -> str:
        """The place and the line, as a reader would look it up."""
        text = self.path.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        return f"{self.path.relative_to(SOURCE.parent)}:{self.line}: {text}"

    @property
    def room(self) -> str:
        """The part of the house the importing file stands in."""
        return room_of(self.path)

    @property
    def library(self) -> str:
        """The distribution's package: the first word of the module."""
        return self.module.partition(".")[0]


def room_of(path: Path) -> str:
    """The folder below the package; the file itself for those that stand at its top."""
    return path.relative_to(SOURCE / "dilemma").parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def names(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The modules an import statement loads: of `from a import b`, `a.b` where that is a module, else `a`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    module = node.module or ""
    for alias in node.names:
        inner = f"{module}.{alias.name}"
        yield inner if inner in MODULES else module


def walk(
    node: ast.AST, *, typing_only: bool = False, late: bool = False
) -> Iterator[tuple[ast.AST, bool, bool]]:
    """Every node below, with whether it is for type checkers only and whether it runs on import."""
    for child in ast.iter_child_nodes(node):
        guarded = typing_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, guarded, inside
        yield from walk(child, typing_only=guarded, late=inside)


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every file of the program."""
    return tuple(
        Import(path, node.lineno, module, typing_only, late)
        for path in FILES
        for node, typing_only, late in walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in names(node)
    )


def refuse(wrong: list[Import]) -> None:
    """Fails with the offending lines."""
    assert not wrong, "\n" + "\n".join(str(each) for each in wrong)


def within(module: str, room: str) -> bool:
    """Whether a module is a room or stands in it."""
    return module == room or module.startswith(f"{room}.")


def test_the_house_is_read() -> None:
    """The files, imports and rooms these tests speak of exist."""
    assert {room_of(path) for path in FILES} >= {"scenario", "analysis", "report", "api"}
    assert any(each.module == "numpy" and each.room == "analysis" for each in imports())
    assert any(each.typing_only for each in imports())
    assert any(each.late for each in imports())
    assert set(MODULES) >= KNOWN_TO_ANALYSIS


@pytest.mark.parametrize("room", ABOVE)
def test_nothing_imports_against_the_flow(room: str) -> None:
    """A room knows nothing of the rooms above it, not even for types: scenario, analysis, report, cli."""
    refuse(
        [
            each
            for each in imports()
            if each.room == room and any(within(each.module, above) for above in ABOVE[room])
        ]
    )


def test_errors_stand_below_every_room() -> None:
    """The tree of errors imports nothing of the program, and no library; every room may import it."""
    ours = [each for each in imports() if each.room == "errors"]
    assert ours
    refuse([each for each in ours if each.library in LIBRARIES])
    inside = [each for each in ours if each.library == "dilemma"]
    refuse([each for each in inside if not (each.typing_only and each.module == NAMED_BY_ERRORS)])
    rooms = {each.room for each in imports() if each.module == "dilemma.errors"}
    assert rooms >= {"scenario", "analysis", "interchange", "walk", "api", "batch", "cli"}


def test_analysis_knows_little_of_the_scenario() -> None:
    """Analysis sees what a scenario is, never how it is read, checked or edited."""
    refuse(
        [
            each
            for each in imports()
            if each.room == "analysis"
            and within(each.module, "dilemma.scenario")
            and each.module not in KNOWN_TO_ANALYSIS
            and not (each.typing_only and within(each.module, PARTS_OF_A_SCENARIO))
        ]
    )


@pytest.mark.parametrize("room", MAY_USE)
def test_a_room_keeps_to_its_libraries(room: str) -> None:
    """Reading has pydantic and yaml, analysis numpy alone; a report has neither numpy nor pydantic."""
    refuse([each for each in imports() if each.room == room and each.library in LIBRARIES - MAY_USE[room]])


def test_openpyxl_is_loaded_only_where_workbooks_are() -> None:
    """Workbooks are an extra: only their folder names the library, and only runs that need it load that."""
    workbooks = "dilemma.interchange.workbook"
    early = [each for each in imports() if within(each.module, workbooks) and not each.late]
    refuse([each for each in early if not within(module_of(each.path), workbooks)])
    named = [each for each in imports() if each.library == "openpyxl"]
    refuse([each for each in named if not within(module_of(each.path), workbooks)])


def test_only_the_command_line_imports_typer() -> None:
    """No file outside the command line knows how the program is called."""
    refuse([each for each in imports() if each.library == "typer" and each.room != "cli"])


def test_a_cluster_is_joined_in_one_place() -> None:
    """One file knows of Dask, and loads it only when a cluster is asked for."""
    known = [each for each in imports() if each.library in {"dask", "distributed"}]
    assert {module_of(each.path) for each in known} == {"dilemma.batch.cluster"}
    refuse([each for each in known if not each.late])


def test_what_tests_use_stays_with_the_tests() -> None:
    """The program imports no test library, and no scipy when it loads."""
    refuse([each for each in imports() if each.library in {"pytest", "hypothesis", "tests"}])
    refuse([each for each in imports() if each.library == "scipy" and not each.late])


def test_no_import_goes_in_a_circle() -> None:
    """Modules that stand on one another form no cycle, not even for types alone."""
    loaded: dict[str, set[str]] = {module: set() for module in MODULES}
    for each in imports():
        if each.module in MODULES and not each.late:
            loaded[module_of(each.path)].add(each.module)
    try:
        tuple(TopologicalSorter(loaded).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(reversed(circle.args[1])))


def test_no_folder_of_the_scenario_stands_on_one_above_it() -> None:
    """The folders of the scenario room form no cycle either, not even for types."""
    room = SOURCE / "dilemma" / "scenario"
    stands_on: dict[Path, set[Path]] = {}
    for each in imports():
        if each.room == "scenario" and within(each.module, "dilemma.scenario") and each.module in MODULES:
            upper, lower = each.path.parent, MODULES[each.module].parent
            if room not in (upper, lower) and upper != lower:
                stands_on.setdefault(upper, set()).add(lower)
    assert stands_on
    try:
        tuple(TopologicalSorter(stands_on).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(folder.name for folder in reversed(circle.args[1])))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_file_is_short(path: Path) -> None:
    """No file runs over 300 lines."""
    count = len(path.read_text(encoding="utf-8").splitlines())
    assert count <= MOST_LINES, (
        f"{path.relative_to(SOURCE.parent)}:{MOST_LINES + 1}: the file has {count} lines"
    )


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring."""
    count = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        count -= (first.end_lineno or first.lineno) - first.lineno + 1
    return count


def test_functions_are_short() -> None:
    """No function runs over 40 lines, its docstring not counted."""
    long = [
        f"{path.relative_to(SOURCE.parent)}:{function.lineno}: `{function.name}` has {length(function)} lines"
        for path in FILES
        for function in functions(path)
        if length(function) > MOST_FUNCTION_LINES
    ]
    assert not long, "\n" + "\n".join(long)
