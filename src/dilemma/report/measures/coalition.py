"""Acting together: when it pays, who tips whom, and whom to win over first."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

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
        title="Tipping share",
        definition=(
            "The least share of the partners' leverage at which acting together is the best option, for "
            "whoever looks or in a member's own eyes."
        ),
        formula=(
            "least s at which V[joint option] ≥ V[o] for every other o, where score(s) = score + per_share · "
            "(s − assumed share), cut off once at 0 and 100; never where there is none"
        ),
        reading=(
            "Set it beside the share that can be had: far below, the option needs nobody more; far above, it "
            "is a wager on others. It is exact for the scores as judged, and says nothing of whether the "
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
        title="Least and greatest equilibrium",
        definition=(
            "Who acts in the end when every member answers the others, beginning with nobody acting and with "
            "everybody acting."
        ),
        formula=(
            "a member acts where the leverage of those who act, its own included, reaches its tipping share; "
            "least: best replies from nobody; greatest: best replies from all"
        ),
        reading=(
            "Where the two are the same, what forms does not depend on who moves first. Where they differ, "
            "both hold once reached, and between them a coalition is a matter of commitment. Members answer "
            "the share alone: no threats, no bargains, no price."
        ),
        reference=f"{_GRANOVETTER} {_MONOTONE}",
    ),
    Measure(
        id="critical-mass",
        title="Critical mass",
        definition="The lightest members whose commitment carries the least equilibrium to the greatest.",
        formula=(
            "least Σ leverage over sets of members that, once committed, make best replies end at the "
            "greatest equilibrium"
        ),
        reading=(
            "Below it a coalition falls back, above it the rest follow by themselves. Absent where there is "
            "one equilibrium only, since then nothing hangs on who commits."
        ),
        reference=(
            "Schelling, T. C. (1978). Micromotives and Macrobehavior, chapter 3. Norton. Kempe, D., "
            "Kleinberg, J. & Tardos, E. (2003). Maximizing the spread of influence through a social network. "
            "Proceedings of the 9th ACM SIGKDD Conference, 137-146."
        ),
    ),
    Measure(
        id="lightest-set",
        title="Whom to win over first",
        definition="The lightest set of members whose commitment makes every member act, found exactly.",
        formula=(
            "least Σ leverage over sets of members that, once committed, make best replies end with all; of "
            "equals the fewest, then the first in the file"
        ),
        reading=(
            "It says where effort goes furthest, not what it costs: a light member may be the dearest to "
            "win. A member for whom acting is never best belongs to every such set and is named, for it will "
            "not stay by itself."
        ),
        reference=(
            "Kempe, D., Kleinberg, J. & Tardos, E. (2003). Maximizing the spread of influence through a "
            "social network. Proceedings of the 9th ACM SIGKDD Conference, 137-146."
        ),
    ),
    Measure(
        id="chance-of-a-share",
        title="Chance of a share",
        definition="How likely those who join are to reach a share, by the stated chances of joining.",
        formula="P(Σ leverage of those who join ≥ s), every member by itself (weighted Poisson-binomial law)",
        reading=(
            "The middle is more trustworthy than the ends: one shock that moves all partners makes both none "
            "and all likelier than this. The chances are the author's, and no profile enters."
        ),
        reference=(
            "Wang, Y. H. (1993). On the number of successes in independent trials. Statistica Sinica 3(2), "
            "295-312."
        ),
    ),
)
