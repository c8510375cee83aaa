"""Schemas of an observations file and of the answers of a walk."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, Strict

from dilemma.scenario.schema.base import (
    CitationsField,
    Flag,
    Headline,
    Model,
    Name,
    OptionalDay,
    OptionalHeadline,
    OptionalName,
    OptionalPeriod,
    OptionalText,
    Period,
    ReasonField,
    Text,
    Version,
)


class Observation(Model):
    """A signpost that was seen, or looked for and not seen."""

    scenario: Name = Field(description="The scenario whose signpost it is.")
    signpost: Name = Field(description="The signpost.")
    seen: Flag = Field(description="Whether it was seen, or looked for in vain.")
    date: Period = Field(description="When.")
    note: OptionalText = Field(None, description="What was seen.")
    source: OptionalText = Field(None, description="Where it was reported.")
    sources: CitationsField = ()
    grade: OptionalText = Field(None, description="Reliability and credibility, such as B2.")
    withdrawn: OptionalPeriod = Field(None, description="When it was taken back; it counts as seen.")
    contested: OptionalText = Field(
        None, description="Why readers of the record differ; it counts once `--seen` names it."
    )
    why: ReasonField = None


class ObservationsFile(Model, defer_build=True):
    """What was seen after the evidence of the scenarios stopped."""

    dilemma: Version = 1
    file: Literal["observations"]
    title: OptionalHeadline = Field(None, description="The name shown to readers.")
    notes: OptionalText = Field(None, description="Anything else a reader should know.")
    until: OptionalDay = Field(None, description="The day the log stops; nothing later was looked for.")
    nothing_on: tuple[Name, ...] = Field((), description="Scenarios for which it has nothing.")
    seen: tuple[Observation, ...] = Field(description="What was seen, in any order.")


def _number_as_text(raw: Any) -> Any:
    """Turn a number into text, for it is an answer like any other; the walk reads it again."""
    return repr(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw


class AnswerSchema:
    """JSON Schema of an answer, which may be a number."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        """Return the schema of a text or a number."""
        return {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}


TypedAnswer = Annotated[Text, BeforeValidator(_number_as_text), AnswerSchema]


class Answer(Model):
    """One question of the walk and what was answered."""

    ask: Text = Field(description="The id of the question.")
    answer: TypedAnswer = Field(description="As typed; `skip` skips it.")
    first: TypedAnswer | None = Field(
        None, description="The answer before the file's own was shown, where it was changed afterwards."
    )
    comment: OptionalText = Field(None, description="What the person wrote beside the answer.")


class Respondent(Model):
    """Who filled in a questionnaire."""

    name: Headline = Field(description="The name shown to readers.")
    role: OptionalHeadline = Field(None, description="What they do, or whom they speak for.")


class AnswersFile(Model, defer_build=True):
    """What somebody answered on a walk through one scenario, or in a questionnaire on it."""

    dilemma: Version = 1
    file: Literal["answers"]
    scenario: Text = Field(description="The id of the scenario walked through.")
    date: OptionalDay = Field(None, description="The day of the walk.")
    person: Respondent | None = Field(None, description="Who filled in a questionnaire; absent after a walk.")
    round: Annotated[
        int, Strict(), Field(ge=1, le=99, description="The round of a questionnaire sent out several times.")
    ] = 1
    basis: OptionalName = Field(
        None, description="A fingerprint of the options, futures and scales that the questionnaire was about."
    )
    steps: tuple[Answer, ...] = Field((), description="The questions and answers, in order.")
