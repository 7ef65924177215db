"""Rows of forms that are no indicators: sections, totals, grades to tick; and sheets that are nobody's."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from selfeval.core.problems import SelfEvalError, Severity
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.body.footer import ticked
from selfeval.excel.tables.labels.labels import head_key
from selfeval.excel.tables.taking import number_in
from tests.excel.books import book

HEAD: list[list[object]] = [["项目支出绩效自评表（2025年度）"], ["项目名称", "农村公路养护"]]
HEADER: list[object] = ["二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROWS: list[list[object]] = [
    ["数量指标", "养护里程", "≥120公里", "126公里", 50, 50],
    ["社会效益指标", "受益村庄", "≥18个", "18个", 40, 40],
]
FULL: list[list[object]] = [["一级指标", *HEADER], ["产出指标", *ROWS[0]], ["效益指标", *ROWS[1]]]


@pytest.mark.parametrize("points", [[], [50, 50]])
@pytest.mark.parametrize(
    "style", ["{}", "一、{}", "（一）{}", "1.{}", "{}（50分）", "一、{}（50分）", "{} (50分)"], ids=lambda style: style
)
def test_sections_are_the_first_tier(tmp_path: Path, style: str, points: list[object]) -> None:
    """Where the table has no column for it; the points of a section are no indicator's."""
    blanks = [""] * 3 if points else []
    sections = [[style.format(name), *blanks, *points] for name in ("产出指标", "效益指标")]
    rows = [*HEAD, HEADER, sections[0], ROWS[0], sections[1], ROWS[1], ["总分", "", "", "", 100, 98.5]]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", rows)).department.projects
    assert [(row.tier1, row.tier2, row.tier3, str(row.weight)) for row in project.indicators] == [
        ("产出指标", "数量指标", "养护里程", "50"),
        ("效益指标", "社会效益指标", "受益村庄", "40"),
    ]
    assert str(project.claimed.total) == "98.5"


@pytest.mark.parametrize(
    "label",
    [
        "总分",
        "总分合计",
        "自评总得分",
        "综合评价得分",
        "最终得分",
        "项目自评总分",
        "合  计",
        "总分（100分）",
        "总计得分",
    ],
)
def test_totals_under_their_names(tmp_path: Path, label: str) -> None:
    (project,) = read_workbook(
        book(tmp_path / "form.xlsx", [*HEAD, *FULL, [label, "", "", "", "", 100, 98.5]])
    ).department.projects
    assert (str(project.claimed.total), len(project.indicators)) == ("98.5", 2)


NAMED = ["综合评分", "最终评分", "单位综合评价得分", "项目综合评分", "总评得分", "自评总分", "综合评级", "合计"]


@pytest.mark.parametrize(
    "outcome", [["≥90分", "92分"], ["≥90分", ""], [90, 92], ["", "92分"], ["优秀", "优秀"]], ids=str
)
@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("tiers", [0, 2])
def test_an_indicator_may_be_called_like_the_total(
    tmp_path: Path, name: str, outcome: list[object], tiers: int
) -> None:
    """What has a target or an outcome beside its points is no total, whether its tiers stand before it or not."""
    rows: list[list[object]] = [
        row[2 - tiers :] for row in (FULL[0], FULL[1], ["", "", name, *outcome, 10, 10], FULL[2])
    ]
    total: list[object] = ["总分", *[""] * (len(rows[0]) - 3), 100, 98.5]
    path = book(tmp_path / "form.xlsx", [*HEAD, *rows, total], merges=("A4:A5", "B4:B5") if tiers else ())
    (project,) = read_workbook(path).department.projects
    assert [row.tier3 for row in project.indicators] == ["养护里程", name, "受益村庄"]
    assert str(project.claimed.total) == "98.5"


@pytest.mark.parametrize(
    "total",
    [
        ["综合评分", "", "", 100, 98.5],
        ["总分", "", "优", 100, 98.5],
        ["综合得分", "—", "/", 100, 98.5],
        ["合计", "", "", "100分", "98.5分"],
        ["合计", "2项", "2项", 90, 98.5],
        ["总得分", "90分", "优", 90, 98.5],
        ["总分", "100分", "98.5分", 100, 98.5],
    ],
    ids=str,
)
def test_a_total_under_the_names_stays_one(tmp_path: Path, total: list[object]) -> None:
    rows = [row[2:] for row in FULL]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *rows, total])).department.projects
    assert (str(project.claimed.total), len(project.indicators)) == ("98.5", 2)


def test_a_total_that_counts_the_indicators_is_none(tmp_path: Path) -> None:
    total: list[object] = ["合计", "", "2项", "2项", "2项", 90, 88.5]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *FULL, total])).department.projects
    assert (str(project.claimed.total), len(project.indicators)) == ("88.5", 2)


@pytest.mark.parametrize("points", [[], ["", "", 50, 49.5]])
@pytest.mark.parametrize("style", ["{}", "一、{}", "（一）{}", "{}（50分）", "一、{} (50分)"], ids=str)
def test_sections_under_the_names_are_tiers(tmp_path: Path, style: str, points: list[object]) -> None:
    """Where the indicators' names stand in the first column, so do the lines of the tiers."""
    header, first, second = (row[2:] for row in FULL)
    names = ["产出指标", "数量指标", "效益指标", "社会效益指标"]
    sections = [[style.format(name), *points] for name in names]
    rows = [header, *sections[:2], first, *sections[2:], second, ["总分", "", "", 100, 98.5]]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *rows])).department.projects
    assert [(row.tier1, row.tier2, row.tier3) for row in project.indicators] == [
        ("产出指标", "数量指标", "养护里程"),
        ("效益指标", "社会效益指标", "受益村庄"),
    ]
    assert str(project.claimed.total) == "98.5"


