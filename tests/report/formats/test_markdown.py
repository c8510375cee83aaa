"""Documents in Markdown: what a reader of the page sees is what the document says, and nothing acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dilemma.report.document import (
    Bar,
    Block,
    Column,
    Document,
    Heading,
    Table,
    TextRun,
    bullets,
    muted,
    paragraph,
    strong,
)
from dilemma.report.formats.markdown import escape_markdown, write
from dilemma.report.text import sanitize, split_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

# Tables, links, images and strikethrough on, raw HTML off: reports are read with this.
PAGE = MarkdownIt("js-default")
# With raw HTML on, any of it that came through would show itself as a token of its own.
OPEN = MarkdownIt("js-default", {"html": True})
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "[x]: https://example.org",
    "a | b | c",
    "| --- |",
    "# heading",
    "1. one",
    "1) one",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "---",
    "===",
    "***",
    "`code`",
    "```sh",
    "~~~",
    "~~gone~~",
    "**bold** _soft_ __bold__",
    "\\*not escaped\\*",
    "trailing \\",
    "&lt;b&gt; &amp; &#60;",
    "<https://example.org>",
    "left\u202eright\u200f",
    "two\n\nparagraphs\n# and more",
    "    code",
    "\tcode",
    "a  \nb",
    ": term",
    "=x",
    "$x^2$",
    "@user #12",
    "_x_",
    "^x^",
    "",
    " ",
)


def page(*blocks: Block, parser: MarkdownIt = PAGE) -> list[Token]:
    """The tokens a Markdown reader makes of blocks."""
    return parser.parse(write(Document("A title", blocks)))


def words(text: str) -> str:
    """A text as it is read: made harmless, blanks run together."""
    return " ".join(sanitize(text).split())


def shown(tokens: Iterable[Token]) -> list[str]:
    """The text of each heading, paragraph and cell."""
    return [
        " ".join("".join(child.content for child in token.children or ()).split())
        for token in tokens
        if token.type == "inline"
    ]


def acting(tokens: Iterable[Token]) -> set[str]:
    """The kinds of inline token that are more than text."""
    return {child.type for token in tokens if token.type == "inline" for child in token.children or ()} - {
        "text"
    }


SPECIAL = st.text(
    alphabet=st.sampled_from("\\`*_{}[]()<>|#+-.!~$&=:/@^ \t\n\"'1ab;é\u202e\u00a0"), max_size=30
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_as_text(text: str) -> None:
    """A text of a file is read as it is written, wherever it stands, and is no markup."""
    _shown_as_text(text)


@given(SPECIAL)
@example("1" * 12 + ". x")
def test_any_text_is_shown_as_text(text: str) -> None:
    """The same of any text made of what Markdown acts on."""
    _shown_as_text(text)


LINK = {"link_open", "link_close"}


def _shown_as_text(text: str) -> None:
    expected = words(text)
    blocks = (
        Heading(text),
        paragraph(text),
        bullets(text, "other"),
        Table((Column(text), Column("other")), ((text, muted(text)),)),
    )
    for parser in (PAGE, OPEN):
        tokens = page(*blocks, parser=parser)
        # An address is a link to itself, and nothing else acts.
        assert acting(tokens) == (LINK if any(part.address for part in split_addresses(text)) else set())
        assert [
            token.type for token in tokens if token.type.startswith(("html", "code", "fence", "hr"))
        ] == []
        # Paragraphs and items without text are not there for a reader; headings and cells are.
        times = 6 if expected else 4
        assert [each for each in shown(tokens) if each != "other"] == [expected] * times


@given(SPECIAL.filter(lambda text: bool(words(text))))
def test_a_strong_text_is_only_strong(text: str) -> None:
    """Emphasis of ours ends where the text ends, whatever is in it."""
    (token,) = [token for token in page(paragraph(strong(text))) if token.type == "inline"]
    children = [child for child in token.children or () if child.content or child.type != "text"]
    assert [child.type for child in children] == ["strong_open", "text", "strong_close"]
    assert " ".join(children[1].content.split()) == words(text)


def test_a_document_as_markdown() -> None:
    """Headings, paragraphs, lists and tables are Markdown's own; bars are left out."""
    blocks = (
        Heading("Title", 1),
        paragraph(strong("Enmesh: "), "by 4.0   points", hang=8),
        bullets("first", ("second, ", muted("softly"))),
        Table(
            (Column("option"), Column(""), Column("value", "right")),
            (("Enmesh", Bar(50), TextRun("50.1", "strong")), ("Wait out", Bar(45), "45.7")),
        ),
    )
    assert write(Document("Title", blocks)) == (
        "# Title\n"
        "\n"
        "**Enmesh:** by 4.0 points\n"
        "\n"
        "- first\n"
        "- second, softly\n"
        "\n"
        "| option | value |\n"
        "| --- | ---: |\n"
        "| Enmesh | **50.1** |\n"
        "| Wait out | 45.7 |\n"
    )


def test_plain_words_are_not_escaped() -> None:
    """Ordinary prose stays readable as it is written."""
    prose = "U.S. aid (2024-25): 2.5% of GDP, +3.4 points; 'so-called' \"burden\" – done."
    assert escape_markdown(prose) == prose
