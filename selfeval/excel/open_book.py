"""The one door to a workbook of any kind: looks at the bytes, calls the reader of their kind, tells what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from selfeval.core.problems import NOTHING, CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.excel import guard
from selfeval.excel.grid import Book, TooManyMergesError
from selfeval.excel.refusals import DAMAGE, FileKind, TooMuchError, damaged, too_large
from selfeval.excel.sheetxml import ForbiddenXmlError

_Reader: TypeAlias = Callable[[bytes, Path], Book]

_WORDS: Final[Mapping[FileKind, Message]] = {
    FileKind.XLSX: msg("an .xlsx workbook"),
    FileKind.XLSM: msg("a workbook with macros (.xlsm)"),
    FileKind.XLS: msg("an .xls workbook"),
    FileKind.XLSB: msg("an .xlsb workbook"),
    FileKind.ODS: msg("an OpenDocument table (.ods)"),
    FileKind.FLAT_ODS: msg("an OpenDocument table (.fods)"),
    FileKind.XML_2003: msg("an XML table of Excel 2003"),
    FileKind.HTML: msg("a web page"),
    FileKind.TEXT: msg("a text with one row a line"),
}
_NAMES: Final[Mapping[FileKind, tuple[str, ...]]] = {
    FileKind.XLSX: (".xlsx", ".xltx", ".et", ".ett"),
    FileKind.XLSM: (".xlsm", ".xltm"),
    FileKind.XLS: (".xls", ".xlt", ".et", ".ett"),
    FileKind.XLSB: (".xlsb",),
    FileKind.ODS: (".ods", ".ots"),
    FileKind.FLAT_ODS: (".fods", ".xml"),
    FileKind.XML_2003: (".xml",),
    FileKind.HTML: (".html", ".htm", ".xhtml"),
    FileKind.TEXT: (".csv", ".tsv", ".tab", ".txt"),
}
_TELLING: Final = frozenset(name for names in _NAMES.values() for name in names)
"""Endings that promise a kind; any other one (`.bak`, none) promises nothing."""


def open_book(path: Path) -> Book:
    """Read a workbook once and whole.

    Raises:
        SelfEvalError: F101 … F111, see `guard`; F108 where a part is damaged.
    """
    data, kind = guard.load(path)
    try:
        book = _reader(kind)(data, path)
        for grid in book.sheets:
            grid.span(0, 0)  # builds the index of merges, where overlapping ones show
    except (ForbiddenXmlError, TooManyMergesError, TooMuchError, MemoryError) as error:
        raise too_large(path) from error
    except DAMAGE as error:
        raise damaged(path) from error
    if not any(grid.cells for grid in book.sheets):
        raise SelfEvalError(
            msg("Empty workbook"),
            msg("No sheet of {file} holds any cell.", file=path.name),
            msg("Check that it is the right file and that it was saved."),
            "F111",
        )
    return replace(book, notes=(*_other_name(path, kind), *book.notes))


def kind_in_words(kind: FileKind) -> Message:
    """`an .xls workbook` and the like, for sentences."""
    return _WORDS[kind]


def _reader(kind: FileKind) -> _Reader:
    """The reader of a kind that `guard` lets pass; imported here, so that an .xlsx pays for no other."""
    if kind in {FileKind.XLSX, FileKind.XLSM}:
        from selfeval.excel.xlsx import read_xlsx as reader
    elif kind is FileKind.XLS:
        from selfeval.excel.kinds.xls import read_xls as reader
    elif kind is FileKind.XLSB:
        from selfeval.excel.kinds.xlsb import read_xlsb as reader
    elif kind is FileKind.ODS:
        from selfeval.excel.kinds.ods import read_ods as reader
    elif kind is FileKind.FLAT_ODS:
        from selfeval.excel.kinds.ods import read_flat as reader
    elif kind is FileKind.XML_2003:
        from selfeval.excel.kinds.xml2003 import read_xml as reader
    elif kind is FileKind.HTML:
        from selfeval.excel.kinds.html import read_page as reader
    else:
        from selfeval.excel.kinds.text import read_text as reader
    return reader


def _other_name(path: Path, kind: FileKind) -> tuple[Problem, ...]:
    """F215 where the name promises another kind than the content is."""
    ending = path.suffix.lower()
    if ending not in _TELLING or ending in _NAMES[kind]:
        return ()
    message = msg(
        "The name ends in {ending}, but the file is {kind}; it was read as that.", ending=ending, kind=_WORDS[kind]
    )
    return (Problem("F215", Severity.INFO, message, NOTHING, CellRef(path.name, "")),)
