"""One decision in many layouts: what is accepted ranks the options as the decision does."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from tests.interchange.layouts import Design, expected_ranking, outcome, random_design


def test_no_layout_gives_another_ranking() -> None:
    """Of 150 tables drawn from all layouts, each is right, asked about, or refused in words."""
    lot = random.Random(20)
    counts = Counter(outcome(random_design(lot)).partition(":")[0] for _ in range(150))
    assert counts["wrong"] == 0
    assert counts["accepted"] >= 50  # a reader that refuses everything is never wrong
    assert counts["asked"] + counts["accepted"] >= 140


def test_the_ranking_to_compare_with_is_that_of_the_decision() -> None:
    """Burdens turned round are 6 less the score: 2, 5, 4, 5 for the ferry, weighted 40, 30, 20 and 10."""
    # Ferry 80 + 150 + 80 + 50 = 360; Tunnel 200 + 30 + 40 + 20 = 290; Bridge 160 + 90 + 60 + 25 = 335;
    # Causeway 120 + 60 + 20 + 40 = 240.
    assert expected_ranking(Design()) == ("Ferry", "Bridge", "Tunnel", "Causeway")
    # Without weights 16, 10, 12.5 and 8 + 1 + ... = 3 + 2 + 1 + 4 = 10: the tunnel and the causeway tie.
    assert expected_ranking(Design(weights=""))[:2] == ("Ferry", "Bridge")


def test_numbered_rows_with_products_between_them_are_read() -> None:
    """The two tables of 3,000 that were refused: `Weighted score` in every second row is no name twice."""
    base = Design(corner="Item", group="No.", products="repeated", directions="arrows", total="weighted mean")
    legend = "Scores: 1 (poor) to 5 (excellent)"
    assert outcome(replace(base, legend=legend)) == "accepted"
    ends = replace(base, corner="", weight_word="Wt", directions="kinds", scale="ends", total="sum")
    assert (
        outcome(replace(ends, notes="Reason", cells="marks", total_word="Overall", legend=legend))
        == "accepted"
    )
