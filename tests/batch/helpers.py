"""Small folders of forms, and batches over them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from selfeval.portfolio.batch.parts import parts_of
from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.batch.folder import OUTPUTS
from tests.tools.county.forms import Form, sound_form
from tests.tools.county.layouts import by_openpyxl, national

UNIT = ("青山县水利局", "青山县水利站")


def form(number: int = 1, unit: tuple[str, str] = UNIT) -> Form:
    """A sound form."""
    return sound_form(Random(number), unit, number)


def book(one: Form) -> bytes:
    """The form as a workbook."""
    return by_openpyxl([("自评表", national(one))])


def put(path: Path, one: Form | None = None) -> Path:
    """A file with a form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book(one or form()))
    return path


def reported(folder: Path, forms: int) -> Path:
    """A folder `上报` in it with so many forms, and one file that is empty."""
    top = folder / "上报"
    for number in range(forms):
        put(top / f"{number:02}.xlsx", form(number))
    (top / "空.xlsx").write_bytes(b"")
    return top


def batched(*sources: Path | str, out: Path, told: Any = None, **asked: Any) -> Batch:
    """A batch that has been run."""
    own = {name: asked.pop(name) for name in ("limits", "part_files", "scheduler") if name in asked}
    jobs = asked.pop("jobs", 1)
    batch = Batch(requested(tuple(map(str, sources)), out, **asked), out, jobs, **own)
    batch.run(told)
    return batch


def outputs(out: Path) -> dict[str, bytes]:
    """Everything that a batch wrote, byte by byte; of a table that is a folder, each part."""
    found = [part for name in OUTPUTS for part in parts_of(out / name)]
    return {part.relative_to(out).as_posix(): part.read_bytes() for part in found}


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table."""
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return found


def ends(out: Path) -> dict[str, tuple[str, str]]:
    """State and code of every file."""
    return {row["file"]: (row["state"], row["code"]) for row in rows(out, "files")}


def listed(out: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet of 汇总.xlsx that say something, headings left out."""
    book = openpyxl.load_workbook(out / "汇总.xlsx", data_only=True)
    found = [tuple(row) for row in book[sheet].iter_rows(min_row=4, values_only=True)]
    return [row for row in found if any(value is not None for value in row)]
