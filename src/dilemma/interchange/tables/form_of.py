"""The template of a scenario, which people fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.interchange.form import Template
from dilemma.interchange.tables.coalition import coalition_table
from dilemma.interchange.tables.futures import futures_table
from dilemma.interchange.tables.options import options_table
from dilemma.interchange.tables.scores import scores_table
from dilemma.interchange.tables.signposts import signposts_table
from dilemma.interchange.tables.weights import weights_table

if TYPE_CHECKING:
    from dilemma.scenario.model import Scenario
    from dilemma.scenario.yaml.nodes import Node


def build_template(scenario: Scenario, file_node: Node) -> Template:
    """Return the template of a scenario; `file_node` is the root of its own file, without its framework."""
    tables = [options_table(scenario), weights_table(scenario, file_node)]
    if scenario.file.futures:
        tables.append(futures_table(scenario, file_node))
    tables.append(scores_table(scenario, file_node))
    tables += [
        table
        for table in (coalition_table(scenario, file_node), signposts_table(scenario, file_node))
        if table
    ]
    file = scenario.file
    return Template(scenario=scenario.id, title=file.title, question=file.question, tables=tuple(tables))
