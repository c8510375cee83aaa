"""Nothing is worked out on the way to the reader: every number shown is the result's own to the last bit."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel
from tests.builders import SCENARIOS
from tests.report.conftest import assessed

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, load
from dilemma.api.diff import diff_versions
from dilemma.api.memo import coalition_or_gap
from dilemma.api.portfolio import load_issues as joined
from dilemma.api.portfolio import portfolio_loaded
from dilemma.api.viewpoints import applicable_profiles, find_profile
from dilemma.report import numbers
from dilemma.report.document import Document, Figure, paragraph
from dilemma.report.formats import json as json_json
from dilemma.report.formats import markdown
from dilemma.report.memo.memo import memo_document
from dilemma.report.sections.assessment import assessment_document
from dilemma.report.sections.coalition import coalition_document
from dilemma.report.sections.difference import difference_document
from dilemma.report.sections.panel import panel_document
from dilemma.report.sections.portfolio import portfolio_document
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.lexicon import BANDS
from dilemma.scenario.library import standard_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dilemma.report.formats.json import Result
    from dilemma.scenario.model import Scenario

PROFILES = ("middle-power", "none")
FEW = Run(samples=64)
SHOWN = 30  # decimals of a number that would have been rounded; no author writes so many
ROUNDED = re.compile(rf"\d+\.\d{{{SHOWN}}}")
TYPED = re.compile(r"(?<![\w.,:/-])\d+(?:\.\d+)?(?![\w/]|-\d|\.\d)")
DATE = re.compile(r"(\d{4})(?:-\d{2}(?:-(\d{2}))?)?")  # its year and its day, which a memo says in words
SCORE = re.compile(r"score: \[(\d+), (\d+), (\d+)\]")
MARKS = re.compile(r"\[[\d,\s]*(analyst\sjudgement)?\]|(^|\n)\s*\d+\. |F-[\w-]+")  # of sources, of a list

# Numbers that are in no result and need not be, for each is a property of the text around it.
OF_THE_TEXT = {
    "more in the annex or under --full": r"\d+ more ",
    "the scale": r"\b(0 to 100|0–100|(out|points) of 100|0 = none|0 would be no dilemma|1 is one order)\b",
    "the directive of the lexicon": r"Directive 203|ICD 203",
    "the parts of a work, by their numbers": r"(?m)^\d+((, | to )\d+)*: ",
    "the day before a period begins": r"Decision needed by:\** \d+ \w+ \d{4}",
}


def all_digits(value: float, decimals: int) -> str:
    """A number as it is, instead of rounded."""
    del decimals
    return f"{Decimal(value):.{SHOWN}f}".replace("-", numbers._MINUS)


@pytest.fixture(autouse=True)
def _unrounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "_fixed", all_digits)


def strange(document: Document, results: Sequence[Result], *scenarios: Scenario) -> list[str]:
    """The numbers a document shows that are in none of its results and in no text of their authors."""
    data = [json.loads(json_json.write([each])) for each in results]
    text = said(document)
    values = {abs(value) for value in floats(data)}
    bands = {end for each in scenarios for ends in BANDS[each.file.lexicon].values() for end in ends}
    exact = {*values, *(100 * value for value in values | bands)}
    found = [each for each in ROUNDED.findall(text) if float(each) not in exact]
    typed = ROUNDED.sub("", text)
    for pattern in OF_THE_TEXT.values():
        typed = re.sub(pattern, "", typed)
    known = {*values, *counts(data)}
    stated = written([*data, *([each.file, *each.sources.values()] for each in scenarios)])
    return found + [each for each in TYPED.findall(typed) if each not in stated and float(each) not in known]


def said(document: Document) -> str:
    """Everything a document says, charts in words too."""
    charts = [block.chart for block in document.blocks if isinstance(block, Figure)]
    described = "\n".join(f"{each.title} {each.description}" for each in charts)
    return MARKS.sub(" ", f"{markdown.write(document)}\n{described}".replace("\\", ""))


def floats(data: Any) -> Iterator[float]:
    """Every number of some data."""
    if isinstance(data, dict):
        for value in data.values():
            yield from floats(value)
    elif isinstance(data, list):
        for value in data:
            yield from floats(value)
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield data


def counts(data: Any) -> Iterator[int]:
    """How many things are in each list and table of some data."""
    if isinstance(data, dict | list):
        yield len(data)
        for value in data.values() if isinstance(data, dict) else data:
            yield from counts(value)


def written(data: Any) -> set[str]:
    """The numbers in the texts of some data, days and years of dates among them."""
    found: set[str] = set()
    for text in strings(data):
        found.update(TYPED.findall(text))
        found.update(str(int(part)) for date in DATE.findall(text) for part in date if part)
    return found


def strings(data: Any) -> Iterator[str]:
    """Every text in some data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, BaseModel):
        yield from strings([value for _, value in data])
    elif isinstance(data, dict):
        yield from strings([*data, *data.values()])
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_an_assessment_and_its_memo(name: str, profile: str) -> None:
    """The full answer and the memo show what the result holds."""
    result, scenario = assessed(name, profile)
    assert strange(assessment_document(result, scenario, full=True), [result], scenario) == []
    assert strange(memo_document(result, scenario), [result], scenario) == []


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_acting_together_after_something_was_seen(name: str, profile: str) -> None:
    """Likewise the memo on a scenario of which something was seen, and the coalition."""
    found = load(name)
    telling = next(key for key, each in found.scenario.file.signposts.items() if each.likelihood)
    made = replace(make_edits(find_profile(profile, found), (), None), seen={telling: True})
    result, scenario = assess_loaded(found, made, FEW), apply_edits(found.scenario, made)
    together = coalition_or_gap(found, made)[0]
    both: list[Result] = [result, *([together] if together else [])]
    assert strange(memo_document(result, scenario, coalition=together), both, scenario) == []
    if together is not None:
        assert strange(coalition_document(together, scenario, full=True), [together], scenario) == []
        assert (
            strange(coalition_document(together, scenario, full=True, with_charts=True), [together], scenario)
            == []
        )


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_panel(name: str) -> None:
    """Likewise a panel of everybody whose eyes fit."""
    found = load(name)
    everybody = [each.id for each in applicable_profiles(found.scenario, standard_library())[0]]
    result = dilemma.panel(name, everybody)
    assert strange(panel_document(result, found.scenario, full=True), [result], found.scenario) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_portfolio(profile: str) -> None:
    """Likewise all issues of the framework decided together."""
    issues = joined("allies")
    result = portfolio_loaded(issues, profile=profile, run=FEW)
    scenarios = {key: each.scenario for key, each in issues.scenarios.items()}
    for drawn in (False, True):
        document = portfolio_document(result, scenarios, full=True, with_charts=drawn)
        assert strange(document, [result], *scenarios.values()) == []


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_difference(name: str, profile: str, tmp_path: Path) -> None:
    """Likewise what the first few scores do once they are raised."""
    old = load(name).scenario.path
    new = tmp_path / old.name
    new.write_text(SCORE.sub(raised, old.read_text(encoding="utf-8"), count=5), encoding="utf-8")
    (found,) = diff_versions(str(old), str(new), profiles=(profile,), run=FEW)
    assert found.changes
    document = difference_document(found, *found.scenarios, full=True)
    assert strange(document, [found], *found.scenarios) == []


def raised(found: re.Match[str]) -> str:
    """A score in a file with its range, some points higher."""
    return f"score: {[min(100, int(each) + 7) for each in found.groups()]}"


def test_options_that_move_the_chances() -> None:
    """Likewise each option's own chances."""
    found = load("nato")
    result = dilemma.assess("nato", endogenous=True, run=FEW)
    assert strange(assessment_document(result, found.scenario, full=True), [result], found.scenario) == []


def test_a_number_of_its_own_is_strange() -> None:
    """The tests above see a figure that is off by a billionth, and a count of what is no list."""
    result, scenario = assessed("order")
    index = result.dilemma_index
    assert index is not None
    near = replace(result, dilemma_index=index + 1e-9)
    (found,) = strange(assessment_document(result, scenario, full=True), [near], scenario)
    assert float(found) == index
    assert strange(Document("", (paragraph("All 977 of them."),)), [result], scenario) == ["977"]
