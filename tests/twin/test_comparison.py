"""The comparison of program and twin says what differs, and nothing where they agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .comparison import REPOSITORY, compare, differences
from .generate import COUNT, generate
from .sampling import Estimate

CASES = Path(__file__).parent / "cases"


def test_program_and_twin_agree_on_a_clone() -> None:
    """Nothing differs on a case that the change of method leaves alone."""
    assert compare(CASES / "clone.yaml") == []


def test_what_differs_is_listed() -> None:
    """An exact figure, a share beyond its errors and a missing key are told; a share within them is not."""
    twin = {
        "value": 1.0,
        "rows": {"a": Estimate(0.5, 0.01), "b": Estimate(0.5, 0.01)},
        "name": ["x", "y"],
        "gone": 2.0,
    }
    program = {
        "value": 1.1,
        "rows": {"a": 0.6, "b": 0.6},
        "rows_se": {"a": 0.0, "b": 0.05},
        "name": ["y", "x"],
    }
    lines = [line.partition(":")[0] for line in differences(twin, program)]
    assert lines == ["value", "rows.a", "gone"]


def test_what_is_generated_is_one_and_the_same_and_loads(tmp_path: Path) -> None:
    """Forty scenarios come out alike each time, and the program finds no error in any."""
    assert generate() == generate.__wrapped__()
    assert len({generated.scenario for generated in generate()}) == COUNT
    paths = [path for generated in generate() for path in generated.write(tmp_path) if path is not None]
    done = subprocess.run(
        [sys.executable, "-m", "dilemma", "check", *map(str, paths)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONPATH": str(REPOSITORY / "src")},
    )
    assert done.returncode == 0, done.stdout
