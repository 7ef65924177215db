"""One filled national form, written as every kind of file that can be written without a spreadsheet program.

Percent, thousands, dates, merges, hidden row, hidden column and hidden sheet are in it. `python -m
tests.excel.kinds.makers` writes the files beside this module anew; those in `files/` that a spreadsheet program wrote
(form.xls, form.ods, form.fods, form.html) come from form.xlsx by LibreOffice.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

FILES = Path(__file__).with_name("files")


class Put(NamedTuple):
    """A value under a format code, and the text that a spreadsheet shows for it."""

    value: float
    code: str
    shown: str


DATE = Put(46012, "yyyy-mm-dd", "2025-12-21")
FORM: tuple[tuple[object, ...], ...] = (
    ("项目支出绩效自评表",),
    ("（2025年度）",),
    ("项目名称", "", "农村公路养护"),
    ("主管部门", "", "县交通运输局", "", "实施单位", "公路站"),
    ("项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", 1029, Put(1029, "#,##0.00", "1,029.00"), 984.55, 10, Put(0.9568, "0.00%", "95.68%"), 9.57),
    ("", "其中：当年财政拨款", 1000, 1000, 955.55, "—", "—", "—"),
    ("", "上年结转资金", 29, 29, 29, "—", "—", "—"),
    ("", "其他资金", 0, 0, 0, "—", "—", "—"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "养护公路10公里，<安全>&畅通", "", "", "养护公路11公里"),
    (
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ),
    ("", "产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 20, 20, ""),
    (
        "",
        "",
        "质量指标",
        "验收合格率",
        Put(0.9, "0%", "90%"),
        Put(0.855, "0.0%", "85.5%"),
        15,
        14.25,
        "雨季塌方，已抢修",
    ),
    ("", "", "时效指标", "完工时间", "2025年12月底前", DATE, 15, 15, ""),
    ("", "效益指标", "社会效益指标", "通行条件", "改善", "达成年度指标 80%", 30, 24, "两座桥待修"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥0.9", 0.95, 10, 10, ""),
    ("备注：内部使用",),
)
MERGES = ((1, 1, 1, 9), (5, 1, 9, 1), (5, 2, 5, 2), (12, 1, 17, 1), (13, 2, 15, 2))
HIDDEN_ROW, HIDDEN_COLUMN = 18, 11
NOTES: tuple[tuple[object, ...], ...] = (("说明", Put(0.3333333333333333, "General", "0.333333333333333")), ("内部",))
SHEETS = (("自评表", FORM, False), ("内部说明", NOTES, True))


def cells(rows: Iterable[Iterable[object]]) -> Iterable[tuple[int, int, object]]:
    """(row, column, value) from 1, blank ones left out."""
    for row, line in enumerate(rows, start=1):
        for column, value in enumerate(line, start=1):
            if value != "":
                yield row, column, value


def merges(sheet: int) -> tuple[tuple[int, int, int, int], ...]:
    """The merged ranges of a sheet that are more than one cell."""
    return tuple(m for m in MERGES if m[:2] != m[2:]) if sheet == 0 else ()


def write_xlsx(path: Path) -> None:
    """By XlsxWriter."""
    book = xlsxwriter.Workbook(path)
    formats = {
        code: book.add_format({"num_format": code}) for code in ("#,##0.00", "0.00%", "0%", "0.0%", "yyyy-mm-dd")
    }
    for number, (title, rows, hidden) in enumerate(SHEETS):
        sheet = book.add_worksheet(title)
        for top, left, bottom, right in merges(number):
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for row, column, value in cells(rows):
            if isinstance(value, Put):
                sheet.write_number(row - 1, column - 1, value.value, formats.get(value.code))
            else:
                sheet.write(row - 1, column - 1, value)
        if number == 0:
            sheet.write(11, HIDDEN_COLUMN - 1, "内部编号")
            sheet.set_column(HIDDEN_COLUMN - 1, HIDDEN_COLUMN - 1, None, None, {"hidden": True})
            sheet.set_row(HIDDEN_ROW - 1, None, None, {"hidden": True})
        if hidden:
            sheet.hide()
    book.close()


# --- .xlsb ------------------------------------------------------------------------------------------------------------


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a binary part ([MS-XLSB] 2.1.4)."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    """An XLWideString."""
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_BIN = "application/vnd.ms-excel"


def _relations(entries: Mapping[str, tuple[str, str]]) -> str:
    body = "".join(f'<Relationship Id="{i}" Type="{_REL}/{kind}" Target="{to}"/>' for i, (kind, to) in entries.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PKG}/relationships">{body}</Relationships>'


def _sheet_bin(number: int, codes: list[str], strings: list[str]) -> bytes:
    out = [record(129), record(148, struct.pack("<IIII", 0, 99, 0, 20)), record(145)]
    last = 0
    extra = [(12, HIDDEN_COLUMN, "内部编号")] if number == 0 else []
    if number == 0:
        column = struct.pack("<IIIIH", HIDDEN_COLUMN - 1, HIDDEN_COLUMN - 1, 2560, 0, 1)
        out.insert(2, record(390) + record(60, column) + record(391))
    for row, column, value in sorted([*cells(SHEETS[number][1]), *extra], key=lambda cell: cell[:2]):
        if row != last:
            hidden = 0x10 if number == 0 and row == HIDDEN_ROW else 0
            out.append(record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, hidden, 0, 0)))
            last = row
        put = value if isinstance(value, Put) else None
        head = struct.pack("<I", column - 1) + codes.index(put.code if put else "General").to_bytes(3, "little") + b"\0"
        if put or isinstance(value, float):
            out.append(record(5, head + struct.pack("<d", put.value if put else value)))
        elif isinstance(value, int):
            out.append(record(2, head + struct.pack("<I", value << 2 | 2)))
        elif column % 2:
            out.append(record(6, head + wide(str(value))))
        else:
            strings.append(str(value))
            out.append(record(7, head + struct.pack("<I", len(strings) - 1)))
    out.append(record(146))
    spans = [record(176, struct.pack("<IIII", t - 1, b - 1, lt - 1, r - 1)) for t, lt, b, r in merges(number)]
    return b"".join([*out, record(177, struct.pack("<I", len(spans))), *spans, record(178), record(130)])


def write_xlsb(path: Path) -> None:
    """Record by record; calamine reads it too (see the tests)."""
    codes = ["General", "#,##0.00", "0.00%", "0%", "0.0%", "yyyy-mm-dd"]
    numbers = {"General": 0, "#,##0.00": 4, "0.00%": 10, "0%": 9, "0.0%": 164, "yyyy-mm-dd": 165}
    strings: list[str] = []
    sheets = [_sheet_bin(number, codes, strings) for number in range(len(SHEETS))]
    bundle = b"".join(
        record(156, struct.pack("<II", hidden, number) + wide(f"rId{number}") + wide(title))
        for number, (title, _, hidden) in enumerate(SHEETS, start=1)
    )
    formats = b"".join(record(44, struct.pack("<H", numbers[code]) + wide(code)) for code in codes[4:])
    styles = b"".join(record(47, struct.pack("<HHHHHHBBH", 0, numbers[c], 0, 0, 0, 0, 0, 0, 0)) for c in codes)
    parts = {
        "xl/workbook.bin": record(131) + record(153, struct.pack("<III", 0, 0, 0))
        + record(143) + bundle + record(144) + record(132),
        "xl/styles.bin": record(278)
        + record(615, struct.pack("<I", 2)) + formats + record(616)
        + record(617, struct.pack("<I", len(codes))) + styles + record(618) + record(279),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(strings), len(strings)))
        + b"".join(record(19, b"\0" + wide(text)) for text in strings) + record(160),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)}
            | {"rIdS": ("styles", "styles.bin"), "rIdT": ("sharedStrings", "sharedStrings.bin")}
        ),
        "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PKG}/content-types">'
        f'<Default Extension="bin" ContentType="{_BIN}.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    } | {f"xl/worksheets/sheet{n}.bin": data for n, data in enumerate(sheets, start=1)}  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


# --- texts ------------------------------------------------------------------------------------------------------------


def shown(value: object) -> str:
    """What a spreadsheet shows for a value of the form."""
    return value.shown if isinstance(value, Put) else str(value)


def write_xml(path: Path, encoding: str = "utf-8") -> None:
    """SpreadsheetML of Excel 2003."""
    codes = ["#,##0.00", "Percent", "0%", "0.0%", "yyyy-mm-dd"]
    out = [f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n']
    out.append('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" ')
    out.append('xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>')
    out += [f'<Style ss:ID="s{n}"><NumberFormat ss:Format="{code}"/></Style>' for n, code in enumerate(codes)]
    out.append("</Styles>")
    for number, (title, rows, hidden) in enumerate(SHEETS):
        out.append(f'<Worksheet ss:Name="{title}"><Table>')
        out.append(f'<Column ss:Index="{HIDDEN_COLUMN}" ss:Hidden="1"/>' if number == 0 else "")
        spans = {(top, left): (right - left, bottom - top) for top, left, bottom, right in merges(number)}
        for row, line in enumerate(rows, start=1):
            out.append(f'<Row ss:Index="{row}"' + (' ss:Hidden="1">' if (number, row) == (0, HIDDEN_ROW) else ">"))
            extra = [(row, HIDDEN_COLUMN, "内部编号")] if (number, row) == (0, 12) else []
            for _, column, value in [*cells([line]), *extra]:
                out.append(f'<Cell ss:Index="{column}"')
                if isinstance(value, Put) and value.code != "General":
                    code = "Percent" if value.code == "0.00%" else value.code
                    out.append(f' ss:StyleID="s{codes.index(code)}"')
                if (row, column) in spans:
                    across, down = spans[row, column]
                    out.append(f' ss:MergeAcross="{across}" ss:MergeDown="{down}"')
                held = value.value if isinstance(value, Put) else value
                kind = "String" if isinstance(held, str) else "Number"
                text = escape(str(held)).replace("\n", "&#10;")
                if value is DATE:
                    kind, text = "DateTime", "2025-12-21T00:00:00.000"
                out.append(f'><Data ss:Type="{kind}">{text}</Data></Cell>')
            out.append("</Row>")
        state = "<x:Visible>SheetHidden</x:Visible>" if hidden else ""
        out.append('</Table><x:WorksheetOptions xmlns:x="urn:schemas-microsoft-com:office:excel">')
        out.append(f"{state}</x:WorksheetOptions></Worksheet>")
    out.append("</Workbook>")
    path.write_bytes("".join(out).encode(encoding))


def write_page(path: Path, encoding: str = "utf-8") -> None:
    """A web page as bureau systems export it: the form alone, under a style sheet, with a script."""
    spans = {(top, left): (right - left + 1, bottom - top + 1) for top, left, bottom, right in merges(0)}
    covered = {
        (row, column)
        for top, left, bottom, right in merges(0)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    out = [f'<html><head><meta charset="{encoding}"><title>导出</title><style>td {{ color: red }}</style>']
    out.append(
        "<script>document.write('<table><tr><td>不是表</td></tr></table>')</script></head><body><table border=1>"
    )
    for row, line in enumerate(FORM, start=1):
        out.append("<tr style='display:none'>" if row == HIDDEN_ROW else "<tr>")
        for column in range(1, 10):
            if (row, column) not in covered:
                value = line[column - 1] if column <= len(line) else ""
                across, down = spans.get((row, column), (1, 1))
                text = escape(shown(value)).replace("\n", "<br>\n  ") or "&nbsp;"
                out.append(f"<td colspan={across} rowspan={down}>\n  {text}\n</td>")
        out.append("</tr>")
    path.write_bytes("".join([*out, "</table></body></html>"]).encode(encoding))


def write_text(path: Path, encoding: str = "utf-8-sig", separator: str = "\t") -> None:
    """The form as rows of texts, as a spreadsheet saves them."""
    lines = []
    for line in FORM:
        texts = [shown(value) for value in line]
        quoted = ['"' + t.replace('"', '""') + '"' if set(t) & {separator, '"', "\n"} else t for t in texts]
        lines.append(separator.join(quoted + [""] * (9 - len(quoted))))
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))


# --- raw BIFF, as programs of the nineties and some report generators write it ----------------------------------------


def _biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def write_biff(path: Path, version: int = 5) -> None:
    """A single sheet in BIFF 2 to 4 without any container: texts in GBK, numbers under the formats General and 0%."""
    sheet = io.BytesIO()
    bof = {2: 0x0009, 3: 0x0209, 4: 0x0409}[version]
    sheet.write(_biff(bof, struct.pack("<HH", version, 0x10) + (b"\0\0" if version > 2 else b"")))
    sheet.write(_biff(0x42, struct.pack("<H", 936)))
    fonts = struct.pack("<HH", 200, 0) + (b"\x05Arial" if version == 2 else b"\0\0\x05Arial")
    for _ in range(4):
        sheet.write(_biff(0x31 if version == 2 else 0x231, fonts))
    for code in (b"General", b"0%"):
        head = b"\0\0" if version == 4 else b""
        sheet.write(_biff({2: 0x1E, 3: 0x1E, 4: 0x41E}[version], head + bytes([len(code)]) + code))
    for form in (0, 1):
        content = {
            2: struct.pack("<BBBB", 0, 0, form, 0),
            3: struct.pack("<BBHHHI", 0, form, 0, 0, 0, 0),
            4: struct.pack("<BBHHHI", 0, form, 0, 0, 0, 0),
        }[version]
        sheet.write(_biff({2: 0x43, 3: 0x243, 4: 0x443}[version], content))
    for row, column, put in cells(FORM):
        value, percent = put, False
        if isinstance(put, Put):
            percent = put.code == "0%"
            value = put.value if percent else put.shown
        place = struct.pack("<HH", row - 1, column - 1)
        style = struct.pack("<BBB", int(percent), 0, 0) if version == 2 else struct.pack("<H", int(percent))
        if isinstance(value, str):
            raw = value.encode("gbk")
            size = struct.pack("<B" if version == 2 else "<H", len(raw))
            sheet.write(_biff(0x04 if version == 2 else 0x204, place + style + size + raw))
        else:
            number = struct.pack("<d", value)
            sheet.write(_biff(0x03 if version == 2 else 0x203, place + style + number))
    sheet.write(_biff(0x0A))
    path.write_bytes(sheet.getvalue())


def main() -> None:
    """Write the files anew."""
    FILES.mkdir(exist_ok=True)
    write_xlsx(FILES / "form.xlsx")
    write_xlsb(FILES / "form.xlsb")
    write_xml(FILES / "form.xml")
    write_page(FILES / "page.html")
    write_text(FILES / "form.csv", separator=",")
    for version in (2, 3, 4):
        write_biff(FILES / f"biff{version}.xls", version)


if __name__ == "__main__":
    main()
