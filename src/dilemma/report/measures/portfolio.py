"""Several issues decided together: what each choice owes to the others, and what capital buys."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

_WEINGARTNER = (
    "Weingartner, H. M. (1966). Capital budgeting of interrelated projects: survey and synthesis. Management "
    "Science 12(7), 485-516."
)

PORTFOLIO = (
    Measure(
        id="portfolio",
        title="Best together",
        definition="The option on each issue that is worth most when all issues are decided at once.",
        formula=(
            "argmax over one option an issue of Σ_issues V[o], each score with what the other choices add to "
            "it, within the budget; every combination is worked out"
        ),
        reading=(
            "Compare it with what each issue would choose by itself: where they differ, the links decide, "
            "and they are judgements like any other. All issues count alike, which the sum cannot justify."
        ),
        reference=_WEINGARTNER,
    ),
    Measure(
        id="core-index",
        title="Core index",
        definition="The share of sampled cases in which the best portfolio contains a choice.",
        formula=(
            "cases whose best portfolio has option o on the issue / all cases; scores, weights and chances "
            "in their ranges"
        ),
        reading=(
            "Near 1 the choice belongs to the core and can be made now; near 0 it can be dropped; what lies "
            "between waits on what is learnt. It counts cases, where the published index counts the "
            "portfolios that no other beats at every admissible weight, so the two need not agree."
        ),
        reference=(
            "Liesiö, J., Mild, P. & Salo, A. (2007). Preference programming for robust portfolio modeling "
            "and project selection. European Journal of Operational Research 181(3), 1488-1505."
        ),
    ),
    Measure(
        id="one-more-unit",
        title="What one more unit of capital buys",
        definition="The points the best portfolio gains when the budget of political capital grows by one.",
        formula="total of the best portfolio within budget + 1 − total of the best within the budget",
        reading=(
            "Zero does not say that capital is worthless: portfolios come whole, and the next better one may "
            "take several units, as the table of budgets shows. It holds for one unit and must not be "
            "multiplied."
        ),
        reference=_WEINGARTNER,
    ),
    Measure(
        id="convergence-area",
        title="Convergence area",
        definition="An issue on which the two poles of the dilemma hardly pull apart.",
        formula="dilemma index < the margin that is too close to call (`rules: too_close`)",
        reading=(
            "There keeping the patron and keeping the order ask for nearly the same, so it is where to "
            "begin. It does not say that the issue matters, or that the choice on it is clear."
        ),
        reference=(
            "This program's own; that such an area should be sought is from Manulak, M. W. (2024). The "
            "Allies' Dilemma: Responding to a Second Trump Term. Policy Magazine, 24 November 2024."
        ),
    ),
)
