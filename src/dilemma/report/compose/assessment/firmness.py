"""How robust a choice is: the rules that disagree, and the profiles that would choose otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Paragraph, muted, paragraph, strong
from dilemma.report.names import Names, capitalize, join_names
from dilemma.report.numbers import format_points, format_share

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment, Choice


def rule_choices_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return the choice of each rule over futures, and the choice along the whole Hurwicz line."""
    if len(result.probabilities) < 2:
        return []
    label = "Other rules  "
    return [
        paragraph(strong(label), _describe_rules(result, names), hang=len(label)),
        paragraph(strong("Hurwicz".ljust(len(label))), _describe_hurwicz(result, names), hang=len(label)),
    ]


def _describe_rules(result: Assessment, names: Names) -> str:
    """Return each choice with the rules that make it: maximin, minimax regret and Laplace in plain words."""
    choices = result.rules
    options_by_rule = {
        "best worst case": choices.maximin,
        "least regret": choices.minimax_regret,
        "equal chances": choices.laplace,
    }
    rules_by_choice: dict[str, list[str]] = {}
    for rule, options in options_by_rule.items():
        if options is not None:
            rules_by_choice.setdefault(names.options(options), []).append(rule)
    return "; ".join(f"{choice}: {', '.join(labels)}" for choice, labels in rules_by_choice.items())


def _describe_hurwicz(result: Assessment, names: Names) -> str:
    """Return the choice for every weight on the best case, from all on the worst to all on the best."""
    intervals = result.rules.hurwicz
    choices = [names.choice(interval.option, interval.ties) for interval in intervals]
    if len(choices) == 1:
        return f"{choices[0]} at any weight on the best case"
    steps = [
        f"{name} to {format_share(interval.stop)}"
        for name, interval in zip(choices, intervals[:-1], strict=False)
    ]
    return f"{', '.join(steps)}, then {choices[-1]} (best-case weight)"


def profile_choices_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return one line for each profile that would choose otherwise, and one for those that agree."""
    if not result.who_chooses:
        return []
    leader = result.recommendation.option
    dissenters = [choice for choice in result.who_chooses if leader not in (choice.option, *choice.ties)]
    agreeing = [choice.title for choice in result.who_chooses if choice not in dissenters]
    label = "Who would choose otherwise"
    blocks: list[Block] = [paragraph(strong(label if dissenters else "Nobody would choose otherwise"))]
    blocks += [_dissenter_paragraph(choice, names) for choice in dissenters]
    if agreeing:
        blocks.append(paragraph(muted("  agree: "), ", ".join(agreeing), hang=9))
    return blocks


def _dissenter_paragraph(choice: Choice, names: Names) -> Paragraph:
    """Return what one profile would choose, and by how much."""
    option = names.choice(choice.option, choice.ties)
    return paragraph(f"  {choice.title}: {option}, by {format_points(choice.margin)}", hang=4)


def leave_one_out_paragraphs(result: Assessment, names: Names) -> list[Block]:
    """Return the criteria whose loss would change the choice; nothing where none was left out."""
    leader = result.recommendation.option
    decisive = [
        f"{names.criterion(key)} (then {names.option(option)})"
        for key, option in result.leave_one_out.items()
        if option != leader
    ]
    if not result.leave_one_out:
        return []
    # A criterion of full weight has no row of its own: nothing is left to weigh without it.
    sole = [key for key in result.weights if key not in result.leave_one_out]
    if sole:
        criterion = capitalize(names.criterion(sole[0]))
        return [paragraph(f"{criterion} has all the weight: without it nothing is left to choose by.")]
    if not decisive:
        return [paragraph("Leaving out any one criterion changes nothing.")]
    return [paragraph(f"Leaving out one criterion changes the choice for {join_names(decisive)}.")]
