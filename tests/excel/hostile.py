"""Workbooks made to hurt: bombs, sheets without end, far cells, circular and overlapping merges, lying directories."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable

import openpyxl

from tests.examples import MANY
from tests.excel.books import replaced, saved
from tests.excel.scored_books import ROOT, filled, written

LIMIT = 600 * 1024 * 1024
"""Bytes of memory (address space) for the interpreter with all libraries and the work itself."""

_PERSONS = 100_000 if MANY else 20_000
_LONG = f"{_PERSONS:,} rows of evidence on another sheet"
LIMITS = {} if MANY else {_LONG: 200 * 1024 * 1024}
"""Limits of their own: what holds each cell a little longer than it should must be felt with fewer of them, too."""

SHEET = "xl/worksheets/sheet1.xml"
_CELL = '<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
_COLUMNS = "ABCDEF"


def _targets() -> bytes:
    return (ROOT / "workbooks" / "leting-2025-targets.xlsx").read_bytes()


def _parts(data: bytes, **more: bytes) -> bytes:
    """The package with further parts, or more of those it has."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def _in_sheet(text: str, before: str = "</sheetData>", data: bytes | None = None) -> bytes:
    old = before.encode()
    return replaced(data or _targets(), SHEET, lambda xml: xml.replace(old, text.encode() + old, 1))


def _rows(texts: Iterable[Iterable[str]], first: int = 1) -> str:
    lines = []
    for row, line in enumerate(texts, start=first):
        cells = (_CELL.format(column=column, row=row, text=text) for column, text in zip(_COLUMNS, line, strict=False))
        lines.append(f'<row r="{row}">{"".join(cells)}</row>')
    return "".join(lines)


def _long_sheet(rows: int) -> bytes:
    """A sheet of so many real indicators."""
    head = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
    body = (
        ("产出指标", "数量指标", f"第{number}段修路里程", "新修道路", f"≥{number}公里", "年度计划")
        for number in range(rows)
    )
    xml = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{_rows((head, *body))}</sheetData></worksheet>'
    return replaced(_targets(), SHEET, lambda _: xml.encode())


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _evidence() -> bytes:
    """A list of persons beside the targets."""
    book = openpyxl.load_workbook(io.BytesIO(_targets()))
    book.create_sheet("花名册")
    data = saved(book)
    rows = _rows(("张三", "某村", str(number), "是", "2025-01-01", "备注") for number in range(_PERSONS))
    xml = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'
    return replaced(data, f"xl/worksheets/sheet{len(book.sheetnames)}.xml", lambda _: xml.encode())


def _nested_zip() -> bytes:
    """A quarter of a gigabyte of zeros in a small part."""
    return _parts(_targets(), **{"xl/worksheets/sheet99.xml": b"<a>" + b" " * 200_000_000})


def _liar() -> bytes:
    """Unpacks to 100 MB, and its directory says 10 bytes."""
    data = bytearray(_parts(_targets(), **{"xl/worksheets/sheet99.xml": b"<a>" + b" " * 100_000_000}))
    at = data.rindex(b"xl/worksheets/sheet99.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def _wrong_checksum() -> bytes:
    data = bytearray(_targets())
    at = data.index(SHEET.encode(), data.index(b"PK\x01\x02")) - 46
    data[at + 16 : at + 20] = b"\0\0\0\0"
    return bytes(data)


def _listed_often() -> bytes:
    """A small package whose list of sheets names the first of them again and again."""

    def more(xml: bytes) -> bytes:
        first = xml[xml.index(b"<sheet ") :].partition(b"/>")[0] + b"/>"
        return xml.replace(first, first * 2000, 1)

    return replaced(_targets(), "xl/workbook.xml", more)


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>'.encode()
    return replaced(_targets(), SHEET, lambda xml: xml.replace(b"<worksheet", bomb + b"<worksheet", 1))


def _merged(spans: Iterable[str]) -> bytes:
    merges = "".join(f'<mergeCell ref="{span}"/>' for span in spans)
    return replaced(
        _targets(),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode(), 1),
    )


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (_nested_zip, "F109"),
    "directory that lies": (_liar, "F108"),
    "20,000 parts": (lambda: _parts(_targets(), **{f"x/{n}": b"" for n in range(20_000)}), "F109"),
    "entities": (_entities, "F109"),
    "one sheet listed 2,000 times": (_listed_often, "F108"),
    "wrong checksum": (_wrong_checksum, "F108"),
    "cut short": (lambda: _targets()[:-200], "F108"),
    "dimension of the whole sheet": (
        lambda: replaced(
            _targets(),
            SHEET,
            lambda xml: xml.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', 1),
        ),
        "",
    ),
    "one cell at XFD1048576": (
        lambda: _in_sheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'),
        "",
    ),
    "a formatted scored cell at XFD1048576": (
        lambda: _in_sheet('<row r="1048576"><c r="XFD1048576" s="1"/></row>', data=written(filled())),
        "",
    ),
    "whole columns hidden and merged": (lambda: _merged(["A1:XFD1048576", "B1:B1048576"]), ""),
    "overlapping merges": (lambda: _merged(f"A1:{column}1048576" for column in "BCDEFGHIJ" for _ in range(900)), ""),
    "200,000 merges": (lambda: _merged(f"A{n}:B{n}" for n in range(1, 200_001)), ""),
    "one text of 20 MB": (
        lambda: _in_sheet(f'<row r="900"><c r="A900" t="inlineStr"><is><t>{"长" * 7_000_000}</t></is></c></row>'),
        "",
    ),
    "a million empty rows": (
        lambda: _in_sheet("".join(f'<row r="{n}" hidden="1"/>' for n in range(1000, 1_000_000))),
        "",
    ),
    "25,000 indicators": (lambda: _long_sheet(25_000), "F115"),
    _LONG: (_evidence, ""),
}
"""Name → how to make it, and the code with which it is refused ("" where it can be read, or is refused in some way)."""
