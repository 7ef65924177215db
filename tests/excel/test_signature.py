"""Who signs a form: read from lines of many kinds, kept once for all forms or for one, written, read back, left out."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import SIGNED
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.form.blanks import with_names
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.publish import publish
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import evaluation_of, figures_of
from selfeval.excel.scored.verify.workbook import matched_sheets, verify
from selfeval.excel.tables.body.signature import read_signature
from tests.excel.books import saved
from tests.excel.scored_books import assessed, opened, pack, project, row, written

LINES = [
    ("填报人：张三    负责人：李四    联系电话：0315-4612345    日期：2026年2月20日",
     {"preparer": "张三", "leader": "李四", "phone": "0315-4612345", "signed_on": "2026年2月20日"}),
    ("填表人：张三", {"preparer": "张三"}),
    ("经办人:张三；单位负责人:李四", {"preparer": "张三", "leader": "李四"}),
    ("单位负责人（签章）：李四", {"leader": "李四"}),
    ("负责人（签字）：", {}),
    ("填报人：________ 联系电话：______", {}),
    ("日期：    年    月    日", {}),
    ("填表日期：2026.2.20", {"signed_on": "2026.2.20"}),
    ("填报日期：二〇二六年二月二十日", {"signed_on": "二〇二六年二月二十日"}),
    ("填报人：张三  审核人：王五  联系方式：13812345678", {"preparer": "张三", "phone": "13812345678"}),
    ("项目负责人：李四（签字）  填报时间：2026年2月", {"leader": "李四", "signed_on": "2026年2月"}),
    ("注：填报人应如实填写", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LINES)
def test_a_line_to_sign(text: str, wanted: dict[str, str]) -> None:
    assert {name: said for name, said in read_signature(text) if said} == wanted


def _form(path: Path, *below: list[str], above: list[str] | None = None, times: int = 1) -> Path:
    book = openpyxl.Workbook()
    for number in range(times):
        sheet = book.active if not number else book.create_sheet()
        sheet.append(["项目支出绩效自评表（2025年度）"])
        sheet.append(["项目名称", f"项目{number + 1}", "", "实施单位", "某局"])
        if above:
            sheet.append(above)
        sheet.append(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
        sheet.append(["产出指标", "数量指标", "修路里程", "≥10公里", "12公里", 90, 90])
        sheet.append(["总分", "", "", "", "", 90, 90])
        for line in below:
            sheet.append([text.format(number + 1) for text in line])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("below", "above", "wanted"),
    [
        ([["填报人：张三", "", "负责人：李四", "", "联系电话：123456"]], None,
         {"preparer": "张三", "leader": "李四", "phone": "123456"}),
        ([["填报人", "张三", "负责人", "李四"], ["联系电话", "0315-123456", "填报日期", "2026-02-20"]], None,
         {"preparer": "张三", "leader": "李四", "phone": "0315-123456", "signed_on": "2026-02-20"}),
        ([], ["项目负责人", "李四", "", "联系电话", "123456"], {"leader": "李四", "phone": "123456"}),
        ([], ["项目负责人及联系电话", "李四 0315-4612345"], {"leader": "李四", "phone": "0315-4612345"}),
        ([["填报人：", "负责人："]], None, {}),
    ],
)  # fmt: skip
def test_a_form_is_read(tmp_path: Path, below: list[list[str]], above: list[str] | None, wanted: dict) -> None:
    read = read_workbook(_form(tmp_path / "form.xlsx", *below, above=above))
    assert dict(read.settings) == wanted
    assert dict(read.department.projects[0].signed) == {}
    assert len(read.department.projects[0].indicators) == 1


def test_what_all_forms_say_is_said_once(tmp_path: Path) -> None:
    read = read_workbook(_form(tmp_path / "form.xlsx", ["填报人：张{}", "", "负责人：李四"], times=2))
    assert dict(read.settings) == {"leader": "李四"}
    assert [dict(one.signed) for one in read.department.projects] == [{"preparer": "张1"}, {"preparer": "张2"}]


ALL = {"preparer": "张三", "leader": "李四", "phone": "0315-4612345", "signed_on": "2026年2月20日"}


def _two(own: dict[str, str], common: dict[str, str] = ALL) -> Assessment:
    projects = [
        project(row("修路里程", "≥10公里", "12公里", weight=Decimal(90)), title=name, code=name,
                budget={"initial": "100", "executed": "80"})
        for name in ("甲项目", "乙项目")
    ]  # fmt: skip
    before = assessed(*projects)
    facts = {FactKey("", "", name): text for name, text in common.items()}
    facts |= {FactKey(before.projects[1].project.id, "", name): text for name, text in own.items()}
    return assess(Evaluation(before.evaluation.department, facts), before.pack)


def _lines(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        "|".join(str(cell.value) for cell in line if cell.value)
        for sheet in book for line in sheet.iter_rows() if str(line[0].value or "").startswith("填报人：")
    ]  # fmt: skip


def test_they_stand_on_every_form_and_come_back(tmp_path: Path) -> None:
    made = _two({"preparer": "王五", "phone": "110"})
    data = written(made)
    assert _lines(data) == [
        "填报人：张三|负责人：李四|联系电话：0315-4612345|盖章：|日期：2026年2月20日",
        "填报人：王五|负责人：李四|联系电话：110|盖章：|日期：2026年2月20日",
    ]
    assert verify(opened(data), pack()) == ()
    path = tmp_path / "scored.xlsx"
    path.write_bytes(data)
    again = read_scored(opened(data))
    now, values = evaluation_of(again), made.evaluation
    for before, after in zip(made.projects, again.department.projects, strict=True):
        assert {name: now.value(after, name) for name in SIGNED} == {
            name: values.value(before.project, name) for name in SIGNED
        }
    assert {name: now.setting(name) for name in SIGNED} == ALL
    assert written(assess(now, pack())) and _lines(written(assess(now, pack()))) == _lines(data)


def test_what_was_signed_by_hand_is_read_and_is_no_difference(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(_two({}, {}))))
    cell = next(cell for cell in book["甲项目"]["A"] if str(cell.value).startswith("填报人："))
    cell.value = "填报人：赵六"
    read = read_scored(opened(saved(book)))
    assert dict(read.department.projects[0].signed) == {"preparer": "赵六"}


def test_the_copy_for_publication_names_nobody_and_no_telephone() -> None:
    made = _two({"preparer": "王五", "phone": "13812345678"})
    book = opened(data := written(made))
    result = read_scored(book)
    read = assess(evaluation_of(result), pack())
    public = publish(book, data, read, matched_sheets(book, read, result), figures_of(read, live=False))
    everything = "".join(
        str(cell.value) for sheet in openpyxl.load_workbook(io.BytesIO(public.data)) for line in sheet for cell in line
    )
    for text in ("张三", "李四", "王五", "0315-4612345", "13812345678"):
        assert text not in everything
    assert "2026年2月20日" in everything


def test_the_line_of_the_bureaus_own_form_is_filled() -> None:
    line = "填报人：        联系电话：            填报日期：    年    月    日"
    filled, fields = with_names(line, ALL)
    assert fields == ("preparer", "phone", "signed_on")
    assert filled.split() == ["填报人：张三", "联系电话：0315-4612345", "填报日期：2026年2月20日"]
    assert with_names("日期：    年    月    日", ALL)[0] == "日期：2026年2月20日"
    assert with_names("日期：    年    月    日", {})[0] == "日期：    年    月    日"
