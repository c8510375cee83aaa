"""Warnings about what a reviewer would ask for: reasons, sources, weights, chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Finding
from dilemma.scenario.template import UNSAID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.judgement import Judgement, Row
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.naming import Path


def _warn(path: Path, code: str, message: str) -> Finding:
    return Finding(path, code, message, severity="warning", at_key=True)


def unexplained(scenario: Scenario) -> Iterator[Finding]:
    """Scores without a reason, one warning a row; the words of the template are none."""
    for path, row, judgements in _rows(scenario):
        given = {judgement.why for judgement in judgements} | {row.why}
        if not given - {None, UNSAID}:
            lacking = (
                f"still say `{UNSAID}`; write the reason" if UNSAID in given else "have no reason; add `why:`"
            )
            yield _warn(path, "no-why", f"the scores of `{path[1]}` on `{path[2]}` {lacking}")


def unsourced(scenario: Scenario) -> Iterator[Finding]:
    """Scores without a source, one warning a row."""
    for path, _, judgements in _rows(scenario):
        if not any(judgement.sources for judgement in judgements):
            message = (
                f"the scores of `{path[1]}` on `{path[2]}` cite no source; add `from:`, "
                "with `AJ` for your own judgement"
            )
            yield _warn(path, "no-source", message)


def _rows(scenario: Scenario) -> Iterator[tuple[Path, Row, tuple[Judgement, ...]]]:
    for (option, leaf), judgements in scenario.rows.items():
        yield ("scores", option, leaf), scenario.file.scores[option][leaf], judgements


def equal_weights(scenario: Scenario) -> Iterator[Finding]:
    """No weights are stated, here or by the profile used when none is named."""
    if scenario.weights is None and scenario.file.viewpoint is None:
        message = "no weights are given, so every criterion counts the same; add `weights:`"
        yield _warn(("criteria",), "equal-weights", message)


def unweighed(scenario: Scenario, profile: str) -> Iterator[Finding]:
    """Nobody weighs the criteria: the scenario does not, nor does the profile used when none is named."""
    original = scenario.file.variant_of
    nor = f", nor any for `{original}` with these criteria" if original else ""
    remedy = "" if original else ", or `variant_of:` with the scenario it is a variant of"
    message = (
        f"profile `{profile}` has no weights for `{scenario.id}`{nor}, so every criterion counts the same; "
        f"add `weights:`{remedy}"
    )
    yield _warn(("framework",) if scenario.file.framework else ("as",), "equal-weights", message)


def equal_chances(scenario: Scenario) -> Iterator[Finding]:
    """Futures are named but nobody says how likely they are."""
    if scenario.chances == "equal" and len(scenario.futures) > 1:
        message = (
            "no future has a chance, so all count the same; "
            "maximin, minimax regret and Hurwicz need no probabilities"
        )
        yield _warn(("futures",), "equal-chances", message)
