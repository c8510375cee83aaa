"""The text of a new scenario: short, commented, and without a fault from the first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.model import list_leaf_criteria
from dilemma.scenario.yaml.writer import yaml_scalar

if TYPE_CHECKING:
    from dilemma.scenario.schema.files import FrameworkFile

PLACEHOLDER_REASON = "Say why."  # placeholder of a reason; the checks take it for a missing one

_STANDALONE_TEMPLATE = """\
# {title}: replace every word and number; `dilemma check` says what is still missing.
dilemma: 1
title: {quoted}
question: What should we do about {subject}?
as_of: 2024-11-24                  # the evidence stops here

options:                           # each takes one of four stances: accommodate, wait_out, counter, enmesh
  accommodate:
    title: Go along
    does: [Say what is done]
  wait_out:
    title: Hold and wait
  counter:
    title: Act with others

criteria:                          # 0 is the worst plausible, 100 the best plausible; higher is better for us
  security:
    asks: How safe are we?
    pole: own
    worst: Exposed, with no substitute.
    best: Safer than today.
  cost:
    asks: What does it cost, all told? (higher is cheaper)
    pole: leadership
    worst: The full bill and retaliation on top.
    best: Nothing.
  rules:
    asks: Do the common rules come out intact?
    pole: order
    worst: Void.
    best: Stronger and more widely kept.

# Swings from worst to best, any total; or a ranking such as [security, cost, rules].
weights: {{security: 40, cost: 35, rules: 25}}

futures:                           # asked in order; the last takes the rest
  break:
    title: The patron walks away
    asks: Does the patron give up its commitment within the term?
    chance: [0.1, 0.2, 0.35]       # low, most likely, high; or one number, or a word such as unlikely
  hold:
    title: The commitment holds

scores:                            # [low, most likely, high] on each criterion in each future
  accommodate:
    security: {{why: {why}, from: [AJ], break: [5, 20, 35], hold: [50, 60, 70]}}
    cost: {{why: {why}, from: [AJ], break: [25, 35, 45], hold: [55, 65, 75]}}
    rules: {{why: {why}, from: [AJ], break: [10, 20, 30], hold: [30, 40, 50]}}
  wait_out:
    security: {{why: {why}, from: [AJ], break: [0, 15, 30], hold: [45, 55, 65]}}
    cost: {{why: {why}, from: [AJ], break: [10, 20, 35], hold: [60, 70, 80]}}
    rules: {{why: {why}, from: [AJ], break: [10, 20, 30], hold: [40, 50, 60]}}
  counter:
    security: {{why: {why}, from: [AJ], break: [35, 50, 65], hold: [45, 55, 65]}}
    cost: {{why: {why}, from: [AJ], break: [20, 30, 40], hold: [20, 30, 40]}}
    rules: {{why: {why}, from: [AJ], break: [45, 55, 65], hold: [50, 60, 70]}}
"""

_FRAMEWORK_TEMPLATE = """\
# {title}: on the framework `{framework}`; every score is 50 until you change it.
dilemma: 1
framework: {framework}
title: {quoted}
question: How should the ally respond on {subject}?
as_of: 2024-11-24                  # the evidence stops here
"""


def standalone_text(name: str) -> str:
    """Return the text of a scenario without a framework: three options, three criteria, two futures."""
    return _STANDALONE_TEMPLATE.format(
        title=_title_from(name),
        quoted=yaml_scalar(_title_from(name)),
        subject=_subject_from(name),
        why=PLACEHOLDER_REASON,
    )


def framework_text(name: str, framework: str, framework_file: FrameworkFile) -> str:
    """Return the text of a scenario on a framework: its options, criteria and futures, every cell at 50."""
    text = _FRAMEWORK_TEMPLATE.format(
        title=_title_from(name),
        quoted=yaml_scalar(_title_from(name)),
        subject=_subject_from(name),
        framework=framework,
    )
    conditional = list(framework_file.futures)[:-1]
    without_chance = [key for key in conditional if not framework_file.futures[key].chance]
    if without_chance:
        text += "\nfutures:                           # each chance is of what the earlier futures leave\n"
        text += "".join(f"  {key}: {{chance: [0.2, 0.3, 0.4]}}\n" for key in without_chance)
    text += "\nscores:\n"
    for option in framework_file.options:
        text += f"  {option}:\n"
        for leaf in list_leaf_criteria(framework_file.criteria):
            text += f"    {leaf.id}: {{score: [40, 50, 60], why: {PLACEHOLDER_REASON}, from: [AJ]}}\n"
    return text + _no_coalition_line(framework_file)


def _no_coalition_line(framework_file: FrameworkFile) -> str:
    """Return the line that leaves out a framework's coalition, which needs members of its own."""
    return "\ncoalition: null                    # or name its members\n" if framework_file.coalition else ""


def _title_from(name: str) -> str:
    return _subject_from(name)[:1].upper() + _subject_from(name)[1:]


def _subject_from(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")
