"""Warnings about what a reviewer would ask for: reasons, sources, weights, chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.template import PLACEHOLDER_REASON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.judgement import Judgement, Row
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import KeyPath


def _warn(path: KeyPath, code: str, message: str) -> Finding:
    return Finding(path, code, message, severity="warning", at_key=True)


def warn_of_missing_reasons(scenario: Scenario) -> Iterator[Finding]:
    """Warn of scores without a reason, once a row; the placeholder of the template is none."""
    for path, row, judgements in _rows(scenario):
        reasons = {judgement.why for judgement in judgements} | {row.why}
        # `UNSAID` is what the template writes where a reason belongs.
        if not reasons - {None, PLACEHOLDER_REASON}:
            complaint = (
                f"still say `{PLACEHOLDER_REASON}`; write the reason"
                if PLACEHOLDER_REASON in reasons
                else "have no reason; add `why:`"
            )
            yield _warn(path, "no-why", f"the scores of `{path[1]}` on `{path[2]}` {complaint}")


def warn_of_missing_sources(scenario: Scenario) -> Iterator[Finding]:
    """Warn of scores without a source, once a row."""
    for path, _, judgements in _rows(scenario):
        if not any(judgement.sources for judgement in judgements):
            message = (
                f"the scores of `{path[1]}` on `{path[2]}` cite no source; add `from:`, "
                "with `AJ` for your own judgement"
            )
            yield _warn(path, "no-source", message)


def _rows(scenario: Scenario) -> Iterator[tuple[KeyPath, Row, tuple[Judgement, ...]]]:
    for (option, leaf), judgements in scenario.rows.items():
        yield ("scores", option, leaf), scenario.file.scores[option][leaf], judgements


def warn_of_equal_weights(scenario: Scenario) -> Iterator[Finding]:
    """Warn that there are no weights, neither here nor in the profile used by default."""
    if scenario.weights is None and scenario.file.viewpoint is None:
        message = "no weights are given, so every criterion counts the same; add `weights:`"
        yield _warn(("criteria",), "equal-weights", message)


def warn_of_unweighted_profile(scenario: Scenario, profile: str) -> Iterator[Finding]:
    """Warn that neither the scenario nor the profile used by default has weights for it."""
    original = scenario.file.variant_of
    nor_original = f", nor any for `{original}` with these criteria" if original else ""
    suggestion = "" if original else ", or `variant_of:` with the scenario it is a variant of"
    message = (
        f"profile `{profile}` has no weights for `{scenario.id}`{nor_original}, "
        f"so every criterion counts the same; add `weights:`{suggestion}"
    )
    yield _warn(("framework",) if scenario.file.framework else ("as",), "equal-weights", message)


def warn_of_equal_chances(scenario: Scenario) -> Iterator[Finding]:
    """Warn that no future has a chance, so that all count the same."""
    if scenario.chances == "equal" and len(scenario.futures) > 1:
        message = (
            "no future has a chance, so all count the same; "
            "maximin, minimax regret and Hurwicz need no probabilities"
        )
        yield _warn(("futures",), "equal-chances", message)
