"""Ids out of titles."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dilemma.scenario.files.base import RESERVED

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 40


def ids(titles: Sequence[str], noun: str) -> tuple[str, ...]:
    """An id for each title: its letters and digits in lower case; no two are alike, none is a word of ours.

    A title without a Latin letter or digit becomes `noun_1`, `noun_2` by its place.
    """
    found: dict[str, int] = {}
    for place, title in enumerate(titles, start=1):
        plain = _plain(title) or f"{noun}_{place}"
        _add(f"{plain}_" if plain in RESERVED else plain, found)
    return tuple(found)


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:LONGEST].rstrip("_")


def _add(wanted: str, taken: dict[str, int]) -> None:
    """Takes an id, or the next free one that begins so; each is kept with the last number put behind it."""
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}_{taken[wanted]}"
    taken[free] = 1
