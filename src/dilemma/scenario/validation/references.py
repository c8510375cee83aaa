"""Checks of references: each id names something in the file, or a source or profile that exists."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import BaseModel

from dilemma.records import dataclass
from dilemma.scenario.model import ANALYST
from dilemma.scenario.schema.judgement import suggest_row_key
from dilemma.scenario.suggest import intended_words, nearest_word, suggest_word
from dilemma.scenario.validation.finding import Draft, Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.schema.judgement import Weights
    from dilemma.scenario.schema.parts import Add
    from dilemma.scenario.yaml.nodes import Node


NO_PROFILE = "none"  # the viewpoint of the scenario's own weights


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Ids of a scenario that added value points may refer to."""

    options: Collection[str]
    criteria: Collection[str]
    futures: Collection[str]

    @classmethod
    def of(cls, scenario: Scenario) -> KnownIds:
        """Return the ids of a loaded scenario."""
        return cls(scenario.options, [leaf.id for leaf in scenario.leaves], scenario.file.futures)


def check_id(
    kind: str, name: str, known: Collection[str], path: KeyPath, *, at_key: bool = False
) -> Iterator[Finding]:
    """Check that an id is known, suggesting the nearest one that is."""
    if name not in known:
        listed = "; `dilemma list` shows what there is" if kind in ("profile", "scenario") else ""
        message = f"there is no {kind} `{name}`{suggest_word(name, known) or listed}"
        yield Finding(path, f"unknown-{kind}", message, at_key=at_key)


def check_score_references(draft: Draft) -> Iterator[Finding]:
    """Check that scores name options, leaf criteria and futures of the file."""
    for option, row_by_criterion in draft.file.scores.items():
        yield from check_id("option", option, draft.file.options, ("scores", option), at_key=True)
        for criterion, row in row_by_criterion.items():
            path: KeyPath = ("scores", option, criterion)
            yield from check_id("criterion", criterion, draft.leaf_ids, path, at_key=True)
            for future in row.futures:
                yield from _check_future_key(draft, future, (*path, future))


def _check_future_key(draft: Draft, name: str, path: KeyPath) -> Iterator[Finding]:
    """Check that a key of a row is a future, or report the word of the language it was meant for."""
    if name in draft.file.futures:
        return
    # In a row, any key that is no word of the language is read as a future.
    suggestion = suggest_row_key(name)
    if suggestion and not nearest_word(name, draft.file.futures):
        message = f"the score of `{path[1]}` on `{path[2]}` has no key `{name}`{suggestion}"
        yield Finding(path, "unknown-key", message, at_key=True)
    elif draft.file.futures:
        yield from check_id("future", name, draft.file.futures, path, at_key=True)


def check_dissent_references(draft: Draft) -> Iterator[Finding]:
    """Check that a dissent against single options names options of the file."""
    if isinstance(draft.file.dissent, dict):
        for option in draft.file.dissent:
            yield from check_id("option", option, draft.file.options, ("dissent", option), at_key=True)


def check_weight_references(draft: Draft) -> Iterator[Finding]:
    """Check that weights name every leaf criterion once."""
    if draft.file.weights is not None:
        yield from check_weights(draft.file.weights, draft.leaf_ids, ("weights",))


def check_weights(weights: Weights, criteria: Collection[str], path: KeyPath) -> Iterator[Finding]:
    """Check that points or a ranking name every leaf criterion once and give some of them weight."""
    entries = [((*path, key), key) for key in weights.points]
    entries += [((*path, rank), key) for rank, tie in enumerate(weights.ranking) for key in tie]
    weighted: set[str] = set()
    for key_path, key in entries:
        yield from check_id("criterion", key, criteria, key_path, at_key=bool(weights.points))
        if key in weighted:
            yield Finding(key_path, "ranked-twice", f"criterion `{key}` is ranked twice; name it once")
        weighted.add(key)
    # A mistyped id is reported once, where it stands, and not again as a missing weight.
    weighted |= intended_words(weighted, criteria)
    for missing_id in [key for key in criteria if key not in weighted]:
        yield Finding(path, "missing-weight", f"criterion `{missing_id}` has no weight; add it", at_key=True)
    if weights.weigh_nothing:
        message = "every weight is 0; give at least one criterion points"
        yield Finding(path, "no-weight", message, at_key=True)


def check_viewpoint(draft: Draft) -> Iterator[Finding]:
    """Check that the viewpoint used by default is a profile, or none."""
    viewpoint = draft.file.viewpoint
    if viewpoint is not None:
        yield from check_id("profile", viewpoint, {*draft.profiles, NO_PROFILE}, ("as",))


def check_variant(original: str | None, name: str, known: Collection[str]) -> Iterator[Finding]:
    """Check that a scenario is a variant of another one that exists."""
    if original == name:
        message = f"`{name}` cannot be a variant of itself; name another scenario, or remove `variant_of`"
        yield Finding(("variant_of",), "variant-of-itself", message)
    elif original is not None:
        yield from check_id("scenario", original, known, ("variant_of",))


