"""Schema of the parts of a scenario: options, criteria, futures, coalition, signposts and the rest."""

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from dilemma.scenario.schema.base import (
    CitationsField,
    Flag,
    Headline,
    Id,
    Ids,
    Model,
    Name,
    Number,
    OptionalHeadline,
    OptionalId,
    OptionalPeriod,
    OptionalText,
    Period,
    ReasonField,
    Share,
    ShortName,
    Text,
    Texts,
    Title,
    UncertainNumber,
)
from dilemma.scenario.schema.judgement import Chance, ConfidenceField, Likelihoods

Stance = Literal["accommodate", "wait_out", "counter", "enmesh"]
STANCES: tuple[Stance, ...] = get_args(Stance)
Pole = Literal["order", "leadership", "own"]
ErrorPattern = Literal["independent", "by_option", "by_criterion"]
POLES: tuple[Pole, ...] = get_args(Pole)
# The kinds of signpost whose likelihoods bear on the futures.
TELLING_KINDS = frozenset({"conduct", "succession", "event"})


class Act(Model):
    """One thing an option consists of doing; a text alone is the act."""

    act: Text = Field(description="What is done, beginning with the verb.")
    by: OptionalPeriod = Field(None, description="When it must be done, or the window closes.")
    until: OptionalPeriod = Field(None, description="The last day on which it still makes sense.")
    owner: OptionalText = Field(None, description="Who would do it.")
    cost: OptionalText = Field(None, description="What it costs or forgoes, in words.")

    @model_validator(mode="before")
    @classmethod
    def _expand_short_form(cls, raw: Any) -> Any:
        return {"act": raw} if isinstance(raw, str) else raw


class Option(Model):
    """A course of action to choose between."""

    title: Title = None
    short: ShortName = None
    stance: Stance | None = Field(None, description="The stance taken; its id when that is one of the four.")
    definition: OptionalText = Field(None, description="What the option is, in a sentence.")
    mechanism: OptionalText = Field(None, description="How it is meant to work.")
    bet: OptionalText = Field(None, description="What must turn out true for it to pay.")
    tell: OptionalText = Field(None, description="How an observer recognises it.")
    does: tuple[Act, ...] = Field((), description="The acts it consists of.")
    does_not: OptionalText = Field(None, description="What it does not amount to.")
    precedent: OptionalText = Field(None, description="When it was tried before.")
    deal: OptionalText = Field(
        None, description="How what it bargains for stands the tests of a deal; shown."
    )
    shifts: dict[Name, Number] = Field(
        {}, description="Log-odds by which choosing it moves a chance; used with `--endogenous` alone."
    )
    sources: CitationsField = ()
    notes: OptionalText = Field(None, description="Anything else a reader should know; not computed.")


class Scale(Model):
    """Natural units of a criterion; `worst` may be the larger number."""

    worst: Number = Field(description="The level worth 0.")
    best: Number = Field(description="The level worth 100.")
    unit: OptionalText = Field(None, description="What is counted, as shown after a number.")


class Criterion(Model):
    """What matters: a leaf that is scored, or a group of criteria."""

    title: Title = None
    short: ShortName = None
    asks: OptionalText = Field(None, description="The question a score answers.")
    pole: Pole | None = Field(None, description="Which pole of the dilemma it belongs to.")
    worst: OptionalText = Field(None, description="What 0 means.")
    best: OptionalText = Field(None, description="What 100 means.")
    floor: Annotated[Number, Field(ge=0, le=100)] | None = Field(
        None, description="A bedrock: an option whose expected value falls below it is flagged."
    )
    screen: Flag = Field(
        False, description="Makes the floor hard: an option below it is excluded and listed as such."
    )
    scale: Scale | None = Field(None, description="Natural units; absent for scores in 0–100.")
    value: tuple[tuple[Number, Number], ...] | None = Field(
        None, description="Piecewise-linear value function as [level, value] points from worst to best."
    )
    assumed: tuple[Literal["scale", "direction"], ...] = Field(
        (), description="What about it is a guess so far; there is no verdict until none is left."
    )
    criteria: dict[Id, "Criterion"] = Field({}, description="The criteria of a group.")
    sources: CitationsField = ()
    notes: OptionalText = Field(None, description="Anything else a reader should know; not computed.")


class Future(Model):
    """A state of the world options are judged under."""

    title: Title = None
    short: ShortName = None
    asks: OptionalText = Field(None, description="The dated question that decides it.")
    after: OptionalId = Field(None, description="The future it is asked after; where it stands when absent.")
    chance: Chance | None = Field(None, description="Chance among what the earlier futures leave.")
    probability: Chance | None = Field(None, description="Unconditional probability, instead of a chance.")
    sources: CitationsField = ()
    notes: OptionalText = Field(None, description="Anything else a reader should know; not computed.")


class Member(Model):
    """A partner in the coalition."""

    title: OptionalHeadline = Field(None, description="Its name, if no profile has it.")
    leverage: Share = Field(description="Its part of the coalition's weight; all sum to 1.")
    joins: UncertainNumber | None = Field(None, description="The chance that it joins.")
    why: ReasonField = None
    sources: CitationsField = ()
    confidence: ConfidenceField = None