@pytest.mark.parametrize("name", ["群众满意度", "经济效益", "完成情况", "成本控制指标"])
def test_an_indicator_without_a_target_is_no_section(tmp_path: Path, name: str) -> None:
    rows = [row[2:] for row in FULL]
    rows.insert(2, [name, "", "", 10, ""])
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *rows])).department.projects
    assert [row.tier3 for row in project.indicators] == ["养护里程", name, "受益村庄"]


@pytest.mark.parametrize("label", ["得分", "自评情况", "评分标准", "指标得分", "小计", "合格率", "综合执法次数"])
def test_what_is_no_total(label: str) -> None:
    assert head_key(label) != "total"


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("□优 ☑良 □中 □差", "良"),
        ("☑ 优  □ 良  □ 中  □ 差", "优"),
        ("优■  良□  中□  差□", "优"),
        ("优□  良□  中√  差□", "中"),
        ("优（√）良（ ）中（ ）差（ ）", "优"),
        ("优秀[ ] 良好[√] 合格[ ] 不合格[ ]", "良好"),
        ("□优秀 □良好 ☑不合格", "不合格"),
        ("□优秀 □良好 ☑一般 □较差", "一般"),
        ("优秀□ 良好□ 一般√ 较差□", "一般"),
        ("□优秀 □良好 □一般 ☑较差", "较差"),
        ("自评结果：□优 ☑良 □中 □差", "良"),
        ("自评结果：[ ]优 [√]良 [ ]中 [ ]差", "良"),
        ("自评结果：优□ 良√ 中□ 差□", "良"),
        ("（优□ 良√ 中□ 差□）", "良"),
        ("□优 □良 □中 □差", ""),
        ("☑优 ☑良 □中 □差", ""),
        ("优", "优"),
        ("优，得分95分", "优，得分95分"),
        ("优良率较高", "优良率较高"),
    ],
)
def test_the_grade_that_is_ticked(said: str, grade: str) -> None:
    assert ticked(said) == grade


@pytest.mark.parametrize(("label", "said"), [("自评等级", "□优 ☑良 □中 □差"), ("自评结论", "优□  良■  中□  差□")])
def test_a_ticked_grade_below_the_table(tmp_path: Path, label: str, said: str) -> None:
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *FULL, [label, "", said]])).department.projects
    assert project.claimed.grade == "良"


@pytest.mark.parametrize(
    ("text", "number"),
    [("（15）", "15"), ("(15分)", "15"), ("【10】", "10"), ("15分", "15"), ("(5%)", "5"), ("-5", "-5")],
)
def test_points_in_brackets_are_no_loss(text: str, number: str) -> None:
    assert str(number_in(text)) == number


BLANK: list[list[object]] = [
    ["项目支出绩效自评表（2025年度）"],
    ["项目名称", "", "项目编码", ""],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数"],
    ["", "年度资金总额", "", "", ""],
    FULL[0],
    ["产出指标", "数量指标", "指标1：", "", "", "", ""],
    ["效益指标", "社会效益指标", "指标1：", "", "", "", ""],
]


def with_sheet(path: Path, title: str, rows: list[list[object]], *, first: bool) -> Path:
    """The form of a project with one more sheet before or behind it."""
    book(path, [*HEAD, *FULL])
    workbook = load_workbook(path)
    sheet = workbook.create_sheet(title, 0 if first else 1)
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("title", "rows"), [("模板", BLANK), ("Sheet2", BLANK), ("填表说明", FULL), ("样表", FULL)], ids=str
)
def test_blank_forms_and_examples_are_no_projects(
    tmp_path: Path, title: str, rows: list[list[object]], first: bool
) -> None:
    result = read_workbook(with_sheet(tmp_path / "t.xlsx", title, rows, first=first))
    assert [project.name for project in result.department.projects] == ["农村公路养护"]
    assert [problem.where.sheet for problem in result.problems if problem.code == "F235" and problem.where] == [title]


UNFILLED: list[list[object]] = [FULL[0], *([*row[:4], "", row[5], ""] for row in FULL[1:])]


@pytest.mark.parametrize(
    ("title", "rows", "severity"),
    [
        ("情况说明", FULL, Severity.WARNING),
        ("自评表模板", FULL, Severity.WARNING),
        ("自评表模板", [FULL[0], [*FULL[1][:6], 50]], Severity.WARNING),
        ("模板", [*UNFILLED, ["总分", "", "", "", "", 100, 98]], Severity.WARNING),
        ("自评表模板", UNFILLED, Severity.INFO),
        ("模板", BLANK, Severity.INFO),
    ],
    ids=str,
)
def test_a_form_left_out_though_it_is_filled_is_a_warning(
    tmp_path: Path, title: str, rows: list[list[object]], severity: Severity
) -> None:
    result = read_workbook(with_sheet(tmp_path / "t.xlsx", title, rows, first=False))
    assert [problem.severity for problem in result.problems if problem.code == "F235"] == [severity]
    assert len(result.department.projects) == 1


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("Sheet2", FULL),
        ("样表", [["项目名称", "桥梁维修"], *FULL]),
        ("桥梁维修", [["项目资金", "", "全年预算数", "全年执行数"], ["", "年度资金总额", 60, 50], *BLANK[4:]]),
    ],
    ids=str,
)
def test_what_belongs_to_somebody_stays_a_project(tmp_path: Path, title: str, rows: list[list[object]]) -> None:
    result = read_workbook(with_sheet(tmp_path / "t.xlsx", title, rows, first=False))
    assert len(result.department.projects) == 2


def test_a_blank_form_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SelfEvalError, match="no indicators below"):
        read_workbook(book(tmp_path / "t.xlsx", BLANK))
