"""Forms that are laid out in another way: two periods, lines between tables, sheets nobody sees, cells too full."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from selfeval.core.model import Project
from selfeval.core.problems import SelfEvalError, Severity
from selfeval.excel.form.fill import fill_template
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.result import ReadResult
from tests.excel.books import HEADER, ROW, book
from tests.excel.scored_books import assessed, project, row

TIERS = ["一级指标", "二级指标", "三级指标"]
YEAR = ["产出指标", "数量指标", "修路里程", "≥10公里"]
PERIOD = ["产出指标", "数量指标", "三年修路里程", "≥30公里"]


def read(path: Path, rows: list[list[object]], *merges: str) -> ReadResult:
    return read_workbook(book(path, rows, merges=merges))


def names(project: Project) -> list[str]:
    return [f"{row.tier1}/{row.tier2}/{row.tier3} {row.target}" for row in project.indicators]


# The unit of money ------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "unit", "ten_thousands"),
    [
        ("金额单位：千元", "千元", "120"),
        ("单位:人民币亿元", "亿元", "12000000"),
        ("（百万元）", "百万元", "120000"),
        ("单位：元", "元", "0.12"),
        ("单位：万元", "万元", "1200"),
        ("单位：元/人", "万元", "1200"),
    ],
)
def test_amounts_count_in_the_unit_that_the_form_says(tmp_path: Path, line: str, unit: str, ten_thousands: str) -> None:
    """Beside a project in another unit the department's sum is in 万元."""
    rows: list[list[object]] = [
        ["项目支出绩效自评表（2025年度）", "", "", "", line],
        ["项目名称", "农村公路养护"],
        ["项目资金", "", "年初预算数", "全年预算数", "全年执行数"],
        ["年度资金总额", "", 1200, 1200, 1140],
        [*TIERS, "年度指标值", "实际完成值", "分值"],
        ["产出指标", "数量指标", "修路里程", "≥10公里", "11公里", 90],
    ]
    plan = read(tmp_path / "form.xlsx", rows).department.projects[0]
    assert plan.money_unit == unit
    other = replace(project(row("甲", "≥90%", "95%"), title="乙", budget={"initial": "0", "executed": "0"}), id="乙")
    both = assessed(replace(plan, id="甲"), replace(other, money_unit="万元" if unit != "万元" else "元"))
    assert (both.department.unit, both.department.adjusted) == ("万元", Decimal(ten_thousands))


# Two periods ------------------------------------------------------------


