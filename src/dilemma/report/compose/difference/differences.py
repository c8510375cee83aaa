"""Several differences in a line: for whom the choice moves, before the details of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Document, paragraph, strong
from dilemma.report.names import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dilemma.analysis.difference.difference_results import Difference


def for_whom(results: Sequence[Difference]) -> Document:
    """The pairs of eyes for whom the choice moves, of all that looked; and for whom it is close now."""
    moved = [each for each in results if each.choice_moved]
    if not moved:
        said, close = f"The choice stays for all {len(results)}.", ""
    else:
        said = f"The choice moves for {len(moved)} of {len(results)}: {_eyes(moved)}."
        open_ = [each for each in moved if each.new.central.too_close]
        close = f" Now too close to call: {_eyes(open_)}." if open_ else ""
    return Document(results[0].new.scenario.title, (paragraph(strong(said), close),))


def _eyes(results: Sequence[Difference]) -> str:
    return listed(
        [each.new.profile.title if each.new.profile else "nobody in particular" for each in results]
    )
