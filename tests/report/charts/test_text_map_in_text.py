"""The map of winners in letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.report.charts import chart as model
from dilemma.report.charts.chart import Label
from dilemma.report.charts.text import assign_letters, render_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.report.charts.chart import Chart

    Make = Callable[..., Chart]


def map_of(*areas: model.MapArea, now: tuple[float, float] = (0.1, 0.2)) -> model.WinnersMapChart:
    """A map of rupture and cooperation."""
    return model.WinnersMapChart(
        title="t", description="d", what="w", across="rupture", up="cooperation", now=now, areas=areas
    )


LEFT = model.MapArea(Label("Enmesh"), ((0.0, 0.0), (0.45, 0.0), (0.45, 0.55), (0.0, 1.0)))
RIGHT = model.MapArea(Label("Counter", 1), ((0.45, 0.0), (1.0, 0.0), (0.45, 0.55)))


def test_the_map_shows_who_is_best_where() -> None:
    """Left of 45 % it is one, right of it the other; eleven rows; the letter of now in brackets."""
    assert render_map(map_of(LEFT, RIGHT)) == (
        "probability of cooperation\n"
        " 100%  E\n"
        "  90%  E  E\n"
        "  80%  E  E  E\n"
        "  70%  E  E  E  E\n"
        "  60%  E  E  E  E  E\n"
        "  50%  E  E  E  E  E  C\n"
        "  40%  E  E  E  E  E  C  C\n"
        "  30%  E  E  E  E  E  C  C  C\n"
        "  20%  E [E] E  E  E  C  C  C  C\n"
        "  10%  E  E  E  E  E  C  C  C  C  C\n"
        "   0%  E  E  E  E  E  C  C  C  C  C  C\n"
        "       0%                           100%  probability of rupture\n"
        "\n"
        "  E  Enmesh\n"
        "  C  Counter\n"
        " [ ] now: 10% rupture, 20% cooperation\n"
    )


@pytest.mark.parametrize("now", [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.55, 0.45), (0.449, 0.551)])
def test_now_is_always_on_the_map(now: tuple[float, float]) -> None:
    """Wherever things stand, exactly one letter of the triangle is in brackets."""
    rows = render_map(map_of(LEFT, RIGHT, now=now)).splitlines()[1:12]
    assert sum(row.count("[") for row in rows) == 1


def test_every_place_has_a_winner(make: Make) -> None:
    """Parts that cover the triangle leave no place without a letter, edges and corners included."""
    chart = make("map", 7)
    assert isinstance(chart, model.WinnersMapChart)
    assert "?" not in render_map(chart)


def test_letters_are_the_names_own_where_they_differ() -> None:
    """First letters when no two are alike, else A, B, C."""
    assert assign_letters(["wait out", "Enmesh"]) == ["W", "E"]
    assert assign_letters(["Counter", "Conditional"]) == ["A", "B"]
    assert assign_letters(["Ärger", "北"]) == ["A", "B"]


def test_names_cannot_move_the_cursor() -> None:
    """Control and direction characters are shown, not sent to the terminal."""
    hostile = model.MapArea(Label("\x1b[2J\u202eevil"), LEFT.polygon)
    assert not any(character in render_map(map_of(hostile, RIGHT)) for character in "\x1b\u202e")
