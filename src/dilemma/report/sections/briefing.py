"""A scenario as a briefing: question, options, futures, what to watch, and every score with its reason."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, bullets, muted, paragraph, strong
from dilemma.report.numbers import format_likelihood, format_percent, format_plain, format_ratio
from dilemma.report.text import Names, capitalize, drop_stop, format_date, join_names, spell_days

if TYPE_CHECKING:
    from dilemma.scenario.model import FutureChance, LeafCriterion, Scenario
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.parts import Act, Option, Signpost


def briefing_document(scenario: Scenario) -> Document:
    """Return the whole scenario in reading order; numbers only where its author stated them."""
    file = scenario.file
    blocks = [
        *_opening_blocks(scenario),
        *_options_section(scenario),
        *_criteria_section(scenario),
        *_futures_section(scenario),
        *_watch_sections(scenario),
        *_actors_sections(scenario),
        *_doubts_sections(scenario),
    ]
    return Document(file.title, tuple(blocks))


def _opening_blocks(scenario: Scenario) -> list[Block]:
    """Return the title, the question, the stakes, the dates, the handling and the notes."""
    file = scenario.file
    dates = [f"Evidence to {format_date(file.as_of)}."]
    dates += [f"The term ends on {format_date(file.term_ends)}."] if file.term_ends else []
    dates += [f"Outcomes are judged as of {format_date(file.judged_at)}."] if file.judged_at else []
    blocks: list[Block] = [Heading(file.title, 1), paragraph(strong(file.question))]
    if file.stakes:
        blocks.append(paragraph(muted("At stake: "), file.stakes))
    blocks.append(paragraph(muted(" ".join(dates))))
    if file.handling:
        blocks.append(paragraph(muted("Handling: "), file.handling))
    if file.notes:
        blocks.append(paragraph(file.notes))
    return blocks


def _options_section(scenario: Scenario) -> list[Block]:
    """Return every option under a heading of its own."""
    blocks: list[Block] = [Heading("The options")]
    for key, option in scenario.options.items():
        blocks.append(Heading(capitalize(scenario.title_of(key)), 3))
        blocks += _option_blocks(option, Names(scenario))
    return blocks


def _option_blocks(option: Option, names: Names) -> list[Block]:
    """Return what an option is, does and bets on; only what its author stated."""
    blocks: list[Block] = []
    if option.definition:
        blocks.append(paragraph(option.definition))
    if option.does:
        blocks.append(bullets(*map(describe_act, option.does)))
    texts = {
        "It is not: ": option.does_not,
        "How it works: ": option.mechanism,
        "Depends on: ": option.bet,
        "Precedent: ": option.precedent,
        "Test of its deal: ": option.deal,
        "Signs of it: ": option.tell,
        "Effect on the futures, with --endogenous: ": _describe_shifts(option, names),
    }
    blocks += [paragraph(muted(label), text) for label, text in texts.items() if text]
    return blocks


def describe_act(act: Act) -> str:
    """Return an act with its dates, who does it and what it costs, as far as the file states them."""
    details = [
        f"by {format_date(act.by)}" if act.by else "",
        f"{'then ' if act.by else ''}until {format_date(act.until)}" if act.until else "",
        act.owner or "",
        f"costs {drop_stop(act.cost)}" if act.cost else "",
    ]
    listed = "; ".join(filter(None, details))
    return capitalize(f"{drop_stop(act.act)} ({listed})." if listed else act.act)


def _describe_shifts(option: Option, names: Names) -> str:
    """Return by what factor choosing an option changes the odds of each future that its author names."""
    moves = [
        f"odds of {names.future(key)} {format_ratio(exp(by))}" for key, by in option.shifts.items() if by
    ]
    return f"{join_names(moves)}." if moves else ""


def _criteria_section(scenario: Scenario) -> list[Block]:
    """Return the criteria with the ends of their scales, and the floors."""
    blocks: list[Block] = [Heading("What matters")]
    for leaf in scenario.leaves:
        blocks += _criterion_blocks(leaf, Names(scenario).criterion(leaf.id))
    blocks += [
        paragraph(
            f"Floor: an option that scores below {format_plain(floor)} on {Names(scenario).criterion(leaf)} "
            f"on average is {'excluded' if leaf in scenario.screens else 'flagged'}."
        )
        for leaf, floor in scenario.floors.items()
    ]
    return blocks


def _criterion_blocks(leaf: LeafCriterion, name: str) -> list[Block]:
    """Return a criterion with its question, and what the worst and the best end mean."""
    criterion = leaf.criterion
    asks = criterion.asks or criterion.title or ""
    # A question that only repeats the name says nothing.
    asks = "" if asks.casefold() == name.casefold() else asks
    pole = f" (pole: {leaf.pole})" if leaf.pole else ""
    scale = criterion.scale
    blocks: list[Block] = [paragraph(strong(capitalize(name)), muted(pole), f": {asks}" if asks else "")]
    worst, best = (scale.worst, scale.best) if scale else (0.0, 100.0)
    unit = f" {scale.unit}" if scale and scale.unit else ""
    for label, level, description in (("worst", worst, criterion.worst), ("best", best, criterion.best)):
        if scale or description:
            prefix = f"  {label}, {format_plain(level)}{unit}"
            blocks.append(paragraph(muted(prefix), f": {description}" if description else "", hang=4))
    return blocks


def _futures_section(scenario: Scenario) -> list[Block]:
    """Return the futures with their chances; nothing where the file states no futures."""
    if not scenario.file.futures:
        return []
    blocks: list[Block] = [Heading("The futures")]
    for future in scenario.futures:
        asks = scenario.file.futures[future.id].asks
        blocks.append(
            paragraph(strong(capitalize(future.title)), muted(f" ({_describe_chance(scenario, future)})"))
        )
        blocks += [paragraph("  ", spell_days(asks), hang=2)] if asks else []
    return blocks


def _describe_chance(scenario: Scenario, future: FutureChance) -> str:
    """Return the chance of a future in words and figures, and what it is conditional on."""
    if future.chance is None:
        return "the rest" if scenario.chances == "chain" else "no chance stated"
    low, high = future.chance.bounds
    likely = format_likelihood(future.chance.mean, scenario.file.lexicon)
    spread = f"; {format_percent(low)} to {format_percent(high)}" if high > low else ""
    first = future.id == scenario.futures[0].id
    condition = "if none of those above happens: " if scenario.chances == "chain" and not first else ""
    return condition + likely + spread


def _watch_sections(scenario: Scenario) -> list[Block]:
    """Return the deadlines and the signposts."""
    file = scenario.file
    blocks: list[Block] = []
    if file.deadlines:
        blocks += [
            Heading("Deadlines"),
            bullets(*(_describe_deadline(scenario, key) for key in file.deadlines)),
        ]
    if file.signposts:
        blocks += [
            Heading("What to watch"),
            paragraph(muted("In brackets: the name to type after --seen, the kind of event, the last date.")),
            bullets(*(_describe_signpost(key, signpost) for key, signpost in file.signposts.items())),
        ]
    return blocks


def _describe_signpost(key: str, signpost: Signpost) -> str:
    """Return a signpost with what can be typed for it, its kind, its date, and what decides it."""
    remark = ", ".join([key, signpost.kind, *([f"by {format_date(signpost.by)}"] if signpost.by else [])])
    decided = f" Decided by: {signpost.decided_by}" if signpost.decided_by else ""
    return f"{drop_stop(signpost.event)} ({remark}).{decided}"


def _describe_deadline(scenario: Scenario, key: str) -> str:
    """Return a deadline with its date, whether it can wait, and why it matters."""
    deadline = scenario.file.deadlines[key]
    waits = " It cannot wait." if deadline.cannot_wait else ""
    return f"{format_date(deadline.date)}: {deadline.event}.{waits} {deadline.why or ''}".strip()


def _actors_sections(scenario: Scenario) -> list[Block]:
    """Return the coalition that must move, and the backers inside."""
    file = scenario.file
    blocks: list[Block] = []
    if file.coalition:
        option = scenario.title_of(file.coalition.option)
        share = format_percent(file.coalition.assumed_share)
        text = f"The scores of {option} assume that partners with {share} of the group's influence act."
        blocks += [Heading("Who else must move"), paragraph(text)]
        blocks.append(
            bullets(*(": ".join(filter(None, (tool.title, tool.use))) for tool in file.coalition.mechanisms))
        )
    if file.backers:
        blocks += [
            Heading("Backers inside"),
            bullets(*(f"{backer.who}: {backer.lever}" for backer in file.backers)),
        ]
    return blocks


def _dissent_blocks(scenario: Scenario) -> list[Block]:
    """Return the best case against every option, or against each."""
    dissent = scenario.file.dissent
    if not isinstance(dissent, dict):
        return [paragraph(dissent)] if dissent else []
    return [paragraph(muted(f"Against {scenario.title_of(key)}: "), text) for key, text in dissent.items()]


def _doubts_sections(scenario: Scenario) -> list[Block]:
    """Return the assumptions, what makes a deal worth having, and the dissent."""
    file = scenario.file
    blocks: list[Block] = []
    if file.assumptions:
        assumptions = (
            f"{drop_stop(assumption.says)} ({key}, {assumption.standing})."
            for key, assumption in file.assumptions.items()
        )
        key = muted("In brackets: the name to type after --wrong, and how well the assumption is supported.")
        blocks += [Heading("Key assumptions"), paragraph(key), bullets(*assumptions)]
    if file.rules.productive_deal:
        blocks += [Heading("A deal worth having"), bullets(*file.rules.productive_deal)]
    if file.dissent:
        blocks += [Heading("Dissent"), *_dissent_blocks(scenario)]
    return blocks


def score_table_document(scenario: Scenario) -> Document:
    """Return one table an option and criterion, with one row a future."""
    names = Names(scenario)
    key = "Scores with their ranges. AJ: the analyst's own judgement; other sources: dilemma show --sources."
    blocks: list[Block] = [Heading(scenario.file.title, 1), paragraph(muted(key))]
    for option in scenario.options:
        blocks.append(Heading(capitalize(names.option(option))))
        blocks += [_criterion_table(scenario, names, option, leaf) for leaf in scenario.leaves]
    return Document(scenario.file.title, tuple(blocks))


def _criterion_table(scenario: Scenario, names: Names, option: str, leaf: LeafCriterion) -> Table:
    """Return the scores of one option on one criterion."""
    unit = leaf.criterion.scale.unit if leaf.criterion.scale else None
    title = names.criterion(leaf.id) + (f", {unit}" if unit else "")
    columns = (Column(title), Column("score", "right"), Column("why"), Column("sources"))
    cells = zip(scenario.futures, scenario.rows[option, leaf.id], strict=True)
    rows = tuple(
        (
            names.future(future.id),
            _format_score(judgement.score),
            judgement.why or "",
            muted(" ".join(judgement.sources)),
        )
        for future, judgement in cells
    )
    return Table(columns, rows)


def _format_score(score: Quantity) -> str:
    """Return a score as its author wrote it: `26`, `12 to 30`, `26 (16 to 36)`, `normal(50, 5)`."""
    numbers = [format_plain(number) for number in score.parameters]
    if not score.plain:
        return f"{score.family}({', '.join(numbers)})"
    if score.is_exact:
        return numbers[0]
    ends = f"{numbers[0]} to {numbers[-1]}"
    return ends if len(numbers) == 2 else f"{numbers[1]} ({ends})"
