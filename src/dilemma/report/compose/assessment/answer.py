"""The header and the answer of an assessment: what wins, by how much, how robustly, the chief risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.what_if import what_if_paragraphs
from dilemma.report.document import Block, Heading, Paragraph, Run, muted, paragraph, strong
from dilemma.report.names import Names, capitalize
from dilemma.report.numbers import format_distinct, format_likelihood, format_percent, format_points

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment

FILE_ORDER = "file-order"  # the tie-break where no criterion has a pole


def _assessment_header(result: Assessment, names: Names) -> list[Block]:
    """Return the title, the question, the viewpoint and the date of the evidence."""
    return [
        Heading(result.scenario.title, 1),
        paragraph(names.scenario.file.question),
        paragraph(
            muted("Seen by: "),
            f"{_viewpoint_title(result, names)}.",
            muted(f"  Evidence to {result.scenario.as_of}."),
        ),
        *what_if_paragraphs(result.settings, names.scenario),
        *stale_weights_paragraphs(result),
    ]


def stale_weights_paragraphs(result: Assessment) -> list[Block]:
    """Return what changed since the weights were set; nothing where nothing did."""
    messages = [warning.message for warning in result.warnings if warning.code == "stale-weights"]
    return [paragraph(Run("Stale weights: ", "bad"), f"{message}.") for message in messages]


def _viewpoint_title(result: Assessment, names: Names) -> str:
    """Return the title of the profile, or which weights stand in for one."""
    if result.profile is None:
        weights = "its own weights" if names.scenario.weights else "equal weights"
        return f"nobody in particular ({weights})"
    is_default = names.scenario.file.viewpoint == result.profile.id
    return f"{result.profile.title}" + (" (the default)" if is_default else "")


def assessment_answer(result: Assessment, names: Names) -> list[Block]:
    """Return the recommendation in three sentences, the bottom line first."""
    return [_bottom_line(result, names), *_floor_warning(result, names), *_chief_risk(result, names)]


def _bottom_line(result: Assessment, names: Names) -> Paragraph:
    """Return the verdict and the lead, in bold, with what supports it."""
    recommendation = result.recommendation
    first, second = names.option(recommendation.option), names.option(recommendation.runner_up)
    if recommendation.verdict != "too-close":
        strength = "a clear lead" if recommendation.verdict == "clear" else "it leans that way"
        headline = strong(
            f"{capitalize(first)}: {strength}, {format_points(recommendation.margin)} points ahead of {second}."
        )
        return paragraph(headline, f" {_robustness_sentence(result, names)}")
    if recommendation.ties:
        return paragraph(
            strong(f"Too close to call: {names.options(recommendation.ties)} tie."), _tie_break(result, names)
        )
    lead, rule = format_distinct(recommendation.margin, recommendation.too_close, format_points)
    closeness = f"Too close to call: {first} is {lead} points ahead of {second}; the rule asks for {rule}."
    return paragraph(strong(closeness), _tie_break(result, names))


def _robustness_sentence(result: Assessment, names: Names) -> str:
    """Return how often the leader comes first, or which option does more often."""
    first = result.first
    share = format_percent(first.first_rank_share)
    top = max(result.options, key=lambda option: option.first_rank_share)
    # The option of highest value need not be the one that comes first most often.
    if top.first_rank_share > first.first_rank_share:
        other = (
            f"{names.option(top.id)} is first in {format_percent(top.first_rank_share)} of what they allow"
        )
        return f"But that is at the central scores; within the stated ranges {other}, and it in {share}."
    order_share = next(rung for rung in result.ladder if rung.rung == "order").first_rank_shares[first.id]
    any_weights = f"for {format_percent(order_share)} of all weights that keep their order"
    return f"It is first in {share} of what the stated ranges allow, and {any_weights}."


def _tie_break(result: Assessment, names: Names) -> str:
    """Return what the tie-break prefers; empty without one."""
    tie_break = result.recommendation.tie_break
    if tie_break is None or tie_break.rule == FILE_ORDER:  # the order of a file is no reason to choose
        return ""
    option = names.option(tie_break.option)
    return f" The tie-break (the higher {tie_break.rule} pole) prefers {option}."


def _floor_warning(result: Assessment, names: Names) -> list[Block]:
    """Return the criteria on which the leader falls below a floor, and which option leads without such."""
    floor = result.first.below_floor
    if not floor:
        return []
    criteria = ", ".join(names.criterion(key) for key in floor)
    text = f"It falls below the floor on {criteria}. "
    screened = (
        f"Without options below a floor, {names.option(result.screened[0])} leads." if result.screened else ""
    )
    return [paragraph(strong("Bedrock: "), text + (screened or "No option clears every floor."))]


def _chief_risk(result: Assessment, names: Names) -> list[Block]:
    """Return the future that most of the leader's expected regret comes from; nothing where none is told."""
    first = result.first
    risk = first.chief_risk
    # Where choosing an option moves the chances, regret is withheld, and with it the risk it is made of.
    if len(result.probabilities) < 2 or result.endogenous is not None:
        return []
    if risk is None:
        best = f"{names.option(first.id)} is best in every one of them"
        return [paragraph(f"Chief risk: none that these futures show; {best}.")]
    odds = format_likelihood(result.probabilities_with(first.id)[risk.future], names.scenario.file.lexicon)
    rival = next(option for option in result.options if option.id == risk.option)
    value, rival_value = (format_points(option.values_by_future[risk.future]) for option in (first, rival))
    worth = f"{names.option(first.id)} is worth {value} and {names.option(rival.id)} {rival_value}"
    return [paragraph(f"Chief risk: {names.future(risk.future)} ({odds}), where {worth}.")]
