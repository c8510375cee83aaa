"""What a command does not load, so that it starts quickly: no clock is needed to guard that."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"jinja2", "numpy", "openpyxl", "pydantic", "rich", "scipy", "yaml"}
# What a first screen has no use for: charts, measures it does not show, and what libraries draw in with them.
BEYOND_A_FIRST_SCREEN = {
    "dilemma.analysis.sensitivity.prim",
    "dilemma.analysis.full_assessment",
    "dilemma.analysis.uncertainty.value_of_information",
    "dilemma.analysis.results.monitoring",
    "dilemma.report.charts.chart",
    "urllib.request",
}
# Runs one command as its user would, in an interpreter of its own, and names the modules it left loaded.
RUN = """
import gc, sys
from dilemma.cli import main
sys.argv = ["dilemma", *sys.argv[1:]]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def modules(*arguments: str) -> set[str]:
    """The modules that a command loads."""
    found = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return set(found.stderr.split())


def loaded(*arguments: str) -> set[str]:
    """The heavy packages that a command loads."""
    return HEAVY & modules(*arguments)


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_loads_nothing_heavy(argument: str) -> None:
    """Help and the version are printed without pydantic, yaml, numpy or rich."""
    assert loaded(argument) == set()


def test_help_on_a_command_loads_next_to_nothing() -> None:
    """Help on a command needs none of them either, but for what Typer itself loads since 0.29."""
    assert loaded("assess", "--help") <= {"pydantic"}


def test_check_does_no_arithmetic() -> None:
    """A file is checked without numpy."""
    assert loaded("check", "nato") <= {"pydantic", "yaml"}


@pytest.mark.parametrize("arguments", [["list"], ["show", "order"], ["schema"]])
def test_reading_does_no_arithmetic(arguments: list[str]) -> None:
    """What only reads files does without numpy."""
    assert "numpy" not in loaded(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess", "order", "--format", "json"],
        ["compare", "order", "--format", "json"],
    ],
)
def test_nothing_loads_scipy_or_jinja(arguments: list[str]) -> None:
    """SciPy serves the tests alone, and jinja2 the reports alone."""
    assert not loaded(*arguments) & {"jinja2", "scipy"}


def test_a_first_screen_loads_only_what_it_shows() -> None:
    """Charts, signposts and the worth of information are loaded by `--full`, and not before."""
    first, full = modules("assess", "nato"), modules("assess", "nato", "--full")
    assert first & BEYOND_A_FIRST_SCREEN == set()
    assert {name for name in BEYOND_A_FIRST_SCREEN if name.startswith("dilemma")} <= full
    assert not (first | full) & {"jinja2", "scipy"}


def test_a_run_ends_without_a_search_for_garbage() -> None:
    """What a command loaded is set aside when it ends, for Python would search all of it at the exit."""
    found = subprocess.run(
        [sys.executable, "-c", RUN.replace("*sys.modules", "gc.get_freeze_count()"), "check", "nato"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert int(found.stderr) > 10_000


# Runs the program with a command that calls a function many times at every depth; prints the pages it took.
DEEP = """
import resource, sys
import dilemma.cli, dilemma.cli.app
def call_often(depth):
    if depth: return call_often(depth - 1)
    for _ in range(500): (lambda: None)()
def pages(**_):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for depth in range(200): call_often(depth)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
dilemma.cli.app.app = pages
dilemma.cli._run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="pages are counted in the way of Linux")
def test_no_call_asks_the_system_for_memory_again_and_again() -> None:
    """The frames of calls at any depth fit the memory that the first of them came in."""
    found = subprocess.run([sys.executable, "-c", DEEP], capture_output=True, text=True, check=True)
    assert int(found.stdout) < 100


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import dilemma` by itself costs nothing; its names are fetched when first used."""
    code = "import sys, dilemma; print(*{name.partition('.')[0] for name in sys.modules})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(found.stdout.split()) == set()
