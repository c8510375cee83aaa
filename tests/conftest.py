"""What every room's tests share: golden files, and the program as a process of its own."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from dilemma.scenario import library
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    Golden = Callable[[str, str], None]
    GoldenData = Callable[[str, object], None]
    Program = Callable[..., subprocess.CompletedProcess[str]]

# What a test's own terminal or shell says must not reach the program.
OUTSIDE = ("COLUMNS", "LINES", "NO_COLOR", "TERM", "DILEMMA_SCENARIOS", "PYTHONIOENCODING", "PYTHONUTF8")
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")  # no test is about time; a busy machine is not a fault
HANGS = 60  # seconds; only against a program that never ends


FROZEN = Path(__file__).parent / "frozen"
SHIPPED = FROZEN.parents[1] / "scenarios"
_PATCHES = pytest.MonkeyPatch()
HIDDEN = """dilemma: 1
file: profile
title: Hidden
kind: worldview
weights:
  elsewhere: {norms: 1}
"""


def _frozen_for_programs() -> Path:
    """Return a copy for programs that tests start, which find what ships too: it hides the profiles there."""
    copy = Path(mkdtemp()).resolve() / "frozen"
    copytree(FROZEN, copy)
    for profile in (SHIPPED / "profiles").glob("*.yaml"):
        if not (copy / "profiles" / profile.name).exists():
            (copy / "profiles" / profile.name).write_text(HIDDEN, encoding="utf-8")
    return copy


FROZEN_FOR_PROGRAMS = _frozen_for_programs()


def _library_without_ours(standard_library: Callable[[], Library] = library.standard_library) -> Library:
    """Return the library of whoever runs the tests, without `./scenarios` of this repository."""
    left_out = {SHIPPED, FROZEN_FOR_PROGRAMS}
    return Library(tuple(root for root in standard_library().roots if root.resolve() not in left_out))


# Every test that names a scenario has the frozen copy: judgements may change, figures stay. Not in a hook: by
# then the conftest of a folder has brought in modules that keep the library they found.
_PATCHES.setattr(library, "shipped_folders", lambda: (FROZEN,))
_PATCHES.setattr(library, "standard_library", _library_without_ours)
_PATCHES.setenv("DILEMMA_SCENARIOS", str(FROZEN_FOR_PROGRAMS))
_PATCHES.setenv("SOURCE_DATE_EPOCH", "1732406400")  # 24 November 2024, in place of the clock


def pytest_collection_finish() -> None:
    """Keeps the collector of garbage from what stays to the end; that took a fifth of the time."""
    gc.freeze()
    gc.set_threshold(5_000, 20, 100)


def pytest_unconfigure() -> None:
    """Puts back what came with the program."""
    _PATCHES.undo()
    rmtree(FROZEN_FOR_PROGRAMS.parent)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that writes golden files."""
    parser.addoption(
        "--update-golden", action="store_true", help="Write the golden files instead of comparing with them."
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the file of that name in `golden/` beside the test."""

    def compare(name: str, text: str) -> None:
        folder = next(parent for parent in request.path.parents if (parent / "golden").is_dir())
        path = folder / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name}: look at it, then pytest --update-golden"

    return compare


@pytest.fixture
def golden_data(golden: Golden, request: pytest.FixtureRequest) -> GoldenData:
    """Compares data, value for value, with the JSON file of that name in `golden/` beside the test."""

    def compare(name: str, data: object) -> None:
        if request.config.getoption("--update-golden"):
            golden(name, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        kept = json.loads((request.path.parent / "golden" / name).read_text(encoding="utf-8"))
        assert data == kept, f"{name}: look at it, then pytest --update-golden"

    return compare


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Runs the program as a user does, in an empty folder, and waits for its end."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if key not in OUTSIDE}
        return subprocess.run(
            [sys.executable, "-m", "dilemma", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**inherited, "DILEMMA_SCENARIOS": str(FROZEN_FOR_PROGRAMS), **environment},
            timeout=HANGS,
        )

    return run
