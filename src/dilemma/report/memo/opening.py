"""The opening of a memo: head and bottom line, the line to sign, the options, what is at stake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.results.verdict import FILE_ORDER
from dilemma.report.document import Block, Facts, Heading, Paragraph, TextRun, bullets, paragraph, strong
from dilemma.report.numbers import format_percent, format_plain, format_whole_points
from dilemma.report.sections.assessment import (
    describe_no_verdict,
    stale_weights_paragraphs,
)
from dilemma.report.sections.judgement_names import describe_settings
from dilemma.report.text import capitalize, format_date, join_names
from dilemma.scenario.dates import first_day, last_day
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import OptionResult
    from dilemma.report.memo.context import MemoContext
    from dilemma.scenario.schema.parts import Deadline


BLANK_FIELD = "________________"
_DECISION_BOXES = "\N{EM SPACE}".join(
    f"\N{BALLOT BOX} {label}".replace(" ", "\N{NO-BREAK SPACE}")  # a box stays with the words behind it
    for label in ("Approve", "Approve as amended", "Discuss", "Decline")
)


def header_section(memo: MemoContext) -> list[Block]:
    """Return the lines to, from, date and handling, and when the decision is needed."""
    result = memo.result
    facts = (
        ("To", BLANK_FIELD),
        ("From", BLANK_FIELD),
        ("Date", f"{_format_day(memo)} (evidence to {format_date(result.scenario.as_of)})"),
        ("Handling", BLANK_FIELD),
        ("Seen by", _viewpoint_title(memo)),
        *(
            (("What if", describe_settings(memo.result.settings, memo.scenario)),)
            if memo.result.settings
            else ()
        ),
        ("Decision needed by", _decision_day(memo)),
    )
    return [
        Heading(result.scenario.title, 1),
        Facts(facts),
        paragraph(strong("Question. "), memo.file.question),
    ]


def _format_day(memo: MemoContext) -> str:
    """Return the day the memo is written for; a blank where only the end of the evidence is known."""
    # Without a date of its own, a run takes the end of the evidence for today; no memo is written then.
    today = memo.result.today
    return BLANK_FIELD if today == memo.result.scenario.as_of else format_date(today)


def _viewpoint_title(memo: MemoContext) -> str:
    """Return the title of the profile, or which weights stand in for one."""
    if memo.result.profile is not None:
        return memo.result.profile.title
    return f"nobody in particular ({'its own' if memo.scenario.weights else 'equal'} weights)"


def _decision_day(memo: MemoContext) -> str:
    """Return the start of the first deadline that cannot wait; its end, once it has begun."""
    if not memo.result.windows:
        return "no deadline ahead that cannot wait"
    first = min(memo.result.windows, key=lambda deadline: (first_day(deadline.date), last_day(deadline.date)))
    start, is_period, end = first.date.partition("/")
    if first_day(start) > last_day(memo.result.today):
        rest = f", {format_date(first.date)}" if is_period else ""
        return f"before {format_date(start)} ({first.event}{rest})"
    end_words = "" if last_day(end or start) == first_day(end or start) else "the end of "
    return f"{end_words}{format_date(end or start)} at the latest ({first.event})"


def bottom_line_section(memo: MemoContext) -> list[Block]:
    """Return the choice, why, and the chief risk, before any method."""
    blocks: list[Block] = [Heading("Bottom line"), _choice_paragraph(memo), *_risk_paragraphs(memo)]
    floor = memo.chosen.below_floor
    if floor:
        names = ", ".join(memo.names.criterion(key) for key in floor)
        blocks.append(paragraph(TextRun("A bedrock is at stake: ", "bad"), _describe_floors(memo, names)))
    return [*blocks, *stale_weights_paragraphs(memo.result)]


def _choice_paragraph(memo: MemoContext) -> Paragraph:
    """Return the option of highest value with its lead, or that it is too close to call."""
    recommendation = memo.result.recommendation
    first, second = memo.option(recommendation.option), memo.names.option(recommendation.runner_up)
    if recommendation.verdict is None:
        lead = f"{first} is worth {format_whole_points(recommendation.margin)} points more than {second}"
        reasons = describe_no_verdict(recommendation)
        return paragraph(strong(f"No verdict yet: {reasons}."), f" As it stands, {lead}.")
    if recommendation.ties and not recommendation.names_one:
        return paragraph(
            strong(f"Too close to call: {memo.names.options(recommendation.ties)} tie."), _tie_break(memo)
        )
    if not recommendation.names_one:
        closeness = _describe_closeness(memo)
        return paragraph(
            strong(f"Too close to call: {closeness}."),
            _tie_break(memo),
            f" {_describe_loss(memo)}".rstrip(),
        )
    share = format_percent(memo.leader.first_rank_share)
    return paragraph(
        strong(
            f"{first} is worth most: {format_whole_points(recommendation.margin)} points of a hundred "
            f"ahead of {second}. "
        ),
        f"{recommendation.verdict.sentence}: it comes first in {share} of what the stated ranges allow. "
        f"{_describe_loss(memo)} {_describe_gains(memo)}".strip(),
    )


def _describe_closeness(memo: MemoContext) -> str:
    """Return why it is too close to call: the lead is small, or a rival often comes out ahead."""
    recommendation = memo.result.recommendation
    rival = recommendation.closest_rival
    first, second = memo.option(recommendation.option), memo.names.option(rival.option)
    ahead = f"comes out ahead in {format_percent(rival.rival_share)} of simulations"
    if rival.option in recommendation.within_rule:
        rule = format_plain(recommendation.too_close)
        return f"{first} is less than {rule} points ahead of {second}, which {ahead}"
    return f"{first} scores {format_whole_points(rival.lead)} points more on average; {second} {ahead}"


def _describe_loss(memo: MemoContext) -> str:
    """Return how often the leader loses more than the rule; empty where it hardly ever does."""
    recommendation = memo.result.recommendation
    if recommendation.loss_share < 0.005:
        return ""
    share, rule = format_percent(recommendation.loss_share), format_plain(recommendation.too_close)
    leader = memo.names.option(recommendation.option)
    return f"In {share} of simulations {leader} falls more than {rule} points short of the best option."


def _describe_gains(memo: MemoContext) -> str:
    """Return, in a sentence, what the choice gains over the next best, and what it gives up."""
    names = memo.names
    gains = [names.criterion(pair.criterion) for pair in memo.result.trade_off if pair.gain > 0.05][:2]
    losses = [
        names.criterion(pair.criterion) for pair in reversed(memo.result.trade_off) if pair.gain < -0.05
    ]
    if not gains:
        return ""
    gives_up = f", and gives up some {' and '.join(losses[:2])}" if losses else ""
    rival = names.option(memo.result.recommendation.runner_up)
    return f"Against {rival} it gains mostly on {' and '.join(gains)}{gives_up}."


def _tie_break(memo: MemoContext) -> str:
    """Return which of several close options the rule takes; empty where no rule does."""
    tie_break = memo.result.recommendation.tie_break
    if tie_break is None or tie_break.rule == FILE_ORDER:
        return ""
    option = memo.names.option(tie_break.option)
    return f" Among options so close, the rule takes the one that does more for {tie_break.rule}: {option}."


def _risk_paragraphs(memo: MemoContext) -> list[Block]:
    """Return the future that most of its expected regret comes from; nothing with only one future."""
    first, risk = memo.chosen, memo.chosen.chief_risk
    name = memo.names.option(first.id)
    if len(memo.result.probabilities) < 2:
        return []
    if risk is None:
        best = f"{name} is best in every one of them"
        return [paragraph(f"The chief risk lies outside the futures weighed: {best}.")]
    rival = next(option for option in memo.result.options if option.id == risk.option)
    value, rival_value = (
        format_whole_points(option.values_by_future[risk.future]) for option in (first, rival)
    )
    subject = "" if memo.result.recommendation.names_one else f" of {name}"
    worth = f"{name} is worth {value} and {memo.names.option(rival.id)} {rival_value}"
    return [paragraph(f"The chief risk{subject} is {memo.future(risk.future)}, in which {worth}.")]


def _describe_floors(memo: MemoContext, names: str) -> str:
    """Return the floors the choice falls below, and the best option that clears all."""
    screened = memo.result.screened
    alternative = (
        f"Of the options that clear every floor, {memo.names.option(screened[0])} is worth most."
        if screened
        else ("No option clears every floor.")
    )
    return f"{memo.option(memo.chosen.id)} falls below the floor on {names}. {alternative}"


def recommendation_section(memo: MemoContext) -> list[Block]:
    """Return one sentence to decide on, with boxes to tick."""
    option = memo.file.options[memo.chosen.id]
    meaning = f" {capitalize(option.definition)}" if option.definition else ""
    return [Heading("Recommendation"), paragraph(strong(_advise(memo)), meaning), paragraph(_DECISION_BOXES)]


def _advise(memo: MemoContext) -> str:
    """Return what to choose; where it is too close, what a rule takes, or that numbers do not decide."""
    name, recommendation = memo.names.option(memo.chosen.id), memo.result.recommendation
    if recommendation.verdict is None:
        return f"That you do not choose yet: {describe_no_verdict(recommendation)}."
    if recommendation.tie_break is None:
        return f"That you choose {name}."
    if recommendation.advised is None:
        return f"That you do not choose between {memo.names.options(recommendation.ties)}: they tie."
    if recommendation.tie_break.rule == FILE_ORDER:
        rivals = memo.names.options((recommendation.option, *recommendation.level))
        return (
            f"That you do not choose between {rivals} by these numbers alone. First among equals is {name}."
        )
    return f"That you choose {name}, if you must choose now: the numbers are too close, and the rule decides."


def options_section(memo: MemoContext) -> list[Block]:
    """Return one paragraph an option, best first."""
    return [Heading("Options"), *(_option_paragraph(memo, result) for result in memo.result.options)]


def _option_paragraph(memo: MemoContext, result: OptionResult) -> Paragraph:
    """Return an option: what it is, its bet, its best and worst sides, and who would choose it."""
    option = memo.file.options[result.id]
    parts = [capitalize(option.definition or "").strip()]
    parts += [_describe_bet(option.bet)] if option.bet else []
    parts += [
        _describe_extremes(memo, result),
        _describe_worst_future(memo, result),
        _describe_supporters(memo, result),
    ]
    text = " ".join(part for part in parts if part)
    return paragraph(strong(f"{memo.option(result.id)} ({format_whole_points(result.value)} points). "), text)


def _describe_bet(text: str) -> str:
    """Return the bet of an option as the end of a sentence."""
    return f"The bet: {text[:1].lower() if text.startswith('That ') else text[:1]}{text[1:]}"


def _describe_extremes(memo: MemoContext, result: OptionResult) -> str:
    """Return the criteria on which no option does better, and those on which none does worse."""
    results = memo.result.options
    ahead, behind = [], []
    for key, contribution in result.contributions.items():
        contributions = [option.contributions[key] for option in results]
        if max(contributions) - min(contributions) <= TIE:
            continue
        if contribution >= max(contributions) - TIE:
            ahead.append(memo.names.criterion(key))
        elif contribution <= min(contributions) + TIE:
            behind.append(memo.names.criterion(key))
    parts = [f"the best option on {join_names(ahead)}"] if ahead else []
    parts += [f"the worst {'' if ahead else 'option '}on {join_names(behind)}"] if behind else []
    return f"It is {', and '.join(parts)}." if parts else "It is neither best nor worst on any criterion."


def _describe_worst_future(memo: MemoContext, result: OptionResult) -> str:
    """Return the future in which the option is worth least."""
    if len(result.values_by_future) < 2:
        return ""
    future = min(result.values_by_future, key=lambda key: result.values_by_future[key])
    floor = join_names([memo.names.criterion(key) for key in result.below_floor])
    below = f" It falls below the floor on {floor}." if floor else ""
    worst = format_whole_points(result.worst_value)
    return f"At worst, in {memo.names.future(future)}, it is worth {worst}.{below}"


def _describe_supporters(memo: MemoContext, result: OptionResult) -> str:
    """Return the profiles that would choose it, and so object to another."""
    choices = memo.result.who_chooses or ()
    supporters = [choice.title for choice in choices if result.id in (choice.ties or (choice.option,))]
    if not supporters:
        return "No profile would choose it." if choices else ""
    if len(supporters) == len(choices):
        return "Every profile would choose it."
    return f"Chosen by: {', '.join(supporters)}."


_MOST_DEADLINES = 4  # deadlines in the text of the memo


def context_section(memo: MemoContext) -> list[Block]:
    """Return stakes, futures and deadlines; nothing where the file states none."""
    stakes = [paragraph(f"At stake: {memo.file.stakes}")] if memo.file.stakes else []
    blocks: list[Block] = [*stakes, *_futures_paragraphs(memo), *_deadline_blocks(memo)]
    return [Heading("Context and deadlines"), *blocks] if blocks else []


def _futures_paragraphs(memo: MemoContext) -> list[Block]:
    """Return the futures with their probabilities; nothing where there is only one."""
    if len(memo.result.probabilities) < 2:
        return []
    futures = join_names([memo.future(key) for key in memo.result.probabilities])
    return [paragraph(f"The options are judged in each of these futures: {futures}.")]


def _deadline_blocks(memo: MemoContext) -> list[Block]:
    """Return the next dates, those that cannot wait marked; and what is over."""
    today = last_day(memo.result.today)
    ahead = [deadline for deadline in memo.file.deadlines.values() if last_day(deadline.date) >= today]
    ahead.sort(key=lambda deadline: last_day(deadline.date))
    # Those that cannot wait are never crowded out by those that can.
    urgent = [deadline for deadline in ahead if deadline.cannot_wait]
    shown = sorted(
        [*urgent, *(deadline for deadline in ahead if deadline not in urgent)][:_MOST_DEADLINES],
        key=lambda deadline: last_day(deadline.date),
    )
    blocks: list[Block] = []
    if shown:
        blocks += [
            paragraph("Dates ahead:"),
            bullets(*(_describe_deadline(memo, deadline) for deadline in shown)),
        ]
    past_events = [deadline.event for deadline in memo.result.deadlines_passed]
    if past_events:
        blocks.append(paragraph(f"Over by {format_date(memo.result.today)}: {join_names(past_events)}."))
    return blocks


def _describe_deadline(memo: MemoContext, deadline: Deadline) -> str:
    """Return a deadline with its date and its sources."""
    waits = " (cannot wait)" if deadline.cannot_wait else ""
    return f"{format_date(deadline.date)}: {deadline.event}{waits}{memo.citations.mark(deadline.sources)}"
