"""A table of a batch is one Parquet file, or a folder of parts of that name, read in the order of their names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PATTERN: Final = "*.parquet"
"""The parts of a table among whatever else lies in its folder."""

PART_FILES: Final = 20_000
"""Files whose rows make one part of the tables, some 15 MB of facts; the tables of no more files than that are a file
each, those of more are folders of parts. On a cluster and on one computer alike, so that the bytes are the same."""


def parts_of(path: Path) -> list[Path]:
    """The files of a table in their order: itself, or its parts; itself where there are none, which opening tells."""
    parts = sorted(path.glob(PATTERN)) if path.is_dir() else []
    return parts or [path]
