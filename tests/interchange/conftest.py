"""A scenario with every kind of judgement, its workbook, and the workbook with cells typed over."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from dilemma.errors import FaultyFile
from dilemma.interchange.import_changes import import_changes
from dilemma.interchange.template_tables import build_template
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_scenario
from dilemma.scenario.parse import parse_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openpyxl import Workbook

    from dilemma.interchange.import_changes import ImportResult
    from dilemma.interchange.template import Template
    from dilemma.scenario.model import Scenario

    Write = Callable[[str], Scenario]
    Typed = Mapping[tuple[str, str], Any]
    Back = Callable[..., ImportResult]
    Refused = Callable[..., list[str]]
    FormOf = Callable[[Scenario], Template]
    Rendered = Callable[[Scenario], bytes]
    Book = Callable[[Scenario, Typed], Workbook]
    Saved = Callable[[Workbook], bytes]

KINDS = """\
# Every way to write a judgement; the comments must survive.
dilemma: 1
title: Two ways    # kept
question: Which way?
as_of: 2024-11-24
sources: [notes]

options:
  accommodate: {title: Go along}
  counter:
    title: "=Act(1)"   # a text that a spreadsheet would run

criteria:
  norms: {worst: Void., best: Kept.}
  cost: {scale: {worst: 80, best: 20, unit: euros}}
  time: {}
weights:
  norms: 60
  cost: [20, 40]  # a range
  time: 5

futures:
  storm:
    chance:
      - 0.1
      - 0.2    # most likely
      - 0.4
  calm: {chance: {range: likely, why: It says so.}}
  fog: {}

scores:
  accommodate:
    norms: {why: It bends., from: [AJ], confidence: low, storm: 20, calm: [30, 50], fog: {score: 9, why: So.}}
    cost:
      score: 30    # everywhere
      why: >-
        It is cheap,
        and it stays so.
      from:
        - AJ
        - N1
    time: {score: {normal: [50, 8]}, from: [AJ], why: Measured.}
  counter:
    norms:
      storm: [40, 45, 50]
      calm:
        score: 60
        why: "Calm: it holds."
      fog: 55
      from: [N1]
    cost: 70
    time: {score: {beta: [2, 3, 0, 100]}, why: Measured.}

coalition:
  option: counter
  assumed_share: 0.5
  per_share: {norms: 20}
  members:
    east: {leverage: 0.4, joins: [0.2, 0.6]}
    west: {leverage: 0.6, joins: 0.7}

signposts:
  S1: {event: A storm warning, kind: conduct, likelihood: {storm: 0.9, calm: 0.1, fog: 0.5}}
"""
NOTES = "dilemma: 1\nfile: sources\nN1: {says: A note., where: page 1, kind: fact}\n"
_RENDERED: dict[tuple[str, bytes], bytes] = {}
EYES = "dilemma: 1\nfile: profile\ntitle: {0}\nweights: {{kinds: {{norms: 1, cost: 1, time: 1}}}}\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the scenario and what it names, and loads it."""
    for folder in ("sources", "profiles"):
        (tmp_path / folder).mkdir()
    (tmp_path / "sources" / "notes.yaml").write_text(NOTES, encoding="utf-8")
    for name in ("east", "west"):
        (tmp_path / "profiles" / f"{name}.yaml").write_text(EYES.format(name), encoding="utf-8")

    def write(text: str) -> Scenario:
        path = tmp_path / "kinds.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        return load_scenario(path, Library(())).scenario

    return write


@pytest.fixture
def kinds(write: Write) -> Scenario:
    """The scenario with every kind of judgement."""
    return write(KINDS)


@pytest.fixture
def kinds_text() -> str:
    """The text of that scenario."""
    return KINDS


@pytest.fixture
def form_of() -> FormOf:
    """The form of a scenario that stands in a file."""
    return lambda scenario: build_template(scenario, parse_file(scenario.path)[0])


@pytest.fixture
def rendered(form_of: FormOf) -> Rendered:
    """The workbook of a scenario as it is sent out, written once for each text of a file."""
    from dilemma.interchange.xlsx_write import render_workbook

    def rendered(scenario: Scenario) -> bytes:
        key = scenario.id, scenario.path.read_bytes()
        if key not in _RENDERED:
            _RENDERED[key] = render_workbook(form_of(scenario))
        return _RENDERED[key]

    return rendered


@pytest.fixture
def book(rendered: Rendered) -> Book:
    """The workbook of a scenario with some cells typed over, by sheet and cell."""
    from openpyxl import load_workbook

    def book(scenario: Scenario, typed: Typed) -> Workbook:
        made = load_workbook(BytesIO(rendered(scenario)))
        for (sheet, cell), value in typed.items():
            made[sheet][cell] = value
        return made

    return book


@pytest.fixture
def saved() -> Saved:
    """The bytes of a workbook."""

    def saved(made: Workbook) -> bytes:
        out = BytesIO()
        made.save(out)
        return out.getvalue()

    return saved


@pytest.fixture
def back(kinds: Scenario, book: Book, saved: Saved) -> Back:
    """Reads the workbook of the scenario back with some cells typed over."""

    def back(typed: Typed | None = None, made: Workbook | None = None) -> ImportResult:
        from dilemma.interchange.xlsx_read import read_workbook

        content = saved(made or book(kinds, typed or {}))
        found = read_workbook(content, "kinds.xlsx")
        return import_changes(found, kinds, kinds.path.with_name("new.yaml"), Library(()))

    return back


@pytest.fixture
def refused(back: Back) -> Refused:
    """The problems of a workbook with some cells typed over, as `sheet cell code`."""

    def refused(typed: Typed | None = None, made: Workbook | None = None) -> list[str]:
        with pytest.raises(FaultyFile) as caught:
            back(typed, made)
        places = (problem.span.where.partition(", ")[2] for problem in caught.value.problems)
        codes = (problem.code for problem in caught.value.problems)
        return [f"{place}: {code}" for place, code in zip(places, codes, strict=True)]

    return refused
