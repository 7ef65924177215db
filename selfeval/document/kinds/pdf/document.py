"""A PDF with a text layer → `Document`: pages by their ruled lines and by the flow of their text."""

from __future__ import annotations

import logging
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from selfeval.core.problems import SelfEvalError, Severity, msg
from selfeval.document.kinds.pdf.bounds import TooMuchError, bounded
from selfeval.document.kinds.pdf.page import Page, laid_out
from selfeval.document.kinds.pdf.pages import joined
from selfeval.document.kinds.pdf.paragraphs import asides, paragraphs
from selfeval.document.kinds.pdf.unruled.tables import with_flow_tables
from selfeval.document.refusals import MAX_PAGES, damaged, encrypted, scanned, too_large, too_many_pages
from selfeval.document.values import Document, DocumentKind, Line, Notes, Place
from selfeval.excel.book.guard import sha256

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

MAX_SECONDS: Final = 240
"""For a whole document; a page takes a tenth of a second to half of one."""
_FEWEST_SIGNS: Final = 8
"""So many characters a page are no text but the mark of a scanner."""
_BROKEN: Final = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError, RecursionError,
    ArithmeticError, NotImplementedError, EOFError, OSError, struct.error, zlib.error, MemoryError, StopIteration,
)  # fmt: skip
"""What a parser of strangers' bytes raises where it trusts them."""


def read_pdf(data: bytes, path: Path) -> Document:
    """Read the pages.

    Raises:
        SelfEvalError: F602 encrypted, F603 damaged, F604 a scan, F605 too large.
    """
    notes = Notes(path.name)
    with _listening() as heard:
        pages = list(_pages(data, path))
    if heard.told:
        message = msg(
            "Parts of the PDF are damaged ({count}); texts or lines of its tables may be missing.", count=heard.told
        )
        notes.tell("F618", Severity.WARNING, message, msg("Compare everything with the document."))
    pictures = [page.number for page in pages if page.signs < _FEWEST_SIGNS]
    if len(pictures) == len(pages):
        if not pages:
            raise damaged(path)
        raise scanned(path, len(pages))
    _tell_pictures(pages, notes)
    aside = asides(pages)
    blocks = joined(paragraphs(with_flow_tables(pages, aside, notes), aside), notes)
    left = tuple(Line(line.text, line.place) for line in aside)
    return Document(path.name, sha256(data), DocumentKind.PDF, len(pages), tuple(blocks), left, tuple(notes.problems))


class _Heard(logging.Handler):
    """Counts what the parser says of broken parts, instead of letting it write to the terminal."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One more; that a font states no box is no damage."""
        self.told += "FontBBox" not in record.getMessage()


@contextmanager
def _listening() -> Iterator[_Heard]:
    logger, heard = logging.getLogger("pdfminer"), _Heard()
    before = logger.propagate
    logger.addHandler(heard)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.propagate = before


def _pages(data: bytes, path: Path) -> Iterator[Page]:
    """Every page laid out, within the bounds of memory and time."""
    # pdfminer.six loads in 0.1 s and is needed for this kind alone.
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException

    started = time.monotonic()
    try:
        with bounded():
            for number, page in enumerate(_opened(data, path), start=1):
                yield laid_out(page, number)
                if time.monotonic() - started > MAX_SECONDS:
                    raise too_large(path)
    except PDFPasswordIncorrect as error:
        raise encrypted(path) from error
    except TooMuchError as error:
        raise too_large(path) from error
    except SelfEvalError:
        raise
    except (PSException, *_BROKEN) as error:
        raise damaged(path) from error


def _opened(data: bytes, path: Path) -> Sequence[PDFPage]:
    import io

    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document: PDFDocument = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFEncryptionError as error:  # a wrong password is its subclass
        raise encrypted(path) from error
    pages: list[PDFPage] = []
    for page in PDFPage.create_pages(document):
        pages.append(page)
        if len(pages) > MAX_PAGES:
            raise too_many_pages(path, _counted(document) or len(pages))
    return pages


def _counted(document: PDFDocument) -> int:
    """How many pages the document says it has, 0 where that makes no sense."""
    from pdfminer.pdftypes import dict_value, resolve1

    tree = resolve1(document.catalog.get("Pages"))
    count = resolve1(dict_value(tree).get("Count")) if tree else 0
    return count if isinstance(count, int) and count > MAX_PAGES else 0


def _tell_pictures(pages: Sequence[Page], notes: Notes) -> None:
    """F616 for pages that are pictures among others that are text; F617 for signs that stand for no character."""
    for page in pages:
        if page.signs < _FEWEST_SIGNS and page.pictures:
            notes.tell(
                "F616",
                Severity.WARNING,
                msg("Page {page} is a picture without a text behind it; nothing of it was read.", page=page.number),
                msg("Type what stands on it, or ask for the Word file."),
                Place(page.number, 1),
            )
        elif page.pictures:
            notes.tell(
                "F616",
                Severity.INFO,
                msg("Page {page} holds {count} pictures; they were not read.", page=page.number, count=page.pictures),
                msg("If one of them is a table, type what stands in it."),
                Place(page.number, 1),
            )
        if page.unmapped:
            notes.tell(
                "F617",
                Severity.WARNING,
                msg(
                    "On page {page} {count} signs stand for no known character; each reads as □.",
                    page=page.number,
                    count=page.unmapped,
                ),
                msg("Compare the page with what was read; they may be ≥ or ≤."),
                Place(page.number, 1),
            )
