"""Tables of PDFs that no ruled lines part: read as the document has them and told as doubtful, or left as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Pt

from selfeval.core.problems import SelfEvalError, Severity
from selfeval.document.read import open_document
from selfeval.document.values import Line, Table
from selfeval.workspace.incoming.documents.targets import Imported, read_targets
from tests.document import leting_paper, paper, papers, pdf_paper
from tests.document.paper import C, H, P, Paper, T
from tests.document.pdf_paper import Faults, as_pdf
from tests.document.seen import cells, differences, expected
from tests.document.unruled_papers import UNRULED
from tests.office import office
from tests.places import ROOT

MADE = {make.__name__: make for make in UNRULED}
STRUCTURES = {make.__name__: make for make in papers.PAPERS}
PRINTED = [
    Faults(ruled=ruled, centred=centred, pad=pad, right=right)
    for ruled, (centred, pad, right) in product(
        ("none", "three", "across", "framed"),
        ((False, 4.0, False), (True, 4.0, False), (False, 1.5, True), (True, 0.0, False)),
    )
]
NOTES = {
    "wrapped": ["注：本表由农业农村局填报，数据截至批复之日。"],
    "boxed": ["注：本表由农业农村局填报，数据截至批复之日。"],
}


def golden(name: str) -> list[str]:
    return (Path(__file__).with_name("expected") / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def doubts(imported: Imported) -> list[str]:
    return [str(one.where) for one in imported.doubts if one.code == "F619"]


@pytest.mark.parametrize("name", MADE)
def test_a_table_without_lines_gives_its_workbook(name: str, tmp_path: Path) -> None:
    document, faults = MADE[name]()
    imported = read_targets(as_pdf(document, tmp_path, faults))
    made = cells(imported.data)
    assert differences(expected(name, made), made) == []
    assert [item.text for item in imported.targets.unplaced] == NOTES.get(name, [])
    first = next(one for one in imported.doubts if one.code == "F619")
    assert first.severity is Severity.WARNING
    assert first.where is not None
    assert first.where.cell.startswith("P1:L")


@pytest.mark.parametrize("name", MADE)
def test_the_workbook_is_that_of_the_same_document_in_word(name: str, tmp_path: Path) -> None:
    """The expected workbooks rest on another reader, not on what this one once gave."""
    assert differences(golden(name), cells(read_targets(paper.as_docx(MADE[name]()[0], tmp_path)).data)) == []


@pytest.mark.parametrize("name", STRUCTURES)
def test_every_structure_however_it_is_printed_is_read_whole_or_refused(name: str, tmp_path: Path) -> None:
    """Never a wrong cell: the workbook is the expected one and the table is doubted, or there is none."""
    read = 0
    for faults in PRINTED:
        try:
            imported = read_targets(as_pdf(STRUCTURES[name](), tmp_path, faults))
        except SelfEvalError as error:
            assert error.code == "F606", faults
            continue
        assert differences(golden(name), cells(imported.data)) == [], faults
        assert doubts(imported), faults
        assert not imported.targets.unplaced, faults
        read += 1
    assert read >= {"listed": 0, "inside": 8, "crowded": 12, "upright": 14}.get(name, 16)


@pytest.mark.parametrize("ruled", ["none", "three", "across", "framed"])
def test_the_published_document_without_lines(ruled: str, tmp_path: Path) -> None:
    wanted = cells((ROOT / "workbooks/leting-2025-targets.xlsx").read_bytes())
    for centred, pad in product((False, True), (1.5, 4.0)):
        faults = Faults(ruled=ruled, centred=centred, pad=pad)
        imported = read_targets(as_pdf(leting_paper.paper(), tmp_path, faults))
        assert differences(wanted, cells(imported.data)) == [], faults
        assert [one.code for one in imported.doubts if one.code != "F628"] == ["F619", "F619"], faults


def test_pdfs_of_a_word_processor(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    program = office(tmp_path_factory)
    names = [name for name in STRUCTURES if name != "listed"]
    bare = []
    for name in names:
        document = STRUCTURES[name]()
        pieces = [replace(one, lines=False) if isinstance(one, T) else one for one in document.pieces]
        bare.append(paper.as_docx(replace(document, pieces=pieces), tmp_path))
    program.convert("pdf", tmp_path, bare)
    for name in names:
        imported = read_targets(tmp_path / f"{name}.pdf")
        assert differences(golden(name), cells(imported.data)) == [], name
        assert doubts(imported), name


@pytest.mark.parametrize(("centred", "size", "spacing"), [(True, 10.5, None), (True, 9, None), (False, 10.5, 1.0)])
def test_rows_as_near_to_each_other_as_the_lines_of_a_cell(
    *, centred: bool, size: float, spacing: float | None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A word processor without room between paragraphs: what is read is right, and the rest is told or refused."""
    program, made = office(tmp_path_factory), {}
    for name in ("duties", "signs", "standards", "several", "outline"):
        document = STRUCTURES[name]()
        pieces = [replace(one, lines=False) if isinstance(one, T) else one for one in document.pieces]
        made[name] = paper.as_docx(replace(document, pieces=pieces), tmp_path)
        set_close(made[name], centred=centred, size=size, spacing=spacing)
    program.convert("pdf", tmp_path, list(made.values()))
    for name, path in made.items():
        imported = read_targets(path.with_suffix(".pdf"))
        assert differences(golden(name), cells(imported.data)) == [], name
        assert doubts(imported), name


