"""Keeps what a PDF unpacks to within bounds: a kilobyte of it may be a gigabyte of zeros."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Final

MOST_OF_ONE: Final = 64 * 1024 * 1024
MOST_OF_ALL: Final = 256 * 1024 * 1024
"""Bytes of one stream, and of all, unpacked."""
_ONE_AT_A_TIME = threading.Lock()


class TooMuchError(Exception):
    """A stream unpacks to more than any page of a document."""


class _Bounded:
    """The part of `zlib` that the parser uses, with a bound on what comes out of it."""

    def __init__(self) -> None:
        self._left = MOST_OF_ALL

    def decompress(self, data: bytes) -> bytes:
        """As `zlib.decompress`."""
        stream = zlib.decompressobj()
        most = min(MOST_OF_ONE, self._left)
        out = stream.decompress(data, most + 1)
        if len(out) > most:
            raise TooMuchError
        if not stream.eof:
            raise zlib.error("incomplete")
        self._left -= len(out)
        return out

    def decompressobj(self) -> SimpleNamespace:
        """As `zlib.decompressobj`, for streams with a broken part."""
        stream, spent = zlib.decompressobj(), 0

        def decompress(data: bytes) -> bytes:
            nonlocal spent
            most = min(MOST_OF_ONE - spent, self._left)
            out = stream.decompress(data, most + 1)
            spent += len(out)
            self._left -= len(out)
            if len(out) > most:
                raise TooMuchError
            return out

        return SimpleNamespace(decompress=decompress)


@contextmanager
def bounded() -> Iterator[None]:
    """Within it, what the parser unpacks is bounded: it offers no door for that, so its `zlib` is exchanged."""
    from pdfminer import pdftypes

    with _ONE_AT_A_TIME:
        before = vars(pdftypes)["zlib"]
        own = _Bounded()
        vars(pdftypes)["zlib"] = SimpleNamespace(
            decompress=own.decompress, decompressobj=own.decompressobj, error=zlib.error
        )
        try:
            yield
        finally:
            vars(pdftypes)["zlib"] = before
