"""What it would be worth to know more before choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.analysis.decision import Decision


def evpi_of_futures(decision: Decision) -> float:
    """Points gained by knowing the future before choosing: `Σ_f p[f]·max_o V[o,f] − max_o V[o]`.

    Reference: Raiffa & Schlaifer 1961. Never negative; the smallest expected regret of any option.
    """
    informed = decision.in_future.max(axis=0) @ decision.probabilities
    return max(0.0, float(informed - decision.value.max()))
