"""Coalitions, differences, panels and portfolios as long, tidy CSV: one figure a row, named by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dilemma.analysis.results.assessment import Assessment
from dilemma.analysis.results.coalition import CoalitionResult
from dilemma.analysis.results.difference import Difference
from dilemma.analysis.results.panel import Panel
from dilemma.analysis.results.portfolio import PortfolioResult
from dilemma.report.formats import csv
from dilemma.report.formats.csv import format_choice, format_rows, format_value, profile_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dilemma.analysis.results.coalition import CascadeStep, CoalitionMember, Seeds
    from dilemma.analysis.results.difference import DifferenceStep, Lead
    from dilemma.analysis.results.panel import Movement, PanelMember, Split
    from dilemma.analysis.results.portfolio import CapitalResult, IssueResult
    from dilemma.report.formats.json import Result


class _CoalitionRow(NamedTuple):
    """One figure; `share` is where on the line from none to all it holds.

    A tipping share without a value means never; the members of an equilibrium or of a set have the value 1.
    """

    figure: str
    member: str = ""
    option: str = ""
    share: float | None = None
    value: float | None = None


def _coalition_rows(result: CoalitionResult) -> Iterator[_CoalitionRow]:
    yield _CoalitionRow("tipping_share", option=result.option, value=result.tipping_share)
    for member in result.members:
        yield from _coalition_member_rows(member)
    yield from (_CoalitionRow("least_equilibrium", name, value=1.0) for name in result.least.members)
    yield from (_CoalitionRow("greatest_equilibrium", name, value=1.0) for name in result.greatest.members)
    yield from _round_rows("joins_in_round", result.steps)
    yield from _member_set_rows("critical_mass", result.critical_mass)
    yield from _member_set_rows("seed", result.seeds)
    for option, values in result.series.values.items():
        for share, value in zip(result.series.at, values, strict=True):
            yield _CoalitionRow("value", option=option, share=share, value=value)
    for reach in result.reaches:
        yield _CoalitionRow(f"chance_of_{reach.of}", share=reach.share, value=reach.chance)
    yield from (
        _CoalitionRow("chance_of_share", share=share, value=chance) for share, chance in result.share_chances
    )


def _coalition_member_rows(member: CoalitionMember) -> Iterator[_CoalitionRow]:
    """Yield what tips one member, and what its joining does for the others."""
    name = member.profile
    yield _CoalitionRow("leverage", name, value=member.leverage)
    yield _CoalitionRow("joins", name, value=member.joins)
    yield _CoalitionRow("member_tipping_share", name, option=member.option or "", value=member.tipping_share)


def _member_set_rows(figure: str, seeds: Seeds | None) -> Iterator[_CoalitionRow]:
    """Yield the members of a set that starts a cascade, and who joins after it in which round."""
    if seeds is not None:
        yield from (_CoalitionRow(figure, name, value=1.0) for name in seeds.members)
        yield from _round_rows(f"round_after_{figure}", seeds.steps)


def _round_rows(figure: str, steps: Sequence[CascadeStep]) -> Iterator[_CoalitionRow]:
    """Yield who joins in each round of a cascade; rounds count from 1."""
    for round_number, step in enumerate(steps, 1):
        yield from (
            _CoalitionRow(figure, name, share=step.share, value=float(round_number)) for name in step.joining
        )


_DIFFERENCE_COLUMNS = (
    *("old", "new", "profile", "change", "kind", "path", "was", "is", "effect", "moves_choice"),
    *("choice_alone", "margin_alone", "effect_last", "needed"),
)


def _difference_rows(result: Difference) -> Iterator[tuple[object, ...]]:
    """Yield the row of the whole difference, then each judgement that differs, then what has no effect.

    Changes are numbered in the order of the result; 0 is all of them together. The parts of one step share
    its number and its figures. A change without a noticeable effect has no number.
    """
    old, new = _lead_choice(result.old.central), _lead_choice(result.new.central)
    yield 0, "all", "", old, new, result.effect, result.choice_moved, new, result.new.central.margin, "", ""
    for number, step in enumerate(result.changes, start=1):
        for part in step.parts:
            values = format_value(part.old), format_value(part.new)
            yield number, part.kind, part.path, *values, *_step_cells(step)
    for part in result.unused:
        yield "", "unused", part.path, format_value(part.old), format_value(part.new), *("",) * 6
    for path in result.reworded:
        yield "", "text", path, *("",) * 8


def _lead_choice(lead: Lead | None) -> str | None:
    """Return the leading option of one version, or all that tie for the lead."""
    return None if lead is None else format_choice(lead.option, lead.ties)


def _step_cells(step: DifferenceStep) -> tuple[object, ...]:
    """Return the figures that all parts of a step share."""
    alone = None if step.alone is None else step.alone.margin
    return (step.effect, step.moves_choice, _lead_choice(step.alone), alone, step.effect_last, step.needed)


class _PanelRow(NamedTuple):
    """One figure; `against` is the other member of a pair, or the other option of a split.

    A choice has the value 1 for each option chosen; a movement without a value is impossible. `judgement` is
    the path of what questionnaires answered, or of a pooled probability.
    """

    figure: str
    profile: str = ""
    against: str = ""
    option: str = ""
    criterion: str = ""
    value: float | None = None
    judgement: str = ""


def _panel_rows(result: Panel) -> Iterator[_PanelRow]:
    """Yield every figure of a panel: its members, the group, what divides them, and each pair."""
    for member in result.members:
        yield from _panel_member_rows(member)
    yield from _group_rows(result)
    if result.split is not None:
        yield from _split_rows(result.split)
    for number, group in enumerate(result.clusters.groups if result.clusters else (), start=1):
        yield from (
            _PanelRow("cluster", profile, option=group.option, value=number) for profile in group.profiles
        )
    for movement in result.movements or ():
        yield from _movement_rows(movement)
    for dispute in result.disputes or ():
        yield _PanelRow("lead_moves", judgement=dispute.of, value=dispute.moves)
        for answer in dispute.answers:
            yield _PanelRow("answer", answer.profile, judgement=dispute.of, value=answer.value)
    for change in result.moved or ():
        yield _PanelRow("weights_moved", change.profile, option=change.after, value=change.points)


def _panel_member_rows(member: PanelMember) -> Iterator[_PanelRow]:
    """Yield one member's choice, weights, values, ranks and regrets."""
    name = member.profile
    yield from (_PanelRow("choice", name, option=key, value=1.0) for key in member.ties or (member.option,))
    yield _PanelRow("margin", name, option=member.option, value=member.margin)
    for criterion, weight in member.weights.items():
        yield _PanelRow("weight", name, criterion=criterion, value=weight)
    yield from _option_value_rows("value", member.values, name)
    yield from _option_value_rows("rank", member.ranks, name)
    yield from _option_value_rows("regret", member.regrets, name)


