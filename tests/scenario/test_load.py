"""From files to scenarios and profiles, with everything wrong reported at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.builders import SHIPPED

from dilemma.errors import FaultyFile
from dilemma.scenario.check import check_file
from dilemma.scenario.library import Library
from dilemma.scenario.load import load_profile, load_scenario
from dilemma.scenario.problems import select_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from dilemma.scenario.model import Scenario

    Build = Callable[..., Scenario]
    Write = Callable[[str, str], Path]


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_shipped_has_no_error(path: Path) -> None:
    """Every file that comes with the program passes its own check."""
    assert not select_errors(check_file(path, Library((SHIPPED,))))


def test_reasons_come_down_from_the_row(build: Build) -> None:
    """A cell without reason, source or confidence has its row's. Source: language, section 2."""
    storm, _, fog = build().rows["accommodate", "norms"]
    assert (storm.why, storm.sources, storm.confidence) == ("It bends.", ("AJ",), "low")
    assert (fog.why, fog.sources, fog.confidence) == ("Hidden.", ("AJ",), "low")


def test_one_judgement_stands_in_every_future(build: Build) -> None:
    """A row without futures holds in all of them."""
    cells = build().rows["counter", "cost"]
    assert len(cells) == 3
    assert len(set(cells)) == 1


def test_words_become_the_ranges_of_their_lexicon(build: Build) -> None:
    """The same word is another range under the other lexicon. Sources: ICD 203, PHIA."""
    word = ("storm: {chance: 0.2}", "storm: {chance: likely}")
    icd203 = build(word).futures[0].chance
    phia = build(word, ("title: Two ways", "title: Two ways\nlexicon: phia")).futures[0].chance
    assert icd203 is not None
    assert phia is not None
    assert (icd203.bounds, phia.bounds) == ((0.55, 0.80), (0.55, 0.75))


def test_futures_are_a_chain_free_or_equal(build: Build) -> None:
    """How probabilities are stated decides how they are read, and no futures at all are one."""
    calm = "calm: {chance: {range: [0.3, 0.5], shared: successor, family: succession}}"
    free = (
        ("storm: {chance: 0.2}", "storm: {probability: 0.2}"),
        (calm, "calm: {probability: 0.3}"),
        ("fog: {}", "fog: {probability: 0.5}"),
    )
    assert build().chances == "chain"
    assert build(*free).chances == "free"
    assert build(("storm: {chance: 0.2}", "storm: {}"), (calm, "calm: {}")).chances == "equal"


def test_the_text_s_warnings_stay_with_a_faulty_file(write: Write) -> None:
    """Warnings and errors of one file are reported together, in order of place."""
    path = write("a.yaml", "dilemma: 1\ntitle: yes\nquestion: 5\n")
    with pytest.raises(FaultyFile) as faulty:
        load_scenario(path, Library(()))
    found = [(problem.severity, problem.code, problem.span.line) for problem in faulty.value.problems]
    assert ("warning", "yaml-1.1", 2) in found
    assert ("error", "wrong-type", 3) in found
    assert [line for *_, line in found] == sorted(line for *_, line in found)


@pytest.mark.parametrize("stated", ["scenraio", "[scenario]", "5", "null"])
def test_a_file_of_no_kind_is_reported_at_its_word(stated: str, write: Write) -> None:
    """Whatever stands after `file:`, the problem is one, and it is there."""
    (found,) = check_file(write("a.yaml", f"dilemma: 1\nfile: {stated}\n"), Library(()))
    assert (found.code, found.span.line, found.span.column) == ("wrong-kind", 2, 7)


def test_a_profile_is_not_a_scenario(write: Write) -> None:
    """A file of another kind than is wanted says which it is."""
    path = write("eyes.yaml", "dilemma: 1\nfile: profile\ntitle: Eyes\nweights: {}\n")
    with pytest.raises(
        FaultyFile, match="this file is of kind `profile`, but one of kind `scenario` is wanted"
    ):
        load_scenario(path, Library(()))


def test_a_profile_cites_sources_that_exist(write: Write) -> None:
    """A citation that leads nowhere keeps a profile from being used."""
    path = write("eyes.yaml", "dilemma: 1\nfile: profile\ntitle: Eyes\nweights: {}\nfrom: [S1, AJ]\n")
    with pytest.raises(FaultyFile, match="there is no source `S1`"):
        load_profile(path, {})


def test_every_missing_sources_file_is_named(write: Write) -> None:
    """All of them at once, each at its own place."""
    text = "dilemma: 1\nfile: framework\ntitle: Shared\nsources: [one, two]\n"
    found = check_file(write("frameworks/shared.yaml", text), Library(()))
    assert [(problem.code, problem.span.column) for problem in found] == [
        ("unknown-sources", 11),
        ("unknown-sources", 16),
    ]


def test_a_fault_of_the_framework_is_shown_in_the_framework(write: Write) -> None:
    """A scenario that builds on a faulty framework reports the framework's own line."""
    write("frameworks/shared.yaml", "dilemma: 1\nfile: framework\ntitle: Shared\nlexicon: old\n")
    (found,) = check_file(write("a.yaml", "dilemma: 1\nframework: shared\n"), Library(()))
    assert (Path(found.span.source.name).name, found.span.line) == ("shared.yaml", 4)


def test_a_year_may_be_written_bare(write: Write) -> None:
    """`date: 2026` is the year, though YAML reads a number."""
    text = "file: observations\nseen: []\n"
    assert not check_file(write("observations/log.yaml", text), Library(()))
    text = "file: observations\nseen: [{scenario: a, signpost: b, seen: true, date: %s}]\n"
    assert "bad-date" not in {each.code for each in check_file(write("o/1.yaml", text % 2026), Library(()))}
    assert "wrong-type" in {each.code for each in check_file(write("o/2.yaml", text % 20260), Library(()))}


def test_a_missing_file_is_the_caller_s(tmp_path: Path) -> None:
    """A path that leads nowhere is no fault of a file."""
    with pytest.raises(FileNotFoundError):
        check_file(tmp_path / "nowhere.yaml", Library(()))


def test_a_file_names_its_source_once(build: Build) -> None:
    """What neither a cell nor its row says comes down from the file; what they say stays."""
    silent = (
        ("why: It bends., from: [AJ], ", "why: It bends., "),
        ("It is cheap., from: [AJ]", "It is cheap."),
    )
    scenario = build(("title: Two ways", "title: Two ways\nfrom: [AJ]"), *silent)
    assert {judgement.sources for row in scenario.rows.values() for judgement in row} == {("AJ",)}
    assert () in {judgement.sources for row in build(*silent).rows.values() for judgement in row}
