"""What was seen and what is taken to be wrong, as options of `assess`."""

from __future__ import annotations

import json
import re
from math import exp
from typing import TYPE_CHECKING, Any

import pytest

from dilemma.api.evidence import evidence_options
from dilemma.cli.commands import NAMES
from dilemma.cli.options import evidence_request

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

LOG = """\
dilemma: 1
file: observations
seen: [{scenario: nato, signpost: N6, seen: true, date: 2026-01}]
"""


def data(dilemma: Invoke, *typed: str) -> Any:
    """What `assess` prints as JSON."""
    result = dilemma("assess", *typed, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(dilemma: Invoke, *typed: str) -> str:
    """What `assess` says that it refuses."""
    result = dilemma("assess", *typed)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removesuffix("\n")


@pytest.mark.parametrize("command", ["assess", "report"])
def test_observations_of_other_scenarios_are_told(command: str, here: Path, dilemma: Invoke) -> None:
    """Nothing was seen of this scenario: the answer is the one without the file, and that is said."""
    (here / "log.yaml").write_text(LOG, encoding="utf-8")
    plain, told = dilemma(command, "order"), dilemma(command, "order", "--observed", "log.yaml", "--later")
    assert (told.exit_code, told.stdout, plain.stderr) == (0, plain.stdout, "")
    assert told.stderr == "note: log.yaml holds no observation on `order`; nothing is counted\n"
    assert dilemma(command, "nato", "--observed", "log.yaml", "--later").stderr == ""


def test_a_contested_reading_counts_once_it_is_chosen(here: Path, dilemma: Invoke) -> None:
    """What readers differ over moves nothing, and is said; a reading on the command line counts instead."""
    entry = (
        "{scenario: nato, signpost: N4, seen: true, date: 2026-02, contested: Two posts were handed over.}"
    )
    (here / "log.yaml").write_text(LOG.replace("seen: [", f"seen: [{entry}, "), encoding="utf-8")
    typed = ("nato", "--observed", "log.yaml", "--later")
    result = dilemma("assess", *typed, "--format", "json")
    found = json.loads(result.stdout)
    assert [each["id"] for each in found["observed"]["signposts"]] == ["N6"]
    assert "note: Not counted, because readers of the record differ: U.S. gives up SACEUR" in result.stderr
    assert [each["code"] for each in found["warnings"]].count("contested-observation") == 1
    assert found["observed"]["after"] == data(dilemma, "nato", "--seen", "N6")["observed"]["after"]
    for reading in ("--seen", "--not-seen"):
        chosen = data(dilemma, *typed, reading, "N4")
        assert (
            chosen["observed"]["after"]
            == data(dilemma, "nato", "--seen", "N6", reading, "N4")["observed"]["after"]
        )
        assert "contested-observation" not in {each["code"] for each in chosen["warnings"]}


def test_what_was_taken_back_counts_and_is_said(here: Path, dilemma: Invoke) -> None:
    """A withdrawal does not make undone what was seen; the result says when it came."""
    (here / "log.yaml").write_text(
        LOG.replace("2026-01}", "2026-01, withdrawn: 2026-01-21}"), encoding="utf-8"
    )
    typed = ("nato", "--observed", "log.yaml", "--later")
    found = data(dilemma, *typed)["observed"]
    assert found["signposts"] == [{"id": "N6", "seen": True, "date": "2026-01", "withdrawn": "2026-01-21"}]
    assert found["after"] == data(dilemma, "nato", "--seen", "N6")["observed"]["after"]
    shown = " ".join(dilemma("assess", *typed, "--full").stdout.split())
    assert "(N6, January 2026, taken back 21 January 2026)." in shown
    memo = " ".join(dilemma("report", *typed).stdout.split())
    assert "(January 2026, taken back 21 January 2026)" in memo


def test_profiles_of_low_relevance_are_not_listed(dilemma: Invoke) -> None:
    """To whom an issue matters little is not among those who prefer another option; the data keep them."""
    choices = {each["profile"]: each for each in data(dilemma, "nato")["who_chooses"]}
    low = {key for key, each in choices.items() if each.get("relevance") == "low"}
    assert low == {"climate-vulnerable", "indo-pacific"}
    listed = dilemma("assess", "nato", "--full").stdout + dilemma("report", "nato").stdout
    opinions = listed.split("Perspectives that prefer an option other than")[1].split("Frontline state,")[0]
    assert not any(choices[key]["title"] in opinions for key in low)


def test_seen_and_not_seen(dilemma: Invoke) -> None:
    """Both repeat; the result holds what was seen, and before and after."""
    found = data(dilemma, "nato", "--seen", "N6", "--not-seen", "N1", "--seen", "N2")["observed"]
    assert found["signposts"] == [
        {"id": "N6", "seen": True},
        {"id": "N2", "seen": True},
        {"id": "N1", "seen": False},
    ]
    assert found["before"]["probabilities"]["rupture"] == pytest.approx((0.05 + 0.12 + 0.20) / 3)
    assert found["after"]["probabilities"]["rupture"] > 0.5
    assert (found["before"]["option"], found["after"]["option"]) == ("enmesh", "counter")


def test_the_terminal_shows_before_and_after(dilemma: Invoke) -> None:
    """The table stands on the first screen, and only where something was seen."""
    shown = dilemma("assess", "nato", "--seen", "N6").stdout
    assert "Observed: U.S. threatens tariffs or force to gain territory of an ally (N6)." in shown
    assert "Observations" in shown
    assert "Observations" not in dilemma("assess", "nato").stdout


def test_what_other_eyes_see(dilemma: Invoke) -> None:
    """Every profile is asked with what was seen."""
    before = {each["profile"]: each["margin"] for each in data(dilemma, "nato")["who_chooses"]}
    after = {each["profile"]: each["margin"] for each in data(dilemma, "nato", "--seen", "N6")["who_chooses"]}
    assert before.keys() == after.keys()
    assert all(before[key] != after[key] for key in before)


def test_a_log_is_refused_until_its_day(dilemma: Invoke, here: Any) -> None:
    """By default the day is the end of the evidence; `--today` moves it and `--later` does without."""
    (here / "log.yaml").write_text(LOG, encoding="utf-8")
    assert refused(dilemma, "nato", "--observed", "log.yaml") == (
        "error: log.yaml holds an observation from after 2024-11-24, such as `N6` (2026-01, over on "
        "2026-01-31); read it with --today 2026-01-31 or later, or count them all the same with --later"
    )
    late = data(dilemma, "nato", "--observed", "log.yaml", "--today", "2026-02-01")
    assert late["observed"]["signposts"] == [{"id": "N6", "seen": True, "date": "2026-01"}]
    ahead = data(dilemma, "nato", "--observed", "log.yaml", "--later")
    assert (ahead["observed"], ahead["today"]) == (late["observed"], "2024-11-24")
    elsewhere = dilemma("assess", "climate", "--observed", "log.yaml", "--format", "json")
    assert "observed" not in json.loads(elsewhere.stdout)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ["--seen", "Q"],
            "error: `nato` has no signpost `Q`; known: `N1`, `N2`, `N3`, `N4`, `N5`, `N6`, `N7`, `N8`, `Z1`, "
            "`Z2`, `Z3`, `Z4`, `Z5`",
        ),
        (
            ["--table", "signposts"],
            "error: --table is for CSV, not for text; add --format csv, or end the file in .csv",
        ),
        (["--seen", "N66"], "error: `nato` has no signpost `N66`; did you mean `N6`?"),
        (
            ["--seen", "N6", "--not-seen", "N6"],
            "error: `N6` is given with --seen and with --not-seen; it cannot be both",
        ),
        (
            ["--observed", "after-2025"],
            "error: there is no observations file `after-2025`; did you mean `after-2024`?",
        ),
        (
            ["--wrong", "pilar"],
            "error: `nato` makes no assumption `pilar`; did you mean `pillar`?",
        ),
    ],
)
def test_what_cannot_be_meant(dilemma: Invoke, typed: list[str], said: str) -> None:
    """One sentence, exit code 2, nothing on standard output."""
    assert refused(dilemma, "nato", *typed) == said


