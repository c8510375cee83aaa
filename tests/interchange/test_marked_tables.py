"""Weights in heads, products in cells, reasons behind numbers, legends: kinds met in published tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.import_new import import_matrix
from dilemma.interchange.markdown_tables import read_markdown
from dilemma.interchange.typed_numbers import Legend, parse_typed_number, read_legend
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.interchange.import_new import NewScenario
    from dilemma.scenario.model import Scenario

WEIGHTS = {"Reach": 60.0, "Trust": 40.0}
SCORES = {"North": (4.0, 3.0), "South": (2.0, 5.0)}


def made(table: str) -> NewScenario:
    """The scenario of a table in CSV, or in Markdown."""
    sheets = read_markdown(table, "t.md") if "|" in table else (read_csv(table.encode(), "t.csv"),)
    return import_matrix(sheets, "t", "t.csv")


def loaded(new: NewScenario, folder: Path) -> Scenario:
    """The same, loaded."""
    path = folder / "t.yaml"
    path.write_text(new.text, encoding="utf-8")
    return load_scenario(path, Library(())).scenario


def refusal(table: str) -> str:
    """The message of the first fault of a table."""
    with pytest.raises(FaultyFile) as caught:
        made(table)
    problem = caught.value.problems[0]
    return f"{problem.code}: {problem.message}"


@pytest.mark.parametrize(
    "table",
    [
        "Criteria (Weight),North,South\nReach (60%),4,2\nTrust (40%),3,5\nWeighted score,3.6,3.2\n",
        "Option,Reach (×6),Trust (×4),Total\nNorth,4 → 24,3 → 12,36\nSouth,2 → 12,5 → 20,32\n",
        "Criteria:,North,South\nReach; weight: 3,4,2\nTrust; weight: 2,3,5\nWeighted totals:,18,16\n",
        ",Reach - 60%,Trust - 40%\nNorth,4,3\nSouth,2,5\n",
        "Criterion,Weight,North,South\n,,Score / Rating,Score / Rating\nReach,0.6,4 / 2.4,2 / 1.2\n"
        "Trust,0.4,3 / 1.2,5 / 2\nTotal,1,3.6,3.2\n",
        "Kriterium,Gewichtung,North,Gewichteter Wert,South,Gewichteter Wert\nReach,60 %,4,2.4,2,1.2\n"
        "Trust,40 %,3,1.2,5,2\nGesamtwert,100 %,,3.6,,3.2\n",
        "Category,Weight,North,South\nReach,60%,4/5,2/5\nTrust,40%,Yes (3/5),Yes (5/5)\n",
        "Criterion,Weight,North,South,Justification of scores\nReach,60,🟠 4,🟢 2,Counted in 12 towns\n"
        "Trust,40,3 — of 10 asked,5 — so they say,6/10 of them\nRecommendation,,✅ Selected,Fallback,\n",
        "Model,Reach,Trust\nWeight,60,40\nNorth,4,3\nSouth,2,5\n",
        "criteria,weight,normalized weight,North,South\nReach,60,0.6,4,2\nTrust,40,0.4,3,5\n",
    ],
    ids=[
        "percent", "times", "words", "dash", "pairs", "repeated", "category", "remarks", "model", "twice",
    ],
)  # fmt: skip
def test_every_wording_gives_the_same_decision(table: str, tmp_path: Path) -> None:
    """Titles are bare, weights have their ratio 3 : 2, and scores are those of the decision."""
    scenario = loaded(made(table), tmp_path)
    assert [leaf.title for leaf in scenario.leaves] == list(WEIGHTS)
    assert scenario.weights
    points = [weight.central for weight in scenario.weights.points.values()]
    assert points[0] / points[1] == pytest.approx(1.5)
    scores = {
        scenario.title_of(option): tuple(
            scenario.rows[option, leaf.id][0].score.central for leaf in scenario.leaves
        )
        for option in scenario.options
    }
    assert scores == SCORES


def test_a_product_that_is_none_is_no_score() -> None:
    """`4 / 1.9` with a weight of 0.6 says neither 4 nor 1.9."""
    table = "Criterion,Weight,North,South\nReach,0.6,4 / 1.9,2 / 9.2\nTrust,0.4,3 / 7.2,5 / 2.9\n"
    assert refusal(table).startswith("unclear-line: begins a column `North weighted`")


def test_shares_of_a_maximum_are_no_products(tmp_path: Path) -> None:
    """`4/5` and `2/5` are out of five."""
    scenario = loaded(made("Criterion,North,South\nReach,4/5,2/5\nTrust,3/5,5/5\n"), tmp_path)
    assert scenario.rows["north", "reach"][0].score.central == 4


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Criterion,Weight,Score\nReach,60,4\nTrust,40,3\n", "holds `Score` and no scores of options"),
        ("Criterion,Weight,North\nReach,60,4\nTrust,40,3\n", "holds scores of one option, `North`"),
        ("Option,Rank,Total score\nNorth,1,7\nSouth,2,6\n", "a table of totals (`Rank`, `Total score`)"),
        ("Model,MAE,Reach,,Model,MAE Ranking\n1,4,2,,1,2\n2,3,5,,2,1\n", "begins a second table, E1:F3"),
        ("Reach\n40\n", "the first line has one cell; a table names its options in the first column"),
        (
            "Option,Reach,Trust\nNorth,H,L (so far)\nSouth,M,H\n",
            "holds the word `H` where a number belongs, as 3 more cells do; say what each word is worth, for "
            'example --levels "L=1,M=2,H=3"',
        ),
    ],
    ids=["score", "one", "totals", "two", "cell", "words"],
)  # fmt: skip
def test_a_refusal_says_what_is_missing(table: str, expected: str) -> None:
    """What to add stands in the message."""
    assert expected in refusal(table)


def test_a_total_tells_how_its_owner_counts_a_burden() -> None:
    """3.6 and 3.2 add the cost up like a gain; the owner may still mean otherwise."""
    table = "Criterion,Weight,North,South\nReach,60,4,2\nCost,40,3,5\nWeighted total,,3.6,3.2\n"
    assert refusal(table).endswith("`Weighted total` counts more of it as better")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 = poor … 5 = excellent", (1, 5, True)),
        ("Scale: 1 (schwach) bis 5 (sehr gut).", (1, 5, True)),
        ("1 = excellent, 5 = poor", (5, 1, True)),
        ("H = 3, M = 2, L = 1", (1, 3, False)),
        ("Scores are 1-5, higher is better.", (1, 5, True)),
        ("Rated 1-10, lower is better", (10, 1, True)),
        ("Score each (1-10 scale, where 10 is best):", (1, 10, True)),
        ("1: Ferry, 2: Tunnel", (0, 0, False)),
        ("Weights: 1 = minor, 5 = major", (0, 0, False)),
        ("Source: the ministry, 2024-2026", (0, 0, False)),
    ],
)
def test_a_legend_states_a_scale(text: str, expected: tuple[float, float, bool]) -> None:
    """Words that praise and blame say which end is best; words of size do not."""
    legend = read_legend([text])
    assert (legend.worst, legend.best, legend.is_graded) == expected
    assert bool(legend) is (expected[0] != expected[1])


def test_the_legend_of_a_table_is_its_scale(tmp_path: Path) -> None:
    """It settles the burden too, for a mark of 5 is excellent whatever it is for; a list says so."""
    table = "| Option | Reach | Cost |\n|---|---|---|\n"
    table += "| North | 4 | 3 |\n| South | 2 | 5 |\n\n1 = poor, 5 = excellent\n"
    new = made(table)
    scales = [leaf.criterion.scale for leaf in loaded(new, tmp_path).leaves]
    assert [(scale.worst, scale.best) for scale in scales if scale] == [(1, 5), (1, 5)]
    assert new.doubts == ()
    assert "The scale from 1 (worst) to 5 (best) is that of the legend, on Reach, Cost." in new.notes


def test_a_legend_of_words_is_their_mapping(tmp_path: Path) -> None:
    """Under the table of a sheet, in cells of their own; size alone leaves a burden open."""
    table = "Option,Reach,Trust\nNorth,H,L\nSouth,M,H\n,,\nH,3,\nM,2,\nL,1,\n"
    scenario = loaded(made(table), tmp_path)
    assert scenario.rows["north", "reach"][0].score.central == 3
    assert refusal(table.replace("Trust", "Risk")).startswith("no-direction")
    assert read_legend([]) == Legend()


def test_a_long_table_keeps_its_reasons_in_every_future() -> None:
    """Each stands with the score of its own future."""
    rows = [
        f"{option},{future},Reach,{score},{why}"
        for option, score in (("North", 40), ("South", 20))
        for future, why in (("Calm", "So they say."), ("Storm", "We asked."))
    ]
    text = made("\n".join(["Option,Future,Criterion,Score,Reason", *rows])).text
    assert text.count("So they say. We asked. (Cells ") == 2


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("4 — slow but steady", 4, "slow but steady"),
        ("3 — $100-140", 3, "$100-140"),
        ("5 — 11% a year", 5, "11% a year"),
        ("No (0/5)", 0, "No"),
        ("🟠 85.28", 85.28, ""),
        ("4 — 5", None, ""),
        ("1.500", 1.5, ""),  # only a comma, or a sign that comes twice, may part thousands here
    ],
)
def test_a_number_with_its_reason_is_a_score(text: str, expected: float | None, note: str) -> None:
    """The reason is kept; a dash between two numbers is a range."""
    typed = parse_typed_number(text, None, {})
    assert typed
    assert (typed.mode, typed.note) == (expected, note)
