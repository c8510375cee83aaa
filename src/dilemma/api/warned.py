"""What a reader should know of a scenario before relying on what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import outdated, relevance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.results import Warned
    from dilemma.scenario.load import Loaded
    from dilemma.scenario.model import Scenario


def warnings_on(found: Loaded, seen: Scenario) -> Iterator[Warned]:
    """What a reader should know of a scenario as it is seen: its file, its relevance, stale weights."""
    for problem in found.problems:
        yield _warned(problem.code, problem.message)
    if seen.profile and relevance(seen) == "low":
        title = seen.profile.file.title
        yield _warned(
            "low-relevance", f"this issue matters little to `{seen.profile.id}` ({title}), by its own file"
        )
    for finding in outdated(seen):
        yield _warned(finding.code, finding.message)


def absent(name: str, reason: str) -> Warned:
    """A profile that nobody could look through, and why."""
    return _warned("faulty-profile", f"profile `{name}` is left out: {reason}")


def _warned(code: str, message: str) -> Warned:
    from dilemma.analysis.results import Warned  # noqa: PLC0415  numpy is slow to import and not always needed

    return Warned(code=code, message=message)