def test_a_contradiction_is_refused_in_words(dilemma: Invoke, here: Any) -> None:
    """What settles a future and what cannot happen under it: exit code 2 and both names."""
    (here / "weather.yaml").write_text(
        "dilemma: 1\ntitle: T\nquestion: Q\nas_of: 2024-11-24\noptions: {accommodate: {}, counter: {}}\n"
        "criteria: {cost: {}}\nfutures: {rain: {chance: 0.5}, sun: {}}\n"
        "scores: {accommodate: {cost: 40}, counter: {cost: {rain: 60, sun: 10}}}\n"
        "signposts:\n"
        "  A: {event: Rain, kind: conduct, settles: rain, likelihood: {rain: 0.9, sun: 0}}\n"
        "  B: {event: Dust, kind: conduct, likelihood: {rain: 0, sun: 0.5}}\n",
        encoding="utf-8",
    )
    assert data(dilemma, "weather.yaml", "--seen", "A")["probabilities"] == {"rain": 1, "sun": 0}
    assert refused(dilemma, "weather.yaml", "--seen", "A", "--seen", "B") == (
        "error: `A` seen and `B` seen: no future of `weather` allows this together; "
        "one judgement must be wrong"
    )


def test_wrong_assumptions(dilemma: Invoke) -> None:
    """Those named are wrong for the whole run, and the text says so."""
    found = data(dilemma, "nato", "--wrong", "deals-move", "--wrong", "congress")
    assert found["wrong"] == ["deals-move", "congress"]
    assert found["recommendation"]["option"] == "counter"
    assert [each["id"] for each in found["assumptions"]] == ["pillar", "no-test", "autonomy"]
    shown = dilemma("assess", "nato", "--wrong", "congress", "--full").stdout
    assert "Assumption dropped: Congress would resist formal withdrawal." in shown


