"""What comes next in a memo: what was seen since, whom to call, what to watch, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import (
    Block,
    Column,
    Figure,
    Heading,
    Table,
    bullets,
    paragraph,
    strong,
    warning_paragraphs,
)
from dilemma.report.memo.context import count_points
from dilemma.report.memo.opening import BLANK_FIELD, lacks_owner_or_date, near_sign
from dilemma.report.numbers import format_distinct, format_likelihood, format_likelihoods, format_percent
from dilemma.report.sections import coalition
from dilemma.report.sections.monitoring import before_and_after_table, describe_days, describe_share_move
from dilemma.report.text import (
    capitalize,
    drop_stop,
    end_sentence,
    format_date,
    join_names,
    keep_together,
)
from dilemma.scenario.dates import last_day
from dilemma.scenario.quantity import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.coalition import CoalitionResult, ReachOf
    from dilemma.analysis.results.monitoring import Observed, Seen, WatchedSignpost
    from dilemma.report.document import Cell
    from dilemma.report.memo.context import MemoContext


def partners_section(memo: MemoContext) -> list[Block]:
    """Return whom it takes to act together, and whether the other issues change this one."""
    texts = (
        (
            "Who else must move. ",
            memo.coalition_gap if memo.coalition is None else _describe_coalition(memo, memo.coalition),
        ),
        ("The other issues. ", _describe_other_issues(memo)),
    )
    return [paragraph(strong(label), text) for label, text in texts if text]


def _describe_coalition(memo: MemoContext, result: CoalitionResult) -> str:
    """Return when acting together pays, who comes by itself, whom to call, and how likely that is.

    Where the choice is open between other options, it is about those of them that depend on partners. Where
    acting together never pays for the viewpoint of the memo, nobody is to be won over.
    """
    is_proposed = not memo.is_open or result.option in memo.undecided
    if is_proposed and result.tipping_share is None:
        name = memo.option(result.option)
        return (
            f"{name} is not the best option at any level of participation, not even if every partner joins."
        )
    threshold = _describe_threshold(memo, result) if is_proposed else _describe_dependence(memo, result)
    if not threshold:
        return ""
    calls, outcome = _describe_calls(memo, result)
    chance = _describe_chance(memo, result, "tipping_share" if is_proposed else "assumed_share")
    end = capitalize("; ".join(filter(None, [outcome, chance])))
    parts = [threshold, _describe_joining(result), calls, f"{end}." if end else ""]
    return " ".join(filter(None, parts))


def _describe_dependence(memo: MemoContext, result: CoalitionResult) -> str:
    """Return from which share each option left open leads, where it depends on the share; else empty."""
    starts = {
        option: stretch.start
        for stretch in reversed(result.leads)
        for option in stretch.options
        if option in memo.undecided and stretch.start and coalition.is_moved_by_share(result, option)
    }
    return " ".join(_describe_start(memo, result, option, start) for option, start in starts.items())


def _describe_start(memo: MemoContext, result: CoalitionResult, option: str, start: float) -> str:
    """Return from which share an option leads, and the share that the scores assume."""
    return (
        f"{memo.option(option)} leads only if partners holding {format_percent(start)} of the group's "
        f"influence join; the scores assume {_describe_assumed(result)}."
    )


def _describe_assumed(result: CoalitionResult) -> str:
    """Return the share that the scores assume, and the one that acts now if it is another."""
    assumed, acting = format_distinct(result.assumed_share, result.share, format_percent)
    return assumed if result.share == result.assumed_share else f"{assumed}, and {acting} act now"


def _describe_threshold(memo: MemoContext, result: CoalitionResult) -> str:
    """Return from which share the joint option leads, or that it does from none on."""
    if not result.tipping_share:
        return f"{memo.option(result.option)} is the best option however many join, even alone."
    return _describe_start(memo, result, result.option, result.tipping_share)


def _describe_joining(result: CoalitionResult) -> str:
    """Return who would join by their own interests, from nobody and from everybody."""
    present = coalition.present_members(result)
    if not present or not coalition.has_views(result):
        return ""
    joining = result.least.members
    if joining == present:
        outcome = "every partner would join"
    elif not joining:
        outcome = "no partner would join first"
    else:
        share = format_percent(result.least.share)
        outcome = f"{len(joining)} of the {len(present)} partners ({share} of the influence) would join"
    stay = (
        ""
        if result.greatest.members == joining
        else f"; once all have joined, {_describe_greatest(result)} would stay"
    )
    return f"Judged by their own interests, {outcome}{stay}."


def _describe_greatest(result: CoalitionResult) -> str:
    """Return the partners that stay once all have joined."""
    if result.greatest.members == coalition.present_members(result):
        return "all of them"
    return f"partners holding {format_percent(result.greatest.share)}"


def _describe_calls(memo: MemoContext, result: CoalitionResult) -> tuple[str, str]:
    """Return whom to call and why, and what would follow if the others went by their own interests.

    They are the critical mass where there is one, else those who bring in everybody; empty without any.
    """
    present = coalition.present_members(result)
    if result.least.members == present or not present or not coalition.has_views(result):
        return "", ""
    if result.critical_mass is not None:
        effect = f"if each then followed its own interests, {_describe_greatest(result)} would join and stay"
        return _describe_members(memo, result, result.critical_mass.members), effect
    if result.seeds is None or not result.seeds.steps:
        return "", ""
    text = _describe_members(memo, result, result.seeds.members)
    effect = "if the others then followed their own interests, every partner would join"
    if not result.seeds.against:
        return text, effect
    titles = coalition.member_titles(result)
    against = join_names([titles[profile] for profile in result.seeds.against])
    own = "its" if len(result.seeds.against) == 1 else "their"
    return text, f"{effect}, {against} against {own} own"


def _describe_members(memo: MemoContext, result: CoalitionResult, members: Sequence[str]) -> str:
    """Return members to call, with the reasons of the file; the reader decides for itself."""
    titles, reader = coalition.member_titles(result), result.profile.id if result.profile else None
    stated = memo.file.coalition.members if memo.file.coalition else {}
    commit = "commit yourself" if reader in members else ""
    calls = [
        f"{titles[profile]} ({why.rstrip('.')})" if (why := stated[profile].why) else titles[profile]
        for profile in members
        if profile != reader
    ]
    steps = [commit, f"call: {'; '.join(calls)}" if calls else ""]
    return f"To get there, {' and '.join(filter(None, steps))}."


def _describe_chance(memo: MemoContext, result: CoalitionResult, of: ReachOf) -> str:
    """Return how likely a share is to be reached, by the stated chances of joining; empty without any."""
    target = next((target for target in result.reaches if target.of == of), None)
    if target is None:
        return ""
    odds = format_likelihood(target.chance, memo.file.lexicon)
    share = f"{'the assumed ' if of == 'assumed_share' else ''}{format_percent(target.share)}"
    return f"the analyst puts the probability that {share} join at {odds}"


def _describe_other_issues(memo: MemoContext) -> str:
    """Return whether the picture is another when the issues of the framework are decided together."""
    portfolio = memo.portfolio
    if portfolio is None:
        return ""
    own = next(issue for issue in portfolio.issues if issue.id == memo.scenario.id)
    others = join_names([issue.title.partition(" (")[0] for issue in portfolio.issues if issue.id != own.id])
    if own.option == own.alone:
        picture = "which option scores highest" if memo.is_open else "this choice"
        return f"Taking {others} into account does not change {picture}."
    together, alone = memo.names.option(own.option), memo.names.option(own.alone)
    return f"Taking {others} into account, {together} would score highest here instead of {alone}."


def coalition_annex(memo: MemoContext) -> list[Block]:
    """Return everything about acting together, with the share and the ranking as a chart."""
    result = memo.coalition
    if result is None:
        return []
    names, chances = memo.names, coalition.reach_blocks(result)
    return [
        Heading("Acting together", 3),
        *coalition.coalition_answer(result, names),
        *coalition.member_blocks(result),
        *(_cascade_blocks(result) if coalition.has_views(result) else []),
        Figure(coalition.share_chart(result, names)),
        *([paragraph(strong("How likely enough partners are to act.")), *chances] if chances else []),
    ]


def _cascade_blocks(result: CoalitionResult) -> list[Block]:
    """Return who tips whom, and whom to win over first, each under a label."""
    return [
        paragraph(strong("Who tips whom.")),
        *coalition.cascade_blocks(result),
        paragraph(strong("Whom to win over first.")),
        *coalition.seed_set_blocks(result),
    ]


_MOST_EVENTS = 2  # events in the body; the annex has all of them
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
            _describe_contested(memo),
        )
        blocks.append(paragraph(strong("Developments. "), " ".join(part for part in parts if part)))
    elif contested := _describe_contested(memo):
        blocks.append(paragraph(strong("Developments. "), contested))
    wrong = [memo.file.assumptions[key].says for key in memo.result.wrong]
    return [*blocks, *([paragraph(strong("Assumption dropped. "), " ".join(wrong))] if wrong else [])]


def _describe_contested(memo: MemoContext) -> str:
    """Return how many events do not count because readers of the record differ; empty without any."""
    count = len(memo.contested_events)
    subject = "One event does" if count == 1 else f"{count} events do"
    return f"{subject} not count, as readers of the record differ (annex)." if count else ""


def _describe_events(memo: MemoContext, effect: Observed) -> str:
    """Return the first few events, and how many more the annex has."""
    hidden = len(effect.signposts) - _MOST_EVENTS
    remark = f" {hidden} more {'is' if hidden == 1 else 'are'} in the annex." if hidden > 0 else ""
    shown = effect.signposts[:_MOST_EVENTS]
    return " ".join(end_sentence(_describe_event(memo, signpost)) for signpost in shown) + remark


def _describe_event(memo: MemoContext, signpost: Seen) -> str:
    """Return one event in its author's words, whether it was seen, and when."""
    text = capitalize(drop_stop(memo.file.signposts[signpost.id].event))
    days = describe_days(signpost)
    date = f" ({', '.join(days)})" if days else ""
    return f"{text}{date}" if signpost.seen else f"Looked for and not seen: {text}{date}"


