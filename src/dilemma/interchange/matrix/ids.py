"""Ids made from titles."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dilemma.scenario.schema.base import RESERVED

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_ID = 40


def make_ids(titles: Sequence[str], noun: str) -> tuple[str, ...]:
    """Return a unique id for each title: its letters and digits in lower case, never a reserved word.

    A title without a Latin letter or digit becomes `noun_1`, `noun_2` and so on, by its position.
    """
    taken: dict[str, int] = {}
    for number, title in enumerate(titles, start=1):
        slug = _make_slug(title) or f"{noun}_{number}"
        _claim_id(f"{slug}_" if slug in RESERVED else slug, taken)
    return tuple(taken)


def _make_slug(title: str) -> str:
    # NFKD splits an accented letter into the letter and its accent, which ASCII then drops: é becomes e.
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST_ID].rstrip("_")


def _claim_id(wanted: str, taken: dict[str, int]) -> None:
    """Add an id to those taken, numbered if it is not free.

    `taken` maps each id to the last number appended to it: without that memory, many equal titles would
    take quadratic time.
    """
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}_{taken[wanted]}"
    taken[free] = 1