def test_what_to_watch_stands_under_full(dilemma: Invoke) -> None:
    """Signposts, the loud ones that say little, share movers and assumptions, each in its place."""
    shown = dilemma("assess", "climate", "--full").stdout
    order = [
        "What to find out",
        "What to watch",
        "The choice changes if the odds of",
        "These events would make news but change little",
        "These change the share of partners that act",
        "What it rests on",
        "Key assumptions",
    ]
    places = [shown.index(part) for part in order]
    assert places == sorted(places)
    assert "What to watch" not in dilemma("assess", "climate").stdout


# Options that move the chances


def test_endogenous(dilemma: Invoke) -> None:
    """The data hold each option's chances; every profile is asked the same way; a page of it is refused."""
    found = data(dilemma, "nato", "--endogenous")
    # The range 0.05, 0.12, 0.20 has the mean 0.37/3, the odds 0.37/2.63; Enmesh adds -0.3 to their logarithm.
    odds = 0.37 / 2.63 * exp(-0.3)
    assert found["endogenous"]["probabilities"]["enmesh"]["rupture"] == pytest.approx(odds / (1 + odds))
    own = next(each for each in found["who_chooses"] if each["profile"] == "middle-power")
    assert own["margin"] == pytest.approx(found["recommendation"]["margin"], abs=1e-12)
    assert "endogenous" not in data(dilemma, "nato")
    assert refused(dilemma, "nato", "--endogenous", "--format", "html") == (
        "error: with --endogenous nothing is written as html; use text, json or csv"
    )


def test_endogenous_has_no_table_of_break_evens(dilemma: Invoke) -> None:
    """A file of headings alone would look like a choice that nothing could change."""
    asked = ("--endogenous", "--table", "break-evens", "--format", "csv")
    assert "no break-even is worked out" in refused(dilemma, "nato", *asked)


def test_endogenous_where_nothing_moves(dilemma: Invoke) -> None:
    """A scenario whose options state no shifts is refused, with what to write into it."""
    assert refused(dilemma, "order", "--endogenous") == (
        "error: no option of `order` moves a chance; give one `shifts: {FUTURE: LOG-ODDS}`, "
        "or leave out --endogenous"
    )


def test_signposts_as_a_table(dilemma: Invoke, here: Any) -> None:
    """`--table` says what a row is about; by the ending of the file it is CSV."""
    result = dilemma("assess", "nato", "--as", "frontline", "--table", "signposts", "-o", "watch.csv")
    assert (result.exit_code, result.stderr) == (0, "wrote watch.csv\n")
    first, *rows = (here / "watch.csv").read_text(encoding="utf-8").splitlines()
    assert first.startswith("scenario,profile,signpost,event,kind,by,answer,probability,choice")
    assert len(rows) == 2 * 13
    assert all(row.startswith("nato,frontline,") for row in rows)


def test_options_as_they_would_be_typed_again() -> None:
    """What was typed is quoted for a shell, each option with its own name."""
    heard = evidence_request(seen=["N6"], not_seen=["N 1"], observed="a log.yaml", later=True, wrong=["x"])
    assert evidence_options(heard) == (
        "--seen N6",
        "--not-seen 'N 1'",
        "--observed 'a log.yaml'",
        "--wrong x",
        "--later",
    )
    assert evidence_options(evidence_request()) == ()


