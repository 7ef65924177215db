"""Whether bytes are UTF-16, said by a byte order mark or shown by what they hold."""

from __future__ import annotations

import codecs
from typing import Final

_LOOKED_AT: Final = 16_384
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PARTS: Final = frozenset("\n\r\t,;|<{[")
"""A table or a page has one of these."""
_SPANS: Final = (
    (0x20, 0x7E),
    (0x2000, 0x27FF),  # dashes, quotes, arrows, signs of comparison, numbers in circles
    (0x3000, 0x303F),
    (0x3400, 0x9FFF),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)
_SINGLE: Final = frozenset("\t\n\r\f\v\x1a\xa0°±·×÷\ufeff")
_ENOUGH: Final = 0.95


def wide_encoding(data: bytes) -> str:
    """`utf-16`, `utf-16-le`, `utf-16-be`, or "" for any other bytes.

    Without a mark a text shows itself by the zero bytes of its line ends and separators, and by being made of Chinese
    and ASCII characters in one byte order only: read in the other one, its line ends are letters of India.
    """
    if data.startswith(_MARKS):
        return "utf-16"
    head = data[:_LOOKED_AT]
    if b"\0" not in head:
        return ""
    found = max(("utf-16-le", "utf-16-be"), key=lambda name: _likeness(head, name))
    return found if _likeness(head, found) >= _ENOUGH else ""


def _likeness(head: bytes, encoding: str) -> float:
    """Which part of the characters belongs into a Chinese table; 0 where no table can be."""
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    if not text or not _PARTS & set(text):
        return 0
    return sum(char in _SINGLE or any(low <= ord(char) <= high for low, high in _SPANS) for char in text) / len(text)
