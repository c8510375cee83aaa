"""Scenarios named by pattern or by folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer

from dilemma.cli.file_names import expand_profiles, expand_scenarios

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def cases(here: Path) -> Path:
    """A folder of files."""
    (here / "cases" / "more").mkdir(parents=True)
    for name in ("b.yaml", "a.yaml", "c.yml", "notes.txt", "more/d.yaml"):
        (here / "cases" / name).touch()
    return here


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["nato", "cases/b.yaml"], ["nato", "cases/b.yaml"]),
        (["cases/*.yaml"], ["cases/a.yaml", "cases/b.yaml"]),
        (["cases/**/*.yaml"], ["cases/a.yaml", "cases/b.yaml", "cases/more/d.yaml"]),
        (["cases/[bc].*"], ["cases/b.yaml", "cases/c.yml"]),
        (["cases"], ["cases/a.yaml", "cases/b.yaml", "cases/c.yml"]),
        (["cases/"], ["cases/a.yaml", "cases/b.yaml", "cases/c.yml"]),
        (["cases/b.yaml", "cases/*.yaml"], ["cases/b.yaml", "cases/a.yaml"]),
        (["./cases/a.yaml", "cases/a.yaml"], ["./cases/a.yaml"]),
    ],
)
def test_a_pattern_or_a_folder_stands_for_its_files(given: list[str], found: list[str]) -> None:
    """In order of their names, each file once, nothing but YAML."""
    assert list(expand_scenarios(given)) == found


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("given", ["cases/*.json", "nothing*", "cases/more/more*"])
def test_a_pattern_without_a_match_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in a pattern is no empty answer."""
    with pytest.raises(typer.Exit):
        expand_scenarios([given])
    assert capsys.readouterr().err == f"error: `{given}` matches no YAML file\n"


def test_an_empty_folder_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without scenarios is the wrong folder."""
    (here / "cases").mkdir()
    with pytest.raises(typer.Exit):
        expand_scenarios(["cases"])
    assert capsys.readouterr().err == "error: the folder `cases` holds no YAML file\n"


def test_a_name_beats_a_folder(here: Path) -> None:
    """A folder that happens to be called like a scenario does not hide it; with a slash it is meant."""
    (here / "nato").mkdir()
    (here / "nato" / "x.yaml").touch()
    assert expand_scenarios(["nato"]) == ("nato",)
    assert expand_scenarios(["nato/"]) == ("nato/x.yaml",)


@pytest.mark.usefixtures("cases")
def test_profiles_by_pattern() -> None:
    """`--as` takes patterns of files as well, and leaves names alone."""
    assert expand_profiles(["realist", "all", "cases/[ab].yaml"]) == (
        "realist",
        "all",
        "cases/a.yaml",
        "cases/b.yaml",
    )
