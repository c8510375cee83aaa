"""The kinds of file, each with its model, made when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.scenario.files.base import Model

HOMES = {
    "scenario": ("scenario_file", "ScenarioFile"),
    "framework": ("scenario_file", "FrameworkFile"),
    "profile": ("profile_file", "ProfileFile"),
    "sources": ("sources_file", "SourcesFile"),
    "observations": ("observations_file", "ObservationsFile"),
    "answers": ("answers", "AnswersFile"),
}


class _Models(Mapping[str, "type[Model]"]):
    """The model of each kind; a run that reads no profile never builds the model of one."""

    def __getitem__(self, kind: str) -> type[Model]:
        """The model of a kind of file; KeyError for any other word."""
        module, name = HOMES[kind]
        return getattr(import_module(f"dilemma.scenario.files.{module}"), name)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        """The kinds, in the order they are told of."""
        return iter(HOMES)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(HOMES)

    def __contains__(self, kind: object) -> bool:
        """Whether a word names a kind; no model is made for the answer."""
        return kind in HOMES


MODELS: Mapping[str, type[Model]] = _Models()
