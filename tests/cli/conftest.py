"""The commands, run within the test, in an empty folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from dilemma.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    Invoke = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with nothing said about where scenarios are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DILEMMA_SCENARIOS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def dilemma(here: Path) -> Invoke:
    """Runs a command line; an exception that is no exit fails the test."""

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(app, arguments, prog_name="dilemma")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke
