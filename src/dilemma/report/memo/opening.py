"""The opening of a memo: head and bottom line, what to watch out for, and the line to sign."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Bullets, Facts, Heading, Paragraph, TextRun, paragraph, strong
from dilemma.report.memo.considerations import describe_line
from dilemma.report.memo.context import count_points
from dilemma.report.numbers import format_percent, format_plain, format_whole_points
from dilemma.report.sections.assessment import (
    describe_evidence_end,
    describe_modes,
    describe_no_verdict,
    near_threshold_paragraphs,
    stale_weights_paragraphs,
)
from dilemma.report.sections.briefing import describe_act
from dilemma.report.sections.judgement_names import describe_settings
from dilemma.report.sections.ranking import describe_no_risk
from dilemma.report.text import capitalize, drop_stop, format_date, join_names, keep_together, quote
from dilemma.scenario.dates import last_day
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from collections.abc import Collection

    from dilemma.analysis.results.assessment import OptionResult
    from dilemma.analysis.results.monitoring import WatchedSignpost
    from dilemma.report.memo.context import MemoContext
    from dilemma.scenario.schema.parts import Act


BLANK_FIELD = "________________"
_FIELD_GAP = "\N{EM SPACE}\N{EM SPACE}"
_DECISION_BOXES, _DISCUSSION_BOXES = (
    # A box stays with the words behind it.
    "\N{EM SPACE}".join(keep_together(f"\N{BALLOT BOX} {label}") for label in labels.split("/"))
    for labels in ("Approve/Approve as amended/Discuss/Decline", "Discuss/Ask for more work/No action")
)


def header_section(memo: MemoContext) -> list[Block]:
    """Return the lines to, from, date and handling, and when the decision is needed."""
    result = memo.result
    handling = memo.file.handling
    blanks = (BLANK_FIELD, f"From {BLANK_FIELD}", *(() if handling else (f"Handling {BLANK_FIELD}",)))
    facts = (
        ("To", _FIELD_GAP.join(blanks)),
        ("Handling", f"{BLANK_FIELD} {handling}" if handling else ""),
        ("Date", f"{_format_day(memo)} ({describe_evidence_end(result)})"),
        ("Perspective", _viewpoint_title(memo)),
        ("What if", describe_settings(result.settings or {}, memo.scenario)),
        ("Decision needed by", _decision_day(memo)),
    )
    return [
        Heading(result.scenario.title, 1),
        Facts(tuple((label, text) for label, text in facts if text)),
        paragraph(strong("Question. "), memo.file.question),
    ]


def _format_day(memo: MemoContext) -> str:
    """Return the day the memo is written for; a blank where only the end of the evidence is known."""
    # Without a date of its own, a run takes the end of the evidence for today; no memo is written then.
    return format_date(memo.result.today) if memo.is_dated else BLANK_FIELD


def _viewpoint_title(memo: MemoContext) -> str:
    """Return the title of the profile, and if the issue matters little; or which weights stand in for one."""
    if memo.result.profile is not None:
        is_minor = any(warning.code == "low-relevance" for warning in memo.result.warnings)
        return memo.result.profile.title + (", to whom this issue matters little" if is_minor else "")
    weights = "the analyst's own weights" if memo.scenario.weights else "equal weights"
    return f"no party in particular ({weights})"


def _decision_day(memo: MemoContext) -> str:
    """Return the day by which to decide, and why then."""
    day, occasion = memo.decision_due()
    return f"{format_date(day)}{occasion}" if day else "no deadline ahead that cannot wait"


def bottom_line_section(memo: MemoContext) -> list[Block]:
    """Return the choice, why, what may soon settle it and what may go wrong, before any method."""
    blocks: list[Block] = [
        Heading("Bottom line"),
        *_choice_paragraphs(memo),
        *near_threshold_paragraphs(memo.result),
        *_risk_paragraphs(memo),
    ]
    modes = describe_modes(memo.result, memo.names, count_points)
    means = f"Values average over each range, and some ranges are lopsided. {modes}"
    texts = (_describe_hinge(memo), means if modes else "", _describe_weak_ground(memo))
    blocks += [paragraph(text)] if (text := " ".join(filter(None, texts))) else []
    floor = memo.chosen.below_floor
    if floor:
        blocks.append(paragraph(TextRun("A minimum is not met. ", "bad"), _describe_floors(memo, floor)))
    return [*blocks, *stale_weights_paragraphs(memo.result)]


def _choice_paragraphs(memo: MemoContext) -> list[Block]:
    """Return the option of highest value with its lead, or what the reader has to decide."""
    recommendation = memo.result.recommendation
    first, second = memo.option(recommendation.option), memo.names.option(recommendation.runner_up)
    lead = f"{count_points(recommendation.margin)} out of 100"
    if recommendation.verdict is None:
        reasons = describe_no_verdict(memo.result)
        scores = f" For now, {first} scores {lead} more than {second}."
        return [paragraph(strong(f"There is no verdict yet: {reasons}."), scores)]
    if memo.is_open:
        return _open_choice_paragraphs(memo)
    share = format_percent(memo.chosen.first_rank_share)
    return [
        paragraph(
            strong(f"{first} scores highest, {lead} ahead of {second}."),
            f" {recommendation.verdict.headline}: {first} ranks first in {share} of simulations {_VARIED}.",
            _describe_gains(memo),
            _describe_near_sign(memo),
        )
    ]


def _open_choice_paragraphs(memo: MemoContext) -> list[Block]:
    """Return between which options the analysis does not decide, what does, and which is taken on a tie."""
    separated = f"The analysis does not separate {memo.names.options(memo.undecided)}."
    texts = [_describe_turn(memo), f"{_describe_tie_break(memo)}{_describe_near_sign(memo)}"]
    return [
        paragraph(strong(separated), f" {_describe_closeness(memo)}"),
        *(paragraph(text) for text in texts if text),
    ]


def _describe_closeness(memo: MemoContext) -> str:
    """Return why the choice is open: the scores tie, the lead is small, or a rival often beats the leader."""
    recommendation = memo.result.recommendation
    rival = recommendation.closest_rival
    if recommendation.ties:
        return f"{memo.names.options(recommendation.ties)} score the same."
    first, second = memo.option(recommendation.option), memo.names.option(rival.option)
    share = format_percent(rival.rival_share)
    ahead = f"{second} beats {memo.names.option(recommendation.option)} in {share} of simulations {_VARIED}"
    near = [key for key in memo.undecided[1:] if key in recommendation.within_rule]
    if rival.option in near:
        rule = format_plain(recommendation.too_close)
        return f"{first} leads {memo.names.options(near)} by less than {rule} points out of 100; {ahead}."
    return f"{first} scores {count_points(rival.lead)} more on average; {ahead}."


_VARIED = "that vary each judgement in its range"


def _describe_turn(memo: MemoContext) -> str:
    """Return what the choice between the options turns on; empty where one is better throughout."""
    if len(memo.undecided) > 2:
        return _describe_turn_of_several(memo)
    one, other = memo.pair
    for_one, for_other = memo.gains(one, other), memo.gains(other, one)
    if not (for_one and for_other):
        return ""
    first, second = (quote(memo.criterion(keys[0])) for keys in (for_one, for_other))
    return (
        f"Your choice turns on what matters more to you. If {first} matters more, choose "
        f"{memo.names.option(one.id)}; if {second} matters more, choose {memo.names.option(other.id)}."
    )


def _describe_turn_of_several(memo: MemoContext) -> str:
    """Return which criterion speaks for each of three options or more, and which are ahead on none."""
    options = [memo.option_result(key) for key in memo.undecided]
    best = {
        option.id: memo.best_criterion(option, [other for other in options if other is not option])
        for option in options
    }
    clauses = [
        f"if {quote(memo.criterion(key))} matters most, choose {memo.names.option(option)}"
        for option, key in best.items()
        if key
    ]
    if len(clauses) < 2:
        return ""
    between = [memo.names.option(option) for option, key in best.items() if not key]
    verb = "lies" if len(between) == 1 else "lie"
    rest = f" {capitalize(join_names(between))} {verb} between them, ahead on no single criterion."
    choices = f"Your choice turns on what matters most to you: {'; '.join(clauses)}."
    return choices + (rest if between else "")


def _describe_tie_break(memo: MemoContext) -> str:
    """Return which option is advised where a decision cannot wait, and why."""
    if memo.result.recommendation.advised is None:
        return "Nothing in the analysis prefers one of them."
    recommendation, name = memo.result.recommendation, memo.names.option(memo.chosen.id)
    start = "A tie goes to" if memo.is_for_discussion else f"{_advice_condition(memo)}, choose"
    advice = f"{start} {name}, {tie_break_reason(memo)}."
    if memo.chosen.id in (recommendation.option, recommendation.closest_rival.option):
        return advice
    # In whole points, a lead too small to count could be the very number from which a lead counts.
    is_within = memo.chosen.id in recommendation.within_rule
    least = f"less than {format_plain(recommendation.too_close)} points"
    behind = least if is_within else count_points(memo.result.first.value - memo.chosen.value)
    leader = memo.names.option(recommendation.option)
    ordinal = _ORDINALS.get(memo.chosen.rank, f"number {memo.chosen.rank}")
    return f"{advice} It ranks {ordinal} by value, {behind} behind {leader}."


def _advice_condition(memo: MemoContext) -> str:
    """Return when an option is taken although the choice is open: by the day it is due, if near."""
    day, _ = memo.decision_due()
    if memo.is_dated and day and last_day(day) - last_day(memo.result.today) <= _SOON:
        return f"As the decision is due by {format_date(day)}"
    return "If a decision is needed now"


def near_sign(memo: MemoContext) -> WatchedSignpost | None:
    """Return the event due within weeks, before the decision, on which it depends which option leads."""
    today, (day, _) = last_day(memo.result.today), memo.decision_due()
    end = min(today + _NEAR, last_day(day)) if day else today + _NEAR
    due = [key for key, _, by in memo.open_signposts() if memo.is_dated and today <= last_day(by) <= end]
    signs = [sign for sign in memo.result.signposts or () if sign.id in due and sign.if_seen]
    return next((sign for sign in signs if sign.if_not_seen not in (None, sign.if_seen)), None)


def _describe_near_sign(memo: MemoContext) -> str:
    """Return that an event due within weeks is worth waiting for; empty without one."""
    sign = near_sign(memo)
    if sign is None:
        return ""
    seen = memo.names.choice(sign.if_seen or "", sign.ties_if_seen)
    missed = memo.names.choice(sign.if_not_seen or "", sign.ties_if_not_seen)
    due = f"wait for the event due by {format_date(memo.file.signposts[sign.id].by or '')} under “Next steps”"
    return f" If you can, {due}: {seen} leads if it comes, {missed} if not."


_SOON = timedelta(days=14)  # a decision due sooner is not one that may be needed now or later
_NEAR = timedelta(days=45)  # an event due sooner is worth waiting for
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_POLES = {
    "order": "international order",
    "leadership": "the leading power's engagement",
    "own": "the interests at home",
}


def tie_break_reason(memo: MemoContext) -> str:
    """Return why the option advised is taken from options so close, as the end of a sentence."""
    recommendation = memo.result.recommendation
    rule = "" if recommendation.tie_break is None else recommendation.tie_break.rule
    rivals = [memo.option_result(key) for key in memo.undecided if key in recommendation.within_rule]
    heights = [(rival.pole_values or {}).get(rule) for rival in rivals if rival.id != memo.chosen.id]
    own = (memo.chosen.pole_values or {}).get(rule)
    if own is None or not heights or any(height is None or own <= height + TIE for height in heights):
        return "which scores highest"
    return f"which does more for {_POLES[rule]}, the priority when options are close"


def _describe_gains(memo: MemoContext) -> str:
    """Return, in a sentence, what the choice gains over the next best, and what it gives up."""
    one, other = memo.pair
    gains, losses = memo.gains(one, other)[:2], memo.gains(other, one)[:2]
    if not gains:
        return ""
    worse = f" It does worse on: {_list_titles(memo, losses)}." if losses else ""
    return f" It does better than {memo.names.option(other.id)} on: {_list_titles(memo, gains)}.{worse}"


def _list_titles(memo: MemoContext, keys: list[str]) -> str:
    """Return criteria by their titles, which may hold commas and `and`s of their own."""
    return "; ".join(memo.criterion(key) for key in keys)


def _risk_paragraphs(memo: MemoContext) -> list[Block]:
    """Return the danger and the regret of the choice, or of both options where it is open.

    A future that cannot come is no danger; where only one can, there is no other to be in danger of.
    """
    if sum(chance > TIE for chance in memo.result.probabilities.values()) < 2:
        return []
    options = memo.pair if memo.is_open else (memo.chosen,)
    return [paragraph(_describe_danger(memo, option), _describe_regret(memo, option)) for option in options]


def _describe_weak_ground(memo: MemoContext) -> str:
    """Return an unsupported assumption on which the choice hangs, and what leads without it, if any."""
    for assumption in memo.result.assumptions or ():
        if assumption.changes_choice and assumption.standing == "unsupported":
            claim = quote(drop_stop(assumption.says))
            leader = memo.names.choice(assumption.if_wrong, assumption.ties_if_wrong)
            verb = "lead" if assumption.ties_if_wrong else "leads"
            return (
                f"The lead rests on an assumption that nothing supports so far: {claim}. "
                f"If it is false, {leader} {verb}."
            )
    return ""


def _describe_hinge(memo: MemoContext) -> str:
    """Return the one judgement on which the choice depends most; empty where none has a range."""
    bars = [bar for bar in memo.result.widest_inputs or () if bar.kind != "weight"]
    if not bars:
        return ""
    recommendation = memo.result.recommendation
    first, second = map(memo.names.option, (recommendation.option, recommendation.runner_up))
    low, high = sorted((bars[0].low, bars[0].high))
    subject = describe_line(memo, bars[0].kind, bars[0].of)
    turned = f"{second} leads by {count_points(-low)}" if low < 0.0 else f"the lead is {count_points(low)}"
    return (
        f"The single judgement that matters most is the {subject}: at one end of its range {first} leads "
        f"{second} by {count_points(high)}, at the other {turned}."
    )


def _describe_danger(memo: MemoContext, option: OptionResult) -> str:
    """Return the future in which an option scores least, or that none is worse for it than another."""
    key, name = _danger(memo, option), memo.names.option(option.id)
    if not key:
        return f"{capitalize(name)} scores about {format_whole_points(option.value)} whichever future comes."
    future, meaning = memo.future(key), memo.meaning(key)
    worst = format_whole_points(option.values_by_future[key])
    return f"Main danger of {name}: {future}.{meaning} {capitalize(name)} would then score {worst}."


def _describe_regret(memo: MemoContext, option: OptionResult) -> str:
    """Return the future that most of an option's expected regret comes from, and the best option there.

    It weighs each shortfall by its probability; the table of the memo has the largest, which does not.
    """
    risk = option.chief_risk
    if risk is None:
        best = describe_no_risk(memo.result, option, memo.names)
        return f" Even so, {best}." if _danger(memo, option) else f" {capitalize(best)}."
    rival = memo.option_result(risk.option)
    if rival.values_by_future[risk.future] - option.values_by_future[risk.future] < _LEAST_REGRET:
        return " In no future would another option have been better by as much as a point."
    better = format_whole_points(rival.values_by_future[risk.future])
    weighed = " Weighted by probability, it falls furthest behind the best option"
    if risk.future == _danger(memo, option):
        return f"{weighed} there too: {memo.names.option(rival.id)} would score {better}."
    own, future = format_whole_points(option.values_by_future[risk.future]), memo.future(risk.future)
    return (
        f"{weighed} in {future}.{memo.meaning(risk.future)} {memo.option(rival.id)} would then "
        f"score {better}, {memo.names.option(option.id)} {own}."
    )


def _danger(memo: MemoContext, option: OptionResult) -> str:
    """Return the future that can come in which an option scores least; empty where it scores alike in all."""
    probabilities = memo.result.probabilities_with(option.id)
    values = {key: value for key, value in option.values_by_future.items() if probabilities[key] > TIE}
    return min(values, key=lambda key: rounded(values[key])) if depends_on_future(values.values()) else ""


def depends_on_future(values: Collection[float]) -> bool:
    """Return whether an option does worse in one future than in another, given what it scores in each."""
    return max(values) - min(values) >= _LEAST_REGRET


_LEAST_REGRET = 1.0  # points; less is no difference between two whole numbers


def worst_future(option: OptionResult) -> str:
    """Return the future in which an option scores least; among equals the first of the file."""
    return min(option.values_by_future, key=lambda key: rounded(option.values_by_future[key]))


def _describe_floors(memo: MemoContext, floor: tuple[str, ...]) -> str:
    """Return the floors the choice falls below, and the best option that clears all."""
    screened, name = memo.result.screened, memo.option(memo.chosen.id)
    alternative = (
        f"Of the options that meet every minimum, {memo.names.option(screened[0])} scores highest."
        if screened
        else "No option meets every minimum."
    )
    return f"{name} falls below the minimum on {_list_titles(memo, list(floor))}. {alternative}"


def recommendation_section(memo: MemoContext) -> list[Block]:
    """Return what to approve, act by act, what it gives up and is not, with boxes to tick."""
    blocks: list[Block] = [Heading("Recommendation"), _advice_paragraph(memo)]
    if memo.result.recommendation.advised is not None:
        blocks += _act_blocks(memo)
    return [*blocks, paragraph(_DISCUSSION_BOXES if memo.is_for_discussion else _DECISION_BOXES)]


def _advice_paragraph(memo: MemoContext) -> Paragraph:
    """Return what to approve or to decide."""
    recommendation, name = memo.result.recommendation, memo.names.option(memo.chosen.id)
    if recommendation.verdict is None:
        return paragraph(strong(f"That you do not choose yet: {describe_no_verdict(memo.result)}."))
    options, end = memo.names.options(memo.undecided), ":" if _acts_ahead(memo) else "."
    if memo.is_for_discussion:
        acts = f" No approval is asked. {capitalize(name)} would mean:" if _acts_ahead(memo) else ""
        return paragraph(strong(f"That you discuss {options}."), acts if recommendation.advised else "")
    if not memo.is_open:
        return paragraph(strong(f"That you approve {name}{end}"))
    advice = f" {_advice_condition(memo)}, that you approve {name}{end}" if recommendation.advised else ""
    return paragraph(strong(f"That you decide between {options}."), advice)


def _acts_ahead(memo: MemoContext) -> list[Act]:
    """Return the acts of the option advised that are not over."""
    return [act for act in memo.file.options[memo.chosen.id].does if not is_past(memo, act)]


def _act_blocks(memo: MemoContext) -> list[Block]:
    """Return the acts of the option advised, who is to do them and when, and its limits."""
    option, ahead = memo.file.options[memo.chosen.id], _acts_ahead(memo)
    blocks: list[Block] = []
    if ahead:
        items = tuple((describe_act(_remaining_act(memo, act)),) for act in ahead)
        blocks.append(Bullets(items, numbered=True))
    if past := [act for act in option.does if is_past(memo, act)]:
        listed = "; ".join(f"{drop_stop(act.act)} ({format_date(act.until or act.by or '')})" for act in past)
        need = "Past, to be replaced or dropped" if ahead else "All of its acts are past; new ones are needed"
        blocks.append(paragraph(TextRun(f"{need}: ", "bad"), f"{listed}."))
    gap = [f"Owner and date of each: {BLANK_FIELD}."] if lacks_owner_or_date(memo) else []
    limit = [f"It does not include: {option.does_not}"] if option.does_not else []
    text = " ".join([*gap, *limit])
    return [*blocks, *([paragraph(text)] if text else [])]


def lacks_owner_or_date(memo: MemoContext) -> bool:
    """Return whether an act of the option advised that is not over has no owner or no date."""
    return any(not act.owner or not (act.by or act.until) for act in _acts_ahead(memo))


def _remaining_act(memo: MemoContext, act: Act) -> Act:
    """Return an act that goes on without the day by which it was to begin, once that is over."""
    has_begun = act.by is not None and memo.is_dated and last_day(act.by) < last_day(memo.result.today)
    return act.model_copy(update={"by": None}) if has_begun else act


def is_past(memo: MemoContext, act: Act) -> bool:
    """Return whether the last day of an act lies before the day of the memo."""
    day = act.until or act.by
    return day is not None and memo.is_dated and last_day(day) < last_day(memo.result.today)
