"""A decision matrix read from a sheet: options, criteria, futures, and a score in every cell."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dilemma.errors import FaultyFile
from dilemma.interchange.cells import describe_non_name, format_digits
from dilemma.interchange.hidden_totals import find_hidden_totals, without_totals
from dilemma.interchange.matrix_criteria import read_criteria
from dilemma.interchange.matrix_layout import make_ids, read_layout
from dilemma.interchange.matrix_scores import join_word_problems, read_scores
from dilemma.interchange.orientation import options_in_rows, widen
from dilemma.interchange.table_answers import OpenTable, TableAnswers, TableQuestion, format_scale
from dilemma.interchange.table_area import cell_title, find_table
from dilemma.interchange.table_totals import check_totals
from dilemma.interchange.table_words import label_role
from dilemma.interchange.template import JudgementField
from dilemma.interchange.total_rules import ScoredTable, total_of_gains
from dilemma.interchange.typed_numbers import read_legend
from dilemma.interchange.values import try_value
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem
from dilemma.scenario.schema.parts import STANCES
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dilemma.interchange.cells import ReadCell, Sheet
    from dilemma.interchange.matrix_criteria import MatrixCriterion
    from dilemma.interchange.matrix_layout import MatrixLayout, OptionLine
    from dilemma.interchange.matrix_scores import CellStyle, MatrixScore
    from dilemma.interchange.total_rules import TitledScores
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell

_DEFAULT_STANCE = "counter"  # for an option without a stance; harmless, since a stance changes no score


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOption:
    """An option: a row of the matrix, or one row for each future.

    `has_stance` is false if the stance is assumed because the matrix names none.
    """

    id: str
    title: str
    row: int
    stance: str
    has_stance: bool
    definition: str | None
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A decision matrix.

    Attributes:
        options: the options, in the order of the table.
        criteria: the criteria, in the order of the table.
        futures: titles of the futures by id; empty if the matrix has no column `future`.
        scores: scores by option, criterion and future; the future is "" if there are none.
        locations: the cell behind each path of the scenario file.
        doubts: what is odd about the table, as warnings.
        questions: what could be answered on a terminal, so that nothing is a guess.
        notes: how the table was read, as sentences.
    """

    options: tuple[MatrixOption, ...]
    criteria: tuple[MatrixCriterion, ...]
    futures: Mapping[str, str]
    scores: Mapping[tuple[str, str, str], MatrixScore]
    locations: Mapping[KeyPath, Cell]
    doubts: tuple[Problem, ...] = ()
    questions: tuple[TableQuestion, ...] = ()
    notes: tuple[str, ...] = ()


def read_matrix(sheet: Sheet, answers: TableAnswers) -> Matrix:
    """Return the matrix on a sheet.

    Args:
        sheet: the sheet.
        answers: what the owner of the table answers where the table does not.

    Raises:
        FaultyFile: some cells cannot be read; each is a problem of its own.
        OpenTable: something is left open that changes the answer.
    """
    layout, answers = _read_layout(sheet, answers)
    reader = _MatrixReader(layout)
    by_title = without_totals(layout, reader.read_scores(answers.style))
    open_questions: tuple[TableQuestion, ...] = ()
    criteria: tuple[MatrixCriterion, ...] = ()
    gains = partial(total_of_gains, layout, by_title)
    try:
        criteria = read_criteria(layout, by_title, answers, gains, reader.problems)
    except OpenTable as open_table:
        open_questions, reader.problems = open_table.questions, list(open_table.problems)
    questioned = len(reader.problems)
    futures = reader.read_futures()
    options = reader.read_options()
    scores = reader.place_scores(criteria, options, futures, by_title)
    problems = reader.problems
    if open_questions:
        # Only where nothing else is wrong do answers at a terminal mend the table.
        raise OpenTable(
            join_word_problems(problems),
            open_questions if len(problems) == questioned == len(open_questions) else (),
        )
    table = ScoredTable(layout=layout, criteria=criteria, scores=by_title, answers=answers)
    if criteria and {problem.code for problem in problems} == {"out-of-bounds"}:
        problems = find_hidden_totals(table) or problems
    if problems:
        raise FaultyFile(join_word_problems(problems))
    totals = check_totals(table)
    guesses = [criterion for criterion in criteria if criterion.is_guess]
    return Matrix(
        options=options,
        criteria=criteria,
        futures=futures,
        scores=scores,
        locations=_map_locations(layout, options, criteria, scores),
        doubts=(*(_describe_guess(table, criterion) for criterion in guesses), *totals.doubts),
        questions=tuple(_ask_scale(table, criterion) for criterion in guesses),
        notes=(*_describe_reading(table), *totals.notes),
    )


