"""The questions on swings: their order from worst to best, and what each is worth against the first."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.elicitation import question
from dilemma.elicitation.question import (
    AnswerChoice,
    BadAnswer,
    ParsedAnswer,
    Question,
    choice_reader,
    format_quantity,
    number_choices,
    read_choice,
)
from dilemma.elicitation.state import SwingPoints
from dilemma.elicitation.weights import TOP_POINTS, is_ranking_complete, sort_by_points, swing_points
from dilemma.report.numbers import format_plain
from dilemma.report.text import join_names
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.elicitation.state import Subject, WalkState
    from dilemma.scenario.model import LeafCriterion


_FIRST_TEXT = (
    "Imagine that everything is at its worst (left of the arrow), and that you may lift one thing to its "
    "best (right of it). Which one first? You can name several in order: `2 1=4 7`, where 1 and 4 tie."
)
_MOST_POINTS = 1000.0  # more than ten times the first swing is taken for a typing error


def ask_ranking(subject: Subject, state: WalkState) -> Question | None:
    """Ask for the next criterion, or several, until one is left; that one is last by itself."""
    if state.method not in ("swing", "ranking") or is_ranking_complete(subject, state):
        return None
    choices = [choice for choice in _swing_choices(subject) if choice.key not in state.ranked]
    first = not state.order

    def read(typed: str) -> ParsedAnswer:
        order = (*state.order, *_read_order(typed, choices))
        typed_order = " ".join("=".join(tie) for tie in order[len(state.order) :])
        return ParsedAnswer(typed_order, _complete_order(subject, replace(state, order=order)))

    return Question(
        id=f"rank.{len(state.ranked) + 1}",
        part="What matters",
        text=(_FIRST_TEXT if first else _next_text(subject, state),),
        prompt="First" if first else "Next",
        help="Do not ask what matters most in general, but which of these steps, from this worst to this "
        "best, is worth most to you. If worst and best hardly differ, the step is worth little, however "
        "important the subject. `2 1=4 7` puts 2 first, then 1 and 4 together, then 7.",
        read=read,
        skip=_complete_order(
            subject, replace(state, order=(*state.order, tuple(choice.key for choice in choices)))
        ),
        skipping="leaves the rest tied in last place",
        choices=tuple(choices),
    )


def _next_text(subject: Subject, state: WalkState) -> str:
    done = ", then ".join(" = ".join(subject.names.criterion(name) for name in tie) for tie in state.order)
    return f"So far: {done}. Everything else is still at its worst. Which one next?"


def _swing_choices(subject: Subject) -> tuple[AnswerChoice, ...]:
    """Return the criteria as steps from worst to best, numbered as in the file."""
    return tuple(
        AnswerChoice(number, name, subject.names.criterion(name), _swing_text(leaf))
        for number, (name, leaf) in zip(
            number_choices(list(subject.criteria)), subject.criteria.items(), strict=True
        )
    )


def _swing_text(leaf: LeafCriterion) -> str:
    """Return what lifting a criterion means: from its worst to its best, in words or units."""
    worst, best = swing_ends(leaf)
    if worst and best:
        return f"{worst} -> {best}"
    return leaf.criterion.asks or (leaf.title if leaf.title != leaf.id else "")


def swing_ends(leaf: LeafCriterion) -> tuple[str, str]:
    """Return what 0 and 100 mean, in words or units; empty where the file does not say."""
    criterion = leaf.criterion
    if criterion.worst and criterion.best:
        return criterion.worst, criterion.best
    if criterion.scale:
        unit = f" {criterion.scale.unit}" if criterion.scale.unit else ""
        return f"{format_plain(criterion.scale.worst)}{unit}", f"{format_plain(criterion.scale.best)}{unit}"
    return "", ""


def _read_order(typed: str, choices: Sequence[AnswerChoice]) -> list[tuple[str, ...]]:
    """Return the ranks that a line such as `2 1=4 norms` fills, each with the criteria that tie there."""
    words = typed.replace(",", " ").replace(">", " ").replace("=", " = ").split()
    if not {"=", *(choice.key for choice in choices)} >= set(words) or len(words) < 2:
        try:
            return [(read_choice(typed, choices, what="criterion").key,)]  # a name of several words is one
        except BadAnswer:
            if len(words) < 2:
                raise
    ties: list[list[str]] = []
    tied = False
    for word in words:
        if word == "=":
            tied = bool(ties)
            continue
        name = read_choice(word, choices, what="criterion").key
        if any(name in tie for tie in ties):
            raise BadAnswer(f"`{name}` is named twice; name each once")
        ties = [*ties[:-1], [*ties[-1], name]] if tied else [*ties, [name]]
        tied = False
    if not ties:
        raise BadAnswer("this names no criterion; type a number from the list")
    return [tuple(tie) for tie in ties]


def _complete_order(subject: Subject, state: WalkState) -> WalkState:
    """Return the state with the last criterion left, if only one is, in last place."""
    left = [name for name in subject.criteria if name not in state.ranked]
    return replace(state, order=(*state.order, (left[0],))) if len(left) == 1 else state


def ask_points(subject: Subject, state: WalkState) -> Question | None:
    """Ask for the points of the next criterion in the order; those that tie get them together."""
    tie = _next_tie(subject, state)
    if tie is None:
        return None

    def read(typed: str) -> ParsedAnswer:
        quantity = question.read_points(typed, most=_MOST_POINTS)
        return ParsedAnswer(
            format_quantity(quantity), _with_points(state, tie, SwingPoints(quantity, "swing"))
        )

    implied = swing_points(subject, state)[tie[0]]
    tied_names = join_names([subject.names.criterion(name) for name in tie])
    per_criterion, per_first = (" each" if len(ties) > 1 else "" for ties in (tie, state.order[0]))
    first = join_names([subject.names.criterion(name) for name in state.order[0]])
    return Question(
        id=f"swing.{tie[0]}",
        part="What matters",
        text=(
            f"Lifting {first} from worst to best is worth 100 points{per_first}. "
            f"How many is lifting {tied_names} worth{per_criterion}?",
        ),
        notes=(*_end_notes(subject, tie), _points_note(subject, state)),
        prompt=f"Points for {tied_names}",
        help="Half as good to have as the first swing is 50; as good is 100; not worth having is 0. "
        "A range such as 60-80 says how sure you are, and the result will show whether it matters.",
        read=read,
        skip=_with_points(state, tie, SwingPoints(implied.value, "ranking")),
        skipping=f"takes the {format_plain(implied.value.central)} that your order implies",
    )


def _next_tie(subject: Subject, state: WalkState) -> tuple[str, ...] | None:
    if state.method != "swing" or not is_ranking_complete(subject, state):
        return None
    return next((tie for tie in state.order[1:] if not all(name in state.points for name in tie)), None)


def _with_points(state: WalkState, tie: tuple[str, ...], new: SwingPoints) -> WalkState:
    first = dict.fromkeys(state.order[0], SwingPoints(exact_quantity(TOP_POINTS), "swing"))
    return replace(state, points={**first, **state.points, **dict.fromkeys(tie, new)})


def _end_notes(subject: Subject, tie: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ends of the swing as notes; none where several tie, for the list of criteria shows them."""
    if len(tie) > 1:
        return ()
    worst, best = swing_ends(subject.criteria[tie[0]])
    return (f"worst: {worst}", f"best: {best}") if worst and best else ()


