"""What was asked for on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.api.assess import make_edits
from dilemma.api.evidence import EvidenceRequest
from dilemma.cli.formats import Format, Table, choose_format
from dilemma.cli.guard import refuse
from dilemma.scenario.library import standard_library

if TYPE_CHECKING:
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.model import Profile, Scenario

_DEFAULT_RUN = Run()
_NO_EVIDENCE = EvidenceRequest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line, besides the scenarios."""

    whose: Sequence[str] = ()
    settings: Sequence[str] = ()
    share: float | None = None
    told: EvidenceRequest = _NO_EVIDENCE
    endogenous: bool = False
    run: Run = _DEFAULT_RUN
    full: bool = False
    format_: Format | None = None
    output: Path | None = None
    pages: bool = False
    table: Table | None = None

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

    def edits(self, profile: Profile | None, scenario: Scenario) -> Edits:
        """Return the edits asked for, on one scenario through one pair of eyes."""
        all_edits = make_edits(profile, self.settings, self.share, endogenous=self.endogenous)
        return self.told.on(all_edits, scenario, today=self.run.today, library=standard_library())

    @property
    def in_prose(self) -> bool:
        """Return whether a person will read it, rather than a program."""
        return self.format in (Format.text, Format.markdown)
