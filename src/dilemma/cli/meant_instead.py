"""What somebody may have meant who named a file or a scenario that is not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma.scenario.library import SUFFIXES, standard_library

if TYPE_CHECKING:
    from dilemma.errors import UnknownName


def suggest_file(error: UnknownName) -> str:
    """Return a remark on a file here that was named without its ending; empty where there is none."""
    here = [f"{error.name}{suffix}" for suffix in SUFFIXES if Path(error.name).name == error.name]
    file = next((name for name in here if Path(name).is_file()), None)
    return f", but there is a file {file} here; type {file}" if file else ""


def remark_on_folder() -> str:
    """Return a remark where `$DILEMMA_SCENARIOS` names no folder, in which nothing can be found; else ''."""
    named = os.environ.get("DILEMMA_SCENARIOS")
    return (
        f"; DILEMMA_SCENARIOS names {named}, which is no folder" if named and not Path(named).is_dir() else ""
    )


def suggest_for_path(error: OSError) -> str:
    """Return a remark on the missing folder, or on the scenario of that name; else an empty text."""
    path = Path(str(error.filename or ""))
    if error.errno != errno.ENOENT or not path.name:
        return ""
    if not path.parent.exists():
        return f"; there is no folder {path.parent}"
    known = path.stem in standard_library().all("scenario") and path.suffix in SUFFIXES
    return f"; did you mean the scenario `{path.stem}`?" if known else ""
