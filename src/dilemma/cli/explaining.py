"""What `--explain` does: one measure in full, or the list of all."""

from __future__ import annotations

from dilemma.cli.formats import Format
from dilemma.cli.guard import refuse
from dilemma.cli.spelling import spelled
from dilemma.cli.streams import answer
from dilemma.report.compose.explanation import catalogue, explanation
from dilemma.report.measures import MEASURES
from dilemma.scenario.suggest import did_you_mean

ALL = "all"


def explain(wanted: str) -> None:
    """Prints what a measure is, its formula, its source and how to read it."""
    known = {measure.id: measure for measure in MEASURES}
    if wanted == ALL:
        answer(spelled(catalogue(MEASURES), Format.text, None))
    elif wanted in known:
        answer(spelled(explanation(known[wanted]), Format.text, None))
    else:
        near = did_you_mean(wanted, known) or "; `--explain all` lists what there is"
        refuse(f"there is no measure `{wanted}`{near}")
