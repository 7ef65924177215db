"""Whole workbooks: ids, years, departments, formulas without values, what is hidden, and what cannot be read at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.problems import CellRef, SelfEvalError
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.department import DepartmentText, _read_total
from tests.excel.books import HEADER, ROW, book, fill, national


def several(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        fill(workbook.create_sheet(title), rows)
    workbook.save(path)
    return path


def test_ids_are_unique_in_the_workbook(tmp_path: Path) -> None:
    named: list[list[object]] = [["项目名称", "修路"], HEADER, ROW]
    coded: list[list[object]] = [["项目编码", "000123"], HEADER, ROW]
    path = several(tmp_path / "t.xlsx", {"甲": named, "乙": named, "丙": coded, "丁": [HEADER, ROW]})
    assert [project.id for project in read_workbook(path).department.projects] == ["修路", "修路#2", "000123", "丁"]


def test_problems_carry_their_project(tmp_path: Path) -> None:
    rows: list[list[object]] = [["项目编码", "007"], HEADER, ["", *ROW[1:]]]
    problems = read_workbook(book(tmp_path / "t.xlsx", rows)).problems
    assert [(problem.code, problem.project, str(problem.where)) for problem in problems] == [("T109", "007", "表!A3")]


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ([["2023年度项目支出绩效目标表"], HEADER, ROW], 2023),
        ([["项目支出绩效目标表"], ["（ 2024 年度）"], HEADER, ROW], 2024),
        ([["年度", "2022年"], HEADER, ROW], 2022),
        ([["绩效目标", "2025年完成修路"], HEADER, ROW], 2025),
        ([["项目名称", "2019年修路"], HEADER, [*ROW[:5], "2018年文件"]], None),
        ([HEADER, ROW], None),
        ([["预算规模及资金用途", "预算数", 5], ["", "2024年续建工程"], HEADER, ROW], None),
    ],
)
def test_year(tmp_path: Path, rows: list[list[object]], year: int | None) -> None:
    assert read_workbook(book(tmp_path / "t.xlsx", rows)).department.year == year


@pytest.mark.parametrize("title", ["2025年修路资金绩效目标表", "2025 年度修路资金绩效目标表", "2025年单位情况说明"])
def test_a_line_that_begins_with_the_year_is_no_unit(tmp_path: Path, title: str) -> None:
    rows: list[list[object]] = [[title], ["单位：万元"], ["项目编码", "000123"], HEADER, ROW]
    department = read_workbook(book(tmp_path / "t.xlsx", rows)).department
    assert (department.name, department.projects[0].unit) == ("", "")


def test_a_line_with_the_units_code_is_one(tmp_path: Path) -> None:
    rows: list[list[object]] = [["2025年修路资金绩效目标表"], ["482001 某县交通局本级"], HEADER, ROW]
    result = read_workbook(book(tmp_path / "t.xlsx", rows))
    assert (result.department.year, result.department.projects[0].unit) == (2025, "482001 某县交通局本级")


def test_formula_with_and_without_value(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [[*HEADER, "实际完成值"], [*ROW, "=1+1"], [*ROW[:4], "=A1", "", "5"]])
    result = read_workbook(path)
    assert [(p.code, str(p.where)) for p in result.problems] == [("F202", "表!G2"), ("F202", "表!E3")]
    assert len(result.department.projects[0].indicators) == 2
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "v.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for column, text in enumerate([*HEADER, "实际完成值"]):
            sheet.write(0, column, text)
        for column, text in enumerate(ROW):
            sheet.write(1, column, text)
        sheet.write_formula(1, 6, "=11/10", workbook.add_format({"num_format": "0%"}), 1.1)
    result = read_workbook(tmp_path / "v.xlsx")
    assert result.problems == ()
    assert result.department.projects[0].indicators[0].actual == "110%"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([[]], "F111"),
        ([["  "]], "F111"),
        ([["姓名", "电话"], ["张三", "123"]], "F112"),
        ([HEADER], "F112"),
        ([["一级指标", "二级指标"], ["产出", "数量"]], "F112"),
        ([HEADER, ["=A1", "=A1", "=A1", "", "", ""]], None),
        ([["=A9", "=B9", "=C9"]], "F113"),
    ],
)
def test_nothing_to_read(tmp_path: Path, rows: list[list[object]], code: str | None) -> None:
    path = book(tmp_path / "t.xlsx", rows)
    if code is None:
        assert {problem.code for problem in read_workbook(path).problems} == {"F202", "T109"}
        return
    with pytest.raises(SelfEvalError) as caught:
        read_workbook(path)
    assert caught.value.code == code
    if code == "F112":
        headed = rows == [HEADER]
        assert ("三级指标" in caught.value.hint.render()) != headed
        assert ("have headings" in caught.value.message.render()) == headed


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    path = several(tmp_path / "t.xlsx", {"甲": [HEADER, ROW, ROW], "乙": [HEADER, ROW], "丙": [HEADER, ROW]})
    workbook = load_workbook(path)
    workbook["甲"].row_dimensions[3].hidden = True
    workbook["乙"].column_dimensions["E"].hidden = True
    workbook["丙"].sheet_state = "hidden"
    workbook.save(path)
    result = read_workbook(path)
    assert [len(project.indicators) for project in result.department.projects] == [2, 1, 1]
    assert {str(problem.where) for problem in result.problems} == {"甲!A3", "乙!E2", "丙"}
    assert {problem.code for problem in result.problems} == {"F203"}


def test_department_form_is_no_project(tmp_path: Path) -> None:
    whole: list[list[object]] = [["部门整体支出绩效自评表"], *national()[1:]]
    path = several(tmp_path / "t.xlsx", {"整体": whole, "项目": national()})
    result = read_workbook(path)
    assert [project.sheet for project in result.department.projects] == ["项目"]
    assert [problem.code for problem in result.problems] == ["F206"]
    alone = several(tmp_path / "a.xlsx", {"整体": whole})
    assert [project.sheet for project in read_workbook(alone).department.projects] == ["整体"]


def test_department_as_paragraphs_above_the_tables(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["2026年部门预算绩效文本"],
        ["青山县水利局"],
        ["一、总体绩效目标：修好水库，预算合计1,200.5万元。"],
        ["第二段。"],
        ["二、分项绩效目标"],
        ["（一）水库\n绩效目标：修好\n绩效指标：座数、质量；满意度"],
        ["三、工作保障措施"],
        ["1.制度"],
        ["2.监督"],
        ["1.水库绩效目标表"],
        HEADER,
        ROW,
    ]
    department = read_workbook(book(tmp_path / "t.xlsx", rows)).department
    assert (department.name, department.year, department.budget_total) == ("青山县水利局", 2026, "1,200.5")
    assert department.overall_goal == "修好水库，预算合计1,200.5万元。\n第二段。"
    (goal,) = department.sub_goals
    assert (goal.name, goal.goal, goal.indicators) == ("水库", "修好", ("座数", "质量", "满意度"))
    assert department.safeguards == ("1.制度", "2.监督")
    assert [project.title for project in department.projects] == ["水库"]


@pytest.mark.parametrize("unit", ["元", "千元", "万元", "百万元", "亿元"])
def test_the_department_s_total_comes_in_any_unit_of_money(tmp_path: Path, unit: str) -> None:
    rows: list[list[object]] = [
        ["2026年部门预算绩效文本"],
        ["青山县水利局"],
        [f"一、总体绩效目标：修好水库，预算合计1,200.5{unit}。"],
        ["1.水库绩效目标表"],
        HEADER,
        ROW,
    ]
    department = read_workbook(book(tmp_path / "t.xlsx", rows)).department
    assert (department.budget_total, department.money_unit) == ("1,200.5", unit)


def helper_column(path: Path, *, merged: bool, hidden: bool) -> Path:
    """A form with a blank name, and a bureau's own check code further right."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["项目名称", None, None, None, None, None, None, "校验码"])
    sheet.append(["一级指标", "二级指标", "三级指标", "年度指标值"])
    sheet.append(["产出指标", "数量指标", "修路里程", "≥10公里"])
    if merged:
        sheet.merge_cells("B1:D1")
    sheet.column_dimensions["H"].hidden = hidden
    made.save(path)
    return path


