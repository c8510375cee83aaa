from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.yaml.text import (
    find_forbidden,
    first_invisible,
    make_visible,
    mask_text,
    name_character,
    quote_text,
    unmask_text,
)


@pytest.mark.parametrize(
    "character",
    list("\t\n\x1b\x85\u00a0\u00ad\u034f\u061c\u200b\u200d\u202e\u2028\u2066\u3000\u3164\ufe0f\ufeff"),
)
def test_characters_that_do_not_show(character: str) -> None:
    """Controls, joiners, fillers, marks of direction and all spaces but one are found and made visible."""
    assert first_invisible(f"a {character}b") == character
    assert make_visible(f"a {character}b") == "a \N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("text", ["plain words", "naïve café", "日本語", "👍", "e\u0301", "–…“”"])
def test_characters_that_show(text: str) -> None:
    """Letters of all scripts, accents, emoji and typographer's marks are left alone."""
    assert first_invisible(text) is None
    assert make_visible(text) == text


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u200b", "U+200B (zero width space)"),
        ("\u00a0", "U+00A0 (no-break space)"),
        ("\x07", "U+0007 (a control character)"),
        ("\ufdd0", "U+FDD0 (not a character)"),
    ],
)
def test_a_character_is_named(character: str, name: str) -> None:
    """An author can search for what is not to be seen by its code point or name."""
    assert name_character(character) == name


def test_words_are_quoted_on_one_line_and_cut() -> None:
    """A message quotes the author's words without what would break or flood its line."""
    assert quote_text("nato") == "`nato`"
    assert quote_text("a\nb\x1b[31m") == "`a�b�[31m`"
    assert quote_text("x" * 41) == f"`{'x' * 39}…`"
    assert quote_text("x" * 40) == f"`{'x' * 40}`"


@given(st.text())
def test_a_masked_text_is_printable_to_pyyaml(text: str) -> None:
    """Nothing is left that PyYAML refuses to read, or breaks lines at where editors do not."""
    shown = mask_text(text)
    assert len(shown) == len(text)
    assert not yaml.reader.Reader.NON_PRINTABLE.search(shown)
    assert not set(shown) & set("\x85\u2028\u2029")


@given(st.text().filter(lambda text: not any(find_forbidden(text))))
def test_masking_is_undone(text: str) -> None:
    """A text without forbidden characters comes back as the author wrote it."""
    assert unmask_text(mask_text(text)) == text
