"""Looks at a file before anything parses it: what it really is, and whether it is safe to open.

The content decides, never the name. Every case that cannot be read ends in one sentence that says what is wrong and
what to do, with a stable code F101 … F110; F111 … F113 (empty, no table, no values) are raised by the readers.
"""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
import zlib
from pathlib import Path
from typing import Final
from xml.parsers import expat

from selfeval.core.problems import SelfEvalError, msg
from selfeval.excel.refusals import FileKind, damaged, refusal, too_large
from selfeval.excel.sheetxml import Attributes, Elements, ForbiddenXmlError, stream

__all__ = ["FileKind", "check", "load", "sha256", "sniff", "workbook_part"]

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
RATIO_FROM = 16 * 1024 * 1024
"""Limits in bytes of the file and of all it unpacks to, and on its parts; parts above `RATIO_FROM` bytes may not unpack
to more than `MAX_RATIO` times their packed size."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_RAW_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_PACKED_ENCRYPTED = 1
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACRO_TYPES: Final = "application/vnd.ms-excel."
_CONTENT_TYPES: Final = "[Content_Types].xml"


def sha256(data: bytes) -> str:
    """The hash by which a workbook is known, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sniff(path: Path) -> FileKind:
    """What a file is by its content; F101, F102, F103 or F109 where it cannot even be looked at."""
    return _kind(_bytes(path))


def check(path: Path) -> FileKind:
    """Make sure that a file is a workbook that can be read safely.

    Returns:
        `XLSX` or `XLSM`.

    Raises:
        SelfEvalError: F101 not found, F102 not a file, F103 not readable, F104 encrypted, F105 not a workbook,
            F106 a web page or text, F107 empty, F108 damaged, F109 too large or a bomb, F110 another format.
    """
    return load(path)[1]


def load(path: Path) -> tuple[bytes, FileKind]:
    """The bytes of a file that passed all of `check`, read once, so that what is checked is what is parsed."""
    data = _bytes(path)
    kind = _kind(data)
    if kind not in {FileKind.XLSX, FileKind.XLSM}:
        raise refusal(kind, path)
    _check_parts(data, path)
    return data, kind


def _bytes(path: Path) -> bytes:
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            hint = msg("Give the workbook inside it.")
            raise SelfEvalError(msg("Not a file"), msg("{file} is a folder.", file=str(path)), hint, "F102")
        if not stat.S_ISREG(mode.st_mode):
            hint = msg("Give a workbook saved as .xlsx.")
            raise SelfEvalError(msg("Not a file"), msg("{file} is a device or a pipe.", file=str(path)), hint, "F102")
        if mode.st_size > MAX_FILE:
            raise too_large(path)
        with path.open("rb") as source:
            data = source.read(MAX_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        hint = msg("Check the folder and the spelling of the name.")
        raise SelfEvalError(
            msg("File not found"), msg("There is no file {file}.", file=str(path)), hint, "F101"
        ) from error
    except OSError as error:
        hint = msg("Close it in other programs, and check that you may read it.")
        message = msg("{file} cannot be opened for reading.", file=str(path))
        raise SelfEvalError(msg("File not readable"), message, hint, "F103") from error
    if len(data) > MAX_FILE:
        raise too_large(path)
    return data


def _kind(data: bytes) -> FileKind:
    if not data:
        return FileKind.EMPTY
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return FileKind.ENCRYPTED
        old = any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book"))
        return FileKind.OLD if old else FileKind.OTHER
    if data.startswith(_ZIP):
        return _kind_of_package(data)
    if data.startswith(_RAW_BIFF):
        return FileKind.OLD
    return FileKind.TEXT if _is_text(data[:4096]) else FileKind.OTHER


def _is_text(head: bytes) -> bool:
    """Whether these bytes are the beginning of a text: a web page, a table with commas, an XML spreadsheet."""
    if head.startswith((b"%PDF", b"{\\rtf")):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            # The last character may have been cut in two.
            head[: max(len(head) - 4, 0) or len(head)].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 8:
                continue
        return True
    return False


def _kind_of_package(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            if any(info.flag_bits & _PACKED_ENCRYPTED for info in infos):
                return FileKind.ENCRYPTED
            if "xl/workbook.bin" in names or _is_opendocument(archive, names):
                return FileKind.OLD
            if _CONTENT_TYPES not in names:
                return FileKind.OTHER
            part = workbook_part(archive)
            if part is None:
                return FileKind.OTHER
            macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            return FileKind.XLSM if macros else FileKind.XLSX
    except ForbiddenXmlError:
        return FileKind.XLSX  # looks like one; `_check_parts` says what is wrong with it
    except _DAMAGED:
        return FileKind.DAMAGED


_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    NotImplementedError,
    OSError,
    RuntimeError,
    expat.ExpatError,
)


def _is_opendocument(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "mimetype" not in names:
        return False
    with archive.open("mimetype") as source:
        return b"opendocument.spreadsheet" in source.read(128)


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


def _check_parts(data: bytes, path: Path) -> None:
    """Refuse bombs by what the directory of the package says, then by what its parts really unpack to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise too_large(path)
            if any(_swells(info) for info in infos):
                raise too_large(path)
            if len({info.filename for info in infos}) != len(infos):
                raise damaged(path)
            total = 0
            for info in infos:
                if info.filename.lower().endswith((".xml", ".rels", ".vml")):
                    total += _unpack(archive, info, MAX_UNPACKED - total, path)
    except _DAMAGED as error:
        raise damaged(path) from error


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, path: Path) -> int:
    """Size of an XML part; stops at the limit, and at the first document type or entity declaration."""
    size, tail = 0, b""
    with archive.open(info) as source:
        while chunk := source.read(65_536):
            size += len(chunk)
            window = tail + chunk.replace(b"\0", b"")  # UTF-16 hides nothing
            if size > limit or b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise too_large(path)
            tail = window[-16:]
    return size
