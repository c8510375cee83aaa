"""An option of a matrix."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A row, or several with one label; `stated` tells whether the stance was said or assumed."""

    id: str
    title: str
    stance: str
    stated: bool
    definition: str | None
