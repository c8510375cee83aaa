"""Whole documents as they are read, and every number in them traced to the result."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from tests.report.conftest import halves_up

from dilemma.analysis.results import Comparison
from dilemma.api import applicable, assess, load
from dilemma.report import as_json, as_markdown, as_text
from dilemma.report.as_csv import options
from dilemma.report.compose.assessment.assessment import assessment
from dilemma.report.compose.comparison.comparison import comparison
from dilemma.report.compose.scenario.briefing import briefing
from dilemma.report.compose.scenario.cited_sources import cited_sources
from dilemma.report.compose.scenario.score_table import score_table
from dilemma.report.document import Figure
from dilemma.scenario.library import standard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Golden

    from dilemma.analysis.results import Assessment
    from dilemma.report.document import Document

SCENARIOS = ("nato", "climate", "nuclear", "order", "threat-reduction")
GOLDEN = ("nato", "climate")
EYES = "middle-power"
# Long series and maps, drawn by reports; among so many numbers, any number would be found.
BULKY = ("series", "winners_map")
NUMBER = re.compile(r"(?<![\w.-])[+\N{MINUS SIGN}-]?(\d+\.\d{1,2}|\d+(?=%))(?![\d.])%?")


@cache
def result(name: str, profile: str) -> Assessment:
    """An assessment, worked out once for all tests."""
    return assess(name, profile=profile)


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Every shipped scenario with every profile that applies to it, and with nobody's eyes."""
    return tuple(
        (name, profile)
        for name in SCENARIOS
        for profile in (*(each.id for each in applicable(load(name).scenario, standard())[0]), "none")
    )


def document(name: str, profile: str, *, full: bool) -> Document:
    """An assessment as a document."""
    return assessment(result(name, profile), load(name).scenario, full=full)


@pytest.mark.parametrize("full", [False, True], ids=["default", "full"])
@pytest.mark.parametrize("name", GOLDEN)
def test_an_assessment_as_it_is_read(name: str, full: bool, golden: Golden) -> None:
    """The answer on a terminal of 80 columns and as Markdown, word for word."""
    shown = document(name, EYES, full=full)
    length = "full" if full else "default"
    golden(f"{name}-{length}.txt", as_text.write(shown, width=80))
    golden(f"{name}-{length}.md", as_markdown.write(shown))


def test_options_that_move_the_chances_as_they_are_read(golden: Golden) -> None:
    """Each option's chances, the line on what is withheld, and no number that is not in the result."""
    found = assess("nato", profile=EYES, endogenous=True)
    shown = assessment(found, load("nato").scenario, full=True)
    text = as_text.write(shown, width=80)
    golden("nato-endogenous.txt", text)
    known = written(json.loads(as_json.write([found]))) | prose("nato", EYES)
    assert [number for number in numbers(text) if number not in known] == []
    assert "Withheld, as the chances differ: " in text
    withheld = ("regret", "What would change it", "What to find out", "What to watch", "dominated")
    assert [word for word in withheld if word in text.replace("break-evens, regret,", "")] == []


@pytest.mark.parametrize("name", GOLDEN)
def test_an_assessment_as_data(name: str, golden: Golden) -> None:
    """What programs read, rounded so that another machine's last bits do not matter."""
    found = json.loads(as_json.write([result(name, EYES)]))
    kept = {key: value for key, value in found.items() if key not in BULKY}
    golden(f"{name}.json", json.dumps(rounded(kept), ensure_ascii=False, indent=1) + "\n")


def test_a_comparison_as_it_is_read(golden: Golden) -> None:
    """Two scenarios through three pairs of eyes, as text, Markdown and CSV."""
    eyes = ("middle-power", "realist", "none")
    results = tuple(result(name, profile) for name in GOLDEN for profile in eyes)
    shown = comparison(Comparison(assessments=results))
    golden("comparison.txt", as_text.write(shown, width=80))
    golden("comparison.md", as_markdown.write(shown))
    digits = re.compile(r"-?\d+\.\d{4,}(e-?\d+)?")
    golden("comparison.csv", digits.sub(lambda found: f"{float(found[0]):.3f}", options.write(results)))


