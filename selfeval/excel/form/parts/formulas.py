"""The formulas of a form that rest on the cells we fill: which they are, and what they give now.

Sums, products and roundings are worked out exactly; of any other formula the stored value is taken away, so that
nobody reads a stale one.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TypeAlias

from selfeval.excel.book.formulas import SheetFormulas
from selfeval.excel.book.grid import Place, Span
from selfeval.excel.book.sheetxml import stream
from selfeval.excel.form.parts.sums import Cell, Sums, reference

Formula: TypeAlias = str | None
"""The text of a formula without `=`, None where it cannot be told apart from others (arrays, data tables)."""


def formulas_of(data: bytes) -> dict[Place, Formula]:
    """Every formula of a sheet part; those that share one are written out."""
    handler = SheetFormulas()
    stream(io.BytesIO(data), handler)
    return {
        place: (found.text or None) if found.kind in {"normal", "shared"} else None
        for place, found in handler.found.items()
    }


def stale(
    formulas: Mapping[Cell, Formula], changed: Collection[Cell], numbers: Mapping[Cell, Decimal | None]
) -> dict[Cell, Decimal | None]:
    """What the formulas that rest on `changed` cells give now, None for those that cannot be worked out here.

    Args:
        formulas: all formulas of the workbook.
        changed: cells that get another value.
        numbers: the number of each cell after the change; None for one that holds something else than a number.
    """
    reach = {cell: _references(formula, cell[0]) for cell, formula in formulas.items()}
    touched: set[Cell] = set(changed)
    dependent: set[Cell] = set()
    while True:
        more = {
            cell
            for cell, spans in reach.items()
            if cell not in dependent and (spans is None or any(_holds(spans, other) for other in touched))
        }
        if not more:
            break
        dependent |= more
        touched = more
    texts = {cell: formula or "" for cell, formula in formulas.items()}
    sums = Sums(texts, dependent, numbers)
    return {cell: sums.value(cell) for cell in sorted(dependent)}


def _holds(spans: list[tuple[str, Span]], cell: Cell) -> bool:
    sheet, row, column = cell
    return any(
        title.casefold() == sheet.casefold() and span.top <= row <= span.bottom and span.left <= column <= span.right
        for title, span in spans
    )


def _references(text: str | None, sheet: str) -> list[tuple[str, Span]] | None:
    """The ranges a formula names, None where it may rest on more than it names."""
    # openpyxl takes longer to import than a form to be filled, and many forms have no formula.
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import TokenizerError

    if text is None:
        return None
    try:
        items = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError):
        return None
    found = []
    for item in items:
        if item.type == "FUNC" and item.value.upper() in {"INDIRECT(", "OFFSET(", "EVALUATE("}:
            return None
        if item.type == "OPERAND" and item.subtype == "RANGE":
            named = reference(item.value, sheet)
            if named is None:
                return None
            found.append(named)
    return found
