"""What the commands print fits terminals of 80, 100 and 120 columns, with words and numbers whole."""

from __future__ import annotations

import re
from itertools import count, takewhile
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from rich.cells import cell_len
from tests.builders import FOLDER, SHIPPED

from dilemma.report.formats import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Invoke

    from dilemma.report.document import Document

COMMANDS = (
    *("list", "show nato", "show nato --scores", "show realist", "assess --explain all"),
    *("assess nato --samples 64", "assess nato --seen N6 --not-seen N1 --wrong congress --samples 64"),
    "compare nato climate --as realist --as frontline --samples 64",
    "compare nato --vary weights.cost=10%,30% --vary futures.rupture.chance=5%:50%:2 --samples 64",
    *("panel nato frontline realist nuclear-power --full", "coalition nato --full"),
    *("portfolio --full --samples 64", "diff nato climate --full --samples 64"),
)
KEY = re.compile(
    r"\W*(?:[a-z]+(?:_[a-z]+)+|\d{4}-\d{2}-\d{2})\W*"
)  # an id or a date of a file, as it stands there
NAMES = pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def lengthen(node: Any, number: Iterator[int], depth: int = 0) -> Any:
    """Gives every part of a file a title of 40 characters, no two alike, and no short name."""
    if isinstance(node, list):
        return [lengthen(value, number, depth + 1) for value in node]
    if not isinstance(node, dict):
        return node
    parts = {key: lengthen(value, number, depth + 1) for key, value in node.items() if key != "short"}
    if "title" in node and ("file" not in node or node["file"] == "profile"):
        parts["title"] = f"Long-term guarantees for neighbours {next(number):04}"
    return parts


@pytest.fixture(scope="module")
def lengthened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen scenarios with long titles."""
    folder, number = tmp_path_factory.mktemp("lengthened"), count(1)
    for path in FOLDER.rglob("*.yaml"):
        file = lengthen(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), number)
        copy = folder / path.relative_to(FOLDER)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(
            yaml.dump(file, sort_keys=False, allow_unicode=True, Dumper=yaml.CSafeDumper), encoding="utf-8"
        )
    return folder


def broken(line: str, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """The lines that are too long, the words that are cut and, under 0, keys of a file taken for words."""
    documents: list[Document] = []
    write = terminal.write

    def record(document: Document, **_: Any) -> str:
        documents.append(document)
        return ""

    with monkeypatch.context() as patch:
        patch.setattr(terminal, "write", record)
        assert dilemma(*line.split()).exit_code == 0
    assert documents
    faults = []
    for document in documents:
        whole = set(write(document, width=1000).split())
        faults += [(0, word) for word in whole if KEY.fullmatch(word)]
        for width in (80, 100, 120):
            text = write(document, width=width)
            faults += [(width, row) for row in text.splitlines() if cell_len(row) > width]
            faults += [(width, word) for word in text.split() if word not in whole and word.isascii()]
    return faults


@pytest.mark.parametrize("line", COMMANDS)
def test_titles_of_forty_characters_fit(
    line: str, lengthened: Path, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With titles of 40 characters and no short names, nothing is cut and nothing is too wide."""
    monkeypatch.setenv("DILEMMA_SCENARIOS", str(lengthened))
    assert broken(line, dilemma, monkeypatch) == []


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of what ships; tests hide the folder itself."""
    return str(copytree(SHIPPED, tmp_path_factory.mktemp("shipped") / "copy"))


@NAMES
@pytest.mark.parametrize("evidence", ["", "--observed after-2024 --later", "--today 2026-11-29"])
def test_the_first_screen_of_what_ships_has_24_lines(
    name: str, evidence: str, shipped: str, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answer, ranking and main trade-off stand above the fold of 80 by 24, whatever was observed."""
    monkeypatch.setenv("DILEMMA_SCENARIOS", shipped)
    lines = dilemma("assess", name, *evidence.split()).stdout.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("Choosing "))
    rows = list(takewhile(lambda line: line.startswith("  "), lines[start + 1 :]))
    assert rows
    assert start + 1 + len(rows) <= 24


@NAMES
def test_what_ships_fits(name: str, shipped: str, dilemma: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut and nothing is too wide in any issue that comes with the program."""
    monkeypatch.setenv("DILEMMA_SCENARIOS", shipped)
    for line in (f"assess {name} --full --samples 64", f"show {name}", f"show {name} --sources"):
        assert broken(line, dilemma, monkeypatch) == []