def check_coalition_references(draft: Draft) -> Iterator[Finding]:
    """Check that the coalition names an option, leaf criteria and profiles that exist."""
    coalition = draft.file.coalition
    if coalition is None:
        return
    yield from check_id("option", coalition.option, draft.file.options, ("coalition", "option"))
    path: KeyPath
    for criterion in coalition.per_share:
        path = ("coalition", "per_share", criterion)
        yield from check_id("criterion", criterion, draft.leaf_ids, path, at_key=True)
    for option in coalition.also:
        yield from check_id("option", option, draft.file.options, ("coalition", "also", option), at_key=True)
    for name, member in coalition.members.items():
        path = ("coalition", "members", name)
        if member.joins is None:  # else its chance of joining counts, and it needs no profile
            yield from check_id("profile", name, draft.profiles, path, at_key=True)


def check_signpost_references(draft: Draft) -> Iterator[Finding]:
    """Check that signposts name futures of the file."""
    for key, signpost in draft.file.signposts.items():
        for future in signpost.likelihood:
            path: KeyPath = ("signposts", key, "likelihood", future)
            yield from check_id("future", future, draft.file.futures, path, at_key=True)
        for future in signpost.settles:
            yield from check_id("future", future, draft.file.futures, ("signposts", key, "settles"))


def check_future_order(draft: Draft) -> Iterator[Finding]:
    """Check that a future is asked after another future of the file, and none after itself."""
    futures = draft.file.futures
    for key, future in futures.items():
        trail = [key]
        while trail[-1] in futures and (after := futures[trail[-1]].after) and after not in trail[1:]:
            trail.append(after)
        if future.after is not None:
            yield from check_id("future", future.after, futures, ("futures", key, "after"))
        if key in trail[1:]:
            message = f"a future is asked after itself, {' after '.join(f'`{one}`' for one in trail)}"
            yield Finding(("futures", key, "after"), "after-itself", f"{message}; remove one `after`")


def check_assumption_references(draft: Draft) -> Iterator[Finding]:
    """Check that the effects of assumptions name options, leaf criteria and futures of the file."""
    for key, assumption in draft.file.assumptions.items():
        for index, add in enumerate(assumption.if_wrong):
            known = KnownIds(draft.file.options, draft.leaf_ids, draft.file.futures)
            yield from check_added_points(known, add, ("assumptions", key, "if_wrong", index))


def check_added_points(known: KnownIds, add: Add, path: KeyPath) -> Iterator[Finding]:
    """Check that value points are added to an option, a leaf criterion and a future that exist."""
    yield from check_id("criterion", add.criterion, known.criteria, (*path, "criterion"))
    # Without an option or a future, the points are added for every one.
    if add.option:
        yield from check_id("option", add.option, known.options, (*path, "option"))
    if add.future:
        yield from check_id("future", add.future, known.futures, (*path, "future"))


def check_shift_references(draft: Draft) -> Iterator[Finding]:
    """Check that options shift the log-odds of futures that have a chance."""
    futures = draft.file.futures
    for option, details in draft.file.options.items():
        for future in details.shifts:
            path: KeyPath = ("options", option, "shifts", future)
            yield from check_id("future", future, futures, path, at_key=True)
            if future in futures and futures[future].chance is None:
                message = (
                    f"future `{future}` has no chance that option `{option}` could shift; remove the shift"
                )
                yield Finding(path, "idle-shift", message, at_key=True)


def check_citations(draft: Draft) -> Iterator[Finding]:
    """Check that every `from` names a source of the file, or `AJ`."""
    yield from check_model_citations(draft.file, draft.sources)


def check_model_citations(
    model: BaseModel, sources: Collection[str], path: KeyPath = ()
) -> Iterator[Finding]:
    """Check the citations of a model and of everything in it against the known sources."""
    for source, source_path in unknown_citations(model, sources, path):
        yield from check_id("source", source, sources, source_path)


def unknown_citations(
    model: BaseModel, sources: Collection[str], path: KeyPath = ()
) -> Iterator[tuple[str, KeyPath]]:
    """Yield the citations of a model and of everything in it that are not among the sources, with places."""
    for key, is_citation in _model_keys(type(model)):
        value = getattr(model, key)
        if is_citation:
            for index, source in enumerate(value):
                if source != ANALYST and source not in sources:
                    yield source, (*path, "from", index)
        elif value and isinstance(value, _WITH_PARTS):
            yield from _unknown_citations_in(value, sources, (*path, key))


@lru_cache(maxsize=64)
def _model_keys(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a model, each with whether it holds citations."""
    # Scenario files also have `sources`, a list of files; citations are what is written as `from`.
    return tuple((key, field.alias == "from") for key, field in model.model_fields.items())


def check_written_citations(node: Node, sources: Collection[str], path: KeyPath = ()) -> Iterator[Finding]:
    """Check the citations of a file whose shape is wrong, so that one run reports both kinds of fault."""
    if isinstance(node.value, dict):
        steps: Iterable[tuple[str | int, Node]] = node.value.items()
    else:
        steps = enumerate(node.value) if isinstance(node.value, list) else ()
    for step, below in steps:
        if path[-1:] == ("from",) and isinstance(step, int) and below.value != ANALYST:
            if isinstance(below.value, str):
                yield from check_id("source", below.value, sources, (*path, step))
        else:
            yield from check_written_citations(below, sources, (*path, step))


_WITH_PARTS = (BaseModel, dict, tuple)


def _unknown_citations_in(
    value: object, sources: Collection[str], path: KeyPath
) -> Iterator[tuple[str, KeyPath]]:
    if isinstance(value, BaseModel):
        yield from unknown_citations(value, sources, path)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, _WITH_PARTS):
                yield from _unknown_citations_in(item, sources, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, _WITH_PARTS):
                yield from _unknown_citations_in(item, sources, (*path, index))
