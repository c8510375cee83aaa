"""A workbook that people can fill: open where it is to be filled, safe to open, and the same every time."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, load
from dilemma.api.decision_table import decision_table
from dilemma.api.viewpoints import find_profile
from dilemma.interchange.import_changes import import_changes
from dilemma.interchange.template_tables import build_template
from dilemma.interchange.xlsx_read import read_workbook
from dilemma.interchange.xlsx_write import _HEADER_ROW, render_workbook
from dilemma.scenario.edits.apply import make_edits
from dilemma.scenario.library import standard_library
from dilemma.scenario.parse import parse_file
from dilemma.scenario.problems import column_letters

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet
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


def evaluate(sheet: Worksheet, formula: str) -> float:
    """The value of a formula of one of the two forms that are written, worked out from the cells it names."""
    weighed = re.fullmatch(r"=SUMPRODUCT\((.*),(.*)\)/SUM\((.*)\)", formula)
    if weighed:
        weights, scores, total = (numbers(sheet, area) for area in weighed.groups())
        return sum(w * x for w, x in zip(weights, scores, strict=True)) / sum(total)
    ranked = re.fullmatch(r"=1\+SUMPRODUCT\(\((.*)>(.*)\+0\.000000001\)\*1\)", formula)
    assert ranked, formula
    (own,) = numbers(sheet, f"{ranked[2]}:{ranked[2]}")
    return 1 + sum(value > own + 1e-9 for value in numbers(sheet, ranked[1]))


def numbers(sheet: Worksheet, area: str) -> list[float]:
    """The numbers of an area, formulas in it worked out."""
    cells = [cell for row in sheet[area.replace("$", "")] for cell in row]
    return [
        evaluate(sheet, cell.value) if isinstance(cell.value, str) else float(cell.value) for cell in cells
    ]


@pytest.mark.parametrize("name", ["nato", "climate", "order"])
def test_formulas_give_value_and_rank(name: str) -> None:
    """Worked out from the cells, they are the values of the program to 1e-9, and follow what is typed."""
    loaded = load(name)
    form = build_template(loaded.scenario, parse_file(loaded.scenario.path)[0])
    table, whose = decision_table(loaded)
    content = render_workbook(form, table, whose)
    book, stored = (load_workbook(BytesIO(content), data_only=results) for results in (False, True))
    sheet = book["Value"]
    assert book.sheetnames[-1] == "Value"
    result = assess_loaded(
        loaded, make_edits(find_profile(None, loaded), (), None), Run(samples=64), others=False
    )
    expected = {loaded.scenario.title_of(option.id): option for option in result.options}
    width, rows = sheet.max_column, range(5, 5 + len(expected))
    for row in rows:
        option = expected[str(sheet.cell(row, 1).value)]
        value, rank = (evaluate(sheet, str(sheet.cell(row, place).value)) for place in (width - 1, width))
        assert value == pytest.approx(option.value, abs=1e-9)
        assert rank == option.rank
        # A preview, which calculates nothing, shows the same.
        assert stored["Value"].cell(row, width - 1).value == pytest.approx(option.value, abs=1e-9)
        assert stored["Value"].cell(row, width).value == option.rank
    # All weight on the first criterion: the value is its score.
    for column in range(2, width - 1):
        sheet[f"{column_letters(column)}4"] = 1 if column == 2 else 0
    for row in rows:
        assert evaluate(sheet, str(sheet.cell(row, width - 1).value)) == sheet.cell(row, 2).value


def test_the_sheet_of_values_is_not_read_back(tmp_path: Path) -> None:
    """A workbook with it comes back without a change, and the same scenario gives the same bytes."""
    loaded = load("order")
    form = build_template(loaded.scenario, parse_file(loaded.scenario.path)[0])
    content = render_workbook(form, *decision_table(loaded))
    assert content == render_workbook(form, *decision_table(loaded))
    sheets = read_workbook(content, "order.xlsx")
    found = import_changes(sheets, loaded.scenario, tmp_path / "order.yaml", standard_library())
    assert found.edits == ()


def test_a_spreadsheet_program_agrees(tmp_path: Path) -> None:
    """Recalculated by LibreOffice after a weight was typed over, value and rank are the exact ones."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("this test needs LibreOffice; apt-get install libreoffice-calc")
    loaded = load("nato")
    form = build_template(loaded.scenario, parse_file(loaded.scenario.path)[0])
    table, whose = decision_table(loaded)
    book = load_workbook(BytesIO(render_workbook(form, table, whose)))
    sheet = book["Value"]
    sheet["B4"] = 0.4
    for name in book.sheetnames[:-1]:
        del book[name]
    book.save(tmp_path / "nato.xlsx")  # without stored results: openpyxl keeps formulas alone
    settings = f"-env:UserInstallation={(tmp_path / 'settings').as_uri()}"
    options = [settings, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    command = [office, *options, str(tmp_path / "out"), str(tmp_path / "nato.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    stored = load_workbook(tmp_path / "out" / "nato.xlsx", data_only=True)["Value"]
    last = len(table.criteria) + 2
    for row in range(5, 5 + len(table.options)):
        for column in (last, last + 1):
            expected = evaluate(sheet, str(sheet.cell(row, column).value))
            assert stored.cell(row, column).value == pytest.approx(expected, abs=1e-9)
