"""Chances in words and numbers reach the scenario as a file would state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.elicitation.conftest import SMALL, after, asked

from dilemma.analysis.core.decision import decide
from dilemma.elicitation.question import BadAnswer
from dilemma.elicitation.questionnaire import questionnaire_data
from dilemma.elicitation.walk import Walk, answer_question
from dilemma.elicitation.weights import apply_answers

if TYPE_CHECKING:
    from tests.elicitation.conftest import Prepare

FREE = SMALL.replace("chance: [0.1, 0.2, 0.4]", "probability: 0.2").replace(
    "fog: {}", "fog: {probability: 0.4}"
)
FREE = FREE.replace(
    "chance: {range: [0.3, 0.5], shared: successor, why: Records say so.}", "probability: 0.4"
)
EQUAL = FREE.replace("probability: 0.2", "").replace("{probability: 0.4}", "{}").replace(", }", "}")


def at_chances(prepare: Prepare, text: str = SMALL) -> Walk:
    """A walk that has come to the first chance."""
    return after(prepare(text), "keep", "yes")


def probabilities(walk: Walk) -> list[float]:
    """What the futures are worth after what has been said."""
    return [float(value) for value in decide(apply_answers(walk.subject, walk.state)).probabilities]


def test_the_range_of_the_file_stands_beside_the_question(prepare: Prepare) -> None:
    """Its most likely value with the word for it, its range, and the words one may use."""
    question = asked(at_chances(prepare))
    assert question.id == "chance.storm"
    assert question.notes[0] == "The file says: 20%, unlikely, from 10% to 40%."
    assert "very unlikely 5-20%" in question.notes[1]


def test_days_are_asked_about_in_words(prepare: Prepare) -> None:
    """A day of the file is a day in words, on the terminal and on all of the page; an id stays an id."""
    text = SMALL.replace("Does it break?", "Before 2029-01-20?").replace("Void.", "Void by 2028-03-01.")
    subject = prepare(text.replace("norms", "norms-2028-03-01"))
    assert (
        asked(after(subject, "keep", "yes")).text[0].endswith("How likely is this? Before 20 January 2029?")
    )
    page = questionnaire_data(subject, decide(subject.scenario).scores.mean(axis=2))
    assert page["futures"][0]["asks"] == "Before 20 January 2029?"
    assert page["chances"][0]["text"].endswith("Before 20 January 2029?")
    assert page["criteria"][0]["worst"] == "Void by 1 March 2028."
    assert page["criteria"][0]["id"] == "norms-2028-03-01"
    assert page["as_of"] == "2024-11-24"


@pytest.mark.parametrize(
    ("typed", "kept", "mean"),
    [
        ("likely", "likely", 0.675),
        ("Probable", "probable", 0.675),
        ("30%", "0.3", 0.3),
        ("0.1-0.3", "0.1-0.3", 0.2),
        ("10 15 40%", "0.1-0.15-0.4", (0.1 + 0.15 + 0.4) / 3),
        ("keep", "keep", (0.1 + 0.2 + 0.4) / 3),
        ("skip", "skip", (0.1 + 0.2 + 0.4) / 3),
        ("", "keep", (0.1 + 0.2 + 0.4) / 3),
    ],
)
def test_a_chance_in_every_form(typed: str, kept: str, mean: float, prepare: Prepare) -> None:
    """Words are bands of the file's lexicon; a range is worth the mean of its ends, of its three if three."""
    walk = at_chances(prepare)
    walk = answer_question(walk, asked(walk), typed)
    assert walk.steps[-1].answer == kept
    assert probabilities(walk)[0] == pytest.approx(mean)


def test_the_other_lexicon_has_other_words(prepare: Prepare) -> None:
    """Under PHIA `roughly even chance` is no word, and the refusal lists those that are."""
    walk = at_chances(prepare, SMALL.replace("title:", "lexicon: phia\ntitle:"))
    with pytest.raises(BadAnswer, match="realistic possibility"):
        answer_question(walk, asked(walk), "roughly even chance")


def test_chances_of_their_own_are_asked_as_probabilities(prepare: Prepare) -> None:
    """Without a chain each number is the probability itself, and the last future takes the rest."""
    walk = at_chances(prepare, FREE)
    walk = answer_question(walk, asked(walk), "likely")
    assert walk.steps[-1].answer == "0.675"
    walk = answer_question(walk, asked(walk), "10%")
    assert probabilities(walk) == pytest.approx([0.675, 0.1, 0.225])


def test_probabilities_beyond_one_are_refused(prepare: Prepare) -> None:
    """The second number cannot be meant beside the first."""
    walk = at_chances(prepare, FREE)
    walk = answer_question(walk, asked(walk), "0.8")
    with pytest.raises(BadAnswer, match="at most 1"):
        answer_question(walk, asked(walk), "0.4")


def test_where_the_file_states_no_chances_they_may_be_given(prepare: Prepare) -> None:
    """The person's own probability, the others as likely as each other."""
    walk = at_chances(prepare, EQUAL)
    assert "states no probability" in asked(walk).notes[0]
    walk = answer_question(walk, asked(walk), "0.5")
    walk = answer_question(walk, asked(walk), "skip")
    assert probabilities(walk) == pytest.approx([0.5, 0.25, 0.25])


def test_help_gives_the_reason_of_the_file(prepare: Prepare) -> None:
    """The why of the chance, and what it is a chance of."""
    walk = at_chances(prepare)
    walk = answer_question(walk, asked(walk), "keep")
    assert "Records say so." in asked(walk).help
    assert "none of the futures asked before" in asked(walk).help
