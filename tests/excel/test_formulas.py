"""Formulas by cell, whatever else the package holds."""

from __future__ import annotations

import io

import openpyxl
import pytest

from selfeval.core.problems import CellRef
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.book.look_sheet import LookHandler
from selfeval.excel.book.sheetxml import stream
from tests.excel.books import replaced, saved
from tests.excel.scored_books import filled, written


def _sheet(cells: str) -> bytes:
    data = saved(openpyxl.Workbook())
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{ns}"><sheetData>{cells}</sheetData></worksheet>'
    return replaced(data, "xl/worksheets/sheet1.xml", lambda _: xml.encode())


def test_they_are_those_that_openpyxl_finds() -> None:
    data = written(filled())
    book = openpyxl.load_workbook(io.BytesIO(data))
    expected = {
        CellRef(sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert len(expected) > 100
    assert read_formulas(data) == expected


def test_shared_formulas_are_given_for_each_cell() -> None:
    data = _sheet(
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1</f><v>1</v></c></row>'
        '<row><c r="B2"><f t="shared" si="0"/><v>2</v></c><c><f>1+1</f></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="7"/><v>2</v></c>'
        '<c r="C3"><f t="array" ref="C3">SUM(A1:A2)</f></c></row>'
    )
    found = {ref.cell: text for ref, text in read_formulas(data).items()}
    assert found == {"B1": "=A1*$C$1", "B2": "=A2*$C$1", "C2": "=1+1", "C3": "=SUM(A1:A2)"}


def test_a_formula_of_a_chart_within_cells_is_none_of_the_last_cell() -> None:
    chart = (
        '<ext xmlns:x14="x" xmlns:xm="y"><x14:sparkline><xm:f>Sheet!A1:A9</xm:f><xm:sqref>B2</xm:sqref>'
        "</x14:sparkline></ext>"
    )
    row = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>2</v></c></row>'
    data = _sheet(f"{row}</sheetData><extLst>{chart}</extLst><sheetData>")
    assert {ref.cell: text for ref, text in read_formulas(data).items()} == {"A1": "=1+1"}


@pytest.mark.parametrize("shared", ["'", '"', "A1:", "$", "((", "[1]x!A1", "#REF!", "{", "A1" * 5000])
def test_a_broken_shared_formula_is_left_out(shared: str) -> None:
    text = shared.replace("&", "&amp;")
    data = _sheet(
        f'<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">{text}</f></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/></c></row>'
    )
    assert CellRef("Sheet", "B1") in read_formulas(data)


def test_damage_elsewhere_and_a_far_cell_do_not_matter() -> None:
    data = replaced(written(filled()), "docProps/core.xml", lambda xml: xml.replace(b"2026", b"&#0;"))
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = replaced(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far))
    assert read_formulas(data) == read_formulas(written(filled()))


def test_a_damaged_package_has_none() -> None:
    assert read_formulas(written(filled())[:2000]) == {}


@pytest.mark.parametrize(
    ("formula", "odd"),
    [
        ("<f>1+1</f>", ""),
        ('<f t="shared" ref="A1:A2" si="0">1+1</f>', ""),
        ("<f/>", "empty"),
        ("<f> </f>", "empty"),
        ('<f t="normal"></f>', "empty"),
        ('<f t="shared" si="7"/>', "orphan"),
        ('<f t="array" ref="A1:A2">1+1</f>', "array"),
        ('<f t="dataTable" ref="A1:A2"/>', "dataTable"),
        ("<f>1+1</f><f>1+1</f>", "twice"),
        ('<f>1+1</f><f t="shared" si="7"/>', "twice"),
    ],
)
def test_an_odd_formula_is_named(formula: str, odd: str) -> None:
    handler = LookHandler()
    sheet = f'<worksheet><sheetData><row r="1"><c r="A1">{formula}<v>2</v></c></row></sheetData></worksheet>'
    stream(io.BytesIO(sheet.encode()), handler)
    assert handler.look.formulas == ({(1, 1): odd} if odd else {})
