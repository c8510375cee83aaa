"""A request to run a scenario: with which profiles, edits and evidence, and how it is computed.

The command line, the library, the cases of a comparison, their workers and a walk all pass this on.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from dilemma.analysis.core.run import Run
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.api.evidence import EvidenceRequest
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Profile, Scenario


def _no_evidence() -> EvidenceRequest:
    from dilemma.api.evidence import EvidenceRequest  # noqa: PLC0415  help on a command needs no pydantic

    return EvidenceRequest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """A request that applies to one scenario or to several alike.

    Attributes:
        profiles: profiles by name or path; empty for the framework's choice.
        settings: what-ifs, as typed.
        share: the share of partners that act; None for the assumed one.
        evidence: observed signposts and assumptions marked as wrong.
        endogenous: whether choosing an option changes the probabilities of the futures, by its own `shifts`.
        run: seed, samples and so on.
        rows_only: whether only the figures of a row of a table are wanted of each case.
    """

    profiles: Sequence[str] = ()
    settings: Sequence[str] = ()
    share: float | None = None
    evidence: EvidenceRequest = field(default_factory=_no_evidence)
    endogenous: bool = False
    run: Run = field(default_factory=Run)
    rows_only: bool = False

    @property
    def profile(self) -> str | None:
        """The first profile; None for the framework's choice."""
        return next(iter(self.profiles), None)

    def edits(self, profile: Profile | None, scenario: Scenario, library: Library | None = None) -> Edits:
        """Return the edits requested, on one scenario under one profile.

        Args:
            profile: one of the profiles meant; None for the scenario's own weights.
            scenario: the scenario as its file states it.
            library: where an observations file is looked up; None for the standard places.

        Raises:
            DilemmaError, OSError: a what-if cannot be read, or the evidence is at fault.
        """
        from dilemma.scenario.edits.apply import make_edits  # noqa: PLC0415  as above
        from dilemma.scenario.library import standard_library  # noqa: PLC0415  as above

        all_edits = make_edits(profile, self.settings, self.share, endogenous=self.endogenous)
        return self.evidence.on(
            all_edits, scenario, today=self.run.today, library=library or standard_library()
        )