def _points_note(subject: Subject, state: WalkState) -> str:
    rated = state.points or dict.fromkeys(state.order[0], SwingPoints(exact_quantity(TOP_POINTS), "swing"))
    return "So far: " + ", ".join(
        f"{subject.names.criterion(name)} {format_quantity(rated[name].value)}"
        for name in state.ranked
        if name in rated
    )


def ask_clash(subject: Subject, state: WalkState) -> Question | None:
    """Ask which is right when a criterion has more points than one ranked above it."""
    pair = _first_clash(state)
    if state.method != "swing" or pair is None:
        return None
    above, below = pair
    high, low = state.points[below].value.central, state.points[above].value.central
    names = subject.names
    upper = names.criterion(above)
    lower = join_names([names.criterion(name) for name in _tie_of(state, below)])
    choices = _clash_choices(upper, lower, format_plain(low))
    repairs = {
        "points": sort_by_points(subject, state),
        "order": _level_points(state, above, below),
        "again": _without_points(state, below),
    }
    return Question(
        id=f"clash.{below}",
        part="Two answers clash",
        text=(
            f"You ranked {upper} above {lower}, but gave {lower} {format_plain(high)} points and {upper} "
            f"{format_plain(low)}. Which is right?",
        ),
        prompt="Right is",
        help="Nothing is wrong with changing your mind: giving points often shows that an order was hasty.",
        read=choice_reader(choices, repairs, "repair"),
        skip=repairs["points"],
        skipping="goes by the points",
        default="points",
        choices=choices,
    )


def _clash_choices(upper: str, lower: str, fewer: str) -> tuple[AnswerChoice, ...]:
    """Return the three ways out; `fewer` are the points of the criterion that is ranked above."""
    return (
        AnswerChoice(1, "points", "points", f"The points are right: rank {lower} above {upper}."),
        AnswerChoice(2, "order", "order", f"The order is right: {lower} gets {fewer} points, like {upper}."),
        AnswerChoice(3, "again", "again", f"Neither: ask me again for {lower}."),
    )


def _first_clash(state: WalkState) -> tuple[str, str] | None:
    """Return the first two neighbours in the order whose points contradict it: the upper, the lower."""
    rated = [name for name in state.ranked if name in state.points]
    return next(
        (
            (above, below)
            for above, below in pairwise(rated)
            if state.points[below].value.central > state.points[above].value.central
        ),
        None,
    )


def _level_points(state: WalkState, above: str, below: str) -> WalkState:
    """Return the state with the points of the upper criterion given to the lower and its ties."""
    return replace(
        state, points={**state.points, **dict.fromkeys(_tie_of(state, below), state.points[above])}
    )


def _without_points(state: WalkState, below: str) -> WalkState:
    """Return the state without the points of a criterion and of those tied with it."""
    tie = _tie_of(state, below)
    return replace(state, points={name: rating for name, rating in state.points.items() if name not in tie})


def _tie_of(state: WalkState, name: str) -> tuple[str, ...]:
    return next(tie for tie in state.order if name in tie)
