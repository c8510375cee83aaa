"""Schemas of scenario, framework, profile and sources files."""

from typing import Annotated, Any, Literal

from pydantic import Field, Strict, model_validator

from dilemma.scenario.quantity import BadQuantity, describe_value
from dilemma.scenario.schema.base import (
    CitationsField,
    Day,
    Headline,
    Id,
    Model,
    Name,
    Number,
    Parsed,
    ReasonField,
    ShortName,
    Text,
    Version,
)
from dilemma.scenario.schema.judgement import ConfidenceField, Row, WeightsField
from dilemma.scenario.schema.parts import (
    Add,
    Assumption,
    Backer,
    Coalition,
    Criterion,
    Deadline,
    Future,
    Option,
    Rules,
    Scale,
    Signpost,
    SignpostGroup,
    Stance,
)


class Effect(Add):
    """Value points added in another scenario."""

    scenario: Name = Field(description="The scenario it falls on.")


class Link(Model):
    """What an option taken in one scenario does to the scores of another."""

    when: dict[Name, Id] = Field(description="The options that bring it about, by scenario.")
    then: Effect = Field(description="What follows.")
    why: ReasonField = None
    sources: CitationsField = ()


class Together(Model):
    """What happens when several issues take the same stance; lands on those issues."""

    stance: Stance = Field(description="The stance that is counted.")
    at_least: Annotated[int, Strict(), Field(ge=1)] = Field(description="How many issues must take it.")
    criterion: Id = Field(description="The criterion it falls on.")
    add: Number = Field(description="Value points to add on each of those issues.")
    why: ReasonField = None
    sources: CitationsField = ()


class Capital(Model):
    """A budget of political capital, and what each stance costs of it."""

    budget: Annotated[Number, Field(ge=0)] = Field(description="What there is to spend.")
    cost: dict[Id, Annotated[Number, Field(ge=0)]] = Field(description="What each stance takes, by its name.")


class Portfolio(Model):
    """Issues decided together."""

    scenarios: tuple[Name, ...] = Field(description="The issues decided together.")
    links: Annotated[tuple[Link, ...], Field(description="What a choice in one does to another.")] = ()
    together: Annotated[
        tuple[Together, ...], Field(description="What happens when several take the same stance.")
    ] = ()
    capital: Annotated[
        Capital | None, Field(description="A budget of political capital, if there is one.")
    ] = None


Scores = dict[Id, dict[Id, Row]]


def _parse_dissent(raw: Any) -> Any:
    """Parse one text for all options, or a mapping from option to text."""
    if isinstance(raw, str) and raw:
        return raw
    if not isinstance(raw, dict):
        raise BadQuantity(
            "wrong-type", f"must be a text, or a text for each option, not {describe_value(raw)}"
        )
    for option, text in raw.items():
        if not isinstance(text, str) or not text:
            message = f"must be the best case against it, as text, not {describe_value(text)}"
            raise BadQuantity("wrong-type", message, (str(option),))
    return raw


def _dissent_schema() -> dict[str, Any]:
    """Return the schema of a text, or of a mapping from option to text."""
    text = {"type": "string", "minLength": 1}
    return {"anyOf": [text, {"type": "object", "additionalProperties": text}]}


DissentField = Annotated[str | dict[str, str], Parsed(_parse_dissent, _dissent_schema)]


class Content(Model, defer_build=True):
    """What a scenario may say, and a framework may say for it; nothing is required yet."""

    dilemma: Version
    title: Annotated[Headline | None, Field(description="The name shown to readers.")] = None
    sources: tuple[Name, ...] = Field((), description="Names of the sources files that judgements cite.")
    cited: Annotated[
        tuple[Text, ...],
        Field(alias="from", description="What every score cites that cites nothing of its own."),
    ] = ()
    question: Text | None = Field(None, description="The choice, as a question.")
    stakes: Annotated[Text | None, Field(description="What there is to lose; shown.")] = None
    handling: Annotated[
        Text | None, Field(description="Who may act on it and how discreetly; opens a memo, not computed.")
    ] = None
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
    signpost_groups: dict[Id, SignpostGroup] = Field(
        {}, description="How far the signposts of a group depend on one another."
    )
    deadlines: dict[Name, Deadline] = Field({}, description="Dates that matter.")
    assumptions: dict[Name, Assumption] = Field({}, description="What the scores take for granted.")
    dissent: DissentField | None = Field(
        None, description="The best case against, for every option or for each; shown."
    )
    backers: Annotated[tuple[Backer, ...], Field(description="Who can help from inside; shown.")] = ()
    rules: Annotated[Rules, Field(description="When it is too close, and what then.")] = (
        Rules.model_construct()  # all defaults, and no model built for them
    )
    portfolio: Annotated[
        Portfolio | None, Field(description="How issues bear on one another; in a framework.")
    ] = None
    viewpoint: Name | None = Field(None, alias="as", description="The profile used when none is named.")

    def dissent_on(self, option: str) -> str | None:
        """Return the best case against an option: its own, or the one against whatever is advised."""
        return self.dissent.get(option) if isinstance(self.dissent, dict) else self.dissent


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
    short: ShortName = None
    question: Text = Field(description="The choice, as a question.")
    as_of: Day = Field(description="The evidence stops on this day.")
    options: Annotated[dict[Id, Option], Field(min_length=2)] = Field(description="What can be done.")
    criteria: Annotated[dict[Id, Criterion], Field(min_length=1)] = Field(description="What matters.")
    scores: Scores = Field(description="How each option does on each criterion in each future.")


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


class Adjustment(Add):
    """A profile's adjustments of some scores."""

    scenarios: tuple[Name, ...] = Field(description="The scenarios it holds in.")


class ProfileFile(Model, defer_build=True):
    """A perspective: somebody's weights and adjustments."""

    dilemma: Version
    file: Literal["profile"]
    title: Headline = Field(description="The name of the perspective.")
    short: ShortName = None
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
    conditions: Annotated[
        tuple[Text, ...], Field(description="What they would ask for before they go along; shown.")
    ] = ()
    elicited: dict[Name, Elicited] = Field({}, description="How the weights for each scenario were given.")
    sources: CitationsField = ()
    notes: Annotated[Text | None, Field(description="Anything else a reader should know; not computed.")] = (
        None
    )


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


class SourcesFile(Model, defer_build=True):
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
