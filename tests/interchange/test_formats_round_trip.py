"""Decisions go out as DMSY, XMCDA and Markdown and come back: names, weights and values are the same."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interchange.foreign import loaded_from, values_of

from dilemma.interchange.decision_table import DecisionTable, TableCriterion
from dilemma.interchange.file_formats import render_foreign
from dilemma.interchange.import_new import import_matrix
from dilemma.interchange.markdown_tables import read_markdown
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
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
def test_a_table_of_ours_in_markdown_never_asks(table: DecisionTable) -> None:
    """Values are rounded to two decimals; nothing is asked, whatever a criterion is called."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = _back(table, ".md", Path(folder))
    expected = [sum(map(float.__mul__, table.shares, values)) for values in table.values]
    assert list(values_of(loaded).values()) == pytest.approx(expected, abs=0.02)
