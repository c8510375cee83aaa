"""Errors of the project: one tree, each whole in another process, and no bug taken for one of them."""

from __future__ import annotations

import ast
import pickle
import re
import subprocess
import sys
from copy import copy
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import pytest

import dilemma
from dilemma import errors
from dilemma.errors import Crash, DilemmaError, FaultyFile, InternalError, crash_of
from dilemma.scenario.problems import Problem, SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src" / "dilemma"

# A bug of ours raises these too, so whoever catches one may take a bug for what it is not.
OF_BUGS = {
    "LookupError",
    "KeyError",
    "IndexError",
    "ValueError",
    "TypeError",
    "AttributeError",
    "Exception",
    "BaseException",
}
NEVER_RAISED = {"LookupError", "KeyError", "IndexError"}

CATCHES = {
    ("batch/engines.py", "_connect"): "Dask raises ValueError for an address of a kind it does not know",
    ("batch/ledger.py", "_read_line"): "json raises a plain ValueError for a number of thousands of digits",
    ("cli/options.py", "parse_number"): "float alone knows what is a number",
    ("elicitation/people.py", "_text_of"): "email, of a character set that Python does not know",
    ("interchange/xlsx_read.py", "_open_archive"): "zipfile, of a damaged archive",
    ("interchange/xlsx_read.py", "_read_member"): "zipfile, of a damaged archive",
    ("interchange/xlsx_read.py", "read_workbook"): "openpyxl lets through whatever a damaged part causes",
    ("scenario/yaml/parser.py", "_slow_events"): "PyYAML, at an escape for no character",
}
"""The catches round one call of somebody else's, with the reason; nothing but that call stands under them."""

BOUNDARIES = {
    ("api/compare.py", "_attempt"): "a worker hands a bug on as data",
    ("batch/engines.py", "submit"): "an executor hands on whatever its work raises",
    ("batch/engines.py", "process_engine"): "ends the workers and raises again",
    ("batch/partial_file.py", "_finish_beside"): "deletes what is half written and raises again",
    ("cli/__init__.py", "main"): "the end of the program: a bug is reported, with exit code 70",
    ("cli/comparison_output.py", "open_store"): "closes the file and raises again",
    ("whole_file.py", "_replace"): "deletes what is half written and raises again",
}
"""Where every error has to pass: each is handed on, raised again or reported."""

PROTOCOLS = {("cli/app.py", "__getitem__"): "a mapping without the key"}


