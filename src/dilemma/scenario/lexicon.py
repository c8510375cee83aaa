"""Words of likelihood and the numbers they stand for, in the two lexicons analysts use.

ICD 203: Office of the Director of National Intelligence, Intelligence Community Directive 203 (2015), rows A
and B.
PHIA: Professional Head of Intelligence Assessment, Probability Yardstick (GOV.UK, 2025).
"""

from __future__ import annotations

from typing import Final, Literal

Lexicon = Literal["icd203", "phia"]
_Bands = dict[str, tuple[float, float]]

_ICD203: Final[_Bands] = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
_PHIA: Final[_Bands] = {
    "remote chance": (0.0, 0.05),
    "highly unlikely": (0.10, 0.20),
    "unlikely": (0.25, 0.35),
    "realistic possibility": (0.40, 0.50),
    "likely": (0.55, 0.75),
    "highly likely": (0.80, 0.90),
    "almost certain": (0.95, 1.0),
}
BANDS: Final[dict[Lexicon, _Bands]] = {"icd203": _ICD203, "phia": _PHIA}
_SYNONYMS: Final[dict[Lexicon, dict[str, str]]] = {
    "icd203": {
        "remote": "almost no chance",
        "highly improbable": "very unlikely",
        "improbable": "unlikely",
        "roughly even odds": "roughly even chance",
        "probable": "likely",
        "highly probable": "very likely",
        "nearly certain": "almost certain",
    },
    "phia": {"probable": "likely"},
}


LIKELIHOOD_WORDS: Final = tuple(dict.fromkeys(word for bands in BANDS.values() for word in bands))
"""The words of both lexicons, each once."""
ACCEPTED_WORDS: Final = (
    *LIKELIHOOD_WORDS,
    *dict.fromkeys(word for words in _SYNONYMS.values() for word in words),
)
"""Those words and their synonyms."""


def band(word: str, lexicon: Lexicon) -> tuple[float, float] | None:
    """Return the probabilities a word stands for; None when the lexicon does not hold it."""
    known = word.strip().lower()
    return BANDS[lexicon].get(_SYNONYMS[lexicon].get(known, known))


def lexicon_words(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a lexicon, from the least to the most likely."""
    return tuple(BANDS[lexicon])


def likelihood_word(probability: float, lexicon: Lexicon = "icd203") -> str:
    """Return the word for a probability, empty where the lexicon has none.

    ICD 203 bands touch, so the lower end belongs to a band and the upper does not; below 0.01 and above 0.99
    there is no word. PHIA bands leave gaps: a value in one is said to be between its neighbours.
    """
    # 1 - 0.8 falls just short of the 0.20 where a band begins; nine decimals put it there.
    exact = round(probability, 9)
    return _icd203_word(exact) if lexicon == "icd203" else _phia_word(exact)


def _icd203_word(probability: float) -> str:
    if probability == 0.99:
        return "almost certain"
    return next((term for term, (low, high) in _ICD203.items() if low <= probability < high), "")


def _phia_word(probability: float) -> str:
    if not 0 < probability < 1:
        return ""
    below = ""
    for term, (low, high) in _PHIA.items():
        if probability < low:
            return f"between {below} and {term}"
        if probability <= high and probability != 0.5:  # an even chance lies in the gap, by the yardstick
            return term
        below = term
    return ""
