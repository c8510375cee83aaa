"""Kinds of file: the name, the folder and the model of each, the model built when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.files.base import Model


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file, described without building its model.

    Attributes:
        module: the module of its model, beside this one.
        model: the name of its model in that module.
        noun: the word for one such file in a sentence.
        plural: the word for several in a heading.
        folder: the folder of a library that holds them; None for a kind that belongs to no library.
    """

    module: str
    model: str
    noun: str
    plural: str
    folder: str | None = None


# In the order in which catalogues and messages list them.
KINDS = {
    "scenario": FileKind("scenario_file", "ScenarioFile", "scenario", "Scenarios", "."),
    "framework": FileKind("scenario_file", "FrameworkFile", "framework", "Frameworks", "frameworks"),
    "profile": FileKind("profile_file", "ProfileFile", "profile", "Profiles", "profiles"),
    "sources": FileKind("sources_file", "SourcesFile", "sources file", "Sources", "sources"),
    "observations": FileKind(
        "observations_file", "ObservationsFile", "observations file", "Observations", "observations"
    ),
    "answers": FileKind("answers", "AnswersFile", "answers file", "Answers"),
}


class _Models(Mapping[str, "type[Model]"]):
    """The model of each kind; a run that reads no profile never builds the model of one."""

    def __getitem__(self, kind: str) -> type[Model]:
        """Return the model of a kind of file.

        Raises:
            KeyError: there is no such kind.
        """
        # Imported late: building the models is a good part of the time a short run takes.
        module = import_module(f"dilemma.scenario.files.{KINDS[kind].module}")
        return getattr(module, KINDS[kind].model)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the kinds in the order of `KINDS`."""
        return iter(KINDS)

    def __len__(self) -> int:
        """Return the number of kinds."""
        return len(KINDS)

    def __contains__(self, kind: object) -> bool:
        """Return whether a word names a kind, without building a model."""
        return kind in KINDS


MODELS: Mapping[str, type[Model]] = _Models()
