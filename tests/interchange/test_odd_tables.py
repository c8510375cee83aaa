"""Sheets with two lines of heads, groups, pairs, long tables, totals added up wrongly, and two tables."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

import dilemma
from dilemma.api.assess import load
from dilemma.api.decision_table import decision_table
from dilemma.errors import FaultyFile
from dilemma.interchange.burdens import direction_in_head, names_burden
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.file_formats import render_foreign
from dilemma.interchange.import_new import NewScenario, import_matrix
from dilemma.interchange.markdown_tables import read_markdown
from dilemma.interchange.table_answers import (
    LAYOUTS,
    BadTableAnswer,
    TableAnswers,
    parse_directions,
    parse_layout,
    parse_levels,
    parse_points,
    parse_scales,
)
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.interchange.decision_table import DecisionTable
    from dilemma.scenario.model import Scenario

RIVALS = "Criterion,Weight,North,South\nReach,60,4,2\nTrust,40,3,5\n"  # 3.6 and 3.2 of 5


def made(table: str, answers: TableAnswers | None = None) -> NewScenario:
    """The scenario of a table in CSV."""
    return import_matrix((read_csv(table.encode(), "t.csv"),), "t", "t.csv", answers)


def loaded(new: NewScenario, folder: Path) -> Scenario:
    """The same, loaded; it has no errors."""
    path = folder / "t.yaml"
    path.write_text(new.text, encoding="utf-8")
    new.problems(path, Library(()), kept=True)
    return load_scenario(path, Library(())).scenario


def refused(table: str) -> list[str]:
    """The problems of a table, as cell and code."""
    with pytest.raises(FaultyFile) as caught:
        made(table)
    return [
        f"{problem.span.where.partition(', cell ')[2]} {problem.code}" for problem in caught.value.problems
    ]


def test_heads_in_two_lines_name_the_scores_and_their_products(tmp_path: Path) -> None:
    """Weighted scores are no options; they are weight times score, and their totals are compared."""
    new = made(
        "Criterion,Weight,North,,South,\n,,Score,Weighted,Score,Weighted\n"
        "Reach,0.6,4,2.4,2,1.2\nTrust,0.4,3,1.2,5,2\nTotal,1,,3.6,,3.3\n"
    )
    assert list(loaded(new, tmp_path).options) == ["north", "south"]
    assert [doubt.message for doubt in new.doubts if doubt.code == "total-differs"] == [
        "the sheet says 3.3, its weights and scores give 3.2 (the weighted sum of the scores)"
    ]


def test_what_looks_like_weighted_scores_and_is_not_may_be_an_option() -> None:
    """Leaving it out in silence would leave out an option."""
    assert refused("Criterion,Weight,North,North weighted,South\nReach,60,4,1,2\nTrust,40,3,5,5\n") == [
        "D1 unclear-line"
    ]


@pytest.mark.parametrize(
    ("label", "north", "south", "rule"),
    [
        ("Total", "7", "7", "the sum of the scores"),
        ("Overall average", "3.5", "3.5", "the mean of the scores"),
        ("Weighted sum", "360", "320", "the weighted sum of the scores"),
        ("Final score", "3.6", "3.2", "the weighted mean of the scores"),
        ("% of maximum", "72", "64", "the weighted share of the maximum of 5, in percent"),
        ("Rank", "1", "2", "the rank by the weighted sum of the scores, highest first"),
    ],
)
def test_the_rule_of_a_total_is_named(label: str, north: str, south: str, rule: str) -> None:
    """Worked out by hand for 60 and 40 points, and ratings 4, 3 and 2, 5."""
    new = made(f"{RIVALS}{label},,{north},{south}\n")
    assert f"`{label}` is {rule}; it is no option and no criterion." in new.notes


@pytest.mark.parametrize(
    ("head", "numbers", "criteria"),
    [
        ("Speed", (15, 70, 12), ["cost", "risk", "speed"]),
        ("Total", (75, 70, 12), ["cost", "risk"]),
        ("Nr", (7, 9, 4), ["cost", "risk"]),
        ("Line", (1, 2, 3), ["cost", "risk"]),
        ("", (7, 9, 4), ["cost", "risk"]),
    ],
)
def test_numbers_before_the_names(
    head: str, numbers: tuple[int, ...], criteria: list[str], tmp_path: Path
) -> None:
    """Only a number of the rows, named as one or not at all, is left out without a word."""
    rows = zip(numbers, ("A,45,30", "B,30,40", "C,10,2"), strict=True)
    lines = [f"{head},Option,Cost,Risk", *(f"{number},{row}" for number, row in rows)]
    new = made(
        "\n".join(lines) + "\n", TableAnswers(directions=parse_directions(["Cost=lower", "Risk=lower"]))
    )
    assert [leaf.id for leaf in loaded(new, tmp_path).leaves] == criteria
    assert any(head in note for note in new.notes) == (head in ("Speed", "Total", "Line"))


@pytest.mark.parametrize("character", ["\x01", "\x1b", "\x7f", "\x9b", "\ufeff", "\ufdd0", "\uffff"])
def test_a_character_that_no_file_may_hold_is_refused_at_its_cell(character: str) -> None:
    """What an import writes, the program reads."""
    assert refused(f"Option,Speed\nA{character},3\nB,4\n") == ["A2 control-character"]


def test_a_total_that_no_rule_gives_is_left_out_and_said() -> None:
    """It may come from weights or corrections that the sheet does not show."""
    codes = [doubt.code for doubt in made(f"{RIVALS}Total,,17,31\n").doubts]
    assert "total-unexplained" in codes


def test_a_total_without_the_weights_of_its_table_is_said_to_be_so() -> None:
    """Both sum to 7, while 3.6 and 3.2 are what the stated weights give."""
    assert "total-unweighted" in [doubt.code for doubt in made(f"{RIVALS}Total,,7,7\n").doubts]


def test_a_total_under_a_name_of_its_own_is_no_criterion() -> None:
    """The last of the columns is the sum of the others for every option."""
    table = "Option,Reach,Trust,Calm,Grade A\nNorth,40,30,20,90\nSouth,20,50,40,110\nEast,10,20,70,100\n"
    assert refused(table) == ["E1 hidden-total"]


def test_a_sum_of_weights_that_is_wrong_is_said() -> None:
    """60 and 40 are 100, not 110."""
    new = made(f"{RIVALS}Total,110,3.6,3.2\n")
    assert [doubt.message for doubt in new.doubts if doubt.code == "total-differs"] == [
        "the sheet says the weights add up to 110; they give 100"
    ]


def test_pairs_of_heads_become_ranges_and_normals(tmp_path: Path) -> None:
    """A range has its two ends, a normal its mean and standard deviation."""
    table = "Option,Reach_min,Reach_max,Trust_mean,Trust_std\nNorth,20,40,50,5\nSouth,30,30,60,0\n"
    scenario = loaded(made(table), tmp_path)
    assert [leaf.title for leaf in scenario.leaves] == ["Reach", "Trust"]
    new = made(table).text
    assert "reach: {score: [20, 40]," in new
    assert "trust: {score: {normal: [50, 5]}," in new
    assert "reach: {score: 30," in new


@pytest.mark.parametrize(
    "table",
    [
        "Option,Reach,Trust\nNorth min,20,40\nNorth max,30,50\nSouth min,30,60\nSouth max,50,70\n",
        "Option,Reach,Trust,Sum\nNorth min,20,40,1\nNorth max,30,50,4\nSouth min,30,60,5\nSouth max,50,70,\n",
        "Criterion,North_min,North_max,South_min,South_max\nReach,20,30,30,50\nTrust,40,50,60,70\n",
    ],
    ids=["rows", "rows with a total", "columns"],
)
def test_the_ends_of_an_option_become_ranges(table: str, tmp_path: Path) -> None:
    """An option may have a row or column for its low scores and one for its high ones."""
    scenario = loaded(made(table), tmp_path)
    assert [option.title for option in scenario.options.values()] == ["North", "South"]
    assert scenario.rows["south", "trust"][0].score.bounds == (60, 70)


def test_one_half_of_a_pair_is_missed() -> None:
    """A range with one end is no range."""
    assert refused("Option,Reach_min,Reach_max\nNorth,20,\nSouth,30,40\n") == ["C2 half-a-range"]


def test_a_long_table_has_a_row_for_each_score(tmp_path: Path) -> None:
    """Weights and reasons beside the scores go with their criterion and their score."""
    new = made(
        "Option,Criterion,Weight,Score,Reason\nNorth,Reach,60,40,So they say.\nNorth,Trust,40,70,\n"
        "South,Trust,40,20,\nSouth,Reach,60,60,\n"
    )
    scenario = loaded(new, tmp_path)
    assert {key: row[0].score.central for key, row in scenario.rows.items()} == {
        ("north", "reach"): 40,
        ("north", "trust"): 70,
        ("south", "reach"): 60,
        ("south", "trust"): 20,
    }
    assert scenario.weights
    assert [points.central for points in scenario.weights.points.values()] == [60, 40]
    assert 'why: "So they say. (Cell D2 of t.csv)"' in new.text


def test_a_long_table_with_two_scores_of_one_thing_is_refused() -> None:
    """One of them would be lost."""
    table = "Option,Criterion,Score\nNorth,Reach,40\nNorth,Reach,70\nSouth,Reach,20\n"
    assert refused(table) == ["C3 repeated-row"]


def test_headings_titles_and_a_legend_are_no_part_of_the_table(tmp_path: Path) -> None:
    """What is left out is listed."""
    new = made(
        "Which tower?,,,,,\n,,,,,\nCriterion,Weight,North,South,,\nUse,,,,,1,poor\nReach,60,4,2,,5,good\n"
        "Trust,40,3,5,,,\n,,,,,\nCounted in May,,,,,\n"
    )
    scenario = loaded(new, tmp_path)
    assert [leaf.title for leaf in scenario.leaves] == ["Reach", "Trust"]
    assert "Left out, as nothing stands beside them: Use." in new.notes
    assert sum("it is not part of the table" in note for note in new.notes) == 3


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "Criterion,Weight,North,South,,Criterion,Weight,North,South\n"
            "Reach,60,4,2,,Speed,50,3,3\nTrust,40,3,5,,Calm,50,2,4\n",
            ["F1 two-tables"],
        ),
        (f"{RIVALS},,,\nSource,Share,Rank,Mark\nPress,20,2,3\nRadio,30,1,2\n", ["A5 two-tables"]),
    ],
    ids=["beside", "below"],
)
def test_two_tables_on_a_sheet_are_refused_by_their_ranges(
    table: str, expected: list[str], tmp_path: Path
) -> None:
    """Which of them is meant, only the owner knows, who names its cells."""
    assert refused(table) == expected
    scenario = loaded(made(table, TableAnswers(sheet="a1:d3")), tmp_path)
    assert [leaf.title for leaf in scenario.leaves] == ["Reach", "Trust"]


@pytest.mark.parametrize("label", ["What we get", "Bottom line", "Totaalscore", "Subtotal of all", "Summa"])
@pytest.mark.parametrize("weight", ["", "100"])
def test_a_total_under_any_name_is_known_by_its_weight_and_its_numbers(
    label: str, weight: str, tmp_path: Path
) -> None:
    """0.6 · 4 + 0.4 · 3 and 0.6 · 2 + 0.4 · 5; none of its own weight, or that of all others."""
    scenario = loaded(made(f"{RIVALS}{label},{weight},3.6,3.2\n"), tmp_path)
    assert [leaf.title for leaf in scenario.leaves] == ["Reach", "Trust"]


def test_a_weight_that_is_the_sum_of_others_makes_no_total(tmp_path: Path) -> None:
    """50 is 30 and 20, and 70 of South is 50 and 20: chance, for 40 of North is not 80 and 60."""
    table = "Criterion,Weight,North,South\nReach,30,60,20\nTrust,20,80,50\nCalm,50,40,70\n"
    assert [leaf.title for leaf in loaded(made(table), tmp_path).leaves] == ["Reach", "Trust", "Calm"]


def test_what_another_table_says_of_the_criteria_is_asked_for() -> None:
    """A list of criteria with codes, kinds and weights stands above many a matrix of codes."""
    text = (
        "# Kinds\n\n|Code|Name|Kind|Weight|\n|-|-|-|-|\n|C1|Rent|Cost|3|\n|C2|Reach|Benefit|1|\n\n"
        "# Scores\n\n|Option|C1|C2|\n|-|-|-|\n|North|40|60|\n|South|20|30|\n"
    )
    sheets, told = read_markdown(text, "t.md"), TableAnswers(sheet="Scores")
    with pytest.raises(FaultyFile, match=r'add --direction "C1=lower" --weights "C1=3,C2=1"'):
        import_matrix(sheets, "t", "t.md", told)
    told = replace(told, weights=parse_points("C1=3,C2=1"), directions=parse_directions(["C1=lower"]))
    assert "worst: 100, best: 0" in import_matrix(sheets, "t", "t.md", told).text


def test_of_several_tables_the_one_with_numbers_is_taken() -> None:
    """A list of the options in words is no table to choose from."""
    words = "# Paths\n\n|Option|Owner|\n|-|-|\n|North|Ann|\n|South|Bob|\n\n"
    text = f"{words}# Scores\n\n|Option|Reach|Calm|\n|-|-|-|\n|North|40|60|\n|South|20|30|\n"
    assert "reach:" in import_matrix(read_markdown(text, "t.md"), "t", "t.md").text


@pytest.mark.parametrize(
    ("head", "direction"),
    [
        *[
            (f"Index{tail}", "lower")
            for tail in (" - lower is better", ": the lower, the better", " (low = good)")
        ],
        *[
            (f"Note ({tail})", "lower")
            for tail in ("niedriger ist besser", "plus bas = mieux", "menor es mejor")
        ],
        *[
            ("Note (1 = sehr gut, 6 = mangelhaft)", "lower"),
            ("Index (higher = bad)", "lower"),
            ("Ease (1 = best)", "lower"),
            ("Ease (5 = worst)", "lower"),
        ],
        *[
            ("Cost (1 = expensive, 5 = cheap)", "higher"),
            ("Index, more is better", "higher"),
            ("Ease (5 = best)", "higher"),
        ],
        *[
            (head, None)
            for head in ("Better roads", "Lower deck", "Low cost", "Good or bad", "Index (fewer jobs)")
        ],
    ],
)
def test_a_head_may_say_which_way_is_better(head: str, direction: str | None) -> None:
    """Otherwise a table that says so would be listed as one that does not."""
    assert direction_in_head(head) == direction


@pytest.mark.parametrize(
    ("title", "is_burden"),
    [
        *[(title, True) for title in ("Mietkosten", "Wartungsaufwand", "Underhållskostnad", "成本", "비용")],
        *[(title, True) for title in ("Water use", "Memory usage", "Bundle size (kB)", "Learning curve")],
        *[(title, False) for title in ("Kostenkontrolle", "Lebensdauer", "Geringe Betriebskosten", "Use")],
        *[(title, False) for title in ("Low water use", "Team size", "Carbon control", "Preis-Leistung")],
        *[
            (title, True)
            for title in ("Rank on reach", "Entfernung (km)", "Personalbedarf", "Avst\u00e5nd", "Loyer")
        ],
        *[
            (title, True)
            for title in ("Comfort (inverse)", "Comfort - reversed", "Odleg\u0142o\u015b\u0107", "Ruido")
        ],
        *[(title, False) for title in ("Reverse logistics", "Market position", "Range")],
    ],
)
def test_burdens_are_known_in_compounds_and_other_languages(title: str, is_burden: bool) -> None:
    """The last part of a compound decides, as the last word does elsewhere."""
    assert names_burden(title) is is_burden


@pytest.mark.parametrize("corner", ["", "Item", "Criteria / Options"])
def test_a_table_that_could_be_either_shows_both_readings(corner: str, tmp_path: Path) -> None:
    """`--layout` chooses; neither is taken in silence."""
    table = f"{corner},Reach,Trust\nNorth,40,30\nSouth,20,50\n"
    with pytest.raises(FaultyFile) as caught:
        made(table)
    (problem,) = caught.value.problems
    assert "options North, South on criteria Reach, Trust, or options Reach, Trust on" in problem.message
    in_rows = loaded(made(table, TableAnswers(layout="options-in-rows")), tmp_path)
    assert list(in_rows.options) == ["north", "south"]
    assert [parse_layout(typed) for typed in ("options", "C", "Criteria in rows")] == [*LAYOUTS, LAYOUTS[1]]
    in_columns = loaded(made(table, TableAnswers(layout="criteria-in-rows")), tmp_path)
    assert list(in_columns.options) == ["reach", "trust"]


def test_laptops_may_have_a_weight_of_their_own() -> None:
    """`Weight` beside an unknown head weighs either criteria or laptops."""
    assert refused("Laptop,Weight,Battery,Screen\nA,1.2,9,7\nB,1.5,8,9\n") == ["A1 unclear-layout"]
    assert refused("Option,Weight,Battery\nA,1.2,9\nB,1.5,8\n") == ["A1 unclear-layout"]


def test_words_are_scores_once_their_numbers_are_known(tmp_path: Path) -> None:
    """The ends of the scale are the least and the largest of the mapping, and stated with it."""
    table = "Option,Reach,Trust\nNorth,H,L\nSouth,M,H\n"
    assert refused(table) == ["B2 level-without-number"]
    new = made(table, TableAnswers(levels=parse_levels("H=3,M=2,L=1")))
    scenario = loaded(new, tmp_path)
    scale = scenario.leaves[0].criterion.scale
    assert scale
    assert (scale.worst, scale.best, new.doubts) == (1, 3, ())


@pytest.mark.parametrize(
    ("cell", "expected", "unit"),
    [
        ("4/5", 4, None),
        ("**4**", 4, None),
        ("4 (by our count)", 4, None),
        ("EUR 4", 4, "EUR"),
        ("€4.5m", 4_500_000, "€"),
        ("4 days", 4, "days"),
        ("40%", 40, "%"),
        ("1'200", 1200, None),
        ("★★★☆☆", 3, None),
        ("3-5", 4, None),
        ("3 bis 5", 4, None),
        ("%40", 40, "%"),
    ],
)
def test_a_number_is_read_as_it_is_typed(
    cell: str, expected: float, unit: str | None, tmp_path: Path
) -> None:
    """Units move to the criterion; what they are of is the same for every option."""
    rival = cell.replace("4", "2") if unit == "%" else cell
    scenario = loaded(made(f"Option,Reach,Trust\nNorth,{cell},40\nSouth,{rival},60\n"), tmp_path)
    scale = scenario.leaves[0].criterion.scale
    assert scale
    assert (scenario.rows["north", "reach"][0].score.central, scale.unit) == (expected, unit)


def test_a_decimal_comma_in_every_cell_makes_no_notes(tmp_path: Path) -> None:
    """`4,5 Mio. \u20ac` has three words and is a number all the same."""
    scenario = loaded(made("Option;Sales;Reach\nA;4,5 Mio. \u20ac;40\nB;1,2 Mio. \u20ac;60\n"), tmp_path)
    assert scenario.rows["a", "sales"][0].score.central == 4_500_000


def test_numbers_that_nobody_can_read_are_no_remarks(tmp_path: Path) -> None:
    """A column of `40 \u00b1 5` was kept as notes, its criterion gone; remarks may begin with a number."""
    assert refused("Option,Reach,Calm\nA,40 \u00b1 5,60\nB,45 \u00b1 9,20\n") == [
        "B2 not-a-number",
        "B3 not-a-number",
    ]
    new = made("Option,Calm,Remarks\nA,30,3 offices in the town\nB,10,2 offices far away\n")
    assert [leaf.title for leaf in loaded(new, tmp_path).leaves] == ["Calm"]


def test_a_scale_above_the_table_may_name_one_end(tmp_path: Path) -> None:
    """Marks at German schools run from 1 to 6, and 1 is the best."""
    new = made("Marks 1-6 (1 = very good),,\nOption,Reach,Calm\nA,1,3\nB,2,1\n")
    assert new.text.count("scale: {worst: 6, best: 1}") == 2
    assert len(loaded(new, tmp_path).leaves) == 2


def test_units_that_differ_and_signs_on_some_are_refused() -> None:
    """A hundred dollars are no hundred euros, and 60% beside 60 may be 0.6."""
    assert refused("Option,Reach\nNorth,EUR 40\nSouth,USD 40\n") == ["B3 mixed-units"]
    assert refused("Option,Reach\nNorth,40%\nSouth,40\n") == ["B2 percentage"]
    assert refused("Option,Reach\nNorth,4/5\nSouth,4/7\n") == ["B3 mixed-units"]


def test_a_number_in_brackets_may_be_a_loss_or_a_product() -> None:
    """`4 (1.6)` holds two numbers."""
    assert refused("Option,Reach\nNorth,4 (1.6)\nSouth,(3)\n") == ["B2 not-a-number", "B3 not-a-number"]


def test_a_record_in_markdown_names_its_tables() -> None:
    """Of several tables one is chosen by the heading above it."""
    first = "# Paths\n\n|Option|Reach|\n|---|---|\n|A|40|\n|B|50|\n\n"
    text = f"{first}## Costs\n\n|Option|Calm|\n|-|-|\n|A|10|\n|B|20|\n"
    sheets = read_markdown(text, "t.md")
    assert [sheet.name for sheet in sheets] == ["Paths", "Costs"]
    with pytest.raises(FaultyFile, match="--sheet Paths"):
        import_matrix(sheets, "t", "t.md")
    assert "calm:" in import_matrix(sheets, "t", "t.md", TableAnswers(sheet="costs")).text


def test_a_dominating_option_has_no_verdict_on_a_guessed_scale(tmp_path: Path) -> None:
    """It leads on every scale; how far, only the scale tells."""
    path = tmp_path / "t.yaml"
    path.write_text(made("Option,Reach,Trust\nNorth,5,4\nSouth,4,3\n").text, encoding="utf-8")
    assert dilemma.assess(str(path)).recommendation.no_verdict == ("scale",)


def test_a_scenario_written_as_markdown_comes_back_with_its_values(tmp_path: Path) -> None:
    """Values, weights and sums are kept; scales become values from 0 to 100, burdens are marked as turned."""
    first = made(
        "Option,Reach,Cost (EUR m),Delay\nweight,50,30,20\nworst,0,120,9\nbest,100,20,0\n"
        "North,62,45,3\nSouth,30,85,1\n"
    )
    path = tmp_path / "first.yaml"
    path.write_text(first.text, encoding="utf-8")
    text = render_foreign(*_table_of(path)).decode()
    # Cost (120 - 45) / 100 and (120 - 85) / 100; delay 6 and 8 of 9; 31 + 22.5 + 13.33 and 15 + 10.5 + 17.78.
    assert "| Cost (higher is better) | 30% | 75 | 35 |" in text
    assert "| Weighted sum | 100% | 66.83 | 43.28 |" in text
    again = import_matrix(read_markdown(text, "r.md"), "r", "r.md")
    assert again.doubts == ()
    scenario = loaded(again, tmp_path)
    assert [leaf.title for leaf in scenario.leaves] == ["Reach", "Cost", "Delay"]
    values = {option.id: option.value for option in dilemma.assess(str(tmp_path / "t.yaml")).options}
    assert values == pytest.approx({"north": 66.83, "south": 43.28}, abs=0.01)


def _table_of(path: Path) -> tuple[DecisionTable, str, str]:
    """What `export` writes a table of, as Markdown."""
    table, whose = decision_table(load(str(path)))
    return table, ".md", whose


def test_a_rating_and_a_score_of_one_option_are_one_option(tmp_path: Path) -> None:
    """The second is weight times the first: 5 · 4 and 2 · 3, 5 · 2 and 2 · 5."""
    table = (
        "Criterion,Weight,North Rating,North Score,South Rating,South Score\n"
        "Reach,5,4,20,2,10\nTrust,2,3,6,5,10\nTotal,,,26,,20\n"
    )
    assert list(loaded(made(table), tmp_path).options) == ["north", "south"]
    wrong = table.replace("20,2,10", "7,2,10").replace("6,5,10", "9,5,10")
    assert refused(wrong) == ["D1 unclear-line"]


def test_products_under_the_name_of_an_option_are_refused() -> None:
    """`North plus` holds what North holds, times the weights."""
    assert refused("Criterion,Weight,North,South,North plus\nReach,5,4,2,20\nTrust,2,3,5,6\n") == [
        "E1 unclear-line"
    ]


def test_different_maxima_are_scales_and_weights(tmp_path: Path) -> None:
    """65 and 80 of 100 points: 0.2 · 75 + 0.3 · 66.67 + 0.5 · 60 and 0.2 · 50 + 0.3 · 83.33 + 0.5 · 90."""
    table = (
        "Criterion,Max score,North,South\nReach,20,15,10\nTrust,30,20,25\nCalm,50,30,45\nTotal,100,65,80\n"
    )
    assert refused(table) == ["B1 maximum-line"]
    answers = TableAnswers(
        scales=parse_scales(["Reach=0:20", "Trust=0:30", "Calm=0:50"]),
        weights=parse_points("Reach=20,Trust=30,Calm=50"),
    )
    loaded(made(table, answers), tmp_path)
    values = {option.id: option.value for option in dilemma.assess(str(tmp_path / "t.yaml")).options}
    assert values == pytest.approx({"north": 65, "south": 80})


def test_one_message_says_all_of_the_audit_of_one_option() -> None:
    """A column of scores beside weights is one option; whoever means options in rows is told the way too."""
    text = b"Category,Weight,Score,Weighted Score\nClarity,25%,100,25\nTests,75%,80,60\nTotal,100%,,85\n"
    with pytest.raises(FaultyFile, match=r"a decision needs two: add a column.*--layout options-in-rows"):
        import_matrix([read_csv(text, "a.csv")], "a", "a.csv")


def test_of_several_tables_the_largest_is_named() -> None:
    """Which rows to keep stands in the message, with the extent of every table."""
    text = b"criterion,direction,\nspeed,1,\ncost,-1,\n,,\npt,speed,cost\nA,3,4\nB,5,6\nC,7,8\n"
    with pytest.raises(FaultyFile, match=r"holds A1:B3, A5:C8\. Keep the one you mean, such as A5:C8"):
        import_matrix([read_csv(text, "a.csv")], "a", "a.csv")


def test_merged_groups_become_groups_with_their_weights(tmp_path: Path) -> None:
    """60 and 40 in 100: half of 60 each above, 0.75 and 0.25 of 40 beside weights of the criteria's own."""
    openpyxl = pytest.importorskip("openpyxl")
    from dilemma.interchange.xlsx_read import read_workbook

    above = [["", "Ride", None, "Fare", None], ["weight", 60, None, 40, None], ["Option", "a", "b", "c", "d"]]
    beside = [
        ["Group", "Group weight", "Criterion", "Weight", "Bus", "Tram"],
        *(["Ride", 60, "a", 0.5, 40, 70], [None, None, "b", 0.5, 60, 20]),
        *(["Fare", 40, "c", 0.75, 80, 50], [None, None, "d", 0.25, 10, 90]),
    ]
    numbers = [["Bus", 40, 60, 80, 10], ["Tram", 70, 20, 50, 90]]
    for rows, merged, weights in (
        ([*above, *numbers], ("B1:C1", "D1:E1", "B2:C2", "D2:E2"), [30, 30, 20, 20]),
        (beside, ("A2:A3", "A4:A5", "B2:B3", "B4:B5"), [30, 30, 30, 10]),
    ):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for cells in merged:
            book.active.merge_cells(cells)
        book.save(content := BytesIO())
        new = import_matrix(read_workbook(content.getvalue(), "a.xlsx"), "a", "a.xlsx")
        scenario = loaded(new, tmp_path)
        assert "  ride:\n    title: Ride\n    criteria:\n" in new.text
        assert [leaf.id[-1] for leaf in scenario.leaves] == ["a", "b", "c", "d"]
        assert scenario.weights is not None
        assert [weight.central for weight in scenario.weights.points.values()] == weights


