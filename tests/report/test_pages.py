"""Every format people open: the same words and numbers, nothing alive in them, the same bytes tomorrow."""

from __future__ import annotations

import importlib.util
import json
import re
import time
from functools import cache, partial
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from tests.builders import FOLDER, SCENARIOS, SHIPPED
from tests.report.charts.conftest import KINDS, made
from tests.report.conftest import HOSTILE, TURNED, assessed, docx_texts, pdf_text

from dilemma.analysis.core.run import Run
from dilemma.api.assess import load
from dilemma.api.compare import compare
from dilemma.api.memo import memo
from dilemma.report.charts import svg
from dilemma.report.document import Bar, Bullets, Column, Document, Figure, Heading, Paragraph, Table
from dilemma.report.formats import html as comparison_page
from dilemma.report.formats import html as document_page
from dilemma.report.formats import html as report_page
from dilemma.report.formats import markdown, terminal
from dilemma.report.formats.docx import write as docx
from dilemma.report.formats.pdf import write as pdf
from dilemma.report.memo.memo import memo_document
from dilemma.report.sections.comparison import side_by_side_document, summarize_result
from dilemma.report.sections.sliders import TypedCommand
from dilemma.report.text import sanitize
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario

DAY = "2024-11-24"
LEAST_SIZE, MOST_SIZE = 20_000, 250_000


class Seen(HTMLParser):
    """Collects what a reader sees, and every element and attribute there is."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append((tag, dict(attrs)))
        self.hidden += tag in {"script", "style", "svg"}

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.hidden -= tag in {"script", "style", "svg"}

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        if not self.hidden:
            self.texts.append(data)


def seen(page: str) -> Seen:
    """A page, parsed."""
    found = Seen()
    found.feed(page)
    return found


def page_of(result: Assessment, scenario: Scenario) -> str:
    """The report as HTML."""
    return report_page.write_report(result, scenario, scenario, TypedCommand(result.scenario.id))


@cache
def pdf_of(name: str) -> bytes:
    """The memo on a shipped scenario as PDF, set once for all tests."""
    return pdf(memo_document(*assessed(name)), day=DAY)


@cache
def word_of(name: str) -> bytes:
    """The same memo for Word."""
    return docx(memo_document(*assessed(name)), day=DAY)


@cache
def pdf_pages(name: str) -> list[str]:
    """The text of each of its pages, without line breaks."""
    pages = PdfReader(BytesIO(pdf_of(name))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("name", SCENARIOS)
def test_all_formats_say_the_same(name: str) -> None:
    """The bottom line, the recommendation and the dissent stand in every format, word for word."""
    result, scenario = assessed(name)
    found = memo_document(result, scenario)
    html, word = " ".join(seen(page_of(result, scenario)).texts), " ".join(docx_texts(word_of(name)))
    set_ = " ".join(pdf_pages(name))
    for text in ("Bottom line", "Recommendation", "Next steps", "Dissent", "Words of likelihood"):
        assert all(text in shown for shown in (html, word, set_, markdown.write(found)))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_memo_takes_two_pages_before_the_annex(name: str) -> None:
    """Set as PDF, the annex begins on page three at the latest."""
    starts = next(place for place, page in enumerate(pdf_pages(name)) if "Numbers and charts" in page)
    assert starts <= 2


ALL = [path for folder in (FOLDER, SHIPPED) for path in sorted(folder.glob("*.yaml"))]


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_page_can_be_mailed(path: Path, tmp_path: Path) -> None:
    """With all profiles, sliders, sampler and what is decided together, a page stays under 250,000 bytes.

    It begins with the title of its file.
    """
    library = Library((path.parent,))
    page = memo(path.stem, tmp_path / "memo.html", library=library, run=Run(samples=64))
    assert LEAST_SIZE < page.stat().st_size < MOST_SIZE
    title = load(path.stem, library).scenario.file.title
    assert f"<h1>{escape(title)}</h1>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["climate", "nato", "nuclear"])
def test_the_longest_pages_can_be_mailed_with_the_log(name: str, tmp_path: Path) -> None:
    """What was observed, and what it changed, does not take the longest pages over the limit."""
    run, path = Run(samples=64, today="2026-11-29"), tmp_path / "memo.html"
    assert (
        memo(name, path, observed="after-2024", library=Library((SHIPPED,)), run=run).stat().st_size
        < MOST_SIZE
    )


@pytest.mark.parametrize("kind", KINDS)
def test_quotes_are_left_out_where_html_needs_none(kind: str) -> None:
    """A chart on a page has the elements and attributes of the chart that stands alone, to the last one."""
    chart = made(kind, text=f"""x="y"/> z='{HOSTILE[0]}"/>""")
    page = seen(document_page.write(Document("Title", (Figure(chart),)))).tags
    start = next(place for place, (tag, _) in enumerate(page) if tag == "svg")
    alone = seen(svg.draw(chart, prefix="chart1")).tags
    assert page[start : start + len(alone)] == alone


