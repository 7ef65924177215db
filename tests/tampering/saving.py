"""A workbook as Excel saves it without anybody having changed it: other numbers for the same styles and texts."""

from __future__ import annotations

import re

from tests.tampering.package import Parts

_BUILT_IN = {"0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10}


def as_excel_saves(data: bytes) -> bytes:
    """The same workbook: styles and shared texts in another order, sizes in Excel's steps, parts of its own."""
    parts = _strings(_styles(Parts.of(data)))
    for part in parts.sheets().values():
        text = re.sub(r' width="([\d.]+)"', _width, parts.text(part))
        text = re.sub(r' ht="([\d.]+)"', lambda found: f' ht="{round(float(found[1]) / 0.75) * 0.75}"', text)
        text = re.sub(r' spans="[^"]*"', "", text)
        text = re.sub(r'<c r="[A-Z]+\d+"/>', "", text)
        parts = parts.with_text(part, text)
    book = re.sub(r"<calcPr [^>]*/>", '<calcPr calcId="191029"/>', parts.text("xl/workbook.xml"))
    book = book.replace("<bookViews>", '<xr:revisionPtr xmlns:xr="x" revIDLastSave="0"/><bookViews>')
    parts = parts.with_text("xl/workbook.xml", book)
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>'
    return parts.with_text("xl/calcChain.xml", chain).with_text("docProps/core.xml", "<coreProperties/>").data()


def _width(found: re.Match[str]) -> str:
    return f' width="{round(float(found[1]) * 256 + 1) / 256}"'


def _styles(parts: Parts) -> Parts:
    """Styles the other way round, and formats that have a number of their own under that."""
    styles = parts.text("xl/styles.xml")
    head, formats, tail = re.split(r"(?<=<cellXfs )(.*?)(?=</cellXfs>)", styles, maxsplit=1, flags=re.DOTALL)
    opening, _, inner = formats.partition(">")
    own = re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", inner, flags=re.DOTALL)
    for number, code in re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/>', head):
        if code in _BUILT_IN:
            own = [xf.replace(f'numFmtId="{number}"', f'numFmtId="{_BUILT_IN[code]}"') for xf in own]
    places = [0, *range(len(own) - 1, 0, -1)]
    order = {str(old): new for new, old in enumerate(places)}
    parts = parts.with_text("xl/styles.xml", head + opening + ">" + "".join(own[old] for old in places) + tail)
    for part in parts.sheets().values():
        text = re.sub(
            r'(<c r="[A-Z]+\d+") s="(\d+)"', lambda found: f'{found[1]} s="{order[found[2]]}"', parts.text(part)
        )
        parts = parts.with_text(part, text)
    return parts


def _strings(parts: Parts) -> Parts:
    """Shared texts the other way round, the first of them as a run of the cell's own type."""
    name = "xl/sharedStrings.xml"
    text = parts.text(name)
    own = re.findall(r"<si>.*?</si>", text, flags=re.DOTALL)
    count = len(own)
    turned = [*own[::-1]]
    run = '<si><r><rPr><sz val="10"/><color theme="1"/><rFont val="宋体"/></rPr>\\1</r></si>'
    turned[0] = re.sub(r"<si>(.*)</si>", run, turned[0], flags=re.DOTALL)
    parts = parts.with_text(name, text[: text.index("<si>")] + "".join(turned) + "</sst>")
    for part in parts.sheets().values():
        renumbered = re.sub(
            r'( t="s"[^>]*><v>)(\d+)(</v>)',
            lambda found: f"{found[1]}{count - 1 - int(found[2])}{found[3]}",
            parts.text(part),
        )
        parts = parts.with_text(part, renumbered)
    return parts
