"""Texts held in memory are read in place of the disk, and nothing else is."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from tests.builders import FOLDER

from dilemma.errors import FaultyFile, UnknownName
from dilemma.scenario.library import DISK, SUFFIXES, Library, MemoryFiles
from dilemma.scenario.load import load_scenario
from dilemma.scenario.parse import load_file, parse_file

ELSEWHERE = Path("nowhere/at/all")


def texts() -> dict[Path, bytes]:
    """Everything that ships, under paths that do not exist."""
    found = (path for path in FOLDER.rglob("*") if path.suffix in SUFFIXES)
    return {ELSEWHERE / path.relative_to(FOLDER): path.read_bytes() for path in found}


@pytest.mark.parametrize("name", ["nato", "order"])
def test_a_scenario_is_what_it_is_on_the_disk(name: str) -> None:
    """Framework and sources are found among the texts, and the scenario is the same but for its path."""
    memory = Library((ELSEWHERE,), MemoryFiles(texts()))
    held = load_scenario(ELSEWHERE / f"{name}.yaml", memory).scenario
    there = load_scenario(FOLDER / f"{name}.yaml", Library((FOLDER,))).scenario
    assert (held.file, held.rows, held.sources) == (there.file, there.rows, there.sources)


def test_the_disk_is_out_of_reach() -> None:
    """A file that is on the disk, but not among the texts, is not there."""
    memory = Library((FOLDER,), MemoryFiles(texts()))
    with pytest.raises(FileNotFoundError):
        load_scenario(FOLDER / "nato.yaml", memory)
    with pytest.raises(UnknownName):
        memory.find("scenario", "nato")
    assert memory.all("profile") == {}


def test_two_texts_of_one_path_are_two_files() -> None:
    """The cache of parsed files tells the texts of two libraries, and of the disk, apart."""
    path = FOLDER / "nato.yaml"
    text = path.read_bytes()
    other = MemoryFiles({path: text.replace(b"title:", b"title: Another -", 1)})
    titles = [parse_file(path, files)[0].child("title") for files in (DISK, other, MemoryFiles({path: text}))]
    disk, changed, same = (title.value for title in titles if title is not None)
    assert (disk == same, disk == changed) == (True, False)


def test_a_file_is_read_once_and_named_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From any folder it is the same file, named as from there; a relative path is another file there."""
    names = []
    for folder, title in (("one", "A"), ("two", "B")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file.yaml").write_text(f"title: {title}\n", encoding="utf-8")
    for folder in ("one", "two", "."):
        monkeypatch.chdir(tmp_path / folder)
        first, _ = parse_file(tmp_path / "one" / "file.yaml")
        names.append(first.span.source.name)
        assert parse_file(tmp_path / "one" / "file.yaml")[0] is first
        if folder != ".":
            relative, _ = parse_file(Path("file.yaml"))
            assert relative.data() == {"title": {"one": "A", "two": "B"}[folder]}
    assert names == ["file.yaml", str(tmp_path / "one" / "file.yaml"), "one/file.yaml"]
    profile = FOLDER / "profiles" / "realist.yaml"
    assert load_file(profile, "profile") is load_file(profile, "profile")


def test_what_is_wrong_can_be_sent_back() -> None:
    """A fault found by another process arrives as it was raised, with every place."""
    path = ELSEWHERE / "nato.yaml"
    files = MemoryFiles({path: b"dilemma: 1\ntitel: x\n"})
    with pytest.raises(FaultyFile) as faulty:
        load_scenario(path, Library((ELSEWHERE,), files))
    again = pickle.loads(pickle.dumps(faulty.value))
    assert again.problems == faulty.value.problems
    assert again.problems[0].span.source.name == "nowhere/at/all/nato.yaml"
    unknown = pickle.loads(pickle.dumps(UnknownName("profile", "x", ("y",))))
    assert (unknown.kind, unknown.name, unknown.known) == ("profile", "x", ("y",))
