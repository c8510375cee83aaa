"""Schema of a scenario file, and of the framework it may build on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dilemma.scenario.files.base import Day, Headline, Id, Model, Name, Text, Version
from dilemma.scenario.files.judgement import Row, WeightsField
from dilemma.scenario.files.parts import (
    Assumption,
    Backer,
    Coalition,
    Criterion,
    Deadline,
    Future,
    Option,
    Rules,
    Signpost,
)
from dilemma.scenario.files.portfolio import Portfolio

Scores = dict[Id, dict[Id, Row]]


class Content(Model):
    """What a scenario may say, and a framework may say for it; nothing is required yet."""

    dilemma: Version
    title: Annotated[Headline | None, Field(description="The name shown to readers.")] = None
    sources: tuple[Name, ...] = Field((), description="Names of the sources files that judgements cite.")
    question: Text | None = Field(None, description="The choice, as a question.")
    stakes: Annotated[Text | None, Field(description="What there is to lose; shown.")] = None
    notes: Annotated[Text | None, Field(description="Anything else a reader should know; not computed.")] = (
        None
    )
    as_of: Day | None = Field(None, description="The evidence stops on this day.")
    term_ends: Day | None = Field(None, description="Windows that close before it are what waiting forgoes.")
    judged_at: Day | None = Field(None, description="The moment the scores describe.")
    lexicon: Annotated[
        Literal["icd203", "phia"], Field(description="Whose words of likelihood are used.")
    ] = "icd203"
    options: dict[Id, Option] = Field({}, description="What can be done.")
    criteria: dict[Id, Criterion] = Field({}, description="What matters.")
    weights: WeightsField | None = Field(None, description="Swing points by leaf criterion, or a ranking.")
    futures: dict[Id, Future] = Field({}, description="What may happen whatever is chosen.")
    scores: Scores = Field({}, description="How each option does on each criterion in each future.")
    coalition: Annotated[Coalition | None, Field(description="How an option depends on who else acts.")] = (
        None
    )
    signposts: dict[Name, Signpost] = Field({}, description="What to watch for.")
    deadlines: dict[Name, Deadline] = Field({}, description="Dates that matter.")
    assumptions: dict[Name, Assumption] = Field({}, description="What the scores take for granted.")
    dissent: Annotated[Text | None, Field(description="The best case against; shown.")] = None
    backers: Annotated[tuple[Backer, ...], Field(description="Who can help from inside; shown.")] = ()
    rules: Annotated[Rules, Field(description="When it is too close, and what then.")] = Rules()
    portfolio: Annotated[
        Portfolio | None, Field(description="How issues bear on one another; in a framework.")
    ] = None
    viewpoint: Name | None = Field(None, alias="as", description="The profile used when none is named.")


class FrameworkFile(Content):
    """What several scenarios share."""

    file: Literal["framework"]


class ScenarioFile(Content):
    """One issue area, complete, with its framework already under it."""

    file: Literal["scenario"] = "scenario"
    framework: Annotated[Name | None, Field(description="The framework it starts from.")] = None
    variant_of: Name | None = Field(
        None,
        description="The scenario whose weights and adjustments in profiles, and whose entries in "
        "observations files, also count here.",
    )
    title: Headline = Field(description="The name shown to readers.")
    question: Text = Field(description="The choice, as a question.")
    as_of: Day = Field(description="The evidence stops on this day.")
    options: Annotated[dict[Id, Option], Field(min_length=2)] = Field(description="What can be done.")
    criteria: Annotated[dict[Id, Criterion], Field(min_length=1)] = Field(description="What matters.")
    scores: Scores = Field(description="How each option does on each criterion in each future.")
