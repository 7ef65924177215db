"""The formulas of a workbook by cell, streamed: a formatted cell at XFD1048576 costs nothing, broken styles no harm.

Reading values never needs them; `verify` holds them against those that the program wrote, and a form that is filled is
worked out by them.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from selfeval.core.problems import CellRef
from selfeval.excel.book.grid import Place, cell_address
from selfeval.excel.book.kinds.xlsx import Package
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.book.sheetxml import Attributes, SheetWalk, stream


@dataclass(slots=True)
class StoredFormula:
    """One formula as the file has it.

    Attributes:
        kind: `normal`, `shared` among several cells, `array` or `dataTable`.
        written: what its own element says, without `=`; "" in a cell that follows a shared one.
        range: the cells that an array or a data table fills.
        master: the cell and the text that a shared formula without a text of its own repeats; None where it is gone.
    """

    place: Place
    kind: str
    group: str = ""
    written: str = ""
    range: str = ""
    master: tuple[Place, str] | None = None

    @property
    def orphan(self) -> bool:
        """Whether it repeats a formula that the file does not have."""
        return self.kind == "shared" and not self.written and self.master is None

    @property
    def text(self) -> str:
        """The formula as it reads in its cell, without `=`; "" where that cannot be said."""
        return self.written if self.master is None else _moved(*self.master, self.place)


class FormulaElements:
    """Takes in the elements `f` of one sheet; what comes between `begin` and `end` is their text."""

    def __init__(self) -> None:
        self.open: StoredFormula | None = None
        self._masters: dict[str, tuple[Place, str]] = {}

    def begin(self, place: Place, attributes: Attributes) -> None:
        """A formula of the cell `place`."""
        kind, group = attributes.get("t", "normal"), attributes.get("si", "")
        self.open = StoredFormula(place, kind, group, range=attributes.get("ref", ""))

    def end(self) -> StoredFormula | None:
        """The finished formula; None outside of one."""
        formula, self.open = self.open, None
        if formula is not None:
            formula.written = formula.written.strip()
            if formula.kind == "shared" and formula.written:
                self._masters[formula.group] = (formula.place, formula.written)
            elif formula.kind == "shared":
                formula.master = self._masters.get(formula.group)
        return formula


class SheetFormulas(SheetWalk):
    """Collects the formulas of one sheet: `found` by the cell they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Place, StoredFormula] = {}
        self._elements = FormulaElements()

    def start(self, name: str, attributes: Attributes) -> None:
        """Note where we are; begin a formula. Elements `f` outside of cells belong to charts within the cells."""
        if name == "c":
            self.begin_cell(attributes)
        elif name == "row":
            self.begin_row(attributes)
        elif name == "f" and self.place is not None:
            self._elements.begin(self.place, attributes)

    def end(self, name: str) -> None:
        """Put a finished formula away."""
        if name == "f" and (formula := self._elements.end()) is not None:
            self.found[formula.place] = formula
        elif name == "c":
            self.place = None

    def text(self, data: str) -> None:
        """Add to the formula."""
        if self._elements.open is not None:
            self._elements.open.written += data


def read_formulas(data: bytes) -> dict[CellRef, str]:
    """The formulas of a workbook that `guard` has let pass, by cell, with a leading `=`.

    A formula that Excel shares among several cells is given for each of them. Empty where the package is damaged or is
    of a kind that keeps its formulas in another way: values are then still verified.
    """
    formulas: dict[CellRef, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for title, part in Package(archive).worksheets():
                handler = SheetFormulas()
                with archive.open(part) as source:
                    stream(source, handler)
                texts = ((place, formula.text) for place, formula in handler.found.items())
                formulas |= {CellRef(title, cell_address(*place)): "=" + text for place, text in texts if text}
    except DAMAGE:
        return {}
    return formulas


def _moved(origin: Place, text: str, here: Place) -> str:
    """The formula `text` of the cell `origin` as it reads in the cell `here`; "" where that cannot be said."""
    # openpyxl takes longer to import than most workbooks to read, and few of them share a formula.
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        moved = Translator("=" + text, cell_address(*origin)).translate_formula(cell_address(*here))
    except (TokenizerError, TranslatorError, LookupError, ValueError, AttributeError, TypeError):
        return ""
    return str(moved).removeprefix("=")
