"""Decisions go out as DMSY, XMCDA, Markdown, workbook and CSV, and come back the same."""

from __future__ import annotations

import csv
import tempfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.interchange.foreign import loaded_from, values_of

from dilemma.interchange.csv_reader import read_csv, render_csv
from dilemma.interchange.decision_table import DecisionTable, TableCriterion
from dilemma.interchange.file_formats import render_foreign
from dilemma.interchange.import_changes import import_changes
from dilemma.interchange.import_new import import_matrix
from dilemma.interchange.markdown_tables import read_markdown
from dilemma.interchange.template_tables import build_template
from dilemma.interchange.xlsx_read import read_workbook
from dilemma.interchange.xlsx_write import render_workbook
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.parse import parse_file
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from dilemma.interchange.cells import Sheet
    from dilemma.interchange.import_changes import ImportResult
    from dilemma.scenario.load import LoadedScenario

# Marks of YAML, XML and Markdown, words that YAML reads as values, burdens, brackets, other alphabets.
_MARKS = ["a | b", "*x*", "<b>", "A & B", "#1", "'s", '"q"', "C:\\x", "[y]", "`z`", "{k: v}", "_u_", "~"]
_WORDS = ["Cost", "Risk of delay", "Reach", "no", "null", "007", "é", "Übung", "日本", "100%"]
_PIECES = st.sampled_from([*_WORDS, *_MARKS, "(EUR m)", "(×3)", "- 30%"])
_NAMES = st.lists(_PIECES, min_size=1, max_size=3).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> DecisionTable:
    """Two to four options on one to six criteria, either way round, with weights or without."""
    options = draw(st.lists(_NAMES, min_size=2, max_size=4, unique_by=str.casefold))
    names = draw(st.lists(_NAMES, min_size=1, max_size=6, unique_by=str.casefold))
    has_weights = draw(st.booleans())
    criteria = tuple(
        TableCriterion(
            name=name,
            worst=worst,
            best=best,
            weight=exact_quantity(draw(st.integers(1, 90))) if has_weights else None,
        )
        for name in names
        for worst, best in [draw(st.sampled_from([(0.0, 100.0), (100.0, 0.0), (1.0, 5.0), (9.5, -2.5)]))]
    )
    scores = {
        (row, column): exact_quantity(
            criterion.worst + draw(st.integers(0, 20)) / 20 * (criterion.best - criterion.worst)
        )
        for row in range(len(options))
        for column, criterion in enumerate(criteria)
    }
    return DecisionTable(title="Round", options=tuple(options), criteria=criteria, scores=scores)


def _back(table: DecisionTable, suffix: str, folder: Path) -> LoadedScenario:
    """Return the scenario that `import` makes of what `export` writes."""
    path = folder / f"round{suffix}"
    content = render_foreign(table, suffix, "its own")
    path.write_bytes(content)
    if suffix != ".md":
        return loaded_from(path, folder)
    new = import_matrix(read_markdown(content.decode(), path.name), "round", path.name)
    target = folder / "imported.yaml"
    target.write_text(new.text, encoding="utf-8")
    return load_scenario(target, Library(()))


@pytest.mark.parametrize("suffix", [".dmsy", ".xml"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables())
def test_a_decision_comes_back_as_it_went(suffix: str, table: DecisionTable) -> None:
    """Every option keeps its name and its value to nine digits, every criterion its name."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = _back(table, suffix, Path(folder))
    assert [leaf.title for leaf in loaded.scenario.leaves] == [criterion.name for criterion in table.criteria]
    expected = {
        option: sum(map(float.__mul__, table.shares, values))
        for option, values in zip(table.options, table.values, strict=True)
    }
    assert values_of(loaded) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables())
@example(
    table=DecisionTable(
        title="Round",
        options=("Cost (×3)", "Reach - 30%"),  # names that look like criteria with their weights
        criteria=(TableCriterion(name="Cost", worst=0.0, best=100.0, weight=None),),
        scores={(0, 0): exact_quantity(50.0), (1, 0): exact_quantity(100.0)},
    )
)
def test_a_table_of_ours_in_markdown_never_asks(table: DecisionTable) -> None:
    """Values are rounded to two decimals; nothing is asked, whatever a criterion is called."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = _back(table, ".md", Path(folder))
    expected = [sum(map(float.__mul__, table.shares, values)) for values in table.values]
    assert list(values_of(loaded).values()) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(table=tables(), share=st.integers(0, 16))
def test_what_is_typed_into_a_workbook_or_csv_comes_back(
    suffix: str, table: DecisionTable, share: int
) -> None:
    """Untouched it changes nothing; with the first score typed over, that score alone is another."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = _back(table, ".dmsy", Path(folder)).scenario
        template = build_template(scenario, parse_file(scenario.path)[0])
        scores = next(part for part in template.tables if part.name == "Scores")
        column = scores.headers.index("most likely")
        leaf = scenario.leaves[0].criterion
        worst, best = (0.0, 100.0) if leaf.scale is None else (leaf.scale.worst, leaf.scale.best)
        level = worst + share / 16 * (best - worst)

        def typed(number: float | None) -> ImportResult:
            sheets: tuple[Sheet, ...]
            if suffix == ".csv":
                rows = list(csv.reader(StringIO(render_csv(scores, scenario.id))))
                rows[1][column] = rows[1][column] if number is None else repr(number)
                csv.writer(text := StringIO()).writerows(rows)
                sheets = (read_csv(text.getvalue().encode(), "s.csv"),)
            else:
                book = load_workbook(BytesIO(render_workbook(template)))
                cells = next(row for row in book["Scores"] if row[0].value == scores.lines[0].values[0])
                if number is not None:
                    cells[column].value = number
                book.save(content := BytesIO())
                sheets = read_workbook(content.getvalue(), "s.xlsx")
            return import_changes(sheets, scenario, scenario.path, Library(()))

        assert typed(None).edits == ()
        (Path(folder) / "again.yaml").write_bytes(typed(level).content)
        again = load_scenario(Path(folder) / "again.yaml", Library(())).scenario
    changed = {key for key, row in again.rows.items() if row != scenario.rows[key]}
    first = (next(iter(scenario.options)), scenario.leaves[0].id)
    assert again.rows[first][0].score.central == pytest.approx(level)
    assert changed <= {first}