def _read_layout(sheet: Sheet, answers: TableAnswers) -> tuple[MatrixLayout, TableAnswers]:
    """Return the parts of the table on a sheet, and the answers with what its file and its legend add."""
    area = find_table(sheet)
    legend = read_legend(area.texts)
    answers = replace(
        answers,
        legend=legend,
        levels=answers.levels or legend.levels,
        decimal=answers.decimal or sheet.decimal,
    )
    wide = widen(area)
    table = wide if wide is not area else options_in_rows(area, answers.layout)
    return read_layout(table, answers.levels), answers


class _MatrixReader:
    """Reads options, futures and scores; what cannot be read is gathered in `problems`."""

    def __init__(self, layout: MatrixLayout) -> None:
        self.layout = layout
        self.problems: list[Problem] = []

    def _report(self, cell: ReadCell, code: str, message: str) -> None:
        self.problems.append(Problem(cell.location, code, message))

    def read_scores(self, style: CellStyle) -> dict[str, dict[int, MatrixScore]]:
        """Return the scores by title and row; a criterion or option of which none is known is a problem."""
        layout = self.layout
        by_title = {
            title: read_scores(layout, parts, style, self.problems)
            for title, parts in layout.criterion_columns.items()
        }
        if self.problems:
            return by_title
        for title, scores in by_title.items():
            if scores and all(score.is_unknown for score in scores.values()):
                cell = layout.cell(0, min(layout.criterion_columns[title].values()))
                message = (
                    f"names {quote_text(title)}, of which no option has a score; fill some in, or delete it"
                )
                self._report(cell, "no-scores", message)
        for line in layout.option_lines:
            row_scores = [scores[line.row] for scores in by_title.values() if line.row in scores]
            if row_scores and all(score.is_unknown for score in row_scores):
                message = (
                    f"names {quote_text(line.title)}, which has no score at all; fill some in, or delete it"
                )
                self._report(layout.cell(line.row, 0), "no-scores", message)
        return by_title

    def read_futures(self) -> dict[str, str]:
        """Return the titles of the futures by id, in the order of their first rows."""
        column = self.layout.option_columns.get("future")
        if column is None:
            return {}
        titles: dict[str, None] = {}
        for cell in self.layout.score_cells(column):
            if cell_title(cell):
                titles.setdefault(cell_title(cell))
            elif cell.kind != "refused":
                message = describe_non_name(cell, "is empty; name the future of this row")
                self._report(cell, "empty-cell", message)
        return dict(zip(make_ids(tuple(titles), "future"), titles, strict=True))

    def read_options(self) -> tuple[MatrixOption, ...]:
        """Return the options in order, each described by the first of its rows."""
        rows: dict[str, int] = {}
        for line in self.layout.option_lines:
            rows.setdefault(line.title, line.row)
        pairs = zip(make_ids(tuple(rows), "option"), rows.items(), strict=True)
        return tuple(self._read_option(key, name, row) for key, (name, row) in pairs)

    def _read_option(self, key: str, name: str, row: int) -> MatrixOption:
        layout = self.layout
        stated_stance = self._read_stance(row)
        stance = stated_stance or (key if key in STANCES else None)
        column = layout.option_columns.get("definition")
        definition = layout.cell(row, column).clean_text if column is not None else ""
        notes = [
            f"{layout.title_of_column(column)}: {text}"
            for column in layout.note_columns
            if (text := layout.cell(row, column).clean_text)
        ]
        return MatrixOption(
            id=key,
            title=name,
            row=row,
            stance=stance or _DEFAULT_STANCE,
            has_stance=bool(stance),
            definition=definition or None,
            notes="\n".join(notes),
        )

    def _read_stance(self, row: int) -> str | None:
        column = self.layout.option_columns.get("stance")
        if column is None:
            return None
        field = JudgementField(path=(), columns=(0,), kind="choice", choices=(*STANCES, "wait out"))
        word = try_value(field, self.layout.cell(row, column), self.problems)
        return word.replace(" ", "_") if isinstance(word, str) else None

    def place_scores(
        self,
        criteria: Sequence[MatrixCriterion],
        options: Sequence[MatrixOption],
        futures: Mapping[str, str],
        by_title: TitledScores,
    ) -> dict[tuple[str, str, str], MatrixScore]:
        """Return the scores by option, criterion and future; report what is missing, doubled or beyond."""
        option_ids = {option.title: option.id for option in options}
        future_ids = {name: key for key, name in futures.items()}
        column = self.layout.option_columns.get("future")
        lines: dict[tuple[str, str], OptionLine] = {}
        has_unnamed = False
        for line in self.layout.option_lines:
            name = cell_title(self.layout.cell(line.row, column)) if column is not None else ""
            has_unnamed = has_unnamed or (column is not None and not name)
            first = lines.setdefault((option_ids[line.title], future_ids.get(name, "")), line)
            if first is not line and not (line.part and first.part):
                word, title = self.layout.row_word, quote_text(line.title)
                message = f"begins a second {word} for {title}; keep one, or rename it"
                self._report(self.layout.cell(line.row, 0), "repeated-row", message)
        if not has_unnamed:
            self._report_missing_rows(options, futures, lines)
        scores = {}
        for (option, future), line in lines.items():
            for criterion in criteria:
                score = by_title[criterion.title].get(line.row)
                if score is not None:
                    note = " ".join((score.note, self._reason(line, criterion.column))).strip()
                    scores[option, criterion.id, future] = replace(score, note=note)
                    self._check_bounds(criterion, score)
        return scores

    def _reason(self, line: OptionLine, column: int) -> str:
        """Return the reason beside a score; empty for none."""
        row = self.layout.reason_rows.get(line.title)
        return self.layout.cell(row, column).clean_text if row is not None else ""

    def _check_bounds(self, criterion: MatrixCriterion, score: MatrixScore) -> None:
        """Report a score beyond the scale of its criterion."""
        number = score.high if score.low >= criterion.low else score.low
        if not score.is_unknown and not criterion.low <= number <= criterion.high:
            limits = f"from {format_digits(criterion.low)} to {format_digits(criterion.high)}"
            message = (
                f"holds {format_digits(number)}; the scale of {quote_text(criterion.title)} runs {limits}"
            )
            self.problems.append(Problem(score.locations[0], "out-of-bounds", message))

    def _report_missing_rows(
        self,
        options: Sequence[MatrixOption],
        futures: Mapping[str, str],
        lines: Mapping[tuple[str, str], OptionLine],
    ) -> None:
        """Report options that lack a row for a future other options have one for."""
        for option in options:
            missing = [name for key, name in futures.items() if (option.id, key) not in lines]
            if missing:
                listed = ", ".join(map(quote_text, missing))
                message = (
                    f"begins the rows of {quote_text(option.title)}, which has none for {listed}; add it"
                )
                self._report(self.layout.cell(option.row, 0), "no-row", message)


