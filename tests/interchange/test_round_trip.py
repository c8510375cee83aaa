"""A scenario goes into a workbook and comes back as it was, but for what was typed over."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dilemma.errors import FaultyFile
from dilemma.interchange import csv_reader
from dilemma.interchange.import_changes import import_changes
from dilemma.interchange.xlsx_read import read_workbook
from dilemma.interchange.xlsx_write import _HEADER_ROW
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.problems import column_letters

if TYPE_CHECKING:
    from tests.interchange.conftest import Back, Book, FormOf, Rendered, Saved, Write

    from dilemma.interchange.template import JudgementField, TemplateLine
    from dilemma.scenario.model import Scenario


SHIPPED = Path(__file__).parents[2] / "scenarios"
SCENARIOS = sorted(SHIPPED.glob("*.yaml"))
LIBRARY = Library((SHIPPED,))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_an_untouched_workbook_changes_nothing(path: Path, rendered: Rendered) -> None:
    """The text that comes back is that of the file, byte for byte."""
    scenario = load_scenario(path, LIBRARY).scenario
    found = import_changes(read_workbook(rendered(scenario), "w.xlsx"), scenario, path, LIBRARY)
    assert found.edits == ()
    assert found.content == path.read_bytes()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_an_untouched_table_of_scores_changes_nothing(path: Path, form_of: FormOf) -> None:
    """The same holds of CSV."""
    scenario = load_scenario(path, LIBRARY).scenario
    table = next(table for table in form_of(scenario).tables if table.name == "Scores")
    sheet = csv_reader.read_csv(csv_reader.render_csv(table, scenario.id).encode("utf-8-sig"), "scores.csv")
    assert import_changes((sheet,), scenario, path, LIBRARY).edits == ()


LARGE = """\
dilemma: 1
title: Large numbers
question: Which way?
as_of: 2024-11-24
options:
  "007": {title: Stay, stance: counter}
  go: {title: Go, stance: enmesh}
criteria:
  people: {scale: {worst: 2000000, best: 1234567.5}}
  share: {scale: {worst: 0.00001, best: 12345678.125}}
weights: {people: 1, share: 1}
scores:
  "007": {people: {score: 1500000, from: [AJ]}, share: {score: 1, from: [AJ]}}
  go: {people: {score: 1234567.5, from: [AJ]}, share: {score: 1234567.25, from: [AJ]}}
