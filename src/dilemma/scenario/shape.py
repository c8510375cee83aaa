"""A file of one kind: read, checked against the shape of its kind, kept with its places."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from dilemma.scenario import wording
from dilemma.scenario.files.kinds import KINDS, MODELS
from dilemma.scenario.problems import FaultyFile, Problem, errors
from dilemma.scenario.quantities import spoken
from dilemma.scenario.reading.at_hand import held
from dilemma.scenario.reading.read import content, read, read_text
from dilemma.scenario.suggest import remedy

if TYPE_CHECKING:
    from dilemma.scenario.files.base import Model
    from dilemma.scenario.reading.nodes import Node


@dataclass(frozen=True, slots=True)
class Shaped:
    """A file whose shape is right: its model, its nodes and the warnings found so far."""

    model: Any
    node: Node
    problems: tuple[Problem, ...] = ()


def parse(path: Path) -> tuple[Node, tuple[Problem, ...]]:
    """The nodes of a file and what its text is warned about.

    Raises:
        FaultyFile: the text is at fault.
        OSError: the file cannot be read.
    """
    text = held(path)
    if text is not None:
        return _parsed_text(path, text)
    stat = path.stat()
    return _parsed(path, stat.st_mtime_ns, stat.st_size, os.getcwd())


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int, _size: int, _folder: str) -> tuple[Node, tuple[Problem, ...]]:
    """Reads a file once for as long as it does not change; a framework serves many scenarios."""
    return _sound(*read(path, shown(path)))


@lru_cache(maxsize=64)  # one scenario comes and goes after the other; what stands beside them is what stays
def _parsed_text(path: Path, text: bytes) -> tuple[Node, tuple[Problem, ...]]:
    return _sound(*read_text(text, shown(path)))


def _sound(node: Node | None, problems: tuple[Problem, ...]) -> tuple[Node, tuple[Problem, ...]]:
    if node is None or errors(problems):
        raise FaultyFile(problems)
    return node, problems


def known_as(path: Path) -> tuple[str, ...]:
    """What a scenario file goes by in profiles, whatever else is wrong with it.

    Only a variant is parsed for the answer: a comparison asks of every file before any of them is needed.
    """
    try:
        stated = parse(path)[0].child("variant_of") if b"variant_of" in content(path) else None
    except (FaultyFile, OSError):
        stated = None
    return (path.stem, stated.value) if stated and isinstance(stated.value, str) else (path.stem,)


def kind_of(node: Node) -> str:
    """What a file says it is; a scenario when it does not say."""
    stated = node.child("file")
    if stated is None:
        return "scenario"
    return stated.value if isinstance(stated.value, str) else spoken(stated.data())


def shaped(node: Node, kind: str, problems: tuple[Problem, ...] = ()) -> Shaped:
    """Checks nodes against the shape of a kind of file.

    Raises:
        FaultyFile: the file is of another kind, or its shape is wrong; warnings so far are included.
    """
    wrong = _wrong_kind(node, kind)
    if wrong:
        raise FaultyFile((*problems, wrong))
    model: type[Model] = MODELS[kind]
    try:
        return Shaped(model.model_validate(node.data()), node, problems)
    except ValidationError as error:
        found = wording.problems(error, model, node, f"the {KINDS[kind].noun}")
        raise FaultyFile((*problems, *found)) from None


def load(path: Path, kind: str) -> Shaped:
    """Reads a file and checks its shape.

    Raises:
        FaultyFile: the text or the shape is at fault.
        OSError: the file cannot be read.
    """
    node, problems = parse(path)
    return shaped(node, kind, problems)


def shown(path: Path) -> str:
    """A path as its reader would type it: relative where it lies below the working folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve())) if path.is_absolute() else str(path)
    except ValueError:
        return str(path)


def _wrong_kind(node: Node, kind: str) -> Problem | None:
    stated = kind_of(node)
    if stated == kind and kind in MODELS:
        return None
    place = node.nearest(("file",)).span
    if stated not in MODELS:
        message = f"there is no kind of file `{stated}`{remedy(stated, MODELS)}"
    else:
        message = f"this file is of kind `{stated}`, but one of kind `{kind}` is wanted here"
    return Problem(place, "wrong-kind", message)
