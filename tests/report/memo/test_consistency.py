"""A memo says one thing: one option advised, futures defined first, no reader among the dissenters."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY, SCENARIOS

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded, make_edits
from dilemma.api.viewpoints import applicable_profiles, find_profile
from dilemma.report.document import Bullets, Heading, Paragraph, Table, TextRun, plain_text
from dilemma.report.memo.memo import memo_document
from dilemma.report.text import Names
from dilemma.scenario.edits.apply import apply_edits

if TYPE_CHECKING:
    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.document import Document
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Scenario

FEW = Run(samples=64)
# Where a memo puts an option forward; each names it.
ADVICE = re.compile(r"(?:That you approve|that you approve|If a decision is needed now:) ([^:.,]+)")


@cache
def loaded(name: str) -> LoadedScenario:
    """A scenario that ships."""
    return dilemma.load(name, LIBRARY)


def perspectives(name: str) -> list[str]:
    """All profiles that fit a scenario, and none."""
    return [each.id for each in applicable_profiles(loaded(name).scenario, LIBRARY)[0]] + ["none"]


CASES = [(name, profile, many) for name in SCENARIOS for profile in perspectives(name) for many in (0, 2)]


@cache
def memo(name: str, profile: str, many: int) -> tuple[Assessment, Scenario, Document]:
    """The memo of a profile, after the first few telling events."""
    found = loaded(name)
    telling = [key for key, each in found.scenario.file.signposts.items() if each.likelihood][:many]
    edits = make_edits(find_profile(profile, found, LIBRARY), (), None)
    edits = replace(edits, seen=dict.fromkeys(telling, True))
    scenario = apply_edits(found.scenario, edits)
    result = assess_loaded(found, edits, FEW, library=LIBRARY)
    return result, scenario, memo_document(result, scenario)


def sections(document: Document) -> dict[str, str]:
    """The text before the annex by heading; a new line for each paragraph, item and row."""
    texts: dict[str, list[str]] = {}
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            if block.new_page:
                break
            heading = block.text
        elif isinstance(block, Paragraph):
            texts.setdefault(heading, []).append(plain_text(block.runs))
        elif isinstance(block, Bullets):
            texts.setdefault(heading, []).extend(plain_text(item) for item in block.items)
        elif isinstance(block, Table):
            texts.setdefault(heading, []).extend(
                plain_text(tuple(cell for cell in row if isinstance(cell, str | TextRun)))
                for row in block.rows
            )
    return {heading: "\n".join(lines) for heading, lines in texts.items()}


@pytest.mark.parametrize(("name", "profile", "many"), CASES)
def test_one_option_is_advised_throughout(name: str, profile: str, many: int) -> None:
    """Wherever the memo puts an option forward it is the one advised; where it is open, both are named."""
    result, scenario, document = memo(name, profile, many)
    names, found, text = Names(scenario), result.recommendation, sections(document)
    advised = names.option(found.advised or "") if found.advised else None
    put_forward = {option for part in text.values() for option in ADVICE.findall(part)}
    assert put_forward == ({advised} if advised else set())
    bold = {
        run.text
        for block in document.blocks
        if isinstance(block, Table) and block.title.startswith("The options in points")
        for row in block.rows
        for run in row
        if isinstance(run, TextRun) and run.tone == "strong"
    }
    if found.names_one:
        assert found.advised == found.option
        assert text["Bottom line"].startswith(f"{advised} scores highest")
        assert bold == {advised}
        assert "decide between" not in " ".join(text.values())
        return
    undecided = names.options([each.id for each in result.options if each.id in {found.option, *found.level}])
    assert text["Bottom line"].startswith(f"The analysis does not separate {undecided}.")
    assert f"That you decide between {undecided}." in text["Recommendation"]
    assert bold == set()
    assert "scores highest," not in text["Bottom line"]
    for section in ("Considerations", "Assessment"):
        assert all(names.option(key) in text[section] for key in (found.option, found.advised) if key)


@pytest.mark.parametrize(("name", "profile", "many"), CASES)
def test_every_future_is_defined_where_it_is_first_named(name: str, profile: str, many: int) -> None:
    """The first mention of a future has its probability and is followed by what decides it."""
    result, scenario, document = memo(name, profile, many)
    lines = "\n".join(sections(document).values()).splitlines()
    for key in result.probabilities:
        future = scenario.file.futures[key]
        first = next(line for line in lines if future.title and future.title in line)
        after = first.partition(str(future.title))[2]
        assert re.match(r"”? \((<|>)?\d+%|” from (<|>)?\d+", after), first
        decided = Names(scenario).future_meaning(key)
        assert decided, key
        assert decided in after, first
        assert not any(re.search(rf"\bin {key}\b", line) for line in lines)


@pytest.mark.parametrize(("name", "profile", "many"), CASES)
def test_the_reader_is_no_dissenter(name: str, profile: str, many: int) -> None:
    """Whoever the memo is for is not said to disagree with it, and no id of a file is shown."""
    result, scenario, document = memo(name, profile, many)
    text = sections(document)
    if result.profile is not None:
        opposed = [
            line
            for line in text["Assessment"].splitlines()
            if "disagreement" in line or "preferred by" in line
        ]
        assert all(result.profile.title not in line for line in opposed)
    own = {*scenario.options, *(leaf.id for leaf in scenario.leaves), *scenario.file.signposts}
    said = " ".join(text.values())
    for key in own:
        if "_" in key or key in scenario.file.signposts:
            assert not re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", said), key


def test_someone_else_who_prefers_another_option_is_expected_to_disagree() -> None:
    """On nato the published means put Counter first for two allies, by 2.42 and 3.13 points."""
    _, _, document = memo("nato", "middle-power", 0)
    assert (
        "Expect disagreement from: Climate-vulnerable partner (Counter, by 2 points) and European nuclear "
        "power (Counter, by 3 points)." in sections(document)["Assessment"]
    )


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_question_is_a_test_and_a_statement_a_meaning(name: str) -> None:
    """A future that its file defines by a question is not said to mean one."""
    *_, document = memo(name, "none", 0)
    text = " ".join(sections(document).values())
    for introduction, ending in (("It means: ", r"[^?]*?\."), ("The test: ", r"[^.]*?\?")):
        for part in text.split(introduction)[1:]:
            assert re.match(ending, part.replace("U.S.", "US")), part[:120]