def _option_value_rows(figure: str, values: Mapping[str, float], profile: str = "") -> Iterator[_PanelRow]:
    for option, value in values.items():
        yield _PanelRow(figure, profile, option=option, value=value)


def _group_rows(result: Panel) -> Iterator[_PanelRow]:
    """Yield the choice of the group, its values and how far its members agree."""
    group, least = result.group, result.least_worst_regret
    yield from (_PanelRow("group_choice", option=key, value=1.0) for key in group.ties or (group.option,))
    yield _PanelRow("group_margin", option=group.option, value=group.margin)
    for criterion, weight in group.weights.items():
        yield _PanelRow("group_weight", criterion=criterion, value=weight)
    yield from _option_value_rows("group_value", group.values)
    yield from _option_value_rows("mean_of_values", result.mean_values)
    pools = result.pooled_chances
    for figure, pool in (("linear_pool", pools.linear), ("log_pool", pools.log or {})):
        for future, share in pool.items():
            yield _PanelRow(figure, judgement=f"futures.{future}.probability", value=share)
    yield from _option_value_rows("mean_rank", result.agreement.mean_ranks)
    yield from (
        _PanelRow("least_worst_regret_choice", option=key, value=1.0) for key in least.ties or (least.option,)
    )
    yield from _option_value_rows("worst_regret", least.worst_regrets)
    yield _PanelRow("kendalls_w", value=result.agreement.kendalls_w)
    yield _PanelRow("rank_correlation", value=result.agreement.rank_correlation)


def _split_rows(split: Split) -> Iterator[_PanelRow]:
    """Yield how far apart the two camps are, and the share of each criterion in it."""
    first, second = split.camps
    pair = {"against": second.option, "option": first.option}
    yield _PanelRow("split", **pair, value=split.points)
    for part in split.parts:
        yield _PanelRow("split_part", **pair, criterion=part.criterion, value=part.points)
        yield _PanelRow("split_part_of_weights", **pair, criterion=part.criterion, value=part.of_weights)
        yield _PanelRow("split_part_of_scores", **pair, criterion=part.criterion, value=part.of_scores)


def _movement_rows(movement: Movement) -> Iterator[_PanelRow]:
    """Yield what brings two members to one choice: together, alone, and criterion by criterion."""
    first, second = movement.profiles
    yield _PanelRow(
        "movement", first, second, format_choice(movement.option, movement.ties) or "", value=movement.points
    )
    for profile, other in ((first, second), (second, first)):
        yield _PanelRow("movement_alone", profile, other, value=movement.alone.get(profile))
    for move in movement.moves:
        other = second if move.profile == first else first
        yield _PanelRow("move", move.profile, other, movement.option or "", move.criterion, move.change)


