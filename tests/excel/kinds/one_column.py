"""A column of numbers, each under a number format of its own, in every kind of file that holds formats.

What is in column A as text is the format code; the number under it stands in column B.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import xlsxwriter

from tests.excel.kinds.makers import _BIN, _PKG, Put, _relations, record, wide

Rows = Sequence[Put]


def write_xlsx(path: Path, rows: Rows, *, date1904: bool = False) -> None:
    """By XlsxWriter."""
    book = xlsxwriter.Workbook(path, {"date_1904": date1904})
    sheet = book.add_worksheet("表")
    for at, row in enumerate(rows):
        sheet.write_string(at, 0, row.code)
        sheet.write_number(at, 1, row.value, book.add_format({"num_format": row.code}))
    book.close()


def write_xlsb(path: Path, rows: Rows, *, date1904: bool = False) -> None:
    """Record by record ([MS-XLSB] 2.4)."""
    cells = [record(129), record(148, struct.pack("<IIII", 0, len(rows), 0, 1)), record(145)]
    for at, row in enumerate(rows):
        cells.append(record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0)))
        cells.append(record(6, struct.pack("<I", 0) + b"\0\0\0\0" + wide(row.code)))
        cells.append(
            record(5, struct.pack("<I", 1) + (at + 1).to_bytes(3, "little") + b"\0" + struct.pack("<d", row.value))
        )
    codes = ["General", *(row.code for row in rows)]
    numbers = [0, *(200 + at for at in range(len(rows)))]
    formats = b"".join(
        record(44, struct.pack("<H", n) + wide(code)) for n, code in zip(numbers, codes, strict=True) if n
    )
    styles = b"".join(record(47, struct.pack("<HHHHHHBBH", 0, n, 0, 0, 0, 0, 0, 0, 0)) for n in numbers)
    parts = {
        "xl/workbook.bin": record(131) + record(153, struct.pack("<III", int(date1904), 0, 0))
        + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("表")) + record(144) + record(132),
        "xl/styles.bin": record(278) + record(615, struct.pack("<I", len(rows))) + formats + record(616)
        + record(617, struct.pack("<I", len(codes))) + styles + record(618) + record(279),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/_rels/workbook.bin.rels": _relations(
            {"rId1": ("worksheet", "worksheets/sheet1.bin"), "rIdS": ("styles", "styles.bin")}
        ),
        "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PKG}/content-types">'
        f'<Default Extension="bin" ContentType="{_BIN}.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "xl/worksheets/sheet1.bin": b"".join([*cells, record(146), record(130)]),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def write_xml(path: Path, rows: Rows, *, date1904: bool = False, moments: bool = False) -> None:
    """SpreadsheetML of Excel 2003; with `moments` days are held as such, as Excel itself writes them."""
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    out = ['<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" ']
    out.append('xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">')
    mark = "<Date1904/>" if date1904 else ""
    out.append(f'<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel">{mark}</ExcelWorkbook><Styles>')
    for at, row in enumerate(rows):
        out.append(f'<Style ss:ID="s{at}"><NumberFormat ss:Format="{escape(row.code)}"/></Style>')
    out.append('</Styles><Worksheet ss:Name="表"><Table>')
    for at, row in enumerate(rows):
        out.append(f'<Row><Cell><Data ss:Type="String">{escape(row.code)}</Data></Cell>')
        kind, held = "Number", repr(row.value)
        if moments:
            kind, held = "DateTime", (epoch + timedelta(days=row.value)).isoformat(timespec="milliseconds")
        out.append(f'<Cell ss:StyleID="s{at}"><Data ss:Type="{kind}">{held}</Data></Cell></Row>')
    path.write_text("".join([*out, "</Table></Worksheet></Workbook>"]), encoding="utf-8")


WRITERS: Mapping[str, Callable[..., None]] = {"xlsx": write_xlsx, "xlsb": write_xlsb, "xml": write_xml}
