"""The ranking, the values in each future, the trade-off between the first two, and the two poles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Bar, Block, Column, Paragraph, Run, Table, muted, paragraph, strong
from dilemma.report.names import Names, capital
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
    flagged = any(option.below_floor or option.dominated_by for option in result.options)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            str(option.rank),
            Run(capital(names.option(option.id)), "strong" if option.rank == 1 else "plain"),
            Bar(option.value),
            points(option.value),
            points(option.worst_value),
            points(option.max_regret),
            percent(option.first_rank_share),
            _flags(option, names),
        )
        for option in result.options
    )
    if flagged:
        return Table(columns, rows)
    return Table(columns[:-1], tuple(row[:-1] for row in rows))


def _flags(option: OptionResult, names: Names) -> Run:
    flags = [f"below floor: {names.criterion(key)}" for key in option.below_floor]
    flags += [f"dominated by {names.option(other)}" for other in option.dominated_by[:1]]
    return Run("; ".join(flags), "bad")


def by_future(result: Assessment, names: Names) -> list[Table]:
    """What each option is worth in each future; nothing when there is only one."""
    if len(result.probabilities) < 2:
        return []
    heads = tuple(
        Column(f"{names.future(key)} {percent(probability)}", "right")
        for key, probability in result.probabilities.items()
    )
    best = {
        key: max(option.values_by_future[key] for option in result.options) for key in result.probabilities
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capital(names.option(option.id)),
            *(
                Run(points(value), "strong" if value == best[key] else "plain")
                for key, value in option.values_by_future.items()
            ),
        )
        for option in result.options
    )
    return [Table((Column("In each future"), *heads), rows)]


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
        (capital(names.option(option.id)), *(points(value) for value in (option.pole_values or {}).values()))
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
