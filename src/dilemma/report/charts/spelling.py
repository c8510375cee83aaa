"""The numbers of a chart as text, each in the style that its chart names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.model import NumberStyle

_FORMATTERS: dict[NumberStyle, Callable[[float], str]] = {
    "points": numbers.format_points,
    "signed": numbers.format_signed,
    "percent": numbers.format_percent,
    "share": numbers.format_share,
}


def format_number(value: float, style: NumberStyle) -> str:
    """Return a number as the report writes it."""
    return _FORMATTERS[style](value)


def format_distinct_numbers(one: float, other: float, style: NumberStyle) -> tuple[str, str]:
    """Return two numbers, to as many decimals as it takes to see that they differ."""
    return numbers.format_distinct(one, other, _FORMATTERS[style])
