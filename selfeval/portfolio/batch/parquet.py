"""The tables of a batch as Parquet files, written as they come: never more of them in memory than one group of rows.

pyarrow, 60 MB that only the end of a batch needs, is loaded with this module and `arrays` alone on the way to it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from selfeval.portfolio.batch.arrays import TYPES, column_array
from selfeval.portfolio.batch.columns import Column
from selfeval.portfolio.batch.record import Value

_GROUP = 20_000
"""Rows that are written together."""

_SCHEMA = b"selfeval.batch/1"


class TableWriter:
    """Writes one table; half of one that was begun is taken away when something goes wrong.

    Raises:
        OSError: the system refused it, such as on a full disk.
    """

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._path, self._columns = path, columns
        self._rows: list[Sequence[Value]] = []
        # A file that the system opens: pyarrow's own cannot write to a path that is no valid text.
        self._stream = path.open("wb")
        about = {b"schema": _SCHEMA}
        fields = [_field(column) for column in columns]
        self._schema = pa.schema(fields, metadata=about)
        self._writer = pq.ParquetWriter(self._stream, self._schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            if kind is None:
                self._flush(least=1)
            self._writer.close()
            self._stream.close()
        except OSError:
            self._take_away()
            if kind is None:
                raise
        if kind is not None:
            self._take_away()

    def _take_away(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def add(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows, each by the columns of the table; decimals are texts."""
        self._rows.extend(rows)
        self._flush(least=_GROUP)

    def _flush(self, least: int) -> None:
        if len(self._rows) < least:
            return
        columns = list(zip(*self._rows, strict=True))
        arrays = [column_array(column.kind, values) for column, values in zip(self._columns, columns, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


def _field(column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    about = {"about": column.about, **({"unit": column.unit} if column.unit else {})}
    return pa.field(column.name, TYPES[column.kind], metadata=about)
