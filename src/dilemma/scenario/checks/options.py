"""Checks of options: every one takes a stance, and no two read alike; nor do criteria or futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.files.parts import STANCES
from dilemma.scenario.tree import walk_criteria

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import KeyPath


def check_stances(draft: Draft) -> Iterator[Finding]:
    """Check that every option takes one of the four stances."""
    for key, option in draft.file.options.items():
        if option.stance is None and key not in STANCES:
            listed = ", ".join(f"`{stance}`" for stance in STANCES)
            message = f"option `{key}` takes no stance; add `stance:` with one of {listed}"
            yield Finding(("options", key), "missing-stance", message, at_key=True)


def warn_of_equal_titles(scenario: Scenario) -> Iterator[Finding]:
    """Warn of options, criteria or futures that readers cannot tell apart by their titles."""
    criterion_paths = {key: path for path, key, _ in walk_criteria(scenario.file.criteria)}
    # Reports leave out what the title of an option adds in brackets.
    options: dict[KeyPath, tuple[str, str]] = {
        ("options", key): (key, scenario.title_of(key).partition(" (")[0]) for key in scenario.options
    }
    criteria: dict[KeyPath, tuple[str, str]] = {
        criterion_paths[leaf.id]: (leaf.id, leaf.title) for leaf in scenario.leaves
    }
    futures: dict[KeyPath, tuple[str, str]] = {
        ("futures", future.id): (future.id, future.title) for future in scenario.futures
    }
    yield from _warn_of_equal("options", options)
    yield from _warn_of_equal("criteria", criteria)
    yield from _warn_of_equal("futures", futures)


def _warn_of_equal(kind: str, titles: Mapping[KeyPath, tuple[str, str]]) -> Iterator[Finding]:
    """Warn of each title that an earlier one equals, by the paths of what has them: an id and a title."""
    ids: dict[str, str] = {}
    for path, (key, title) in titles.items():
        # Neither case nor the width of a gap tells two titles apart on a page.
        other = ids.setdefault(" ".join(title.split()).casefold(), key)
        if other != key:
            message = f"{kind} `{other}` and `{key}` read alike, as `{title}`; give each a title of its own"
            yield Finding((*path, "title"), "equal-titles", message, severity="warning")
