"""How firm it is: the rules that disagree, and who would choose otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Paragraph, muted, paragraph, strong
from dilemma.report.names import Names, listed
from dilemma.report.numbers import points, share

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, Choice


def rules(result: Assessment, names: Names) -> list[Block]:
    """Which rule over futures chooses what; one line when all agree."""
    found = result.rules
    if len(result.probabilities) < 2:
        return []
    chosen = {
        "maximin (best worst case)": found.maximin,
        "minimax regret": found.minimax_regret,
        "equal chances": found.laplace,
    }
    said = "   ".join(f"{rule}: {names.options(options)}" for rule, options in chosen.items())
    label = "Other rules "
    return [
        paragraph(strong(label), said, hang=len(label)),
        paragraph(muted(" " * len(label)), _hurwicz(result, names), hang=len(label)),
    ]


def _hurwicz(result: Assessment, names: Names) -> str:
    """The choice for every weight on the best case, from all on the worst to all on the best."""
    parts = []
    for interval in result.rules.hurwicz:
        name = names.options(interval.ties) if interval.ties else names.option(interval.option)
        parts.append(f"{name} to {share(interval.stop)}")
    return "Hurwicz, by weight on the best case: " + ", ".join(parts)


def who(result: Assessment, names: Names) -> list[Block]:
    """One line for each profile that would choose otherwise, and one for those that agree."""
    if not result.who_chooses:
        return []
    leader = result.recommendation.option
    others = [choice for choice in result.who_chooses if choice.option != leader]
    agree = [choice.title for choice in result.who_chooses if choice.option == leader]
    label = "Who would choose otherwise"
    blocks: list[Block] = [paragraph(strong(label if others else "Nobody would choose otherwise"))]
    blocks += [_dissenter(choice, names) for choice in others]
    if agree:
        blocks.append(paragraph(muted("  agree: "), ", ".join(agree), hang=9))
    return blocks


def _dissenter(choice: Choice, names: Names) -> Paragraph:
    option = names.options(choice.ties) if choice.ties else names.option(choice.option)
    return paragraph(f"  {choice.title}: {option}, by {points(choice.margin)}", hang=4)


def fragile(result: Assessment, names: Names) -> list[Block]:
    """The criteria whose loss would change the choice."""
    leader = result.recommendation.option
    found = [
        f"{names.criterion(key)} (then {names.option(option)})"
        for key, option in result.leave_one_out.items()
        if option != leader
    ]
    if not result.leave_one_out:
        return []
    if not found:
        return [paragraph("Leaving out any one criterion changes nothing.")]
    return [paragraph(f"Leaving out one criterion changes the choice for {listed(found)}.")]