@pytest.mark.parametrize(("merged", "hidden"), [(True, True), (True, False), (False, True)])
def test_what_a_bureau_keeps_beside_a_blank_field_is_not_its_value(tmp_path: Path, merged: bool, hidden: bool) -> None:
    (found,) = read_workbook(helper_column(tmp_path / "form.xlsx", merged=merged, hidden=hidden)).department.projects
    assert (found.name, str(found.cells["name"])) == ("", "Sheet!B1")


def test_a_value_may_stand_apart_from_its_label(tmp_path: Path) -> None:
    (found,) = read_workbook(helper_column(tmp_path / "form.xlsx", merged=False, hidden=False)).department.projects
    assert found.name == "校验码"


@pytest.mark.parametrize(
    ("goal", "total", "unit"),
    [
        ("本年预算共计365万元。", "365", "万元"),
        ("预算总额：3.65亿元", "3.65", "亿元"),
        ("资金合计3,650千元", "3,650", "千元"),
        ("总计人民币36500百元", "36500", "百元"),
        ("预算总额为365万，其中", "365", "万元"),
        ("总额3650000元", "3650000", "元"),
        ("共计365万人次", "", ""),
    ],
)
def test_the_total_of_a_department_in_any_unit_of_money(goal: str, total: str, unit: str) -> None:
    cell = CellRef("表", "A1")
    text = DepartmentText(overall_goal=goal, cells={"overall_goal": cell})
    _read_total(text)
    assert (text.budget_total, text.money_unit) == (total, unit)
