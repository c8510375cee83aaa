"""Small files that once led to a false sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.builders import FOLDER
from tests.fuzz.disk import COMMANDS, Command
from tests.repositories import WHO, Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

QUICK = ("--samples", "64")
LEASE = """
dilemma: 1
title: The lease
question: Renew it?
as_of: 2024-11-24
options: {accommodate: {title: Renew}, counter: {}}
criteria: {income: {asks: What does it earn?}, control: {asks: Who decides?}}
weights: {income: 1, control: 2}
futures: {boom: {chance: 1}, slump: {}}
scores:
  accommodate: {income: {score: 90, why: W.}, control: {boom: 60, slump: SLUMP, why: W.}}
  counter: {income: {score: 50, why: W.}, control: {boom: 40, slump: 90, why: W.}}
"""


@pytest.mark.parametrize(
    ("slump", "said"),
    [
        # In the slump, which cannot come, renewing is worth 90/3 + 10·2/3 = 37 and the other 50/3 + 60 = 77.
        ("10", "Renew is best in every future that can come."),
        # With 95 there it is worth 93, and best in both.
        ("95", "Renew is best in every future."),
    ],
)
def test_best_in_every_future_that_can_come(slump: str, said: str, dilemma: Invoke, here: Path) -> None:
    """A future of no chance is no risk, but no option need be best in it."""
    (here / "lease.yaml").write_text(LEASE.replace("SLUMP", slump), encoding="utf-8")
    screen = " ".join(dilemma("assess", "lease.yaml").stdout.split())
    assert f"Main risk: none among these futures; {said}" in screen


def test_a_memo_fears_no_future_that_cannot_come(dilemma: Invoke, here: Path) -> None:
    """A future of no chance is neither a danger nor one in which the choice need be best."""
    text = LEASE.replace("SLUMP", "10").replace("slump: {}}", "slump: {chance: 0.4}, drift: {}}")
    lease = text.replace("{chance: 1}, slump: {chance: 0.4}", "{chance: 0.6}, slump: {chance: 0}")
    lease = lease.replace("slump: 10,", "slump: 10, drift: 70,").replace(
        "slump: 90,", "slump: 90, drift: 60,"
    )
    (here / "lease.yaml").write_text(lease, encoding="utf-8")
    memo = dilemma("report", "lease.yaml").stdout
    # Worth 30 + 40 = 70 in the boom and 30 + 47 = 77 in the drift; the 37 of the slump cannot come about.
    assert "Main danger of Renew: “Boom” (60%, likely). Renew would then score 70." in memo
    assert "Renew is best in every future that can come." in memo
    assert "Ruled out: “Slump”." in memo


def test_a_memo_on_one_future_that_can_come(dilemma: Invoke, here: Path) -> None:
    """Where the rest cannot come there is no danger to speak of, and no future is called the better one."""
    (here / "lease.yaml").write_text(LEASE.replace("SLUMP", "10"), encoding="utf-8")
    memo = dilemma("report", "lease.yaml").stdout
    assert "Main danger" not in memo
    assert "another option" not in memo


def test_a_memo_without_futures(dilemma: Invoke, here: Path) -> None:
    """A choice that hangs on no future has its memo too."""
    text = LEASE.replace("futures: {boom: {chance: 1}, slump: {}}\n", "").replace(
        "boom: 60, slump: SLUMP", "score: 6"
    )
    (here / "lease.yaml").write_text(text.replace("boom: 40, slump: 90", "score: 40"), encoding="utf-8")
    assert dilemma("report", "lease.yaml").exit_code == 0


@pytest.mark.parametrize("name", ["nato", "climate", "nuclear"])
@pytest.mark.parametrize("variant", [False, True])
def test_a_copied_scenario_gets_its_memo(name: str, variant: bool, dilemma: Invoke, here: Path) -> None:
    """Where no member has weights for a copy, its memo says so instead; a variant takes theirs."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    copy = text.replace("dilemma: 1\n", f"dilemma: 1\nvariant_of: {name}\n", 1) if variant else text
    (here / "copy.yaml").write_text(copy, encoding="utf-8")
    result = dilemma("report", "copy.yaml", *QUICK)
    assert result.exit_code == 0
    for words in ("### Acting together", "Who tips whom."):
        assert (words in result.stdout) == variant
    gap = "**Who else must move.** This was not worked out: no partner has a profile with weights"
    assert (gap in result.stdout) != variant
    assert dilemma("coalition", "copy.yaml").exit_code == (0 if variant else 2)


