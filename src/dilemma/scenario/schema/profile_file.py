"""Schema of a profile file.

It stands apart from those of scenarios, for a run that reads no profile builds none of its models.
"""

from typing import Literal

from pydantic import Field

from dilemma.scenario.schema.base import (
    CitationsField,
    Day,
    Headline,
    Id,
    Model,
    Name,
    Number,
    OptionalName,
    OptionalText,
    ShortName,
    Texts,
    Version,
)
from dilemma.scenario.schema.judgement import WeightsField
from dilemma.scenario.schema.parts import Add, Scale

ElicitationMethod = Literal["swing", "ranking", "trade_off", "kept"]


class Meaning(Model):
    """What the two ends of a criterion meant when its swing was judged."""

    worst: OptionalText = Field(None, description="What 0 meant.")
    best: OptionalText = Field(None, description="What 100 meant.")
    scale: Scale | None = Field(None, description="Its natural units.")
    value: tuple[tuple[Number, Number], ...] | None = Field(None, description="Its value function.")


class Elicited(Model):
    """The circumstances of the weights for one scenario; weights mean nothing without their scales."""

    date: Day = Field(description="The day the weights were given.")
    started_from: OptionalName = Field(None, description="The profile whose weights were the start.")
    method: dict[Id, ElicitationMethod] = Field({}, description="How each weight was given.")
    options: tuple[Id, ...] = Field((), description="The options there were.")
    futures: tuple[Id, ...] = Field((), description="The futures there were.")
    scales: dict[Id, Meaning] = Field({}, description="The ends of each criterion at the time.")


class Adjustment(Add):
    """A profile's adjustments of some scores."""

    scenarios: tuple[Name, ...] = Field(description="The scenarios it holds in.")


class ProfileFile(Model, defer_build=True):
    """A perspective: somebody's weights and adjustments."""

    dilemma: Version
    file: Literal["profile"]
    title: Headline = Field(description="The name of the perspective.")
    short: ShortName = None
    description: OptionalText = Field(None, description="Who they are, in a sentence.")
    kind: Literal["ally", "worldview", "person"] = Field(
        "ally", description="An ally, a way of weighing, or a person."
    )
    like: Texts = Field((), description="Countries it resembles.")
    weights: dict[Name, WeightsField] = Field(description="Weights by scenario, or under `default`.")
    relevance: dict[Name, Literal["high", "medium", "low"]] = Field(
        {}, description="How much each issue matters to them."
    )
    adjustments: tuple[Adjustment, ...] = Field((), description="Scores they read differently.")
    conditions: Texts = Field((), description="What they would ask for before they go along; shown.")
    elicited: dict[Name, Elicited] = Field({}, description="How the weights for each scenario were given.")
    sources: CitationsField = ()
    notes: OptionalText = Field(None, description="Anything else a reader should know; not computed.")