def _describe_largest_move(memo: MemoContext, effect: Observed) -> str:
    """Return the future whose probability moved most."""
    before, after = effect.before.probabilities, effect.after.probabilities
    key = max(before, key=lambda key: rounded(abs(after[key] - before[key])))
    if abs(after[key] - before[key]) < _NEGLIGIBLE_CHANGE:
        return "This leaves the probabilities of the futures as they were."
    then, now = format_likelihoods(before[key], after[key], memo.file.lexicon)
    return f"This takes {memo.quoted_future(key)} from {then}, to {now}.{memo.meaning(key)}"


def _describe_choices(memo: MemoContext, effect: Observed) -> str:
    """Return what led before, and what leads now."""
    then, now = (status.ties or (status.option,) for status in (effect.before, effect.after))
    before = f"{capitalize(memo.names.options(then))} scored highest before"
    if then == now:
        return f"{before} and still {'does' if len(now) == 1 else 'do'}."
    return f"{before}; now {memo.names.options(now)} {'does' if len(now) == 1 else 'do'}."


def observations_annex(memo: MemoContext) -> list[Block]:
    """Return every event, and before and after in a table; nothing where nothing was observed."""
    effect, assumptions = memo.result.observed, memo.file.assumptions
    blocks: list[Block] = []
    if effect is not None:
        events = (end_sentence(_describe_event(memo, signpost)) for signpost in effect.signposts)
        blocks = [bullets(*events), before_and_after_table(effect, memo.names)]
    blocks += map(paragraph, memo.contested_remarks)
    blocks += [paragraph(strong("Assumption dropped. "), assumptions[key].says) for key in memo.result.wrong]
    return [Heading("Developments", 3), *blocks] if blocks else []


