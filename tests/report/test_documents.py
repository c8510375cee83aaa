"""Whole documents as they are read."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import frozen_scenario, shipped_result

from dilemma.analysis.results.assessment import Comparison
from dilemma.report.document import Column, Table, widths_in_letters
from dilemma.report.formats import csv, markdown, terminal
from dilemma.report.formats import json as json_json
from dilemma.report.sections.assessment import assessment_document
from dilemma.report.sections.briefing import briefing_document, score_table_document
from dilemma.report.sections.comparison import comparison_document
from dilemma.report.sections.sources import sources_document

if TYPE_CHECKING:
    from tests.conftest import Golden, GoldenData

    from dilemma.report.document import Document

GOLDEN = ("nato", "climate")
EYES = "middle-power"
# Long series and maps, drawn by reports.
BULKY = ("series", "winners_map")


def document(name: str, profile: str, *, full: bool) -> Document:
    """An assessment as a document."""
    return assessment_document(shipped_result(name, profile), frozen_scenario(name), full=full)


@pytest.mark.parametrize("full", [False, True], ids=["default", "full"])
@pytest.mark.parametrize("name", GOLDEN)
def test_an_assessment_as_it_is_read(name: str, full: bool, golden: Golden) -> None:
    """The answer on a terminal of 80 columns and as Markdown, word for word."""
    shown = document(name, EYES, full=full)
    length = "full" if full else "default"
    golden(f"{name}-{length}.txt", terminal.write(shown, width=80))
    golden(f"{name}-{length}.md", markdown.write(shown))


def test_options_that_move_the_chances_as_they_are_read(golden: Golden) -> None:
    """Each option's chances, and the line on what is withheld."""
    found = shipped_result("nato", EYES, endogenous=True)
    shown = assessment_document(found, frozen_scenario("nato"), full=True)
    text = terminal.write(shown, width=80)
    golden("nato-endogenous.txt", text)
    assert "Not given, as the probabilities differ by option: " in text
    withheld = ("shortfall", "Tipping points", "What to find out", "What to watch", "dominated")
    assert [word for word in withheld if word in text.replace("points, shortfalls,", "")] == []


def test_an_assessment_as_data(golden_data: GoldenData) -> None:
    """What programs read, value for value, each rounded so that another machine's last bits do not matter."""
    found = json.loads(json_json.write([shipped_result("nato", EYES)]))
    golden_data("nato.json", rounded({key: value for key, value in found.items() if key not in BULKY}))


def test_a_comparison_as_it_is_read(golden: Golden) -> None:
    """Two scenarios through three pairs of eyes, as text, Markdown and CSV."""
    eyes = ("middle-power", "realist", "none")
    results = tuple(shipped_result(name, profile) for name in GOLDEN for profile in eyes)
    shown = comparison_document(Comparison(assessments=results))
    golden("comparison.txt", terminal.write(shown, width=80))
    golden("comparison.md", markdown.write(shown))
    digits = re.compile(r"-?\d+\.\d{4,}(e-?\d+)?")
    golden("comparison.csv", digits.sub(lambda found: f"{float(found[0]):.3f}", csv.write_options(results)))


@pytest.mark.parametrize(
    ("name", "compose"),
    [
        ("briefing", briefing_document),
        ("score_table", score_table_document),
        ("cited_sources", sources_document),
    ],
)
def test_a_scenario_as_it_is_read(name: str, compose: Any, golden: Golden) -> None:
    """The briefing, the scores and the sources of the smallest scenario, word for word."""
    golden(f"order-{name}.txt", terminal.write(compose(frozen_scenario("order")), width=80))


def test_a_briefing_says_what_choosing_an_option_does_to_the_chances() -> None:
    """The shifts of an option as factors of the odds, exp(−0.3) = 0.74; one without shifts has no line."""
    text = terminal.write(briefing_document(frozen_scenario("nato")), width=200)
    assert text.count("Effect on the futures, with --endogenous: ") == 3
    assert "Effect on the futures, with --endogenous: odds of rupture ×0.74." in text
    assert "--endogenous" not in terminal.write(briefing_document(frozen_scenario("order")), width=200)


def rounded(found: Any) -> Any:
    """The same data with three decimals."""
    if isinstance(found, dict):
        return {key: rounded(value) for key, value in found.items()}
    if isinstance(found, list):
        return [rounded(value) for value in found]
    return round(found, 3) + 0.0 if isinstance(found, float) else found


WORDS = st.lists(st.text("abc", min_size=1, max_size=12), max_size=8).map(" ".join)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1)))
def test_no_column_is_narrower_than_its_widest_word(rows: list[list[str]]) -> None:
    """Where the widest words fit the page each column holds its own, and no table is wider than the page."""
    columns = tuple(Column(title) for title in rows[0])
    table = Table(columns, tuple(map(tuple, rows[1:])))
    letters = widths_in_letters(table, 80)
    shown = [[column.title for column in table.columns], *table.rows]
    widest = [
        max((len(word) for text in cells for word in str(text).split()), default=0)
        for cells in zip(*shown, strict=True)
    ]
    assert sum(letters) <= 80 + 1e-9
    if sum(widest) <= 80:
        assert all(width >= word - 1e-9 for width, word in zip(letters, widest, strict=True))


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1)))
def test_a_column_is_left_out_where_no_row_fills_it(rows: list[list[str]]) -> None:
    """What is left has every text, in order, and no column that is blank throughout but in a blank table."""
    cells = tuple(map(tuple, rows))
    table = Table(tuple(Column(str(index)) for index in range(len(rows[0]))), cells)
    filled = [index for index in range(len(rows[0])) if any(row[index] for row in rows)]
    expected = filled or list(range(len(rows[0])))
    assert [column.title for column in table.columns] == [str(index) for index in expected]
    assert table.rows == tuple(tuple(row[index] for index in expected) for row in cells)


def test_only_the_words_that_do_not_fit_are_cut() -> None:
    """Beside one word of 70 letters in 40, the others keep theirs: 8 and 5 letters, and 27 are left."""
    table = Table((Column("n" * 70), Column("criteria"), Column("value")), ())
    assert widths_in_letters(table, 40) == [27, 8, 5]


def test_every_column_has_a_head_in_files_that_others_convert() -> None:
    """Whoever hears a table needs one over each column, numbers of ranks and remarks too."""
    text = markdown.write(document("nato", EYES, full=True))
    heads = [line for line, rule in pairwise(text.splitlines()) if rule.startswith("| --")]
    assert len(heads) > 5
    assert [line for line in heads if "|  |" in line] == []