@pytest.mark.parametrize(
    "parse",
    [
        lambda: parse_levels("H=3,h=2"),
        lambda: parse_points("Reach=3,Reach=4"),
        lambda: parse_scales(["Reach=0:5", "Reach=0:9"]),
        lambda: parse_directions(["Cost=lower", "Cost=higher"]),
    ],
)
def test_an_answer_given_twice_is_refused(parse: Callable[[], object]) -> None:
    """Nobody knows which of the two is meant."""
    with pytest.raises(BadTableAnswer, match="keep one of them"):
        parse()


def test_weights_under_an_unknown_name_are_no_option() -> None:
    """0.6 · 80 + 0.4 · 30 and 0.6 · 60 + 0.4 · 50 are the totals; the first of three columns weighs."""
    answers = TableAnswers(layout="criteria-in-rows")
    with pytest.raises(
        FaultyFile, match="names `Uphill`, whose numbers as weights give the totals of others"
    ):
        made("Criterion,Uphill,North,South\nReach,60,80,60\nTrust,40,30,50\nSo,100,60,56\n", answers)


GROUPED = (
    "Criterion,Weight,North,South\nPull,{},,\na,{},40,20\nb,{},30,50\nFare,{},,\nc,{},10,90\nd,{},70,80\n"
)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((30, 10, 20, 70, 30, 40), [10, 20, 30, 40]),
        (("30%", "50%", "50%", "70%", "40%", "60%"), [15, 15, 28, 42]),
        ((3, 1, 1, 7, 0.5, 1.5), [1.5, 1.5, 1.75, 5.25]),
    ],
)
def test_a_group_above_its_criteria_has_their_weight(
    weights: tuple[object, ...], expected: list[float], tmp_path: Path
) -> None:
    """The parts add up to the group, or to the same in every group: then each is a share of its group."""
    new = made(GROUPED.format(*weights))
    scenario = loaded(new, tmp_path)
    assert "  pull:\n    title: Pull\n    criteria:\n" in new.text
    assert scenario.weights is not None
    assert [weight.central for weight in scenario.weights.points.values()] == expected


