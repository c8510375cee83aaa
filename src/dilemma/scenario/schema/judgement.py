"""Schema of judgements: a score, a row of scores over futures, a chance, the weights."""

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from dilemma.records import dataclass
from dilemma.scenario.distributions import NAMED
from dilemma.scenario.lexicon import ACCEPTED_WORDS, LIKELIHOOD_WORDS
from dilemma.scenario.quantity import BadQuantity, Quantity, describe_value, parse_quantity
from dilemma.scenario.schema.base import (
    DISTRIBUTION,
    NUMBER_OR_RANGE,
    CitationsField,
    Flag,
    Id,
    Model,
    OptionalId,
    ReasonField,
    Share,
    Text,
    UncertainNumber,
    mapping_or,
    parsed,
    value_error,
)
from dilemma.scenario.suggest import did_you_mean

Confidence = Literal["high", "moderate", "low"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
ConfidenceField = Annotated[
    Confidence | None, Field(description="The analyst's own confidence in the judgement.")
]
ROW_KEYS = ("why", "from", "confidence", "placeholder")
_WHOLE_SCALE = parse_quantity([0, 100])  # of a criterion scored in 0-100; others have ends of their own
# Dividing by the sum of much smaller points overflows or divides by 0.
_SMALLEST_POINTS = 1e-300


def suggest_row_key(key: str) -> str:
    """Return what a key of a row that is no future was meant for, as the end of a message; else nothing."""
    if key in NAMED:
        return f"; a distribution goes below `score:`, as in `{{score: {{{key}: [...]}}}}`"
    return did_you_mean(key, ("score", *ROW_KEYS))


class Judgement(Model):
    """One number with its reason, source and the analyst's own confidence."""

    score: UncertainNumber = Field(description="The number: exact, a range or a distribution.")
    placeholder: Flag = Field(False, description="Whether it only holds the cell open: no verdict then.")
    unknown: Flag = Field(False, description="Whether nothing is known: the whole scale is possible.")
    why: ReasonField = None
    sources: CitationsField = ()
    confidence: ConfidenceField = None

    @model_validator(mode="before")
    @classmethod
    def _expand_short_form(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return {"score": raw}
        # An empty cell gets the ends of its scale once its criterion is known.
        is_open = raw.get("unknown") is True and "score" not in raw
        return {**raw, "score": [0, 100]} if is_open else raw

    @model_validator(mode="after")
    def _require_one_statement(self) -> "Judgement":
        if self.unknown and self.score != _WHOLE_SCALE:
            raise value_error("wrong-type", "is `unknown` or has a `score`, not both")
        return self


class Row(Model):
    """The scores of an option on a criterion: one judgement for every future, or one for each."""

    every: Judgement | None = None
    futures: dict[Id, Judgement] = Field({})
    why: ReasonField = None
    sources: CitationsField = ()
    confidence: ConfidenceField = None
    placeholder: Flag = Field(False, description="Whether all its scores only hold their cells open.")

    @model_validator(mode="before")
    @classmethod
    def _group_by_future(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or {"score", "unknown"} & set(raw):
            return {"every": raw}  # one judgement for all futures
        shared = {key: raw[key] for key in ROW_KEYS if key in raw}
        return {**shared, "futures": {key: value for key, value in raw.items() if key not in ROW_KEYS}}


def _parse_chance(raw: Any) -> Quantity | str:
    """Parse a quantity, or keep a word of likelihood as text until the lexicon is known."""
    # YAML reads a missing value and words such as `true` as these, so the message shows what to write.
    if raw is None or isinstance(raw, bool):
        wanted = "a chance such as `0.3`, `[0.1, 0.3, 0.4]` or `likely`"
        raise BadQuantity("wrong-type", f"must be {wanted}, not {describe_value(raw)}")
    return raw if isinstance(raw, str) else parse_quantity(raw)


_WORDS_WANTED = "No word of a lexicon; write a number from 0 to 1, a range, or a word such as `likely`."


def _chance_schema() -> dict[str, Any]:
    """Return the schema of a quantity from 0 to 1 or of a word of likelihood, in any case of letters."""
    number = {"type": "number", "minimum": 0, "maximum": 1}
    numbers = {"type": "array", "items": number, "minItems": 2, "maxItems": 3}
    # Editors offer the examples; the pattern also takes what `band` takes, such as ` Likely`.
    any_case = "|".join(
        "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)
        for word in ACCEPTED_WORDS
    )
    word = {"pattern": rf"^\s*(?:{any_case})\s*$", "patternErrorMessage": _WORDS_WANTED}
    bare = {"if": {"type": "string"}, "then": word, "else": {"anyOf": [number, numbers]}}
    return {**mapping_or(DISTRIBUTION), "else": bare, "examples": list(LIKELIHOOD_WORDS)}


class Chance(Model):
    """How likely a future is: a number in 0–1, a range, or a word of the lexicon."""

    range: Annotated[Quantity | str, parsed(_parse_chance, _chance_schema)]
    shared: OptionalId = Field(None, description="A name; one unknown for every scenario that uses it.")
    family: OptionalId = Field(None, description="The kind of question, such as `succession`.")
    why: ReasonField = None
    sources: CitationsField = ()
    confidence: ConfidenceField = None

    @model_validator(mode="before")
    @classmethod
    def _expand_short_form(cls, raw: Any) -> Any:
        # A mapping with only a distribution's key is a quantity, not a judgement with keys of its own.
        is_short = not isinstance(raw, dict) or set(raw) <= set(NAMED)
        return {"range": raw} if is_short else raw


@dataclass(frozen=True, slots=True)
class Weights:
    """Swing points by leaf criterion, or a ranking whose inner tuples are ties."""

    points: dict[str, Quantity]
    ranking: tuple[tuple[str, ...], ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The criteria that have points or a rank, as often as they are written."""
        return (*self.points, *(key for tie in self.ranking for key in tie))

    @property
    def weigh_nothing(self) -> bool:
        """Whether these are points and none is above 0, so that no criterion counts."""
        return bool(self.points) and all(points.central <= 0 for points in self.points.values())


def parse_weights(raw: Any) -> Weights:
    """Parse `{criterion: points}` or `[first, [tied, tied], last]`.

    Raises:
        BadQuantity: with the code, the sentence and the path of the part at fault.
    """
    if isinstance(raw, dict):
        return Weights({key: _parse_points(key, value) for key, value in raw.items()})
    if isinstance(raw, list):
        return Weights({}, tuple(_parse_rank(index, entry) for index, entry in enumerate(raw)))
    raise BadQuantity(
        "wrong-type", f"must be points by criterion or a ranking `[first, second]`, not {describe_value(raw)}"
    )


def _parse_points(key: str, raw: Any) -> Quantity:
    try:
        points = parse_quantity(raw)
    except BadQuantity as bad:
        raise BadQuantity(bad.code, bad.message, (key, *bad.path)) from None
    if not points.plain:
        raise BadQuantity("wrong-type", "must be points or a range of points such as `[15, 25]`", (key,))
    if points.bounds[0] < 0:
        raise BadQuantity("out-of-range", "must not be below 0 points", (key,))
    too_small = next((number for number in points.parameters if 0 < number < _SMALLEST_POINTS), None)
    if too_small is not None:
        message = (
            f"must be 0 or no less than {_SMALLEST_POINTS:g} points, as {too_small:g} is; use larger points"
        )
        raise BadQuantity("out-of-range", message, (key,))
    return points


def _parse_rank(index: int, raw: Any) -> tuple[str, ...]:
    entries = raw if isinstance(raw, list) else [raw]
    if not entries or not all(isinstance(entry, str) for entry in entries):
        raise BadQuantity(
            "wrong-type", f"must rank criteria by their ids, not {describe_value(raw)}", (index,)
        )
    return tuple(entries)


def _weights_schema() -> dict[str, Any]:
    """Return the schema of points by criterion, or of a ranking with ties in inner lists."""
    tie = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    points: dict[str, Any] = {"anyOf": list(NUMBER_OR_RANGE)}
    by_criterion = {"type": "object", "additionalProperties": points}
    return {"anyOf": [by_criterion, {"type": "array", "items": tie}]}


WeightsField = Annotated[Weights, parsed(parse_weights, _weights_schema)]
Likelihoods = dict[Text, Share]
