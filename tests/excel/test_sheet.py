"""Our sheets write formulas as XlsxWriter's own would."""

from __future__ import annotations

import io

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from selfeval.excel.paper.sheet import PLAIN, Sheet

OTHERS = ("SORT", "XLOOKUP", "UNIQUE", "SINGLE", "FILTER", "SEQUENCE", "LAMBDA", "IFS", "STDEV.S", "NOSUCH")
FORMULAS = (
    *(f"={name}(A1,2)" for name in sorted(PLAIN)),
    *(f"{name}(A1)" for name in OTHERS),
    "='自评 SUM(表)'!A1+1",
    '=IF(A1="SORT(",1,XLOOKUP(A1,B1:B2,C1:C2))',
    "=A1*$B$2/100",
    "{=SUM(A1:A3*B1:B3)}",
    "=_xlfn.SORT(A1:A3)",
    "=",
)


@pytest.fixture
def sheet() -> Sheet:
    made = Workbook(io.BytesIO(), {"in_memory": True}).add_worksheet("s", Sheet)
    assert isinstance(made, Sheet)
    return made


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_written_as_xlsxwriter_would(sheet, formula):
    assert sheet._prepare_formula(formula) == Worksheet._prepare_formula(sheet, formula)
