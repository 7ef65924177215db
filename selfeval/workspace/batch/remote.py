"""Files in remote places (s3://, hdfs://, smb:// and others): listed and read through fsspec, nothing else knows it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO, Any, Final, Protocol
from urllib.parse import SplitResult, urlsplit

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.excel.book.guard import MAX_FILE
from selfeval.store.batch.seen import Stamp

_ADDRESS = lazy(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PACKAGES: Final = {"smbclient": "smbprotocol"}
"""Packages that are called otherwise than the module that is missing."""
_TIMES: Final = ("mtime", "LastModified", "last_modified", "modified", "updated", "modificationTime", "created")
"""Under what name the various places say when a file was changed."""
_MILLISECONDS: Final = "modificationTime"
"""The one of WebHDFS."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a remote place: its whole address, and as it is listed; time 0 where the place does not say one."""

    address: str
    stamp: Stamp


class _Storage(Protocol):
    """What is used of a file system of fsspec."""

    def _strip_protocol(self, path: str) -> str: ...
    def unstrip_protocol(self, name: str) -> str: ...
    def isdir(self, path: str) -> bool: ...
    def info(self, path: str) -> dict[str, Any]: ...
    def glob(self, path: str, *, detail: bool) -> dict[str, dict[str, Any]]: ...
    def find(self, path: str, *, detail: bool) -> dict[str, dict[str, Any]]: ...
    def open(self, path: str, mode: str) -> IO[bytes]: ...


@dataclass(frozen=True, slots=True)
class _Place:
    """A storage, and how it names the files of one address.

    Attributes:
        head: protocol and host of the address, "" where it has no host.
        root: what the storage calls that; "" where it leaves the host out of its names, as with smb:// and hdfs://.
    """

    storage: _Storage
    head: str
    root: str

    def name(self, address: str) -> str:
        """What the storage calls the file of an address."""
        if not self.head:
            return self.storage._strip_protocol(address)
        return (self.root + address[len(self.head) :]).rstrip("/") or "/"

    def address(self, name: str) -> str:
        """The whole address of a file, from which another process finds the same storage."""
        if not self.head or not name.startswith(self.root):
            return self.storage.unstrip_protocol(name)
        return f"{self.head}/{name[len(self.root) :].lstrip('/')}"


def is_remote(source: str) -> bool:
    """Whether a source names a remote place: it begins with a protocol of two letters or more and `://`."""
    return _ADDRESS.match(source) is not None


def remote_files(source: str) -> Iterator[RemoteFile]:
    """The files of a remote folder with all below it, of a pattern, or one file, in the order of their addresses.

    Raises:
        SelfEvalError: F716 the protocol's package is missing, or the address is none or holds a password; F101 nothing
            is there; F103 the place cannot be reached.
    """
    parts = _parts(source)
    if parts.password is not None:
        raise SelfEvalError(
            msg("Password in an address"),
            msg("The address of {host} holds a password, which would be written into the output folder.",
                host=parts.hostname or ""),
            msg("Leave it out and give it in the settings of fsspec (~/.config/fsspec) or of the storage."),
            "F716",
        )  # fmt: skip
    place = _place(source)
    try:
        found = _found(place.storage, place.name(source))
    except Exception as error:  # every storage has errors of its own
        if not _is_gone(error):
            raise _unreachable(source, error) from error
        found = {}
    files = {name: info for name, info in found.items() if info.get("type") != "directory"}
    if not files:
        raise SelfEvalError(
            msg("File not found"),
            msg("There is no file or folder {path}, and no file is named so.", path=source),
            msg("Check the spelling. A list of files is given as @list.txt."),
            "F101",
        )
    for name in sorted(files):
        yield RemoteFile(place.address(name), Stamp.at(int(files[name].get("size") or 0), _modified(files[name])))


def _found(storage: _Storage, path: str) -> dict[str, dict[str, Any]]:
    """What stands at a path: the files of a pattern, of a folder with all below it, or the one file."""
    if any(sign in path for sign in "*?["):
        return storage.glob(path, detail=True)
    return storage.find(path, detail=True) if storage.isdir(path) else {path: storage.info(path)}


