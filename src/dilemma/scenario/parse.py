"""Reading a file of one kind: parsed, validated against the schema of its kind, kept with its locations."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from dilemma.errors import FaultyFile, UnknownName
from dilemma.records import dataclass
from dilemma.scenario import messages
from dilemma.scenario.library import DISK, Files
from dilemma.scenario.problems import Problem, select_errors
from dilemma.scenario.quantity import describe_value
from dilemma.scenario.schema.kinds import KINDS, MODELS
from dilemma.scenario.suggest import suggest_word
from dilemma.scenario.yaml.parser import parse_yaml

if TYPE_CHECKING:
    from dilemma.scenario.library import Library
    from dilemma.scenario.schema.base import Model
    from dilemma.scenario.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file whose shape is right: its model, its nodes and the warnings so far."""

    model: Any
    node: Node
    problems: tuple[Problem, ...] = ()


_MOST_KEPT = 200_000  # bytes of a file whose nodes are kept; they take sixty times its size


def parse_file(path: Path, files: Files = DISK) -> tuple[Node, tuple[Problem, ...]]:
    """Return the nodes of a file and the warnings about its text.

    Raises:
        FaultyFile: the text is at fault.
        OSError: the file cannot be read.
    """
    content = files.read(path)
    return (_parse_cached if len(content) <= _MOST_KEPT else _parse)(content, display_path(path))


def _parse(content: bytes, name: str) -> tuple[Node, tuple[Problem, ...]]:
    node, problems = parse_yaml(content, name)
    if node is None or select_errors(problems):
        raise FaultyFile(problems)
    return node, problems


# A framework serves many scenarios, and many folders hold a copy of one scenario: a text is parsed once.
_parse_cached = lru_cache(maxsize=256)(_parse)


def names_in_profiles(path: Path) -> tuple[str, ...]:
    """Return the names that profiles may use for a scenario file, whatever else is wrong with it.

    Only a variant is parsed for this: a comparison asks for the names of every file before any of them is
    needed.
    """
    try:
        # Searching for the word is far quicker than parsing.
        original = parse_file(path)[0].child("variant_of") if b"variant_of" in DISK.read(path) else None
    except (FaultyFile, OSError):
        # A faulty file goes by its own name alone; its faults are reported where it is used.
        original = None
    return (path.stem, original.value) if original and isinstance(original.value, str) else (path.stem,)


def file_kind(node: Node) -> str:
    """Return the kind that a file declares, `scenario` by default."""
    declared = node.child("file")
    if declared is None:
        return "scenario"
    return declared.value if isinstance(declared.value, str) else describe_value(declared.data())


def validate_node(node: Node, kind: str, problems: tuple[Problem, ...] = ()) -> ParsedFile:
    """Validate nodes against the schema of a kind of file.

    Raises:
        FaultyFile: the file is of another kind, or its shape is wrong; the warnings so far are included.
    """
    wrong_kind = _wrong_kind(node, kind)
    if wrong_kind:
        raise FaultyFile((*problems, wrong_kind))
    model: type[Model] = MODELS[kind]
    try:
        return ParsedFile(model.model_validate(node.data()), node, problems)
    except ValidationError as error:
        faults = messages.validation_problems(error, model, node, f"the {KINDS[kind].noun}")
        raise FaultyFile((*problems, *faults)) from None


def load_file(path: Path, kind: str, files: Files = DISK) -> ParsedFile:
    """Read a file and validate its shape.

    Raises:
        FaultyFile: the text or the shape is at fault.
        OSError: the file cannot be read.
    """
    return _load_cached(files.read(path), display_path(path), kind)


@lru_cache(maxsize=256)
def _load_cached(content: bytes, name: str, kind: str) -> ParsedFile:
    node, problems = _parse_cached(content, name)
    return validate_node(node, kind, problems)


def display_path(path: Path) -> str:
    """Return a path as its reader would type it: relative where it lies below the working folder."""
    if not path.is_absolute():
        return str(path)
    resolved, home = path.resolve(), Path.cwd().resolve()
    return str(resolved.relative_to(home) if resolved.is_relative_to(home) else path)


def typed_name(kind: str, path: Path, library: Library) -> str:
    """Return what to type for a file: its name where the library finds it by that, else its path."""
    try:
        known = library.find(kind, path.stem).resolve() == path.resolve()
    except UnknownName:
        known = False
    return path.stem if known else display_path(path)


def _wrong_kind(node: Node, kind: str) -> Problem | None:
    declared = file_kind(node)
    if declared == kind and kind in MODELS:
        return None
    span = node.nearest(("file",)).span
    if declared not in MODELS:
        message = f"there is no kind of file `{declared}`{suggest_word(declared, MODELS)}"
    else:
        message = f"this file is of kind `{declared}`, but one of kind `{kind}` is wanted here"
    return Problem(span, "wrong-kind", message)
