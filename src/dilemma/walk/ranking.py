"""What to lift from worst to best first, what next: the order of the swings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.report.numbers import plain
from dilemma.walk.question import Answer, BadAnswer, Choice, Question, chosen
from dilemma.walk.weighing import complete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.scenario.model import Leaf
    from dilemma.walk.said import Said
    from dilemma.walk.subject import Subject


def ask(subject: Subject, said: Said) -> Question | None:
    """Asks for the next criterion, or several, until one is left; that one is last by itself."""
    if said.method not in ("swing", "ranking") or complete(subject, said):
        return None
    choices = [choice for choice in swings(subject) if choice.key not in said.ranked]
    first = not said.order
    prompt = "First" if first else "Next"

    def read(typed: str) -> Answer:
        order = (*said.order, *_order(typed, choices))
        return Answer(_written(order[len(said.order) :]), _closed(subject, replace(said, order=order)))

    return Question(
        id=f"rank.{len(said.ranked) + 1}",
        part="What matters",
        text=(_first() if first else _next(subject, said),),
        prompt=prompt,
        help="Do not ask what matters most in general, but which of these steps, from this worst to this "
        "best, is worth most to you. Where worst and best hardly differ, there is little to gain, however "
        "noble. Several at once save time: `2 1=4 7` puts 2 first, then 1 and 4 together, then 7.",
        read=read,
        skip=_closed(subject, replace(said, order=(*said.order, tuple(each.key for each in choices)))),
        skipping="leaves the rest tied in last place",
        choices=tuple(choices),
    )


def _first() -> str:
    return (
        "Imagine everything at its worst, left of the arrow. You may lift one to its best, right of it: "
        "which one first? Or several in order: `2 1=4 7`, where 1 and 4 tie."
    )


def _next(subject: Subject, said: Said) -> str:
    done = ", then ".join(" = ".join(subject.names.criterion(name) for name in tie) for tie in said.order)
    return f"So far: {done}. All else is still at its worst: which one next?"


def swings(subject: Subject) -> tuple[Choice, ...]:
    """The criteria as steps from worst to best, numbered as in the file."""
    return tuple(
        Choice(place, name, subject.names.criterion(name), step(leaf))
        for place, (name, leaf) in enumerate(subject.leaves.items(), start=1)
    )


def step(leaf: Leaf) -> str:
    """What lifting a criterion means: from its worst to its best, in words or units."""
    worst, best = ends(leaf)
    if worst and best:
        return f"{worst} -> {best}"
    return leaf.criterion.asks or (leaf.title if leaf.title != leaf.id else "")


def ends(leaf: Leaf) -> tuple[str, str]:
    """What 0 and 100 mean, in words or units; empty where the file does not say."""
    criterion = leaf.criterion
    if criterion.worst and criterion.best:
        return criterion.worst, criterion.best
    if criterion.scale:
        unit = f" {criterion.scale.unit}" if criterion.scale.unit else ""
        return f"{plain(criterion.scale.worst)}{unit}", f"{plain(criterion.scale.best)}{unit}"
    return "", ""


def _order(typed: str, choices: Sequence[Choice]) -> list[tuple[str, ...]]:
    """The places that a line such as `2 1=4 norms` fills, each with those that tie there."""
    try:
        return [(chosen(typed, choices, what="criterion").key,)]  # a name of several words is one name
    except BadAnswer:
        words = typed.replace(",", " ").replace(">", " ").replace("=", " = ").split()
        if len(words) < 2:
            raise
    ties: list[list[str]] = []
    joined = False
    for word in words:
        if word == "=":
            joined = bool(ties)
            continue
        name = chosen(word, choices, what="criterion").key
        if any(name in tie for tie in ties):
            raise BadAnswer(f"`{name}` is named twice; name each once")
        ties = [*ties[:-1], [*ties[-1], name]] if joined else [*ties, [name]]
        joined = False
    if not ties:
        raise BadAnswer("this names no criterion; type a number from the list")
    return [tuple(tie) for tie in ties]


def _written(order: Sequence[tuple[str, ...]]) -> str:
    return " ".join("=".join(tie) for tie in order)


def _closed(subject: Subject, said: Said) -> Said:
    """The last criterion left takes the last place."""
    left = [name for name in subject.leaves if name not in said.ranked]
    return replace(said, order=(*said.order, (left[0],))) if len(left) == 1 else said
