"""The value of information on the futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dilemma.analysis.futures.rules import regret

if TYPE_CHECKING:
    from dilemma.analysis.central.decision import Decision


def evpi_of_futures(decision: Decision) -> float:
    """Return the points gained by knowing the future before choosing (EVPI).

    `Σ_f p[f]·max_o V[o,f] − max_o V[o]`, worked out as the smallest expected regret, which it equals, so that
    it is never negative and is exactly 0 where one option leads in every future.

    Reference: Raiffa & Schlaifer 1961.
    """
    return float((regret(decision.in_future) @ decision.probabilities).min())
