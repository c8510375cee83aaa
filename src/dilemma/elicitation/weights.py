"""The weights that the answers imply, the scenario with all answers applied, and how they move the ranking.

Swing weights: von Winterfeldt & Edwards 1986, Decision Analysis and Behavioral Research; weights from a
ranking: Edwards & Barron 1994, SMARTS and SMARTER.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.core.decision import central_weights, decide, descending_order, rank_order_centroid
from dilemma.elicitation.question import BadAnswer
from dilemma.elicitation.state import SwingPoints
from dilemma.errors import BadSetting
from dilemma.report.document import Bar, Column, Document, Table, TextRun, muted, paragraph
from dilemma.report.numbers import format_percent, format_points, format_signed
from dilemma.report.text import capitalize
from dilemma.scenario.edits.apply import Edits, apply_edits
from dilemma.scenario.edits.what_if import Setting
from dilemma.scenario.quantity import exact_quantity
from dilemma.scenario.schema.judgement import Weights

if TYPE_CHECKING:
    from dilemma.analysis.core.decision import Decision
    from dilemma.elicitation.state import Subject, WalkState
    from dilemma.report.document import Cell, Tone
    from dilemma.report.text import Names
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.profile_file import ElicitationMethod
    from dilemma.scenario.yaml.nodes import Data

TOP_POINTS = 100.0  # points of the swing wanted most

_SMALLEST_SHOWN = 0.05  # a move that one decimal shows


def apply_answers(subject: Subject, state: WalkState) -> Scenario:
    """Return the scenario with all answers so far; each of them is a `--set` a user could type.

    Raises:
        BadSetting: the chances given cannot hold together.
    """
    new_weights = elicited_weights(subject, state)
    settings = own_settings(subject, state)
    if new_weights is not None:
        settings = (Setting(("weights",), weights_data(new_weights)), *settings)
    return apply_edits(subject.scenario, Edits(profile=subject.profile(state.profile), settings=settings))


def require_possible(subject: Subject, state: WalkState, advice: str = "") -> WalkState:
    """Return the state unchanged, if the scenario takes all its answers.

    Raises:
        BadAnswer: it refuses them; the message ends in the advice.
    """
    try:
        apply_answers(subject, state)
    except BadSetting as bad:
        raise BadAnswer(f"{bad}{advice}") from None
    return state


def own_settings(subject: Subject, state: WalkState) -> tuple[Setting, ...]:
    """Return the chances and scores that the person gave, as what-ifs; the file's own are not among them.

    Without a chain the chances are unconditional probabilities.
    """
    kind = "chance" if subject.scenario.chances == "chain" else "probability"
    chances = ((("futures", future, kind), chance) for future, chance in state.chances.items())
    scores = ((tuple(path.split(".")), score) for path, score in state.scores.items())
    return tuple(Setting(path, value) for path, value in (*chances, *scores) if value is not None)


def elicited_weights(subject: Subject, state: WalkState) -> Weights | None:
    """Return the weights given so far; None while those started from are kept.

    A ranking begun leaves the rest tied in last place; points begun leave the rest to the ranking.
    """
    if state.points or (state.method == "swing" and is_ranking_complete(subject, state)):
        return Weights({name: rating.value for name, rating in swing_points(subject, state).items()})
    return Weights({}, _full_ranking(subject, state)) if state.order else None


def is_ranking_complete(subject: Subject, state: WalkState) -> bool:
    """Return whether every criterion is ranked."""
    return len(state.ranked) == len(subject.criteria)


def _full_ranking(subject: Subject, state: WalkState) -> tuple[tuple[str, ...], ...]:
    """Return the order so far, with what is not ranked yet tied behind it."""
    rest = tuple(name for name in subject.criteria if name not in state.ranked)
    return (*state.order, rest) if rest else state.order


def swing_points(subject: Subject, state: WalkState) -> dict[str, SwingPoints]:
    """Return the points of every criterion, in file order: as given, else as the ranking or start implies."""
    implied = _ranking_points(subject, state) if state.order else _initial_points(subject, state)
    return {name: state.points.get(name, implied[name]) for name in subject.criteria}


def _initial_points(subject: Subject, state: WalkState) -> dict[str, SwingPoints]:
    """Return the weights started from, on a scale where the largest has 100 points."""
    shares = central_weights(apply_edits(subject.scenario, Edits(profile=subject.profile(state.profile))))
    return {
        name: SwingPoints(exact_quantity(_round_points(TOP_POINTS * share / shares.max())), "kept")
        for name, share in zip(subject.criteria, shares.tolist(), strict=True)
    }


def _ranking_points(subject: Subject, state: WalkState) -> dict[str, SwingPoints]:
    """Return 100 points for the first rank, then what the ranks imply, never more than was given above."""
    order = _full_ranking(subject, state)
    shares = rank_order_centroid([len(tie) for tie in order])
    result: dict[str, SwingPoints] = {}
    least = TOP_POINTS
    for rank, (tie, share) in enumerate(zip(order, shares, strict=True)):
        how: ElicitationMethod = "swing" if rank == 0 and state.method == "swing" else "ranking"
        implied = SwingPoints(exact_quantity(min(least, _round_points(TOP_POINTS * share / shares[0]))), how)
        for name in tie:
            result[name] = state.points.get(name, implied)
        least = min(least, *(result[name].value.central for name in tie))
    return result


def _round_points(value: float) -> float:
    """Return points to a tenth; answers are not more precise than that."""
    return round(value, 1)


def sort_by_points(subject: Subject, state: WalkState) -> WalkState:
    """Return the state ranked by points, so that none is below one with fewer, and the top at 100 again."""
    rated = swing_points(subject, state)
    level = {name: rating.value.central for name, rating in rated.items()}
    # Criteria of one tie that got different points do not tie any more.
    ties = [
        tuple(name for name in tie if level[name] == value)
        for tie in state.order
        for value in dict.fromkeys(level[name] for name in tie)
    ]
    order = tuple(sorted(ties, key=lambda tie: -level[tie[0]]))
    factor = TOP_POINTS / max(level.values())
    return replace(
        state,
        order=order,
        points={key: _scale_points(rating, factor) for key, rating in state.points.items()},
    )


def _scale_points(rating: SwingPoints, factor: float) -> SwingPoints:
    if factor == 1:
        return rating
    parameters = tuple(_round_points(value * factor) for value in rating.value.parameters)
    return SwingPoints(type(rating.value)(parameters), rating.how)


def weights_data(weights: Weights) -> Data:
    """Return weights as a file writes them."""
    if weights.points:
        return {name: value.to_yaml() for name, value in weights.points.items()}
    return [tie[0] if len(tie) == 1 else list(tie) for tie in weights.ranking]


def ranking_change(before: Scenario, after: Scenario, names: Names) -> Document:
    """Return the ranking after an answer, each option with its old value; one line when nothing moved."""
    old, new = decide(before), decide(after)
    if abs(new.value - old.value).max() < _SMALLEST_SHOWN:
        leader = capitalize(names.option(new.options[descending_order(new.value)[0]]))
        message = f"No change: {leader} still leads." if len(new.options) > 1 else "No change."
        return Document("", (paragraph(muted(message)),))
    return Document("", (_ranking_table(old, new, names),))


def current_ranking(scenario: Scenario, names: Names) -> Document:
    """Return the ranking before anything is answered."""
    decision = decide(scenario)
    return Document("", (_ranking_table(decision, decision, names),))


def _ranking_table(old: Decision, new: Decision, names: Names) -> Table:
    changed = old is not new
    columns = [Column("", "right"), Column("Ranking now"), Column(""), Column("value", "right")]
    if changed:
        columns += [Column("before", "right"), Column("moved", "right"), Column("")]
    old_ranks = {option: rank for rank, option in enumerate(descending_order(old.value), start=1)}
    rows = []
    for rank, option in enumerate(descending_order(new.value), start=1):
        row: list[Cell] = _rank_cells(rank, float(new.value[option]), names.option(new.options[option]))
        if changed:
            row += _move_cells(float(old.value[option]), float(new.value[option]), old_ranks[option], rank)
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _rank_cells(rank: int, value: float, name: str) -> list[Cell]:
    tone: Tone = "strong" if rank == 1 else "plain"
    return [str(rank), TextRun(capitalize(name), tone), Bar(value), format_points(value)]


def _move_cells(old: float, new: float, old_rank: int, rank: int) -> list[Cell]:
    tone: Tone = "good" if new - old > _SMALLEST_SHOWN else "bad" if old - new > _SMALLEST_SHOWN else "muted"
    move = "" if rank == old_rank else f"{'up' if rank < old_rank else 'down'} from {old_rank}"
    return [format_points(old), TextRun(format_signed(new - old), tone), move]


def weights_summary(scenario: Scenario, names: Names) -> str:
    """Return the weights in one line, the largest first."""
    decision = decide(scenario)
    pairs = sorted(zip(decision.criteria, decision.weights.tolist(), strict=True), key=lambda pair: -pair[1])
    return "Weights: " + ", ".join(
        f"{names.criterion(name)} {format_percent(weight)}" for name, weight in pairs
    )
