"""`dilemma portfolio` from the command line: every format, every fault of the command line."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke
    from tests.conftest import Golden

COSTS = ("--cost", "counter=4", "--cost", "enmesh=3")


def test_portfolio_as_text(dilemma: Invoke, golden: Golden) -> None:
    """The first screen at 80 columns, with a budget and a stance settled."""
    result = dilemma(
        "portfolio", "allies", *COSTS, "--budget", "8", "--fix", "nato=enmesh", "--samples", "1024"
    )
    assert result.exit_code == 0
    golden("portfolio.txt", result.stdout)
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_portfolio_as_markdown(dilemma: Invoke, golden: Golden) -> None:
    """The same without either, in full, as Markdown."""
    golden("portfolio.md", dilemma("portfolio", "--samples", "1024", "--format", "markdown").stdout)


def test_portfolio_as_json(dilemma: Invoke) -> None:
    """One object for one pair of eyes; the core indices of an issue sum to 1."""
    shown = json.loads(dilemma("portfolio", "--samples", "256", "--format", "json").stdout)
    assert shown["framework"]["id"] == "allies"
    assert shown["best"]["choice"] == dict.fromkeys(
        ("nato", "climate", "nuclear", "threat-reduction"), "enmesh"
    )
    for issue in shown["issues"]:
        assert sum(issue["core_index"].values()) == pytest.approx(1)
    everybody = json.loads(dilemma("portfolio", "--as", "all", "--samples", "256", "--format", "json").stdout)
    assert len(everybody) == 9


def test_portfolio_as_csv_in_a_file(dilemma: Invoke, here: Path) -> None:
    """The ending of `-o` decides the format; the totals of the budget rise."""
    result = dilemma("portfolio", *COSTS, "--samples", "256", "-o", "all.csv")
    assert (result.stdout, result.stderr) == ("", "wrote all.csv\n")
    rows = list(csv.DictReader(StringIO((here / "all.csv").read_text(encoding="utf-8"))))
    steps = [
        (float(row["capital"]), float(row["value"]))
        for row in rows
        if row["figure"] == "total_within_capital"
    ]
    assert steps == sorted(steps)
    assert {row["issue"] for row in rows if row["figure"] == "best_choice"} >= {"nato", "threat-reduction"}


def test_same_seed_same_bytes(dilemma: Invoke) -> None:
    """A run can be repeated to the byte, and another seed samples other cases."""
    one, two, other = (
        dilemma("portfolio", "--format", "json", "--samples", "512", "--seed", seed).stdout for seed in "112"
    )
    assert one == two
    assert one != other


def test_what_if_for_one_issue(dilemma: Invoke) -> None:
    """A prefix sends a what-if to one issue, in the eyes asked for."""
    shown = json.loads(
        dilemma(
            "portfolio", "--as", "realist", "--set", "climate:scores.counter.cost=100", "--format", "json"
        ).stdout
    )
    assert shown["profile"]["id"] == "realist"
    assert shown["best"]["choice"]["climate"] == "counter"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("nato", "climate"),
            "error: `nato` is a scenario; name the framework that lists the issues to decide together: "
            "`allies`\n",
        ),
        (("nato",), "error: `nato` is a scenario; name the framework"),
        (("allies", "alies"), "error: a portfolio has one framework, not 2; name one of `allies`\n"),
        (("--seen", "N66"), "error: no issue has a signpost `N66`; did you mean `N6`?\n"),
        (("--wrong", "climate:congress"), "error: `climate` has no assumption `congress`"),
        (("--seen", "N6", "--not-seen", "nato:N6"), "error: two things are said of signpost `N6` on `nato`"),
        (("--observed", "after-2024"), "error: "),
        (("alies",), "error: there is no framework `alies`; did you mean `allies`?\n"),
        (("--fix", "nato"), "error: `nato` is not ISSUE=OPTION; write for example `nato=enmesh`\n"),
        (("--budget", "8"), "error: a budget needs costs; add for example --cost counter=4"),
        (("--cost", "counter"), "error: `counter` is not OPTION=CAPITAL"),
        (("--cost", "countr=4"), "error: there is no option `countr`; did you mean `counter`?\n"),
        (("--cost", "counter=much"), "error: the cost of `counter` must be a number, not `much`\n"),
        (("--cost", "counter=-1"), "error: the cost of `counter` must be a number from 0 to 1e+15, not -1\n"),
        (("--cost", "counter=1", "--cost", "counter=2"), "error: the cost of `counter` is given twice; "),
        (("--cost", "counter=1", "--budget", "inf"), "error: the budget must be a number from 0 to 1e+15"),
        (("--cost", "counter=1", "--budget", "1e308"), "error: the budget must be a number from 0 to 1e+15"),
        (("--set", "order:weights.cost=3"), "error: --set: there is no issue `order`"),
        (("--as", "nobody"), "error: there is no profile `nobody`"),
        (
            (*COSTS, "--cost", "wait_out=1", "--cost", "accommodate=1", "--budget", "2"),
            "error: no portfolio fits a budget of 2; the cheapest takes 4\n",
        ),
    ],
)
def test_what_is_no_portfolio(arguments: tuple[str, ...], said: str, dilemma: Invoke) -> None:
    """Exit code 2, one line, nothing on standard output."""
    result = dilemma("portfolio", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_what_was_seen_of_the_issues(dilemma: Invoke) -> None:
    """Each issue that was looked at has its own before and after, below the answer and within 80 columns."""
    said = dilemma(
        "portfolio", "--samples", "256", "--seen", "N6", "--not-seen", "nuclear:Z1", "--wrong", "congress"
    ).stdout
    assert (
        said.index("Best together") < said.index("Observed on NATO: U.S. threatens") < said.index("Issue   ")
    )
    assert "Observed on nuclear arms: Looked for and not observed: Opposition" in said
    assert "on climate: " not in said
    assert "Assumption dropped on NATO: Congress would resist formal withdrawal." in said
    assert max(len(line) for line in said.splitlines()) <= 80
    shown = json.loads(
        dilemma("portfolio", "--samples", "256", "--seen", "nato:N6", "--format", "json").stdout
    )
    assert list(shown["observed"]) == ["nato"]
    assert "wrong" not in shown


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", b"<!doctype html>"), ("a.pdf", b"%PDF-"), ("a.docx", b"PK")]
)
def test_portfolio_as_a_page(name: str, start: bytes, dilemma: Invoke, here: Path) -> None:
    """The ending of the file makes it a page; how sure each choice is becomes a chart."""
    result = dilemma("portfolio", *COSTS, "--budget", "8", "--samples", "256", "-o", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {name}\n")
    content = (here / name).read_bytes()
    assert content.startswith(start)
    if name == "a.html":
        assert "<figure>" in content.decode()