def test_links_in_a_circle_are_refused_everywhere(dilemma: Invoke, here: Path) -> None:
    """A result written through links that lead round in a circle is refused, whatever command writes it."""
    for name in COMMANDS:
        command = Command(name)
        for target in command.targets:
            command.prepare(here)
            (here / target).unlink(missing_ok=True)
            (here / target).symlink_to("b")
            (here / "b").symlink_to(target)
            before = sorted(here.iterdir())
            result = dilemma(*command.typed)
            assert result.exit_code == 2, name
            assert "too many levels of symbolic links" in result.stderr, name
            assert (here / target).is_symlink()
            assert set(before) ^ set(here.iterdir()) <= {here / other for other in command.targets}


def test_diff_in_a_hook(here: Path) -> None:
    """`diff` compares in a hook of git as it does outside, in a second work tree as well."""
    repository = Repository(here)
    repository.commit(lease=LEASE.replace("SLUMP", "10"))
    repository.git("worktree", "add", "-q", "-b", "other", "tree")
    hook = repository.write(
        ".git/hooks/pre-commit",
        f'#!/bin/sh\n"{sys.executable}" -m dilemma diff HEAD lease.yaml >out.txt 2>&1\necho $? >>out.txt\n',
    )
    hook.chmod(0o755)
    for folder in (here, here / "tree"):
        (folder / "lease.yaml").write_text(LEASE.replace("SLUMP", "20"), encoding="utf-8")
        subprocess.run(
            ["git", "commit", "-qam", "a change"], cwd=folder, env={**os.environ, **WHO}, check=True
        )
        lines = (folder / "out.txt").read_text(encoding="utf-8").splitlines()
        assert lines[-1] == "0"
        assert any("slump" in line and "10" in line and "20" in line for line in lines), lines


@pytest.mark.parametrize(
    ("letters", "missing"), [("租约续签", "租"), ("🚀 go", "🚀"), ("สัญญา", "ส"), ("ڈ", "ڈ"), ("ኪራይ", "ኪ")]
)
def test_a_script_that_a_pdf_lacks(letters: str, missing: str, dilemma: Invoke, here: Path) -> None:
    """The letters and the key that holds them are named, and the page and Word take them."""
    (here / "lease.yaml").write_text(
        LEASE.replace("SLUMP", "10").replace("title: Renew", f"title: {letters}"), encoding="utf-8"
    )
    refusal = dilemma("report", "lease.yaml", *QUICK, "-o", "lease.pdf")
    assert refusal.exit_code == 2
    assert f"have no “{missing}”, which stands in `options.accommodate.title`" in refusal.stderr
    for ending in ("html", "docx"):
        assert dilemma("report", "lease.yaml", *QUICK, "-o", f"lease.{ending}").exit_code == 0


@pytest.mark.parametrize(
    "letters", ["Łódź", "Việc", "Аренда", "Ενοίκιο", "חוזה", "تجديد", "Վարձ", "ქირა", "किराया"]
)
def test_a_script_that_a_pdf_holds(letters: str, dilemma: Invoke, here: Path) -> None:
    """What the page on formats says of the letters of a PDF is so."""
    (here / "lease.yaml").write_text(
        LEASE.replace("SLUMP", "10").replace("title: Renew", f"title: {letters}"), encoding="utf-8"
    )
    assert dilemma("report", "lease.yaml", *QUICK, "-o", "lease.pdf").exit_code == 0
