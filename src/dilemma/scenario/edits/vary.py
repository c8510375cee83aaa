"""Many what-ifs in one: `PATH=FROM:TO:COUNT` or `PATH=A,B,C`, and the grid that several of them span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from dilemma.scenario.edits.what_if import BadSetting, setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_VALUES = 10_000
MOST_VARIANTS = 1_000_000_000  # at a thousandth of a second each, a dozen days
LARGEST = 1e15  # whole numbers beyond it are not all different to a computer
LONGEST = 40  # characters of a number, and of what is quoted
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*(%?)\s*:\s*({_NUMBER})\s*\2\s*(?::\s*(\d+)\s*)?")
_OPENING, _CLOSING, _QUOTES = "[{(", "]})", "'\""


@dataclass(frozen=True, slots=True)
class Grid:
    """Every combination of the values of several paths, made one by one; one empty combination of none.

    Attributes:
        axes: for each path its what-ifs, as typed; the last path changes fastest.
    """

    axes: tuple[tuple[str, ...], ...] = ()

    def __len__(self) -> int:
        """How many combinations there are."""
        return prod(len(axis) for axis in self.axes)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The combinations, each a what-if for every path."""
        return product(*self.axes)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that are varied."""
        return tuple(path_of(axis[0]) for axis in self.axes)


def grid(given: Sequence[str], settings: Sequence[str] = ()) -> Grid:
    """The grid that what-ifs of several values span.

    Args:
        given: the paths to vary with their values, as typed.
        settings: what-ifs made everywhere, as typed; none of them may set a varied path.

    Raises:
        BadSetting: a text is not PATH=VALUES, a value cannot be read, a path is given twice, or there would
            be more combinations than anybody can wait for.
    """
    found = Grid(tuple(varied_settings(text) for text in given))
    taken = {path_of(text) for text in settings}
    for path in found.paths:
        if path in taken:
            raise BadSetting(f"`{path}` is given twice; give all its values at once, as in `{path}=A,B,C`")
        taken.add(path)
    count = prod(len(axis) for axis in found.axes)
    if count > MOST_VARIANTS:
        most = f"{MOST_VARIANTS:,}"
        raise BadSetting(f"that makes {count:.0e} combinations, more than {most}; give fewer values or paths")
    return found


def path_of(text: str) -> str:
    """The path of a what-if, as typed."""
    return text.partition("=")[0].strip()


def varied_settings(text: str) -> tuple[str, ...]:
    """The what-ifs that one `PATH=VALUES` stands for, each of them `PATH=VALUE`.

    Raises:
        BadSetting: the text is not of that form, or a value cannot be read.
    """
    path, equals, values = text.partition("=")
    if not equals or not path.strip() or not values.strip():
        raise BadSetting(
            f"`{text}` is not PATH=FROM:TO:COUNT or PATH=A,B,C; "
            "write for example `futures.rupture.chance=0.1:0.5:5`"
        )
    found = tuple(f"{path.strip()}={value}" for value in _values(path.strip(), values.strip()))
    for each in found:
        setting(each)
    return found


def _values(path: str, text: str) -> Iterator[str]:
    stretch = _RANGE.fullmatch(text)
    if stretch is None:
        parts = [part.strip() for part in _parts(text)]
        if not all(parts):
            raise BadSetting(f"`{path}={text}` has a comma too many; write it as `{path}=A,B,C`")
        yield from parts
        return
    low, unit, high, count = stretch.groups()
    for number in (low, high):
        if len(number) > LONGEST or abs(float(number)) > LARGEST:
            raise BadSetting(
                f"`{path}` cannot go to `{_short(number)}`; "
                f"give numbers of at most {LARGEST:.0e} and {LONGEST} characters"
            )
    if count is None or len(count) > LONGEST or not 2 <= int(count) <= MOST_VALUES:
        raise BadSetting(
            f"`{path}={_short(text)}` needs a count from 2 to {MOST_VALUES:,}, "
            f"as in `{path}={low}{unit}:{high}{unit}:5`"
        )
    yield from (f"{value}{unit}" for value in _stretch(Fraction(low), Fraction(high), int(count)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _stretch(low: Fraction, high: Fraction, count: int) -> Iterator[str]:
    """Evenly spaced numbers with both ends, worked out exactly so that they read as a person writes them."""
    for step in range(count):
        value = low + (high - low) * step / (count - 1)
        yield str(value) if value.denominator == 1 else repr(float(value))


def _parts(text: str) -> Iterator[str]:
    """The parts between commas that stand in no brackets and no quotes."""
    depth, quote, start = 0, "", 0
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in _QUOTES:
            quote = character
        elif character in _OPENING or character in _CLOSING:
            depth += 1 if character in _OPENING else -1
        elif character == "," and depth == 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]
