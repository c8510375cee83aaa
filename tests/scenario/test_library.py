"""Where names lead: order of folders, suffixes, no way out of them, and the standard places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dilemma.errors import UnknownName
from dilemma.scenario.library import FOLDERS, Library, is_path, standard_library

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str], Path]


def test_each_kind_has_its_folder(write: Write, tmp_path: Path) -> None:
    """Scenarios stand at the top, every other kind in a folder of its own."""
    library = Library((tmp_path,))
    for kind, folder in FOLDERS.items():
        path = write(f"{folder}/thing.yaml", "")
        assert library.find(kind, "thing").samefile(path)
        assert list(library.all(kind)) == ["thing"]


def test_an_earlier_folder_hides_a_later_one(write: Write, tmp_path: Path) -> None:
    """The first root wins, `.yaml` goes before `.yml`, and a scenario's own folder goes before all."""
    for name in ("home/x.yml", "first/x.yaml", "first/x.yml", "second/x.yaml", "second/y.yaml"):
        write(name, "")
    library = Library((tmp_path / "first", tmp_path / "second"))
    assert library.find("scenario", "x") == tmp_path / "first" / "x.yaml"
    assert library.find("scenario", "y") == tmp_path / "second" / "y.yaml"
    assert library.all("scenario") == {
        "x": tmp_path / "first" / "x.yaml",
        "y": tmp_path / "second" / "y.yaml",
    }
    near = library.near(tmp_path / "home" / "any.yaml")
    assert near.find("scenario", "x") == tmp_path / "home" / "x.yml"
    assert library.near(tmp_path / "second" / "y.yaml").roots == (tmp_path / "second", tmp_path / "first")


@pytest.mark.parametrize(
    "name", ["../secret", "..", ".", "", "/etc/hosts", "a/b", "x\0y", "n" * 5000, "inside"]
)
def test_a_name_never_leads_out_of_its_folder(name: str, write: Write, tmp_path: Path) -> None:
    """Paths, empty and impossible names, and folders are no names of files."""
    write("secret.yaml", "")
    write("home/frameworks/inside.yaml/hidden.yaml", "")
    with pytest.raises(UnknownName):
        Library((tmp_path / "home",)).find("framework", name)


def test_an_unknown_name_says_which_are_known(write: Write, tmp_path: Path) -> None:
    """The error carries the kind, the name and the names there are, for a suggestion."""
    write("profiles/partner.yaml", "")
    with pytest.raises(UnknownName, match="there is no profile `partnr`") as unknown:
        Library((tmp_path, tmp_path / "missing")).find("profile", "partnr")
    assert (unknown.value.kind, unknown.value.known) == ("profile", ("partner",))


def test_only_yaml_files_have_names(write: Write, tmp_path: Path) -> None:
    """Notes and folders beside them are passed over."""
    write("notes.md", "")
    write("folder.yaml/inner.txt", "")
    write("real.yaml", "")
    assert list(Library((tmp_path,)).all("scenario")) == ["real"]


def test_the_standard_places_in_order(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`./scenarios`, then `$DILEMMA_SCENARIOS`, then what is shipped; missing ones are left out."""
    write("here/scenarios/mine.yaml", "")
    write("team/ours.yaml", "")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("DILEMMA_SCENARIOS", str(tmp_path / "team"))
    first, second, *shipped = standard_library().roots
    assert (first, second) == (Path("scenarios"), tmp_path / "team")
    assert len(shipped) == 1
    assert (shipped[0] / "nato.yaml").is_file()
    monkeypatch.setenv("DILEMMA_SCENARIOS", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    assert standard_library().roots == tuple(shipped)


def test_a_place_is_searched_once(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same folder by two names counts at its first place."""
    write("scenarios/mine.yaml", "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DILEMMA_SCENARIOS", str(tmp_path / "scenarios"))
    assert standard_library().roots[0] == Path("scenarios")
    assert len(standard_library().roots) == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("nato", False),
        ("threat-reduction", False),
        ("nato.yaml", True),
        ("./nato", True),
        ("a/b", True),
        ("x.yml", True),
    ],
)
def test_what_means_a_file(given: str, expected: bool) -> None:
    """A suffix or a slash makes a path of what would be a name."""
    assert is_path(given) is expected


def test_a_path_is_meant_as_it_stands_and_a_name_is_looked_up(tmp_path: Path) -> None:
    """A path need not exist; a name without a file is refused by the noun of its kind."""
    (tmp_path / "a.yaml").touch()
    library = Library((tmp_path,))
    assert library.locate("scenario", "a") == tmp_path / "a.yaml"
    assert (
        library.locate("scenario", "./b.yaml") == library.locate("profile", Path("b.yaml")) == Path("b.yaml")
    )
    assert library.locate("scenario", Path("a")) == Path("a")
    with pytest.raises(UnknownName, match="there is no observations file `a`"):
        library.locate("observations", "a")
