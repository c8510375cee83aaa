"""Numbers as people type them: units and notes in a cell, shares of a maximum, ranges, words, legends.

What one cell says is read here; whether the cells of a criterion agree is for `matrix_scores`.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal

from dilemma.interchange.table_words import (
    is_weight_label,
    plain_label,
    split_phrases,
    split_words,
    strip_emphasis,
)
from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Decimal = Literal[".", ","]

DECIMALS: Mapping[str, Decimal] = {"point": ".", "comma": ","}
"""The words of `--decimal`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNumber:
    """What a cell says.

    Attributes:
        low, mode, high: one number three times, or the ends and middle of a range; `mode` may be None.
        unit: the sign or word beside the number, such as `EUR` or `%`.
        out_of: the maximum in a cell such as `4/5`; None where it names none.
        note: what stands in brackets behind the number.
        is_unknown: whether the cell says that nobody knows.
    """

    low: float = 0.0
    mode: float | None = None
    high: float = 0.0
    unit: str = ""
    out_of: float | None = None
    note: str = ""
    is_unknown: bool = False


_UNKNOWN = split_phrases(
    "?|??|???|n/a|na|n.a.|unknown|tbd|tbc|t.b.d.|–|—|…|...|not known|n/k|k.a.|k. a.|keine angabe|unbekannt|"
    "not available|not tested|no data|missing|inconnu|n.c.|s/d|n.d."
)
_NUMBER = r"[-+\u2212]?(?:\d[\d.,'\u2019 \u00a0\u202f]*\d|\d|[.,]\d+)(?:[eE][-+]?\d{1,3})?"
_CURRENCY = r"[$\u20ac\u00a3\u00a5\u20b9]|[A-Z]{3}(?![A-Za-z])|[A-Z]{2}\$|kr\.?|CHF"
_ABOUT = r"[~\u2248]|c\.\s|ca\.?\s|about\s|approx\.?\s"
_CELL = re.compile(
    rf"(?P<about>{_ABOUT})?\s*(?P<before>{_CURRENCY})?\s*(?P<sign>{_ABOUT})?\s*(?P<first>{_NUMBER})"
    rf"(?:\s*(?P<join>-|\u2013|\u2014|to|bis|\u00e0|\.\.|\u2026)\s*(?P<second>{_NUMBER}))?"
    r"(?:\s*(?:/|out of|of)\s*(?P<whole>\d+(?:[.,]\d+)?))?"
    r"\s*(?P<after>%|[^\W\d_]{1,4}\$|[$\u20ac\u00a3\u00a5\u20b9]|[^\W\d_][^()\[\]\d;:]{0,20})?\s*"
    r"(?:[(\[](?P<note>[^()\[\]]+)[)\]])?"
)
_MULTIPLIERS = {
    "k": 1e3,
    **dict.fromkeys(("m", "mn", "mio", "million"), 1e6),
    **dict.fromkeys(("b", "bn", "billion"), 1e9),
}
# `🟠 85.28` and `✅ 4`: a mark before a number, with or without its variation selector.
_MARK = re.compile(r"[\u2300-\u2604\u2607-\u2bff\U0001f300-\U0001faff]\ufe0f?\s*(?=[\d.])")
# `4 — steady growth`: a number and why; `Yes (5/5)`: a word for it, and the number.
_REASONED = re.compile(
    r"(?P<number>\S+)\s+(?:[\u2013\u2014]|--?)\s+(?P<note>[^\W\d_].*|\S*\d.*[^\W\d_]{3}.*|[$\u20ac\u00a3]\d[\d.,]*-\d.*)"
)
_WORDED = re.compile(r"(?P<note>[^\W\d_][^()\d]*?)\s*\((?P<number>\d[\d.,]*\s*/\s*\d[\d.,]*)\)")
_STARS = re.compile(r"(\u2605+)(\u2606*)|(\u2b50+)")
_GROUPED = re.compile(
    r"[-+\u2212]?[1-9]\d{0,2}(?P<sign>[.,'\u2019 \u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*(?P<rest>[.,]\d+)?"
)


