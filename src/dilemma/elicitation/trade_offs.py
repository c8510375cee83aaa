"""The questions on trade-offs that the weights imply, and on repairs where an answer contradicts them.

Asked in value points, where 100 is the whole way from worst to best: weights `w` say that `n` points of `a`
are worth `n · w[a] / w[b]` points of `b` (Keeney & Raiffa 1976, consistency checks of scaling constants).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.decision import decide, descending_order
from dilemma.elicitation import question, weights
from dilemma.elicitation.question import (
    AnswerChoice,
    BadAnswer,
    ParsedAnswer,
    Question,
    choice_reader,
    number_choices,
)
from dilemma.elicitation.state import SwingPoints, TradeOffConflict
from dilemma.elicitation.weights import weights_summary
from dilemma.report.numbers import format_plain, format_points
from dilemma.scenario.quantity import exact_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.elicitation.state import CriterionPair, Subject, WalkState

AMOUNTS = (10.0, 5.0, 2.0, 1.0)  # points gained; the first is used that asks for at most the whole way
WHOLE_WAY = 100.0
TEXT = (
    "With these weights you would give up {implied} points of {give} for {amount} points of {gain}. "
    "Does that sound right?"
)
TRADE = "trade."
"""What the id of a question on a trade-off begins with; the two criteria follow."""
TOLERANCE = 1.25  # an answer within a quarter of what the weights say agrees with them
QUESTIONS = {"swing": 2, "ranking": 1, "keep": 1}
_YES, _NO = frozenset({"yes", "y"}), frozenset({"no", "n"})


def ask_trade_off(subject: Subject, state: WalkState) -> Question | None:
    """Ask whether a trade-off that follows from the weights is what the person means."""
    pair = _next_pair(subject, state)
    return None if pair is None else _trade_off(subject, state, pair)


def ask_about_pair(subject: Subject, state: WalkState, id: str) -> Question | None:
    """Return the trade-off that the id of a question names; None where it names none with these weights."""
    pair = tuple(id.removeprefix(TRADE).split("."))
    weight = _weight_points(subject, state)
    if not id.startswith(TRADE) or len(set(pair)) != 2 or not set(pair) <= set(weight):
        return None
    gain, give = pair
    if not 0 < weight[give] <= weight[gain] <= WHOLE_WAY * weight[give]:
        return None
    return _trade_off(subject, state, (gain, give))


def _trade_off(subject: Subject, state: WalkState, pair: CriterionPair) -> Question:
    """Return the question whether a trade-off is what the person means."""
    gain, give = pair
    amount, implied = _implied_offer(subject, state, pair)
    names = subject.names
    checked = replace(state, checked=(*state.checked, pair))

    def read(typed: str) -> ParsedAnswer:
        if typed.strip().lower() in _YES:
            return ParsedAnswer("yes", checked)
        offered = _read_offer(typed, implied)
        text = question.format_quantity(exact_quantity(offered))
        agrees = implied / TOLERANCE <= offered <= implied * TOLERANCE
        return ParsedAnswer(
            text, checked if agrees else replace(checked, doubt=TradeOffConflict(pair, amount, offered))
        )

    return Question(
        id=f"{TRADE}{gain}.{give}",
        part="A check of your weights",
        text=(
            TEXT.format(
                implied=format_plain(_rounded(implied)),
                give=names.criterion(give),
                amount=format_plain(amount),
                gain=names.criterion(gain),
            ),
        ),
        notes=(
            *_unit_notes(subject, give, implied),
            *_unit_notes(subject, gain, amount),
            weights_summary(weights.apply_answers(subject, state), names),
        ),
        prompt="yes, or how many points you would give up",
        help="100 points are the whole way from worst to best. If you would give up more or fewer, type how "
        "many at most; if that is off your weights by more than a quarter, you are shown a repair.",
        read=read,
        skip=checked,
        skipping="leaves the weights as they are",
        default="yes",
    )


def _read_offer(typed: str, implied: float) -> float:
    if typed.strip().lower() in _NO:
        raise BadAnswer(
            f"then how many points at most, instead of {format_plain(_rounded(implied))}? type a number"
        )
    quantity = question.read_points(typed, most=WHOLE_WAY)
    if not quantity.is_exact or quantity.central <= 0:
        raise BadAnswer(f"`{typed}` is not one number above 0; type `yes`, or how many points at most")
    return quantity.central


def _unit_notes(subject: Subject, criterion: str, amount: float) -> Iterator[str]:
    """Yield the same in the unit of the criterion, where a straight line leads from worst to best."""
    definition = subject.criteria[criterion].criterion
    if definition.scale and not definition.value:
        width = abs(definition.scale.best - definition.scale.worst) * amount / WHOLE_WAY
        unit = f" {definition.scale.unit}" if definition.scale.unit else ""
        name = subject.names.criterion(criterion)
        yield f"{format_plain(_rounded(amount))} points of {name} are {format_plain(_rounded(width))}{unit}"


def _rounded(value: float) -> float:
    return float(f"{value:.2g}") if value < 10 else float(round(value))


def _next_pair(subject: Subject, state: WalkState) -> CriterionPair | None:
    """Return the next pair to ask about; None when enough were, or the weights are not given yet."""
    if state.doubt or len(state.checked) >= QUESTIONS.get(state.method or "", 0):
        return None
    checked = {frozenset(pair) for pair in state.checked}
    return next((pair for pair in _candidate_pairs(subject, state) if frozenset(pair) not in checked), None)


def _candidate_pairs(subject: Subject, state: WalkState) -> Iterator[CriterionPair]:
    """Yield the pair the choice turns on, then the heaviest with the lightest, then with the next."""
    weight = _weight_points(subject, state)
    heaviest, *others = sorted((name for name in weight if weight[name] > 0), key=lambda name: -weight[name])
    candidates = [_deciding_pair(subject, state), *((heaviest, name) for name in others[-1:] + others[:1])]
    for pair in candidates:
        # A criterion without weight is worth nothing against any other.
        if pair is not None and min(weight[name] for name in pair) > 0:
            ordered = pair if weight[pair[0]] >= weight[pair[1]] else (pair[1], pair[0])
            # Beyond that, even one point would be worth more than the whole way on the other.
            if weight[ordered[0]] <= WHOLE_WAY * weight[ordered[1]]:
                yield ordered


def _deciding_pair(subject: Subject, state: WalkState) -> CriterionPair | None:
    """Return where choosing the leader over the runner-up gains most, and where it gives up most."""
    decision = decide(weights.apply_answers(subject, state))
    first, second = descending_order(decision.value)[:2]
    gains = decision.weights * (decision.expected_scores[first] - decision.expected_scores[second])
    most, least = int(gains.argmax()), int(gains.argmin())
    return (decision.criteria[most], decision.criteria[least]) if gains[least] < 0 < gains[most] else None


def _weight_points(subject: Subject, state: WalkState) -> dict[str, float]:
    return {name: points.value.central for name, points in weights.swing_points(subject, state).items()}


def _implied_offer(subject: Subject, state: WalkState, pair: CriterionPair) -> tuple[float, float]:
    """Return points gained on the first, and what the weights say they are worth on the second."""
    weight = _weight_points(subject, state)
    ratio = weight[pair[0]] / weight[pair[1]]
    amount = next((amount for amount in AMOUNTS if amount * ratio <= WHOLE_WAY), AMOUNTS[-1])
    return amount, amount * ratio


def ask_repair(subject: Subject, state: WalkState) -> Question | None:
    """Propose weights that agree with a trade-off that contradicts the present ones."""
    conflict = state.doubt
    if conflict is None:
        return None
    gain, give = conflict.pair
    weight, resolved = _weight_points(subject, state), replace(state, doubt=None)
    raised = weight[give] * conflict.offered / conflict.amount
    lowered = weight[gain] * conflict.amount / conflict.offered
    repairs = {
        gain: _with_weight(subject, resolved, gain, raised),
        give: _with_weight(subject, resolved, give, lowered),
        "keep": resolved,
    }
    first, second, last = number_choices(list(repairs))
    choices = (
        _repair_choice(subject, first, gain, (weight[gain], raised), repairs[gain]),
        _repair_choice(subject, second, give, (weight[give], lowered), repairs[give]),
        AnswerChoice(last, "keep", "keep", "Keep the weights: the trade-off was a guess."),
    )
    return Question(
        id=f"repair.{gain}.{give}",
        part="Two answers clash",
        text=(_conflict_text(subject, conflict, weight),),
        prompt="Repair",
        help="Either weight can give way. Change the one you were less sure of; `back` asks again.",
        read=choice_reader(choices, repairs, "repair"),
        skip=resolved,
        skipping="keeps the weights",
        default=gain,
        choices=choices,
    )


def _conflict_text(subject: Subject, conflict: TradeOffConflict, weight: dict[str, float]) -> str:
    gain, give = conflict.pair
    upper, lower = subject.names.criterion(gain), subject.names.criterion(give)
    offer, ratio = conflict.offered / conflict.amount, weight[gain] / weight[give]
    as_weighed = (
        "they weigh the same" if ratio < 1.05 else f"it weighs {format_plain(_rounded(ratio))} times as much"
    )
    return (
        f"{format_plain(conflict.offered)} points of {lower} for {format_plain(conflict.amount)} of {upper} "
        f"make {upper} weigh {format_plain(_rounded(offer))} times as much as {lower}; "
        f"by your weights {as_weighed}. Which gives way?"
    )


def _repair_choice(
    subject: Subject, number: int, name: str, move: tuple[float, float], repaired: WalkState
) -> AnswerChoice:
    decision = decide(weights.apply_answers(subject, repaired))
    first, second = descending_order(decision.value)[:2]
    lead = format_points(float(decision.value[first] - decision.value[second]))
    before, after = (format_plain(_rounded(value)) for value in move)
    leader = subject.names.option(decision.options[first])
    detail = f"From {before} points to {after}; then {leader} leads by {lead}."
    return AnswerChoice(number, name, subject.names.criterion(name), detail)


def _with_weight(subject: Subject, state: WalkState, name: str, value: float) -> WalkState:
    """Return the state with the weights as points, one of them changed."""
    points = weights.swing_points(subject, state)
    changed = {**points, name: SwingPoints(exact_quantity(round(value, 1)), "trade_off")}
    return weights.sort_by_points(subject, replace(state, points=changed))
