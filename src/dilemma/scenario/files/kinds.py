"""The kinds of file: scenario, framework, profile, sources, observations, answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from dilemma.scenario.files.answers import AnswersFile
from dilemma.scenario.files.base import Cited, Day, Flag, Id, Model, Name, Period, Text, Why
from dilemma.scenario.files.elicited import Elicited
from dilemma.scenario.files.judgement import Rated, Row, WeightsField
from dilemma.scenario.files.parts import (
    Add,
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

Version = Annotated[Literal[1], Field(description="Version of the scenario language.")]
Kind = Literal["scenario", "framework", "profile", "sources", "observations", "answers"]
Scores = dict[Id, dict[Id, Row]]


class Content(Model):
    """What a scenario may say, and a framework may say for it; nothing is required yet."""

    dilemma: Version
    title: Text | None = None
    sources: tuple[Name, ...] = Field((), description="Names of the sources files that judgements cite.")
    question: Text | None = Field(None, description="The choice, as a question.")
    stakes: Text | None = None
    notes: Text | None = None
    as_of: Day | None = Field(None, description="The evidence stops on this day.")
    term_ends: Day | None = Field(None, description="Windows that close before it are what waiting forgoes.")
    judged_at: Day | None = Field(None, description="The moment the scores describe.")
    lexicon: Literal["icd203", "phia"] = "icd203"
    options: dict[Id, Option] = Field({})
    criteria: dict[Id, Criterion] = Field({})
    weights: WeightsField | None = Field(None, description="Swing points by leaf criterion, or a ranking.")
    futures: dict[Id, Future] = Field({})
    scores: Scores = Field({})
    coalition: Coalition | None = None
    signposts: dict[Name, Signpost] = Field({})
    deadlines: dict[Name, Deadline] = Field({})
    assumptions: dict[Name, Assumption] = Field({})
    dissent: Text | None = None
    backers: tuple[Backer, ...] = ()
    rules: Rules = Rules()
    portfolio: Portfolio | None = None
    viewpoint: Name | None = Field(None, alias="as", description="The profile used when none is named.")


class FrameworkFile(Content):
    """What several scenarios share."""

    file: Literal["framework"]


class ScenarioFile(Content):
    """One issue area, complete, with its framework already under it."""

    file: Literal["scenario"] = "scenario"
    framework: Name | None = None
    title: Text
    question: Text
    as_of: Day
    options: Annotated[dict[Id, Option], Field(min_length=2)]
    criteria: Annotated[dict[Id, Criterion], Field(min_length=1)]
    scores: Scores


class Adjustment(Add):
    """A profile's own reading of some scores."""

    scenarios: tuple[Name, ...]


class ProfileFile(Model):
    """Whose eyes we look through."""

    dilemma: Version
    file: Literal["profile"]
    title: Text
    description: Text | None = None
    kind: Literal["ally", "worldview", "person"] = "ally"
    like: tuple[Text, ...] = ()
    weights: dict[Name, WeightsField]
    relevance: dict[Name, Literal["high", "medium", "low"]] = Field({})
    adjustments: tuple[Adjustment, ...] = ()
    elicited: dict[Name, Elicited] = Field({}, description="How the weights for each scenario were given.")
    sources: Cited = ()
    notes: Text | None = None


class Source(Model):
    """A claim or a fact that judgements cite."""

    says: Text
    where: Text | None = None
    kind: Text | None = None
    area: Text | None = None
    role: Text | None = None
    implies: Text | None = None
    value: Text | None = None
    date: Text | None = None
    basis: Text | None = None
    grade: Text | None = None
    confidence: Rated = None


SOURCES_KEYS = ("dilemma", "file", "title", "citation", "grade", "notes")


class SourcesFile(Model):
    """Numbered claims and facts; every other key of the file is the id of one."""

    dilemma: Version = 1
    file: Literal["sources"]
    title: Text | None = None
    citation: Text | None = None
    grade: Text | None = None
    notes: Text | None = None
    entries: dict[Id, Source]  # written at the top of the file

    @model_validator(mode="before")
    @classmethod
    def _sorted_out(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        named = {key: raw[key] for key in SOURCES_KEYS if key in raw}
        return {**named, "entries": {key: value for key, value in raw.items() if key not in SOURCES_KEYS}}


class Observation(Model):
    """A signpost that was seen, or looked for and not seen."""

    scenario: Name
    signpost: Name
    seen: Flag
    date: Period
    note: Text | None = None
    source: Text | None = None
    grade: Text | None = None
    why: Why = None


class ObservationsFile(Model):
    """What was seen after the evidence of the scenarios stopped."""

    dilemma: Version = 1
    file: Literal["observations"]
    title: Text | None = None
    notes: Text | None = None
    seen: tuple[Observation, ...]


MODELS: dict[str, type[Model]] = {
    "scenario": ScenarioFile,
    "framework": FrameworkFile,
    "profile": ProfileFile,
    "sources": SourcesFile,
    "observations": ObservationsFile,
    "answers": AnswersFile,
}
