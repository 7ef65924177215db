"""Results of files, each written once under a key made of all that decides it, and taken whenever it is there."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from selfeval.store.faults import os_fault
from selfeval.store.leftovers import temporary_name

_SHARD = 2
"""Digits of a key that name a folder, so that none holds more than some hundreds of a hundred thousand files."""


def key_of(*parts: str) -> str:
    """The key of a result: a hash over these parts, none of which runs into the next."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


class Results:
    """The results in a folder; several processes may write at once, as the same key always means the same bytes.

    What is half written lies in the folder `half` of the same drive, for whoever begins the next run to clear away.
    """

    def __init__(self, folder: Path, half: Path) -> None:
        self._folder, self._half = folder, half

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, None where there are none or they cannot be read."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key: whole or not at all, though not yet on the disk when the machine loses its power.

        Whoever takes them looks at their digest; to wait for the disk would take longer than to work them out.

        Raises:
            SelfEvalError: F303 no space left, F304 not writable, F305 any other refusal of the system.
        """
        path = self._path(key)
        temporary = temporary_name(self._half)  # two computers of a cluster may have one process number
        try:
            temporary.write_bytes(data)
            try:
                temporary.replace(path)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise os_fault(error, path) from error

    def _path(self, key: str) -> Path:
        return self._folder / key[:_SHARD] / key[_SHARD:]
