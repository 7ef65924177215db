"""A second reader: what openpyxl finds in a workbook (values, number formats, merges, hidden rows), ours finds, too."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell as TheirCell
from openpyxl.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Cell, Grid, Span
from selfeval.excel.book.kinds.xlsx import decimal15
from selfeval.excel.book.numfmt import shown, shown_text
from tests.examples import examples
from tests.excel.scored_books import ODD_TEXTS, ROOT, filled, written

FORMATS = (
    "General", "0", "0%", "0.0%", "0.00%", "#,##0", "#,##0.00", "0.00", '0"批次"', '"≥"0.0"%"', "#,##0.00,", "@",
    "0.00E+00", "# ?/?", "[Red]-0.00", '0.00;[Red]"负"0.00;"零"', '[>=10000]0.0,"千";0', "0_ ", "* #,##0",
    '#,##0"元/人·月"',
)  # fmt: skip
DATES = (
    "yyyy-mm-dd",
    'yyyy"年"m"月"d"日"',
    "m/d/yy",
    "yyyy/m/d h:mm",
    "[$-804]yyyy年m月",
    "h:mm:ss",
    "[h]:mm",
    "mmm-yy",
)
NUMBERS = (
    0,
    1,
    -3,
    8,
    15,
    0.95,
    0.9865,
    175.3,
    1234567.891,
    -0.005,
    1e-7,
    1e15,
    12345678901234567,
    0.1 + 0.2,
    2 / 3,
    45_291,
)
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
MOMENTS = (
    date(2025, 12, 31), datetime(2025, 2, 28, 9, 30), datetime(1904, 1, 2), datetime(2024, 2, 29, 23, 59, 59),  # noqa: DTZ001
    date(2100, 1, 1),
)  # fmt: skip


class Written(NamedTuple):
    """A cell to be written: what kind it is, its value, its number format."""

    kind: str
    value: object
    code: str = "General"


CELLS = st.one_of(
    st.builds(
        Written, st.just("number"), st.sampled_from(NUMBERS) | st.integers(-(10**9), 10**9), st.sampled_from(FORMATS)
    ),
    st.builds(Written, st.just("number"), st.floats(-1e12, 1e12, allow_subnormal=False), st.sampled_from(FORMATS)),
    st.builds(
        Written, st.just("text"), st.sampled_from(ODD_TEXTS), st.sampled_from(("General", "@", '@"（元）"', "0%"))
    ),
    st.builds(Written, st.just("rich"), st.sampled_from(("乐亭", " 前后 ", "≥90")), st.just("@")),
    st.builds(Written, st.just("boolean"), st.booleans(), st.sampled_from(("General", "0%"))),
    st.builds(Written, st.just("date"), st.sampled_from(MOMENTS), st.sampled_from(DATES)),
    st.builds(Written, st.just("time"), st.sampled_from((time(9, 30), time(23, 59, 59))), st.just("h:mm:ss")),
    st.builds(
        Written, st.just("formula"), st.sampled_from((*NUMBERS, *ERRORS, "好", "", True)), st.sampled_from(FORMATS)
    ),
    st.builds(Written, st.just("blank"), st.none(), st.sampled_from(FORMATS)),
)
PLACES = st.tuples(st.integers(0, 30), st.integers(0, 12))
MERGES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 2), st.integers(1, 3)), max_size=5, unique_by=lambda at: at[0]
)


def _write(
    cells: dict[tuple[int, int], Written], merges: list[tuple[int, int, int]], hidden: set[int], *, mac: bool
) -> bytes:
    """A workbook with these cells; merges stand in columns of their own, below each other."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": mac})
    sheet, bold = book.add_worksheet("表"), book.add_format({"bold": True})
    writers: dict[str, Callable[..., object]] = {
        "number": sheet.write_number, "text": sheet.write_string, "boolean": sheet.write_boolean,
        "date": sheet.write_datetime, "time": sheet.write_datetime, "blank": sheet.write_blank,
    }  # fmt: skip
    for (row, column), cell in cells.items():
        look = book.add_format({"num_format": cell.code})
        if cell.kind == "rich":
            sheet.write_rich_string(row, column, "甲", bold, str(cell.value), "尾", look)
        elif cell.kind == "formula":
            sheet.write_formula(row, column, "=A1*2", look, cell.value)
        else:
            writers[cell.kind](row, column, cell.value, look)
    for place, down, right in merges:
        sheet.merge_range(place * 4, 20, place * 4 + down, 20 + right, f"合并{place}")
    for row in hidden:
        sheet.set_row(row, None, None, {"hidden": True})
    sheet.set_column(15, 17, None, None, {"hidden": True})
    sheet.write_string(40, 0, "末")
    book.close()
    return stream.getvalue()


