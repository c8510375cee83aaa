"""Options on what was seen and what is taken for granted, and the edits they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from dilemma.cli import completing
from dilemma.cli.guard import refuse

if TYPE_CHECKING:
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.model import Scenario

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen and what is taken to be wrong, as typed."""

    seen: Sequence[str] = ()
    not_seen: Sequence[str] = ()
    observed: str | None = None
    later: bool = False
    wrong: Sequence[str] = ()

    def of(self, scenario: Scenario) -> Evidence:
        """The same where only one scenario is meant: `SCENARIO:ID` is then its `ID`."""
        own = f"{scenario.id}:"
        seen, not_seen, wrong = (
            [key.removeprefix(own) for key in keys] for keys in (self.seen, self.not_seen, self.wrong)
        )
        return replace(self, seen=seen, not_seen=not_seen, wrong=wrong)

    def on(self, edits: Edits, scenario: Scenario, today: str | None) -> Edits:
        """The edits of a run with what was seen of a scenario."""
        from dilemma.api.evidence import with_evidence
        from dilemma.scenario.library import standard

        day = None if self.later else today or scenario.file.as_of
        return with_evidence(edits, scenario, self.said, self.observed, day=day, library=standard())

    @property
    def said(self) -> dict[str, bool]:
        """The signposts looked for, and whether each was seen; one that is said to be both is refused."""
        both = [key for key in self.seen if key in self.not_seen]
        if both:
            refuse(f"`{both[0]}` is given with --seen and with --not-seen; it cannot be both")
        return dict.fromkeys(self.seen, True) | dict.fromkeys(self.not_seen, False)

    @property
    def typed(self) -> tuple[str, ...]:
        """The options as they would be typed again."""
        said = [("--seen", key) for key in self.seen] + [("--not-seen", key) for key in self.not_seen]
        said += [("--observed", self.observed)] if self.observed is not None else []
        said += [("--wrong", key) for key in self.wrong]
        return (*(f"{option} {quote(value)}" for option, value in said), *(["--later"] * self.later))
