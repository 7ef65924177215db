"""Changes of a package: of one part's XML, records or bytes, of the parts there are, and of the directory itself."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from functools import lru_cache
from random import Random

from tests.campaigns.fuzz.of_bytes import damaged
from tests.campaigns.fuzz.of_xml import restructured

_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_PART_NAMES = (
    "xl/workbook.xml",
    "../x.xml",
    "/xl/styles.xml",
    "xl\\a.xml",
    "content.xml",
    "",
    "x" * 300,
    "目录/",
    "\u202e",
)


@lru_cache(maxsize=64)
def parts(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Name and content of every part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def packed(found: list[tuple[str, bytes]], dice: Random) -> bytes:
    """A package of these parts, mostly not compressed, which is quicker."""
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if dice.random() < 0.1 else zipfile.ZIP_STORED
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", how) as archive:
        warnings.simplefilter("ignore")  # that a name comes twice is meant
        for name, content in found:
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def of_part(data: bytes, dice: Random) -> bytes:
    """One part changed inside; those of sheets and texts more often than others."""
    found = list(parts(data))
    at = dice.randrange(len(found))
    for _ in range(3):
        if any(word in found[at][0] for word in ("sheet", "content", "Strings", "workbook")):
            break
        at = dice.randrange(len(found))
    name, content = found[at]
    xml = not name.endswith(".bin") and dice.random() < 0.85
    found[at] = (name, restructured(content, dice) if xml else damaged(content, dice))
    return packed(found, dice)


def of_parts(data: bytes, dice: Random) -> bytes:
    """Parts taken away, emptied, renamed, doubled, exchanged."""
    found = list(parts(data))
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.randrange(len(found))
        name, content = found[at]
        roll = dice.random()
        if roll < 0.25 and len(found) > 1:
            del found[at]
        elif roll < 0.4:
            found[at] = (name, dice.choice((b"", b"<a/>", b"\0" * 100, content[: len(content) // 2])))
        elif roll < 0.6:
            found[at] = (dice.choice((*_PART_NAMES, name.upper(), name + "/")), content)
        elif roll < 0.75:
            found.append((dice.choice((name, *_PART_NAMES)), content))
        else:
            found[at] = (name, dice.choice(found)[1])
    return packed(found, dice)


def of_directory(data: bytes, dice: Random) -> bytes:
    """Fields of the directory and of the heads of parts overwritten, bytes before and behind, the end cut off."""
    changed = bytearray(data)
    roll = dice.random()
    if roll < 0.1:
        changed[0:0] = dice.choice((b"MZ" * 20, b"\0", data[:40], b"\xef\xbb\xbf"))
    elif roll < 0.2:
        changed += dice.choice((b"\0" * 30, data, data[-22:], b"PK\x05\x06" + b"\xff" * 18))
    elif roll < 0.3:
        del changed[dice.randrange(len(changed)) :]
    else:
        for _ in range(dice.choice((1, 1, 2, 4))):
            _field(changed, dice)
    return bytes(changed)


def _field(changed: bytearray, dice: Random) -> None:
    mark, size = dice.choice(((_CENTRAL, 46), (_CENTRAL, 46), (_LOCAL, 30), (b"PK\x05\x06", 22)))
    at = changed.find(mark, dice.randrange(len(changed)))
    at = changed.rfind(mark) if at < 0 else at
    if at < 0:
        return
    place = at + dice.randrange(4, size)
    value = dice.choice((0, 1, 8, 9, 12, 14, 99, 0x7FFF, 0xFFFF, 0xFFFFFFFF, dice.randrange(2**32)))
    raw = struct.pack("<I", value)[: dice.choice((1, 2, 4))]
    changed[place : place + len(raw)] = raw
