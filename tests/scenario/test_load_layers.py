"""A scenario laid over its framework: what merges, replaces and is removed. Source: language, section 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dilemma.analysis.core.probabilities import prior_probabilities, revise_probabilities
from dilemma.errors import FaultyFile
from dilemma.scenario.edits.observations import apply_observations
from dilemma.scenario.library import Library
from dilemma.scenario.load import framework_defaults, load_scenario, merge_nodes
from dilemma.scenario.yaml.parser import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.scenario.yaml.nodes import Node

    Write = Callable[[str, str], Path]


def node(text: str, name: str = "file.yaml") -> Node:
    """The nodes of a text."""
    found, problems = parse_yaml(text.encode(), name)
    assert found
    assert not problems
    return found


@pytest.mark.parametrize(
    ("base", "top", "merged"),
    [
        ("a: 1", "b: 2", {"a": 1, "b": 2}),
        ("a: 1", "a: 2", {"a": 2}),
        ("a: {b: 1, c: 2}", "a: {c: 3}", {"a": {"b": 1, "c": 3}}),
        ("a: [1, 2]", "a: [3]", {"a": [3]}),
        ("a: {b: 1}", "a: text", {"a": "text"}),
        ("a: text", "a: {b: 1}", {"a": {"b": 1}}),
        ("a: 1\nb: 2", "a: null", {"b": 2}),
        ("a: {b: 1, c: 2}", "a: {b: ~}", {"a": {"c": 2}}),
        ("a: {b: {c: 1}}", "a: {b: {d: 2}}", {"a": {"b": {"c": 1, "d": 2}}}),
    ],
)
def test_mappings_merge_and_all_else_replaces(base: str, top: str, merged: dict[str, Any]) -> None:
    """Key by key mappings merge; texts, numbers and lists replace; null removes."""
    assert merge_nodes(node(base), node(top)).data() == merged


@pytest.mark.parametrize(
    ("base", "top", "merged"),
    [
        ("weights: {norms: 1, cost: 2}", "weights: {bill: 3}", {"weights": {"bill": 3}}),
        (
            "scores: {counter: {norms: {why: Old., calm: 1}, cost: 5}}",
            "scores: {counter: {norms: {storm: 2}}}",
            {"scores": {"counter": {"norms": {"storm": 2}, "cost": 5}}},
        ),
        (
            "futures: {calm: {title: Calm, chance: {range: 0.5, why: Old.}}}",
            "futures: {calm: {chance: {range: 0.6}}}",
            {"futures": {"calm": {"title": "Calm", "chance": {"range": 0.6}}}},
        ),
        (
            "futures: {calm: {probability: {range: 0.5, why: Old.}}}",
            "futures: {calm: {probability: {beta: [1, 2]}}}",
            {"futures": {"calm": {"probability": {"beta": [1, 2]}}}},
        ),
    ],
)
def test_weights_and_judgements_replace_whole(base: str, top: str, merged: dict[str, Any]) -> None:
    """Half an old judgement never stands under half a new one, and an old reason never under a new number."""
    assert merge_nodes(node(base), node(top)).data() == merged


def test_what_is_new_comes_after_what_the_framework_ordered() -> None:
    """Futures keep the framework's order, whatever the order of the scenario; new ones follow."""
    base = node("futures: {first: {}, second: {}, third: {}}")
    top = node("futures: {new: {}, third: {}, first: {title: First}}")
    merged = merge_nodes(base, top).data()
    assert isinstance(merged, dict)
    futures = merged["futures"]
    assert isinstance(futures, dict)
    assert list(futures) == ["first", "second", "third", "new"]


def test_every_value_keeps_its_place() -> None:
    """A fault of a merged value is shown in the file, and on the line, that says it."""
    merged = merge_nodes(node("a: {b: 1}\n", "base.yaml"), node("\n\na: {c: 2}\n", "top.yaml"))
    old, new = merged.nearest(("a", "b")).span, merged.nearest(("a", "c")).span
    assert (old.source.name, old.line) == ("base.yaml", 1)
    assert (new.source.name, new.line) == ("top.yaml", 3)


def test_a_framework_lends_all_but_what_describes_itself() -> None:
    """Its title, notes and kind are its own."""
    lent = framework_defaults(
        node("dilemma: 1\nfile: framework\ntitle: Shared\nnotes: For authors.\nlexicon: phia")
    )
    assert lent.data() == {"dilemma": 1, "lexicon": "phia"}


def test_a_null_that_removes_nothing_is_a_fault_of_the_scenario() -> None:
    """Only what the framework said can be removed, so a null elsewhere is kept for the checks to see."""
    assert merge_nodes(node("a: {}"), node("b: null")).data() == {"a": {}, "b": None}


