"""Schema of the record of an elicitation: when, by which question, and against which scales."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dilemma.scenario.files.base import Day, Id, Model, Name, Number, Text
from dilemma.scenario.files.parts import Scale

ElicitationMethod = Literal["swing", "ranking", "trade_off", "kept"]


class Meaning(Model):
    """What the two ends of a criterion meant when its swing was judged."""

    worst: Text | None = Field(None, description="What 0 meant.")
    best: Text | None = Field(None, description="What 100 meant.")
    scale: Annotated[Scale | None, Field(description="Its natural units.")] = None
    value: Annotated[tuple[tuple[Number, Number], ...] | None, Field(description="Its value function.")] = (
        None
    )


class Elicited(Model):
    """The circumstances of the weights for one scenario; weights mean nothing without their scales."""

    date: Annotated[Day, Field(description="The day the weights were given.")]
    started_from: Name | None = Field(None, description="The profile whose weights were the start.")
    method: dict[Id, ElicitationMethod] = Field({}, description="How each weight was given.")
    options: tuple[Id, ...] = Field((), description="The options there were.")
    futures: tuple[Id, ...] = Field((), description="The futures there were.")
    scales: dict[Id, Meaning] = Field({}, description="The ends of each criterion at the time.")
