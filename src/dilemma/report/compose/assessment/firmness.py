"""How firm it is: the rules that disagree, and who would choose otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Paragraph, muted, paragraph, strong
from dilemma.report.names import Names, capitalised, listed
from dilemma.report.numbers import points, share

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment, Choice


def rules(result: Assessment, names: Names) -> list[Block]:
    """Which rules over futures choose what, and the whole line between the worst and the best case."""
    if len(result.probabilities) < 2:
        return []
    label = "Other rules  "
    return [
        paragraph(strong(label), _choices(result, names), hang=len(label)),
        paragraph(strong("Hurwicz".ljust(len(label))), _hurwicz(result, names), hang=len(label)),
    ]


def _choices(result: Assessment, names: Names) -> str:
    """Each choice with the rules that make it: maximin, minimax regret and Laplace in plain words."""
    found = result.rules
    chosen = {
        "best worst case": found.maximin,
        "least regret": found.minimax_regret,
        "equal chances": found.laplace,
    }
    makers: dict[str, list[str]] = {}
    for rule, options in chosen.items():
        if options is not None:
            makers.setdefault(names.options(options), []).append(rule)
    return "; ".join(f"{choice}: {', '.join(rules)}" for choice, rules in makers.items())


def _hurwicz(result: Assessment, names: Names) -> str:
    """The choice for every weight on the best case, from all on the worst to all on the best."""
    intervals = result.rules.hurwicz
    chosen = [names.choice(interval.option, interval.ties) for interval in intervals]
    if len(chosen) == 1:
        return f"{chosen[0]} at any weight on the best case"
    parts = [f"{name} to {share(found.stop)}" for name, found in zip(chosen, intervals[:-1], strict=False)]
    return f"{', '.join(parts)}, then {chosen[-1]} (best-case weight)"


def who(result: Assessment, names: Names) -> list[Block]:
    """One line for each profile that would choose otherwise, and one for those that agree."""
    if not result.who_chooses:
        return []
    leader = result.recommendation.option
    others = [each for each in result.who_chooses if leader not in (each.option, *each.ties)]
    agree = [each.title for each in result.who_chooses if each not in others]
    label = "Who would choose otherwise"
    blocks: list[Block] = [paragraph(strong(label if others else "Nobody would choose otherwise"))]
    blocks += [_dissenter(choice, names) for choice in others]
    if agree:
        blocks.append(paragraph(muted("  agree: "), ", ".join(agree), hang=9))
    return blocks


def _dissenter(choice: Choice, names: Names) -> Paragraph:
    option = names.choice(choice.option, choice.ties)
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
    whole = [key for key in result.weights if key not in result.leave_one_out]
    if whole:
        criterion = capitalised(names.criterion(whole[0]))
        return [paragraph(f"{criterion} has all the weight: without it nothing is left to choose by.")]
    if not found:
        return [paragraph("Leaving out any one criterion changes nothing.")]
    return [paragraph(f"Leaving out one criterion changes the choice for {listed(found)}.")]
