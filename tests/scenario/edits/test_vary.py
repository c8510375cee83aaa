"""Many what-ifs in one: stretches, lists and the grid of several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.errors import BadSetting
from dilemma.scenario.edits.vary import SettingGrid, expand_setting, parse_grid
from dilemma.scenario.edits.what_if import parse_setting


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ("0.05:0.5:10", ["0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5"]),
        ("0:10:3", ["0", "5", "10"]),
        ("1:0:3", ["1", "0.5", "0"]),
        (" -1 : 1 : 2 ", ["-1", "1"]),
        ("1e-3:3e-3:3", ["0.001", "0.002", "0.003"]),
        ("likely,unlikely", ["likely", "unlikely"]),
        ("0.1, [0.1, 0.2, 0.3], 0.4", ["0.1", "[0.1, 0.2, 0.3]", "0.4"]),
        ("{a: 1, b: 2},[b, a]", ["{a: 1, b: 2}", "[b, a]"]),
        ("'a,b',c", ["'a,b'", "c"]),
        ("7", ["7"]),
        ("10%:50%:3", ["10%", "30%", "50%"]),
    ],
)
def test_values_read_as_a_person_writes_them(values: str, found: list[str]) -> None:
    """A stretch has both ends and no digits of binary arithmetic; commas within brackets part nothing."""
    assert expand_setting(f"rules.too_close={values}") == tuple(f"rules.too_close={each}" for each in found)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(2, 50))
def test_a_stretch_is_even_and_keeps_its_ends(low: float, high: float, count: int) -> None:
    """The first and last value are those stated, and the steps are equal but for the last digit."""
    found = [float(parse_setting(each).value) for each in expand_setting(f"a={low!r}:{high!r}:{count}")]
    assert (len(found), found[0], found[-1]) == (count, low, high)
    for place, value in enumerate(found):
        assert value == pytest.approx(low + (high - low) * place / (count - 1), rel=1e-9, abs=1e-9)


def test_several_paths_span_a_grid() -> None:
    """Every value of one path meets every value of the other, the last path changing fastest."""
    found = parse_grid(["a=1,2", "b=x,y,z"])
    assert list(found) == [(f"a={a}", f"b={b}") for a in (1, 2) for b in "xyz"]
    assert (len(found), found.paths) == (6, ("a", "b"))


def test_a_grid_of_nothing_is_one_plain_case() -> None:
    """Without anything to vary there is one variant, and nothing is set in it."""
    assert (list(SettingGrid()), len(SettingGrid()), SettingGrid().paths) == ([()], 1, ())


def test_a_grid_is_not_held() -> None:
    """A grid of a thousand million cases is counted and begun without making them."""
    found = parse_grid([f"{path}=0:1:1000" for path in "abc"])
    assert (len(found), next(iter(found))) == (10**9, ("a=0", "b=0", "c=0"))


@pytest.mark.parametrize(
    ("given", "settings", "said"),
    [
        (["a"], [], "`a` is not PATH=FROM:TO:COUNT or PATH=A,B,C; write the first value, the last and how"),
        (["a="], [], "`a=` is not PATH=FROM:TO:COUNT"),
        (["=1,2"], [], "`=1,2` is not PATH=FROM:TO:COUNT"),
        (["a=0:1"], [], "`a=0:1` needs a count from 2 to 10,000: write the first"),
        (["a=0:1:1"], [], "`a=0:1:1` needs a count"),
        (["a=0:1:99999"], [], "`a=0:1:99999` needs a count"),
        (["a=0:1:" + "9" * 5000], [], "9...` needs a count"),
        (["a=1e999:5:3"], [], "`a` cannot go to `1e999`; give numbers of at most 1e+15"),
        (["a=0:-1e16:3"], [], "`a` cannot go to `-1e16`"),
        (["a=0:" + "9" * 5000 + ":3"], [], "999...`; give numbers"),
        (["a=0." + "0" * 5000 + ":1:3"], [], "000...`; give numbers"),
        (
            [f"{path}=0:1:1000" for path in "abcd"],
            [],
            "that makes 1e+12 combinations, more than 1,000,000,000",
        ),
        ([f"{path}=0:1:100" for path in "abcdefghij"], [], "that makes 1e+20 combinations"),
        (["a=1,,2"], [], "`a=1,,2` has a comma too many"),
        (["a=1,2,"], [], "has a comma too many"),
        (["a=[1,2"], [], "the value of `a` cannot be read"),
        (["a=1,2", "a=3,4"], [], "`a` is given twice; give all its values at once"),
        (["a=1,2"], ["a=3"], "`a` is given twice"),
    ],
)
def test_what_cannot_be_meant(given: list[str], settings: list[str], said: str) -> None:
    """A slip is refused with what to write instead."""
    with pytest.raises(BadSetting) as bad:
        parse_grid(given, settings)
    assert said in str(bad.value)
    assert len(str(bad.value)) < 200
