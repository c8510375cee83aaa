"""The ranking and how robust it is: values by future, trade-off, poles, levels, rules and profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.core.decision_rules import RULES
from dilemma.records import dataclass
from dilemma.report.document import (
    Bar,
    Block,
    Column,
    Heading,
    Paragraph,
    Table,
    TextRun,
    muted,
    paragraph,
    strong,
)
from dilemma.report.numbers import format_distinct, format_lead, format_percent, format_points, format_signed
from dilemma.report.text import Names, capitalize, join_names
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment, OptionResult, TradeOff
    from dilemma.analysis.results.sensitivity import Rung, WeightsAlone
    from dilemma.report.document import Cell


_BARS_KEY = "Bars: solid up to the worst case, shaded up to the value, a line up to the best case."


def ranking_table(result: Assessment, names: Names, *, on_screen: bool = False) -> Table:
    """Return value, worst case, largest shortfall, first-rank share and flags of each option, best first.

    A wide screen has room for the best case and the share of last ranks besides; flags are told below its
    table. Where there is one future, nothing is a worst or a best case.
    """
    several = len(result.probabilities) > 1
    columns = (
        Column("", "right", label="rank"),
        Column("Ranking" if on_screen else "Option"),
        Column("", label="bar"),
        Column("value", "right"),
        Column("worst case", "right"),
        Column("best case", "right", wide=True),
        Column("shortfall" if on_screen else "largest shortfall", "right"),
        Column("ranked first", "right"),
        Column("ranked last", "right", wide=True),
        Column("flags"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            str(option.rank),
            TextRun(capitalize(names.option(option.id)), "strong" if option.rank == 1 else "plain"),
            _value_bar(option, names),
            format_points(option.value),
            format_points(option.worst_value) if several else "",
            format_points(max(option.values_by_future.values())) if several and on_screen else "",
            format_points(option.max_regret) if several and option.max_regret is not None else "",
            format_percent(option.first_rank_share),
            format_percent(option.rank_shares[-1]) if on_screen else "",
            "" if on_screen else _option_flags(option, names),
        )
        for option in result.options
    )
    return Table(columns, rows, bars_key=_BARS_KEY if several else "")


def _value_bar(option: OptionResult, names: Names) -> Bar:
    """Return the value as a bar in the colour of the option, with its range over the futures."""
    values = option.values_by_future.values()
    series = list(names.scenario.options).index(option.id)
    return Bar(option.value, low=min(values), high=max(values), series=series)


def ranking_key(result: Assessment) -> Paragraph:
    """Return what the columns of the ranking mean, in two lines of eighty columns."""
    if result.first.max_regret is None or len(result.probabilities) < 2:
        return paragraph(muted("Value: expected points out of 100. Ranked first: share of simulations."))
    return paragraph(
        muted(
            "Value: expected points out of 100. Worst case: value in its worst future. "
            "Shortfall: furthest behind in a future. Ranked first: share of simulations."
        )
    )


def flag_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return a line for each option that falls below a floor or is dominated."""
    flags = {names.option(option.id): _option_flags(option, names).text for option in result.options}
    return [paragraph(TextRun(f"{capitalize(name)}: {text}.", "bad")) for name, text in flags.items() if text]


def _option_flags(option: OptionResult, names: Names) -> TextRun:
    """Return the floors an option falls below, and the first option that dominates it."""
    flags = [f"below the minimum on {names.criterion(key)}" for key in option.below_floor]
    # What is dominated at expected scores may well be first in a draw.
    words = "behind {} throughout at expected scores" if option.first_rank_share > 0.0 else "dominated by {}"
    flags += [words.format(names.option(other)) for other in (option.dominated_by or ())[:1]]
    return TextRun("; ".join(flags), "bad")


