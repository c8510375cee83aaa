"""A scenario has bounds that nobody meets who means to judge it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.check import check_file
from dilemma.scenario.library import Library, standard_library
from dilemma.scenario.validation.structure import MOST_ROWS, SIZE_LIMITS

if TYPE_CHECKING:
    from pathlib import Path


def table(options: int, criteria: int, futures: int) -> str:
    """A scenario with so many of each, and every score the same."""
    lines = (
        ["dilemma: 1", "title: T", "question: Q", "as_of: 2024-11-24", "options:"],
        (f"  o{number}: {{stance: counter}}" for number in range(options)),
        ["criteria:"],
        (f"  c{number}: {{}}" for number in range(criteria)),
        ["futures:"] if futures else [],
        (f"  f{number}: {{}}" for number in range(futures)),
        ["scores:"],
        (
            f"  o{option}: {{{', '.join(f'c{number}: 5' for number in range(criteria))}}}"
            for option in range(options)
        ),
    )
    return "\n".join(chain.from_iterable(lines)) + "\n"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((SIZE_LIMITS["options"], 3, 0), None),
        ((SIZE_LIMITS["options"] + 1, 3, 0), "there are 101 options, more than 100; leave some out"),
        ((2, SIZE_LIMITS["criteria"], 0), None),
        ((2, SIZE_LIMITS["criteria"] + 1, 0), "there are 501 criteria, more than 500; leave some out"),
        ((2, 2, SIZE_LIMITS["futures"]), None),
        ((2, 2, SIZE_LIMITS["futures"] + 1), "there are 101 futures, more than 100; leave some out"),
        ((50, MOST_ROWS // 50, 0), None),
        (
            (50, MOST_ROWS // 50 + 1, 0),
            "50 options on 101 criteria need 5,050 rows of scores, more than 5,000; ",
        ),
    ],
)
def test_a_scenario_has_bounds(counts: tuple[int, int, int], said: str | None, tmp_path: Path) -> None:
    """Up to each bound a scenario is taken; beyond it, it is refused at the key of what is too much."""
    path = tmp_path / "wide.yaml"
    path.write_text(table(*counts), encoding="utf-8")
    found = [problem.message for problem in check_file(path, Library(())) if problem.code == "too-many"]
    assert len(found) == (said is not None)
    assert "".join(found).startswith(said or "")


def test_the_shipped_scenarios_are_far_from_the_bounds() -> None:
    """Whatever people have judged so far is a small part of what there may be."""
    for path in standard_library().all("scenario").values():
        assert not [problem for problem in check_file(path, standard_library()) if problem.code == "too-many"]


@pytest.mark.parametrize(
    ("points", "turns"),
    [
        ("[[80, 0], [40, 50], [40, 70], [20, 100]]", [3]),  # two values at one level
        ("[[80, 0], [40, 70], [30, 60], [20, 100]]", [3]),  # a value that falls
        ("[[80, 0], [40, 50], [50, 70], [20, 100]]", [3]),  # a level that turns back
        ("[[80, 0], [40, 50], [30, 50], [20, 100]]", []),  # flat for a stretch, which is no turn
    ],
)
def test_a_value_function_never_turns_back(points: str, turns: list[int], tmp_path: Path) -> None:
    """From worst to best every level is another one, and no value falls; it may stay for a stretch."""
    path = tmp_path / "bent.yaml"
    scale = f"scale: {{worst: 80, best: 20, unit: euros}}, value: {points}"
    path.write_text(table(2, 1, 0).replace("c0: {}", f"c0: {{{scale}}}").replace("c0: 5", "c0: 50"), "utf-8")
    found = [problem.message for problem in check_file(path, Library(())) if problem.code == "value-order"]
    assert [int(message.partition("at point ")[2].partition(";")[0]) for message in found] == turns
