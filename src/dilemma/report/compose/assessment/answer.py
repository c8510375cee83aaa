"""The header and the answer: what wins, by how much, how firm, the chief risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.what_if import what_if
from dilemma.report.document import Block, Heading, Paragraph, Run, muted, paragraph, strong
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import likelihood, percent, points, told_apart

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment

FILE_ORDER = "file-order"  # the tie-break where no criterion has a pole


def header(result: Assessment, names: Names) -> list[Block]:
    """Which scenario, which question, whose eyes."""
    return [
        Heading(result.scenario.title, 1),
        paragraph(names.scenario.file.question),
        paragraph(
            muted("Seen by: "), f"{_eyes(result, names)}.", muted(f"  Evidence to {result.scenario.as_of}.")
        ),
        *what_if(result.settings, names.scenario),
        *stale(result),
    ]


def stale(result: Assessment) -> list[Block]:
    """What changed since the weights were given, before anything is made of them."""
    changed = [warned.message for warned in result.warnings if warned.code == "stale-weights"]
    return [paragraph(Run("Stale weights: ", "bad"), f"{message}.") for message in changed]


def _eyes(result: Assessment, names: Names) -> str:
    if result.profile is None:
        weights = "its own weights" if names.scenario.weights else "equal weights"
        return f"nobody in particular ({weights})"
    chosen = names.scenario.file.viewpoint == result.profile.id
    return f"{result.profile.title}" + (" (the default)" if chosen else "")


def answer(result: Assessment, names: Names) -> list[Block]:
    """The recommendation in three sentences, bottom line first."""
    return [_bottom_line(result, names), *_flags(result, names), *_chief_risk(result, names)]


def _bottom_line(result: Assessment, names: Names) -> Paragraph:
    found = result.recommendation
    first, second = names.option(found.option), names.option(found.runner_up)
    if found.verdict != "too-close":
        firm = "a clear lead" if found.verdict == "clear" else "it leans that way"
        said = strong(f"{capitalised(first)}: {firm}, {points(found.margin)} points ahead of {second}.")
        return paragraph(said, f" {_firmness(result, names)}")
    if found.ties:
        return paragraph(
            strong(f"Too close to call: {names.options(found.ties)} tie."), _tie_break(result, names)
        )
    lead, rule = told_apart(found.margin, found.too_close, points)
    close = f"Too close to call: {first} is {lead} points ahead of {second}; the rule asks for {rule}."
    return paragraph(strong(close), _tie_break(result, names))


def _firmness(result: Assessment, names: Names) -> str:
    """How often it is first, or who is instead: the shares the verdict rests on."""
    first = result.first
    often = percent(first.first_rank_share)
    most = max(result.options, key=lambda option: option.first_rank_share)
    if most.first_rank_share > first.first_rank_share:
        other = f"{names.option(most.id)} is first in {percent(most.first_rank_share)} of what they allow"
        return f"But that is at the central scores; within the stated ranges {other}, and it in {often}."
    order = next(rung for rung in result.ladder if rung.rung == "order").first_rank_shares[first.id]
    kept = f"for {percent(order)} of all weights that keep their order"
    return f"It is first in {often} of what the stated ranges allow, and {kept}."


def _tie_break(result: Assessment, names: Names) -> str:
    broken = result.recommendation.tie_break
    if broken is None or broken.rule == FILE_ORDER:  # the order of a file is no reason to choose
        return ""
    option = names.option(broken.option)
    return f" The tie-break (the higher {broken.rule} pole) prefers {option}."


def _flags(result: Assessment, names: Names) -> list[Block]:
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
    """The future that most of the leader's expected regret comes from; nothing where futures do not tell."""
    first = result.first
    risk = first.chief_risk
    if len(result.probabilities) < 2 or result.endogenous is not None:
        return []
    if risk is None:
        best = f"{names.option(first.id)} is best in every one of them"
        return [paragraph(f"Chief risk: none that these futures show; {best}.")]
    odds = likelihood(result.probabilities_with(first.id)[risk.future], names.scenario.file.lexicon)
    rival = next(option for option in result.options if option.id == risk.option)
    own, other = (points(option.values_by_future[risk.future]) for option in (first, rival))
    worth = f"{names.option(first.id)} is worth {own} and {names.option(rival.id)} {other}"
    return [paragraph(f"Chief risk: {names.future(risk.future)} ({odds}), where {worth}.")]
