"""A coalition as a document: whether it forms, whom to win over first, and how likely enough of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.names import Names, capital, listed
from dilemma.report.numbers import percent, points

if TYPE_CHECKING:
    from dilemma.analysis.coalition.coalition_results import Coalition, Member, Reach, Seeds, Step
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # shares at which the ranking is shown
STANDING = {
    "acts": "yes",
    "follows": "if others do",
    "abstains": "no",
    "left-out": "left out",
}


def coalition(result: Coalition, scenario: Scenario, *, full: bool) -> Document:
    """The answer, the members, the chain, whom to win over, the ranking by share, the chances."""
    names = Names(scenario)
    titles = {member.profile: member.title for member in result.members}
    whose = result.profile.title if result.profile else "the scenario's own weights"
    blocks: list[Block] = [
        Heading(result.scenario.title, 1),
        paragraph(scenario.file.question),
        paragraph(
            muted(f"Acting together: {names.option(result.option)}. Seen by {whose}. "),
            muted(f"Evidence to {result.scenario.as_of}."),
        ),
        *_answer(result, names),
        _members(result),
        *_unseen(result),
        Heading("Who tips whom"),
        *_chain(result, titles),
        Heading("Whom to win over first"),
        *_winning(result, titles),
        Heading("The share and the ranking"),
        *_by_share(result, names),
        *_likely(result),
        *(_method(result) if full else []),
    ]
    return Document(result.scenario.title, tuple(blocks))


def _answer(result: Coalition, names: Names) -> list[Block]:
    joint = names.option(result.option)
    formed = result.least.share
    return [paragraph(strong(_when(result, joint))), paragraph(_forms(result)), *_now(result, names, formed)]


def _when(result: Coalition, joint: str) -> str:
    """At which share acting together is best for whoever looks."""
    tips = result.tipping_share
    if tips is None:
        return f"{joint} is not best at any share of partners, not even if all act."
    if tips <= 0:
        return f"{joint} is best whatever share of partners acts, even alone."
    return f"{joint} is best once {percent(tips)} of the partners' leverage acts."


def _forms(result: Coalition) -> str:
    """What the members would do, each by its own reading."""
    formed, present = result.least, [each for each in result.members if each.standing != "left-out"]
    if not formed.members:
        said = "By their own reading no member would act"
    elif len(formed.members) == len(present):
        said = f"By their own reading all members end up acting ({percent(formed.share)})"
    else:
        said = (
            f"By their own reading {len(formed.members)} of {len(present)} members "
            f"{_verb(formed.members, 'ends', 'end')} up acting ({percent(formed.share)})"
        )
    if result.greatest.members == formed.members:
        return f"{said}, wherever the talks begin."
    more = percent(result.greatest.share)
    return (
        f"{said}; had all begun by acting, {more} would stay. Which of the two it is depends on who commits."
    )


def _now(result: Coalition, names: Names, formed: float) -> list[Block]:
    lead = f"{names.options(result.ties)} tie" if result.ties else f"{names.option(result.best)} leads"
    by = "" if result.ties else f" by {points(result.margin)} points"
    assumed = "the share the scores assume" if result.share == result.assumed_share else "the share set"
    blocks: list[Block] = [paragraph(f"At {assumed}, {percent(result.share)}, {lead}{by}.")]
    tips = result.tipping_share
    if tips is not None and tips > 0:
        enough = "enough" if formed >= tips else "not enough"
        blocks.append(paragraph(f"What forms by itself is {enough} for {names.option(result.option)}."))
    return blocks


def _members(result: Coalition) -> Table:
    columns = (
        Column("Members"),
        Column("leverage", "right"),
        Column("best from", "right"),
        Column("acts"),
        Column("said to join", "right"),
    )
    return Table(columns, tuple(_member(member) for member in result.members))


def _member(member: Member) -> tuple[Cell, ...]:
    tips = "never" if member.tipping_share is None else percent(member.tipping_share)
    acts = member.standing in ("acts", "follows")
    return (
        capital(member.title),
        percent(member.leverage),
        Run(f"{tips}*" if member.unseen else tips, "plain" if acts else "muted"),
        Run(STANDING[member.standing], "strong" if member.standing == "acts" else "plain"),
        "not stated" if member.joins is None else percent(member.joins),
    )


def _unseen(result: Coalition) -> list[Block]:
    said = [f"* {member.title}: {member.unseen}" for member in result.members if member.unseen]
    return [paragraph(muted(f"{each}; taken for never.")) for each in said]


def _chain(result: Coalition, titles: dict[str, str]) -> list[Block]:
    if not result.steps:
        return [paragraph("Nobody moves first, so nobody is tipped.")]
    return [_rounds(result.steps, titles)]


def _rounds(steps: tuple[Step, ...], titles: dict[str, str]) -> Table:
    """Each round of a cascade; those of one round are tipped by those before."""
    columns = (Column("round", "right"), Column("join"), Column("acting then", "right"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(number), _people(step.joining, titles), percent(step.share))
        for number, step in enumerate(steps, 1)
    )
    return Table(columns, rows)


def _winning(result: Coalition, titles: dict[str, str]) -> list[Block]:
    """The lightest sets: to reach the greatest equilibrium, and to have everybody act."""
    if not _present(result):
        return [paragraph("Nobody: every member is left out.")]
    if result.least.members == _present(result):
        return [paragraph("Nobody: all members come to act by themselves.")]
    blocks: list[Block] = []
    if result.critical_mass is not None:
        found = result.critical_mass
        blocks.append(
            paragraph(
                f"Critical mass {percent(found.leverage)}: once {_people(found.members, titles)} "
                f"{_verb(found.members, 'commits', 'commit')}, {percent(result.greatest.share)} act and stay."
            )
        )
    if result.seeds is None:
        said = "The leverages make too many different sums to search; state them roundly, such as 0.15."
        return [*blocks, paragraph(said)]
    if result.critical_mass is None or result.critical_mass.members != result.seeds.members:
        blocks += _everybody(result.seeds, titles)
    return [*blocks, *([_rounds(result.seeds.steps, titles)] if result.seeds.steps else [])]


def _everybody(seeds: Seeds, titles: dict[str, str]) -> list[Block]:
    if not seeds.steps:
        return [paragraph("To have everybody act, each one has to be won over; nobody follows another.")]
    won = (
        f"To have everybody act: {_people(seeds.members, titles)}, {percent(seeds.leverage)} of the leverage."
    )
    if not seeds.against:
        return [paragraph(won)]
    who = _people(seeds.against, titles)
    return [paragraph(won), paragraph(f"Even then acting would not be best for {who}, by its own reading.")]


def _by_share(result: Coalition, names: Names) -> list[Block]:
    """The value of every option at a few shares, the leader set out, and where the lead changes hands."""
    at, moving = result.series.at, result.series.values
    columns = (
        Column("Value if this share acts"),
        *(Column(percent(share) if share else "alone", "right") for share in SHARES),
    )
    values = {option: [_between(at, line, share) for share in SHARES] for option, line in moving.items()}
    best = [max(line[place] for line in values.values()) for place in range(len(SHARES))]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            capital(names.option(option)),
            *(
                Run(points(value), "strong" if value == top else "plain")
                for value, top in zip(line, best, strict=True)
            ),
        )
        for option, line in values.items()
    )
    return [Table(columns, rows), _stretches(result, names)]


def _between(at: tuple[float, ...], values: tuple[float, ...], share: float) -> float:
    """A value on the broken line of a series."""
    after = next(place for place, knot in enumerate(at) if knot >= share)
    if at[after] == share or after == 0:
        return values[after]
    part = (share - at[after - 1]) / (at[after] - at[after - 1])
    return values[after - 1] + part * (values[after] - values[after - 1])


def _stretches(result: Coalition, names: Names) -> Paragraph:
    if len(result.leads) == 1:
        return paragraph(f"{names.options(result.leads[0].options)} at every share.")
    said = [f"from {percent(lead.start)} {names.options(lead.options)}" for lead in result.leads[1:]]
    first = f"{names.options(result.leads[0].options)} leads up to {percent(result.leads[0].stop)}"
    return paragraph(f"{first}; {listed(said)}.")


def _likely(result: Coalition) -> list[Block]:
    """The chances of enough partners, as the file states them."""
    if not result.reaches or result.mean_share is None:
        missing = [
            each.title for each in result.members if each.joins is None and each.standing != "left-out"
        ]
        if not missing:
            return []
        said = f"No chance of joining is stated for {listed(missing)}, so none of reaching a share."
        return [Heading("How likely enough of it is"), paragraph(said)]
    return [
        Heading("How likely enough of it is"),
        bullets(*(_reach(reach) for reach in result.reaches)),
        paragraph(
            muted(
                f"From the stated chances of joining, each by itself; {percent(result.mean_share)} is to be "
                "expected. Common shocks would make both extremes likelier."
            )
        ),
    ]


def _reach(reach: Reach) -> str:
    what = "the share it is best from" if reach.of == "tipping_share" else "the share the scores assume"
    own = "" if reach.if_acting is None else f"; {percent(reach.if_acting)} once you act yourself"
    return f"{percent(reach.share)}, {what}: {percent(reach.chance)}{own}"


def _method(result: Coalition) -> list[Block]:
    said = [
        "A member acts when the share that acts, itself included, reaches the share from which acting "
        "together is best by its own profile. More partners never make one leave.",
        "The least end comes from nobody acting, the greatest from all acting; every other lies between.",
        "To win a member over is to have it commit whatever the others do, even where that is not its best.",
    ]
    blocks: list[Block] = [Heading("How to read it"), bullets(*said)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warned.message for warned in result.warnings))]
    return blocks


def _present(result: Coalition) -> tuple[str, ...]:
    return tuple(member.profile for member in result.members if member.standing != "left-out")


def _people(profiles: tuple[str, ...], titles: dict[str, str]) -> str:
    return listed([titles[profile] for profile in profiles])


def _verb(many: tuple[str, ...], one: str, more: str) -> str:
    return one if len(many) == 1 else more
