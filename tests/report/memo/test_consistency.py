"""A memo says one thing: one option advised, futures defined first, no reader among the dissenters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.builders import LIBRARY, SCENARIOS, SHIPPED

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess_loaded
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.viewpoints import applicable_profiles, find_profile
from dilemma.report.document import Bullets, Facts, Heading, Paragraph, Table, TextRun, plain_text
from dilemma.report.formats import markdown
from dilemma.report.memo.context import count_points
from dilemma.report.memo.memo import memo_document
from dilemma.report.numbers import format_percent, format_whole_points
from dilemma.report.text import Names, capitalize, drop_stop, format_date
from dilemma.scenario.dates import last_day
from dilemma.scenario.edits.apply import apply_edits, make_edits
from dilemma.scenario.library import Library
from dilemma.scenario.quantity import TIE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dilemma.analysis.results.assessment import Assessment
    from dilemma.report.document import Block, Document
    from dilemma.scenario.load import LoadedScenario
    from dilemma.scenario.model import Scenario

FEW = Run(samples=64)
# Where a memo puts an option forward; each names it.
ADVICE = re.compile(
    r"(?:[Tt]hat you approve|A tie goes to|No approval is asked\.|"
    r"(?:If a decision is needed now|As the decision is due by [^:,]+), choose) "
    r"([^:.]+?)(?:, which| would mean|[:.])"
)


LATE = "2026-11-29"
HERE = Library((SHIPPED,))
ISSUES = (*SCENARIOS, *(f"shipped {path.stem}" for path in sorted(SHIPPED.glob("*.yaml"))))


def library(name: str) -> Library:
    """Where a scenario is looked up: what ships may change, and its memos must be sound all the same."""
    return HERE if name.startswith("shipped ") else LIBRARY


@cache
def loaded(name: str) -> LoadedScenario:
    """A scenario that ships, or the frozen copy of one."""
    return dilemma.load(name.removeprefix("shipped "), library(name))


def perspectives(name: str) -> list[str]:
    """All profiles that fit a scenario, and none; of what ships, the default and none."""
    known = [each.id for each in applicable_profiles(loaded(name).scenario, library(name))[0]]
    default = loaded(name).scenario.file.viewpoint
    few = [each for each in known if each == default]
    return [*(few if name.startswith("shipped ") else known), "none"]


EVIDENCE = ("no", "telling", "late")


def cases() -> Iterator[tuple[str, str, str]]:
    """What ships as filed and late; of the frozen, every profile once, the default with all evidence."""
    for name in ISSUES:
        for number, profile in enumerate(perspectives(name)):
            if name.startswith("shipped "):
                kinds: tuple[str, ...] = ("no", "late")
            elif profile == loaded(name).scenario.file.viewpoint:
                kinds = EVIDENCE
            else:
                kinds = (EVIDENCE[number % len(EVIDENCE)],)
            yield from ((name, profile, evidence) for evidence in kinds)


CASES = list(cases())


@cache
def memo(name: str, profile: str, evidence: str) -> tuple[Assessment, Scenario, Document]:
    """The memo of a profile: as filed, after the first telling events, or late with what was seen."""
    found = loaded(name)
    edits = make_edits(find_profile(profile, found, library(name)), (), None)
    run = replace(FEW, today=LATE) if evidence == "late" else FEW
    if evidence == "telling":
        signposts = found.scenario.file.signposts
        telling = [key for key, each in signposts.items() if each.likelihood and not each.settles][:2]
        edits = replace(edits, seen=dict.fromkeys(telling, True))
    elif evidence == "late":
        request = EvidenceRequest(observed="after-2024")
        edits = request.on(edits, found.scenario, today=LATE, library=library(name))
    scenario = apply_edits(found.scenario, edits)
    result = assess_loaded(found, edits, run, library=library(name))
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
                " ".join(plain_text((cell,)) for cell in row if isinstance(cell, str | TextRun))
                for row in block.rows
            )
    # What must not part at a line end is held together by spaces of another kind.
    return {heading: "\n".join(lines).replace("\xa0", " ") for heading, lines in texts.items()}


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_one_option_is_advised_throughout(name: str, profile: str, evidence: str) -> None:
    """Wherever the memo puts an option forward it is the one advised; where it is open, both are named."""
    result, scenario, document = memo(name, profile, evidence)
    names, found, text = Names(scenario), result.recommendation, sections(document)
    advised = names.option(found.advised or "") if found.advised else None
    put_forward = {option for part in text.values() for option in ADVICE.findall(part)}
    assert put_forward == ({advised} if advised else set())
    bold = {
        run.text
        for block in document.blocks
        if isinstance(block, Table) and block.title.startswith("Points of value")
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
    asked = "discuss" if name == "shipped order" else "decide between"  # its handling says `For discussion:`
    assert f"That you {asked} {undecided}." in text["Recommendation"]
    assert ("☐ Approve" in text["Recommendation"]) == (asked != "discuss")
    assert bold == set()
    assert "scores highest," not in text["Bottom line"]
    turn = text["Bottom line"].partition("Your choice turns on ")[2].partition("\n")[0]
    open_options = {found.option, *found.ties, *found.level}
    assert not turn or all(names.option(option) in turn for option in open_options)
    if found.advised not in (None, found.option, found.closest_rival.option):
        place = next(option.rank for option in result.options if option.id == found.advised)
        ordinal = {3: "third", 4: "fourth", 5: "fifth"}[place]
        assert f" It ranks {ordinal} by value, " in text["Bottom line"]
    for section in ("Considerations", "Assessment"):
        assert all(names.option(key) in text[section] for key in (found.option, found.advised) if key)


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_no_line_ends_within_a_citation_or_before_a_lead(name: str, profile: str, evidence: str) -> None:
    """Brackets of sources, the owner and the number after `by` hold together in every format."""
    document = memo(name, profile, evidence)[2]
    texts = [text for block in document.blocks for text in texts_of(block)]
    assert not any(re.search(r"\[[\d,\xa0]*(\d, \d|, analyst|analyst judgement)", text) for text in texts)
    tables = [block for block in document.blocks if isinstance(block, Table) and "Owner" in heads(block)]
    for row in (row for table in tables for row in table.rows):
        assert row[3] == "none\xa0yet"
        assert all(re.search(r"\A\Z|, by(\xa0| less than\xa0)\d+\Z", str(cell)) for cell in row[1:3])


def heads(table: Table) -> list[str]:
    """The heads of a table."""
    return [column.title for column in table.columns]


def texts_of(block: Block) -> list[str]:
    """The running texts of a block."""
    if isinstance(block, Bullets):
        return [plain_text(item) for item in block.items]
    return [plain_text(block.runs)] if isinstance(block, Paragraph) else []


def lines_with(text: str, lines: list[str]) -> list[str]:
    """The lines that hold a text."""
    return [line for line in lines if text in line]


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_every_future_is_defined_where_it_is_first_named(name: str, profile: str, evidence: str) -> None:
    """The first mention of a future has its probability and is followed by what decides it."""
    result, scenario, document = memo(name, profile, evidence)
    lines = "\n".join(sections(document).values()).splitlines()
    for key, probability in result.probabilities.items():
        future = scenario.file.futures[key]
        if probability <= TIE:
            assert lines_with(str(future.title), lines) == lines_with("Ruled out: ", lines)
            continue
        first = next(line for line in lines if future.title and future.title in line)
        after = first.partition(str(future.title))[2]
        assert re.match(r"”? \((<|>)?\d+%|” from (<|>)?\d+", after), first
        decided = Names(scenario).future_meaning(key)
        assert decided, key
        assert decided in after, first
        assert not any(re.search(rf"\bin {key}\b", line) for line in lines)


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_the_reader_is_no_dissenter(name: str, profile: str, evidence: str) -> None:
    """Whoever the memo is for is not said to disagree with it, and no id of a file is shown."""
    result, scenario, document = memo(name, profile, evidence)
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
    if name.startswith("shipped "):  # the sources of the frozen copy name one another
        assert {*scenario.sources} & {*re.findall(r"[\w-]+", markdown.write(document))} == set()


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_numbers_of_a_sentence_are_those_of_the_tables(name: str, profile: str, evidence: str) -> None:
    """A score that would change the choice starts where the table has it, and whoever leads is named."""
    result, scenario, document = memo(name, profile, evidence)
    names, text = Names(scenario), sections(document)["Assessment"]
    scores = {
        (names.option(option.id), names.criterion_title(key)): option.scores[key]
        for option in result.options
        for key in option.scores
    }
    for option, criterion, now in re.findall(r"core of ([^“]+) on “([^”]+)”, from ([\d.]+) to", text):
        decimals = len(now.partition(".")[2])
        assert float(now) == pytest.approx(scores[option, criterion], abs=0.51 * 10**-decimals)
    for level in result.rungs[1:]:
        share = max(level.first_rank_shares.values())
        top = [key for key, value in level.first_rank_shares.items() if value == share]
        assert any(re.search(rf"{names.option(key)}\b.*?{format_percent(share)}", text, re.I) for key in top)


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_scores_of_a_sentence_are_those_of_its_option(name: str, profile: str, evidence: str) -> None:
    """Whoever scores so much, in the mean, at worst, in a future or after an event, does so in the result."""
    result, scenario, document = memo(name, profile, evidence)
    names, text = Names(scenario), sections(document)
    options = {capitalize(names.option(option.id)): option for option in result.options}
    futures = {names.future_title(key): key for key in result.probabilities}
    for line, (shown, option) in zip(text["Options"].splitlines()[1:], options.items(), strict=False):
        assert line.startswith(f"{shown} ({format_whole_points(option.value)} points). ")
        worst = f"Worst case: {format_whole_points(option.worst_value)} points"
        assert worst in line or len(result.probabilities) == 1
    for line in lines_with("would then score", text["Bottom line"].splitlines()):
        for part in re.split("(?=Weighted by probability, [^“]*best option in “)", line):
            key = next(futures[title] for title in re.findall("“(.+?)”", part) if title in futures)
            if "Weighted by probability, " in part:
                risk = options[capitalize(line.partition(": ")[0].removeprefix("Main danger of "))].chief_risk
                assert risk is not None
                assert risk.future == key
            scores = "|".join(map(re.escape, options))
            for shown, number in re.findall(rf"({scores})(?: would(?: then)? score)? (\d+)\b", part):
                assert number == format_whole_points(options[shown].values_by_future[key]), part
    for signpost in result.signposts or ():
        watched = text["Next steps"].partition("Was this seen?")[0].splitlines()
        for line in lines_with(f"{drop_stop(signpost.event)} ", watched):
            if signpost.if_seen is not None and signpost.margin_if_seen is not None:
                leader = capitalize(names.choice(signpost.if_seen, signpost.ties_if_seen or ()))
                points = count_points(signpost.margin_if_seen).partition(" point")[0]
                assert f" {leader}, by {points} " in line


def test_someone_else_who_prefers_another_option_is_expected_to_disagree() -> None:
    """On nato the means put Counter first for two allies, to one of whom the issue matters little."""
    _, _, document = memo("nato", "middle-power", "no")
    text = sections(document)["Assessment"]
    assert "Expect disagreement from: European nuclear power (Counter, by 3 points)." in text


@pytest.mark.parametrize("name", ISSUES)
def test_a_question_is_a_test_and_a_statement_a_meaning(name: str) -> None:
    """A future that its file defines by a question is not said to mean one."""
    *_, document = memo(name, "none", "no")
    text = " ".join(sections(document).values())
    for introduction, ending in (("In that future: ", r"[^?]*?\."), ("The test: ", r"[^.]*?\?")):
        for part in text.split(introduction)[1:]:
            assert re.match(ending, part.replace("U.S.", "US")), part[:120]


LATE_CASES = [case for case in CASES if case[2] == "late"]


@pytest.mark.parametrize(("name", "profile", "evidence"), LATE_CASES)
def test_nothing_that_is_over_is_recommended(name: str, profile: str, evidence: str) -> None:
    """Two years later no act, first act, date ahead, decision day or signpost to watch is over."""
    result, scenario, document = memo(name, profile, evidence)
    text = sections(document)
    acts = [act for option in scenario.options.values() for act in option.does]
    over = {act.act.rstrip(".") for act in acts if (day := act.until or act.by) and _is_over(day)}
    begun = [act.by for act in acts if act.by and act.until and _is_over(act.by)]
    numbered = [block for block in document.blocks if isinstance(block, Bullets) and block.numbered]
    for item in numbered[0].items if numbered else ():  # later lists are sources
        assert not any(plain_text(item).startswith(act) for act in over), plain_text(item)
        assert not any(f"by {format_date(day)}; then" in plain_text(item) for day in begun)
    assert not any(f"First act: {act}." in text["Options"] for act in over)
    dates = text.get("Context and deadlines", "").partition("Dates ahead:")[2].partition("Already past:")[0]
    for deadline in scenario.file.deadlines.values():
        assert not (_is_over(deadline.date) and deadline.event in dates), deadline.event
    watched = text["Next steps"].partition("Due by now")[0]
    for signpost in scenario.file.signposts.values():
        assert not (signpost.by and _is_over(signpost.by) and signpost.event.rstrip(".") in watched)
    assert not any(_is_over(window.date) for window in result.windows)


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_nothing_is_to_be_done_before_it_is_decided(name: str, profile: str, evidence: str) -> None:
    """The decision is needed no later than the first act that is still to come of the option advised."""
    result, scenario, document = memo(name, profile, evidence)
    head = next(block for block in document.blocks if isinstance(block, Facts))
    needed = re.split(":|,| at the latest", dict(head.items)["Decision needed by"])[0]
    option = result.recommendation.advised or result.recommendation.option
    acts = [act.by for act in scenario.options[option].does if act.by]
    for day in (last_day(by) for by in acts):
        if day >= last_day(result.today):
            pattern = "%d %B %Y" if needed[0].isdigit() else "%B %Y"
            assert datetime.strptime(needed, pattern).date() <= day, (needed, day)


def _is_over(day: str) -> bool:
    """Whether a day lies before the day of a late memo."""
    return last_day(day) < last_day(LATE)


# What a reader meets undefined, or under two names: the first of each pair says it.
RIDDLES = re.compile(
    r"source of regret|comes out ahead|leverage|\bfloor\b|scenario's own weights|points of tolerance|tips at"
)


@pytest.mark.parametrize("name", [name for name in ISSUES if name.startswith("shipped ")])
def test_every_term_of_a_memo_is_one_and_defined(name: str) -> None:
    """No word of the program's own is left, and the annex says what its short names and grades stand for."""
    for evidence in ("no", "late"):
        _, scenario, document = memo(name, "none", evidence)
        text = re.sub("U.S. Climate Alliance|the troop floor|floor (on|under) ", "", markdown.write(document))
        annex = text.partition("## Annex")[2]
        assert not RIDDLES.search(text.partition("### Sources")[0].replace(str(scenario.file.notes), ""))
        groups = {sign.group for sign in scenario.file.signposts.values() if sign.group}
        assert not [group for group in groups if group.count("-") > 1 and group in text]
        key = annex.partition("| rank")[0]
        names = Names(scenario)
        for leaf in scenario.leaves:
            short, title = names.criterion(leaf.id), str(leaf.criterion.title)
            assert short.casefold() == title.partition(" (")[0].casefold() or f"{short} = {title}" in key
        assert ("Grades: " in annex) == bool(re.search(r"grade [A-F]\d", annex))
        assert ("Caveated: " in annex) == bool(scenario.file.assumptions)
        assert "tolerance of 10 points" in annex or "points of risk tolerance" not in annex


