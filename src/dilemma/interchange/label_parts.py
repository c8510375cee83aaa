"""Labels that name a part: the lower end of a range, the weighted score or the reason of an option."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dilemma.interchange.table_words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence


class LabelPart(NamedTuple):
    """What a label names: an option or criterion, and a part of it, empty for the whole.

    A part is `low`, `high`, `mode`, `mean` or `deviation` of a score, or `weighted` or `reason` beside one.
    """

    name: str
    part: str


_SUFFIXES: dict[str, str] = {
    "min": "low",
    "minimum": "low",
    "low": "low",
    "lower": "low",
    "lo": "low",
    "pessimistic": "low",
    "max": "high",
    "maximum": "high",
    "high": "high",
    "upper": "high",
    "hi": "high",
    "optimistic": "high",
    "mean": "mean",
    "avg": "mean",
    "average": "mean",
    "mu": "mean",
    "std": "deviation",
    "sd": "deviation",
    "stdev": "deviation",
    "stddev": "deviation",
    "sigma": "deviation",
    "mode": "mode",
    "likely": "mode",
    "most likely": "mode",
    "ml": "mode",
}
_PAIR = re.compile(r"(.+?)(?:\s*[_\-\u2013:/,.]\s*|\s+|\s*[(\[]\s*)(most likely|[A-Za-z]+)\s*[)\]]?\s*")


def _pair_part(label: str) -> LabelPart | None:
    """Return the name and the part of a head such as `Cost_min` or `Cost (std)`; None for other heads.

    A part is `low`, `high`, `mode`, `mean` or `deviation`.
    """
    match = _PAIR.fullmatch(label.strip())
    part = _SUFFIXES.get(match[2].casefold()) if match else None
    return LabelPart(match[1].strip(), part) if match and part else None


_PAIRS = ({"low", "high"}, {"low", "mode", "high"}, {"mean", "deviation"})


def complete_pairs(labels: Sequence[str]) -> dict[str, LabelPart]:
    """Return the name and part of each label that belongs to a pair or triple of which no part is missing."""
    parts: dict[str, list[tuple[str, LabelPart]]] = {}
    for label in labels:
        pair = _pair_part(label)
        if pair is not None:
            parts.setdefault(pair.name.casefold(), []).append((label, pair))
    return {
        label: LabelPart(pairs[0][1].name, pair.part)
        for pairs in parts.values()
        if {pair.part for _, pair in pairs} in _PAIRS
        and len(pairs) == len({pair.part for _, pair in pairs})
        and pairs[0][1].name not in labels
        for label, pair in pairs
    }


_SCORE_WORDS = split_words("score scores rating ratings raw value grade mark points")
_WEIGHTED_WORDS = split_words("weighted wtd contribution product total subtotal")
_REASON_WORDS = split_words("notes note reason reasons comment comments why rationale justification")
_AROUND = " ()[],:;-\u2013\u2014"


def split_option_labels(labels: Sequence[str]) -> list[LabelPart]:
    """Return the option and the part that each label names.

    A label is split only where another one shows that the rest is an option: `Fund weighted` beside `Fund` or
    `Fund score`.
    """
    parts = [_score_part(label) for label in labels]
    scored = {name for name, part in parts if part == "score"} | set(labels)
    derived = {name for name, part in parts if part in ("weighted", "reason")}
    pairs = complete_pairs(labels)
    split = []
    doubled = {name for name, part in parts if part == "score" and parts.count(LabelPart(name, part)) == 2}
    for label, (name, part) in zip(labels, parts, strict=True):
        if part in ("weighted", "reason") and name in scored:
            split.append(LabelPart(name, part))
        elif part == "score" and name in doubled and name not in labels:
            # Of a rating and a score of one option, the later is the product; the numbers are compared.
            is_second = LabelPart(name, "") in split
            split.append(LabelPart(name, "weighted" if is_second else ""))
        elif part == "score" and name in derived and name not in labels:
            split.append(LabelPart(name, ""))
        else:
            split.append(pairs.get(label, LabelPart(label, "")))
    return split


def _score_part(label: str) -> LabelPart:
    """Return the option and the part of a label such as `Fund weighted score`: score, weighted or reason."""
    words = label.split()
    plain = [word.strip(_AROUND).casefold() for word in words]
    for known in (_WEIGHTED_WORDS | _SCORE_WORDS, _REASON_WORDS):
        for order in (plain[::-1], plain):
            count = next((index for index, word in enumerate(order) if word not in known), len(order))
            if 0 < count < len(words):
                rest = words[:-count] if order != plain else words[count:]
                if known is _REASON_WORDS:
                    part = "reason"
                else:
                    part = "weighted" if set(order[:count]) & _WEIGHTED_WORDS else "score"
                return LabelPart(" ".join(rest).strip(_AROUND), part)
    return LabelPart(label, "")
