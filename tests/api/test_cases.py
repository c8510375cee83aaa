"""What a comparison follows from: its cases, its files, and a fingerprint that tells requests apart."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from tests.builders import FOLDER

from dilemma.analysis.core.run import Run
from dilemma.api.cases import Cases, cases
from dilemma.api.compare import assessments
from dilemma.api.evidence import EvidenceRequest
from dilemma.api.request import RunRequest
from dilemma.errors import FileChanged, UnknownId
from dilemma.scenario.edits.vary import parse_grid
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A copy of what ships, to be changed."""
    shutil.copytree(FOLDER, tmp_path / "scenarios")
    return Library((tmp_path / "scenarios",))


def made(library: Library, **other: Any) -> Cases:
    """The cases of two scenarios through two pairs of eyes, with something else asked."""
    asked: dict[str, Any] = {"samples": 64, "seed": 1} | {
        key: value for key, value in other.items() if key in ("samples", "seed")
    }
    whose, vary = other.get("whose", ["realist", "none"]), other.get("vary", [])
    request = RunRequest(
        run=Run(**asked), share=other.get("share"), evidence=EvidenceRequest(wrong=other.get("wrong", ()))
    )
    return cases(["nato", "order"], whose, parse_grid(vary), request, library)


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        ({}, set()),
        ({"samples": 128}, {"samples"}),
        ({"seed": 2}, {"seed"}),
        ({"share": 0.4}, {"options"}),
        ({"wrong": ("A1",)}, {"options"}),
        ({"whose": ["realist"]}, {"profiles"}),
        ({"vary": ["rules.too_close=1,2"]}, {"variants"}),
    ],
)
def test_a_fingerprint_names_what_differs(library: Library, other: dict[str, Any], differs: set[str]) -> None:
    """Equal requests have equal fingerprints, and others differ where they differ."""
    before, now = made(library).fingerprint(), made(library, **other).fingerprint()
    assert {name for name in before if before[name] != now[name]} == differs


@pytest.mark.parametrize(
    ("file", "differs"),
    [
        ("nato.yaml", {"scenarios"}),
        ("climate.yaml", set()),
        ("frameworks/allies.yaml", {"files beside the scenarios"}),
        ("profiles/realist.yaml", {"files beside the scenarios"}),
        ("sources/facts-2024.yaml", {"files beside the scenarios"}),
    ],
)
def test_a_file_that_changed_changes_the_fingerprint(library: Library, file: str, differs: set[str]) -> None:
    """Any file a result may follow from counts; a scenario that is not compared does not."""
    before = made(library).fingerprint()
    path = library.roots[0] / file
    path.write_text(path.read_text(encoding="utf-8") + "# a word more\n", encoding="utf-8")
    now = made(library).fingerprint()
    assert {name for name in before if before[name] != now[name]} == differs


def test_a_scenario_that_changes_while_it_is_compared_stops_the_run(library: Library) -> None:
    """Rows of two versions of a file never end up in one table."""
    every = made(library)
    every.fingerprint()
    path = library.roots[0] / "order.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a word more\n", encoding="utf-8")
    with pytest.raises(FileChanged, match=r"order\.yaml changed while it was being compared; start again"):
        list(assessments(every))


@pytest.mark.parametrize("change", [lambda _: None, lambda home: (home / "profiles/realist.yaml").unlink()])
def test_all_is_everyone_in_order(library: Library, change: Callable[[Path], None]) -> None:
    """`all` stands for the profiles of the library, allies first, then people, then views of the world."""
    change(library.roots[0])
    every = cases(["order"], ["all"], library=library)
    names = [case.profile for case in every]
    assert sorted(name for name in names if name) == sorted(library.all("profile"))
    assert names.index("middle-power") < names.index("cost-first")
    assert all(case.optional for case in every)


def test_all_asks_nobody_who_cannot_answer(library: Library) -> None:
    """A profile without weights for a scenario or by default is not counted; one at fault is, to be told."""
    profiles = library.roots[0] / "profiles"
    head = "dilemma: 1\nfile: profile\ntitle: Eyes\nkind: person\n"
    (profiles / "only-nato.yaml").write_text(head + "weights: {nato: {norms: 1}}\n")
    (profiles / "bad.yaml").write_text(head.replace("title", "titel"))
    names = [case.profile for case in cases(["order"], ["all"], library=library)]
    assert "only-nato" not in names
    assert names[-1] == "bad"
    assert "only-nato" in [case.profile for case in cases(["nato"], ["all"], library=library)]


def test_an_id_of_a_scenario_that_is_not_compared_is_refused(library: Library) -> None:
    """`SCENARIO:ID` names one of the scenarios compared."""
    with pytest.raises(UnknownId, match="`climate:C1` is of `climate`, which is not among the scenarios"):
        cases(
            ["nato"], request=RunRequest(evidence=EvidenceRequest(seen={"climate:C1": True})), library=library
        )


def test_evidence_goes_to_the_scenario_it_names(library: Library) -> None:
    """`nato:N6` moves nato, and order is what it is without it."""
    run = Run(samples=64, everything=False)
    plain = list(assessments(cases(["nato", "order"], request=RunRequest(run=run), library=library)))
    seen = RunRequest(run=run, evidence=EvidenceRequest(seen={"nato:N6": True}))
    nato, order = assessments(cases(["nato", "order"], request=seen, library=library))
    assert nato.probabilities != plain[0].probabilities
    assert order == plain[1]


def test_an_id_that_a_scenario_lacks_is_refused_there(library: Library) -> None:
    """An id said of all is looked for in all."""
    seen = RunRequest(run=Run(samples=64, everything=False), evidence=EvidenceRequest(seen={"N6": True}))
    with pytest.raises(UnknownId, match="`order` has no signpost `N6`"):
        list(assessments(cases(["nato", "order"], request=seen, library=library)))