def handlers() -> Iterator[tuple[tuple[str, str], int, set[str]]]:
    """Every `except` and `suppress`: its file and function, its line and the names it catches."""
    for path in sorted(SOURCE.rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        groups = {
            target.id: node.value
            for node in module.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for function, node in within(module, ""):
            place = (path.relative_to(SOURCE).as_posix(), function)
            if isinstance(node, ast.ExceptHandler):
                yield place, node.lineno, {"BaseException"} if node.type is None else names(node.type, groups)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
                yield place, node.lineno, set().union(*(names(each, groups) for each in node.args))


def within(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node below one, with the name of the function it stands in."""
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield inner, child
        yield from within(child, inner)


def names(node: ast.expr, groups: dict[str, ast.expr]) -> set[str]:
    """The exceptions that an expression names, those of a tuple of the module included."""
    if isinstance(node, ast.Starred):
        return names(node.value, groups)
    if isinstance(node, ast.Tuple):
        return set().union(*(names(each, groups) for each in node.elts))
    if isinstance(node, ast.Name) and isinstance(groups.get(node.id), ast.Tuple):
        return names(groups[node.id], groups)
    return {ast.unparse(node).rpartition(".")[2]}


def test_what_bugs_raise_is_caught_in_listed_places_alone() -> None:
    """Each catch of an error that a bug raises too is on a list with its reason, and each on it is there."""
    caught: dict[tuple[str, str], list[str]] = {}
    for place, line, caught_names in handlers():
        if caught_names & OF_BUGS:
            caught.setdefault(place, []).append(f"{place[0]}:{line}: {', '.join(sorted(caught_names))}")
    allowed = {**CATCHES, **BOUNDARIES}
    assert not {place: lines for place, lines in caught.items() if place not in allowed}
    assert set(allowed) <= set(caught), "the list names what is no longer there"


def test_few_catches_are_round_somebody_elses_code() -> None:
    """The list stays a handful, and each entry says why."""
    assert len(CATCHES) <= 8
    assert all([*CATCHES.values(), *BOUNDARIES.values(), *PROTOCOLS.values()])


def test_no_error_of_a_lookup_is_raised() -> None:
    """LookupError and its children are raised by Python, or where a protocol of it asks for them."""
    raised = {
        (path.relative_to(SOURCE).as_posix(), function): f"{path.name}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for function, node in within(ast.parse(path.read_text(encoding="utf-8")), "")
        if isinstance(node, ast.Raise) and node.exc is not None and _class(node.exc) in NEVER_RAISED
    }
    assert set(raised) == set(PROTOCOLS)


def _class(raised: ast.expr) -> str:
    return ast.unparse(raised.func if isinstance(raised, ast.Call) else raised)


def every_error() -> list[type[Exception]]:
    """Every class of the tree, wherever in the program it is defined."""
    for module in walk_packages(dilemma.__path__, "dilemma."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    waiting: list[type[Exception]] = [DilemmaError, InternalError]
    known = []
    while waiting:
        known.append(waiting.pop())
        waiting += known[-1].__subclasses__()
    return list(dict.fromkeys(known))


SPAN = Span(SourceText("nato.yaml", ("a: 1",)), 1, 1, 2)
ARGUMENTS: dict[str, Any] = {
    "problems": (Problem(SPAN, "unknown-key", "there is no `a`"), Problem(SPAN, "missing-key", "no title")),
    "known": ("nato", "order"),
    "scenarios": ("nato",),
    "differs": ("seed", "samples"),
    "crash": Crash("KeyError", "'a'", "KeyError, raised in:"),
    "budget": 3.5,
    "cheapest": 4.0,
    "issues": 11,
    "count": 4**11,
}


def example(error: type[Exception]) -> Exception:
    """An error of a class, each of its arguments a value of the right kind."""
    if issubclass(error, OSError):
        return error(2, "No such file or directory", "nato.yaml")
    code = error.__init__.__code__ if hasattr(error.__init__, "__code__") else None
    if code is None:
        return error("what is wrong")
    arguments = code.co_varnames[1 : code.co_argcount]
    keywords = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    named = {name: ARGUMENTS.get(name, name) for name in keywords}
    return error(*(ARGUMENTS.get(name, name) for name in arguments), **named)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_every_error_survives_the_way_to_another_process(protocol: int) -> None:
    """Pickled and copied, an error has its class, its words and all it carries."""
    found = every_error()
    assert len(found) > 20
    for error in map(example, found):
        for again in (pickle.loads(pickle.dumps(error, protocol)), copy(error)):
            assert type(again) is type(error)
            assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
            assert getattr(again, "filename", None) == getattr(error, "filename", None)


def test_a_sentence_each() -> None:
    """What an error says is one line, and not the name of its class."""
    for error in map(example, every_error()):
        if not isinstance(error, InternalError):
            assert str(error)
            assert "\n" not in str(error)


def test_no_error_of_ours_is_one_of_pythons() -> None:
    """Nobody who catches an error of a lookup or of a value gets one of ours, nor the other way round.

    What the system says of a path is ours and an `OSError`, for no bug of ours raises that.
    """
    for error in every_error():
        assert error.__mro__[-3] is Exception
        assert not issubclass(error, LookupError | ValueError | TypeError | AttributeError)
        assert issubclass(error, OSError) == (error is errors.UnusablePath)
    assert not issubclass(InternalError, DilemmaError)


def test_problems_are_in_order() -> None:
    """A faulty file lists its problems by place, each once."""
    later = Problem(SPAN._replace(line=2), "unknown-key", "there is no `b`")
    first = Problem(SPAN, "unknown-key", "there is no `a`")
    assert FaultyFile([later, first, later]).problems == (first, later)


def test_the_front_exports_every_error() -> None:
    """Each class of `dilemma.errors` that a caller may want to catch is a name of the library."""
    public = [name for name, value in vars(errors).items() if _is_for_callers(value)]
    assert len(public) > 10
    for name in public:
        assert getattr(dilemma, name) is getattr(errors, name)


def _is_for_callers(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, DilemmaError | InternalError)


def test_the_errors_take_no_time_to_import() -> None:
    """The tree of errors loads neither a library nor another room."""
    script = "import sys, dilemma.errors; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    ours = [name for name in loaded.split() if name.startswith("dilemma")]
    assert ours == ["dilemma", "dilemma.errors"]
    assert set(loaded.split()).isdisjoint({"numpy", "pydantic", "yaml", "typer", "dataclasses", "traceback"})


def test_a_crash_shows_calls_and_no_value() -> None:
    """The traceback of a bug names files from the folder of the package on, and quotes no message."""

    def planted() -> None:
        raise KeyError("a secret of the user")

    from dilemma.api.compare import _attempt

    def chained() -> None:
        try:
            planted()
        except KeyError as error:
            raise RuntimeError("another secret") from error

    crash = _attempt(chained)
    assert isinstance(crash, Crash)
    assert (crash.type, crash.text) == ("RuntimeError", "another secret")
    assert crash.trace.splitlines()[0] == "KeyError, raised in:"
    assert "which led to:\nRuntimeError, raised in:\n  dilemma/api/compare.py:" in crash.trace
    assert "secret" not in crash.trace
    assert str(SOURCE) not in crash.trace


def test_an_endless_recursion_is_shown_in_part() -> None:
    """A thousand calls alike are forty."""

    def endless() -> None:
        endless()

    with pytest.raises(RecursionError) as caught:
        endless()
    assert len(crash_of(caught.value).trace.splitlines()) < 100


def test_what_is_missing_is_installed_where_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command names the running interpreter, in quotes where its path has a space, and the package."""
    assert errors.install_command("python-docx") == f"{sys.executable} -m pip install 'python-docx'"
    assert str(errors.MissingPackage("docx", "python-docx")).startswith(
        f"docx needs python-docx; {sys.executable}"
    )
    monkeypatch.setattr(sys, "executable", "C:\\Program Files\\python.exe")
    assert errors.install_command("typst") == "\"C:\\Program Files\\python.exe\" -m pip install 'typst'"
    monkeypatch.setattr(sys, "executable", "")
    assert errors.install_command("typst") == "python -m pip install 'typst'"


def test_no_hint_names_a_package_of_somebody_else() -> None:
    """On PyPI `dilemma` is another project, so neither the program nor a page tells anybody to install it."""
    pages = [
        *SOURCE.rglob("*.py"),
        *SOURCE.parents[1].glob("*.md"),
        *(SOURCE.parents[1] / "docs").glob("*.md"),
    ]
    asking = [path.name for path in SOURCE.rglob("*.py") if "pip install" in path.read_text(encoding="utf-8")]
    assert asking == ["errors.py"], "every hint is built from the running interpreter"
    named = re.compile(r"pip install (-\S+ )*'?dilemma\b")
    assert [page.name for page in pages if named.search(page.read_text(encoding="utf-8"))] == []
