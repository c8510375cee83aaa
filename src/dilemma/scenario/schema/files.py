"""Schemas of scenario, framework and sources files."""

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
    OptionalDay,
    OptionalHeadline,
    OptionalName,
    OptionalText,
    ReasonField,
    ShortName,
    Text,
    Texts,
    Version,
    parsed,
)
from dilemma.scenario.schema.judgement import (
    ConfidenceField,
    Row,
    WeightsField,
)
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
    links: tuple[Link, ...] = Field((), description="What a choice in one does to another.")
    together: tuple[Together, ...] = Field((), description="What happens when several take the same stance.")
    capital: Capital | None = Field(None, description="A budget of political capital, if there is one.")


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


DissentField = Annotated[str | dict[str, str], parsed(_parse_dissent, _dissent_schema)]


class Content(Model, defer_build=True):
    """What a scenario may say, and a framework may say for it; nothing is required yet."""

    dilemma: Version
    title: OptionalHeadline = Field(None, description="The name shown to readers.")
    sources: tuple[Name, ...] = Field((), description="Names of the sources files that judgements cite.")
    cited: Texts = Field(
        (), alias="from", description="What every score cites that cites nothing of its own."
    )
    question: OptionalText = Field(None, description="The choice, as a question.")
    stakes: OptionalText = Field(None, description="What there is to lose; shown.")
    handling: OptionalText = Field(
        None,
        description="Who may act on it and how discreetly; opens a memo, which asks for no approval where "
        "this begins with `For discussion:` or `For information:`.",
    )
    notes: OptionalText = Field(None, description="Anything else a reader should know; not computed.")
    as_of: OptionalDay = Field(None, description="The evidence stops on this day.")
    term_ends: OptionalDay = Field(None, description="Windows that close before it are what waiting forgoes.")
    judged_at: OptionalDay = Field(None, description="The moment the scores describe.")
    lexicon: Literal["icd203", "phia"] = Field("icd203", description="Whose words of likelihood are used.")
    options: dict[Id, Option] = Field({}, description="What can be done.")
    criteria: dict[Id, Criterion] = Field({}, description="What matters.")
    weights: WeightsField | None = Field(None, description="Swing points by leaf criterion, or a ranking.")
    futures: dict[Id, Future] = Field({}, description="What may happen whatever is chosen.")
    scores: Scores = Field({}, description="How each option does on each criterion in each future.")
    coalition: Coalition | None = Field(None, description="How an option depends on who else acts.")
    signposts: dict[Name, Signpost] = Field({}, description="What to watch for.")
    signpost_groups: dict[Id, SignpostGroup] = Field(
        {}, description="How far the signposts of a group depend on one another."
    )
    deadlines: dict[Name, Deadline] = Field({}, description="Dates that matter.")
    assumptions: dict[Name, Assumption] = Field({}, description="What the scores take for granted.")
    dissent: DissentField | None = Field(
        None, description="The best case against, for every option or for each; shown."
    )
    backers: tuple[Backer, ...] = Field((), description="Who can help from inside; shown.")
    # The defaults need no model that is built.
    rules: Rules = Field(Rules.model_construct(), description="When it is too close, and what then.")
    portfolio: Portfolio | None = Field(None, description="How issues bear on one another; in a framework.")
    viewpoint: OptionalName = Field(None, alias="as", description="The profile used when none is named.")

    def dissent_on(self, option: str) -> str | None:
        """Return the best case against an option: its own, or the one against whatever is advised."""
        return self.dissent.get(option) if isinstance(self.dissent, dict) else self.dissent


class FrameworkFile(Content):
    """What several scenarios share."""

    file: Literal["framework"]


class ScenarioFile(Content):
    """One issue area, complete, with its framework already under it."""

    file: Literal["scenario"] = "scenario"
    framework: OptionalName = Field(None, description="The framework it starts from.")
    variant_of: OptionalName = Field(
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


class Source(Model):
    """A claim or a fact that judgements cite."""

    says: Text = Field(description="What is claimed, in our own words.")
    where: OptionalText = Field(default=None, description="Where it can be found.")
    kind: OptionalText = Field(default=None, description="A claim, a fact, a number, a date.")
    area: OptionalText = Field(default=None, description="What it is about.")
    role: OptionalText = Field(default=None, description="What it became in the model.")
    implies: OptionalText = Field(default=None, description="What follows for the model.")
    value: OptionalText = Field(default=None, description="The figure, if it is one.")
    date: OptionalText = Field(default=None, description="When it held.")
    basis: OptionalText = Field(
        default=None, description="`memory` for what nobody has looked up: no figure is shown."
    )
    grade: OptionalText = Field(default=None, description="Reliability and credibility, such as B2.")
    confidence: ConfidenceField = None


SOURCES_KEYS = ("dilemma", "file", "title", "citation", "grade", "notes")


class SourcesFile(Model, defer_build=True):
    """Numbered claims and facts; every other key of the file is the id of one."""

    dilemma: Version = 1
    file: Literal["sources"]
    title: OptionalHeadline = Field(None, description="The name shown to readers.")
    citation: OptionalText = Field(None, description="The work cited, in full.")
    grade: OptionalText = Field(None, description="The grade of entries without their own.")
    notes: OptionalText = Field(None, description="Anything else a reader should know.")
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
