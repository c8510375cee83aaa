"""From what has been said to weights, and to the scenario as it looks then.

Swing weights: von Winterfeldt & Edwards 1986, Decision Analysis and Behavioral Research; weights from a
ranking: Edwards & Barron 1994, SMARTS and SMARTER.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.analysis.central.weights import central, rank_order_centroid
from dilemma.scenario.edits.apply import Edits, edited
from dilemma.scenario.edits.what_if import Setting
from dilemma.scenario.files.judgement import Weights
from dilemma.scenario.quantities import Quantity, exact
from dilemma.walk.said import Points

if TYPE_CHECKING:
    from dilemma.scenario.files.elicited import How
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.reading.nodes import Data
    from dilemma.walk.said import Said
    from dilemma.walk.subject import Subject

TOP = 100.0  # points of the swing wanted most


def seen(subject: Subject, said: Said) -> Scenario:
    """The scenario with everything said so far; each answer is a `--set` a user could type.

    Raises:
        BadSetting: the chances said cannot all be meant together.
    """
    return edited(subject.scenario, edits(subject, said))


def edits(subject: Subject, said: Said) -> Edits:
    """What has been said, as edits of the file."""
    given = weights(subject, said)
    weighed = () if given is None else (Setting(("weights",), data(given)),)
    return Edits(profile=subject.profile(said.eyes), settings=(*weighed, *chance_settings(subject, said)))


def chance_settings(subject: Subject, said: Said) -> tuple[Setting, ...]:
    """The chances that differ from the file's, as what-ifs; unconditional ones where there is no chain."""
    kind = "chance" if subject.scenario.chances == "chain" else "probability"
    return tuple(
        Setting(("futures", future, kind), given)
        for future, given in said.chances.items()
        if given is not None
    )


def weights(subject: Subject, said: Said) -> Weights | None:
    """The weights said so far; None while those started from are kept.

    A ranking begun leaves the rest tied in last place; points begun leave the rest to the ranking.
    """
    if said.points or (said.method == "swing" and complete(subject, said)):
        return Weights({name: given.value for name, given in points(subject, said).items()})
    return Weights({}, ranking(subject, said)) if said.order else None


def complete(subject: Subject, said: Said) -> bool:
    """Whether every criterion is ranked."""
    return len(said.ranked) == len(subject.leaves)


def ranking(subject: Subject, said: Said) -> tuple[tuple[str, ...], ...]:
    """The order so far, with what is not ranked yet tied behind it."""
    rest = tuple(name for name in subject.leaves if name not in said.ranked)
    return (*said.order, rest) if rest else said.order


def points(subject: Subject, said: Said) -> dict[str, Points]:
    """Points for every criterion, in file order: as given, else as the ranking or the start implies."""
    implied = _as_ranked(subject, said) if said.order else _as_started(subject, said)
    return {name: said.points.get(name, implied[name]) for name in subject.leaves}


def _as_started(subject: Subject, said: Said) -> dict[str, Points]:
    """The weights started from, on a scale where the largest has 100 points."""
    shares = central(edited(subject.scenario, Edits(profile=subject.profile(said.eyes))))
    return {
        name: Points(exact(_rounded(TOP * share / shares.max())), "kept")
        for name, share in zip(subject.leaves, shares.tolist(), strict=True)
    }


def _as_ranked(subject: Subject, said: Said) -> dict[str, Points]:
    """100 points for the first place, then what the ranks imply but never more than was given above."""
    order = ranking(subject, said)
    shares = rank_order_centroid([len(tie) for tie in order])
    found: dict[str, Points] = {}
    least = TOP
    for place, (tie, share) in enumerate(zip(order, shares, strict=True)):
        how: How = "swing" if place == 0 and said.method == "swing" else "ranking"
        implied = Points(exact(min(least, _rounded(TOP * share / shares[0]))), how)
        for name in tie:
            found[name] = said.points.get(name, implied)
        least = min(least, *(found[name].value.central for name in tie))
    return found


def _rounded(value: float) -> float:
    """Points to a tenth: nobody means more."""
    return round(value, 1)


def put_in_order(subject: Subject, said: Said) -> Said:
    """The order re-sorted so that none stands below another with fewer points, and the top at 100 again."""
    given = points(subject, said)
    level = {name: each.value.central for name, each in given.items()}
    ties = [
        tuple(name for name in tie if level[name] == value)
        for tie in said.order
        for value in dict.fromkeys(level[name] for name in tie)
    ]
    order = tuple(sorted(ties, key=lambda tie: -level[tie[0]]))
    factor = TOP / max(level.values())
    return replace(said, order=order, points={key: _times(each, factor) for key, each in said.points.items()})


def _times(given: Points, factor: float) -> Points:
    if factor == 1:
        return given
    parameters = tuple(_rounded(value * factor) for value in given.value.parameters)
    return Points(Quantity(given.value.family, parameters), given.how)


def data(given: Weights) -> Data:
    """Weights as a file writes them."""
    if given.points:
        return {name: as_data(value) for name, value in given.points.items()}
    return [tie[0] if len(tie) == 1 else list(tie) for tie in given.ranking]


def as_data(given: Quantity) -> Data:
    """A number or a range as a file writes it."""
    return given.parameters[0] if given.family == "exact" else list(given.parameters)
