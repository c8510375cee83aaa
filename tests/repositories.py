"""Repositories of git for tests: nothing of the machine's own configuration reaches them."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2024-11-24T12:00:00Z",
    "GIT_COMMITTER_DATE": "2024-11-24T12:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class Repository:
    """A repository in a folder, with files written and committed by name."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("git") is None:
            pytest.skip("git is not installed")
        self.folder = folder
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """What git prints, run in the folder."""
        command = ["git", "-c", "core.autocrlf=false", *arguments]
        found = subprocess.run(
            command, cwd=self.folder, env={**os.environ, **WHO}, capture_output=True, text=True, check=True
        )
        return found.stdout

    def write(self, name: str, text: str) -> Path:
        """Writes a file, folders included."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def commit(self, **files: str) -> None:
        """Writes files, whose names have `__` for `/` and no ending, and commits all there is."""
        for name, text in files.items():
            self.write(f"{name.replace('__', '/')}.yaml", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a change")
