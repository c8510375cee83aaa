"""What was seen and what is taken to be wrong: in a memo's words, and with every figure in its annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.compose.observed import before_and_after, event, share_moved, taken_wrong
from dilemma.report.document import Block, Heading, bullets, paragraph, strong
from dilemma.report.names import capitalised
from dilemma.report.numbers import likelihoods

if TYPE_CHECKING:
    from dilemma.analysis.watch.watch_results import Observed
    from dilemma.report.compose.memo.case import Case

TOLD = 3  # events told in the body; the annex has all of them
STILL = 0.005  # a probability that moves by less is as good as unmoved


def in_short(case: Case) -> list[Block]:
    """The events, the future they moved most, what became of the choice; then what is taken to be wrong."""
    found = case.result.observed
    blocks: list[Block] = []
    if found is not None:
        parts = (_events(case, found), _moved(case, found), share_moved(found), _choice(case, found))
        blocks.append(paragraph(strong("What was seen. "), " ".join(part for part in parts if part)))
    wrong = [case.file.assumptions[key].says for key in case.result.wrong]
    return [*blocks, *([paragraph(strong("Taken to be wrong. "), " ".join(wrong))] if wrong else [])]


def _events(case: Case, found: Observed) -> str:
    more = len(found.signposts) - TOLD
    rest = f" {more} more {'is' if more == 1 else 'are'} in the annex." if more > 0 else ""
    return " ".join(f"{event(each, case.names)}." for each in found.signposts[:TOLD]) + rest


def _moved(case: Case, found: Observed) -> str:
    """The future whose probability moved most."""
    before, after = found.before.probabilities, found.after.probabilities
    key = max(before, key=lambda key: abs(after[key] - before[key]))
    if abs(after[key] - before[key]) < STILL:
        return "This leaves the probabilities of the futures as they were."
    then, now = likelihoods(before[key], after[key], case.file.lexicon)
    return f"This takes {case.names.future(key)} from {then}, to {now}."


def _choice(case: Case, found: Observed) -> str:
    """What led before, and what leads now."""
    then, now = (each.ties or (each.option,) for each in (found.before, found.after))
    before = f"{capitalised(case.names.options(then))} led before"
    if then == now:
        return f"{before} and still {'leads' if len(now) == 1 else 'lead'}."
    return f"{before}; now {case.names.options(now)} {'does' if len(now) == 1 else 'do'}."


def in_full(case: Case) -> list[Block]:
    """Every event, and before and after in a table; nothing where nothing was seen."""
    found = case.result.observed
    if found is None:
        return [Heading("What was seen", 3), *wrong] if (wrong := _wrong(case)) else []
    events = bullets(*(f"{event(each, case.names)}." for each in found.signposts))
    return [Heading("What was seen", 3), events, before_and_after(found, case.names), *_wrong(case)]


def _wrong(case: Case) -> list[Block]:
    return taken_wrong(case.result.wrong, case.names)
