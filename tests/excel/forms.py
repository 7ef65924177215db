"""Forms of a finance bureau to be filled, as XlsxWriter, openpyxl and LibreOffice write them."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

TIERS = (
    ("产出指标", (("数量指标", 3), ("质量指标", 2), ("时效指标", 2), ("成本指标", 2))),
    ("效益指标", (("经济效益指标", 1), ("社会效益指标", 3), ("生态效益指标", 1), ("可持续影响指标", 2))),
    ("满意度指标", (("服务对象满意度指标", 2),)),
)
HEADERS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
FUNDS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
SOURCES = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")


def png() -> bytes:
    """A picture of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def national(
    path: Path,
    *,
    rich: bool = True,
    unit: str = "万元",
    sheets: tuple[tuple[str, str], ...] = (("自评表", ""),),
    rows: int = 0,
    formulas: bool = True,
) -> Path:
    """The national form, blank, with everything in it that openpyxl would drop; `sheets` are titles and codes."""
    book = xlsxwriter.Workbook(path)
    base = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "center", "font_size": 10}
    cell, head = book.add_format(base), book.add_format({**base, "bold": True, "bg_color": "#DDEBF7"})
    percent = book.add_format({**base, "num_format": "0.00%"})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    for name, code in sheets:
        _national_sheet(book, name, code, (cell, head, percent, title), rich=rich, unit=unit, rows=rows,
                        formulas=formulas)  # fmt: skip
    book.close()
    return path


def _national_sheet(book, name, code, formats, *, rich, unit, rows, formulas):
    cell, head, percent, title = formats
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 8, 13)
    sheet.merge_range("A1:I1", "项目支出绩效自评表", title)
    sheet.merge_range("A2:I2", "（2025年度）", cell)
    sheet.merge_range("A3:B3", "项目名称", head)
    sheet.merge_range("C3:E3", "", cell)
    sheet.write("F3", "项目编码", head)
    sheet.merge_range("G3:I3", code, cell)
    sheet.merge_range("A4:B4", "主管部门", head)
    sheet.merge_range("C4:E4", "", cell)
    sheet.write("F4", "实施单位", head)
    sheet.merge_range("G4:I4", "", cell)
    sheet.merge_range("A5:B9", f"项目资金\n（{unit}）", head)
    sheet.write("C5", "", head)
    for place, word in enumerate(FUNDS):
        sheet.write(4, 3 + place, word, head)
    for down, word in enumerate(SOURCES):
        sheet.write(5 + down, 2, word, head)
        for place in range(6):
            dash = "—" if down and place > 2 else ""
            sheet.write(5 + down, 3 + place, dash, percent if place == 4 else cell)
    sheet.merge_range("A10:A11", "年度总体目标", head)
    sheet.merge_range("B10:E10", "预期目标", head)
    sheet.merge_range("F10:I10", "实际完成情况", head)
    sheet.merge_range("B11:E11", "", cell)
    sheet.merge_range("F11:I11", "", cell)
    sheet.set_row(10, 90)
    for place, word in enumerate(HEADERS):
        sheet.write(11, 1 + place, word, head)
    row = first = 12
    for tier1, inner in TIERS:
        top = row
        for tier2, count in inner:
            start = row
            for number in range(rows or count):
                sheet.write(row, 3, ("指标1：", "指标2：", "……")[number] if number < 3 else "", cell)
                for column in range(4, 9):
                    sheet.write(row, column, "", cell)
                row += 1
            _merged(sheet, start, 2, row - 1, tier2, head)
        _merged(sheet, top, 1, row - 1, tier1, head)
    _merged(sheet, 11, 0, row - 1, "绩效指标", head)
    sheet.merge_range(row, 0, row, 5, "总分", head)
    if formulas:
        sheet.write_formula(row, 6, f"=SUM(G{first + 1}:G{row})+G6", cell, 0)
        sheet.write_formula(row, 7, f"=SUM(H{first + 1}:H{row},I6)", cell, 0)
    else:
        sheet.write(row, 6, "", cell)
        sheet.write(row, 7, "", cell)
    sheet.write(row, 8, "", cell)
    sheet.merge_range(row + 1, 0, row + 1, 8, "填表人：            联系电话：            填表日期：", cell)
    if rich:
        _extras(book, sheet, name, row)


def _merged(sheet, top, column, bottom, text, form):
    if bottom > top:
        sheet.merge_range(top, column, bottom, column, text, form)
    else:
        sheet.write(top, column, text, form)


def _extras(book, sheet, name, row):
    """What a load and save by openpyxl would lose."""
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    sheet.write_rich_string(row + 3, 0, "填表说明：", bold, "得分", "不得超过", red, "分值", "。")
    sheet.insert_textbox(row + 4, 0, "县财政局监制", {"width": 200, "height": 40})
    sheet.add_sparkline(row + 3, 6, {"range": f"'{name}'!F6:F9"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{name}'!$D$6:$F$6"})
    sheet.insert_chart(row + 8, 0, chart)
    sheet.insert_image(row + 4, 5, "dot.png", {"image_data": io.BytesIO(png())})
    sheet.conditional_format("H13:H30", {"type": "cell", "criteria": "<", "value": 0, "format": red})
    sheet.data_validation("F13:F14", {"validate": "any", "input_title": "提示", "input_message": "填写实际完成值"})
    sheet.write_comment("H12", "得分保留两位小数")
    sheet.repeat_rows(11)
    sheet.print_area(0, 0, row + 1, 8)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"select_locked_cells": True})
    book.define_name(f"'{name}'!总分格", f"='{name}'!$H${row + 1}")


def listing(path: Path, rows: list[tuple[object, ...]], *, title: str = "自评表", code: str = "", name: str = "",
            funds: tuple[object, ...] = ("",) * 6, unit: str = "万元") -> Path:  # fmt: skip
    """A plain form by openpyxl whose indicator rows are given, eight columns each, with a total row."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    lines: list[tuple[object, ...]] = [
        ("项目支出绩效自评表（2025年度）",),
        ("项目名称", name, "", "项目编码", code),
        ("主管部门", "", "", "实施单位", ""),
        (f"项目资金（{unit}）", "", *FUNDS),
        ("", "年度资金总额", *funds),
        HEADERS,
        *rows,
        ("总分", "", "", "", "", "", "", ""),
    ]
    side = Side(style="thin")
    for down, line in enumerate(lines, start=1):
        for right in range(1, 9):
            value = line[right - 1] if right <= len(line) else ""
            place = sheet.cell(down, right, value if value != "" else None)
            place.border = Border(left=side, right=side, top=side, bottom=side)
    book.save(path)
    return path
