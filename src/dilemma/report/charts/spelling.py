"""Numbers of a chart as text, each in the style its chart names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.model import Style

_STYLES: dict[Style, Callable[[float], str]] = {
    "points": numbers.points,
    "signed": numbers.signed,
    "percent": numbers.percent,
    "share": numbers.share,
}


def spelled(value: float, style: Style) -> str:
    """A number as the report writes it."""
    return _STYLES[style](value)


def told_apart(one: float, other: float, style: Style) -> tuple[str, str]:
    """Two different numbers, with as many decimals as it takes to see that they differ."""
    return numbers.told_apart(one, other, _STYLES[style])
