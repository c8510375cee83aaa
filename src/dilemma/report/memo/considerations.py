"""The considerations of a memo: where two options differ most, how firm it is, what would settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import (
    Bar,
    Block,
    Bullets,
    Column,
    Heading,
    Inline,
    Table,
    TextRun,
    bullets,
    paragraph,
    strong,
)
from dilemma.report.memo.context import count_points
from dilemma.report.numbers import format_distinct, format_percent, format_whole_points
from dilemma.report.sections.ranking import describe_ranges
from dilemma.report.sections.sensitivity import LINE_TITLES, format_levels, nearest_break_evens
from dilemma.report.sections.sources import evidence_sentences
from dilemma.report.text import capitalize, join_names, quote
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.assessment import BreakEven, Choice, OptionResult
    from dilemma.analysis.results.sensitivity import LevelName
    from dilemma.report.document import Cell
    from dilemma.report.memo.context import MemoContext


_MOST_CONTRASTS = 3  # criteria on which the two options are contrasted


def considerations_section(memo: MemoContext) -> list[Block]:
    """Return the criteria on which the two options differ most, with the reasons for both."""
    one, other = memo.pair
    keys = sorted(
        memo.contrast(one, other),
        key=lambda key: -rounded(abs(one.contributions[key] - other.contributions[key])),
    )
    names = memo.names.options([one.id, other.id])
    heading = Heading("Considerations")
    if not keys:
        return [heading, paragraph(f"{capitalize(names)} score the same on every criterion.")]
    return [
        heading,
        paragraph(f"Where {names} differ most.{_describe_future_of_reasons(memo)}"),
        Bullets(tuple(_contrast_item(memo, key) for key in keys[:_MOST_CONTRASTS])),
    ]


def _describe_future_of_reasons(memo: MemoContext) -> str:
    """Return for which future the author's reasons are given; empty where there is only one."""
    if len(memo.result.probabilities) < 2:
        return ""
    return f" The reasons are those for {memo.future(memo.most_likely)}, the likeliest future."


def _contrast_item(memo: MemoContext, key: str) -> tuple[Inline, ...]:
    """Return a criterion: its weight, which option does better on it, and the reasons for both scores."""
    one, other = memo.pair
    better = one if one.contributions[key] > other.contributions[key] else other
    weight = format_percent(memo.result.weights[key])
    reasons = [_describe_reason(memo, option.id, key) for option in (one, other)]
    whose = [memo.option(one.id), memo.option(other.id)]
    if reasons[0] == reasons[1]:
        whose, reasons = ["Both"], reasons[:1]
    title = f"{capitalize(memo.criterion(key))} ({weight} of the weight)"
    texts = (f" {whom}: {reason}" for whom, reason in zip(whose, reasons, strict=True) if reason)
    return strong(f"{title}: better with {memo.names.option(better.id)}."), "".join(texts)


def _describe_reason(memo: MemoContext, option: str, key: str) -> str:
    """Return why an option is scored as it is in the likeliest future; empty without a reason."""
    indices = {future.id: index for index, future in enumerate(memo.scenario.futures)}
    judgement = memo.scenario.rows[option, key][indices[memo.most_likely]]
    if not judgement.why:
        return ""
    why = capitalize(judgement.why.rstrip("."))
    return f"{why}{memo.citations.mark(judgement.sources)}."


_MOST_BREAK_EVENS = 3  # changes in the text of the memo
_MOST_SETTLING = 2  # changes named in favour of one option
_LARGEST_SHORTFALL = (
    "Largest shortfall: how far an option falls behind the best one in any future, however unlikely. "
)
_HEAVIEST = 0.5  # the greatest weight that a criterion is thought to be given


def assessment_section(memo: MemoContext) -> list[Block]:
    """Return ranking, robustness and changes; how sure the author is stands in sentences of its own."""
    return [
        Heading("Assessment"),
        _ranking_table(memo),
        paragraph(
            _LARGEST_SHORTFALL if _format_shortfall(memo.result.first) else "",
            _describe_robustness(memo),
            _describe_loss(memo),
            _describe_rules(memo),
        ),
        *_perspective_paragraphs(memo),
        *_change_blocks(memo),
        paragraph(" ".join(evidence_sentences(memo.result))),
    ]


def _ranking_table(memo: MemoContext) -> Table:
    """Return the options in whole points, best first; the one advised in bold, unless the choice is open."""
    columns = (
        Column("Option"),
        Column("", label="bar"),
        Column("value", "right"),
        Column("worst case", "right"),
        Column("largest shortfall", "right"),
        Column("ranked first", "right"),
    )
    marked = None if memo.is_open else memo.chosen.id
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            TextRun(memo.option(option.id), "strong" if option.id == marked else "plain"),
            Bar(option.value),
            format_whole_points(option.value),
            format_whole_points(option.worst_value) if len(option.values_by_future) > 1 else "",
            _format_shortfall(option),
            format_percent(option.first_rank_share),
        )
        for option in memo.result.options
    )
    ranges = describe_ranges(memo.result)
    title = f"Points of value, 0 to 100; ranked first: share of simulations within the {ranges}"
    return Table(columns, rows, title=title)


