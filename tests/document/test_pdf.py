"""How pages of PDFs are taken apart: what people lost with other readers is read here, or told as doubtful."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.document.read import open_document
from selfeval.document.values import Line, Table
from selfeval.workspace.incoming.documents.targets import read_targets
from tests.document import papers, pdf_paper
from tests.document.paper import Break, C, H, P, Paper, T
from tests.document.pdf_paper import Faults, as_pdf, pdf_bytes
from tests.document.seen import cells, differences

WIDE = (2.4, 2.6, 3.6, 3.6, 2.2, 2.4)
TOP = [[C("项目名称"), C("河道清淤", 5)], [C("预算数"), C("75", 5)], papers.HEADER]


def tables_of(path: Path) -> list[list[list[str]]]:
    found = []
    for block in open_document(path).blocks:
        if isinstance(block, Table):
            rows = [[""] * block.columns for _ in range(block.rows)]
            for cell in block.cells:
                rows[cell.row - 1][cell.column - 1] = cell.text
            found.append(rows)
    return found


@pytest.mark.parametrize("gap", [4.0, 7.0, 20.0])
def test_tables_near_each_other_stay_apart(gap: float, tmp_path: Path) -> None:
    paper = Paper("near", [T([["甲", "乙"], ["1", "2"]]), T([["丙", "丁"], ["3", "4"]]), T([["戊", "己"], ["5", "6"]])])
    found = tables_of(as_pdf(paper, tmp_path, Faults(close=gap)))
    assert found == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]], [["戊", "己"], ["5", "6"]]]


def test_rows_outside_the_lines_are_rows(tmp_path: Path) -> None:
    """No line above the table, none below it, and none between the words of these rows and the page."""
    rows = [["编码", "名称", "金额", "备注"], ["1", "甲", "20", "a"], ["2", "乙", "30", "b"]]

    def outside(x0: float, y0: float, x1: float, y1: float) -> bool:
        return y0 < 80 or y1 > 103.5

    found = open_document(as_pdf(Paper("open", [T(rows)]), tmp_path, Faults(without=outside)))
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in table.cells if cell.row == row] for row in (1, 2, 3)] == rows
    assert {problem.code for problem in found.problems} == {"F623"}


def test_a_table_goes_on_with_other_lines_on_the_next_page(tmp_path: Path) -> None:
    """The rows behind the break lack columns that only the head above them had."""
    upper = T([[C("甲", 2), C("乙", 4)], *TOP, ["产出指标", "数量指标", "清淤长度", "清淤", "≥12公里", "计划"]], WIDE)
    lower = T([["效益指标", "生态效益指标", "水质", "水质变化", "改善", "监测"]], WIDE)
    found = read_targets(as_pdf(Paper("breaks", [H("河道清淤绩效目标表", 3), upper, Break(), lower]), tmp_path))
    rows = found.targets.projects[0].rows
    assert [(row.tier1, row.tier3, row.target, row.basis) for row in rows] == [
        ("产出指标", "清淤长度", "≥12公里", "计划"),
        ("效益指标", "水质", "改善", "监测"),
    ]
    assert "F621" in {problem.code for problem in found.doubts}


def test_a_row_broken_by_the_end_of_the_page_is_one_row(tmp_path: Path) -> None:
    upper = T([*TOP, ["产出指标", "数量指标", "清淤长度", "城区段和", "≥12公里", "年度"]], WIDE)
    lower = T(
        [["", "", "", "郊区段", "", "计划"], ["效益指标", "生态效益指标", "水质", "水质变化", "改善", "监测"]], WIDE
    )
    found = read_targets(as_pdf(Paper("rest", [H("河道清淤绩效目标表", 3), upper, Break(), lower]), tmp_path))
    rows = found.targets.projects[0].rows
    assert [(row.tier3, row.description, row.basis) for row in rows] == [
        ("清淤长度", "城区段和郊区段", "年度计划"),
        ("水质", "水质变化", "监测"),
    ]
    assert sum(problem.code == "F622" for problem in found.doubts) == 2


def test_another_project_on_the_next_page_is_no_continuation(tmp_path: Path) -> None:
    def table(name: str) -> T:
        row = ["产出指标", "数量指标", f"{name}长度", "长度", "≥1公里", "计划"]
        return T([[C("项目名称"), C(name, 5)], [C("预算数"), C("10", 5)], papers.HEADER, row], WIDE)

    paper = Paper("next", [H("2025年项目绩效目标", 2), table("清淤"), Break(), table("护坡")])
    found = read_targets(as_pdf(paper, tmp_path))
    assert [(part.name, len(part.rows)) for part in found.targets.projects] == [("清淤", 1), ("护坡", 1)]


def drawn(texts: list[tuple[float, float, str]], xs: list[float], ys: list[float], path: Path) -> Path:
    """A table of lines at `xs` and `ys` (from above) with texts at their places."""
    parts = [f"{x} {842 - ys[0]} m {x} {842 - ys[-1]} l S" for x in xs]
    parts += [f"{xs[0]} {842 - y} m {xs[-1]} {842 - y} l S" for y in ys]
    for x, y, text in texts:
        parts.append(f"BT /F1 10 Tf {x} {842 - y} Td <{text.encode('utf-16-be').hex()}> Tj ET")
    path.write_bytes(pdf_bytes(["\n".join(parts).encode()], 595, 842))
    return path


def test_a_text_across_a_line_is_doubtful_and_stays_whole(tmp_path: Path) -> None:
    texts = [(64, 75, "名称"), (164, 75, "金额"), (64, 95, "很长很长的名称写过了线"), (230, 95, "20")]
    found = open_document(drawn(texts, [60, 160, 300], [60, 80, 100], tmp_path / "x.pdf"))
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["名称", "金额", "很长很长的名称写过了线", "20"]
    assert [problem.code for problem in found.problems] == ["F623"]


def test_columns_of_text_without_a_line_between_them_are_doubtful(tmp_path: Path) -> None:
    texts = [
        (64, 75, "3月底"),
        (120, 75, "25%"),
        (64, 95, "6月底"),
        (120, 95, "50%"),
        (224, 75, "甲"),
        (224, 115, "乙"),
    ]
    found = open_document(drawn(texts, [60, 220, 300], [60, 100, 120], tmp_path / "x.pdf"))
    assert [problem.code for problem in found.problems] == ["F623"]


def test_letters_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    texts = [(64, 75, "名称"), (64.4, 75, "名称"), (164, 75, "金额"), (64, 95, "甲"), (164, 95, "20")]
    found = open_document(drawn(texts, [60, 160, 300], [60, 80, 100], tmp_path / "x.pdf"))
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["名称", "金额", "甲", "20"]


def test_broken_parts_are_told_and_not_written_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = as_pdf(papers.upright(), tmp_path).read_bytes()
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(whole.replace(b"/F1 10.0 Tf", b"/F1 /10. Tf", 1))
    assert "F618" in {problem.code for problem in open_document(torn).problems}
    assert capfd.readouterr() == ("", "")


def test_a_line_below_a_heading_is_no_table(tmp_path: Path) -> None:
    stream = b"60 700 m 500 700 l S\nBT /F1 10 Tf 60 705 Td <" + "标题".encode("utf-16-be").hex().encode() + b"> Tj ET"
    stream += b"\nBT /F1 10 Tf 60 640 Td <" + "一二三四五六七八九十".encode("utf-16-be").hex().encode() + b"> Tj ET"
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_bytes([stream], 595, 842))
    found = open_document(path)
    assert [block.text for block in found.blocks if isinstance(block, Line)] == ["标题", "一二三四五六七八九十"]


def test_paragraphs_are_put_together_over_lines_and_pages(tmp_path: Path) -> None:
    long = "着力防范化解重大风险，深入开展信访积案攻坚，不断强化越级访治理。" * 30
    short = "另起一段。"
    paper = Paper("text", [P(long), P(short), P(long)], height=12)
    found = [block.text for block in open_document(as_pdf(paper, tmp_path)).blocks if isinstance(block, Line)]
    assert found == [long, short, long]


def test_a_page_that_is_a_picture_is_told(tmp_path: Path) -> None:
    whole = pdf_paper.Typesetter(papers.upright(), Faults()).data()
    assert b"/Count 1" in whole
    image = (
        b"q 400 0 0 400 50 200 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 00> EI Q"  # an image within the page's stream
    )
    setter = pdf_paper.Typesetter(papers.upright(), Faults())
    parts = ["0.7 w"]
    for page in setter.pages:
        parts += [f"{x0} {842 - y0} m {x1} {842 - y1} l S" for x0, y0, x1, y1 in page.lines]
        parts += [
            f"BT /F1 {size} Tf {x} {842 - y - 9} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in page.texts
        ]
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_bytes(["\n".join(parts).encode(), image], 595, 842))
    found = read_targets(path)
    assert [str(problem.where) for problem in found.doubts if problem.code == "F616"] == ["x.pdf!P2:L1"]
    only = tmp_path / "only.pdf"
    only.write_bytes(pdf_bytes([image], 595, 842))
    with pytest.raises(SelfEvalError) as caught:
        read_targets(only)
    assert caught.value.code == "F604"


def test_the_same_document_on_any_height_of_page(tmp_path: Path) -> None:
    whole = cells(read_targets(as_pdf(papers.outline(), tmp_path)).data)
    for height in (9, 11, 13, 17, 22):
        paper = replace(papers.outline(), name=f"h{height}", height=height)
        assert differences(whole, cells(read_targets(as_pdf(paper, tmp_path)).data)) == [], height