@pytest.mark.parametrize("words", [("中期", "年度"), ("实施期", "年度"), ("长期", "当年"), ("项目期", "本年度")])
def test_halves_side_by_side_with_tiers_shared(tmp_path: Path, words: tuple[str, str]) -> None:
    """The national form of a declaration: the year's half has no 一级指标 of its own."""
    long, year = words
    rows: list[list[object]] = [
        ["项目支出绩效目标申报表"],
        ["（2025年度）"],
        ["项目名称", "", "农村公路养护"],
        ["项目资金（万元）", f"{long}资金总额：", 300, "", f"{year}资金总额：", 100],
        ["", "其中：财政拨款", 270, "", "其中：财政拨款", 90],
        ["", "其他资金", 30, "", "其他资金", 10],
        ["总体目标", f"{long}目标（2024年—2026年）", "", "", f"{year}目标"],
        ["", "三年修路30公里", "", "", "修路10公里"],
        ["绩效指标", *TIERS, "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "三年修路里程", "数量指标", "修路里程", "≥10公里"],
        ["", "", "质量指标", "三年合格率", "质量指标", "合格率", "≥95%"],
        ["", "满意度指标", "服务对象满意度指标", "村民满意度", "服务对象满意度指标", "群众满意度", "≥90%"],
    ]
    # The period's half has its target between: 一级 | 二级 | 三级 | 指标值 | 二级 | 三级 | 指标值.
    for line in rows[8:]:
        line.insert(4, {"绩效指标": "指标值"}.get(str(line[0]), "≥30"))
    result = read(tmp_path / "t.xlsx", rows, "A7:A8", "A9:A12", "B10:B11")
    (project,) = result.department.projects
    assert (project.name, project.goals, project.kept["period_goals"]) == (
        "农村公路养护", ("修路10公里",), "三年修路30公里",
    )  # fmt: skip
    assert names(project) == [
        "产出指标/数量指标/修路里程 ≥10公里",
        "产出指标/质量指标/合格率 ≥95%",
        "满意度指标/服务对象满意度指标/群众满意度 ≥90%",
    ]
    assert project.kept["period_indicators"] == "三年修路里程 ≥30\n三年合格率 ≥30\n村民满意度 ≥30"
    assert project.budget == {
        "initial": "100", "initial.fiscal": "90", "initial.other": "10",
        "period": "300", "period.fiscal": "270", "period.other": "30",
    }  # fmt: skip
    assert [(one.code, one.severity) for one in result.problems if one.code != "T109"] == [("F218", Severity.INFO)]


@pytest.mark.parametrize("year_first", [False, True])
def test_halves_side_by_side_with_tiers_of_their_own(tmp_path: Path, year_first: bool) -> None:
    long = (["长期绩效指标", "", "", ""], [*TIERS, "指标值"], PERIOD)
    year = (["年度绩效指标", "", "", ""], [*TIERS, "指标值"], YEAR)
    one, other = (year, long) if year_first else (long, year)
    rows: list[list[object]] = [
        ["项目名称", "农村公路养护"],
        *([*left, *right] for left, right in zip(one, other, strict=True)),
    ]
    (project,) = read(tmp_path / "t.xlsx", rows, "A2:D2", "E2:H2").department.projects
    assert (project.title, names(project)) == ("农村公路养护", ["产出指标/数量指标/修路里程 ≥10公里"])
    assert project.kept["period_indicators"] == "三年修路里程 ≥30公里"


@pytest.mark.parametrize("year_first", [False, True])
@pytest.mark.parametrize("beside", [False, True])
def test_halves_one_below_the_other(tmp_path: Path, year_first: bool, beside: bool) -> None:
    def half(label: str, row: list[str]) -> list[list[object]]:
        header = [*TIERS, "指标值", "分值"]
        if beside:
            return [[label, *header], ["", *row, 100]]
        return [[label], header, [*row, 100]]

    halves = [half("长期绩效指标", PERIOD), half("年度绩效指标", YEAR)]
    if year_first:
        halves.reverse()
    rows: list[list[object]] = [["2025年度项目支出绩效目标表"], ["项目名称", "农村公路养护"], *halves[0], *halves[1]]
    result = read(tmp_path / "t.xlsx", rows)
    (project,) = result.department.projects
    assert (project.title, names(project)) == ("农村公路养护", ["产出指标/数量指标/修路里程 ≥10公里"])
    assert project.kept["period_indicators"] == "三年修路里程 ≥30公里"
    assert [one.code for one in result.problems] == ["F218"]


@pytest.mark.parametrize("year_first", [False, True])
@pytest.mark.parametrize("label_below", [(True, False), (False, True), (True, True), (False, False)])
def test_halves_whose_label_stands_above_or_below_their_header(
    tmp_path: Path, label_below: tuple[bool, bool], year_first: bool
) -> None:
    def half(label: str, row: list[str], *, below: bool) -> list[list[object]]:
        header: list[object] = [*TIERS, "指标值", "分值"]
        return [header, [label], [*row, 100]] if below else [[label], header, [*row, 100]]

    pairs = [("长期绩效指标", PERIOD), ("年度绩效指标", YEAR)]
    if year_first:
        pairs.reverse()
    halves = [half(label, row, below=below) for (label, row), below in zip(pairs, label_below, strict=True)]
    rows: list[list[object]] = [["2025年度项目支出绩效目标表"], ["项目名称", "农村公路养护"], *halves[0], *halves[1]]
    result = read(tmp_path / "t.xlsx", rows)
    (project,) = result.department.projects
    assert (project.title, names(project)) == ("农村公路养护", ["产出指标/数量指标/修路里程 ≥10公里"])
    assert project.kept["period_indicators"] == "三年修路里程 ≥30公里"
    assert [one.code for one in result.problems] == ["F218"]


@pytest.mark.parametrize("line", [False, True])
def test_halves_below_one_header(tmp_path: Path, line: bool) -> None:
    if line:
        body: list[list[object]] = [["中期指标"], [*PERIOD], ["年度指标"], [*YEAR]]
        rows: list[list[object]] = [["项目名称", "修路"], [*TIERS, "指标值"], *body]
    else:
        body = [["中期指标", *PERIOD], ["年度指标", *YEAR], ["", "", "质量指标", "合格率", "≥95%"]]
        rows = [["项目名称", "修路"], ["", *TIERS, "指标值"], *body]
    (project,) = read(tmp_path / "t.xlsx", rows).department.projects
    assert names(project)[0] == "产出指标/数量指标/修路里程 ≥10公里"
    assert len(project.indicators) == (1 if line else 2)
    assert project.kept["period_indicators"] == "三年修路里程 ≥30公里"


def test_two_projects_stay_two(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目名称", "长期护理", "", ""], [*TIERS, "指标值"], PERIOD,
        ["项目名称", "年度普查", "", ""], [*TIERS, "指标值"], YEAR,
    ]  # fmt: skip
    found = read(tmp_path / "t.xlsx", rows).department.projects
    assert [project.name for project in found] == ["长期护理", "年度普查"]


def test_a_long_goal_alone_is_the_goal(tmp_path: Path) -> None:
    rows: list[list[object]] = [["中期目标", "三年修路30公里"], HEADER, ROW]
    (project,) = read(tmp_path / "t.xlsx", rows).department.projects
    assert (project.goals, project.kept) == (("三年修路30公里",), {})


def test_a_target_of_the_period_beside_that_of_the_year(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*TIERS, "实施期指标值", "年度指标值"],
        ["产出指标", "数量指标", "修路", "≥30公里", "≥10公里"],
    ]
    result = read(tmp_path / "t.xlsx", rows)
    assert names(result.department.projects[0]) == ["产出指标/数量指标/修路 ≥10公里"]
    assert result.department.projects[0].kept == {"period_indicators": "修路 ≥30公里"}
    assert [one.code for one in result.problems] == ["F218"]


