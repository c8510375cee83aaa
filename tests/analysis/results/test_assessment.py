"""The allies' scenarios come out as computed apart from the same judgements; see `tests/worked/allies.md`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY, shipped_result

from dilemma.analysis.core.decision import best_indices, decide
from dilemma.analysis.sensitivity.break_evens import probability_lines, weight_lines
from dilemma.api.assess import load
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.load import load_profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.analysis.results.assessment import Assessment, OptionResult
    from dilemma.analysis.sensitivity.break_evens import ValueLine
    from dilemma.scenario.model import Scenario

    Row = dict[str, str]

ROOT = Path(__file__).parents[3]
NOBODY = "none"

TENTH = 0.05 + 1e-9  # figures printed to one decimal
HUNDREDTH = 0.005 + 1e-9
PROBABILITY_STEP = 0.001  # the first probability was sought on a grid this fine
WEIGHT_STEP = 0.95 / 399  # the first weight on 400 points from where it stands to 0.95


def tables() -> dict[str, list[Row]]:
    """The tables of `allies.md` by heading, each a list of rows by column."""
    found: dict[str, list[Row]] = {}
    text = (ROOT / "tests" / "worked" / "allies.md").read_text(encoding="utf-8")
    for section in text.split("\n## ")[1:]:
        title, *lines = section.splitlines()
        head, _, *rows = (_cells(line) for line in lines if line.startswith("|"))
        found[title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


TABLES = tables()


def named(row: Row) -> str:
    """A readable test id."""
    return "-".join(row[key] for key in ("issue", "profile", "option") if key in row)


@cache
def seen(issue: str, eyes: str) -> Scenario:
    """A scenario through the eyes of a profile."""
    scenario = load(issue, LIBRARY).scenario
    profile = load_profile(LIBRARY.find("profile", eyes), scenario.sources)
    return apply_edits(scenario, Edits(profile=profile))


@cache
def assessed(issue: str, eyes: str) -> Assessment:
    """The assessment of a scenario through the eyes of a profile; nothing here is sampled."""
    return shipped_result(issue, eyes, samples=64)


def option(issue: str, eyes: str, name: str) -> OptionResult:
    """How one option does."""
    return next(result for result in assessed(issue, eyes).options if result.id == name)


def probability_line(issue: str, eyes: str, future: str) -> ValueLine:
    """The line along which a future's probability moves."""
    return next(line for line in probability_lines(decide(seen(issue, eyes))) if line.of == future)


def first_lead(line: ValueLine, places: Iterable[int], start: float = 0.0) -> float | None:
    """The first point of a line, from `start` on, at which one of some options leads; None if none does."""
    leads = [lead for lead in line.leads() if lead.stop > start and set(places) & set(lead.leaders)]
    return max(start, leads[0].start) if leads else None


def test_the_tables_hold_every_pair() -> None:
    """Nine profiles by four issues, five of them allies, and every table has its rows."""
    assert {title: len(rows) for title, rows in TABLES.items()} == {
        "Value": 36,
        "Break-evens": 36,
        "Floor": 4,
        "Poles": 16,
        "Leave one out": 20,
        "Own chances": 20,
    }


def test_the_middle_power_on_nato() -> None:
    """The four values a reader of the essay is shown first."""
    values = {result.id: result.value for result in assessed("nato", "middle-power").options}
    expected = {"accommodate": 44.22, "wait_out": 45.80, "counter": 46.11, "enmesh": 49.98}
    assert values == pytest.approx(expected, abs=HUNDREDTH)
    assert list(values) == ["enmesh", "counter", "wait_out", "accommodate"]


@pytest.mark.parametrize("row", TABLES["Value"], ids=named)
def test_value_winner_margin_regret_and_information(row: Row) -> None:
    """Values, winner, margin, option of least regret and EVPI agree to a tenth."""
    found = assessed(row["issue"], row["profile"])
    values = {result.id.replace("_", " "): result.value for result in found.options}
    assert values == pytest.approx({name: float(row[name]) for name in values}, abs=TENTH)
    assert found.recommendation.option == row["winner"]
    assert found.recommendation.margin == pytest.approx(float(row["margin"]), abs=TENTH)
    assert found.rules.minimax_regret == (row["regret"],)
    assert found.information.evpi_futures == pytest.approx(float(row["EVPI"]), abs=TENTH)


