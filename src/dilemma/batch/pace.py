"""How much work makes one unit: about a second of it, by what earlier units took."""

from __future__ import annotations

TARGET = 1.0  # seconds; a scheduler spends about two milliseconds on a unit of any size
MOST = 256  # cases; keeps a unit small where cases cost next to nothing
GROWTH = 4  # times the largest unit so far, so that one lucky case does not make a unit of minutes


class Pace:
    """Learns the cost of a case as units come back; the first unit is a single case."""

    def __init__(self) -> None:
        self._cases = 1
        self._largest = 1

    @property
    def cases(self) -> int:
        """How many cases the next unit should hold."""
        return self._cases

    def took(self, cases: int, seconds: float) -> None:
        """Says what a unit cost its worker."""
        self._largest = max(self._largest, cases)
        wanted = round(TARGET * cases / seconds) if seconds > 0 else MOST
        self._cases = max(1, min(wanted, GROWTH * self._largest, MOST))
