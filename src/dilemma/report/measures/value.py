"""What an option is worth: scores, weights and chances put together; and what is worth finding out."""

from __future__ import annotations

from dilemma.report.measures import BELTON_STEWART, MANULAK, RAIFFA_SCHLAIFER, Measure

_KEENEY_RAIFFA = (
    "Keeney, R. L. & Raiffa, H. (1976). Decisions with Multiple Objectives: Preferences and Value "
    "Tradeoffs. Wiley."
)
_SMARTS = (
    "Edwards, W. & Barron, F. H. (1994). SMARTS and SMARTER: improved simple methods for multiattribute "
    "utility measurement. Organizational Behavior and Human Decision Processes 60(3), 306-325."
)
VALUE = (
    Measure(
        id="value",
        fields=("value", "value_at_modes", "expected_value"),
        title="Value",
        definition=(
            "The average worth of an option over the futures and over everything uncertain, on a scale from "
            "0 to 100."
        ),
        formula="V[o] = Σ_f E[p_f] · Σ_c w[c] · E[v_c(X[o,c,f])]",
        reading=(
            "Each range counts by its mean, not by its most likely number: `[10, 20, 90]` counts as 40. If "
            "the most likely numbers would put another option first, a warning says so (`value_at_modes` in "
            "the data). Compare values with each other: a lead of five points is five hundredths of the way "
            "from worst to best on everything that matters. A value is neither a forecast nor a grade, and "
            "values of scenarios with different scales cannot be compared."
        ),
        reference=(
            "Goodwin, P. & Wright, G. (2001). Enhancing strategy evaluation in scenario planning: a role "
            "for decision analysis. Journal of Management Studies 38(1), 1-16. Keefer, D. L. & Bodily, S. E. "
            "(1983). Three-point approximations for continuous random variables. Management Science 29(5), "
            "595-609. Howard, R. A. & Abbas, A. E. (2015). Foundations of Decision Analysis. Pearson."
        ),
    ),
    Measure(
        id="value-in-a-future",
        fields=("values_by_future",),
        title="Value in a future",
        definition="The value of an option if one particular future comes about.",
        formula="V[o,f] = Σ_c w[c] · score[o,c,f], a score by its mean",
        reading=(
            "Read along a row to see what an option depends on, and down a column to see what one would "
            "wish to have chosen. In a weighted sum a strong criterion makes up for a weak one; where that "
            "must not happen, set a floor."
        ),
        reference=f"{_KEENEY_RAIFFA} {BELTON_STEWART}",
    ),
    Measure(
        id="contribution",
        fields=("contributions", "scores"),
        title="Contribution",
        definition="The part of an option's value that comes from one criterion.",
        formula="w[c] · Σ_f p[f] · score[o,c,f]",
        reading=(
            "The contributions of an option add up to its value. A large one may come from a high score "
            "or from a heavy weight; look at both before saying why an option leads."
        ),
        reference=BELTON_STEWART,
    ),
    Measure(
        id="value-function",
        title="Value function",
        definition="How a level in natural units becomes value points between 0 (worst) and 100 (best).",
        formula="a straight line from worst to best, or straight pieces through the points given",
        reading=(
            "It says how much each step is worth, so a bend is a judgement of its own, and the value of a "
            "range is the mean of the values of its levels, not the value of its mean. A number beyond the "
            "scale is refused, not cut off; a normal or a beta may reach beyond it. Where edits add value "
            "points, every level is cut off, once, at 0 and 100."
        ),
        reference=(
            "von Winterfeldt, D. & Edwards, W. (1986). Decision Analysis and Behavioral Research. "
            "Cambridge University Press."
        ),
    ),
    Measure(
        id="weights",
        fields=("weights",),
        title="Weights",
        definition=(
            "How much the step from worst to best on one criterion counts compared with the same step on "
            "the others."
        ),
        formula="w[c] = points[c] / Σ points; a group weighs the sum of its leaves",
        reading=(
            "A weight belongs to its scale: if the gap between worst and best widens, the weight must grow. "
            "It does not measure how important a subject sounds."
        ),
        reference=_SMARTS,
    ),
    Measure(
        id="rank-order-centroid",
        title="Weights from a ranking",
        definition="The average of all sets of weights that respect a ranking of the criteria.",
        formula="rank k of n: (1/n) · Σ_{i=k..n} 1/i; criteria that tie share the mean of their ranks",
        reading=(
            "A fair stand-in when people agree on the order and on nothing more. It is steep: with five "
            "criteria the first gets about eleven times the last, so check that this is meant."
        ),
        reference=_SMARTS,
    ),
    Measure(
        id="chances",
        fields=("chances", "probabilities"),
        title="Chances and probabilities",
        definition=(
            "A chance answers one future's question among what the earlier questions leave; a probability "
            "is its share of everything."
        ),
        formula="p[1] = q[1], p[2] = (1 − q[1]) · q[2], …; the last future takes the rest",
        reading=(
            "Chances are easier to judge one at a time; probabilities are what enters the value. A later "
            "future's probability moves when an earlier chance does."
        ),
        reference=(
            "O'Hagan, A. et al. (2006). Uncertain Judgements: Eliciting Experts' Probabilities. Wiley."
        ),
    ),
    Measure(
        id="endogenous",
        fields=("endogenous",),
        title="Chances that an option moves",
        definition=(
            "The probabilities of the futures after an option is chosen, if choosing it changes them "
            "(`--endogenous`)."
        ),
        formula=(
            "odds of q[k], given the option, = odds of q[k] · e^shift, after what was set and what was seen; "
            "then the chain of q; V[o] = Σ_f p[f | o] · V[o,f]"
        ),
        reading=(
            "A stress test: does the choice survive if the ally influences events? Break-evens, regret, "
            "equal chances, Starr shares, dominance, triggers and the value of information are not given, "
            "because they assume the same probabilities for every option. Avoid counting twice: a score for "
            "keeping the partner engaged may already include the shift."
        ),
        reference="Jeffrey, R. C. (1965). The Logic of Decision. McGraw-Hill.",
    ),
    Measure(
        id="pole-value",
        fields=("pole_values",),
        title="Pole value",
        definition="An option's mean expected score on the criteria that belong to one pole of the dilemma.",
        formula="mean over the pole's criteria of Σ_f p[f] · score[o,c,f]",
        reading=(
            "It shows how an option does on keeping the partner engaged (leadership), on keeping the rules "
            "(order) and on the ally's own interests (own). Weights play no part, so it can disagree with "
            "the ranking."
        ),
        reference=f"This program's own; the two poles come from {MANULAK}",
    ),
    Measure(
        id="dilemma-index",
        fields=("dilemma_index", "dilemma_options"),
        title="Dilemma index",
        definition=(
            "How many points one pole loses, on average, when the option best for the other is chosen."
        ),
        formula=(
            "half of (leadership given up by the option best for order + order given up by the option best "
            "for leadership); each pole by the weights inside it, equal ones where they sum to 0; without "
            "options that another dominates"
        ),
        reading=(
            "0 means that one option is best on both poles, so these scores hold no dilemma. It measures "
            "the conflict, not how hard or important the decision is, and it compares two options, which "
            "are named. Pole values are plain means, so a perspective changes the index and not them."
        ),
        reference="This program's own.",
    ),
    Measure(
        id="floor",
        fields=("below_floor", "below_floor_share", "screened", "excluded"),
        title="Floor",
        definition=(
            "The least expected value on a criterion that an option may have without being flagged, or, with "
            "`screen: true`, without being excluded."
        ),
        formula="flagged or excluded where Σ_f p[f] · score[o,c,f] < floor[c]",
        reading=(
            "A flagged option stays in the ranking, and a second ranking leaves it out, so that a bedrock "
            "is not traded away unnoticed. An excluded option is listed with the reason and counts in no "
            "other figure; exclusion is decided once, so no signpost brings it back. Only a tipping point "
            "shows where a changing number would bring it back, or exclude another. Just above a floor is "
            "not safe: look at single futures, and at the share of samples below it."
        ),
        reference=(
            "Simon, H. A. (1955). A behavioral model of rational choice. Quarterly Journal of Economics "
            "69(1), 99-118."
        ),
    ),
    Measure(
        id="dominance",
        fields=("dominated_by",),
        title="Dominance",
        definition=(
            "One option matches another on every criterion in every future and beats it somewhere, at "
            "expected scores."
        ),
        formula="score[a,c,f] ≥ score[b,c,f] everywhere, > somewhere (ties within 0.000000001)",
        reading=(
            "No weights and no chances can put a dominated option ahead. That it is dominated at expected "
            "scores does not say it is at every score within the ranges."
        ),
        reference=_KEENEY_RAIFFA,
    ),
)


