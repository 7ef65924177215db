"""The tables of a batch as pandas, for questions that nobody has thought of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from selfeval.core.records import dataclass
from selfeval.portfolio.batch.columns import FACTS, FILES, FINDINGS, Column, Kind
from selfeval.portfolio.batch.parts import parts_of


@dataclass(frozen=True, slots=True)
class BatchFrames:
    """Three tables by the columns of `columns.py`: decimals are `Decimal`, so that sums are exact."""

    facts: pd.DataFrame
    findings: pd.DataFrame
    files: pd.DataFrame


def batch_frames(out: Path | str) -> BatchFrames:
    """The tables that `selfeval batch … -o out` wrote, as pandas: words as categories, decimals as `Decimal`.

    Returns:
        `.facts`, `.findings`, `.files`; their columns are listed in `docs/batch.md`. Whole numbers are `Int64` and
        flags `boolean`, so that what is unknown stays `<NA>`.

    Raises:
        OSError: there is no such table in that folder.
    """
    tables = ((FACTS, "facts"), (FINDINGS, "findings"), (FILES, "files"))
    return BatchFrames(*(_frame(Path(out) / f"{name}.parquet", columns) for columns, name in tables))


def _frame(path: Path, columns: Sequence[Column]) -> pd.DataFrame:
    tables = []
    for part in parts_of(path):
        with part.open("rb") as stream:
            tables.append(pq.read_table(stream))
    frame: pd.DataFrame = pa.concat_tables(tables).unify_dictionaries().to_pandas()
    types = {Kind.INTEGER: "Int64", Kind.FLAG: "boolean", Kind.WORD: "category"}
    wanted = {column.name: types[column.kind] for column in columns if column.kind in types}
    return frame.astype(wanted)
