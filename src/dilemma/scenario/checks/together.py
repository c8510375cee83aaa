"""What files beside a scenario say of it: profiles, portfolios and observations name what exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.checks.references import Ids, adds, unknown, weighed
from dilemma.scenario.checks.stale import stale
from dilemma.scenario.files.parts import STANCES
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import TypeAlias

    from dilemma.scenario.files.observations_file import ObservationsFile
    from dilemma.scenario.files.portfolio import Link, Portfolio
    from dilemma.scenario.files.profile_file import ProfileFile
    from dilemma.scenario.files.scenario_file import FrameworkFile
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path

    # The scenarios there are, by name; None for one that is itself at fault.
    Named: TypeAlias = Mapping[str, Scenario | None]

DEFAULT = "default"  # weights for every scenario with exactly these criteria


def profile(file: ProfileFile, named: Named) -> Iterator[Finding]:
    """A profile's weights and adjustments fit each scenario that exists; one that does not is warned of."""
    for key in file.weights:
        if key != DEFAULT:
            yield from _missing(key, named, ("weights", key))
    for place, adjustment in enumerate(file.adjustments):
        for number, key in enumerate(adjustment.scenarios):
            yield from _missing(key, named, ("adjustments", place, "scenarios", number))
    adjusted = (key for adjustment in file.adjustments for key in adjustment.scenarios)
    for key in dict.fromkeys((*file.weights, *adjusted)):
        scenario = named.get(key)
        if scenario:
            yield from misfits(file, scenario, key)
            if key in file.weights and key in file.elicited:
                yield from stale(file.elicited[key], scenario, ("elicited", key))


def misfits(file: ProfileFile, scenario: Scenario, key: str) -> Iterator[Finding]:
    """What a profile's weights under a key, and its adjustments, name that a scenario does not have."""
    known = Ids.of(scenario)
    if key in file.weights:
        yield from weighed(file.weights[key], known.leaves, ("weights", key))
    for place, adjustment in enumerate(file.adjustments):
        if scenario.id in adjustment.scenarios:
            yield from adds(known, adjustment, ("adjustments", place))


def _missing(key: str, named: Named, path: Path) -> Iterator[Finding]:
    if key not in named:
        message = f"there is no scenario `{key}`{remedy(key, named)}"
        yield Finding(path, "unknown-scenario", message, severity="warning", at_key=True)


def portfolio(file: FrameworkFile, named: Named) -> Iterator[Finding]:
    """A portfolio joins scenarios that exist, and its links name their options, criteria and futures."""
    given = file.portfolio
    if given is None:
        return
    for place, key in enumerate(given.scenarios):
        yield from unknown("scenario", key, named, ("portfolio", "scenarios", place))
    for place, link in enumerate(given.links):
        yield from _link(given, link, named, ("portfolio", "links", place))
    joined = [scenario for key in given.scenarios if (scenario := named.get(key))]
    if len(joined) == len(given.scenarios):  # a faulty scenario may be the one that has what is named
        yield from _common(given, joined)


def joined(given: Portfolio) -> Iterator[Finding]:
    """A portfolio joins two scenarios or more, each of them once."""
    path: Path = ("portfolio", "scenarios")
    if len(given.scenarios) < 2:
        message = f"`scenarios` needs 2 or more entries to be decided together, not {len(given.scenarios)}"
        yield Finding(path, "too-few", message)
    for place, key in enumerate(given.scenarios):
        if key in given.scenarios[:place]:
            yield Finding((*path, place), "joined-twice", f"scenario `{key}` is joined twice; name it once")


def _link(given: Portfolio, link: Link, named: Named, path: Path) -> Iterator[Finding]:
    for key, option in link.when.items():
        yield from _joined(given, key, (*path, "when", key))
        scenario = named.get(key)
        if scenario:
            yield from unknown("option", option, scenario.options, (*path, "when", key))
    yield from _joined(given, link.then.scenario, (*path, "then", "scenario"))
    landed = named.get(link.then.scenario)
    if landed:
        yield from adds(Ids.of(landed), link.then, (*path, "then"))


def _joined(given: Portfolio, key: str, path: Path) -> Iterator[Finding]:
    if key not in given.scenarios:
        message = f"scenario `{key}` is not one of the portfolio's{remedy(key, given.scenarios)}"
        yield Finding(path, "unknown-scenario", message, at_key="when" in path)


def _common(given: Portfolio, joined: Collection[Scenario]) -> Iterator[Finding]:
    """Effects and costs of stances, which hold in every scenario that has what they name."""
    criteria = dict.fromkeys(leaf.id for scenario in joined for leaf in scenario.leaves)
    for place, effect in enumerate(given.together):
        path: Path = ("portfolio", "together", place, "criterion")
        yield from unknown("criterion", effect.criterion, criteria, path)
    options = dict.fromkeys((*STANCES, *(option for scenario in joined for option in scenario.options)))
    for key in given.capital.cost if given.capital else ():
        yield from unknown("option", key, options, ("portfolio", "capital", "cost", key), at_key=True)


def observations(file: ObservationsFile, named: Named) -> Iterator[Finding]:
    """What was seen is a signpost of a scenario that exists."""
    for place, observation in enumerate(file.seen):
        yield from unknown("scenario", observation.scenario, named, ("seen", place, "scenario"))
        scenario = named.get(observation.scenario)
        if scenario:
            path: Path = ("seen", place, "signpost")
            yield from unknown("signpost", observation.signpost, scenario.file.signposts, path)
    yield from contradicted(file)


def contradicted(file: ObservationsFile) -> Iterator[Finding]:
    """No signpost is both seen and not seen on one day."""
    said: dict[tuple[str, str, str], bool] = {}
    for place, each in enumerate(file.seen):
        if said.setdefault((each.scenario, each.signpost, each.date), each.seen) is not each.seen:
            message = f"signpost `{each.signpost}` is both seen and not seen on {each.date}; keep one"
            yield Finding(("seen", place, "seen"), "seen-and-not-seen", message)
