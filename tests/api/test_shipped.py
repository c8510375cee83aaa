"""The scenarios that ship, as they are today: whoever has weights for one can assess it."""

from __future__ import annotations

import pytest
from tests.builders import SHIPPED

import dilemma
from dilemma.scenario.library import Library

LIBRARY = Library((SHIPPED,))
NAMES = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
EDITIONS = [name for name in NAMES if name.endswith("-2026")]
QUICK = dilemma.Run(samples=64, everything=False)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_an_answer_from_every_perspective_that_weighs_it(name: str) -> None:
    """An answer names an option of the file, at the file's own weights and for each profile that applies."""
    options = dilemma.load(name, LIBRARY).scenario.options
    own = dilemma.assess(name, profile="none", run=QUICK, library=LIBRARY)
    assert own.recommendation.option in options
    if dilemma.load(name, LIBRARY).scenario.file.framework:
        seen = dilemma.compare([name], profiles=["all"], run=QUICK, library=LIBRARY)
        assert len(seen.assessments) == len(list((SHIPPED / "profiles").glob("*.yaml")))


@pytest.mark.parametrize("name", EDITIONS)
def test_a_difference_reads_an_edition_as_an_assessment_does(name: str) -> None:
    """What a profile says of the edition alone counts beside what it says of the original, in both."""
    (changed,) = dilemma.diff(name.removesuffix("-2026"), name, run=QUICK, library=LIBRARY)
    direct = dilemma.assess(name, run=QUICK, library=LIBRARY)
    assert changed.new.recommendation == direct.recommendation


@pytest.mark.parametrize("name", ["nato", "climate", "nuclear", "threat-reduction", "order"])
def test_a_log_that_was_read_is_not_asked_for(name: str) -> None:
    """What is contested waits for a reading, so the log does not answer for it; the rest was counted."""
    late = dilemma.Run(samples=64, everything=False, today="2026-11-29")
    answer = dilemma.assess(name, observed="after-2024", run=late, library=LIBRARY)
    assert "recorded-elsewhere" not in {warning.code for warning in answer.warnings}