@pytest.mark.parametrize("row", TABLES["Break-evens"], ids=named)
def test_the_winner_of_each_future(row: Row) -> None:
    """Each future taken for certain has the winner it should; of a tie the table names the first."""
    results = assessed(row["issue"], row["profile"]).options
    futures = ("cooperative", "transactional", "retrenched", "rupture")
    for future, winner in zip(futures, row["winner in C, T, R, X"].split(", "), strict=True):
        values = {each.id: each.values_by_future[future] for each in results}
        assert winner in values
        assert values[winner] == pytest.approx(max(values.values()), abs=1e-9)


@pytest.mark.parametrize(
    ("column", "future", "name"),
    [
        ("wait out wins if P(coop)", "cooperative", "wait_out"),
        ("accommodate wins if P(trans)", "transactional", "accommodate"),
        ("counter wins if P(rupture)", "rupture", "counter"),
    ],
)
@pytest.mark.parametrize("row", TABLES["Break-evens"], ids=named)
def test_the_first_probability_from_which_an_option_leads(
    row: Row, column: str, future: str, name: str
) -> None:
    """`x+`: the option leads from x to the end of the line; `never`: nowhere on it.

    `1.00+` may be a tie in the last point alone, which is no stretch and so no change of leader.
    """
    place = decide(seen(row["issue"], row["profile"])).options.index(name)
    line = probability_line(row["issue"], row["profile"], future)
    found = first_lead(line, [place])
    if row[column] == "never":
        assert found is None
        return
    assert row[column].endswith("+")
    if found is None:
        assert row[column] == "1.00+"
        assert place in best_indices(line.values[-1])
        return
    assert found == pytest.approx(float(row[column][:-1]), abs=HUNDREDTH + PROBABILITY_STEP)
    assert place in line.leads()[-1].leaders


@pytest.mark.parametrize("row", TABLES["Break-evens"], ids=named)
def test_the_weight_on_cost_from_which_holding_back_leads(row: Row) -> None:
    """The first weight on cost, from where it stands, at which accommodating or waiting out leads."""
    decision = decide(seen(row["issue"], row["profile"]))
    line = next(line for line in weight_lines(decision) if line.of == "cost")
    at, now = row["passive wins at cost weight"].removesuffix(")").split(" (now ")
    assert line.now == pytest.approx(float(now), abs=HUNDREDTH)
    passive = [decision.options.index(name) for name in ("accommodate", "wait_out")]
    assert first_lead(line, passive, line.now) == pytest.approx(float(at), abs=HUNDREDTH + WEIGHT_STEP)


@pytest.mark.parametrize("row", TABLES["Floor"], ids=named)
def test_the_bedrock_floor(row: Row) -> None:
    """Expected scores on norms agree to a tenth, and exactly those below the floor are flagged."""
    found = assessed(row["issue"], NOBODY)
    for result in found.options:
        score, _, flag = row[result.id].partition(" ")
        assert result.contributions["norms"] / found.weights["norms"] == pytest.approx(
            float(score), abs=TENTH
        )
        assert result.below_floor == (("norms",) if flag else ())
    assert set(found.screened) == {result.id for result in found.options if "below" not in row[result.id]}


@pytest.mark.parametrize("row", TABLES["Poles"], ids=named)
def test_the_poles(row: Row) -> None:
    """Pole values agree to a tenth, and so does the dilemma index where the table prints it."""
    found = option(row["issue"], NOBODY, row["option"])
    expected = {pole: float(row[pole]) for pole in ("leadership", "order", "own")}
    assert found.pole_values == pytest.approx(expected, abs=TENTH)
    if row["dilemma (issue)"]:
        index = assessed(row["issue"], NOBODY).dilemma_index
        assert index == pytest.approx(float(row["dilemma (issue)"]), abs=TENTH)


@pytest.mark.parametrize("row", TABLES["Leave one out"], ids=named)
def test_leaving_one_criterion_out(row: Row) -> None:
    """The winner without a criterion; blank where it stays."""
    found = assessed(row["issue"], row["profile"])
    assert found.recommendation.option == row["winner"]
    expected = {name: row[name] or row["winner"] for name in found.leave_one_out}
    assert found.leave_one_out == expected
    assert len(expected) == 7


@pytest.mark.parametrize("issue", ["nato", "climate", "nuclear", "threat-reduction"])
def test_who_chooses_agrees_with_looking_through_those_eyes(issue: str) -> None:
    """Every profile is asked, and has the winner and the margin of its own assessment."""
    asked = assessed(issue, NOBODY).who_chooses
    assert asked is not None
    assert len(asked) == 9
    for choice in asked:
        own = assessed(issue, choice.profile).recommendation
        assert (choice.option, choice.margin) == (own.option, own.margin)
