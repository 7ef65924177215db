"""Writes a file so that it is either wholly there or not there at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from selfeval.core.patterns import lazy
from selfeval.core.problems import SelfEvalError, msg
from selfeval.held_file import patiently
from selfeval.real_path import real_path
from selfeval.store.faults import os_fault, shown
from selfeval.store.leftovers import claim, sweep, temporary_name
from selfeval.store.name_parts import refuse_name

NAME_LIMIT = 255
"""Bytes that a file name may have on the usual file systems; Windows counts 255 UTF-16 units, which is never less."""

_NUMBERED = lazy(r"^(?P<stem>.*) \((?P<number>[1-9]\d{0,8})\)$", re.DOTALL)
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}


def write_bytes(path: Path, data: bytes, *, overwrite: bool, mode: int | None = None) -> None:
    """Put `data` into `path`, durably, in one step; on any failure `path` is as it was and nothing is left over.

    A symbolic link in the place of `path` is followed, as people expect of the workbooks that they name; with `mode`,
    the permission bits of one of the program's own files, it is replaced. Without `mode` a new file is as the umask
    says, and one that replaces another has the bits of that one. What a killed program left half-written in the folder
    is taken away (`leftovers`).

    Raises:
        SelfEvalError: F301 the file exists and `overwrite` is false, F302 it is held by another program,
            F303 disk full, F304 folder not writable, F305 any other refusal of the system, F320 no name of Windows.
    """
    refuse_name(path)
    if overwrite and mode is None and path.is_symlink():
        path = real_path(path)
    if not overwrite and os.path.lexists(path):
        raise _exists(path)
    sweep(path.parent)
    temporary = temporary_name(path.parent)
    try:
        with _written_durably(temporary, lambda stream: stream.write(data), mode):
            if overwrite:
                _replace(temporary, path, keep_mode=mode is None)
            else:
                _place(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise os_fault(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def put_in_place(written: Path, path: Path) -> None:
    """Give a finished file or folder the name `path`; what has it already goes then.

    A file takes the place of a file in one step. A folder cannot: what was there goes aside for that moment, beside
    `written`, and comes back if the step fails. From another drive it is first copied beside `path`.

    Raises:
        SelfEvalError: F302 `path` is held by another program, F303 … F305 any other refusal of the system.
    """
    try:
        try:
            _settle(written, path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _settle_copy(written, path)
    except OSError as error:
        raise os_fault(error, path) from error


def free_name(path: Path) -> Path:
    """`path` itself if nothing is there, else the first free one of `x (2).xlsx`, `x (3).xlsx`, … in its folder."""
    stem, suffix, number = path.stem, path.suffix, 1
    if numbered := _NUMBERED.match(stem):
        stem, number = numbered["stem"], int(numbered["number"])
    candidate = path
    while os.path.lexists(candidate):
        number += 1
        tail = f" ({number}){suffix}"
        candidate = path.with_name(clipped(stem, NAME_LIMIT - len(os.fsencode(tail))) + tail)
    return candidate


def clipped(text: str, limit: int) -> str:
    """The longest beginning of `text` that takes at most `limit` bytes in a file name."""
    text = text[: max(limit, 0)]  # no character takes less than a byte
    while len(os.fsencode(text)) > max(limit, 0):
        text = text[:-1]
    return text


@contextlib.contextmanager
def _written_durably(path: Path, fill: Callable[[BinaryIO], object], mode: int | None) -> Iterator[None]:
    """The file with what `fill` puts into it on disk, locked from its beginning until the caller has named it."""
    # Opened by hand, not by tempfile: that would make the finished workbook unreadable for colleagues (mode 0600).
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666 if mode is None else 0o600), "wb") as stream:
        claim(stream.fileno())
        if mode is not None and hasattr(os, "fchmod"):
            with contextlib.suppress(OSError):  # a drive without permission bits
                os.fchmod(stream.fileno(), mode)
        fill(stream)
        stream.flush()
        os.fsync(stream.fileno())
        if os.name == "nt":  # where an open file cannot be renamed
            stream.close()
        yield


def _replace(temporary: Path, path: Path, *, keep_mode: bool) -> None:
    existed = path.exists()
    if existed and keep_mode:
        with contextlib.suppress(OSError):
            shutil.copymode(path, temporary)
    try:
        patiently(lambda: os.replace(temporary, path))  # noqa: PTH105 - one name for the step that may fail
    except PermissionError as error:
        if not existed:
            raise
        raise _held(path) from error


def _settle(written: Path, path: Path) -> None:
    if written.is_dir() or path.is_dir():
        _exchange(written, path)
    else:
        _replace(written, path, keep_mode=True)


def _settle_copy(written: Path, path: Path) -> None:
    """The same from another drive, where a name cannot just be moved to."""
    beside = temporary_name(path.parent)
    try:
        if written.is_dir():
            shutil.copytree(written, beside, copy_function=_copy_durably)
            _sync_folder(beside)
            _settle(beside, path)
        else:
            with _written_durably(beside, lambda _: shutil.copyfile(written, beside), None):
                _settle(beside, path)
        _sync_folder(path.parent)
        _remove(written)
    finally:
        _remove(beside)


def _copy_durably(source: str, target: str) -> None:
    with _written_durably(Path(target), lambda _: shutil.copy2(source, target), None):
        pass


def _remove(path: Path) -> None:
    """Take away a file, or a folder with all that is in it, as far as the system lets us."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _exchange(written: Path, path: Path) -> None:
    aside = written.with_name(f"{written.name}.before")
    existed = os.path.lexists(path)
    try:
        if existed:
            patiently(lambda: os.replace(path, aside))  # noqa: PTH105 - as in `_replace`
        patiently(lambda: os.replace(written, path))  # noqa: PTH105
    except OSError as error:
        if existed and not os.path.lexists(path):
            os.replace(aside, path)  # noqa: PTH105
        raise (_held(path) if existed and isinstance(error, PermissionError) else error) from error
    _remove(aside)


def _place(temporary: Path, path: Path) -> None:
    """Give the temporary file its name unless somebody else has taken it meanwhile."""
    try:
        if os.name == "nt":
            patiently(lambda: temporary.rename(path))  # refuses an existing target on Windows
            return
        os.link(temporary, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        if os.name == "nt" or error.errno not in _NO_LINKS:
            raise
        _reserve_and_replace(temporary, path)


def _reserve_and_replace(temporary: Path, path: Path) -> None:
    # FAT and many network drives have no hard links: an empty file of that name keeps others away for the moment.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError as error:
        raise _exists(path) from error
    try:
        os.replace(temporary, path)  # noqa: PTH105 - see above
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    # Some systems cannot do it (Windows, some network drives); the file itself is on disk by now.
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _exists(path: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("File exists"),
        msg("{path} exists already and is left as it is.", path=shown(path)),
        msg("Use another name, for example {name}, or allow overwriting.", name=shown(Path(free_name(path).name))),
        "F301",
    )


def _held(path: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("File in use"),
        msg("{path} cannot be replaced: it is open in Excel or WPS, or it is write-protected.", path=shown(path)),
        msg("Close it there and try again, or save as {name}.", name=shown(Path(free_name(path).name))),
        "F302",
    )