@pytest.mark.parametrize("compose", [briefing, score_table, cited_sources])
def test_a_scenario_as_it_is_read(compose: Any, golden: Golden) -> None:
    """The briefing, the scores and the sources of the smallest scenario, word for word."""
    golden(f"order-{compose.__name__}.txt", as_text.write(compose(load("order").scenario), width=80))


def test_a_briefing_says_what_choosing_an_option_does_to_the_chances() -> None:
    """The shifts an option states, as stated; one that states none has no line."""
    text = as_text.write(briefing(load("nato").scenario), width=200)
    assert text.count("With --endogenous it adds: ") == 3
    assert "With --endogenous it adds: \N{MINUS SIGN}0.3 to the log-odds of rupture." in text
    assert "--endogenous" not in as_text.write(briefing(load("order").scenario), width=200)


@pytest.mark.parametrize(("name", "profile"), pairs())
def test_every_number_shown_is_in_the_result(name: str, profile: str) -> None:
    """Nothing is worked out on the way to the reader: each number shown is one of the result, rounded."""
    whole = document(name, profile, full=True)
    # The ticks of a drawn axis are a ruler, not results; what is drawn has a table and tests of its own.
    shown = replace(whole, blocks=tuple(block for block in whole.blocks if not isinstance(block, Figure)))
    found = json.loads(as_json.write([result(name, profile)]))
    kept = {key: value for key, value in found.items() if key not in BULKY}
    known = written(kept) | prose(name, profile)
    for text in (as_text.write(shown, width=120), as_markdown.write(shown)):
        strange = [number for number in numbers(text) if number not in known]
        assert strange == []


def test_numbers_finds_what_is_shown() -> None:
    """The test above sees one-decimal points, two-decimal shares and percents, and no dates or ids."""
    text = "+3.7 \N{MINUS SIGN}1.3 0.36 12% <1% 100% 2024-11-24 v1.2.3 F-1.2 1,048 12 (0.5; 50.1)."
    assert list(numbers(text)) == ["3.7", "1.3", "0.36", "12%", "1%", "100%", "0.5", "50.1"]


def numbers(text: str) -> Iterator[str]:
    """The numbers of a text as they are shown, without their sign."""
    for found in NUMBER.finditer(text):
        yield found[0].lstrip("+-\N{MINUS SIGN}")


def written(found: Any) -> set[str]:
    """Every way in which the numbers of a result may be shown."""
    if isinstance(found, dict):
        return set().union(*map(written, found.values()), map(str, ()))
    if isinstance(found, list):
        return set().union(*map(written, found))
    if isinstance(found, bool) or not isinstance(found, int | float):
        return set()
    size = abs(found)
    return {halves_up(size, 1), halves_up(size, 2), f"{halves_up(100 * size, 0)}%", "1%", "99%"}


def prose(name: str, profile: str) -> set[str]:
    """The numbers in texts of the file, and in the ranges that its author stated."""
    file = load(name).scenario.file
    found = result(name, profile)
    texts = [file.title, file.question, file.dissent or "", *file.rules.limits]
    texts += [each.says for each in file.assumptions.values()]
    texts += [each.event for each in file.signposts.values()]
    texts += [each.event for each in file.deadlines.values()]
    texts += [each.message for each in found.warnings]
    return {number for text in texts for number in numbers(text)}


def rounded(found: Any) -> Any:
    """The same data with three decimals."""
    if isinstance(found, dict):
        return {key: rounded(value) for key, value in found.items()}
    if isinstance(found, list):
        return [rounded(value) for value in found]
    return round(found, 3) + 0.0 if isinstance(found, float) else found
