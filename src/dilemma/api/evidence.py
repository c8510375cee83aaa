"""Evidence on scenarios: observed signposts, wrong assumptions, and variants with more of either.

A request on several issues is divided by issue: `ISSUE:ID` is for one, `ID` for all that have it.
"""

from __future__ import annotations

from dataclasses import field, replace
from shlex import quote
from typing import TYPE_CHECKING, TypeVar

from dilemma.api.viewpoints import make_warning
from dilemma.errors import BadObservation, BadRequest, BadSetting, UnknownId
from dilemma.records import dataclass
from dilemma.scenario.dates import parse_day
from dilemma.scenario.edits.apply import apply_edits
from dilemma.scenario.edits.observations import likelihood_after
from dilemma.scenario.load import load_observations, require_known_by
from dilemma.scenario.model import drop_options
from dilemma.scenario.suggest import MOST_LISTED_IDS, suggest_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dilemma.analysis.results.assessment import Warned
    from dilemma.scenario.edits.apply import Edits
    from dilemma.scenario.library import Library
    from dilemma.scenario.model import Scenario


Value = TypeVar("Value")


def settings_by_issue(texts: Sequence[str], issues: Iterable[str]) -> dict[str, list[str]]:
    """Return the what-ifs by issue: `ISSUE:PATH=VALUE` is for one, `PATH=VALUE` for all.

    Raises:
        BadSetting: there is no such issue.
    """
    by_issue: dict[str, list[str]] = {name: [] for name in issues}
    for text in texts:
        path, equals, value = text.partition("=")
        issue, colon, rest = path.partition(":")
        if colon and issue.strip() not in by_issue:
            raise BadSetting(f"there is no issue `{issue}`{suggest_word(issue, by_issue)}")
        for name in [issue.strip()] if colon else by_issue:
            by_issue[name].append(f"{rest}{equals}{value}" if colon else text)
    return by_issue


def ids_by_issue(
    values: Mapping[str, Value], known: Mapping[str, Collection[str]], kind: str
) -> dict[str, dict[str, Value]]:
    """Return values of ids, by issue: `ISSUE:ID` is for one, `ID` for every issue that has it.

    Args:
        values: values by id, as typed.
        known: the ids of each issue.
        kind: the kind of thing the ids name, for messages.

    Raises:
        BadRequest: no issue has the id, there is no such issue, or one id has two values.
    """
    by_issue: dict[str, dict[str, Value]] = {name: {} for name in known}
    for text, value in values.items():
        for issue, key in _find_ids(text, known, kind):
            if by_issue[issue].setdefault(key, value) != value:
                raise BadRequest(f"two things are said of {kind} `{key}` on `{issue}`; say one")
    return by_issue


def _id_on_issue(key: str, issue: str) -> str | None:
    """Return the id that `ID` or `ISSUE:ID` means on an issue; None if it belongs to another issue."""
    of, colon, rest = key.partition(":")
    if not colon:
        return key
    return rest if of == issue else None


