"""Who else must move, and what the other issues ask for: a paragraph each, and all of it in the annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.coalition import coalition, said, share
from dilemma.report.document import Block, Figure, Heading, paragraph, strong
from dilemma.report.names import listed
from dilemma.report.numbers import likelihood, percent, told_apart

if TYPE_CHECKING:
    from dilemma.analysis.coalition.coalition_results import Coalition
    from dilemma.report.compose.memo.case import Case


def in_short(case: Case) -> list[Block]:
    """Whom it takes to act together, and whether deciding all issues at once changes this one."""
    blocks: list[Block] = []
    if case.together is not None:
        blocks.append(paragraph(strong("Who else must move. "), _takes(case, case.together)))
    found = _other_issues(case)
    return [*blocks, *([paragraph(strong("The other issues. "), found)] if found else [])]


def _takes(case: Case, found: Coalition) -> str:
    """When acting together pays, who comes by itself, whom to win over, and how likely that is.

    Where it never pays for whoever reads this, nobody is to be won over.
    """
    if found.tipping_share is None:
        return f"{said.when(found, case.names)} {said.forms(found)}"
    parts = [
        said.when(found, case.names),
        _assumed(found),
        said.forms(found),
        _win(found),
        _chance(case, found),
    ]
    return " ".join(part for part in parts if part)


def _assumed(found: Coalition) -> str:
    assumed, acting = told_apart(found.assumed_share, found.share, percent)
    moved = f", and {acting} act now" if found.share != found.assumed_share else ""
    return f"The scores assume {assumed}{moved}."


def _win(found: Coalition) -> str:
    """Whom to win over: for the critical mass where there is one, else for everybody."""
    titles = said.titles_of(found)
    if found.least.members == said.present(found) or not said.present(found):
        return ""
    critical = said.critical(found, titles)
    if critical:
        return critical
    return " ".join(said.everybody(found.seeds, titles)) if found.seeds is not None else ""


def _chance(case: Case, found: Coalition) -> str:
    """How likely the share it is best from is to be reached, by the stated chances of joining."""
    reach = next((each for each in found.reaches if each.of == "tipping_share"), None)
    if reach is None:
        return ""
    odds = likelihood(reach.chance, case.file.lexicon)
    return (
        f"By the stated chances of joining, {percent(reach.share)} is reached with a probability of {odds}."
    )


def _other_issues(case: Case) -> str:
    """Whether the choice is another when the issues of the framework are decided together."""
    plan = case.plan
    if plan is None:
        return ""
    own = next(each for each in plan.issues if each.id == case.scenario.id)
    rest = listed([each.title.partition(" (")[0] for each in plan.issues if each.id != own.id])
    together, alone = case.names.option(own.option), case.names.option(own.alone)
    if own.option == own.alone:
        return f"Decided together with {rest}, {together} stays worth most here."
    return f"Decided together with {rest}, {together} is worth most here instead of {alone}."


def in_full(case: Case) -> list[Block]:
    """Everything about acting together, with the share and the ranking as a chart."""
    found = case.together
    if found is None:
        return []
    names, titles = case.names, said.titles_of(found)
    return [
        Heading("Acting together", 3),
        *coalition.answer(found, names),
        *coalition.members(found),
        paragraph(strong("Who tips whom.")),
        *coalition.chain(found, titles),
        paragraph(strong("Whom to win over first.")),
        *coalition.winning(found, titles),
        Figure(share.drawn(found, names)),
        *_likely(found),
    ]


def _likely(found: Coalition) -> list[Block]:
    chances = coalition.likely(found)
    return [paragraph(strong("How likely enough of it is.")), *chances] if chances else []
