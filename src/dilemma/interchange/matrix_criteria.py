"""The criteria of a matrix: direction, scale, unit, pole and weight, and what about them is left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dilemma.interchange.burdens import direction_in_head, names_burden, read_direction
from dilemma.interchange.cells import format_digits, is_filled
from dilemma.interchange.matrix_layout import make_ids
from dilemma.interchange.matrix_scores import MatrixScore, guess_scales, read_score, unit_of
from dilemma.interchange.table_answers import EVERY, OpenTable, TableQuestion
from dilemma.interchange.table_area import cell_title
from dilemma.interchange.table_words import bracket_text, label_role
from dilemma.interchange.template import JudgementField
from dilemma.interchange.typed_numbers import is_unit_text, read_scale_text
from dilemma.interchange.values import BadCell, try_value
from dilemma.records import dataclass
from dilemma.scenario.problems import Problem
from dilemma.scenario.schema.parts import POLES
from dilemma.scenario.yaml.text import quote_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dilemma.interchange.burdens import Direction
    from dilemma.interchange.cells import ReadCell
    from dilemma.interchange.matrix_layout import MatrixLayout
    from dilemma.interchange.table_answers import TableAnswers
    from dilemma.interchange.table_words import LabelRole
    from dilemma.scenario.messages import KeyPath


_TOP_RATING = 10.0
_LONGEST_UNIT = 20
_BOUNDLESS = (-1e300, 1e300)
"""Replaces a faulty scale, so that its scores are not reported as out of bounds on top of it."""


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
    reader = _CriteriaReader(layout, answers, problems)
    weights = reader.weights()
    criteria, questions = [], []
    for key, title in zip(make_ids(titles, "criterion"), titles, strict=True):
        bare = replace(reader.described(key, title, scores[title]), weight=weights.get(title))
        bare = replace(bare, is_from_legend=reader.fits_legend(bare, scores[title]))
        direction = reader.direction(bare)
        ends = reader.ends(bare, direction, scores[title])
        if ends is not None:
            bare = replace(bare, worst=ends[0], best=ends[1], has_scale=True, has_direction=True)
        elif direction is None and (names_burden(title) or answers.legend.is_falling):
            questions.append(bare)
        is_from_legend = bare.is_from_legend and ends is not None and set(ends) == answers.legend.ends
        criteria.append((replace(bare, is_from_legend=is_from_legend), direction))
    if questions:
        gains = total_of_gains([criterion for criterion, _ in criteria])
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


def _with_guesses(
    criteria: Sequence[tuple[MatrixCriterion, Direction | None]], scores: Mapping[str, Sequence[MatrixScore]]
) -> tuple[MatrixCriterion, ...]:
    """Return the criteria, each without a scale with the one that its scores suggest."""
    guesses = guess_scales(
        {
            criterion.title: (scores[criterion.title], criterion.unit or "")
            for criterion, _ in criteria
            if not criterion.has_scale
        }
    )
    complete = []
    for criterion, direction in criteria:
        if criterion.has_scale:
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
    layout: MatrixLayout, criteria: Sequence[MatrixCriterion], hint: str, problems: list[Problem]
) -> OpenTable:
    """Return the error that asks which way is better on some criteria."""
    questions = []
    for criterion in criteria:
        name = criterion.title.replace('"', "'")
        message = (
            f"names the criterion {quote_text(criterion.title)} and not whether less of it is better; add "
            f'--direction "{name}=lower" or "=higher", or a {layout.row_word} `direction` '
            f"with lower or higher{hint}"
        )
        problems.append(Problem(layout.cell(0, criterion.column).location, "no-direction", message))
        text = f"Is a lower or a higher number better on {criterion.title}?"
        suggestion = "higher" if hint else "lower"
        questions.append(
            TableQuestion(kind="direction", subject=criterion.title, text=text, suggestion=suggestion)
        )
    return OpenTable(problems, questions)


class _CriteriaReader:
    """Reads the lines of a matrix that describe its criteria; what is wrong is appended to `problems`."""

    def __init__(self, layout: MatrixLayout, answers: TableAnswers, problems: list[Problem]) -> None:
        self.layout, self.answers, self.problems = layout, answers, problems

    def _report(self, cell: ReadCell, code: str, message: str) -> None:
        self.problems.append(Problem(cell.location, code, message))

    def _cell(self, role: LabelRole, column: int) -> ReadCell | None:
        """Return the cell of a criterion in a line that describes criteria; None for no line, or a blank."""
        row = self.layout.criterion_rows.get(role)
        cell = self.layout.cell(row, column) if row is not None else None
        return cell if cell is not None and (is_filled(cell) or cell.kind == "refused") else None

    def described(self, key: str, title: str, scores: Sequence[MatrixScore]) -> MatrixCriterion:
        """Return a criterion as its own lines describe it, on a scale from 0 to 100."""
        column = min(self.layout.criterion_columns[title].values())
        return MatrixCriterion(
            id=key,
            title=title,
            column=column,
            worst=0.0,
            best=100.0,
            has_scale=False,
            unit=self._unit(column, title, scores),
            pole=self._pole(column),
            notes=self._notes(column, is_group=False),
            group=self.layout.cell(0, column).group or self._notes(column, is_group=True),
        )

    def _notes(self, column: int, *, is_group: bool) -> str:
        """Return the remarks on a criterion, or the name of its group."""
        layout = self.layout
        rows = [r for r in layout.note_rows if (label_role(layout.title_of_row(r)) == "group") is is_group]
        return " ".join(filter(None, (layout.cell(row, column).clean_text for row in rows)))

    def _unit(self, column: int, title: str, scores: Sequence[MatrixScore]) -> str | None:
        """Return the unit of a criterion: of its own line, of its cells, or in the brackets of its head."""
        cell = self._cell("unit", column)
        if cell is not None:
            return str(cell.value or "") or None
        inside = bracket_text(title)
        # `Code (HTML and CSS)` with ratings has no unit; `Range (nautical miles)` with hundreds has one.
        is_rated = all(score.high <= _TOP_RATING for score in scores if not score.is_unknown)
        is_unit = inside and not read_scale_text(inside) and len(inside) <= _LONGEST_UNIT
        is_unit = is_unit and (not is_rated or is_unit_text(inside))
        return unit_of(scores) or (inside if is_unit and direction_in_head(title) is None else None)

    def _pole(self, column: int) -> str | None:
        """Return the pole in the row of poles; None if there is none."""
        cell = self._cell("pole", column)
        field = JudgementField(path=(), columns=(column,), kind="choice", choices=POLES)
        word = try_value(field, cell, self.problems) if cell is not None else None
        return word if isinstance(word, str) else None

    def fits_legend(self, criterion: MatrixCriterion, scores: Sequence[MatrixScore]) -> bool:
        """Return whether the scores of a criterion may be ratings that the legend explains."""
        legend = self.answers.legend
        known = [score for score in scores if not score.is_unknown]
        tops = {score.out_of for score in known} - {None}
        numbers = [number for score in known for number in (score.low, score.high)]
        is_free = bool(legend) and criterion.unit is None and self.answers.scale(criterion.title) is None
        return is_free and legend.holds(numbers) and tops <= legend.ends

    def direction(self, criterion: MatrixCriterion) -> Direction | None:
        """Return which way is better, as the owner, a line, the head or the legend says it."""
        answer = self.answers.direction(criterion.title)
        if answer is not None:
            return answer
        cell = self._cell("direction", criterion.column)
        if cell is None or cell.kind == "refused":
            graded = self.answers.legend.direction if criterion.is_from_legend else None
            return direction_in_head(self.layout.title_of_column(criterion.column)) or graded
        direction = read_direction(cell_title(cell))
        if direction is None:
            message = f"holds {quote_text(cell_title(cell))}, which is no direction; type lower or higher"
            self._report(cell, "not-in-list", message)
        return direction

    def ends(
        self, criterion: MatrixCriterion, direction: Direction | None, scores: Sequence[MatrixScore]
    ) -> tuple[float, float] | None:
        """Return the levels worth 0 and 100 that the table or its owner states; None for none."""
        answer = self.answers.scale(criterion.title)
        if answer is not None:
            return self._agreeing(answer, direction, self.layout.cell(0, criterion.column))
        rows = self._end_rows(criterion.column, direction)
        if rows is not None:
            return rows
        if direction is None and names_burden(criterion.title):
            return None
        ends = self._stated_span(criterion, scores)
        if ends is None:
            return None
        low, high = min(ends), max(ends)
        return (high, low) if direction == "lower" else (low, high)

    def _end_rows(self, column: int, direction: Direction | None) -> tuple[float, float] | None:
        """Return the ends in the rows of the worst and the best level; None where both are blank."""
        worst, best = self._cell("worst", column), self._cell("best", column)
        if worst is None or best is None:
            cell, missing = worst or best, "best" if worst else "worst"
            if cell is None:
                return None
            self._report(
                cell, "half-a-scale", f"has no partner: state `{missing}` as well, or rename an option"
            )
            return _BOUNDLESS
        ends = []
        for cell in (worst, best):
            field = JudgementField(path=(), columns=(0,), kind="number", required=True)
            number = try_value(field, cell, self.problems)
            if not isinstance(number, int | float):
                return _BOUNDLESS
            ends.append(float(number))
        return self._agreeing((ends[0], ends[1]), direction, best)

    def _agreeing(
        self, ends: tuple[float, float], direction: Direction | None, cell: ReadCell
    ) -> tuple[float, float]:
        """Return the ends of a scale, refused where they are equal or go against the direction."""
        worst, best = ends
        against = direction is not None and (direction == "lower") is not (worst > best)
        if worst != best and not against:
            return ends
        contradiction = f", against its direction {quote_text(str(direction))}" if against else ""
        span = f"from {format_digits(worst)} to {format_digits(best)}"
        self._report(cell, "bad-scale", f"makes a scale {span}{contradiction}; correct one of them")
        return _BOUNDLESS

    def _stated_span(
        self, criterion: MatrixCriterion, scores: Sequence[MatrixScore]
    ) -> tuple[float, float] | None:
        """Return the lower and upper end of a scale that is stated without saying which is better."""
        answers = self.answers
        cell = self._cell("scale", criterion.column)
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

    def weights(self) -> dict[str, float]:
        """Return points by title: those answered, or those of the table; empty for equal weights."""
        columns, answers = self.layout.criterion_columns, self.answers
        if answers.equal_weights:
            return dict.fromkeys(columns, 1.0)
        if answers.weights:
            return {title: answers.weight(title) or 0.0 for title in columns}
        row = self.layout.criterion_rows.get("weight")
        if row is None:
            return {}
        before = len(self.problems)
        weights, percent = {}, set()
        for title, parts in columns.items():
            score = self._weight(self.layout.cell(row, min(parts.values())))
            if score is not None:
                weights[title] = score.centre / (score.out_of or 1.0)  # a weight of 1/4 is a quarter
                percent.add(score.unit == "%")
        label, is_read = self.layout.cell(row, 0), len(self.problems) == before
        if len(percent) > 1 and is_read:
            message = (
                "begins the weights, and some have a percent sign and some have none; write all the same way"
            )
            self._report(label, "percentage", message)
        elif not any(weights.values()) and is_read:
            self._report(label, "no-weight", "begins the weights, and all of them are 0; give one more")
        return self._with_group_weights(weights)

    def _with_group_weights(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Return the weights, those of a group shared by its criteria: by their own weights, or equally."""
        layout, shared = self.layout, dict(weights)
        row = layout.group_weights
        line = layout.criterion_rows["weight"] if row is None else row
        cells = {title: layout.cell(line, min(layout.criterion_columns[title].values())) for title in weights}
        own = dict.fromkeys(weights, 1.0) if row is None else weights
        for title, cell in cells.items() if any(one.shared for one in cells.values()) else ():
            members = (
                [other for other in cells if cells[other].shared == cell.shared] if cell.shared else [title]
            )
            whole, score = sum(own[other] for other in members), self._weight(cell)
            if score is not None and whole:
                shared[title] = float(f"{score.centre * own[title] / whole:.12g}")
        return shared

    def _weight(self, cell: ReadCell) -> MatrixScore | None:
        """Return a weight of at least 0; None for one that is reported."""
        try:
            score = read_score(cell, self.answers.style)
        except BadCell as bad:
            self.problems += [bad.problem] if bad.problem else []
            return None
        if score.is_unknown:
            message = (
                "is empty; type its weight, 0 if it does not count, or name its line `Total` if it sums "
                "others up"
            )
            self._report(cell, "empty-cell", message)
        elif score.unit not in ("", "%"):
            self._report(cell, "empty-cell", "has a unit; a weight is a number")
        elif score.low < 0 or score.low != score.high:
            message = f"holds {format_digits(score.low)}; a weight is one number, at least 0"
            self._report(cell, "out-of-bounds", message)
        else:
            return score
        return None
