"""Texts around the table: read from forms of many labels, entered, written, read back, verified, in every printer."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import WRITTEN
from selfeval.core.problems import untranslated
from selfeval.core.report.facts import FACTS, About
from selfeval.core.report.outline import Scope
from selfeval.core.report.plain import to_plain
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.fillin.rows import fill_rows
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.verify.workbook import verify
from selfeval.excel.tables.labels.labels import label_of
from selfeval.workspace.incoming.csv_rows import rows_of_table
from selfeval.workspace.incoming.json_rows import rows_of_json
from tests.excel.scored_books import assessed, opened, pack, project, row, written

TEXTS = {
    "content": "全年修路12公里，安装护栏3处。",
    "conclusion": "自评得分98分，等级为优。",
    "issues": "1.个别路段验收滞后；\n2.档案不全。",
    "measures": "完善验收制度，=按月核对。",
}
LABELS = {
    "content": "项目实施内容 实施内容 主要内容 项目主要内容 项目概况 项目内容 项目实施主要内容 项目建设内容",
    "conclusion": (
        "评价结论 自评总体结论 项目自评结论 绩效自评结论 总体评价结论 评价结论（200字以内） "
        "绩效自评综述 自评小结 评价结论："
    ),
    "issues": (
        "存在问题 存在的主要问题 主要问题 存在问题及原因 存在的主要问题及原因分析 "
        "主要存在问题 存在的问题与不足 存在不足 存在问题（限200字）"
    ),
    "measures": (
        "改进措施 下一步改进措施 改进措施及建议 下一步工作打算 下一步工作计划 整改措施 "
        "拟采取的改进措施 有关建议 改进意见和建议"
    ),
}


@pytest.mark.parametrize(("name", "label"), [(name, one) for name, labels in LABELS.items() for one in labels.split()])
def test_what_forms_call_them(name: str, label: str) -> None:
    found = label_of(label)
    assert found is not None and found[0] == name


def _form(path: Path, *, above: dict[str, str], below: dict[str, str], under: bool = False) -> Path:
    """A form with texts above and below its table, each at the right of its label, or `under` it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目支出绩效自评表（2025年度）"])
    sheet.append(["项目名称", "农村公路养护", "", "实施单位", "某局"])
    for label, text in above.items():
        sheet.append([label, text])
    sheet.append(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"])
    sheet.append(["产出指标", "数量指标", "修路里程", "≥10公里", "12公里", 90, 90])
    sheet.append(["总分", "", "", "", "", 90, 90])
    for label, text in below.items():
        for line in [[label], [text]] if under else [[label, text]]:
            sheet.append(line)
    sheet.append(["填表人：张三"])
    book.save(path)
    return path


@pytest.mark.parametrize("under", [False, True])
def test_blocks_over_and_under_the_table_are_read(tmp_path: Path, under: bool) -> None:
    below = {
        "绩效自评结论": TEXTS["conclusion"],
        "存在的主要问题": TEXTS["issues"],
        "下一步改进措施": TEXTS["measures"],
    }
    path = _form(tmp_path / "form.xlsx", above={"项目概况": TEXTS["content"]}, below=below, under=under)
    read = read_workbook(path).department.projects[0]
    assert {name: read.kept.get(name) for name in WRITTEN} == TEXTS
    assert len(read.indicators) == 1


@pytest.mark.parametrize(
    ("said", "kept", "grade"),
    [
        ("优", None, "优"),
        ("优秀", None, "优秀"),
        ("优，得分95分", "优，得分95分", None),
        ("优（95分）", "优（95分）", None),
        ("项目完成情况良好，达到预期。", "项目完成情况良好，达到预期。", None),
    ],
)
def test_a_conclusion_is_a_grade_or_a_text(tmp_path: Path, said: str, kept: str | None, grade: str | None) -> None:
    read = read_workbook(_form(tmp_path / "form.xlsx", above={}, below={"自评结论": said})).department.projects[0]
    assert (read.kept.get("conclusion"), read.claimed.grade) == (kept, grade)


def _entered(texts: dict[str, str]) -> Assessment:
    """The texts entered over what the form said."""
    rows = (row("修路里程", "≥10公里", "12公里", weight=Decimal(90)),)
    money = {"initial": "100", "executed": "80"}
    before = assessed(project(*rows, title="农村公路养护", code="A001", budget=money, kept={"issues": "旧的"}))
    owner = before.projects[0].project.id
    facts = {FactKey(owner, "", name): text for name, text in texts.items()}
    return assess(Evaluation(before.evaluation.department, facts), before.pack)


def test_what_was_entered_stands_in_every_printer_and_comes_back(tmp_path: Path) -> None:
    made = _entered(TEXTS)
    plain = to_plain(made, (), source={}, translate=untranslated)["projects"]
    assert isinstance(plain, list) and {name: plain[0][name] for name in WRITTEN} == TEXTS
    facts = FACTS[Scope.PROJECT]
    assert {name: facts[name].text(About((made,), made.projects[0])) for name in WRITTEN} == TEXTS
    data = written(made)
    assert verify(opened(data), pack()) == ()
    path = tmp_path / "scored.xlsx"
    path.write_bytes(data)
    again = read_workbook(path).department.projects[0]
    assert {name: again.kept[name] for name in WRITTEN} == TEXTS
    rows = {one.texts["tier3"]: one.values["actual"] for one in fill_rows(made) if one.texts["tier1"] == "文字说明"}
    words = {"content": "项目实施内容", "conclusion": "评价结论", "issues": "存在问题", "measures": "改进措施"}
    assert {name: rows[label] for name, label in words.items()} == TEXTS


def test_a_text_that_was_taken_away_is_gone() -> None:
    form = openpyxl.load_workbook(_saved(_entered({"issues": ""})))["农村公路养护"]
    assert not any(cell.value == "存在问题" for cell in form["A"])


def _saved(made: Assessment) -> Path:
    import tempfile

    path = Path(tempfile.mkdtemp()) / "scored.xlsx"
    path.write_bytes(written(made))
    return path


def test_what_the_pack_demands_is_missing_until_it_is_written(tmp_path: Path) -> None:
    demanding = replace(pack(), required_texts=("conclusion", "measures"))
    made = assess(_entered({"conclusion": "达到预期目标。"}).evaluation, demanding)
    result = made.projects[0]
    assert (result.required_texts, result.blank_texts) == (("conclusion", "measures"), ("measures",))
    assert not result.complete
    path = tmp_path / "scored.xlsx"
    path.write_bytes(written(made))
    form = openpyxl.load_workbook(path)["农村公路养护"]
    labels = [cell.value for cell in form["A"]]
    assert "改进措施" in labels and "项目实施内容" not in labels
    assert openpyxl.load_workbook(path, data_only=True)["自评汇总"]["L5"].value == "未填写改进措施"
    assert verify(opened(written(made)), demanding) == ()


TABLE = """项目编码,一级指标,二级指标,三级指标,实际完成值
A001,文字说明,,评价结论,达到预期目标。
A001,文字说明,,自评结论,达到预期目标。
A001,年度总体目标,,存在问题,档案不全。
A001,预算,,下一步改进措施,按月核对。
A001,文字说明,,content,修路12公里
"""


def test_a_table_and_json_of_actuals_may_hold_them() -> None:
    rows, problems = rows_of_table(TABLE, "a.csv")
    assert [row.values for row in rows] == [
        (("conclusion", "达到预期目标。"),), (("conclusion", "达到预期目标。"),), (("issues", "档案不全。"),),
        (("measures", "按月核对。"),), (("content", "修路12公里"),),
    ]  # fmt: skip
    assert problems == ()
    found, problems = rows_of_json(json.dumps({"projects": [{"code": "A001", **TEXTS}]}, ensure_ascii=False), "a.json")
    assert dict(found[0].values) == TEXTS and problems == ()
