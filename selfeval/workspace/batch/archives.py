"""Forms that arrive in a .zip archive: its members, and the bytes of one, never more than a real form has."""

from __future__ import annotations

import errno
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg
from selfeval.excel.book.guard import MAX_FILE, MAX_RATIO, RATIO_FROM
from selfeval.excel.book.refusals import DAMAGE, not_had
from selfeval.store.batch.seen import Stamp
from selfeval.store.faults import shown

_SAID_OF_DAMAGE: Final = {None, errno.EINVAL}
"""What the system says of a place before the beginning of a file, as a damaged directory names it."""
MAX_MEMBERS: Final = 100_000
_UTF8, _ENCRYPTED = 0x800, 0x1
_PACKAGE: Final = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
"""Parts by which a .zip is a workbook or a document under another name."""
_OTHER_ARCHIVES: Final = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")


class Member(NamedTuple):
    """One file of an archive: its place in the directory, its name, its length; why it is not read, if it is not."""

    place: int
    name: str
    size: int
    code: str = ""
    refusal: Message = NOTHING


class Members(NamedTuple):
    """All files of an archive, or why none of them is read."""

    members: tuple[Member, ...] = ()
    refusal: Message = NOTHING


def is_archive(path: str) -> bool:
    """Whether a file is an archive of files: by its name, and because it is no workbook that was renamed."""
    if not path.lower().endswith(".zip"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(info.filename in _PACKAGE for info in archive.infolist()[:10])
    except DAMAGE:
        return True


def is_other_archive(path: str) -> bool:
    """Whether a file is an archive, by its name, of a kind that is not read."""
    return path.lower().endswith(_OTHER_ARCHIVES) and not path.lower().endswith(".zip")


def members(path: Path) -> Members:
    """What lies in an archive, folders aside; refused whole with more members than forms ever come in, or as a bomb."""
    name = shown(Path(path.name))
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except DAMAGE:
        return Members(refusal=msg("{file} is no archive that can be opened, or is damaged.", file=name))
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_MEMBERS or packed > path.stat().st_size:
        return Members(refusal=msg("{file} unpacks to more than any archive of forms holds.", file=name))
    return Members(tuple(_member(index, info) for index, info in enumerate(infos) if not info.is_dir()))


def _member(index: int, info: zipfile.ZipInfo) -> Member:
    name = shown(Path(member_name(info)))
    swells = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    if info.flag_bits & _ENCRYPTED:
        refusal, code = msg("{file} is protected with a password and cannot be read.", file=name), "F104"
    elif info.file_size > MAX_FILE or swells:
        refusal, code = msg("{file} unpacks to more than any form holds.", file=name), "F109"
    elif name.lower().endswith(_OTHER_ARCHIVES):
        refusal, code = msg("{file} is an archive inside an archive: unpack it first.", file=name), "F705"
    else:
        refusal, code = NOTHING, ""
    return Member(index, name, info.file_size, code, refusal)


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as it was typed: archives of Chinese Windows hold GBK and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    data = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def extracted(path: Path, index: int, listed: Stamp | None = None) -> bytes | None:
    """The bytes of one member, None where it is damaged or unpacks to more than any form has.

    `listed` is the archive as the folder listed it when the member's place in it was learned, None for just now.

    Raises:
        SelfEvalError: F101 the archive is gone, F103 it cannot be read, F704 it is another one than was `listed`.
    """
    stamp = _looked(path, listed)
    try:
        archive = _opened(str(path), stamp)
        with archive.open(archive.infolist()[index]) as source:
            data: bytes | None = source.read(MAX_FILE + 1)
    except DAMAGE as error:
        if isinstance(error, OSError) and error.errno not in _SAID_OF_DAMAGE:
            raise not_had(path, error) from error  # it may be had the next time: nothing is kept of it
        data = None
    _looked(path, stamp)  # what was read while it changed is neither the old nor the new one
    return data if data is None or len(data) <= MAX_FILE else None


def _looked(path: Path, listed: Stamp | None) -> Stamp:
    try:
        now = Stamp.of(path.stat())
    except OSError as error:
        raise not_had(path, error) from error
    if now != (listed or now):
        raise changed(path)
    return now


def changed(path: Path) -> SelfEvalError:
    """F704: what is read is not what was there before."""
    message = msg("{file} changed while it was read.", file=shown(Path(path.name)))
    return SelfEvalError(msg("File changed"), message, msg("Run the batch again."), "F704")


@lru_cache(maxsize=1)
def _opened(path: str, _listed: Stamp) -> zipfile.ZipFile:
    """The archive, open until another one is: to read its directory for each of ten thousand members takes long."""
    return zipfile.ZipFile(path)
