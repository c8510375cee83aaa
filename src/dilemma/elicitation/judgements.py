"""The questions on single scores: one's own number for those that matter most to the choice.

Which ones: the scores of the highest expected value of partial perfect information (Howard 1966), the number
that tells where another opinion could be worth most. A person answers before seeing what the file holds
(Tversky & Kahneman 1974 on anchoring).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.elicitation import question
from dilemma.elicitation.question import BadAnswer, ParsedAnswer, Question
from dilemma.elicitation.weights import require_possible
from dilemma.report.numbers import format_plain
from dilemma.report.text import capitalize
from dilemma.scenario.model import ALWAYS, score_limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dilemma.analysis.core.scores import Floats
    from dilemma.elicitation.state import Subject, WalkState
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.schema.judgement import Judgement

_MOST_JUDGEMENTS = 10
JUDGEMENT = "judgement."
"""What the id of a question on a score begins with; the path of the score follows."""
_KEEP = "keep"


def judgements_that_matter(
    scenario: Scenario, worth: Iterable[str], probabilities: Floats, most: int = _MOST_JUDGEMENTS
) -> tuple[str, ...]:
    """Return the paths of the scores to ask a person about, the most valuable first.

    A score that differs from future to future is asked about in one of them: the one in which its range,
    times the probability of that future, is widest.

    Args:
        scenario: as its file has it.
        worth: paths of judgements by the value of information on them, the highest first.
        probabilities: of the futures, [future].
        most: how many at most.
    """
    paths = (path.split(".") for path in worth)
    # No level below 0 can be typed.
    typed = {leaf.id for leaf in scenario.leaves if score_limits(leaf.criterion)[0] >= 0}
    scores = [keys for keys in paths if keys[0] == "scores" and keys[2] in typed]
    return tuple(dict.fromkeys(_path_of_one(scenario, keys, probabilities) for keys in scores))[:most]


def _path_of_one(scenario: Scenario, keys: Sequence[str], probabilities: Floats) -> str:
    """Return the path of a score in one future, or in all where it is the same in all."""
    row = scenario.rows[keys[1], keys[2]]
    if len(keys) == 4 or all(judgement.score == row[0].score for judgement in row):
        return ".".join(keys)
    spreads = [
        probability * (judgement.score.bounds[1] - judgement.score.bounds[0])
        for judgement, probability in zip(row, probabilities.tolist(), strict=True)
    ]
    return ".".join([*keys, scenario.futures[spreads.index(max(spreads))].id])


def ask_judgement(subject: Subject, state: WalkState) -> Question | None:
    """Ask for the person's own number for the next score."""
    path = next((path for path in subject.judgements if path not in state.scores), None)
    if path is None:
        return None
    kept = replace(state, scores={**state.scores, path: None})

    def read(typed: str) -> ParsedAnswer:
        if typed.strip().lower() == _KEEP:
            return ParsedAnswer(_KEEP, kept)
        low, high = score_limits(criterion_at(subject.scenario, path).criterion)
        quantity = question.read_points(typed, most=high)
        if quantity.bounds[0] < low:
            raise BadAnswer(f"`{typed.strip()}` is below {low:g}, the lowest there is; give more")
        new = replace(state, scores={**state.scores, path: quantity.to_yaml()})
        return ParsedAnswer(question.format_quantity(quantity), require_possible(subject, new))

    return Question(
        id=f"{JUDGEMENT}{path}",
        part="Your own judgement",
        text=(judgement_text(subject, path),),
        notes=tuple(end_notes(criterion_at(subject.scenario, path))),
        prompt="Your number",
        help=_HELP,
        read=read,
        skip=kept,
        skipping="keeps the file's score",
    )


_HELP = (
    "Type one number, or a range such as 60-80 to say how sure you are. Give your own view before you look "
    "up anybody else's."
)


def judgement_text(subject: Subject, path: str) -> str:
    """Return the question on one score: the option, the criterion, the future."""
    _, option, criterion, *future = path.split(".")
    names = subject.names
    choice = capitalize(names.option(option))
    return (
        f"{choice}: how well would it do on {names.criterion(criterion)}{_clause(subject.scenario, future)}?"
    )


def short_text(subject: Subject, path: str) -> str:
    """Return the same in a few words, for lists."""
    _, option, criterion, *future = path.split(".")
    names = subject.names
    where = f", {_future_title(subject.scenario, future[0])}" if future else ""
    return f"{capitalize(names.option(option))} on {names.criterion(criterion)}{where}"


def _clause(scenario: Scenario, future: Sequence[str]) -> str:
    """Return in which future, as the end of a question; empty where there is but one."""
    if future and future[0] != ALWAYS:
        title = _future_title(scenario, future[0])
        return f" in the future \N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"
    return " whatever the future" if len(scenario.futures) > 1 else ""


def _future_title(scenario: Scenario, name: str) -> str:
    return capitalize(next(entry.title for entry in scenario.futures if entry.id == name))


def end_notes(leaf: LeafCriterion) -> Iterator[str]:
    """Yield what the lowest and the highest number mean."""
    criterion = leaf.criterion
    worst, best = (0.0, 100.0) if criterion.scale is None else (criterion.scale.worst, criterion.scale.best)
    unit = f" {criterion.scale.unit}" if criterion.scale and criterion.scale.unit else ""
    for level, meaning, word in ((worst, criterion.worst, "worst"), (best, criterion.best, "best")):
        yield f"{format_plain(level)}{unit}: {meaning or f'the {word} that can be expected'}"


def score_at(scenario: Scenario, path: str) -> Judgement:
    """Return the judgement of a scenario at the path of a score."""
    _, option, criterion, *future = path.split(".")
    index = [entry.id for entry in scenario.futures].index(future[0]) if future else 0
    return scenario.rows[option, criterion][index]


def criterion_at(scenario: Scenario, path: str) -> LeafCriterion:
    """Return the criterion of the path of a score."""
    return next(leaf for leaf in scenario.leaves if leaf.id == path.split(".")[2])
