"""Checks of the files beside a scenario: they name what exists, and weights fit what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.dates import first_day, last_day
from dilemma.scenario.schema.parts import STANCES
from dilemma.scenario.suggest import suggest_word
from dilemma.scenario.validation.finding import Finding
from dilemma.scenario.validation.references import KnownIds, check_added_points, check_id, check_weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import TypeAlias

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.extra_files import ObservationsFile
    from dilemma.scenario.schema.files import FrameworkFile, Link, Portfolio
    from dilemma.scenario.schema.profile_file import ElicitationMethod, Elicited, Meaning, ProfileFile

    _Scenarios: TypeAlias = Mapping[str, Scenario | None]
    from dilemma.scenario.schema.parts import Criterion

DEFAULT_WEIGHTS = "default"  # the key of weights for every scenario with exactly these criteria

_CODE = "stale-weights"
_ENDS = ("worst", "best", "scale", "value")


def check_profile(file: ProfileFile, scenarios: _Scenarios) -> Iterator[Finding]:
    """Check that a profile's weights and adjustments fit the scenarios they name; warn of missing ones."""
    for key in file.weights:
        if key != DEFAULT_WEIGHTS:
            yield from _warn_of_missing_scenario(key, scenarios, ("weights", key))
    for index, adjustment in enumerate(file.adjustments):
        for number, key in enumerate(adjustment.scenarios):
            yield from _warn_of_missing_scenario(key, scenarios, ("adjustments", index, "scenarios", number))
    adjusted = (key for adjustment in file.adjustments for key in adjustment.scenarios)
    for key in dict.fromkeys((*file.weights, *adjusted)):
        scenario = scenarios.get(key)
        if scenario:
            yield from check_profile_fit(file, scenario, key)
            if key in file.weights and key in file.elicited:
                yield from warn_of_stale_weights(file.elicited[key], scenario, ("elicited", key))


def check_profile_fit(file: ProfileFile, scenario: Scenario, key: str) -> Iterator[Finding]:
    """Check that a profile's weights under a key, and its adjustments, name only what a scenario has."""
    known = KnownIds.of(scenario)
    if key in file.weights:
        yield from check_weights(file.weights[key], known.criteria, ("weights", key))
    for index, adjustment in enumerate(file.adjustments):
        if scenario.id in adjustment.scenarios:
            yield from check_added_points(known, adjustment, ("adjustments", index))


def _warn_of_missing_scenario(key: str, scenarios: _Scenarios, path: KeyPath) -> Iterator[Finding]:
    if key not in scenarios:
        message = f"there is no scenario `{key}`{suggest_word(key, scenarios)}"
        yield Finding(path, "unknown-scenario", message, severity="warning", at_key=True)


def check_portfolio(file: FrameworkFile, scenarios: _Scenarios) -> Iterator[Finding]:
    """Check that a portfolio names existing scenarios, and its links their options, criteria and futures."""
    portfolio = file.portfolio
    if portfolio is None:
        return
    for index, key in enumerate(portfolio.scenarios):
        yield from check_id("scenario", key, scenarios, ("portfolio", "scenarios", index))
    for index, link in enumerate(portfolio.links):
        yield from _check_link(portfolio, link, scenarios, ("portfolio", "links", index))
    # A scenario that is missing or faulty might be the one that has what an effect names.
    in_portfolio = [scenario for key in portfolio.scenarios if (scenario := scenarios.get(key))]
    if len(in_portfolio) == len(portfolio.scenarios):
        yield from _check_stance_effects(portfolio, in_portfolio)


def check_joined_scenarios(portfolio: Portfolio) -> Iterator[Finding]:
    """Check that a portfolio has two scenarios or more, each of them once."""
    path: KeyPath = ("portfolio", "scenarios")
    if len(portfolio.scenarios) < 2:
        message = (
            f"`scenarios` needs 2 or more entries to be decided together, not {len(portfolio.scenarios)}"
        )
        yield Finding(path, "too-few", message)
    for index, key in enumerate(portfolio.scenarios):
        if key in portfolio.scenarios[:index]:
            yield Finding((*path, index), "joined-twice", f"scenario `{key}` is joined twice; name it once")


def _check_link(portfolio: Portfolio, link: Link, scenarios: _Scenarios, path: KeyPath) -> Iterator[Finding]:
    for key, option in link.when.items():
        yield from _check_in_portfolio(portfolio, key, (*path, "when", key))
        scenario = scenarios.get(key)
        if scenario:
            yield from check_id("option", option, scenario.options, (*path, "when", key))
    yield from _check_in_portfolio(portfolio, link.then.scenario, (*path, "then", "scenario"))
    target = scenarios.get(link.then.scenario)
    if target:
        yield from check_added_points(KnownIds.of(target), link.then, (*path, "then"))


def _check_in_portfolio(portfolio: Portfolio, key: str, path: KeyPath) -> Iterator[Finding]:
    if key not in portfolio.scenarios:
        message = f"scenario `{key}` is not one of the portfolio's{suggest_word(key, portfolio.scenarios)}"
        yield Finding(path, "unknown-scenario", message, at_key="when" in path)


