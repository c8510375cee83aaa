"""Measures of coalitions, portfolios and panels."""

from __future__ import annotations

from dilemma.report.measures import MANULAK, SAVAGE, Measure

_KEMPE = (
    "Kempe, D., Kleinberg, J. & Tardos, E. (2003). Maximizing the spread of influence through a social "
    "network. Proceedings of the 9th ACM SIGKDD Conference, 137-146."
)
_GRANOVETTER = (
    "Granovetter, M. (1978). Threshold models of collective behavior. American Journal of Sociology 83(6), "
    "1420-1443."
)
_MONOTONE = (
    "Milgrom, P. & Roberts, J. (1990). Rationalizability, learning, and equilibrium in games with strategic "
    "complementarities. Econometrica 58(6), 1255-1277."
)

COALITION = (
    Measure(
        id="tipping-share",
        fields=("tipping_share", "leads", "at_shares", "assumed_share"),
        title="Tipping share",
        definition=(
            "The smallest share of the partners' influence (`leverage`) at which acting together is the best "
            "option, from your perspective or a member's."
        ),
        formula=(
            "least s at which V[joint option] ≥ V[o] for every other o, where score(s) = score + per_share · "
            "(s − assumed share), cut off once at 0 and 100 (an option under `also` gains its part of "
            "per_share); never where there is none"
        ),
        reading=(
            "Compare it with the share you can get: far below, the option needs no one more; far above, it "
            "is a bet on others. It is exact for the scores as judged, and says nothing about whether the "
            "partners will come."
        ),
        reference=(
            "Schelling, T. C. (1973). Hockey helmets, concealed weapons, and daylight saving: a study of "
            "binary "
            f"choices with externalities. Journal of Conflict Resolution 17(3), 381-428. {_GRANOVETTER}"
        ),
    ),
    Measure(
        id="equilibria",
        fields=("least", "greatest", "steps"),
        title="Least and greatest equilibrium",
        definition=(
            "Who acts in the end if every member responds to the others, starting from no one acting and "
            "from everyone acting."
        ),
        formula=(
            "a member acts where the influence of those who act, its own included, reaches its tipping "
            "share; least: best replies from nobody; greatest: best replies from all"
        ),
        reading=(
            "If the two are the same, what forms does not depend on who moves first. If they differ, both "
            "are stable once reached, and commitment decides between them. Members respond to the share "
            "alone: no threats, bargains or payments."
        ),
        reference=f"{_GRANOVETTER} {_MONOTONE}",
    ),
    Measure(
        id="critical-mass",
        fields=("critical_mass",),
        title="Critical mass",
        definition=(
            "The members with the least influence whose commitment lifts the least equilibrium to the "
            "greatest."
        ),
        formula=(
            "least Σ leverage over sets of members that, once committed, make best replies end at the "
            "greatest equilibrium"
        ),
        reading=(
            "With less, a coalition falls back; with this, the rest follow by themselves. It is absent if "
            "there is only one equilibrium, because then nothing depends on who commits."
        ),
        reference=f"Schelling, T. C. (1978). Micromotives and Macrobehavior, chapter 3. Norton. {_KEMPE}",
    ),
    Measure(
        id="lightest-set",
        fields=("seeds",),
        title="Whom to win over first",
        definition=(
            "The set of members with the least influence whose commitment makes every member act, found "
            "exactly."
        ),
        formula=(
            "least Σ leverage over sets of members that, once committed, make best replies end with all; of "
            "equals the fewest, then the first in the file"
        ),
        reading=(
            "It says where effort goes furthest, not what it costs: a member with little influence may be "
            "the hardest to win. A member for whom acting is never best belongs to every such set and is "
            "named, because it will not stay by itself."
        ),
        reference=_KEMPE,
    ),
    Measure(
        id="chance-of-a-share",
        fields=("reaches", "mean_share", "share_chances", "joins"),
        title="Chance of a share",
        definition=("How likely it is that those who join reach a share, by the stated chances of joining."),
        formula="P(Σ leverage of those who join ≥ s), every member by itself (weighted Poisson-binomial law)",
        reading=(
            "The middle is more reliable than the ends: a shock that affects all partners makes both none "
            "and all likelier than shown. The chances are the author's; perspectives play no part."
        ),
        reference=(
            "Wang, Y. H. (1993). On the number of successes in independent trials. Statistica Sinica 3(2), "
            "295-312."
        ),
    ),
)


