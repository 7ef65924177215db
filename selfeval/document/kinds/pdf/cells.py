"""Characters in a ruled cell → its text: lines that only the cell's width has broken are one, others stay lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.pdf.flow import Sign, glued, rows_of, text_of
from selfeval.textgrid import never_first, never_last

_BEGINS: Final = lazy(r"^(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|目标\s?\d{1,2}[:：])")
_PADDING: Final = 3.0
"""Points between a cell's line and its text, at the least."""


def cell_text(signs: Sequence[Sign], width: float) -> str:
    """The text of a cell `width` points wide."""
    rows = [row for row in rows_of(signs) if any(sign.text.strip() for sign in row)]
    if not rows:
        return ""
    texts = [text_of(row).replace("\t", " ").strip() for row in rows]
    if len(rows) > 1 and all(len(text) == 1 and text > "\u2fff" for text in texts):
        return "".join(texts)  # a label set vertically
    text = texts[0]
    for before, row, own in zip(rows, rows[1:], texts[1:], strict=False):
        broken = _room(before, width) < _first_piece(row) and not _BEGINS.match(own)
        text = glued(text, own) if broken else f"{text}\n{own}"
    return text


def _room(row: Sequence[Sign], width: float) -> float:
    """How much more would have fitted into a line."""
    shown = [sign for sign in row if sign.text.strip()]
    return width - 2 * _PADDING - (shown[-1].right - shown[0].left)


def _first_piece(row: Sequence[Sign]) -> float:
    """How wide the least is that could have stood in the line before: one character, or a word, with its sign."""
    shown = [sign for sign in row if sign.text.strip()]
    end = 1
    if shown[0].text.isascii():
        while end < len(shown) and shown[end].text.isascii() and shown[end].left - shown[end - 1].right < shown[0].size:
            end += 1
    elif never_last(shown[0].text[0]) and len(shown) > 1:
        end = 2
    while end < len(shown) and never_first(shown[end].text[0]):
        end += 1
    # A line is broken too where its last character had to come down with a sign that never begins one.
    slack = shown[0].size * (1.3 if never_first(shown[0].text[0]) else 0.8)
    return shown[end - 1].right - shown[0].left + slack
