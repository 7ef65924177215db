"""The facts of a batch read back, a group of rows at a time, so that a province does not fill the memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from selfeval.portfolio.batch.faults import no_tables
from selfeval.portfolio.batch.parts import parts_of


def counted_projects(facts: Path, columns: Sequence[str]) -> Iterator[dict[str, object]]:
    """These columns of the row that stands for each project that counts.

    Raises:
        SelfEvalError: F713 the table cannot be read, or has other columns.
    """
    import pyarrow as pa  # 60 MB, only where there are tables to read
    import pyarrow.parquet as pq

    wanted = [*columns, "row", "counts"]
    try:
        for part in parts_of(facts):
            with part.open("rb") as stream:  # pyarrow's own cannot open a path that is no valid text
                table = pq.ParquetFile(stream)
                if lacking := [name for name in wanted if name not in table.schema_arrow.names]:
                    raise no_tables(facts.parent, KeyError(", ".join(lacking)))
                for group in table.iter_batches(columns=wanted):
                    for row in group.to_pylist():
                        if row.pop("row") == "budget" and row.pop("counts") is not False:
                            yield row
    except (pa.ArrowException, OSError) as error:
        raise no_tables(facts.parent, error) from error
