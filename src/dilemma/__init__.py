"""Stress-tests a policy choice before it is made.

>>> import dilemma
>>> dilemma.assess("nato").recommendation.option
'enmesh'

The functions are `assess`, `compare`, `panel`, `coalition`, `portfolio`, `diff`, `memo`, `load` and `check`;
`Run` says how a run is made. The class of each result is here too, and so is that of each error that a
caller can put right, all under `DilemmaError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

_ERRORS = """
BadDate BadObservation BadRequest BadSetting CannotWrite DilemmaError FaultyFile FileChanged
InternalError MissingLetters MissingPackage NoCoalition NoPortfolio NoRevision NothingAffordable
NothingToCompare OnlyPlaceholders ProfileNotApplicable TooManyPortfolios UnknownId UnknownName
UnusablePath
"""
# Where each public name is defined. Nothing is imported before it is used, so that help and completion stay
# quick; the imports below say the same to type checkers (`as` makes them public), and a test compares both.
_HOMES = {
    "assess": "dilemma.api.assess",
    "check": "dilemma.api.assess",
    "coalition": "dilemma.api.coalition",
    "compare": "dilemma.api.compare",
    "diff": "dilemma.api.diff",
    "load": "dilemma.api.assess",
    "memo": "dilemma.api.memo",
    "panel": "dilemma.api.panel",
    "portfolio": "dilemma.api.portfolio",
    "Run": "dilemma.analysis.core.run",
    "Assessment": "dilemma.analysis.results.assessment",
    "CoalitionResult": "dilemma.analysis.results.coalition",
    "Comparison": "dilemma.analysis.results.assessment",
    "Difference": "dilemma.analysis.results.difference",
    "LoadedScenario": "dilemma.scenario.load",
    "Panel": "dilemma.analysis.results.panel",
    "PortfolioResult": "dilemma.analysis.results.portfolio",
    "Problem": "dilemma.scenario.problems",
    "Scenario": "dilemma.scenario.model",
    **dict.fromkeys(_ERRORS.split(), "dilemma.errors"),
}
__all__ = ["__version__", *_HOMES]  # noqa: PLE0604  keys of the table are strings

if TYPE_CHECKING:
    from dilemma.analysis.core.run import Run as Run
    from dilemma.analysis.results.assessment import Assessment as Assessment
    from dilemma.analysis.results.assessment import Comparison as Comparison
    from dilemma.analysis.results.coalition import CoalitionResult as CoalitionResult
    from dilemma.analysis.results.difference import Difference as Difference
    from dilemma.analysis.results.panel import Panel as Panel
    from dilemma.analysis.results.portfolio import PortfolioResult as PortfolioResult
    from dilemma.api.assess import assess as assess
    from dilemma.api.assess import check as check
    from dilemma.api.assess import load as load
    from dilemma.api.coalition import coalition as coalition
    from dilemma.api.compare import compare as compare
    from dilemma.api.diff import diff as diff
    from dilemma.api.memo import memo as memo
    from dilemma.api.panel import panel as panel
    from dilemma.api.portfolio import portfolio as portfolio
    from dilemma.errors import BadDate as BadDate
    from dilemma.errors import BadObservation as BadObservation
    from dilemma.errors import BadRequest as BadRequest
    from dilemma.errors import BadSetting as BadSetting
    from dilemma.errors import CannotWrite as CannotWrite
    from dilemma.errors import DilemmaError as DilemmaError
    from dilemma.errors import FaultyFile as FaultyFile
    from dilemma.errors import FileChanged as FileChanged
    from dilemma.errors import InternalError as InternalError
    from dilemma.errors import MissingLetters as MissingLetters
    from dilemma.errors import MissingPackage as MissingPackage
    from dilemma.errors import NoCoalition as NoCoalition
    from dilemma.errors import NoPortfolio as NoPortfolio
    from dilemma.errors import NoRevision as NoRevision
    from dilemma.errors import NothingAffordable as NothingAffordable
    from dilemma.errors import NothingToCompare as NothingToCompare
    from dilemma.errors import OnlyPlaceholders as OnlyPlaceholders
    from dilemma.errors import ProfileNotApplicable as ProfileNotApplicable
    from dilemma.errors import TooManyPortfolios as TooManyPortfolios
    from dilemma.errors import UnknownId as UnknownId
    from dilemma.errors import UnknownName as UnknownName
    from dilemma.errors import UnusablePath as UnusablePath
    from dilemma.scenario.load import LoadedScenario as LoadedScenario
    from dilemma.scenario.model import Scenario as Scenario
    from dilemma.scenario.problems import Problem as Problem


def __getattr__(name: str) -> object:
    """Return a public name, imported when first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  the whole point is to import late

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value  # not asked for again
    return value


def __dir__() -> list[str]:
    """Return the public names, whether or not they were imported."""
    return sorted(__all__)
