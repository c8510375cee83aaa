"""Texts that a reader sees: names in place of ids, lists as prose, dates, and files' texts made safe."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dilemma.records import dataclass
from dilemma.scenario.model import walk_criteria
from dilemma.scenario.yaml.text import comparable_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dilemma.scenario.model import Profile, Scenario


@dataclass(frozen=True, slots=True)
class Names:
    """What readers see for ids: the `short` name where the author states one, else the title.

    The rule is one for options, criteria, futures, profiles and scenarios, in every command.
    """

    scenario: Scenario

    @property
    def issue(self) -> str:
        """Return the short name of the scenario itself."""
        return self.scenario.file.short or self.scenario.file.title

    def option(self, key: str) -> str:
        """Return the name of an option.

        Where two would have the same name, both go by their titles; their ids follow if these are alike too.
        """
        options = self.scenario.options
        return _name_of(key, {other: (options[other].short, options[other].title) for other in options})

    def criterion(self, key: str) -> str:
        """Return the name of a criterion, or of a group of criteria."""
        criteria = {other: entry for _, other, entry in walk_criteria(self.scenario.file.criteria)}
        return _name_of(key, {other: (entry.short, entry.title) for other, entry in criteria.items()})

    def future(self, key: str) -> str:
        """Return the name of a future."""
        futures = self.scenario.file.futures
        return _name_of(key, {other: (futures[other].short, futures[other].title) for other in futures})

    def criterion_title(self, key: str) -> str:
        """Return the title of a criterion, without what it adds in brackets; its short name without one."""
        title = next(leaf.criterion.title for leaf in self.scenario.leaves if leaf.id == key)
        return _without_brackets(title) if title else capitalize(self.criterion(key))

    def future_title(self, key: str) -> str:
        """Return the title of a future; its short name without one."""
        future = self.scenario.file.futures.get(key)
        return (future.title if future else None) or capitalize(self.future(key))

    def future_meaning(self, key: str) -> str:
        """Return what its author says decides a future, with days in words; empty where nothing is said."""
        future = self.scenario.file.futures.get(key)
        meaning = spell_days(future.asks.strip()) if future and future.asks else ""
        # A file asks one future after another; a reader meets each by itself.
        return capitalize(_AFTER_OTHERS.sub("", meaning))

    def signpost_group(self, key: str) -> str:
        """Return a group of signposts, which has no title, by its first events."""
        signposts = self.scenario.file.signposts.values()
        events = [quote(drop_stop(signpost.event)) for signpost in signposts if signpost.group == key]
        more = [f"{len(events) - 2} more"] if len(events) > 2 else []
        return join_names([*events[:2], *more]) or spell_id(key)

    def options(self, keys: Sequence[str]) -> str:
        """Return the titles of options as prose."""
        return join_names([self.option(key) for key in keys])

    def choice(self, option: str, ties: Sequence[str] | None = ()) -> str:
        """Return the choice: the option, or all that tie with it."""
        return self.options(ties or (option,))


_AFTER_OTHERS = re.compile(r"^If (?:not|neither|none)(?: of (?:these|them))?, ")


def _name_of(key: str, names: Mapping[str, tuple[str | None, str | None]]) -> str:
    """Return the name of an id, given the short name and the title of each id of its kind."""
    titles = {other: _without_brackets(title or "") or spell_id(other) for other, (_, title) in names.items()}
    title, short = titles.get(key, spell_id(key)), names.get(key, (None, None))[0]
    shown = [short or titles[other] for other, (short, _) in names.items()]
    if not _has_twins(short or title, shown):
        return short or title
    return f"{title} ({key})" if _has_twins(title, list(titles.values())) else title


def _has_twins(name: str, names: Sequence[str]) -> bool:
    """Return whether readers take two of the names for this one."""
    return sum(comparable_text(other) == comparable_text(name) for other in names) > 1


def _without_brackets(title: str) -> str:
    """Return a title without what it adds in brackets."""
    return title.partition(" (")[0]


def spell_id(key: str) -> str:
    """Return an id as words, for what has no title."""
    return key.replace("_", " ")


def profile_name(profile: Profile) -> str:
    """Return the name of a perspective: its short name, else its title."""
    return profile.file.short or profile.file.title


def quote(title: str) -> str:
    """Return a title in quotation marks, so that its words are not taken for those of the sentence."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"


def join_names(names: Sequence[str], last: str = "and") -> str:
    """Return names as prose: `a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def keep_together(text: str) -> str:
    """Return a text that no line end parts, in any format."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def capitalize(text: str) -> str:
    """Return a text with its first letter as it begins a sentence, the rest untouched.

    A name that is spelt with a small letter before a capital, such as eFP, keeps it.
    """
    if text[1:2].isupper():
        return text
    # `upper` makes capitals of Georgian, which begins no sentence with one.
    return text[:1].title() + text[1:]


