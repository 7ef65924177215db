"""Pieces of formulas that several workbooks write alike."""

from __future__ import annotations

from selfeval.core.rules.pack import RulePack
from selfeval.excel.paper.cells import number_text


def literal(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def grade_formula(pack: RulePack, total: str) -> str:
    """The grade of a total as nested IFs, "" for a pack without grades."""
    formula = '""'
    for grade in reversed(pack.grades):
        formula = f"IF({total}>={number_text(grade.at_least)},{literal(grade.name)},{formula})"
    return formula if pack.grades else ""
