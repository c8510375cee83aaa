"""A value is replaced at its place, every other byte stays, and what would read otherwise is not written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.rewrite import CannotRewrite, Replacement, find_extents, rewrite_values
from dilemma.scenario.yaml.parser import parse_yaml
from dilemma.scenario.yaml.text import yaml_flow, yaml_scalar

if TYPE_CHECKING:
    from dilemma.scenario.messages import KeyPath

TEXT = """\
# Ünïcode first: 🙂
weights:
futures:
  a: {chance: 0.2}   # keep
  b:
    chance:
      - 0.1
      - 0.3   # most

    why: >-
      long text
      more

  # tail
  c: {}
scores: {o: {n: 3, m: {why: "a, b", x: 4, y: [1, 2]}, }}
'last: one': 'it''s'
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ([Replacement(("weights",), {"a": 1})], "weights:\n", "weights: {a: 1}\n"),
        ([Replacement(("futures", "a", "chance"), 0.4, "range", "range")], "chance: 0.2", "chance: 0.4"),
        (
            [Replacement(("futures", "a", "chance"), "So.", "why", "range")],
            "chance: 0.2",
            "chance: {range: 0.2, why: So.}",
        ),
        (
            [
                Replacement(("futures", "b", "chance"), 0.5, "range", "range"),
                Replacement(("futures", "b", "chance"), "so: x", "why", "range"),
            ],
            "- 0.1\n      - 0.3   #",
            '{range: 0.5, why: "so: x"}   #',
        ),
        ([Replacement(("futures", "b", "why"), "new")], ">-\n      long text\n      more\n", "new\n"),
        ([Replacement(("futures", "b", "note"), "N")], "      more\n", '      more\n    note: "N"\n'),
        ([Replacement(("futures", "c", "chance"), 0.5)], "c: {}", "c: {chance: 0.5}"),
        (
            [
                Replacement(("scores", "o", "m", "x"), "W", "why"),
                Replacement(("scores", "o", "m", "x"), 7, "score"),
            ],
            "x: 4",
            "x: {score: 7, why: W}",
        ),
        ([Replacement(("scores", "o", "m", "y", 1), 9)], "[1, 2]", "[1, 9]"),
        ([Replacement(("scores", "o", "k"), 1)], "[1, 2]}, }}", "[1, 2]}, k: 1, }}"),
        ([Replacement(("last: one",), None)], "'it''s'", "null"),
        ([Replacement(("end",), [1])], "'it''s'\n", "'it''s'\nend: [1]\n"),
    ],
    ids=range(12),
)
def test_only_the_place_of_a_change_changes(changes: list[Replacement], old: str, new: str) -> None:
    """In flow and block style, with comments beside it, wherever a value can stand."""
    assert TEXT.count(old) == 1
    assert rewrite_values(TEXT.encode(), changes).decode() == TEXT.replace(old, new)


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """Whatever editor the file was written in."""
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    changed = rewrite_values(text.encode(), [Replacement(("scores", "o", "n"), 5)])
    assert changed == text.replace("n: 3", "n: 5").encode()


def test_nothing_to_change_changes_nothing() -> None:
    """Not even a text without a line end."""
    assert rewrite_values(b"a: 1", []) == b"a: 1"


def test_a_place_that_is_not_there_is_refused() -> None:
    """Nothing is written where no mapping is."""
    with pytest.raises(CannotRewrite):
        rewrite_values(b"a: 1\n", [Replacement(("b", "c"), 1)])


def test_mixed_line_ends_stay_where_they_are() -> None:
    """A text that two editors have had keeps both kinds; a new line ends as the first one does."""
    changed = rewrite_values(
        b"a: 1\r\nb:\n  - 2\n  - 3\rc: 4", [Replacement(("b",), 5), Replacement(("d",), 6)]
    )
    assert changed == b"a: 1\r\nb:\n  5\rc: 4\r\nd: 6"


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.floats(-9, 9)
    | st.text("ab :#-[]{},'\"é🙂", max_size=8)
)
KEYS = st.text("abc -", min_size=1, max_size=4).map(str.strip).filter(bool)
TREES: Any = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


def block(data: Any, depth: int) -> str:
    """Data in block style with comments, its small parts in flow style."""
    if isinstance(data, dict) and data and depth < 3:
        lines = (f"{'  ' * depth}{yaml_scalar(key)}:{_below(value, depth)}" for key, value in data.items())
        return "".join(lines)
    if isinstance(data, list) and data and depth < 3:
        return "".join(f"{'  ' * depth}-{_below(value, depth + 1)}" for value in data)
    return f"{'  ' * depth}{yaml_flow(data)}\n"


def _below(value: Any, depth: int) -> str:
    if isinstance(value, dict | list) and value and depth < 2:
        return f"\n{block(value, depth + 1)}"
    return f" {yaml_flow(value)}   # {depth}\n\n"


def paths(data: Any, path: KeyPath = ()) -> list[KeyPath]:
    """The path of every value inside data."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [each for key, value in pairs for each in [(*path, key), *paths(value, (*path, key))]]


def read(text: str) -> Any:
    """What a text holds."""
    node, _ = parse_yaml(text.encode(), "file")
    assert node
    return node.data()


@given(tree=TREES, data=st.data(), value=SCALARS | st.lists(st.integers(0, 9), max_size=3))
def test_any_value_can_be_replaced_at_its_place(tree: Any, data: st.DataObject, value: Any) -> None:
    """The new text reads as the old data with that value, and its comments are those of the old one."""
    text = block(tree, 0)
    before = read(text)
    path = data.draw(st.sampled_from(paths(before)))
    found = rewrite_values(text.encode(), [Replacement(path, value)]).decode()
    inner = before
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert read(found) == before
    outside = text[: find_extents(text)[path].start], text[find_extents(text)[path].end :]
    assert found.startswith(outside[0])
    assert found.endswith(outside[1])
