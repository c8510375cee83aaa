"""What every result can do in Python: one line as its `repr`, plain data, a frame, HTML in a notebook.

A result is numbers; its words and charts are the report's, which analysis does not import. `_presentation` is
the one seam: it names the module of the report and loads it when a method is called.
"""

from __future__ import annotations

from dataclasses import field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from dilemma.records import dataclass

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario

_PRESENTATION = "dilemma.report.presentation"


class _Presentation(Protocol):
    """The functions of the module that words and draws results."""

    def describe(self, result: Result) -> str: ...
    def to_dict(self, result: Result) -> dict[str, Any]: ...
    def to_json(self, result: Result) -> str: ...
    def to_frame(self, result: Result) -> Any: ...
    def to_html(self, result: Result) -> str: ...


def _presentation() -> _Presentation:
    """Return the module of the report that words and draws results."""
    return cast("_Presentation", import_module(_PRESENTATION))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Result:
    """A result of the library.

    Attributes:
        scenarios: what the result is of, for titles in words and charts; no part of its value, and empty
            where a worker of a batch made it.
    """

    scenarios: tuple[Scenario, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        """Return the result in one line: its title, the choice, the verdict and the lead."""
        return _presentation().describe(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain data, with the keys that `--format json` writes."""
        return _presentation().to_dict(self)

    def to_json(self) -> str:
        """Return the same as JSON, as `--format json` writes it; of a comparison always an array."""
        return _presentation().to_json(self)

    def to_frame(self) -> Any:
        """Return the table that `--format csv` writes, as a data frame.

        Raises:
            MissingPackage: pandas is not installed.
        """
        return _presentation().to_frame(self)

    def _repr_html_(self) -> str:
        """Return the result as a notebook shows it: titles, the verdict and the first chart."""
        return _presentation().to_html(self)