@pytest.mark.parametrize(
    ("other", "year", "kept"),
    [
        *(("中期", "年度", True), ("中期目标", "年度目标", True), ("实施期", "本年度", True), ("长期", "当年", True)),
        *(("2024-2026年", "2025年", True), ("三年总目标", "2025年目标", True), ("总体", "年度", True)),
        *(("实施期（2024—2026年）", "年度（2025年）", True), ("累计", "当年", True), ("项目总目标", "本年目标", True)),
        *(
            ("五年", "全年", True),
            ("上年", "本年", False),
            ("2024年", "2025年", False),
            ("上年实际值", "本年目标值", False),
        ),
    ],
)
@pytest.mark.parametrize("year_first", [False, True])
@pytest.mark.parametrize("merged", [False, True])
def test_parts_of_the_targets_column_are_told_apart(
    tmp_path: Path, other: str, year: str, kept: bool, year_first: bool, merged: bool
) -> None:
    """One header 指标值 over two columns: what stands below it says which one is that of the year."""
    parts, values = [other, year], ["≥30公里", "≥10公里"]
    order = slice(None, None, -1) if year_first else slice(None)
    rows: list[list[object]] = [
        ["项目绩效目标表（2025年度）"],
        ["项目名称", "修路"],
        [*TIERS, "指标值", "", "分值"],
        ["", "", "", *parts[order], ""],
        ["产出指标", "数量指标", "修路", *values[order], 90],
    ]
    merges = ("D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4") if merged else ()
    (project,) = read(tmp_path / "t.xlsx", rows, *merges).department.projects
    assert names(project) == ["产出指标/数量指标/修路 ≥10公里"]
    assert project.kept == ({"period_indicators": "修路 ≥30公里"} if kept else {})


def test_other_parts_of_a_column_are_told_apart_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目支出绩效自评表（2025年度）"],
        ["项目名称", "修路"],
        [*TIERS, "指标值", "", "实际完成值", "", "分值"],
        ["", "", "", "年初", "调整后", "上半年", "全年", ""],
        ["产出指标", "数量指标", "修路", "≥12公里", "≥10公里", "6公里", "11公里", 90],
    ]
    merges = ("D3:E3", "F3:G3", "A3:A4", "B3:B4", "C3:C4", "H3:H4")
    (row,) = read(tmp_path / "t.xlsx", rows, *merges).department.projects[0].indicators
    assert (row.initial_target, row.target, row.actual) == ("≥12公里", "≥10公里", "11公里")


def test_values_below_one_wide_header_are_no_parts_of_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*TIERS, "指标值", "", "分值"],
        ["产出指标", "时效指标", "完工时间", "年度", "", 50],
        ["产出指标", "数量指标", "修路", "≥10公里", "", 50],
    ]
    (project,) = read(tmp_path / "t.xlsx", rows, "D1:E1").department.projects
    assert len(project.indicators) == 2


