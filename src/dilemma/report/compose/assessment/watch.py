"""What to watch: what each signpost would do to the choice, the one worth most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Run, Table, bullets, muted, paragraph
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import percent, points, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results import Assessment
    from dilemma.analysis.watch.watch_results import Trigger, WatchedSignpost
    from dilemma.report.document import Cell, Tone

LITTLE = 1.5  # odds multiplied or divided by less than this hardly move


def watch(result: Assessment, names: Names) -> list[Block]:
    """The triggers; the signposts that tell something; those that tell little, however loud."""
    if not result.signposts:
        return []
    telling = [each for each in result.signposts if each.worth is not None and _tells(each)]
    return [
        Heading("What to watch"),
        *_triggers(result.triggers or (), names),
        *_table(telling, names),
        *_alone(telling, names),
        *_little([each for each in result.signposts if each.worth is not None and not _tells(each)], names),
        *_movers(result, names),
    ]


def _tells(found: WatchedSignpost) -> bool:
    """Whether to see it moves the odds of some future by much or makes it certain, or moves the choice."""
    ratios, futures = found.ratios_if_seen, found.probabilities_if_seen
    if found.changes_choice or ratios is None or futures is None:
        return True
    return len(ratios) < len(futures) or any(not 1 / LITTLE < ratio < LITTLE for ratio in ratios.values())


def _triggers(found: Sequence[Trigger], names: Names) -> list[Block]:
    """What evidence would have to do to one future's odds."""
    if not found:
        return [paragraph("No evidence on a single future would change the choice.")]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalised(names.future(each.future)),
            times(each.ratio),
            names.choice(each.winner, each.ties),
        )
        for each in found
    )
    return [Table((Column("The choice tips if the odds of"), Column("change", "right"), Column("to")), rows)]


def _table(found: Sequence[WatchedSignpost], names: Names) -> list[Block]:
    if not found:
        return []
    columns = (
        Column("Signpost"),
        Column("likely", "right"),
        Column("odds if seen, if not"),
        Column("if seen"),
        Column("if not"),
        Column("worth", "right"),
    )
    return [Table(columns, tuple(_row(each, names) for each in found))]


def _row(found: WatchedSignpost, names: Names) -> tuple[Cell, ...]:
    changed: Tone = "bad" if found.changes_choice else "plain"
    seen = _choice(found.if_seen, found.ties_if_seen, names)
    not_seen = _choice(found.if_not_seen, found.ties_if_not_seen, names)
    return (
        f"{found.id}: {_event(found, names)}",
        percent(found.chance or 0.0),
        _moves(found, names),
        Run(seen, changed),
        Run(not_seen, changed),
        points(found.worth or 0.0),
    )


def _event(found: WatchedSignpost, names: Names) -> str:
    by = f" (by {found.by})" if found.by else ""
    return names.scenario.file.signposts[found.id].event + by


def _moves(found: WatchedSignpost, names: Names) -> str:
    """What either answer does to the odds of the future through which it comes nearest to the choice."""
    if found.future is None:
        return ""
    answers = (found.ratios_if_seen, found.ratios_if_not_seen)
    seen, not_seen = ("-" if ratios is None else _odds(ratios.get(found.future)) for ratios in answers)
    return f"{names.future(found.future)} {seen}, {not_seen}"


def _odds(ratio: float | None) -> str:
    return "certain" if ratio is None else "out" if ratio == 0 else times(ratio)


def _choice(option: str | None, ties: tuple[str, ...] | None, names: Names) -> str:
    if option is None:
        return "impossible"
    return names.choice(option, ties)


def _alone(found: Sequence[WatchedSignpost], names: Names) -> list[Block]:
    """Whether any of them is enough by itself."""
    if any(each.changes_choice for each in found):
        return []
    return [paragraph(muted("None of them changes the choice by itself."))]


def _little(found: Sequence[WatchedSignpost], names: Names) -> list[Block]:
    if not found:
        return []
    events = (f"{each.id}: {_event(each, names)}, {percent(each.chance or 0.0)} likely" for each in found)
    return [paragraph("Seen, these say little, however loud they are:"), bullets(*events)]


def _movers(result: Assessment, names: Names) -> list[Block]:
    """Signposts that move the share of partners that act, and where that leaves the choice."""
    movers = [each for each in result.signposts or () if each.share_if_seen is not None]
    if not movers:
        return []
    said = paragraph("These move the share of partners that act, not the chances:")
    return [said, bullets(*(_mover(each, names) for each in movers))]


def _mover(found: WatchedSignpost, names: Names) -> str:
    option = _choice(found.if_seen, found.ties_if_seen, names)
    return (
        f"{found.id}: {_event(found, names)}. The share would be {percent(found.share_if_seen or 0.0)}, "
        f"and then {option} leads by {points(found.margin_if_seen or 0.0)}."
    )
