"""The paths of one scenario that `--set` takes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from dilemma.scenario.edits.what_if import SETTABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import Scenario


def settable_paths(scenario: Scenario) -> Iterator[str]:
    """Yield every path that can be set on a scenario, kind by kind."""
    ids = {
        "OPTION": tuple(scenario.options),
        "CRITERION": tuple(leaf.id for leaf in scenario.leaves),
        "FUTURE": tuple(future.id for future in scenario.futures),
    }
    for pattern, entry in SETTABLE.items():
        # A step of the pattern that is no kind of id stands for itself.
        for path in product(*(ids.get(step, (step,)) for step in pattern.split("."))):
            if entry.offered(scenario, path):
                yield ".".join(path)
