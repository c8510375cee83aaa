"""The coalition: the share the scores assume, what a share gains, and each partner's leverage and chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Column, Entry, Line, Table
from dilemma.interchange.tables.spelling import clipped, three
from dilemma.interchange.tables.standing import stands
from dilemma.scenario.quantities import exact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.parts import Coalition, Member
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path
    from dilemma.scenario.reading.nodes import Node

SHARE = "share the scores assume"
GAIN = "points gained per share"
LEVERAGE = "leverage"
JOINS = "chance of joining"
COLUMNS = (
    Column(head="what", width=28),
    Column(head="of", width=22),
    Column(head="low", width=9, note="The lowest chance of joining, from 0 to 1; empty if it is exact."),
    Column(head="most likely", width=9, note="Shares and chances from 0 to 1; leverages sum to 1."),
    Column(head="high", width=9, note="The highest chance of joining, from 0 to 1; empty if it is exact."),
    Column(head="why", width=70),
)


def coalition(scenario: Scenario, own: Node) -> Table | None:
    """Everything stated of acting together; None when the scenario has no coalition."""
    stated = scenario.file.coalition
    if stated is None:
        return None
    says = f"How the scores of {scenario.title_of(stated.option)} move with the partners that act."
    lines = (_share(stated, own), *_gains(stated, own), *_members(stated, own))
    return Table(name="Coalition", says=says, columns=COLUMNS, keys=2, lines=lines)


def _share(stated: Coalition, own: Node) -> Line:
    path: Path = ("coalition", "assumed_share")
    return _exact((SHARE, None), stated.assumed_share, stated.why, _number(own, path, low=0, high=1))


def _gains(stated: Coalition, own: Node) -> Iterator[Line]:
    for criterion, gain in stated.per_share.items():
        entries = _number(own, ("coalition", "per_share", criterion))
        yield _exact((GAIN, criterion), gain, None, entries)


def _members(stated: Coalition, own: Node) -> Iterator[Line]:
    for key, member in stated.members.items():
        path: Path = ("coalition", "members", key)
        entries = _number(own, (*path, "leverage"), low=0, high=1)
        yield _exact((LEVERAGE, key), member.leverage, member.why, entries)
        if member.joins is not None:
            yield _joins(key, member, own, (*path, "joins"))


def _exact(names: tuple[str, str | None], number: float, why: str | None, entries: tuple[Entry, ...]) -> Line:
    return Line(shown=(*names, *three(exact(number)), clipped(why)), entries=entries, shared=not entries)


def _number(own: Node, path: Path, low: float | None = None, high: float | None = None) -> tuple[Entry, ...]:
    """The number of a line, if it stands in the scenario's own file."""
    entry = Entry(path=path, columns=(3,), kind="number", low=low, high=high, wanted=True)
    return (entry,) if stands(own, path) else ()


def _joins(key: str, member: Member, own: Node, path: Path) -> Line:
    entry = Entry(path=path, columns=(2, 3, 4), kind="quantity", low=0, high=1, wanted=True)
    shown = (JOINS, key, *three(member.joins), None)
    here = stands(own, path)
    return Line(shown=shown, entries=(entry,) if here else (), shared=not here)
