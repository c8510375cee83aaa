"""Measures of the recommendation, of what would change it, and of what to watch."""

from __future__ import annotations

from dilemma.analysis.results.verdict import AHEAD, AHEAD_OF_NEAR, Verdict
from dilemma.report.measures import BELTON_STEWART, RAIFFA_SCHLAIFER, Measure

_GOOD = "Good, I. J. (1950). Probability and the Weighing of Evidence. Griffin."
VERDICT = (
    Measure(
        id="margin",
        fields=("margin", "within_rule", "too_close"),
        title="Margin",
        definition="The points between the first option and the runner-up.",
        formula="V[first] − V[second]",
        reading=(
            "Compare it with the scenario's rule for a tie (two points unless the file says otherwise) and "
            "with the ranges of the scores. A wide margin on average need not be robust."
        ),
        reference="Elementary.",
    ),
    Measure(
        id="verdict",
        fields=("verdict", "no_verdict", "within_error", "level", "closest_rival"),
        title="Verdict",
        definition=("Whether the leader is ahead of its rivals: clear, moderate (`lean`) or too close."),
        formula=(
            f"level: a rival that the leader beats in under {AHEAD:.2f} of samples at `ranges`, or in under "
            f"{AHEAD_OF_NEAR:.2f} "
            "where its lead is under the rule, and that no other option beats or equals in every sample; "
            + "; ".join(f"{verdict}: {verdict.rule}" for verdict in Verdict)
        ),
        reading=(
            "It compares pairs, so a rival listed twice changes nothing, nor does another unit. Where "
            "`too_close` is 0, a scale drawn wider with its swing does not change who is level either; clear "
            "may become lean or lean clear, for `order` takes any weights in an order, and on a wider scale "
            "these are others. No verdict is "
            "given while a scale is a guess (`assumed`) or a judgement is a placeholder. Too close is an "
            "answer: the scores do not decide, and the tie-break or a fact yet to be found must. Where a "
            "share that decides is within two standard errors of its threshold, the verdict on the other "
            "side is given (`within_error`). The verdict is about robustness; the analyst's own confidence "
            "is another matter and stands in its own sentence."
        ),
        reference="This program's own thresholds.",
    ),
    Measure(
        id="tie-break",
        fields=("tie_break", "advised"),
        title="Tie-break",
        definition="The option preferred among the leader and the near rivals level with it.",
        formula=(
            "the highest pole value on the pole named by `tie_break`, ties by value; the leader where no "
            "criterion has the pole or no rival is higher; never an option that another dominates"
        ),
        reading=(
            "It says which way to lean when the numbers do not. It is a stated principle, not evidence, "
            "and it never changes the ranking."
        ),
        reference="This program's own.",
    ),
    Measure(
        id="expected-loss",
        fields=("expected_loss", "loss_share"),
        title="Expected loss",
        definition=("How many points an option scores less than the best option of each sample, on average."),
        formula="E[max_b V[b] − V[o]] at `ranges`; beside it the share of samples over the rule",
        reading=(
            "The verdict says how likely a wrong choice is; this says how much it would cost. A lead can be "
            "uncertain and still cost little. It is measured against the best option of each sample, which "
            "cannot be known beforehand."
        ),
        reference="Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard.",
    ),
    Measure(
        id="trade-off",
        fields=("trade_off",),
        title="Trade-off",
        definition=(
            "What choosing the first option over the second gains and gives up, criterion by criterion."
        ),
        formula="contribution[first,c] − contribution[second,c]",
        reading=(
            "Gains minus losses are the margin. Each line names a price, so this is the table to argue "
            "over. It compares two options only; a third may beat both on a line."
        ),
        reference=(
            "Hammond, J. S., Keeney, R. L. & Raiffa, H. (1998). Even swaps: a rational method for making "
            "trade-offs. Harvard Business Review 76(2), 137-150."
        ),
    ),
)


