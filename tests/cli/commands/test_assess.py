"""What `assess`, `compare` and `show` make of their options."""

from __future__ import annotations

import csv
import json
import os
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import SCENARIOS

from dilemma.api.assess import load
from dilemma.report.measures.registry import SCREEN_WORDS
from dilemma.report.text import Names, capitalize

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

EYES = """\
dilemma: 1
file: profile
title: My own eyes
kind: person
weights: {nato: {norms: 1, security: 0, us_engagement: 0, standing: 0, cost: 0, time: 0, domestic: 0}}
"""


def data(dilemma: Invoke, *typed: str) -> Any:
    """What a command prints as JSON."""
    result = dilemma(*typed, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(dilemma: Invoke, *typed: str) -> str:
    """What a command says that it refuses."""
    result = dilemma(*typed)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removesuffix("\n")


# Whose eyes


def test_the_file_says_whose_eyes_are_the_default(dilemma: Invoke) -> None:
    """Without `--as`, the framework's choice is used and the header says so."""
    assert data(dilemma, "assess", "nato")["profile"]["id"] == "middle-power"
    assert "Perspective: Trade-exposed middle power (default)." in dilemma("assess", "nato").stdout


def test_nobodys_eyes(dilemma: Invoke) -> None:
    """`--as none` is the scenario's own weights and no profile."""
    assert data(dilemma, "assess", "nato", "--as", "none")["profile"] is None
    assert "Perspective: none, " in dilemma("assess", "nato", "--as", "none").stdout


def test_several_eyes_in_the_order_given(dilemma: Invoke) -> None:
    """`--as` repeats, each result after the other; several results are an array."""
    found = data(dilemma, "assess", "nato", "--as", "realist", "--as", "none", "--as", "frontline")
    assert [each["profile"] and each["profile"]["id"] for each in found] == ["realist", None, "frontline"]


def test_all_eyes(dilemma: Invoke) -> None:
    """`--as all` is every profile that applies, allies first."""
    found = data(dilemma, "assess", "nato", "--as", "all")
    listed = json.loads(dilemma("list", "--format", "json").stdout)
    assert {each["profile"]["id"] for each in found} == {
        entry["name"] for entry in listed if entry["kind"] == "profile"
    }
    assert found[0]["profile"]["id"] == "climate-vulnerable"


def test_eyes_by_path(here: Path, dilemma: Invoke) -> None:
    """A profile may be a file anywhere."""
    (here / "eyes.yaml").write_text(EYES)
    found = data(dilemma, "assess", "nato", "--as", "./eyes.yaml")
    assert found["profile"] == {"id": "eyes", "title": "My own eyes"}
    assert found["weights"]["norms"] == 1


def test_eyes_that_do_not_apply(here: Path, dilemma: Invoke) -> None:
    """A profile without weights for a scenario is refused by name."""
    (here / "eyes.yaml").write_text(EYES)
    said = refused(dilemma, "assess", "climate", "--as", "./eyes.yaml")
    assert said == "error: profile `eyes` has no weights for `climate`"


# What if


@pytest.mark.parametrize(
    ("given", "where", "value"),
    [
        ("weights={norms: 3, security: 1, us_engagement: 0, standing: 0, cost: 0, time: 0, domestic: 0}",
         ("weights", "norms"), 0.75),
        ("weights=[norms, security, us_engagement, standing, cost, time, domestic]",
         ("weights", "domestic"), 1 / 49),
        ("weights.cost=0", ("weights", "cost"), 0.0),
        ("futures.rupture.chance=0.5", ("probabilities", "rupture"), 0.5),
        ("futures.rupture.chance=[0.3, 0.4, 0.5]", ("probabilities", "rupture"), 0.4),
        ("futures.retrenched.probability=0.5", ("probabilities", "retrenched"), 0.5),
        ("rules.too_close=9", ("recommendation", "too_close"), 9.0),
    ],
)  # fmt: skip
def test_what_if_replaces_a_judgement(
    given: str, where: tuple[str, str], value: float, dilemma: Invoke
) -> None:
    """`--set` puts the value in the place of the file's or the profile's, in the file's units."""
    assert data(dilemma, "assess", "nato", "--set", given)[where[0]][where[1]] == pytest.approx(value)


def test_a_wider_rule_makes_a_lead_too_close(dilemma: Invoke) -> None:
    """On `order` Enmesh leads by 52.04 - 49.58 and wins 75% of draws: over a rule of 2, under one of 9."""
    verdicts = [
        data(dilemma, "assess", "order", "--set", f"rules.too_close={rule}")["recommendation"]["verdict"]
        for rule in (2, 9)
    ]
    assert verdicts[0] != "too-close"
    assert verdicts[1] == "too-close"


@pytest.mark.parametrize(
    ("given", "scores"),
    [
        ("scores.enmesh.cost=0", [0, 0, 0, 0]),
        ("scores.enmesh.cost=[10, 20, 30]", [20, 20, 20, 20]),
        ("scores.enmesh.cost.rupture=100", [100, None, None, None]),
    ],
)
def test_what_if_of_a_score_sets_one_future_or_every_one(
    given: str, scores: list[float | None], dilemma: Invoke
) -> None:
    """A score of an option on a criterion sets every future, one with a future's name just that one."""
    usual = data(dilemma, "assess", "nato", "--as", "none")
    found = data(dilemma, "assess", "nato", "--as", "none", "--set", given)
    before = {option["id"]: option for option in usual["options"]}
    for option in found["options"]:
        if option["id"] != "enmesh":
            assert option["values_by_future"] == before[option["id"]]["values_by_future"]
    expected = sum(
        found["probabilities"][future] * score
        for future, score in zip(found["probabilities"], scores, strict=True)
        if score is not None
    )
    (enmesh,) = (option for option in found["options"] if option["id"] == "enmesh")
    if None not in scores:
        assert enmesh["contributions"]["cost"] == pytest.approx(found["weights"]["cost"] * expected)
    else:
        rose = enmesh["values_by_future"]["rupture"] - before["enmesh"]["values_by_future"]["rupture"]
        assert rose > 0
        assert (
            enmesh["values_by_future"]["cooperative"] == before["enmesh"]["values_by_future"]["cooperative"]
        )


def test_what_if_of_a_floor_sets_and_lifts_it(dilemma: Invoke) -> None:
    """A floor above every score flags every option; `null` lifts the floor of the file."""
    high = data(dilemma, "assess", "nato", "--set", "criteria.cost.floor=100")
    assert [option["below_floor"] for option in high["options"]] == [["cost"]] * 4
    assert high["screened"] == []
    lifted = data(dilemma, "assess", "climate", "--set", "criteria.norms.floor=null")
    assert [option["below_floor"] for option in lifted["options"]] == [[]] * 4


def test_what_if_of_the_tie_break(dilemma: Invoke) -> None:
    """Among options too close to call, the pole that is set decides."""
    typed = ("assess", "climate", "--set", "rules.too_close=50", "--set")
    for pole in ("leadership", "order", "own"):
        broken = data(dilemma, *typed, f"rules.tie_break={pole}")["recommendation"]["tie_break"]
        assert broken["rule"] == pole


def test_the_assumed_share_and_the_share_that_acts(dilemma: Invoke) -> None:
    """Only the distance between the two shares matters, and at the assumed one nothing moves."""
    usual = data(dilemma, "assess", "nato")
    at_assumed = data(dilemma, "assess", "nato", "--share", "0.6")
    assert at_assumed["options"] == usual["options"]
    low = data(dilemma, "assess", "nato", "--share", "0.4")
    also_low = data(dilemma, "assess", "nato", "--share", "0.6", "--set", "coalition.assumed_share=0.8")
    assert [option["value"] for option in low["options"]] == pytest.approx(
        [option["value"] for option in also_low["options"]]
    )
    assert low["options"] != usual["options"]


def test_several_what_ifs_hold_together(dilemma: Invoke) -> None:
    """`--set` repeats; probabilities that are set hold, and the others share the rest in proportion."""
    found = data(
        dilemma,
        *("assess", "nato", "--set", "futures.rupture.probability=0.4"),
        *("--set", "futures.retrenched.probability=0.2"),
    )["probabilities"]
    usual = data(dilemma, "assess", "nato")["probabilities"]
    assert (found["rupture"], found["retrenched"]) == pytest.approx((0.4, 0.2))
    assert found["cooperative"] / found["transactional"] == pytest.approx(
        usual["cooperative"] / usual["transactional"]
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("foo", "`foo` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`"),
        ("", "`` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`"),
        ("=1", "`=1` is not PATH=VALUE; write for example `futures.rupture.chance=0.3`"),
        ("title=Mine", "`title` cannot be set; known: `weights`, "),
        ("weight.cost=1", "`weight.cost` cannot be set; did you mean `"),
        ("scores.enmesh=1", "`scores.enmesh` cannot be set; "),
        ("weights.cst=1", "there is no criterion `cst`; did you mean `cost`?"),
        ("weights.cost=", "`weights.cost` must be a number or a range such as `[30, 40, 55]`, not empty"),
        ("weights.cost=[1", "the value of `weights.cost` cannot be read: "),
        ("weights.cost=&a 1", "the value of `weights.cost` cannot be read: anchor `&a` is not allowed"),
        ("weights.cost=lots", "`weights.cost` must be a number or a range "),
        ("weights.cost=-1", "`weights.cost` must not be below 0 points"),
        ("weights=[cost]", "criterion `norms` has no weight; add it"),
        ("weights={cost: 1}", "criterion `norms` has no weight; add it"),
        ("futures.ruptur.chance=0.5", "there is no future `ruptur`; did you mean `rupture`?"),
        ("futures.rupture.chance=30", "a chance lies between 0 and 1, not at 30; write 0.3 for 30%"),
        ("futures.rupture.chance=a third", "`a third` is neither a number nor a word of the "),
        ("futures.rupture.chance=perhaps", "`perhaps` is neither a number nor a word of the "),
        ("futures.retrenched.chance=0.5",
         "future `retrenched` has no chance to set; set `futures.retrenched.probability`"),
        ("futures.rupture.probability=2", "`futures.rupture.probability` must lie between 0 and 1, not at 2"),
        ("futures.rupture.probability=[0.1, 0.2]", "`futures.rupture.probability` takes one number, not "),
        ("scores.enmsh.cost=1", "there is no option `enmsh`; did you mean `enmesh`?"),
        ("scores.enmesh.cst=1", "there is no criterion `cst`; did you mean `cost`?"),
        ("scores.enmesh.cost.peace=1", "there is no future `peace`; known: "),
        ("scores.enmesh.cost=101", "the score 101 is outside the scale of `cost`, 0 to 100"),
        ("scores.enmesh.cost=[3, 2, 1]", "`scores.enmesh.cost` must rise from low to high, not `[3, 2, 1]`"),
        ("criteria.cost.floor=101", "`criteria.cost.floor` must lie between 0 and 100, not at 101"),
        ("criteria.cost.worst=1", "`criteria.cost.worst` cannot be set; did you mean `criteria."),
        ("coalition.assumed_share=2", "`coalition.assumed_share` must lie between 0 and 1, not at 2"),
        ("rules.too_close=-1", "`rules.too_close` must lie between 0 and 100, not at -1"),
        ("rules.too_close=true", "`rules.too_close` takes one number, not `true`"),
        ("rules.tie_break=coin", "`rules.tie_break` must be one of `order`, `leadership`, `own`, not the "),
    ],
)  # fmt: skip
def test_what_if_that_cannot_be_meant(given: str, said: str, dilemma: Invoke) -> None:
    """A path that leads nowhere and a value that does not fit end with 2, with a remedy where one is sure."""
    heard = refused(dilemma, "assess", "nato", "--as", "realist", "--set", given)
    assert heard.startswith(f"error: --set: {said}")
    assert not heard.endswith(".")


