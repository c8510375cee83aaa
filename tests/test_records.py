"""Tests of records: they behave as the standard dataclasses do, for every option that the program uses."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from dilemma import records


@records.dataclass(frozen=True, slots=True)
class Place:
    """A record of positional fields, one left out of the hash and one of comparison."""

    name: str
    height: float = 0.0
    names: dict[str, int] = field(default_factory=dict, hash=False)
    note: str = field(default="", compare=False, repr=False)


@records.dataclass(frozen=True, slots=True, kw_only=True)
class Town(Place):
    """A record with a parent and fields passed by name."""

    people: int
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        """Work the computed field out."""
        object.__setattr__(self, "twice", 2 * self.people)


@records.dataclass(slots=True)
class Count:
    """A record that can change."""

    number: int = 0


@records.dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A record that is only equal to itself."""

    number: int


def refused(make: Any, *args: Any, **kwargs: Any) -> str:
    """Return the message a call is refused with."""
    with pytest.raises(TypeError) as refusal:
        make(*args, **kwargs)
    return str(refusal.value)


@records.dataclass(frozen=True, slots=True)
class Leaf:
    """A record of which many are made, with a default, a field passed by name, and one that has both."""

    name: str
    size: float = 1.0
    colour: str = field(kw_only=True)
    dry: bool = field(default=False, kw_only=True)


def test_a_class_of_which_many_are_made_takes_the_same() -> None:
    """The thousandth record is made as the first one was, and what that refused is refused."""
    for number in range(1000):
        leaf = Leaf(f"leaf {number}", colour="green")
        assert (leaf.name, leaf.size, leaf.colour, leaf.dry) == (f"leaf {number}", 1.0, "green", False)
    assert Leaf("a", 2.0, colour="red", dry=True) == Leaf(name="a", size=2.0, colour="red", dry=True)
    assert replace(leaf, size=3.0).size == 3.0
    assert vars(Leaf)["__init__"] is not vars(Thing)["__init__"]
    for given in ({}, {"colour": "red", "age": 3}):
        refused(Leaf, "a", **given)
    refused(Leaf, "a", 1.0, "red", colour="red")


def test_fields_take_what_is_passed_and_else_their_defaults() -> None:
    """By position, by name, by default, and each with a container of its own."""
    one, two = Place("Ayr", 3.0), Place(height=3.0, name="Ayr")
    assert (one.name, one.height, one.names, one.note) == ("Ayr", 3.0, {}, "")
    assert one == two
    assert one.names is not two.names
    town = Town("Ayr", people=4)
    assert (town.name, town.people, town.twice) == ("Ayr", 4, 8)


def test_a_wrong_call_is_refused() -> None:
    """Too many values, one too few, an unknown name, and a value passed twice."""
    assert refused(Place) == "Place needs a value for 'name'"
    assert refused(Place, "Ayr", 1.0, {}, "", 5) == "Place takes 4 values by position, not 5"
    assert refused(Place, "Ayr", wide=1) == "Place has no use for 'wide'"
    assert refused(Place, "Ayr", name="Bute") == "Place has no use for 'name'"
    assert refused(Town, "Ayr", 1.0, {}, "", 4) == "Town takes 4 values by position, not 5"
    assert refused(Town, "Ayr", people=1, twice=3) == "Town has no use for 'twice'"


def test_equality_and_hash_follow_the_fields() -> None:
    """A field kept out of comparison changes neither; another class with the same values is not equal."""
    assert Place("Ayr", note="far") == Place("Ayr")
    assert Place("Ayr") != Place("Bute")
    assert hash(Place("Ayr", names={"a": 1})) == hash(Place("Ayr", note="far"))
    assert Place("Ayr") != Town("Ayr", people=1)
    assert Count(1) == Count(1)
    assert Thing(1) != Thing(1)
    assert len({Thing(1), Thing(1)}) == 2
    with pytest.raises(TypeError):
        hash(Count(1))


def test_a_frozen_record_does_not_change() -> None:
    """Neither by assignment nor by deletion; one that is not frozen does."""
    place, count = Place("Ayr"), Count()
    with pytest.raises(FrozenInstanceError):
        place.name = "Bute"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del place.name
    count.number = 5
    assert count.number == 5


def test_the_standard_tools_work() -> None:
    """`fields`, `replace`, `is_dataclass`, `asdict`, `pickle`, `copy` and `repr`."""
    town = Town("Ayr", 2.0, {"a": 1}, people=3)
    assert [entry.name for entry in fields(town)] == ["name", "height", "names", "note", "people", "twice"]
    assert replace(town, people=5).twice == 10
    assert dataclasses.is_dataclass(town)
    assert dataclasses.asdict(Count(2)) == {"number": 2}
    for other in (pickle.loads(pickle.dumps(town)), copy.copy(town), copy.deepcopy(town)):
        assert other == town
        assert other is not town
        assert other.twice == 6
    assert repr(town) == "Town(name='Ayr', height=2.0, names={'a': 1}, people=3, twice=6)"


def test_a_record_has_slots() -> None:
    """No attribute can be added, so that a slip in a name is found; a class without slots is refused."""
    with pytest.raises(AttributeError):
        Count().other = 1  # type: ignore[attr-defined]
    assert refused(records.dataclass, slots=False) == "a record has slots"
