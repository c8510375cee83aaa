"""What holds with less than a value, how errors hang together, where the doubt about the lead is from."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Heading, Table, muted, paragraph
from dilemma.report.numbers import format_percent, format_plain, format_points, format_share
from dilemma.report.sections.sensitivity import line_title
from dilemma.report.text import capitalize, join_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.document import Cell
    from dilemma.report.text import Names

_LEAST_REST = 0.005  # a share of the variance that shows in whole percent


def preference_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return shares under other assumptions, and what holds whatever the weights or the taste for risk."""
    sentences = (
        _describe_patterns(result, names),
        _describe_unspread(result, names),
        _describe_risk_tolerance(result, names),
        _describe_dominance(result, names),
        _describe_necessary(result, names),
        _describe_open_pairs(result),
    )
    return [paragraph(sentence) for sentence in sentences if sentence]


def _describe_patterns(result: Assessment, names: Names) -> str:
    """Return how often the leader is first if errors of scores hang together; empty where nothing differs."""
    if result.first_rank_share_patterns is None:
        return ""
    leader = result.recommendation.option
    shares = {name: by_option[leader] for name, by_option in result.first_rank_share_patterns.items()}
    independent = format_percent(shares["independent"])
    least, most = format_percent(min(shares.values())), format_percent(max(shares.values()))
    if least == most:
        return ""
    return (
        f"{capitalize(names.option(leader))} ranks first in {independent} of simulations if errors in the "
        f"scores are independent, and in {least} to {most} if they are correlated, depending on the pattern."
    )


def _describe_unspread(result: Assessment, names: Names) -> str:
    """Return how often the leader is first with plain weights taken as exact; empty where none is spread."""
    if result.first_rank_shares_unspread is None or result.weight_spread is None:
        return ""
    leader = result.recommendation.option
    spread = format_percent(result.weight_spread)
    share = format_percent(result.first_rank_shares_unspread[leader])
    return (
        f"A weight without a range is assumed to be off by up to {spread} either way; if all such weights "
        f"are exact, {names.option(leader)} ranks first in {share} of simulations."
    )


def _describe_risk_tolerance(result: Assessment, names: Names) -> str:
    """Return below which risk tolerance another option leads; empty with one future."""
    changes = result.risk_tolerance
    if changes is None or len(result.probabilities) < 2:
        return ""
    if not changes:
        leader = names.option(result.recommendation.option)
        return f"A more risk-averse decision-maker would choose the same: {leader} leads throughout."
    parts = [
        f"{names.option(change.option)} below {format_points(change.below)} points" for change in changes
    ]
    text = f"With less tolerance of risk another option leads: {join_names(parts)} of risk tolerance."
    return f"{text} At a tolerance of 10 points, an even chance to gain 10 or lose 5 is just acceptable."


def _describe_dominance(result: Assessment, names: Names) -> str:
    """Return which options no risk-averse person would take; empty where there are none."""
    dominance = result.stochastic_dominance
    if dominance is None or not dominance.second or len(result.probabilities) < 2:
        return ""
    pairs = _describe_pairs(dominance.second, result, names)
    if set(dominance.first) == set(dominance.second):
        return f"Every decision-maker, risk-averse or not, prefers {pairs}."
    first = f". Even without risk aversion: {_describe_pairs(dominance.first, result, names)}"
    return f"Every risk-averse decision-maker prefers {pairs}{first if dominance.first else ''}."


def _describe_necessary(result: Assessment, names: Names) -> str:
    """Return what is preferred under any weights in the stated order; empty where nothing is."""
    if not result.necessary:
        return ""
    ranges = result.necessary_in_ranges
    pairs, in_ranges = (_describe_pairs(listed, result, names) for listed in (result.necessary, ranges or ()))
    inside = f". With scores anywhere in their ranges: {in_ranges}" if ranges else ""
    always = "Under any weights in the stated order, with scores at their means, these preferences hold:"
    return f"{always} {pairs}{inside}."


def _describe_open_pairs(result: Assessment) -> str:
    """Return between which options the weights decide; empty where they decide nothing, or everything."""
    pairs = set(result.possible or ())
    order = [option.id for option in result.options]
    count = sum({(a, b), (b, a)} <= pairs for a, b in combinations(order, 2))
    if not count or not result.necessary:
        return ""
    which = "the other pair" if count == 1 else f"the other {count} pairs"
    return f"In {which} of options, the better one depends on the weights, even in the stated order."


_MOST_BETTER = 4  # better options of which pairs are listed, the highest of the ranking


