"""The kinds of file: what each is called, where it stands, and its model, made when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.files.base import Model


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a kind of file before its model is made.

    Attributes:
        module: the module of its model, beside this one.
        model: the name of its model there.
        noun: what a sentence calls one such file.
        plural: what a heading calls several.
        folder: where a library keeps them; None for those that belong to no library.
    """

    module: str
    model: str
    noun: str
    plural: str
    folder: str | None = None


# In the order they are told of.
KINDS = {
    "scenario": Kind("scenario_file", "ScenarioFile", "scenario", "Scenarios", "."),
    "framework": Kind("scenario_file", "FrameworkFile", "framework", "Frameworks", "frameworks"),
    "profile": Kind("profile_file", "ProfileFile", "profile", "Profiles", "profiles"),
    "sources": Kind("sources_file", "SourcesFile", "sources file", "Sources", "sources"),
    "observations": Kind(
        "observations_file", "ObservationsFile", "observations file", "Observations", "observations"
    ),
    "answers": Kind("answers", "AnswersFile", "answers file", "Answers"),
}


class _Models(Mapping[str, "type[Model]"]):
    """The model of each kind; a run that reads no profile never builds the model of one."""

    def __getitem__(self, kind: str) -> type[Model]:
        """The model of a kind of file; KeyError for any other word."""
        home = import_module(f"dilemma.scenario.files.{KINDS[kind].module}")
        return getattr(home, KINDS[kind].model)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        """The kinds, in the order they are told of."""
        return iter(KINDS)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(KINDS)

    def __contains__(self, kind: object) -> bool:
        """Whether a word names a kind; no model is made for the answer."""
        return kind in KINDS


MODELS: Mapping[str, type[Model]] = _Models()