def test_a_weight_alone_in_a_ranking_is_refused(dilemma: Invoke) -> None:
    """A weight has no points to set where the criteria are only ranked, or not weighed at all."""
    ranking = "weights=[norms, security, us_engagement, standing, cost, time, domestic]"
    said = refused(dilemma, "assess", "nato", "--set", ranking, "--set", "weights.cost=1")
    assert said.startswith("error: --set: the weights are a ranking, so one cannot be set alone; set all ")


def test_too_much_probability_is_refused(dilemma: Invoke) -> None:
    """Probabilities that are set cannot sum to more than 1."""
    both = ("--set", "futures.rupture.probability=0.7", "--set", "futures.retrenched.probability=0.7")
    said = refused(dilemma, "assess", "nato", *both)
    assert said == "error: --set: the probabilities set sum to 1.4, not to at most 1"


def test_a_share_needs_a_coalition(dilemma: Invoke) -> None:
    """Without a coalition there is no share to set, by either option."""
    dilemma("new", "energy")
    none = "`energy` has no coalition, so there is no share to set"
    assert refused(dilemma, "assess", "energy.yaml", "--share", "0.4") == f"error: {none}"
    setting = ("--set", "coalition.assumed_share=0.4")
    assert refused(dilemma, "assess", "energy.yaml", *setting) == f"error: --set: {none}"


