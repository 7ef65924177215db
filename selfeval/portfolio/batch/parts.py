"""A table of a batch is one Parquet file, or a folder of parts of that name, read in the order of their names.

Parts are named by their place and by what is in them: one that is the same as before keeps its name, and stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from selfeval.portfolio.batch.columns import Column
from selfeval.portfolio.batch.record import Value

if TYPE_CHECKING:
    from selfeval.portfolio.batch.parquet import TableWriter

PATTERN: Final = "*.parquet"
"""The parts of a table among whatever else lies in its folder."""

_DIGITS: Final = 16
"""Of the hash in the name of a part."""


def parts_of(path: Path) -> list[Path]:
    """The files of a table in their order: itself, or its parts; itself too where it is not there."""
    return sorted(path.glob(PATTERN)) if path.is_dir() else [path]


class Table:
    """A table on its way to the disk, never more of it in memory than one group of rows.

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
        from selfeval.portfolio.batch.parquet import TableWriter  # pyarrow; who only looks for parts has no need of it

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
        part.rename(self._path / name)
