"""Schema of a portfolio in a framework: links, effects of taking one stance together, political capital."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from dilemma.scenario.files.base import CitationsField, Id, Model, Name, Number, ReasonField
from dilemma.scenario.files.parts import Add, Stance


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
