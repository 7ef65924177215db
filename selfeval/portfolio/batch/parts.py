"""A table of a batch is one Parquet file, or a folder of parts of that name, read in the order of their names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PATTERN: Final = "*.parquet"
"""The parts of a table among whatever else lies in its folder."""


def parts_of(path: Path) -> list[Path]:
    """The files of a table in their order: itself, or its parts; itself where there are none, which opening tells."""
    parts = sorted(path.glob(PATTERN)) if path.is_dir() else []
    return parts or [path]
