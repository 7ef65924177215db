"""Whether two number formats show the same, and whether a style lets its text be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.excel.book.look_styles import Style
from selfeval.excel.book.numcode import sections
from selfeval.excel.book.numfmt import shown

_PROBES: Final = tuple(map(Decimal, ("0", "1", "-1.5", "0.125", "12345.678", "45000")))
"""Numbers under which two formats that show a cell alike today must also agree, so that neither shows a fixed text."""

_APART = lazy(r'"[^"]*"?|\\.|!.|_.', re.DOTALL)
_FILLED = lazy(r"\*(.)", re.DOTALL)
_BRACKET = lazy(r"\[([^\[\]]*)\]")
_PLAIN = frozenset({"", "General", "@"})
_SMALLEST, _LARGEST = 0.6, 2.5
_FURTHEST = 10


def alike(value: Decimal | None, text: str, wanted: str, found: str) -> bool:
    """Whether a cell that holds this number, or else this text, is shown alike under both format codes."""
    if wanted == found:
        return True
    if value is None:
        return seen_text(text, wanted) == seen_text(text, found)
    return _seen(value, wanted) == _seen(value, found) and _agree(wanted, found)


@lru_cache(maxsize=1024)
def _agree(wanted: str, found: str) -> bool:
    if _traits(wanted) != _traits(found):
        return False
    return all(_seen(probe, wanted) == _seen(probe, found) for probe in _PROBES)


@lru_cache(maxsize=1024)
def spelled(code: str) -> str:
    """A format code in one spelling: programs write the words in it with quotes or with backslashes."""
    return ";".join("".join(token.text for token in part.tokens) for part in sections(code))


def _seen(value: Decimal, code: str) -> str:
    return shown(value, code)[0].replace("\u00a0", " ").strip()


def seen_text(text: str, code: str) -> str:
    """What is seen of a text: its own section comes fourth, or last where that has an `@`."""
    if code in _PLAIN:
        return text
    parts = sections(code)
    last = parts[-1]
    if len(parts) < 4 and not any(token.kind == "@" for token in last.tokens):
        return text
    return "".join(text if token.kind == "@" else token.text for token in last.tokens).strip()


@lru_cache(maxsize=1024)
def _traits(code: str) -> frozenset[str]:
    """What a format does beyond placing digits: fills, colours, other numerals, conditions, fractions, powers."""
    bare = _APART.sub("", code)
    traits = {f"*{sign}" for sign in _FILLED.findall(bare) if not sign.isspace()}
    for text in _BRACKET.findall(bare):
        word = text.strip().lower()
        if not word.startswith("$") and word not in {"h", "hh", "m", "mm", "s", "ss"}:
            traits.add(re.sub(r"\s", "", word))
    kinds = {token.kind for part in sections(code) if not part.moment for token in part.tokens}
    return frozenset(traits | (kinds & {"E", "/"}))


def unreadable(wanted: Style, found: Style) -> Iterator[Message]:
    """Why a text cannot be read, or reads otherwise, as its style shows it."""
    if not found.legible and wanted.legible:
        yield msg("its colour is that of its ground")
    if found.font.size < _SMALLEST * wanted.font.size:
        yield msg("its type is too small")
    if found.font.size > _LARGEST * wanted.font.size:
        yield msg("its type is too large for its cell")
    if found.font.struck and not wanted.font.struck:
        yield msg("it is struck out")
    if found.indent > wanted.indent + _FURTHEST:
        yield msg("it is pushed out of its cell")
    if found.turned != wanted.turned:
        yield msg("it is turned")
    if found.repeated and not wanted.repeated:
        yield msg("it is repeated to fill its cell")
