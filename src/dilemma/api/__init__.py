"""The program as a library: load a scenario, assess it, compare several."""

from __future__ import annotations

from dilemma.api.assessing import assess, assess_loaded, edits, load
from dilemma.api.eyes import ALL, NONE, all_eyes, applicable, eyes
from dilemma.api.panels import panel, panel_loaded
from dilemma.api.several import compare

__all__ = [
    "ALL",
    "NONE",
    "all_eyes",
    "applicable",
    "assess",
    "assess_loaded",
    "compare",
    "edits",
    "eyes",
    "load",
    "panel",
    "panel_loaded",
]
