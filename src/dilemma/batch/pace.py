"""The number of cases in one unit of work: about a second's worth, by the time earlier units took."""

from __future__ import annotations

_TARGET_SECONDS = 1.0  # seconds; a scheduler spends about two milliseconds on a unit of any size
MOST_CASES = 256  # cases; keeps a unit small where cases cost next to nothing
_GROWTH = 4  # times the largest unit so far, so that one lucky case does not make a unit of minutes


class Pace:
    """The cost of a case, learnt as units come back; the first unit is a single case."""

    def __init__(self) -> None:
        self._cases = 1
        self._largest = 1

    @property
    def cases(self) -> int:
        """The number of cases the next unit should hold."""
        return self._cases

    def record(self, cases: int, seconds: float) -> None:
        """Record the time a unit took its worker."""
        self._largest = max(self._largest, cases)
        wanted = round(_TARGET_SECONDS * cases / seconds) if seconds > 0 else MOST_CASES
        self._cases = max(1, min(wanted, _GROWTH * self._largest, MOST_CASES))
