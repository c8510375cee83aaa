"""The ranking, the values in each future, the trade-off between the first two, and the two poles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Bar, Block, Column, Paragraph, Run, Table, muted, paragraph, strong
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import percent, points, signed

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, OptionResult, TradeOff
    from dilemma.report.document import Cell


def ranking(result: Assessment, names: Names) -> Table:
    """Value, worst case, largest regret, how often first in the stated ranges, flags; best first."""
    columns = (
        Column("", "right"),
        Column("Ranking"),
        Column(""),
        Column("value", "right"),
        Column("worst", "right"),
        Column("regret", "right"),
        Column("first in", "right"),
        Column("flags"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            str(option.rank),
            Run(capitalised(names.option(option.id)), "strong" if option.rank == 1 else "plain"),
            Bar(option.value),
            points(option.value),
            points(option.worst_value),
            "" if option.max_regret is None else points(option.max_regret),
            percent(option.first_rank_share),
            _flags(option, names),
        )
        for option in result.options
    )
    kept = [place for place, head in enumerate(columns) if _told(head.title, result)]
    return Table(
        tuple(columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows)
    )


def _told(head: str, result: Assessment) -> bool:
    """Whether a column says anything: flags only where there are some, regret where it is not withheld."""
    if head == "flags":
        return any(option.below_floor or option.dominated_by for option in result.options)
    return head != "regret" or result.first.max_regret is not None


def _flags(option: OptionResult, names: Names) -> Run:
    flags = [f"below floor: {names.criterion(key)}" for key in option.below_floor]
    flags += [f"dominated by {names.option(other)}" for other in (option.dominated_by or ())[:1]]
    return Run("; ".join(flags), "bad")


def by_future(result: Assessment, names: Names) -> list[Table]:
    """What each option is worth in each future; nothing when there is only one.

    Where choosing an option moves the chances, its own stand in a second table instead of in the heads.
    """
    if len(result.probabilities) < 2:
        return []
    own = result.endogenous is not None
    heads = tuple(
        Column(names.future(key) if own else f"{names.future(key)} {percent(probability)}", "right")
        for key, probability in result.probabilities.items()
    )
    best = {
        key: max(option.values_by_future[key] for option in result.options) for key in result.probabilities
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalised(names.option(option.id)),
            *(
                Run(points(value), "strong" if value == best[key] else "plain")
                for key, value in option.values_by_future.items()
            ),
        )
        for option in result.options
    )
    values = Table((Column("In each future"), *heads), rows)
    return [values, _own_chances(result, heads, names)] if own else [values]


def _own_chances(result: Assessment, heads: tuple[Column, ...], names: Names) -> Table:
    """How likely each future is once an option is chosen, with the chances before the choice last."""
    chosen = [
        (capitalised(names.option(option.id)), result.probabilities_with(option.id))
        for option in result.options
    ]
    rows = tuple(
        (label, *map(percent, probabilities.values()))
        for label, probabilities in (*chosen, ("Before the choice", result.probabilities))
    )
    return Table((Column("Chances, if chosen"), *heads), rows)


def trade_off(result: Assessment, names: Names) -> list[Block]:
    """What choosing the first over the second gains and gives up, criterion by criterion."""
    found = result.recommendation
    title = f"Choosing {names.option(found.option)} over {names.option(found.runner_up)}, in points"
    gains = [pair for pair in result.trade_off if pair.gain > 0.05]
    losses = [pair for pair in reversed(result.trade_off) if pair.gain < -0.05]
    return [
        paragraph(strong(title)),
        _sides("  gains     ", gains, names),
        _sides("  gives up  ", losses, names),
        *([] if gains or losses else [paragraph(muted("  no criterion by 0.05 points or more"))]),
    ]


def _sides(label: str, pairs: list[TradeOff], names: Names) -> Paragraph:
    said = ", ".join(f"{names.criterion(pair.criterion)} {signed(pair.gain)}" for pair in pairs)
    return paragraph(muted(label), said or "nothing", hang=len(label))


def poles(result: Assessment, names: Names) -> list[Block]:
    """Each option on the two poles, with the dilemma index; nothing when the criteria name no poles."""
    shown = result.first.pole_values
    if not shown or result.dilemma_index is None:
        return []
    heads = tuple(Column(pole, "right") for pole in shown)
    rows = tuple(
        (
            capitalised(names.option(option.id)),
            *(points(value) for value in (option.pole_values or {}).values()),
        )
        for option in result.options
    )
    index = points(result.dilemma_index)
    conflict = (
        "no dilemma: one option is best on both poles" if result.dilemma_index < 0.05 else "0 is no dilemma"
    )
    return [
        Table((Column("The two poles"), *heads), rows),
        paragraph(muted(f"Dilemma index {index} ({conflict}).")),
    ]