class UnclearNumber(ValueError):
    """A text that may be two numbers; its message says which, and never reaches a user as it is."""


def parse_typed_number(text: str, decimal: Decimal | None, levels: Mapping[str, float]) -> TypedNumber | None:
    """Return what a text in a score cell says; None if it is no number in any way people write one.

    Args:
        text: the text of the cell.
        decimal: the decimal sign of the table; None where it is not known, which is a point then.
        levels: numbers by word, in small letters, such as H for 3.

    Raises:
        UnclearNumber: a comma or a point may part thousands or decimals.
    """
    bare = strip_emphasis(text)
    word, _, remark = bare.partition("(")
    if (level := bare if bare.casefold() in levels else word.strip()).casefold() in levels:
        rank = levels[level.casefold()]
        return TypedNumber(low=rank, mode=rank, high=rank, note=remark.rstrip(")"))
    if bare.casefold() in _UNKNOWN or bare == "-":
        return TypedNumber(is_unknown=True)
    stars = _STARS.fullmatch(bare)
    if stars:
        count = float(len(stars[1] or stars[3]))
        whole = count + len(stars[2]) if stars[2] else None
        return TypedNumber(low=count, mode=count, high=count, out_of=whole)
    bare = _MARK.sub("", bare, count=1).removeprefix("\u00d7")
    bare = f"{bare[1:]}%" if bare.startswith("%") else bare  # as in Turkish
    match = _CELL.fullmatch(bare)
    number = _read_match(match, decimal) if match else None
    reasoned = _REASONED.fullmatch(bare) or _WORDED.fullmatch(bare) if number is None else None
    match = _CELL.fullmatch(reasoned["number"]) if reasoned else None
    number = _read_match(match, decimal) if match else number
    return replace(number, note=reasoned["note"]) if number and reasoned else number


def _read_match(match: re.Match[str], decimal: Decimal | None) -> TypedNumber | None:
    low = parse_plain_number(match["first"], decimal)
    high = parse_plain_number(match["second"], decimal) if match["second"] else low
    if low is None or high is None or (match["second"] and low >= high):
        return None
    unit, factor = _read_unit(match["before"] or "", (match["after"] or "").strip())
    note = " ".join(filter(None, ("about" if match["sign"] or match["about"] else "", match["note"])))
    if note and re.fullmatch(_NUMBER, note.strip("= ")):
        return None  # `4 (1.6)` may be a score with its weighted score, or a loss in brackets
    number = TypedNumber(
        low=low * factor,
        mode=None if match["second"] else low * factor,
        high=high * factor,
        unit=unit,
        note=note,
        out_of=float(match["whole"].replace(",", ".")) if match["whole"] else None,
    )
    too_high = number.out_of is not None and number.high > number.out_of
    return None if too_high or (number.out_of is not None and match["second"]) else number


def _read_unit(before: str, after: str) -> tuple[str, float]:
    """Return the unit and the factor of a number: `$3k` is 3,000 of `$`, while `3 m` are three metres."""
    first, _, rest = after.partition(" ")
    if before or _is_currency(rest) or _is_currency(first):
        word = first.casefold().rstrip(".")
        if word in _MULTIPLIERS and not _is_currency(first):
            return before or rest, _MULTIPLIERS[word]
        if _is_currency(first) and rest.casefold() in _MULTIPLIERS:
            return first, _MULTIPLIERS[rest.casefold()]
        return " ".join(filter(None, (before, after))), 1.0
    if after in ("k", "K"):
        return "", 1e3
    return after, 1.0


_UNITS = split_words(
    "% percent pct years year yrs months month weeks week days day hours hour hrs h min minutes s seconds "
    "ms km kilometres metres m cm mm kg g t tonnes tons mw kw gw kwh mwh gwh tco2 mtco2 ppm people jobs "
    "fte points thousand million billion mn bn m k per"
)


