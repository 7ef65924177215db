"""What Word documents hold beside plain paragraphs: the final text is read, and what a person should know is told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from selfeval.document.read import open_document
from selfeval.document.values import Line, Table
from selfeval.excel.read import read_workbook
from selfeval.workspace.incoming.documents.targets import read_targets
from tests.document import paper, papers
from tests.document.seen import cells, differences

W = nsdecls("w")


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(inner: str) -> object:
    return parse_xml(f"<w:p {W} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{inner}</w:p>")


def deleted(text: str) -> str:
    return f"<w:del w:id='1' w:author='x'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def inserted(text: str) -> str:
    return f"<w:ins w:id='2' w:author='x'>{run(text)}</w:ins>"


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr><w:tag w:val='x'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def text_box(text: str) -> str:
    content = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing>{content}</w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"


PARAGRAPHS: dict[str, tuple[str, list[str], set[str]]] = {
    "an insertion and a deletion": (
        run("总额为") + deleted("320") + inserted("365") + run("万元"),
        ["总额为365万元"],
        {"F612"},
    ),
    "a move": (
        (
            f"<w:moveFrom w:id='3' w:author='x'>{run('旧')}</w:moveFrom>{run('原')}"
            f"<w:moveTo w:id='4' w:author='x'>{run('新')}</w:moveTo>"
        ),
        ["原新"],
        {"F612"},
    ),
    "a content control in a line": (run("单位：") + control(run("河东区教育局")), ["单位：河东区教育局"], set()),
    "controls inside each other": (control(control(run("甲")) + run("乙")), ["甲乙"], set()),
    "runs split by spelling marks": (
        run("信访")
        + "<w:proofErr w:type='spellStart'/>"
        + run("专项")
        + "<w:proofErr w:type='spellEnd'/>"
        + run("资金"),
        ["信访专项资金"],
        set(),
    ),
    "hidden text": (run("看得见") + run("看不见", "<w:vanish/>"), ["看得见"], {"F614"}),
    "text that is not hidden after all": (run("看得见", "<w:vanish w:val='0'/>"), ["看得见"], set()),
    "a text box": (run("封面") + text_box("二〇二五年"), ["封面", "二〇二五年"], {"F613"}),
    "signs of the font Symbol": (
        "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run("90%"),
        ["≥90%"],
        set(),
    ),
    "a field with its result": (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + run("2025年")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        ["2025年"],
        set(),
    ),
    "a line break": (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), ["甲", "乙"], set()),
    "a hyperlink": (f"<w:hyperlink>{run('目标表')}</w:hyperlink>", ["目标表"], set()),
    "characters with their reading above": (
        f"<w:r><w:ruby><w:rt>{run('xin')}</w:rt><w:rubyBase>{run('信')}</w:rubyBase></w:ruby></w:r>" + run("访"),
        ["信访"],
        set(),
    ),
}


def made(folder: Path, change: Callable[[WordDocument], None]) -> Path:
    document = Document()
    change(document)
    path = folder / "x.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_text_of_a_paragraph(name: str, tmp_path: Path) -> None:
    inner, lines, codes = PARAGRAPHS[name]
    path = made(tmp_path, lambda document: document.element.body.insert(0, paragraph(inner)))
    read = open_document(path)
    assert [block.text for block in read.blocks if isinstance(block, Line)] == lines
    assert {problem.code for problem in read.problems} == codes


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    mark = "<w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr>"

    def change(document: WordDocument) -> None:
        document.element.body.insert(0, paragraph(run("后半")))
        document.element.body.insert(0, paragraph(mark + run("前半")))

    read = open_document(made(tmp_path, change))
    assert [block.text for block in read.blocks if isinstance(block, Line)] == ["前半后半"]


def test_numbers_that_word_counts_are_part_of_the_text(tmp_path: Path) -> None:
    numbers = (
        f"<w:abstractNum {W} w:abstractNumId='77'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl></w:abstractNum>"
    )

    def change(document: WordDocument) -> None:
        part = document.part.numbering_part.element
        part.insert(0, parse_xml(numbers))
        part.append(parse_xml(f"<w:num {W} w:numId='78'><w:abstractNumId w:val='77'/></w:num>"))
        for level, text in ((0, "总体"), (0, "分项"), (1, "甲"), (1, "乙"), (0, "措施"), (1, "丙")):
            shape = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='78'/></w:numPr></w:pPr>"
            document.element.body.insert(-1, paragraph(shape + run(text)))

    read = open_document(made(tmp_path, change))
    assert [block.text for block in read.blocks if isinstance(block, Line)] == [
        "一、总体", "二、分项", "（一）甲", "（二）乙", "三、措施", "（一）丙",
    ]  # fmt: skip


def _in_controls(document: WordDocument) -> None:
    """The whole table, and each of its rows and cells, inside content controls."""
    table = document.tables[0]._tbl
    for row in list(table.tr_lst):
        for cell in list(row.tc_lst):
            _wrap(cell)
        _wrap(row)
    _wrap(table)


def _wrap(element: object) -> None:
    shell = parse_xml(f"<w:sdt {W}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.getparent().replace(element, shell)  # type: ignore[attr-defined]
    shell[1].append(element)


def _in_another_table(document: WordDocument) -> None:
    """The table inside a cell of one that only lays out the page."""
    inner = document.tables[0]._tbl
    outer = document.add_table(1, 1)
    outer.cell(0, 0)._tc.insert(0, deepcopy(inner))
    inner.getparent().remove(inner)


def _with_a_deleted_row(document: WordDocument) -> None:
    rows = document.tables[0]._tbl.tr_lst
    extra = deepcopy(rows[-1])
    extra.get_or_add_trPr().append(parse_xml(f"<w:del {W} w:id='9' w:author='x'/>"))
    rows[-1].addnext(extra)


@pytest.mark.parametrize(
    ("change", "codes"),
    [(_in_controls, set()), (_in_another_table, {"F615"}), (_with_a_deleted_row, {"F612"})],
)
def test_tables_in_strange_places_are_the_same_tables(
    change: Callable[[WordDocument], None], codes: set[str], tmp_path: Path
) -> None:
    path = paper.as_docx(papers.upright(), tmp_path)
    plain = read_targets(path)
    document = Document(str(path))
    change(document)
    document.save(str(path))
    changed = read_targets(path)
    assert differences(cells(plain.data), cells(changed.data)) == []
    assert {problem.code for problem in changed.doubts} == codes


def test_pages_that_word_saved_are_in_the_places(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.add_paragraph("第一页")
        document.element.body.insert(-1, paragraph("<w:r><w:lastRenderedPageBreak/></w:r>" + run("第二页")))
        document.add_paragraph("还是第二页")

    read = open_document(made(tmp_path, change))
    assert [(block.place.page, block.place.line) for block in read.blocks if isinstance(block, Line)][-1] == (2, 3)
    assert read.pages == 2


def test_the_strict_form_of_the_format_is_read_too(tmp_path: Path) -> None:
    path = paper.as_docx(papers.upright(), tmp_path)
    plain = read_targets(path)
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith(".xml"):
                data = data.replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
            target.writestr(name, data)
    assert differences(cells(plain.data), cells(read_targets(strict).data)) == []


def test_cells_merged_down_are_one_cell(tmp_path: Path) -> None:
    read = open_document(paper.as_docx(papers.upright(), tmp_path))
    table = next(block for block in read.blocks if isinstance(block, Table))
    label = next(cell for cell in table.cells if cell.text == "绩效指标")
    assert (label.down, label.across) == (6, 1)


@pytest.mark.parametrize("year", ["（2025年度）", "二〇二五年度", "评价年度：2025年    金额单位：元"])
def test_a_form_in_word_keeps_its_year_and_unit(tmp_path: Path, year: str) -> None:
    """Where they stand in a line below the title, inside the table of the form."""
    rows = [
        ["项目支出绩效自评表"],
        [year],
        ["项目名称", "农村公路养护"],
        ["项目资金/元", "", "年初预算数", "全年预算数", "全年执行数"],
        ["", "年度资金总额", "1800000", "2000000", "1753000"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "养护里程", "≥120公里", "126公里", "90", "90"],
    ]
    document = Document()
    table = document.add_table(len(rows), 7)
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=False):
            cell.text = text
        if len(texts) == 1:
            line.cells[0].merge(line.cells[6])
    document.save(str(tmp_path / "form.docx"))
    imported = read_targets(tmp_path / "form.docx")
    path = tmp_path / "targets.xlsx"
    path.write_bytes(imported.data)
    department = read_workbook(path).department
    (project,) = department.projects
    assert (department.year, project.money_unit) == (2025, "元")
    assert (project.budget["initial"], project.budget["executed"]) == ("1800000", "1753000")
