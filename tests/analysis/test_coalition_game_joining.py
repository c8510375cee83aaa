"""The chance of a share, against every way in which members may answer."""

from __future__ import annotations

from itertools import product
from math import fsum, prod
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from dilemma.analysis import coalition_game
from dilemma.analysis.coalition_game import chance_of_reaching, share_distribution

WORKED: Any = yaml.load(
    (Path(__file__).parents[1] / "worked/coalitions.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
MEMBERS = some.lists(some.tuples(some.integers(0, 12), some.floats(0, 1)), min_size=0, max_size=8)


def law(leverage: list[float], chances: list[float]) -> tuple[list[float], list[float]]:
    """The law as plain lists."""
    found = share_distribution(leverage, chances)
    assert found is not None
    return found[0].tolist(), found[1].tolist()


def test_published_chances() -> None:
    """The published leverages and chances of joining give the published chances and mean of the share."""
    leverage = list(WORKED["thresholds"]["leverage"].values())
    found = share_distribution(leverage, list(WORKED["share"]["joins"].values()))
    assert found is not None
    for share, chance in WORKED["share"]["reaches"].items():
        assert chance_of_reaching(*found, share) == pytest.approx(chance, abs=5e-4)
    assert float(found[0] @ found[1]) == pytest.approx(WORKED["share"]["mean"], abs=1e-12)


# Games in which what matters is how many of the others join.


def others_join(count: int, chance: float, members: int) -> float:
    """The chance that exactly so many of the other members join, each with the same chance."""
    found = share_distribution([1 / members] * (members - 1), [chance] * (members - 1))
    assert found is not None
    return chance_of_reaching(*found, count / members) - chance_of_reaching(*found, (count + 1) / members)


@pytest.mark.parametrize("place", [0, 1])
def test_a_public_good_is_worth_its_cost_to_one_on_the_edge(place: int) -> None:
    """If all join with either published chance, tipping it is as likely as cost over benefit says."""
    game = WORKED["public_good"]
    assert others_join(game["needs"] - 1, game["mixed"][place], game["members"]) == pytest.approx(
        game["cost"], abs=2e-6
    )


def test_who_joins_for_a_public_good() -> None:
    """Of the 32 ways to answer, those nobody would change are none joining and every three of the five."""
    game = WORKED["public_good"]
    count = game["members"]
    kept = [
        answers
        for answers in product((0.0, 1.0), repeat=count)
        if all(joins == wants(answers, place, game) for place, joins in enumerate(answers))
    ]
    assert sorted({int(fsum(answers)) for answers in kept}) == game["sizes"]
    assert len(kept) == game["profiles"]


def wants(answers: tuple[float, ...], place: int, game: Any) -> bool:
    """Whether joining gains a member more than it costs, the others doing as they do."""
    others = [*answers[:place], *answers[place + 1 :]]
    found = share_distribution([1 / len(answers)] * len(others), others)
    assert found is not None
    needed = game["needs"] / len(answers)
    gain = chance_of_reaching(*found, needed - 1 / len(answers)) - chance_of_reaching(*found, needed)
    return gain >= float(game["cost"])


def test_assurance_by_lot() -> None:
    """If all join with the published chance, joining pays on average what staying out does (Sen 1967)."""
    game = WORKED["assurance"]
    count, chance = game["members"], game["mixed"]
    found = share_distribution([1 / count] * (count - 1), [chance] * (count - 1))
    assert found is not None
    joining_pays = 6 * (found[0] * count + 1) / 10 - 3
    assert float(joining_pays @ found[1]) == pytest.approx(0.6, abs=5e-6)


@given(MEMBERS, some.integers(0, 12))
def test_every_answer_is_counted(members: list[tuple[int, float]], twelfths: int) -> None:
    """The chance of at least a share is that of all answers that reach it, each looked at by itself."""
    leverage, chances = [weight / 12 for weight, _ in members], [chance for _, chance in members]
    needed = twelfths / 12
    expected = fsum(
        prod(chance if yes else 1 - chance for yes, chance in zip(answers, chances, strict=True))
        for answers in product((True, False), repeat=len(members))
        if fsum(weight for yes, weight in zip(answers, leverage, strict=True) if yes) >= needed - 1e-9
    )
    found = share_distribution(leverage, chances)
    assert found is not None
    assert chance_of_reaching(*found, needed) == pytest.approx(expected, abs=1e-12)


@given(MEMBERS)
def test_chances_sum_to_one(members: list[tuple[int, float]]) -> None:
    """Some share comes about, and each is listed once, the least first."""
    shares, chances = law([weight / 12 for weight, _ in members], [chance for _, chance in members])
    assert fsum(chances) == pytest.approx(1, abs=1e-12)
    assert shares == sorted(set(shares))


def test_equal_members_are_a_binomial() -> None:
    """Ten alike make eleven shares."""
    shares, chances = law([0.1] * 10, [0.5] * 10)
    assert shares == pytest.approx([count / 10 for count in range(11)])
    assert chances[5] == pytest.approx(252 / 1024)


def test_too_many_shares_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no law rather than an endless one."""
    monkeypatch.setattr(coalition_game, "_MOST_SHARES", 4)
    assert share_distribution([0.1, 0.2, 0.4], [0.5] * 3) is None
