"""Sentences of a full result are borne out by its numbers, over scenarios, profiles and evidence."""

from __future__ import annotations

from itertools import product

import pytest
from tests.builders import LIBRARY, SCENARIOS

from dilemma.analysis.core.run import Run
from dilemma.api.assess import assess, load
from dilemma.report.formats import markdown
from dilemma.report.sections.assessment import assessment_document

CASES = [
    (name, profile, seen) for name, profile, seen in product(SCENARIOS, ("none", "realist"), (False, True))
]


@pytest.mark.parametrize(("name", "profile", "seen"), CASES)
def test_what_is_said_holds(name: str, profile: str, seen: bool) -> None:
    """Dominance, leaving out, settling and regret are told as the numbers have them."""
    loaded = load(name, LIBRARY)
    signposts = [key for key, each in loaded.scenario.file.signposts.items() if each.likelihood]
    evidence = {signposts[0]: True} if seen else {}
    result = assess(name, profile=profile, seen=evidence, library=LIBRARY, run=Run(samples=256))
    said = " ".join(markdown.write(assessment_document(result, loaded.scenario, full=True)).split())
    never_first = [option for option in result.options if option.first_rank_share == 0.0]
    assert ("dominated by" in said) == any(option.dominated_by for option in never_first)
    leader = result.recommendation.option
    moved = any(option != leader for option in result.leave_one_out.values())
    if "Leaving out any one criterion does not change the choice" in said:
        assert not moved
        assert all(
            set(tied) == set(result.recommendation.ties) for tied in result.leave_one_out_ties.values()
        )
    if "Resolving any one judgement within its stated range would not change" in said:
        inside = [line for line in result.break_evens or () if line.within_range]
        assert not [line for line in inside if line.kind in ("score", "chance")]
    shares, named = result.minimax_regret_shares, result.rules.minimax_regret
    assert shares is not None
    assert named is not None
    assert ("has the least regret more often" in said) == (
        max(shares, key=lambda key: shares[key]) not in named
    )
    if result.dilemma_index is not None and result.dilemma_index >= 0.05:
        assert result.dilemma_options is not None
        assert len(set(result.dilemma_options.values())) == 2
