"""What to find out before choosing, what waiting forgoes, and what the result rests on."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

INFORMATION = (
    Measure(
        id="evpi-futures",
        title="Value of knowing the future",
        definition="The points gained by knowing which future comes before choosing (EVPI of the futures).",
        formula="Σ_f p[f] · max_o V[o,f] − max_o V[o]",
        reading=(
            "No forecast, study or delay can be worth more than this. A small figure says to stop "
            "studying and choose; it counts nothing for the time that finding out would take."
        ),
        reference=(
            "Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard University "
            "Press."
        ),
    ),
    Measure(
        id="evpi-judgements",
        title="Value of settling the judgements",
        definition=(
            "The points gained by knowing every score and chance, but not the future, before choosing."
        ),
        formula=(
            "E[max_o V[o]] − max_o E[V[o]], at fixed weights; with the future known as well, "
            "E[Σ_f p[f] · max_o V[o,f]] − max_o E[V[o]]"
        ),
        reading=(
            "Weights are left out because a preference is not found out. The figure bounds what settling "
            "any one judgement is worth."
        ),
        reference=(
            "Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard University "
            "Press."
        ),
    ),
    Measure(
        id="evppi",
        title="Value of settling one judgement",
        definition="The points gained by knowing one score or chance before choosing (EVPPI).",
        formula="E[max_o E[V[o] | that judgement]] − max_o E[V[o]]",
        reading=(
            "The list of what to study first. It is an exact average over the values of the one judgement, "
            "the others at their means; absent says that no answer would change the choice, not that the "
            "judgement is good."
        ),
        reference=(
            "Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard University "
            "Press. For more than one judgement at a time, which this does not do: Strong, M., Oakley, J. E. "
            "& Brennan, A. (2014). Medical Decision Making 34(3), 311-326."
        ),
    ),
    Measure(
        id="windows",
        title="Windows",
        definition="Deadlines before the end of the term that cannot wait: what waiting out forgoes.",
        formula="as_of ≤ last day of the deadline < term_ends, and `cannot_wait`",
        reading=(
            "Each line is a price of waiting that the scores should already hold; check that they do. A "
            "window adds no points of its own."
        ),
        reference="This program's own.",
    ),
    Measure(
        id="evidence-share",
        title="Evidence share",
        definition="The share of scores that rest on analyst judgement, at least in part or altogether.",
        formula="scores that cite `AJ`, or nothing, / all scores; altogether: that cite nothing else",
        reading=(
            "A high share says that the numbers are one person's structured opinion; treat them so. A "
            "cited source shows where a judgement comes from and does not make it true."
        ),
        reference="This program's own.",
    ),
)