def test_groups_whose_weights_fit_nothing_are_refused() -> None:
    """50 and 40 are neither 30 nor what 40 and 60 are; to delete the groups would change the weights."""
    assert refused(GROUPED.format(30, 50, 40, 70, 40, 60)) == ["A2 unclear-line"]


def test_a_subtotal_is_compared_with_its_own_part() -> None:
    """40 + 30 and 10 + 70 of North, 20 + 50 and 90 + 80 of South, and their weights 30 and 70."""
    parts = "a,10,40,20\nb,20,30,50\nSubtotal,30,70,70\nc,30,10,90\nd,40,70,80\nSubtotal,70,80,170\n"
    new = made(f"Criterion,Weight,North,South\n{parts}Total,100,150,240\n")
    assert {doubt.code for doubt in new.doubts} == {"total-unweighted"}


@pytest.mark.parametrize(
    ("heads", "rule"),
    [
        ("Reach,Ease,Speed,ICE\nA,8,5,3,120\nB,4,9,7,252\nC,6,6,5,180\n", "the product of the scores on"),
        (
            "Reach,Pull,Trust,Effort,RICE\nA,800,2,80,4,320\nB,400,3,50,2,300\nC,100,1,100,5,20\n",
            "the product of the scores, divided by that of `Effort`,",
        ),
        (
            "Value,Pull,Calm,Job size,WSJF\nA,8,5,3,4,4\nB,5,8,2,3,5\nC,3,3,6,6,2\n",
            "the sum of the scores, divided by that of `Job size`,",
        ),
    ],
)
def test_scores_multiplied_or_divided_are_no_criterion(heads: str, rule: str) -> None:
    """Of whatever name; nor an option, where the head takes criteria for features."""
    effort = TableAnswers(directions=parse_directions(["Effort=lower"] if "Effort" in heads else []))
    with pytest.raises(FaultyFile, match=rule):
        made(f"Option,{heads}", effort)
    if "WSJF" in heads:
        with pytest.raises(FaultyFile, match="divided by that of `Job size`, of the others"):
            made(f"Feature,{heads}")


