"""How much each swing is worth against the first, and what to do when points contradict the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dilemma.report.names import listed
from dilemma.report.numbers import plain
from dilemma.scenario.quantities import exact
from dilemma.walk import numbers_typed
from dilemma.walk.numbers_typed import written
from dilemma.walk.question import Answer, Choice, Question, chosen
from dilemma.walk.ranking import ends
from dilemma.walk.said import Points
from dilemma.walk.weighing import TOP, complete, points, put_in_order

if TYPE_CHECKING:
    from dilemma.walk.said import Said
    from dilemma.walk.subject import Subject

MOST = 1000.0  # points; ten times the first swing is a slip of the keyboard


def ask(subject: Subject, said: Said) -> Question | None:
    """Asks for the points of the next criterion in the order; those that tie get them together."""
    tie = _next(subject, said)
    if tie is None:
        return None

    def read(typed: str) -> Answer:
        given = numbers_typed.points(typed, most=MOST)
        return Answer(written(given), _given(said, tie, Points(given, "swing")))

    implied = points(subject, said)[tie[0]]
    named = listed([subject.names.criterion(name) for name in tie])
    each = " each" if len(tie) > 1 else ""
    first = listed([subject.names.criterion(name) for name in said.order[0]])
    return Question(
        id=f"swing.{tie[0]}",
        part="What matters",
        text=(
            f"Lifting {first} from worst to best is worth 100 points{_tied(said)}. "
            f"How many is lifting {named} worth{each}?",
        ),
        notes=(*_ends(subject, tie), _so_far(subject, said)),
        prompt=f"Points for {named}",
        help="Half as good to have as the first swing is 50; as good is 100; not worth having is 0. "
        "A range such as 60-80 says how sure you are, and the result will show whether it matters.",
        read=read,
        skip=_given(said, tie, Points(implied.value, "ranking")),
        skipping=f"takes the {plain(implied.value.central)} that your order implies",
    )


def _next(subject: Subject, said: Said) -> tuple[str, ...] | None:
    if said.method != "swing" or not complete(subject, said):
        return None
    return next((tie for tie in said.order[1:] if not all(name in said.points for name in tie)), None)


def _given(said: Said, tie: tuple[str, ...], given: Points) -> Said:
    first = dict.fromkeys(said.order[0], Points(exact(TOP), "swing"))
    return replace(said, points={**first, **said.points, **dict.fromkeys(tie, given)})


def _tied(said: Said) -> str:
    return " each" if len(said.order[0]) > 1 else ""


def _ends(subject: Subject, tie: tuple[str, ...]) -> tuple[str, ...]:
    """What the swing goes from and to; left to the list of criteria when several tie."""
    if len(tie) > 1:
        return ()
    worst, best = ends(subject.leaves[tie[0]])
    return (f"worst: {worst}", f"best: {best}") if worst and best else ()


def _so_far(subject: Subject, said: Said) -> str:
    given = said.points or dict.fromkeys(said.order[0], Points(exact(TOP), "swing"))
    return "So far: " + ", ".join(
        f"{subject.names.criterion(name)} {written(given[name].value)}"
        for name in said.ranked
        if name in given
    )


def clash(subject: Subject, said: Said) -> Question | None:
    """Asks which is right when a criterion has more points than one ranked above it."""
    found = _clash(said)
    if said.method != "swing" or found is None:
        return None
    above, below = found
    high, low = said.points[below].value.central, said.points[above].value.central
    names = subject.names
    upper = names.criterion(above)
    lower = listed([names.criterion(name) for name in _tie_of(said, below)])
    choices = (
        Choice(1, "points", "points", f"The points are right: rank {lower} above {upper}."),
        Choice(2, "order", "order", f"The order is right: {lower} gets {plain(low)} points, like {upper}."),
        Choice(3, "again", "again", f"Neither: ask me again for {lower}."),
    )
    repairs = {
        "points": put_in_order(subject, said),
        "order": _level(said, above, below),
        "again": _without(said, below),
    }

    def read(typed: str) -> Answer:
        one = chosen(typed, choices, what="repair")
        return Answer(one.key, repairs[one.key])

    return Question(
        id=f"clash.{below}",
        part="Two answers clash",
        text=(
            f"You ranked {upper} above {lower}, but gave {lower} {plain(high)} points and {upper} "
            f"{plain(low)}. Which is right?",
        ),
        prompt="Right is",
        help="Nothing is wrong with changing your mind: giving points often shows that an order was hasty.",
        read=read,
        skip=repairs["points"],
        skipping="goes by the points",
        default="points",
        choices=choices,
    )


def _clash(said: Said) -> tuple[str, str] | None:
    """The first pair, one ranked right above the other, whose points stand the other way round."""
    rated = [name for name in said.ranked if name in said.points]
    return next(
        (
            (above, below)
            for above, below in pairwise(rated)
            if said.points[below].value.central > said.points[above].value.central
        ),
        None,
    )


def _level(said: Said, above: str, below: str) -> Said:
    """Gives the lower one, and those tied with it, the points of the one above."""
    return replace(said, points={**said.points, **dict.fromkeys(_tie_of(said, below), said.points[above])})


def _without(said: Said, below: str) -> Said:
    """Forgets the points of a criterion and of those tied with it."""
    tie = _tie_of(said, below)
    return replace(said, points={name: given for name, given in said.points.items() if name not in tie})


def _tie_of(said: Said, name: str) -> tuple[str, ...]:
    return next(tie for tie in said.order if name in tie)
