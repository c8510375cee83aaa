"""A workbook that people can fill: open where it is to be filled, safe to open, and the same every time."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from openpyxl import load_workbook

from dilemma.interchange.xlsx_write import _HEADER_ROW, render_workbook

if TYPE_CHECKING:
    import pytest
    from openpyxl import Workbook
    from tests.interchange.conftest import FormOf, Write

    from dilemma.scenario.model import Scenario


def opened(form_of: FormOf, scenario: Scenario) -> Workbook:
    """The workbook of a scenario as openpyxl sees it."""
    return load_workbook(BytesIO(render_workbook(form_of(scenario))))


def test_the_bytes_do_not_know_the_time(
    kinds: Scenario, monkeypatch: pytest.MonkeyPatch, form_of: FormOf
) -> None:
    """A year later the same scenario gives the same file."""
    before = render_workbook(form_of(kinds))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31_536_000)
    assert render_workbook(form_of(kinds)) == before
    with ZipFile(BytesIO(before)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_it_opens_on_what_to_do(kinds: Scenario, form_of: FormOf) -> None:
    """The first sheet comes first, names the scenario and says how the file is read back."""
    made = opened(form_of, kinds)
    assert made.sheetnames == [
        "Read me",
        "Options",
        "Criteria and weights",
        "Futures",
        "Scores",
        "Coalition",
        "Signposts",
    ]
    said = " ".join(str(cell.value) for row in made["Read me"].iter_rows() for cell in row if cell.value)
    assert "dilemma import FILE --into kinds" in said
    assert form_of(kinds).fingerprint in said


def test_exactly_the_judgements_are_open_and_coloured(kinds: Scenario, form_of: FormOf) -> None:
    """What may be filled in is unlocked and yellow; every sheet is closed, without a password."""
    made = opened(form_of, kinds)
    for table in form_of(kinds).tables:
        sheet = made[table.name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row, line in enumerate(table.lines, start=_HEADER_ROW + 1):
            for column in range(len(table.columns)):
                cell = sheet.cell(row, column + 1)
                fillable = line.field_at(column) is not None
                assert cell.protection.locked is not fillable
                assert (cell.fill.fill_type == "solid") is fillable


def test_numbers_are_numbers_and_text_never_runs(kinds: Scenario, form_of: FormOf) -> None:
    """A title that begins with `=` is text, and marked so that it stays text when it is edited."""
    made = opened(form_of, kinds)
    assert made["Scores"]["G4"].value == 20
    assert made["Scores"]["G4"].data_type == "n"
    title = made["Options"]["B5"]
    assert (title.value, title.data_type, title.quotePrefix) == ("=Act(1)", "s", True)
    assert not [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_may_be_typed_is_limited(kinds: Scenario, form_of: FormOf) -> None:
    """Scores keep to their scale, chances to 0 and 1, and words are chosen from a list."""
    made = opened(form_of, kinds)
    asked = {
        (sheet.title, str(each.sqref), each.type, each.formula1, each.formula2)
        for sheet in made
        for each in sheet.data_validations.dataValidation
    }
    assert ("Scores", "G4:G6 G8:G11 G13", "decimal", "0", "100") in asked
    assert ("Scores", "G7 G12", "decimal", "20", "80") in asked
    assert ("Scores", "I4:I13", "list", '"high,moderate,low"', None) in asked
    assert ("Futures", "E4:E5", "decimal", "0", "1") in asked
    words = '"almost no chance,very unlikely,unlikely,roughly even chance,likely,very likely,almost certain"'
    assert ("Futures", "G4:G5", "list", words, None) in asked


def test_heads_stay_in_sight(kinds: Scenario, form_of: FormOf) -> None:
    """Heads and names are frozen, repeated on every printed page, and the page is as wide as the table."""
    sheet = opened(form_of, kinds)["Scores"]
    assert sheet.freeze_panes == "D4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.auto_filter.ref == "A3:K13"


def test_the_fingerprint_follows_what_is_shown(
    kinds: Scenario, write: Write, form_of: FormOf, kinds_text: str
) -> None:
    """A comment does not change it; a number, a title and a reason do."""
    first = form_of(kinds).fingerprint
    assert form_of(write(kinds_text.replace("# kept", "# still"))).fingerprint == first
    for old, new in (("norms: 60", "norms: 61"), ("Go along", "Give way"), ("It bends.", "It breaks.")):
        assert form_of(write(kinds_text.replace(old, new))).fingerprint != first
