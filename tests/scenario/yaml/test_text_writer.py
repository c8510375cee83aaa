"""What is written as YAML is read back as the same value, by this program and by others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import yaml_flow, yaml_number, yaml_scalar

if TYPE_CHECKING:
    from dilemma.scenario.yaml.nodes import Data

# The loader refuses control characters however they are written, and in keys what does not show.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
KEY = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True)
TRICKY = st.sampled_from(
    ["NO", "yes", "y", "null", "~", "1:30", "010", "1e3", "2024-11-24", "a: b", "- a", "# c", "<<"]
)
NUMBER = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-1000, 1000)
DATA = st.recursive(
    TEXT | TRICKY | NUMBER | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> Any:
    """The value of a text under the key `value`; warnings are failures too."""
    node, problems = parse_yaml(f"value: {text}\n".encode(), "written")
    assert not problems
    assert node is not None
    return node.nearest(("value",)).data()


@given(DATA)
def test_data_are_read_back(data: Data) -> None:
    """Any value survives, without a warning that other tools might read it otherwise."""
    assert read(yaml_flow(data)) == data


@given(TEXT | TRICKY)
def test_a_text_is_the_same_text_under_yaml_1_1(text: str) -> None:
    """PyYAML, which follows YAML 1.1, sees what the author sees."""
    assert yaml.safe_load(f"value: {yaml_scalar(text)}") == {"value": text}
    assert yaml.safe_load(f"value: [{yaml_scalar(text)}]") == {"value": [text]}


@pytest.mark.parametrize("text", ["Frontline state", "us_engagement", "rank.1", "Über 40 %", "Out."])
def test_harmless_text_stays_bare(text: str) -> None:
    """Files are for reading; quotes only where they are needed."""
    assert yaml_scalar(text) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [(80.0, "80"), (0.3, "0.3"), (1e-05, "1.0e-05"), (1e22, "1.0e+22"), (-2.5, "-2.5")],
)
def test_numbers_are_numbers_to_every_reader(value: float, written: str) -> None:
    """`1e-05` would be a text to YAML 1.1."""
    assert yaml_number(value) == written
    assert yaml.safe_load(written) == value
