"""Which paths of one scenario `--set` knows, spelled out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.model import Scenario


def settable(scenario: Scenario) -> Iterator[str]:
    """Every path that can be set on a scenario, in the order of its file."""
    yield from _chances(scenario)
    yield from _weights(scenario)
    yield from _scores(scenario)
    yield from (f"criteria.{leaf.id}.floor" for leaf in scenario.leaves)
    if scenario.file.coalition is not None:
        yield "coalition.assumed_share"
    yield from ("rules.too_close", "rules.tie_break")


def _chances(scenario: Scenario) -> Iterator[str]:
    for future in scenario.futures:
        if future.chance is not None and scenario.chances == "chain":
            yield f"futures.{future.id}.chance"
    yield from (f"futures.{future.id}.probability" for future in scenario.futures)


def _weights(scenario: Scenario) -> Iterator[str]:
    yield "weights"
    if scenario.weights is None or scenario.weights.points:  # without any, those of a profile are meant
        yield from (f"weights.{leaf.id}" for leaf in scenario.leaves)


def _scores(scenario: Scenario) -> Iterator[str]:
    for option, criterion in scenario.rows:
        yield f"scores.{option}.{criterion}"
        yield from (f"scores.{option}.{criterion}.{future.id}" for future in scenario.futures)
