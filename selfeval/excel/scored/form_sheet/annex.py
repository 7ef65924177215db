"""The texts of a form that its cells have no room for, in full below it: a row can only be so high."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.excel.paper.labels import NOTE
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.style import display_width, usable_width
from selfeval.excel.scored import plan as at

_LAST = at.REASON
_LINES = 12
"""Lines of a text that stand in one row, so that a page ends near its foot."""
_ENDS = "。；！？;!?\n"


def annex_note(page: Page) -> str:
    """The line of the form that says where the rest of its long texts is printed; "" where all are seen whole."""
    return f"{NOTE}有 {len(page.longer)} 处内容较长，表内未能印全，全文附后。" if page.longer else ""


def write_annex(page: Page, row: int) -> int:
    """Write the long texts below `row`, each behind a line that says whose it is; returns the last row."""
    width = page.width(0, _LAST)
    for number, (label, text) in enumerate(page.longer, start=1):
        for piece in _pieces(f"附{number}　{label}（全文）\n{text}", int(usable_width(width / page.grown))):
            row += 1
            page.put(row, 0, piece, to=(row, _LAST))
            page.height(row, (piece, width))
    return row


def _pieces(text: str, width: int) -> Iterator[str]:
    """The text in pieces of a few lines of `width` columns, each ending with a sentence where one ends there."""
    rest = text
    while rest:
        most = _fits(rest, width)
        end = most if most == len(rest) else _end(rest, most)
        yield rest[:end].removesuffix("\n")
        rest = rest[end:]


def _fits(text: str, width: int) -> int:
    """How many signs of the text fit into the lines of one row, at least one."""
    lines, used = 1, 0
    for place, char in enumerate(text):
        used += display_width(char)
        if char == "\n" or used > width:
            lines, used = lines + 1, 0 if char == "\n" else display_width(char)
        if lines > _LINES:
            return max(place, 1)
    return len(text)


def _end(text: str, most: int) -> int:
    """Behind the last sentence in the later half of what fits, else where no more fits."""
    return next((place for place in range(most, most // 2, -1) if text[place - 1] in _ENDS), most)
