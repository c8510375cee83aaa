"""An option of a matrix."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOption:
    """An option: a row of the matrix, or one row for each future.

    `has_stance` is false if the stance is assumed because the matrix names none.
    """

    id: str
    title: str
    stance: str
    has_stance: bool
    definition: str | None
