"""A coalition as a document: whether it forms, whom to win over first, and how likely enough of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.coalition import said, share
from dilemma.report.compose.observed import observation_blocks, wrong_assumption_paragraphs
from dilemma.report.compose.what_if import what_if_paragraphs
from dilemma.report.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Run,
    Table,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.names import Names, capitalize, join_names
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.analysis.results.coalition import Coalition, CoalitionMember, Step
    from dilemma.report.document import Cell
    from dilemma.scenario.model import Scenario

_STATUS_WORDS = {
    "acts": "yes",
    "follows": "if others do",
    "abstains": "no",
    "left-out": "left out",
}


def coalition_document(
    result: Coalition, scenario: Scenario, *, full: bool, with_charts: bool = False
) -> Document:
    """Return the answer, the members, the cascade, whom to win over, the ranking by share, the chances.

    Args:
        result: the coalition as computed.
        scenario: the scenario it belongs to.
        full: whether how to read it follows.
        with_charts: the ranking by share as a chart and events in words, for formats that can draw.
    """
    names, titles = Names(scenario), said.member_titles(result)
    chances = reach_blocks(result)
    blocks: list[Block] = [
        *_header(result, names),
        *coalition_answer(result, names),
        *observation_blocks(result.observed, names, in_words=with_charts),
        *wrong_assumption_paragraphs(result.wrong, names),
        *member_blocks(result),
        Heading("Who tips whom"),
        *cascade_blocks(result, titles),
        Heading("Whom to win over first"),
        *seed_set_blocks(result, titles),
        Heading("The share and the ranking"),
        *_ranking_by_share(result, names, with_charts=with_charts),
        *([Heading("How likely enough of it is"), *chances] if chances else []),
        *(_method_section(result) if full else []),
    ]
    return Document(result.scenario.title, tuple(blocks))


def _header(result: Coalition, names: Names) -> list[Block]:
    """Return the title, the question, the option taken together, the viewpoint and the date."""
    viewpoint = result.profile.title if result.profile else "the scenario's own weights"
    return [
        Heading(result.scenario.title, 1),
        paragraph(names.scenario.file.question),
        paragraph(
            muted(f"Acting together: {names.option(result.option)}. Seen by {viewpoint}. "),
            muted(f"Evidence to {result.scenario.as_of}."),
        ),
        *what_if_paragraphs(result.settings, names.scenario),
    ]


def _ranking_by_share(result: Coalition, names: Names, *, with_charts: bool) -> list[Block]:
    """Return what the share does to the ranking, as a chart or as a table with who leads where."""
    if with_charts:
        return [Figure(share.share_chart(result, names))]
    return [share.share_table(result, names), paragraph(said._describe_leads(result, names))]


def coalition_answer(result: Coalition, names: Names) -> list[Block]:
    """Return when acting together pays, what forms, and what is best now."""
    blocks: list[Block] = [
        paragraph(strong(said.describe_threshold(result, names))),
        paragraph(said.describe_equilibria(result)),
    ]
    sentences = (said._describe_leader(result, names), said._describe_sufficiency(result, names))
    return [*blocks, *(paragraph(sentence) for sentence in sentences if sentence)]


def member_blocks(result: Coalition) -> list[Block]:
    """Return every member: its leverage, its threshold, whether it acts, its stated chance of joining."""
    columns = (
        Column("Members"),
        Column("leverage", "right"),
        Column("best from", "right"),
        Column("acts"),
        Column("said to join", "right"),
    )
    explanation = "its own reading is unknown, and it is counted as one that never acts by itself"
    notes = [
        f"* {member.title}: {explanation}: {member.unseen}" for member in result.members if member.unseen
    ]
    return [
        Table(columns, tuple(_member_row(member) for member in result.members)),
        *(paragraph(muted(f"{note}.")) for note in notes),
    ]


def _member_row(member: CoalitionMember) -> tuple[Cell, ...]:
    """Return one member; a threshold that is unknown is marked for the note below the table."""
    threshold = "never" if member.tipping_share is None else format_percent(member.tipping_share)
    acts = member.standing in ("acts", "follows")
    return (
        capitalize(member.title),
        format_percent(member.leverage),
        Run("unknown*" if member.unseen else threshold, "plain" if acts else "muted"),
        Run(_STATUS_WORDS[member.standing], "strong" if member.standing == "acts" else "plain"),
        "not stated" if member.joins is None else format_percent(member.joins),
    )


def cascade_blocks(result: Coalition, titles: Mapping[str, str]) -> list[Block]:
    """Return who is tipped by whom, in rounds, from nobody acting."""
    if not result.steps:
        return [paragraph("Nobody moves first, so nobody is tipped.")]
    return [_rounds_table(result.steps, titles)]


def _rounds_table(steps: tuple[Step, ...], titles: Mapping[str, str]) -> Table:
    """Return each round of a cascade; those of one round are tipped by those before."""
    columns = (Column("round", "right"), Column("join"), Column("acting then", "right"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(number), said._join_titles(step.joining, titles), format_percent(step.share))
        for number, step in enumerate(steps, 1)
    )
    return Table(columns, rows)


def seed_set_blocks(result: Coalition, titles: Mapping[str, str]) -> list[Block]:
    """Return the minimum seed sets: to reach the greatest equilibrium, and to have everybody act."""
    if not said.present_members(result):
        return [paragraph("Nobody: every member is left out.")]
    if result.least.members == said.present_members(result):
        return [paragraph("Nobody: all members come to act by themselves.")]
    critical_mass = said.describe_critical_mass(result, titles)
    blocks: list[Block] = [paragraph(critical_mass)] if critical_mass else []
    # The search over sums of leverages is given up where they are too many.
    if result.seeds is None:
        explanation = (
            "The leverages make too many different sums to search; state them roundly, such as 0.15."
        )
        return [*blocks, paragraph(explanation)]
    if result.critical_mass is None or result.critical_mass.members != result.seeds.members:
        blocks += [paragraph(sentence) for sentence in said.describe_seed_set(result.seeds, titles)]
    return [*blocks, *([_rounds_table(result.seeds.steps, titles)] if result.seeds.steps else [])]


def reach_blocks(result: Coalition) -> list[Block]:
    """Return the stated chances of enough partners; nothing where there is nobody to ask."""
    if not result.reaches or result.mean_share is None:
        missing = [
            member.title
            for member in result.members
            if member.joins is None and member.standing != "left-out"
        ]
        if not missing:
            return []
        return [
            paragraph(
                f"No chance of joining is stated for {join_names(missing)}, so none of reaching a share."
            )
        ]
    return [
        bullets(*(said._describe_reach(target) for target in result.reaches)),
        paragraph(
            muted(
                f"From the stated chances of joining, each by itself; {format_percent(result.mean_share)} is to be "
                "expected. Common shocks would make both extremes likelier."
            )
        ),
    ]


def _method_section(result: Coalition) -> list[Block]:
    """Return how to read the document, and the warnings."""
    notes = [
        "A member acts when the share that acts, itself included, reaches the share from which acting "
        "together is best by its own profile. More partners never make one leave.",
        "The least end comes from nobody acting, the greatest from all acting; every other lies between.",
        "To win a member over is to have it commit whatever the others do, even where that is not its best.",
    ]
    blocks: list[Block] = [Heading("How to read it"), bullets(*notes)]
    if result.warnings:
        blocks += [paragraph(muted("Warnings:")), bullets(*(warning.message for warning in result.warnings))]
    return blocks