def _span_text(table: ScoredTable, criterion: MatrixCriterion) -> str:
    known = [score for score in table.scores[criterion.title].values() if not score.is_unknown]
    low, high = format_digits(min(s.low for s in known)), format_digits(max(s.high for s in known))
    return f"is {low} throughout" if low == high else f"runs from {low} to {high} here"


def _describe_guess(table: ScoredTable, criterion: MatrixCriterion) -> Problem:
    worst, best = format_digits(criterion.worst), format_digits(criterion.best)
    name = criterion.title.replace('"', "'")
    message = (
        f"{quote_text(criterion.title)} {_span_text(table, criterion)}; the scale from {worst} (worst) to "
        f'{best} (best) is a guess, so there is no verdict; state it with --scale "{name}={worst}:{best}", '
        f"or add {table.layout.row_word}s `worst` with {worst} and `best` with {best}"
    )
    head = table.layout.cell(0, criterion.column)
    return Problem(head.location, "scale-guess", message, "warning")


def _ask_scale(table: ScoredTable, criterion: MatrixCriterion) -> TableQuestion:
    return TableQuestion(
        kind="scale",
        subject=criterion.title,
        text=f"{criterion.title} {_span_text(table, criterion)}. Its worst and best level, as worst:best?",
        suggestion=format_scale(criterion.worst, criterion.best),
    )


