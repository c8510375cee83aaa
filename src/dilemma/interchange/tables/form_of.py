"""A scenario as the form that people fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Form
from dilemma.interchange.tables.coalition import coalition
from dilemma.interchange.tables.futures import futures
from dilemma.interchange.tables.options import options
from dilemma.interchange.tables.scores import scores
from dilemma.interchange.tables.signposts import signposts
from dilemma.interchange.tables.weights import weights

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.reading.nodes import Node


def form(scenario: Scenario, own: Node) -> Form:
    """Every table of a scenario; `own` are the nodes of its own file, without its framework."""
    tables = [options(scenario), weights(scenario, own)]
    if scenario.file.futures:
        tables.append(futures(scenario, own))
    tables.append(scores(scenario, own))
    tables += [table for table in (coalition(scenario, own), signposts(scenario, own)) if table]
    file = scenario.file
    return Form(scenario=scenario.id, title=file.title, question=file.question, tables=tuple(tables))
