"""A plain matrix becomes a scenario that checks, and what cannot be read is named by its cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dilemma.errors import FaultyFile
from dilemma.interchange.csv_reader import read_csv
from dilemma.interchange.import_new import NewScenario, import_matrix
from dilemma.interchange.matrix_layout import make_ids
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.problems import select_errors

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.interchange.cells import CellKind, Sheet
    from dilemma.scenario.load import LoadedScenario

BARE = "option,Safety,Comfort\nStay,60,40\nLeave,20,90\n"
FULL = """\
option,stance,definition,Safety,"Price (EUR m)",Rules
weight,,,50,30,20
worst,,,0,120,0
best,,,100,20,10
unit,,,,EUR m,rules kept
direction,,,,lower,
pole,,,own,leadership,order
Stay,Wait out,"Do nothing: wait.",60,40,7
Leave,counter,,20,110,9
"""


def text_of(table: str) -> str:
    """The scenario that a CSV table makes."""
    return made_of(table).text


def made_of(table: str) -> NewScenario:
    """The scenario with what is doubtful in the table."""
    return import_matrix((read_csv(table.encode(), "m.csv"),), "the-move", "m.csv")


def loaded(table: str, tmp_path: Path) -> LoadedScenario:
    """The same, loaded; it has no errors."""
    path = tmp_path / "the-move.yaml"
    path.write_text(text_of(table), encoding="utf-8")
    found = load_scenario(path, Library(()))
    assert select_errors(found.problems) == ()
    return found


def refused(table: str) -> list[str]:
    """The problems of a table, as cell and code."""
    with pytest.raises(FaultyFile) as caught:
        text_of(table)
    return [
        f"{problem.span.where.removeprefix('m.csv, ')}: {problem.code}" for problem in caught.value.problems
    ]


def test_options_in_rows_and_criteria_in_columns_are_enough(tmp_path: Path) -> None:
    """Scores from 0 to 100 need no more; that nobody weighed the criteria is warned of."""
    found = loaded(BARE, tmp_path)
    scenario = found.scenario
    assert scenario.file.title == "The move"
    assert [leaf.title for leaf in scenario.leaves] == ["Safety", "Comfort"]
    assert [option.title for option in scenario.options.values()] == ["Stay", "Leave"]
    assert [cells[0].score.central for cells in scenario.rows.values()] == [60, 40, 20, 90]
    assert {problem.code for problem in found.problems} == {"equal-weights"}


def test_every_score_is_marked_as_still_to_be_justified(tmp_path: Path) -> None:
    """It cites analyst judgement, with low confidence, and says which cell it came from."""
    for judgements in loaded(BARE, tmp_path).scenario.rows.values():
        assert judgements[0].sources == ("AJ",)
        assert judgements[0].confidence == "low"
    assert '{score: 60, why: "Cell B2 of m.csv; say why.", from: [AJ], confidence: low}' in text_of(BARE)


def test_rows_may_describe_the_criteria_and_columns_the_options(tmp_path: Path) -> None:
    """Weights, scales, units, directions and poles; stances and definitions."""
    found = loaded(FULL, tmp_path)
    scenario = found.scenario
    assert found.problems == ()
    assert scenario.weights is not None
    assert {key: points.central for key, points in scenario.weights.points.items()} == {
        "safety": 50,
        "price_eur_m": 30,
        "rules": 20,
    }
    price, rules = scenario.leaves[1].criterion, scenario.leaves[2].criterion
    assert price.scale
    assert rules.scale
    assert (price.scale.worst, price.scale.best, price.scale.unit) == (120, 20, "EUR m")
    assert (rules.scale.worst, rules.scale.best, rules.scale.unit) == (0, 10, "rules kept")
    assert [leaf.pole for leaf in scenario.leaves] == ["own", "leadership", "order"]
    assert [scenario.stance(option) for option in scenario.options] == ["wait_out", "counter"]
    assert scenario.options["stay"].definition == "Do nothing: wait."


def test_lower_is_better_without_a_scale_turns_the_hundred_round(tmp_path: Path) -> None:
    """A score of 0 is then the best."""
    found = loaded(BARE.replace("Stay,", "direction,,lower\nStay,"), tmp_path)
    scale = found.scenario.leaves[1].criterion.scale
    assert scale
    assert (scale.worst, scale.best) == (100, 0)


def test_a_stance_that_nobody_stated_is_said_to_be_assumed() -> None:
    """The program needs one, and says where it made it up."""
    assert "  stay: {title: Stay, stance: counter}   # assumed" in text_of(BARE)
    assert "# assumed" not in text_of(FULL)
    assert "  wait_out: {title: Wait out, stance: wait_out}\n" in text_of(BARE.replace("Stay", "Wait out"))


def test_a_column_of_futures_makes_scores_by_future(tmp_path: Path) -> None:
    """Each option then has a row for each future."""
    table = "option,future,Safety\nStay,Storm,10\nStay,Calm,80\nLeave,Storm,50\nLeave,Calm,40\n"
    scenario = loaded(table, tmp_path).scenario
    assert [future.title for future in scenario.futures] == ["Storm", "Calm"]
    assert [each.score.central for each in scenario.rows["leave", "safety"]] == [50, 40]


def test_ids_are_made_of_titles_and_never_alike(tmp_path: Path) -> None:
    """Accents go, words of the language and repeated ids get something more, other scripts get a number."""
    table = "option,Goût!,gout?,Why,Безопасность\nA,1,2,3,4\nB,4,3,2,1\n"
    assert [leaf.id for leaf in loaded(table, tmp_path).scenario.leaves] == [
        "gout",
        "gout_2",
        "why_",
        "criterion_4",
    ]


@pytest.mark.parametrize(
    "name", ["yes", "2024", "1e3", "a: b", "- x", "#1", "'q'", "null", "=1", "*a", "a\tb"]
)
def test_any_title_loads_as_it_stands(name: str, tmp_path: Path) -> None:
    """What YAML would read otherwise is quoted."""
    table = f'option;"{name}";Comfort\n"{name}";60;40\nLeave;20;90\n'
    scenario = loaded(table, tmp_path).scenario
    shown = "1000" if name == "1e3" else " ".join(name.split())
    assert scenario.leaves[0].title == shown
    assert next(iter(scenario.options.values())).title == shown


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Stay,60", "Stay,sixty", ["cell B2: not-a-number"]),
        ("Stay,60", "Stay,H", ["cell B2: level-without-number"]),
        ("Stay,60", "Stay,#N/A", ["cell B2: cell-error"]),
        ("Stay,60", 'Stay,"6,5"', ["cell B2: decimal-comma"]),
        ("Stay,60", "worst,0,0\nbest,100,100\nStay,600", ["cell B4: out-of-bounds"]),
        ("Stay,60", "Stay,60%", ["cell B2: percentage"]),
        ("Stay,60", ",60", ["cell A2: no-head"]),
        ("Safety,Comfort", ",Comfort", ["cell B1: no-head"]),
        ("Safety,Comfort", "Comfort,Comfort", ["cell C1: repeated-column"]),
        ("Leave", "Stay", ["cell A3: repeated-row"]),
        ("Leave,20,90\n", "Leave,20,90\nLeave,20,91\n", ["cell A4: repeated-row"]),
        ("Stay", "worst,0,0\nStay", ["cell B2: half-a-scale", "cell C2: half-a-scale"]),
        ("Stay", "worst,0,0\nbest,0,100\nStay", ["cell B3: bad-scale"]),
        ("Stay", "direction,lower,\nworst,0,0\nbest,100,100\nStay", ["cell B4: bad-scale"]),
        ("Stay", "direction,sideways,\nStay", ["cell B2: not-in-list"]),
        ("Stay", "weight,1,\nStay", ["cell C2: empty-cell"]),
        ("Stay", "weight,0,0\nStay", ["cell A2: no-weight"]),
        ("Stay", "weight,1,2\nweights,1,3\nStay", ["cell A3: repeated-row"]),
        ("Stay", "weight,-1,2\nStay", ["cell B2: out-of-bounds"]),
    ],
    ids=range(19),
)
def test_a_fault_names_its_cell(old: str, new: str, expected: list[str]) -> None:
    """One thing wrong is one problem, at its cell."""
    assert refused(BARE.replace(old, new)) == expected


def told(table: Sheet | str, tmp_path: Path) -> list[str]:
    """What is wrong with the scenario that a table makes, as place and message."""
    found = read_csv(table.encode(), "m.csv") if isinstance(table, str) else table
    made = import_matrix((found,), "the-move", "m.csv")
    with pytest.raises(FaultyFile) as caught:
        made.problems(tmp_path / "the-move.yaml", Library(()), kept=True)
    return [f"{problem.span.where}: {problem.code}" for problem in caught.value.problems]


def test_what_only_the_scenario_refuses_is_named_by_its_cell(tmp_path: Path) -> None:
    """The text that was made of a table is nowhere to be looked at."""
    long = "x" * 20_001
    assert told(BARE.replace("Stay", long), tmp_path) == ["m.csv, cell A2: too-long"]
    assert told(BARE.replace("Comfort", long), tmp_path) == ["m.csv, cell C1: too-long"]
    described = f"option,definition,a\nStay,{long},1\nLeave,so,2\n"
    assert told(described, tmp_path) == ["m.csv, cell B2: too-long"]


def test_warnings_point_into_a_file_only_where_one_is_written(tmp_path: Path) -> None:
    """A scenario that is only shown has no lines to look up."""
    made, path = made_of(BARE), tmp_path / "the-move.yaml"
    (shown,) = made.problems(path, Library(()), kept=False)
    (kept,) = made.problems(path, Library(()), kept=True)
    assert shown.span.where.startswith("m.csv")
    assert kept.span.source.name.endswith("the-move.yaml")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("option,a\n" + "".join(f"o{row},1\n" for row in range(5_000)), "cell A102: too-many"),
        (
            f"option,{','.join(f'c{column}' for column in range(510))}\na,1\nb,1\n",
            "cell SH1: too-many",
        ),
        (
            f"option,{','.join(f'c{column}' for column in range(100))}\n"
            + "".join(f"o{row},1\n" for row in range(60)),
            "cell A52: too-many",
        ),
        (
            "option,future,a\n" + "".join(f"o,f{row},1\np,f{row},1\n" for row in range(101)),
            "cell B202: too-many",
        ),
    ],
    ids=["options", "criteria", "both", "futures"],
)
def test_what_nobody_could_judge_is_refused_at_the_first_cell_too_many(table: str, expected: str) -> None:
    """The scenario would refuse it too, after each of its scores was read."""
    assert refused(table) == [expected]


def test_a_scenario_too_large_to_be_read_is_not_made() -> None:
    """What is made of a table has the limits of every scenario."""
    definitions = "".join(f"o{row},{'x' * 30_000},1\n" for row in range(40))
    assert refused(f"option,definition,a\n{definitions}") == ["m.csv: too-large"]


def test_many_alike_titles_take_no_longer_than_others() -> None:
    """The next number behind an id is known, not looked for."""
    titles = [f"{'x' * 40}{place}" for place in range(20_000)]
    assert make_ids(titles, "option")[-1] == f"{'x' * 40}_20000"


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ("truth", "holds `TRUE`, a truth value"),
        ("date", "holds a date, `TRUE`"),
        ("error", "holds the error `TRUE`"),
        ("uncounted", "holds a formula whose result was never saved"),
    ],
)
@pytest.mark.parametrize(("row", "column"), [(1, 0), (0, 1)])
def test_what_is_no_name_is_said_to_be_there(found: CellKind, says: str, row: int, column: int) -> None:
    """A spreadsheet makes a truth value of an option called TRUE, and such a cell is not empty."""
    table = read_csv(BARE.encode(), "m.csv")
    rows = [list(cells) for cells in table.rows]
    rows[row][column] = replace(rows[row][column], kind=found, text="TRUE")
    with pytest.raises(FaultyFile) as caught:
        import_matrix((replace(table, rows=tuple(map(tuple, rows))),), "the-move", "m.csv")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message[: len(says)]) == ("no-head", says)


@pytest.mark.parametrize("empty", ["", "?", "n/a", "unknown"])
def test_an_empty_score_is_unknown_and_counted(empty: str, tmp_path: Path) -> None:
    """The whole scale is possible, which is a judgement like another; how many there are is noted."""
    table = BARE.replace("Stay,60", f"Stay,{empty}")
    assert loaded(table, tmp_path).scenario.rows["stay", "safety"][0].unknown
    assert "1 score is unknown: each may be anything on its scale." in made_of(table).notes


def test_a_missing_future_of_an_option_is_missed() -> None:
    """Every option is judged in every future."""
    assert refused("option,future,Safety\nStay,Storm,10\nStay,Calm,80\nLeave,Storm,50\n") == [
        "cell A4: no-row"
    ]
    assert refused("option,future,Safety\nStay,Storm,10\nLeave,,80\n") == ["cell B3: empty-cell"]


@pytest.mark.parametrize("label", ["Average", "Mean", "Mean of all options"])
def test_a_row_that_sums_up_is_no_option(label: str, tmp_path: Path) -> None:
    """It would compete with the options it is made of; the mean of 60 and 20 is 40, of 40 and 80 it is 60."""
    table = f"Option,a,b\nStay,60,40\nLeave,20,80\n{label},40,60\n"
    assert list(loaded(table, tmp_path).scenario.options) == ["stay", "leave"]
    assert f"`{label}` is the mean of the scores of the options; it is left out." in made_of(table).notes


@pytest.mark.parametrize("label", ["TOTAL", "Sum (points)", "Rank", "Weighted score"])
def test_a_total_across_options_speaks_for_criteria_in_rows(label: str) -> None:
    """Nobody adds up the scores of different options; such a table is asked about."""
    assert refused(f"Option,a,b\nStay,60,40\nLeave,20,80\n{label},80,120\n") == ["cell A1: unclear-layout"]


def test_a_label_may_say_more() -> None:
    """`Weight (%)` is the row of weights, and an option may begin with such a word."""
    table = "Option,a,b\nWeight (%),60,40\nStay,60,40\nTotal withdrawal,20,80\n"
    assert "weights: {a: 60, b: 40}" in text_of(table)
    assert "title: Total withdrawal" in text_of(table)


def test_scores_up_to_ten_have_no_verdict_until_the_scale_is_known(tmp_path: Path) -> None:
    """Each criterion is asked about by itself, and one stated scale does not answer for another."""
    doubts = made_of("Option,a,b\nStay,6,4\nLeave,2,10\n").doubts
    assert [(doubt.code, doubt.severity) for doubt in doubts] == [("scale-guess", "warning")] * 2
    (doubt,) = made_of("Option,a,b\nworst,0,\nbest,10,\nStay,6,4\nLeave,2,10\n").doubts
    assert '--scale "b=1:10"' in doubt.message
    assert made_of("Option,a,b\nworst,0,0\nbest,10,10\nStay,6,4\nLeave,2,10\n").doubts == ()
    assert loaded("Option,a,b\nStay,6,4\nLeave,2,10\n", tmp_path).scenario.no_verdict == ("scale",)


def test_exported_scores_are_no_matrix() -> None:
    """They are read back into their scenario; that is said once, not for every cell."""
    heads = "option,criterion,future,low,most likely,high"
    assert refused(f"{heads}\ncounter,cost,all,1,2,3\n") == ["m.csv: wrong-origin"]