@pytest.mark.parametrize("corner", ["", "Option", "Criteria"])
def test_comparisons_in_pairs_are_no_decision(corner: str) -> None:
    """Neither are correlations: the same names stand on both sides, and 1 where they meet."""
    table = f"{corner},Reach,Speed,Trust\nReach,1,3,5\nSpeed,0.33,1,2\nTrust,0.2,0.5,1\n"
    assert refused(table) == ["A1 not-a-matrix"]


def test_currencies_of_cell_formats_are_units() -> None:
    """A sheet shows $1,200 beside €900 and holds 1200 and 900; `[$-409]` names a language alone."""
    openpyxl = pytest.importorskip("openpyxl")
    from dilemma.interchange.xlsx_read import read_workbook

    def units(*formats: str) -> list[str]:
        book = openpyxl.Workbook()
        for row in (("Option", "Sales"), ("North", 1200), ("South", 900)):
            book.active.append(row)
        for cell, form in zip(("B2", "B3"), formats, strict=True):
            book.active[cell].number_format = form
        book.save(content := BytesIO())
        (sheet,) = read_workbook(content.getvalue(), "a.xlsx")
        return [sheet.cell(row, 1).unit for row in (1, 2)]

    assert units('"$"#,##0', "[$\u20ac-407] #,##0") == ["$", "\u20ac"]
    assert units("[$-409]0.00", "[$CHF] 0.00") == ["", "CHF"]


