"""What a result says besides its options, as tables of their own: one thing a row, long and tidy."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from dilemma.report.as_csv import options
from dilemma.report.as_csv.lines import chosen, eyes, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dilemma.analysis.results import Assessment
    from dilemma.analysis.watch.watch_results import Standing, WatchedSignpost

    Row: TypeAlias = "tuple[object, ...]"
    Rows: TypeAlias = "Callable[[Assessment], Iterator[Row]]"

WHOSE = ("scenario", "profile")
OPTIONS = "options"  # the table of the contract: one row an option
SIGNPOSTS = (
    *("signpost", "event", "kind", "by", "answer", "probability", "choice", "margin", "share"),
    *("changes_choice", "future", "odds_ratio", "tipping_ratio", "worth"),
)
ASSUMPTIONS = ("assumption", "and_assumption", "says", "standing", "choice", "margin", "changes_choice")
BREAK_EVENS = ("kind", "of", "now", "at", "winner", "low", "high", "within_range")
OBSERVED = ("moment", "future", "probability", "share", "choice", "margin", "seen", "not_seen")


def write(results: Sequence[Assessment], table: str = OPTIONS) -> str:
    """One of the tables under its heads; what is not known is an empty cell.

    Args:
        results: through any eyes, on any scenarios.
        table: `options`, or one of `TABLES`.
    """
    if table == OPTIONS:
        return options.write(results)
    heads, rows = TABLES[table]
    found = ((each.scenario.id, eyes(each.profile), *row) for each in results for row in rows(each))
    return lines((*WHOSE, *heads), *found)


def _signposts(result: Assessment) -> Iterator[Row]:
    """Two rows a signpost, one for each answer; an answer that cannot be has no choice."""
    for each in result.signposts or ():
        head = (each.id, each.event, each.kind, each.by)
        tail = (each.changes_choice, each.future)
        for answer, odds in ((_if_seen, each.ratios_if_seen), (_if_not_seen, each.ratios_if_not_seen)):
            said, tipping = answer(each)
            yield (*head, *said, *tail, _ratio(odds, each.future), tipping, each.worth)


def _if_seen(found: WatchedSignpost) -> tuple[Row, float | None]:
    choice = chosen(found.if_seen, found.ties_if_seen)
    said = ("seen", found.chance, choice, found.margin_if_seen, found.share_if_seen)
    return said, found.tipping_ratio_if_seen


def _if_not_seen(found: WatchedSignpost) -> tuple[Row, float | None]:
    choice = chosen(found.if_not_seen, found.ties_if_not_seen)
    said = ("not-seen", found.chance_not_seen, choice, found.margin_if_not_seen, None)
    return said, found.tipping_ratio_if_not_seen


def _ratio(ratios: Mapping[str, float] | None, future: str | None) -> float | None:
    """What an answer does to the odds of a future; nothing where it tells nothing or makes it certain."""
    return None if ratios is None or future is None else ratios.get(future)


def _assumptions(result: Assessment) -> Iterator[Row]:
    """A row an assumption, then one for each pair that changes the choice where none does alone."""
    for one in result.assumptions or ():
        choice = chosen(one.if_wrong, one.ties_if_wrong)
        yield (one.id, None, one.says, one.standing, choice, one.margin_if_wrong, one.changes_choice)
    for both in result.assumption_pairs or ():
        choice = chosen(both.if_wrong, both.ties_if_wrong)
        yield (*both.assumptions, None, None, choice, both.margin_if_wrong, True)


def _break_evens(result: Assessment) -> Iterator[Row]:
    """A row a change of leader; low and high are the ends of the stated range."""
    for each in result.break_evens or ():
        low, high = each.range or (None, None)
        choice = chosen(each.winner, each.ties)
        yield (each.kind, each.of, each.now, each.at, choice, low, high, each.within_range)


def _observed(result: Assessment) -> Iterator[Row]:
    """A row for each future before what was seen and after it; none where nothing was."""
    found = result.observed
    if found is None:
        return
    seen, not_seen = (
        " ".join(each.id for each in found.signposts if each.seen is answer) for answer in (True, False)
    )
    for moment, standing in (("before", found.before), ("after", found.after)):
        for future, probability in standing.probabilities.items():
            yield (moment, future, probability, *_stands(standing), seen, not_seen)


def _stands(found: Standing) -> Row:
    return (found.share, chosen(found.option, found.ties), found.margin)


TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "signposts": (SIGNPOSTS, _signposts),
    "assumptions": (ASSUMPTIONS, _assumptions),
    "break-evens": (BREAK_EVENS, _break_evens),
    "observed": (OBSERVED, _observed),
}
