"""Several people: how alike they rank, what the group would choose, and what brings two of them together."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

PANEL = (
    Measure(
        id="kendalls-w",
        title="Kendall's W",
        definition="How alike the members rank the options, from 0, where they cancel out, to 1, one order.",
        formula="12 S / (m² (n³ − n) − m Σ T), S the squared deviations of rank totals, T the ties",
        reading=(
            "With few members a fair size comes about by chance, so the page says what orders drawn by lot "
            "would give. It sees ranks alone: two who nearly tie and two who are far apart look the same."
        ),
        reference=(
            "Kendall, M. G. & Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical "
            "Statistics 10(3), 275-287."
        ),
    ),
    Measure(
        id="group-choice",
        title="Group choice",
        definition="What the mean member would choose: the mean of all weights on the mean of all scores.",
        formula="argmax_o Σ_c mean(w[c]) · mean(expected score[o,c])",
        reading=(
            "A place to begin the talk, not a verdict: it can be nobody's own choice, and a member of strong "
            "views moves it more than one who is undecided."
        ),
        reference=(
            "Keeney, R. L. & Kirkwood, C. W. (1975). Group decision making using cardinal social welfare "
            "functions. Management Science 22(4), 430-437."
        ),
    ),
    Measure(
        id="least-worst-regret",
        title="Least worst regret of a panel",
        definition="The option with which the member who gives up most gives up least.",
        formula="argmin_o max_k (max_b V_k[b] − V_k[o]), over the members k",
        reading=(
            "The choice when nobody may be left far behind. It takes a point to mean the same to everybody, "
            "which their scales alone cannot promise."
        ),
        reference=(
            "Savage, L. J. (1951). The theory of statistical decision. Journal of the American Statistical "
            "Association 46(253), 55-67."
        ),
    ),
    Measure(
        id="least-movement",
        title="Least movement",
        definition="The fewest points of weight that two members must move, in all, to make the same choice.",
        formula="least Σ |move| over the weights of both, such that one option is as good as any for both",
        reading=(
            "It names the criteria on which to talk. At its end the option ties for the lead, and anything "
            "beyond makes it lead; a small movement on something nobody will give up is no small thing."
        ),
        reference="This program's own; solved as a linear programme.",
    ),
)
