"""The text of the shipped issues is the same whatever kernel of linear algebra the processor gets."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

import pytest
from tests.builders import FOLDER

# Two that sum products in different orders, so that the last digits of every dot product differ.
KERNELS = ("Nehalem", "Haswell")
ISSUES = ("nato", "climate", "nuclear", "order")
TYPED = (*(f"assess {issue} --full" for issue in ISSUES), "report threat-reduction")
END = b"\f\n"
WRITE = """
import sys
from dilemma.cli import main
for line in sys.argv[1:]:
    sys.argv = ["dilemma", *line.split()]
    try:
        main()
    except SystemExit as end:
        assert not end.code, line
    print("\f", flush=True)
"""


@cache
def texts(kernel: str) -> dict[str, bytes]:
    """Return what each command writes under a kernel, all in one process."""
    surroundings = {**os.environ, "OPENBLAS_CORETYPE": kernel, "COLUMNS": "100"}
    command = [sys.executable, "-c", WRITE, *TYPED]
    done = subprocess.run(command, capture_output=True, check=True, cwd=FOLDER, env=surroundings)
    return dict(zip(TYPED, done.stdout.split(END)[:-1], strict=True))


@pytest.mark.parametrize("issue", ISSUES)
def test_two_kernels_write_one_text(issue: str) -> None:
    """What is listed, and in which order, does not hang on the last digit of a sum."""
    one, other = (texts(kernel)[f"assess {issue} --full"] for kernel in KERNELS)
    assert one
    assert one == other


def test_two_kernels_write_one_memo() -> None:
    """A future's chance that is its probability is listed once under both."""
    one, other = (texts(kernel)["report threat-reduction"] for kernel in KERNELS)
    assert one == other
    listed = [line for line in one.splitlines() if b"of rupture | 14% | 87%" in line]
    assert len(listed) == 1