def future_values_tables(result: Assessment, names: Names) -> list[Table]:
    """Return the value of each option in each future; nothing when there is only one future.

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
                TextRun(format_points(value), "strong" if value == best_values[key] else "plain")
                for key, value in option.values_by_future.items()
            ),
        )
        for option in result.options
    )
    values = Table((Column("Value in each future"), *columns), rows)
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
    return Table((Column("Probabilities if chosen"), *columns), rows)


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
        Heading(title),
        _gains_paragraph(TextRun("  gains     ", "good"), gains, names),
        _gains_paragraph(TextRun("  gives up  ", "bad"), losses, names),
        *([] if gains or losses else [paragraph(muted("  no criterion by 0.05 points or more"))]),
    ]


def _gains_paragraph(label: TextRun, pairs: list[TradeOff], names: Names) -> Paragraph:
    """Return gains by criterion behind a label, later lines set under the first gain."""
    text = ", ".join(f"{names.criterion(pair.criterion)} {format_signed(pair.gain)}" for pair in pairs)
    return paragraph(label, text or "nothing", hang=len(label.text))


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
    sides = result.dilemma_options or {}
    if result.dilemma_index < 0.05 or not sides:
        remark = "none: one option is best on both poles"
    else:
        remark = f"{names.option(sides['leadership'])} against {names.option(sides['order'])}; 0 = none"
    return [
        Table((Column("The two poles"), *columns), rows),
        paragraph(
            muted(
                "Leadership: the partner stays engaged. Order: the rules hold. Own: the ally's own "
                f"interests. Conflict between the two poles: {index} points ({remark})."
            )
        ),
    ]


_NEGLIGIBLE_ERROR = 0.005  # the largest standard error of a share that its last digit hides


@dataclass(frozen=True, slots=True)
class _LevelWords:
    """A level by what it allows, and in a chart by what it grants, with a remark."""

    allows: str
    name: str
    remark: str


ROBUSTNESS_LEVELS = {
    "judged": _LevelWords("as judged", "As judged", "scores, weights and probabilities as they were judged"),
    "ranges": _LevelWords("{}", "Within the ranges", "everything anywhere in its range, stated or assumed"),
    "order": _LevelWords(
        "any weights in this order",
        "Any weights in this order",
        "any weights that keep their order of importance",
    ),
    "open": _LevelWords(
        "any weights or probabilities",
        "Any weights, any probabilities",
        "any weights and any probabilities at all",
    ),
}
_WEIGHTS_ALONE = "weights alone, in this order"


_LOST_AT = {
    "judged": "nothing is changed",
    "ranges": "every judgement may be anywhere within the {}",
    "order": "weights may take any values that keep their order",
    "open": "weights and probabilities are left completely open",
}


def describe_ranges(result: Assessment) -> str:
    """Return what everything uncertain is drawn from; nobody stated by how much a plain weight is off."""
    return "stated ranges" if result.weight_spread is None else "ranges stated or assumed"


def robustness_blocks(result: Assessment, names: Names) -> list[Block]:
    """Return how often each option is first at every level, and one sentence on what that means."""
    columns = (
        Column("Robustness: ranked first"),
        *(Column(capitalize(names.option(option.id)), "right") for option in result.options),
    )
    rows = [
        *(
            _shares_row(ROBUSTNESS_LEVELS[level.rung].allows.format(describe_ranges(result)), level, result)
            for level in result.rungs
        ),
        _shares_row(_WEIGHTS_ALONE, result.weights_alone, result),
    ]
    text = f"{_describe_levels(result, names)}{_describe_assumed(result)}"
    return [Table(columns, tuple(rows)), paragraph(muted(text))]


def _describe_assumed(result: Assessment) -> str:
    """Return by how much a weight without a range is assumed to be off; empty where none is."""
    if result.weight_spread is None:
        return ""
    spread = format_percent(result.weight_spread)
    return f" Assumed: a weight without a range is off by up to {spread} either way."


def _shares_row(allows: str, row: Rung | WeightsAlone, result: Assessment) -> tuple[Cell, ...]:
    """Return the first-rank shares of one level, or of the weights alone, the highest in bold."""
    shares = row.first_rank_shares
    highest = max(shares.values())
    cells = (
        TextRun(format_percent(shares[option.id]), "strong" if shares[option.id] == highest else "plain")
        for option in result.options
    )
    return (allows, *cells)


def _describe_levels(result: Assessment, names: Names) -> str:
    """Return down to which level the recommended option stays first more often than any other."""
    leader = result.recommendation.option
    if result.recommendation.ties:
        return "Options that tie share the first place."
    shares_of = [level.first_rank_shares for level in result.rungs]
    leads = [share[leader] >= max(share.values()) for share in shares_of]
    name = names.option(leader)
    if all(leads):
        return f"{capitalize(name)} ranks first most often under every assumption."
    turns = [
        index for index, is_first in enumerate(leads) if is_first != (leads[index - 1] if index else True)
    ]
    allowed = [_LOST_AT[level.rung].format(describe_ranges(result)) for level in result.rungs]
    shares = result.rungs[turns[0]].first_rank_shares
    rival = names.option(max(shares, key=lambda option: shares[option]))
    until = f"{capitalize(name)} ranks first most often until {allowed[turns[0]]}; then {rival} does"
    again = "".join(
        f", and {name} again once {allowed[turn]}" if leads[turn] else f", until {allowed[turn]}"
        for turn in turns[1:]
    )
    return f"{until}{again}."


def describe_precision(result: Assessment) -> str:
    """Return how exactly the shares are known: by their standard errors."""
    largest = max(error for level in result.rungs for error in level.first_rank_shares_se.values())
    if largest < _NEGLIGIBLE_ERROR:
        return "Sampling error is below half a percentage point."
    return f"Sampling error is up to {format_percent(largest)} (standard error)."


def rule_choices_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return the choice of each rule over futures, and the choice along the whole Hurwicz line."""
    if len(result.probabilities) < 2:
        return []
    label = "Without probabilities:   "
    return [
        paragraph(
            strong(label), _describe_rules(result, names) + _describe_regret(result, names), hang=len(label)
        ),
        paragraph(
            strong("Cautious to optimistic:".ljust(len(label))),
            _describe_hurwicz(result, names),
            hang=len(label),
        ),
    ]


