"""Types that all models share: ids, texts, dates, numbers and citations.

No module here imports `annotations` from `__future__`: pydantic would compile each of their texts at every
start. For the same reason the model of a kind of file is built when the first such file is read.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError
from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function

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


@dataclass(frozen=True, slots=True)
class Parsed:
    """How pydantic reads a value that is none of its own kinds, as an annotation of a field.

    Attributes:
        parse: the function that returns the value, or raises `BadQuantity`.
        schema: the JSON Schema of what a file may write.
    """

    parse: Callable[[Any], Any]
    schema: Callable[[], dict[str, Any]]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        """Return a validator that calls the function; pydantic looks no further into the type."""
        return no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        """Return the schema."""
        return self.schema()

    def _validate(self, raw: Any) -> Any:
        try:
            return self.parse(raw)
        # The path of the error leads to the part at fault, which pydantic itself cannot see into.
        except BadQuantity as bad:
            raise value_error(bad.code, bad.message, bad.path) from None


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


class DaySchema:
    """JSON Schema of a day."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        """Return the schema of a date, which an editor checks."""
        return {"type": "string", "format": "date"}


class PeriodSchema:
    """JSON Schema of a period, which may be a bare year."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        """Return the schema of a text or a year."""
        return {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}


class IdsSchema:
    """JSON Schema of one id or a list of them."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """Return the schema of an id, a list of ids or nothing."""
        listed = handler(core)
        return {"anyOf": [listed["items"], listed, {"type": "null"}]}


# Lengths are bounded, so that a slip cannot make a page that takes minutes to set.
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", max_length=100)]
Id = Annotated[Name, AfterValidator(_require_unreserved)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed), IdsSchema]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Headline = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Day = Annotated[str, AfterValidator(_day), DaySchema]
Period = Annotated[str, BeforeValidator(_year_as_text), AfterValidator(_period), PeriodSchema]
# A number, a list of two or three numbers, or a distribution.
UncertainNumber = Annotated[
    Quantity, Parsed(parse_quantity, lambda: mapping_or(DISTRIBUTION, *NUMBER_OR_RANGE))
]
# Lists become tuples, but a text is never a number and `true` is never 1.
Number = Annotated[float, Strict(), Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
Flag = Annotated[bool, Strict()]
Version = Annotated[
    Literal[1], BeforeValidator(_require_version_1), Field(description="Version of the scenario language.")
]
Share = Annotated[Number, Field(ge=0, le=1)]
CitationsField = Annotated[
    tuple[Text, ...], Field(alias="from", description="Ids of the sources; AJ is analyst judgement.")
]
ReasonField = Annotated[Text | None, Field(description="The reason, in a sentence.")]
ShortName = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=40)] | None,
    Field(description="The name in narrow tables, 40 characters at most; the title when absent."),
]
Title = Annotated[Headline | None, Field(description="The name shown to readers; the id when absent.")]
