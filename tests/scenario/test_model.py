"""Criteria in a tree: its leaves are scored, and poles come down from groups."""

from __future__ import annotations

from dilemma.scenario.model import list_leaf_criteria, walk_criteria
from dilemma.scenario.schema.files import Content

TREE = Content.model_validate(
    {
        "dilemma": 1,
        "criteria": {
            "rules": {
                "pole": "order",
                "criteria": {"norms": {}, "bodies": {"criteria": {"staff": {"pole": "own"}, "dues": {}}}},
            },
            "cost": {"title": "The bill"},
        },
    }
).criteria


def test_leaves_stand_in_file_order_with_their_groups() -> None:
    """A group is no leaf, and each leaf knows the groups above it, outermost first."""
    assert [(leaf.id, leaf.groups) for leaf in list_leaf_criteria(TREE)] == [
        ("norms", ("rules",)),
        ("staff", ("rules", "bodies")),
        ("dues", ("rules", "bodies")),
        ("cost", ()),
    ]


def test_a_leaf_without_a_pole_has_its_group_s() -> None:
    """The nearest pole above holds, the leaf's own first, and none above is none."""
    assert [leaf.pole for leaf in list_leaf_criteria(TREE)] == ["order", "own", "order", None]


def test_a_leaf_is_titled_by_its_title_or_id() -> None:
    """Readers see a name in any case."""
    assert [leaf.title for leaf in list_leaf_criteria(TREE)] == ["norms", "staff", "dues", "The bill"]


def test_paths_lead_to_every_criterion_of_the_file() -> None:
    """Groups come before what they hold, and a path is the one in the file."""
    assert [path for path, *_ in walk_criteria(TREE)] == [
        ("criteria", "rules"),
        ("criteria", "rules", "criteria", "norms"),
        ("criteria", "rules", "criteria", "bodies"),
        ("criteria", "rules", "criteria", "bodies", "criteria", "staff"),
        ("criteria", "rules", "criteria", "bodies", "criteria", "dues"),
        ("criteria", "cost"),
    ]
