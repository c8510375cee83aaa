"""The recommendation: who leads, by how much, and what may be said about it."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

VERDICT = (
    Measure(
        id="margin",
        title="Margin",
        definition="The points between the first option and the runner-up.",
        formula="V[first] − V[second]",
        reading=(
            "Set it against the rule of the scenario (two points, where nothing else is said) and against "
            "the ranges of the scores. A wide margin at central numbers is not yet a firm one."
        ),
        reference="Elementary.",
    ),
    Measure(
        id="verdict",
        title="Verdict",
        definition=(
            "What the margin and the stress test together allow one to say: clear, lean or too close."
        ),
        formula=(
            "too-close: margin under the rule; clear: margin not under it, first in at least 0.75 of "
            "samples at `ranges` and in more than 0.5 at `order`; lean: the rest"
        ),
        reading=(
            "Too close is an answer: the scores do not decide, and the tie-break or a fact yet to be "
            "found must. The verdict is about robustness; the analyst's own confidence is another matter "
            "and stands in its own sentence."
        ),
        reference="This program's own thresholds.",
    ),
    Measure(
        id="tie-break",
        title="Tie-break",
        definition="The option preferred among all those within the rule of the leader.",
        formula=(
            "the highest pole value on the pole named by `tie_break`; without poles, the first in the file"
        ),
        reading=(
            "It says which way to lean when the numbers do not. It is a stated principle, not evidence, "
            "and it never changes the ranking."
        ),
        reference="This program's own.",
    ),
    Measure(
        id="trade-off",
        title="Trade-off",
        definition=(
            "What choosing the first option over the second gains and gives up, criterion by criterion."
        ),
        formula="contribution[first,c] − contribution[second,c]",
        reading=(
            "The gains less the losses are the margin. It is the table to argue over: each line names a "
            "price. It compares two options only; the third may beat either on a line."
        ),
        reference=(
            "Hammond, J. S., Keeney, R. L. & Raiffa, H. (1998). Even swaps: a rational method for making "
            "trade-offs. Harvard Business Review 76(2), 137-150."
        ),
    ),
)
