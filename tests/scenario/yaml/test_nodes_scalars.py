from __future__ import annotations

import math
import string
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dilemma.scenario.yaml.nodes import _LONGEST_NUMBER, parse_scalar, yaml_1_1_reading

if TYPE_CHECKING:
    from dilemma.scenario.yaml.nodes import Scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, None) for text in ("", "~", "null", "Null", "NULL")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *(("0", 0), ("-0", 0), ("+12", 12), ("-19", -19), ("010", 10), ("08", 8)),
        *(("0o7", 7), ("0o17", 15), ("0x3A", 58), ("0xff", 255)),
        *(
            ("0.", 0.0),
            ("-0.0", -0.0),
            (".5", 0.5),
            ("+12e03", 12000.0),
            ("-2E+05", -200000.0),
            ("1e3", 1000.0),
        ),
        *(("6.02e23", 6.02e23), ("1.e-2", 0.01), ("1e-400", 0.0)),
    ],
)
def test_the_core_schema(text: str, value: Scalar) -> None:
    """Nulls, booleans and numbers are those of YAML 1.2.2, section 10.3.2 and example 10.9."""
    assert parse_scalar(text) == value
    assert type(parse_scalar(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("NO", "no", "yes", "on", "Off", "y", "n", "nULL", "tRUE", "nan", "inf", "NaN", "Infinity", "-.nan"),
        *("1:30", "190:20:30", "1_000", "2024-01-02", "0b1", "0o8", "0xg", "-0x1", "+0o7", "1.2.3", "1,5"),
        *("-", ".", ".e3", "e3", "1e", "1e+", "+-1", "<<", "=", "~x", "١٢"),
    ],
)
def test_everything_else_is_text(text: str) -> None:
    """Words, ratios, dates and digits of other scripts mean what the author sees."""
    assert parse_scalar(text) == text


def test_infinities_and_nan_are_recognised() -> None:
    """They are numbers, so that a reader can refuse them by name; so is a number beyond all floats."""
    assert parse_scalar(".inf") == parse_scalar("+.Inf") == parse_scalar("1e400") == math.inf
    assert parse_scalar("-.INF") == parse_scalar("-1e400") == -math.inf
    nan = parse_scalar(".NaN")
    assert isinstance(nan, float)
    assert math.isnan(nan)


@pytest.mark.parametrize("digits", [_LONGEST_NUMBER + 1, 5000])
def test_a_number_too_long_is_text(digits: int) -> None:
    """Python refuses to read more than some thousand digits, and no author means so many."""
    assert parse_scalar("9" * _LONGEST_NUMBER) == int("9" * _LONGEST_NUMBER)
    assert parse_scalar("9" * digits) == "9" * digits
    assert yaml_1_1_reading("9" * digits) is None


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        *(("NO", "false"), ("off", "false"), ("yes", "true"), ("On", "true")),
        *(("1:30", "90"), ("190:20:30", "685230"), ("-1:30", "-90"), ("1:30.5", "90.5"), ("0:30.5", "30.5")),
        *(("010", "8"), ("-010", "-8"), ("08", "text"), ("1_000", "1000"), ("1_0.5", "10.5")),
        *(
            ("0b101", "5"),
            ("0xF_F", "255"),
            ("0o17", "text"),
            ("1e3", "text"),
            ("1.5e3", "text"),
            ("+.5", "text"),
        ),
    ],
)
def test_a_value_that_older_tools_read_otherwise(text: str, reading: str) -> None:
    """Source: the bool, int and float pages of the YAML 1.1 type repository."""
    assert yaml_1_1_reading(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        *("0", "7", "-12", "+3", "00", "1.5", "0.30", "-0.5", ".5", "1.5e+3", "0xff"),
        *("null", "~", "true", "FALSE", "y", "n", "N", "noon", "Norway", "nato", "S040", "order"),
        *("2024-01-02", "2024-11", "2025-06/2025-09", "2024-01-02T10:00:00", "12:30:00Z"),
        *("0:30", "1:60", "3%", "1,000", "v1.0", "1.2.3", "5-", "1-2"),
    ],
)
def test_ordinary_values_are_not_warned_about(text: str) -> None:
    """Plain numbers, dates, ids and words mean the same to everyone who matters, or are customary here."""
    assert yaml_1_1_reading(text) is None


@given(st.text(alphabet=string.digits + "+-._:eEoxXbnayNOYfFlstr", max_size=12))
@example("1__0")
@example("0_")
@example("-0b11")
def test_the_warning_agrees_with_a_yaml_1_1_tool(text: str) -> None:
    """Source: PyYAML, which is one: we warn exactly where it finds another number or boolean, or text."""
    ours, theirs = parse_scalar(text), _yaml_1_1(text)
    assume(ours not in (math.inf, -math.inf) and theirs is not NotImplemented)
    same = theirs == ours or (isinstance(theirs, str) and isinstance(ours, str))
    expected = None if same else "text" if isinstance(theirs, str) else str(theirs).lower()
    assert yaml_1_1_reading(text) == expected


def _yaml_1_1(text: str) -> object:
    """What PyYAML makes of a plain scalar, if that is a matter of numbers and booleans that it can read."""
    tag = str(yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]
    if not tag.endswith((":int", ":float", ":bool")):
        return text if tag.endswith(":str") else NotImplemented
    try:
        return NotImplemented if text.lower().endswith((".inf", ".nan")) else yaml.safe_load(text)
    except ValueError:  # it only looks like a number, as `0b_` does
        return NotImplemented