SENSITIVITY = (
    Measure(
        id="break-even",
        fields=("break_evens", "never", "series"),
        title="Break-even",
        definition="The value of one number at which another option takes the lead, everything else kept.",
        formula=(
            "where the line of the leader crosses another's: a probability or a weight moves with the "
            "rest in proportion, a chance with the other questions kept, a score by equal points in every "
            "future; or where a hard floor takes an option out or lets one in"
        ),
        reading=(
            "Ask of each line whether the move is thinkable. Marked as inside its stated range, the author "
            "already holds it to be. One number moves at a time: two small moves together can do what "
            "neither does alone. A score stands in value points, with what the perspective and the share of "
            "partners add to it; what is printed beside it, and `levels` in the data, is the number that "
            "`--set` takes, as the file has it before they do."
        ),
        reference=(
            "Pauker, S. G. & Kassirer, J. P. (1980). The threshold approach to clinical decision making. "
            "New England Journal of Medicine 302(20), 1109-1117."
        ),
    ),
    Measure(
        id="effect-of-a-change",
        fields=("effect", "sum_of_effects", "effect_last", "needed", "choice_moved"),
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
        fields=("leave_one_out", "leave_one_out_ties"),
        title="Leave one out",
        definition="The choice when one criterion is given no weight and the others keep their proportion.",
        formula="argmax_o V[o] with w[c] = 0",
        reading=(
            "It names the criteria that carry the choice: if somebody denies one of these, the argument "
            "is over. A choice that survives every removal may still fall to two. Where several options then "
            "share the lead, all are listed (`leave_one_out_ties`)."
        ),
        reference=BELTON_STEWART,
    ),
    Measure(
        id="scenario-discovery",
        fields=("discovery",),
        title="Scenario discovery",
        definition=(
            "A few limits on the uncertain numbers that together describe where another option is best."
        ),
        formula=(
            "patient rule induction; coverage = cases inside / all cases, density = cases inside / "
            "samples inside"
        ),
        reading=(
            "Read it as a description of when the choice is wrong. Coverage is the share of those cases "
            "that it catches, density the share of what it catches that is right; it describes samples and "
            "proves no cause."
        ),
        reference=(
            "Friedman, J. H. & Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics "
            "and Computing 9(2), 123-143. Bryant, B. P. & Lempert, R. J. (2010). Thinking inside the box: "
            "a participatory, computer-assisted approach to scenario discovery. Technological Forecasting "
            "and Social Change 77(1), 34-49."
        ),
    ),
)


MONITORING = (
    Measure(
        id="signpost",
        fields=("signposts", "observed"),
        title="Signpost",
        definition=(
            "An event that is likelier under some futures than under others, so that observing it changes "
            "the probabilities."
        ),
        formula=(
            "p[f | observed] ∝ p[f] · P(observed | f); P is l for a signpost that was seen, 1 − l for one "
            "looked for in vain, and for those of one group (1 − ρ) · Π(l or 1 − l) + ρ · max(0, least l "
            "seen − greatest l not seen), ρ the group's dependence"
        ),
        reading=(
            "What counts is the ratio between futures, not how striking the event is: what was to be "
            "expected under all of them says little. Signposts that repeat one another belong in a group, "
            "or they count twice. With a dependence of 0 a group's signposts are independent under each "
            "future; near 1, one cause drives them all, and the second adds little to the first."
        ),
        reference=(
            f"{_GOOD} Clemen, R. T. & Winkler, R. L. (1985). Limits for the precision and value of "
            "information from dependent sources. Operations Research 33(2), 427-442. Schum, D. A. (1994). "
            "The Evidential Foundations of Probabilistic Reasoning. Wiley."
        ),
    ),
    Measure(
        id="trigger",
        fields=("triggers",),
        title="Trigger",
        definition=(
            "The factor by which the odds of a future must change for another option to take the lead."
        ),
        formula=(
            "odds of p[f] at the nearest break-even / odds of p[f] now, where odds are p / (1 − p) and the "
            "other futures keep their proportion"
        ),
        reading=(
            "Compare it with the ratio of a signpost: one that changes the odds more is enough by itself. "
            "Ratios of independent signposts multiply. A signpost that also distinguishes the other futures "
            "can tip the choice slightly sooner or later than the trigger says; its own effect is "
            "calculated exactly."
        ),
        reference=(
            "Dewar, J. A., Builder, C. H., Hix, W. M. & Levin, M. H. (1993). Assumption-Based Planning: A "
            f"Planning Tool for Very Uncertain Times. RAND MR-114. {_GOOD}"
        ),
    ),
    Measure(
        id="evsi",
        fields=("worth",),
        title="Worth of a signpost",
        definition="The points gained on average by choosing after a signpost has been looked for (EVSI).",
        formula="Σ_a P(a) · (max_o V[o | a] − V[leader | a]), over the answers a: seen, and not seen",
        reading=(
            "Zero if neither answer changes the choice, however much it changes the probabilities. It is "
            "never more than the value of knowing the future, and does not count the time lost by waiting."
        ),
        reference=(
            "Howard, R. A. (1966). Information value theory. IEEE Transactions on Systems Science and "
            f"Cybernetics 2(1), 22-26. {RAIFFA_SCHLAIFER}"
        ),
    ),
    Measure(
        id="key-assumption",
        fields=("assumptions", "assumption_pairs", "wrong"),
        title="Key assumption",
        definition="A statement that the scores rely on, and the choice if it is false.",
        formula="argmax_o V[o] with the points of `if_wrong` added; in pairs where none is enough alone",
        reading=(
            "Check first an assumption that changes the choice and is poorly supported. If none changes the "
            "choice, the author may have been too mild about what would happen."
        ),
        reference=(
            "Heuer, R. J. & Pherson, R. H. (2010). Structured Analytic Techniques for Intelligence Analysis, "
            "key assumptions check. CQ Press."
        ),
    ),
)
