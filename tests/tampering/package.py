"""The parts of a workbook that XlsxWriter wrote, changed as text: one cell, one style, one feature at a time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

_CELL = re.compile(r'<c r="(?P<ref>[A-Z]+\d+)"(?P<more>[^>]*?)(?:/>|>(?P<inner>.*?)</c>)', re.DOTALL)
_STYLE = re.compile(r' s="(\d+)"')
_KIND = re.compile(r' t="(\w+)"')


class CellXml(NamedTuple):
    """A cell as its sheet part has it: `formula` without `=`, `value` the content of its value element."""

    ref: str
    style: int
    kind: str
    formula: str | None
    value: str | None


@dataclass(frozen=True)
class Parts:
    """A package as a mapping of its parts, never changed in place."""

    parts: dict[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> Parts:
        """The parts of a package."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def data(self) -> bytes:
        """The package."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    def text(self, name: str) -> str:
        """A part as text."""
        return self.parts[name].decode("utf-8")

    def with_text(self, name: str, text: str) -> Parts:
        """The package with another text in a part."""
        return Parts({**self.parts, name: text.encode("utf-8")})

    def replaced(self, name: str, old: str, new: str) -> Parts:
        """The package with the first `old` of a part replaced; it must be there."""
        text = self.text(name)
        assert old in text, (name, old)
        return self.with_text(name, text.replace(old, new, 1))

    def sheets(self) -> dict[str, str]:
        """Title → part, in the order of the tabs."""
        titles = re.findall(r'<sheet name="([^"]*)"', self.text("xl/workbook.xml"))
        return {unescape(title): f"xl/worksheets/sheet{number}.xml" for number, title in enumerate(titles, start=1)}

    def cells(self, part: str) -> Iterator[CellXml]:
        """The cells of a sheet that hold something."""
        for found in _CELL.finditer(self.text(part)):
            inner = found["inner"] or ""
            if not inner:
                continue
            formula, value = re.search(r"<f[^>]*>(.*?)</f>", inner), re.search(r"<v>(.*?)</v>", inner, re.DOTALL)
            style, kind = _STYLE.search(found["more"]), _KIND.search(found["more"])
            yield CellXml(
                found["ref"],
                int(style[1]) if style else 0,
                kind[1] if kind else "n",
                formula[1] if formula else None,
                value[1] if value else None,
            )

    def with_cell(self, part: str, ref: str, xml: str) -> Parts:
        """The package with a cell element in the place of the one at `ref`."""
        text, count = re.subn(
            rf'<c r="{ref}"[^>]*?(?:/>|>.*?</c>)', lambda _: xml, self.text(part), count=1, flags=re.DOTALL
        )
        assert count == 1, ref
        return self.with_text(part, text)

    def with_style(self, base: int, *, number: str = "", font: str = "") -> tuple[Parts, int]:
        """The package with one more style: that of number `base` under another number format or font element."""
        styles = self.text("xl/styles.xml")
        head, formats, tail = re.split(r"(<cellXfs[^>]*>.*?</cellXfs>)", styles, maxsplit=1, flags=re.DOTALL)
        own = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", formats, flags=re.DOTALL)
        made = own[base]
        if number:
            made = re.sub(r'numFmtId="\d+"', 'numFmtId="900" applyNumberFormat="1"', made.replace(
                ' applyNumberFormat="1"', ""))  # fmt: skip
            entry = f'<numFmt numFmtId="900" formatCode="{escape(number)}"/>'
            head = head.replace("</numFmts>", entry + "</numFmts>")
        if font:
            count = len(re.findall(r"<font>", head.partition("</fonts>")[0]))
            head = head.replace("</fonts>", font + "</fonts>")
            made = re.sub(r'fontId="\d+"', f'fontId="{count}"', made)
        formats = formats.replace("</cellXfs>", made + "</cellXfs>")
        return self.with_text("xl/styles.xml", head + formats + tail), len(own)


def text_cell(ref: str, style: int, text: str) -> str:
    """A cell with a text."""
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number_cell(ref: str, style: int, number: str, formula: str = "", attributes: str = "") -> str:
    """A cell with a number, and with a formula in front of it."""
    before = f"<f{attributes}>{formula}</f>" if formula or attributes else ""
    return f'<c r="{ref}" s="{style}">{before}<v>{number}</v></c>'


def blank_cell(ref: str, style: int) -> str:
    """A cell without anything."""
    return f'<c r="{ref}" s="{style}"/>'
