"""The program as a library: load a scenario, assess it, compare several."""

from __future__ import annotations

from dilemma.api.assess import assess, assess_loaded, load, make_edits
from dilemma.api.compare import compare
from dilemma.api.panel import panel, panel_loaded
from dilemma.api.viewpoints import ALL_PROFILES, OWN_WEIGHTS, applicable_profiles, find_profile, find_profiles

__all__ = [
    "ALL_PROFILES",
    "OWN_WEIGHTS",
    "applicable_profiles",
    "assess",
    "assess_loaded",
    "compare",
    "find_profile",
    "find_profiles",
    "load",
    "make_edits",
    "panel",
    "panel_loaded",
]
