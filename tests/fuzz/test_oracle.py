"""The fuzzing sees what it looks for: a judge who lets everything pass would find nothing for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz import limits
from tests.fuzz.oracle import Unsound, finite, only_shows, sound_problems
from tests.fuzz.tally import Tally

from dilemma.scenario.problems import Problem, SourceText, Span

PATH = Path("a.yaml")
SOURCE = SourceText("a.yaml", ("dilemma: 1", ""))


def problem(line: int, column: int, end: int, *, code: str = "unknown-key", name: str = "a.yaml") -> Problem:
    """A problem of a file of two lines, the first of ten characters."""
    return Problem(Span(SourceText(name, SOURCE.lines), line, column, end), code, "is wrong")


@pytest.mark.parametrize(
    "sound",
    [
        problem(1, 1, 8),
        problem(1, 11, 11),
        problem(2, 1, 1),
        Problem(Span(SourceText("a.yaml", ()), 1, 1, 1), "too-large", "is"),
    ],
)
def test_a_place_inside_the_file_is_sound(sound: Problem) -> None:
    """A place may be as far as the end of a line, and a file without lines is shown by its beginning."""
    sound_problems([sound], [PATH])


@pytest.mark.parametrize(
    "unsound",
    [
        problem(0, 1, 1),
        problem(3, 1, 1),
        problem(1, 0, 1),
        problem(1, 5, 4),
        problem(1, 12, 12),
        problem(1, 1, 12),
        problem(1, 1, 2, code="no-such-code"),
        problem(1, 1, 2, name="b.yaml"),
        Problem(Span(SourceText("a.yaml", ()), 2, 1, 1), "too-large", "is"),
    ],
)
def test_a_place_outside_is_not(unsound: Problem) -> None:
    """A place beyond a line, of an unknown code or in a file nobody read is a fault of the program."""
    with pytest.raises(Unsound):
        sound_problems([unsound], [PATH])


def test_figures_are_finite_and_words_only_show() -> None:
    """Neither a figure no reader of JSON can read nor a code for the terminal gets through."""
    assert finite('{"value": [1.5, 2]}') == {"value": [1.5, 2]}
    only_shows("−1.3 │ é\nfine")
    for text in ('{"value": NaN}', '[{"value": [1, -Infinity]}]'):
        with pytest.raises(Unsound):
            finite(text)
    for text in ("\x1b[31m", "a\u202eb", "\x07"):
        with pytest.raises(Unsound):
            only_shows(text)


ANY = 1_000_000  # megabytes; a worker of the tests has held whatever the tests before needed


def _never_end() -> None:
    while True:  # in Python itself: what runs in C hears no signal before it comes back
        pass


def test_what_never_ends_is_ended() -> None:
    """An input that takes more of the processor than it may is a failure, and the next one can run."""
    limits.set_up()
    with pytest.raises(limits.TooSlow), limits.limited(seconds=0.05, megabytes=ANY):
        _never_end()
    with limits.limited(seconds=5, megabytes=ANY):
        pass


def test_what_takes_too_much_memory_is_a_failure() -> None:
    """The process is measured at its largest."""
    with pytest.raises(limits.TooLarge), limits.limited(megabytes=1):
        pass


def test_failures_are_kept_by_kind(tmp_path: Path) -> None:
    """Each kind of failure is counted, its first inputs are kept, and the figures name it."""
    tally = Tally(tmp_path)
    for error in (*[Unsound("outside")] * 5, limits.TooSlow()):
        tally.fail(error, b"input")
    tally.outcomes["refused"] += 2
    assert sorted(path.name for path in tmp_path.glob("*.yaml")) == [
        *(f"000-{number}.yaml" for number in (1, 2, 3)),
        "001-1.yaml",
    ]
    assert tally.said().splitlines()[0].startswith("8 inputs, ")
    assert tally.said().splitlines()[1:] == [
        "  2 refused",
        "  FAILED 5 times: outside",
        "  FAILED 1 times: TooSlow",
    ]
