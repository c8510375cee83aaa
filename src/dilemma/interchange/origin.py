"""The origin of a workbook: the scenario it was made from, in which version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.interchange.cells import Sheet

README_SHEET = "Read me"
SCENARIO_LABEL, FINGERPRINT_LABEL = "Scenario", "Fingerprint"


@dataclass(frozen=True, slots=True)
class Origin:
    """The id of a scenario and the fingerprint of its template."""

    scenario: str
    fingerprint: str


def read_origin(sheets: Sequence[Sheet]) -> Origin | None:
    """Return the origin that a workbook names on its first sheet; None if this program did not write it."""
    readme = next((sheet for sheet in sheets if sheet.name == README_SHEET), None)
    if readme is None:
        return None
    answers = {row[0].clean_text: row[1].clean_text for row in readme.rows if len(row) > 1}
    if not (answers.get(SCENARIO_LABEL) and answers.get(FINGERPRINT_LABEL)):
        return None
    return Origin(answers[SCENARIO_LABEL], answers[FINGERPRINT_LABEL])
