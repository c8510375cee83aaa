"""How results are written one by one: what each becomes, and what stands before, between and after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dilemma.cli.formats import Format
from dilemma.report.formats import csv, json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dilemma.analysis.results.assessment import Assessment

FORMATS = (Format.csv, Format.jsonl, Format.json)  # those written as results come


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A format that can be written as results come.

    Attributes:
        spell: what a result becomes, where it was worked out.
        head: what comes before the first result.
        between: what comes between two.
        foot: what comes after the last.
    """

    spell: Callable[[Assessment], str]
    head: str = ""
    between: str = ""
    foot: str = ""

    def joined(self, texts: Sequence[str], *, first: bool) -> str:
        """Return the texts of some results joined, to be written after earlier ones; empty for none."""
        if not texts:
            return ""
        return (self.head if first else self.between) + self.between.join(texts)


def layout(chosen: Format, *, cases: int, varied: Sequence[str]) -> Layout:
    """Return the layout of a format; JSON is one object where one case is asked for, else an array."""
    if chosen is Format.csv:
        head = csv.options_header(varied)
        return Layout(spell=partial(csv.option_rows, varied=tuple(varied)), head=head)
    if chosen is Format.jsonl:
        return Layout(spell=_json_line)
    if cases == 1:
        return Layout(spell=_json_document)
    return Layout(
        spell=json.format_array_item,
        head=json.ARRAY_START,
        between=json.ARRAY_SEPARATOR,
        foot=json.ARRAY_END,
    )


def _json_line(result: Assessment) -> str:
    """Return a result as a line of JSON."""
    return json.write_lines([result])


def _json_document(result: Assessment) -> str:
    """Return a result as the only object of a file."""
    return json.write([result])
