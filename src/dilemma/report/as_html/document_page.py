"""Any document as a page of its own, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.as_html.page import _render_template

if TYPE_CHECKING:
    from dilemma.report.document import Document


def write(document: Document) -> str:
    """Return a document as an HTML page."""
    return _render_template("document.html", title=document.title, body=document.blocks)
