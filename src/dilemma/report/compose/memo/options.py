"""The options under the same headings: what it is, the bet, where it is best and worst, who wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Heading, Paragraph, paragraph, strong
from dilemma.report.names import capitalize, join_names
from dilemma.report.numbers import format_whole_points
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import OptionResult
    from dilemma.report.compose.memo.case import MemoContext


def options_section(memo: MemoContext) -> list[Block]:
    """Return one paragraph an option, best first."""
    return [Heading("Options"), *(_option_paragraph(memo, result) for result in memo.result.options)]


def _option_paragraph(memo: MemoContext, result: OptionResult) -> Paragraph:
    """Return an option: what it is, its bet, its best and worst sides, and who would choose it."""
    option = memo.file.options[result.id]
    parts = [capitalize(option.definition or "").strip()]
    parts += [_describe_bet(option.bet)] if option.bet else []
    parts += [
        _describe_extremes(memo, result),
        _describe_worst_future(memo, result),
        _describe_supporters(memo, result),
    ]
    text = " ".join(part for part in parts if part)
    return paragraph(strong(f"{memo.option(result.id)} ({format_whole_points(result.value)} points). "), text)


def _describe_bet(text: str) -> str:
    """Return the bet of an option as the end of a sentence."""
    return f"The bet: {text[:1].lower() if text.startswith('That ') else text[:1]}{text[1:]}"


def _describe_extremes(memo: MemoContext, result: OptionResult) -> str:
    """Return the criteria on which no option does better, and those on which none does worse."""
    results = memo.result.options
    ahead, behind = [], []
    for key, contribution in result.contributions.items():
        contributions = [option.contributions[key] for option in results]
        if max(contributions) - min(contributions) <= TIE:
            continue
        if contribution >= max(contributions) - TIE:
            ahead.append(memo.names.criterion(key))
        elif contribution <= min(contributions) + TIE:
            behind.append(memo.names.criterion(key))
    parts = [f"the best option on {join_names(ahead)}"] if ahead else []
    parts += [f"the worst {'' if ahead else 'option '}on {join_names(behind)}"] if behind else []
    return f"It is {', and '.join(parts)}." if parts else "It is neither best nor worst on any criterion."


def _describe_worst_future(memo: MemoContext, result: OptionResult) -> str:
    """Return the future in which the option is worth least."""
    if len(result.values_by_future) < 2:
        return ""
    future = min(result.values_by_future, key=lambda key: result.values_by_future[key])
    floor = join_names([memo.names.criterion(key) for key in result.below_floor])
    below = f" It falls below the floor on {floor}." if floor else ""
    return f"At worst, in {memo.names.future(future)}, it is worth {format_whole_points(result.worst_value)}.{below}"


def _describe_supporters(memo: MemoContext, result: OptionResult) -> str:
    """Return the profiles that would choose it, and so object to another."""
    choices = memo.result.who_chooses or ()
    supporters = [choice.title for choice in choices if result.id in (choice.ties or (choice.option,))]
    if not supporters:
        return "No profile would choose it." if choices else ""
    if len(supporters) == len(choices):
        return "Every profile would choose it."
    return f"Chosen by: {', '.join(supporters)}."
