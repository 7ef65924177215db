"""One table of a Word document: its cells with what they reach over, rows that were deleted left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from selfeval.document.kinds.word.marks import Numbers, Styles, W, kept, tag, value
from selfeval.document.kinds.word.runs import Runs
from selfeval.document.values import Place, Table, TableCell

_MOST_ACROSS = 200


class Cells:
    """Reads tables; `inner` are tables inside cells and `boxes` text boxes, both to be read behind the table."""

    def __init__(self, runs: Runs, place: Callable[[], Place], numbers: Numbers, styles: Styles) -> None:
        self.inner: list[Element] = []
        self.boxes: list[Element] = []
        self._runs, self._place, self._numbers, self._styles = runs, place, numbers, styles

    def read(self, table: Element) -> Table:
        """The table; a cell merged down is one cell."""
        cells: list[TableCell] = []
        heads: dict[int, int] = {}
        number = 0
        for row in self._rows(table):
            number += 1
            place = self._place()
            column = 1 + _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in self._cells(row):
                across = _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                going_on = merge is not None and value(merge) != "restart"
                if going_on and column in heads:
                    head = cells[heads[column]]
                    text = "\n".join(part for part in (head.text, self._text(cell, 0)) if part)
                    cells[heads[column]] = replace(head, down=number - head.row + 1, text=text)
                else:
                    heads.pop(column, None)
                    if merge is not None:
                        heads[column] = len(cells)
                    cells.append(TableCell(number, column, self._text(cell, 0), place, across=across))
                column += across
        return Table(tuple(cells), number)

    def _rows(self, parent: Element) -> Iterator[Element]:
        for child in kept(parent):
            name = tag(child)
            if name == "tr":
                if child.find(f"{W}trPr/{W}del") is not None:
                    self._runs.changes += 1
                    continue
                self._runs.changes += child.find(f"{W}trPr/{W}ins") is not None
                yield child
            elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml"}:
                yield from self._rows(child)

    def _cells(self, row: Element) -> Iterator[Element]:
        for child in kept(row):
            if tag(child) == "tc":
                yield child
            elif tag(child) in {"sdt", "sdtContent", "customXml"}:
                yield from self._cells(child)

    def _text(self, cell: Element, depth: int) -> str:
        """Paragraphs of a cell as lines."""
        lines: list[str] = []
        pending = ""
        for child in kept(cell):
            name = tag(child)
            if name == "p":
                text = pending + self._numbers.number(child, self._styles) + self._runs.text(child)
                self.boxes += self._runs.boxes()
                pending = text if self._runs.mark_deleted(child) else ""
                if not pending:
                    lines.append(text.replace("\t", " ").strip())
            elif name == "tbl":
                self._runs.nested += 1
                self.inner.append(child)
            elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml"} and depth < _MOST_ACROSS:
                lines.append(self._text(child, depth + 1))
        if pending:
            lines.append(pending.strip())
        return _vertical("\n".join(line for line in lines if line))


def _vertical(text: str) -> str:
    """A label that was set vertically with a line for each of its characters, as one word."""
    parts = text.split("\n")
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 and part > "\u2fff" for part in parts) else text


def _count(element: Element | None, usual: int) -> int:
    digits = value(element)
    return min(int(digits), _MOST_ACROSS) if digits.isdigit() and len(digits) < 6 else usual
