"""Stress-tests a policy choice before it is made.

>>> import dilemma
>>> dilemma.assess("nato").recommendation.option
'enmesh'
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["Assessment", "Comparison", "Scenario", "__version__", "assess", "compare", "load"]

_HOMES = {
    "Assessment": "dilemma.analysis.results.assessment",
    "Comparison": "dilemma.analysis.results.assessment",
    "Scenario": "dilemma.scenario.model",
    "assess": "dilemma.api.assess",
    "coalition": "dilemma.api.coalition",
    "compare": "dilemma.api.compare",
    "diff": "dilemma.api.diff",
    "load": "dilemma.api.assess",
    "panel": "dilemma.api.panel",
    "portfolio": "dilemma.api.portfolio",
    "DilemmaError": "dilemma.errors",
    "FaultyFile": "dilemma.errors",
    "BadRequest": "dilemma.errors",
    "UnknownName": "dilemma.errors",
    "UnknownId": "dilemma.errors",
    "ProfileNotApplicable": "dilemma.errors",
    "NoCoalition": "dilemma.errors",
    "NoPortfolio": "dilemma.errors",
    "TooManyPortfolios": "dilemma.errors",
    "NothingAffordable": "dilemma.errors",
    "BadDate": "dilemma.errors",
    "BadSetting": "dilemma.errors",
    "BadObservation": "dilemma.errors",
    "NoRevision": "dilemma.errors",
    "FileChanged": "dilemma.errors",
    "CannotWrite": "dilemma.errors",
    "MissingPackage": "dilemma.errors",
    "InternalError": "dilemma.errors",
}


def __getattr__(name: str) -> Any:
    """Public names, imported when first used, so that help and completion stay quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dilemma' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  the whole point is to import late

    import_module("dilemma.notebook").show_results()
    return getattr(import_module(_HOMES[name]), name)
