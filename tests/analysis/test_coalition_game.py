"""Who joins whom: published games, and every profile of actions of small ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from dilemma.analysis.coalition_game import (
    _NO_THRESHOLD,
    Game,
    cascade_rounds,
    greatest_equilibrium,
    least_equilibrium,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

WORKED: Any = yaml.load(
    (Path(__file__).parents[1] / "worked/coalitions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
THRESHOLDS = WORKED["thresholds"]

TENTHS = some.integers(0, 10).map(lambda tenth: tenth / 10)
GAMES = some.lists(
    some.tuples(some.integers(0, 6), some.one_of(TENTHS, some.just(_NO_THRESHOLD))), min_size=1, max_size=10
).map(
    lambda members: Game(
        tuple(weight / max(1, sum(each for each, _ in members)) for weight, _ in members),
        tuple(tipping for _, tipping in members),
    )
)


def of(tipping: dict[str, float]) -> Game:
    """The published game with some tipping shares."""
    leverage = THRESHOLDS["leverage"]
    return Game(tuple(leverage.values()), tuple(tipping[name] for name in leverage))


def names(places: Iterable[int]) -> set[str]:
    """The members of the published game at some places."""
    known = list(THRESHOLDS["leverage"])
    return {known[place] for place in places}


def equilibria(game: Game) -> list[set[int]]:
    """Every profile of actions in which nobody would rather change, by looking at each."""
    count = len(game.leverage)
    found = []
    for number in range(2**count):
        acting = {place for place in range(count) if number >> place & 1}
        if all((place in acting) == game.acts(place, game.share(acting - {place})) for place in range(count)):
            found.append(acting)
    return found


def test_assurance() -> None:
    """Equal members have two equilibria, none and all, and the published count tips (Schelling 1973)."""
    given_ = WORKED["assurance"]
    count = given_["members"]
    game = Game((1 / count,) * count, (given_["tips_at"] / count,) * count)
    assert sorted({len(each) for each in equilibria(game)}) == given_["sizes"]
    assert [len(least_equilibrium(game)), len(greatest_equilibrium(game))] == given_["sizes"]
    assert len(least_equilibrium(game, range(given_["needs_others"] - 1))) == given_["needs_others"] - 1
    assert len(least_equilibrium(game, range(given_["needs_others"]))) == count


@pytest.mark.parametrize("which", ["ready", "wary"])
def test_thresholds(which: str) -> None:
    """The published thresholds give the published least and greatest equilibria (Granovetter 1978)."""
    published = THRESHOLDS[which]
    game = of(published["tipping"])
    assert names(least_equilibrium(game)) == set(published["least"])
    assert names(greatest_equilibrium(game)) == set(published["greatest"])
    rounds = cascade_rounds(game)
    assert (names(rounds[0]) if rounds else set()) == set(published.get("first", []))


def test_types() -> None:
    """Thirty-two members of four types: none and all are the ends, as published."""
    given_ = WORKED["types"]
    each, total = given_["each"], sum(given_["leverage"]) * given_["each"]
    game = Game(
        tuple(weight / total for weight in given_["leverage"] for _ in range(each)),
        tuple(tipping for tipping in given_["tipping"] for _ in range(each)),
    )
    assert len(least_equilibrium(game)) == sum(given_["least"])
    assert len(greatest_equilibrium(game)) == sum(given_["greatest"])


@given(GAMES)
def test_the_ends_are_the_least_and_the_greatest_equilibrium(game: Game) -> None:
    """Of all profiles of actions, those without regret lie between the two found, which are among them."""
    every = equilibria(game)
    assert least_equilibrium(game) in every
    assert greatest_equilibrium(game) in every
    assert all(least_equilibrium(game) <= each <= greatest_equilibrium(game) for each in every)


@given(GAMES, some.data())
def test_a_higher_tipping_share_never_enlarges_an_equilibrium(game: Game, data: some.DataObject) -> None:
    """Raising what one member waits for brings nobody in."""
    place = data.draw(some.integers(0, len(game.leverage) - 1))
    higher = (
        data.draw(some.one_of(some.floats(game.thresholds[place], 2), some.just(_NO_THRESHOLD)))
        if game.thresholds[place] <= 2
        else _NO_THRESHOLD
    )
    raised = Game(game.leverage, (*game.thresholds[:place], higher, *game.thresholds[place + 1 :]))
    assert least_equilibrium(raised) <= least_equilibrium(game)
    assert greatest_equilibrium(raised) <= greatest_equilibrium(game)


@given(GAMES, some.data())
def test_more_commitment_never_shrinks_the_cascade(game: Game, data: some.DataObject) -> None:
    """Committing another member drives nobody out."""
    places = some.sets(some.integers(0, len(game.leverage) - 1))
    fewer = data.draw(places)
    assert least_equilibrium(game, fewer) <= least_equilibrium(game, fewer | data.draw(places))


def test_thirty_two_members() -> None:
    """In a game of 32 members who each wait for the one before, all join and nobody leaves."""
    count = 32
    game = Game((1 / count,) * count, tuple((place + 1) / count for place in range(count)))
    assert (len(least_equilibrium(game)), len(greatest_equilibrium(game))) == (count, count)
