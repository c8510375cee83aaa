"""The template of a scenario: tables of cells that people fill in, those of the scores and weights first."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from dilemma.records import dataclass
from dilemma.scenario.model import score_limits
from dilemma.scenario.quantity import LARGEST_NUMBER
from dilemma.scenario.schema.judgement import CONFIDENCES
from dilemma.scenario.yaml.text import yaml_flow, yaml_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dilemma.interchange.cells import Sheet
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.model import LeafCriterion, Scenario
    from dilemma.scenario.quantity import Quantity
    from dilemma.scenario.schema.judgement import Judgement, Row
    from dilemma.scenario.yaml.nodes import Node

    QuantityCells: TypeAlias = "tuple[CellValue, CellValue, CellValue]"

CellValue: TypeAlias = "float | str | None"
"""The content of a cell: a number, a text, or None if it is empty."""

FieldKind = Literal["quantity", "number", "text", "ids", "choice", "rank"]

README_SHEET = "Read me"
SCENARIO_LABEL, FINGERPRINT_LABEL = "Scenario", "Fingerprint"
_LONGEST_CELL_TEXT = 32_000  # a cell of Excel takes 32,767 characters
_ALL_FUTURES = "all"  # the future of a score that holds in every one
SCORES_SHEET = "Scores"
SCORE_KEYS = ("option", "criterion", "future")  # the columns that identify a line
_WEIGHTS_SHEET = "Criteria and weights"
_POINTS_PURPOSE = (
    "Give points to the swing from worst to best on each criterion: the largest swing first, say 100, and "
    "the others in proportion."
)


@dataclass(frozen=True, slots=True)
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
        low, high: the lowest and the highest number allowed.
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
    low: float = -LARGEST_NUMBER
    high: float = LARGEST_NUMBER
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


def quantity_cells(quantity: Quantity | None) -> QuantityCells:
    """Return low, most likely and high of a quantity; any other distribution as the file writes it."""
    if quantity is None:
        return None, None, None
    if not quantity.plain:
        return None, yaml_flow(quantity.to_yaml()), None
    first, *rest = quantity.parameters
    if not rest:
        return None, first, None
    return first, rest[0] if len(rest) == 2 else None, rest[-1]


def _fits_cell(text: str | None) -> bool:
    """Return whether a cell can hold the whole text."""
    return text is None or len(text) <= _LONGEST_CELL_TEXT


def clip_text(text: str | None) -> str | None:
    """Return a text as a cell holds it: without spaces around it, cut if it is longer than a cell allows."""
    if text is None:
        return None
    return text.strip() if _fits_cell(text) else f"{text[:_LONGEST_CELL_TEXT].strip()} …"


def is_in_file(file_node: Node, path: KeyPath) -> bool:
    """Return whether the scenario's own file states a value; a workbook is read back into that file alone."""
    node: Node | None = file_node
    for step in path:
        node = node.child(step) if node else None
    return node is not None and node.value is not None


_SCORE_COLUMNS = (
    *(TemplateColumn(key, 16) for key in SCORE_KEYS),
    TemplateColumn("worst, worth 0", 24),
    TemplateColumn("best, worth 100", 24),
    TemplateColumn("low", 9, "The lowest that is plausible; empty if the score is exact."),
    TemplateColumn("most likely", 9, "The score. With only low and high, all between is as likely."),
    TemplateColumn("high", 9, "The highest that is plausible; empty if the score is exact."),
    TemplateColumn("confidence", 12, "Your own: high, moderate or low."),
    TemplateColumn("why", 60, "The reason, in a sentence."),
    TemplateColumn("sources", 20, "Ids of sources, parted by commas; AJ is analyst judgement."),
)


def scores_table(scenario: Scenario, file_node: Node) -> TemplateTable:
    """Return the table of the scores, in the order of the options, criteria and futures of the file."""
    lines = (
        line
        for option in scenario.options
        for leaf in scenario.leaves
        for line in _score_lines(scenario, option, leaf, file_node)
    )
    purpose = "One score a line. Fill low, most likely and high; say why, and how sure you are."
    return TemplateTable(
        name=SCORES_SHEET, purpose=purpose, columns=_SCORE_COLUMNS, keys=len(SCORE_KEYS), lines=tuple(lines)
    )


def _score_lines(
    scenario: Scenario, option: str, leaf: LeafCriterion, file_node: Node
) -> Iterator[TemplateLine]:
    row = scenario.file.scores[option][leaf.id]
    path: KeyPath = ("scores", option, leaf.id)
    if row.every is not None:
        yield _score_line(leaf, path, row.every, row, file_node)
        return
    for future in scenario.futures:
        yield _score_line(leaf, (*path, future.id), row.futures[future.id], row, file_node)