@pytest.mark.parametrize("name", [name for name in ISSUES if name.startswith("shipped ")])
def test_a_future_is_defined_by_itself(name: str) -> None:
    """A memo defines futures in the order in which it needs them: none leans on the words of another."""
    for key in loaded(name).scenario.file.futures:
        meaning = Names(loaded(name).scenario).future_meaning(key)
        assert not re.search(
            r"\b(such (a|an|no|exit|limit|notice)|the same|that (kind|year|text))\b", meaning
        ), meaning


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_no_implausible_change_is_listed(name: str, profile: str, evidence: str) -> None:
    """No list of the body gives one criterion more weight than all others; beyond all ranges, it says so."""
    result, _, document = memo(name, profile, evidence)
    text = sections(document)["Assessment"]
    for now, at in re.findall(r"eight of “[^”]+”, from (\d+)% to >?(\d+)%", text):
        assert int(at) <= max(50, int(now))
    listed = text.partition("The nearest beyond them:")[2].partition("All ")[0].splitlines()[1:]
    assert not any("within its stated range" in line for line in listed)
    assert not (
        "most plausible first" in text and not any(change.within_range for change in result.break_evens or ())
    )


@pytest.mark.parametrize(("name", "profile", "evidence"), CASES)
def test_what_is_watched_decides_who_leads(name: str, profile: str, evidence: str) -> None:
    """Of two events that are watched for, each puts another option in the lead by one of its answers."""
    result, scenario, document = memo(name, profile, evidence)
    text = sections(document).get("Next steps", "").partition("Was this seen?")[0]
    watched = [
        signpost
        for signpost in result.signposts or ()
        if drop_stop(scenario.file.signposts[signpost.id].event) in text
    ]
    assert len(watched) < 2 or all(signpost.if_seen != signpost.if_not_seen for signpost in watched)


def test_a_decision_that_is_due_is_not_one_that_may_be_needed() -> None:
    """A day before the decision the memo says by when; an event due within weeks is worth waiting for."""
    trade, nuclear = (
        sections(memo(f"shipped {name}", profile, "late")[2])
        for name, profile in (("trade", "none"), ("nuclear", "middle-power"))
    )
    due = "As the decision is due by 30 November 2026, choose Counter with others, which"
    assert due in trade["Bottom line"]
    assert "If a decision is needed now" not in " ".join(trade.values())
    assert (
        "wait for the event due by December 2026 under “Next steps”: Enmesh leads" in nuclear["Bottom line"]
    )
    assert nuclear["Next steps"].startswith("Washington and Moscow publish reciprocal restraint")


def test_midterms_are_over_once_they_are_held() -> None:
    """What is to be seen on a day is due on that day, not at the end of its month."""
    for path in SHIPPED.glob("*.yaml"):
        signposts = loaded(f"shipped {path.stem}").scenario.file.signposts.values()
        assert {sign.by for sign in signposts if "midterms" in sign.event} <= {"2026-11-03"}
