"""Types that all models share: ids, texts, dates, numbers and citations.

No module here imports `annotations` from `__future__`: pydantic would compile each of their texts at every
start. For the same reason the model of a kind of file is built when the first such file is read.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError, PydanticKnownError
from pydantic_core.core_schema import (
    CoreSchema,
    bool_schema,
    float_schema,
    no_info_after_validator_function,
    no_info_before_validator_function,
    no_info_plain_validator_function,
    nullable_schema,
    str_schema,
    tuple_schema,
)

from dilemma.errors import BadDate
from dilemma.records import dataclass
from dilemma.scenario import dates
from dilemma.scenario.distributions import NAMED, Exact, Uniform
from dilemma.scenario.quantity import LARGEST_NUMBER, BadQuantity, Quantity, parse_quantity

RESERVED = frozenset({"score", "why", "from", "confidence", "range", "shared", "default"})


class Model(BaseModel):
    """Frozen, finite, and closed: a key the contract does not name is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def value_error(code: str, message: str, path: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Return an error with our own code and sentence; `path` leads on from the value validated."""
    return PydanticCustomError("dilemma", "{message}", {"code": code, "message": message, "path": list(path)})


@dataclass(frozen=True, slots=True, eq=False)
class Schemas:
    """The schemas of a type, written down: pydantic would work them out anew for every field of the type.

    Attributes:
        core: what pydantic validates.
        json: what a file may write, where that is something else.
    """

    core: CoreSchema
    json: Callable[[], dict[str, Any]] | None = None

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        """Return the schema; pydantic looks no further into the type, and may add to the copy."""
        return {**self.core}

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """Return the schema for editors."""
        schema: dict[str, Any] = self.json() if self.json else handler(core)
        return schema


def parsed(parse: Callable[[Any], Any], json: Callable[[], dict[str, Any]]) -> Schemas:
    """Return the schemas of a value that is none of pydantic's own kinds; `parse` may raise `BadQuantity`."""

    def validate(raw: Any) -> Any:
        try:
            return parse(raw)
        # The path of the error leads to the part at fault, which pydantic itself cannot see into.
        except BadQuantity as bad:
            raise value_error(bad.code, bad.message, bad.path) from None

    return Schemas(no_info_plain_validator_function(validate), json)


def _require_version_1(raw: Any) -> Any:
    """Require the integer 1, as Python takes `true` and `1.0` for it too."""
    if type(raw) is not int or raw != 1:
        # The error that `Literal` raises itself; some numbers are too large for it to compare with 1.
        raise PydanticKnownError("literal_error", {"expected": "1"})
    return raw


def _require_unreserved(value: str) -> str:
    """Require that an id is not a word of the language."""
    if value in RESERVED:
        raise value_error("reserved-id", "cannot be an id, for it is a word of the language; choose another")
    return value


def _listed(raw: Any) -> Any:
    """Turn one id into a list of one, and nothing into an empty list."""
    if raw is None:
        return []
    return [raw] if isinstance(raw, str) else raw


def _day(value: str) -> str:
    return _date(value, dates.parse_day)


def _year_as_text(raw: Any) -> Any:
    """Turn a bare year, which YAML reads as a number, into text."""
    return str(raw) if isinstance(raw, int) and 1000 <= raw <= 9999 else raw


def _period(value: str) -> str:
    return _date(value, dates.last_day)


def _date(value: str, parse: Any) -> str:
    # Only checked: dates stay text, because a period written as a year or a month is not one day.
    try:
        parse(value)
    except BadDate as error:
        raise value_error("bad-date", f"must be a date, but {error}") from None
    return value


DISTRIBUTION: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {family: kind.json_schema() for family, kind in NAMED.items()},
}
NUMBER_OR_RANGE = (Exact.json_schema(), Uniform.json_schema())


def mapping_or(mapping: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a mapping or something else, told apart so that a misspelt key is named as such.

    Of a plain union an editor says no more than which kinds of value there are.
    """
    return {"if": {"type": "object"}, "then": mapping, "else": {"anyOf": list(others)}}


# Lengths are bounded, so that a slip cannot make a page that takes minutes to set.
_TEXT = str_schema(min_length=1, max_length=20_000)
_HEADLINE = str_schema(min_length=1, max_length=300)
_NAME = str_schema(pattern=r"^[A-Za-z0-9_-]+$", max_length=100)
_ID = no_info_after_validator_function(_require_unreserved, _NAME)
_DAY = no_info_after_validator_function(_day, str_schema())
_PERIOD = no_info_before_validator_function(
    _year_as_text, no_info_after_validator_function(_period, str_schema())
)
_IDS = no_info_before_validator_function(_listed, tuple_schema([_ID], variadic_item_index=0))


def _either(*kinds: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    return lambda: {"anyOf": list(kinds)}


_ONE_ID = {"type": "string", "maxLength": 100, "pattern": _NAME["pattern"]}
_NULL = {"type": "null"}
_DATE = {"type": "string", "format": "date"}
_DATE_OR_YEAR = ({"type": "string"}, {"type": "integer", "minimum": 1000, "maximum": 9999})

Name = Annotated[str, Schemas(_NAME)]
Id = Annotated[str, Schemas(_ID)]
Ids = Annotated[tuple[str, ...], Schemas(_IDS, _either(_ONE_ID, {"type": "array", "items": _ONE_ID}, _NULL))]
Text = Annotated[str, Schemas(_TEXT)]
Texts = Annotated[tuple[str, ...], Schemas(tuple_schema([_TEXT], variadic_item_index=0))]
Headline = Annotated[str, Schemas(_HEADLINE)]
Day = Annotated[str, Schemas(_DAY, lambda: _DATE)]
Period = Annotated[str, Schemas(_PERIOD, _either(*_DATE_OR_YEAR))]
OptionalName = Annotated[str | None, Schemas(nullable_schema(_NAME))]
OptionalId = Annotated[str | None, Schemas(nullable_schema(_ID))]
OptionalText = Annotated[str | None, Schemas(nullable_schema(_TEXT))]
OptionalHeadline = Annotated[str | None, Schemas(nullable_schema(_HEADLINE))]
OptionalDay = Annotated[str | None, Schemas(nullable_schema(_DAY), _either(_DATE, _NULL))]
OptionalPeriod = Annotated[str | None, Schemas(nullable_schema(_PERIOD), _either(*_DATE_OR_YEAR, _NULL))]
# A number, a list of two or three numbers, or a distribution.
UncertainNumber = Annotated[
    Quantity, parsed(parse_quantity, lambda: mapping_or(DISTRIBUTION, *NUMBER_OR_RANGE))
]
# Lists become tuples, but a text is never a number and `true` is never 1.
Number = Annotated[float, Schemas(float_schema(strict=True, ge=-LARGEST_NUMBER, le=LARGEST_NUMBER))]
Share = Annotated[float, Schemas(float_schema(strict=True, ge=0, le=1))]
Flag = Annotated[bool, Schemas(bool_schema(strict=True))]
Version = Annotated[
    Literal[1], BeforeValidator(_require_version_1), Field(description="Version of the scenario language.")
]
CitationsField = Annotated[
    Texts, Field(alias="from", description="Ids of the sources; AJ is analyst judgement.")
]
ReasonField = Annotated[OptionalText, Field(description="The reason, in a sentence.")]
ShortName = Annotated[
    str | None,
    Schemas(nullable_schema(str_schema(min_length=1, max_length=40))),
    Field(description="The name in narrow tables, 40 characters at most; the title when absent."),
]
Title = Annotated[OptionalHeadline, Field(description="The name shown to readers; the id when absent.")]
