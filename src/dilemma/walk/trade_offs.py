"""What the weights say one would give up for what: two questions that a person recognises, and a repair.

Asked in value points, where 100 is the whole way from worst to best: weights `w` say that `n` points of `a`
are worth `n · w[a] / w[b]` points of `b` (Keeney & Raiffa 1976, consistency checks of scaling constants).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.central.decision import decide, order
from dilemma.report.numbers import plain, points
from dilemma.scenario.quantities import exact
from dilemma.walk import numbers_typed, weighing
from dilemma.walk.picture import weights_line
from dilemma.walk.question import Answer, BadAnswer, Choice, Question, chosen
from dilemma.walk.said import Doubt, Points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.walk.said import Pair, Said
    from dilemma.walk.subject import Subject

AMOUNTS = (10.0, 5.0, 2.0, 1.0)  # points gained; the first that asks for no more than the whole way
WHOLE_WAY = 100.0
TOLERANCE = 1.25  # an answer within a quarter of what the weights say agrees with them
HOW_MANY = {"swing": 2, "ranking": 1, "keep": 1}
YES, NO = frozenset({"yes", "y"}), frozenset({"no", "n"})


def ask(subject: Subject, said: Said) -> Question | None:
    """Asks whether a trade-off that follows from the weights is the person's own."""
    pair = _pair(subject, said)
    if pair is None:
        return None
    gain, give = pair
    amount, implied = _implied(subject, said, pair)
    names = subject.names
    checked = replace(said, checked=(*said.checked, pair))

    def read(typed: str) -> Answer:
        if typed.strip().lower() in YES:
            return Answer("yes", checked)
        offered = _offered(typed, implied)
        text = numbers_typed.written(exact(offered))
        agrees = implied / TOLERANCE <= offered <= implied * TOLERANCE
        return Answer(text, checked if agrees else replace(checked, doubt=Doubt(pair, amount, offered)))

    return Question(
        id=f"trade.{gain}.{give}",
        part="Is that you?",
        text=(
            f"With these weights you would give up {plain(_rounded(implied))} points of "
            f"{names.criterion(give)} for {plain(amount)} points of {names.criterion(gain)}. Is that you?",
        ),
        notes=(
            *_units(subject, give, implied),
            *_units(subject, gain, amount),
            weights_line(weighing.seen(subject, said), names),
        ),
        prompt="yes, or how many points you would give up",
        help="100 points are the whole way from worst to best. If you would give up more or fewer, type how "
        "many at most; if that is off your weights by more than a quarter, you are shown a repair.",
        read=read,
        skip=checked,
        skipping="leaves the weights as they are",
        default="yes",
    )


def _offered(typed: str, implied: float) -> float:
    if typed.strip().lower() in NO:
        raise BadAnswer(f"then how many points at most, instead of {plain(_rounded(implied))}? type a number")
    found = numbers_typed.points(typed, most=WHOLE_WAY)
    if found.family != "exact" or found.central <= 0:
        raise BadAnswer(f"`{typed}` is not one number above 0; type `yes`, or how many points at most")
    return found.central


def _units(subject: Subject, criterion: str, amount: float) -> Iterator[str]:
    """The same in the unit of the criterion, where a straight line leads from worst to best."""
    stated = subject.leaves[criterion].criterion
    if stated.scale and not stated.value:
        width = abs(stated.scale.best - stated.scale.worst) * amount / WHOLE_WAY
        unit = f" {stated.scale.unit}" if stated.scale.unit else ""
        name = subject.names.criterion(criterion)
        yield f"{plain(_rounded(amount))} points of {name} are {plain(_rounded(width))}{unit}"


def _rounded(value: float) -> float:
    return float(f"{value:.2g}") if value < 10 else float(round(value))


def _pair(subject: Subject, said: Said) -> Pair | None:
    """The next pair worth asking about; None when enough were, or the weights are not given yet."""
    if said.doubt or len(said.checked) >= HOW_MANY.get(said.method or "", 0):
        return None
    asked = {frozenset(pair) for pair in said.checked}
    return next((pair for pair in _pairs(subject, said) if frozenset(pair) not in asked), None)


