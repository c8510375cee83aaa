"""Numbers as authors write them: what they are, what they centre on, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.distributions import NAMED, Exact
from dilemma.scenario.quantity import BadQuantity, describe_value, exact_quantity, parse_quantity

NUMBERS = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(
    ("raw", "family", "parameters", "central", "bounds"),
    [
        (42, "exact", (42,), 42, (42, 42)),
        (-0.5, "exact", (-0.5,), -0.5, (-0.5, -0.5)),
        ([20, 40], "uniform", (20, 40), 30, (20, 40)),
        ([7, 7], "uniform", (7, 7), 7, (7, 7)),
        ([20, 25, 60], "triangular", (20, 25, 60), 25, (20, 60)),
        ({"normal": [50, 8]}, "normal", (50, 8), 50, (50, 50)),
        ({"beta": [2, 3]}, "beta", (2, 3, 0, 1), 0.4, (0, 1)),
        ({"beta": [1, 3, 20, 60]}, "beta", (1, 3, 20, 60), 30, (20, 60)),
    ],
)
def test_a_quantity_is_what_is_written(
    raw: Any, family: str, parameters: tuple[float, ...], central: float, bounds: tuple[float, float]
) -> None:
    """Source: language, section 2: centre is the number, the midpoint, the most likely value, or the mean."""
    found = parse_quantity(raw)
    assert (found.family, found.parameters) == (family, parameters)
    assert found.central == central
    assert found.bounds == bounds
    assert found.low_central_high == (bounds[0], central, bounds[1])


@pytest.mark.parametrize(
    ("raw", "code", "path"),
    [
        (None, "wrong-type", ()),
        (True, "wrong-type", ()),
        ("likely", "wrong-type", ()),
        ([10, True], "wrong-type", (1,)),
        ([10, "20"], "wrong-type", (1,)),
        ([], "wrong-length", ()),
        ([10], "wrong-length", ()),
        ([1, 2, 3, 4], "wrong-length", ()),
        ([40, 20], "wrong-order", ()),
        ([10, 30, 20], "wrong-order", ()),
        ({}, "wrong-type", ()),
        ({"gamma": [1, 2]}, "wrong-type", ()),
        ({"normal": [1, 2], "beta": [1, 2]}, "wrong-type", ()),
        ({"normal": 5}, "wrong-length", ("normal",)),
        ({"normal": [5]}, "wrong-length", ("normal",)),
        ({"normal": [5, "wide"]}, "wrong-type", ("normal", 1)),
        ({"normal": [5, 0]}, "out-of-range", ("normal", 1)),
        ({"beta": [2, 3, 0]}, "wrong-length", ("beta",)),
        ({"beta": [0, 3]}, "out-of-range", ("beta",)),
        ({"beta": [2, 3, 5, 5]}, "wrong-order", ("beta",)),
    ],
)
def test_what_is_no_quantity_is_refused_at_its_part(raw: Any, code: str, path: tuple[str | int, ...]) -> None:
    """The code says what kind of fault it is and the path leads to the part at fault."""
    with pytest.raises(BadQuantity) as refused:
        parse_quantity(raw)
    assert (refused.value.code, refused.value.path) == (code, path)


@pytest.mark.parametrize("raw", [{"normal": [50, 8]}, {"beta": [1, 3, 20, 60]}])
def test_a_distribution_is_named_where_none_is_known(raw: dict[str, list[float]]) -> None:
    """The refusal of an unknown distribution shows every one there is, and each is written as it was read."""
    assert parse_quantity(raw).to_yaml() == raw
    assert {*raw} <= {*NAMED}
    with pytest.raises(BadQuantity) as refusal:
        parse_quantity({"gamma": [1, 2]})
    assert all(f"`{{{family}: {kind.form}}}`" in refusal.value.message for family, kind in NAMED.items())


@given(st.lists(NUMBERS, min_size=2, max_size=3).map(sorted))
def test_the_centre_lies_between_the_bounds(raw: list[float]) -> None:
    """Any rising list of two or three is a quantity whose centre is inside it."""
    low, central, high = parse_quantity(raw).low_central_high
    assert low <= central <= high


@given(NUMBERS)
def test_an_exact_number_is_itself(number: float) -> None:
    """Exactness survives: nothing is rounded or widened."""
    assert exact_quantity(number) == parse_quantity(number) == Exact((number,))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "empty"),
        (True, "`true`"),
        (3, "the number `3`"),
        (2.5, "the number `2.5`"),
        ("two", "the text `two`"),
        ("x" * 50, f"the text `{'x' * 39}…`"),
        ([], "a list"),
        ({}, "a mapping"),
    ],
)
def test_values_are_spoken_of_in_plain_words(raw: Any, words: str) -> None:
    """An author reads what was found, in no programmer's terms, and long texts are cut."""
    assert describe_value(raw) == words
