"""A file of answers is the walk itself: it replays to the same state, and says where it does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.elicitation.conftest import SMALL, after

from dilemma.elicitation.walk import Walk, answers_text, replay_answers, replay_valid_answers
from dilemma.errors import FaultyFile
from dilemma.scenario.parse import load_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.elicitation.conftest import Prepare

TYPED = ("partner", "swing", "2 1=3", "60-80", "12", "skip", "likely", "0.25")
HEAD = "file: answers\nscenario: small\nsteps:\n"


@pytest.mark.parametrize("count", range(len(TYPED) + 1))
def test_a_walk_replays_from_its_file(count: int, prepare: Prepare, tmp_path: Path) -> None:
    """Wherever it stopped, the file leads to the same steps and is written the same again."""
    walk = after(prepare(partner=True), *TYPED[:count])
    path = tmp_path / "small.answers.yaml"
    path.write_text(answers_text(walk.subject, walk.steps), encoding="utf-8")
    again = replay_answers(walk.subject, load_file(path, "answers"))
    assert again == walk
    assert answers_text(again.subject, again.steps) == path.read_text(encoding="utf-8")


def test_a_walk_replays_where_ids_are_numbers_and_commands(prepare: Prepare, tmp_path: Path) -> None:
    """A criterion called `2` that stands first is `2`, one called `s` is not a question left out."""
    text = SMALL.replace("norms", "'2'").replace("cost", "s").replace("standing", "'1'")
    walk = after(prepare(text), "swing", "s", "2", "80", "50", "1", "2")
    assert [step.answer for step in walk.steps] == ["swing", "s", "2", "80", "50", "1", "2"]
    path = tmp_path / "small.answers.yaml"
    path.write_text(answers_text(walk.subject, walk.steps), encoding="utf-8")
    assert replay_answers(walk.subject, load_file(path, "answers")) == walk


def test_answers_may_be_written_by_hand(prepare: Prepare, tmp_path: Path) -> None:
    """Numbers need no quotes, and whatever a person could type will do."""
    path = tmp_path / "hand.yaml"
    path.write_text(
        HEAD + "- {ask: method, answer: swing}\n- {ask: rank.1, answer: 2}\n- {ask: rank.2, answer: norms}\n"
        "- {ask: swing.norms, answer: 62.5}\n",
        encoding="utf-8",
    )
    subject = prepare()
    assert replay_answers(subject, load_file(path, "answers")) == after(
        subject, "swing", "cost", "norms", "62.5"
    )


@pytest.mark.parametrize(
    ("steps", "line", "words"),
    [
        ("- {ask: method, answer: fast}\n", 4, "there is no way `fast`"),
        ("- {ask: rank.1, answer: 2}\n", 4, "the walk asks `method` here, not `rank.1`"),
        ("- {ask: method, answer: keep}\n- {ask: swing.norms, answer: 20}\n", 5, "not `swing.norms`"),
        ("- {ask: method, answer: swing}\n- {ask: rank.1, answer: 9}\n", 5, "no criterion `9`"),
    ],
)
def test_an_answer_that_does_not_fit_is_shown_at_its_line(
    steps: str, line: int, words: str, prepare: Prepare, tmp_path: Path
) -> None:
    """The fault has a place in the file, and what came before it still counts when resuming."""
    path = tmp_path / "hand.yaml"
    path.write_text(HEAD + steps, encoding="utf-8")
    subject = prepare()
    with pytest.raises(FaultyFile) as caught:
        replay_answers(subject, load_file(path, "answers"))
    (problem,) = caught.value.problems
    assert (problem.span.line, problem.code) == (line, "wrong-answer")
    assert words in problem.message
    walk, found = replay_valid_answers(subject, load_file(path, "answers"))
    assert len(walk.steps) == line - 4
    assert found == problem


def test_an_answer_after_the_end_is_refused(prepare: Prepare, tmp_path: Path) -> None:
    """A file that answers more than is asked belongs to another version of the scenario."""
    walk = after(prepare(), "keep", "yes", "skip", "skip")
    path = tmp_path / "more.yaml"
    path.write_text(answers_text(walk.subject, walk.steps) + "  - {ask: more, answer: 1}\n", encoding="utf-8")
    with pytest.raises(FaultyFile, match="nothing is asked any more"):
        replay_answers(walk.subject, load_file(path, "answers"))


def test_answers_for_another_scenario_are_refused(prepare: Prepare, tmp_path: Path) -> None:
    """The fault names both scenarios, at the line that names the wrong one."""
    path = tmp_path / "other.yaml"
    path.write_text("file: answers\nscenario: climate\n", encoding="utf-8")
    with pytest.raises(FaultyFile, match="for `climate`, not for `small`"):
        replay_answers(prepare(), load_file(path, "answers"))


def test_a_walk_not_begun_is_a_file_too(prepare: Prepare) -> None:
    """No answers are an empty list."""
    subject = prepare(SMALL)
    assert answers_text(subject, Walk(subject=subject).steps).endswith("steps: []\n")
