"""Options on what was seen and what is taken for granted, and the edits they make."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.cli import completing
from dilemma.cli.guard import refuse

if TYPE_CHECKING:
    from dilemma.api.evidence import EvidenceRequest

SeenOption = Annotated[
    list[str],
    typer.Option(
        "--seen",
        metavar="SIGNPOST",
        help="A signpost that was seen; repeatable.",
        autocompletion=completing.signposts,
    ),
]
NotSeen = Annotated[
    list[str],
    typer.Option(
        "--not-seen",
        metavar="SIGNPOST",
        help="A signpost that was looked for and not seen; repeatable.",
        autocompletion=completing.signposts,
    ),
]
ObservedOption = Annotated[
    str | None,
    typer.Option(
        "--observed",
        metavar="FILE",
        help="What was seen, with dates: an observations file by name or path.",
        autocompletion=completing.observations,
        show_default=False,
    ),
]
Later = Annotated[
    bool, typer.Option("--later", help="Count what was seen after --today too; a look ahead, no forecast.")
]
Wrong = Annotated[
    list[str],
    typer.Option(
        "--wrong",
        metavar="ASSUMPTION",
        help="Take an assumption to be wrong; repeatable.",
        autocompletion=completing.assumptions,
    ),
]


def evidence_request(
    *,
    seen: Sequence[str] = (),
    not_seen: Sequence[str] = (),
    observed: str | None = None,
    later: bool = False,
    wrong: Sequence[str] = (),
) -> EvidenceRequest:
    """Return the evidence of the options; a signpost that is both seen and not seen is refused."""
    from dilemma.api.evidence import EvidenceRequest

    both = [key for key in seen if key in not_seen]
    if both:
        refuse(f"`{both[0]}` is given with --seen and with --not-seen; it cannot be both")
    observations = dict.fromkeys(seen, True) | dict.fromkeys(not_seen, False)
    return EvidenceRequest(seen=observations, observed=observed, later=later, wrong=tuple(wrong))


def evidence_options(evidence: EvidenceRequest) -> tuple[str, ...]:
    """Return the options of some evidence as they would be typed again."""
    options = [("--seen" if happened else "--not-seen", key) for key, happened in evidence.seen.items()]
    options += [("--observed", str(evidence.observed))] if evidence.observed is not None else []
    options += [("--wrong", key) for key in evidence.wrong]
    return (*(f"{option} {quote(value)}" for option, value in options), *(["--later"] * evidence.later))