def _score_line(
    leaf: LeafCriterion, path: KeyPath, judgement: Judgement, row: Row, file_node: Node
) -> TemplateLine:
    """Return the line of a score; reason, sources and confidence default to those of its row of the file."""
    why = judgement.why or row.why
    sources, confidence = judgement.sources or row.sources, judgement.confidence or row.confidence
    worst, best = _scale_ends(leaf)
    future = str(path[3]) if len(path) > 3 else _ALL_FUTURES
    ends = worst or "0", best or "100"
    values = (str(path[1]), leaf.id, future, *ends, *quantity_cells(judgement.score))
    fields = tuple(_score_fields(leaf, path, judgement, row)) if is_in_file(file_node, path) else ()
    return TemplateLine(
        values=(*values, confidence, clip_text(why), ", ".join(sources) or None),
        fields=fields,
        in_framework=not fields,
    )


def _score_fields(
    leaf: LeafCriterion, path: KeyPath, judgement: Judgement, row: Row
) -> Iterator[JudgementField]:
    low, high = score_limits(leaf.criterion)
    yield JudgementField(
        path=path, columns=(5, 6, 7), kind="quantity", part="score", low=low, high=high, required=True
    )
    inherited = bool(row.confidence and not judgement.confidence)
    yield JudgementField(
        path=path, columns=(8,), kind="choice", part="confidence", choices=CONFIDENCES, inherited=inherited
    )
    if _fits_cell(judgement.why or row.why):
        inherited = bool(row.why and not judgement.why)
        yield JudgementField(path=path, columns=(9,), kind="text", part="why", inherited=inherited)
    inherited = bool(row.sources and not judgement.sources)
    yield JudgementField(path=path, columns=(10,), kind="ids", part="from", inherited=inherited)


def _scale_ends(leaf: LeafCriterion) -> tuple[CellValue, CellValue]:
    """Return what the values 0 and 100 mean: the ends of the scale, else the author's words, if any."""
    scale = leaf.criterion.scale
    if scale:
        unit = f" {scale.unit}" if scale.unit else ""
        return f"{yaml_number(scale.worst)}{unit}", f"{yaml_number(scale.best)}{unit}"
    return clip_text(leaf.criterion.worst), clip_text(leaf.criterion.best)


_CRITERION_COLUMNS = (
    TemplateColumn("criterion", 18),
    TemplateColumn("title", 36),
    TemplateColumn("question", 44),
    TemplateColumn("worst, worth 0", 28),
    TemplateColumn("best, worth 100", 28),
)
_POINTS_COLUMNS = (
    TemplateColumn("low", 9, "The fewest points; empty if the points are exact."),
    TemplateColumn("points", 9, "What going from worst to best is worth, in points of any total."),
    TemplateColumn("high", 9, "The most points; empty if the points are exact."),
)
_RANK_COLUMN = (TemplateColumn("rank", 9, "1 for the criterion that matters most; equal ranks are ties."),)


def weights_table(scenario: Scenario, file_node: Node) -> TemplateTable:
    """Return the table of the lowest-level criteria, with the weight of each swing."""
    weights = scenario.file.weights
    ranked = weights is not None and bool(weights.ranking)
    lines = tuple(_weight_line(scenario, leaf, file_node, ranked=ranked) for leaf in scenario.leaves)
    purpose = "Rank the swings from worst to best; equal ranks are ties." if ranked else _POINTS_PURPOSE
    if weights is None:
        purpose += f" No weights stand in the file{_viewpoint_note(scenario)}; fill all of them or none."
    return TemplateTable(
        name=_WEIGHTS_SHEET,
        purpose=purpose,
        columns=_CRITERION_COLUMNS + (_RANK_COLUMN if ranked else _POINTS_COLUMNS),
        keys=1,
        lines=lines,
    )


def _viewpoint_note(scenario: Scenario) -> str:
    viewpoint = scenario.file.viewpoint
    return f": those of profile {viewpoint} are used unless another is named" if viewpoint else ""


def _weight_line(scenario: Scenario, leaf: LeafCriterion, file_node: Node, *, ranked: bool) -> TemplateLine:
    texts = clip_text(leaf.title), clip_text(leaf.criterion.asks)
    values: tuple[CellValue, ...] = (leaf.id, *texts, *_scale_ends(leaf))
    weights = scenario.file.weights
    in_file = is_in_file(file_node, ("weights",))
    if weights is not None and ranked:
        rank = next(rank for rank, tie in enumerate(weights.ranking, start=1) if leaf.id in tie)
        field = JudgementField(path=("weights",), columns=(5,), kind="rank", low=1, required=True, joint=True)
        return TemplateLine(
            values=(*values, float(rank)), fields=(field,) if in_file else (), in_framework=not in_file
        )
    return TemplateLine(
        values=(*values, *quantity_cells(weights.points[leaf.id] if weights else None)),
        fields=(_points_field(leaf, has_points=weights is not None),) if in_file or weights is None else (),
        in_framework=not in_file and weights is not None,
    )


def _points_field(leaf: LeafCriterion, *, has_points: bool) -> JudgementField:
    """Return the field for the points of a criterion.

    If the file has no weights yet, the points of all criteria are filled in together or not at all.
    """
    path = ("weights", leaf.id) if has_points else ("weights",)
    return JudgementField(
        path=path, columns=(5, 6, 7), kind="quantity", low=0, required=True, joint=not has_points
    )
