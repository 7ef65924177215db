"""Keeps the code of regular expressions that this program has compiled, for the starts after this one.

One file, with a sum over all of it in its first line. What is damaged, of another Python or of another person is not
used, and is written anew; a pattern whose text has changed is another pattern.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import sys
from array import array
from pathlib import Path

from selfeval.core.pattern_code import MARK, Code
from selfeval.store import places
from selfeval.store.own_cache import read, write

NAME = "patterns.txt"
MOST_BYTES = 1 << 22
"""All patterns of the program together take a fifth of this."""


class KeptPatterns:
    """The shelf; its file is read when it is made, and written by `save` if something came to it."""

    def __init__(self) -> None:
        self._lines = _lines(read(_path(), MOST_BYTES))
        self._new = False

    def get(self, pattern: str, flags: int) -> Code | None:
        """The code of this pattern, if it is kept."""
        line = self._lines.get(_key(pattern, flags))
        if line is None:
            return None
        try:
            own, groups, names, words = json.loads(line)
            found = array("I")
            found.frombytes(base64.b64decode(words, validate=True))
            return Code(own, tuple(found), groups, names)
        except (ValueError, TypeError, binascii.Error):
            return None

    def put(self, pattern: str, flags: int, code: Code) -> None:
        """Keep the code of a pattern."""
        words = base64.b64encode(array("I", code.words).tobytes()).decode("ascii")
        line = json.dumps([int(code.flags), code.groups, code.names, words], separators=(",", ":"))
        self._lines[_key(pattern, flags)] = line
        self._new = True

    def save(self) -> None:
        """Write the file, if there is something new; what another process has put there meanwhile stays."""
        if self._new:
            both = _lines(read(_path(), MOST_BYTES)) | self._lines
            body = "".join(f"{key} {line}\n" for key, line in both.items()).encode("ascii")
            write(_path(), _head(body) + b"\n" + body)
            self._new = False


def _path() -> Path:
    return places.state_dir() / NAME


def _key(pattern: str, flags: int) -> str:
    return hashlib.sha256(f"{int(flags)} {pattern}".encode("utf-8", "surrogatepass")).hexdigest()


def _head(body: bytes) -> bytes:
    """The first line: which Python it is for, and a sum over that and all that follows."""
    mark = f"{MARK} {sys.maxunicode:x} {array('I').itemsize}".encode("ascii")
    return hashlib.sha256(mark + b"\n" + body).hexdigest().encode("ascii")


def _lines(data: bytes) -> dict[str, str]:
    """The lines by their keys, none where the file is not to be trusted."""
    head, _, body = data.partition(b"\n")
    if not body or head != _head(body):
        return {}
    found: dict[str, str] = {}
    with contextlib.suppress(ValueError):
        for line in body.decode("ascii").splitlines():
            key, _, rest = line.partition(" ")
            found[key] = rest
    return found
