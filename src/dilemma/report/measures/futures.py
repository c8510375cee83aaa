"""Rules over futures: choices that need no probabilities, or ask how much they matter."""

from __future__ import annotations

from dilemma.report.measures.measure import Measure

FUTURES = (
    Measure(
        id="maximin",
        title="Maximin",
        definition="The option whose worst future is the least bad.",
        formula="argmax_o min_f V[o,f]",
        reading=(
            "The choice of someone who cannot afford the worst. It sees nothing but each option's worst "
            "future, however unlikely, so use it as a question and not as the answer."
        ),
        reference=(
            "Wald, A. (1945). Statistical decision functions which minimize the maximum risk. Annals of "
            "Mathematics 46(2), 265-280."
        ),
    ),
    Measure(
        id="minimax-regret",
        title="Minimax regret",
        definition="The option whose largest shortfall from the best of a future is the smallest.",
        formula="regret[o,f] = max_b V[b,f] − V[o,f]; argmin_o max_f regret[o,f]",
        reading=(
            "The choice of someone who will be judged with hindsight. It depends on the list of options: "
            "adding one that nobody would take can change it."
        ),
        reference=(
            "Savage, L. J. (1951). The theory of statistical decision. Journal of the American "
            "Statistical Association 46(253), 55-67."
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
            "Find where your own temper lies, from caution (0) to hope (1), and read off the option. An "
            "option that holds a wide interval does not need much agreement on temper; the futures in "
            "between are not looked at."
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
            "A check on how much the stated probabilities do. It depends on how the futures were cut: "
            "split one in two, and it counts twice."
        ),
        reference="Luce, R. D. & Raiffa, H. (1957). Games and Decisions, chapter 13. Wiley.",
    ),
    Measure(
        id="starr-share",
        title="Starr share",
        definition=(
            "The share of all possible sets of probabilities under which an option has the highest value."
        ),
        formula="volume of {p : V[o] is highest} / volume of all p",
        reading=(
            "It says how much of what could be believed about the futures leads to an option. It is not "
            "the chance that the option is right, since nobody holds all beliefs to be equally sensible."
        ),
        reference="Starr, M. K. (1963). Product Design and Decision Theory. Prentice-Hall.",
    ),
    Measure(
        id="expected-regret",
        title="Expected regret",
        definition="What an option falls short of the best of each future, on average.",
        formula="Σ_f p[f] · regret[o,f]",
        reading=(
            "It ranks the options as the value does, upside down. The smallest of them is what a perfect "
            "forecast would be worth, so it also bounds what any study is."
        ),
        reference=(
            "Raiffa, H. & Schlaifer, R. (1961). Applied Statistical Decision Theory. Harvard University "
            "Press."
        ),
    ),
)
