"""Measures of robustness, and of the rules over futures."""

from __future__ import annotations

from dilemma.report.measures import RAIFFA_SCHLAIFER, SAVAGE, Measure

_SMAA = (
    "Lahdelma, R., Hokkanen, J. & Salminen, P. (1998). SMAA: stochastic multiobjective acceptability "
    "analysis. European Journal of Operational Research 106(1), 137-143."
)

ROBUSTNESS = (
    Measure(
        id="ladder",
        fields=("ladder", "rung", "first_rank_shares"),
        title="Ladder of assumptions",
        definition=(
            "The share of samples in which each option ranks first, at four levels with weaker and weaker "
            "assumptions."
        ),
        formula=(
            "judged: expected scores and chances, weights as stated; ranges: all within their ranges, a "
            "weight without one between half of itself and one and a half; order: any weights that keep the "
            "order of the stated ones, scores and chances within their ranges; open: any weights and any "
            "probabilities"
        ),
        reading=(
            "Go down until the leader loses its majority: that level shows what the recommendation rests "
            "on. A lead that survives `order` does not depend on exact weights. No lead should be expected "
            "to survive `open`."
        ),
        reference=f"{_SMAA} The rungs are this program's own.",
    ),
    Measure(
        id="weights-alone",
        title="Weights alone",
        definition=(
            "The share of all weights in the stated order under which each option scores highest; scores and "
            "probabilities are at their means."
        ),
        formula=(
            "volume of {w in order : Σ_c w[c] · E[score[o,c]] is highest} / volume of all w in order; exact "
            "up to 7 criteria, unless ties make too many pieces, else sampled"
        ),
        reading=(
            "It stands beside the ladder and is not one of its levels. It concerns preferences alone: among "
            "people who agree on the scores and on the order of the criteria, what share of possible "
            "weights leads to the option. Tied criteria may come in any order. The level `order` varies "
            "scores and probabilities as well."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="rank-share",
        fields=("first_rank_share", "rank_shares"),
        title="Rank shares",
        definition=(
            "The share of samples in which an option takes each rank; for the first rank, written P(best)."
        ),
        formula="samples in which o has rank r / all samples; a tie shares the rank",
        reading=(
            "It says how often the choice comes out the same within the stated ranges. It is not the "
            "probability that the choice is right: all samples share the same scales, criteria and author."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="pairwise-win",
        fields=("pairwise_wins",),
        title="Pairwise wins",
        definition="The share of samples in which one option scores higher than another.",
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
        id="dependence-patterns",
        fields=("first_rank_share_patterns",),
        title="If errors are correlated",
        definition=(
            "How often each option is first within the ranges if the scores of an option, or those on a "
            "criterion, are all high or all low together."
        ),
        formula=(
            "independent: one draw for each option on each criterion; by_option, by_criterion: one quantile "
            "in value points for all of them"
        ),
        reading=(
            "All other shares assume that errors in the scores are independent. The smallest and the "
            "largest of the three show how much that assumption matters; they are examples, not limits. "
            "`rules.dependence` names the pattern that the verdict uses."
        ),
        reference=(
            "Clemen, R. T. & Reilly, T. (1999). Correlations and copulas for decision and risk analysis. "
            "Management Science 45(2), 208-224. The three patterns are this program's own."
        ),
    ),
    Measure(
        id="necessary-preference",
        fields=("necessary", "necessary_in_ranges", "possible"),
        title="Necessary and possible preference",
        definition=(
            "The pairs in which one option is as good under any weights in the stated order, and those in "
            "which it is under some."
        ),
        formula=(
            "necessary: V[a] ≥ V[b] at (1, 0, …), (1/2, 1/2, 0, …), … of every order of tied criteria, "
            "strictly at one; possible: at one of them; in ranges: a at its lowest scores, b at its highest"
        ),
        reading=(
            "Nobody who agrees on the scores and on the order of the criteria can prefer the worse of a "
            "necessary pair, whatever the weights; where either is possible, the weights decide. Chances "
            "stay at their means. A score without ends, such as a normal, makes no pair necessary in ranges."
        ),
        reference=(
            "Greco, S., Mousseau, V. & Słowiński, R. (2008). Ordinal regression revisited. European Journal "
            "of Operational Research 191(2), 416-436."
        ),
    ),
    Measure(
        id="weight-spread",
        fields=("weight_spread", "first_rank_shares_unspread"),
        title="Assumed spread of weights",
        definition=(
            "How far a weight stated as a plain number is assumed to be off, and how often each option "
            "ranks first within the ranges without that assumption."
        ),
        formula=(
            "points between (1 − s) and (1 + s) times those stated, s from `rules.weight_spread`, 0.5 where "
            "nothing is said; without it: s = 0, ranges that are stated as they are"
        ),
        reading=(
            "No one stated this range: it represents the doubt that a plain number leaves unsaid. If the "
            "two shares differ much, ask for ranges of the weights."
        ),
        reference=(
            "This program's own; that plain weights hide a doubt worth varying: Butler, J., Jia, J. & Dyer, "
            "J. (1997). Simulation techniques for the sensitivity analysis of multi-criteria decision "
            "models. European Journal of Operational Research 103(3), 531-546."
        ),
    ),
    Measure(
        id="standard-error",
        fields=(
            *("samples", "precise", "first_rank_shares_se", "rank_shares_se", "pairwise_wins_se"),
            *("central_weights_se", "confidence_factor_se", "evpi_judgements_se", "evpi_total_se"),
        ),
        title="Standard errors",
        definition="How far a sampled figure may be from what many more samples would give.",
        formula=(
            "the spread of 16 independent scrambles / √16; of a ratio to first order; of a confidence factor "
            "with the central weights of each scramble; times 1 + 8/(K − 1)² − 8/15², K the effective number "
            "of scrambles with any part of the figure"
        ),
        reading=(
            "An interval of two standard errors holds the true figure in 93 to 94 of 100 runs. It concerns "
            "sampling alone: doubt about the judgements is in the shares themselves. 0 means that the "
            "figure is exact, or that no sample showed anything else."
        ),
        reference=(
            "Owen, A. B. (1997). Monte Carlo variance of scrambled net quadrature. SIAM Journal on Numerical "
            "Analysis 34(5), 1884-1910. Kish, L. (1965). Survey Sampling. Wiley."
        ),
    ),
    Measure(
        id="lead-variance",
        fields=("variance_shares", "widest_inputs"),
        title="Sources of uncertainty about the lead",
        definition=(
            "The shares of the variance of the lead that scores, weights and probabilities each explain "
            "alone, and the ten inputs that change the lead most."
        ),
        formula=(
            "Var(E[lead | scores]) / Var(lead), likewise for weights and chances; the rest is what they make "
            "together; an input: the lead at either end of its own range"
        ),
        reading=(
            "Work first on the kind with the largest share. If scores explain most of it, arguing about "
            "weights settles little. It concerns the size of the lead over the runner-up within the ranges, "
            "not whether another option takes the lead."
        ),
        reference=(
            "Saltelli, A. et al. (2008). Global Sensitivity Analysis: The Primer. Wiley. For the bars: "
            "Clemen, R. T. (1996). Making Hard Decisions, 2nd edition, chapter 5. Duxbury."
        ),
    ),
    Measure(
        id="central-weights",
        fields=("central_weights",),
        title="Central weights",
        definition="The average of the sampled weights that put an option first.",
        formula="mean of w over the samples in which o is first; absent where it never is",
        reading=(
            "It describes the typical person who would choose the option, which helps in persuading one. It "
            "is no one's actual view, and for an option that rarely ranks first it rests on few samples."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="confidence-factor",
        fields=("confidence_factor",),
        title="Confidence factor",
        definition="How often an option ranks first for those who hold its central weights.",
        formula="samples in which o is first with w set to its central weights / all samples",
        reading=(
            "A low figure means that the scores are too uncertain even for the people most inclined to the "
            "option. Despite its name in the field, it is not the analyst's confidence."
        ),
        reference=_SMAA,
    ),
    Measure(
        id="map-of-winners",
        fields=("winners_map",),
        title="Map of winners",
        definition=(
            "Which option is best as the probabilities of two futures vary, the others in proportion."
        ),
        formula="the upper envelope of the planes V[o](p[f], p[g])",
        reading=(
            "Find the point where you think the probabilities lie and see how far the nearest border is. "
            "The other futures keep their proportions, so a third one that changes by itself is not on the "
            "map."
        ),
        reference=(
            "Clemen, R. T. (1996). Making Hard Decisions: An Introduction to Decision Analysis, 2nd "
            "edition. Duxbury."
        ),
    ),
)


FUTURES = (
    Measure(
        id="maximin",
        fields=("worst_value",),
        title="Maximin",
        definition="The option whose worst future is the least bad.",
        formula="argmax_o min_f V[o,f]",
        reading=(
            "The choice of someone who cannot afford the worst. It looks only at each option's worst "
            "future, however unlikely, so use it as a question, not as the answer."
        ),
        reference=(
            "Wald, A. (1945). Statistical decision functions which minimize the maximum risk. Annals of "
            "Mathematics 46(2), 265-280."
        ),
    ),
    Measure(
        id="minimax-regret",
        fields=("max_regret",),
        title="Minimax regret",
        definition="The option whose largest shortfall from the best option of a future is smallest.",
        formula="regret[o,f] = max_b V[b,f] − V[o,f]; argmin_o max_f regret[o,f]",
        reading=(
            "The choice of someone who will be judged with hindsight. It depends on the list of options: "
            "adding one that nobody would take can change it."
        ),
        reference=SAVAGE,
    ),
    Measure(
        id="minimax-regret-share",
        fields=("minimax_regret_shares",),
        title="Minimax regret within the ranges",
        definition="The share of samples at `ranges` in which an option has the smallest largest regret.",
        formula="samples in which max_f regret[o,f] is the least of all o / all samples; ties share",
        reading=(
            "The rule names one option at expected scores; this says how often it would name it within the "
            "ranges. Another option may be named more often. Probabilities play no part, except that after "
            "evidence a sample counts by how well it predicted it."
        ),
        reference=f"{SAVAGE} The share is this program's own.",
    ),
    Measure(
        id="risk-tolerance",
        fields=("risk_tolerance",),
        title="Risk tolerance",
        definition="The tolerance for risk, in points, below which another option leads.",
        formula="argmax_o −R · ln Σ_f p[f] · exp(−V[o,f] / R), for R from 100 points down to 0.05",
        reading=(
            "R is roughly the stake X of a bet you would just accept, with even odds of winning X or losing "
            "X/2. If your own tolerance is below the number shown, the other option is better for you. It "
            "covers the futures only, not the uncertainty about scores and weights."
        ),
        reference=(
            "Howard, R. A. (1988). Decision analysis: practice and promise. Management Science 34(6), "
            "679-695."
        ),
    ),
    Measure(
        id="stochastic-dominance",
        fields=("stochastic_dominance",),
        title="Stochastic dominance",
        definition=(
            "The pairs of options in which the attitude to risk does not decide which one is preferred."
        ),
        formula=(
            "first order: P[V[a] ≤ x] ≤ P[V[b] ≤ x] for every x; second order: the same of the integrals up "
            "to x; strictly somewhere"
        ),
        reading=(
            "In the first order, everyone who prefers more to less takes the better option; in the second, "
            "everyone who is also risk-averse. It needs probabilities and values, but no risk tolerance."
        ),
        reference=(
            "Hadar, J. & Russell, W. R. (1969). Rules for ordering uncertain prospects. American Economic "
            "Review 59(1), 25-34."
        ),
    ),
    Measure(
        id="hurwicz",
        title="Hurwicz intervals",
        definition=(
            "Which option is best for each balance between looking at its best future and at its worst."
        ),
        formula="argmax_o α · max_f V[o,f] + (1 − α) · min_f V[o,f], for every α from 0 to 1",
        reading=(
            "Find your own position between caution (0) and optimism (1) and read off the option. An option "
            "with a wide interval needs little agreement on that position. Futures between the worst and "
            "the best are ignored."
        ),
        reference=(
            "Hurwicz, L. (1951). Optimality criteria for decision making under ignorance. Cowles "
            "Commission Discussion Paper, Statistics 370."
        ),
    ),
    Measure(
        id="laplace",
        title="Equal chances",
        definition="The option that is best on average when every future counts the same.",
        formula="argmax_o mean_f V[o,f]",
        reading=(
            "It shows how much the stated probabilities matter. It depends on how the futures are divided: "
            "split one in two, and it counts twice."
        ),
        reference="Luce, R. D. & Raiffa, H. (1957). Games and Decisions, chapter 13. Wiley.",
    ),
    Measure(
        id="starr-share",
        fields=("starr_shares",),
        title="Starr share",
        definition=(
            "The share of all possible sets of probabilities under which an option has the highest value."
        ),
        formula="volume of {p : V[o] is highest} / volume of all p",
        reading=(
            "It says what share of all beliefs about the futures leads to an option. It is not the "
            "probability that the option is right, since not all beliefs are equally sensible."
        ),
        reference="Starr, M. K. (1963). Product Design and Decision Theory. Prentice-Hall.",
    ),
    Measure(
        id="expected-regret",
        fields=("expected_regret", "chief_risk"),
        title="Expected regret",
        definition="How much less an option scores than the best option of each future, on average.",
        formula="Σ_f p[f] · regret[o,f]",
        reading=(
            "It ranks the options like the value, in reverse order. The smallest is the value of a perfect "
            "forecast, so it also limits what any study can be worth. The main risk of an option is the "
            "future that contributes most to its own figure, with the best option there."
        ),
        reference=RAIFFA_SCHLAIFER,
    ),
)
