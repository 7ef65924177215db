"""Workbooks gone wrong: bytes changed in the file and in its parts, cells, rows, columns and merges changed at random.

A mutant depends on its seed alone, so that a failure can be repeated.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.books import packed, saved

PIECES = (b"", b"\0", b"-1", b"99999999999", b"A1:XFD1048576", b"NaN", b"<", b"&", b"&#0;", b"1e999", b"\xff", b'"')
TEXTS = (
    "=1+1", "+5", "-3", "@SUM(A1)", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://a.b\")", "≥90%", "290%", "≥**人",
    "……", "", " ",
    "a\nb\r\nc", "'引号", '双"引号', "&<>", "_x0041_", "_x0000_", "0010", "1e5", "1e400", "-0", "TRUE", "#REF!",
    "不适用", "—",
    "2025-06-30", "9999-12-31", "0001-01-01", "2025年13月40日前", "95％", "1,234", "1,2,3,4", "٣", "½", "²", "Ⅷ", "十",
    "😀", "e\u0301", "\u202e反", "产量[kg]", "完成[/x]率", "[@click=app.quit]", "长" * 90, "x" * 32_767, "9" * 400,
    "0." + "0" * 300 + "1", "100%", "≤100%", "±3%以内", "18—54周岁", "1-12月", "达成年度指标 120%", "达成年度指标 -5%",
    "部分达成 70%", "是", "否", "无", "1.5万元", "元", "万元", "一级指标", "三级指标", "分值", "得分", "总分",
    "自评等级", "指标",
    "资金", "执行率", "自评汇总", "项目编码", "实际完成值", "年度资金总额", "说明", "格式标记", "selfeval.workbook/1",
    "cn-mof-2021-101",
    "../../etc", "规则包代号", "无（只有数值）", "（2024年度）", "2099", "1899年度", "指标1：", "预算执行率",
    "……（本格放不下，全文见“说明”）",
)  # fmt: skip
NUMBERS = (0, -1, 1, 0.1, 1e15, -1e15, 1e300, 1e-300, 0.30000000000000004, 100, 101, 45_000, 3_000_000, True)
SPANS = ("A1:A2", "A1:XFD1048576", "B3:C20", "C10:I12", "A13:A300", "I1:I40")


def of_bytes(data: bytes, seed: int) -> bytes:
    """Bytes changed, cut out and put in: of the package itself, or (mostly) of one of its parts."""
    dice = random.Random(seed)
    if dice.random() < 0.25:
        return _damaged(data, dice)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([name for name in parts if dice.random() < 0.5 or "sheet" in name] or list(parts))
    action = dice.random()
    if action < 0.05:
        del parts[name]
    elif action < 0.1:
        parts[name] = parts[dice.choice(list(parts))]
    else:
        parts[name] = _damaged(parts[name], dice)
    return packed(parts)


def _damaged(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        at = dice.randrange(len(changed) + 1)
        change = dice.random()
        if change < 0.5:
            changed[at : at + dice.randrange(4)] = dice.choice((*PIECES, bytes([dice.randrange(256)])))
        elif change < 0.7 and (digits := [place for place, byte in enumerate(changed) if byte in b"0123456789"]):
            changed[dice.choice(digits)] = dice.choice(b"0123456789-.")
        elif change < 0.85:
            del changed[at : at + dice.choice((1, 10, 100))]
        else:
            changed[at:at] = changed[at : at + dice.choice((10, 200))]
    return bytes(changed)


def of_cells(data: bytes, seed: int) -> bytes:
    """Cells replaced by odd texts and numbers, merges added, rows and columns deleted, put in, swapped and hidden."""
    dice = random.Random(seed)
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=dice.random() < 0.8)
    for _ in range(dice.choice((1, 2, 4, 12))):
        dice.choice(CHANGES)(dice.choice(book.worksheets), dice)
    return saved(book)


def _text(sheet: Worksheet, dice: random.Random) -> None:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for cell in dice.sample(cells, min(len(cells), dice.choice((1, 1, 5, 30)))):
        value = dice.choice((dice.choice(TEXTS), dice.choice(TEXTS), dice.choice(NUMBERS), None))
        if isinstance(value, str) and dice.random() < 0.7:
            cell.value, cell.data_type = value, "s"
        else:
            cell.value = value


def _same(sheet: Worksheet, dice: random.Random) -> None:
    """One text copied over another cell, so that names and labels come twice."""
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    if cells:
        dice.choice(cells).value = dice.choice(cells).value


def _format(sheet: Worksheet, dice: random.Random) -> None:
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    if cells:
        dice.choice(cells).number_format = dice.choice(
            (
                "0%",
                "0.00E+00",
                "yyyy-mm-dd",
                "@",
                '0"批次"',
                "# ?/?",
                ";;;",
                "[h]:mm",
                '"',
                "0" * 60,
                "[Red]0",
                "General",
            )
        )


def _merge(sheet: Worksheet, dice: random.Random) -> None:
    sheet.merged_cells.add(dice.choice(SPANS))


def _unmerge(sheet: Worksheet, dice: random.Random) -> None:
    if sheet.merged_cells.ranges:
        sheet.merged_cells.remove(dice.choice(sorted(sheet.merged_cells.ranges, key=str)))


def _rows(sheet: Worksheet, dice: random.Random) -> None:
    act = dice.choice((sheet.delete_rows, sheet.insert_rows))
    act(dice.randrange(1, sheet.max_row + 1), dice.choice((1, 1, 3)))


def _columns(sheet: Worksheet, dice: random.Random) -> None:
    act = dice.choice((sheet.delete_cols, sheet.insert_cols))
    act(dice.randrange(1, sheet.max_column + 1))


def _swap(sheet: Worksheet, dice: random.Random) -> None:
    one, two = dice.randrange(1, sheet.max_column + 1), dice.randrange(1, sheet.max_column + 1)
    for row in range(1, sheet.max_row + 1):
        left, right = sheet.cell(row, one), sheet.cell(row, two)
        if not isinstance(left, MergedCell) and not isinstance(right, MergedCell):
            left.value, right.value = right.value, left.value


def _hide(sheet: Worksheet, dice: random.Random) -> None:
    sheet.row_dimensions[dice.randrange(1, sheet.max_row + 1)].hidden = True
    shown = [other for other in sheet.parent.worksheets if other.sheet_state == "visible"]
    if dice.random() < 0.3 and len(shown) > 1:
        sheet.sheet_state = "hidden"


def _sheet(sheet: Worksheet, dice: random.Random) -> None:
    """The sheet renamed, copied or taken away."""
    book, action = sheet.parent, dice.random()
    if action < 0.4:
        sheet.title = dice.choice(("表", "计分过程x", "自评 汇总", "'引'号", "Sheet1"))
    elif action < 0.7:
        book.copy_worksheet(sheet)
    elif any(other is not sheet and other.sheet_state == "visible" for other in book.worksheets):
        book.remove(sheet)


CHANGES: tuple[Callable[[Worksheet, random.Random], None], ...] = (
    _text, _text, _text, _same, _format, _merge, _unmerge, _rows, _columns, _swap, _hide, _sheet,
)  # fmt: skip
