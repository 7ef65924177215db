"""Workbooks as tests compare them: every cell with what is seen in it, and how cells are merged."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import openpyxl

EXPECTED = Path(__file__).with_name("expected")


def cells(data: bytes) -> list[str]:
    """`sheet<TAB>cell<TAB>value<TAB>number format` of each cell that holds something, then the merges."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    lines = []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    value = str(cell.value).replace("\n", "\\n")
                    lines.append(f"{sheet.title}\t{cell.coordinate}\t{value}\t{cell.number_format}")
        lines += [f"{sheet.title}\tmerged\t{span}" for span in sorted(map(str, sheet.merged_cells.ranges))]
    return lines


def differences(one: list[str], other: list[str]) -> list[str]:
    """Lines that only one of them has."""
    first, second = set(one), set(other)
    return [f"- {line}" for line in one if line not in second] + [f"+ {line}" for line in other if line not in first]


def expected(name: str, made: list[str]) -> list[str]:
    """The cells a document is to give; with SELFEVAL_UPDATE_GOLDEN=1 those it gives, to be looked at."""
    path = EXPECTED / f"{name}.tsv"
    if os.environ.get("SELFEVAL_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(made) + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").splitlines()


def texts_of(lines: list[str]) -> Iterator[str]:
    """The values alone."""
    for line in lines:
        parts = line.split("\t")
        if parts[1] != "merged":
            yield parts[2]
