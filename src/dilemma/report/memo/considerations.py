"""The considerations of a memo: the assessment, criterion by criterion, who else moves, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import (
    Bar,
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Inline,
    Table,
    TextRun,
    bullets,
    paragraph,
    strong,
)
from dilemma.report.memo.opening import BLANK_FIELD
from dilemma.report.numbers import (
    format_distinct,
    format_likelihood,
    format_likelihoods,
    format_percent,
    format_whole_points,
)
from dilemma.report.sections import coalition
from dilemma.report.sections.assessment import evidence_paragraphs
from dilemma.report.sections.observed import (
    before_and_after_table,
    describe_event,
    describe_share_move,
    wrong_assumption_paragraphs,
)
from dilemma.report.sections.sensitivity import format_levels, line_title, nearest_break_evens
from dilemma.report.text import capitalize, format_date, join_names
from dilemma.scenario.dates import last_day
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import BreakEven
    from dilemma.analysis.results.coalition import CoalitionResult
    from dilemma.analysis.results.monitoring import Observed
    from dilemma.report.document import Cell
    from dilemma.report.memo.context import MemoContext
    from dilemma.scenario.model import LeafCriterion


_MOST_BREAK_EVENS = 4  # changes in the text of the memo


def assessment_section(memo: MemoContext) -> list[Block]:
    """Return ranking, robustness and changes; how sure the author is stands in sentences of its own."""
    return [
        Heading("Assessment"),
        _ranking_table(memo),
        paragraph(_describe_robustness(memo), _describe_rules(memo), _describe_dissenters(memo)),
        *_change_blocks(memo),
        *evidence_paragraphs(memo.result),
    ]


def _ranking_table(memo: MemoContext) -> Table:
    """Return the options in whole points, best first."""
    columns = (
        Column("Option"),
        Column(""),
        Column("value", "right"),
        Column("at worst", "right"),
        Column("largest regret", "right"),
        Column("comes first in", "right"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            TextRun(memo.option(option.id), "strong" if option.rank == 1 else "plain"),
            Bar(option.value),
            format_whole_points(option.value),
            format_whole_points(option.worst_value),
            "" if option.max_regret is None else format_whole_points(option.max_regret),
            format_percent(option.first_rank_share),
        )
        for option in memo.result.options
    )
    return Table(columns, rows, title="The options in points of value, 0 to 100")


def _describe_robustness(memo: MemoContext) -> str:
    """Return how far the lead holds as less is taken for granted."""
    shares = {level.rung: level.first_rank_shares[memo.chosen.id] for level in memo.result.rungs}
    name = memo.option(memo.chosen.id)
    at_means = memo.result.weights_alone.first_rank_shares[memo.chosen.id]
    return (
        f"{name} comes first in {format_percent(shares['ranges'])} of cases with every number anywhere in "
        f"its stated range, in {format_percent(shares['order'])} with any weights that keep their order "
        f"({format_percent(at_means)} if scores and chances stay at their means), and in "
        f"{format_percent(shares['open'])} with any weights and any probabilities at all."
    )


def _describe_rules(memo: MemoContext) -> str:
    """Return what a decision-maker who fears the worst would do."""
    rules = memo.result.rules
    if len(memo.result.probabilities) < 2 or rules.minimax_regret is None:
        return ""
    worst, regret = memo.names.options(rules.maximin), memo.names.options(rules.minimax_regret)
    if worst == regret:
        return f" Whoever looks only to the worst case, or to the least regret, would take {worst}."
    return f" Whoever looks only to the worst case would take {worst}, to the least regret {regret}."


def _describe_dissenters(memo: MemoContext) -> str:
    """Return the profiles that would choose otherwise; empty where there are no profiles."""
    choices = memo.result.who_chooses or ()
    chosen = memo.chosen.id
    dissenters = [
        f"{choice.title} ({memo.names.choice(choice.option, choice.ties)}, "
        f"by {format_whole_points(choice.margin)})"
        for choice in choices
        if chosen not in (choice.option, *choice.ties)
    ]
    if not choices:
        return ""
    if not dissenters:
        return f" None of the {len(choices)} profiles would choose otherwise."
    return f" Would choose otherwise: {join_names(dissenters)}."


def _change_blocks(memo: MemoContext) -> list[Block]:
    """Return the break-evens nearest to the present values, as a list."""
    break_evens = nearest_break_evens(memo.result)
    if not break_evens:
        return [paragraph("No single probability, weight, score or share would change the choice.")]
    return [
        paragraph("What would most plausibly change it:"),
        bullets(*(_describe_change(memo, break_even) for break_even in break_evens[:_MOST_BREAK_EVENS])),
    ]


def _describe_change(memo: MemoContext, break_even: BreakEven) -> str:
    """Return a break-even: the line, its value now and at the change, the option that then leads."""
    winner = memo.names.choice(break_even.winner, break_even.ties)
    now, threshold = format_distinct(
        break_even.now, break_even.at, format_whole_points if break_even.kind == "score" else format_percent
    )
    remark = " (inside its stated range)" if break_even.within_range else ""
    in_unit = format_levels(break_even, memo.names)
    remark = f" ({in_unit}){remark}" if in_unit else remark
    title = capitalize(line_title(break_even.kind, break_even.of, memo.names))
    return f"{title}: from {now} to {threshold}{remark}, then {winner}."


def considerations_section(memo: MemoContext) -> list[Block]:
    """Return one point a criterion, the weightiest first."""
    weights = memo.result.weights
    leaves = sorted(memo.scenario.leaves, key=lambda leaf: -weights[leaf.id])
    return [
        Heading("Considerations"),
        paragraph(_introduction(memo)),
        Bullets(tuple(_criterion_item(memo, leaf) for leaf in leaves)),
    ]


def _introduction(memo: MemoContext) -> str:
    """Return which of the author's reasons are given."""
    option = memo.names.option(memo.chosen.id)
    if len(memo.result.probabilities) < 2:
        return f"The weightiest first, with the reason for the score of {option}."
    return (
        f"The weightiest first, with the reason for the score of {option} in the future of highest "
        f"probability, {memo.names.future(memo.most_likely)}."
    )


