"""Bytes as text: UTF-8, UTF-16 with or without a mark, GB18030, and Big5 where a page says so."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem, Severity, msg

_LOOKED_AT: Final = 16_384
_HEAD: Final = 65_536
_CHINESE: Final = "gb18030"
_IN_TEXTS: Final = b"\t\n\v\f\r\x1a"
"""Control characters that texts hold; the last one ends a text of DOS."""
_NOT_TEXT: Final = (b"%PDF", b"{\\rtf")
_CHARSET = lazy(rb"charset\s*=\s*[\"']?(big5(?:-hkscs)?)\b", re.IGNORECASE)
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


def decoded(data: bytes, path: Path) -> tuple[str, tuple[Problem, ...]]:
    """A text in UTF-8, UTF-16, GB18030 or, where a page says so, Big5; F405 where the encoding was supposed.

    Raises:
        UnicodeDecodeError: it is none of these, or a character is cut in two.
    """
    if wide := wide_encoding(data):
        return data.decode(wide), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        stated = _CHARSET.search(data[:4096])
        if stated:
            return data.decode(stated[1].decode("ascii")), ()
    text = data.decode(_CHINESE)
    message = msg("The file is not UTF-8; it was read as GB18030.")
    hint = msg("If characters look wrong, save it as CSV UTF-8.")
    return text, (Problem("F405", Severity.INFO, message, hint, CellRef(path.name, "")),)


def text_head(data: bytes) -> str | None:
    """The beginning of a text in UTF-8, UTF-16 or GB18030; None if these bytes are no text."""
    head = data[:_HEAD]
    if head.startswith(_NOT_TEXT):
        return None
    if wide := wide_encoding(head):
        return head.decode(wide, "replace")
    if any(byte < 32 and byte not in _IN_TEXTS for byte in head):
        return None
    head = head.removeprefix(codecs.BOM_UTF8)
    for encoding in ("utf-8", _CHINESE):
        try:
            # The last character may have been cut in two.
            return (head[:-4] if len(data) > _HEAD else head).decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 8:
                return head.decode(encoding, "ignore")
    return None


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
