"""The one door to documents: looks at the bytes, refuses what cannot be read, and calls the reader of the kind."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

from selfeval.core.problems import SelfEvalError
from selfeval.document.kinds.pdf.document import read_pdf
from selfeval.document.kinds.text.document import read_text
from selfeval.document.kinds.web_page import read_web_page
from selfeval.document.kinds.word.document import main_part, read_docx
from selfeval.document.refusals import a_workbook, damaged, encrypted, no_document, old_word, scanned, too_large
from selfeval.document.values import Document, DocumentKind
from selfeval.excel.book import guard
from selfeval.excel.book.kinds.names import READ, FileKind
from selfeval.excel.book.refusals import DAMAGE, refused

_PDF_WITHIN: Final = 1024
"""Bytes before which a PDF begins."""
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
ENDINGS: Final = (".docx", ".docm", ".pdf", ".txt", ".md", ".html", ".htm")
"""Of the documents that are read; the content decides."""


def open_document(path: Path) -> Document:
    """Read a document.

    Raises:
        SelfEvalError: F101 … F103, F107 the file cannot be had; F601 another kind, F602 encrypted, F603 damaged,
            F604 a scan, F605 larger than any real document, F106 a web page without a table.
    """
    data, kind = guard.look(path)
    own = _kind(data, kind, path)
    if own is DocumentKind.DOCX:
        try:
            guard.check_parts(data, path)
        except SelfEvalError as error:
            raise (too_large(path) if error.code == "F109" else damaged(path)) from error
        return read_docx(data, path)
    if own is DocumentKind.PDF:
        return read_pdf(data, path)
    if len(data) > guard.MAX_TEXT:
        raise too_large(path)
    if own is DocumentKind.PAGE:
        with refused(path):
            return read_web_page(data, path)
    try:
        return read_text(data, path)
    except UnicodeError as error:
        raise damaged(path) from error


def _kind(data: bytes, kind: FileKind, path: Path) -> DocumentKind:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return DocumentKind.PDF
    if data.startswith(_PICTURES):
        raise scanned(path, 1)
    if kind is FileKind.ENCRYPTED:
        raise encrypted(path)
    if kind is FileKind.EMPTY:
        guard.load(path)
    if kind in READ and not READ[kind].document:
        raise a_workbook(path)
    if kind is FileKind.DAMAGED:
        raise damaged(path)
    if kind is FileKind.HTML:
        return DocumentKind.PAGE
    if kind in {FileKind.TEXT, FileKind.PROSE} and not data.startswith(b"{\\rtf"):
        return DocumentKind.TEXT
    if data.startswith(b"PK"):
        return _package(data, path)
    old = any(name.encode("utf-16-le") in data for name in ("WordDocument", "WpsDocument"))
    raise old_word(path) if old or data.startswith(b"{\\rtf") else no_document(path)


def _package(data: bytes, path: Path) -> DocumentKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if main_part(archive):
                return DocumentKind.DOCX
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.text" in archive.read("mimetype")[:200]:
                raise old_word(path)
    except DAMAGE as error:
        raise damaged(path) from error
    raise no_document(path)
