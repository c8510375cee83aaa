"""Several differences in a line: for whom the choice moves, before the details of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Document, paragraph, strong
from dilemma.report.names import join_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.results.difference import Difference


def differences_document(results: Sequence[Difference]) -> Document:
    """Return the profiles for whom the choice moves, and those for whom it is now too close to call."""
    moved = [result for result in results if result.choice_moved]
    if not moved:
        sentence, close = f"The choice stays for all {len(results)}.", ""
    else:
        sentence = f"The choice moves for {len(moved)} of {len(results)}: {_profile_titles(moved)}."
        close_results = [result for result in moved if result.new.central.too_close]
        close = f" Now too close to call: {_profile_titles(close_results)}." if close_results else ""
    return Document(results[0].new.scenario.title, (paragraph(strong(sentence), close),))


def _profile_titles(results: Sequence[Difference]) -> str:
    """Return the titles of the profiles, as prose."""
    return join_names(
        [result.new.profile.title if result.new.profile else "nobody in particular" for result in results]
    )