def test_an_id_may_be_written_with_its_scenario(dilemma: Invoke) -> None:
    """`nato:N6` is `N6`, as in a comparison or a portfolio; what is of another scenario is refused."""
    plain = data(dilemma, "nato", "--seen", "N6", "--wrong", "congress")
    assert data(dilemma, "nato", "--seen", "nato:N6", "--wrong", "nato:congress") == plain
    for option in ("--seen", "--not-seen", "--wrong"):
        said = refused(dilemma, "nato", option, "climate:C1")
        assert said == "error: `climate:C1` is of `climate`, which is not among the scenarios"


def test_the_head_says_how_far_evidence_and_events_go(dilemma: Invoke, here: Path) -> None:
    """Without a day it says how to see what is past; with one, which file answers for what fell due."""
    del here
    quick = ("--samples", "64")
    plain = " ".join(dilemma("assess", "nato", *quick).stdout.split())
    assert "Evidence to 24 November 2024; add `--today now` to see what is past." in plain
    late = " ".join(dilemma("assess", "nato", "--today", "2026-11-29", *quick).stdout.split())
    assert "Evidence to 24 November 2024; read on 29 November 2026." in late
    assert re.search(r"Add `--observed after-2024` to count \d of \d signposts that fell due\.", late)
    typed = ("assess", "nato", "--today", "2026-11-29", "--observed", "after-2024", *quick)
    read = " ".join(dilemma(*typed).stdout.split())
    head = r"Evidence to 24 November 2024, events to [\w ]+ 2026 \(\d observations counted\); read on 29 "
    assert re.search(head + r"November 2026\.", read)
    assert "to count" not in read
    memo = " ".join(dilemma("report", "nato", "--today", "2026-11-29", *quick).stdout.split())
    assert "Add \\`--observed after-2024\\`" in memo.partition("## Annex")[0]


def test_now_is_the_real_day(dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--today now` is the day of SOURCE_DATE_EPOCH or of the clock, and the result bears it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1777593600")  # 1 May 2026, UTC
    assert data(dilemma, "nato", "--today", "now")["today"] == "2026-05-01"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    refused = dilemma("assess", "nato", "--today", "now")
    assert (refused.exit_code, "SOURCE_DATE_EPOCH" in refused.stderr) == (2, True)


TO_STANDARD_OUTPUT = {
    "show": ("show", "nato"),
    "assess": ("assess", "nato", "--format", "csv", "--samples", "64"),
    "walk": ("walk", "nato", "--answers", "answers.yaml"),
    "compare": ("compare", "nato", "climate", "--samples", "64"),
    "diff": ("diff", "nato", "climate"),
    "ask": ("ask", "nato"),
    "panel": ("panel", "nato", "realist", "equal"),
    "coalition": ("coalition", "nato"),
    "portfolio": ("portfolio", "--format", "json", "--samples", "64"),
    "report": ("report", "nato", "--format", "html", "--samples", "64"),
    "export": None,  # the ending of the file says what to write
    "import": ("import", "table.csv", "--direction", "Price=lower", "--scale", "0:10"),
    "schema": ("schema", "profile"),
}


def test_a_dash_is_standard_output(here: Path, dilemma: Invoke) -> None:
    """Every command with -o prints to standard output for `-o -`, and writes no file of that name."""
    (here / "table.csv").write_text("option,Price,Use\na,1,5\nb,2,6\n", encoding="utf-8")
    (here / "answers.yaml").write_text("dilemma: 1\nfile: answers\nscenario: nato\nsteps: []\n")
    options = {name: dilemma(name, "--help").stdout for name in NAMES}
    assert {name for name, text in options.items() if "--output" in text} == TO_STANDARD_OUTPUT.keys()
    for typed in filter(None, TO_STANDARD_OUTPUT.values()):
        dashed = dilemma(*typed, "-o", "-")
        assert dashed.exit_code == 0, (typed, dashed.stderr)
        if typed[0] != "ask":  # which has to be given -o
            assert dashed.stdout == dilemma(*typed).stdout, typed
        assert dashed.stdout
    assert not (here / "-").exists()
    assert "writ" in dilemma("export", "nato", "-o", "-").stderr
