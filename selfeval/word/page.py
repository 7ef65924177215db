"""The page of an official document: A4, margins, fonts with what stands in for them, fixed lines, numbers of pages.

After GB/T 9704: margins 37/35/28/26 mm, 22 lines of 28 characters a page. Fonts that a machine lacks are replaced by
those named beside them (`altName`), as Word and WPS do it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from selfeval.word.elements import BODY, CELL, CELL_HEAD, FIGURE, UNIT, make
from selfeval.word.names import NAMESPACES, q

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from selfeval.word.trees import Element

TITLE_FONT, BODY_FONT, HEAD_FONT, SUBHEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LATIN_FONT = "Times New Roman"
PAGE_FONT = "宋体"
STAND_INS = {
    TITLE_FONT: "方正小标宋_GBK,华文中宋,宋体",
    BODY_FONT: "仿宋,FangSong",
    SUBHEAD_FONT: "楷体,KaiTi",
    HEAD_FONT: "SimHei",
    PAGE_FONT: "SimSun",
    "仿宋": "FangSong",
}
"""What a machine without the font takes instead."""
LINE = 28.95
"""Distance of the lines in points: 22 of them fill the 225 mm between the margins."""
TITLE, HEADINGS = "Title", ("Heading 1", "Heading 2", "Heading 3")


def lay_out(document: Document) -> None:
    """Page, styles and footers of a new document."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], "right")
    _page_number(section.even_page_footer.paragraphs[0], "left")
    _styles(document)


class _Look(NamedTuple):
    """How a style looks; without `line` its lines are as high as what stands in them, as charts and cells need."""

    font: str
    size: float
    indent: bool = False
    centred: bool = False
    bold: bool = False
    line: float | None = None
    after: float = 0


_LOOKS = {
    BODY: _Look(BODY_FONT, 16, indent=True, line=LINE),
    TITLE: _Look(TITLE_FONT, 22, centred=True, line=30, after=LINE),
    HEADINGS[0]: _Look(HEAD_FONT, 16, indent=True, line=LINE),
    HEADINGS[1]: _Look(SUBHEAD_FONT, 16, indent=True, bold=True, line=LINE),
    HEADINGS[2]: _Look(BODY_FONT, 16, indent=True, line=LINE),
    CELL: _Look(BODY_FONT, 10.5),
    CELL_HEAD: _Look(HEAD_FONT, 10.5, centred=True),
    UNIT: _Look(BODY_FONT, 10.5),
    FIGURE: _Look(BODY_FONT, 10.5, centred=True),
}


def _styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.styles.style import ParagraphStyle

    _defaults(document)
    known = {style.name for style in document.styles}
    for name, look in _LOOKS.items():
        style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        if name not in known:
            style.base_style = None
        _style(style, look)
        if name in {*HEADINGS, UNIT}:
            style.paragraph_format.keep_with_next = True
        if name == UNIT:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if name in HEADINGS:
            outline = make("w:outlineLvl", {"w:val": str(HEADINGS.index(name))})
            style.element.get_or_add_pPr().append(outline)


def _style(style: ParagraphStyle, look: _Look) -> None:
    """Give a style this look and nothing of the one it had."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    element: Element = style.element
    for old in (element.find(q("w:rPr")), element.find(q("w:pPr"))):
        if old is not None:
            element.remove(old)
    style.font.size, style.font.bold = Pt(look.size), look.bold
    _fonts(style.element.get_or_add_rPr(), look.font)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(look.after)
    form.widow_control = False
    if look.line is not None:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    else:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if look.centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif look.indent:
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        indented = style.element.get_or_add_pPr().get_or_add_ind()
        indented.set(q("w:firstLineChars"), "200")
        indented.set(q("w:firstLine"), str(int(look.size * 40)))


def _fonts(properties: Element, font: str) -> None:
    """The font of Chinese signs and that of letters and digits."""
    for old in properties.findall(q("w:rFonts")):
        properties.remove(old)
    names = {"w:ascii": LATIN_FONT, "w:hAnsi": LATIN_FONT, "w:cs": LATIN_FONT, "w:eastAsia": font}
    properties.insert(0, make("w:rFonts", names))


def _defaults(document: Document) -> None:
    """What every text has unless its style says otherwise: the fonts of the body, Chinese, black."""
    styles: Element = document.styles.element
    defaults = styles.find(f".//{q('w:rPrDefault')}/{q('w:rPr')}")
    assert defaults is not None
    for old in list(defaults):
        defaults.remove(old)
    _fonts(defaults, BODY_FONT)
    defaults.append(make("w:sz", {"w:val": "32"}))
    defaults.append(make("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}))


def _page_number(paragraph: Paragraph, side: str) -> None:
    """— 1 —, one character in from the outer margin."""
    element: Element = paragraph._p
    for old in element.findall(q("w:pPr")):
        element.remove(old)
    indented = make("w:ind", {f"w:{side}Chars": "100", "w:firstLineChars": "0", "w:firstLine": "0"})
    field = make("w:fldSimple", {"w:instr": " PAGE "}, _page_run("1"))
    properties = make("w:pPr", None, indented, make("w:jc", {"w:val": side}))
    element.extend([properties, _page_run("— "), field, _page_run(" —")])


def _page_run(text: str) -> Element:
    properties = make("w:rPr")
    names = dict.fromkeys(("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"), PAGE_FONT)
    properties.extend([make("w:rFonts", names), make("w:sz", {"w:val": "28"})])
    node = make("w:t")
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return make("w:r", None, properties, node)


def font_table() -> bytes:
    """The fonts of the document with what stands in for each."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in STAND_INS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{NAMESPACES["w"]}">{fonts}</w:fonts>'.encode()
