"""The one table of the kinds of file: which there are, and by which endings their names go.

The content decides what a file is; endings only narrow a list of files, and tell where name and content differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


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


ENDINGS: Final[Mapping[FileKind, tuple[str, ...]]] = {
    FileKind.XLSX: (".xlsx", ".xltx", ".et", ".ett"),
    FileKind.XLSM: (".xlsm", ".xltm"),
    FileKind.XLS: (".xls", ".xlt", ".et", ".ett"),
    FileKind.XLSB: (".xlsb",),
    FileKind.ODS: (".ods", ".ots"),
    FileKind.FLAT_ODS: (".fods", ".xml"),
    FileKind.XML_2003: (".xml",),
    FileKind.HTML: (".html", ".htm", ".xhtml"),
    FileKind.TEXT: (".csv", ".tsv", ".tab", ".txt"),
    FileKind.JSON: (".json",),
}
"""Of every kind that is read; any other ending (`.bak`, none) promises nothing."""

ACTUALS: Final = frozenset(ending for endings in ENDINGS.values() for ending in endings)
"""Endings of files that may hold actuals: every kind."""
WORKBOOKS: Final = ACTUALS - frozenset(ENDINGS[FileKind.JSON])
"""Endings of files that may hold targets, forms, or a scored workbook."""
