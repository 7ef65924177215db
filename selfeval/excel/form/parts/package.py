"""A workbook together with its bytes and parts, for writing some of its cells again and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.excel.book import guard
from selfeval.excel.book.grid import Book
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.kinds.xlsx import Package
from selfeval.excel.book.refusals import refused


@dataclass(frozen=True, slots=True)
class WholePackage:
    """A package whose parts are to be written again: its bytes, what it holds, and which part is which.

    Attributes:
        workbook: name of the part that lists the sheets.
        sheets: name of the part of each worksheet, by title.
        formats: the number format code of each cell style; `styles` the name of the part that holds them, "" for none.
    """

    data: bytes
    kind: FileKind
    book: Book
    workbook: str
    sheets: Mapping[str, str]
    formats: tuple[str, ...]
    date1904: bool
    styles: str = ""


def open_package(path: Path) -> WholePackage:
    """Read a workbook together with its bytes; errors as for `open_book` but for F111, and F110 for other kinds."""
    data, kind = guard.load(path)
    if kind not in {FileKind.XLSX, FileKind.XLSM}:
        raise SelfEvalError(
            msg("Form of another kind"),
            msg("{file} cannot be filled without changing the rest of it.", file=path.name),
            msg("Open it in Excel or WPS, save it as .xlsx, and give that file."),
            "F110",
        )
    with refused(path), zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        book = package.book(path.name, guard.sha256(data), macros=kind is FileKind.XLSM)
        for grid in book.sheets:
            grid.span(0, 0)  # builds the index of merges, where overlapping ones show
    sheets = dict(package.worksheets())
    return WholePackage(
        data, kind, book, package.workbook, sheets, tuple(package.formats), package.date1904, package.styles
    )
