from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.yaml.parser import parse_yaml, read_content
from dilemma.scenario.yaml.text import LARGEST_FILE

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_under_the_name_to_show(tmp_path: Path) -> None:
    """Where a file lies and what it is called in messages are two things."""
    path = tmp_path / "nato.yaml"
    path.write_bytes(b"a: 1\na: 2\n")
    node, problems = parse_yaml(read_content(path), "scenarios/nato.yaml")
    assert node is not None
    assert node.data() == {"a": 1}
    assert [problem.location for problem in problems] == [("scenarios/nato.yaml", 2, 1)]
    assert parse_yaml(path.read_bytes(), "scenarios/nato.yaml") == (node, problems)


def test_a_file_beyond_the_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A sparse file of a terabyte is refused without a terabyte of memory."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(min(2**40, LARGEST_FILE * 2**16))
    node, (problem,) = parse_yaml(read_content(path), "huge.yaml")
    assert (node, problem.code) == (None, "too-large")


def test_what_is_no_readable_file_is_for_the_caller_to_explain(tmp_path: Path) -> None:
    """Missing files and directories raise what the operating system says of them."""
    with pytest.raises(FileNotFoundError):
        parse_yaml(read_content(tmp_path / "missing.yaml"), "missing.yaml")
    with pytest.raises(IsADirectoryError):
        parse_yaml(read_content(tmp_path), "directory")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening a pipe that no one writes to would hang for ever."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="Not a regular file"):
        parse_yaml(read_content(pipe), "pipe.yaml")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read anything")
def test_a_forbidden_file_raises(tmp_path: Path) -> None:
    """Permissions are the caller's to explain, too."""
    path = tmp_path / "secret.yaml"
    path.touch(mode=0)
    with pytest.raises(PermissionError):
        parse_yaml(read_content(path), "secret.yaml")


def test_reading_loads_little() -> None:
    """The room needs PyYAML and the standard library, and nothing that makes a command slow to start."""
    program = (
        "import sys; import dilemma.scenario.yaml.parser, dilemma.scenario.excerpt;"
        "slow = {'pydantic', 'numpy', 'rich', 'typer', 'difflib', 'importlib.metadata'};"
        "print(*sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
