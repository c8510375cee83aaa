"""The house is built as drawn: one flow of imports, rooms of a human size, one name for one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from statistics import median
from typing import TYPE_CHECKING

import pytest
from tests.house import (
    FILES,
    MODULES,
    SOURCE,
    constants,
    folder_of,
    function_length,
    functions,
    importers,
    imports,
    length,
    lines,
    module_of,
    placeholders,
    public_names,
    retired_names,
    room_of,
    rooms,
    tree,
)

from dilemma.analysis.results.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tests.house import Import

# 240 files held the program of the house; each one since is a thing with a name: see docs/decisions.md.
MOST_FILES, MOST_FOLDERS = 265, 26
MOST_LINES_IN_ALL = 57_200
MOST_LINES, MOST_FUNCTION_LINES = 450, 40
LEAST_MEDIAN, LEAST_LINES, LEAST_LINES_OF_A_PART = 140, 40, 80
MOST_PLACEHOLDERS = 6.0  # in 1,000 lines
MOST_SHARED = 20

# What analysis may know of a scenario: what it is, its dates, its numbers and how a level becomes a value.
KNOWN_TO_ANALYSIS = {
    "dilemma.scenario.model",
    "dilemma.scenario.dates",
    "dilemma.scenario.distributions",
    "dilemma.scenario.quantity",
}
PARTS_OF_A_SCENARIO = "dilemma.scenario.schema"  # what the model is made of; analysis may name these types
FLOW = {
    "records": ("scenario", "batch", "analysis", "report", "interchange", "elicitation", "api", "cli"),
    "errors": ("scenario", "batch", "analysis", "report", "interchange", "elicitation", "api", "cli"),
    "whole_file": ("scenario", "batch", "analysis", "report", "interchange", "elicitation", "api", "cli"),
    "batch": ("scenario", "analysis", "report", "interchange", "elicitation", "api", "cli"),
    "scenario": ("batch", "analysis", "report", "interchange", "elicitation", "api", "cli"),
    "analysis": ("batch", "report", "interchange", "elicitation", "api", "cli"),
    "report": ("batch", "interchange", "elicitation", "api", "cli"),
    "interchange": ("batch", "analysis", "elicitation", "api", "cli"),  # a spreadsheet holds no results
    "elicitation": ("batch", "cli"),
    "api": ("cli",),
}
# A faulty file's error carries its problems, and names their type for type checkers alone.
CARRIED = {"dilemma.scenario.problems": "errors"}
LIBRARIES = {"numpy", "openpyxl", "pydantic", "yaml", "rich", "typer"}
MAY_USE = {
    "records": set[str](),
    "errors": set[str](),
    "whole_file": set[str](),
    "batch": set[str](),
    "scenario": {"pydantic", "yaml"},
    "analysis": {"numpy"},
    "report": {"yaml", "rich"},
    "interchange": {"openpyxl"},
    "elicitation": set[str](),
    "cli": {"typer", "rich", "yaml"},
}
# Short because of what they are.
SHORT = {
    "dilemma.__main__",
    "dilemma.report.measures.registry",
}
LATE = {
    "dilemma.analysis.full_assessment",
}
# Rooms a request goes through from the command line to the words: one name along them is one thing.
PATH = ("cli/commands", "api", "analysis", "report/sections", "report/memo", "elicitation")
# Folders whose files are entries of one registry, and the functions every entry has.
REGISTRIES: dict[str, set[str]] = {
    "report/formats": {"write"},
    "report/charts": {"draw", "table"},
}
# Other functions of one name in several files, each for a reason of its own.
SHARED: set[str] = set()


def refuse(wrong: Iterable[object]) -> None:
    """Fail with the offending lines."""
    listed = "\n".join(map(str, wrong))
    assert not listed, "\n" + listed


def within(module: str, room: str) -> bool:
    """Return whether a module is a room or stands in it."""
    return module == room or module.startswith(f"{room}.")


def acyclic(graph: Mapping[str, set[str]]) -> None:
    """Fail where names that stand on one another form a circle."""
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(reversed(circle.args[1])))


def loaded_by(importer: str) -> list[Import]:
    """Return what a module imports of the program when it loads."""
    return [entry for entry in imports() if entry.importer == importer and entry.module in MODULES]


def test_the_house_is_read() -> None:
    """The files, imports and rooms these tests speak of exist."""
    assert {room_of(path) for path in FILES} >= {*FLOW, "cli"}
    assert any(entry.module == "numpy" and entry.room == "analysis" for entry in imports())
    assert any(entry.typing_only for entry in imports())
    assert any(entry.late for entry in imports())
    assert set(MODULES) >= KNOWN_TO_ANALYSIS | LATE | set(CARRIED)


def test_nothing_imports_against_the_flow() -> None:
    """A room knows nothing of the rooms above it, not even for types: scenario, analysis, report, cli."""
    refuse(
        entry
        for entry in imports()
        if any(within(entry.module, f"dilemma.{above}") for above in FLOW.get(entry.room, ()))
        and not (entry.typing_only and CARRIED.get(entry.module) == entry.room)
    )


def test_analysis_knows_little_of_the_scenario() -> None:
    """Analysis sees what a scenario is, never how it is read, checked or edited."""
    refuse(
        entry
        for entry in imports()
        if entry.room == "analysis"
        and within(entry.module, "dilemma.scenario")
        and entry.module not in KNOWN_TO_ANALYSIS
        and not (entry.typing_only and within(entry.module, PARTS_OF_A_SCENARIO))
    )


def test_a_room_keeps_to_its_libraries() -> None:
    """Reading has pydantic and yaml, analysis numpy alone; a report has neither numpy nor pydantic."""
    refuse(entry for entry in imports() if entry.library in LIBRARIES - MAY_USE.get(entry.room, LIBRARIES))


def test_openpyxl_is_loaded_only_where_workbooks_are() -> None:
    """Workbooks are an extra: two files name the library, and only runs that need it load them."""
    workbooks = {"dilemma.interchange.xlsx_read", "dilemma.interchange.xlsx_write"}
    refuse(entry for entry in imports() if entry.module in workbooks - {entry.importer} and not entry.late)
    refuse(entry for entry in imports() if entry.library == "openpyxl" and entry.importer not in workbooks)


def test_only_the_command_line_imports_typer() -> None:
    """No file outside the command line knows how the program is called."""
    refuse(entry for entry in imports() if entry.library == "typer" and entry.room != "cli")


def test_a_cluster_is_joined_in_one_place() -> None:
    """One file knows of Dask, and loads it only when a cluster is asked for."""
    known = [entry for entry in imports() if entry.library in {"dask", "distributed"}]
    assert {entry.importer for entry in known} == {"dilemma.batch.engines"}
    refuse(entry for entry in known if not entry.late)


def test_what_tests_use_stays_with_the_tests() -> None:
    """The program imports no test library, and no scipy when it loads."""
    refuse(entry for entry in imports() if entry.library in {"pytest", "hypothesis", "tests"})
    refuse(entry for entry in imports() if entry.library == "scipy" and not entry.late)


def test_no_import_goes_in_a_circle() -> None:
    """Modules that stand on one another form no cycle, not even for types alone."""
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for entry in imports():
        # The front names for type checkers all that it loads when it is asked for.
        front = entry.importer == "dilemma" and entry.typing_only
        if entry.module in MODULES and not entry.late and not front:
            graph[entry.importer].add(entry.module)
    acyclic(graph)


@pytest.mark.parametrize("room", ["scenario", "analysis"])
def test_the_folders_of_a_room_stand_in_layers(room: str) -> None:
    """The folders of the scenario and of the analysis form no cycle, not even for types."""
    top = f"dilemma.{room}"
    graph: dict[str, set[str]] = defaultdict(set)
    for entry in imports():
        if entry.room == room and within(entry.module, top) and entry.module in MODULES:
            upper, lower = folder_of(entry.importer), folder_of(entry.module)
            if upper != lower and (room == "analysis" or top not in (upper, lower)):
                graph[upper].add(lower)
    assert graph
    acyclic(graph)


def test_the_house_has_few_rooms() -> None:
    """Files, folders and lines stay within what a newcomer can walk through."""
    assert len(FILES) <= MOST_FILES
    assert len({path.parent for path in FILES}) <= MOST_FOLDERS
    assert lines() <= MOST_LINES_IN_ALL


def test_a_file_has_a_human_size() -> None:
    """Half the files have 140 lines or more, and none runs over 450."""
    assert median(length(path) for path in rooms()) >= LEAST_MEDIAN
    refuse(f"{path}: {length(path)} lines" for path in FILES if length(path) > MOST_LINES)


def test_a_file_is_a_room_and_not_half_of_one() -> None:
    """Nothing under 40 lines is a file, nor a part under 80 that one neighbour alone imports."""
    users = importers()
    for path in rooms():
        module = module_of(path)
        if module in SHORT or module in LATE or "commands" in path.parts:
            continue
        assert length(path) >= LEAST_LINES, f"{path}: {length(path)} lines"
        alone = [MODULES[user].parent for user in users.get(module, ())] == [path.parent]
        assert not (alone and length(path) < LEAST_LINES_OF_A_PART), f"{path}: a part of its one user"


def test_what_is_loaded_late_is_loaded_late() -> None:
    """What is short because a start must be quick is imported inside functions alone."""
    refuse(entry for entry in imports() if entry.module in LATE and not (entry.late or entry.typing_only))


def test_no_two_classes_share_a_name() -> None:
    """A public class is the only one of its name."""
    refuse(f"{name}: {len(paths)}" for name, paths in public_names(ast.ClassDef).items() if len(paths) > 1)


def test_functions_share_a_name_only_along_a_path() -> None:
    """One name is one thing: a command and what it calls, an entry of a registry, or one of a short list."""
    assert len(SHARED) <= MOST_SHARED
    wrong = {
        name: [str(path.relative_to(SOURCE)) for path in paths]
        for name, paths in public_names(ast.FunctionDef).items()
        if len(paths) > 1 and name not in SHARED and not (on_a_path(paths) or in_a_registry(name, paths))
    }
    refuse(f"{name}: {', '.join(paths)}" for name, paths in wrong.items())


def on_a_path(paths: list[Path]) -> bool:
    """Return whether each file stands in another room along the path of a request."""
    steps = [next((step for step in PATH if within_folder(path, step)), None) for path in paths]
    return None not in steps and len(set(steps)) == len(steps)


def in_a_registry(name: str, paths: list[Path]) -> bool:
    """Return whether all files are entries of one registry that has a function of this name."""
    return any(
        name in names and all(within_folder(path, folder) for path in paths)
        for folder, names in REGISTRIES.items()
    )


def within_folder(path: Path, folder: str) -> bool:
    """Return whether a file stands below a folder of the package."""
    return f"dilemma/{folder}/" in path.as_posix()


def test_a_constant_of_one_file_is_private() -> None:
    """A constant that no other file names begins with an underscore."""
    refuse(
        f"{path.relative_to(SOURCE)}: {name}" for (path, name), shared in constants().items() if not shared
    )


def test_names_say_what_a_thing_is() -> None:
    """Placeholders are rare, and no module, class or function is named by a retired word."""
    rows = list(placeholders())
    per_thousand = 1000 * len(rows) / lines()
    assert per_thousand <= MOST_PLACEHOLDERS, "\n" + "\n".join(
        f"{p}:{line}: {word}" for p, line, word in rows
    )
    refuse(retired_names())


def test_words_of_a_verdict_stand_in_one_place() -> None:
    """No other file names a verdict or looks one up by its word, so that one more is a change of one file."""
    refuse(
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in FILES
        if not path.as_posix().endswith("results/verdict.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Dict | ast.Compare | ast.Attribute) and names_verdict(node)
    )


def names_verdict(node: ast.Dict | ast.Compare | ast.Attribute) -> bool:
    """Return whether an expression is a verdict, compares with its word, or is a table of such words."""
    if isinstance(node, ast.Attribute):
        return ast.unparse(node.value) == "Verdict" and node.attr in Verdict.__members__
    words = {verdict.value for verdict in Verdict}
    if isinstance(node, ast.Dict):
        return len({key.value for key in node.keys if isinstance(key, ast.Constant)} & words) > 1
    return "verdict" in ast.unparse(node) and any(
        isinstance(word, ast.Constant) and word.value in words for word in (node.left, *node.comparators)
    )


def test_functions_are_short() -> None:
    """No function runs over 40 lines, its docstring not counted."""
    refuse(
        f"{path.relative_to(SOURCE.parent)}:{function.lineno}: `{function.name}`, {function_length(function)}"
        for path, function in functions()
        if function_length(function) > MOST_FUNCTION_LINES
    )