def test_a_page_asks_for_nothing() -> None:
    """There is a policy, and no address to fetch anything from."""
    page = page_of(*assessed("nato"))
    found = seen(page)
    assert [tag for tag, _ in found.tags if tag in {"link", "img", "iframe", "object", "embed"}] == []
    assert all(not {"src", "style", "onclick", "onload", "srcdoc"} & set(each) for _, each in found.tags)
    assert {each["href"] for tag, each in found.tags if tag == "a"} == {"#try", "#memo"}
    policy = next(each["content"] or "" for tag, each in found.tags if tag == "meta" and "http-equiv" in each)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("make", ["report", "side_by_side"])
def test_hostile_text_is_text_in_html(make: str, hostile: tuple[Assessment, Scenario]) -> None:
    """No text of a file becomes an element, an attribute that acts, or an end to the page's data."""
    result, scenario = hostile

    both = page_of(result, scenario), comparison_page.write_comparison([summarize_result(result)])
    found = seen(both[make == "side_by_side"])
    assert [tag for tag, _ in found.tags if tag == "img"] == []
    assert [name for _, each in found.tags for name in each if name.startswith("on")] == []
    assert [each for tag, each in found.tags if tag == "script"] == [
        {"type": "application/json", "id": "data"},
        {"type": "text/plain", "id": "sampler"},
        *[{}] * 4,
    ][: 6 * (make == "report")]
    assert HOSTILE[0] in "".join(found.texts)
    links = {each["href"] for tag, each in found.tags if tag == "a"}
    assert links <= {"#try", "#memo", "https://example.org/x.png"}
    if make == "report":
        assert all(text in "".join(found.texts) for text in HOSTILE)
        data = re.search(r'id="data">(.*?)</script>', both[0], re.S)
        assert data is not None
        assert HOSTILE[1] in [option["name"] for option in json.loads(data[1])["options"]]


def test_hostile_text_is_text_in_pdf_and_word(hostile: tuple[Assessment, Scenario]) -> None:
    """Neither typst nor Word reads an author's text as markup or a field; an address leads to itself."""
    found = memo_document(*hostile)
    set_, content = pdf(found, day=DAY), docx(found, day=DAY)
    letters = "".join(pdf_text(set_).split())
    words = " ".join(docx_texts(content))
    for text in HOSTILE:
        assert "".join(text.split()) in letters, text
        assert text in words, text
    notes = [
        note.get_object() for page in PdfReader(BytesIO(set_)).pages for note in page.get("/Annots") or ()
    ]
    assert {note["/A"]["/URI"] for note in notes} == {"https://example.org/x.png"}
    archive = ZipFile(BytesIO(content))
    assert b"w:instrText" not in archive.read("word/document.xml")
    relations = archive.read("word/_rels/document.xml.rels").decode()
    assert set(re.findall(r'Target="([^"]*)" TargetMode', relations)) == {"https://example.org/x.png"}


def test_turned_text_is_made_visible(hostile: tuple[Assessment, Scenario]) -> None:
    """A mark that turns the direction of reading is shown as a mark, in every format."""
    result, scenario = hostile
    found = memo_document(result, scenario)
    texts = [page_of(result, scenario), pdf_text(pdf(found, day=DAY)), *docx_texts(docx(found, day=DAY))]
    assert not any("\u202e" in text for text in texts)
    assert sanitize(TURNED)[1:] in " ".join(texts)  # the first letter begins a sentence
    assert sanitize(TURNED) != TURNED


