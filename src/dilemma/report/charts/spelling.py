"""The numbers of a chart as text, each in the style that its chart names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.model import Style

_FORMATTERS: dict[Style, Callable[[float], str]] = {
    "points": numbers.points,
    "signed": numbers.signed,
    "percent": numbers.percent,
    "share": numbers.share,
}


def spelled(value: float, style: Style) -> str:
    """Return a number as the report writes it."""
    return _FORMATTERS[style](value)


def told_apart(one: float, other: float, style: Style) -> tuple[str, str]:
    """Return two numbers, to as many decimals as it takes to see that they differ."""
    return numbers.told_apart(one, other, _FORMATTERS[style])