def _find_ids(text: str, known: Mapping[str, Collection[str]], kind: str) -> list[tuple[str, str]]:
    """Return the pairs of issue and id that a text means."""
    issue, colon, key = (part.strip() for part in text.partition(":"))
    if not colon:
        pairs = [(name, issue) for name, ids in known.items() if issue in ids]
        if not pairs:
            known_ids = dict.fromkeys(known_id for ids in known.values() for known_id in ids)
            noun = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
            raise UnknownId(
                f"no issue has {noun} `{issue}`{suggest_word(issue, known_ids, most=MOST_LISTED_IDS)}",
                kind=kind,
                id=issue,
            )
        return pairs
    if issue not in known:
        raise UnknownId(f"there is no issue `{issue}`{suggest_word(issue, known)}", kind="issue", id=issue)
    if key not in known[issue]:
        raise UnknownId(
            f"`{issue}` has no {kind} `{key}`{suggest_word(key, known[issue], most=MOST_LISTED_IDS)}",
            kind=kind,
            id=key,
        )
    return [(issue, key)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRequest:
    """The evidence in a request, on one scenario or several.

    Attributes:
        seen: signposts by `ID` or `SCENARIO:ID`, true if observed, false if looked for in vain.
        observed: an observations file by name or path.
        wrong: assumptions marked as wrong, by `ID` or `SCENARIO:ID`.
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
            key: answer
            for name, answer in self.seen.items()
            if (key := _id_on_issue(name, scenario)) is not None
        }
        keys = (_id_on_issue(name, scenario) for name in self.wrong)
        return replace(self, seen=observations, wrong=tuple(key for key in keys if key is not None))

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
    excluded: tuple[str, ...] = ()

    @property
    def observations(self) -> Mapping[str, bool]:
        """The signposts looked for so far, and whether each was observed."""
        return self.edits.seen

    @property
    def dates(self) -> Mapping[str, str]:
        """The dates of the observations, if known."""
        return self.edits.dates

    @property
    def withdrawn(self) -> Mapping[str, str]:
        """The dates on which what was observed was taken back."""
        return self.edits.withdrawn

    @property
    def wrong(self) -> tuple[str, ...]:
        """The assumptions marked as wrong so far."""
        return self.edits.wrong

    def before(self) -> Scenario:
        """Return the scenario without any observation."""
        return self._edited(replace(self.edits, seen={}))

    def _edited(self, edits: Edits) -> Scenario:
        """Return the scenario with edits, without the options that hard floors exclude from the run."""
        return drop_options(apply_edits(self.scenario, edits), self.excluded)

    def answered(self, signpost: str, *, seen: bool) -> Scenario | None:
        """Return the scenario with one more observation; None if it is impossible under every future."""
        try:
            return self._edited(replace(self.edits, seen={**self.edits.seen, signpost: seen}))
        except BadSetting:
            return None

    def likelihood(self, signpost: str) -> Mapping[str, float]:
        """Return the probability of seeing a signpost under each future, given the observations so far."""
        return likelihood_after(self.before(), self.edits.seen, signpost)

    def if_wrong(self, *assumptions: str) -> Scenario:
        """Return the scenario with more assumptions marked as wrong."""
        return self._edited(replace(self.edits, wrong=(*self.edits.wrong, *assumptions)))


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
        file: an observations file by name or path; of several entries on a signpost the latest counts, and
            none that is contested.
        day: the day observations must be known by; None for any day.
        library: where files are looked up by name.

    Raises:
        UnknownName, FaultyFile, OSError: there is no such file, or it is at fault.
        BadObservation: the file holds an observation after that day.
    """
    path = None if file is None else library.near(scenario.path).locate("observations", file)
    entries = () if path is None else load_observations(path, scenario, library.files)
    if path is not None and day is not None:
        entries = require_known_by(entries, day, path)
    recorded = [entry for entry in entries if entry.signpost not in signposts]
    counted = {entry.signpost: entry for entry in recorded if entry.contested is None}
    return replace(
        edits,
        seen={**{key: entry.seen for key, entry in counted.items()}, **signposts},
        dates={key: entry.date for key, entry in counted.items()},
        withdrawn={key: entry.withdrawn for key, entry in counted.items() if entry.withdrawn is not None},
        contested={entry.signpost: entry.contested for entry in recorded if entry.contested is not None},
    )


def contested_warnings(edits: Edits, scenario: Scenario) -> Iterator[Warned]:
    """Yield a warning of each signpost that a log records and that is not counted, as readers differ."""
    for key, reason in edits.contested.items():
        event = scenario.file.signposts[key].event.removesuffix(".")
        message = f"Not counted, because readers of the record differ: {event}. {reason}"
        advice = f"Add --seen {key} or --not-seen {key} to choose a reading."
        yield make_warning("contested-observation", f"{message} {advice}")


def evidence_options(evidence: EvidenceRequest) -> tuple[str, ...]:
    """Return the options of some evidence as they would be typed again."""
    options = [("--seen" if happened else "--not-seen", key) for key, happened in evidence.seen.items()]
    options += [("--observed", str(evidence.observed))] if evidence.observed is not None else []
    options += [("--wrong", key) for key in evidence.wrong]
    return (*(f"{option} {quote(value)}" for option, value in options), *(["--later"] * evidence.later))
