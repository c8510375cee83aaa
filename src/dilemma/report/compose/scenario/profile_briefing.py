"""A profile read as a briefing: whose eyes, what weighs how much, which scores they read otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, muted, paragraph, strong
from dilemma.report.names import listed
from dilemma.report.numbers import plain, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.report.document import Cell
    from dilemma.scenario.files.judgement import Weights
    from dilemma.scenario.files.profile_file import Adjustment
    from dilemma.scenario.model import Profile
    from dilemma.scenario.quantities import Quantity

KINDS = {"ally": "An ally", "worldview": "A way of weighing", "person": "A person"}
ANY = "default"
EVERY = "every option"


def profile_briefing(profile: Profile) -> Document:
    """Everything a profile states, as it states it; points are swing points, of any total."""
    file = profile.file
    like = f", such as {listed(file.like)}" if file.like else ""
    blocks: list[Block] = [
        Heading(file.title, 1),
        paragraph(muted(f"{KINDS[file.kind]}{like}. To look through these eyes: --as {profile.id}.")),
        *([paragraph(file.description)] if file.description else []),
        Heading("What weighs how much"),
        *(_weights(key, given, file.relevance.get(key)) for key, given in file.weights.items()),
    ]
    if file.adjustments:
        blocks += [Heading("Which scores are read otherwise"), _adjustments(file.adjustments)]
    return Document(file.title, (*blocks, *([paragraph(file.notes)] if file.notes else [])))


def _weights(key: str, given: Weights, relevance: str | None) -> Block:
    """The weights for one scenario, the weightiest first, or the ranking they come from."""
    label = "any other" if key == ANY else key
    matters = f" ({relevance} relevance)" if relevance else ""
    return paragraph(strong(label), muted(f"{matters}: "), _points(given) or _ranking(given), hang=2)


def _points(given: Weights) -> str:
    ranked = sorted(given.points.items(), key=lambda each: -each[1].central)
    return ", ".join(f"{_spaced(name)} {_stated(quantity)}" for name, quantity in ranked)


def _stated(quantity: Quantity) -> str:
    low, high = quantity.bounds
    if low == high:
        return plain(quantity.central)
    return f"{plain(quantity.central)} ({plain(low)} to {plain(high)})"


def _ranking(given: Weights) -> str:
    return ", then ".join(" and ".join(_spaced(name) for name in tie) for tie in given.ranking)


def _adjustments(found: Sequence[Adjustment]) -> Table:
    columns = (
        Column("in"),
        Column("option"),
        Column("criterion"),
        Column("points", "right"),
        Column("why"),
    )
    return Table(columns, tuple(_adjustment(each) for each in found))


def _adjustment(each: Adjustment) -> tuple[Cell, ...]:
    future = f" in {_spaced(each.future)}" if each.future else ""
    option = _spaced(each.option) if each.option else EVERY
    criterion = f"{_spaced(each.criterion)}{future}"
    return (", ".join(each.scenarios), option, criterion, signed(each.add), each.why or "")


def _spaced(key: str) -> str:
    return key.replace("_", " ")