# Lines between tables ------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        ["482001 青山县信访局本级", "", "", "", "单位：万元"],
        ["482001 青山县信访局本级", "", "", "单位：万元"],
        ["482001 青山县信访局本级          单位：万元"],
        ["【482001】青山县信访局", "", "（单位：万元）"],
        ["", "", "2025年度", "", "金额单位：万元"],
        ["（2025年度）", "", "", "", "482001 青山县信访局"],
        ["482001", "青山县信访局", "", "", "单位：元"],
        ["表二", "", "", "", "金额单位：万元"],
        ["部门：青山县信访局", "编制日期：2025年1月", "", "", "（单位：元）"],
        ["482001", "青山县信访局", "单位：万元"],
        ["青山县信访局", "482001", "", "单位:千元"],
    ],
)
@pytest.mark.parametrize("titled", [False, True])
def test_a_line_between_two_tables_is_no_indicator(tmp_path: Path, line: list[object], titled: bool) -> None:
    rows: list[list[object]] = [
        ["1.修路资金绩效目标表"],
        ["项目编码", "001", "项目名称", "修路"],
        HEADER,
        ROW,
        ["", "质量指标", "合格率", "", "≥95%", ""],
        *([["2.修桥资金绩效目标表"]] if titled else []),
        line,
        ["项目编码", "002", "项目名称", "修桥"],
        HEADER,
        ["产出指标", "数量指标", "修桥座数", "", "≥1座", ""],
    ]
    result = read(tmp_path / "t.xlsx", rows)
    one, two = result.department.projects
    assert (one.name, [row.tier3 for row in one.indicators]) == ("修路", ["修路里程", "合格率"])
    assert (two.name, [row.tier3 for row in two.indicators]) == ("修桥", ["修桥座数"])
    assert {problem.code for problem in result.problems} <= {"T110"}
    if "482001 青" in str(line) or "【482001】青" in str(line):
        assert "482001" in two.unit or "482001" in result.department.code


def test_a_line_inside_a_table_hides_no_indicator(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEADER,
        ROW,
        ["482001 青山县信访局", "", "", "", "单位：万元"],
        ["产出指标", "质量指标", "合格率", "", "≥95%"],
    ]
    result = read(tmp_path / "t.xlsx", rows)
    assert [row.tier3 for row in result.department.projects[0].indicators] == ["修路里程", "合格率"]
    (table,) = result.recognised.tables
    assert [row.why.render() for row in table.skipped] == ["a line between tables"]


@pytest.mark.parametrize("blank", ["", "—", "/"])
@pytest.mark.parametrize("header", ["调整指标值", "年中调整指标值", "调整后的指标值", "调整后指标值"])
def test_an_adjusted_target_left_blank_keeps_the_initial_one(tmp_path: Path, blank: str, header: str) -> None:
    rows: list[list[object]] = [
        [*TIERS, "年初指标值", header],
        ["产出指标", "数量指标", "修路", "≥10公里", blank],
        ["产出指标", "数量指标", "修桥", "≥2座", "≥1座"],
    ]
    (project,) = read(tmp_path / "t.xlsx", rows).department.projects
    assert [(row.target, row.initial_target) for row in project.indicators] == [("≥10公里", ""), ("≥1座", "≥2座")]


# What cannot be scored ------------------------------------------------------------


def test_a_very_hidden_sheet_is_told_and_no_project(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [["项目名称", "修路"], HEADER, ROW])
    workbook = load_workbook(path)
    sheet = workbook.copy_worksheet(workbook["表"])
    sheet.title, sheet.sheet_state = "旧表", "veryHidden"
    workbook.save(path)
    result = read_workbook(path)
    assert [project.sheet for project in result.department.projects] == ["表"]
    assert [(problem.code, str(problem.where)) for problem in result.problems] == [("F203", "旧表")]


