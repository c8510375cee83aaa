"""The pages of a coalition and a portfolio, and a report after something was seen: for everyone, offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from tests.browser.conftest import VIEWS
from typer.testing import CliRunner

from dilemma.cli.app import app
from dilemma.report.document import Column, Document, Table
from dilemma.report.formats import html

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Open

TYPED = {
    "coalition": ("coalition", "nato", "--seen", "N6", "--seen", "N8", "--wrong", "congress"),
    "portfolio": ("portfolio", "--seen", "N6", "--cost", "counter=4", "--cost", "enmesh=3", "--budget", "8"),
    "report": ("report", "nuclear", "--seen", "U3", "--not-seen", "Z1", "--samples", "256"),
}


@pytest.fixture(scope="session", params=TYPED)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page as the command line writes it."""
    path = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    written = CliRunner().invoke(app, [*TYPED[request.param], "-o", str(path)])
    assert written.exit_code == 0, written.output
    return path


@pytest.mark.parametrize(("width", "dark"), VIEWS)
def test_nobody_is_shut_out(page: Path, visit: Open, width: int, dark: bool) -> None:
    """Axe finds no violation, nothing is wider than the screen, and the page asks for nothing but itself."""
    opened = visit(page, width=width, dark=dark)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert (opened.requests, opened.messages) == ([page.as_uri()], [])


def test_every_chart_has_its_table(page: Path, visit: Open) -> None:
    """Under each chart the numbers can be opened, and printing opens all under 40 rows."""
    opened = visit(page)
    figures = opened.page.locator("figure")
    assert figures.count() >= 1
    assert figures.count() == opened.page.locator("figure table").count()
    opened.page.emulate_media(media="print")
    tables = opened.page.locator("figure table").all()
    rows = [(table.is_visible(), table.locator("tbody tr").count()) for table in tables]
    assert rows == [(count < 40, count) for _, count in rows]


def test_numbers_stand_under_each_other(visit: Open, tmp_path: Path) -> None:
    """Columns of numbers are set to the right, beyond the twelfth too, and others are not."""
    columns = [Column(f"c{number}", "right" if number % 3 else "left") for number in range(15)]
    table = Table(tuple(columns), (tuple("7" for _ in columns),) * 2)
    path = tmp_path / "table.html"
    path.write_text(html.write(Document("Title", (table,))), encoding="utf-8")
    rows = "rows => rows.map(row => [...row.cells].map(cell => getComputedStyle(cell).textAlign))"
    aligned = visit(path).page.locator("tr").evaluate_all(rows)
    wanted = ["right" if column.align == "right" else "start" for column in columns]
    assert [[word.replace("left", "start") for word in row] for row in aligned] == [wanted] * 3