def _criterion_item(memo: MemoContext, leaf: LeafCriterion) -> tuple[Inline, ...]:
    """Return a criterion: who does best and worst on it, and the author's reason."""
    label = (leaf.criterion.title or capitalize(memo.names.criterion(leaf.id))).partition(" (")[0]
    return (strong(f"{label}. "), _describe_best_and_worst(memo, leaf.id), _describe_reason(memo, leaf.id))


def _describe_best_and_worst(memo: MemoContext, key: str) -> str:
    """Return the options that do best and worst on a criterion."""
    ranked = sorted(memo.result.options, key=lambda option: -option.contributions[key])
    best, worst = ranked[0], ranked[-1]
    if memo.result.weights[key] <= TIE:
        return "It has no weight here."
    if best.contributions[key] - worst.contributions[key] <= TIE:
        return "The options do equally well."
    return f"{memo.option(best.id)} does best and {memo.names.option(worst.id)} worst."


def _describe_reason(memo: MemoContext, key: str) -> str:
    """Return why the recommended option is scored as it is in the future of highest probability."""
    indices = {future.id: index for index, future in enumerate(memo.scenario.futures)}
    judgement = memo.scenario.rows[memo.chosen.id, key][indices[memo.most_likely]]
    if not judgement.why:
        return ""
    return f" {capitalize(judgement.why.rstrip('.'))}{memo.citations.mark(judgement.sources)}."


def related_issues_summary(memo: MemoContext) -> list[Block]:
    """Return whom it takes to act together, and whether deciding all issues at once changes this one."""
    blocks: list[Block] = []
    if memo.coalition is not None:
        blocks.append(paragraph(strong("Who else must move. "), _describe_coalition(memo, memo.coalition)))
    other_issues = _describe_other_issues(memo)
    return [*blocks, *([paragraph(strong("The other issues. "), other_issues)] if other_issues else [])]