def test_a_share_may_be_a_percentage(dilemma: Invoke) -> None:
    """`--share 40%` is `--share 0.4`."""
    low = data(dilemma, "assess", "nato", "--share", "40%")
    assert low == data(dilemma, "assess", "nato", "--share", "0.4")


@pytest.mark.parametrize("share", ["2", "-0.1", "nan", "inf", "most", "101%"])
def test_a_share_lies_between_none_and_all(share: str, dilemma: Invoke) -> None:
    """A share that is none ends with 2."""
    assert "--share" in refused(dilemma, "assess", "nato", "--share", share)


# How it is written


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("found.json", "{\n"),
        ("found.jsonl", '{"schema_version": 2'),
        ("found.csv", "scenario,profile,option,"),
        ("found.md", "# European security and NATO\n"),
        ("FOUND.MD", "# European security and NATO\n"),
        ("found.txt", "European security and NATO\n"),
        ("found", "European security and NATO\n"),
    ],
)
def test_the_ending_of_a_file_says_its_format(name: str, begins: str, here: Path, dilemma: Invoke) -> None:
    """`-o` alone is enough; text is written where the ending says nothing."""
    assert dilemma("assess", "nato", "-o", name).exit_code == 0
    assert (here / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize("name", ["found", "found.txt", "found.csv"])
def test_a_stated_format_is_the_one_written(name: str, here: Path, dilemma: Invoke) -> None:
    """`--format` means what it says where the ending says the same, nothing, or only that it is text."""
    dilemma("assess", "nato", "--format", "csv", "-o", name)
    assert (here / name).read_text().startswith("scenario,profile,option,")


@pytest.mark.parametrize(
    ("format_", "name", "says"),
    [("csv", "found.json", "json"), ("html", "memo.PDF", "pdf"), ("docx", "memo.txt", "text")],
)
def test_a_file_is_not_called_what_it_is_not(
    format_: str, name: str, says: str, here: Path, dilemma: Invoke
) -> None:
    """A format and an ending that contradict one another are a slip: nothing is written."""
    result = dilemma("assess", "nato", "--format", format_, "-o", name)
    assert result.exit_code == 2
    assert result.stderr == (
        f"error: {name} ends as {says} does, but --format is {format_}; leave one of the two out\n"
    )
    assert os.listdir(here) == []


def test_several_results_as_lines_and_as_an_array(dilemma: Invoke) -> None:
    """JSONL has one object a line, JSON one array, and both say the same."""
    typed = ("compare", "nato", "climate", "--as", "realist", "--as", "none")
    lines = dilemma(*typed, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == data(dilemma, *typed)
    assert len(lines) == 4


def test_compare_has_one_row_a_pair(dilemma: Invoke) -> None:
    """The table names each scenario and profile in the order asked for, with what the results say."""
    typed = ("compare", "climate", "nato", "--as", "realist", "--as", "order-first")
    rows = [re.split("  +", line) for line in dilemma(*typed).stdout.splitlines()[3:7]]
    shown = [(capitalize(Names(load(key).scenario).issue), key) for key in ("climate", "nato")]
    assert [row[:3] for row in rows] == [
        [name, each["profile"]["title"], Names(load(key).scenario).option(each["recommendation"]["option"])]
        for each in data(dilemma, *typed)
        for name, key in shown
        if key == each["scenario"]["id"]
    ]


def test_compare_as_csv_has_one_row_an_option(dilemma: Invoke) -> None:
    """CSV is long and tidy: each pair has one row an option, and one of them is recommended."""
    text = dilemma("compare", "nato", "climate", "--as", "realist", "--format", "csv").stdout
    rows = list(csv.DictReader(StringIO(text)))
    assert len(rows) == 8
    assert [row["option"] for row in rows if row["leads"] == "true"] == [
        row["option"] for row in rows if row["rank"] == "1"
    ]
    advised = [
        found["recommendation"]["advised"]
        for found in data(dilemma, "compare", "nato", "climate", "--as", "realist")
    ]
    assert [row["option"] for row in rows if row["advised"] == "true"] == advised
    assert all(row["recommended"] == row["advised"] for row in rows)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_shipped_scenario_can_be_read_and_assessed(name: str, dilemma: Invoke) -> None:
    """All commands that read work on everything that ships."""
    for typed in (("show",), ("show", "--scores"), ("show", "--sources"), ("assess", "--full")):
        result = dilemma(typed[0], name, *typed[1:])
        assert (result.exit_code, result.stderr) == (0, ""), typed
        assert len(result.stdout.splitlines()) > 10, typed


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv"])
def test_a_briefing_is_prose(format_: str, dilemma: Invoke) -> None:
    """`show` cannot be written as data, for it has nothing that the file has not."""
    said = refused(dilemma, "show", "nato", "--format", format_)
    assert said == f"error: a briefing cannot be written as {format_}; use text or markdown"


def test_full_only_adds(dilemma: Invoke) -> None:
    """The first screen is the beginning of the full text, down to who would choose otherwise."""
    short, full = dilemma("assess", "nato").stdout, dilemma("assess", "nato", "--full").stdout
    shared = short.partition("Tipping points")[0].rstrip()
    assert full.startswith(shared)
    assert len(full) > len(short)


def test_the_first_screen_is_one_screen(dilemma: Invoke) -> None:
    """Answer, ranking and main trade-off fit 80 columns and 24 lines, with the line typed."""
    for name in SCENARIOS:
        lines = dilemma("assess", name).stdout.splitlines()
        trade_off = next(index for index, line in enumerate(lines) if line.startswith("  gives up"))
        end = next(index for index in range(trade_off, len(lines)) if not lines[index].strip())
        assert 1 + end <= 24, name
        assert max(map(len, lines)) <= 80
        assert len(lines) <= 60


def test_the_same_line_gives_the_same_bytes(dilemma: Invoke) -> None:
    """Nothing depends on a clock or on chance."""
    typed = ("assess", "climate", "--full")
    assert dilemma(*typed).stdout == dilemma(*typed).stdout


def test_a_profile_can_be_read(dilemma: Invoke) -> None:
    """Its weights as shares and its adjustments of scores, by the names that scenarios give their parts."""
    shown = " ".join(dilemma("show", "frontline").stdout.split())
    assert shown.startswith("Frontline state An ally, such as Poland, Estonia, Latvia and Lithuania.")
    assert "NATO (high relevance): security 30%, U.S. engagement 20%, norms 18%" in shown
    assert "NATO: Wait out on security −8.0 points. No time to rearm" in shown
    said = refused(dilemma, "show", "frontline", "--scores")
    assert "`frontline` is a profile, which has no scores or sources" in said


def test_a_briefing_says_what_to_type_and_what_a_deal_is_worth(dilemma: Invoke) -> None:
    """`--wrong` takes the ids of assumptions; what the file says is to be shown is shown."""
    shown = dilemma("show", "nato").stdout
    assert "  - Congress would resist formal withdrawal (congress, solid)." in shown
    assert "A deal worth having\n  - Outlasts the term or locks in a date." in shown


@pytest.mark.parametrize(("word", "measure"), SCREEN_WORDS.items())
def test_a_word_of_a_screen_is_explained(word: str, measure: str, dilemma: Invoke) -> None:
    """What stands above a column or before a colon can be typed as it stands there."""
    by_id = dilemma("assess", "--explain", measure)
    assert by_id.exit_code == 0
    assert dilemma("assess", "--explain", word.capitalize()).stdout == by_id.stdout
    assert dilemma("assess", "--explain", word.replace(" ", "-")).stdout == by_id.stdout


def test_the_words_to_explain_stand_on_screens(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """No word is listed that no screen has."""
    monkeypatch.setenv("COLUMNS", "120")  # heads of columns on one line
    lines = ("assess nato --full --samples 64", "panel nato frontline realist", "coalition nato")
    quiet = "assess nato --set scores.counter.cost=90 --samples 64"
    shown = " ".join(" ".join(dilemma(*line.split()).stdout.split()) for line in (*lines, quiet)).lower()
    assert [word for word in SCREEN_WORDS if word not in shown] == []


def test_a_measure_named_by_one_of_its_words(dilemma: Invoke) -> None:
    """A word of an id is answered with the measures whose ids have it."""
    assert refused(dilemma, "assess", "--explain", "regret").startswith(
        "error: there is no measure `regret`; known: `minimax-regret`"
    )


def test_draws_go_to_a_file_beside_the_answer(here: Path, dilemma: Invoke) -> None:
    """As many as samples, the answer unchanged; other endings and several pairs of eyes are refused."""
    plain = dilemma("assess", "order", "--samples", "64")
    found = dilemma("assess", "order", "--samples", "64", "--draws", "draws.csv")
    assert (found.exit_code, found.stdout) == (0, plain.stdout)
    assert len((here / "draws.csv").read_text(encoding="utf-8").splitlines()) == 65
    wrong = dilemma("assess", "order", "--draws", "draws.txt")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "end the file in .csv or .parquet" in wrong.stderr
    several = dilemma("assess", "order", "--as", "all", "--draws", "more.csv")
    assert several.exit_code == 2
    assert "one perspective" in several.stderr
    assert not (here / "more.csv").exists()
