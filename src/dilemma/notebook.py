"""Results as tables in a notebook.

Analysis knows nothing of reports, so its results cannot show themselves. Whoever imports the library, though,
has both: this module gives the results the one method that notebooks look for, and loads the report only when
one is shown.
"""

from __future__ import annotations

from dilemma.analysis.results import Assessment, Comparison


def _assessment(self: Assessment) -> str:
    from dilemma.report.as_html import fragment  # noqa: PLC0415  most programs show nothing
    from dilemma.report.compose.assessment.at_a_glance import at_a_glance  # noqa: PLC0415  likewise

    return fragment.write(at_a_glance(self))


def _comparison(self: Comparison) -> str:
    from dilemma.report.as_html import fragment  # noqa: PLC0415  likewise
    from dilemma.report.compose.comparison.comparison import comparison  # noqa: PLC0415  likewise

    return fragment.write(comparison(self))


def show_results() -> None:
    """Lets notebooks show an assessment and a comparison as tables."""
    Assessment._repr_html_ = _assessment  # type: ignore[attr-defined]  # a notebook's method, not analysis's
    Comparison._repr_html_ = _comparison  # type: ignore[attr-defined]  # likewise
