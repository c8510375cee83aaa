"""The ranking, the values in each future, the trade-off between the first two, and the two poles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Bar, Block, Column, Paragraph, Run, Table, muted, paragraph, strong
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_percent, format_points, format_signed

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment, OptionResult, TradeOff
    from dilemma.report.document import Cell


def ranking_table(result: Assessment, names: Names) -> Table:
    """Return value, worst case, largest regret, first-rank share and flags of each option, best first."""
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
            Run(capitalize(names.option(option.id)), "strong" if option.rank == 1 else "plain"),
            Bar(option.value),
            format_points(option.value),
            format_points(option.worst_value),
            "" if option.max_regret is None else format_points(option.max_regret),
            format_percent(option.first_rank_share),
            _option_flags(option, names),
        )
        for option in result.options
    )
    shown = [index for index, column in enumerate(columns) if _has_content(column.title, result)]
    return Table(
        tuple(columns[index] for index in shown), tuple(tuple(row[index] for index in shown) for row in rows)
    )


def _has_content(title: str, result: Assessment) -> bool:
    """Return whether a column says anything: flags where there are some, regret where it is given."""
    if title == "flags":
        return any(option.below_floor or option.dominated_by for option in result.options)
    return title != "regret" or result.first.max_regret is not None


def _option_flags(option: OptionResult, names: Names) -> Run:
    """Return the floors an option falls below, and the first option that dominates it."""
    flags = [f"below floor: {names.criterion(key)}" for key in option.below_floor]
    flags += [f"dominated by {names.option(other)}" for other in (option.dominated_by or ())[:1]]
    return Run("; ".join(flags), "bad")


def future_values_tables(result: Assessment, names: Names) -> list[Table]:
    """Return what each option is worth in each future; nothing when there is only one future.

    Where choosing an option moves the chances, they stand in a second table instead of in the column titles.
    """
    if len(result.probabilities) < 2:
        return []
    is_endogenous = result.endogenous is not None
    columns = tuple(
        Column(
            names.future(key) if is_endogenous else f"{names.future(key)} {format_percent(probability)}",
            "right",
        )
        for key, probability in result.probabilities.items()
    )
    best_values = {
        key: max(option.values_by_future[key] for option in result.options) for key in result.probabilities
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capitalize(names.option(option.id)),
            *(
                Run(format_points(value), "strong" if value == best_values[key] else "plain")
                for key, value in option.values_by_future.items()
            ),
        )
        for option in result.options
    )
    values = Table((Column("In each future"), *columns), rows)
    return [values, _chances_by_option(result, columns, names)] if is_endogenous else [values]


def _chances_by_option(result: Assessment, columns: tuple[Column, ...], names: Names) -> Table:
    """Return the chances of each future once an option is chosen, and those before the choice last."""
    by_option = [
        (capitalize(names.option(option.id)), result.probabilities_with(option.id))
        for option in result.options
    ]
    rows = tuple(
        (label, *map(format_percent, probabilities.values()))
        for label, probabilities in (*by_option, ("Before the choice", result.probabilities))
    )
    return Table((Column("Chances, if chosen"), *columns), rows)


def trade_off_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return what choosing the first over the second gains and gives up, criterion by criterion."""
    recommendation = result.recommendation
    title = (
        f"Choosing {names.option(recommendation.option)} over {names.option(recommendation.runner_up)}, "
        "in points"
    )
    # Less than 0.05 points is written as 0.0, and neither gained nor given up.
    gains = [pair for pair in result.trade_off if pair.gain > 0.05]
    losses = [pair for pair in reversed(result.trade_off) if pair.gain < -0.05]
    return [
        paragraph(strong(title)),
        _gains_paragraph("  gains     ", gains, names),
        _gains_paragraph("  gives up  ", losses, names),
        *([] if gains or losses else [paragraph(muted("  no criterion by 0.05 points or more"))]),
    ]


def _gains_paragraph(label: str, pairs: list[TradeOff], names: Names) -> Paragraph:
    """Return gains by criterion behind a label, later lines set under the first gain."""
    text = ", ".join(f"{names.criterion(pair.criterion)} {format_signed(pair.gain)}" for pair in pairs)
    return paragraph(muted(label), text or "nothing", hang=len(label))


def poles_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return each option on the two poles, with the dilemma index; nothing without poles."""
    pole_values = result.first.pole_values
    if not pole_values or result.dilemma_index is None:
        return []
    columns = tuple(Column(pole, "right") for pole in pole_values)
    rows = tuple(
        (
            capitalize(names.option(option.id)),
            *(format_points(value) for value in (option.pole_values or {}).values()),
        )
        for option in result.options
    )
    index = format_points(result.dilemma_index)
    remark = (
        "no dilemma: one option is best on both poles" if result.dilemma_index < 0.05 else "0 is no dilemma"
    )
    return [
        Table((Column("The two poles"), *columns), rows),
        paragraph(muted(f"Dilemma index {index} ({remark}).")),
    ]
