"""The front of the library: its names, their types and examples, and what it does with a wrong argument."""

from __future__ import annotations

import ast
import doctest
import inspect
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import dilemma
from dilemma import errors
from dilemma.cli.app import app
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

SHIPPED = Path(__file__).parents[2] / "scenarios"
QUICK = dilemma.Run(samples=64, everything=False)
SOURCE = Path(dilemma.__file__)
FUNCTIONS = ["assess", "check", "coalition", "compare", "diff", "load", "memo", "panel", "portfolio"]
RESULTS = [
    *("Assessment", "CoalitionResult", "Comparison", "Difference", "LoadedScenario", "Panel"),
    *("PortfolioResult", "Problem", "Scenario"),
]
ERRORS = [
    name
    for name, value in vars(errors).items()
    if inspect.isclass(value)
    and issubclass(value, errors.DilemmaError | errors.InternalError)
    and not name.startswith("_")
]
NAMES = sorted([*FUNCTIONS, "Run", *RESULTS, *ERRORS, "__version__"])


def in_a_fresh_interpreter(code: str) -> str:
    """What a program prints that has imported nothing yet."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout


def test_the_public_names_are_these() -> None:
    """Completion shows the functions, the results and the errors, before and after they are used."""
    assert len(ERRORS) > 10
    assert sorted(dilemma.__all__) == dir(dilemma) == NAMES
    show = (
        "import dilemma; a = dir(dilemma); dilemma.assess; import dilemma.report; print(a, dir(dilemma) == a)"
    )
    assert in_a_fresh_interpreter(show) == f"{NAMES} True\n"


def test_a_name_stays_what_it_is() -> None:
    """Asked for twice, and again once its module is imported, a name is the same function or class."""
    code = """
import importlib, sys
def fresh():
    for module in [name for name in sys.modules if name.partition(".")[0] == "dilemma"]:
        del sys.modules[module]
    return importlib.import_module("dilemma")
for name, home in fresh()._HOMES.items():
    front = fresh()
    first, second = getattr(front, name), getattr(front, name)
    module = importlib.import_module(home)
    if not first is second is getattr(front, name) is getattr(module, name) or not callable(first):
        print(name)
print("all", len(front._HOMES))
"""
    assert in_a_fresh_interpreter(code) == f"all {len(NAMES) - 1}\n"


def test_every_module_imported_first_hides_no_name() -> None:
    """A module and a function of one name do not shadow each other, whichever is imported first."""
    code = """
import importlib, dilemma
for home in dict.fromkeys(dilemma._HOMES.values()):
    importlib.import_module(home)
print(all(getattr(dilemma, name) is getattr(importlib.import_module(home), name)
    for name, home in dilemma._HOMES.items()))
