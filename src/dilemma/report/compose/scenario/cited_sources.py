"""Who claims what: every source a scenario cites, and what leans on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.report.document import Block, Document, Heading, muted, paragraph, strong
from dilemma.report.names import Names
from dilemma.scenario.model import ANALYST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.scenario.files.sources_file import Source
    from dilemma.scenario.model import Scenario

Users = dict[str, list[str]]


def cited_sources(scenario: Scenario) -> Document:
    """One entry a source: what it says, where, and which scores, chances and signposts cite it."""
    users = _users(scenario)
    title = f"{scenario.file.title}: who claims what"
    blocks: list[Block] = [Heading(title, 1)]
    for key in sorted(users):
        if key in scenario.sources:
            blocks += _entry(key, scenario.sources[key], users[key])
    if ANALYST in users:
        blocks += [
            Heading("Analyst judgement"),
            paragraph(f"{ANALYST} is cited by {_shortened(users[ANALYST])}."),
        ]
    return Document(title, tuple(blocks))


def _entry(key: str, source: Source, users: list[str]) -> list[Block]:
    label = f"{key}  "
    return [
        paragraph(strong(label), said(source), hang=len(label)),
        paragraph(
            muted(" " * len(label)),
            muted(f"{where(source)}. Cited by {_shortened(users)}."),
            hang=len(label),
        ),
    ]


def said(source: Source) -> str:
    """What is claimed; a figure only when someone has retrieved it."""
    if source.basis == "memory":
        return f"{source.says} (not retrieved: no figure is shown)"
    return f"{source.says.rstrip('.')}: {source.value}." if source.value else source.says


def where(source: Source) -> str:
    """Where a source is found, its date and its grade."""
    parts = [source.where, source.date, f"grade {source.grade}" if source.grade else None]
    return ", ".join(part for part in parts if part)


def _shortened(users: list[str], most: int = 3) -> str:
    shown = users[:most]
    more = len(users) - len(shown)
    return "; ".join(shown) + (f"; {more} more" if more else "")


def _users(scenario: Scenario) -> Users:
    users: Users = {}
    for label, sources in _citing(scenario):
        for source in sources:
            cited = users.setdefault(source, [])
            if label not in cited:
                cited.append(label)
    return users


def _citing(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything of the file that cites, with a short name for it."""
    file, names = scenario.file, Names(scenario)
    for (option, criterion), judgements in scenario.rows.items():
        for judgement in judgements:
            yield f"{names.option(option)} on {names.criterion(criterion)}", judgement.sources
    for key, future in file.futures.items():
        stated = future.chance or future.probability
        yield f"future {names.future(key)}", (*future.sources, *(stated.sources if stated else ()))
    for key, course in file.options.items():
        yield f"option {names.option(key)}", course.sources
    for leaf in scenario.leaves:
        yield f"criterion {names.criterion(leaf.id)}", leaf.criterion.sources
    yield from _watching(scenario)


def _watching(scenario: Scenario) -> Iterator[tuple[str, tuple[str, ...]]]:
    file = scenario.file
    for key, signpost in file.signposts.items():
        yield f"signpost {key}", signpost.sources
    for key, deadline in file.deadlines.items():
        yield f"deadline {key}", deadline.sources
    for key, assumption in file.assumptions.items():
        cites = [source for add in assumption.if_wrong for source in add.sources]
        yield f"assumption {key}", (*assumption.sources, *cites)
    for backer in file.backers:
        yield f"backer {backer.who}", backer.sources
    if file.coalition:
        for key, member in file.coalition.members.items():
            yield f"member {key}", member.sources
