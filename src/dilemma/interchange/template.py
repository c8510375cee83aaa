"""The template of a scenario: tables of cells that people fill in, and the version it was made from."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from dilemma.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.interchange.cells import Sheet
    from dilemma.scenario.messages import KeyPath


CellValue: TypeAlias = "float | str | None"
"""The content of a cell: a number, a text, or None if it is empty."""

FieldKind = Literal["quantity", "number", "text", "ids", "choice", "rank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateColumn:
    """A column of a table: its header, its width in characters, and a note on what to fill in."""

    header: str
    width: int = 12
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementField:
    """A judgement, and the columns of its line that hold it.

    Attributes:
        path: the path of the judgement in the scenario file.
        columns: the columns, from 0: low, most likely and high of a quantity, and with `choices` a fourth
            for a word; otherwise one.
        kind: how the cells are read.
        part: the key inside the judgement that changes, as in a `Change`.
        bare: the key that a judgement written without a mapping stands for, as in a `Change`.
        low: the lowest number allowed; None for no limit.
        high: the highest number allowed; None for no limit.
        choices: the words allowed.
        required: whether the cells may not be empty.
        joint: whether it makes one value of the file together with the other joint fields of its table:
            points by criterion, or a ranking.
        inherited: whether its value is that of the whole row of the file and must not be emptied.
    """

    path: KeyPath
    columns: tuple[int, ...]
    kind: FieldKind
    part: str | None = None
    bare: str = "score"
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    joint: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A line of a table: the value of each cell, and the judgements among them."""

    values: tuple[CellValue, ...]
    fields: tuple[JudgementField, ...] = ()
    in_framework: bool = False  # the judgement is one of the framework, not of the scenario's own file

    def field_at(self, column: int) -> JudgementField | None:
        """Return the judgement that a cell holds; None if it holds none."""
        return next((field for field in self.fields if column in field.columns), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTable:
    """A table, written on a sheet of its own; the first `keys` columns identify its lines."""

    name: str
    purpose: str
    columns: tuple[TemplateColumn, ...]
    keys: int
    lines: tuple[TemplateLine, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the columns."""
        return tuple(column.header for column in self.columns)

    def line_key(self, line: TemplateLine) -> tuple[str, ...]:
        """Return the values that tell a line from the others."""
        return tuple(str(cell or "") for cell in line.values[: self.keys])


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A scenario as tables to be filled in."""

    scenario: str
    title: str
    question: str
    tables: tuple[TemplateTable, ...]

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change whenever any cell of the template does."""
        content = repr(
            [(table.name, table.headers, [line.values for line in table.lines]) for table in self.tables]
        )
        return sha256(content.encode()).hexdigest()[:16]

    def fields(self) -> Iterator[tuple[TemplateTable, TemplateLine, JudgementField]]:
        """Yield every judgement, with its table and line."""
        for table in self.tables:
            for line in table.lines:
                for field in line.fields:
                    yield table, line, field


README_SHEET = "Read me"
SCENARIO_LABEL, FINGERPRINT_LABEL = "Scenario", "Fingerprint"


@dataclass(frozen=True, slots=True)
class Origin:
    """The id of a scenario and the fingerprint of its template."""

    scenario: str
    fingerprint: str


def read_origin(sheets: Sequence[Sheet]) -> Origin | None:
    """Return the origin that a workbook names on its first sheet; None if this program did not write it."""
    readme = next((sheet for sheet in sheets if sheet.name == README_SHEET), None)
    if readme is None:
        return None
    answers = {row[0].clean_text: row[1].clean_text for row in readme.rows if len(row) > 1}
    if not (answers.get(SCENARIO_LABEL) and answers.get(FINGERPRINT_LABEL)):
        return None
    return Origin(answers[SCENARIO_LABEL], answers[FINGERPRINT_LABEL])