"""
    assert in_a_fresh_interpreter(code) == "True\n"


def test_type_checkers_see_the_same_names() -> None:
    """What is imported for type checkers is the table that is used when the program runs."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    guarded = [node for node in tree.body if isinstance(node, ast.If)]
    typed = {
        alias.asname: node.module
        for block in guarded
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == dilemma._HOMES
    assert (SOURCE.parent / "py.typed").is_file()


@pytest.mark.parametrize("name", [*FUNCTIONS, "Run"])
def test_examples_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The docstring of each function shows a call, and what it says comes out of what ships."""
    # Every module that keeps the library it found is brought in first, so that none keeps this one.
    for path in (SOURCE.parent / "api").glob("[a-z]*.py"):
        module = import_module(f"dilemma.api.{path.stem}")
        monkeypatch.setattr(module, "standard_library", lambda: Library((SHIPPED,)), raising=False)
    value = getattr(dilemma, name)
    finder = doctest.DocTestFinder(recurse=False)
    (example,) = finder.find(value, name, globs={"dilemma": dilemma})
    assert example.examples
    assert doctest.DocTestRunner().run(example).failed == 0


def test_settings_are_a_mapping_or_a_list() -> None:
    """A mapping from path to value says the same as a list of texts."""
    as_list = dilemma.assess("nato", settings=["futures.rupture.chance=0.5", "weights.cost=20%"], run=QUICK)
    as_mapping = dilemma.assess(
        "nato", settings={"futures.rupture.chance": 0.5, "weights.cost": "20%"}, run=QUICK
    )
    assert as_mapping == as_list != dilemma.assess("nato", run=QUICK)


def test_signposts_are_a_mapping_or_a_list() -> None:
    """A list holds what was observed; a mapping also what was looked for in vain."""
    assert dilemma.assess("nato", seen=["N6"], run=QUICK) == dilemma.assess(
        "nato", seen={"N6": True}, run=QUICK
    )


def test_compare_takes_evidence() -> None:
    """What was seen and what is wrong count in every case, as they do in `assess`."""
    (seen,) = dilemma.compare(["nato"], seen=["N6"], wrong=["congress"], run=QUICK).assessments
    alone = dilemma.assess("nato", seen=["N6"], wrong=["congress"], run=QUICK)
    assert (seen.options, seen.wrong) == (alone.options, ("congress",))


ANY: Any = dilemma
ANY_LIBRARY: Any = Library
WRONG: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: ANY.assess(5), dilemma.BadRequest, "`name` is a name or a path; it cannot be 5"),
    (lambda: ANY.load(None), dilemma.BadRequest, "cannot be None"),
    (lambda: ANY.check(""), dilemma.BadRequest, "cannot be empty"),
    (lambda: ANY.assess("nato", profile=5), dilemma.BadRequest, "`profile` is a name or a path"),
    (lambda: ANY.assess("nato", settings="share=0.2"), dilemma.BadSetting, r"write \['share=0.2'\]"),
    (lambda: ANY.assess("nato", settings=5), dilemma.BadSetting, "it cannot be 5"),
    (lambda: ANY.assess("nato", settings=[5]), dilemma.BadSetting, "it cannot hold 5"),
    (lambda: ANY.assess("nato", settings={5: 1}), dilemma.BadSetting, "it cannot hold 5"),
    (
        lambda: ANY.assess("nato", settings={"weights.cost": object()}),
        dilemma.BadSetting,
        "value of `weights.cost` is",
    ),
    (lambda: ANY.assess("nato", settings={"weights.cost": float("nan")}), dilemma.BadSetting, "weights.cost"),
    (lambda: ANY.assess("nato", share="0.2"), dilemma.BadSetting, "`share` is a number"),
    (lambda: ANY.assess("nato", share=True), dilemma.BadSetting, "`share` is a number"),
    (lambda: ANY.assess("nato", seen="N6"), dilemma.BadObservation, r"write \['N6'\]"),
    (lambda: ANY.assess("nato", seen=6), dilemma.BadObservation, "it cannot be 6"),
    (lambda: ANY.assess("nato", seen=[6]), dilemma.BadObservation, "it cannot hold 6"),
    (lambda: ANY.assess("nato", seen={"N6": "yes"}), dilemma.BadObservation, "it cannot be 'yes'"),
    (lambda: ANY.assess("nato", observed=5), dilemma.BadRequest, "`observed` is a name or a path"),
    (lambda: ANY.assess("nato", wrong="congress"), dilemma.BadRequest, r"write \['congress'\]"),
    (lambda: ANY.assess("nato", endogenous="no"), dilemma.BadRequest, "True or False"),
    (lambda: ANY.assess("nato", run=64), dilemma.BadRequest, "`run` is a `dilemma.Run`"),
    (lambda: ANY.assess("nato", library="scenarios"), dilemma.BadRequest, "`library` is a library"),
    (lambda: ANY.load("nato", ANY_LIBRARY(("scenarios",))), dilemma.BadRequest, "`library` is a library"),
    (lambda: ANY.compare("nato"), dilemma.BadRequest, r"not one text; write \['nato'\]"),
    (lambda: ANY.compare(["nato"], profiles="all"), dilemma.BadRequest, r"write \['all'\]"),
    (lambda: ANY.compare(["nato"], vary="share=0:1"), dilemma.BadSetting, "`vary` is a list"),
    (lambda: ANY.compare(["nato"], executor=4), dilemma.BadRequest, "`executor` is one of"),
    (lambda: ANY.panel("nato", "all"), dilemma.BadRequest, r"write \['all'\]"),
    (lambda: ANY.panel("nato", ["all"], today=5), dilemma.BadRequest, "`today`"),
    (lambda: ANY.coalition("nato", without="frontline"), dilemma.BadRequest, r"write \['frontline'\]"),
    (lambda: ANY.portfolio(budget="10"), dilemma.BadRequest, "`budget` is a number"),
    (lambda: ANY.portfolio(costs=["counter"]), dilemma.BadRequest, "`costs` maps names to numbers"),
    (lambda: ANY.portfolio(costs={"counter": "5"}), dilemma.BadRequest, "is a number"),
    (lambda: ANY.portfolio(fixed="nato=enmesh"), dilemma.BadSetting, r"write \['nato=enmesh'\]"),
    (lambda: ANY.diff("nato", 5), dilemma.BadRequest, "`new` is a name or a path"),
    (lambda: ANY.memo("nato", 5), dilemma.BadRequest, "`output` is a name or a path"),
    (lambda: ANY.memo("nato", "nato.xlsx"), dilemma.CannotWrite, "`.xlsx` is no ending of a memo"),
    (lambda: ANY.Run(seed="7"), dilemma.BadRequest, "the seed must be a whole number, not '7'"),
    (lambda: ANY.Run(samples=64.5), dilemma.BadRequest, "the samples must be a whole number"),
    (lambda: ANY.Run(precision="fine"), dilemma.BadRequest, "the precision must be a number"),
    (lambda: ANY.Run(today=5), dilemma.BadRequest, "the day must be a text"),
    (lambda: ANY.Run(everything="no"), dilemma.BadRequest, "must be True or False"),
]


@pytest.mark.parametrize(("call", "error", "words"), WRONG)
def test_a_wrong_type_is_refused_in_words(
    call: Callable[[], object], error: type[Exception], words: str
) -> None:
    """What a caller gets wrong is an error of the project, with what was wanted in its text."""
    with pytest.raises(error, match=words):
        call()


CALLS: dict[str, dict[str, object]] = {
    "assess": {"name": "order", "run": QUICK},
    "check": {"name": "order"},
    "coalition": {"name": "nuclear"},
    "compare": {"names": ["order"], "run": QUICK},
    "diff": {"old": "order", "new": "nato", "run": QUICK},
    "load": {"name": "order"},
    "memo": {"name": "order", "run": QUICK},
    "panel": {"name": "order", "profiles": ["frontline", "realist"]},
    "portfolio": {"run": QUICK},
    "Run": {},
}
NAMED = {"name", "names", "old", "new", "framework", "profile", "profiles", "observed", "output"}
"""Parameters that take files by name or path."""


def with_argument(name: str, parameter: str, value: object) -> object:
    """Call a function of the front with one argument of its own."""
    return getattr(dilemma, name)(**{**CALLS[name], parameter: value})


@pytest.mark.parametrize("name", CALLS)
def test_every_parameter_refuses_what_it_cannot_mean(name: str) -> None:
    """Whatever parameter has a wrong type, or a list with one, the error is of the project and names it."""
    for parameter in inspect.signature(getattr(dilemma, name)).parameters:
        for value in (object(), [[]], 10**400):
            if (parameter, value) == ("seed", 10**400):
                continue
            with pytest.raises(dilemma.DilemmaError) as caught:
                with_argument(name, parameter, value)
            assert parameter in str(caught.value) or name == "Run" or isinstance(value, int), parameter


def test_an_empty_list_is_none_where_nothing_may_be_meant() -> None:
    """Lists of edits may be empty; a comparison of nothing, or a panel of nobody, is refused."""
    for name, parameter in (("compare", "names"), ("panel", "profiles")):
        for nothing in ((), None, set[str]()):
            with pytest.raises(dilemma.BadRequest):
                with_argument(name, parameter, nothing)
    assert with_argument("assess", "settings", []) == with_argument("assess", "settings", None)


def test_evidence_without_an_id_is_refused() -> None:
    """An empty id is none of a scenario, also after its name; it was passed over."""
    for parameter in ("seen", "wrong"):
        for key in ("", "order:"):
            with pytest.raises(dilemma.DilemmaError):
                with_argument("assess", parameter, [key])


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (name, parameter)
        for name in FUNCTIONS
        for parameter in inspect.signature(getattr(dilemma, name)).parameters
        if parameter in NAMED
    ],
)
def test_a_path_that_cannot_be_used_is_an_error_of_ours(
    name: str, parameter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing file, a folder, a pipe, a circle of links: every function refuses every path in words."""
    monkeypatch.chdir(tmp_path)
    ending = ".md" if parameter == "output" else ".yaml"
    Path(f"empty{ending}").touch()
    Path("folder").mkdir()
    os.mkfifo("pipe.yaml")
    Path("loop.yaml").symlink_to("loop.yaml")
    wrong = [f"no/file{ending}", f"empty{ending}/file{ending}", f"a\0b{ending}", f"\ud800{ending}"]
    if parameter != "output":
        wrong += ["none.yaml", "folder/", "pipe.yaml", "loop.yaml", f"{'a' * 300}.yaml", "", " "]
    for path in wrong:
        value = [path] if parameter in ("names", "profiles") else path
        with pytest.raises(dilemma.DilemmaError) as caught:
            with_argument(name, parameter, value)
        assert "Errno" not in str(caught.value)
        if isinstance(caught.value, OSError):
            assert isinstance(caught.value, dilemma.UnusablePath)
            assert str(caught.value.filename) in str(caught.value)


def test_a_folder_that_is_gone_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the current folder was deleted the system names no path; the error says what is gone."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(dilemma.UnusablePath, match="cannot use the current folder: no such file"):
        dilemma.load(SHIPPED / "order.yaml")


def test_check_tells_what_is_wrong(tmp_path: Path) -> None:
    """A file is checked by its path; the problems come back as data, and a good file has none."""
    path = tmp_path / "bad.yaml"
    path.write_text("dilemma: 1\ntitel: Bad\n", encoding="utf-8")
    problems = dilemma.check(path)
    assert ("unknown-key", 2) in [(problem.code, problem.span.line) for problem in problems]
    assert dilemma.check("nato") == ()
    with pytest.raises(dilemma.UnknownName):
        dilemma.check("nto")


@pytest.mark.parametrize(
    ("ending", "start"), [(".md", b"# The UN"), (".txt", b"The UN"), (".html", b"<!doctype html>")]
)
def test_a_memo_is_written_as_its_file_ends(ending: str, start: bytes, tmp_path: Path) -> None:
    """The ending says the format, and the path comes back."""
    path = tmp_path / f"memo{ending}"
    assert dilemma.memo("order", path, run=dilemma.Run(samples=64)) == path
    assert path.read_bytes().lstrip().lower().startswith(start.lower())


def test_a_memo_as_word_and_pdf(tmp_path: Path) -> None:
    """Word and PDF are written whole, where what writes them is installed."""
    for package, ending, start in (("docx", ".docx", b"PK"), ("typst", ".pdf", b"%PDF")):
        pytest.importorskip(package)
        path = dilemma.memo("order", str(tmp_path / f"memo{ending}"), run=dilemma.Run(samples=64))
        assert path.read_bytes().startswith(start)


def test_a_memo_is_the_report_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library writes what `dilemma report` writes, byte for byte."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "nato.html"
    command = ["report", "nato", "--as", "realist", "--seen", "N6", "--samples", "64", "-o", str(path)]
    assert CliRunner().invoke(app, command).exit_code == 0
    typed = path.read_bytes()
    dilemma.memo("nato", path, profile="realist", seen=["N6"], run=dilemma.Run(samples=64))
    assert path.read_bytes() == typed


def test_a_memo_spares_judgements(tmp_path: Path) -> None:
    """A file of judgements is not written over, not even through a link that ends like a memo."""
    scenario, link = tmp_path / "mine.yaml", tmp_path / "memo.md"
    scenario.write_text("dilemma: 1\n", encoding="utf-8")
    link.symlink_to(scenario)
    with pytest.raises(dilemma.CannotWrite):
        dilemma.memo("order", link, run=dilemma.Run(samples=64))
    assert scenario.read_text(encoding="utf-8") == "dilemma: 1\n"


def test_a_memo_without_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a format needs a package that is missing, the error says how to install it here."""
    monkeypatch.setattr("dilemma.api.memo.find_spec", lambda _name: None)
    with pytest.raises(dilemma.MissingPackage, match=r"needs python-docx; .* -m pip install 'python-docx'"):
        dilemma.memo("order", tmp_path / "memo.docx")


def test_a_library_of_ones_own_is_the_only_one(tmp_path: Path) -> None:
    """Every function that takes a library looks nowhere else."""
    library = Library((tmp_path,))
    for call in (dilemma.load, dilemma.check):
        with pytest.raises(dilemma.UnknownName):
            call("nato", library)
