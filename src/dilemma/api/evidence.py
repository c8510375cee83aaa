"""Evidence on scenarios: observed signposts, wrong assumptions, and variants with more of either."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dilemma.api.by_issue import id_on_issue
from dilemma.errors import BadObservation, BadSetting, UnknownId
from dilemma.scenario.dates import parse_day
from dilemma.scenario.edits.apply import apply_edits
from dilemma.scenario.observations import load_observations, require_known_by

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRequest:
    """The evidence in a request, on one scenario or several.

    Attributes:
        seen: signposts by `ID` or `SCENARIO:ID`, true if observed, false if looked for in vain.
        observed: an observations file by name or path.
        wrong: assumptions taken to be wrong, by `ID` or `SCENARIO:ID`.
        later: whether observations after the day of the run count too.
    """

    seen: Mapping[str, bool] = field(default_factory=dict)
    observed: str | Path | None = None
    wrong: Sequence[str] = ()
    later: bool = False

    def __post_init__(self) -> None:
        """Refuse observations that are neither true nor false.

        Raises:
            BadObservation: the value of a signpost is something else, such as a text.
        """
        for key, answer in self.seen.items():
            if not isinstance(answer, bool):
                raise BadObservation(
                    f"signpost `{key}` is seen, True, or not seen, False; it cannot be {answer!r}"
                )

    def check_scenarios(self, scenarios: Collection[str]) -> EvidenceRequest:
        """Return the request itself, after checking that it is about these scenarios only.

        Raises:
            UnknownId: it names another scenario.
        """
        for key in (*self.seen, *self.wrong):
            scenario, colon, _ = key.partition(":")
            if colon and scenario not in scenarios:
                raise UnknownId(
                    f"`{key}` is of `{scenario}`, which is not among the scenarios",
                    kind="scenario",
                    id=scenario,
                )
        return self

    def of(self, scenario: str) -> EvidenceRequest:
        """Return the evidence on one scenario, with plain ids."""
        observations = {
            key: answer for name, answer in self.seen.items() if (key := id_on_issue(name, scenario))
        }
        wrong = tuple(key for name in self.wrong if (key := id_on_issue(name, scenario)))
        return replace(self, seen=observations, wrong=wrong)

    def on(self, edits: Edits, scenario: Scenario, *, today: str | None, library: Library) -> Edits:
        """Return the edits with the evidence on a scenario; observations must be known by its day.

        Raises:
            UnknownId: the evidence is about another scenario.
            BadDate: `today` is no date.
            UnknownName, FaultyFile, OSError, BadObservation: as for `with_evidence`.
        """
        if today is not None:
            parse_day(today)
        evidence = self.check_scenarios((scenario.id,)).of(scenario.id)
        known = None if self.later else today or scenario.file.as_of
        run_edits = replace(edits, wrong=tuple(dict.fromkeys(evidence.wrong)))
        return add_evidence(run_edits, scenario, evidence.seen, self.observed, day=known, library=library)


@dataclass(frozen=True, slots=True)
class EditedVariants:
    """A scenario with a run's edits, and its variants with more evidence, which the analysis compares."""

    scenario: Scenario
    edits: Edits

    @property
    def seen(self) -> Mapping[str, bool]:
        """The signposts looked for so far, and whether each was observed."""
        return self.edits.seen

    @property
    def dates(self) -> Mapping[str, str]:
        """The dates of the observations, if known."""
        return self.edits.dates

    @property
    def wrong(self) -> tuple[str, ...]:
        """The assumptions taken to be wrong so far."""
        return self.edits.wrong

    def before(self) -> Scenario:
        """Return the scenario without any observation."""
        return apply_edits(self.scenario, replace(self.edits, seen={}))

    def answered(self, signpost: str, *, seen: bool) -> Scenario | None:
        """Return the scenario with one more observation; None if it is impossible under every future."""
        try:
            return apply_edits(self.scenario, replace(self.edits, seen={**self.edits.seen, signpost: seen}))
        except BadSetting:
            return None

    def if_wrong(self, *assumptions: str) -> Scenario:
        """Return the scenario with more assumptions taken to be wrong."""
        return apply_edits(self.scenario, replace(self.edits, wrong=(*self.edits.wrong, *assumptions)))


def add_evidence(
    edits: Edits,
    scenario: Scenario,
    signposts: Mapping[str, bool],
    file: str | Path | None,
    *,
    day: str | None,
    library: Library,
) -> Edits:
    """Return the edits with observations from a file and from the request, which takes precedence.

    Args:
        edits: all other edits of the run.
        scenario: the scenario with the signposts.
        signposts: signposts by id, true if observed, false if looked for in vain.
        file: an observations file by name or path; of several entries on a signpost the latest counts.
        day: the day observations must be known by; None for any day.
        library: where files are looked up by name.

    Raises:
        UnknownName, FaultyFile, OSError: there is no such file, or it is at fault.
        BadObservation: the file holds an observation after that day.
    """
    path = None if file is None else find_observations_file(file, library.near(scenario.path))
    entries = () if path is None else load_observations(path, scenario)
    if path is not None and day is not None:
        entries = require_known_by(entries, day, path)
    dates = {entry.signpost: entry.date for entry in entries if entry.signpost not in signposts}
    return replace(
        edits, seen={**{entry.signpost: entry.seen for entry in entries}, **signposts}, dates=dates
    )


def find_observations_file(file: str | Path, library: Library) -> Path:
    """Return the path of an observations file by name or path.

    Raises:
        UnknownName: no observations file has that name.
    """
    return library.locate("observations", file)
