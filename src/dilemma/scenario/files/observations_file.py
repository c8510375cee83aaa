"""Schema of an observations file: signposts observed, and those looked for in vain."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dilemma.scenario.files.base import Flag, Headline, Model, Name, Period, ReasonField, Text, Version


class Observation(Model):
    """A signpost that was seen, or looked for and not seen."""

    scenario: Name = Field(description="The scenario whose signpost it is.")
    signpost: Name = Field(description="The signpost.")
    seen: Flag = Field(description="Whether it was seen, or looked for in vain.")
    date: Period = Field(description="When.")
    note: Annotated[Text | None, Field(description="What was seen.")] = None
    source: Annotated[Text | None, Field(description="Where it was reported.")] = None
    grade: Annotated[Text | None, Field(description="Reliability and credibility, such as B2.")] = None
    why: ReasonField = None


class ObservationsFile(Model):
    """What was seen after the evidence of the scenarios stopped."""

    dilemma: Version = 1
    file: Literal["observations"]
    title: Annotated[Headline | None, Field(description="The name shown to readers.")] = None
    notes: Annotated[Text | None, Field(description="Anything else a reader should know.")] = None
    seen: tuple[Observation, ...] = Field(description="What was seen, in any order.")
