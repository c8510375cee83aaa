"""The text of the shipped issues is the same whatever kernel of linear algebra the processor gets."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.builders import FOLDER

# Two that sum products in different orders, so that the last digits of every dot product differ.
KERNELS = ("Nehalem", "Haswell")
WRITE = """
import sys
from dilemma.cli import main
sys.argv = ["dilemma", *sys.argv[1:]]
main()
"""


def text(kernel: str, *typed: str) -> bytes:
    """Return what a command writes under a kernel."""
    surroundings = {**os.environ, "OPENBLAS_CORETYPE": kernel, "COLUMNS": "100"}
    command = [sys.executable, "-c", WRITE, *typed]
    return subprocess.run(command, capture_output=True, check=True, cwd=FOLDER, env=surroundings).stdout


@pytest.mark.parametrize("issue", ["nato", "climate", "nuclear", "order"])
def test_two_kernels_write_one_text(issue: str) -> None:
    """What is listed, and in which order, does not hang on the last digit of a sum."""
    one, other = (text(kernel, "assess", issue, "--full") for kernel in KERNELS)
    assert one
    assert one == other


def test_two_kernels_write_one_memo() -> None:
    """A future's chance that is its probability is listed once under both."""
    one, other = (text(kernel, "report", "threat-reduction") for kernel in KERNELS)
    assert one == other
    listed = [line for line in one.splitlines() if b"of rupture | 14% | 87%" in line]
    assert len(listed) == 1