@settings(max_examples=examples(60), deadline=None)
@given(st.dictionaries(PLACES, CELLS, max_size=25), MERGES, st.sets(st.integers(0, 30), max_size=4), st.booleans())
def test_both_readers_find_the_same(
    cells: dict[tuple[int, int], Written], merges: list[tuple[int, int, int]], hidden: set[int], mac: bool
) -> None:
    _compare(_write(cells, merges, hidden, mac=mac))


@pytest.mark.parametrize("mac", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize("kind", ["number", "date"])
def test_every_number_under_every_format(kind: str, mac: bool) -> None:
    values, codes = (NUMBERS, FORMATS) if kind == "number" else (MOMENTS, DATES)
    cells = {
        (row, column): Written(kind, value, code)
        for row, value in enumerate(values)
        for column, code in enumerate(codes)
        if column < 15
    }
    _compare(_write(cells, [(0, 1, 1)], {2, 5}, mac=mac))


RAW = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>内联</t></is></c><c r="B1" t="inlineStr"><is><r><t>富</t></r>
<r><t xml:space="preserve"> 文本</t></r></is></c>
<c r="C1"><f t="shared" ref="C1:C3" si="0">A1*2</f><v>4</v></c><c r="D1" t="e"><v>#N/A</v></c></row>
<row r="2" hidden="1"><c r="A2" t="b"><v>1</v></c><c r="C2"><f t="shared" si="0"/><v>8</v></c></row>
<row r="3"><c r="C3"><f t="shared" si="0"/></c><c r="D3" t="str"><f>"字"</f><v>字</v></c></row>
<row r="4"><c r="A4"><v>1.50</v></c><c r="B4"><v>-2E3</v></c><c r="C4" t="n"/><c r="D4" t="str"><v>_字</v></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="F1:G2"/><mergeCell ref="F5"/></mergeCells></worksheet>"""


def test_inline_texts_and_shared_formulas() -> None:
    _compare(_with_sheet(_write({}, [], set(), mac=False), RAW))


def _with_sheet(data: bytes, xml: str) -> bytes:
    """The package with another first sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("name", ["leting-2025-targets.xlsx", "leting-2025-filled.xlsx"])
def test_the_bundled_workbooks(name: str) -> None:
    _compare((ROOT / "workbooks" / name).read_bytes())


def test_a_scored_workbook() -> None:
    _compare(written(filled()))


def _compare(data: bytes) -> None:
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=False)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(data)
        ours = open_book(path)
    assert [grid.title for grid in ours.sheets] == [sheet.title for sheet in values.worksheets]
    mac = values.epoch == CALENDAR_MAC_1904
    for grid, sheet in zip(ours.sheets, values.worksheets, strict=True):
        _compare_frame(grid, sheet)
        seen = set()
        for line in sheet.iter_rows():
            for their in line:
                place = (their.row or 0, their.column or 0)
                formula = formulas[sheet.title].cell(*place).data_type == "f"
                _compare_cell(grid.cell(*place), their, f"{sheet.title}!{their.coordinate}", formula=formula, mac=mac)
                seen.add(place)
        assert set(grid.cells) <= seen


def _compare_frame(grid: Grid, sheet: Worksheet) -> None:
    assert set(grid.merges) == {Span(s.min_row, s.min_col, s.max_row, s.max_col) for s in sheet.merged_cells.ranges}
    assert grid.hidden_rows == {row for row, look in sheet.row_dimensions.items() if look.hidden}
    assert set(grid.hidden_columns) == {
        (look.min, look.max) for look in sheet.column_dimensions.values() if look.hidden
    }
    assert grid.hidden == (sheet.sheet_state != "visible")


def _compare_cell(our: Cell | None, their: TheirCell | MergedCell, where: str, *, formula: bool, mac: bool) -> None:
    value, code = their.value, their.number_format
    if value is None or (isinstance(value, str) and not value.strip()):
        assert our is None or (our.missing and our.text == "" and formula), where
        return
    assert our is not None, where
    assert (our.formula, our.missing, our.error) == (formula, False, their.data_type == "e"), where
    if isinstance(value, bool):
        assert (our.text, our.value) == (str(value).upper(), None), where
    elif isinstance(value, str):
        assert (our.text, our.value) == (shown_text(value.replace("\r\n", "\n"), code), None), where
    elif isinstance(value, int | float):
        number = decimal15(repr(value))
        assert number is not None
        assert (our.value, our.text, our.exact) == (number, *shown(number, code, date1904=mac)), where
    else:
        assert isinstance(value, datetime | date | time | timedelta), where
        serial = to_excel(value, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)  # type: ignore[no-untyped-call]
        assert our.value is not None
        assert abs(our.value - Decimal(repr(serial))) < Decimal("0.00001"), where
        assert our.text == shown(our.value, code, date1904=mac)[0], where
        if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
            # A format without the day shows the month alone, one without the date the time alone.
            month = f"{value.year}年{value.month}月"
            assert our.text in {value.date().isoformat(), month, "00:00"} or "[h]" in code, where
