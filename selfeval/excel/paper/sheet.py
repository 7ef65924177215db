"""A worksheet that takes our formulas as they are.

XlsxWriter looks through each formula for some thirty functions that files name with a prefix (`_xlfn.`), one
substitution each: more than a tenth of the time that a scored workbook takes. Which functions ours name is known.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from selfeval.core.patterns import lazy

PLAIN = frozenset((
    "AND", "AVERAGE", "COUNTA", "COUNTIF", "EXACT", "FIND", "IF", "IFERROR", "ISERROR", "ISNUMBER", "LEFT", "MAX",
    "MID", "MIN", "N", "NA", "NOT", "OR", "RIGHT", "ROUND", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM", "VALUE",
))  # fmt: skip
"""Functions of every spreadsheet program since the first .xlsx: files name them as formulas do."""

_FUNCTION = lazy(r"[A-Z][A-Z0-9.]*+(?=\()")


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet whose formulas are looked through once."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> Any:  # noqa: ANN401
        array = formula.startswith("{") or formula.endswith("}")
        if not array and PLAIN.issuperset(_FUNCTION.findall(formula)):
            return formula.removeprefix("=")
        return super()._prepare_formula(formula, expand_future_functions)
