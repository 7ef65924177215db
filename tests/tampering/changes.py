"""All the single changes that a scored workbook is put to: of every cell, and of all that decides what is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.tampering.package import CellXml, Parts, blank_cell, number_cell, text_cell

_WHITE = '<font><sz val="10"/><color rgb="FFFFFFFF"/><name val="宋体"/><family val="2"/></font>'
_TINY = '<font><sz val="1"/><color theme="1"/><name val="宋体"/><family val="2"/></font>'
_STRUCK = '<font><strike/><sz val="10"/><color theme="1"/><name val="宋体"/><family val="2"/></font>'


class Change(NamedTuple):
    """One change: its kind, sheet and cell that must be named ("" where the sheet or the workbook is), and how."""

    kind: str
    sheet: str
    cell: str
    made: Callable[[], Parts]


def cell_changes(parts: Parts) -> Iterator[Change]:
    """Every change of every cell."""
    strings = re.findall(r"<si>(.*?)</si>", parts.text("xl/sharedStrings.xml"), flags=re.DOTALL)
    for title, part in parts.sheets().items():
        for cell in parts.cells(part):
            for kind, made in _of_cell(parts, part, cell, strings):
                yield Change(kind, title, cell.ref, made)


def _of_cell(parts: Parts, part: str, cell: CellXml, strings: list[str]) -> Iterator[tuple[str, Callable[[], Parts]]]:
    ref, style = cell.ref, cell.style

    def put(xml: str) -> Callable[[], Parts]:
        return lambda: parts.with_cell(part, ref, xml)

    def styled(*, number: str = "", font: str = "") -> Callable[[], Parts]:
        def made() -> Parts:
            more, new = parts.with_style(style, number=number, font=font)
            text = more.text(part)
            old = f'<c r="{ref}" s="{style}"'
            assert old in text or style == 0
            usual = f'<c r="{ref}"'
            return more.with_text(part, text.replace(old if old in text else usual, f'<c r="{ref}" s="{new}"', 1))

        return made

    yield "blanked", put(blank_cell(ref, style))
    yield "white type", styled(font=_WHITE)
    yield "tiny type", styled(font=_TINY)
    yield "struck out", styled(font=_STRUCK)
    yield "hiding format", styled(number=";;;")
    if cell.kind == "s":
        yield "other text", put(text_cell(ref, style, "换了的文字"))
        last = re.sub(r"<[^>]*>", "", strings[int(cell.value or 0)])
        yield "one sign more", put(f'<c r="{ref}" s="{style}" t="inlineStr"><is><t>{last}改</t></is></c>')
        yield "number for text", put(number_cell(ref, style, "7"))
        yield "formula for text", put(number_cell(ref, style, "7", "3+4"))
        yield "literal format", styled(number='General;General;General;"优"')
        return
    number = float(cell.value) if cell.kind == "n" and cell.value else None
    if cell.kind == "str":
        yield "other text", put(text_cell(ref, style, "换了的文字"))
    elif number is not None:
        yield "other number", put(number_cell(ref, style, repr(number + 1)))
        yield "a cent more", put(number_cell(ref, style, repr(round(number + 0.01, 6)), cell.formula or ""))
        yield "number as text", put(text_cell(ref, style, cell.value or ""))
        yield "literal format", styled(number='"98.00"')
        yield "scaling format", styled(number="0,")
        yield "decimals away", styled(number='0"."') if number == int(number) else styled(number="0")
    if cell.formula is not None:
        value = cell.value or ""
        kind = ' t="str"' if cell.kind == "str" else ""
        yield (
            "formula away",
            put(text_cell(ref, style, value) if cell.kind == "str" else number_cell(ref, style, value)),
        )
        yield "other formula", put(f'<c r="{ref}" s="{style}"{kind}><f>IF(1,{cell.formula},0)</f><v>{value}</v></c>')
        yield (
            "two formulas",
            put(f'<c r="{ref}" s="{style}"{kind}><f>{cell.formula}</f><f>{cell.formula}</f><v>{value}</v></c>'),
        )
        yield "blank formula", put(f'<c r="{ref}" s="{style}"{kind}><f/><v>{value}</v></c>')
        yield "shared without master", put(f'<c r="{ref}" s="{style}"{kind}><f t="shared" si="77"/><v>{value}</v></c>')
        yield (
            "array formula",
            put(f'<c r="{ref}" s="{style}"{kind}><f t="array" ref="{ref}">{cell.formula}</f><v>{value}</v></c>'),
        )
    elif number is not None:
        yield "formula for number", put(number_cell(ref, style, cell.value or "", f"0+{cell.value}"))


def sheet_changes(parts: Parts, own: tuple[str, ...]) -> Iterator[Change]:
    """Every change of rows, columns and of what a sheet says as a whole; `own` are the sheets that go out."""
    book = "xl/workbook.xml"
    for title, part in parts.sheets().items():
        text = parts.text(part)
        if title in own:
            for row in re.findall(r'<row r="(\d+)"', text):
                if not re.search(rf'<row r="{row}"[^>]*>.*?<v>.*?</row>', text, flags=re.DOTALL):
                    continue
                yield Change("row hidden", title, f"A{row}", _in(parts, part, rf'<row r="{row}"', ' hidden="1"'))
                yield Change("row of height 0", title, f"A{row}", _row(parts, part, row, "0"))
                yield Change("row of height 2", title, f"A{row}", _row(parts, part, row, "2"))
            for number, found in enumerate(re.findall(r"<col [^>]*/>", text)):
                narrow = re.sub(r'width="[^"]*"', 'width="0.2"', found)
                hidden = found.replace("<col ", '<col hidden="1" ')
                for kind, new in (("column of 2 pixels", narrow), ("column hidden", hidden)):
                    yield Change(kind, title, "", _swap(parts, part, found, new))
                del number
            state = f'<sheet name="{title}"'
            yield Change("sheet hidden", title, "", _swap(parts, book, state, state + ' state="hidden"'))
            yield Change("sheet very hidden", title, "", _swap(parts, book, state, state + ' state="veryHidden"'))
        yield from _features(parts, title, part, text)


def _features(parts: Parts, title: str, part: str, text: str) -> Iterator[Change]:
    rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'
    conditional = f'<conditionalFormatting sqref="A1:I30">{rule}</conditionalFormatting>'
    behind = "</mergeCells>" if "</mergeCells>" in text else "</sheetData>"
    yield Change("conditional format", title, "", _swap(parts, part, behind, behind + conditional))
    if "<mergeCell " in text:
        merged = re.findall(r'<mergeCell ref="[^"]*"/>', text)
        yield Change("merge taken away", title, "", _swap(parts, part, merged[0], ""))
        yield Change("cells merged", title, "", _swap(parts, part, merged[-1], merged[-1] + '<mergeCell ref="A3:A4"/>'))
    yield Change("zeros not shown", title, "", _swap(parts, part, "<sheetView ", '<sheetView showZeros="0" '))
    yield Change("formulas shown", title, "", _swap(parts, part, "<sheetView ", '<sheetView showFormulas="1" '))
    yield Change("other footer", title, "", _swap(parts, part, "<oddFooter>&amp;C第", "<oddFooter>&amp;C作废 第"))
    yield Change("cell added", title, "XFC1", _swap(parts, part, "</row>", text_cell("XFC1", 0, "添") + "</row>"))
    first = re.search(r'<c r="A1"[^>]*?(?:/>|>.*?</c>)', text, flags=re.DOTALL)
    if first:
        yield Change("cell twice", title, "A1", _swap(parts, part, first[0], first[0] + text_cell("A1", 0, "另一个")))
    yield Change("text box", title, "", _drawing(parts, part, _BOX))
    yield Change("picture", title, "", _drawing(parts, part, _PICTURE))
    yield Change("background", title, "", _swap(parts, part, "</worksheet>", '<picture r:id="rId9"/></worksheet>'))


def book_changes(parts: Parts) -> Iterator[Change]:
    """Every change of what concerns the whole workbook."""
    book, text = "xl/workbook.xml", parts.text("xl/workbook.xml")
    for name, local, found in re.findall(r'<definedName name="(_xlnm\.\w+)" localSheetId="(\d+)">([^<]*)<', text):
        title = list(parts.sheets())[int(local)]
        wider = re.sub(r"\$\d+$", lambda number: f"${int(number[0][1:]) - 1}", found)
        kind = "print area" if name.endswith("Area") else "print titles"
        yield Change(
            kind, title, "", _swap(parts, book, f'localSheetId="{local}">{found}', f'localSheetId="{local}">{wider}')
        )
    shadow = '<definedName name="ROUND">LAMBDA(x,y,98)</definedName>'
    yield Change("name that shadows", "", "", _swap(parts, book, "<definedNames>", "<definedNames>" + shadow))
    link = '<externalReferences><externalReference r:id="rId99"/></externalReferences><definedNames>'
    yield Change("external link", "", "", _swap(parts, book, "<definedNames>", link))
    yield Change("manual calculation", "", "", _swap(parts, book, "<calcPr ", '<calcPr calcMode="manual" '))
    yield Change("precision as shown", "", "", _swap(parts, book, "<calcPr ", '<calcPr fullPrecision="0" '))
    yield Change("days from 1904", "", "", _swap(parts, book, "<workbookPr ", '<workbookPr date1904="1" '))
    for name in parts.parts:
        if name.startswith("xl/charts/chart"):
            summary = next(iter(parts.sheets()))
            yield Change("chart of other cells", summary, "", _regex(parts, name, r"\$(\d+)</c:f>", r"$9\1</c:f>"))
            yield Change("chart with other words", summary, "", _regex(parts, name, "<a:t>[^<]*", "<a:t>优"))


_NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FROM = (
    "<xdr:from><xdr:col>5</xdr:col><xdr:row>12</xdr:row></xdr:from>"
    "<xdr:to><xdr:col>9</xdr:col><xdr:row>14</xdr:row></xdr:to>"
)
_WORDS = "<xdr:txBody><a:p><a:r><a:t>98.00</a:t></a:r></a:p></xdr:txBody>"
_BOX = f"<xdr:twoCellAnchor>{_FROM}<xdr:sp>{_WORDS}</xdr:sp></xdr:twoCellAnchor>"
_PICTURE = f"<xdr:twoCellAnchor>{_FROM}<xdr:pic/></xdr:twoCellAnchor>"


def _drawing(parts: Parts, part: str, anchor: str) -> Callable[[], Parts]:
    def made() -> Parts:
        rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        if rels in parts.parts:
            number = re.findall(r"drawings/(drawing\d+)\.xml", parts.text(rels))[0]
            drawing = f"xl/drawings/{number}.xml"
            return parts.replaced(drawing, "</xdr:wsDr>", anchor + "</xdr:wsDr>")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        more = Parts({
            **parts.parts,
            "xl/drawings/drawing9.xml": f"<xdr:wsDr {_NS}>{anchor}</xdr:wsDr>".encode(),
            rels: (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId9" Type="{kind}/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
            ).encode(),
        })  # fmt: skip
        return more.replaced(part, "</worksheet>", '<drawing r:id="rId9"/></worksheet>')

    return made


def _swap(parts: Parts, part: str, old: str, new: str, _cell: str = "") -> Callable[[], Parts]:
    return lambda: parts.replaced(part, old, new)


def _in(parts: Parts, part: str, tag: str, attribute: str) -> Callable[[], Parts]:
    return lambda: parts.replaced(part, tag, tag + attribute)


def _row(parts: Parts, part: str, row: str, height: str) -> Callable[[], Parts]:
    def made() -> Parts:
        text = parts.text(part)
        start = re.search(rf'<row r="{row}"[^>]*>', text)
        assert start is not None
        plain = re.sub(r' (?:ht|customHeight)="[^"]*"', "", start[0])
        return parts.replaced(part, start[0], plain[:-1] + f' ht="{height}" customHeight="1">')

    return made


def _regex(parts: Parts, part: str, pattern: str, new: str) -> Callable[[], Parts]:
    def made() -> Parts:
        text, count = re.subn(pattern, new, parts.text(part), count=1)
        assert count
        return parts.with_text(part, text)

    return made