def test_names_that_are_all_blank_are_an_error(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*TIERS, "指标值"], ["产出指标", "数量指标", "", "≥10公里"], ["产出指标", "质量指标", "", "≥95%"],
    ]  # fmt: skip
    result = read(tmp_path / "t.xlsx", rows)
    assert [(one.code, str(one.where)) for one in result.problems if one.severity is Severity.ERROR] == [
        ("F230", "表!C2")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            [*TIERS, "指标值"],
            ["产出指标", "数量指标", "1.修路里程\n2.合格率\n3.完工时间", "1.≥10公里\n2.≥95%\n3.11月底前"],
        ],
        [[*TIERS, "指标值"], ["产出指标", "数量指标", "修路里程\n合格率", "≥10公里\n≥95%"]],
        [[*TIERS, "指标值"], ["产出指标", "数量指标", "①修路里程≥10公里；②合格率≥95%", ""]],
        [["项目名称", "修路"], ["绩效指标", "产出指标：1.修路里程≥10公里；2.合格率≥95%。效益指标：3.满意度≥90%"]],
        [["项目名称", "修路"], ["绩效指标"], ["1.修路里程≥10公里\n2.合格率≥95%"]],
        [["绩效指标：1.修路里程≥10公里；2.合格率≥95%"]],
    ],
)
def test_all_indicators_in_one_cell_are_refused_by_name(tmp_path: Path, rows: list[list[object]]) -> None:
    with pytest.raises(SelfEvalError) as caught:
        read(tmp_path / "t.xlsx", rows)
    assert caught.value.code == "F117"
    assert "one cell" in caught.value.message.render()


def test_a_row_with_several_indicators_among_others_is_an_error(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADER, ROW, ["产出指标", "质量指标", "1.合格率\n2.完好率", "", "1.≥95%\n2.≥90%", ""]]
    result = read(tmp_path / "t.xlsx", rows)
    assert [(one.code, str(one.where)) for one in result.problems] == [("F231", "表!C3")]


def test_a_name_of_two_lines_is_one_indicator(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADER, ["产出指标", "数量指标", "新修乡村道路\n里程", "", "≥10公里", ""]]
    assert read(tmp_path / "t.xlsx", rows).problems == ()


@pytest.mark.parametrize("heading", ["金额（万元）", "金额", "数额(万元)"])
def test_headings_over_amounts_are_no_amounts(tmp_path: Path, heading: str) -> None:
    rows: list[list[object]] = [
        ["项目资金", "", "年初预算数", "全年预算数", "全年执行数"],
        ["", "", heading, heading, heading],
        ["", "年度资金总额", 100, 120, 114],
        ["", "其中：中央财政资金", 50, 60, 60],
        ["", "省级财政资金", 30, 40, 34],
        ["", "地方配套", 20, 20, 20],
        [*TIERS, "指标值"],
        YEAR,
    ]
    result = read(tmp_path / "t.xlsx", rows)
    (project,) = result.department.projects
    assert project.budget == {
        "initial": "100", "adjusted": "120", "executed": "114",
        "initial.fiscal": "80", "adjusted.fiscal": "100", "executed.fiscal": "94",
        "initial.other": "20", "adjusted.other": "20", "executed.other": "20",
    }  # fmt: skip
    assert {one.code for one in result.problems} == {"F219"}
    assert str(project.cells["initial.fiscal"]) == "表!C4"


def test_parts_of_a_source_that_is_stated_as_a_whole_do_not_count_again(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目资金（万元）", "", "全年预算数", "全年执行数"],
        ["", "年度资金总额", 120, 114],
        ["", "财政拨款", 100, 94],
        ["", "其中：中央财政资金", 60, 60],
        ["", "省级财政资金", 40, 34],
        ["", "其他资金", 20, 20],
        [*TIERS, "指标值"],
        YEAR,
    ]
    budget = read(tmp_path / "t.xlsx", rows).department.projects[0].budget
    assert (budget["adjusted.fiscal"], budget["executed.fiscal"], budget["adjusted.other"]) == ("100", "94", "20")


@pytest.mark.parametrize(
    ("header", "goal", "actual"),
    [
        (["年度预期目标", "", "具体完成情况", "", "总体完成率"], "B3", "D3"),
        (["项目年度目标", "", "年度目标完成情况"], "B3", "D3"),
        (["年初绩效目标", "", "全年（调整）绩效目标", "", "全年目标实际完成情况"], "D3", "F3"),
        (["年度整体绩效目标", "", "整体绩效目标完成情况"], "B3", "D3"),
        (["年度总体目标", "", "年度总体目标完成情况综述"], "B3", "D3"),
        (["预期目标", "", "实际完成情况"], "B3", "D3"),
    ],
)
def test_a_bureaus_form_takes_the_goals_below_their_headers(
    tmp_path: Path, header: list[str], goal: str, actual: str
) -> None:
    rows: list[list[object]] = [
        ["项目名称", "", "农村公路养护", "", "项目编码", "A001"],
        ["年度总体目标", *header],
        [],
        ["绩效指标", *TIERS, "年度指标值", "实际完成值", "分值", "得分"],
        ["", *YEAR, "", "", ""],
    ]
    form = book(tmp_path / "form.xlsx", rows, merges=("A2:A3",))
    facts = {"goals": ("修路10公里",), "goal_actual": "修路12公里", "title": "农村公路养护", "code": "A001"}
    made = assessed(project(row("修路里程", "≥10公里", "12公里", weight=Decimal(90)), **facts))
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(fill_template(form, made).forms[0].data)
    before, after = load_workbook(form)["表"], load_workbook(filled)["表"]
    assert (after[goal].value, after[actual].value) == ("修路10公里", "修路12公里")
    assert [cell.value for cell in after[2]] == [cell.value for cell in before[2]]


