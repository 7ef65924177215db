"""What the bytes of a file are: the content decides, never the name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.excel.book.kinds.encoding import text_head
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.book.sheetxml import Attributes, Elements, ForbiddenXmlError, stream

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_RAW_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_PACKED_ENCRYPTED = 1
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACRO_TYPES: Final = "application/vnd.ms-excel."
_CONTENT_TYPES: Final = "[Content_Types].xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_XML_2003 = lazy(r"<(?:\w+:)?workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_FLAT_ODS = lazy(r"<office:document\b[^>]*opendocument\.spreadsheet", re.IGNORECASE)
_PAGE = lazy(r"<(?:!doctype\s+html|html|head|body|meta|style|table|tr|div|center|form|p|h[1-6])\b", re.IGNORECASE)
_JSON = lazy(r"\{\s*[\"}]|\[\s*[\[{\"\]]")
_TABLE = lazy(r"<table\b.*<tr\b", re.IGNORECASE | re.DOTALL)


def kind_of(data: bytes) -> FileKind:
    """The kind of a whole file; never raises."""
    if not data:
        return FileKind.EMPTY
    if data.startswith(_OLE):
        return _kind_of_compound(data)
    if data.startswith(_ZIP):
        return _kind_of_package(data)
    if data.startswith(_RAW_BIFF):
        return FileKind.XLS
    head = text_head(data)
    return FileKind.OTHER if head is None else _kind_of_text(head)


def _kind_of_text(head: str) -> FileKind:
    begin = head.lstrip("\ufeff \t\r\n")
    if begin.startswith(("MIME-Version:", "ID;P")):
        return FileKind.FOREIGN
    if _JSON.match(begin):
        return FileKind.JSON
    if begin.startswith("<"):
        if _XML_2003.search(begin):
            return FileKind.XML_2003
        if _FLAT_ODS.search(begin):
            return FileKind.FLAT_ODS
        return FileKind.HTML if _PAGE.search(begin) else FileKind.PROSE
    return FileKind.HTML if _TABLE.search(begin) else FileKind.TEXT


def _kind_of_compound(data: bytes) -> FileKind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileKind.ENCRYPTED
    old = any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book"))
    return FileKind.XLS if old else FileKind.OTHER


def _kind_of_package(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            if any(info.flag_bits & _PACKED_ENCRYPTED for info in infos):
                return FileKind.ENCRYPTED
            if _is_opendocument(archive, names):
                return FileKind.ENCRYPTED if _has_password(archive, names) else FileKind.ODS
            if "xl/workbook.bin" in names:
                return FileKind.XLSB
            if "Index/Document.iwa" in names or "Index.zip" in names:
                return FileKind.FOREIGN
            if _CONTENT_TYPES not in names or workbook_part(archive) is None:
                return FileKind.OTHER
            return FileKind.XLSM if has_macros(names) else FileKind.XLSX
    except ForbiddenXmlError:
        return FileKind.XLSX  # looks like one; `guard` says what is wrong with it
    except DAMAGE:
        return FileKind.DAMAGED


def has_macros(names: set[str]) -> bool:
    """Whether the parts of a package include a macro project."""
    return any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names)


def _is_opendocument(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "mimetype" not in names:
        return False
    with archive.open("mimetype") as source:
        return b"opendocument.spreadsheet" in source.read(128)


def _has_password(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if _MANIFEST not in names:
        return False
    with archive.open(_MANIFEST) as source:
        return b"encryption-data" in source.read(1_000_000)


def workbook_part(archive: zipfile.ZipFile) -> str | None:
    """The name of the part that lists the sheets, None where the package is no spreadsheet."""
    parts: list[str] = []
    defaults: list[str] = []

    def found(element: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "")
        if kind.endswith(".main+xml") and kind.startswith((_TYPES, _MACRO_TYPES)):
            (parts if element == "Override" else defaults).append(attributes.get("PartName", "/xl/workbook.xml"))

    with archive.open(_CONTENT_TYPES) as source:
        stream(source, Elements(found))
    return (parts + defaults)[0].lstrip("/") if parts or defaults else None