def test_a_scenario_drops_a_criterion_of_its_framework(write: Write) -> None:
    """A removed criterion needs no score, and the order of futures is the framework's."""
    write(
        "frameworks/shared.yaml",
        "dilemma: 1\nfile: framework\ntitle: Shared\ncriteria: {norms: {}, cost: {}, time: {}}\n"
        "futures: {storm: {chance: 0.2}, calm: {}}\n",
    )
    path = write(
        "small.yaml",
        "dilemma: 1\nframework: shared\ntitle: Small\nquestion: Which?\nas_of: 2024-11-24\n"
        "options: {accommodate: {}, counter: {}}\ncriteria: {time: null}\nfutures: {calm: {title: Calm}}\n"
        "scores:\n  accommodate: {norms: 1, cost: 2}\n  counter: {norms: 2, cost: 1}\n",
    )
    scenario = load_scenario(path, Library(())).scenario
    assert [leaf.id for leaf in scenario.leaves] == ["norms", "cost"]
    assert [future.id for future in scenario.futures] == ["storm", "calm"]
    assert scenario.futures[1].title == "Calm"


def test_a_future_is_asked_after_the_one_it_names(write: Write) -> None:
    """A scenario puts a branch of its own next to a future of the framework; the last one takes the rest."""
    futures = "{storm: {chance: 0.2}, calm: {chance: 0.5}, fog: {}}"
    write("frameworks/shared.yaml", f"dilemma: 1\nfile: framework\ntitle: Shared\nfutures: {futures}\n")
    path = write(
        "small.yaml",
        "dilemma: 1\nframework: shared\ntitle: Small\nquestion: Which?\nas_of: 2024-11-24\n"
        "options: {accommodate: {}, counter: {}}\ncriteria: {norms: {}}\n"
        "futures: {cleared: {after: storm, chance: 0.1}}\n"
        "scores:\n  accommodate: {norms: 1}\n  counter: {norms: 2}\n"
        "signposts:\n  gale: {event: It blows, kind: event, settles: [storm, cleared],\n"
        "    likelihood: {storm: 0.9, cleared: 0.9, calm: 0, fog: 0}}\n",
    )
    scenario = load_scenario(path, Library(())).scenario
    assert [future.id for future in scenario.futures] == ["storm", "cleared", "calm", "fog"]
    observed = apply_observations(scenario, {"gale": True})
    posterior = revise_probabilities(observed, prior_probabilities(observed))
    assert posterior.tolist() == pytest.approx([0.2 / 0.28, 0.08 / 0.28, 0, 0])


@pytest.mark.parametrize(
    ("afters", "order"),
    [
        ({"a": "b", "b": "c"}, "cbad"),
        ({"d": "a", "b": "d"}, "adbc"),
        ({"b": "a", "c": "a"}, "abcd"),
        ({"a": "d", "b": "c", "c": "a"}, "dacb"),
    ],
)
def test_futures_asked_after_one_another_stand_in_a_chain(
    write: Write, afters: dict[str, str], order: str
) -> None:
    """Wherever each is written; two that are asked after the same one keep their order."""
    futures = [f"{key}: {{{f'after: {afters[key]}' if key in afters else ''}}}" for key in "abcd"]
    path = write(
        "small.yaml",
        "dilemma: 1\ntitle: Small\nquestion: Which?\nas_of: 2024-11-24\noptions: {yes_: {}, no_: {}}\n"
        f"criteria: {{norms: {{}}}}\nfutures: {{{', '.join(futures)}}}\n"
        "scores:\n  yes_: {norms: 1}\n  no_: {norms: 2}\n",
    )
    assert "".join(future.id for future in load_scenario(path, Library(())).scenario.futures) == order


@pytest.mark.parametrize("after", ["[storm]", "{storm: 1}", "3"])
def test_what_a_future_is_asked_after_is_an_id(write: Write, after: str) -> None:
    """Anything else is a fault of shape, also before the futures are put in order."""
    path = write(
        "small.yaml",
        "dilemma: 1\ntitle: Small\nquestion: Which?\nas_of: 2024-11-24\noptions: {yes_: {}, no_: {}}\n"
        f"criteria: {{norms: {{}}}}\nfutures: {{storm: {{chance: 0.1}}, calm: {{after: {after}}}}}\n"
        "scores:\n  yes_: {norms: 1}\n  no_: {norms: 2}\n",
    )
    with pytest.raises(FaultyFile) as fault:
        load_scenario(path, Library(()))
    assert [problem.code for problem in fault.value.problems if problem.severity == "error"] == ["wrong-type"]


def test_a_framework_states_the_dependence_of_a_group_and_a_scenario_another(write: Write) -> None:
    """Groups merge like everything else: what the scenario says stands over what the framework says."""
    groups = "signpost_groups: {talks: {dependence: 0.2, why: One table.}, fleet: {dependence: 0.7}}\n"
    write("frameworks/shared.yaml", f"dilemma: 1\nfile: framework\ntitle: Shared\n{groups}")
    path = write(
        "small.yaml",
        "dilemma: 1\nframework: shared\ntitle: Small\nquestion: Which?\nas_of: 2024-11-24\n"
        "options: {accommodate: {}, counter: {}}\ncriteria: {norms: {}}\n"
        "scores:\n  accommodate: {norms: 1}\n  counter: {norms: 2}\n"
        "signpost_groups: {talks: {dependence: 0.4}}\n",
    )
    assert load_scenario(path, Library(())).scenario.dependence == {"talks": 0.4, "fleet": 0.7}
