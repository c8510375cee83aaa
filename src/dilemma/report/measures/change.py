"""What would change it: the smallest moves that put another option first."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

SENSITIVITY = (
    Measure(
        id="break-even",
        title="Break-even",
        definition="The value of one number at which another option takes the lead, everything else kept.",
        formula=(
            "where the line of the leader crosses another's: a probability or a weight moves with the "
            "rest in proportion, a chance with the other questions kept, a score by equal points in every "
            "future"
        ),
        reading=(
            "Ask of each line whether the move is thinkable. Marked as inside its stated range, the "
            "author already holds it to be. One number moves at a time: two small moves together can do "
            "what neither does alone."
        ),
        reference=(
            "Pauker, S. G. & Kassirer, J. P. (1980). The threshold approach to clinical decision making. "
            "New England Journal of Medicine 302(20), 1109-1117."
        ),
    ),
    Measure(
        id="effect-of-a-change",
        title="Effect of a change",
        definition=(
            "The points that one change to a file adds to the lead of the old choice over the best other "
            "option."
        ),
        formula=(
            "alone: L[old with the change] − L[old]; last: L[new] − L[new without the change]; together: "
            "L[new] − L[old], with L = V[old choice] − max V of the others"
        ),
        reading=(
            "Below 0 the change works against the old choice; where L falls below 0 the choice has moved. "
            "Alone and last are the same where changes do not touch one another. Where they differ, as for a "
            "chance and a score in that future, the effects of several changes do not add up, and neither "
            "column is the share of one change in the whole. Central judgements only: a wider range has no "
            "effect here and shows in the verdict."
        ),
        reference=(
            "Borgonovo, E. (2010). Sensitivity analysis with finite changes: an application to modified EOQ "
            "models. European Journal of Operational Research 200(1), 127-138 (first and total order)."
        ),
    ),
    Measure(
        id="leave-one-out",
        title="Leave one out",
        definition="The choice when one criterion is given no weight and the others keep their proportion.",
        formula="argmax_o V[o] with w[c] = 0",
        reading=(
            "It names the criteria that carry the choice: if somebody denies one of these, the argument "
            "is over. A choice that survives every removal may still fall to two."
        ),
        reference=(
            "Belton, V. & Stewart, T. J. (2002). Multiple Criteria Decision Analysis: An Integrated "
            "Approach. Kluwer."
        ),
    ),
    Measure(
        id="scenario-discovery",
        title="Scenario discovery",
        definition="A few limits on the unknowns that together mark out where another option is best.",
        formula=(
            "patient rule induction; coverage = cases inside / all cases, density = cases inside / "
            "samples inside"
        ),
        reading=(
            "Read it as a description of when the choice is wrong. Coverage says how much of that it "
            "catches, density how often it is right; it describes the samples and proves no cause."
        ),
        reference=(
            "Friedman, J. H. & Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics "
            "and Computing 9(2), 123-143. Bryant, B. P. & Lempert, R. J. (2010). Thinking inside the box: "
            "a participatory, computer-assisted approach to scenario discovery. Technological Forecasting "
            "and Social Change 77(1), 34-49."
        ),
    ),
)
