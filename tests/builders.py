"""What tests of several rooms share: the scenarios that ship, one worked case, and what is built by hand."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess, load
from dilemma.report.charts.chart import Label
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.schema.parts import Signpost
from dilemma.scenario.yaml.parser import parse_yaml

if TYPE_CHECKING:
    from dilemma.analysis.core.scores import Floats
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.scenario.model import Scenario

TESTS = Path(__file__).parent
# What ships, and a copy of it as it was when its figures were worked out by hand and by the twin. Arithmetic
# is tested on the copy, which does not change with the judgements.
SHIPPED = TESTS.parent / "scenarios"
FOLDER = TESTS / "frozen"
FOLDER_OF_PROGRAMS = os.environ["DILEMMA_SCENARIOS"]  # as the front of the tests sets it
SCENARIOS = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
LIBRARY = Library((FOLDER,))
NO_LIBRARY = Library(())

# Words that nothing printed may have: riddles, persons made of numbers, English that reads as translated.
RIDDLES = re.compile(
    r"\beyes\b(?!\Z)|\btold\b|read otherwise|the rule asks|whatever there could be|by (its|their) own reading"
    r"|own interests of:|\bwhat [\w ]+ allow\b|\bwhoever\b|nobody's|chief risk|taken for granted|\bthe bet\b"
    r"|how one tells|\bseen before\b|\bno move:|\bnot yet:|leans that way|is worth most(?! to you)"
    r"|be asked what|\bfirm(ly|ness)\b|(\d|\A) %(?!\w)",  # a percent sign stands at its number
    re.IGNORECASE,
)

STANCES = ("accommodate", "wait_out", "counter", "enmesh")
# Values [option, future] of the worked case of three futures, by stance.
THREE_FUTURES = np.array([[50.0, 45, 30], [90, 30, 10], [40, 50, 55], [65, 55, 35]])
THREE_FUTURES_FILE = TESTS / "worked" / "scenarios" / "three-futures.yaml"

# Three options of a chart.
A, B, C = Label("Alpha", 0), Label("Beta", 1), Label("Gamma", 2)


def parsed(text: str) -> Any:
    """What a YAML text holds."""
    node, _ = parse_yaml(text.encode(), "file.yaml")
    assert node
    return node.data()


def three_futures() -> Scenario:
    """The worked case of three futures."""
    return load_scenario(THREE_FUTURES_FILE, NO_LIBRARY).scenario


def frozen_scenario(name: str) -> Scenario:
    """A scenario of the frozen copy."""
    return load(name, LIBRARY).scenario


@cache
def shipped_result(
    name: str, profile: str | None = None, *, endogenous: bool = False, samples: int = Run().samples
) -> Assessment:
    """An assessment of a scenario that ships, worked out once for all tests."""
    run = Run(samples=samples)
    return assess(name, profile=profile, endogenous=endogenous, library=LIBRARY, run=run)


def conduct(*likelihood: float, group: str | None = None, settles: str | None = None) -> Signpost:
    """A conduct signpost with its likelihood under each of three futures."""
    given = dict(zip(("first", "second", "third"), likelihood, strict=True))
    return Signpost.model_validate(
        {"event": "Seen", "kind": "conduct", "likelihood": given, "group": group, "settles": settles}
    )


def holding(scenario: Scenario, **signposts: Signpost) -> Scenario:
    """A scenario with these signposts and no others."""
    return replace(scenario, file=scenario.file.model_copy(update={"signposts": signposts}))


def triangular(u: Floats, cells: Floats) -> Floats:
    """Triangular scores from lowest, likeliest and highest, in the last dimension, at u."""
    low, mode, high = np.moveaxis(cells, -1, 0)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.asarray(np.where(u < (mode - low) / (high - low), rising, falling))
