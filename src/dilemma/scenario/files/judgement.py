"""Judgements: a score, a row of scores over futures, a chance, the weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, PlainValidator, model_validator

from dilemma.scenario.files.base import (
    NUMBER_OR_RANGE,
    Cited,
    Id,
    Model,
    Share,
    Text,
    Uncertain,
    Why,
    parsed,
)
from dilemma.scenario.quantities import BadQuantity, Quantity, quantity, spoken

Confidence = Literal["high", "moderate", "low"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
Rated = Annotated[Confidence | None, Field(description="The analyst's own confidence in the judgement.")]
ROW_KEYS = ("why", "from", "confidence")
SLIGHTEST = 1e-300  # much smaller points sum to what divides nothing; no file with such ever had an answer


class Judgement(Model):
    """One number with its reason, source and the analyst's own confidence."""

    score: Uncertain = Field(description="The number: exact, a range or a distribution.")
    why: Why = None
    sources: Cited = ()
    confidence: Rated = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"score": raw}


class Row(Model):
    """The scores of an option on a criterion: one judgement for every future, or one for each."""

    every: Judgement | None = None
    futures: dict[Id, Judgement] = Field({})
    why: Why = None
    sources: Cited = ()
    confidence: Rated = None

    @model_validator(mode="before")
    @classmethod
    def _sorted_out(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or "score" in raw:
            return {"every": raw}
        shared = {key: raw[key] for key in ROW_KEYS if key in raw}
        return {**shared, "futures": {key: value for key, value in raw.items() if key not in ROW_KEYS}}


def chance(raw: Any) -> Quantity | str:
    """A quantity, or a word of likelihood kept as text until the lexicon is known."""
    if raw is None or isinstance(raw, bool):
        wanted = "a chance such as `0.3`, `[0.1, 0.3, 0.4]` or `likely`"
        raise BadQuantity("wrong-type", f"must be {wanted}, not {spoken(raw)}")
    return raw if isinstance(raw, str) else quantity(raw)


class ChanceSchema:
    """Tells JSON Schema that a chance may also be a word."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        """A quantity or a text."""
        return {"anyOf": [*NUMBER_OR_RANGE["anyOf"], {"type": "string"}]}


class Chance(Model):
    """How likely a future is: a number in 0–1, a range, or a word of the lexicon."""

    range: Annotated[Quantity | str, PlainValidator(parsed(chance)), ChanceSchema]
    shared: Id | None = Field(None, description="A name; one unknown for every scenario that uses it.")
    family: Id | None = Field(None, description="The kind of question, such as `succession`.")
    why: Why = None
    sources: Cited = ()
    confidence: Rated = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, raw: Any) -> Any:
        bare = not isinstance(raw, dict) or set(raw) <= {"normal", "beta"}
        return {"range": raw} if bare else raw


@dataclass(frozen=True, slots=True)
class Weights:
    """Swing points by leaf criterion, or a ranking whose inner tuples are ties."""

    points: dict[str, Quantity]
    ranking: tuple[tuple[str, ...], ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The criteria they name, as often as they do."""
        return (*self.points, *(key for tie in self.ranking for key in tie))

    @property
    def weigh_nothing(self) -> bool:
        """Whether they are points and none is above 0, so that no criterion counts."""
        return bool(self.points) and all(points.central <= 0 for points in self.points.values())


def weights(raw: Any) -> Weights:
    """Reads `{criterion: points}` or `[first, [tied, tied], last]`."""
    if isinstance(raw, dict):
        return Weights({key: _points(key, value) for key, value in raw.items()})
    if isinstance(raw, list):
        return Weights({}, tuple(_rank(place, entry) for place, entry in enumerate(raw)))
    raise BadQuantity(
        "wrong-type", f"must be points by criterion or a ranking `[first, second]`, not {spoken(raw)}"
    )


def _points(key: str, raw: Any) -> Quantity:
    try:
        points = quantity(raw)
    except BadQuantity as bad:
        raise BadQuantity(bad.code, bad.message, (key, *bad.path)) from None
    if points.family not in {"exact", "uniform", "triangular"}:
        raise BadQuantity("wrong-type", "must be points or a range of points such as `[15, 25]`", (key,))
    if points.bounds[0] < 0:
        raise BadQuantity("out-of-range", "must not be below 0 points", (key,))
    slight = next((each for each in points.parameters if 0 < each < SLIGHTEST), None)
    if slight is not None:
        message = f"must be 0 or no less than {SLIGHTEST:g} points, as {slight:g} is; use larger points"
        raise BadQuantity("out-of-range", message, (key,))
    return points


def _rank(place: int, raw: Any) -> tuple[str, ...]:
    entries = raw if isinstance(raw, list) else [raw]
    if not entries or not all(isinstance(entry, str) for entry in entries):
        raise BadQuantity("wrong-type", f"must rank criteria by their ids, not {spoken(raw)}", (place,))
    return tuple(entries)


class WeightsSchema:
    """Tells JSON Schema what weights look like in a file."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        """Points by criterion, or a ranking with ties in inner lists."""
        tie = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
        points: dict[str, Any] = {"anyOf": NUMBER_OR_RANGE["anyOf"][:2]}
        by_criterion = {"type": "object", "additionalProperties": points}
        return {"anyOf": [by_criterion, {"type": "array", "items": tie}]}


WeightsField = Annotated[Weights, PlainValidator(parsed(weights)), WeightsSchema]
Likelihoods = dict[Text, Share]