@pytest.mark.parametrize("weights", ["1/2,1/4,1/4", "★★,★,★", "×2,×1,×1", "50%,25%,25%"])
def test_weights_are_read_as_people_write_them(weights: str, tmp_path: Path) -> None:
    """A half and two quarters."""
    scenario = loaded(made(f"Option,a,b,c\nWeight,{weights}\nNorth,40,60,80\nSouth,70,20,50\n"), tmp_path)
    assert scenario.weights is not None
    points = [weight.central for weight in scenario.weights.points.values()]
    assert [point / sum(points) for point in points] == [0.5, 0.25, 0.25]


@pytest.mark.parametrize(
    ("gain", "burden"),
    [("larger-the-better", "Smaller-the-better"), ("the higher the better", "the lower the better")],
)
def test_directions_are_known_in_many_words(gain: str, burden: str, tmp_path: Path) -> None:
    """In a line called Type such words were kept as notes, and a burden counted as a gain."""
    new = made(f"Option,Strength,Scrap rate\nType,{gain},{burden}\nNorth,40,60\nSouth,70,20\n")
    assert "scale: {worst: 100, best: 0}" in new.text
    assert len(loaded(new, tmp_path).leaves) == 2


_SCORED = "\nNorth,7,6,3\nSouth,4,9,5\n"


