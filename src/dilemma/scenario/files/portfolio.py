"""The cross-issue part of a framework: links, effects of togetherness, political capital."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from dilemma.scenario.files.base import Cited, Id, Model, Name, Number, Why
from dilemma.scenario.files.parts import Add, Stance


class Effect(Add):
    """Value points added in another scenario."""

    scenario: Name


class Link(Model):
    """What an option taken in one scenario does to the scores of another."""

    when: dict[Name, Id]
    then: Effect
    why: Why = None
    sources: Cited = ()


class Together(Model):
    """What happens when several issues take the same stance; lands on those issues."""

    stance: Stance
    at_least: Annotated[int, Strict(), Field(ge=1)]
    criterion: Id
    add: Number
    why: Why = None
    sources: Cited = ()


class Capital(Model):
    """A budget of political capital, and what each stance costs of it."""

    budget: Annotated[Number, Field(ge=0)]
    cost: dict[Id, Annotated[Number, Field(ge=0)]]


class Portfolio(Model):
    """Issues decided together."""

    scenarios: tuple[Name, ...]
    links: tuple[Link, ...] = ()
    together: tuple[Together, ...] = ()
    capital: Capital | None = None