def _describe_coalition(memo: MemoContext, result: CoalitionResult) -> str:
    """Return when acting together pays, who comes by itself, whom to win over, and how likely that is.

    Where it never pays for the viewpoint of the memo, nobody is to be won over.
    """
    if result.tipping_share is None:
        return f"{coalition.describe_threshold(result, memo.names)} {coalition.describe_equilibria(result)}"
    parts = [
        coalition.describe_threshold(result, memo.names),
        _describe_share(result),
        coalition.describe_equilibria(result),
        _describe_seed_set(result),
        _describe_chance(memo, result),
    ]
    return " ".join(part for part in parts if part)


def _describe_share(result: CoalitionResult) -> str:
    """Return the share that the scores assume, and the share that acts where it is another."""
    assumed, acting_share = format_distinct(result.assumed_share, result.share, format_percent)
    moved = f", and {acting_share} act now" if result.share != result.assumed_share else ""
    return f"The scores assume {assumed}{moved}."


def _describe_seed_set(result: CoalitionResult) -> str:
    """Return whom to win over: for the critical mass where there is one, else for everybody."""
    titles = coalition.member_titles(result)
    if result.least.members == coalition.present_members(result) or not coalition.present_members(result):
        return ""
    critical = coalition.describe_critical_mass(result, titles)
    if critical:
        return critical
    return " ".join(coalition.describe_seed_set(result.seeds, titles)) if result.seeds is not None else ""


def _describe_chance(memo: MemoContext, result: CoalitionResult) -> str:
    """Return how likely the threshold is to be reached, by the stated chances of joining."""
    target = next((target for target in result.reaches if target.of == "tipping_share"), None)
    if target is None:
        return ""
    odds = format_likelihood(target.chance, memo.file.lexicon)
    share = format_percent(target.share)
    return f"By the stated chances of joining, {share} is reached with a probability of {odds}."


def _describe_other_issues(memo: MemoContext) -> str:
    """Return whether the choice is another when the issues of the framework are decided together."""
    portfolio = memo.portfolio
    if portfolio is None:
        return ""
    own = next(issue for issue in portfolio.issues if issue.id == memo.scenario.id)
    others = join_names([issue.title.partition(" (")[0] for issue in portfolio.issues if issue.id != own.id])
    together, alone = memo.names.option(own.option), memo.names.option(own.alone)
    if own.option == own.alone:
        return f"Decided together with {others}, {together} stays worth most here."
    return f"Decided together with {others}, {together} is worth most here instead of {alone}."


def coalition_annex(memo: MemoContext) -> list[Block]:
    """Return everything about acting together, with the share and the ranking as a chart."""
    result = memo.coalition
    if result is None:
        return []
    names, titles = memo.names, coalition.member_titles(result)
    return [
        Heading("Acting together", 3),
        *coalition.coalition_answer(result, names),
        *coalition.member_blocks(result),
        paragraph(strong("Who tips whom.")),
        *coalition.cascade_blocks(result, titles),
        paragraph(strong("Whom to win over first.")),
        *coalition.seed_set_blocks(result, titles),
        Figure(coalition.share_chart(result, names)),
        *_reach_blocks(result),
    ]


def _reach_blocks(result: CoalitionResult) -> list[Block]:
    """Return the chances of reaching a share under a label; nothing where none is stated."""
    chances = coalition.reach_blocks(result)
    return [paragraph(strong("How likely enough of it is.")), *chances] if chances else []


_MOST_EVENTS = 3  # events in the body; the annex has all of them
_NEGLIGIBLE_CHANGE = 0.005  # a smaller move of a probability is hidden by rounding to whole percents


def observations_summary(memo: MemoContext) -> list[Block]:
    """Return the events, the future they moved most, the choice before and after, the wrong assumptions."""
    effect = memo.result.observed
    blocks: list[Block] = []
    if effect is not None:
        parts = (
            _describe_events(memo, effect),
            _describe_largest_move(memo, effect),
            describe_share_move(effect),
            _describe_choices(memo, effect),
        )
        blocks.append(paragraph(strong("What was seen. "), " ".join(part for part in parts if part)))
    wrong = [memo.file.assumptions[key].says for key in memo.result.wrong]
    return [*blocks, *([paragraph(strong("Taken to be wrong. "), " ".join(wrong))] if wrong else [])]


