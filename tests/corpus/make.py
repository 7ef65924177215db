"""Makes the corpus: `python -m tests.corpus.make` writes every workbook, `… --expected` also how each is read.

A changed expectation is looked at before it is committed: it is what the tests hold the reader to.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.corpus import books_filled, books_layouts, books_targets
from tests.corpus.reading import as_text
from tests.corpus.specs import Book, Sheet
from tests.excel.books import saved

HERE = Path(__file__).parent
WORKBOOKS = HERE / "workbooks"
EXPECTED = HERE / "expected"
ALL: dict[str, Book] = {**books_targets.BOOKS, **books_filled.BOOKS, **books_layouts.BOOKS}


def by_openpyxl(book: Book) -> bytes:
    """The workbook as openpyxl writes it."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for spec in book.sheets:
        sheet = workbook.create_sheet(spec.title)
        for row, column, value in _cells(spec):
            sheet.cell(row, column, value)
        for name, code in spec.formats.items():
            sheet[name].number_format = code
        for merge in spec.merges:
            sheet.merge_cells(merge)
        for row in spec.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for letters in spec.hidden_columns:
            sheet.column_dimensions[letters].hidden = True
        if spec.hidden:
            sheet.sheet_state = "hidden"
        if spec.very_hidden:
            sheet.sheet_state = "veryHidden"
    return saved(workbook)


def by_xlsxwriter(book: Book) -> bytes:
    """The workbook as XlsxWriter writes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        for spec in book.sheets:
            sheet = workbook.add_worksheet(spec.title)
            for merge in spec.merges:
                sheet.merge_range(merge, "")
            for row, column, value in _cells(spec):
                code = spec.formats.get(f"{get_column_letter(column)}{row}")
                sheet.write(row - 1, column - 1, value, workbook.add_format({"num_format": code}) if code else None)
            for row in spec.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            for letters in spec.hidden_columns:
                sheet.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
            if spec.hidden:
                sheet.hide()
            if spec.very_hidden:
                sheet.very_hidden()
    return stream.getvalue()


def by_libreoffice(book: Book) -> bytes:
    """The workbook as openpyxl writes it, saved again by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "book.xlsx", Path(folder) / "out"
        source.write_bytes(by_openpyxl(book))
        office = shutil.which("soffice") or "soffice"
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (out / "book.xlsx").read_bytes()


MAKERS = {"openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter, "libreoffice": by_libreoffice}


def _cells(spec: Sheet) -> list[tuple[int, int, Any]]:
    return [
        (spec.top + down, spec.left + right, value)
        for down, line in enumerate(spec.rows)
        for right, value in enumerate(line)
        if value not in {None, ""}
    ]


def main(arguments: list[str]) -> None:
    """Write workbooks (`--only NAME`) and, if asked, their expected readings."""
    wanted = arguments[arguments.index("--only") + 1 :] if "--only" in arguments else list(ALL)
    WORKBOOKS.mkdir(exist_ok=True)
    EXPECTED.mkdir(exist_ok=True)
    for name in wanted:
        path = WORKBOOKS / f"{name}.xlsx"
        path.write_bytes(MAKERS[ALL[name].maker](ALL[name]))
        if "--expected" in arguments:
            text = as_text(path, ALL[name].about)
            (EXPECTED / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
