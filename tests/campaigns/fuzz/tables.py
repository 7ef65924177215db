"""The same table in every kind of file that plain texts make, with its cells changed before it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tests.campaigns.fuzz.words import text
from tests.excel.kinds.makers import FORM, shown

Rows = list[list[str]]
Writer = Callable[[Rows, Random], bytes]

TARGETS: Rows = [
    ["2025年预算项目绩效目标表"],
    ["项目编码", "130225", "", "项目名称", "信访专项"],
    ["预算数", "180", "", "全年执行数", "175.3"],
    ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "实际完成值", "偏差原因"],
    ["产出指标", "数量指标", "接待批次", "接待", "≥10批次", "计划", "9批次", "来访减少"],
    ["", "质量指标", "办结率", "办结", "≥95%", "计划", "95.5%", ""],
    ["效益指标", "社会效益指标", "稳定", "稳定", "有效改善", "计划", "达成年度指标", ""],
    ["满意度指标", "服务对象满意度", "满意度", "满意", "≥90%", "计划", "0.9", ""],
]
FORMS: tuple[Rows, ...] = ([[shown(value) for value in line] for line in FORM], TARGETS)


def changed(rows: Rows, dice: Random) -> Rows:
    """Some cells, rows and columns of the table changed."""
    rows = [list(row) for row in rows]
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        at = dice.randrange(len(rows))
        row, roll = rows[at], dice.random()
        if roll < 0.6 and row:
            row[dice.randrange(len(row))] = text(dice)
        elif roll < 0.68:
            rows.insert(dice.randrange(len(rows) + 1), list(row))
        elif roll < 0.76 and len(rows) > 1:
            del rows[at]
        elif roll < 0.84:
            other = dice.randrange(len(rows))
            rows[at], rows[other] = rows[other], rows[at]
        elif roll < 0.92:
            column = dice.randrange(9)
            for one in rows:
                del one[column : column + 1]
        else:
            column = dice.randrange(9)
            for one in rows:
                one.insert(column, text(dice) if dice.random() < 0.3 else "")
    return rows


def _clean(said: str) -> str:
    return "".join(char for char in said if char in "\t\n" or (" " <= char <= "\ud7ff") or char > "\ue000")


def as_xlsx(rows: Rows, dice: Random) -> bytes:
    """A package with one sheet; numbers as numbers now and then."""
    cells = []
    for number, row in enumerate(rows, start=1):
        line = []
        for column, said in enumerate(row[:26]):
            at = f'r="{chr(65 + column)}{number}"'
            if said.replace(".", "", 1).isdecimal() and said.isascii() and dice.random() < 0.7:
                line.append(f"<c {at}><v>{said}</v></c>")
            elif said:
                line.append(f'<c {at} t="inlineStr"><is><t xml:space="preserve">{escape(_clean(said))}</t></is></c>')
        cells.append(f'<row r="{number}">{"".join(line)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    main_part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    part = f'<Override PartName="/xl/workbook.xml" ContentType="{main_part}"/>'
    one = f'<Relationship Id="rId1" Type="{kind}/{{}}" Target="{{}}"/>'
    related = f'<Relationships xmlns="{relations}">{one}</Relationships>'
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    found = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{part}</Types>',
        "_rels/.rels": related.format("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kind}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": related.format("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(cells)}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def as_fields(separator: str, encoding: str) -> Writer:
    """A writer of rows of fields."""

    def write(rows: Rows, dice: Random) -> bytes:
        lines = []
        for row in rows:
            held = [
                f'"{said.replace(chr(34), chr(34) * 2)}"' if set(said) & {separator, '"', "\n"} else said
                for said in row
            ]
            lines.append(separator.join(held))
        return dice.choice(("\r\n", "\n")).join(lines).encode(encoding, "replace")

    return write


def as_page(rows: Rows, dice: Random) -> bytes:
    """A web page."""
    body = "".join("<tr>" + "".join(f"<td>{escape(said)}</td>" for said in row) + "</tr>" for row in rows)
    encoding = dice.choice(("utf-8", "gb18030"))
    return f"<html><meta charset={encoding}><table>{body}</table></html>".encode(encoding, "replace")


def as_xml(rows: Rows, dice: Random) -> bytes:
    """SpreadsheetML of Excel 2003."""
    del dice
    data = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    body = "".join("<Row>" + "".join(data.format(escape(_clean(said))) for said in row) + "</Row>" for row in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    head = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
    return f'{head}<Worksheet ss:Name="表"><Table>{body}</Table></Worksheet></Workbook>'.encode("utf-8", "replace")


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def as_flat_ods(rows: Rows, dice: Random) -> bytes:
    """An OpenDocument table in one file of XML."""
    lines = []
    for row in rows:
        line = []
        for said in map(_clean, row):
            if said.isdecimal() and said.isascii() and dice.random() < 0.7:
                kind = f'office:value-type="float" office:value={quoteattr(said)}'
            else:
                kind = 'office:value-type="string"'
            line.append(f"<table:table-cell {kind}><text:p>{escape(said)}</text:p></table:table-cell>")
        lines.append(f"<table:table-row>{''.join(line)}</table:table-row>")
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    head = f'<?xml version="1.0"?><office:document {spaces} office:mimetype="{kind}">'
    body = f'<office:body><office:spreadsheet><table:table table:name="表">{"".join(lines)}</table:table>'
    return f"{head}{body}</office:spreadsheet></office:body></office:document>".encode("utf-8", "replace")
