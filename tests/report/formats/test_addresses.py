"""Web addresses of a file stay whole in Markdown and are real links on a page, in Word and in PDF."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from dilemma.report.document import Column, Document, Facts, Heading, Table, bullets, paragraph, strong
from dilemma.report.formats import docx, html, markdown, pdf
from dilemma.report.text import split_addresses

WITHIN = {
    "See https://example.org/the_quay_question for terms.": "https://example.org/the_quay_question",
    "See http://example.org/a_b_c.": "http://example.org/a_b_c",
    "Read www.example.org/terms_of_lease": "https://www.example.org/terms_of_lease",
    "https://example.org/cost_2024.pdf?a=1&b_c=2, p. 3": "https://example.org/cost_2024.pdf?a=1&b_c=2",
    "(https://example.org/wiki/Quay_(harbour))": "https://example.org/wiki/Quay_(harbour)",
    "At https://example.org/*a*/~b~/[c]!": "https://example.org/*a*/~b~/[c]",
    "HTTPS://EXAMPLE.ORG/A_B; so": "HTTPS://EXAMPLE.ORG/A_B",
}
WITHOUT = ["http://", "https:// example", "www.", "mail@www.example", "an_id and *stars*", "http://localhost"]
ADDRESSES = list(WITHIN.values())
TEXTS = list(WITHIN)
DOCUMENT = Document(
    "The quay",
    (
        Heading("The quay", 1),
        paragraph(TEXTS[0], strong(TEXTS[1])),
        bullets(TEXTS[2]),
        Facts((("Terms", TEXTS[3]),)),
        Table((Column("Where"), Column("And")), ((TEXTS[4], TEXTS[5]), (TEXTS[6], "nowhere"))),
    ),
)


@pytest.mark.parametrize("text", TEXTS)
def test_an_address_ends_where_the_sentence_goes_on(text: str) -> None:
    """Full stops, commas and a closing bracket of the sentence are no part of it; its own are."""
    parts = split_addresses(text)
    assert [part.address for part in parts if part.address] == [WITHIN[text]]
    assert "".join(part.text for part in parts) == text


@pytest.mark.parametrize("text", WITHOUT)
def test_what_is_no_address_is_text(text: str) -> None:
    """A scheme without a host leads nowhere, nor does a part of a mail address."""
    assert [part.address for part in split_addresses(text)] == [None]


@given(st.text(st.sampled_from("ab.:/wh tp()[],_*'é\n"), max_size=60) | st.sampled_from(TEXTS))
def test_no_letter_is_lost(text: str) -> None:
    """The stretches together are the text, and no address has a blank in it."""
    parts = split_addresses(f"{text} https://{text}")
    assert "".join(part.text for part in parts) == f"{text} https://{text}"
    assert not any(re.search(r"\s", part.address) for part in parts if part.address)


def test_markdown_links_whole_addresses() -> None:
    """A parser of CommonMark with tables, as git forges have, finds each of them and no other."""
    page = MarkdownIt("commonmark").enable("table").render(markdown.write(DOCUMENT))
    found = [unescape(link) for link in re.findall(r'href="([^"]*)"', page)]
    # The parser writes letters as percent codes where a standard asks for it.
    assert [link.replace("%5B", "[").replace("%5D", "]") for link in found] == ADDRESSES
    shown = unescape(re.sub(r"<[^>]*>", "", page))
    for text in TEXTS:
        assert text in shown


def test_a_page_links_and_says_nothing_of_itself() -> None:
    """Each address is a link without a referrer; markup around it stays text."""
    page = html.write(DOCUMENT)
    links = re.findall(r'<a href="([^"]*)" rel="noreferrer">', page)
    assert [unescape(link) for link in links] == ADDRESSES
    wild = Document("x", (paragraph('<b> https://example.org/"><script>alert(1)</script> &'),))
    assert "<script>alert" not in html.write(wild)
    assert "&lt;b&gt; <a href" in html.write(wild)


def test_word_holds_real_links() -> None:
    """Each is a relation to the outside, and the paragraph reads as typed."""
    with ZipFile(BytesIO(docx.write(DOCUMENT, day="2024-11-24"))) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        body = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    found = re.findall(r'/hyperlink" Target="([^"]*)" TargetMode="External"', relations)
    assert sorted(map(unescape, found)) == sorted(ADDRESSES)
    assert body.count("<w:hyperlink ") == len(ADDRESSES)
    shown = unescape(re.sub(r"<[^>]*>", "", body))
    for text in TEXTS:
        assert text in shown
    assert re.findall(r'<w:lang w:val="([^"]*)"', styles) == ["en-GB"]
    # The facts have a column of heads and no row of them, the table the other way round.
    looks = re.findall(r"<w:tblLook [^>]*>", body)
    heads = [dict(re.findall(r'w:(firstRow|firstColumn)="(\d)"', look)) for look in looks]
    assert heads == [{"firstRow": "0", "firstColumn": "1"}, {"firstRow": "1", "firstColumn": "0"}]


def test_pdf_holds_real_links() -> None:
    """Each is an annotation with the address."""
    reader = PdfReader(BytesIO(pdf.write(DOCUMENT, day="2024-11-24")))
    found = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots") or ()]
    assert sorted(set(found)) == sorted(ADDRESSES)
