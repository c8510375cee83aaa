"""What every call of git gets: its fixed arguments, and an environment that no caller bends."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests.repositories import Repository

from dilemma.errors import NoRevision
from dilemma.scenario import git

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository of one commit."""
    made = Repository(tmp_path)
    made.commit(one="1\n")
    return made


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """The arguments of every call of git from now on, which still runs."""
    made: list[tuple[tuple[str, ...], dict[str, Any]]] = []
    run = subprocess.run

    def watched(command: tuple[str, ...], **settings: Any) -> Any:
        made.append((tuple(command), settings))
        return run(command, **settings)

    monkeypatch.setattr(subprocess, "run", watched)
    return made


def ask_everything(repository: Repository) -> None:
    """Ask git everything the program asks it."""
    assert git.repository_top(repository.folder)
    head = git.resolve_commit("HEAD", repository.folder)
    blobs = list(git.list_blobs(head, ("",), repository.folder))
    assert [content for _, content in git.read_blobs(blobs, repository.folder)] == [b"1\n"]


def test_every_call_is_guarded(
    repository: Repository, calls: list[tuple[tuple[str, ...], dict[str, Any]]]
) -> None:
    """No shell, pager, prompt, monitor, lock or protocol; nothing fetched; paths mean themselves."""
    ask_everything(repository)
    assert len(calls) == 4
    for command, settings in calls:
        assert command[:6] == (
            *("git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"),
        )
        assert not settings.get("shell")
        assert settings["cwd"] == repository.folder
        assert isinstance(settings["input"], bytes)  # never the caller's own input
        wanted = {
            "GIT_ALLOW_PROTOCOL": "",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
            "LC_ALL": "C",
        }
        assert {name: settings["env"].get(name) for name in wanted} == wanted


def test_a_name_is_never_an_option(
    repository: Repository, calls: list[tuple[tuple[str, ...], dict[str, Any]]]
) -> None:
    """A revision that begins with a dash never reaches git, and a folder stands behind the options."""
    with pytest.raises(NoRevision, match="no revision `--output=x`"):
        git.resolve_commit("--output=x", repository.folder)
    assert all("--output=x" not in word for command, _ in calls for word in command)
    head = git.resolve_commit("HEAD", repository.folder)
    list(git.list_blobs(head, ("-x",), repository.folder))
    command = calls[-1][0]
    assert command[command.index("--") + 1 :] == ("-x/",)


def test_a_hook_of_another_repository(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git tells its hooks does not lead away from the folder asked about."""
    other = tmp_path_factory.mktemp("other")
    for name, value in {
        "GIT_DIR": str(other),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_OBJECT_DIRECTORY": str(other),
        "GIT_CONFIG_PARAMETERS": "'core.bare=true'",
        "GIT_PREFIX": "deep/",
    }.items():
        monkeypatch.setenv(name, value)
    assert git.repository_top(repository.folder) == str(repository.folder.resolve())
    ask_everything(repository)


def test_all_of_gits_own_list_is_dropped(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every variable that git itself calls local to a repository is left out."""
    local = repository.git("rev-parse", "--local-env-vars").split()
    assert "GIT_DIR" in local
    for name in local:
        monkeypatch.setenv(name, "x")
    assert not set(local) & set(git._environment())


def test_a_revision_left_out_is_none(repository: Repository) -> None:
    """`^HEAD` is what `git log` leaves out: it says so, and what to write."""
    with pytest.raises(NoRevision, match=r"`\^HEAD` is what git leaves out of a list.*write `HEAD`"):
        git.resolve_commit("^HEAD", repository.folder)
