"""Looks at a file before anything parses it: what it really is, and whether it is safe to open.

The content decides, never the name. Every case that cannot be read ends in one sentence that says what is wrong and
what to do, with a stable code F101 … F110; F111 … F113 (empty, no table, no values) are raised by the readers.
"""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from pathlib import Path
from typing import Final

from selfeval.core.problems import SelfEvalError, msg
from selfeval.excel.book.kinds.detect import kind_of
from selfeval.excel.book.kinds.names import READ, FileKind, Made
from selfeval.excel.book.refusals import DAMAGE, damaged, not_had, refusal, too_large
from selfeval.held_file import patiently

MAX_FILE = 50 * 1024 * 1024
MAX_TEXT = 10 * 1024 * 1024
MAX_UNPACKED = 256 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
RATIO_FROM = 16 * 1024 * 1024
"""Limits in bytes of the file, of a text or a web page, and of all it unpacks to, and on its parts; parts above
`RATIO_FROM` bytes may not unpack to more than `MAX_RATIO` times their packed size."""

_XML: Final = (".xml", ".rels", ".vml")


def sha256(data: bytes) -> str:
    """The hash by which a workbook is known, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def look(path: Path) -> tuple[bytes, FileKind]:
    """The bytes of a file and what they are, nothing checked; F101, F102, F103 or F109 where it cannot be read."""
    data = _bytes(path)
    return data, kind_of(data)


def load(path: Path) -> tuple[bytes, FileKind]:
    """The bytes of a file and its kind: one that `open_book` has a reader for, and that can be read safely.

    Read once, so that what is checked is what is parsed.

    Raises:
        SelfEvalError: F101 not found, F102 not a file, F103 not readable, F104 encrypted, F105 not a workbook,
            F106 an XML or text file without any table, F107 empty, F108 damaged, F109 too large or a bomb,
            F110 another format.
    """
    data = _bytes(path)
    kind = kind_of(data)
    made = READ[kind].made if kind in READ else None
    if made is None:
        raise refusal(kind, path)
    if made is Made.PACKAGE:
        check_parts(data, path)
    elif made is Made.TEXT and len(data) > MAX_TEXT:
        raise too_large(path)
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
        with patiently(lambda: path.open("rb")) as source:
            data = source.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        raise not_had(path, error) from error
    if len(data) > MAX_FILE:
        raise too_large(path)
    return data


def check_parts(data: bytes, path: Path) -> None:
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
                if info.filename.lower().endswith((*_XML, ".bin")):
                    total += _unpack(archive, info, MAX_UNPACKED - total, path)
    except DAMAGE as error:
        raise damaged(path) from error


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, path: Path) -> int:
    """Size of a part; stops at the limit, and in XML at the first document type or entity declaration."""
    size, tail = 0, b""
    # The manifest of older .ods files has a document type; it is never parsed.
    declares = info.filename.lower().endswith(_XML) and info.filename != "META-INF/manifest.xml"
    with archive.open(info) as source:
        while chunk := source.read(65_536):
            size += len(chunk)
            window = tail + chunk.replace(b"\0", b"")  # UTF-16 hides nothing
            if size > limit or (declares and (b"<!DOCTYPE" in window or b"<!ENTITY" in window)):
                raise too_large(path)
            tail = window[-16:]
    return size