def is_unit_text(text: str) -> bool:
    """Return whether a text in brackets after a head is a unit, such as `EUR m` or `days`."""
    words = re.split(r"[\s/]+", text.strip())
    return bool(text.strip()) and all(_is_currency(word) or word.casefold() in _UNITS for word in words)


def _is_currency(word: str) -> bool:
    return bool(word) and re.fullmatch(_CURRENCY, word) is not None


def parse_plain_number(text: str, decimal: Decimal | None) -> float | None:
    """Return the number that a text of digits and signs is; None for none.

    Raises:
        UnclearNumber: one sign before three digits, and nobody says whether it parts thousands.
    """
    bare = text.replace("\u2212", "-")
    grouped = _GROUPED.fullmatch(text)
    if grouped and grouped["sign"] in ".,":
        sign = grouped["sign"]
        if grouped["rest"]:
            if grouped["rest"][0] == sign or decimal == sign:
                return None
            return float(re.sub(f"[{sign}]", "", bare).replace(",", "."))
        if decimal is None:
            if sign == "," or bare.count(sign) > 1:
                raise UnclearNumber(text)
            return float(bare)
        if sign != decimal:
            return float(bare.replace(sign, ""))
    bare = re.sub("(?<=\\d)['\u2019 \u00a0\u202f](?=\\d{3}(?!\\d))", "", bare)
    if decimal == ",":
        if "." in bare:
            return None
        bare = bare.replace(",", ".")
    return float(bare) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", bare) else None


_LEVEL_ORDERS: tuple[tuple[str, ...], ...] = (
    ("xxs", "xs", "s", "m", "l", "xl", "xxl"),
    ("vl", "l", "m", "h", "vh"),
    ("very low", "low", "medium", "high", "very high"),
    ("very low", "low", "moderate", "high", "very high"),
    ("very poor", "poor", "fair", "good", "very good", "excellent"),
    ("no", "partly", "yes"),
    ("no", "partial", "yes"),
    ("bad", "ok", "good"),
    ("red", "amber", "green"),
    ("red", "yellow", "green"),
    ("rot", "gelb", "gr\u00fcn"),
    ("rouge", "orange", "jaune", "vert"),
    ("rojo", "amarillo", "verde"),
    ("worse", "same", "better"),
    ("\u25cb", "\u25d4", "\u25d1", "\u25d5", "\u25cf"),
    ("---", "--", "-", "0", "+", "++", "+++"),
    ("none", "low", "medium", "high"),
    ("weak", "medium", "strong"),
    ("small", "medium", "large"),
    ("very slow", "slow", "moderate", "fast", "very fast"),
    ("simple", "moderate", "complex"),
    ("cheap", "moderate", "expensive"),
    ("false", "true"),
    ("n", "y"),
    ("nein", "teilweise", "ja"),
    ("non", "oui"),
    ("niedrig", "mittel", "hoch"),
    ("gering", "mittel", "hoch"),
    ("faible", "moyen", "fort"),
    ("\u274c", "\u26a0", "\u2705"),
    ("\u2717", "\u2713"),
    ("\u2718", "\u2714"),
    ("\U0001f534", "\U0001f7e1", "\U0001f7e2"),
)


def is_level(text: str, levels: Mapping[str, float]) -> bool:
    """Return whether a text may be a score: a number in any form, or a word of a known order of levels."""
    bare = strip_emphasis(text).casefold()
    if bare in levels or any(bare in order for order in _LEVEL_ORDERS):
        return True
    try:
        number = parse_typed_number(text, None, levels) or parse_typed_number(text, ",", levels)
    except UnclearNumber:
        return True
    return number is not None and not number.is_unknown


def level_rank(word: str) -> int:
    """Return the place of a word in the first known order of levels that has it, from 1; 0 for none."""
    lowered = word.casefold()
    return next((order.index(lowered) + 1 for order in _LEVEL_ORDERS if lowered in order), 0)