INFORMATION = (
    Measure(
        id="evpi-futures",
        fields=("evpi_futures", "information"),
        title="Value of knowing the future",
        definition="The points gained by knowing which future comes before choosing (EVPI of the futures).",
        formula="Σ_f p[f] · max_o V[o,f] − max_o V[o]",
        reading=(
            "No forecast, study or delay can be worth more than this. A small figure means: stop studying "
            "and choose. It does not count the time that finding out would take."
        ),
        reference=RAIFFA_SCHLAIFER,
    ),
    Measure(
        id="evpi-judgements",
        fields=("evpi_judgements", "evpi_total"),
        title="Value of settling the judgements",
        definition=(
            "The points gained by knowing every score and chance, but not the future, before choosing."
        ),
        formula=(
            "E[max_o V[o]] − max_o E[V[o]], at fixed weights; with the future known as well, "
            "E[Σ_f p[f] · max_o V[o,f]] − max_o E[V[o]]"
        ),
        reading=(
            "Weights are left out because a preference is not a fact to be found. Settling any single "
            "judgement cannot be worth more than this."
        ),
        reference=RAIFFA_SCHLAIFER,
    ),
    Measure(
        id="evppi",
        fields=("evppi",),
        title="Value of settling one judgement",
        definition="The points gained by knowing one score or chance before choosing (EVPPI).",
        formula="E[max_o E[V[o] | that judgement]] − max_o E[V[o]]",
        reading=(
            "The list of what to study first. It is an exact average over the values of one judgement, the "
            "others at their means. If a judgement is absent, no value of it would change the choice; that "
            "does not make the judgement good."
        ),
        reference=(
            f"{RAIFFA_SCHLAIFER} For more than one judgement at a time, which this does not do: Strong, M.,"
            " Oakley, J. E. & Brennan, A. (2014). Medical Decision Making 34(3), 311-326."
        ),
    ),
    Measure(
        id="windows",
        fields=("windows", "deadlines_passed"),
        title="Windows",
        definition=("Deadlines before the end of the term that cannot wait: what waiting out would lose."),
        formula="as_of ≤ last day of the deadline < term_ends, and `cannot_wait`",
        reading=(
            "Each line is a price of waiting that the scores should already include; check that they do. A "
            "window adds no points of its own."
        ),
        reference="This program's own.",
    ),
    Measure(
        id="evidence-share",
        fields=("evidence", "analyst_judgement_share", "analyst_judgement_alone_share", "stated_confidence"),
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