_UNNAMED = "none yet"
_MOST_SIGNPOSTS = 2  # signposts in the text of the memo


def next_steps_section(memo: MemoContext) -> list[Block]:
    """Return what to watch, the most telling first, and what was due and is not recorded.

    An event that leaves the same option in the lead either way stands here alone or not at all.
    """
    telling = memo.decisive_signposts()
    if near := near_sign(memo):
        telling.sort(key=lambda signpost: signpost[0] != near.id)  # what is to be waited for comes first
    telling = telling or memo.signposts_ahead()[:1]
    lack = "Set an owner and a date for each act above. " if lacks_owner_or_date(memo) else ""
    nothing = paragraph(f"{lack}The file names no event ahead to watch.")
    watched = [*_idle_paragraphs(memo, telling), _watch_table(memo, telling[:_MOST_SIGNPOSTS])]
    return [Heading("Next steps"), *(watched if telling else [nothing]), *_unrecorded_paragraphs(memo)]


def _idle_paragraphs(memo: MemoContext, signposts: Sequence[tuple[str, str, str]]) -> list[Block]:
    """Return that no event ahead decides which option leads; nothing where one does, or nobody knows."""
    idle = {signpost.id for signpost in memo.result.signposts or () if not signpost.changes_choice}
    is_idle = all(key in idle for key, _, _ in signposts)
    return [paragraph("No event ahead decides which option leads. The next one:")] if is_idle else []


