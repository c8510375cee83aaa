"""What to watch, signposts worth most first; what wrong assumptions would change; and what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Table, TextRun, bullets, muted, paragraph
from dilemma.report.numbers import (
    format_distinct,
    format_lead,
    format_percent,
    format_points,
    format_ratio,
)
from dilemma.report.text import Names, capitalize, drop_stop, format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.analysis.results.monitoring import (
        AssumptionResult,
        Observed,
        Seen,
        Trigger,
        WatchedSignpost,
    )
    from dilemma.report.document import Cell, Tone

_NEGLIGIBLE_RATIO = 1.5  # odds multiplied or divided by less than this hardly move


def monitoring_section(result: Assessment, names: Names) -> list[Block]:
    """Return the triggers, the signposts that inform, and those that hardly move the futures."""
    if not result.signposts:
        return []
    valued = [signpost for signpost in result.signposts if signpost.worth is not None]
    informative = [signpost for signpost in valued if _is_informative(signpost)]
    single = any(signpost.changes_choice for signpost in informative)
    return [
        Heading("What to watch"),
        *_trigger_blocks(result.triggers or (), names),
        paragraph(muted("In brackets: the name to type after --seen or --not-seen, and the last date.")),
        *_signpost_blocks(informative, names),
        *([] if single else [paragraph(muted("No indicator above changes the choice by itself."))]),
        *_uninformative_blocks([signpost for signpost in valued if signpost not in informative], names),
        *_share_blocks(result, names),
    ]


def _is_informative(signpost: WatchedSignpost) -> bool:
    """Return whether observing a signpost matters.

    It does if it moves the odds of some future by much, makes a future certain, or moves the choice.
    """
    ratios, futures = signpost.ratios_if_seen, signpost.probabilities_if_seen
    if signpost.changes_choice or ratios is None or futures is None:
        return True
    # A future without a ratio is certain once it is seen.
    return len(ratios) < len(futures) or any(
        not 1 / _NEGLIGIBLE_RATIO < ratio < _NEGLIGIBLE_RATIO for ratio in ratios.values()
    )


def _trigger_blocks(triggers: Sequence[Trigger], names: Names) -> list[Block]:
    """Return what evidence would have to do to the odds of one future to change the choice."""
    if not triggers:
        return [paragraph("No evidence on a single future would change the choice.")]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalize(names.future(trigger.future)),
            format_ratio(trigger.ratio),
            capitalize(names.choice(trigger.winner, trigger.ties)),
        )
        for trigger in triggers
    )
    columns = (
        Column("The choice changes if the odds of"),
        Column("change by", "right"),
        Column("new leader"),
    )
    return [Table(columns, rows)]


def _signpost_blocks(signposts: Sequence[WatchedSignpost], names: Names) -> list[Block]:
    """Return a table of signposts with their odds ratios, choices and worth; nothing without any."""
    if not signposts:
        return []
    columns = (
        Column("Indicator"),
        Column("probability", "right"),
        Column("odds if seen, if not"),
        Column("leader if seen"),
        Column("if not"),
        Column("worth, points", "right"),
    )
    return [Table(columns, tuple(_signpost_row(signpost, names) for signpost in signposts))]


def _signpost_row(signpost: WatchedSignpost, names: Names) -> tuple[Cell, ...]:
    """Return one signpost: how likely, what it does to the odds and to the choice, its worth in points."""
    tone: Tone = "bad" if signpost.changes_choice else "plain"
    if_seen = _describe_choice(signpost.if_seen, signpost.ties_if_seen, names)
    if_not_seen = _describe_choice(signpost.if_not_seen, signpost.ties_if_not_seen, names)
    return (
        _describe_signpost(signpost, names),
        format_percent(signpost.chance or 0.0),
        _describe_ratios(signpost, names),
        TextRun(capitalize(if_seen), tone),
        TextRun(capitalize(if_not_seen), tone),
        format_points(signpost.worth or 0.0),
    )


def _describe_signpost(signpost: WatchedSignpost, names: Names) -> str:
    """Return the event of a signpost, with the id that can be typed and its date."""
    date = f", by {format_date(signpost.by)}" if signpost.by else ""
    return f"{capitalize(names.scenario.file.signposts[signpost.id].event)} ({signpost.id}{date})"


def _describe_ratios(signpost: WatchedSignpost, names: Names) -> str:
    """Return what either answer does to the odds of the future that brings the choice nearest to a change."""
    if signpost.future is None:
        return ""
    answers = (signpost.ratios_if_seen, signpost.ratios_if_not_seen)
    if_seen, if_not_seen = (
        "-" if ratios is None else _format_ratio(ratios.get(signpost.future)) for ratios in answers
    )
    return f"{names.future(signpost.future)} {if_seen}, {if_not_seen}"


def _format_ratio(ratio: float | None) -> str:
    """Return a ratio of odds; None makes a future certain, 0 rules it out."""
    return "certain" if ratio is None else "ruled out" if ratio == 0 else format_ratio(ratio)


def _describe_choice(option: str | None, ties: tuple[str, ...] | None, names: Names) -> str:
    """Return the choice after an answer, or that the answer is impossible."""
    return "impossible" if option is None else names.choice(option, ties)


def _uninformative_blocks(signposts: Sequence[WatchedSignpost], names: Names) -> list[Block]:
    """Return the signposts that say little, with how likely they are; nothing without any."""
    if not signposts:
        return []
    events = (
        f"{_describe_signpost(signpost, names)}: {format_percent(signpost.chance or 0.0)} likely"
        for signpost in signposts
    )
    return [paragraph("These events would make news but change little:"), bullets(*events)]


def _share_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return the signposts that move the share of partners that act; nothing without any."""
    signposts = [signpost for signpost in result.signposts or () if signpost.share_if_seen is not None]
    if not signposts:
        return []
    introduction = paragraph("These change the share of partners that act, not the probabilities:")
    return [introduction, bullets(*(_describe_share_signpost(signpost, names) for signpost in signposts))]


