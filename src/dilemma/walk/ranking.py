"""The questions on the order of the swings from worst to best: which one first, which one next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.report.numbers import format_plain
from dilemma.walk.question import AnswerChoice, BadAnswer, ParsedAnswer, Question, read_choice
from dilemma.walk.weighing import is_ranking_complete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.model import LeafCriterion
    from dilemma.walk.said import WalkState
    from dilemma.walk.subject import Subject


def ask_ranking(subject: Subject, state: WalkState) -> Question | None:
    """Ask for the next criterion, or several, until one is left; that one is last by itself."""
    if state.method not in ("swing", "ranking") or is_ranking_complete(subject, state):
        return None
    choices = [choice for choice in _swing_choices(subject) if choice.key not in state.ranked]
    first = not state.order
    prompt = "First" if first else "Next"

    def read(typed: str) -> ParsedAnswer:
        order = (*state.order, *_read_order(typed, choices))
        return ParsedAnswer(
            _format_order(order[len(state.order) :]), _complete_order(subject, replace(state, order=order))
        )

    return Question(
        id=f"rank.{len(state.ranked) + 1}",
        part="What matters",
        text=(_first_text() if first else _next_text(subject, state),),
        prompt=prompt,
        help="Do not ask what matters most in general, but which of these steps, from this worst to this "
        "best, is worth most to you. Where worst and best hardly differ, there is little to gain, however "
        "noble. Several at once save time: `2 1=4 7` puts 2 first, then 1 and 4 together, then 7.",
        read=read,
        skip=_complete_order(
            subject, replace(state, order=(*state.order, tuple(choice.key for choice in choices)))
        ),
        skipping="leaves the rest tied in last place",
        choices=tuple(choices),
    )


def _first_text() -> str:
    return (
        "Imagine everything at its worst, left of the arrow. You may lift one to its best, right of it: "
        "which one first? Or several in order: `2 1=4 7`, where 1 and 4 tie."
    )


def _next_text(subject: Subject, state: WalkState) -> str:
    done = ", then ".join(" = ".join(subject.names.criterion(name) for name in tie) for tie in state.order)
    return f"So far: {done}. All else is still at its worst: which one next?"


def _swing_choices(subject: Subject) -> tuple[AnswerChoice, ...]:
    """Return the criteria as steps from worst to best, numbered as in the file."""
    return tuple(
        AnswerChoice(number, name, subject.names.criterion(name), _swing_text(leaf))
        for number, (name, leaf) in enumerate(subject.leaves.items(), start=1)
    )


def _swing_text(leaf: LeafCriterion) -> str:
    """Return what lifting a criterion means: from its worst to its best, in words or units."""
    worst, best = _swing_ends(leaf)
    if worst and best:
        return f"{worst} -> {best}"
    return leaf.criterion.asks or (leaf.title if leaf.title != leaf.id else "")


def _swing_ends(leaf: LeafCriterion) -> tuple[str, str]:
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
    try:
        return [(read_choice(typed, choices, what="criterion").key,)]  # a name of several words is one name
    except BadAnswer:
        words = typed.replace(",", " ").replace(">", " ").replace("=", " = ").split()
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


def _format_order(order: Sequence[tuple[str, ...]]) -> str:
    return " ".join("=".join(tie) for tie in order)


def _complete_order(subject: Subject, state: WalkState) -> WalkState:
    """Return the state with the last criterion left, if only one is, in last place."""
    left = [name for name in subject.leaves if name not in state.ranked]
    return replace(state, order=(*state.order, (left[0],))) if len(left) == 1 else state
