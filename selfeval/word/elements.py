"""The elements of a report: paragraphs, content controls around bound texts, gaps for a person, tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from selfeval.core.report.document import Bound, BoundTable, Part, TableRow
from selfeval.word.names import NAMESPACES, clipped, q, safe, tag_of
from selfeval.word.trees import node

if TYPE_CHECKING:
    from selfeval.word.trees import Element

BODY, CELL, CELL_HEAD, UNIT, FIGURE = "Normal", "SelfevalCell", "SelfevalCellHead", "SelfevalUnit", "SelfevalFigure"
"""Styles: text of the report, of a cell, of a table's head, the line above a table, what holds a chart."""
GAP_SHADE = "FFF2CC"
TEXT_WIDTH = 8844
"""Between the margins of an A4 page of an official document, in twentieths of a point (156 mm)."""


def make(name: str, attributes: dict[str, str] | None = None, *children: Element) -> Element:
    """An element with prefixed names."""
    named = {q(key): value for key, value in (attributes or {}).items()}
    element = node(q(name), named, {"w": NAMESPACES["w"]})
    element.extend(children)
    return element


class Numbers:
    """Gives each content control a number of its own, as Word wants it."""

    def __init__(self, last: int = 100_000) -> None:
        self._next = itertools.count(last + 1)

    def next(self) -> str:
        """A number that nothing else in the document has."""
        return str(next(self._next))


def text_nodes(text: str) -> Iterator[Element]:
    """A text as the content of a run: line breaks and tabs are elements."""
    for place, line in enumerate(safe(text).split("\n")):
        if place:
            yield make("w:br")
        for inner, piece in enumerate(line.split("\t")):
            if inner:
                yield make("w:tab")
            if piece:
                letters = make("w:t")
                letters.text = piece
                letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                yield letters


def run(text: str, *, gap: bool = False) -> Element:
    """A run of text; a gap is shaded.

    Signs that both scripts have, such as “”, are Chinese in a text that has Chinese in it; digits stay as they are.
    """
    element = make("w:r")
    looks = [] if text.isascii() else [make("w:rFonts", {"w:hint": "eastAsia"})]
    if gap:
        looks.append(make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": GAP_SHADE}))
    if looks:
        element.append(make("w:rPr", None, *looks))
    element.extend(text_nodes(text))
    return element


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph of a style."""
    properties = make("w:pPr", None, make("w:pStyle", {"w:val": style}))
    return make("w:p", None, properties, *content)


def gap_text(gap: str) -> str:
    """What stands in a gap."""
    return f"【请填写：{safe(gap)}】"


def control(tag: str, label: str, numbers: Numbers, content: Sequence[Element], *kinds: Element) -> Element:
    """A content control."""
    head = [
        make("w:alias", {"w:val": clipped(label)}),
        make("w:tag", {"w:val": tag}),
        make("w:id", {"w:val": numbers.next()}),
    ]
    return make("w:sdt", None, make("w:sdtPr", None, *head, *kinds), make("w:sdtContent", None, *content))


def inline(bound: Bound, numbers: Numbers) -> Element:
    """A bound text inside a paragraph."""
    kind = make("w:text", {"w:multiLine": "1"})
    return control(tag_of(bound.key), bound.label, numbers, [run(bound.text)], kind)


def parts(texts: Sequence[Part], numbers: Numbers) -> Iterator[Element]:
    """Words as they stand, and bound texts in their controls."""
    return (run(part) if isinstance(part, str) else inline(part, numbers) for part in texts)


def passage(bound: Bound, numbers: Numbers) -> Element:
    """Paragraphs bound as a whole; as long as there is nothing, the gap, which goes when somebody types into it."""
    flags = [make("w:showingPlcHdr")] if bound.open else []
    return control(tag_of(bound.key), bound.label, numbers, list(passage_content(bound)), *flags)


def passage_content(bound: Bound) -> Iterator[Element]:
    """The paragraphs of a passage."""
    if bound.open:
        yield paragraph(BODY, run(gap_text(bound.gap), gap=True))
        return
    for line in safe(bound.text).split("\n"):
        yield paragraph(BODY, run(line))


def table(one: BoundTable, numbers: Numbers) -> list[Element]:
    """A table in a control of its own, with the unit of its amounts above it where it has one."""
    whole = sum(one.widths)
    widths = [width * TEXT_WIDTH // whole for width in one.widths]
    borders = (make(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"})
               for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    properties = make(
        "w:tblPr",
        None,
        make("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
        make("w:jc", {"w:val": "center"}),
        make("w:tblBorders", None, *borders),
        make("w:tblLayout", {"w:type": "fixed"}),
        make("w:tblCellMar", None, *(make(f"w:{side}", {"w:w": "57", "w:type": "dxa"}) for side in ("left", "right"))),
    )
    grid = make("w:tblGrid", None, *(make("w:gridCol", {"w:w": str(width)}) for width in widths))
    head_properties = make("w:trPr", None, make("w:cantSplit"), make("w:tblHeader"))
    cells = (_cell(width, CELL_HEAD, False, run(label)) for width, label in zip(widths, one.columns, strict=True))
    head = make("w:tr", None, head_properties, *cells)
    rows = (table_row(row, widths, one.numeric, numbers) for row in one.rows)
    drawn = control(tag_of(one.key), one.label, numbers, [make("w:tbl", None, properties, grid, head, *rows)])
    unit = [paragraph(UNIT, run(one.unit))] if one.unit else []
    return [*unit, drawn]


def widths_of(grid: Element, columns: int) -> list[int]:
    """Widths of the columns of a table that stands already, or equal ones where it has others than it was given."""
    texts = [column.get(q("w:w"), "") for column in grid.iterchildren(q("w:gridCol"))]
    found = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 6]
    return found if len(found) == len(texts) == columns else [TEXT_WIDTH // columns] * columns


def table_row(row: TableRow, widths: Sequence[int], numeric: frozenset[int], numbers: Numbers) -> Element:
    """A row of bound cells, which no page parts."""
    cells = (
        _cell(width, CELL, place in numeric, inline(bound, numbers))
        for place, (width, bound) in enumerate(zip(widths, row.cells, strict=True))
    )
    return make("w:tr", None, make("w:trPr", None, make("w:cantSplit")), *cells)


def _cell(width: int, style: str, centred: bool, content: Element) -> Element:
    properties = make(
        "w:tcPr", None, make("w:tcW", {"w:w": str(width), "w:type": "dxa"}), make("w:vAlign", {"w:val": "center"})
    )
    inside = paragraph(style, content)
    if centred:
        inside[0].append(make("w:jc", {"w:val": "center"}))
    return make("w:tc", None, properties, inside)
