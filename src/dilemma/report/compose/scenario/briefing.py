"""A scenario read as a briefing: the question, the options, the futures, what to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Column, Document, Heading, Table, bullets, muted, paragraph, strong
from dilemma.report.names import Names, capitalised, listed
from dilemma.report.numbers import likelihood, percent, plain

if TYPE_CHECKING:
    from dilemma.scenario.files.parts import Option
    from dilemma.scenario.model import Leaf, Outlook, Scenario


def briefing(scenario: Scenario) -> Document:
    """The whole scenario in reading order; numbers only where its author stated them."""
    file = scenario.file
    blocks = [
        *_opening(scenario),
        *_options(scenario),
        *_criteria(scenario),
        *_futures(scenario),
        *_watch(scenario),
        *_others(scenario),
        *_doubts(scenario),
    ]
    return Document(file.title, tuple(blocks))


def _opening(scenario: Scenario) -> list[Block]:
    file = scenario.file
    dates = [f"Evidence to {file.as_of}"]
    dates += [f"term ends {file.term_ends}"] if file.term_ends else []
    dates += [f"judged at {file.judged_at}"] if file.judged_at else []
    blocks: list[Block] = [Heading(file.title, 1), paragraph(strong(file.question))]
    if file.stakes:
        blocks.append(paragraph(muted("At stake: "), file.stakes))
    blocks.append(paragraph(muted(", ".join(dates) + ".")))
    if file.notes:
        blocks.append(paragraph(file.notes))
    return blocks


def _options(scenario: Scenario) -> list[Block]:
    blocks: list[Block] = [Heading("The options")]
    for key, option in scenario.options.items():
        blocks.append(Heading(capitalised(scenario.title_of(key)), 3))
        blocks += _option(option, Names(scenario))
    return blocks


def _option(option: Option, names: Names) -> list[Block]:
    blocks: list[Block] = []
    if option.definition:
        blocks.append(paragraph(option.definition))
    if option.does:
        blocks.append(bullets(*option.does))
    said = {
        "It is not: ": option.does_not,
        "How it works: ": option.mechanism,
        "The bet: ": option.bet,
        "Seen before: ": option.precedent,
        "How one tells: ": option.tell,
        "With --endogenous it adds: ": _shifts(option, names),
    }
    blocks += [paragraph(muted(label), text) for label, text in said.items() if text]
    return blocks


def _shifts(option: Option, names: Names) -> str:
    """What choosing it does to the chances, as its author stated it."""
    moves = [f"{plain(by)} to the log-odds of {names.future(key)}" for key, by in option.shifts.items() if by]
    return f"{listed(moves)}." if moves else ""


def _criteria(scenario: Scenario) -> list[Block]:
    blocks: list[Block] = [Heading("What matters")]
    for leaf in scenario.leaves:
        blocks += _criterion(leaf, Names(scenario).criterion(leaf.id))
    blocks += [
        paragraph(f"An option whose expected {leaf} falls below {plain(floor)} is flagged: a bedrock.")
        for leaf, floor in scenario.floors.items()
    ]
    return blocks


def _criterion(leaf: Leaf, name: str) -> list[Block]:
    criterion = leaf.criterion
    asks = criterion.asks or criterion.title or ""
    asks = "" if asks.casefold() == name.casefold() else asks
    pole = f" (pole: {leaf.pole})" if leaf.pole else ""
    scale = criterion.scale
    blocks: list[Block] = [paragraph(strong(capitalised(name)), muted(pole), f": {asks}" if asks else "")]
    worst, best = (scale.worst, scale.best) if scale else (0.0, 100.0)
    unit = f" {scale.unit}" if scale and scale.unit else ""
    for place, level, said in (("worst", worst, criterion.worst), ("best", best, criterion.best)):
        if scale or said:
            end = f"  {place}, {plain(level)}{unit}"
            blocks.append(paragraph(muted(end), f": {said}" if said else "", hang=4))
    return blocks


def _futures(scenario: Scenario) -> list[Block]:
    if not scenario.file.futures:
        return []
    blocks: list[Block] = [Heading("The futures")]
    for future in scenario.futures:
        asks = scenario.file.futures[future.id].asks
        blocks.append(paragraph(strong(capitalised(future.title)), muted(f" ({_odds(scenario, future)})")))
        blocks += [paragraph("  ", asks, hang=2)] if asks else []
    return blocks


def _odds(scenario: Scenario, future: Outlook) -> str:
    if future.chance is None:
        return "the rest" if scenario.chances == "chain" else "no chance stated"
    low, high = future.chance.bounds
    said = likelihood(future.chance.central, scenario.file.lexicon)
    spread = f"; {percent(low)} to {percent(high)}" if high > low else ""
    first = future.id == scenario.futures[0].id
    condition = "if none of those above comes: " if scenario.chances == "chain" and not first else ""
    return condition + said + spread


def _watch(scenario: Scenario) -> list[Block]:
    file = scenario.file
    blocks: list[Block] = []
    if file.deadlines:
        blocks += [Heading("Deadlines"), bullets(*(_deadline(scenario, key) for key in file.deadlines))]
    if file.signposts:
        rows = tuple(
            (key, signpost.event, signpost.kind, signpost.by or "")
            for key, signpost in file.signposts.items()
        )
        columns = (Column("signpost"), Column("event"), Column("kind"), Column("by"))
        blocks += [Heading("What to watch"), Table(columns, rows)]
    return blocks


def _deadline(scenario: Scenario, key: str) -> str:
    deadline = scenario.file.deadlines[key]
    waits = " It cannot wait." if deadline.cannot_wait else ""
    return f"{deadline.date}: {deadline.event}.{waits} {deadline.why or ''}".strip()


def _others(scenario: Scenario) -> list[Block]:
    file = scenario.file
    blocks: list[Block] = []
    if file.coalition:
        option = scenario.title_of(file.coalition.option)
        share = percent(file.coalition.assumed_share)
        text = f"{option} is scored with {share} of the partners needed."
        blocks += [Heading("Who else must move"), paragraph(text)]
        blocks.append(bullets(*(_mechanism(each.title, each.use) for each in file.coalition.mechanisms)))
    if file.backers:
        blocks += [
            Heading("Backers inside"),
            bullets(*(f"{each.who}: {each.lever}" for each in file.backers)),
        ]
    return blocks


def _mechanism(title: str, use: str | None) -> str:
    return f"{title}: {use}" if use else title


def _doubts(scenario: Scenario) -> list[Block]:
    file = scenario.file
    blocks: list[Block] = []
    if file.assumptions:
        said = (f"{key}: {each.says} ({each.standing})" for key, each in file.assumptions.items())
        blocks += [Heading("What is taken for granted"), bullets(*said)]
    if file.rules.productive_deal:
        blocks += [Heading("A deal worth having"), bullets(*file.rules.productive_deal)]
    if file.dissent:
        blocks += [Heading("Dissent"), paragraph(file.dissent)]
    return blocks
