"""The head of the memo, the bottom line, and the line to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.assessment.answer import FILE_ORDER, stale
from dilemma.report.compose.what_if import said
from dilemma.report.dates import spoken
from dilemma.report.document import Block, Facts, Heading, Paragraph, Run, paragraph, strong
from dilemma.report.names import capitalised
from dilemma.report.numbers import percent, plain, whole
from dilemma.scenario.dates import first_day, last_day

if TYPE_CHECKING:
    from dilemma.report.compose.memo.case import Case

BLANK = "________________"
BOXES = "\N{EM SPACE}".join(
    f"\N{BALLOT BOX} {each}".replace(" ", "\N{NO-BREAK SPACE}")  # a box stays with the words behind it
    for each in ("Approve", "Approve as amended", "Discuss", "Decline")
)


def header(case: Case) -> list[Block]:
    """To, from, dates, handling, and when the decision is needed."""
    result = case.result
    facts = (
        ("To", BLANK),
        ("From", BLANK),
        ("Date", f"{_day(case)} (evidence to {spoken(result.scenario.as_of)})"),
        ("Handling", BLANK),
        ("Seen by", eyes(case)),
        *((("What if", said(case.result.settings, case.scenario)),) if case.result.settings else ()),
        ("Decision needed by", _needed_by(case)),
    )
    return [
        Heading(result.scenario.title, 1),
        Facts(facts),
        paragraph(strong("Question. "), case.file.question),
    ]


def _day(case: Case) -> str:
    """The day it is written for; the end of the evidence is nobody's day of writing."""
    today = case.result.today
    return BLANK if today == case.result.scenario.as_of else spoken(today)


def eyes(case: Case) -> str:
    """Whose weights are used."""
    if case.result.profile is not None:
        return case.result.profile.title
    return f"nobody in particular ({'its own' if case.scenario.weights else 'equal'} weights)"


def _needed_by(case: Case) -> str:
    """Before the first of the deadlines that cannot wait begins; at its end, once it has begun."""
    if not case.result.windows:
        return "no deadline ahead that cannot wait"
    first = min(case.result.windows, key=lambda each: (first_day(each.date), last_day(each.date)))
    start, period, end = first.date.partition("/")
    if first_day(start) > last_day(case.result.today):
        running = f", {spoken(first.date)}" if period else ""
        return f"before {spoken(start)} ({first.event}{running})"
    whole = "" if last_day(end or start) == first_day(end or start) else "the end of "
    return f"{whole}{spoken(end or start)} at the latest ({first.event})"


def bottom_line(case: Case) -> list[Block]:
    """The choice, why, and the chief risk, before any method."""
    blocks: list[Block] = [Heading("Bottom line"), _choice(case), *_risk(case)]
    floor = case.chosen.below_floor
    if floor:
        names = ", ".join(case.names.criterion(key) for key in floor)
        blocks.append(paragraph(Run("A bedrock is at stake: ", "bad"), _below(case, names)))
    return [*blocks, *stale(case.result)]


def _choice(case: Case) -> Paragraph:
    found = case.result.recommendation
    first, second = case.option(found.option), case.names.option(found.runner_up)
    if found.ties:
        return paragraph(
            strong(f"Too close to call: {case.names.options(found.ties)} tie."), _tie_break(case)
        )
    if found.verdict == "too-close":
        rule, near = plain(found.too_close), case.names.options(found.within_rule)
        behind = f"{first} is less than {rule} points ahead of {second}"
        said = behind if len(found.within_rule) == 2 else f"{near} lie within {rule} points"
        return paragraph(strong(f"Too close to call: {said}."), _tie_break(case))
    firm = "It is a clear lead" if found.verdict == "clear" else "It is a lean, not a clear lead"
    often = percent(case.leader.first_rank_share)
    return paragraph(
        strong(f"{first} is worth most: {whole(found.margin)} points of a hundred ahead of {second}. "),
        f"{firm}: it comes first in {often} of what the stated ranges allow. {_gains(case)}",
    )


def _gains(case: Case) -> str:
    """Why, in a sentence: what the choice gains over the next best, and what it gives up."""
    names = case.names
    gains = [names.criterion(each.criterion) for each in case.result.trade_off if each.gain > 0.05][:2]
    losses = [
        names.criterion(each.criterion) for each in reversed(case.result.trade_off) if each.gain < -0.05
    ]
    if not gains:
        return ""
    gives_up = f", and gives up some {' and '.join(losses[:2])}" if losses else ""
    rival = names.option(case.result.recommendation.runner_up)
    return f"Against {rival} it gains mostly on {' and '.join(gains)}{gives_up}."


def _tie_break(case: Case) -> str:
    broken = case.result.recommendation.tie_break
    if broken is None or broken.rule == FILE_ORDER:
        return ""
    option = case.names.option(broken.option)
    return f" Among options so close, the rule takes the one that does more for {broken.rule}: {option}."


def _risk(case: Case) -> list[Block]:
    """The future that most of its expected regret comes from; nothing where there is only one future."""
    first, risk = case.chosen, case.chosen.chief_risk
    name = case.names.option(first.id)
    if len(case.result.probabilities) < 2:
        return []
    if risk is None:
        best = f"{name} is best in every one of them"
        return [paragraph(f"The chief risk lies outside the futures weighed: {best}.")]
    rival = next(each for each in case.result.options if each.id == risk.option)
    own, other = (whole(each.values_by_future[risk.future]) for each in (first, rival))
    of = "" if case.result.recommendation.verdict != "too-close" else f" of {name}"
    worth = f"{name} is worth {own} and {case.names.option(rival.id)} {other}"
    return [paragraph(f"The chief risk{of} is {case.future(risk.future)}, in which {worth}.")]


def _below(case: Case, names: str) -> str:
    screened = case.result.screened
    rest = (
        f"Of the options that clear every floor, {case.names.option(screened[0])} is worth most."
        if screened
        else ("No option clears every floor.")
    )
    return f"{case.option(case.chosen.id)} falls below the floor on {names}. {rest}"


def recommendation(case: Case) -> list[Block]:
    """One sentence to decide on, with boxes to tick."""
    option = case.file.options[case.chosen.id]
    meaning = f" {capitalised(option.definition)}" if option.definition else ""
    return [Heading("Recommendation"), paragraph(strong(_advice(case)), meaning), paragraph(BOXES)]


def _advice(case: Case) -> str:
    """What to choose; where it is too close, what a rule takes if one must, or that numbers do not decide."""
    name, found = case.names.option(case.chosen.id), case.result.recommendation
    if found.tie_break is None:
        return f"That you choose {name}."
    if found.tie_break.rule == FILE_ORDER:
        near = case.names.options(found.within_rule)
        return f"That you do not choose between {near} by these numbers alone. First among equals is {name}."
    return f"That you choose {name}, if you must choose now: the numbers are too close, and the rule decides."
