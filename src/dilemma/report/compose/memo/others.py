"""Who else must move, and what the other issues ask for: a paragraph each, and all of it in the annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.coalition import coalition, said, share
from dilemma.report.document import Block, Figure, Heading, paragraph, strong
from dilemma.report.names import join_names
from dilemma.report.numbers import format_distinct, format_likelihood, format_percent

if TYPE_CHECKING:
    from dilemma.analysis.results.coalition import Coalition
    from dilemma.report.compose.memo.case import MemoContext


def related_issues_summary(memo: MemoContext) -> list[Block]:
    """Return whom it takes to act together, and whether deciding all issues at once changes this one."""
    blocks: list[Block] = []
    if memo.coalition is not None:
        blocks.append(paragraph(strong("Who else must move. "), _describe_coalition(memo, memo.coalition)))
    other_issues = _describe_other_issues(memo)
    return [*blocks, *([paragraph(strong("The other issues. "), other_issues)] if other_issues else [])]


def _describe_coalition(memo: MemoContext, result: Coalition) -> str:
    """Return when acting together pays, who comes by itself, whom to win over, and how likely that is.

    Where it never pays for the viewpoint of the memo, nobody is to be won over.
    """
    if result.tipping_share is None:
        return f"{said.describe_threshold(result, memo.names)} {said.describe_equilibria(result)}"
    parts = [
        said.describe_threshold(result, memo.names),
        _describe_share(result),
        said.describe_equilibria(result),
        _describe_seed_set(result),
        _describe_chance(memo, result),
    ]
    return " ".join(part for part in parts if part)


def _describe_share(result: Coalition) -> str:
    """Return the share that the scores assume, and the share that acts where it is another."""
    assumed, acting_share = format_distinct(result.assumed_share, result.share, format_percent)
    moved = f", and {acting_share} act now" if result.share != result.assumed_share else ""
    return f"The scores assume {assumed}{moved}."


def _describe_seed_set(result: Coalition) -> str:
    """Return whom to win over: for the critical mass where there is one, else for everybody."""
    titles = said.member_titles(result)
    if result.least.members == said.present_members(result) or not said.present_members(result):
        return ""
    critical = said.describe_critical_mass(result, titles)
    if critical:
        return critical
    return " ".join(said.describe_seed_set(result.seeds, titles)) if result.seeds is not None else ""


def _describe_chance(memo: MemoContext, result: Coalition) -> str:
    """Return how likely the threshold is to be reached, by the stated chances of joining."""
    target = next((target for target in result.reaches if target.of == "tipping_share"), None)
    if target is None:
        return ""
    odds = format_likelihood(target.chance, memo.file.lexicon)
    return f"By the stated chances of joining, {format_percent(target.share)} is reached with a probability of {odds}."


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
    names, titles = memo.names, said.member_titles(result)
    return [
        Heading("Acting together", 3),
        *coalition.coalition_answer(result, names),
        *coalition.member_blocks(result),
        paragraph(strong("Who tips whom.")),
        *coalition.cascade_blocks(result, titles),
        paragraph(strong("Whom to win over first.")),
        *coalition.seed_set_blocks(result, titles),
        Figure(share.share_chart(result, names)),
        *_reach_blocks(result),
    ]


def _reach_blocks(result: Coalition) -> list[Block]:
    """Return the chances of reaching a share under a label; nothing where none is stated."""
    chances = coalition.reach_blocks(result)
    return [paragraph(strong("How likely enough of it is.")), *chances] if chances else []