@pytest.mark.parametrize("word", ["权重", "分值"])
def test_points_behind_each_tier_are_those_of_the_tier(tmp_path: Path, word: str) -> None:
    rows: list[list[object]] = [
        ["一级指标", word, "二级指标", word, "三级指标", word, "目标值", "完成值", "得分"],
        ["产出", 60, "数量", 40, "台账", 25, "≥5本", "5本", 25],
        ["", "", "", "", "会议", 15, "≥2次", "2次", 15],
        ["", "", "质量", 20, "合格率", 20, "100%", "100%", 20],
        ["效益", 40, "社会效益", 40, "知晓率", 40, "≥90%", "90%", 40],
    ]
    (project,) = read(tmp_path / "t.xlsx", rows, "A2:A4", "B2:B4", "C2:C3", "D2:D3").department.projects
    assert [row.weight for row in project.indicators] == [25, 15, 20, 40]
    assert [row.claimed_score for row in project.indicators] == [25, 15, 20, 40]


def test_points_before_the_names_are_the_indicators_where_no_others_are(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["分值", "一级指标", "二级指标", "三级指标", "指标值"],
        [100, "产出", "数量", "台账", "≥5本"],
    ]
    (project,) = read(tmp_path / "t.xlsx", rows).department.projects
    assert project.indicators[0].weight == 100


@pytest.mark.parametrize("header", ["指标名称", "绩效指标名称", "考核指标"])
@pytest.mark.parametrize(
    ("texts", "path"),
    [
        (["产出指标", "数量指标", "里程"], "产出指标/数量指标/里程"),
        (["数量指标", "里程"], "/数量指标/里程"),
        (["产出指标", "里程"], "产出指标//里程"),
    ],
)
def test_tiers_below_one_wide_header_are_told_apart(tmp_path: Path, header: str, texts: list[str], path: str) -> None:
    width = len(texts)
    rows: list[list[object]] = [
        [header, *[""] * (width - 1), "指标值", "完成值", "分值"],
        [*texts, "≥10公里", "11公里", 60],
        [*texts[:-1], "合格率", "≥95%", "96%", 40],
    ]
    (project,) = read(tmp_path / "t.xlsx", rows, f"A1:{'ABC'[width - 1]}1").department.projects
    assert names(project)[0] == f"{path} ≥10公里"
    assert project.indicators[1].tier3 == "合格率"


def test_a_wide_name_stays_a_name(tmp_path: Path) -> None:
    rows: list[list[object]] = [["指标名称", "", "", "指标值", "分值"], ["修路里程", "", "", "≥10公里", 100]]
    (project,) = read(tmp_path / "t.xlsx", rows, "A1:C1", "A2:C2").department.projects
    assert names(project) == ["//修路里程 ≥10公里"]


@pytest.mark.parametrize(
    "group", [("绩效目标申报", "绩效目标完成"), ("年度绩效目标", "目标完成情况"), ("预期目标", "实际完成情况")]
)
def test_a_line_that_groups_the_columns_holds_no_goals(tmp_path: Path, group: tuple[str, str]) -> None:
    rows: list[list[object]] = [
        ["项目名称", "修路"],
        [group[0], "", "", "", group[1], "", "自评", ""],
        [*TIERS, "指标值", "完成值", "偏差原因", "分值", "得分"],
        ["产出指标", "数量指标", "里程", "≥10公里", "11公里", "", 100, 100],
    ]
    (project,) = read(tmp_path / "t.xlsx", rows, "A2:D2", "E2:F2", "G2:H2").department.projects
    assert (project.goals, project.goal_actual) == ((), "")
    assert names(project) == ["产出指标/数量指标/里程 ≥10公里"]
