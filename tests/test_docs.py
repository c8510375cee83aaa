"""What a reader is told is what the program does: pages, examples, links, names."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.builders import RIDDLES

from dilemma.cli.app import app
from dilemma.report.measures.registry import MEASURES
from dilemma.scenario.schema.base import Model
from dilemma.scenario.schema.kinds import MODELS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TREE: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = TREE.commands
# Split, so that this file does not name what it forbids.
FORBIDDEN = [
    *("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "debian" + ".org"),
    *("/wo" + "rk/", "/opt/" + "venv", "/ro" + "ot/"),
]


def prose() -> str:
    """Every page a person wrote."""
    generated = {"commands.md", "errors.md", "method.md"}
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES if page.name not in generated)


def _surroundings() -> dict[str, str]:
    """Return the variables of the environment without the frozen scenarios: pages show what ships."""
    return {key: value for key, value in os.environ.items() if key != "DILEMMA_SCENARIOS"}


def test_pages_are_up_to_date() -> None:
    """Generated pages, tables, pictures and the output of every example are what the program gives today."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    found = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=_surroundings()
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_picture_of_a_report_is_of_today() -> None:
    """The report in the picture says what the report says today."""
    command = [sys.executable, str(ROOT / "docs" / "screenshot.py"), "--check"]
    found = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=_surroundings()
    )
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_programs_in_the_pages_name_what_there_is(page: Path) -> None:
    """Programs that a page prints without running them import names that exist."""
    text = page.read_text(encoding="utf-8")
    for program in re.findall(r"^```py\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for node in ast.walk(ast.parse(program)):
            if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "dilemma":
                module = importlib.import_module(str(node.module))
                assert [name.name for name in node.names if not hasattr(module, name.name)] == []


@pytest.mark.parametrize(
    ("heading", "schemas"),
    [
        ("What a file states", ("scenario-1.json", "framework-1.json", "observations-1.json")),
        ("What the program answers", ("result-2.json",)),
    ],
)
def test_the_glossary_gives_names_that_exist(heading: str, schemas: tuple[str, ...]) -> None:
    """The name of a word, in a file or in JSON, is a key of its schema."""
    part = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition(f"## {heading}")[2]
    rows = [line.split("|")[3] for line in part.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    names = {name for cell in rows[2:] for name in re.findall("`([a-z_]+)`", cell)} - {"profiles"}
    texts = [(ROOT / "docs" / "schema" / schema).read_text(encoding="utf-8") for schema in schemas]
    assert len(names) > 10
    assert sorted(name for name in names if not any(f'"{name}": {{' in text for text in texts)) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of(name: str) -> None:
    """A page written by hand says what each command is for."""
    assert f"dilemma {name}" in prose()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_reference(name: str) -> None:
    """The part of the reference on a command holds every option it takes."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    part = page.partition(f"\n## dilemma {name}\n")[2].partition("\n## ")[0]
    taken = COMMANDS[name].params
    missing = [option for each in taken for option in each.opts if option[0] == "-" and option not in part]
    assert missing == []


def test_every_measure_is_on_the_method_page() -> None:
    """Each measure can be linked to by its id, and no two share one."""
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert re.findall(r'<a id="([\w-]+)">', page) == [measure.id for measure in MEASURES]
    assert len({measure.id for measure in MEASURES}) == len(MEASURES)


def test_every_measure_says_what_it_is_and_where_it_comes_from() -> None:
    """A measure has a definition in one sentence, a reading and a reference."""
    for measure in MEASURES:
        assert re.fullmatch(r"[A-Z][^.]*(\.\d[^.]*)*\.", measure.definition), measure.id
        assert measure.reading.endswith("."), measure.id
        assert measure.reference.endswith("."), measure.id


def test_every_part_of_a_file_has_its_table() -> None:
    """The language page has a table of keys for each part that a file can have."""
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"<!-- keys: (\w+) -->", page))
    assert parts() - documented == set()


def parts() -> set[str]:
    """The parts a file can have, without those that only hold what others share."""
    models = list(Model.__subclasses__())
    for model in models:
        models += model.__subclasses__()
    inner = {model.__name__ for model in models if model not in MODELS.values()}
    shared = {"Content", "FrameworkFile", "SourcesFile", "ObservationsFile", "Row"}
    return (inner | {model.__name__ for model in MODELS.values()}) - shared


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "decisions"])
def test_no_page_is_a_riddle(page: Path) -> None:
    """Outside code and the record of decisions no page has the words that plain English rules out."""
    text = re.sub(r"`[^`]*`", "", without_code(page))
    assert [text[max(0, hit.start() - 60) : hit.end() + 30] for hit in RIDDLES.finditer(text)] == []


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_no_help_is_a_riddle(name: str | None) -> None:
    """Neither what a command is for nor any of its arguments and options is explained in those words."""
    command = COMMANDS[name] if name else TREE
    texts = [command.help, *(getattr(parameter, "help", None) for parameter in command.params)]
    assert len(texts) > 1
    assert [text for text in texts if text and RIDDLES.search(text)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link and picture inside the repository resolves, to the heading it names."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", without_code(page)):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def without_code(page: Path) -> str:
    """The text of a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The places of a page that a link can name: its headings, as the forges spell them, and its anchors."""
    text = without_code(page)
    headings = re.findall(r"^#+ (?:<a [^>]*></a>)?(.*)$", text, flags=re.MULTILINE)
    spelled = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return set(chain(spelled, re.findall(r'<a id="([\w-]+)">', text)))


def test_pictures_fetch_nothing() -> None:
    """A picture holds no link, font or script from elsewhere."""
    for picture in (ROOT / "docs" / "pictures").glob("*.svg"):
        text = picture.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|@font-face|<script|@import|href=", text), picture.name


def test_nothing_names_a_registry_or_a_machine() -> None:
    """No file of the repository names a package registry's host or a path of one machine."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = [
        f"{name}: {word}"
        for name in listed.stdout.splitlines()
        for word in FORBIDDEN
        if (ROOT / name).is_file() and word.encode() in (ROOT / name).read_bytes()
    ]
    assert found == []
