"""The bars show what an answer moved, in numbers that say it without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.elicitation.conftest import after

from dilemma.elicitation.weights import apply_answers, current_ranking, ranking_change, weights_summary
from dilemma.report.formats import terminal
from dilemma.report.numbers import _MINUS

if TYPE_CHECKING:
    from tests.elicitation.conftest import Prepare


def test_each_option_is_shown_with_its_value_before(prepare: Prepare) -> None:
    """Now, before, the difference and the place it had."""
    before, now = after(prepare(), "ranking"), after(prepare(), "ranking", "2")
    subject = now.subject
    text = terminal.write(
        ranking_change(apply_answers(subject, before.state), apply_answers(subject, now.state), subject.names)
    )
    first, second = (line.split() for line in text.splitlines()[1:])
    # Storm has the mean of its triangle, 7/30; calm 0.4 of the rest, 0.92/3; fog 0.46. So accommodate has
    # 70/30 + 60 * 0.92/3 + 40 * 0.46 = 39.13 on standing, and expected scores 20, 250/3, 39.13; counter has
    # 70, 25, 50. At first all count the same: 47.49 and 48.33. With cost first weights are 7/36, 22/36 and
    # 7/36: 62.42, 14.94 more, and 38.61, 9.72 less.
    assert [first[1], *first[3:]] == ["Accommodate", "62.4", "47.5", "+14.9", "up", "from", "2"]
    assert [second[1], *second[3:]] == ["Counter", "38.6", "48.3", f"{_MINUS}9.7", "down", "from", "1"]


def test_an_answer_that_moves_nothing_says_so(prepare: Prepare) -> None:
    """One line instead of the same bars again."""
    walk = after(prepare(), "ranking")
    scenario = apply_answers(walk.subject, walk.state)
    text = terminal.write(ranking_change(scenario, scenario, walk.subject.names))
    assert text.startswith("No change: ")
    assert len(text.splitlines()) == 1


def test_before_any_answer_there_is_nothing_to_compare(prepare: Prepare) -> None:
    """The bars stand alone."""
    subject = prepare()
    text = terminal.write(current_ranking(subject.scenario, subject.names))
    assert "before" not in text
    assert len(text.splitlines()) == 3


def test_weights_in_a_line_begin_with_the_largest(prepare: Prepare) -> None:
    """Whole per cent, in order."""
    walk = after(prepare(), "ranking", "2 3")
    line = weights_summary(apply_answers(walk.subject, walk.state), walk.subject.names)
    assert line == "Weights: cost 61%, standing 28%, norms 11%"