class _PortfolioRow(NamedTuple):
    """One figure; `capital` is the budget from which it holds. A choice has value 1 for the option taken."""

    figure: str
    issue: str = ""
    option: str = ""
    capital: float | None = None
    value: float | None = None


def _portfolio_rows(result: PortfolioResult) -> Iterator[_PortfolioRow]:
    for figure, portfolio in (("best", result.best), ("runner_up", result.runner_up)):
        if portfolio is not None:
            yield from _choice_rows(figure, portfolio.choice)
            yield _PortfolioRow(f"{figure}_total", value=portfolio.total)
            yield _PortfolioRow(f"{figure}_mean", value=portfolio.mean)
            yield _PortfolioRow(f"{figure}_cost", value=portfolio.cost)
            yield _PortfolioRow(f"{figure}_first_share", value=portfolio.first_share)
    yield _PortfolioRow("margin", value=result.margin)
    for issue in result.issues:
        yield from _issue_rows(issue)
    yield from _choice_rows("apart", result.apart.choice)
    yield _PortfolioRow("apart_believed", value=result.apart.believed)
    yield _PortfolioRow("apart_total", value=result.apart.total)
    yield from (
        _PortfolioRow("same_stance_mean", option=key, value=mean) for key, mean in result.same_stance.items()
    )
    yield from (
        _PortfolioRow("loss_if_settled", fix.issue, fix.option, value=fix.loss) for fix in result.fixes
    )
    if result.capital is not None:
        yield from _capital_rows(result.capital)


def _choice_rows(figure: str, choice: Mapping[str, str]) -> Iterator[_PortfolioRow]:
    """Yield the option taken on each issue."""
    yield from (
        _PortfolioRow(f"{figure}_choice", issue, option, value=1.0) for issue, option in choice.items()
    )


def _issue_rows(issue: IssueResult) -> Iterator[_PortfolioRow]:
    """Yield the figures of one issue, with its core index where there is one."""
    yield _PortfolioRow("value", issue.id, issue.option, value=issue.value)
    yield _PortfolioRow("alone_choice", issue.id, issue.alone, value=1.0)
    yield _PortfolioRow("dilemma_index", issue.id, value=issue.dilemma_index)
    errors = issue.core_index_se or {}
    for option, share in (issue.core_index or {}).items():
        yield _PortfolioRow("core_index", issue.id, option, value=share)
        yield _PortfolioRow("core_index_se", issue.id, option, value=errors[option])


def _capital_rows(capital: CapitalResult) -> Iterator[_PortfolioRow]:
    """Yield what one more unit of capital brings, and the best total within each budget."""
    yield _PortfolioRow("one_more_unit", capital=capital.budget, value=capital.one_more)
    for step in capital.steps:
        yield _PortfolioRow("total_within_capital", capital=step.capital, value=step.total)


class _Table(NamedTuple):
    """The one table of a kind of result: its columns, what begins each row, and the rest of it."""

    columns: tuple[str, ...]
    ids: Callable[[Any], tuple[str, ...]]
    rows: Callable[[Any], Iterator[tuple[object, ...]]]


_TABLES: Mapping[type, _Table] = {
    CoalitionResult: _Table(
        ("scenario", "profile", *_CoalitionRow._fields),
        lambda result: (result.scenario.id, profile_id(result.profile)),
        _coalition_rows,
    ),
    Difference: _Table(
        _DIFFERENCE_COLUMNS,
        lambda result: (result.old.source, result.new.source, profile_id(result.new.profile)),
        _difference_rows,
    ),
    Panel: _Table(("scenario", *_PanelRow._fields), lambda result: (result.scenario.id,), _panel_rows),
    PortfolioResult: _Table(
        ("framework", "profile", *_PortfolioRow._fields),
        lambda result: (result.framework.id, profile_id(result.profile)),
        _portfolio_rows,
    ),
}


def write_by_kind(results: Sequence[Result], table: str | None = None) -> str:
    """Return results of one kind as CSV text with a header.

    Args:
        results: at least one, all of one kind.
        table: the table of an assessment, `options` unless one is named; other kinds have one table each.
    """
    if isinstance(results[0], Assessment):
        assessments: Any = results
        return csv.write(assessments) if table is None else csv.write(assessments, table)
    columns, ids, rows = _TABLES[type(results[0])]
    return format_rows(columns, *((*ids(result), *row) for result in results for row in rows(result)))