def _describe_pairs(pairs: Sequence[tuple[str, str]], result: Assessment, names: Names) -> str:
    """Return pairs of a better and a worse option in words, those with one better option together."""
    order = [option.id for option in result.options]
    worse_by_better = {key: [worse for better, worse in pairs if better == key] for key in order}
    grouped = [(key, worse) for key, worse in worse_by_better.items() if worse]
    texts = [
        f"{names.option(key)} over {'all others' if len(worse) == len(order) - 1 else names.options(worse)}"
        for key, worse in grouped[:_MOST_BETTER]
    ]
    rest = sum(len(worse) for _, worse in grouped[_MOST_BETTER:])
    more = f"; and likewise in {rest} more pairs further down the ranking" if rest else ""
    return "; ".join(texts) + more


def variance_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return what the doubt about the lead comes from, and the inputs that move it most."""
    shares = result.variance_shares
    if shares is None:
        return []
    rival = names.option(result.recommendation.runner_up)
    parts = {"scores": shares.scores, "weights": shares.weights, "probabilities": shares.chances}
    ranked = sorted(parts, key=lambda kind: -parts[kind])
    text = join_names([f"{kind} {format_percent(parts[kind])}" for kind in ranked if parts[kind] > 0.0])
    has_rest = sum(parts.values()) <= 1.0 - _LEAST_REST
    text += "; the rest comes from their combinations" if has_rest else ""
    blocks: list[Block] = [
        paragraph(f"Uncertainty about the lead over {rival} (share of its variance) comes from {text}.")
    ]
    if not result.widest_inputs:
        return blocks
    columns = (
        Column("What moves the lead most"),
        Column("lead at its low end", "right"),
        Column("at its high end", "right"),
    )
    rows = tuple(
        (capitalize(line_title(bar.kind, bar.of, names)), format_points(bar.low), format_points(bar.high))
        for bar in result.widest_inputs
    )
    return [
        *blocks,
        Table(columns, rows),
        paragraph(muted("Each within its own range, the others at their means.")),
    ]


def lead_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return how often the leader beats the rival that decides the verdict, and what choosing it may lose."""
    recommendation = result.recommendation
    sentences = [_describe_loss(result, names)] if recommendation.verdict else []
    order = next((level for level in result.rungs if level.rung == "order"), None)
    if recommendation.names_one and order is not None:
        share = format_percent(order.first_rank_shares[recommendation.option])
        alone = format_percent(result.weights_alone.first_rank_shares[recommendation.option])
        kept = "if weights may take any values in the stated order"
        means = f"({alone} if scores and probabilities stay at their means)"
        name = capitalize(names.option(recommendation.option))
        sentences.insert(0, f"{name} ranks first in {share} of simulations {kept} {means}.")
    if recommendation.names_one:
        rival = recommendation.closest_rival
        win = f"{names.option(rival.option)} in {format_percent(rival.win_share)} of simulations"
        sentences.insert(0, f"{capitalize(names.option(recommendation.option))} beats {win}.")
    text = " ".join(sentence for sentence in sentences if sentence)
    return [paragraph(text)] if text else []


def _describe_loss(result: Assessment, names: Names) -> str:
    """Return what the leader loses on average, and how often over the rule; empty where it hardly does."""
    recommendation, loss = result.recommendation, result.first.expected_loss
    if loss is None or loss < 0.05:
        return ""
    share, rule = format_percent(recommendation.loss_share), format_plain(recommendation.too_close)
    name = capitalize(names.option(recommendation.option))
    average = f"{name} scores {format_points(loss)} points less than the best option on average"
    return f"{average} over the simulations, and over {rule} points less in {share} of them."


def decision_table_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return the table of decision records: criterion, weight, a value for each option, and the sum."""
    columns = tuple(Column(capitalize(names.option(option.id)), "right") for option in result.options)
    rows: list[tuple[Cell, ...]] = [
        (
            capitalize(names.criterion(key)),
            f"{format_share(100 * weight)}%",
            *(format_points(option.scores[key]) for option in result.options),
        )
        for key, weight in result.weights.items()
    ]
    sums = (format_points(option.value) for option in result.options)
    rows.append(("Weighted sum", "100%", *sums))
    return [
        Heading("Decision table", 3),
        paragraph(
            "Expected scores from 0 (worst) to 100 (best), whichever way a criterion is measured. The last "
            "row adds up weight times score."
        ),
        Table((Column("Criterion"), Column("Weight", "right"), *columns), tuple(rows)),
    ]