def _format_shortfall(option: OptionResult) -> str:
    """Return how far an option falls behind at most; empty where it is withheld, or just its distance."""
    shortfall = None if len(option.values_by_future) < 2 else option.max_regret
    return "" if shortfall is None else format_whole_points(shortfall)


def _describe_robustness(memo: MemoContext) -> str:
    """Return how often the option ranks first as less is taken for granted, or both where it is open."""
    shares = {level.rung: level.first_rank_shares for level in memo.result.rungs}
    if memo.is_open:
        ordered, free = (_list_shares(memo, shares[rung]) for rung in _RUNGS[1:])
        return (
            f"Ranked first if only the order of the weights is kept: {ordered}; if weights and probabilities "
            f"are left open: {free}."
        )
    within, ordered, free = (_describe_share(memo, shares[rung]) for rung in _RUNGS)
    fixed = format_percent(memo.result.weights_alone.first_rank_shares[memo.chosen.id])
    return (
        f"{memo.option(memo.chosen.id)} ranks first in {within} of simulations within the "
        f"{describe_ranges(memo.result)}, in {ordered} if, besides, only the order of the weights is "
        f"kept ({fixed} if scores and probabilities stay at their means), and in {free} if weights and "
        "probabilities are left completely open."
    )


_RUNGS: tuple[LevelName, ...] = ("ranges", "order", "open")
_OFTEN = 0.095  # the least share that is printed as 10%


def _list_shares(memo: MemoContext, shares: Mapping[str, float]) -> str:
    """Return how often each option left open ranks first, and every other one that does so often."""
    often = {key for key in shares if shares[key] >= _OFTEN}
    keys = {*memo.undecided, *(option.id for option in memo.pair), *often}
    ranked = sorted((key for key in shares if key in keys), key=lambda key: -rounded(shares[key]))
    return join_names([f"{memo.names.option(key)} {format_percent(shares[key])}" for key in ranked])


def _describe_share(memo: MemoContext, shares: Mapping[str, float]) -> str:
    """Return how often the option advised ranks first, and which option does more often, if one does."""
    own, top = format_percent(shares[memo.chosen.id]), max(shares, key=lambda key: shares[key])
    if shares[top] <= shares[memo.chosen.id] + TIE:
        return own
    return f"{own} ({memo.names.option(top)}: {format_percent(shares[top])})"


def _describe_loss(memo: MemoContext) -> str:
    """Return how often the leader falls short of the best by more than the rule; empty if rarely."""
    recommendation = memo.result.recommendation
    if memo.is_open or recommendation.loss_share < _LEAST_SHARE:
        return ""
    share = format_percent(recommendation.loss_share)
    rule = format_whole_points(recommendation.too_close)
    return (
        f" In {share} of simulations within the {describe_ranges(memo.result)}, "
        f"{memo.names.option(recommendation.option)} scores more than {rule} points less than "
        "the best option."
    )


_LEAST_SHARE = 0.005  # a smaller share is 0% or less than 1%


def _describe_rules(memo: MemoContext) -> str:
    """Return what suits those who fear the worst case, or later regret."""
    rules = memo.result.rules
    if len(memo.result.probabilities) < 2 or rules.minimax_regret is None:
        return ""
    worst, regret = (
        join_names([memo.names.option(key) for key in keys], "or")
        for keys in (rules.maximin, rules.minimax_regret)
    )
    if worst == regret:
        return f" To avoid a bad worst case or a large shortfall, choose {worst}."
    return f" To avoid a bad worst case, choose {worst}; to avoid a large shortfall, {regret}."


def _perspective_paragraphs(memo: MemoContext) -> list[Block]:
    """Return who is to be expected to disagree, or who prefers which option where the choice is open.

    Whoever the memo is written for is not among them, nor are weightings that are nobody's in particular and
    parties to whom the issue matters little.
    """
    reader = memo.result.profile.id if memo.result.profile else None
    others = [
        choice
        for choice in memo.result.who_chooses or ()
        if choice.profile != reader and choice.kind != "worldview" and choice.relevance != "low"
    ]
    if not others:
        return []
    if memo.is_open:
        preferred = [option for choice in others for option in (choice.ties or (choice.option,))]
        options = dict.fromkeys([*memo.undecided, *preferred])
        texts = [_describe_side(memo, option, others) for option in options]
        return [paragraph(" ".join(filter(None, texts)))]
    opposed = [
        f"{choice.title} ({memo.names.choice(choice.option, choice.ties)}, by {count_points(choice.margin)})"
        for choice in others
        if memo.chosen.id not in (choice.option, *choice.ties)
    ]
    if not opposed:
        return [paragraph("No party is expected to prefer a different option.")]
    return [paragraph(f"Expect disagreement from: {join_names(opposed)}.")]


