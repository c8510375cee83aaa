"""The registry of the files of other programs: one entry for each format that is read, written or refused.

To add a format, write its module and its entry here; `dilemma import` and `dilemma export` then know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.decision_table import BadTable, DecisionTable, make_scenario
from dilemma.interchange.dmsy import is_dmsy, read_dmsy, write_dmsy
from dilemma.interchange.elicitation_web import is_problem, read_problem
from dilemma.interchange.markdown_tables import write_markdown
from dilemma.interchange.xmcda import is_xmcda, read_xmcda, write_xmcda
from dilemma.records import dataclass
from dilemma.scenario.yaml.parser import read_regular_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.interchange.import_new import NewScenario

_MOST_BYTES = 4 * 1024 * 1024
_TREE_RECIPE = (
    "is a decision tree of {program}, which is not read. Write each first choice as an option, each "
    "chance as a future with its probability, and each payoff as a score in that future; "
    "docs/interchange.md has the steps"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """A format of another program.

    Attributes:
        name: what people call it.
        suffixes: the endings of its files, in lower case.
        recognise: whether the bytes of a file with such an ending are of this format.
        read: the table of a file of it, or the refusal that says what to do instead; None where it is read
            as a table with heads, like CSV.
        write: the bytes of a table, with a phrase on whose weights they are; None where it is not written.
        written_as: the endings under which it is written.
        refused: whether `read` only says what to write instead.
    """

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[bytes], bool] = bool
    read: Callable[[bytes, Path], DecisionTable] | None = None
    write: Callable[[DecisionTable, str], bytes] | None = None
    written_as: tuple[str, ...] = ()
    refused: bool = False


def _refuse_tree(program: str) -> Callable[[bytes, Path], DecisionTable]:
    def read(_content: bytes, path: Path) -> DecisionTable:
        raise BadTable(path.name, _TREE_RECIPE.format(program=program))

    return read


_FORMATS = (
    FileFormat(
        name="scikit-criteria DMSY",
        suffixes=(".dmsy", ".yaml", ".yml"),
        recognise=is_dmsy,
        read=read_dmsy,
        write=write_dmsy,
        written_as=(".dmsy",),
    ),
    FileFormat(
        name="XMCDA",
        suffixes=(".xml", ".xmcda"),
        recognise=is_xmcda,
        read=read_xmcda,
        write=write_xmcda,
        written_as=(".xml", ".xmcda"),
    ),
    FileFormat(
        name="mcda-elicitation-web",
        suffixes=(".json",),
        recognise=is_problem,
        read=read_problem,
    ),
    FileFormat(
        name="SilverDecisions",
        suffixes=(".json",),
        recognise=lambda content: b'"SilverDecisions"' in content,
        read=_refuse_tree("SilverDecisions"),
        refused=True,
    ),
    FileFormat(name="Markdown", suffixes=(), write=write_markdown, written_as=(".md", ".markdown")),
    FileFormat(name="GeNIe", suffixes=(".xdsl",), read=_refuse_tree("GeNIe"), refused=True),
)
_SUFFIXES = frozenset(suffix for entry in _FORMATS for suffix in entry.suffixes)
WRITTEN_SUFFIXES = tuple(suffix for entry in _FORMATS for suffix in entry.written_as)


def list_formats(*, written: bool) -> list[str]:
    """Return the formats that are written, or those that become scenarios, each with its endings."""
    endings = {
        entry.name: entry.written_as if written else entry.suffixes
        for entry in _FORMATS
        if (entry.write if written else entry.read) and not entry.refused
    }
    return [f"{name} ({', '.join(suffixes)})" for name, suffixes in endings.items()]


def import_foreign(path: Path, *, day: str | None = None) -> NewScenario | None:
    """Return the scenario made from a file of another program; None where its ending belongs to none.

    Raises:
        FaultyFile: the file is of no format that is read, or cannot become a scenario.
        OSError: it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        return None
    content = read_regular_file(path, _MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise BadTable(path.name, "is larger than 4 MiB; no decision needs that", "too-large")
    candidates = [entry for entry in _FORMATS if suffix in entry.suffixes]
    entry = next((entry for entry in candidates if entry.recognise(content)), None)
    if entry is None or entry.read is None:
        names = " or ".join(entry.name for entry in candidates)
        raise BadTable(
            path.name,
            f"ends in {suffix} and does not hold {names}; save it again from that program, or "
            "rename it to .csv if it is a table",
        )
    return make_scenario(entry.read(content, path), path.name, entry.name, day=day)


def render_foreign(table: DecisionTable, suffix: str, whose: str) -> bytes:
    """Return a table in the format that is written under an ending; `whose` says whose weights it holds."""
    write = next(entry.write for entry in _FORMATS if suffix in entry.written_as)
    if write is None:
        raise ValueError("a format with an ending to write has a writer")
    return write(table, whose)
