"""Lines of pages → paragraphs in reading order, and what stands at the edge of pages only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.contents import contents_entry
from selfeval.document.kinds.pdf.flow import FlowLine, glued
from selfeval.document.kinds.pdf.page import Page, PageTable
from selfeval.document.values import Line
from selfeval.textgrid import never_first

_BEGINS: Final = lazy(
    r"^(?:第[一二三四五六七八九十]+[部章节]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．)）](?!\d)|[①-⑳])"
)
_PAGE_NUMBER: Final = lazy(r"第?\d{1,4}页?(?:[,，/]?共?\d{1,4}页?)?")
_MARGIN: Final = 0.09
"""Part of a page's height, above and below, where headers and page numbers stand."""


def asides(pages: Sequence[Page]) -> tuple[FlowLine, ...]:
    """Page numbers, and lines at the edge of the page that many pages repeat."""
    edges = [(page, line) for page in pages for line in page.lines if _is_at_edge(page, line, _MARGIN)]
    seen = Counter(_without_figures(line.text) for _, line in edges)
    often = max(3, len(pages) // 2)
    repeated = [line for _, line in edges if seen[_without_figures(line.text)] >= often]
    numbers = [line for page in pages for line in _outermost(page) if _is_number(page, line)]
    return tuple(sorted({*repeated, *numbers}, key=lambda line: line.place))


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_at_edge(page: Page, line: FlowLine, share: float) -> bool:
    return line.bottom < page.height * share or line.top > page.height * (1 - share)


def _outermost(page: Page) -> Iterator[FlowLine]:
    """The first and the last line of a page, where no table stands beyond them."""
    lines = sorted(page.lines, key=lambda line: line.top)
    if lines and all(lines[0].bottom <= table.top + 1 for table in page.tables):
        yield lines[0]
    if lines and all(lines[-1].top >= table.grid.ys[-1] - 1 for table in page.tables):
        yield lines[-1]


def _is_number(page: Page, line: FlowLine) -> bool:
    """Whether an outermost line counts the pages; bare figures do so only near the edge."""
    marked = any(mark in line.text for mark in "-—–页·")
    bare = "".join(line.text.split()).strip("-—–·")
    return bool(_PAGE_NUMBER.fullmatch(bare)) and (marked or _is_at_edge(page, line, 2 * _MARGIN))


def paragraphs(pages: Sequence[Page], aside: Sequence[FlowLine]) -> Iterator[Line | PageTable]:
    """Lines as paragraphs, and the tables, in reading order; a paragraph goes on over the end of a page."""
    left_out = {line.place for line in aside}
    body = [line for page in pages for line in page.lines if line.place not in left_out]
    plain = [line for line in body if contents_entry(line.text) is None]
    edge = max(
        [line.right for line in plain] + [table.grid.xs[-1] for page in pages for table in page.tables], default=0.0
    )
    start = min((line.left for line in plain), default=0.0)
    held: list[FlowLine] = []
    for page in pages:
        items: list[tuple[float, FlowLine | PageTable]] = [
            (line.top, line) for line in page.lines if line.place not in left_out
        ]
        items += [(table.top, table) for table in page.tables]
        for _, item in sorted(items, key=lambda one: one[0]):
            if not isinstance(item, FlowLine):
                yield from _paragraph(held)
                held = []
                yield item
            elif held and _goes_on(held[-1], item, start, edge):
                held.append(item)
            else:
                yield from _paragraph(held)
                held = [item]
    yield from _paragraph(held)


def _goes_on(before: FlowLine, line: FlowLine, start: float, edge: float) -> bool:
    """Whether a line is the next one of a paragraph: the one before is full, and this one is not set in."""
    if contents_entry(before.text) or contents_entry(line.text) or abs(before.size - line.size) > 0.6:
        return False
    if len(before.pieces) > 1 or len(line.pieces) > 1 or _BEGINS.match(line.text):
        return False
    room = 2.6 if len(line.text) > 1 and never_first(line.text[1]) else 1.6
    return before.right > edge - room * line.size and line.left < start + 1.2 * line.size


def _paragraph(lines: Sequence[FlowLine]) -> Iterator[Line]:
    if not lines:
        return
    text = lines[0].text
    for line in lines[1:]:
        text = glued(text, line.text)
    yield Line(text, lines[0].place, 0, contents_entry(text) is not None)