def _describe_side(memo: MemoContext, option: str, choices: list[Choice]) -> str:
    """Return who prefers an option; empty where nobody does."""
    titles = [choice.title for choice in choices if option in (choice.ties or (choice.option,))]
    aside = "" if option in memo.undecided else ", not among the close options,"
    return f"{memo.option(option)}{aside} is preferred by: {join_names(titles)}." if titles else ""


def _change_blocks(memo: MemoContext) -> list[Block]:
    """Return what would change the choice; where it is open, what would settle it, in both directions."""
    break_evens = _nearest_changes(memo)[:_MOST_BREAK_EVENS]
    if not memo.is_open:
        return _leading_changes(memo, break_evens)
    sides = {option: _describe_settling(memo, option) for option in memo.undecided}
    items = [text for text in sides.values() if text]
    leader = memo.result.recommendation.option
    reverse = "" if sides[leader] else f"; a move the other way favours {memo.names.option(leader)}"
    events = ", besides the events under “Next steps”" if memo.decisive_signposts() else ""
    intro = f"What would settle it{events}{reverse}:"
    return [paragraph(intro), bullets(*items)] if items else []


def _leading_changes(memo: MemoContext, break_evens: list[BreakEven]) -> list[Block]:
    """Return the changes that would give another option the lead, and whether any range reaches them."""
    if not break_evens:
        text = "No plausible change of one probability, weight, score or share changes the choice."
        return [paragraph(text)]
    ranges = describe_ranges(memo.result)
    intro = "What would change the choice, most plausible first:"
    if not any(change.within_range for change in break_evens):
        intro = f"No single change within the {ranges} changes the choice. The nearest beyond them:"
    items = [
        f"{capitalize(_describe_change(memo, change))}, "
        f"then {memo.names.choice(change.winner, change.ties)} leads."
        for change in break_evens
    ]
    return [paragraph(intro), bullets(*items)]


def _nearest_changes(memo: MemoContext) -> list[BreakEven]:
    """Return the plausible changes of the choice, nearest first, each future's probability in one form.

    The conditional probability of a future is left to the annex where its probability changes the choice too.
    So is a weight of more than half: one criterion would then count for more than all the others together.
    """
    changes = [
        change
        for change in nearest_break_evens(memo.result)
        if change.kind != "weight" or change.within_range or change.at <= max(change.now, _HEAVIEST)
    ]
    plain = {change.of for change in changes if change.kind == "probability"}
    return [change for change in changes if change.kind != "chance" or change.of not in plain]


def _describe_settling(memo: MemoContext, option: str) -> str:
    """Return which changes of judgement would speak for one of the options left open; empty without any."""
    changes = [
        _describe_change(memo, change)
        for change in _nearest_changes(memo)
        if option in (change.ties or (change.winner,))
    ][: _MOST_SETTLING if len(memo.undecided) == 2 else 1]
    if not changes:
        return ""
    which = "either change" if len(changes) > 1 else "this change"
    return f"{memo.option(option)} leads after {which}: {'; '.join(changes)}."


def describe_line(memo: MemoContext, kind: str, of: str) -> str:
    """Return a line along which something changes, by the titles a reader knows."""
    title = "chance of {}" if kind == "chance" else LINE_TITLES[kind]
    if kind == "score":
        option, _, criterion = of.rpartition(".")
        return title.format(memo.names.option(option.rpartition(".")[2]), quote(memo.criterion(criterion)))
    if kind == "weight":
        return title.format(quote(memo.criterion(of)))
    if kind == "dependence":
        return title.format(memo.names.signpost_group(of))
    return title.format(memo.future(of)) if kind in ("probability", "chance") else title


def _describe_change(memo: MemoContext, change: BreakEven) -> str:
    """Return a break-even: the line, its value now and at the change."""
    # The numbers of the tables of the memo; a profile may read a score otherwise than the file states it.
    now, threshold = format_distinct(
        change.now, change.at, format_whole_points if change.kind == "score" else format_percent
    )
    in_unit = format_levels(change, memo.names)
    # What was seen moved the probability away from the chance that was stated.
    earlier = change.kind == "chance" and memo.result.observed is not None
    remarks = [
        *(["before the developments"] if earlier else []),
        *([in_unit] if in_unit else []),
        *(["within its stated range"] if change.within_range and not memo.is_open else []),
    ]
    remark = f" ({', '.join(remarks)})" if remarks else ""
    return f"{describe_line(memo, change.kind, change.of)}, from {now} to {threshold}{remark}"
