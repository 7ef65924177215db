"""The execution rate as a row of the indicator table: it is that rate, once, wherever the form is read or written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import Severity
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.core.texts.words.execution import names_execution
from selfeval.excel.form.fill import fill_template
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.verify.workbook import verify
from tests.excel.books import book
from tests.excel.scored_books import opened, pack, written

HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
MONEY = [["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"], ["年度资金总额", 120, 120, 114]]
ROW = ["产出指标", "时效指标", "预算执行率", "≥95%", "95%", 10, 9.5, "招标结余"]


def form(path: Path, *execution: list[object], output: int = 50, first: bool = False) -> Path:
    """A form without a cell for the points of the execution rate, but with rows for it."""
    rows: list[list[object]] = [
        ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", output, output],
        ["效益指标", "社会效益指标", "受益村庄", "≥3个", "3个", 30, 30],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92%", 10, 10],
    ]
    rows = [*execution, *rows] if first else [*rows[:1], *execution, *rows[1:]]
    title = [["项目支出绩效自评表（2025年度）"], ["项目名称", "农村公路养护", "", "项目编码", "001"]]
    return book(path, [*title, *MONEY, HEADER, *rows, ["总分", "", "", "", "", 100, 99.5]])


def scored(path: Path) -> Assessment:
    return assess(Evaluation(read_workbook(path).department), pack())


@pytest.mark.parametrize(
    "execution",
    [
        ROW,
        [*ROW[:2], "预算执行率（10分）", "≥95%", "95%", "", 9.5, "招标结余"],
        [*ROW[:2], "预算资金执行率", *ROW[3:]],
        [*ROW[:2], "1.项目预算执行率：", *ROW[3:]],
        ["预算执行率", "预算执行率", "预算执行率", *ROW[3:]],
        ["预算执行率", "", "", *ROW[3:]],
        ["预算执行率（10分）", "", "", "", "95%", "", 9.5, "招标结余"],
        ["资金执行", "", "", "", "95%", 10, 9.5, "招标结余"],
        ["预算执行情况", "预算执行", "资金支出率", *ROW[3:]],
        ["项目预算执行", "执行情况", "资金使用进度", *ROW[3:]],
    ],
)
@pytest.mark.parametrize("first", [False, True])
def test_the_row_is_the_execution_rate_once(tmp_path: Path, execution: list[object], first: bool) -> None:
    path = form(tmp_path / "form.xlsx", execution, first=first)
    department = read_workbook(path).department
    (project,) = department.projects
    assert [row.tier3 for row in project.indicators] == ["养护里程", "受益村庄", "群众满意度"]
    claimed = project.claimed
    assert (claimed.execution_weight, claimed.execution_score) == (Decimal(10), Decimal("9.5"))
    assert claimed.rate == "95%"
    assert project.budget_reason == "招标结余"
    result = scored(path)
    assert (result.projects[0].execution.weight, result.projects[0].total) == (Decimal(10), Decimal("99.50"))
    problems = all_problems(result, Stage.FILLED)
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == []
    assert "T115" not in {problem.code for problem in problems}


def test_a_merged_tier_of_one_row_is_it_too(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", ["预算执行率", "", "", "", "95%", 10, 9.5, ""], first=True)
    workbook = openpyxl.load_workbook(path)
    workbook["表"].merge_cells("A6:D6")
    workbook.save(path)
    assert scored(path).projects[0].total == Decimal("99.50")


def test_another_indicator_about_money_is_none(tmp_path: Path) -> None:
    for name in ("资金使用合规率", "预算执行率偏差", "资金到位率", "专项资金支出审核率", "公用经费控制率"):
        assert not names_execution(name)
        path = form(tmp_path / "form.xlsx", [*ROW[:2], name, *ROW[3:]])
        assert len(read_workbook(path).department.projects[0].indicators) == 4


@pytest.mark.parametrize(
    "row", [ROW, ["预算执行率", "", "", "≥95%", "95%", 10, 9.5], ["预算执行率（10分）", "", "", "", "95%", 10, 9.5]]
)
def test_a_form_that_prints_its_points_above_keeps_the_row(tmp_path: Path, row: list[object]) -> None:
    """There the rate would count twice, which is an objection and not for the program to mend."""
    rows: list[list[object]] = [
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", 120, 120, 114, 10, "95%", 9.5],
        HEADER,
        row,
        ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 80, 80],
    ]
    path = book(tmp_path / "form.xlsx", rows)
    result = scored(path)
    assert len(result.projects[0].indicators) == 2
    assert "T115" in {problem.code for problem in all_problems(result, Stage.FILLED)}


def test_a_row_without_points_keeps_being_an_indicator(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "时效指标", "预算资金执行率", "≤100%"],
        ["产出指标", "数量指标", "接访批次", "≤10批次"],
    ]
    path = book(tmp_path / "form.xlsx", rows)
    assert "T115" in {problem.code for problem in all_problems(scored(path), Stage.TARGETS)}


def test_indicators_that_make_100_get_no_execution_row(tmp_path: Path) -> None:
    path = form(tmp_path / "form.xlsx", output=60)
    result = scored(path)
    assert (result.projects[0].execution.weight, result.projects[0].total) == (Decimal(0), Decimal("100.00"))
    assert "W115" in {problem.code for problem in all_problems(result, Stage.FILLED)}


def test_those_that_make_90_get_the_packs(tmp_path: Path) -> None:
    result = scored(form(tmp_path / "form.xlsx", output=50))
    assert (result.projects[0].execution.weight, result.projects[0].total) == (Decimal(10), Decimal("99.50"))


@pytest.mark.parametrize("values_only", [False, True])
@pytest.mark.parametrize("rows", [(ROW,), ()])
def test_the_scored_workbook_reads_back_to_the_same(
    tmp_path: Path, rows: tuple[list[object], ...], values_only: bool
) -> None:
    made = scored(form(tmp_path / "form.xlsx", *rows, output=50 if rows else 60))
    data = written(made, values_only=values_only)
    assert verify(opened(data), pack()) == ()
    path = tmp_path / "scored.xlsx"
    path.write_bytes(data)
    again = scored(path)
    assert again.projects[0].total == made.projects[0].total
    assert again.projects[0].execution.weight == made.projects[0].execution.weight
    assert len(again.projects[0].indicators) == 3


@pytest.mark.parametrize("points", [10, ""])
@pytest.mark.parametrize("tier", ["产出指标", "预算执行率"])
def test_the_bureaus_form_gets_rate_and_score_in_its_own_row(tmp_path: Path, points: object, tier: str) -> None:
    made = scored(form(tmp_path / "form.xlsx", ROW))
    blank = form(tmp_path / "blank.xlsx", [tier, "时效指标", "预算执行率", "≥95%", "", points, "", ""])
    workbook = openpyxl.load_workbook(blank)
    sheet = workbook["表"]
    for line in range(6, 11):
        for column in (5, 6, 7):
            if (line, column) != (7, 6):
                sheet.cell(line, column).value = None
    workbook.save(blank)
    filling = fill_template(blank, made)
    assert [problem.code for problem in filling.problems if problem.severity is not Severity.INFO] == []
    out = tmp_path / "out.xlsx"
    out.write_bytes(filling.forms[0].data)
    cells = openpyxl.load_workbook(out)["表"]
    assert [cells.cell(7, column).value for column in (3, 4, 6, 7, 8)] == ["预算执行率", "≥95%", 10, 9.5, "招标结余"]
    assert cells["E7"].value in {"95%", 0.95}
    assert cells["E6"].value in {11, "11公里"}
    assert cells["G10"].value == 99.5


def test_a_table_of_many_projects_has_its_rows_too(tmp_path: Path) -> None:
    header = ["项目编码", "项目名称", "全年预算数", "全年执行数", *HEADER[:7]]
    rows: list[list[object]] = [header]
    for code, executed in (("1", 95), ("2", 80)):
        rows += [
            [code, f"项目{code}", 100, executed, "产出指标", "数量指标", "台数", "≥5台", "5台", 90, 90],
            [
                code,
                f"项目{code}",
                100,
                executed,
                "产出指标",
                "时效指标",
                "预算执行率",
                "100%",
                f"{executed}%",
                10,
                executed / 10,
            ],
        ]
    result = scored(book(tmp_path / "list.xlsx", rows))
    assert [one.total for one in result.projects] == [Decimal("99.50"), Decimal("98.00")]


def test_the_account_says_what_the_row_is(tmp_path: Path) -> None:
    (table,) = read_workbook(form(tmp_path / "form.xlsx", ROW)).recognised.tables
    assert [(str(row.where), row.why.render()) for row in table.skipped] == [
        ("表!F7", "the budget execution rate"), ("表!A10", "total"),
    ]  # fmt: skip
    assert [(one.field, one.text) for one in table.kept] == [("预算执行率指标值", "≥95%")]
    assert table.indicators == 3


@pytest.mark.parametrize(("rate", "told"), [("95%", True), ("0.95", True), ("95", True), ("较好", False), ("", False)])
@pytest.mark.parametrize("money", [[], [MONEY[0], ["年度资金总额", 120, 120, None]]])
def test_a_rate_without_the_amounts_is_named_and_the_amounts_let_it_go_on(
    tmp_path: Path, rate: str, told: bool, money: list[list[object]]
) -> None:
    rows = [
        [*ROW[:4], rate, *ROW[5:]],
        ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 90, 90],
    ]
    title = [["项目支出绩效自评表（2025年度）"], ["项目名称", "农村公路养护", "", "项目编码", "001"]]
    path = book(tmp_path / "甲.xlsx", [*title, *money, HEADER, *rows, ["总分", "", "", "", "", 100, 99.5]])
    evaluation = Evaluation(read_workbook(path).department)
    made = assess(evaluation, pack())
    found = [problem for problem in all_problems(made, stage=Stage.FILLED) if problem.code == "B120"]
    assert len(found) == 1 and found[0].severity is Severity.ERROR
    assert (rate in found[0].message.render(str) and found[0].input == rate) if told else found[0].input == ""
    if told:
        assert found[0].where is not None and found[0].where.cell == ("D4" if money else "E4")
    assert made.projects[0].execution.score is None
    facts = {FactKey("001", "", "adjusted"): "120", FactKey("001", "", "executed"): "114"}
    whole = assess(Evaluation(evaluation.department, facts), pack())
    assert whole.projects[0].execution.score == Decimal("9.50")
