"""How firm it is: the same question with less and less taken for granted."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

_SMAA = (
    "Lahdelma, R., Hokkanen, J. & Salminen, P. (1998). SMAA: stochastic multiobjective acceptability "
    "analysis. European Journal of Operational Research 106(1), 137-143."
)

ROBUSTNESS = (
    Measure(
        id="ladder",
        title="Ladder of assumptions",
        definition=(
            "The share of samples in which each option is first, on four rungs that take less and less "
            "for granted."
        ),
        formula=(
            "judged: central scores, weights and chances; ranges: all within their ranges, a weight without "
            "one between half of itself and one and a half; order: any weights that keep the order of the "
            "stated ones, scores and chances within their ranges; open: any weights and any probabilities"
        ),
        reading=(
            "Go down until the leader loses its majority: the rung tells what the recommendation rests "
            "on. A lead that survives `order` does not hang on exact weights. Nobody should expect one to "
            "survive `open`."
        ),
        reference=f"{_SMAA} The rungs are this program's own.",
    ),
    Measure(
        id="rank-share",
        title="Rank shares",
        definition=(
            "The share of samples in which an option takes each rank; for the first rank, written P(best)."
        ),
        formula="samples in which o has rank r / all samples; a tie shares the rank",
        reading=(
            "It tells how often the choice comes out the same within what was stated. It is no "
            "probability that the choice is right: all samples share the same scales, criteria and "
            "author."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="pairwise-win",
        title="Pairwise wins",
        definition="The share of samples in which one option is worth more than another.",
        formula="samples in which V[a] > V[b] / all samples; a tie counts half",
        reading=(
            "Use it when only two options are left on the table. It says how often one is ahead, not how far."
        ),
        reference=(
            "Leskinen, P., Viitanen, J., Kangas, A. & Kangas, J. (2006). Alternatives to incorporate "
            "uncertainty and risk attitude in multicriteria evaluation of forest plans. Forest Science "
            "52(3), 304-312."
        ),
    ),
    Measure(
        id="central-weights",
        title="Central weights",
        definition="The average of the sampled weights that put an option first.",
        formula="mean of w over the samples in which o is first; absent where it never is",
        reading=(
            "It describes the typical person who would choose the option, which helps when persuading "
            "one. It is not anybody's actual view, and for an option that is rarely first it rests on few "
            "samples."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="confidence-factor",
        title="Confidence factor",
        definition="How often an option is first among those who hold its central weights.",
        formula="samples in which o is first with w set to its central weights / all samples",
        reading=(
            "A low figure says that the scores are too uncertain even for the people most inclined to the "
            "option. In spite of its name in the field it is not the analyst's confidence."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="map-of-winners",
        title="Map of winners",
        definition=(
            "Which option is best as the probabilities of two futures vary, the others in proportion."
        ),
        formula="the upper envelope of the planes V[o](p[f], p[g])",
        reading=(
            "Put a finger where you think the probabilities lie and see how far the nearest border is. "
            "The other futures keep their proportion, so a third one that moves by itself is not on the "
            "map."
        ),
        reference=(
            "Clemen, R. T. (1996). Making Hard Decisions: An Introduction to Decision Analysis, 2nd "
            "edition. Duxbury."
        ),
    ),
)
