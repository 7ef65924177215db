"""Cells as a person sees them: number formats, exact numbers, merges, formulas, and sheets of absurd size."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from selfeval.core.problems import SelfEvalError
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import MAX_COLUMN, Cell, Grid, Span, column_letters, parse_cell, same_figure
from selfeval.excel.book.kinds.xlsx import decimal15, unescaped
from selfeval.excel.book.numcode import BUILT_IN
from selfeval.excel.book.numfmt import shown, shown_text
from selfeval.excel.read import read_workbook
from tests.excel.books import HEADER, ROW, book
from tests.places import ROOT


@pytest.mark.parametrize(
    ("value", "code", "text", "exact"),
    [
        ("0.9", "0%", "90%", True),
        ("0.9739", "0.00%", "97.39%", True),
        ("0.97388889", "0.00%", "97.39%", False),
        ("1234567.5", "#,##0.00", "1,234,567.50", True),
        ("999", "#,##0", "999", True),
        ("10", '0"批次"', "10批次", True),
        ("175.3", '0.0"万元"', "175.3万元", True),
        ("175.3", "General", "175.3", True),
        ("175.3", "0", "175", False),
        ("12345", '0!.0,"万"', "1.2万", False),
        ("1500000", '0.0,"千元"', "1500.0千元", True),
        ("-5", "0.0;(0.0)", "(5.0)", True),
        ("-5", "0.0_);[Red]\\(0.0\\)", "(5.0)", True),
        ("-5", "0.00", "-5.00", True),
        ("0", '0;-0;"—"', "—", True),
        ("0", "0.00", "0.00", True),
        ("7", "000", "007", True),
        ("5", "0.##", "5", True),
        ("5.5", "0.##", "5.5", True),
        ("0.5", ".00", ".50", True),
        ("1.005", "0.00", "1.01", False),
        ("-0.001", "0.00", "0.00", False),
        ("1234", "_ * #,##0.00_ ;_ * -#,##0.00_ ", "1,234.00", True),
        ("45", "[$¥-804]#,##0.00", "¥45.00", True),
        ("3", '[>=10]0"多";0"少"', "3少", True),
        ("5", '"是"', "是", True),
        ("0.25", "# ?/?", "0.25", True),
        ("1500", "0.00E+00", "1500", True),
        ("46022", "yyyy-mm-dd", "2025-12-31", True),
        ("46022", 'yyyy"年"m"月"d"日"', "2025-12-31", True),
        ("46022.5", "yyyy/m/d h:mm", "2025-12-31 12:00", True),
        ("0.5", "h:mm", "12:00", True),
        ("1.5", "[h]:mm", "36:00", True),
        ("1", "yyyy-mm-dd", "1900-01-01", True),
        ("61", "yyyy-mm-dd", "1900-03-01", True),
        ("-3", "yyyy-mm-dd", "-3", True),
        ("99999999", "yyyy-mm-dd", "99999999", True),
    ],
)
def test_number_formats(value: str, code: str, text: str, exact: bool) -> None:
    assert shown(Decimal(value), code) == (text, exact)


def test_built_in_formats_agree_with_openpyxl() -> None:
    """Where a format has only a number, plain figures look as under the code that openpyxl knows for it."""
    for number in (1, 2, 3, 4, 9, 10, 37, 39, 49):
        for value in (Decimal("1234.5"), Decimal(-7)):
            assert shown(value, BUILT_IN[number]) == shown(value, BUILTIN_FORMATS[number])


def test_text_sections() -> None:
    assert shown_text("甲", '0;-0;0;"项目"@') == "项目甲"
    assert shown_text("甲", "@") == "甲"
    assert shown_text("a@b", "General") == "a@b"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_four_places_show_everything(value: Decimal) -> None:
    text, exact = shown(value, "#,##0.0000")
    assert exact
    assert Decimal(text.replace(",", "")) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12), st.text(max_size=12))
def test_no_format_code_fails(value: Decimal, code: str) -> None:
    assert isinstance(shown(value, code)[0], str)


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ("0.97389999999999999", "0.9739"),
        ("0.1", "0.1"),
        ("2.7800000000000002E1", "27.8"),
        ("180", "180"),
        ("0", "0"),
        ("-0", "0"),
        ("1E999999", None),
        ("NaN", None),
        ("abc", None),
    ],
)
def test_fifteen_digits(stored: str, number: str | None) -> None:
    assert decimal15(stored) == (None if number is None else Decimal(number))


def test_escapes_and_line_breaks() -> None:
    assert unescaped("甲_x000D_\n乙\r丙") == "甲\n乙\n丙"
    assert unescaped("_xD83D__xDE00_ _x12") == "😀 _x12"


@pytest.mark.parametrize(("ref", "place"), [("A1", (1, 1)), ("$AB$12", (12, 28)), ("XFD1048576", (1_048_576, 16_384))])
def test_addresses(ref: str, place: tuple[int, int]) -> None:
    assert parse_cell(ref) == place
    assert f"{column_letters(place[1])}{place[0]}" == ref.replace("$", "")


@pytest.mark.parametrize("ref", ["", "1", "A", "A0", "XFE1", "A1048577", "A-1", "Ａ1", "A１", "AAAA1", "A99999999999"])
def test_no_addresses(ref: str) -> None:
    with pytest.raises(ValueError, match="no cell address"):
        parse_cell(ref)


def test_spans_are_ordered() -> None:
    assert Span.of("C5:A2") == Span(2, 1, 5, 3)
    assert Span.of("B2") == Span(2, 2, 2, 2)


def test_typed_cells(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["007", 180, 0.9, datetime(2025, 3, 31), date(2025, 12, 31), True, "  乐亭  "])  # noqa: DTZ001
    sheet["C1"].number_format = "0%"
    sheet["A2"], sheet["B2"] = "=1+1", "#DIV/0!"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.merge_cells("A3:B4")
    sheet["A3"] = "合并"
    workbook.save(tmp_path / "t.xlsx")
    grid = open_book(tmp_path / "t.xlsx").sheets[0]
    texts = [grid.text(1, column) for column in range(1, 8)]
    assert texts == ["007", "180", "90%", "2025-03-31", "2025-12-31", "TRUE", "乐亭"]
    percent, formula, error = grid.cell(1, 3), grid.cell(2, 1), grid.cell(2, 2)
    assert percent is not None
    assert percent.value == Decimal("0.9")
    assert formula is not None
    assert (formula.formula, formula.missing, formula.text) == (True, True, "")
    assert error is not None
    assert error.error
    assert grid.is_hidden(2, 1)
    assert grid.is_hidden(1, 4)
    assert not grid.is_hidden(1, 1)
    assert grid.span(3, 2) == Span(3, 1, 4, 2)


def test_same_texts_as_openpyxl(tmp_path: Path) -> None:
    """Every text cell of the bundled workbook is the one that openpyxl reads."""
    path = ROOT / "workbooks" / "leting-2025-filled.xlsx"
    ours = open_book(path)
    theirs = load_workbook(path)
    for sheet in theirs.worksheets:
        grid = ours.sheet(sheet.title)
        assert grid is not None
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    assert grid.text(cell.row, cell.column) == cell.value.strip()
        assert {str(merge) for merge in sheet.merged_cells.ranges} == {
            f"{column_letters(s.left)}{s.top}:{column_letters(s.right)}{s.bottom}" for s in grid.merges
        }


def test_cell_at_the_far_corner(tmp_path: Path) -> None:
    path = book(tmp_path / "near.xlsx", [HEADER, ROW])
    data = _with_sheet(path, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    data = _patched(
        data, b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048570"/></mergeCells>'
    )
    far = tmp_path / "far.xlsx"
    far.write_bytes(data)
    result = read_workbook(far)
    assert [indicator.tier3 for indicator in result.department.projects[0].indicators] == ["修路里程"]


def test_overlapping_merges_end(tmp_path: Path) -> None:
    rows = [HEADER, *([*ROW[:2], f"指标{n}", *ROW[3:]] for n in range(1500))]
    path = book(tmp_path / "near.xlsx", rows)
    merges = b"".join(b'<mergeCell ref="H1:I1048576"/>' for _ in range(2000))
    path.write_bytes(_with_sheet(path, b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"))
    with pytest.raises(SelfEvalError) as caught:
        read_workbook(path)
    assert caught.value.code == "F109"


def _with_sheet(path: Path, old: bytes, new: bytes) -> bytes:
    return _patched(path.read_bytes(), old, new)


def _patched(data: bytes, old: bytes, new: bytes) -> bytes:
    from tests.excel.test_guard import replaced

    return replaced(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(old, new, 1))


_PLACES = st.tuples(st.integers(1, 6), st.integers(1, 9))


@given(
    places=st.sets(_PLACES, max_size=30), merged=st.sets(_PLACES, max_size=4), ends=st.tuples(*[st.integers(1, 9)] * 2)
)
def test_a_window_is_the_sheet_with_these_columns_only(
    places: set[tuple[int, int]], merged: set[tuple[int, int]], ends: tuple[int, int]
) -> None:
    left, right = sorted(ends)
    grid = Grid(
        "表",
        {place: Cell(str(place)) for place in places},
        tuple(Span(row, column, row + 1, column + 2) for row, column in sorted(merged)),
    )
    window = grid.window(left, right)
    assert dict(window.cells) == {place: cell for place, cell in grid.cells.items() if left <= place[1] <= right}
    assert window.merges == tuple(span for span in grid.merges if left <= span.left <= right)
    assert grid.window(left, right) is window, "the same two tables are asked for at every header down a sheet"
    assert grid.window(1, MAX_COLUMN) is grid


def test_addresses_are_worked_out_once_and_figures_each_time() -> None:
    """Sheets have the same addresses; an amount is compared with another one hardly ever twice."""
    assert hasattr(parse_cell, "cache_info") and not hasattr(same_figure, "cache_info")
    assert same_figure(Decimal("0.30000000001"), Decimal("0.3")) and not same_figure(Decimal("0.31"), Decimal("0.3"))


def test_the_first_text_that_says_something_is_looked_for_once() -> None:
    asked: list[str] = []

    def find(text: str) -> int | None:
        asked.append(text)
        return int(text) if text.isdigit() else None

    grid = Grid("表", {(2, 1): Cell("a"), (3, 4): Cell("7"), (3, 9): Cell("8"), (5, 1): Cell("9")})
    assert [grid.first(find), grid.first(find), asked] == [(3, 7), (3, 7), ["a", "7"]]
    assert Grid("表", {(1, 1): Cell("a")}).first(find) is None