def _describe_reading(table: ScoredTable) -> Iterator[str]:
    """Yield how the table was read, in sentences."""
    layout, criteria, legend = table.layout, table.criteria, table.answers.legend
    yield from (f"{remark.span.where}: {remark.message}" for remark in layout.table.remarks)
    if layout.table.is_turned:
        yield "Criteria are read from the rows, options from the columns."
    taken = [criterion.title for criterion in criteria if not criterion.has_direction]
    if taken:
        yield f"Taken as more is better, as nothing says otherwise: {', '.join(taken)}."
    explained = [criterion.title for criterion in criteria if criterion.is_from_legend]
    if explained:
        ends = [format_digits(end) for end in (legend.worst, legend.best)]
        span = f"{ends[0]} (worst) to {ends[1]} (best)" if legend.is_graded else " to ".join(ends)
        yield f"The scale from {span} is that of the legend, on {', '.join(explained)}."
    kept = [layout.title_of_column(column) for column in layout.note_columns]
    groups = list(dict.fromkeys(criterion.group for criterion in criteria if criterion.group))
    kept += [
        title
        for row in layout.note_rows
        if not (label_role(title := layout.title_of_row(row)) == "group" and groups)
    ]
    if groups:
        yield f"Criteria stand in groups: {', '.join(groups)}."
    weights = layout.criterion_rows.get("weight")
    if weights is not None and any(cell.shared for cell in layout.table.rows[weights]):
        yield "Each criterion of a group has the same part of its weight, as nothing says otherwise."
    if kept:
        yield f"Kept as notes: {', '.join(kept)}."
    if layout.headings:
        yield f"Left out, as nothing stands beside them: {', '.join(layout.headings)}."
    unknown = sum(score.is_unknown for scores in table.scores.values() for score in scores.values())
    if unknown:
        noun = "score is" if unknown == 1 else "scores are"
        yield f"{unknown} {noun} unknown: each may be anything on its scale."


def _map_locations(
    layout: MatrixLayout,
    options: Sequence[MatrixOption],
    criteria: Sequence[MatrixCriterion],
    scores: Mapping[tuple[str, str, str], MatrixScore],
) -> dict[KeyPath, Cell]:
    """Return the cell behind each path of the scenario file; of several rows of an option, the first."""
    return {
        **dict(_option_locations(layout, options)),
        **dict(_criterion_locations(layout, criteria)),
        **dict(_score_locations(scores)),
    }


def _option_locations(
    layout: MatrixLayout, options: Sequence[MatrixOption]
) -> Iterator[tuple[KeyPath, Cell]]:
    for option in options:
        yield ("options", option.id), layout.cell(option.row, 0).location
        column = layout.option_columns.get("definition")
        if column is not None:
            yield ("options", option.id, "definition"), layout.cell(option.row, column).location
        if layout.note_columns:
            notes = layout.cell(option.row, layout.note_columns[0])
            yield ("options", option.id, "notes"), notes.location


def _criterion_locations(
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion]
) -> Iterator[tuple[KeyPath, Cell]]:
    for criterion in criteria:
        yield criterion.path, layout.cell(0, criterion.column).location
        weight, unit = layout.criterion_rows.get("weight"), layout.criterion_rows.get("unit")
        if weight is not None:
            yield ("weights", criterion.id), layout.cell(weight, criterion.column).location
        if unit is not None:
            path = (*criterion.path, "scale", "unit")
            yield path, layout.cell(unit, criterion.column).location
        if layout.note_rows:
            row = layout.note_rows[0]
            yield (*criterion.path, "notes"), layout.cell(row, criterion.column).location


def _score_locations(scores: Mapping[tuple[str, str, str], MatrixScore]) -> Iterator[tuple[KeyPath, Cell]]:
    for (option, criterion, future), score in reversed(list(scores.items())):
        yield ("scores", option, criterion), score.locations[0]
        if future:
            yield ("scores", option, criterion, future), score.locations[0]
            yield ("futures", future), score.locations[0]
