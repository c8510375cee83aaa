"""What it makes that choosing an option moves the chances, and which figures are therefore not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, muted, paragraph
from dilemma.report.names import Names, capitalised
from dilemma.report.numbers import points

if TYPE_CHECKING:
    from dilemma.analysis.results import Assessment

WITHHELD = "break-evens, regret, Starr shares, EVPI"  # the chief of them; the data name all


def moved(result: Assessment, names: Names) -> list[Block]:
    """Where the choice stands without it; nothing where no option moves a chance."""
    if result.endogenous is None:
        return []
    then = result.endogenous.without
    if then.ties:
        said = f"{capitalised(names.options(then.ties))} would tie"
    else:
        said = f"{capitalised(names.option(then.option))} would lead by {points(then.margin)}"
    return [paragraph(f"Here choosing an option moves the chances; were they the same for all, {said}.")]


def withheld(result: Assessment) -> list[Block]:
    """One line on what is not given, and why."""
    if result.endogenous is None:
        return []
    return [paragraph(muted("Withheld, as the chances differ: "), f"{WITHHELD}.")]
