"""Checks of scores: one for each option, leaf criterion and future, inside the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.scenario.checks.finding import Draft, Finding
from dilemma.scenario.suggest import intended_words
from dilemma.scenario.value_function import score_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.judgement import Judgement, Row
    from dilemma.scenario.model import LeafCriterion
    from dilemma.scenario.naming import KeyPath


def check_score_completeness(draft: Draft) -> Iterator[Finding]:
    """Check that no score is missing, with one finding a row."""
    # What a mistyped id stands for is reported where it is mistyped, not as missing.
    mistyped = intended_words(draft.file.scores, draft.file.options)
    for option in draft.file.options:
        rows = draft.file.scores.get(option, {})
        present = {*rows, *intended_words(rows, draft.leaf_ids)}
        missing = [leaf for leaf in draft.leaf_ids if leaf not in present]
        if missing and option not in mistyped:
            listed = ", ".join(f"`{leaf}`" for leaf in missing)
            path: KeyPath = ("scores", option) if option in draft.file.scores else ("scores",)
            message = f"option `{option}` has no score on {listed}; add what is missing"
            yield Finding(path, "missing-score", message, at_key=True)
        for leaf in draft.leaf_ids:
            if leaf in rows:
                yield from _check_row(draft, ("scores", option, leaf), rows[leaf])


def _check_row(draft: Draft, path: KeyPath, row: Row) -> Iterator[Finding]:
    if row.every is not None:
        return
    _, option, leaf = path
    if not draft.file.futures:
        message = f"the score of `{option}` on `{leaf}` must be one judgement, for the file has no futures"
        yield Finding(path, "missing-score", message, at_key=True)
        return
    present = {*row.futures, *intended_words(row.futures, draft.file.futures)}
    missing = [future for future in draft.file.futures if future not in present]
    # A row without any of the futures holds mistyped keys, and those are reported.
    if missing and (len(missing) < len(draft.file.futures) or not row.futures):
        listed = ", ".join(f"`{future}`" for future in missing)
        message = f"the score of `{option}` on `{leaf}` is missing in {listed}; add it"
        yield Finding(path, "missing-score", message, at_key=True)


def check_score_ranges(draft: Draft) -> Iterator[Finding]:
    """Check that every score lies in 0–100 or on the criterion's own scale."""
    for option, rows in draft.file.scores.items():
        for leaf in draft.leaf_criteria:
            # Missing rows are reported as such, and rows of unknown criteria as unknown.
            row = rows.get(leaf.id)
            if row is None:
                continue
            path: KeyPath = ("scores", option, leaf.id)
            if row.every is not None:
                yield from check_score_range(leaf, row.every, path)
            for future, judgement in row.futures.items():
                yield from check_score_range(leaf, judgement, (*path, future))


def check_score_range(leaf: LeafCriterion, judgement: Judgement, path: KeyPath) -> Iterator[Finding]:
    """Check that a judgement stays on the scale of its criterion; the tails of a normal may leave it."""
    low, high = score_limits(leaf.criterion)
    # The bounds of a normal are its mean, twice.
    least, most = judgement.score.bounds
    if low <= least and most <= high:
        return
    worst = least if least < low else most
    unit = f" {leaf.criterion.scale.unit}" if leaf.criterion.scale and leaf.criterion.scale.unit else ""
    message = f"the score {worst:g} is outside the scale of `{leaf.id}`, {low:g} to {high:g}{unit}"
    yield Finding((*path, "score"), "outside-scale", message)
