"""Results as long, tidy CSV: a row for each scenario, profile and option, a table of its own, or draws."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, TypeAlias

from dilemma.report.text import escape_formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dilemma.analysis.results.assessment import Assessment, OptionResult, ProfileName
    from dilemma.analysis.uncertainty.draws import DrawTable

    Row: TypeAlias = "tuple[object, ...]"
    Rows: TypeAlias = "Callable[[Assessment], Iterator[Row]]"

_NO_PROFILE = "none"  # stands in the profile column for the scenario's own weights

_OPTION_COLUMNS = (
    *("scenario", "profile", "option", "stance", "rank", "value", "worst_value", "max_regret"),
    *("expected_regret", "first_rank_share", "confidence_factor", "below_floor", "dominated_by"),
    *("recommended", "margin", "verdict", "dilemma_index", "evpi_futures", "endogenous", "tie_break"),
    *("value_at_modes", "leads", "advised", "excluded"),
)
_CHOICES = ("recommended", "leads", "advised")
_ID_COLUMNS = ("scenario", "profile")
_OPTIONS = "options"  # the table of the contract: one row an option
_SIGNPOST_COLUMNS = (
    *("signpost", "event", "kind", "by", "answer", "probability", "choice", "margin", "share"),
    *("changes_choice", "future", "odds_ratio", "tipping_ratio", "worth"),
)
_ASSUMPTION_COLUMNS = (
    "assumption",
    "and_assumption",
    "says",
    "standing",
    "choice",
    "margin",
    "changes_choice",
)
_BREAK_EVEN_COLUMNS = ("kind", "of", "now", "at", "winner", "low", "high", "within_range")
_OBSERVED_COLUMNS = ("moment", "future", "probability", "share", "choice", "margin", "seen", "not_seen")
PARQUET = ".parquet"
DRAW_SUFFIXES = (".csv", PARQUET)
"""The endings under which draws are written."""


def format_rows(*rows: Iterable[object]) -> str:
    """Return rows as CSV text; a text that a spreadsheet would run as a formula gets an apostrophe."""
    out = StringIO()
    # One line ending everywhere, so that the same result is the same bytes on every system.
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """Return a value as the writer takes it; a value that is not known is an empty cell."""
    # `csv` would write True, where JSON and YAML have true.
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return escape_formula(value)
    return "" if value is None else value


def profile_id(profile: ProfileName | None) -> str:
    """Return the id of a profile, or `none`."""
    return _NO_PROFILE if profile is None else profile.id


def format_choice(option: str | None, ties: Sequence[str] | None = ()) -> str | None:
    """Return the option chosen; where several tie, all of them with spaces between."""
    return " ".join(ties) if ties else option


def format_value(value: Any) -> object:
    """Return a value of a file as a cell: a text or a number as it is, anything else as JSON."""
    if value is None or isinstance(value, str | float | int):
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write_options(results: Sequence[Assessment]) -> str:
    """Return the options of every result as CSV text with a header."""
    return options_header() + "".join(option_rows(result) for result in results)


def options_header(varied: Sequence[str] = ()) -> str:
    """Return the header line, with one more column for every path whose values differ between results."""
    return format_rows((*_OPTION_COLUMNS, *varied))


def option_rows(result: Assessment, varied: Sequence[str] = ()) -> str:
    """Return the lines of one result, each with the values that varied paths have in it.

    An option that a hard floor excludes has the criteria of its floors in `excluded`, and no figures.
    """
    settings = result.settings or {}
    values = [_setting_cell(settings.get(path)) for path in varied]
    excluded: dict[str, list[str]] = {}
    for row in result.excluded:
        excluded.setdefault(row.option, []).append(row.criterion)
    blank = [False if column in _CHOICES else None for column in _OPTION_COLUMNS[3:-1]]
    return format_rows(
        *([*_option_cells(result, option), None, *values] for option in result.options),
        *(
            [result.scenario.id, profile_id(result.profile), option, *blank, " ".join(floors), *values]
            for option, floors in excluded.items()
        ),
    )


def _setting_cell(value: object) -> object:
    """Return the value of a path as a cell: a number or a word as it is, a list or mapping as JSON."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value


def _option_cells(result: Assessment, option: OptionResult) -> Iterator[object]:
    """Yield the cells of one option, in the order of the header."""
    recommendation = result.recommendation
    yield result.scenario.id
    yield profile_id(result.profile)
    yield option.id
    yield option.stance
    yield option.rank
    yield option.value
    yield option.worst_value
    yield option.max_regret
    yield option.expected_regret
    yield option.first_rank_share
    yield option.confidence_factor
    yield " ".join(option.below_floor)
    yield " ".join(option.dominated_by or ())
    yield option.id == recommendation.advised
    yield recommendation.margin
    yield recommendation.verdict
    yield result.dilemma_index
    yield result.information.evpi_futures
    yield result.endogenous is not None
    yield None if recommendation.tie_break is None else recommendation.tie_break.option
    yield option.value_at_modes
    yield option.id in (recommendation.ties or (recommendation.option,))
    yield option.id == recommendation.advised