"""


def test_numbers_of_many_digits_survive_csv(write: Write, form_of: FormOf) -> None:
    """Ends of a scale and ids of digits become numbers in CSV, and are still the same."""
    scenario = write(LARGE)
    table = next(table for table in form_of(scenario).tables if table.name == "Scores")
    text = csv_reader.render_csv(table, scenario.id)
    assert "2000000,1234567.5" in text
    sheet = csv_reader.read_csv(text.encode(), "scores.csv")
    assert import_changes((sheet,), scenario, scenario.path, LIBRARY).edits == ()


def test_a_number_of_many_digits_is_told_whole(write: Write, form_of: FormOf) -> None:
    """What stood in a cell and stands there now differ by more than six digits show."""
    scenario = write(LARGE)
    table = next(table for table in form_of(scenario).tables if table.name == "Scores")
    text = csv_reader.render_csv(table, scenario.id).replace("1234567.25", "1234568.25")
    sheet = csv_reader.read_csv(text.encode(), "scores.csv")
    (made,) = import_changes((sheet,), scenario, scenario.path, LIBRARY).edits
    assert (made.before, made.after) == ("1234567.25", "1234568.25")


def test_scores_of_another_scenario_are_refused(write: Write, form_of: FormOf) -> None:
    """Two scenarios may have the same ids; a table that names none is read with a warning."""
    scenario = write(LARGE)
    table = next(table for table in form_of(scenario).tables if table.name == "Scores")
    text = csv_reader.render_csv(table, "elsewhere")
    with pytest.raises(FaultyFile, match="the scores are of `elsewhere`, not of `kinds`"):
        import_changes((csv_reader.read_csv(text.encode(), "s.csv"),), scenario, scenario.path, LIBRARY)
    nameless = "\r\n".join(line.rpartition(",")[0] for line in text.splitlines())
    sheet = csv_reader.read_csv(nameless.encode(), "s.csv")
    (doubt,) = import_changes((sheet,), scenario, scenario.path, LIBRARY).doubts
    assert (doubt.code, doubt.severity) == ("no-origin", "warning")


def other(entry: JudgementField, shown: tuple[Any, ...]) -> tuple[Any, ...]:
    """Other values than those shown, inside the limits of a judgement."""
    if entry.kind == "quantity":
        low, high = entry.low or 0.0, 60.0 if entry.high is None else entry.high
        ends = (low + (high - low) / 8, low + (high - low) / 3, low + (high - low) / 1.3)
        return (*ends, *[None] * (len(shown) - 3))
    if entry.kind == "number":
        return shown  # leverages sum to 1 and likelihoods may settle a future
    if entry.kind == "choice":
        return ("high" if shown != ("high",) else "low",)
    return ("AJ",) if entry.kind == "ids" else (f"Not so: {shown[0]}?",)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_judgement_can_be_changed_at_once(
    path: Path, tmp_path: Path, form_of: FormOf, book: Book, saved: Saved
) -> None:
    """With all cells typed over, the new scenario shows what was typed and keeps its comments."""
    scenario = load_scenario(path, LIBRARY).scenario
    typed: dict[tuple[str, str], Any] = {}
    for table in form_of(scenario).tables:
        for row, line in enumerate(table.lines, start=_HEADER_ROW + 1):
            for entry in line.fields:
                shown = tuple(line.values[column] for column in entry.columns)
                for column, value in zip(entry.columns, other(entry, shown), strict=True):
                    typed[table.name, f"{column_letters(column + 1)}{row}"] = value
    found = read_workbook(saved(book(scenario, typed)), "w.xlsx")
    read = import_changes(found, scenario, path, LIBRARY)
    target = tmp_path / path.name
    target.write_bytes(read.content)
    again = load_scenario(target, LIBRARY).scenario
    now = shown_at(form_of, again, typed)
    assert now == {cell: kept(value) for cell, value in typed.items()}
    assert len(read.edits) > 100
    comments = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("#")
    ]
    assert [line for line in comments if line not in read.content.decode()] == []


def kept(value: Any) -> Any:
    """What spreadsheet programs keep of a value: fifteen digits of a number, a text without its margins."""
    if isinstance(value, str):
        return value.strip()
    return value if value is None else pytest.approx(value, rel=1e-14, abs=0)


def shown_at(
    form_of: FormOf, scenario: Scenario, typed: dict[tuple[str, str], Any]
) -> dict[tuple[str, str], Any]:
    """What the form of a scenario shows in some cells."""
    tables = {table.name: table for table in form_of(scenario).tables}
    found = {}
    for sheet, cell in typed:
        column = ord(cell[0]) - ord("A")
        line: TemplateLine = tables[sheet].lines[int(cell[1:]) - _HEADER_ROW - 1]
        found[sheet, cell] = line.values[column]
    return found


POINTS = st.floats(0, 100, allow_subnormal=False) | st.integers(0, 100)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40
).filter(lambda text: text.strip())


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    three=st.lists(POINTS, min_size=3, max_size=3).map(sorted),
    chance=st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    points=st.tuples(*[st.floats(1, 1000)] * 3),
    why=TEXTS,
    place=st.sampled_from([4, 5, 6, 7, 9, 10, 11, 12]),
)
def test_what_is_typed_is_what_comes_back(  # noqa: PLR0917  one argument a strategy
    three: list[float],
    chance: list[float],
    points: tuple[float, ...],
    why: str,
    place: int,
    kinds: Scenario,
    form_of: FormOf,
    book: Book,
    saved: Saved,
) -> None:
    """Any numbers and any words, over any way to write a judgement, are those of the new scenario."""
    low, high = (20, 80) if place in (7, 12) else (0, 100)
    scores = [low + (high - low) * number / 100 for number in three]
    typed: dict[tuple[str, str], Any] = {
        **{("Scores", f"{column}{place}"): value for column, value in zip("FGH", scores, strict=True)},
        ("Scores", f"J{place}"): why,
        **{("Futures", f"{column}4"): value for column, value in zip("DEF", chance, strict=True)},
        **{("Criteria and weights", f"G{row}"): value for row, value in enumerate(points, start=4)},
        **{("Criteria and weights", f"{column}5"): None for column in "FH"},
    }
    made = book(kinds, {})
    for (sheet, cell), value in typed.items():
        made[sheet][cell].value = value
        if isinstance(value, str):
            made[sheet][cell].data_type = "s"
    target = kinds.path.with_name("new.yaml")
    read = import_changes(read_workbook(saved(made), "w.xlsx"), kinds, target, Library(()))
    target.write_bytes(read.content)
    found = shown_at(form_of, load_scenario(target, Library(())).scenario, typed)
    assert found == {cell: kept(value) for cell, value in typed.items()}


def test_only_the_lines_of_a_change_change(back: Back, kinds: Scenario) -> None:
    """Comments, order and layout stay; what cannot stand in its place is written as a mapping."""
    typed = {
        ("Scores", "G4"): 25,  # bare, inside a line
        ("Scores", "I6"): "high",  # a part more of a mapping on one line
        ("Scores", "J7"): "It is dear: look.",  # a block of text
        ("Scores", "J12"): "Because.",  # a bare number gets a reason
        ("Futures", "E4"): 0.25,  # a list over several lines
        ("Criteria and weights", "G4"): 55,
        ("Coalition", "D9"): 0.8,
    }
    before = kinds.path.read_text(encoding="utf-8").splitlines()
    after = back(typed).content.decode().splitlines()
    changed = [line for line in unified_diff(before, after, n=0) if line[0] in "-+"][2:]
    assert changed == [
        "-  norms: 60",
        "+  norms: 55",
        "-      - 0.1",
        "-      - 0.2    # most likely",
        "-      - 0.4",
        "+      [0.1, 0.25, 0.4]",
        "-    norms: {why: It bends., from: [AJ], confidence: low, storm: 20, calm: [30, 50], "
        "fog: {score: 9, why: So.}}",
        "+    norms: {why: It bends., from: [AJ], confidence: low, storm: 25, calm: [30, 50], "
        "fog: {score: 9, why: So., confidence: high}}",
        "-      why: >-",
        "-        It is cheap,",
        "-        and it stays so.",
        '+      why: "It is dear: look."',
        "-    cost: 70",
        "+    cost: {score: 70, why: Because.}",
        "-    west: {leverage: 0.6, joins: 0.7}",
        "+    west: {leverage: 0.6, joins: 0.8}",
    ]


def test_line_ends_and_byte_order_mark_stay(kinds: Scenario, write: Write, book: Book, saved: Saved) -> None:
    """A file from Windows comes back as one."""
    text = "\ufeff" + kinds.path.read_text(encoding="utf-8").replace("\n", "\r\n")
    scenario = write(text)
    found = read_workbook(saved(book(scenario, {("Scores", "G4"): 25})), "w.xlsx")
    content = import_changes(found, scenario, scenario.path, Library(())).content
    assert content == text.replace("storm: 20", "storm: 25").encode()
