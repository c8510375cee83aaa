"""What to watch and what is taken for granted: signposts, triggers, their worth, key assumptions."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

MONITORING = (
    Measure(
        id="signpost",
        title="Signpost",
        definition="An event likelier under some futures than under others, so that it moves the chances.",
        formula=(
            "p[f | seen] ∝ p[f] · P(seen | f), and for one looked for in vain 1 − P(seen | f); two or more "
            "observed of one group count to the power 0.7"
        ),
        reading=(
            "What counts is the ratio between futures, not how striking the event is: what was to be "
            "expected under all of them says little. Signposts that repeat one another belong in a group, "
            "or they count twice."
        ),
        reference="Good, I. J. (1950). Probability and the Weighing of Evidence. Griffin.",
    ),
    Measure(
        id="trigger",
        title="Trigger",
        definition=(
            "The likelihood ratio that tips the choice: what the odds of a future must be multiplied by for "
            "another option to take the lead."
        ),
        formula=(
            "odds of p[f] at the nearest break-even / odds of p[f] now, where odds are p / (1 − p) and the "
            "other futures keep their proportion"
        ),
        reading=(
            "Set it against the ratio of a signpost: one that moves the odds further is enough by itself. "
            "Ratios of independent signposts multiply. A signpost that also tells the other futures apart "
            "can tip the choice a little sooner or later than the trigger says; what it does itself is exact."
        ),
        reference=(
            "Dewar, J. A., Builder, C. H., Hix, W. M. & Levin, M. H. (1993). Assumption-Based Planning: A "
            "Planning Tool for Very Uncertain Times. RAND MR-114. Good, I. J. (1950). Probability and the "
            "Weighing of Evidence. Griffin."
        ),
    ),
    Measure(
        id="evsi",
        title="Worth of a signpost",
        definition="The points gained on average by choosing after a signpost has been looked for (EVSI).",
        formula="Σ_a P(a) · (max_o V[o | a] − V[leader | a]), over the answers a: seen, and not seen",
        reading=(
            "Zero where neither answer changes the choice, however much it moves the chances. Never more "
            "than knowing the future is worth, and it counts nothing for the time lost by waiting."
        ),
        reference=(
            "Howard, R. A. (1966). Information value theory. IEEE Transactions on Systems Science and "
            "Cybernetics 2(1), 22-26. Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision "
            "Theory. Harvard University Press."
        ),
    ),
    Measure(
        id="key-assumption",
        title="Key assumption",
        definition="Something the scores take for granted, and the choice if it is wrong.",
        formula="argmax_o V[o] with the points of `if_wrong` added; in pairs where none is enough alone",
        reading=(
            "The assumption to check first is one that changes the choice and stands on little. That none "
            "does may also mean that its author was kind when saying what would happen."
        ),
        reference=(
            "Heuer, R. J. & Pherson, R. H. (2010). Structured Analytic Techniques for Intelligence Analysis, "
            "key assumptions check. CQ Press."
        ),
    ),
)