def _describe_rules(result: Assessment, names: Names) -> str:
    """Return each choice with the rules that make it without probabilities, in plain words."""
    rules_by_choice: dict[str, list[str]] = {}
    for rule in RULES:
        options = result.rules.choice(rule.id)
        if options is not None and not rule.needs_probabilities:
            rules_by_choice.setdefault(capitalize(names.options(options)), []).append(rule.label)
    return "; ".join(f"{choice}: {', '.join(labels)}" for choice, labels in rules_by_choice.items())


def _describe_regret(result: Assessment, names: Names) -> str:
    """Return who has the least regret most often over the ranges; empty where it is who has it as judged."""
    shares, named = result.minimax_regret_shares, result.rules.minimax_regret
    if shares is None or not named:
        return ""
    top = max(shares, key=lambda option: shares[option])
    if top in named:
        return ""
    often, seldom = format_distinct(shares[top], shares[named[0]], format_percent)
    return (
        f". Within the ranges {names.option(top)} has the least regret more often, in {often} of simulations "
        f"against {seldom} for {names.option(named[0])}"
    )


def _describe_hurwicz(result: Assessment, names: Names) -> str:
    """Return the choice for every weight on the best case, from all on the worst to all on the best."""
    intervals = result.rules.hurwicz
    choices = [names.choice(interval.option, interval.ties) for interval in intervals]
    if len(choices) == 1:
        return f"{choices[0]} at any weight of the best future against the worst"
    stops = [format_percent(interval.stop) for interval in intervals[:-1]]
    first = f"{choices[0]} if the best future counts for less than {stops[0]} against the worst"
    steps = [f"{name} to {stop}" for name, stop in zip(choices[1:], stops[1:], strict=False)]
    return f"{', '.join([first, *steps])}, then {choices[-1]}"


def profile_choices_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return one line for each option that profiles prefer, with theirs, and one for those that agree.

    Profiles to which the issue matters little are left out.
    """
    concerned = [choice for choice in result.who_chooses or () if choice.relevance != "low"]
    if not concerned:
        return []
    leader = result.recommendation.option
    dissenters = [choice for choice in concerned if leader not in (choice.option, *choice.ties)]
    agreeing = [choice.title for choice in concerned if choice not in dissenters]
    label = "Perspectives that prefer" if dissenters else "No perspective prefers"
    blocks: list[Block] = [paragraph(strong(f"{label} an option other than {names.option(leader)}"))]
    for option in dict.fromkeys(names.choice(choice.option, choice.ties) for choice in dissenters):
        backers = (choice for choice in dissenters if names.choice(choice.option, choice.ties) == option)
        listed = ", ".join(f"{choice.title} by {format_lead(choice.margin)}" for choice in backers)
        blocks.append(paragraph(f"  {option}: {listed}", hang=4))
    if agreeing:
        blocks.append(paragraph(muted("  Agree: "), ", ".join(agreeing), hang=9))
    return blocks


def leave_one_out_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return the criteria whose loss would change the choice; nothing where none was left out."""
    leader = result.recommendation.option
    decisive = [
        f"{names.criterion(key)} (then {names.option(option)})"
        for key, option in result.leave_one_out.items()
        if option != leader
    ]
    if not result.leave_one_out:
        return []
    # A criterion of full weight has no row of its own: nothing is left to weigh without it.
    sole = [key for key in result.weights if key not in result.leave_one_out]
    if sole:
        criterion = capitalize(names.criterion(sole[0]))
        return [paragraph(f"{criterion} has all the weight; no other criterion counts.")]
    # A tie that holds as it is needs no word for each criterion.
    ties = [
        f"{names.criterion(key)} ({names.options(tied)})"
        for key, tied in result.leave_one_out_ties.items()
        if leader in tied and set(tied) != set(result.recommendation.ties)
    ]
    tie = f"leaves a tie for the lead without {join_names(ties)}" if ties else ""
    if not decisive:
        return [paragraph(f"Leaving out any one criterion {tie or 'does not change the choice'}.")]
    rest = f"; it {tie}" if ties else ""
    return [paragraph(f"Leaving out one of these criteria changes the choice: {join_names(decisive)}{rest}.")]


def describe_no_risk(result: Assessment, first: OptionResult, names: Names) -> str:
    """Return that the leader is best in every future, or in every one that can come."""
    missed = [
        future
        for future, value in first.values_by_future.items()
        if any(option.values_by_future[future] > value + TIE for option in result.options)
    ]
    which = "future that can come" if missed else "future"
    return f"{names.option(first.id)} is best in every {which}"
