"""What a sheet part says beyond its values: styles, heights, widths, formulas of other kinds, what lies over its cells.

Read for `verify` only; `sheetxml` reads the values.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selfeval.excel.book.formulas import FormulaElements
from selfeval.excel.book.grid import Place, Span
from selfeval.excel.book.look_styles import real, whole
from selfeval.excel.book.sheetxml import Attributes, SheetWalk, local

_ON = frozenset({"1", "true"})


@dataclass
class SheetLook:
    """One sheet.

    Attributes:
        styles: number of the style of each cell; `strings`: which shared string it shows; `numbers`: what it holds.
        formulas: places with more than one formula, a formula whose shared master is missing, an array or a data table:
            what is odd about them; `arrays` the ranges that the latter fill.
        twice: cells that the file has more than once.
        heights, default_height: points of the rows that say them, and of the others; `hidden_rows` without `ht=0`.
        widths: (first, last column, characters, hidden).
        conditional: ranges under a conditional format; `tables`: ranges of tables.
        validations: by range, kind and rule of a validation that restricts or lists.
        heading: header and footer lines; `view`: what the view of the sheet hides.
        relations: ids of the parts that lie on the sheet, by the element that names them.
    """

    styles: dict[Place, int] = field(default_factory=dict)
    strings: dict[Place, int] = field(default_factory=dict)
    numbers: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    arrays: list[Span] = field(default_factory=list)
    twice: list[Place] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    default_height: float = 15.0
    default_width: float = 8.43
    collapsed: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    widths: list[tuple[int, int, float, bool]] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    validations: list[tuple[str, str, str]] = field(default_factory=list)
    heading: dict[str, str] = field(default_factory=dict)
    view: set[str] = field(default_factory=set)
    relations: list[tuple[str, str]] = field(default_factory=list)

    def height(self, row: int) -> float:
        """Points of a row."""
        if row in self.hidden_rows:
            return 0.0
        return self.heights.get(row, 0.0 if self.collapsed else self.default_height)

    def width(self, column: int) -> float:
        """Characters of a column, 0 if it is hidden."""
        for first, last, width, hidden in self.widths:
            if first <= column <= last:
                return 0.0 if hidden else width
        return self.default_width


_LINES = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_PARTS = frozenset(
    {"drawing", "legacyDrawing", "legacyDrawingHF", "picture", "tablePart", "oleObject", "control", "sparklineGroup"}
)


class LookHandler(SheetWalk):
    """Builds a `SheetLook`; `ValueError` for addresses that do not exist."""

    def __init__(self) -> None:
        super().__init__()
        self.look = SheetLook()
        self._kind = ""
        self._formulas = FormulaElements()
        self._count = 0
        self._text: list[str] | None = None
        self._validation: tuple[str, str] = ("", "")
        self._rule: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take what an element says."""
        if name == "c":
            self._cell(attributes)
        elif name == "v":
            self._text = [] if self._kind in {"s", "n"} else None
        elif name == "f" and self.place is not None:
            self._count += 1
            self._formulas.begin(self.place, attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "col":
            width = real(attributes.get("width"), 8.43)
            hidden = attributes.get("hidden") in _ON
            self.look.widths.append((whole(attributes.get("min")), whole(attributes.get("max")), width, hidden))
        else:
            self._other(name, attributes)

    def _other(self, name: str, attributes: Attributes) -> None:
        look = self.look
        if name == "sheetFormatPr":
            look.default_height = real(attributes.get("defaultRowHeight"), 15.0)
            look.default_width = real(attributes.get("defaultColWidth"), 8.43)
            look.collapsed = attributes.get("zeroHeight") in _ON
        elif name == "sheetView":
            look.view |= {"showZeros"} if attributes.get("showZeros") in {"0", "false"} else set()
            look.view |= {"showFormulas"} if attributes.get("showFormulas") in _ON else set()
        elif name == "conditionalFormatting":
            look.conditional.append(attributes.get("sqref", ""))
        elif name == "dataValidation":
            self._validation, self._rule = (attributes.get("sqref", ""), attributes.get("type", "none")), []
        elif name in _LINES or name in {"formula1", "formula2", "sqref"}:
            self._text = []
        elif name in _PARTS:
            look.relations.append((name, local(attributes).get("id", "")))

    def end(self, name: str) -> None:
        """Finish what `start` began."""
        if name == "c":
            self._end_cell()
        elif name == "v" and self._text is not None:
            self._value("".join(self._text).strip())
            self._text = None
        elif name == "f":
            self._end_formula()
        elif name in _LINES:
            self.look.heading[name] = "".join(self._text or [])
            self._text = None
        elif name in {"formula1", "formula2"}:
            self._rule.append("".join(self._text or []))
            self._text = None
        elif name == "sqref":  # of a newer kind of rule, whose range is an element of its own
            self._newer("".join(self._text or []))
            self._text = None
        elif name == "dataValidation" and self._validation[1] not in {"none", "any"}:
            parts = self._rule[:1] if self._validation[1] in {"list", "custom"} else self._rule
            self.look.validations.append((*self._validation, ";".join(parts)))

    def text(self, data: str) -> None:
        """Add to what is collected."""
        if self._formulas.open is not None:
            self._formulas.open.written += data
        elif self._text is not None:
            self._text.append(data)

    def _newer(self, ranges: str) -> None:
        if self._validation[1] and not self._validation[0]:
            self._validation = (ranges, self._validation[1])
        else:
            self.look.conditional.append(ranges)

    def _begin_row(self, attributes: Attributes) -> None:
        row = self.begin_row(attributes)
        if attributes.get("hidden") in _ON:
            self.look.hidden_rows.add(row)
        if "ht" in attributes:
            self.look.heights[row] = real(attributes["ht"], 15.0)

    def _cell(self, attributes: Attributes) -> None:
        place = self.begin_cell(attributes)
        self._kind, self._count = attributes.get("t", "n"), 0
        if place in self.look.styles:
            self.look.twice.append(place)
        self.look.styles[place] = whole(attributes.get("s"))

    def _end_cell(self) -> None:
        if self.place is not None and self._count > 1:
            self.look.formulas[self.place] = "twice"
        self.place, self._kind, self._text = None, "", None

    def _value(self, text: str) -> None:
        if self.place is None:
            return
        if self._kind == "n":
            self.look.numbers[self.place] = text
        elif text.isascii() and text.isdigit():
            self.look.strings[self.place] = int(text)

    def _end_formula(self) -> None:
        formula = self._formulas.end()
        if formula is None:
            return
        if formula.orphan:
            self.look.formulas[formula.place] = "orphan"
        elif formula.kind == "normal" and not formula.written:
            self.look.formulas[formula.place] = "empty"
        elif formula.kind in {"array", "dataTable"}:
            self.look.formulas[formula.place] = formula.kind
            self.look.arrays.append(Span.of(formula.range or "A1"))
