"""The sentences by which a document is refused, each with its code, and the bounds on what is read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from selfeval.core.problems import SelfEvalError, msg

MAX_PAGES: Final = 400
"""Pages of a document: a county department's has ten to two hundred, and half a second is needed for each."""
MAX_ROWS: Final = 20_000
"""Lines and rows of tables of a document."""
MAX_TEXT: Final = 40 * 1024 * 1024
"""Bytes of a document's text with its markup, unpacked; as a tree it takes ten times as many."""


def encrypted(path: Path) -> SelfEvalError:
    """F602: a password is needed."""
    return SelfEvalError(
        msg("Encrypted document"),
        msg("{file} is protected with a password and cannot be read.", file=path.name),
        msg("Open it, remove the password, save it under a new name, and try again."),
        "F602",
    )


def damaged(path: Path) -> SelfEvalError:
    """F603: cut short, or with broken parts."""
    return SelfEvalError(
        msg("Damaged document"),
        msg("{file} is damaged or incomplete and cannot be read.", file=path.name),
        msg("Copy or download it again, or open it and save it under a new name."),
        "F603",
    )


def scanned(path: Path, pages: int) -> SelfEvalError:
    """F604: pictures of pages, without a text behind them."""
    return SelfEvalError(
        msg("Scanned document"),
        msg(
            "{file} is a scan: its {count} pages are pictures, and no text lies behind them.",
            file=path.name,
            count=pages,
        ),
        msg("Ask for the Word file or the original PDF, or have the text recognised (OCR) and check it by hand."),
        "F604",
    )


def pictured(path: Path) -> SelfEvalError:
    """F604 too: a document with text whose tables are pictures."""
    return SelfEvalError(
        msg("Tables as pictures"),
        msg("{file} holds no table of indicators, but pictures; its tables are probably pictures.", file=path.name),
        msg("Ask for the Word file or the original PDF, or have the text recognised (OCR) and check it by hand."),
        "F604",
    )


def too_large(path: Path) -> SelfEvalError:
    """F605: more than any real document holds."""
    return SelfEvalError(
        msg("Document refused"),
        msg("{file} unpacks to far more than a real document of targets holds.", file=path.name),
        msg("Copy the pages with the targets into a new document and import that."),
        "F605",
    )


def too_many_pages(path: Path, pages: int) -> SelfEvalError:
    """F605: too many pages."""
    return SelfEvalError(
        msg("Document refused"),
        msg("{file} has {count} pages; at most {most} are read.", file=path.name, count=pages, most=MAX_PAGES),
        msg("Split it, one department a file, and import the parts."),
        "F605",
    )


def too_many_rows(path: Path) -> SelfEvalError:
    """F605: too many lines and rows."""
    return SelfEvalError(
        msg("Document refused"),
        msg("{file} has more than {most} lines and rows of tables.", file=path.name, most=MAX_ROWS),
        msg("Copy the pages with the targets into a new document and import that."),
        "F605",
    )


def no_document(path: Path) -> SelfEvalError:
    """F601: a file of another kind."""
    return SelfEvalError(
        msg("Not a document"),
        msg("{file} is neither a Word document, a PDF, a text nor a web page.", file=path.name),
        msg("Give a .docx, .pdf, .txt, .md or .html file."),
        "F601",
    )


def old_word(path: Path) -> SelfEvalError:
    """F601: Word before 2007, WPS, RTF, OpenDocument."""
    return SelfEvalError(
        msg("Other document format"),
        msg("{file} is a document of a kind that is not read (.doc, .wps, .rtf or .odt).", file=path.name),
        msg("Open it in Word or WPS and save it as .docx."),
        "F601",
    )


def a_workbook(path: Path) -> SelfEvalError:
    """F601: a workbook, which needs no import."""
    return SelfEvalError(
        msg("A workbook already"),
        msg("{file} is a workbook; it can be opened as it is.", file=path.name),
        msg("Open it, or check it: selfeval check {file}", file=path.name),
        "F601",
    )


def no_targets(path: Path) -> SelfEvalError:
    """F606: no table of indicators."""
    return SelfEvalError(
        msg("No targets found"),
        msg("{file} holds no table of indicators in Chinese.", file=path.name),
        msg("A table needs a row with headings such as 一级指标, 二级指标, 三级指标, 指标值."),
        "F606",
    )


def two_documents(path: Path, first: str, second: str) -> SelfEvalError:
    """F607: the documents of two departments in one file."""
    return SelfEvalError(
        msg("Two documents in one file"),
        msg("{file} holds the documents of {first} and of {second}.", file=path.name, first=first, second=second),
        msg("Save each of them as a file of its own and import them one by one."),
        "F607",
    )