def _watch_table(memo: MemoContext, signposts: Sequence[tuple[str, str, str]]) -> Table:
    """Return signposts with the option that would lead after either answer, the owner and the day."""
    results = {signpost.id: signpost for signpost in memo.result.signposts or ()}
    rows: list[tuple[Cell, ...]] = []
    for key, event, by in signposts:
        signpost = results.get(key)
        leads = ["", ""] if signpost is None else _describe_leads(memo, signpost)
        rows.append((capitalize(event), *leads, keep_together(_UNNAMED), format_date(by)))
    titles = ("What to watch", "Leads if seen", "Leads if not", "Owner", "By")
    return Table(tuple(map(Column, titles)), tuple(rows))


def _describe_leads(memo: MemoContext, signpost: WatchedSignpost) -> list[str]:
    """Return which option leads after either answer and by how much; empty for one that cannot come."""
    answers = (
        (signpost.if_seen, signpost.ties_if_seen, signpost.margin_if_seen),
        (signpost.if_not_seen, signpost.ties_if_not_seen, signpost.margin_if_not_seen),
    )
    texts = []
    for leader, ties, margin in answers:
        start, _, end = f"by {count_points(margin or 0.0).partition(' point')[0]}".rpartition(" ")
        lead = f"{capitalize(memo.names.choice(leader or '', ties))}, {start}{keep_together(f' {end}')}"
        texts.append("" if leader is None or margin is None else lead)
    return texts


def _unrecorded_paragraphs(memo: MemoContext) -> list[Block]:
    """Return the events that fell due by the day of the memo, to be recorded as seen or not."""
    due = _list_unrecorded(memo)
    if not due:
        return []
    shown = due[:_MOST_SIGNPOSTS]
    hidden = len(due) - len(shown)
    more = f"; {hidden} more in the annex" if hidden else ""
    text = f"Due by now and not recorded: {'; '.join(shown)}{more}."
    return [
        paragraph(strong("Was this seen? "), text),
        *warning_paragraphs(memo.result.warnings, "recorded-elsewhere"),
    ]


def unrecorded_annex(memo: MemoContext) -> list[Block]:
    """Return every event that fell due and is not recorded; nothing without any."""
    due = _list_unrecorded(memo)
    return [Heading("Was this seen?", 3), bullets(*due)] if due else []


def _list_unrecorded(memo: MemoContext) -> list[str]:
    """Return the events that fell due by the day of the memo; none without a day of its own."""
    today = last_day(memo.result.today)
    due = [(event, by) for _, event, by in memo.open_signposts() if memo.is_dated and last_day(by) < today]
    return [f"{event} ({format_date(by)})" for event, by in due]


def dissent_section(memo: MemoContext) -> list[Block]:
    """Return the best case against, in the author's words, and a line for whoever holds it."""
    text = memo.file.dissent_on(memo.chosen.id)
    text = text or "No counter-argument is on file; ask for the strongest one before deciding."
    return [Heading("Dissent"), paragraph(f"{text} {keep_together(f'Signed (role): {BLANK_FIELD}')}")]
