"""Writes every generated page, table and picture, and runs every example again; `--check` only compares."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

import typer
from pages.commands import commands_page
from pages.content import coverage_page, with_log
from pages.errors import errors_page
from pages.examples import Unsound, rerun
from pages.keys import with_tables
from pages.method import method_page
from pages.pictures import pictures
from pages.results import result_schema

from dilemma.report.formats.json import SCHEMA_VERSION
from dilemma.scenario.schema.kinds import MODELS, json_schema

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MEND = "python docs/generate.py"


def main() -> int:
    """Brings everything up to date, or with `--check` says what is not; 1 when something is wrong."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a page is stale")
    checking = parser.parse_args().check
    try:
        stale = {path: text for path, text in contents().items() if _now(path) != text}
    except Unsound as unsound:
        typer.echo(str(unsound), err=True)
        return 1
    for path, text in stale.items():
        typer.echo(f"{path.relative_to(ROOT)} {'is stale' if checking else 'written'}")
        if not checking:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and checking:
        typer.echo(f"bring it up to date with: {MEND}")
    return 1 if stale and checking else 0


def contents() -> dict[Path, str]:
    """What every generated file and every page with examples should hold."""
    found = generated()
    for page in [ROOT / "README.md", *sorted({*DOCS.glob("*.md"), *found}), ROOT / "CONTRIBUTING.md"]:
        if page.suffix == ".md":
            text = found[page] if page in found else page.read_text(encoding="utf-8")
            found[page] = rerun(with_log(with_tables(text)), page.relative_to(ROOT))
    return found


def generated() -> dict[Path, str]:
    """The files nobody writes by hand."""
    schemas = {DOCS / "schema" / f"{kind}-1.json": json_schema(kind) for kind in MODELS}
    schemas[DOCS / "schema" / f"result-{SCHEMA_VERSION}.json"] = result_schema()
    drawn = {DOCS / "pictures" / f"{name}.svg": text for name, text in pictures().items()}
    pages = {
        "commands": commands_page,
        "coverage": coverage_page,
        "errors": errors_page,
        "method": method_page,
    }
    return {**{DOCS / f"{name}.md": page() for name, page in pages.items()}, **schemas, **drawn}


def _now(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