def content(address: str) -> bytes:
    """The bytes of a remote file, of a larger one than any form one byte more than a form may have.

    Raises:
        SelfEvalError: F101 it is gone, F103 it cannot be had; F716 the protocol's package is missing.
    """
    place = _place(address)
    try:
        with place.storage.open(place.name(address), "rb") as stream:
            data: bytes = stream.read(MAX_FILE + 1)
    except Exception as error:  # every storage has errors of its own
        if _is_gone(error):
            raise _gone(address) from error
        raise _unreachable(address, error) from error
    return data


@lru_cache(maxsize=16)
def _filesystem(head: str, host: str) -> _Place:
    import fsspec  # an extra

    protocol = head.partition("://")[0]
    try:
        fsspec.get_filesystem_class(protocol)
    except ValueError as error:  # what a storage says that does not answer may be one as well
        raise _unknown(msg("{protocol}:// is no protocol that can be read.", protocol=protocol)) from error
    storage: _Storage = fsspec.core.url_to_fs(f"{head}/")[0]
    return _Place(storage, head, storage._strip_protocol(head).rstrip("/")) if host else _Place(storage, "", "")


def _place(address: str) -> _Place:
    """The storage of an address; one for all files of a host, so that they share its connections."""
    parts = _parts(address)
    try:
        return _filesystem(f"{parts.scheme}://{parts.netloc}", parts.netloc)
    except ImportError as error:
        package = _package(error)
        raise SelfEvalError(
            msg("Package missing"),
            msg("{protocol}:// cannot be read: the package {package} is not installed.", protocol=parts.scheme,
                package=package),
            msg("Install it into the same environment: pip install {package}", package=package),
            "F716",
        ) from error  # fmt: skip
    except SelfEvalError:
        raise
    except Exception as error:  # nothing answers there, or a library of the system is missing
        raise _unreachable(address, error) from error


def lacking(address: str) -> str:
    """The package that is missing here for the protocol of an address, or the protocol nobody knows; else nothing."""
    protocol = _parts(address).scheme
    try:
        import fsspec  # an extra

        fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        return _package(error)
    except ValueError:  # one that some package brings along by itself
        return f"{protocol}://"
    return ""


def _package(error: ImportError) -> str:
    cause = error if error.name else error.__cause__
    module = (getattr(cause, "name", "") or "").split(".")[0]
    return "selfeval[cluster]" if module == "fsspec" else _PACKAGES.get(module, module) or "fsspec"


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:  # such as a bracket that is not closed
        raise _unknown(msg("{address} is no address of a remote place.", address=address)) from error


def _unknown(why: Message) -> SelfEvalError:
    hint = msg("Give a folder, or an address such as s3://bucket/folder.")
    return SelfEvalError(msg("Address not known"), why, hint, "F716")


def _is_gone(error: Exception) -> bool:
    return isinstance(error, FileNotFoundError) or getattr(error, "errno", None) == errno.ENOENT


def _gone(address: str) -> SelfEvalError:
    return SelfEvalError(
        msg("File not found"),
        msg("{file} was listed, and is not in its storage any more.", file=PurePosixPath(address).name),
        msg("Run the batch again once nobody moves files there."),
        "F101",
    )


def _unreachable(address: str, error: Exception) -> SelfEvalError:
    name = PurePosixPath(address).name
    return SelfEvalError(
        msg("Remote file not readable"),
        msg("{file} cannot be had from its storage ({kind}).", file=name, kind=type(error).__name__),
        msg("Look at the address, the connection and the rights, then run it again."),
        "F103",
    )


def _modified(info: dict[str, Any]) -> int:
    """The time of the last change in ns: of a date, of seconds or of a text such as 2026-01-11T00:00:00Z; 0 of none."""
    name = next((name for name in _TIMES if info.get(name)), "")
    value = info.get(name, 0)
    try:
        if isinstance(value, str) and not value.replace(".", "").isdigit():
            value = datetime.fromisoformat(value)
        seconds = value.timestamp() if isinstance(value, datetime) else float(value)
        return int(seconds * 1_000_000) * (1 if name == _MILLISECONDS else 1_000)
    except (TypeError, ValueError, OverflowError):
        return 0
