"""What a figure means, from the same text as the method page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Column, Document, Heading, Table, muted, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dilemma.report.measures.measure import Measure


def measure_document(measure: Measure) -> Document:
    """Return one measure: definition, formula, how to read it, reference."""
    texts = {
        "Formula: ": measure.formula,
        "How to read it: ": measure.reading,
        "Reference: ": measure.reference,
    }
    return Document(
        measure.title,
        (
            Heading(measure.title, 1),
            paragraph(measure.definition),
            *(paragraph(muted(label), text) for label, text in texts.items() if text),
        ),
    )


def measures_document(measures: Iterable[Measure]) -> Document:
    """Return every measure by id and title."""
    rows = tuple((measure.id, measure.title) for measure in measures)
    return Document("Measures", (Table((Column("--explain"), Column("")), rows),))