def drop_stop(text: str) -> str:
    """Return a text without the stop at its end, unless that ends an abbreviation such as `U.S.`."""
    return text if _ABBREVIATION.search(text) else text.removesuffix(".")


_ABBREVIATION = re.compile(r"\b[A-Z]\.[A-Z]\.$")


def end_sentence(text: str) -> str:
    """Return a text with a stop at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


@dataclass(frozen=True, slots=True)
class IssueNames:
    """The names of several scenarios and of their options, by scenario, as prose."""

    scenarios: Mapping[str, Scenario]

    def issue(self, issue: str) -> str:
        """Return the short name of an issue."""
        return Names(self.scenarios[issue]).issue

    def option(self, issue: str, key: str) -> str:
        """Return the name of an issue's option."""
        return Names(self.scenarios[issue]).option(key)

    def stance(self, key: str) -> str:
        """Return the name of a stance: that of the first option that takes it."""
        for scenario in self.scenarios.values():
            for option in scenario.options:
                if scenario.stance(option) == key:
                    return Names(scenario).option(option)
        return spell_id(key)

    def choice(self, choice: Mapping[str, str]) -> str:
        """Return one option on each issue: `Counter on NATO and climate, Enmesh on nuclear arms`."""
        under: dict[str, list[str]] = {}
        for issue, key in choice.items():
            under.setdefault(self.option(issue, key), []).append(self.issue(issue))
        return ", ".join(f"{option} on {join_names(issues)}" for option, issues in under.items())


# Characters that turn the direction of a text around or hide in it. All are of category Cf as well;
# the list says which of that category do harm.
_INVISIBLE = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")

_HARMFUL_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def sanitize(text: str) -> str:
    """Return a text with its control and direction characters made visible; line breaks become spaces."""
    # Nearly every text is printable, and then this one call is all that is needed.
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    """Return a character that can be seen in place of one that cannot."""
    if character in "\n\r\t":
        return " "
    if character in _INVISIBLE or unicodedata.category(character) in _HARMFUL_CATEGORIES:
        return "\N{REPLACEMENT CHARACTER}"
    return character


# What may stand in an address; a bracket may, and the last one is left out where it closes one before it.
_ADDRESS = re.compile(r"(?:https?://|(?<![\w@./-])www\.)[^\s<>\"|\\^`{}\uFFFD]+", re.IGNORECASE)
_AFTER_AN_ADDRESS = ".,;:!?'*_\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of text, with the web address it leads to; None where it is no address."""

    text: str
    address: str | None = None


def split_addresses(text: str) -> tuple[TextPart, ...]:
    """Return a text in stretches, web addresses apart from the rest; together they are the text.

    What follows an address in a sentence is no part of it: full stops, commas, a closing bracket.
    """
    parts: list[TextPart] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        address = _trim_address(match[0])
        host = address.partition("://")[2] or address
        if "." not in host.partition("/")[0].strip("."):
            continue
        if match.start() > end:
            parts.append(TextPart(text[end : match.start()]))
        end = match.start() + len(address)
        parts.append(TextPart(address, address if "://" in address else f"https://{address}"))
    return (*parts, TextPart(text[end:])) if end < len(text) or not parts else tuple(parts)


def _trim_address(text: str) -> str:
    """Return an address without the marks that end the sentence around it."""
    while True:
        address = text.rstrip(_AFTER_AN_ADDRESS)
        closing = {")": "(", "]": "["}.get(address[-1:])
        if closing and address.count(address[-1]) > address.count(closing):
            address = address[:-1]
        if address == text:
            return address
        text = address


def escape_formula(text: str) -> str:
    """Return a spreadsheet cell that is read as text: an apostrophe before what would run as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def format_date(text: str) -> str:
    """Return a date of a file in words, to the day, month or year its author gave, or a period of two."""
    start, slash, stop = text.partition("/")
    return f"{_format_day(start)} to {_format_day(stop)}" if slash else _format_day(start)


def _format_day(text: str) -> str:
    """Return one date; the parts that it lacks are left out."""
    year, *rest = text.split("-")
    month, *days = (int(part) for part in rest) if rest else (0,)
    return " ".join([*map(str, days), *([_MONTHS[month - 1]] if month else []), year])


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def spell_days(text: str) -> str:
    """Return an author's text with its days in words: `before 2029-01-20` is `before 20 January 2029`."""
    return _DAY.sub(_day_in_words, text)


def _day_in_words(match: re.Match[str]) -> str:
    """Return a day in words, or as it is where the calendar has no such month."""
    month = int(match.group().split("-")[1])
    return format_date(match.group()) if 1 <= month <= len(_MONTHS) else match.group()
