"""Quantities and citations as the cells that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from dilemma.scenario.yaml_text import flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.form import Plain
    from dilemma.scenario.quantities import Quantity

    Three: TypeAlias = "tuple[Plain, Plain, Plain]"

LONGEST = 32_000  # a cell of Excel takes 32,767 characters


def three(quantity: Quantity | None) -> Three:
    """Low, most likely and high; a distribution as the words of the file."""
    if quantity is None:
        return None, None, None
    numbers = quantity.parameters
    if quantity.family == "exact":
        return None, numbers[0], None
    if quantity.family == "uniform":
        return numbers[0], None, numbers[1]
    if quantity.family == "triangular":
        return numbers[0], numbers[1], numbers[2]
    return None, flow({quantity.family: list(numbers)}), None


def cited(ids: Sequence[str]) -> str | None:
    """Ids of sources in one cell."""
    return ", ".join(ids) or None


def fits(text: str | None) -> bool:
    """Whether a cell can hold a text whole."""
    return text is None or len(text) <= LONGEST


def clipped(text: str | None) -> str | None:
    """A text as a cell shows it: without spaces around it, cut when no cell could hold it."""
    if text is None:
        return None
    return text.strip() if fits(text) else f"{text[:LONGEST].strip()} …"
