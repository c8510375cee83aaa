"""The lightest set that tips everyone, against every subset."""

from __future__ import annotations

from itertools import combinations
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given
from hypothesis import strategies as some

from dilemma.analysis import coalition_game as room
from dilemma.analysis.coalition_game import _NO_THRESHOLD, Game, least_equilibrium, minimum_seed_set

if TYPE_CHECKING:
    import pytest

WORKED: Any = yaml.load(
    (Path(__file__).parents[1] / "worked/coalitions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)

# Leverages in tenths, many of them alike, so that there are ties.
EVEN = some.lists(
    some.tuples(some.integers(0, 4), some.one_of(some.integers(0, 10), some.just(_NO_THRESHOLD))),
    min_size=1,
    max_size=9,
).map(lambda members: Game(tuple(w / 20 for w, _ in members), tuple(tipping / 10 for _, tipping in members)))
# Leverages in hundredths, most of them different, so that there are many sums.
UNEVEN = some.lists(
    some.tuples(some.integers(0, 100), some.one_of(some.floats(0, 1), some.just(_NO_THRESHOLD))),
    min_size=1,
    max_size=9,
).map(lambda members: Game(tuple(w / 300 for w, _ in members), tuple(tipping for _, tipping in members)))


def by_looking(game: Game) -> tuple[int, ...]:
    """The lightest subset whose cascade is everyone; then the smallest, then the first."""
    count = len(game.leverage)
    tipping = [
        (round(fsum(game.leverage[place] for place in chosen), 9), size, chosen)
        for size in range(count + 1)
        for chosen in combinations(range(count), size)
        if len(least_equilibrium(game, chosen)) == count
    ]
    return min(tipping)[2]


def of(tipping: dict[str, float]) -> Game:
    """The published game with some tipping shares."""
    leverage = WORKED["thresholds"]["leverage"]
    return Game(tuple(leverage.values()), tuple(tipping[name] for name in leverage))


def test_published_seeds() -> None:
    """Where nobody moves first, the published lightest member tips all (thresholds of Granovetter's kind)."""
    published = WORKED["thresholds"]["wary"]
    found = minimum_seed_set(of(published["tipping"]))
    assert found is not None
    assert [list(published["tipping"])[place] for place in found] == published["seeds"]


def test_nobody_need_be_won_over_where_all_act() -> None:
    """The set is empty where the cascade from nobody is everyone."""
    assert minimum_seed_set(of(WORKED["thresholds"]["ready"]["tipping"])) == ()


@given(some.one_of(EVEN, UNEVEN))
def test_lightest_of_all_subsets(game: Game) -> None:
    """No subset that tips everyone is lighter, and of those as light none is smaller or comes first."""
    assert minimum_seed_set(game) == by_looking(game)


def test_who_never_acts_must_be_won_over() -> None:
    """A member for whom no share is enough is in the set, though another would be lighter."""
    assert minimum_seed_set(Game((0.7, 0.3), (0.2, _NO_THRESHOLD))) == (1,)


def test_too_many_sums_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more different sums than will be looked at, there is no answer rather than a guess."""
    monkeypatch.setattr(room, "_MOST_SUMS", 1)
    game = Game((0.1, 0.2, 0.4, 0.3), (0.6, 0.6, 0.6, 0.6))
    assert minimum_seed_set(game) is None


def test_more_members_than_bits_are_refused() -> None:
    """A set is kept as the bits of one number."""
    assert minimum_seed_set(Game((0.01,) * 63, (0.5,) * 63)) is None


def test_twenty_members_of_any_leverage_are_searched() -> None:
    """Twenty different leverages make a million sums at most, all of which are looked at."""
    leverage = tuple((3 * place * place + 7 * place + 11) / 3000 for place in range(20))
    game = Game(leverage, tuple(0.3 + place / 40 for place in range(20)))
    found = minimum_seed_set(game)
    assert found is not None
    assert len(least_equilibrium(game, found)) == 20
