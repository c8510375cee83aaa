"""Where a workbook belongs: the scenario it was made from, and how that looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import Sheet

ABOUT = "Read me"
SCENARIO, FINGERPRINT = "Scenario", "Fingerprint"


@dataclass(frozen=True, slots=True)
class Origin:
    """A scenario by its id, and the fingerprint of its form."""

    scenario: str
    fingerprint: str


def origin(sheets: Sequence[Sheet]) -> Origin | None:
    """What the first sheet of a workbook says of where it belongs; None when this program did not make it."""
    about = next((sheet for sheet in sheets if sheet.name == ABOUT), None)
    if about is None:
        return None
    said = {row[0].said: row[1].said for row in about.rows if len(row) > 1}
    if not (said.get(SCENARIO) and said.get(FINGERPRINT)):
        return None
    return Origin(said[SCENARIO], said[FINGERPRINT])
