"""A real browser with the network off; a page counts what it asks for and what it says."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from dilemma.api.assess import assess_loaded, edited_viewpoints, load
from dilemma.api.evidence import evidence_options
from dilemma.api.viewpoints import find_profile
from dilemma.cli.options import evidence_request as told_of
from dilemma.report.formats import html
from dilemma.report.sections.sliders import TypedCommand
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.library import standard_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    Open = Callable[..., "Opened"]


# Each layout of a page in light and in dark, and each width once: 1,024 and 1,600 have one layout.
VIEWS = ((390, False), (390, True), (1024, False), (1600, True))


@dataclass(slots=True)
class Opened:
    """A page with all it asked for and all it said on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @classmethod
    def empty(cls, context: BrowserContext) -> Opened:
        """A new tab, to which everything is written down that happens in it."""
        tab = cls(context.new_page())
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        tab.page.on("console", lambda message: tab.messages.append(message.text))
        tab.page.on("pageerror", lambda error: tab.messages.append(str(error)))
        return tab

    def values(self) -> dict[str, float]:
        """The live ranking, best first, to the last bit."""
        rows = "rows => rows.map(row => [row.cells[0].textContent, Number(row.dataset.value)])"
        return dict(self.page.locator("#live tbody tr").evaluate_all(rows))

    def verdict(self) -> str:
        """The live sentence."""
        return self.page.locator("#verdict").inner_text()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A chromium; without one the build fails, and a machine that has only Python says what it skips."""
    path = shutil.which("chromium")
    if path is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("the browser tests need chromium; apt-get install chromium")
    with sync_playwright() as playwright:
        # No process in reserve for a page to come: each page here would start one.
        args = ["--no-sandbox", "--disable-features=SpareRendererForSitePerProcess"]
        opened = playwright.chromium.launch(executable_path=path, args=args)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes a report as HTML and says where."""

    def written(name: str, profile: str | None = None, **told: Any) -> Path:
        found = load(name)
        heard = told_of(**told)
        made = make_edits(find_profile(profile, found), (), None)
        made = heard.on(made, found.scenario, today=None, library=standard_library())
        seen = apply_edits(found.scenario, made)
        asked = TypedCommand(name, evidence=evidence_options(heard))
        views = edited_viewpoints(found, made)
        text = html.write_report(assess_loaded(found, made), seen, found.scenario, asked, views=views)
        path = tmp_path_factory.mktemp("report") / "report.html"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def nato(report: Callable[..., Path]) -> Path:
    """The report on the largest scenario."""
    return report("nato")


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[list[Opened]]:
    """The tabs that one test hands to the next: a new one costs more than what most tests do in it."""
    context = browser.new_context(offline=True, accept_downloads=True)
    yield [Opened.empty(context)]
    context.close()


@pytest.fixture
def visit(tabs: list[Opened]) -> Iterator[Open]:
    """Opens a file as a reader does, offline; the next test finds empty tabs and nothing stored."""
    visits: list[Opened] = []

    def opened(path: Path, fragment: str = "", *, width: int = 1600, dark: bool = False) -> Opened:
        if len(visits) == len(tabs):
            tabs.append(Opened.empty(tabs[0].page.context))
        tab = tabs[len(visits)]
        visits.append(tab)
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.emulate_media(media="screen", color_scheme="dark" if dark else "light")
        tab.page.goto(f"{path.as_uri()}{fragment}")
        return tab

    yield opened
    for tab in visits:
        tab.page.evaluate("localStorage.clear()")
        tab.page.goto("about:blank")
        tab.requests.clear()
        tab.messages.clear()
