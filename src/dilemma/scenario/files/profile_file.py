"""Schema of a profile file: the weights and adjustments of one viewpoint."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dilemma.scenario.files.base import CitationsField, Headline, Model, Name, Text, Version
from dilemma.scenario.files.elicited import Elicited
from dilemma.scenario.files.judgement import WeightsField
from dilemma.scenario.files.parts import Add


class Adjustment(Add):
    """A profile's own reading of some scores."""

    scenarios: tuple[Name, ...] = Field(description="The scenarios it holds in.")


class ProfileFile(Model):
    """Whose eyes we look through."""

    dilemma: Version
    file: Literal["profile"]
    title: Headline = Field(description="Whose eyes.")
    description: Annotated[Text | None, Field(description="Who they are, in a sentence.")] = None
    kind: Annotated[
        Literal["ally", "worldview", "person"], Field(description="An ally, a way of weighing, or a person.")
    ] = "ally"
    like: Annotated[tuple[Text, ...], Field(description="Countries it resembles.")] = ()
    weights: dict[Name, WeightsField] = Field(description="Weights by scenario, or under `default`.")
    relevance: dict[Name, Literal["high", "medium", "low"]] = Field(
        {}, description="How much each issue matters to them."
    )
    adjustments: Annotated[tuple[Adjustment, ...], Field(description="Scores they read differently.")] = ()
    elicited: dict[Name, Elicited] = Field({}, description="How the weights for each scenario were given.")
    sources: CitationsField = ()
    notes: Annotated[Text | None, Field(description="Anything else a reader should know; not computed.")] = (
        None
    )
