"""A new report: what it says, how it looks, that it is the same each time and safe whatever the texts are."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from selfeval.core.problems import untranslated
from selfeval.core.report.document import Bound, BoundTable, Chart, Passage, Report, Sentence, Title
from selfeval.core.report.plain import to_plain
from selfeval.word import controls
from selfeval.word.names import TAG_LIMIT, q, tag_of
from selfeval.word.write import write_report
from tests.excel.scored_books import filled
from tests.tools.report_texts import GOLDEN, OUTLINES, WHEN, text_of
from tests.word.documents import ABOUT, FIRST, Opened, report, written


@pytest.mark.parametrize("outline", OUTLINES)
def test_the_report_says_what_was_looked_at(outline):
    """After a change that is meant: python -m tests.tools.report_texts, then the difference is looked at."""
    assert text_of(written(outline)) == (GOLDEN / f"{outline}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("outline", OUTLINES)
def test_the_same_report_gives_the_same_bytes(outline):
    assert write_report(report(outline=outline), ABOUT, WHEN) == written(outline)
    with zipfile.ZipFile(BytesIO(written(outline))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


_FIGURES = ("initial", "adjusted", "executed", "rate", "total", "score", "weight", "plan", "spent")


def _numbers(value: object) -> set[Decimal]:
    """Every number of the JSON, shares of 1 also as percents."""
    if isinstance(value, dict):
        return set().union(*(_numbers(one) for one in value.values()), set())
    if isinstance(value, list):
        return set().union(*(_numbers(one) for one in value), set())
    found = {Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", value)} if isinstance(value, str) else set()
    return found | {one * 100 for one in found}


@pytest.mark.parametrize("outline", OUTLINES)
def test_every_figure_is_one_of_the_evaluation(outline):
    known = {one.normalize() for one in _numbers(to_plain(filled(), (), source={}, translate=untranslated))}
    figures = [one for one in report(outline=outline).bound() if one.key.rpartition("/")[2] in _FIGURES and one.text]
    assert len(figures) > 10
    for one in figures:
        assert Decimal(one.text.rstrip("%万元")).normalize() in known, one


def test_the_page_is_that_of_an_official_document():
    document = docx.Document(BytesIO(written()))
    section = document.sections[0]
    page = section.page_width, section.page_height
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(length.mm) for length in (*page, *margins)] == [210, 297, 37, 35, 28, 26]
    looks = {
        "Title": ("方正小标宋简体", 22, Pt(30)),
        "Normal": ("仿宋_GB2312", 16, Pt(28.95)),
        "Heading 1": ("黑体", 16, Pt(28.95)),
        "Heading 2": ("楷体_GB2312", 16, Pt(28.95)),
        "Heading 3": ("仿宋_GB2312", 16, Pt(28.95)),
        "SelfevalCell": ("仿宋_GB2312", 10.5, None),
    }
    for name, (font, size, line) in looks.items():
        style = document.styles[name]
        fonts = style.element.rPr.find(qn("w:rFonts"))
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == (font, "Times New Roman"), name
        assert style.font.size == Pt(size)
        assert line is None or abs(style.paragraph_format.line_spacing - line) < Pt(0.1)
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0]._p.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]
        assert footer.paragraphs[0].text.replace("1", "") == "—  —"
    table = next(Opened(written()).root.iter(q("w:tbl")))
    assert table.find(f"{q('w:tr')}/{q('w:trPr')}/{q('w:tblHeader')}") is not None
    widths = [int(one.get(q("w:w"))) for one in table.find(q("w:tblGrid"))]
    assert sum(widths) <= 8845, "156 mm between the margins"


def test_fonts_name_what_stands_in_for_them():
    with zipfile.ZipFile(BytesIO(written())) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert re.search('w:name="方正小标宋简体"><w:altName w:val="[^"]*宋体', table)
    assert re.search('w:name="仿宋_GB2312"><w:altName w:val="仿宋', table)


def test_what_only_a_person_can_write_is_a_shaded_gap():
    opened = Opened(written())
    gap = opened.one(f"project/{FIRST}/issues")
    assert controls.shows_placeholder(gap)
    assert controls.text_of(controls.content(gap)) == "【请填写：存在的主要问题及原因】"
    assert next(gap.iter(q("w:shd"))).get(q("w:fill")) == "FFF2CC"


def test_charts_hold_their_figures_and_a_workbook_to_edit_them():
    import openpyxl

    opened = Opened(written())
    charts = [name for name in opened.parts if name.startswith("word/charts/") and name.endswith(".xml")]
    assert len(charts) == 4
    book = openpyxl.load_workbook(BytesIO(opened.parts["word/embeddings/selfeval1.xlsx"]))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1] == ("3月底", 25, 22)
    assert rows[4] == ("12月底", 100, 97.39)


_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
_TEXTS = (
    '=HYPERLINK("http://a","b")',
    '{ HYPERLINK "http://a" }',
    "控制\x00\x07\x1b[31m字符",
    "half \ud83d surrogate",
    "反向\u202e文字\u2066",
    "<w:p>& ]]> &amp; \"'",
    "第一行\n第二行\r\n第三行\t制表",
    "长" * 40_000,
    "",
)


@pytest.mark.parametrize("text", _TEXTS, ids=range(len(_TEXTS)))
def test_a_text_is_a_text_whatever_stands_in_it(text):
    bound = Bound("project/=1/x" + text[:80], "名称" + text[:100], text)
    data = write_report(
        Report("题" + text[:300], "own", "", (Title((bound,)), Sentence(("前", bound, "后")), Passage(bound))),
        ABOUT,
        WHEN,
    )
    document = docx.Document(BytesIO(data))
    assert not document.element.body.xpath(".//w:hyperlink | .//w:fldSimple | .//w:instrText")
    opened = Opened(data)
    clean = re.sub(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", "", text.replace("\r\n", "\n")
    )
    assert opened.says(bound.key) == [clean] * 3
    for control in controls.controls(opened.root):
        assert len(controls.tag(control)) <= TAG_LIMIT
        assert len(control.find(f"{q('w:sdtPr')}/{q('w:alias')}").get(q("w:val"))) <= TAG_LIMIT
    numbers = [one.get(q("w:val")) for one in opened.root.iter(q("w:id"))]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("project/" + "甲" * 60 + "/total", "project/" + "甲" * 60 + "/grade"),
        ("project/a\x00/total", "project/a/total"),
        ("project/" + "x" * 200, "project/" + "x" * 201),
    ],
)
def test_long_keys_have_tags_of_their_own(one, other):
    assert tag_of(one) != tag_of(other)
    assert max(len(tag_of(one)), len(tag_of(other))) <= TAG_LIMIT


@pytest.mark.parametrize("outline", OUTLINES)
def test_a_tag_is_one_text_a_table_or_a_chart(outline):
    pieces = report(outline=outline).pieces
    blocks = [tag_of(piece.key) for piece in pieces if isinstance(piece, BoundTable | Chart)]
    assert len(blocks) == len(set(blocks))
    texts: dict[str, set[str]] = {}
    for bound in report(outline=outline).bound():
        texts.setdefault(tag_of(bound.key), set()).add(bound.text)
    assert not set(texts) & set(blocks)
    assert {tag: found for tag, found in texts.items() if len(found) > 1} == {}
