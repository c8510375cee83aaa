"""Results as tables in a notebook.

Analysis does not know the report, so its results cannot show themselves. Whoever imports the library has
both: this module gives the results the one method that notebooks look for. The report is imported inside the
functions, as most programs never show a result in a notebook.
"""

from __future__ import annotations

from dilemma.analysis.results.assessment import Assessment, Comparison


def _assessment_html(self: Assessment) -> str:
    """Return an assessment at a glance as HTML."""
    from dilemma.report.formats import html  # noqa: PLC0415
    from dilemma.report.sections.assessment import summary_document  # noqa: PLC0415

    return html.write_fragment(summary_document(self))


def _comparison_html(self: Comparison) -> str:
    """Return a comparison as HTML."""
    from dilemma.report.formats import html  # noqa: PLC0415
    from dilemma.report.sections.comparison import comparison_document  # noqa: PLC0415

    return html.write_fragment(comparison_document(self))


def show_results() -> None:
    """Let notebooks show assessments and comparisons as tables."""
    # mypy is right that the classes lack the attribute: only notebooks ask for it.
    Assessment._repr_html_ = _assessment_html  # type: ignore[attr-defined]
    Comparison._repr_html_ = _comparison_html  # type: ignore[attr-defined]
