"""What is asked of git: revisions, files and their bytes, and what is said when it cannot answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.repositories import Repository

from dilemma.errors import NoRevision
from dilemma.scenario import git
from dilemma.scenario.yaml.text import LARGEST_FILE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository of one commit."""
    made = Repository(tmp_path)
    made.commit(one="1\n", scenarios__two="2\r\n\n", scenarios__deep__three="3")
    return made


def test_a_commit_has_one_full_name(repository: Repository) -> None:
    """A branch, a short name and a tag all stand for the commit itself."""
    full = repository.git("rev-parse", "HEAD").strip()
    repository.git("tag", "-a", "-m", "said", "first")
    for name in ("main", "HEAD", full[:8], "first", "HEAD^{/a change}"):
        assert git.resolve_commit(name, repository.folder) == full


NONE = ("", "HEAD~1", "nowhere", "-h", "--all", "--output=x", "a\0b", "HEAD:one.yaml", "é")


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_commit_is_refused(name: str, repository: Repository) -> None:
    """What git does not know, options and files among it, is refused in words and never run."""
    with pytest.raises(NoRevision, match="git knows no revision"):
        git.resolve_commit(name, repository.folder)


def test_the_files_right_in_a_folder(repository: Repository) -> None:
    """Folders below are not looked into, links are no files, and a missing folder has none."""
    os.symlink("two.yaml", repository.folder / "scenarios" / "link.yaml")
    repository.commit()
    head = git.resolve_commit("HEAD", repository.folder)
    assert [each.path for each in git.list_blobs(head, ("scenarios", "missing"), repository.folder)] == [
        "scenarios/two.yaml"
    ]
    assert [each.path for each in git.list_blobs(head, ("",), repository.folder)] == ["one.yaml"]


def test_the_bytes_are_those_committed(repository: Repository) -> None:
    """Line ends and empty lines come as they are, whatever stands in the working tree now."""
    repository.write("scenarios/two.yaml", "changed")
    head = git.resolve_commit("HEAD", repository.folder)
    found = list(git.list_blobs(head, ("scenarios", ""), repository.folder))
    assert {blob.path: content for blob, content in git.read_blobs(found, repository.folder)} == {
        "scenarios/two.yaml": b"2\r\n\n",
        "one.yaml": b"1\n",
    }


def test_a_file_that_is_too_large_is_never_read(repository: Repository) -> None:
    """It is replaced by one byte more than may be read, which reading then refuses."""
    repository.commit(large="x" * (LARGEST_FILE + 1000))
    head = git.resolve_commit("HEAD", repository.folder)
    (large,) = (each for each in git.list_blobs(head, ("",), repository.folder) if each.path == "large.yaml")
    assert list(git.read_blobs([large], repository.folder)) == [(large, bytes(LARGEST_FILE + 1))]


def test_a_folder_outside_any_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is named, and what to do instead."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NoRevision, match=r"is not in a git repository.*name two files"):
        git.repository_top(tmp_path)


def test_a_machine_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing program is said to be missing; a missing folder is another matter."""
    monkeypatch.setenv("PATH", str(repository.folder))
    with pytest.raises(NoRevision, match="git is not installed"):
        git.repository_top(repository.folder)
    with pytest.raises(FileNotFoundError):
        git.repository_top(repository.folder / "missing")


def test_what_else_git_says_is_passed_on(repository: Repository) -> None:
    """A repository that git will not read is refused with git's own reason."""
    (repository.folder / ".git" / "config").write_text("[core\n")
    with pytest.raises(NoRevision, match=r"git does not read the repository of .*bad config line 1"):
        git.repository_top(repository.folder)


def test_a_repository_that_lacks_a_file(repository: Repository) -> None:
    """What is not in the repository is neither fetched nor read as empty."""
    head = git.resolve_commit("HEAD", repository.folder)
    (one,) = git.list_blobs(head, ("",), repository.folder)
    (repository.folder / ".git" / "objects" / one.object[:2] / one.object[2:]).unlink()
    with pytest.raises(NoRevision, match="lacks files of that revision"):
        list(git.read_blobs([one], repository.folder))
    with pytest.raises(NoRevision, match="lacks files of that revision"):
        list(git.list_blobs(head, ("",), repository.folder))


@pytest.mark.parametrize("variable", ["GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_NOGLOB_PATHSPECS"])
def test_a_path_means_itself(variable: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the shell says of patterns, and whatever a folder is called."""
    repository.commit(**{":(glob)x__four": "4"})
    monkeypatch.setenv(variable, "1")
    for folder, path in (("scenarios", "scenarios/two.yaml"), (":(glob)x", ":(glob)x/four.yaml")):
        assert [blob.path for blob in git.list_blobs("HEAD", [folder], repository.folder)] == [path]


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    """Before the first commit there is no revision, and nothing elsewhere to fetch."""
    Repository(tmp_path)
    with pytest.raises(NoRevision, match="has no commits yet; commit first, or name two files"):
        git.resolve_commit("HEAD", tmp_path)


def test_a_bare_repository(tmp_path: Path) -> None:
    """A repository without files to work on is told by what it lacks, not in the words of git."""
    Repository(tmp_path).git("config", "core.bare", "true")
    with pytest.raises(NoRevision, match="holds no files to work on; ask in a clone of it"):
        git.repository_top(tmp_path)
