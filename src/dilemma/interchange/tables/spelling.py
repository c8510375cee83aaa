"""Quantities, citations and long texts as values of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from dilemma.scenario.yaml.writer import yaml_flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.form import CellValue
    from dilemma.scenario.quantity import Quantity

    QuantityCells: TypeAlias = "tuple[CellValue, CellValue, CellValue]"

_LONGEST_CELL_TEXT = 32_000  # a cell of Excel takes 32,767 characters


def quantity_cells(quantity: Quantity | None) -> QuantityCells:
    """Return low, most likely and high of a quantity; any other distribution as the file writes it."""
    if quantity is None:
        return None, None, None
    numbers = quantity.parameters
    if quantity.family == "exact":
        return None, numbers[0], None
    if quantity.family == "uniform":
        return numbers[0], None, numbers[1]
    if quantity.family == "triangular":
        return numbers[0], numbers[1], numbers[2]
    return None, yaml_flow({quantity.family: list(numbers)}), None


def format_citations(ids: Sequence[str]) -> str | None:
    """Return ids of sources as the value of one cell."""
    return ", ".join(ids) or None


def fits_cell(text: str | None) -> bool:
    """Return whether a cell can hold the whole text."""
    return text is None or len(text) <= _LONGEST_CELL_TEXT


def clip_text(text: str | None) -> str | None:
    """Return a text as a cell holds it: without spaces around it, cut if it is longer than a cell allows."""
    if text is None:
        return None
    return text.strip() if fits_cell(text) else f"{text[:_LONGEST_CELL_TEXT].strip()} …"
