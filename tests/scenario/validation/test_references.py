"""Ids mean something the file declares; the rest of the checks is shown by the corpus of faulty files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dilemma.scenario.check import check_file
from dilemma.scenario.library import Library
from dilemma.scenario.schema.files import SourcesFile
from dilemma.scenario.schema.profile_file import ProfileFile
from dilemma.scenario.validation.references import check_id, check_model_citations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dilemma.scenario.problems import Problem

    Check = Callable[..., tuple[Problem, ...]]
    Write = Callable[[str, str], Path]


def test_what_is_known_is_not_reported() -> None:
    """Silence for a known id; one finding, with the nearest or all known ids, for an unknown one."""
    assert not list(check_id("option", "a", ["a"], ()))
    (near,) = check_id("option", "countre", ["counter", "enmesh"], ("x",))
    (far,) = check_id("option", "zzz", ["counter", "enmesh"], ("x",))
    assert near.message == "there is no option `countre`; did you mean `counter`?"
    assert far.message == "there is no option `zzz`; known: `counter`, `enmesh`"
    assert (near.code, near.path) == ("unknown-option", ("x",))


def test_citations_are_found_wherever_they_stand() -> None:
    """Every `from`, however deep, with its place in the file; `AJ` needs no source."""
    profile = ProfileFile.model_validate(
        {
            "dilemma": 1,
            "file": "profile",
            "title": "Eyes",
            "weights": {},
            "from": ["S1", "AJ", "S2"],
            "adjustments": [{"scenarios": [], "criterion": "a", "add": 1, "from": ["S3"]}],
        }
    )
    assert [(finding.path, finding.code) for finding in check_model_citations(profile, {"S1"})] == [
        (("adjustments", 0, "from", 0), "unknown-source"),
        (("from", 2), "unknown-source"),
    ]


def test_a_scenario_s_own_list_of_sources_is_no_citation() -> None:
    """`sources:` names files; only `from:` cites."""
    assert "sources" not in SourcesFile.model_fields
    assert not list(
        check_model_citations(SourcesFile.model_validate({"file": "sources", "S1": {"says": "x"}}), set())
    )


@pytest.mark.parametrize("viewpoint", ["none", "eyes"])
def test_a_viewpoint_is_a_profile_or_nobody(viewpoint: str, check: Check, write: Write) -> None:
    """`as: none` asks for the scenario's own weights; any other name must be a profile's."""
    write("profiles/eyes.yaml", "dilemma: 1\nfile: profile\ntitle: Eyes\nweights: {}\n")
    assert not check(("title: Two ways\n", f"title: Two ways\nas: {viewpoint}\n"))


def test_a_mistyped_id_is_one_problem(check: Check) -> None:
    """What is missing only because it is mistyped elsewhere is not reported a second time."""
    assert [problem.code for problem in check(("  counter:\n", "  countre:\n"))] == ["unknown-option"]
    assert [problem.code for problem in check(("norms: 60", "norm: 60"))] == ["unknown-criterion"]
    assert [problem.code for problem in check(("fog: 55", "fogg: 55"))] == ["unknown-future"]


def test_two_mistyped_ids_are_two_problems(check: Check) -> None:
    """A correction hides nothing but what it explains."""
    found = check(("storm: [40, 50], calm: [50, 60, 80], fog: 55", "strom: 1, fogg: 55"))
    assert [problem.code for problem in found] == ["missing-score", "unknown-future", "unknown-future"]
    assert "is missing in `calm`;" in found[0].message


def test_an_unknown_framework_is_named_with_what_is_known(write: Write) -> None:
    """The place is the name's, and a near name is suggested."""
    write("frameworks/allies.yaml", "dilemma: 1\nfile: framework\ntitle: Shared\n")
    (found,) = check_file(write("a.yaml", "dilemma: 1\nframework: alies\n"), Library(()))
    assert (found.span.line, found.span.column) == (2, 12)
    assert found.message == "there is no framework `alies`; did you mean `allies`?"
