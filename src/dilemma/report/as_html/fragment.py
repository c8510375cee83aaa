"""A document as a piece of HTML that others lay out, such as a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import _render_template

if TYPE_CHECKING:
    from dilemma.report.document import Document


def write_fragment(document: Document) -> str:
    """Return the blocks of a document alone, without styles or script."""
    return _render_template("fragment.html", blocks=document.blocks)
