"""Judgements that differ one by one: weights, chances, scores, coalition, rules, adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dilemma.scenario.difference.change import Change, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.difference.change import Kind, Path
    from dilemma.scenario.difference.version import Version
    from dilemma.scenario.files.judgement import Chance, Row, Weights
    from dilemma.scenario.files.parts import Add, Coalition, Future
    from dilemma.scenario.model import Scenario

EVERY = "*"  # every option, or every future, in the path of an adjustment


def viewpoint(old: Version, new: Version) -> Iterator[Change]:
    """Other eyes by default: their weights and their readings come as one change."""
    if old.eyes != new.eyes:
        yield Change("viewpoint", ("as",), old.eyes or "none", new.eyes or "none")


def weights(old: Version, new: Version) -> Iterator[Change]:
    """Swing points one by one; anything else as a whole, as far as it concerns criteria both have."""
    if old.eyes != new.eyes:
        return
    was, now = old.weights, new.weights
    if was and now and was.points and now.points:
        shared = {key: (each, now.points[key]) for key, each in was.points.items() if key in now.points}
        for key, (before, after) in shared.items():
            if before != after:
                yield Change("weight", ("weights", key), plain(before), plain(after))
    else:
        shared_leaves = frozenset(old.leaves) & frozenset(new.leaves)
        if among(was, shared_leaves) != among(now, shared_leaves):
            yield Change("weight", ("weights",), spelled(was), spelled(now))


def among(given: Weights | None, leaves: frozenset[str]) -> Any:
    """What weights say of some criteria: points, or places in the ranking, in a form that compares."""
    if given is None:
        return None
    if given.points:
        return {key: each for key, each in given.points.items() if key in leaves}
    kept = (frozenset(tie) & leaves for tie in given.ranking)
    return [tie for tie in kept if tie]


def spelled(given: Weights | None) -> Any:
    """Weights as a file states them."""
    if given is None:
        return None
    if given.points:
        return plain(given.points)
    return [list(tie) if len(tie) > 1 else tie[0] for tie in given.ranking]


def chances(old: Version, new: Version) -> Iterator[Change]:
    """Chances and probabilities of the futures that both have, in words where a file uses words."""
    was, now = ({each.id: each.chance for each in side.scenario.futures} for side in (old, new))
    kind: Kind = "probability" if new.scenario.chances == "free" else "chance"
    for key in was:
        if key in now and was[key] != now[key]:
            stated = (_stated(side.scenario, key) for side in (old, new))
            yield Change(kind, ("futures", key, kind), *stated)


def _stated(scenario: Scenario, key: str) -> Any:
    future: Future | None = scenario.file.futures.get(key)
    chance: Chance | None = (future.probability or future.chance) if future else None
    return None if chance is None else plain(chance.range)


def scores(old: Version, new: Version) -> Iterator[Change]:
    """Scores cell by cell; one change where both files state one score for every future."""
    futures = [
        (future, old.futures.index(future), place)
        for place, future in enumerate(new.futures)
        if future in old.futures
    ]
    for (option, leaf), before in old.scenario.rows.items():
        after = new.scenario.rows.get((option, leaf))
        if after is None:
            continue
        path: Path = ("scores", option, leaf)
        if _row(old, path).every and _row(new, path).every:
            if before[0].score != after[0].score:
                yield Change("score", path, plain(before[0].score), plain(after[0].score))
            continue
        for future, was, now in futures:
            if before[was].score != after[now].score:
                stated = (plain(before[was].score), plain(after[now].score))
                yield Change("score", (*path, future), *stated)


def _row(side: Version, path: Path) -> Row:
    return side.scenario.file.scores[path[1]][path[2]]


def coalition(old: Version, new: Version) -> Iterator[Change]:
    """What the share of partners does: the option, the share judged at, the points per unit of share."""
    was, now = old.scenario.file.coalition, new.scenario.file.coalition
    if was is None or now is None:
        if was is not now:
            yield Change("coalition", ("coalition",), was and was.option, now and now.option)
        return
    for path, before, after in _terms(was, now):
        if before != after:
            yield Change("coalition", ("coalition", *path), before, after)


def _terms(was: Coalition, now: Coalition) -> Iterator[tuple[Path, Any, Any]]:
    yield ("option",), was.option, now.option
    yield ("assumed_share",), was.assumed_share, now.assumed_share
    for key in {**was.per_share, **now.per_share}:
        yield ("per_share", key), was.per_share.get(key), now.per_share.get(key)


def rules(old: Version, new: Version) -> Iterator[Change]:
    """Under which margin it is too close, and what then decides."""
    was, now = old.scenario, new.scenario
    if was.too_close != now.too_close:
        yield Change("rule", ("rules", "too_close"), was.too_close, now.too_close)
    if was.tie_break != now.tie_break:
        yield Change("rule", ("rules", "tie_break"), was.tie_break, now.tie_break)


def adjustments(old: Version, new: Version) -> Iterator[Change]:
    """What a profile adds to scores, summed over entries on the same scores."""
    if old.eyes != new.eyes:
        return
    was, now = _added(old), _added(new)
    for path in {**was, **now}:
        if was.get(path) != now.get(path):
            yield Change("adjustment", path, was.get(path), now.get(path))


def _added(side: Version) -> Mapping[Path, float]:
    found: dict[Path, float] = {}
    for each in side.readings:
        found[where(each)] = found.get(where(each), 0.0) + each.add
    return found


def where(add: Add) -> Path:
    """The path of an adjustment: whose scores it moves, on what, in which future."""
    return ("adjustments", add.option or EVERY, add.criterion, add.future or EVERY)
