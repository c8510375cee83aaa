"""Numbers that stand exactly on a limit: each side of it, and the limit itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.builders import NO_LIBRARY

from dilemma.analysis.core.run import Run
from dilemma.analysis.rankings import _ranks
from dilemma.api.assess import assess_loaded
from dilemma.scenario.edits.apply import make_edits
from dilemma.scenario.load import build_scenario
from dilemma.scenario.quantity import LARGEST_NUMBER, BadQuantity, parse_quantity
from dilemma.scenario.yaml.parser import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

CASE = """
dilemma: 1
title: The lease
question: Renew it?
as_of: 2024-11-24
term_ends: 2025-06-30
options: {renew: {stance: accommodate}, leave: {stance: counter}}
criteria: {income: {asks: What does it earn?, floor: 40}}
weights: {income: 1}
futures: {only: {}}
scores:
  renew: {income: {score: FLOOR, why: W.}}
  leave: {income: {score: 20, why: W.}}
deadlines:
  sign: {date: DAY, event: The offer ends., cannot_wait: true}
"""


def assessed(
    tmp_path: Path, *, score: str = "50", day: str = "2025-01-01", today: str | None = None
) -> Assessment:
    """Return the case assessed with a score, the day of its deadline and the day it is read."""
    path = tmp_path / "lease.yaml"
    text = CASE.replace("FLOOR", score).replace("DAY", day)
    node, _ = parse_yaml(text.encode(), "lease.yaml")
    assert node is not None
    loaded = build_scenario(node, path, NO_LIBRARY)
    return assess_loaded(
        loaded, make_edits(None, (), None), Run(samples=64, today=today), others=False, library=NO_LIBRARY
    )


@pytest.mark.parametrize(("score", "below"), [("40", ()), ("39.99", ("income",)), ("40.01", ())])
def test_a_score_exactly_at_its_floor_is_not_below(
    score: str, below: tuple[str, ...], tmp_path: Path
) -> None:
    """A floor is the least that will do."""
    result = assessed(tmp_path, score=score)
    renew = next(option for option in result.options if option.id == "renew")
    assert renew.below_floor == below


@pytest.mark.parametrize(
    ("day", "counts"), [("2025-06-29", True), ("2025-06-30", False), ("2025-07-01", False)]
)
def test_a_deadline_on_the_last_day_of_the_term(day: str, counts: bool, tmp_path: Path) -> None:
    """Waiting until the term ends forgoes what ends before that day, not what ends on it."""
    assert [window.id for window in assessed(tmp_path, day=day).windows] == (["sign"] if counts else [])


@pytest.mark.parametrize(
    ("today", "ahead"), [("2024-12-31", True), ("2025-01-01", True), ("2025-01-02", False)]
)
def test_a_deadline_on_the_day_of_reading(today: str, ahead: bool, tmp_path: Path) -> None:
    """It can still be met on its own day; the day after, it has passed."""
    result = assessed(tmp_path, today=today)
    assert [window.id for window in result.windows] == (["sign"] if ahead else [])
    assert [window.id for window in result.deadlines_passed] == ([] if ahead else ["sign"])


def test_the_largest_number_is_accepted() -> None:
    """10^15 itself, of either sign; the next float beyond is not."""
    assert parse_quantity(LARGEST_NUMBER).mean == 1e15
    assert parse_quantity(-LARGEST_NUMBER).mean == -1e15
    for beyond in (np.nextafter(1e15, np.inf), -np.nextafter(1e15, np.inf)):
        with pytest.raises(BadQuantity):
            parse_quantity(float(beyond))


def test_values_within_the_tolerance_share_a_rank() -> None:
    """Two that differ by roundoff are both first and the next is third; a clear gap parts them."""
    assert _ranks(np.array([50.0, 50.0 + 1e-12, 40.0])) == [1, 1, 3]
    assert _ranks(np.array([50.0, 50.0 + 1e-6, 40.0])) == [2, 1, 3]