@pytest.mark.parametrize(
    "form",
    [
        *("{0} {1} %", "{1}% {0}", "{0}; weight {1}", "{0} weight {1}", '"{0}\nweight {1}"', '"{0}, {1}%"'),
        *("{0} | {1}%", "{0} (0.{1})"),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_weights_in_heads_count(form: str, is_turned: bool, tmp_path: Path) -> None:
    """In every form that says so; of names alone they were left a part, and all criteria weighed the same."""
    heads = [form.format(name, weight) for name, weight in (("Reach", 50), ("Trust", 20), ("Calm", 30))]
    columns = ["Option,North,South", *map("{},{}".format, heads, ("7,4", "6,9", "3,5"))]
    table = (
        "\n".join(columns).replace("Option", "Criterion")
        if is_turned
        else f"Option,{','.join(heads)}{_SCORED}"
    )
    scenario = loaded(made(table), tmp_path)
    assert scenario.weights is not None
    points = [weight.central for weight in scenario.weights.points.values()]
    assert [point / sum(points) for point in points] == [0.5, 0.2, 0.3]


def test_percentages_of_options_are_no_weights() -> None:
    """Of what `Buy 40%` and `Share 60%` hold under the head of options, nobody may think that it weighs."""
    assert "title: Share 60%" in made("Option,Reach,Trust\nShare 60%,40,50\nBuy 40%,60,20\n").text


@pytest.mark.parametrize(
    "table",
    [
        "Criterion,Weight,North,South\n1 Care,60,9,8\n1.1 Reach,40,4,6\n1.2 Trust,20,5,2\n2 Pace,40,7,8\n",
        "Criterion,North,South\nCare,9,8\n- Reach,4,6\n- Trust,5,2\nPace,7,8\n",
        "Criterion,Weight,North,South\nCare,60,9,8\nReach,40,4,6\nTrust,20,5,2\nGain,40,7,8\nPace,40,7,8\n",
        "Option,Reach,Trust,Care,Yield,Growth,Gain\nA,4,3,7,2,5,7\nB,6,5,11,8,1,9\nC,1,2,3,3,3,6\n",
        "Bid,Care Ann,Care Bob,Care average,Pace Ann,Pace Bob,Pace mean\nA,7,9,8,5,7,6\nB,6,6,6,9,7,8\n",
        "Criterion,North Ann,North Bob,North \u00d8,South\nCare,7,9,8,6\nPace,5,7,6,9\nCalm,2,4,3,8\n",
        "Option,Reach,Reach points,Trust\nA,40,2,3\nB,60,3,5\nC,20,1,4\n",
        "Option,Reach,Normalised reach,Trust\nA,40,0.5,3\nB,60,1,5\nC,20,0,4\n",
        "Option,Members,Sales,Sales per member,Trust\nA,40,200,5,3\nB,60,180,3,4\nC,20,140,7,1\n",
        "Option,Votes,Share of votes,Trust\nA,40,40,3\nB,60,60,4\n",
        "Option,Units,Value,Amount,Trust\nA,10,5,50,3\nB,20,4,80,5\nC,30,3,90,5\n",
        "Option,Reach,Trust\nA,40,3\nB,60,5\nC,20,4\nAll of them,40,4\n",
    ],
)
def test_what_sums_others_up_does_not_count_beside_them(table: str) -> None:
    """A group, a mean of assessors, points made from a number, an amount, a mean of the options."""
    assert {problem.split()[1] for problem in refused(table)} == {"hidden-total"}


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("Criterion,Requirement,A,B\nReach,>= 30,40,60\nCalm,<= 70,60,55\n", "B1 unclear-line"),
        ("Option,Reach,Calm\nTarget value,30,7\nA,40,6\nB,60,5\n", "A2 unclear-line"),
        ("Criterion,North,South,Difference\nReach,40,60,-20\nCalm,50,20,30\n", "D1 unclear-line"),
        *(
            (f"Criterion,{head},North,South\nReach,60,4,2\nCalm,40,3,5\n", "B1 unclear-line")
            for head in ("%", "Out of", "Order", "Points", "Level of importance", "Ann's weight", "Weight/10")
        ),
        ("Criterion,Weight,Cumulative weight,A,B\nReach,60,60,4,2\nCalm,40,100,3,5\n", "C1 repeated-row"),
        ("Option,Reach,Calm\nA,40,1.\nB,60,3.\nC,50,2.\n", "C2 unclear-line"),
        (f"Option,Reach (5),Trust (2),Calm (3){_SCORED}", "B1 unclear-line"),
        ("Option,Reach (rank),Calm\nA,1,40\nB,2,60\n", "B1 no-direction"),
        ("Rank them (1 = best),\nOption,Reach\nA,1\nB,2\n", "B2 no-direction"),
        ("Option,Reach\nA,1\nB,2\n\nLower scores are better.,\n", "B1 no-direction"),
    ],
)
def test_what_only_compares_or_turns_is_refused(table: str, problem: str) -> None:
    """Requirements, differences, weights under a name of their own, places and legends were scores."""
    assert refused(table) == [problem]