def later(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets every clock Python has ahead."""
    really, ahead = time.time, days * 86400
    monkeypatch.setattr(time, "time", lambda: really() + ahead)
    for name in ("localtime", "gmtime"):
        told = getattr(time, name)
        monkeypatch.setattr(
            time, name, lambda at=None, told=told: told(really() + ahead if at is None else at)
        )


def test_two_runs_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second later, and with the clock a day ahead, every format is the same to the byte."""
    made = [everything("order")]
    time.sleep(1.1)  # typst reads the clock of the machine, to the second
    later(1, monkeypatch)
    made.append(everything("order"))
    assert made[0] == made[1]


def everything(name: str) -> list[bytes]:
    """A report in every format."""
    result, scenario = assessed(name)
    found = memo_document(result, scenario)
    texts = [page_of(result, scenario), markdown.write(found), terminal.write(found)]
    return [*(text.encode() for text in texts), pdf(found, day=DAY), docx(found, day=DAY)]


def test_documents_bear_the_day_of_the_evidence() -> None:
    """Neither PDF nor Word has any other date in it."""
    information = PdfReader(BytesIO(pdf_of("order"))).metadata
    assert information is not None
    assert "20241124" in str(information["/CreationDate"])
    with ZipFile(BytesIO(word_of("order"))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(r"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml").decode())
        assert set(dates) == {f"{DAY}T"}


def test_the_pdf_is_for_everyone() -> None:
    """It is tagged, has a language and a title, and its charts have texts in their stead (PDF/UA)."""
    reader = PdfReader(BytesIO(pdf_of("nato")))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_word_has_real_styles_and_texts_for_its_pictures() -> None:
    """Headings, lists and tables are Word's own; every picture says what it shows, but bars by a number."""
    from docx import Document

    word = Document(BytesIO(word_of("nato")))
    styles = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "List Number"} <= styles
    pictures = [shape._inline.docPr for shape in word.inline_shapes]
    charts = [picture for picture in pictures if "adec:decorative" not in picture.xml]
    assert len(charts) == 9 < len(pictures)
    assert all(picture.get("descr") for picture in charts)


@pytest.mark.parametrize("value", [-50.0, 0.0, 12.5, 48.4, 99.9, 100.0, 130.0])
def test_bars_of_word_are_drawn_to_scale(value: float) -> None:
    """A bar and the rest of its track are together as long as the longest, whatever the value."""
    from docx import Document as read

    table = Table((Column("Value"), Column("", label="bar")), ((f"{value}", Bar(value)), ("100", Bar(100.0))))
    word = read(BytesIO(docx(Document("Title", (table,)), day=DAY)))
    widths = [shape.width for shape in word.inline_shapes]
    share = max(0.0, min(1.0, value / 100))
    assert len(widths) <= 3
    assert sum(widths[:-1]) == pytest.approx(widths[-1], abs=2)
    assert widths[0] == pytest.approx(widths[-1] * (share or 1.0), abs=1)


@pytest.mark.parametrize(("count", "is_whole"), [(16, True), (40, False)])
def test_only_a_long_table_is_broken_over_pages_of_a_pdf(count: int, is_whole: bool) -> None:
    """Wherever a page ends, all rows of a short one are on one page; the heads of a long one are on each."""
    table = Table((Column("Head"),), tuple((f"row{number:02}",) for number in range(count)))
    for lines in range(30, 60, 6):
        blocks = (Bullets(tuple((f"line {number}",) for number in range(lines))), table)
        pages = PdfReader(BytesIO(pdf(Document("Title", blocks), day=DAY))).pages
        texts = [text for page in pages if "row" in (text := page.extract_text())]
        assert all("Head" in text for text in texts)
        assert not is_whole or len(texts) == 1
    assert is_whole or len(texts) > 1