def order_levels(levels: frozenset[str]) -> tuple[str, ...] | None:
    """Return words such as H, M and L from the lowest to the highest; None where their order is unknown."""
    lowered = {level.casefold(): level for level in levels}
    for order in _LEVEL_ORDERS:
        if lowered.keys() <= set(order):
            return tuple(lowered[word] for word in order if word in lowered)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What a legend says.

    Attributes:
        levels: the number of each word, in small letters.
        worst, best: the ends of the scale; which is which counts only where `is_graded` is true.
        is_graded: whether the words praise and blame, so that even of a burden more or less is better.
        is_falling: whether a text without a scale says that less, or 1, is better, of whatever criteria.
    """

    levels: Mapping[str, float] = field(default_factory=dict)
    worst: float = 0.0
    best: float = 0.0
    is_graded: bool = False
    is_falling: bool = False

    def __bool__(self) -> bool:
        return self.worst != self.best

    @property
    def direction(self) -> Literal["higher", "lower"] | None:
        """Which way is better; None where the legend does not say."""
        if not self.is_graded:
            return None
        return "higher" if self.worst < self.best else "lower"

    @property
    def ends(self) -> set[float]:
        """Both ends of the scale."""
        return {self.worst, self.best}

    def holds(self, numbers: Iterable[float]) -> bool:
        """Return whether all numbers lie on the scale of the legend."""
        low, high = min(self.worst, self.best), max(self.worst, self.best)
        return all(low <= number <= high for number in numbers)


def is_praise(words: str) -> bool | None:
    """Return whether words of a scale praise, rather than blame; None where they do neither."""
    if set(words.split()) & _GOOD:
        return True
    return False if set(words.split()) & _BAD else None


_LONGEST_PAIR = 60  # of a legend whose pairs stand in a cell each
_BAD = split_words(
    "poor bad worst weak inadequate unacceptable insufficient terrible unsuitable failing fails expensive "
    "slow teuer cher caro "
    "schlecht schwach mangelhaft ungenugend faible mauvais insuffisant malo deficiente"
)
_GOOD = split_words(
    "cheap cheapest fast fastest billig gunstig barato "
    "excellent good best outstanding exceptional superior ideal perfect great strong gut hervorragend "
    "ausgezeichnet bon bonne fort eccellente excelente bueno"
)
_SIZES = split_words("low high small large minimal minor major none niedrig gering hoch faible eleve")
_PLAIN = r"(?<![\d.,])\d+(?:\.\d+)?(?![\d.])"
_MEANING = r"[^\W\d_][^\d,;()=|\u2013\u2014]{0,40}?"
_NUMBER_FIRST = re.compile(
    rf"(?P<number>{_PLAIN})\s*(?:[=:(\u2013\u2014-]|\bis\b|\bist\b|\bmeans\b)\s*(?:the\s+)?(?P<word>{_MEANING})"
    r"\s*(?=[,;.)|\u2013\u2014\u2026-]|\.\.|\bto\b|\bbis\b|\band\b|$)"
)
_WORD_FIRST = re.compile(
    rf"(?P<word>[^\W\d_][\w +-]{{0,20}}?)\s*[=:]\s*(?P<number>{_PLAIN})(?=\s*(?:[,;.)|]|$))"
)
_SPAN = re.compile(
    rf"(?P<low>{_PLAIN})\s*(?:-|\u2013|\u2014|to|bis|\u2026|\.\.+)\s*(?P<high>{_PLAIN})(?!\s*%)"
)
_RISING = re.compile(r"\b(?:higher|more|hoher|larger)\s*(?:is|=|ist|are)\s*(?:always\s+)?(?:better|besser)\b")
_FALLING = re.compile(
    r"\b(?:lower|less|fewer|niedriger)\s*(?:is|=|ist|are)\s*(?:always\s+)?(?:better|besser)\b"
)


def read_legend(texts: Iterable[str]) -> Legend:
    """Return what the first of the texts beside a table that is a legend says; a false legend for none."""
    lines = [strip_emphasis(text) for text in texts]
    lines = [line for line in lines if not any(map(is_weight_label, line.split()[:2]))]
    joined = " ; ".join(line for line in lines if len(line) <= _LONGEST_PAIR)
    legend = next(filter(None, map(_read_legend_line, [*lines, joined])), Legend())
    return legend or Legend(is_falling=any(map(_is_falling, lines)))


_LESS_IS_BETTER = re.compile(
    r"\b(?:low(?:er)?|less|fewer|smaller|niedriger\w*|kleiner\w*|weniger|moins|menor|menos)\b[^.,:;]{0,25}?"
    r"\b(?:better|best|besser|mieux|meilleurs?|mejor)\b(?=\s*(?:[.,;:)!]|$))"
)


def _is_falling(text: str) -> bool:
    ends = _NUMBER_FIRST.finditer(text)
    is_turned = any(is_praise(plain_label(m["word"])) is (float(m["number"]) <= 1) for m in ends)
    return is_turned or bool(_LESS_IS_BETTER.search(text.casefold()))


def _read_legend_line(text: str) -> Legend:
    pairs = {
        plain_label(match["word"]): float(match["number"])
        for pattern in (_NUMBER_FIRST, _WORD_FIRST)
        for match in pattern.finditer(text)
    }
    span = _SPAN.search(text)
    ends = {float(span["low"]), float(span["high"])} if span else set[float]()
    if len(ends) == 2 and len(pairs) == 1 and ends >= set(pairs.values()):  # `1-6, 1 = very good`
        pairs[""] = (ends - set(pairs.values())).pop()
    worst, best = _graded_ends(pairs)
    if worst != best:
        return Legend(levels=pairs, worst=worst, best=best, is_graded=True)
    numbers = pairs.values()
    is_sized = any(set(word.split()) & _SIZES for word in pairs)
    if len(set(numbers)) > 1 and (is_sized or order_levels(frozenset(pairs)) is not None):
        return Legend(levels=pairs, worst=min(numbers), best=max(numbers))
    return _read_directed_range(text)


def _graded_ends(pairs: Mapping[str, float]) -> tuple[float, float]:
    """Return the ends of a scale whose words praise or blame, worst first; equal ones for none."""
    if len(set(pairs.values())) <= 1:
        return 0.0, 0.0
    by_number = {number: set(word.split()) for word, number in pairs.items()}
    low, high = min(by_number), max(by_number)
    if by_number[low] & _BAD or by_number[high] & _GOOD:
        return low, high
    return (high, low) if by_number[low] & _GOOD or by_number[high] & _BAD else (0.0, 0.0)


def _read_directed_range(text: str) -> Legend:
    """Return the legend in a range with its direction beside it, `1-5, higher is better`."""
    match, plain = _SPAN.search(text), plain_label(text.replace(":", " "))
    whole = f"{plain} {' '.join(re.findall(r'[(]([^()]*)[)]', text.casefold()))}".replace("\u00f6", "o")
    if match is None or float(match["low"]) >= float(match["high"]):
        return Legend()
    ends = float(match["low"]), float(match["high"])
    top = re.search(rf"({_PLAIN})\s*(?:is|=|being)\s*(?:the\s+)?(?:best|highest quality)", text)
    if top and float(top[1]) in ends:
        return Legend(worst=sum(ends) - float(top[1]), best=float(top[1]), is_graded=True)
    if _RISING.search(whole):
        return Legend(worst=ends[0], best=ends[1], is_graded=True)
    return Legend(worst=ends[1], best=ends[0], is_graded=True) if _FALLING.search(whole) else Legend()


_SCALE_TEXT = re.compile(
    r"(?P<low>[-+\u2212]?\d+(?:\.\d+)?)\s*(?:-|\u2013|\u2014|to|\.\.|\u2026|:|,)\s*(?P<high>\d+(?:\.\d+)?)\s*(?P<unit>%?)"
)


def read_scale_text(text: str) -> tuple[float, float] | None:
    """Return the lower and upper end that a text such as `1-5` or `0 to 100` states; None for other texts."""
    match = _SCALE_TEXT.fullmatch(text.strip().removeprefix("scale").strip())
    if match is None:
        return None
    low, high = float(match["low"].replace("\u2212", "-")), float(match["high"])
    return (low, high) if low < high else None
