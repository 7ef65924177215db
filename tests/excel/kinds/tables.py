"""One table of texts, numbers and numbers under formats (`Put`), in every kind of file that the tests can write.

Those that hold formats: .xlsx, .xlsb, Excel 2003 XML; those that hold what is shown: web page, text.
"""

from __future__ import annotations

import csv
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import xlsxwriter

from tests.excel.kinds.makers import _BIN, _PKG, Put, _relations, cells, record, shown, wide

Rows = Sequence[Sequence[object]]
"""Texts, bare numbers and `Put`s; "" for a blank cell."""


def _codes(rows: Rows) -> list[str]:
    return list(dict.fromkeys(["General", *(value.code for row in rows for value in row if isinstance(value, Put))]))


def write_xlsx(path: Path, rows: Rows, *, date1904: bool = False) -> None:
    """By XlsxWriter."""
    book = xlsxwriter.Workbook(path, {"date_1904": date1904})
    sheet = book.add_worksheet("表")
    looks = {code: book.add_format({"num_format": code}) for code in _codes(rows)}
    for row, column, value in cells(rows):
        if isinstance(value, Put):
            sheet.write_number(row - 1, column - 1, value.value, looks[value.code])
        elif isinstance(value, str):
            sheet.write_string(row - 1, column - 1, value)
        else:
            sheet.write(row - 1, column - 1, value)
    book.close()


def write_xlsb(path: Path, rows: Rows, *, date1904: bool = False) -> None:
    """Record by record ([MS-XLSB] 2.4)."""
    codes = _codes(rows)
    content = [record(129), record(148, struct.pack("<IIII", 0, len(rows), 0, 20)), record(145)]
    last = 0
    for row, column, value in cells(rows):
        if row != last:
            content.append(record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, 0, 0, 0)))
            last = row
        code = value.code if isinstance(value, Put) else "General"
        head = struct.pack("<I", column - 1) + codes.index(code).to_bytes(3, "little") + b"\0"
        held = value.value if isinstance(value, Put) else value
        text = isinstance(held, str)
        content.append(record(6 if text else 5, head + (wide(str(held)) if text else struct.pack("<d", held))))
    numbers = [0, *(200 + at for at in range(1, len(codes)))]
    own = list(zip(numbers, codes, strict=True))[1:]
    formats = b"".join(record(44, struct.pack("<H", number) + wide(code)) for number, code in own)
    styles = b"".join(record(47, struct.pack("<HHHHHHBBH", 0, number, 0, 0, 0, 0, 0, 0, 0)) for number in numbers)
    parts = {
        "xl/workbook.bin": record(131) + record(153, struct.pack("<III", int(date1904), 0, 0))
        + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("表")) + record(144) + record(132),
        "xl/styles.bin": record(278) + record(615, struct.pack("<I", len(own))) + formats + record(616)
        + record(617, struct.pack("<I", len(codes))) + styles + record(618) + record(279),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _relations(
            {"rId1": ("worksheet", "worksheets/sheet1.bin"), "rIdS": ("styles", "styles.bin")}
        ),
        "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PKG}/content-types">'
        f'<Default Extension="bin" ContentType="{_BIN}.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "xl/worksheets/sheet1.bin": b"".join([*content, record(146), record(130)]),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def write_xml(path: Path, rows: Rows, *, date1904: bool = False, moments: bool = False) -> None:
    """SpreadsheetML of Excel 2003; with `moments` days are held as such, as Excel itself writes them."""
    codes = _codes(rows)
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    out = ['<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" ']
    out.append('xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">')
    mark = "<Date1904/>" if date1904 else ""
    out.append(f'<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel">{mark}</ExcelWorkbook><Styles>')
    out += [f'<Style ss:ID="s{at}"><NumberFormat ss:Format="{escape(code)}"/></Style>' for at, code in enumerate(codes)]
    out.append('</Styles><Worksheet ss:Name="表"><Table>')
    for number, row in enumerate(rows, start=1):
        out.append(f'<Row ss:Index="{number}">')
        for _, column, value in cells([row]):
            held = value.value if isinstance(value, Put) else value
            kind, text = ("String", held) if isinstance(held, str) else ("Number", repr(held))
            if moments and isinstance(value, Put):
                kind, text = "DateTime", (epoch + timedelta(days=value.value)).isoformat(timespec="milliseconds")
            code = value.code if isinstance(value, Put) else "General"
            out.append(f'<Cell ss:Index="{column}" ss:StyleID="s{codes.index(code)}">')
            out.append(f'<Data ss:Type="{kind}">{escape(text)}</Data></Cell>')
        out.append("</Row>")
    path.write_text("".join([*out, "</Table></Worksheet></Workbook>"]), encoding="utf-8")


def write_html(path: Path, rows: Rows) -> None:
    """A web page that shows what a spreadsheet shows."""
    lines = ("".join(f"<td>{escape(shown(value))}</td>" for value in row) for row in rows)
    path.write_text(f"<meta charset=utf-8><table><tr>{'</tr><tr>'.join(lines)}</tr></table>", encoding="utf-8")


def write_csv(path: Path, rows: Rows) -> None:
    """What a spreadsheet shows, as text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([shown(value) for value in row] for row in rows)


WITH_FORMATS: Mapping[str, Callable[..., None]] = {"xlsx": write_xlsx, "xlsb": write_xlsb, "xml": write_xml}
AS_SHOWN: Mapping[str, Callable[..., None]] = {"html": write_html, "csv": write_csv}
WRITERS = {**WITH_FORMATS, **AS_SHOWN}


def national(
    *,
    code: object = "",
    unit: str = "万元",
    money: Sequence[object] = (100, 100, 98, 10, "98%", 9.8),
    tiers: tuple[str, str, str] = ("产出指标", "数量指标", "养护里程"),
    target: object = "≥10公里",
    actual: object = "11公里",
) -> Rows:
    """The national form with one project and one indicator."""
    return [
        ["项目支出绩效自评表"],
        ["（2025年度）"],
        ["项目名称", "", "农村公路养护", "", "项目编码", code],
        ["主管部门", "", "县交通运输局", "", "实施单位", "公路站"],
        [f"项目资金\n（{unit}）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", *money],
        ["年度总体目标", "预期目标", "", "", "实际完成情况"],
        ["", "养护公路10公里", "", "", "养护公路11公里"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
        ["", *tiers, target, actual, 90, "", ""],
    ]
