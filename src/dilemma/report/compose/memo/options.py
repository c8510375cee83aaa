"""The options under the same headings: what it is, the bet, where it is best and worst, who wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Heading, Paragraph, paragraph, strong
from dilemma.report.names import capitalised, listed
from dilemma.report.numbers import whole
from dilemma.scenario.quantities import TIE

if TYPE_CHECKING:
    from dilemma.analysis.results import OptionResult
    from dilemma.report.compose.memo.case import Case


def options(case: Case) -> list[Block]:
    """One paragraph an option, best first."""
    return [Heading("Options"), *(_option(case, each) for each in case.result.options)]


def _option(case: Case, found: OptionResult) -> Paragraph:
    option = case.file.options[found.id]
    parts = [capitalised(option.definition or "").strip()]
    parts += [_bet(option.bet)] if option.bet else []
    parts += [_sides(case, found), _worst(case, found), _wanted(case, found)]
    text = " ".join(part for part in parts if part)
    return paragraph(strong(f"{case.option(found.id)} ({whole(found.value)} points). "), text)


def _bet(text: str) -> str:
    return f"The bet: {text[:1].lower() if text.startswith('That ') else text[:1]}{text[1:]}"


def _sides(case: Case, found: OptionResult) -> str:
    """For and against: the criteria on which no option does better, and on which none does worse."""
    every = case.result.options
    ahead, behind = [], []
    for key, own in found.contributions.items():
        others = [each.contributions[key] for each in every]
        if max(others) - min(others) <= TIE:
            continue
        if own >= max(others) - TIE:
            ahead.append(case.names.criterion(key))
        elif own <= min(others) + TIE:
            behind.append(case.names.criterion(key))
    parts = [f"the best option on {listed(ahead)}"] if ahead else []
    parts += [f"the worst {'' if ahead else 'option '}on {listed(behind)}"] if behind else []
    return f"It is {', and '.join(parts)}." if parts else "It is neither best nor worst on any criterion."


def _worst(case: Case, found: OptionResult) -> str:
    """Its risk: the future in which it is worth least."""
    if len(found.values_by_future) < 2:
        return ""
    future = min(found.values_by_future, key=lambda key: found.values_by_future[key])
    floor = listed([case.names.criterion(key) for key in found.below_floor])
    below = f" It falls below the floor on {floor}." if floor else ""
    return f"At worst, in {case.names.future(future)}, it is worth {whole(found.worst_value)}.{below}"


def _wanted(case: Case, found: OptionResult) -> str:
    """Who would choose it, and so object to another."""
    choices = case.result.who_chooses or ()
    wanted = [each.title for each in choices if found.id in (each.ties or (each.option,))]
    if not wanted:
        return "No profile would choose it." if choices else ""
    if len(wanted) == len(choices):
        return "Every profile would choose it."
    return f"Chosen by: {', '.join(wanted)}."
