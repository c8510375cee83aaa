"""The criteria of a matrix: direction, scale, unit, pole and weight, and what about them is left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.interchange.burdens import direction_in_head, names_burden, read_direction
from dilemma.interchange.cells import format_digits, problem_at
from dilemma.interchange.matrix_layout import make_ids, read_scale_text
from dilemma.interchange.matrix_scores import MatrixScore, guess_scales, read_score, unit_of
from dilemma.interchange.table_answers import EVERY, OpenTable, TableQuestion
from dilemma.interchange.table_area import cell_title, is_filled
from dilemma.interchange.table_words import bracket_text, label_role
from dilemma.interchange.template import JudgementField
from dilemma.interchange.typed_numbers import is_unit_text
from dilemma.interchange.values import BadCell, read_value
from dilemma.records import dataclass
from dilemma.scenario.schema.parts import POLES
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dilemma.interchange.burdens import Direction
    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix_layout import MatrixLayout
    from dilemma.interchange.matrix_scores import CellStyle
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.interchange.table_words import LabelRole
    from dilemma.scenario.messages import KeyPath
    from dilemma.scenario.problems import Cell, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCriterion:
    """A criterion of a matrix.

    Attributes:
        id, title: its names.
        column: the column of its scores, the first of several.
        worst, best: the levels worth 0 and 100.
        has_scale: whether its scale is written; without one, scores run from 0 to 100.
        is_guess: whether its scale is a guess.
        has_direction: whether the table or its owner says which way is better.
        is_from_legend: whether a legend beside the table states its scale.
        unit: what is counted.
        pole: the pole of the dilemma it belongs to.
        weight: its points; None where the table has no weights.
        notes: what the table says about it besides.
        group, group_id: the group it belongs to with others; empty for none.
    """

    id: str
    title: str
    column: int
    worst: float
    best: float
    has_scale: bool
    is_guess: bool = False
    has_direction: bool = False
    is_from_legend: bool = False
    unit: str | None = None
    pole: str | None = None
    weight: float | None = None
    notes: str = ""
    group: str = ""
    group_id: str = ""

    @property
    def path(self) -> KeyPath:
        """Where a scenario file holds it."""
        return ("criteria", self.group_id, "criteria", self.id) if self.group else ("criteria", self.id)

    @property
    def low(self) -> float:
        """The lowest score allowed."""
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        """The highest score allowed."""
        return max(self.worst, self.best)


def read_criteria(
    layout: MatrixLayout,
    by_title: Mapping[str, Mapping[int, MatrixScore]],
    answers: TableAnswers,
    total_of_gains: Callable[[Sequence[MatrixCriterion]], str | None],
    problems: list[Problem],
) -> tuple[MatrixCriterion, ...]:
    """Return the criteria of a matrix; faults of the cells describing them are appended to `problems`.

    Args:
        layout: the layout of the matrix.
        by_title: the scores by title of the criterion and by row.
        answers: what the owner of the table answers.
        total_of_gains: the name of the total that adds up all scores of some criteria as if more were better.
        problems: the list to append to.

    Raises:
        OpenTable: a criterion names a burden, and nothing says which way is better.
    """
    titles = tuple(layout.criterion_columns)
    scores = {title: list(by_title[title].values()) for title in titles}
    answers.check_names(titles)
    weights = _read_weights(layout, answers, problems)
    criteria, questions = [], []
    for key, title in zip(make_ids(titles, "criterion"), titles, strict=True):
        bare = _read_parts(layout, key, title, scores[title], problems)
        bare = replace(
            bare, weight=weights.get(title), is_from_legend=_fits_legend(answers, bare, scores[title])
        )
        direction = _read_direction(layout, bare, answers, problems)
        ends = _read_ends(layout, bare, direction, answers, scores[title], problems=problems)
        if ends is not None:
            bare = replace(bare, worst=ends[0], best=ends[1], has_scale=True, has_direction=True)
        elif direction is None and names_burden(title):
            questions.append((bare, layout.table.cell(0, bare.column)))
        is_from_legend = bare.is_from_legend and ends is not None and set(ends) == answers.legend.ends
        criteria.append((replace(bare, is_from_legend=is_from_legend), direction, ends is None))
    if questions:
        gains = total_of_gains([criterion for criterion, _, _ in criteria])
        is_mixed = gains is not None and len(questions) < len(criteria)
        hint = f"; {quote_text(str(gains))} counts more of it as better" if is_mixed else ""
        raise _direction_questions(layout, questions, hint, problems)
    return _with_groups(_with_guesses(criteria, scores))


def _with_groups(criteria: Sequence[MatrixCriterion]) -> tuple[MatrixCriterion, ...]:
    """Return the criteria with an id for each group of two or more; the name of any other is a note."""
    names = [criterion.group for criterion in criteria]
    groups = list(dict.fromkeys(name for name in names if name and 1 < names.count(name) < len(names)))
    ids = make_ids([*(criterion.title for criterion in criteria), *groups], "criterion")[len(criteria) :]
    by_name = dict(zip(groups, ids, strict=True))
    return tuple(
        replace(criterion, group_id=by_name[criterion.group])
        if criterion.group in by_name
        else replace(criterion, group="", notes=" ".join(filter(None, (criterion.group, criterion.notes))))
        for criterion in criteria
    )


def _read_parts(
    layout: MatrixLayout, key: str, title: str, scores: Sequence[MatrixScore], problems: list[Problem]
) -> MatrixCriterion:
    """Return a criterion as its own lines describe it, on a scale from 0 to 100."""
    column = min(layout.criterion_columns[title].values())
    return MatrixCriterion(
        id=key,
        title=title,
        column=column,
        worst=0.0,
        best=100.0,
        has_scale=False,
        unit=_read_unit(layout, column, title, scores),
        pole=_read_pole(layout, column, problems),
        notes=" ".join(_notes(layout, column, is_group=False)),
        group=layout.table.cell(0, column).group or " ".join(_notes(layout, column, is_group=True)),
    )


def _fits_legend(answers: TableAnswers, criterion: MatrixCriterion, scores: Sequence[MatrixScore]) -> bool:
    """Return whether the scores of a criterion may be ratings that the legend explains."""
    known = [score for score in scores if not score.is_unknown]
    tops = {score.out_of for score in known} - {None}
    numbers = [number for score in known for number in (score.low, score.high)]
    is_free = bool(answers.legend) and criterion.unit is None and answers.scale(criterion.title) is None
    return is_free and answers.legend.holds(numbers) and tops <= answers.legend.ends


def _with_guesses(
    criteria: Sequence[tuple[MatrixCriterion, Direction | None, bool]],
    scores: Mapping[str, Sequence[MatrixScore]],
) -> tuple[MatrixCriterion, ...]:
    """Return the criteria, each without a scale with the one that its scores suggest."""
    open_ones = {
        criterion.title: (scores[criterion.title], criterion.unit or "")
        for criterion, _, is_open in criteria
        if is_open
    }
    guesses = guess_scales(open_ones)
    complete = []
    for criterion, direction, is_open in criteria:
        if not is_open:
            complete.append(criterion)
            continue
        guess = guesses[criterion.title]
        falling = direction == "lower"
        complete.append(
            replace(
                criterion,
                worst=guess.high if falling else guess.low,
                best=guess.low if falling else guess.high,
                has_scale=guess.is_guess or falling or bool(criterion.unit),
                is_guess=guess.is_guess,
                has_direction=direction is not None,
            )
        )
    return tuple(complete)


def _direction_questions(
    layout: MatrixLayout,
    questions: Sequence[tuple[MatrixCriterion, ReadCell]],
    hint: str,
    problems: list[Problem],
) -> OpenTable:
    line = layout.row_word
    for criterion, cell in questions:
        name = criterion.title.replace('"', "'")
        message = (
            f"names the criterion {quote_text(criterion.title)} and not whether less of it is better; add "
            f'--direction "{name}=lower" or "=higher", or a {line} `direction` '
            f"with lower or higher{hint}"
        )
        problems.append(problem_at(cell.location, "no-direction", message))
    return OpenTable(
        problems,
        [
            TableQuestion(
                kind="direction",
                subject=criterion.title,
                text=f"Is a lower or a higher number better on {criterion.title}?",
                suggestion="higher" if hint else "lower",
            )
            for criterion, _ in questions
        ],
    )


def _description_cell(layout: MatrixLayout, role: LabelRole, column: int) -> ReadCell | None:
    row = layout.criterion_rows.get(role)
    cell = layout.table.cell(row, column) if row is not None else None
    return cell if cell is not None and (is_filled(cell) or cell.kind == "refused") else None


def _notes(layout: MatrixLayout, column: int, *, is_group: bool) -> list[str]:
    rows = [row for row in layout.note_rows if (label_role(layout.title_of_row(row)) == "group") is is_group]
    return [text for row in rows if (text := layout.table.cell(row, column).clean_text)]


def _read_unit(layout: MatrixLayout, column: int, title: str, scores: Sequence[MatrixScore]) -> str | None:
    """Return the unit of a criterion: of its own line, of its cells, or in the brackets of its head."""
    cell = _description_cell(layout, "unit", column)
    if cell is not None:
        return str(cell.value or "") or None
    inside = bracket_text(title)
    # `Code (HTML and CSS)` with ratings has no unit; `Range (nautical miles)` with hundreds has one.
    is_rated = all(score.high <= _TOP_RATING for score in scores if not score.is_unknown)
    is_unit = inside and not read_scale_text(inside) and len(inside) <= 20
    is_unit = is_unit and (not is_rated or is_unit_text(inside))
    return unit_of(scores) or (inside if is_unit and direction_in_head(title) is None else None)


def _read_direction(
    layout: MatrixLayout, criterion: MatrixCriterion, answers: TableAnswers, problems: list[Problem]
) -> Direction | None:
    answer = answers.direction(criterion.title)
    if answer is not None:
        return answer
    cell = _description_cell(layout, "direction", criterion.column)
    if cell is None or cell.kind == "refused":
        graded = answers.legend.direction if criterion.is_from_legend else None
        return direction_in_head(layout.title_of_column(criterion.column)) or graded
    direction = read_direction(cell_title(cell))
    if direction is None:
        message = f"holds {quote_text(cell_title(cell))}, which is no direction; type lower or higher"
        problems.append(problem_at(cell.location, "not-in-list", message))
    return direction


_TOP_RATING = 10.0


def _read_ends(
    layout: MatrixLayout,
    criterion: MatrixCriterion,
    direction: Direction | None,
    answers: TableAnswers,
    scores: Sequence[MatrixScore],
    *,
    problems: list[Problem],
) -> tuple[float, float] | None:
    """Return the levels worth 0 and 100 that the table or its owner states; None for none."""
    head = layout.table.cell(0, criterion.column).location
    answer = answers.scale(criterion.title)
    if answer is not None:
        return _agreeing(answer, direction, head, problems)
    rows = _read_end_rows(layout, criterion.column, direction, problems)
    if rows is not None:
        return rows
    if direction is None and names_burden(criterion.title):
        return None
    ends = _stated_span(layout, criterion, answers, scores)
    if ends is None:
        return None
    low, high = min(ends), max(ends)
    return (high, low) if direction == "lower" else (low, high)


def _stated_span(
    layout: MatrixLayout, criterion: MatrixCriterion, answers: TableAnswers, scores: Sequence[MatrixScore]
) -> tuple[float, float] | None:
    """Return the lower and upper end of a scale that is stated without saying which is better."""
    cell = _description_cell(layout, "scale", criterion.column)
    if cell is not None:
        return read_scale_text(cell_title(cell))
    inside = read_scale_text(bracket_text(criterion.title))
    if inside is not None:
        return inside
    if EVERY in answers.scales and not criterion.unit:
        return answers.scales[EVERY]
    if criterion.is_from_legend:
        return answers.legend.worst, answers.legend.best
    known = [score for score in scores if not score.is_unknown]
    if known and answers.levels and all(score.is_level for score in known):
        numbers = answers.levels.values()
        return (min(numbers), max(numbers)) if min(numbers) < max(numbers) else None
    return None


_BOUNDLESS = (-1e300, 1e300)
"""Replaces a faulty scale, so that its scores are not reported as out of bounds on top of it."""


def _agreeing(
    ends: tuple[float, float], direction: Direction | None, location: Cell, problems: list[Problem]
) -> tuple[float, float]:
    """Return the ends of a scale, refused where they are equal or go against the direction."""
    worst, best = ends
    against = direction is not None and (direction == "lower") is not (worst > best)
    if worst != best and not against:
        return ends
    contradiction = f", against its direction {quote_text(str(direction))}" if against else ""
    span = f"from {format_digits(worst)} to {format_digits(best)}"
    message = f"makes a scale {span}{contradiction}; correct one of them"
    problems.append(problem_at(location, "bad-scale", message))
    return _BOUNDLESS


def _read_end_rows(
    layout: MatrixLayout, column: int, direction: Direction | None, problems: list[Problem]
) -> tuple[float, float] | None:
    cells = {
        role: cell
        for role in ("worst", "best")
        if (cell := _description_cell(layout, role, column)) is not None
    }
    if not cells:
        return None
    if len(cells) == 1:
        cell, missing = next(iter(cells.values())), "best" if "worst" in cells else "worst"
        message = f"has no partner: state `{missing}` for this criterion as well"
        problems.append(problem_at(cell.location, "half-a-scale", message))
        return _BOUNDLESS
    ends = []
    for cell in cells.values():
        field = JudgementField(path=(), columns=(0,), kind="number", required=True)
        try:
            number = read_value(field, [cell])
        except BadCell as bad:
            problems += [bad.problem] if bad.problem else []
            return _BOUNDLESS
        ends.append(float(number) if isinstance(number, int | float) else 0.0)
    return _agreeing((ends[0], ends[1]), direction, cells["best"].location, problems)


def _read_pole(layout: MatrixLayout, column: int, problems: list[Problem]) -> str | None:
    """Return the pole in the row of poles; None if there is none."""
    cell = _description_cell(layout, "pole", column)
    if cell is None:
        return None
    field = JudgementField(path=(), columns=(column,), kind="choice", choices=POLES)
    try:
        word = read_value(field, [cell])
    except BadCell as bad:
        problems.extend([bad.problem] if bad.problem else [])
        return None
    return word if isinstance(word, str) else None


def _read_weights(layout: MatrixLayout, answers: TableAnswers, problems: list[Problem]) -> dict[str, float]:
    """Return points by title: those answered, or those of the table; empty for equal weights."""
    if answers.equal_weights:
        return dict.fromkeys(layout.criterion_columns, 1.0)
    if answers.weights:
        return {title: answers.weight(title) or 0.0 for title in layout.criterion_columns}
    row = layout.criterion_rows.get("weight")
    if row is None:
        return {}
    before = len(problems)
    weights, percent = {}, set()
    for title, parts in layout.criterion_columns.items():
        cell = layout.table.cell(row, min(parts.values()))
        score = _read_weight(cell, answers.style, problems)
        if score is not None:
            weights[title] = score.centre / (score.out_of or 1.0)  # a weight of 1/4 is a quarter
            percent.add(score.unit == "%")
    if len(percent) > 1 and len(problems) == before:
        message = (
            "begins the weights, and some have a percent sign and some have none; write all the same way"
        )
        problems.append(problem_at(layout.table.cell(row, 0).location, "percentage", message))
    if not any(weights.values()) and len(problems) == before:
        message = "begins the weights, and all of them are 0; give one more"
        problems.append(problem_at(layout.table.cell(row, 0).location, "no-weight", message))
    return _with_group_weights(layout, weights, answers.style, problems)


def _with_group_weights(
    layout: MatrixLayout, weights: Mapping[str, float], style: CellStyle, problems: list[Problem]
) -> dict[str, float]:
    """Return the weights, those of a group shared by its criteria: by their own weights, or equally."""
    row, shared = layout.group_weights, dict(weights)
    line = layout.criterion_rows["weight"] if row is None else row
    cells = {
        title: layout.table.cell(line, min(layout.criterion_columns[title].values())) for title in weights
    }
    own = dict.fromkeys(weights, 1.0) if row is None else weights
    for title, cell in cells.items() if any(one.shared for one in cells.values()) else ():
        members = [other for other in cells if cells[other].shared == cell.shared] if cell.shared else [title]
        whole, score = sum(own[other] for other in members), _read_weight(cell, style, problems)
        if score is not None and whole:
            shared[title] = float(f"{score.centre * own[title] / whole:.12g}")
    return shared


def _read_weight(cell: ReadCell, style: CellStyle, problems: list[Problem]) -> MatrixScore | None:
    try:
        score = read_score(cell, style)
    except BadCell as bad:
        problems += [bad.problem] if bad.problem else []
        return None
    if score.is_unknown or score.unit not in ("", "%"):
        message = (
            "is empty; type its weight, 0 if it does not count, or name its line `Total` if it sums others up"
            if score.is_unknown
            else "has a unit; a weight is a number"
        )
        problems.append(problem_at(cell.location, "empty-cell", message))
        return None
    if score.low < 0 or score.low != score.high:
        message = f"holds {format_digits(score.low)}; a weight is one number, at least 0"
        problems.append(problem_at(cell.location, "out-of-bounds", message))
        return None
    return score
