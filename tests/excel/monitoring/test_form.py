"""The form of monitoring: what it looks like by parts, its formulas recalculated, forms of other layouts, headings."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.checks.months.findings import month_problems
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.monitoring.fields import field
from selfeval.core.monitoring.monitor import monitor
from selfeval.excel.monitoring.headings import Heading, box_of, heading, month_in
from selfeval.excel.monitoring.write import monitoring_workbook
from selfeval.excel.read import read_workbook
from selfeval.i18n import translator
from selfeval.workspace.headless import load
from tests import june
from tests.excel.recalculation import Recalculate, formula_values, recalculation
from tests.places import ROOT

__all__ = ["recalculation"]

SEED = ROOT / "workbooks/leting-2025-targets.xlsx"


def made(evaluation: Evaluation, month: int = 6) -> bytes:
    pack = load(SEED).pack
    watched = monitor(evaluation, pack, month)
    return monitoring_workbook(watched, month_problems(watched), translator("zh"))[0]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    facts = june.write(tmp_path_factory.mktemp("june") / "june.json")
    return made(load(SEED, actuals=facts).evaluation)


def sheet_of(data: bytes, title: str = "信访专项资金") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[title]


def row(sheet: openpyxl.worksheet.worksheet.Worksheet, number: int) -> list[object]:
    return [cell.value for cell in sheet[number] if cell.value is not None]


def test_the_head_of_the_form(form: bytes) -> None:
    sheet = sheet_of(form)
    assert row(sheet, 1) == ["项目支出绩效运行监控表（2025年度1-6月）"]
    assert row(sheet, 3) == ["项目名称", "信访专项资金", "项目编码", june.PETITIONS]
    assert row(sheet, 5) == [
        "项目\n资金",
        "年初预算数",
        "1-6月执行数",
        "1-6月执行率",
        "全年预计执行数",
        "全年预计执行率",
        "6月底计划进度",
    ]
    total = row(sheet, 6)
    assert total[:3] == ["年度资金总额", 185, 60] and total[4] == 150 and total[6] == 0.5
    assert row(sheet, 10) == ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"]
    assert row(sheet, 12)[0] == "年度总体目标"


def test_the_table_of_the_form(form: bytes) -> None:
    sheet = sheet_of(form)
    assert row(sheet, 13) == [
        "绩效\n指标", "一级指标", "二级指标", "三级指标", "年度指标值", "1-6月执行情况", "全年预计完成情况",
        "偏差原因分析", "原因说明", "完成目标可能性", "备注",
    ]  # fmt: skip
    assert row(sheet, 14) == [
        "经费保障",
        "制度保障",
        "人员保障",
        "硬件条件保障",
        "其他",
        "确定能",
        "有可能",
        "完全不可能",
    ]
    visits = [cell.value for cell in sheet[15]]
    assert visits[3:7] == ["重点地区访量", "≤10 批次", "8批次", "13批次"]
    assert visits[7:12] == ["√", None, "√", None, None] and visits[13:16] == [None, None, "√"]
    assert visits[16] == "七月起增派两人，每周会商一次"
    lists = [rule for rule in sheet.data_validations.dataValidation if "H15" in rule.sqref]
    assert lists and lists[0].formula1 == '"√"'


def test_the_form_prints_on_a4_across_with_its_header_on_each_page(form: bytes) -> None:
    sheet = sheet_of(form)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$13:$14"


def test_the_sheet_for_the_house_has_every_light_with_its_reason(form: bytes) -> None:
    sheet = sheet_of(form, "监控结果")
    lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows(min_row=4)]
    red = [line for line in lines if line[3] == "红灯"]
    assert [line[1] for line in red] == ["", "重点地区访量"]
    assert "32.43% ÷ 50% = 计划的 64.86%，低于 70%，红灯（本计分规则约定（待核实））" in red[0][4]


def test_the_same_facts_give_the_same_bytes(form: bytes, tmp_path: Path) -> None:
    assert made(load(SEED, actuals=june.write(tmp_path / "june.json")).evaluation) == form


@pytest.mark.libreoffice
def test_its_formulas_give_the_values_stored_beside_them(form: bytes, recalculate: Recalculate) -> None:
    before = formula_values(form)
    after = formula_values(recalculate({"form": form})["form"].read_bytes())
    rates = {place for place, value in before.items() if isinstance(value, float)}
    assert len(rates) >= 4 and set(before) == set(after)
    for place in rates:
        assert abs(float(after[place]) - float(before[place])) < 0.000001, place


def test_a_total_made_of_its_sources_is_a_live_sum_that_nobody_entered(tmp_path: Path) -> None:
    blank = load(SEED).evaluation
    step = blank.step([(FactKey(june.SPECIAL, "", field(6, "executed.fiscal")), "84.6")])
    assert step is not None
    (tmp_path / "form.xlsx").write_bytes(made(blank.enter(step)))
    read = read_workbook(tmp_path / "form.xlsx").department.project(june.SPECIAL)
    assert dict(read.monitored) == {"monitor.6.executed.fiscal": "84.6"}


def test_texts_that_look_like_formulas_stay_texts_and_long_ones_are_named(tmp_path: Path) -> None:
    blank = load(SEED).evaluation
    item = blank.department.project(june.PETITIONS).indicators[0]
    step = blank.step(
        [
            (FactKey(june.PETITIONS, item.id, field(6, "reason")), "=1+1"),
            (FactKey(june.PETITIONS, item.id, field(6, "measures")), "长" * 40_000),
        ]
    )
    assert step is not None
    watched = monitor(blank.enter(step), load(SEED).pack, 6)
    data, long = monitoring_workbook(watched, (), translator("zh"))
    assert sheet_of(data)["M15"].value == "=1+1" and sheet_of(data)["M15"].data_type == "s"
    assert long == ("信访专项资金!Q15",)


OTHER_FORM = [
    ["2025年部门预算项目绩效目标执行监控表（1—8月）"],
    ["项目名称", "修路项目", "", "项目编码", "P001", "", "", "", ""],
    ["项目资金（万元）", "", "年初预算数", "1-8月支出数", "1-8月支出进度", "预计全年支出数", "", "", ""],
    ["", "年度资金总额", 100, 55, "55%", 98, "", "", ""],
    ["", "其中：财政拨款", 100, 55, "55%", 98, "", "", ""],
    ["年度绩效目标", "修好十公里路"],
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "1-8月完成值",
        "预计全年完成情况",
        "目标完成可能性",
        "偏差原因",
        "改进措施",
    ],
    ["产出指标", "数量指标", "修路里程", "≥10公里", "6公里", "10公里", "确定能", "", ""],
    ["产出指标", "质量指标", "验收合格率", "≥95%", "96%", "96%", "有可能", "人员、天气", "加派人手"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", 0.92, "92%", "能", "", ""],
]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return _book(tmp_path / "other.xlsx", OTHER_FORM)


def _book(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in rows:
        sheet.append([None if value == "" else value for value in line])
    for cell in sheet["E"]:
        if cell.value == 0.92:
            cell.number_format = "0%"
    book.save(path)
    return path


def test_a_form_of_another_layout(other: Path) -> None:
    result = read_workbook(other)
    (project,) = result.department.projects
    assert result.department.year == 2025
    assert {key: project.monitored[key] for key in sorted(project.monitored)} == {
        "monitor.8.executed": "55", "monitor.8.executed.fiscal": "55", "monitor.8.forecast": "98",
        "monitor.8.forecast.fiscal": "98",
    }  # fmt: skip
    assert (project.budget["initial"], "executed" in project.budget) == ("100", False)
    rows = [
        {name.removeprefix("monitor.8."): text for name, text in item.monitored.items()} for item in project.indicators
    ]
    assert rows == [
        {"actual": "6公里", "forecast": "10公里", "likelihood": "确定能"},
        {"actual": "96%", "forecast": "96%", "likelihood": "有可能", "causes": "人员、天气", "measures": "加派人手"},
        {"actual": "92%", "forecast": "92%", "likelihood": "能"},
    ]
    assert [item.actual for item in project.indicators] == ["", "", ""]
    assert str(project.indicators[0].cells["monitor.8.actual"]) == "Sheet!E8"


def test_a_form_that_names_no_month_is_told_and_gives_no_outcomes(tmp_path: Path) -> None:
    result = read_workbook(_book(tmp_path / "none.xlsx", _without("1-8月", "（1—8月）")))
    (project,) = result.department.projects
    assert [problem.code for problem in result.problems if problem.code == "F241"] == ["F241"]
    assert not any(item.monitored or item.actual for item in project.indicators)
    assert not project.monitored and set(project.budget) == {"initial", "initial.fiscal"}


def _without(*words: str) -> list[list[object]]:
    """The form without these words."""
    rows = []
    for line in OTHER_FORM:
        texts = list(line)
        for word in words:
            texts = [value.replace(word, "") if isinstance(value, str) else value for value in texts]
        rows.append(texts)
    return rows


def test_a_form_whose_title_alone_names_the_months(tmp_path: Path) -> None:
    result = read_workbook(_book(tmp_path / "title.xlsx", _without("1-8月")))
    (project,) = result.department.projects
    assert [item.monitored["monitor.8.actual"] for item in project.indicators] == ["6公里", "96%", "92%"]
    assert project.monitored["monitor.8.executed"] == "55"
    assert not any(item.actual for item in project.indicators)


def test_words_in_a_box_are_kept_in_the_reason(form: bytes, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book["信访专项资金"]
    sheet["K16"], sheet["L16"] = "车辆不足", "√"
    sheet["N16"] = "√"
    book.save(tmp_path / "typed.xlsx")
    item = read_workbook(tmp_path / "typed.xlsx").department.project(june.PETITIONS).indicators[1]
    assert item.monitored["monitor.6.causes"] == "硬件、其他"
    assert item.monitored["monitor.6.reason"] == "硬件：车辆不足"
    assert item.monitored["monitor.6.likelihood"] == "确定能、有可能"


def test_targets_and_filled_forms_are_no_forms_of_monitoring() -> None:
    for name in ("leting-2025-targets.xlsx", "leting-2025-filled.xlsx"):
        for project in read_workbook(ROOT / "workbooks" / name).department.projects:
            assert not project.monitored and not any(item.monitored for item in project.indicators)


HEADINGS = [
    ("1-6月执行数", Heading("executed", 6)),
    ("1—6月执行数", Heading("executed", 6)),
    ("1～8月支出数", Heading("executed", 8)),
    ("1至7月实际支出", Heading("executed", 7)),
    ("截至6月底支出数", Heading("executed", 6)),
    ("上半年实际支出", Heading("executed", 6)),
    ("一至七月执行数", Heading("executed", 7)),
    ("2025年1-8月执行数", Heading("executed", 8)),
    ("１－６月执行率", Heading("rate", 6)),
    ("1-10月完成情况", Heading("actual", 10)),
    ("1-6月执行情况", Heading("actual", 6)),
    ("上半年完成值", Heading("actual", 6)),
    ("6月底实际完成值", Heading("actual", 6)),
    ("截止8月末完成情况", Heading("actual", 8)),
    ("前三季度完成情况", Heading("actual", 9)),
    ("全年预计执行数", Heading("forecast_money", 0)),
    ("预计全年支出数", Heading("forecast_money", 0)),
    ("全年预计完成情况", Heading("forecast", 0)),
    ("完成目标可能性", Heading("likelihood", 0)),
    ("目标完成可能性（选一项）", Heading("likelihood", 0)),
    ("偏差原因分析", Heading("causes", 0)),
    ("备注", Heading("measures", 0)),
    ("三级指标", None),
    ("年度指标值", None),
    ("实际完成值", None),
    ("全年执行数", None),
    ("年初预算数", None),
    ("3月底", None),
    ("6月底", None),
    ("1-12月执行数", None),
    ("偏差原因分析及改进措施", None),
    ("得分", None),
]


@pytest.mark.parametrize(("text", "meant"), HEADINGS)
def test_headings_of_forms(text: str, meant: Heading | None) -> None:
    assert heading(text) == meant


TITLES = [
    ("项目支出绩效运行监控表（2025年度1-6月）", 6),
    ("2025年1—8月绩效目标执行监控表", 8),
    ("绩效监控表（截至7月底）", 7),
    ("绩效运行监控表（上半年）", 6),
    ("绩效运行监控表（2025年度）", 0),
]


@pytest.mark.parametrize(("text", "month"), TITLES)
def test_the_month_of_a_title(text: str, month: int) -> None:
    assert month_in(text) == month


BOXES = [("经费保障", "经费"), ("硬件条件保障", "硬件"), ("确定能", "确定能"), ("不可能", "完全不可能")]


@pytest.mark.parametrize(("text", "value"), BOXES)
def test_boxes(text: str, value: str) -> None:
    assert box_of(text) == value
