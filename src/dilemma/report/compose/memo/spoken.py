"""Names for readers who never saw the file: `us_engagement` is `U.S. engagement` where its title says so."""

from __future__ import annotations

from dilemma.report.names import Names


class Spoken(Names):
    """Names in which abbreviations are spelled as in the titles of the criteria."""

    __slots__ = ()

    def criterion(self, key: str) -> str:
        """The id with spaces, each abbreviation as its title has it."""
        titles = [leaf.title for leaf in self.scenario.leaves if leaf.id == key]
        known = {_letters(word): word for title in titles for word in title.split() if _is_abbreviation(word)}
        return " ".join(known.get(word, word) for word in key.split("_"))


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum()).lower()


def _is_abbreviation(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)