PANEL = (
    Measure(
        id="kendalls-w",
        fields=("agreement", "kendalls_w", "drawn_by_lot", "rank_correlation", "mean_ranks", "unanimous"),
        title="Kendall's W",
        definition="How alike the members rank the options, from 0, where they cancel out, to 1, one order.",
        formula="12 S / (m² (n³ − n) − m Σ T), S the squared deviations of rank totals, T the ties",
        reading=(
            "With few members a fair size arises by chance, so the page says what random orders would give. "
            "It uses ranks alone: two options that nearly tie and two that are far apart look the same."
        ),
        reference=(
            "Kendall, M. G. & Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical "
            "Statistics 10(3), 275-287."
        ),
    ),
    Measure(
        id="group-choice",
        fields=("group",),
        title="Group choice",
        definition="What the mean member would choose: the mean of all weights on the mean of all scores.",
        formula="argmax_o Σ_c mean(w[c]) · mean(expected score[o,c])",
        reading=(
            "A starting point for the talk, not a verdict: it may be no member's first choice, and a "
            "member of strong views moves it more than one who is undecided."
        ),
        reference=(
            "Keeney, R. L. & Kirkwood, C. W. (1975). Group decision making using cardinal social welfare "
            "functions. Management Science 22(4), 430-437."
        ),
    ),
    Measure(
        id="split",
        fields=("split", "parts", "of_weights", "of_scores"),
        title="What divides a panel",
        definition="The criteria over which the two largest camps of a panel choose different options.",
        formula=(
            "mean over the first camp, less the second, of w[c] · d[c], d the expected score of its option "
            "less that of the other's; of weights: the difference of w at the mean d; of scores: of d at the "
            "mean w"
        ),
        reading=(
            "The largest line is what to talk about first. If weights make most of it, people want "
            "different things; if scores do, they expect different things, which evidence may settle."
        ),
        reference="This program's own.",
    ),
    Measure(
        id="mean-of-values",
        fields=("mean_values",),
        title="Mean of values",
        definition="What each option is worth to the members on average.",
        formula="mean_k V_k[o], over the members k",
        reading=(
            "It equals the group choice if members differ in weights alone. If they also differ in scores "
            "or probabilities, it keeps each member's own combination, which the mean member does not."
        ),
        reference=(
            "Harsanyi, J. C. (1955). Cardinal welfare, individualistic ethics, and interpersonal comparisons "
            "of utility. Journal of Political Economy 63(4), 309-321."
        ),
    ),
    Measure(
        id="pooled-chances",
        fields=("pooled_chances",),
        title="Pooled chances",
        definition="One set of probabilities for a group whose members hold different ones.",
        formula="linear: mean_k p_k[f]; log: Π_k p_k[f]^(1/m), divided by its sum over the futures",
        reading=(
            "The linear pool keeps every doubt and is wider; the log pool responds to evidence as its "
            "members would, and what one member rules out is out. If they differ much, ask why first."
        ),
        reference=(
            "Genest, C. & Zidek, J. V. (1986). Combining probability distributions: a critique and an "
            "annotated bibliography. Statistical Science 1(1), 114-135."
        ),
    ),
    Measure(
        id="clusters",
        title="Who judges alike",
        definition="Groups of members of a panel who see the leads of one option over another alike.",
        formula=(
            "d[k,l] = mean over pairs a, b of |(V_k[a] − V_k[b]) − (V_l[a] − V_l[b])|; average linkage, 2 to "
            "5 groups, the partition of the highest mean silhouette s = mean_k (b_k − a_k) / max(a_k, b_k)"
        ),
        reading=(
            "People of one group need not convince each other; let one of each group explain the view to the "
            "others. A large group is not right for being large, and two of its members may reach the same "
            "leads by different weights. There are no groups under a silhouette of 0.50, nor with fewer than "
            "four members."
        ),
        reference=(
            "Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and validation of "
            "cluster analysis. Journal of Computational and Applied Mathematics 20, 53-65."
        ),
    ),
    Measure(
        id="least-worst-regret",
        fields=("least_worst_regret", "worst_regrets", "costs_most", "regrets"),
        title="Least worst regret of a panel",
        definition="The option with which the member who gives up most gives up least.",
        formula="argmin_o max_k (max_b V_k[b] − V_k[o]), over the members k",
        reading=(
            "The choice if no one may be left far behind. It assumes that a point means the same to "
            "everyone, which their scales alone cannot guarantee."
        ),
        reference=SAVAGE,
    ),
    Measure(
        id="least-movement",
        fields=("movements", "moves"),
        title="Least movement",
        definition="The fewest points of weight that two members must move, in all, to make the same choice.",
        formula="least Σ |move| over the weights of both, such that one option is as good as any for both",
        reading=(
            "It names the criteria to talk about. At its end the option ties for the lead, and anything "
            "beyond makes it lead; a small movement on something that no one will give up is not small."
        ),
        reference="This program's own; solved as a linear programme.",
    ),
)


_WEINGARTNER = (
    "Weingartner, H. M. (1966). Capital budgeting of interrelated projects: survey and synthesis. Management "
    "Science 12(7), 485-516."
)

PORTFOLIO = (
    Measure(
        id="portfolio",
        fields=("best", "total", "apart", "same_stance", "fixes", "feasible", "portfolios"),
        title="Best together",
        definition="The options, one per issue, with the highest total when issues are decided together.",
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
        fields=("core_index", "core_index_se", "first_share"),
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
        fields=("capital", "one_more"),
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
        fields=("convergence",),
        title="Convergence area",
        definition="An issue on which the two poles of the dilemma hardly conflict.",
        formula="dilemma index < the margin that is too close to call (`rules: too_close`)",
        reading=(
            "Here keeping the partner and keeping the order require nearly the same, so it is where to "
            "begin. It does not mean that the issue matters, or that the choice on it is clear."
        ),
        reference=f"This program's own; that such an area should be sought is from {MANULAK}",
    ),
)
