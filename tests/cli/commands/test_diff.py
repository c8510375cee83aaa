"""`dilemma diff` from the command line: every format, both exit codes, every fault of the command line."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from tests.repositories import Repository

from dilemma.scenario.library import standard_library
from dilemma.scenario.new_scenario import standalone_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke
    from tests.conftest import Golden

EDITS = (
    ("range: [0.05, 0.12, 0.20]", "range: [0.20, 0.32, 0.40]"),
    ("transactional: {score: [17, 26, 35]", "transactional: {score: [27, 36, 45]"),
    ("{score: [49, 60, 71]", "{score: [39, 60, 81]"),
    ("why: No lead time at all.", "why: No time to prepare."),
    ("likelihood: {rupture: 0.40, cooperative: 0.82", "likelihood: {rupture: 0.50, cooperative: 0.82"),
)


@pytest.fixture
def mine(here: Path) -> str:
    """A copy of a shipped scenario with some judgements changed, in the working folder."""
    text = standard_library().find("scenario", "nato").read_text(encoding="utf-8")
    for old, new in EDITS:
        assert old in text, old
        text = text.replace(old, new, 1)
    (here / "mine.yaml").write_text(text, encoding="utf-8")
    return "mine.yaml"


def test_diff_as_text(mine: str, dilemma: Invoke, golden: Golden) -> None:
    """The answer, both sides, the changes and what else differs, at 80 columns."""
    result = dilemma("diff", "nato", mine)
    assert result.exit_code == 0
    golden("diff.txt", result.stdout)
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_diff_as_markdown(mine: str, dilemma: Invoke, golden: Golden) -> None:
    """The comment of a pull request, where the choice stays."""
    golden("diff.md", dilemma("diff", "nato", mine, "--as", "nuclear-power", "--format", "markdown").stdout)


def test_diff_as_json(mine: str, dilemma: Invoke) -> None:
    """One object for one pair of eyes, an array for several, a line each with `jsonl`."""
    shown = json.loads(dilemma("diff", "nato", mine, "--format", "json").stdout)
    assert (shown["schema_version"], shown["choice_moved"]) == (2, True)
    assert shown["changes"][0]["parts"][0]["path"] == "futures.rupture.chance"
    assert shown["changes"][0]["parts"][0]["new"] == [0.2, 0.32, 0.4]
    assert "reason" not in shown["changes"][0]
    assert shown["effect"] == shown["new"]["central"]["lead"] - shown["old"]["central"]["lead"]
    several = ("diff", "nato", mine, "--as", "frontline", "--as", "none", "--format")
    assert len(json.loads(dilemma(*several, "json").stdout)) == 2
    lines = dilemma(*several, "jsonl").stdout.splitlines()
    assert [json.loads(line)["samples"] for line in lines] == [16384] * 2


def test_many_eyes_begin_with_for_whom(mine: str, dilemma: Invoke) -> None:
    """Before the details of each pair of eyes stands for whom the choice moves; nothing for a single pair."""
    for whose, begins in (
        (("--as", "frontline", "--as", "none"), "The choice changes for 2 of 2 perspectives: Frontline "),
        (
            ("--as", "nuclear-power", "--as", "climate-vulnerable"),
            "The choice does not change for any of the 2 perspectives.",
        ),
        (("--as", "nuclear-power"), "European security and NATO"),
    ):
        assert dilemma("diff", "nato", mine, *whose).stdout.startswith(begins)


def test_diff_as_csv_in_a_file(mine: str, dilemma: Invoke, here: Path) -> None:
    """A row for all changes together, one for each judgement, one for each text; the ending decides."""
    result = dilemma("diff", "nato", mine, "-o", "diff.csv")
    assert (result.stdout, result.stderr) == ("", "wrote diff.csv\n")
    rows = list(csv.DictReader(StringIO((here / "diff.csv").read_text(encoding="utf-8"))))
    assert rows[0]["kind"] == "all"
    assert (rows[0]["was"], rows[0]["is"], rows[0]["moves_choice"]) == ("enmesh", "counter", "true")
    assert rows[1]["is"] == "[0.2, 0.32, 0.4]"
    assert {row["kind"] for row in rows if not row["change"]} <= {"text", "unused"}
    assert all(None not in row.values() and None not in row for row in rows)


def test_exit_code(mine: str, dilemma: Invoke) -> None:
    """3 only where it is asked for and the choice moved for somebody; the answer is printed all the same."""
    assert dilemma("diff", "nato", mine).exit_code == 0
    moved = dilemma("diff", "nato", mine, "--exit-code")
    assert (moved.exit_code, "Counter now leads instead of" in moved.stdout) == (3, True)
    assert dilemma("diff", "nato", mine, "--exit-code", "--as", "nuclear-power").exit_code == 0
    assert dilemma(
        "diff", "nato", mine, "--exit-code", "--as", "nuclear-power", "--as", "none"
    ).exit_code in (0, 3)
    assert dilemma("diff", "nato", "nato", "--exit-code").exit_code == 0


def test_errors_keep_their_exit_codes(dilemma: Invoke, here: Path) -> None:
    """A faulty file is 1 and a faulty command line 2, with `--exit-code` or without."""
    (here / "bad.yaml").write_text("dilemma: 1\ntitle: x\n", encoding="utf-8")
    for more in ((), ("--exit-code",)):
        faulty = dilemma("diff", "nato", "bad.yaml", *more)
        assert (faulty.exit_code, faulty.stdout) == (1, "")
        assert faulty.stderr.startswith("bad.yaml:1:1: error[missing-key]")
        assert dilemma("diff", "nato", "absent.yaml", *more).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("nato", "natto"),
            "error: `natto` is neither a scenario, a file nor a revision; did you mean `nato`?\n",
        ),
        (
            ("absent.yaml", "mine"),
            "error: cannot use absent.yaml: no such file or directory\n",
        ),
        (
            ("natto", "nattto"),
            "error: neither `natto` nor `nattto` is a scenario or a file; did you mean `nato`?\n",
        ),
        (("nato", "absent.yaml"), "error: cannot use absent.yaml: no such file or directory\n"),
        (("nato", "nato", "--as", "nobody"), "error: there is no profile `nobody`"),
        (("nato", "nato", "--set", "weights.x=1"), "error: --set: there is no criterion `x`"),
        (("lone.yaml", "lone.yaml", "--share", "0.5"), "error: `lone` has no coalition"),
        (("nato", "nato", "--format", "html"), "error: this cannot be written as html"),
        (("nato", "climate", "-o", "mine.yaml"), "error: `.yaml` stands for no format"),
    ],
)
def test_what_is_no_difference(arguments: tuple[str, ...], said: str, dilemma: Invoke, here: Path) -> None:
    """Exit code 2, one line, nothing on standard output."""
    (here / "lone.yaml").write_text(standalone_text("lone", "2024-11-24"), encoding="utf-8")
    result = dilemma("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_outside_a_repository(dilemma: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision is refused in words where there is none."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    result = dilemma("diff", "HEAD:nato", "nato")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not in a git repository" in result.stderr


def test_a_revision_as_a_reviewer_types_it(dilemma: Invoke, here: Path, mine: str) -> None:
    """The last commit against the working tree, in one line of words and with its name in the head."""
    repository = Repository(here)
    repository.commit()
    text = (here / mine).read_text(encoding="utf-8").replace("[0.20, 0.32, 0.40]", "[0.05, 0.12, 0.20]")
    repository.write("mine.yaml", text)
    result = dilemma("diff", "HEAD", "mine.yaml", "--exit-code")
    assert "Old          HEAD:mine.yaml\n" in result.stdout
    assert "chance of" in result.stdout
    assert result.stderr == ""


def test_help_ends_with_examples(dilemma: Invoke) -> None:
    """The help shows how to ask."""
    assert "dilemma diff HEAD~1 nato" in dilemma("diff", "--help").stdout


def test_two_issues_are_said_to_be_two(dilemma: Invoke) -> None:
    """Not two versions: title and question differ; two versions of one file are not called so."""
    said = "These are two different issues"
    assert said in dilemma("diff", "nato", "climate").stdout
    assert said not in dilemma("diff", "nato", "nato").stdout


def test_an_edition_is_said_to_be_one(dilemma: Invoke, here: Path) -> None:
    """A variant is no other issue, and futures that changed their titles are named, whichever comes first."""
    scenario = "dilemma: 1\ntitle: {}\nquestion: {}\nas_of: 2024-11-24\noptions: {{a: {{}}, b: {{}}}}\n"
    scenario += "criteria: {{x: {{}}}}\nfutures: {{one: {{title: {}, chance: 0.4}}, two: {{}}}}\n"
    scenario += "scores: {{a: {{x: 10}}, b: {{x: 20}}}}\n"
    (here / "scenarios").mkdir()
    new = scenario.format("Lease again", "Stay?", "Slump") + "variant_of: lease\n"
    (here / "scenarios" / "lease.yaml").write_text(
        scenario.format("Lease", "Sign?", "Boom"), encoding="utf-8"
    )
    (here / "scenarios" / "lease-2.yaml").write_text(new, encoding="utf-8")
    said = " ".join(dilemma("diff", "lease", "lease-2").stdout.split())
    assert "Note: These are two editions of one issue: Lease, and Lease again." in said
    assert "Futures with another title may be other events: “Boom” is now “Slump”." in said
    assert "two editions of one issue" in dilemma("diff", "lease-2", "lease").stdout
