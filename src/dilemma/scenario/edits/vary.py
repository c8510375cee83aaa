"""Many what-ifs in one, `PATH=FROM:TO:COUNT` or `PATH=A,B,C`, and the grid that several of them span."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from dilemma.errors import BadSetting
from dilemma.records import dataclass
from dilemma.scenario.edits.what_if import parse_setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_VALUES = 10_000
_MOST_VARIANTS = 1_000_000_000  # at a thousandth of a second each, a dozen days
_LARGEST = 1e15  # whole numbers beyond it are not all different to a computer
_LONGEST = 40  # characters of a number, and of text quoted in a message
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?"
# Both ends have the same unit: `10%:30%:5` or `0.1:0.3:5`, not one of each.
_RANGE = re.compile(rf"\s*({_NUMBER})\s*(%?)\s*:\s*({_NUMBER})\s*\2\s*(?::\s*(\d+)\s*)?")
_OPENING, _CLOSING, _QUOTES = "[{(", "]})", "'\""


@dataclass(frozen=True, slots=True)
class SettingGrid:
    """Every combination of the values of several paths, made one by one; of no paths, one empty combination.

    Attributes:
        axes: for each path its what-ifs, as typed; the last path changes fastest.
    """

    axes: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        """Return the number of combinations."""
        return prod(len(axis) for axis in self.axes)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Return the combinations, each with one what-if for every path."""
        return product(*self.axes)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that are varied."""
        return tuple(_setting_path(axis[0]) for axis in self.axes)


def parse_grid(texts: Sequence[str], settings: Sequence[str] = ()) -> SettingGrid:
    """Return the grid that what-ifs of several values span.

    Args:
        texts: the paths to vary with their values, as typed.
        settings: what-ifs made everywhere, as typed; none of them may set a varied path.

    Raises:
        BadSetting: a text is not PATH=VALUES, a value cannot be read, a path is given twice, or there would
            be more than `_MOST_VARIANTS` combinations.
    """
    result = SettingGrid(tuple(expand_setting(text) for text in texts))
    used_paths = {_setting_path(text) for text in settings}
    for path in result.paths:
        if path in used_paths:
            raise BadSetting(f"`{path}` is given twice; give all its values at once, as in `{path}=A,B,C`")
        used_paths.add(path)
    # From the lengths alone: a grid too large is never made.
    count = prod(len(axis) for axis in result.axes)
    if count > _MOST_VARIANTS:
        most = f"{_MOST_VARIANTS:,}"
        raise BadSetting(f"that makes {count:.0e} combinations, more than {most}; give fewer values or paths")
    return result


def _setting_path(text: str) -> str:
    """Return the path of a what-if, as typed."""
    return text.partition("=")[0].strip()


def expand_setting(text: str) -> tuple[str, ...]:
    """Return the what-ifs that one `PATH=VALUES` stands for, each of them `PATH=VALUE`.

    Raises:
        BadSetting: the text is not of that form, or a value cannot be read.
    """
    path, equals, values = text.partition("=")
    if not equals or not path.strip() or not values.strip():
        raise BadSetting(
            f"`{text}` is not PATH=FROM:TO:COUNT or PATH=A,B,C; write the first value, the last and how many "
            "values to try, for example `futures.rupture.chance=0.1:0.5:5`"
        )
    results = tuple(f"{path.strip()}={value}" for value in _expand_values(path.strip(), values.strip()))
    for result in results:
        parse_setting(result)
    return results


def _expand_values(path: str, text: str) -> Iterator[str]:
    """Yield the values of one path: those of a range, evenly spaced, or those between the commas."""
    match = _RANGE.fullmatch(text)
    if match is None:
        parts = [part.strip() for part in _split_values(text)]
        if not all(parts):
            raise BadSetting(f"`{path}={text}` has a comma too many; write it as `{path}=A,B,C`")
        yield from parts
        return
    low, unit, high, count = match.groups()
    for number in (low, high):
        if len(number) > _LONGEST or abs(float(number)) > _LARGEST:
            raise BadSetting(
                f"`{path}` cannot go to `{_shorten(number)}`; "
                f"give numbers of at most {_LARGEST:.0e} and {_LONGEST} characters"
            )
    if count is None or len(count) > _LONGEST or not 2 <= int(count) <= _MOST_VALUES:
        raise BadSetting(
            f"`{path}={_shorten(text)}` needs a count from 2 to {_MOST_VALUES:,}: write the first value, the "
            f"last and how many values to try, as in `{path}={low}{unit}:{high}{unit}:5`"
        )
    yield from (f"{value}{unit}" for value in _evenly_spaced(Fraction(low), Fraction(high), int(count)))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _evenly_spaced(low: Fraction, high: Fraction, count: int) -> Iterator[str]:
    """Yield evenly spaced numbers with both ends, computed exactly so that they read as people write them."""
    for step in range(count):
        value = low + (high - low) * step / (count - 1)
        yield str(value) if value.denominator == 1 else repr(float(value))


def _split_values(text: str) -> Iterator[str]:
    """Yield the texts between the commas that are in no brackets and no quotes."""
    depth, quote, start = 0, "", 0
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in _QUOTES:
            quote = character
        elif character in _OPENING or character in _CLOSING:
            depth += 1 if character in _OPENING else -1
        elif character == "," and depth == 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]
