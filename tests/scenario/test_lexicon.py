"""Words of likelihood against the published tables, their ends and gaps included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.lexicon import _SYNONYMS, BANDS, Lexicon, band, lexicon_words, likelihood_word


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0.0, ""),
        (0.009, ""),
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.22, "unlikely"),
        (0.37, "unlikely"),
        (0.45, "roughly even chance"),
        (0.50, "roughly even chance"),
        (0.52, "roughly even chance"),
        (0.55, "likely"),
        (0.80, "very likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.991, ""),
        (1.0, ""),
    ],
)
def test_the_words_of_icd_203(probability: float, expected: str) -> None:
    """Bands touch: the lower end is in, the upper out. Source: ICD 203 (2015), D.6.e(2)(a), row A."""
    assert likelihood_word(probability) == expected


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0.0, ""),
        (0.01, "remote chance"),
        (0.05, "remote chance"),
        (0.07, "between remote chance and highly unlikely"),
        (0.10, "highly unlikely"),
        (0.20, "highly unlikely"),
        (0.22, "between highly unlikely and unlikely"),
        (0.25, "unlikely"),
        (0.37, "between unlikely and realistic possibility"),
        (0.45, "realistic possibility"),
        (0.49, "realistic possibility"),
        (0.50, "between realistic possibility and likely"),
        (0.52, "between realistic possibility and likely"),
        (0.75, "likely"),
        (0.78, "between likely and highly likely"),
        (0.90, "highly likely"),
        (0.92, "between highly likely and almost certain"),
        (0.95, "almost certain"),
        (0.999, "almost certain"),
        (1.0, ""),
    ],
)
def test_the_words_of_the_yardstick(probability: float, expected: str) -> None:
    """Bounds are in, gaps are named by their neighbours. Source: PHIA Probability Yardstick (2025)."""
    assert likelihood_word(probability, "phia") == expected


@pytest.mark.parametrize(
    ("term", "lexicon", "expected"),
    [
        ("almost no chance", "icd203", (0.01, 0.05)),
        ("very unlikely", "icd203", (0.05, 0.20)),
        ("unlikely", "icd203", (0.20, 0.45)),
        ("roughly even chance", "icd203", (0.45, 0.55)),
        ("likely", "icd203", (0.55, 0.80)),
        ("very likely", "icd203", (0.80, 0.95)),
        ("almost certain", "icd203", (0.95, 0.99)),
        ("remote chance", "phia", (0.0, 0.05)),
        ("highly unlikely", "phia", (0.10, 0.20)),
        ("unlikely", "phia", (0.25, 0.35)),
        ("realistic possibility", "phia", (0.40, 0.50)),
        ("likely", "phia", (0.55, 0.75)),
        ("highly likely", "phia", (0.80, 0.90)),
        ("almost certain", "phia", (0.95, 1.0)),
        ("probable", "phia", (0.55, 0.75)),
        ("  Likely ", "icd203", (0.55, 0.80)),
    ],
)
def test_a_word_stands_for_its_band(term: str, lexicon: Lexicon, expected: tuple[float, float]) -> None:
    """Both tables as published, read without regard to case and spaces."""
    assert band(term, lexicon) == expected


def test_a_word_of_one_lexicon_is_none_of_the_other() -> None:
    """Lexicons do not mix: the yardstick's own words are unknown to ICD 203, and the other way round."""
    assert band("realistic possibility", "icd203") is None
    assert band("roughly even chance", "phia") is None
    assert band("perhaps", "icd203") is None


@pytest.mark.parametrize("lexicon", ["icd203", "phia"])
def test_synonyms_and_words_lead_to_bands(lexicon: Lexicon) -> None:
    """Every listed word, of either row, has a band, and words are listed from the least likely."""
    assert all(band(term, lexicon) for term in (*lexicon_words(lexicon), *_SYNONYMS[lexicon]))
    lows = [BANDS[lexicon][term] for term in lexicon_words(lexicon)]
    assert lows == sorted(lows)


@given(st.floats(0, 1), st.sampled_from(["icd203", "phia"]))
def test_a_word_is_true_of_its_probability(probability: float, lexicon: Lexicon) -> None:
    """A plain word's band holds the probability; a gap lies between the bands it names."""
    said = likelihood_word(probability, lexicon)
    if said.startswith("between "):
        below, _, above = said.removeprefix("between ").partition(" and ")
        assert BANDS[lexicon][below][1] <= probability < BANDS[lexicon][above][0]
    elif said:
        low, high = BANDS[lexicon][said]
        assert low <= probability <= high
