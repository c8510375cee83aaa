"""Measures: what each figure is, how it is worked out and how to read it; `registry` lists them all."""

from __future__ import annotations

from dilemma.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure: what it is, how it is worked out, how to read it, and where it comes from.

    `fields` are the keys of the data that hold it; `definition` is one sentence; `formula` uses the letters
    of the method page and is empty where words say it better; `reading` also says what not to conclude;
    `reference` is a full citation, or says that the figure is this program's own.
    """

    id: str
    fields: tuple[str, ...] = ()
    title: str
    definition: str
    formula: str
    reading: str
    reference: str


# Works that measures of several files cite.
BELTON_STEWART = (
    "Belton, V. & Stewart, T. J. (2002). Multiple Criteria Decision Analysis: An Integrated Approach. Kluwer."
)
MANULAK = (
    "Manulak, M. W. (2024). The Allies' Dilemma: Responding to a Second Trump Term. Policy Magazine, 24 "
    "November 2024."
)
RAIFFA_SCHLAIFER = (
    "Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard University Press."
)
SAVAGE = (
    "Savage, L. J. (1951). The theory of statistical decision. Journal of the American Statistical "
    "Association 46(253), 55-67."
)