def test_every_numbered_list_of_word_begins_at_1() -> None:
    """The number of a source is that which the text cites, however many lists come before it."""
    from docx import Document as read

    blocks = [Bullets((("First.",), ("Second.",)), numbered=True), Bullets((("Dot.",),))] * 3
    word = read(BytesIO(docx(Document("Title", tuple(blocks)), day=DAY)))
    paragraphs = [paragraph for paragraph in word.paragraphs if paragraph.text in {"First.", "Second."}]
    lists = [
        int(key) for paragraph in paragraphs for key in paragraph._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    ]
    assert len(lists) == len(paragraphs) == 6
    assert len(set(lists)) == 3
    assert lists == sorted(lists)
    for key in lists:
        numbering = word.part.numbering_part.element.num_having_numId(key)
        assert [override.startOverride.val for override in numbering.lvlOverride_lst] == [1]


def test_every_page_of_word_has_its_title_and_number() -> None:
    """The foot of a page names the memo and counts the pages, as in print."""
    from docx import Document as read

    foot = read(BytesIO(docx(Document("Which & how?", ()), day=DAY))).sections[0].footer._element
    assert "".join(foot.itertext()).startswith("Which & how?")
    assert foot.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("count", [3, 40])
def test_a_table_stays_with_its_heading_in_word(count: int) -> None:
    """From a heading each paragraph keeps with the next, up to the first rows of a table, short or long."""
    from docx import Document as read

    table = Table((Column("Who"),), tuple((str(number),) for number in range(count)))
    blocks = (Heading("Disputed", 2), Paragraph(("By width.",)), table, Paragraph(("After.",)))
    word = read(BytesIO(docx(Document("Title", blocks), day=DAY)))
    heading, introduction, *rest = word.paragraphs
    assert heading.style is not None
    assert heading.style.paragraph_format.keep_with_next
    assert introduction.paragraph_format.keep_with_next
    # The gap below it keeps with what follows: alone, it made LibreOffice break the next long table early.
    assert [paragraph.paragraph_format.keep_with_next for paragraph in rest] == [True, None]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in word.tables[0].rows]
    assert kept == [True] * (count if count < 16 else 2) + [None] * (1 if count < 16 else count - 1)


def test_a_title_too_long_for_a_property_of_word() -> None:
    """Word refuses properties beyond 255 characters; the page bears the whole title all the same."""
    title = "What to do about everything at once? " * 8
    content = docx(Document(title, (Heading(title, 2),)), day=DAY)
    assert title.strip() in " ".join(docx_texts(content))


def test_word_does_without_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra for PDF, charts are their titles and tables."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    content = docx(memo_document(*assessed("order")), day=DAY)
    assert [name for name in ZipFile(BytesIO(content)).namelist() if name.endswith(".png")] == []
    assert "What each value is made of" in " ".join(docx_texts(content))


@pytest.mark.parametrize(
    "write",
    [terminal.write, markdown.write, document_page.write, partial(pdf, day=DAY), partial(docx, day=DAY)],
)
def test_what_no_format_knows_is_refused(write: Any) -> None:
    """A block of a new kind fails in every format until it is spelled there, and passes for no other."""
    block: Any = "no block"
    with pytest.raises((AssertionError, TypeError)):
        write(Document("Title", (block,)))


def test_a_comparison_in_every_format() -> None:
    """The matrix of choices, with brackets where it is too close, and every value.

    The published mean of Counter on climate at equal weights is 50.66.
    """
    found = compare(
        ["nato", "climate"], profiles=["middle-power", "none"], run=Run(samples=64, everything=False)
    )
    summaries = [summarize_result(result) for result in found.assessments]
    document: Document = side_by_side_document(summaries)
    shown = markdown.write(document)
    assert "| Trade-exposed middle power | **Enmesh** | (Enmesh) |" in shown
    for text in (
        " ".join(seen(comparison_page.write_comparison(summaries)).texts),
        pdf_text(pdf(document, day=DAY)),
    ):
        assert "Who chooses what" in text
        assert "50.7" in text
    assert "50.7" in docx_texts(docx(document, day=DAY))
