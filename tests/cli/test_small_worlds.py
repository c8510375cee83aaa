"""Small files that once led to a false sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

LEASE = """
dilemma: 1
title: The lease
question: Renew it?
as_of: 2024-11-24
options: {accommodate: {title: Renew}, counter: {}}
criteria: {income: {asks: What does it earn?}, control: {asks: Who decides?}}
weights: {income: 1, control: 2}
futures: {boom: {chance: 1}, slump: {}}
scores:
  accommodate: {income: {score: 90, why: W.}, control: {boom: 60, slump: SLUMP, why: W.}}
  counter: {income: {score: 50, why: W.}, control: {boom: 40, slump: 90, why: W.}}
"""


@pytest.mark.parametrize(
    ("slump", "said"),
    [
        # In the slump, which cannot come, renewing is worth 90/3 + 10·2/3 = 37 and the other 50/3 + 60 = 77.
        ("10", "Renew is best in every future that can come."),
        # With 95 there it is worth 93, and best in both.
        ("95", "Renew is best in every one of them."),
    ],
)
def test_best_in_every_future_that_can_come(slump: str, said: str, dilemma: Invoke, here: Path) -> None:
    """A future of no chance is no risk, but no option need be best in it."""
    (here / "lease.yaml").write_text(LEASE.replace("SLUMP", slump), encoding="utf-8")
    screen = " ".join(dilemma("assess", "lease.yaml").stdout.split())
    assert f"Main risk: none that these futures show; {said}" in screen