def _describe_events(memo: MemoContext, effect: Observed) -> str:
    """Return the first few events, and how many more the annex has."""
    hidden = len(effect.signposts) - _MOST_EVENTS
    remark = f" {hidden} more {'is' if hidden == 1 else 'are'} in the annex." if hidden > 0 else ""
    return (
        " ".join(f"{describe_event(signpost, memo.names)}." for signpost in effect.signposts[:_MOST_EVENTS])
        + remark
    )


def _describe_largest_move(memo: MemoContext, effect: Observed) -> str:
    """Return the future whose probability moved most."""
    before, after = effect.before.probabilities, effect.after.probabilities
    key = max(before, key=lambda key: abs(after[key] - before[key]))
    if abs(after[key] - before[key]) < _NEGLIGIBLE_CHANGE:
        return "This leaves the probabilities of the futures as they were."
    then, now = format_likelihoods(before[key], after[key], memo.file.lexicon)
    return f"This takes {memo.names.future(key)} from {then}, to {now}."


def _describe_choices(memo: MemoContext, effect: Observed) -> str:
    """Return what led before, and what leads now."""
    then, now = (status.ties or (status.option,) for status in (effect.before, effect.after))
    before = f"{capitalize(memo.names.options(then))} led before"
    if then == now:
        return f"{before} and still {'leads' if len(now) == 1 else 'lead'}."
    return f"{before}; now {memo.names.options(now)} {'does' if len(now) == 1 else 'do'}."


def observations_annex(memo: MemoContext) -> list[Block]:
    """Return every event, and before and after in a table; nothing where nothing was observed."""
    effect = memo.result.observed
    if effect is None:
        return [Heading("What was seen", 3), *wrong] if (wrong := _wrong_assumptions(memo)) else []
    events = bullets(*(f"{describe_event(signpost, memo.names)}." for signpost in effect.signposts))
    return [
        Heading("What was seen", 3),
        events,
        before_and_after_table(effect, memo.names),
        *_wrong_assumptions(memo),
    ]


def _wrong_assumptions(memo: MemoContext) -> list[Block]:
    """Return the assumptions taken to be wrong."""
    return wrong_assumption_paragraphs(memo.result.wrong, memo.names)


_UNNAMED, _UNSET = "to be named", "to be set"
_MOST_SIGNPOSTS = 2  # signposts in the text of the memo


def next_steps_section(memo: MemoContext) -> list[Block]:
    """Return the acts of the recommended option, then what to watch; owners are for the reader to name."""
    option = memo.file.options[memo.chosen.id]
    rows: list[tuple[Cell, ...]] = [(act.rstrip("."), _UNNAMED, _UNSET) for act in option.does]
    rows += [(f"Watch: {event}", _UNNAMED, format_date(by)) for event, by in _next_signposts(memo)]
    if not rows:
        return [Heading("Next steps"), paragraph("The file names no acts; set owner, action and date.")]
    columns = (Column("Action"), Column("Owner"), Column("By"))
    return [Heading("Next steps"), Table(columns, tuple(rows))]


def _next_signposts(memo: MemoContext) -> list[tuple[str, str]]:
    """Return the most informative signposts still ahead, with the days by which they are due."""
    today = last_day(memo.result.today)
    worth = {signpost.id: signpost.worth for signpost in memo.result.signposts or ()}
    ahead = [
        (-(worth.get(key) or 0.0), last_day(signpost.by), signpost.event, signpost.by)
        for key, signpost in memo.file.signposts.items()
        if signpost.by is not None and last_day(signpost.by) >= today
    ]
    return [(event, by) for _, _, event, by in sorted(ahead)[:_MOST_SIGNPOSTS]]


def dissent_section(memo: MemoContext) -> list[Block]:
    """Return the best case against, in the author's words, and a line for whoever holds it."""
    text = (
        memo.file.dissent
        or "The file records no dissent; ask for the strongest case against before deciding."
    )
    return [Heading("Dissent"), paragraph(text), paragraph(f"Signed (role): {BLANK_FIELD}")]
