"""What ships, so that a scenario that joins it is tested like the others."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "scenarios"
SCENARIOS = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