def set_close(path: Path, *, centred: bool, size: float, spacing: float | None) -> None:
    """Take the room between paragraphs out of the tables of a Word document."""
    document = Document(str(path))
    document.styles["Normal"].font.size = Pt(size)  # type: ignore[attr-defined]
    for cell in (cell for table in document.tables for row in table.rows for cell in row.cells):
        if centred:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.line_spacing = spacing
    document.save(str(path))


def test_rows_that_nothing_parts_stay_text_and_are_told(tmp_path: Path) -> None:
    """One of three tables has a target of two lines, and rows no further apart than these."""
    imported = read_targets(as_pdf(papers.several(), tmp_path, Faults(ruled="none", pad=0.0)))
    assert [part.name for part in imported.targets.projects] == ["路灯维护", "窨井更换"]
    lost = "\n".join(item.text for item in imported.targets.unplaced)
    assert all(text in lost for text in ("公园保洁", "13010025A0002", "保洁面积", "≥12万平方"))
    assert len(doubts(imported)) >= 3


def test_a_label_whose_rows_nobody_can_tell_is_doubted(tmp_path: Path) -> None:
    """目标甲 stands beside the first of four rows, 目标乙 beside the third: at their top, or in the middle of 2-4."""
    texts = [
        ("目标甲", "", "指标1", "≥1个"),
        ("", "", "指标2", "≥2个"),
        ("目标乙", "", "指标3", "≥3个"),
        ("", "", "指标4", "≥4个"),
    ]
    parts = []
    for row, line in enumerate([("一级指标", "二级指标", "三级指标", "指标值"), *texts]):
        for column, text in enumerate(line):
            if text:
                code = text.encode("utf-16-be").hex()
                parts.append(f"BT /F1 10 Tf {60 + 110 * column} {700 - 21 * row} Td <{code}> Tj ET")
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_paper.pdf_bytes(["\n".join(parts).encode()], 595, 842))
    found = [(one.where.cell, one.input) for one in open_document(path).problems if one.where]
    assert found == [("P1:L1", "一级指标\t二级指标\t三级指标\t指标值"), ("P1:L2", "目标甲"), ("P1:L4", "目标乙")]


PROSE: dict[str, list[H | P | T]] = {
    "words of a header within a text": [
        P("本文所称一级指标、二级指标、三级指标和指标值，是指年度预算绩效目标中的各级指标。" * 3)
    ],
    "a header without rows": [T([["一级指标", "二级指标", "三级指标", "指标值"]], lines=False)],
    "a list of words side by side": [T([["单位", "姓名", "电话"], ["甲", "乙", "1"], ["丙", "丁", "2"]], lines=False)],
    "a header and a text": [
        T([["一级指标", "二级指标", "三级指标", "指标值"]], lines=False),
        P("上述各级指标由各单位根据职责自行确定，报财政部门审核后执行，年度中间一般不作调整。"),
    ],
}


@pytest.mark.parametrize("name", PROSE)
def test_what_is_no_table_stays_text(name: str, tmp_path: Path) -> None:
    found = open_document(as_pdf(Paper("prose", [H("说明"), *PROSE[name]]), tmp_path))
    assert not [block for block in found.blocks if isinstance(block, Table)]
    with pytest.raises(SelfEvalError) as caught:
        read_targets(tmp_path / "prose.pdf")
    assert caught.value.code == "F606"


def test_what_follows_a_table_is_not_taken_into_it(tmp_path: Path) -> None:
    rows = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "清淤长度", "≥12公里"]]
    after = ["三、工作保障措施", "填报人：李四", "（一）加强领导。"]
    document = Paper("after", [H("河道清淤绩效目标表", 3), T(rows, lines=False), *(P(text, False) for text in after)])
    found = open_document(as_pdf(document, tmp_path))
    assert [block.text for block in found.blocks if isinstance(block, Line)] == ["河道清淤绩效目标表", *after]


def test_a_missing_line_between_two_rows_is_doubted(tmp_path: Path) -> None:
    """Ruled lines make one row of two, the flow of the text two: the place is told."""
    rows: list[list[C | str]] = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "清淤长度", "≥12公里"],
        ["产出指标", "质量指标", "验收合格率", "≥98%"],
        ["效益指标", "生态效益指标", "水质", "改善"],
    ]
    at = 60.0 + 2 * 21
    document = Paper("missing", [T(rows)])

    def is_missing(x0: float, y0: float, x1: float, y1: float) -> bool:
        del x0, x1
        return y0 == y1 and abs(y0 - at) < 1

    assert not open_document(as_pdf(document, tmp_path)).problems
    found = open_document(as_pdf(document, tmp_path, Faults(without=is_missing))).problems
    assert [(one.code, one.where.cell if one.where else "") for one in found] == [("F623", "P1:L2")]


@pytest.mark.parametrize("make", [papers.crowded, papers.standards, papers.upright], ids=lambda make: make.__name__)
def test_cells_of_several_lines_raise_no_doubt(make: Callable[[], Paper], tmp_path: Path) -> None:
    assert "F623" not in {one.code for one in open_document(as_pdf(make(), tmp_path)).problems}
