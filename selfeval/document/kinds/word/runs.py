"""The text of one paragraph of a Word document: what a reader of the final version sees."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from selfeval.document.kinds.word.marks import W, kept, tag, value

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SYMBOLS: Final = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0x3D: "="}
"""Signs of the font Symbol, which Word keeps apart from text."""
_THROUGH: Final = frozenset({"r", "hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo", "ins", "moveTo"})
_CONTENT: Final = {"sdt": "sdtContent", "ruby": "rubyBase"}
"""Elements of which only a part is text: content controls, and characters with their reading above."""
_CHANGED: Final = frozenset({"del", "moveFrom"})
_DEEPEST: Final = 40


class Runs:
    """Reads paragraphs, and remembers what a person should know of them.

    Attributes:
        page: the page we are on, by the breaks that Word saved when it last laid out the document.
        changes: how many tracked changes were met.
        hidden: texts that are formatted as hidden.
        box_count: how many text boxes.
        nested: how many tables inside cells.
    """

    def __init__(self) -> None:
        self.page = 1
        self.changes = 0
        self.hidden: list[str] = []
        self.box_count = 0
        self.nested = 0
        self._boxes: list[Element] = []

    def text(self, paragraph: Element) -> str:
        """The paragraph's final text; text boxes anchored in it are kept for `boxes`."""
        pieces: list[str] = []
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is not None and (marks.find(f"{W}ins") is not None or marks.find(f"{W}del") is not None):
            self.changes += 1
        self._into(paragraph, pieces, 0)
        return "".join(pieces)

    def boxes(self) -> list[Element]:
        """The contents of the text boxes met since the last call."""
        found, self._boxes = self._boxes, []
        return found

    def changed(self, element: Element) -> None:
        """Count a tracked change around whole blocks."""
        if tag(element) in {"ins", "moveTo", *_CHANGED}:
            self.changes += 1

    @staticmethod
    def mark_deleted(paragraph: Element) -> bool:
        """Whether the end of the paragraph was deleted, so that the next one goes on in it."""
        return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None

    def _into(self, element: Element, pieces: list[str], depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("too deep")
        for child in kept(element):
            name = tag(child)
            if name in _CHANGED:
                self.changes += 1
            elif name == "r" and self._is_hidden(child):
                self._hide(child, depth)
            elif name in _THROUGH:
                self.changes += name in {"ins", "moveTo"}
                self._into(child, pieces, depth + 1)
            elif name in _CONTENT:
                content = child.find(f"{W}{_CONTENT[name]}")
                if content is not None:
                    self._into(content, pieces, depth + 1)
            elif name.startswith(_M):
                pieces += [one.text or "" for one in child.iter(f"{_M}t")]
            elif name in {"drawing", "pict", "object"}:
                self._find_boxes(child)
            else:
                pieces.append(self._sign(child, name))

    def _hide(self, run: Element, depth: int) -> None:
        hidden: list[str] = []
        for child in kept(run):
            hidden.append(self._sign(child, tag(child)))
        if "".join(hidden).strip() and depth <= _DEEPEST:
            self.hidden.append("".join(hidden).strip()[:80])

    def _sign(self, child: Element, name: str) -> str:
        """The text of the smallest elements."""
        if name == "t":
            return child.text or ""
        if name == "br":
            return "" if value(child, "type") == "page" else "\n"
        if name == "lastRenderedPageBreak":
            self.page += 1
        if name == "sym":
            code = value(child, "char")
            number = int(code, 16) & 0xFF if code and all(char in "0123456789abcdefABCDEF" for char in code) else 0
            return _SYMBOLS.get(number, "□") if value(child, "font").lower() == "symbol" else "□"
        return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")

    @staticmethod
    def _is_hidden(run: Element) -> bool:
        mark = run.find(f"{W}rPr/{W}vanish")
        return mark is not None and value(mark) not in {"0", "false", "off"}

    def _find_boxes(self, element: Element) -> None:
        for child in kept(element):
            if tag(child) == "txbxContent":
                self.box_count += 1
                self._boxes.append(child)
            else:
                self._find_boxes(child)
