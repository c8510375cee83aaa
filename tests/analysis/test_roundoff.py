"""Roundoff decides nothing: one tolerance for every tie, wherever two numbers that are the same are compared.

Each file was found by an audit against figures worked out by hand from `method.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import dilemma
from dilemma.analysis.core.run import Run
from dilemma.scenario.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from dilemma.analysis.results.assessment import Assessment

HEAD = "dilemma: 1\ntitle: T\nquestion: Q?\nas_of: 2024-11-24\n"
TWO = "options: {accommodate: {}, counter: {}}\n"


def assessed(folder: Path, text: str, **asked: Any) -> Assessment:
    """The assessment of a small file."""
    (folder / "small.yaml").write_text(HEAD + text, encoding="utf-8")
    result: Assessment = dilemma.assess(
        folder / "small.yaml", library=Library(()), run=Run(samples=1024), **asked
    )
    return result


def test_a_margin_that_equals_the_rule_is_not_under_it(tmp_path: Path) -> None:
    """(31·20 + 53·15 + 69·25)/60 is 2 more than (66·20 + 25·15 + 53·25)/60, in floats a little less."""
    found = assessed(
        tmp_path,
        TWO
        + "criteria: {a: {pole: order}, b: {}, c: {}}\nweights: {a: 20, b: 15, c: 25}\n"
        + "scores: {accommodate: {a: 31, b: 53, c: 69}, counter: {a: 66, b: 25, c: 53}}\n",
    ).recommendation
    assert (found.option, found.verdict, found.tie_break) == ("accommodate", "lean", None)
    assert found.margin == pytest.approx(2.0, abs=1e-9)


def test_the_middle_of_a_range_ties_with_the_same_number(tmp_path: Path) -> None:
    """Where the stated order leaves two weights tied, any order of them is allowed."""
    shares = [
        assessed(
            tmp_path,
            "options: {accommodate: {}, counter: {}, enmesh: {}}\ncriteria: {a: {}, b: {}, c: {}}\n"
            f"weights: {{a: {stated}, b: 0.15, c: 0.05}}\n"
            "scores: {accommodate: {a: 90, b: 10, c: 10}, counter: {a: 10, b: 90, c: 10},"
            " enmesh: {a: 30, b: 30, c: 90}}\n",
        )
        .ladder[2]
        .first_rank_shares
        for stated in ("[0.1, 0.2]", "0.15")
    ]
    assert shares[0] == shares[1]
    assert shares[0]["accommodate"] == pytest.approx(shares[0]["counter"], abs=0.05)


def test_a_crossing_at_the_end_of_a_range_is_reached(tmp_path: Path) -> None:
    """The crossing is 0.6 to the last digit but one, and so is the upper end."""
    found = assessed(
        tmp_path,
        TWO
        + "criteria: {a: {}, b: {}}\nweights: {a: 10, b: 20}\nfutures: {f: {chance: [0.2, 0.6]}, g: {}}\n"
        + "scores:\n  accommodate: {a: {f: 50, g: 60}, b: {f: 95, g: 50}}\n"
        + "  counter: {a: {f: 80, g: 60}, b: {f: 90, g: 35}}\n",
    )
    reached = [each for each in found.break_evens or () if each.kind in ("chance", "probability")]
    assert [each.within_range for each in reached] == [True] * len(reached)
    assert {round(each.at, 9) for each in reached} == {0.4, 0.6}


def test_a_chance_shared_by_two_questions_is_one_unknown(tmp_path: Path) -> None:
    """With one q for both, P(g) is q(1 − q), at most a quarter, and accommodating is worth at least 75."""
    found = assessed(
        tmp_path,
        TWO
        + "criteria: {a: {}}\nfutures:\n  f: {chance: {range: [0.1, 0.9], shared: x}}\n"
        + "  g: {chance: {range: [0.1, 0.9], shared: x}}\n  h: {}\n"
        + "scores: {accommodate: {a: {f: 100, g: 0, h: 100}}, counter: {a: {f: 50, g: 50, h: 50}}}\n",
    )
    assert found.ladder[1].first_rank_shares == {"accommodate": 1.0, "counter": 0.0}
    assert found.information.evpi_judgements == pytest.approx(0.0, abs=1e-9)
    assert [each.of for each in found.information.evppi or ()] == []


def test_a_signpost_that_tells_nothing_takes_no_weight_from_its_group(tmp_path: Path) -> None:
    """Equal likelihoods change nothing, alone or beside another signpost of the group."""
    text = (
        TWO
        + "criteria: {a: {}}\nfutures: {f: {chance: 0.5}, g: {}}\n"
        + "scores: {accommodate: {a: {f: 80, g: 20}}, counter: {a: {f: 30, g: 60}}}\n"
        + "signposts:\n  s: {event: E, kind: conduct, likelihood: {f: 0.2, g: 0.5}, group: x}\n"
        + "  t: {event: E, kind: conduct, likelihood: {f: 0.5, g: 0.5}, group: x}\n"
    )
    alone = assessed(tmp_path, text, seen={"s": True})
    both = assessed(tmp_path, text, seen={"s": True, "t": True})
    assert alone.probabilities["f"] == pytest.approx(2 / 7)
    assert both.probabilities == alone.probabilities
