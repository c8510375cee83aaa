"""Every id means something the file declares, or a source or profile that exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.files.judgement import ROW_KEYS
from dilemma.scenario.model import ANALYST
from dilemma.scenario.suggest import did_you_mean, meant, nearest, remedy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dilemma.scenario.files.judgement import Weights
    from dilemma.scenario.files.parts import Add
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path
    from dilemma.scenario.reading.nodes import Node


NOBODY = "none"  # the viewpoint of the scenario's own weights


@dataclass(frozen=True, slots=True)
class Ids:
    """What value points may land on in a scenario."""

    options: Collection[str]
    leaves: Collection[str]
    futures: Collection[str]

    @classmethod
    def of(cls, scenario: Scenario) -> Ids:
        """Those of a scenario that can be used."""
        return cls(scenario.options, [leaf.id for leaf in scenario.leaves], scenario.file.futures)


def unknown(
    kind: str, given: str, known: Collection[str], path: Path, *, at_key: bool = False
) -> Iterator[Finding]:
    """Says that an id means nothing here, with the nearest that does."""
    if given not in known:
        message = f"there is no {kind} `{given}`{remedy(given, known)}"
        yield Finding(path, f"unknown-{kind}", message, at_key=at_key)


def scores(draft: Draft) -> Iterator[Finding]:
    """Scores name options, leaf criteria and futures of the file."""
    for option, row_by_criterion in draft.file.scores.items():
        yield from unknown("option", option, draft.file.options, ("scores", option), at_key=True)
        for criterion, row in row_by_criterion.items():
            path: Path = ("scores", option, criterion)
            yield from unknown("criterion", criterion, draft.leaf_ids, path, at_key=True)
            for future in row.futures:
                yield from _future(draft, future, (*path, future))


def _future(draft: Draft, given: str, path: Path) -> Iterator[Finding]:
    """A key of a row is a future, unless a word of the language was meant."""
    if given in draft.file.futures:
        return
    help_ = did_you_mean(given, ("score", *ROW_KEYS))
    if help_ and not nearest(given, draft.file.futures):
        message = f"the score of `{path[1]}` on `{path[2]}` has no key `{given}`{help_}"
        yield Finding(path, "unknown-key", message, at_key=True)
    elif draft.file.futures:
        yield from unknown("future", given, draft.file.futures, path, at_key=True)


def weights(draft: Draft) -> Iterator[Finding]:
    """Weights name leaf criteria, each of them once."""
    if draft.file.weights is not None:
        yield from weighed(draft.file.weights, draft.leaf_ids, ("weights",))


def weighed(given: Weights, leaves: Collection[str], path: Path) -> Iterator[Finding]:
    """Points or a ranking, wherever they stand, name every leaf criterion once and weigh some of them."""
    named = [((*path, key), key) for key in given.points]
    named += [((*path, place), key) for place, tie in enumerate(given.ranking) for key in tie]
    seen: set[str] = set()
    for place, key in named:
        yield from unknown("criterion", key, leaves, place, at_key=bool(given.points))
        if key in seen:
            yield Finding(place, "ranked-twice", f"criterion `{key}` is ranked twice; name it once")
        seen.add(key)
    seen |= meant(seen, leaves)
    for missing in [leaf for leaf in leaves if leaf not in seen]:
        yield Finding(path, "missing-weight", f"criterion `{missing}` has no weight; add it", at_key=True)
    if given.weigh_nothing:
        message = "every weight is 0; give at least one criterion points"
        yield Finding(path, "no-weight", message, at_key=True)


def viewpoint(draft: Draft) -> Iterator[Finding]:
    """The eyes used when nobody says whose are a profile's, or nobody's."""
    given = draft.file.viewpoint
    if given is not None:
        yield from unknown("profile", given, {*draft.profiles, NOBODY}, ("as",))


def variant(given: str | None, name: str, known: Collection[str]) -> Iterator[Finding]:
    """A scenario is a variant of another one that exists."""
    if given == name:
        message = f"`{name}` cannot be a variant of itself; name another scenario, or remove `variant_of`"
        yield Finding(("variant_of",), "variant-of-itself", message)
    elif given is not None:
        yield from unknown("scenario", given, known, ("variant_of",))


def coalition(draft: Draft) -> Iterator[Finding]:
    """The coalition names an option, leaf criteria and profiles that exist."""
    given = draft.file.coalition
    if given is None:
        return
    yield from unknown("option", given.option, draft.file.options, ("coalition", "option"))
    for criterion in given.per_share:
        path: Path = ("coalition", "per_share", criterion)
        yield from unknown("criterion", criterion, draft.leaf_ids, path, at_key=True)
    for member in given.members:
        yield from unknown("profile", member, draft.profiles, ("coalition", "members", member), at_key=True)


def signposts(draft: Draft) -> Iterator[Finding]:
    """Signposts name futures of the file."""
    for key, signpost in draft.file.signposts.items():
        for future in signpost.likelihood:
            path: Path = ("signposts", key, "likelihood", future)
            yield from unknown("future", future, draft.file.futures, path, at_key=True)
        if signpost.settles:
            yield from unknown("future", signpost.settles, draft.file.futures, ("signposts", key, "settles"))


def assumptions(draft: Draft) -> Iterator[Finding]:
    """What an assumption would change names options, leaf criteria and futures."""
    for key, assumption in draft.file.assumptions.items():
        for place, add in enumerate(assumption.if_wrong):
            known = Ids(draft.file.options, draft.leaf_ids, draft.file.futures)
            yield from adds(known, add, ("assumptions", key, "if_wrong", place))


def adds(known: Ids, add: Add, path: Path) -> Iterator[Finding]:
    """Value points land on an option, a leaf criterion and a future that exist."""
    yield from unknown("criterion", add.criterion, known.leaves, (*path, "criterion"))
    if add.option:
        yield from unknown("option", add.option, known.options, (*path, "option"))
    if add.future:
        yield from unknown("future", add.future, known.futures, (*path, "future"))


def shifts(draft: Draft) -> Iterator[Finding]:
    """An option moves the log-odds of futures that are asked with a chance."""
    futures = draft.file.futures
    for option, given in draft.file.options.items():
        for future in given.shifts:
            path: Path = ("options", option, "shifts", future)
            yield from unknown("future", future, futures, path, at_key=True)
            if future in futures and futures[future].chance is None:
                message = (
                    f"future `{future}` has no chance that option `{option}` could shift; remove the shift"
                )
                yield Finding(path, "idle-shift", message, at_key=True)


def citations(draft: Draft) -> Iterator[Finding]:
    """Every `from` names a source of the file, or `AJ`."""
    yield from cited(draft.file, draft.sources)


def cited(model: BaseModel, sources: Collection[str], path: Path = ()) -> Iterator[Finding]:
    """The citations of a model and of everything in it, against the sources that are known."""
    for key in type(model).model_fields:
        given = getattr(model, key)
        if key == "sources" and type(model).model_fields[key].alias == "from":
            for place, source in enumerate(given):
                if source != ANALYST:
                    yield from unknown("source", source, sources, (*path, "from", place))
        else:
            yield from _below(given, sources, (*path, key))


def cited_as_written(node: Node, sources: Collection[str], path: Path = ()) -> Iterator[Finding]:
    """The citations of a file whose shape is at fault, so that they need no second look once it is not."""
    if isinstance(node.value, dict):
        steps: Iterable[tuple[str | int, Node]] = node.value.items()
    else:
        steps = enumerate(node.value) if isinstance(node.value, list) else ()
    for step, below in steps:
        if path[-1:] == ("from",) and isinstance(step, int) and below.value != ANALYST:
            if isinstance(below.value, str):
                yield from unknown("source", below.value, sources, (*path, step))
        else:
            yield from cited_as_written(below, sources, (*path, step))


def _below(given: object, sources: Collection[str], path: Path) -> Iterator[Finding]:
    if isinstance(given, BaseModel):
        yield from cited(given, sources, path)
    elif isinstance(given, dict):
        for key, item in given.items():
            yield from _below(item, sources, (*path, key))
    elif isinstance(given, tuple):
        for place, item in enumerate(given):
            yield from _below(item, sources, (*path, place))
