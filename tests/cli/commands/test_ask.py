"""`dilemma ask` from the command line: the page it writes, and what it refuses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Invoke

ANSWERS = (
    "file: answers\nscenario: nato\nperson: {{name: {}}}\nsteps:\n  - {{ask: method, answer: ranking}}\n"
)


def test_a_page_holds_the_questions_and_no_result(dilemma: Invoke, here: Path) -> None:
    """Ten judgements, every chance but the last, no ranking of options and no address to load from."""
    result = dilemma("ask", "nato", "-o", "questions.html")
    assert (result.exit_code, result.stderr) == (0, "wrote questions.html\n")
    page = (here / "questions.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found is not None
    data = json.loads(found[1])
    assert len(data["judgements"]) == 10
    assert [entry["id"] for entry in data["chances"]] == [
        "chance.rupture",
        "chance.cooperative",
        "chance.transactional",
    ]
    assert not {"recommendation", "values", "ranking"} & set(data)
    assert not re.search(r"https?:|src=|url\(", page)
    assert len(page.encode()) < 100_000


def test_fewer_judgements(dilemma: Invoke, here: Path) -> None:
    """`--judgements 0` asks for none; an unusable number is refused."""
    dilemma("ask", "climate", "-o", "questions.html", "--judgements", "0")
    assert '"judgements":[]' in (here / "questions.html").read_text(encoding="utf-8")
    assert dilemma("ask", "climate", "-o", "q.html", "--judgements", "-1").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("-o", "questions.docx"), "a questionnaire is a page; end questions.docx in .html"),
        (("-o", "q.html", "--answers", "answers/"), "add --round 2"),
        (("-o", "q.html", "--round", "2"), "name its files with --answers"),
        (
            ("-o", "q.html", "--round", "2", "--answers", "realist"),
            "realist is not there; name answers files, or the folder they are in",
        ),
        (("-o", "q.html", "--round", "2", "--answers", "answers/"), "it takes 3 people"),
        (
            (
                "-o",
                "here.html",
            ),
            "here.html",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(
    dilemma: Invoke, here: Path, typed: tuple[str, ...], refusal: str
) -> None:
    """With the reason and what to type; nothing is written."""
    (here / "answers").mkdir()
    for name in ("ana", "ben"):
        (here / "answers" / f"{name}.answers.yaml").write_text(ANSWERS.format(name), encoding="utf-8")
    (here / "here.html").write_text("mine", encoding="utf-8")
    result = dilemma("ask", "nato", *typed)
    assert result.exit_code != 0
    assert refusal in result.stderr
    assert not (here / "q.html").exists()
    assert (here / "here.html").read_text(encoding="utf-8") == "mine"


def test_a_round_is_not_its_own_past(dilemma: Invoke, here: Path) -> None:
    """Answers of round 2 are no part of the spread that round 2 shows."""
    (here / "answers").mkdir()
    for name in ("ana", "ben", "cora"):
        text = ANSWERS.format(name).replace("steps:", "round: 2\nsteps:")
        (here / "answers" / f"{name}.answers.yaml").write_text(text, encoding="utf-8")
    result = dilemma("ask", "nato", "-o", "q.html", "--round", "2", "--answers", "answers/")
    assert "answered round 2, which does not come before round 2" in result.stderr
    assert dilemma("ask", "nato", "-o", "q.html", "--round", "3", "--answers", "answers/").exit_code == 0
