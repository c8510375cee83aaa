"""A coalition as a document: whether it forms, whom to win over first, and how likely enough of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.charts.chart import LeaderInterval, LineChart, LineSeries
from dilemma.report.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
    warning_blocks,
    warning_paragraphs,
)
from dilemma.report.numbers import format_lead, format_percent, format_points
from dilemma.report.sections.charts import VALUE_UNIT, option_label, options_label
from dilemma.report.sections.judgement_names import what_if_paragraphs
from dilemma.report.sections.monitoring import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.text import Names, capitalize, format_date, join_names
from dilemma.scenario.quantity import TIE, rounded

if TYPE_CHECKING:
    from dilemma.analysis.results.coalition import (
        AtShare,
        CascadeStep,
        CoalitionMember,
        CoalitionResult,
        Reach,
        Seeds,
    )
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario


def describe_threshold(result: CoalitionResult, names: Names) -> str:
    """Return the share from which acting together is best for the viewpoint."""
    joint, threshold = names.option(result.option), result.tipping_share
    if threshold is None:
        return f"{joint} is not the best option at any share of partners, even if all of them act."
    if threshold <= 0:
        return f"{joint} is the best option whatever share of partners acts, even alone."
    share = format_percent(threshold)
    return f"{joint} becomes the best option once partners with {share} of the influence act."


def describe_equilibria(result: CoalitionResult) -> str:
    """Return what the members would do, each judged by its own interests."""
    least, count = result.least, len(present_members(result))
    if not has_views(result):
        return "The members have no profiles, so only their stated chances of joining count."
    if not least.members:
        outcome = "Judged by their own interests, no member would act"
    elif len(least.members) == count:
        outcome = f"Judged by their own interests, all members would act ({format_percent(least.share)})"
    else:
        outcome = (
            f"Judged by their own interests, {len(least.members)} of {count} members would act "
            f"({format_percent(least.share)} of the influence)"
        )
    if result.greatest.members == least.members:
        return f"{outcome}, no matter who starts."
    return (
        f"{outcome}. If all of them began to act, {_greatest_members(result)} would continue. Which of the "
        "two happens depends on who commits first."
    )


def _greatest_members(result: CoalitionResult) -> str:
    """Return who acts once all have begun to, as the subject of a sentence."""
    if result.greatest.members == present_members(result):
        return "all members"
    return f"members with {format_percent(result.greatest.share)} of the influence"


def _describe_leader(result: CoalitionResult, names: Names) -> str:
    """Return what is best at the share that acts now."""
    lead = f"{names.options(result.ties)} tie" if result.ties else f"{names.option(result.best)} leads"
    margin = "" if result.ties else f" by {format_lead(result.margin)} points"
    level = (
        "the share that the scores assume"
        if result.share == result.assumed_share
        else _describe_share_origin(result)
    )
    return f"At {level}, {format_percent(result.share)}, {lead}{margin}."


def _describe_share_origin(result: CoalitionResult) -> str:
    """Return why the share is not the one the scores assume: it was set, or moved by what was seen."""
    effect = result.observed
    if effect is not None and effect.before.share != effect.after.share:
        return "the share after the observations"
    return "the share that was set"


def _describe_sufficiency(result: CoalitionResult, names: Names) -> str:
    """Return whether what forms by itself reaches the threshold; empty where no share matters."""
    threshold = result.tipping_share
    if threshold is None or threshold <= 0 or not has_views(result):
        return ""
    if not result.least.members:
        return "No coalition forms by itself."
    sufficiency = "enough" if result.least.share >= threshold - TIE else "not enough"
    return f"The coalition that forms by itself is {sufficiency} for {names.option(result.option)}."


def _describe_critical_mass(result: CoalitionResult, critical_mass: Seeds) -> str:
    """Return the smallest commitment that lifts the least equilibrium to the greatest."""
    commit = "commits" if len(critical_mass.members) == 1 else "commit"
    return (
        f"Critical mass {format_percent(critical_mass.leverage)}: "
        f"once {_join_titles(critical_mass.members, result)} {commit}, {_greatest_members(result)} act and "
        "continue."
    )


def _describe_seed_set(result: CoalitionResult, seeds: Seeds) -> list[str]:
    """Return whom to win over to have everybody act, and who would do so against its own interests."""
    if not seeds.steps:
        return ["Every member has to be won over separately; none follows another."]
    members, leverage = _join_titles(seeds.members, result), format_percent(seeds.leverage)
    sentence = f"To bring in every member: win over {members}, {leverage} of the influence."
    if not seeds.against:
        return [sentence]
    members, own = _join_titles(seeds.against, result), "its" if len(seeds.against) == 1 else "their"
    return [sentence, f"{members} would still be acting against {own} own interests."]


def _describe_leads(result: CoalitionResult, names: Names) -> str:
    """Return which option leads at which share."""
    if len(result.leads) == 1:
        return f"{names.options(result.leads[0].options)} at every share."
    intervals = [
        f"from {format_percent(lead.start)} {names.options(lead.options)}" for lead in result.leads[1:]
    ]
    first = f"{names.options(result.leads[0].options)} leads up to {format_percent(result.leads[0].stop)}"
    return f"{first}; {join_names(intervals)}."


def _describe_reach(target: Reach) -> str:
    """Return how likely a share is to be reached."""
    meaning = (
        "where it becomes the best option" if target.of == "tipping_share" else "which the scores assume"
    )
    if_acting = (
        "" if target.if_acting is None else f", or {format_percent(target.if_acting)} once you act yourself"
    )
    share, chance = format_percent(target.share), format_percent(target.chance)
    return f"{share}, {meaning}: a probability of {chance}{if_acting}"


def present_members(result: CoalitionResult) -> tuple[str, ...]:
    """Return the members who are not left out."""
    return tuple(member.profile for member in result.members if member.standing != "left-out")


def has_views(result: CoalitionResult) -> bool:
    """Return whether any member can be judged by its own interests; else no cascade is worked out."""
    present = [member for member in result.members if member.standing != "left-out"]
    return not present or any(member.unseen is None for member in present)


def is_moved_by_share(result: CoalitionResult, option: str) -> bool:
    """Return whether the value of an option depends on the share of partners who act."""
    values = result.series.values[option]
    return max(values) - min(values) > TIE


def member_titles(result: CoalitionResult) -> dict[str, str]:
    """Return the titles of the members by profile."""
    return {member.profile: member.title for member in result.members}


def _join_titles(profiles: tuple[str, ...], result: CoalitionResult) -> str:
    """Return members by their titles, as prose."""
    titles = member_titles(result)
    return join_names([titles[profile] for profile in profiles])


def share_table(result: CoalitionResult, names: Names) -> Table:
    """Return the value of every option at a few shares, the leader in bold."""
    columns = (
        Column("Value by share acting"),
        *(
            Column(format_percent(point.share) if point.share else "alone", "right")
            for point in result.at_shares
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (capitalize(names.option(key)), *(_value_cell(key, point) for point in result.at_shares))
        for key in result.series.values
    )
    return Table(columns, rows)


def _value_cell(key: str, point: AtShare) -> TextRun:
    """Return the value of an option at a share, in bold where it is the highest."""
    value = point.values[key]
    return TextRun(format_points(value), "strong" if value == max(point.values.values()) else "plain")


def share_chart(result: CoalitionResult, names: Names) -> LineChart:
    """Return the value of each option as the share moves, with who leads where."""
    series = result.series
    ranked = sorted(series.values, key=lambda key: -rounded(result.values[key]))
    moving = [key for key in ranked if is_moved_by_share(result, key)]
    parts = [f"{names.options(lead.options)} from {format_percent(lead.start)}" for lead in result.leads]
    return LineChart(
        title="Value against the share of partners that act",
        description=f"Lines of value. Now {format_percent(series.now)}. In the lead: {join_names(parts)}.",
        unit=VALUE_UNIT,
        note=f"What depends on the share: {names.options(moving) or 'nothing'}.",
        across="Share of the partners' influence that acts",
        now=series.now,
        at=series.at,
        lines=tuple(LineSeries(option_label(key, names), series.values[key]) for key in ranked),
        stretches=tuple(
            LeaderInterval(lead.start, lead.stop, options_label(lead.options, names)) for lead in result.leads
        ),
    )


_STATUS_WORDS = {"acts": "yes", "follows": "if others do", "abstains": "no", "left-out": "left out"}


def coalition_document(
    result: CoalitionResult, scenario: Scenario, *, full: bool, with_charts: bool = False
) -> Document:
    """Return the answer, the members, the cascade, whom to win over, the ranking by share, the chances.

    Args:
        result: the coalition as computed.
        scenario: the scenario it belongs to.
        full: whether how to read it follows.
        with_charts: the ranking by share as a chart, for formats that can draw.
    """
    names, chances = Names(scenario), reach_blocks(result)
    blocks: list[Block] = [
        *_header(result, names),
        *coalition_answer(result, names),
        *warning_paragraphs(result.warnings, "missing-option"),
        *observation_blocks(result.observed, names),
        *wrong_assumption_paragraphs(result.wrong, names),
        *member_blocks(result),
        *(_cascade_section(result) if has_views(result) else []),
        Heading("The share and the ranking"),
        *(
            [Figure(share_chart(result, names))]
            if with_charts
            else [share_table(result, names), paragraph(_describe_leads(result, names))]
        ),
        *([Heading("How likely it is that enough partners join"), *chances] if chances else []),
        *(_method_section(result) if full else []),
    ]
    return Document(result.scenario.title, tuple(blocks))


def _cascade_section(result: CoalitionResult) -> list[Block]:
    """Return who tips whom, and whom to win over first."""
    return [
        Heading("Who brings in whom"),
        *cascade_blocks(result),
        Heading("Whom to win over first"),
        *seed_set_blocks(result),
    ]


def _header(result: CoalitionResult, names: Names) -> list[Block]:
    """Return the title, the question, the option taken together, the viewpoint and the date."""
    viewpoint = result.profile.title if result.profile else "the scenario's own weights"
    return [
        Heading(result.scenario.title, 1),
        paragraph(names.scenario.file.question),
        paragraph(
            muted(f"Acting together: {names.option(result.option)}. Perspective: {viewpoint}. "),
            muted(f"Evidence to {format_date(result.scenario.as_of)}."),
        ),
        *what_if_paragraphs(result.settings, names.scenario),
    ]


def coalition_answer(result: CoalitionResult, names: Names) -> list[Block]:
    """Return when acting together pays, what forms, and what is best now."""
    blocks: list[Block] = [
        paragraph(strong(describe_threshold(result, names))),
        paragraph(describe_equilibria(result)),
    ]
    sentences = (_describe_leader(result, names), _describe_sufficiency(result, names))
    return [*blocks, *(paragraph(sentence) for sentence in sentences if sentence)]


def member_blocks(result: CoalitionResult) -> list[Block]:
    """Return every member: its influence, its threshold, whether it acts, its stated chance of joining."""
    if not has_views(result):
        return [_joining_table(result)]
    columns = (
        Column("Members"),
        Column("influence", "right"),
        Column("best from", "right"),
        Column("acts"),
        Column("chance of joining", "right"),
    )
    explanation = "its own interests are unknown, so it is counted as never acting by itself"
    notes = [
        f"* {member.title}: {explanation}: {member.unseen}." for member in result.members if member.unseen
    ]
    return [
        Table(columns, tuple(_member_row(member) for member in result.members)),
        paragraph(
            muted(
                "Influence: share of that of the whole group. Best from: the share that must act before "
                "acting is the member's own best option."
            )
        ),
        *(paragraph(muted(note)) for note in notes),
    ]


def _joining_table(result: CoalitionResult) -> Table:
    """Return every member with its influence and its stated chance of joining alone."""
    columns = (Column("Members"), Column("influence", "right"), Column("chance of joining", "right"))
    rows = tuple(
        (
            capitalize(member.title),
            format_percent(member.leverage),
            "left out" if member.standing == "left-out" else format_percent(member.joins or 0.0),
        )
        for member in result.members
    )
    return Table(columns, rows)


def _member_row(member: CoalitionMember) -> tuple[Cell, ...]:
    """Return one member; a threshold that is unknown is marked for the note below the table."""
    threshold = "never" if member.tipping_share is None else format_percent(member.tipping_share)
    acts = member.standing in ("acts", "follows")
    return (
        capitalize(member.title),
        format_percent(member.leverage),
        TextRun("unknown*" if member.unseen else threshold, "plain" if acts else "muted"),
        TextRun(_STATUS_WORDS[member.standing], "strong" if member.standing == "acts" else "plain"),
        "not stated" if member.joins is None else format_percent(member.joins),
    )


def cascade_blocks(result: CoalitionResult) -> list[Block]:
    """Return who is tipped by whom, in rounds, from nobody acting."""
    if not result.steps:
        return [paragraph("No member would move first, so none follows.")]
    return [_rounds_table(result.steps, result)]


def _rounds_table(steps: tuple[CascadeStep, ...], result: CoalitionResult) -> Table:
    """Return each round of a cascade; those of one round are tipped by those before."""
    columns = (Column("round", "right"), Column("joining"), Column("then acting", "right"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(number), _join_titles(step.joining, result), format_percent(step.share))
        for number, step in enumerate(steps, 1)
    )
    return Table(columns, rows)


def seed_set_blocks(result: CoalitionResult) -> list[Block]:
    """Return the minimum seed sets: to reach the greatest equilibrium, and to have everybody act."""
    if not present_members(result):
        return [paragraph("No one: every member is left out.")]
    if result.least.members == present_members(result):
        return [paragraph("No one: all members act by themselves.")]
    mass, seeds = result.critical_mass, result.seeds
    blocks: list[Block] = [paragraph(_describe_critical_mass(result, mass))] if mass else []
    # The search over sums of influence is given up where they are too many.
    if seeds is None:
        explanation = (
            "The members' shares of influence have too many different sums to search; round them, as to 0.15."
        )
        return [*blocks, paragraph(explanation)]
    if mass is None or mass.members != seeds.members:
        blocks += map(paragraph, _describe_seed_set(result, seeds))
    return [*blocks, *([_rounds_table(seeds.steps, result)] if seeds.steps else [])]


def reach_blocks(result: CoalitionResult) -> list[Block]:
    """Return the stated chances of enough partners; nothing where there is nobody to ask."""
    if not result.reaches or result.mean_share is None:
        present = present_members(result)
        missing = [
            member.title for member in result.members if member.joins is None and member.profile in present
        ]
        text = (
            f"No chance of joining is stated for {join_names(missing)}, so it is unknown how likely any share"
        )
        return [paragraph(f"{text} is.")] if missing else []
    share = format_percent(result.mean_share)
    average = (
        f"On average {share} would act, if each joins with its stated chance, independently of the others. "
        "Common shocks would make both extremes likelier."
        if sum(chance > 0 for _, chance in result.share_chances) > 1
        else f"Every stated chance is 0% or 100%, so {share} act for certain."
    )
    return [bullets(*(_describe_reach(target) for target in result.reaches)), paragraph(muted(average))]


def _method_section(result: CoalitionResult) -> list[Block]:
    """Return how to read the document, and the warnings."""
    notes = [
        "A member acts once the share that acts, itself included, reaches the share from which acting "
        "together is its own best option. More partners never make a member leave.",
        "The smallest outcome starts from nobody acting, the largest from all acting; others lie between.",
        "A member that is won over commits whatever the others do, even if acting is not its best option.",
    ]
    return [Heading("How to read it"), bullets(*notes), *warning_blocks(result.warnings)]
