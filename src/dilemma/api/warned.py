"""Warnings that a reader should know of before relying on a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.edits.profile import find_stale_weights, issue_relevance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.results.assessment import Warned
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Scenario


def collect_warnings(loaded: LoadedScenario, scenario: Scenario) -> Iterator[Warned]:
    """Yield the warnings on a scenario: about its file, its relevance to the profile, and stale weights.

    Args:
        loaded: the scenario as loaded, with the problems of its file.
        scenario: the same scenario with the edits of the run.
    """
    for problem in loaded.problems:
        yield _make_warning(problem.code, problem.message)
    if scenario.profile and issue_relevance(scenario) == "low":
        title = scenario.profile.file.title
        yield _make_warning(
            "low-relevance",
            f"this issue matters little to `{scenario.profile.id}` ({title}), by its own file",
        )
    for finding in find_stale_weights(scenario):
        yield _make_warning(finding.code, finding.message)


def skipped_profile(name: str, reason: str) -> Warned:
    """Return the warning that a profile is skipped, with the reason."""
    return _make_warning("faulty-profile", f"profile `{name}` is left out: {reason}")


def _make_warning(code: str, message: str) -> Warned:
    from dilemma.analysis.results.assessment import Warned  # noqa: PLC0415  numpy is slow to import and not always needed

    return Warned(code=code, message=message)