def _pairs(subject: Subject, said: Said) -> Iterator[Pair]:
    """First the pair the choice turns on, then the heaviest with the lightest, then with the next."""
    weight = _weight(subject, said)
    heaviest, *others = sorted((name for name in weight if weight[name] > 0), key=lambda name: -weight[name])
    candidates = [_deciding(subject, said), *((heaviest, name) for name in others[-1:] + others[:1])]
    for pair in candidates:
        if pair is not None and min(weight[name] for name in pair) > 0:
            ordered = pair if weight[pair[0]] >= weight[pair[1]] else (pair[1], pair[0])
            if weight[ordered[0]] <= WHOLE_WAY * weight[ordered[1]]:
                yield ordered


def _deciding(subject: Subject, said: Said) -> Pair | None:
    """Where choosing the leader over the runner-up gains most and gives up most."""
    at = decide(weighing.seen(subject, said))
    first, second = order(at.value)[:2]
    gains = at.weights * (at.expected_scores[first] - at.expected_scores[second])
    most, least = int(gains.argmax()), int(gains.argmin())
    return (at.criteria[most], at.criteria[least]) if gains[least] < 0 < gains[most] else None


def _weight(subject: Subject, said: Said) -> dict[str, float]:
    return {name: given.value.central for name, given in weighing.points(subject, said).items()}


def _implied(subject: Subject, said: Said, pair: Pair) -> tuple[float, float]:
    """Points gained on the first, and what the weights say they are worth on the second."""
    weight = _weight(subject, said)
    ratio = weight[pair[0]] / weight[pair[1]]
    amount = next((amount for amount in AMOUNTS if amount * ratio <= WHOLE_WAY), AMOUNTS[-1])
    return amount, amount * ratio


def repair(subject: Subject, said: Said) -> Question | None:
    """Proposes weights that agree with a trade-off that contradicts the present ones."""
    doubt = said.doubt
    if doubt is None:
        return None
    gain, give = doubt.pair
    now, settled = _weight(subject, said), replace(said, doubt=None)
    raised = now[give] * doubt.offered / doubt.amount
    lowered = now[gain] * doubt.amount / doubt.offered
    repairs = {
        gain: _with(subject, settled, gain, raised),
        give: _with(subject, settled, give, lowered),
        "keep": settled,
    }
    choices = (
        _choice(subject, 1, gain, (now[gain], raised), repairs[gain]),
        _choice(subject, 2, give, (now[give], lowered), repairs[give]),
        Choice(3, "keep", "keep", "Keep the weights: the trade-off was a guess."),
    )

    def read(typed: str) -> Answer:
        one = chosen(typed, choices, what="repair")
        return Answer(one.key, repairs[one.key])

    return Question(
        id=f"repair.{gain}.{give}",
        part="Two answers clash",
        text=(_contradiction(subject, doubt, now),),
        prompt="Repair",
        help="Either weight can give way. Change the one you were less sure of; `back` asks again.",
        read=read,
        skip=settled,
        skipping="keeps the weights",
        default=gain,
        choices=choices,
    )


def _contradiction(subject: Subject, doubt: Doubt, now: dict[str, float]) -> str:
    gain, give = doubt.pair
    upper, lower = subject.names.criterion(gain), subject.names.criterion(give)
    said, weighed = doubt.offered / doubt.amount, now[gain] / now[give]
    as_weighed = (
        "they weigh the same" if weighed < 1.05 else f"it weighs {plain(_rounded(weighed))} times as much"
    )
    return (
        f"{plain(doubt.offered)} points of {lower} for {plain(doubt.amount)} of {upper} make {upper} weigh "
        f"{plain(_rounded(said))} times as much as {lower}; by your weights {as_weighed}. Which gives way?"
    )


def _choice(subject: Subject, place: int, name: str, move: tuple[float, float], repaired: Said) -> Choice:
    at = decide(weighing.seen(subject, repaired))
    first, second = order(at.value)[:2]
    lead = points(float(at.value[first] - at.value[second]))
    now, then = (plain(_rounded(value)) for value in move)
    leader = subject.names.option(at.options[first])
    detail = f"From {now} points to {then}; then {leader} leads by {lead}."
    return Choice(place, name, subject.names.criterion(name), detail)


def _with(subject: Subject, said: Said, name: str, value: float) -> Said:
    """The weights as points, one of them changed."""
    given = weighing.points(subject, said)
    changed = {**given, name: Points(exact(round(value, 1)), "trade_off")}
    return weighing.put_in_order(subject, replace(said, points=changed))