def _check_stance_effects(portfolio: Portfolio, scenarios: Collection[Scenario]) -> Iterator[Finding]:
    """Check the effects and costs of stances, which hold in every scenario that has what they name."""
    criteria = dict.fromkeys(leaf.id for scenario in scenarios for leaf in scenario.leaves)
    for index, effect in enumerate(portfolio.together):
        path: KeyPath = ("portfolio", "together", index, "criterion")
        yield from check_id("criterion", effect.criterion, criteria, path)
    options = dict.fromkeys((*STANCES, *(option for scenario in scenarios for option in scenario.options)))
    for key in portfolio.capital.cost if portfolio.capital else ():
        yield from check_id("option", key, options, ("portfolio", "capital", "cost", key), at_key=True)


def check_observations(file: ObservationsFile, scenarios: _Scenarios) -> Iterator[Finding]:
    """Check that every observation is of a signpost of a scenario that exists."""
    for index, observation in enumerate(file.seen):
        yield from check_id("scenario", observation.scenario, scenarios, ("seen", index, "scenario"))
        scenario = scenarios.get(observation.scenario)
        if scenario:
            path: KeyPath = ("seen", index, "signpost")
            yield from check_id("signpost", observation.signpost, scenario.file.signposts, path)
    for index, name in enumerate(file.nothing_on):
        yield from check_id("scenario", name, scenarios, ("nothing_on", index))
        if any(entry.scenario == name for entry in file.seen):
            message = f"`{name}` has entries under `seen`; take it out of `nothing_on`"
            yield Finding(("nothing_on", index), "seen-and-not-seen", message)
    yield from check_contradictions(file)


def check_contradictions(file: ObservationsFile) -> Iterator[Finding]:
    """Check that no signpost is both observed and not observed on one day, and that dates are in order."""
    reports: dict[tuple[str, str, str], bool] = {}
    for index, entry in enumerate(file.seen):
        # Compared by date as written: a month does not contradict one of its days.
        if reports.setdefault((entry.scenario, entry.signpost, entry.date), entry.seen) is not entry.seen:
            message = f"signpost `{entry.signpost}` is both seen and not seen on {entry.date}; keep one"
            yield Finding(("seen", index, "seen"), "seen-and-not-seen", message)
        if entry.withdrawn and last_day(entry.withdrawn) < first_day(entry.date):
            message = f"it is withdrawn before {entry.date}, when it was seen; correct one of the dates"
            yield Finding(("seen", index, "withdrawn"), "bad-date", message)
        for key, day in (("date", entry.date), ("withdrawn", entry.withdrawn)):
            if day and file.until and first_day(day) > last_day(file.until):
                message = f"the log stops on {file.until} (`until`), before {day}; correct one of the dates"
                yield Finding(("seen", index, key), "bad-date", message)


def elicitation_record(
    scenario: Scenario, *, day: str, started_from: str | None, method: dict[str, ElicitationMethod]
) -> Elicited:
    """Return the record of what weights elicited on a day were elicited against."""
    from dilemma.scenario.schema.profile_file import Elicited  # noqa: PLC0415  most runs elicit nothing

    return Elicited(
        date=day,
        started_from=started_from,
        method=method,
        options=tuple(scenario.options),
        futures=tuple(scenario.file.futures),
        scales={leaf.id: _end_meanings(leaf.criterion) for leaf in scenario.leaves},
    )


def _end_meanings(criterion: Criterion) -> Meaning:
    """Return the meaning of a criterion's two ends, as far as the file states it."""
    from dilemma.scenario.schema.profile_file import Meaning  # noqa: PLC0415  as above

    return Meaning(worst=criterion.worst, best=criterion.best, scale=criterion.scale, value=criterion.value)


def warn_of_stale_weights(elicited: Elicited, scenario: Scenario, path: KeyPath = ()) -> Iterator[Finding]:
    """Warn of what changed since weights were elicited, once each for scales, options and futures."""
    changes = (
        ("scales", list(_changed_ends(elicited, scenario))),
        ("options", list(_changed_names("option", elicited.options, scenario.options))),
        ("futures", list(_changed_names("future", elicited.futures, scenario.file.futures))),
    )
    for part, changed in changes:
        if changed:
            since = f"since the weights for `{scenario.id}` were given on {elicited.date}"
            message = f"changed {since}: {', '.join(changed)}; walk through it again"
            yield Finding((*path, part), _CODE, message, severity="warning", at_key=True)


def _changed_ends(elicited: Elicited, scenario: Scenario) -> Iterator[str]:
    """Yield the ends that differ, of criteria that are in the scenario still.

    Criteria that came or went have no weight, or a weight too many, which is an error of its own.
    """
    current = {leaf.id: _end_meanings(leaf.criterion) for leaf in scenario.leaves}
    for criterion, original in elicited.scales.items():
        if criterion in current:
            for end in _ENDS:
                if getattr(original, end) != getattr(current[criterion], end):
                    yield f"`{end}` of criterion `{criterion}`"


def _changed_names(kind: str, original: Collection[str], current: Collection[str]) -> Iterator[str]:
    yield from (f"{kind} `{name}` is new" for name in current if name not in original)
    yield from (f"{kind} `{name}` is gone" for name in original if name not in current)
