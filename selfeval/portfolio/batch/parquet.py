"""The tables of a batch as Parquet files, written as they come: never more of them in memory than one group of rows.

pyarrow, some 50 MB, is loaded with this module and `arrays`: a batch does that when all files have been read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from selfeval.portfolio.batch.arrays import TYPES, column_array
from selfeval.portfolio.batch.columns import Column
from selfeval.portfolio.batch.record import Value

_GROUP = 5_000
"""Rows that are written together."""

_SCHEMA = b"selfeval.batch/1"
_DIGITS: Final = 16
"""Of the hash in the name of a part."""


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


class Table:
    """A table of a batch on its way to the disk: a file, or a folder of parts.

    Parts are named by their place and by what is in them: one that is the same as before keeps its name, and stays.
    `path` becomes a file, with `parts` a folder; `before` is the table of an earlier run, whose parts are taken over
    where they are the same.

    Raises:
        OSError: the system refused it, such as on a full disk.
    """

    def __init__(self, path: Path, columns: Sequence[Column], *, parts: bool, before: Path) -> None:
        self._path, self._columns, self._before = path, columns, before
        self._number = 0 if parts else -1
        if parts:
            path.mkdir()
        self._writer = self._begun()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._writer.__exit__(kind, error, _)
        if kind is None:
            self._name()

    def add(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows, each by the columns of the table; decimals are texts."""
        self._writer.add(rows)

    def next_part(self) -> None:
        """What follows stands in another part."""
        self._writer.__exit__(None, None, None)
        self._name()
        self._number += 1
        self._writer = self._begun()

    def _begun(self) -> TableWriter:
        return TableWriter(self._path if self._number < 0 else self._path / "part", self._columns)

    def _name(self) -> None:
        """Name the part that is finished, or take the earlier one of that name."""
        if self._number < 0:
            return
        part = self._path / "part"
        with part.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()[:_DIGITS]
        name = f"part-{self._number:05d}-{content}.parquet"
        with contextlib.suppress(OSError):  # none of that name, or a drive without links: the new one is the same
            os.link(self._before / name, self._path / name)
            part.unlink()
            return
        part.replace(self._path / name)


def _field(column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    about = {"about": column.about, **({"unit": column.unit} if column.unit else {})}
    return pa.field(column.name, TYPES[column.kind], metadata=about)
