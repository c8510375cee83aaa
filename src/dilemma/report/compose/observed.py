"""What was seen, and what it made of the chances and of the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.dates import spoken
from dilemma.report.document import Block, Column, Table, muted, paragraph
from dilemma.report.names import capitalised, listed
from dilemma.report.numbers import percent, points, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.watch.watch_results import Observed, Seen, Standing
    from dilemma.report.document import Cell
    from dilemma.report.names import Names


def observed(found: Observed | None, names: Names, *, where: str = "", in_words: bool = False) -> list[Block]:
    """What was seen, and before and after in a table; nothing where nothing was seen.

    Args:
        found: what was seen.
        names: the scenario it was seen of.
        where: begins the sentence, where there are several issues.
        in_words: the events in their author's words, for readers who do not know them by their ids.
    """
    if found is None:
        return []
    said = _in_words(found, names) if in_words else f"{_said(found.signposts)}."
    moved = share_moved(found)
    return [
        paragraph(*([muted(where)] if where else []), f"{said} {moved}" if moved else said),
        before_and_after(found, names),
    ]


def _in_words(found: Observed, names: Names) -> str:
    return " ".join(f"{event(each, names)}." for each in found.signposts)


def event(seen: Seen, names: Names) -> str:
    """One event in its author's words, whether it was seen, and when."""
    said = capitalised(names.scenario.file.signposts[seen.id].event.rstrip("."))
    when = f", {spoken(seen.date)}" if seen.date else ""
    return f"{said} ({seen.id}{when})" if seen.seen else f"Looked for and not seen: {said} ({seen.id}{when})"


def share_moved(found: Observed) -> str:
    """How far what was seen moved the share of partners that act; empty where it did not."""
    before, after = found.before.share, found.after.share
    if before is None or after is None or before == after:
        return ""
    then, now = told_apart(before, after, percent)
    return f"The share of partners that act goes from {then} to {now}."


def before_and_after(found: Observed, names: Names) -> Table:
    """The chances and the choice, without what was seen and with it."""
    futures = list(found.before.probabilities) if len(found.before.probabilities) > 1 else []
    columns = (
        Column("What was seen"),
        *(Column(names.future(key), "right") for key in futures),
        Column("choice"),
        Column("lead", "right"),
    )
    stands = (("before", found.before), ("after", found.after))
    return Table(columns, tuple(_standing(label, each, names, futures) for label, each in stands))


def _standing(label: str, found: Standing, names: Names, futures: Sequence[str]) -> tuple[Cell, ...]:
    shown = (percent(found.probabilities[key]) for key in futures)
    return (label, *shown, names.choice(found.option, found.ties), points(found.margin))


def _said(found: Sequence[Seen]) -> str:
    parts = []
    for label, answer in (("Seen", True), ("Not seen", False)):
        keys = [each.id + (f" ({each.date})" if each.date else "") for each in found if each.seen is answer]
        parts += [f"{label}: {listed(keys)}"] if keys else []
    return ". ".join(parts)


def taken_wrong(assumptions: Iterable[str], names: Names, where: str = "") -> list[Block]:
    """The assumptions taken to be wrong, in their author's words."""
    stated = names.scenario.file.assumptions
    return [paragraph(muted(f"Taken to be wrong{where}: "), stated[key].says) for key in assumptions]
