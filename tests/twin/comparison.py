"""Run the program on a file and list every figure that differs from the twin's."""

from __future__ import annotations

import json
import math
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from dilemma.cli.app import app

from .assessment import Run, Unsure, assess
from .sampling import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REPOSITORY = Path(__file__).parents[2]
EXACT = 1e-6
ERRORS = 4.0  # joint standard errors
KEYS = ("id", "rung", "criterion")  # what entries of a list are known by

# What the program does not say yet. Empty this list when the method of issue 13 has landed.
AWAITED: tuple[str, ...] = ()


def compare(
    path: Path,
    profile: str | None = None,
    evidence: Mapping[str, bool] | None = None,
    *,
    wrong: Sequence[str] = (),
    changes: Mapping[str, Any] | None = None,
    share: float | None = None,
) -> list[str]:
    """Return a line for every figure in which program and twin differ."""
    run = Run(path, profile, evidence or {}, wrong, share, changes or {})
    return sorted(differences(assess(run), program(run)))


def program(run: Run) -> dict[str, Any]:
    """Return what the program says of a run, as its JSON."""
    words = ["assess", str(run.path), "--format", "json"]
    words += ["--as", run.profile] if run.profile else []
    for signpost, answer in run.evidence.items():
        words += ["--seen" if answer else "--not-seen", signpost]
    for assumption in run.wrong:
        words += ["--wrong", assumption]
    for name, content in run.changes.items():
        words += ["--set", f"{name}={json.dumps(content)}"]
    words += ["--share", str(run.share)] if run.share is not None else []
    tree = run_program(words)
    tree["break_evens"] = dict(_break_evens(tree.get("break_evens", [])))
    tree["excluded"] = {f"{row['option']} {row['criterion']}": row for row in tree.get("excluded", [])}
    tree["widest_inputs"] = {f"{row['kind']} {row['of']}": row for row in tree.get("widest_inputs", [])}
    information = tree.get("information", {})
    information["evppi"] = {row["of"]: row["value"] for row in information.get("evppi", [])}
    return tree


def run_program(words: Sequence[str]) -> dict[str, Any]:
    """Return the JSON that a command of the program writes."""
    result = CliRunner().invoke(app, list(words), prog_name="dilemma")
    if result.exit_code:
        raise RuntimeError(f"{' '.join(words)}: {result.stderr}") from result.exception
    tree: dict[str, Any] = json.loads(result.stdout)
    return tree


def _break_evens(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name each change by its line and side; of several on a side the nearest stays."""
    for row in sorted(rows, key=lambda entry: -abs(entry["at"] - entry["now"])):
        side = "below" if row["at"] < row["now"] else "above"
        yield f"{row['kind']} {row['of']} {side}", row


def still_awaited(content: Mapping[str, Any]) -> list[str]:
    """Return the awaited keys that the program does say: they have to leave the list."""
    return [pattern for pattern in AWAITED if any(_reach(_named(content), pattern.split(".")))]


def _reach(content: Any, steps: Sequence[str]) -> Iterator[bool]:
    if not steps:
        yield True
    elif isinstance(content, dict):
        for key, inner in content.items():
            if fnmatchcase(key, steps[0]):
                yield from _reach(_named(inner), steps[1:])


def _named(content: Any) -> Any:
    """Return a list of entries that have a name as a mapping, and anything else as it is."""
    if isinstance(content, list) and content and isinstance(content[0], dict):
        for key in KEYS:
            if all(key in row for row in content):
                return {row[key]: row for row in content}
    if isinstance(content, dict):
        return {key: _named(inner) for key, inner in content.items()}
    return content


def differences(twin: Any, other: Any, path: str = "", errors: Any = None) -> Iterator[str]:
    """Yield a line for every leaf of the twin's tree that the program does not match."""
    other, errors = _named(other), _named(errors)
    if isinstance(twin, Unsure):
        return
    if isinstance(twin, dict):
        yield from _in_mapping(twin, other, path, errors)
    elif isinstance(twin, Estimate):
        joint = math.hypot(twin.error, errors if isinstance(errors, float) else 0.0)
        if not isinstance(other, float | int) or abs(twin.value - other) > ERRORS * joint + EXACT:
            yield f"{path}: twin {twin.value:.5f} ± {twin.error:.5f}, program {other}"
    elif isinstance(twin, list) and twin and isinstance(twin[0], Estimate | dict):
        for k, inner in enumerate(twin):
            row = other[k] if isinstance(other, list) and k < len(other) else None
            error = errors[k] if isinstance(errors, list) and k < len(errors) else None
            yield from differences(inner, row, f"{path}[{k}]", error)
    elif not _same(twin, other):
        yield f"{path}: twin {twin}, program {other}"


def _in_mapping(twin: Mapping[str, Any], other: Any, path: str, errors: Any) -> Iterator[str]:
    other = {} if other == [] else other
    if not isinstance(other, dict):
        yield f"{path}: twin {list(twin)}, program {other}"
        return
    for key, inner in twin.items():
        below = f"{path}.{key}" if path else key
        if key not in other:
            if not _nothing(inner) and not any(fnmatchcase(below, pattern) for pattern in AWAITED):
                yield f"{below}: twin {inner}, missing in the program"
            continue
        error = other.get(f"{key}_se", errors.get(key) if isinstance(errors, dict) else None)
        yield from differences(inner, other[key], below, error)
    if path in ("break_evens", "information.evppi"):
        yield from (
            f"{path}.{key}: program {other[key]}, not in the twin" for key in other if key not in twin
        )


def _nothing(twin: Any) -> bool:
    """Tell whether the program may leave a key out."""
    small = isinstance(twin, Estimate) and abs(twin.value) < 1e-4
    return twin is None or twin in ([], {}) or isinstance(twin, Unsure) or small


def _same(twin: Any, other: Any) -> bool:
    if isinstance(twin, float) and isinstance(other, float | int):
        return abs(twin - other) <= EXACT * max(1.0, abs(twin))
    if isinstance(twin, list):
        rows = [list(row) if isinstance(row, tuple) else row for row in twin]
        if isinstance(other, str):  # one name where several tie
            return other in rows
        return sorted(rows) == sorted(other if isinstance(other, list) else [other])
    return bool(twin == other)
