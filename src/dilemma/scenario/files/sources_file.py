"""Schema of a sources file: numbered claims and facts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from dilemma.scenario.files.base import Headline, Id, Model, Text, Version
from dilemma.scenario.files.judgement import ConfidenceField


class Source(Model):
    """A claim or a fact that judgements cite."""

    says: Text = Field(description="What is claimed, in our own words.")
    where: Annotated[Text | None, Field(description="Where it can be found.")] = None
    kind: Annotated[Text | None, Field(description="A claim, a fact, a number, a date.")] = None
    area: Annotated[Text | None, Field(description="What it is about.")] = None
    role: Annotated[Text | None, Field(description="What it became in the model.")] = None
    implies: Annotated[Text | None, Field(description="What follows for the model.")] = None
    value: Annotated[Text | None, Field(description="The figure, if it is one.")] = None
    date: Annotated[Text | None, Field(description="When it held.")] = None
    basis: Annotated[
        Text | None, Field(description="`memory` for what nobody has looked up: no figure is shown.")
    ] = None
    grade: Annotated[Text | None, Field(description="Reliability and credibility, such as B2.")] = None
    confidence: ConfidenceField = None


SOURCES_KEYS = ("dilemma", "file", "title", "citation", "grade", "notes")


class SourcesFile(Model):
    """Numbered claims and facts; every other key of the file is the id of one."""

    dilemma: Version = 1
    file: Literal["sources"]
    title: Annotated[Headline | None, Field(description="The name shown to readers.")] = None
    citation: Annotated[Text | None, Field(description="The work cited, in full.")] = None
    grade: Annotated[Text | None, Field(description="The grade of entries without their own.")] = None
    notes: Annotated[Text | None, Field(description="Anything else a reader should know.")] = None
    entries: dict[Id, Source] = Field(
        description="The claims and facts, each under its own id."
    )  # in the file they stand at the top level, beside the keys above

    @model_validator(mode="before")
    @classmethod
    def _collect_entries(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        header = {key: raw[key] for key in SOURCES_KEYS if key in raw}
        return {**header, "entries": {key: value for key, value in raw.items() if key not in SOURCES_KEYS}}
