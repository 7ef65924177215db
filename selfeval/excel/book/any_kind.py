"""The one door to a workbook of any kind: looks at the bytes, calls the reader of their kind, tells what is unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from selfeval.core.problems import NOTHING, CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.excel.book import guard
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.book.kinds.encoding import decoded
from selfeval.excel.book.kinds.names import ACTUALS, ENDINGS, READ, FileKind
from selfeval.excel.book.refusals import refused

_Reader: TypeAlias = Callable[[bytes, Path], Book]


class Opened(NamedTuple):
    """A workbook with the bytes that it was read from and their kind."""

    book: Book
    data: bytes
    kind: FileKind


def open_book(path: Path, look: Callable[[Grid], None] | None = None) -> Book:
    """Read a workbook once and whole; in a package of many sheets, `look` sees each of them as it is read.

    Raises:
        SelfEvalError: F101 … F111, see `guard`; F108 where a part is damaged.
    """
    return opened(path, look).book


def opened(path: Path, look: Callable[[Grid], None] | None = None) -> Opened:
    """As `open_book`, for those who look at the parts of the file as well."""
    data, kind = guard.load(path)
    with refused(path):
        book = _reader(kind, look)(data, path)
        for grid in book.sheets:
            grid.span(0, 0)  # builds the index of merges, where overlapping ones show
    if not any(grid.cells for grid in book.sheets):
        raise SelfEvalError(
            msg("Empty workbook"),
            msg("No sheet of {file} holds any cell.", file=path.name),
            msg("Check that it is the right file and that it was saved."),
            "F111",
        )
    return Opened(replace(book, notes=(*_other_name(path, kind), *book.notes)), data, kind)


def read_plain(path: Path) -> tuple[FileKind, str, tuple[Problem, ...]] | None:
    """A text or JSON as it stands, with F215 and F405; None for a file of any other content, which `open_book` reads.

    Raises:
        SelfEvalError: F101, F102, F103, F109 it cannot be read; F407 it is named like a text and is none.
    """
    data, kind = guard.look(path)
    named = path.suffix.lower() in {*ENDINGS[FileKind.TEXT], *ENDINGS[FileKind.JSON]}
    if kind is FileKind.EMPTY and named:
        return FileKind.TEXT, "", ()
    if kind is FileKind.OTHER and named:
        raise _no_text(path)
    if kind not in {FileKind.TEXT, FileKind.JSON, FileKind.PROSE}:
        return None
    try:
        text, notes = decoded(data, path)
    except UnicodeError as error:
        raise _no_text(path) from error
    kind = FileKind.JSON if kind is FileKind.JSON else FileKind.TEXT
    return kind, text, (*_other_name(path, kind), *notes)


def _no_text(path: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("Not a text file"),
        msg("{name} is neither UTF-8, UTF-16 nor GB18030 text.", name=path.name),
        msg("Save it again as CSV UTF-8, or give the .xlsx workbook itself."),
        "F407",
    )


def kind_in_words(kind: FileKind) -> Message:
    """`an .xls workbook` and the like, for sentences."""
    return READ[kind].words


def _reader(kind: FileKind, look: Callable[[Grid], None] | None = None) -> _Reader:
    """The reader of a kind that `guard` lets pass; imported here, so that an .xlsx pays for no other."""
    if kind in {FileKind.XLSX, FileKind.XLSM}:
        from selfeval.excel.book.kinds.xlsx import read_xlsx

        return partial(read_xlsx, look=look)
    if kind is FileKind.XLS:
        from selfeval.excel.book.kinds.xls import read_xls as reader
    elif kind is FileKind.XLSB:
        from selfeval.excel.book.kinds.xlsb import read_xlsb as reader
    elif kind is FileKind.ODS:
        from selfeval.excel.book.kinds.ods.read import read_ods as reader
    elif kind is FileKind.FLAT_ODS:
        from selfeval.excel.book.kinds.ods.read import read_flat as reader
    elif kind is FileKind.XML_2003:
        from selfeval.excel.book.kinds.xml2003 import read_xml as reader
    elif kind is FileKind.HTML:
        from selfeval.excel.book.kinds.html.read import read_page as reader
    else:
        from selfeval.excel.book.kinds.text import read_text as reader
    return reader


def _other_name(path: Path, kind: FileKind) -> tuple[Problem, ...]:
    """F215 where the name promises another kind than the content is."""
    ending = path.suffix.lower()
    if ending not in ACTUALS or ending in ENDINGS[kind]:
        return ()
    message = msg(
        "The name ends in {ending}, but the file is {kind}; it was read as that.", ending=ending, kind=READ[kind].words
    )
    return (Problem("F215", Severity.INFO, message, NOTHING, CellRef(path.name, "")),)
