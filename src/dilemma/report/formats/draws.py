"""Draws for other programs: CSV, or Parquet where pyarrow is installed; full precision in either."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dilemma.analysis.uncertainty.draws import DrawTable

PARQUET = ".parquet"
DRAW_SUFFIXES = (".csv", PARQUET)
"""The endings under which draws are written."""


def write(table: DrawTable, suffix: str) -> bytes:
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
