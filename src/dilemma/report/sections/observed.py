"""What was observed, and what it did to the chances and to the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Table, bullets, muted, paragraph
from dilemma.report.numbers import format_distinct, format_percent, format_points
from dilemma.report.text import capitalize, drop_stop, format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results.monitoring import Observed, ScenarioStatus, Seen
    from dilemma.report.document import Cell
    from dilemma.report.text import Names


def observation_blocks(effect: Observed | None, names: Names, *, where: str = "") -> list[Block]:
    """Return what was observed, with before and after in a table; nothing where nothing was observed.

    Args:
        effect: what was observed, and what came of it.
        names: the names of the scenario it belongs to.
        where: the issue as the sentence names it, where there are several.
    """
    if effect is None:
        return []
    events = [f"{_describe_event(signpost, names)}." for signpost in effect.signposts]
    share = describe_share_move(effect)
    label = muted(f"Observed{where}: ")
    blocks: list[Block] = [paragraph(label, " ".join(filter(None, [*events, share])))]
    if len(events) > 1:
        blocks = [paragraph(label), bullets(*events), *([paragraph(share)] if share else [])]
    return [*blocks, before_and_after_table(effect, names)]


def _describe_event(signpost: Seen, names: Names) -> str:
    """Return one event in its author's words, its id, which can be typed, and when it was seen, if it was."""
    text = capitalize(drop_stop(names.scenario.file.signposts[signpost.id].event))
    text = text if signpost.seen else f"Looked for and not observed: {text}"
    return f"{text} ({', '.join((signpost.id, *describe_days(signpost)))})"


def describe_days(signpost: Seen) -> list[str]:
    """Return when an event was seen and when it was taken back, as far as either is known."""
    days = [format_date(signpost.date)] if signpost.date else []
    return [*days, *([f"taken back {format_date(signpost.withdrawn)}"] if signpost.withdrawn else [])]


def describe_share_move(effect: Observed) -> str:
    """Return how far the share of partners that act was moved; empty where it was not."""
    before, after = effect.before.share, effect.after.share
    if before is None or after is None or before == after:
        return ""
    then, now = format_distinct(before, after, format_percent)
    return f"The share of partners that act goes from {then} to {now}."


def before_and_after_table(effect: Observed, names: Names) -> Table:
    """Return the chances and the choice, without what was observed and with it."""
    futures = list(effect.before.probabilities) if len(effect.before.probabilities) > 1 else []
    columns = (
        Column("Observations"),
        *(Column(names.future(key), "right") for key in futures),
        Column("leader"),
        Column("lead", "right"),
    )
    statuses = (("before", effect.before), ("after", effect.after))
    return Table(columns, tuple(_status_row(label, status, names, futures) for label, status in statuses))


def _status_row(label: str, status: ScenarioStatus, names: Names, futures: Sequence[str]) -> tuple[Cell, ...]:
    """Return the chances, the choice and its lead in one row."""
    chances = (format_percent(status.probabilities[key]) for key in futures)
    return (label, *chances, names.choice(status.option, status.ties), format_points(status.margin))


def wrong_assumption_paragraphs(keys: Iterable[str], names: Names, where: str = "") -> list[Block]:
    """Return the assumptions marked as wrong, in their author's words."""
    assumptions = names.scenario.file.assumptions
    return [paragraph(muted(f"Assumption dropped{where}: "), assumptions[key].says) for key in keys]
