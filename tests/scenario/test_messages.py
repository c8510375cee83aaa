"""Paths of a file in the author's nouns."""

from __future__ import annotations

import pytest

from dilemma.scenario.messages import KeyPath, name_path


@pytest.mark.parametrize(
    ("path", "phrase"),
    [
        ((), "the scenario"),
        (("title",), "`title`"),
        (("options", "counter"), "option `counter`"),
        (("options", "counter", "stance"), "`stance` of option `counter`"),
        (("criteria", "rules", "criteria", "norms", "floor"), "`floor` of criterion `norms`"),
        (("criteria", "cost", "value", 1), "entry 2 of `value` of criterion `cost`"),
        (("futures", "storm", "chance"), "`chance` of future `storm`"),
        (("futures", "storm", "chance", "range", 1), "entry 2 of `chance` of future `storm`"),
        (("scores",), "`scores`"),
        (("scores", "counter"), "the scores of `counter`"),
        (("scores", "counter", "cost"), "the score of `counter` on `cost`"),
        (("scores", "counter", "cost", "score"), "the score of `counter` on `cost`"),
        (("scores", "counter", "cost", "from", 0), "entry 1 of `from` of the score of `counter` on `cost`"),
        (("scores", "counter", "cost", "storm"), "the score of `counter` on `cost` in `storm`"),
        (
            ("scores", "counter", "cost", "storm", "score", "normal", 1),
            "entry 2 of `normal` of the score of `counter` on `cost` in `storm`",
        ),
        (("weights",), "`weights`"),
        (("weights", "norms"), "the weight of `norms`"),
        (("weights", 2), "rank 3 of the weights"),
        (("coalition", "members", "partner", "joins"), "`joins` of member `partner`"),
        (("signposts", "N6", "likelihood", "storm"), "the likelihood of signpost `N6` under `storm`"),
        (("signposts", "N6", "likelihood"), "`likelihood` of signpost `N6`"),
        (("assumptions", "pillar", "if_wrong", 0, "add"), "`add` of effect 1 of assumption `pillar`"),
        (("backers", 1, "lever"), "`lever` of backer 2"),
        (("portfolio", "links", 2, "why"), "`why` of link 3 of `portfolio`"),
    ],
)
def test_a_path_is_said_as_an_author_would(path: KeyPath, phrase: str) -> None:
    """Ids and nouns, counted from one, and no key the author did not write."""
    assert name_path(path, "the scenario") == phrase


@pytest.mark.parametrize(
    ("path", "whole", "phrase"),
    [
        (("weights", "nato", "norms"), "the profile", "the weight of `norms` for `nato`"),
        (("weights", "nato", 0), "the profile", "rank 1 of the weights for `nato`"),
        (("weights", "nato"), "the profile", "the weights for `nato`"),
        (("weights",), "the profile", "`weights`"),
        (("S001", "says"), "the sources file", "`says` of source `S001`"),
        (("grade",), "the sources file", "`grade`"),
        (("seen", 0, "date"), "the observations file", "`date` of observation 1"),
    ],
)
def test_other_kinds_of_file_have_their_own_nouns(path: KeyPath, whole: str, phrase: str) -> None:
    """Weights of a profile are for a scenario, and the keys of a sources file are sources."""
    assert name_path(path, whole) == phrase
