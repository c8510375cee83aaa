"""What would change it: break-evens in one list, the most plausible first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Run, Table, muted, paragraph
from dilemma.report.names import Names, capitalised, listed
from dilemma.report.numbers import percent, points, share, told_apart

if TYPE_CHECKING:
    from dilemma.analysis.changes.discovery_results import Condition
    from dilemma.analysis.results import Assessment, BreakEven

KINDS = {
    "probability": "probability of {}",
    "chance": "chance of {}",
    "weight": "weight of {}",
    "share": "share of partners that act",
    "score": "score of {} on {}",
}


LEVEL = 1e-9  # closer than this to where a number stands is where it stands


def nearest(result: Assessment) -> list[BreakEven]:
    """The nearest change on each side of every line, in the order of the result.

    Where a future's chance and its probability are one and the same number, it is listed once. A tie as
    things stand is no change to come, and is said in a sentence of its own.
    """
    kept: dict[tuple[str, str, bool], BreakEven] = {}
    apart = [found for found in result.break_evens or () if abs(found.at - found.now) > LEVEL]
    for found in sorted(apart, key=lambda found: abs(found.at - found.now)):
        kept.setdefault((found.kind, found.of, found.at > found.now), found)
    same = {(found.of, found.at) for found in kept.values() if found.kind == "probability"}
    return [
        found
        for found in result.break_evens or ()
        if found in kept.values() and not (found.kind == "chance" and (found.of, found.at) in same)
    ]


def changes(result: Assessment, names: Names, *, most: int | None = None, after: int = 0) -> list[Block]:
    """The list, or the first few of it, and what never changes the choice; nothing where it is withheld.

    Args:
        result: what was worked out.
        names: what readers see for ids.
        most: how many are listed; None for all.
        after: how many are told elsewhere, and are not listed again.
    """
    if result.break_evens is None:
        return []
    found = nearest(result)
    level = _level(result, names)
    if not found:
        text = "No single probability, chance, weight, score or share would."
        return [Heading("What would change it"), *(level or [paragraph(text)])]
    columns = (
        Column("What else would" if after else "What would change it"),
        Column("now", "right"),
        Column("at", "right"),
        Column("then"),
        Column(""),
    )
    rows = tuple(_row(each, names) for each in found[after:most])
    blocks: list[Block] = [Table(columns, rows)] if rows else []
    left = len(found) - after - len(rows)
    if left:
        blocks.append(paragraph(muted(f"{left} more under --full.")))
    elif result.never:
        blocks.append(paragraph(muted("Never, whatever its value: "), f"{_never(result, names)}."))
    return blocks + level


def _level(result: Assessment, names: Names) -> list[Block]:
    """What decides where several options lead together."""
    tied = result.recommendation.ties
    if not tied:
        return []
    return [
        paragraph(f"{capitalised(names.options(tied))} are level: the least change that parts them decides.")
    ]


def _never(result: Assessment, names: Names) -> str:
    parted = (key.partition(".") for key in result.never or ())
    return listed([line(kind, of, names) for kind, _, of in parted])


def _row(found: BreakEven, names: Names) -> tuple[str | Run, ...]:
    winner = names.choice(found.winner, found.ties)
    written = points if found.kind == "score" else share
    now, at = told_apart(found.now, found.at, written)
    return (line(found.kind, found.of, names), now, at, winner, _remark(found, names))


def _remark(found: BreakEven, names: Names) -> Run:
    """Whether the stated range reaches it, and how a score's move reads in its own unit."""
    inside = ["inside its stated range"] if found.within_range else []
    own = [text] if (text := levels(found, names)) else []
    return Run("; ".join([*inside, *own]), "bad" if inside else "muted")


def levels(found: BreakEven, names: Names) -> str:
    """A score's break-even in the unit of its criterion, as it can be set; empty where that has none."""
    if found.levels is None:
        return ""
    criterion = found.of.rpartition(".")[2]
    scale = next(leaf.criterion.scale for leaf in names.scenario.leaves if leaf.id == criterion)
    now, at = told_apart(*found.levels, points)
    return f"{now} to {at}{f' {scale.unit}' if scale and scale.unit else ''}"


def line(kind: str, of: str, names: Names) -> str:
    """What is moved, in words."""
    if kind == "score":
        _, option, criterion = of.split(".")
        return KINDS[kind].format(names.option(option), names.criterion(criterion))
    return KINDS[kind].format(names.criterion(of))


def conditions(result: Assessment, names: Names) -> list[Block]:
    """One sentence on where another option is best, and how well that sentence holds."""
    found = result.discovery
    if found is None:
        return []
    limits = listed([_condition(each, names) for each in found.conditions])
    covers, right = percent(found.coverage), percent(found.density)
    says = f"Over all chances there could be, {names.option(found.option)} is best mostly where {limits}"
    return [paragraph(f"{says}: that covers {covers} of the cases in which it is, and is right in {right}.")]


def _condition(found: Condition, names: Names) -> str:
    what = line(found.kind, found.of, names)
    if found.low is not None and found.high is not None:
        low, high = told_apart(found.low, found.high, share)
        return f"the {what} is between {low} and {high}"
    if found.low is not None:
        return f"the {what} is above {share(found.low)}"
    return f"the {what} is below {share(found.high or 0.0)}"
