"""`dilemma list` shows what can be used from here, and where it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER, SCENARIOS

import dilemma as package

if TYPE_CHECKING:
    from tests.cli.conftest import Invoke

SCENARIO = "dilemma: 1\ntitle: Mine\nquestion: Which?\n"


def found(listed: str, kind: str = "scenario") -> dict[str, dict[str, str]]:
    """The entries of one kind of a list in JSON, by name."""
    return {entry["name"]: entry for entry in json.loads(listed) if entry["kind"] == kind}


def test_list_names_everything_that_ships(dilemma: Invoke) -> None:
    """Five scenarios, nine profiles and one framework come with the program, each with a title and a file."""
    listed = dilemma("list", "--format", "json").stdout
    assert list(found(listed)) == list(SCENARIOS)
    assert len(found(listed, "profile")) == 9
    assert list(found(listed, "framework")) == ["allies"]
    assert all(entry["title"] and Path(entry["path"]).is_file() for entry in json.loads(listed))


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_list_says_everything_in_every_format(format_: str, dilemma: Invoke) -> None:
    """Names and titles of the JSON list stand in the text and in the Markdown."""
    shown = dilemma("list", "--format", format_).stdout
    for entry in json.loads(dilemma("list", "--format", "json").stdout):
        assert entry["name"] in shown
        assert entry["title"] in shown


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_list_refuses_other_formats(format_: str, dilemma: Invoke) -> None:
    """A format that a list cannot have ends with 2 and names those it can."""
    result = dilemma("list", "--format", format_)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (f"error: the list cannot be written as {format_}; use text, markdown or json\n")


def test_scenarios_beside_the_user_come_first(
    here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`./scenarios` hides `$DILEMMA_SCENARIOS`, which hides what came with the program."""
    (here / "scenarios").mkdir()
    (here / "elsewhere").mkdir()
    for name in ("nato", "theirs"):
        (here / "elsewhere" / f"{name}.yaml").write_text(SCENARIO.replace("Mine", "Theirs"))
    (here / "scenarios" / "nato.yaml").write_text(SCENARIO)
    monkeypatch.setenv("DILEMMA_SCENARIOS", str(here / "elsewhere"))
    listed = found(dilemma("list", "--format", "json").stdout)
    assert listed["nato"] == {
        "kind": "scenario",
        "name": "nato",
        "title": "Mine",
        "path": "scenarios/nato.yaml",
    }
    assert listed["theirs"]["title"] == "Theirs"
    assert listed["climate"]["title"] == "Climate cooperation"


@pytest.mark.parametrize("place", ["missing", "", "empty", "a-file"])
def test_an_empty_or_missing_library_hides_nothing(
    place: str, here: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that is empty, missing or no folder leaves what came with the program."""
    (here / "empty").mkdir()
    (here / "a-file").touch()
    monkeypatch.setenv("DILEMMA_SCENARIOS", place and str(here / place))
    assert list(found(dilemma("list", "--format", "json").stdout)) == list(SCENARIOS)


@pytest.mark.parametrize("content", ["title: [", "title: A\ntitle: B\n", "\x00", "- list\n", ""])
def test_a_faulty_file_is_listed_with_what_to_do(content: str, here: Path, dilemma: Invoke) -> None:
    """A file that cannot be read does not spoil the list."""
    (here / "scenarios").mkdir()
    (here / "scenarios" / "broken.yaml").write_text(content)
    result = dilemma("list", "--format", "json")
    assert result.exit_code == 0
    assert found(result.stdout)["broken"]["title"] in (
        "at fault: see dilemma check scenarios/broken.yaml",
        "",
    )


def test_no_library_at_all(tmp_path: Path) -> None:
    """A program without any scenario says how to write one."""
    result = _installed(tmp_path, "list")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "There are no scenarios here; `dilemma new NAME` writes one.\n"


def test_scenarios_inside_the_package_are_found(tmp_path: Path) -> None:
    """As a wheel lays them out, scenarios inside the package are found from an empty folder."""
    shutil.copytree(FOLDER, tmp_path / "lib" / "dilemma" / "scenarios")
    assert list(found(_installed(tmp_path, "list", "--format", "json").stdout)) == list(SCENARIOS)
    assert _installed(tmp_path, "assess", "nato").stdout.startswith("European security and NATO\n")


def _installed(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a copy of the package, without the checkout around it, from an empty folder."""
    library = tmp_path / "lib"
    shutil.copytree(Path(package.__file__).parent, library / "dilemma", dirs_exist_ok=True)
    (tmp_path / "empty").mkdir(exist_ok=True)
    script = f"import sys; sys.path.insert(0, {str(library)!r}); from dilemma.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        check=False,
        cwd=tmp_path / "empty",
        encoding="utf-8",
        env={key: value for key, value in os.environ.items() if key != "DILEMMA_SCENARIOS"},
    )


def test_a_faulty_file_is_listed_with_a_line_to_type(dilemma: Invoke, here: Path) -> None:
    """A name with a space is quoted, so that the line can be typed as it stands."""
    (here / "scenarios").mkdir()
    (here / "scenarios" / "a b.yaml").write_text("title: [", encoding="utf-8")
    listed = found(dilemma("list", "--format", "json").stdout)
    assert listed["a b"]["title"] == "at fault: see dilemma check 'scenarios/a b.yaml'"
