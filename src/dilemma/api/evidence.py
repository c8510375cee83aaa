"""What was seen, and the scenario as it would be with more of it seen or more assumptions wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dilemma.api.by_issue import own
from dilemma.errors import BadObservation, BadSetting, UnknownId
from dilemma.scenario.dates import day
from dilemma.scenario.edits.apply import edited
from dilemma.scenario.observations import known_by, load_observations

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was seen and what is taken to be wrong, as somebody tells it of one scenario or of several.

    Attributes:
        seen: signposts by `ID` or `SCENARIO:ID`, true if seen, false if looked for in vain.
        observed: an observations file by name or path.
        wrong: assumptions taken to be wrong, by `ID` or `SCENARIO:ID`.
        later: whether what was seen after the day of the run counts too.
    """

    seen: Mapping[str, bool] = field(default_factory=dict)
    observed: str | Path | None = None
    wrong: Sequence[str] = ()
    later: bool = False

    def __post_init__(self) -> None:
        """Refuses what is neither a yes nor a no.

        Raises:
            BadObservation: a signpost is said to be something else than seen or not seen.
        """
        for key, was in self.seen.items():
            if not isinstance(was, bool):
                raise BadObservation(
                    f"signpost `{key}` is seen, True, or not seen, False; it cannot be {was!r}"
                )

    def known_to(self, scenarios: Collection[str]) -> Told:
        """The same, once it is clear that it is of these scenarios.

        Raises:
            UnknownId: something is told of another one.
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

    def of(self, scenario: str) -> Told:
        """What is told of one scenario, ids without its name; what is of another is left out."""
        seen = {key: was for told, was in self.seen.items() if (key := own(told, scenario))}
        wrong = tuple(key for told in self.wrong if (key := own(told, scenario)))
        return replace(self, seen=seen, wrong=wrong)

    def on(self, edits: Edits, scenario: Scenario, *, today: str | None, library: Library) -> Edits:
        """The edits with what is told of a scenario; observations must be known by its day.

        Raises:
            UnknownId: something is told of another scenario.
            BadDate: the day is none.
            UnknownName, FaultyFile, OSError, BadObservation: as `with_evidence` does.
        """
        if today is not None:
            day(today)
        told = self.known_to((scenario.id,)).of(scenario.id)
        known = None if self.later else today or scenario.file.as_of
        made = replace(edits, wrong=tuple(dict.fromkeys(told.wrong)))
        return with_evidence(made, scenario, told.seen, self.observed, day=known, library=library)


@dataclass(frozen=True, slots=True)
class Variants:
    """Makes a scenario again with a run's edits and some more; what the analysis measures signposts by."""

    scenario: Scenario
    edits: Edits

    @property
    def seen(self) -> Mapping[str, bool]:
        """The signposts looked for so far, and whether each was seen."""
        return self.edits.seen

    @property
    def dates(self) -> Mapping[str, str]:
        """When each was seen, where somebody says so."""
        return self.edits.dates

    @property
    def wrong(self) -> tuple[str, ...]:
        """The assumptions taken to be wrong so far."""
        return self.edits.wrong

    def before(self) -> Scenario:
        """The scenario without anything that was seen."""
        return edited(self.scenario, replace(self.edits, seen={}))

    def answered(self, signpost: str, *, seen: bool) -> Scenario | None:
        """The scenario with one signpost more; None where no future allows this answer."""
        try:
            return edited(self.scenario, replace(self.edits, seen={**self.edits.seen, signpost: seen}))
        except BadSetting:
            return None

    def if_wrong(self, *assumptions: str) -> Scenario:
        """The scenario with some assumptions more taken to be wrong."""
        return edited(self.scenario, replace(self.edits, wrong=(*self.edits.wrong, *assumptions)))


def with_evidence(
    edits: Edits,
    scenario: Scenario,
    seen: Mapping[str, bool],
    file: str | Path | None,
    *,
    day: str | None,
    library: Library,
) -> Edits:
    """The edits with what was seen: by an observations file, and by word of mouth, which is the last word.

    Args:
        edits: all other edits of the run.
        scenario: whose signposts they are.
        seen: signposts by id, true if seen, false if looked for in vain.
        file: an observations file by name or path; of several entries on a signpost the latest counts.
        day: the day observations must be known by; None for any day.
        library: where files are looked for by name.

    Raises:
        UnknownName, FaultyFile, OSError: there is no such file, or it is at fault.
        BadObservation: it holds what was seen after that day.
    """
    path = None if file is None else observations_file(file, library.near(scenario.path))
    entries = () if path is None else load_observations(path, scenario)
    if path is not None and day is not None:
        entries = known_by(entries, day, path)
    dates = {each.signpost: each.date for each in entries if each.signpost not in seen}
    return replace(edits, seen={**{each.signpost: each.seen for each in entries}, **seen}, dates=dates)


def observations_file(file: str | Path, library: Library) -> Path:
    """An observations file by name or path.

    Raises:
        UnknownName: no observations file goes by that name.
    """
    return library.meant("observations", file)
