"""The one table of the kinds of file: which there are, what they are called, by which endings their names go.

The content decides what a file is; endings only narrow a list of files, and tell where name and content differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from selfeval.core.problems import Message, msg


class FileKind(StrEnum):
    """What the bytes of a file are."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    FLAT_ODS = "flat ods"
    XML_2003 = "xml 2003"
    HTML = "html"
    TEXT = "text"
    JSON = "json"
    ENCRYPTED = "encrypted"
    PROSE = "prose"
    FOREIGN = "foreign"
    EMPTY = "empty"
    DAMAGED = "damaged"
    OTHER = "other"


class Made(StrEnum):
    """What the bytes of a kind are, which says how they are made safe before they are read."""

    PACKAGE = "package"
    TEXT = "text"
    RECORDS = "records"


class Described(NamedTuple):
    """What is to be known of a kind that is read.

    Attributes:
        words: what sentences call it.
        endings: of names of such files.
        made: how its bytes are made; None where only tables of actuals may be one.
        document: whether a published document of targets may be one, too.
    """

    words: Message
    endings: tuple[str, ...]
    made: Made | None
    document: bool = False


READ: Final[Mapping[FileKind, Described]] = {
    FileKind.XLSX: Described(msg("an .xlsx workbook"), (".xlsx", ".xltx", ".et", ".ett"), Made.PACKAGE),
    FileKind.XLSM: Described(msg("a workbook with macros (.xlsm)"), (".xlsm", ".xltm"), Made.PACKAGE),
    FileKind.XLS: Described(msg("an .xls workbook"), (".xls", ".xlt", ".et", ".ett"), Made.RECORDS),
    FileKind.XLSB: Described(msg("an .xlsb workbook"), (".xlsb",), Made.PACKAGE),
    FileKind.ODS: Described(msg("an OpenDocument table (.ods)"), (".ods", ".ots"), Made.PACKAGE),
    FileKind.FLAT_ODS: Described(msg("an OpenDocument table (.fods)"), (".fods", ".xml"), Made.TEXT),
    FileKind.XML_2003: Described(msg("an XML table of Excel 2003"), (".xml",), Made.TEXT),
    FileKind.HTML: Described(msg("a web page"), (".html", ".htm", ".xhtml"), Made.TEXT, document=True),
    FileKind.TEXT: Described(
        msg("a text with one row a line"), (".csv", ".tsv", ".tab", ".txt"), Made.TEXT, document=True
    ),
    FileKind.JSON: Described(msg("JSON"), (".json",), None, document=True),
}
"""Every kind that is read."""

ENDINGS: Final[Mapping[FileKind, tuple[str, ...]]] = {kind: known.endings for kind, known in READ.items()}
"""Of every kind that is read; any other ending (`.bak`, none) promises nothing."""

ACTUALS: Final = frozenset(ending for endings in ENDINGS.values() for ending in endings)
"""Endings of files that may hold actuals: every kind."""
WORKBOOKS: Final = ACTUALS - frozenset(ENDINGS[FileKind.JSON])
"""Endings of files that may hold targets, forms, or a scored workbook."""
