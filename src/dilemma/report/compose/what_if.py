"""What was set for one run alone, shown beside its result: it must not pass for what the files say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dilemma.report.compose.change_names import JudgementNames, _format_value
from dilemma.report.document import Block, paragraph, strong
from dilemma.report.numbers import format_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dilemma.scenario.model import Scenario

_JUDGEMENT_KINDS = {
    "weights": "weight",
    "scores": "score",
    "criteria": "floor",
    "coalition": "coalition",
    "rules": "rule",
}


def what_if_paragraphs(
    settings: Mapping[str, object] | None, scenario: Scenario, where: str = ""
) -> list[Block]:
    """Return what was set for this run, as a line; nothing where all is as the files say.

    Args:
        settings: the values by path; `share` is that of the partners who act.
        scenario: the scenario they were set in.
        where: ends the label, where there are several issues.
    """
    if not settings:
        return []
    return [paragraph(strong(f"What if{where}: "), f"{describe_settings(settings, scenario)}.")]


def describe_settings(settings: Mapping[str, object], scenario: Scenario) -> str:
    """Return the settings in words."""
    names = JudgementNames(scenario, scenario)
    return "; ".join(_describe_setting(path, value, names) for path, value in settings.items())


def _describe_setting(path: str, value: Any, names: JudgementNames) -> str:
    """Return one setting in words: the judgement and its value."""
    if path == "share":
        return f"share of partners that act {format_percent(value)}"
    first, _, rest = path.partition(".")
    kind = _JUDGEMENT_KINDS.get(first, rest.rpartition(".")[2])  # of a future, its chance or its probability
    return f"{names.judgement(kind, path)} {_format_value(value)}"
