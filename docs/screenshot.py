"""Takes the picture of a report in a browser; `--check` only says whether the report has changed since.

    python docs/screenshot.py

Needs chromium. Beside the picture stands a digest of the words of the report it shows, so that a test without
a browser can tell that the picture has grown old.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

import typer
from pages.session import Session, run

PICTURE = Path(__file__).resolve().parent / "pictures" / "report.png"
DIGEST = PICTURE.with_suffix(".sha256")
SIZE = {"width": 1100, "height": 720}


def main() -> int:
    """Brings the picture up to date, or with `--check` says whether it is; 1 when it is not."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if it is old")
    checking = parser.parse_args().check
    with Session() as session:
        digest = sha256(run(["report", "nato"]).encode()).hexdigest() + "\n"
        if DIGEST.is_file() and DIGEST.read_text(encoding="utf-8") == digest:
            return 0
        if checking:
            typer.echo(f"{PICTURE.name} shows an older report; take it again with: python docs/screenshot.py")
            return 1
        run(["report", "nato", "-o", "nato.html"])
        _take(session.folder / "nato.html")
    DIGEST.write_text(digest, encoding="utf-8", newline="\n")
    typer.echo(f"{PICTURE.name} written")
    return 0


def _take(page: Path) -> None:
    """Photographs what a reader sees first."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  to check takes no browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page(viewport=SIZE, color_scheme="light")
        opened.goto(page.as_uri())
        opened.screenshot(path=str(PICTURE))
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
