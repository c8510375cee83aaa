"""The request of a command: what to run, in which format, and where the output goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.api.request import RunRequest
from dilemma.cli.errors import refuse
from dilemma.cli.streams import say
from dilemma.records import dataclass
from dilemma.report.formats.registry import Audience, Format, format_by_ending

if TYPE_CHECKING:
    from dilemma.cli.options import CsvTable
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.model import Scenario


def choose_format(
    format_: Format | None, output: Path | None, *, usual: Format = Format.text, pages: bool = False
) -> Format:
    """Return the format asked for, else the one the file's ending stands for, else the usual one.

    Pages are refused unless the command can write them, and so is a file whose ending says something else.
    """
    chosen = format_ or _by_ending(output, usual)
    if output is not None:
        _refuse_to_mislead(chosen, output)
    if chosen.entry.audience is Audience.page and not pages:
        written = ", ".join(format_ for format_ in Format if format_.entry.audience is not Audience.page)
        refuse(f"this cannot be written as {chosen}, only as {written}")
    return chosen


def _by_ending(output: Path | None, usual: Format) -> Format:
    """Return the format the ending of a file stands for; one that stands for none is a slip, not a text."""
    if output is None or not output.suffix:
        return usual
    chosen = format_by_ending(output.suffix)
    if chosen is None:
        known = ", ".join(sorted(ending for format_ in Format for ending in format_.entry.endings))
        refuse(f"`{output.suffix}` stands for no format; end the file in one of {known}, or add --format")
    return chosen


def _refuse_to_mislead(chosen: Format, output: Path) -> None:
    """Refuse a file that would not open as what its ending says; `.txt` is good for whatever is text."""
    says = format_by_ending(output.suffix) or chosen
    if says is not chosen and not (says is Format.text and not chosen.entry.binary):
        refuse(f"{output} ends as {says} does, but --format is {chosen}; leave one of the two out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(RunRequest):
    """A request as typed on the command line: the run, and how its result is written.

    Attributes:
        full: whether all is shown, and not only the first screen.
        format_: the format asked for; None for that of the file's ending.
        output: the file to write; None for standard output.
        pages: whether the command can write pages.
        table: the table of a CSV file; None for the usual one.
    """

    full: bool = False
    format_: Format | None = None
    output: Path | None = None
    pages: bool = False
    table: CsvTable | None = None

    def __post_init__(self) -> None:
        """Refuse a format the command cannot write, before any work."""
        chosen = choose_format(self.format_, self.output, pages=self.pages)
        if self.table is not None and chosen is not Format.csv:
            refuse(f"--table is for CSV, not for {chosen}; add --format csv, or end the file in .csv")
        if self.table == "break-evens" and self.endogenous:
            refuse("with --endogenous no break-even is worked out; leave out one of the two")

    @property
    def format(self) -> Format:
        """Return the format asked for, else the one the file's ending stands for, else text."""
        return choose_format(self.format_, self.output, pages=self.pages)

    @property
    def audience(self) -> Audience:
        """Return who will read it."""
        return self.format.entry.audience

    @property
    def everything(self) -> bool:
        """Return whether all is shown: where that was asked for, and in whatever is no first screen."""
        return self.full or self.format is not Format.text

    def say_what_is_not_counted(self, edits: Edits, scenario: Scenario) -> None:
        """Say what of the observations file asked for is contested, or that it is about other scenarios."""
        from dilemma.api.evidence import contested_warnings

        for warning in contested_warnings(edits, scenario):
            say(f"note: {warning.message}")
        if self.evidence.observed is not None and not (edits.seen or edits.contested):
            say(f"note: {self.evidence.observed} holds no observation on `{scenario.id}`; nothing is counted")