def write(results: Sequence[Assessment], table: str = _OPTIONS) -> str:
    """Return one of the tables as CSV text; a value that is not known is an empty cell.

    Args:
        results: of any scenarios and profiles.
        table: `options`, or one of `_TABLES`.
    """
    if table == _OPTIONS:
        return write_options(results)
    columns, rows = _TABLES[table]
    cells = (
        (result.scenario.id, profile_id(result.profile), *row) for result in results for row in rows(result)
    )
    return format_rows((*_ID_COLUMNS, *columns), *cells)


def _signpost_rows(result: Assessment) -> Iterator[Row]:
    """Yield two rows for each signpost, one for each answer; an impossible answer has no choice."""
    for signpost in result.signposts or ():
        first = (signpost.id, signpost.event, signpost.kind, signpost.by)
        last = (signpost.changes_choice, signpost.future)
        choice = format_choice(signpost.if_seen, signpost.ties_if_seen)
        if_seen = ("seen", signpost.chance, choice, signpost.margin_if_seen, signpost.share_if_seen)
        choice = format_choice(signpost.if_not_seen, signpost.ties_if_not_seen)
        if_not_seen = ("not-seen", signpost.chance_not_seen, choice, signpost.margin_if_not_seen, None)
        for cells, odds, tipping_ratio in (
            (if_seen, signpost.ratios_if_seen, signpost.tipping_ratio_if_seen),
            (if_not_seen, signpost.ratios_if_not_seen, signpost.tipping_ratio_if_not_seen),
        ):
            ratio = (odds or {}).get(signpost.future or "")
            yield (*first, *cells, *last, ratio, tipping_ratio, signpost.worth)


def _assumption_rows(result: Assessment) -> Iterator[Row]:
    """Yield a row for each assumption, then for each pair that together changes the choice."""
    for assumption in result.assumptions or ():
        choice = format_choice(assumption.if_wrong, assumption.ties_if_wrong)
        outcome = (choice, assumption.margin_if_wrong, assumption.changes_choice)
        yield (assumption.id, None, assumption.says, assumption.standing, *outcome)
    for pair in result.assumption_pairs or ():
        choice = format_choice(pair.if_wrong, pair.ties_if_wrong)
        yield (*pair.assumptions, None, None, choice, pair.margin_if_wrong, True)


def _break_even_rows(result: Assessment) -> Iterator[Row]:
    """Yield a row for each change of leader; low and high are the ends of the stated range."""
    for break_even in result.break_evens or ():
        change = (break_even.kind, break_even.of, break_even.now, break_even.at)
        choice = format_choice(break_even.winner, break_even.ties)
        yield (*change, choice, *(break_even.range or (None, None)), break_even.within_range)


def _observed_rows(result: Assessment) -> Iterator[Row]:
    """Yield a row for each future before and after the observations; none without observations."""
    observed = result.observed
    if observed is None:
        return
    observed_ids, missing_ids = (
        " ".join(signpost.id for signpost in observed.signposts if signpost.seen is answer)
        for answer in (True, False)
    )
    for moment, status in (("before", observed.before), ("after", observed.after)):
        choice = (status.share, format_choice(status.option, status.ties), status.margin)
        for future, probability in status.probabilities.items():
            yield (moment, future, probability, *choice, observed_ids, missing_ids)


_TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "signposts": (_SIGNPOST_COLUMNS, _signpost_rows),
    "assumptions": (_ASSUMPTION_COLUMNS, _assumption_rows),
    "break-evens": (_BREAK_EVEN_COLUMNS, _break_even_rows),
    "observed": (_OBSERVED_COLUMNS, _observed_rows),
}


def write_draws(table: DrawTable, suffix: str) -> bytes:
    """Return the bytes of a file of draws: a row for each, the first column counts them from 1.

    Args:
        table: the draws.
        suffix: one of `DRAW_SUFFIXES`; `.parquet` needs pyarrow.
    """
    return _parquet(table) if suffix == PARQUET else _csv(table).encode()


def _csv(table: DrawTable) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("draw", *table.columns))
    writer.writerows((number, *map(repr, row)) for number, row in enumerate(table.rows, start=1))
    return out.getvalue()


def _parquet(table: DrawTable) -> bytes:
    import pyarrow  # noqa: PLC0415  an extra that few have
    import pyarrow.parquet  # noqa: PLC0415

    columns = zip(*table.rows, strict=True)
    data = {"draw": range(1, len(table.rows) + 1), **dict(zip(table.columns, columns, strict=True))}
    out = BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({name: list(column) for name, column in data.items()}), out)
    return out.getvalue()