class Mechanism(Model):
    """A body or forum the coalition can work through."""

    title: Headline = Field(description="The body or forum.")
    use: OptionalText = Field(None, description="What it is good for.")
    sources: CitationsField = ()

    @model_validator(mode="before")
    @classmethod
    def _expand_short_form(cls, raw: Any) -> Any:
        return {"title": raw} if isinstance(raw, str) else raw


class Coalition(Model):
    """How the scores of an option move with the share of partners that act, and which others move with it."""

    option: Id = Field(description="The option whose scores depend on who acts.")
    assumed_share: Share = Field(description="The share of partners the scores were judged at.")
    per_share: dict[Id, Number] = Field({}, description="Value points gained per unit of share.")
    also: dict[Id, Share] = Field(
        {}, description="Other options that depend on who acts, each by this part of `per_share`."
    )
    members: dict[Name, Member] = Field(
        {}, description="The partners, by profile; one that says `joins` needs no profile."
    )
    mechanisms: tuple[Mechanism, ...] = Field((), description="Bodies the coalition can work through; shown.")
    why: ReasonField = None
    sources: CitationsField = ()

    @property
    def slopes(self) -> dict[Id, dict[Id, float]]:
        """Return the value points that each option that moves gains per unit of share, by criterion."""
        parts = {**self.also, self.option: 1.0}
        return {
            option: {criterion: part * gain for criterion, gain in self.per_share.items()}
            for option, part in parts.items()
        }


class Signpost(Model):
    """An event to watch for, and how likely it is under each future."""

    event: Text = Field(description="What would be seen, so that anyone could tell.")
    kind: Literal["conduct", "succession", "event", "capacity", "backers", "context"] = Field(
        description="What it tells about; the last two are shown only."
    )
    decided_by: OptionalText = Field(None, description="The text or body that decides whether it was seen.")
    by: OptionalPeriod = Field(None, description="When it will have been seen, if at all.")
    likelihood: Likelihoods = Field({}, description="Chance of the event under each future.")
    group: OptionalId = Field(None, description="Correlated signposts share a group.")
    settles: Ids = Field((), description="Seeing it leaves this future, or these futures, alone.")
    moves_share: Annotated[Number, Field(ge=-1, le=1)] | None = Field(
        None, description="How seeing it moves the coalition share."
    )
    why: ReasonField = None
    sources: CitationsField = ()
    confidence: ConfidenceField = None

    @property
    def tells(self) -> bool:
        """Whether its likelihoods bear on the futures; the other kinds are only shown, or move the share."""
        return self.kind in TELLING_KINDS and bool(self.likelihood)


DEFAULT_DEPENDENCE = 0.5
LARGEST_DEPENDENCE = 0.95
"""A group of one cause alone would make some patterns impossible under every future."""


class SignpostGroup(Model):
    """How far the signposts of one group depend on one another, beyond what the futures explain."""

    dependence: Annotated[
        Number,
        Field(
            ge=0,
            le=LARGEST_DEPENDENCE,
            description="From 0 (only by the futures) to 0.95 (nearly one cause); 0.5 when absent.",
        ),
    ] = DEFAULT_DEPENDENCE
    why: ReasonField = None
    sources: CitationsField = ()


class Deadline(Model):
    """A date that will not wait for an election, or will."""

    date: Period = Field(description="The day, or the end of the period.")
    event: Text = Field(description="What happens then.")
    cannot_wait: Flag = Field(False, description="Whether missing it forgoes something.")
    why: ReasonField = None
    sources: CitationsField = ()


class Add(Model):
    """Value points added to scores: every option without `option`, every future without `future`."""

    option: OptionalId = Field(None, description="The option it falls on; every one when absent.")
    criterion: Id = Field(description="The criterion it falls on.")
    future: OptionalId = Field(None, description="The future it holds in; every one when absent.")
    add: Number = Field(description="Value points to add.")
    why: ReasonField = None
    sources: CitationsField = ()


class Assumption(Model):
    """Something the scores take for granted, and what happens to them if it is wrong."""

    says: Text = Field(description="The statement that the scores rely on.")
    standing: Literal["solid", "caveated", "unsupported"] = Field(description="How well it stands up.")
    if_wrong: tuple[Add, ...] = Field((), description="What happens to the scores if it is wrong.")
    why: ReasonField = None
    sources: CitationsField = ()


class Backer(Model):
    """Someone inside the patron's politics who can help; shown, never computed."""

    who: Text = Field(description="The person or body.")
    lever: Text = Field(description="What they can do.")
    sources: CitationsField = ()


class Rules(Model):
    """How close is too close, what breaks a tie, and what every reader is told."""

    too_close: Annotated[Number, Field(ge=0, le=100)] | None = Field(
        None, description="Under this margin it is too close to call; 2 when absent."
    )
    tie_break: Pole | None = Field(None, description="The pole that then decides.")
    weight_spread: Annotated[Number, Field(ge=0, le=1)] | None = Field(
        None, description="Share to either side by which a plain weight may be off; 0.5 when absent."
    )
    dependence: ErrorPattern | None = Field(
        None,
        description="How errors in the scores are correlated for the verdict; `independent` when absent.",
    )
    productive_deal: Texts = Field((), description="What makes a deal worth having; shown.")
    limits: Texts = Field((), description="What every reader must know; shown.")