def _describe_share_signpost(signpost: WatchedSignpost, names: Names) -> str:
    """Return where a signpost moves the share of partners that act, and the choice with it."""
    option = _describe_choice(signpost.if_seen, signpost.ties_if_seen, names)
    return (
        f"{_describe_signpost(signpost, names)}. "
        f"The share would be {format_percent(signpost.share_if_seen or 0.0)}, "
        f"and then {option} would lead by {format_lead(signpost.margin_if_seen or 0.0)} points."
    )


def assumption_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return each assumption with the choice if it is wrong, and which of them the choice hangs on."""
    if not result.assumptions:
        return []
    columns = (Column("Key assumptions"), Column("support"), Column("if false"), Column("lead", "right"))
    rows = tuple(_assumption_row(assumption, names) for assumption in result.assumptions)
    key = paragraph(muted("In brackets: the name to type after --wrong."))
    return [Table(columns, rows), key, paragraph(_describe_dependence(result, names))]


def _assumption_text(key: str, names: Names) -> str:
    """Return an assumption in its author's words."""
    return names.scenario.file.assumptions[key].says


def _assumption_row(assumption: AssumptionResult, names: Names) -> tuple[Cell, ...]:
    """Return one assumption with its status, and the choice and the lead if it is wrong."""
    choice = capitalize(names.choice(assumption.if_wrong, assumption.ties_if_wrong))
    return (
        f"{capitalize(drop_stop(_assumption_text(assumption.id, names)))} ({assumption.id})",
        assumption.standing,
        TextRun(choice, "bad" if assumption.changes_choice else "plain"),
        format_points(assumption.margin_if_wrong),
    )


def _describe_dependence(result: Assessment, names: Names) -> str:
    """Return the assumptions that change the choice, or the pair that does, or that none do."""
    decisive = [
        drop_stop(_assumption_text(row.id, names)) for row in result.assumptions or () if row.changes_choice
    ]
    if decisive:
        plural = "this assumption is" if len(decisive) == 1 else "any of these assumptions is"
        return f"The choice changes if {plural} false: {'; '.join(decisive)}."
    if not result.assumption_pairs:
        return "No single assumption and no pair of them changes the choice if false."
    pair = result.assumption_pairs[0]
    first, second = (_assumption_text(key, names) for key in pair.assumptions)
    choice = names.choice(pair.if_wrong, pair.ties_if_wrong)
    leads = "tie" if pair.ties_if_wrong else f"leads by {format_lead(pair.margin_if_wrong)} points"
    return (
        "No single assumption changes the choice if false. "
        f"If both of these are false, {choice} {leads}: {first} {second}"
    )


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
    rows = tuple(
        (
            label,
            *(format_percent(status.probabilities[key]) for key in futures),
            names.choice(status.option, status.ties),
            format_points(status.margin),
        )
        for label, status in (("before", effect.before), ("after", effect.after))
    )
    return Table(columns, rows)


def wrong_assumption_paragraphs(keys: Iterable[str], names: Names, where: str = "") -> list[Block]:
    """Return the assumptions marked as wrong, in their author's words."""
    assumptions = names.scenario.file.assumptions
    return [paragraph(muted(f"Assumption dropped{where}: "), assumptions[key].says) for key in keys]
