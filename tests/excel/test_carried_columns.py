"""Columns of last year beside the targets, readings that are carried along, and the sheet that nothing is read from."""

from __future__ import annotations

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.readings import Origin
from selfeval.core.scoring.assessment import assess, target_of
from selfeval.excel.read import read_workbook, recognise
from selfeval.excel.targets.decisions import DECISIONS_SHEET, DecisionLine, decisions_sheet
from selfeval.workspace.compare.last_year_row import before
from tests.core.cases import PACK
from tests.excel.books import fill

HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "分值", "已确认口径", "上年指标值", "上年实际完成值", "上年得分"]


def targets(path, *rows, year=2026):
    book = openpyxl.Workbook()
    sheet = book.active
    fill(sheet, [[f"修路项目绩效目标表（{year}年度）"], ["项目名称", "修路"], HEAD, *rows])
    book.save(path)
    return path


def line(name, target, reading="", before=("", "", ""), points=10):
    return ["产出指标", "数量指标", name, target, points, reading, *before]


def test_last_year_stands_beside_each_target_as_facts_that_nobody_had_to_enter(tmp_path):
    path = targets(tmp_path / "t.xlsx", line("里程", "≥10公里", "", ("≥9公里", "12公里", "10")))
    found = read_workbook(path)
    project = found.department.projects[0]
    item = project.indicators[0]
    assert (item.target, item.actual, item.claimed_score) == ("≥10公里", "", None)
    assert (item.last_target, item.last_actual, item.last_score) == ("≥9公里", "12公里", "10")
    evaluation = Evaluation(found.department)
    beside = before(evaluation, project, assess(evaluation, PACK).projects[0].indicators[0])
    assert (beside.target, beside.actual, beside.score, beside.more) == ("≥9公里", "12公里", "10", "12公里")
    assert beside.told.render() == "target ≥9公里, actual 12公里, 10 points"
    assert not found.problems


def test_what_a_person_enters_of_last_year_wins_over_what_the_form_carries(tmp_path):
    path = targets(tmp_path / "t.xlsx", line("里程", "≥10公里", "", ("≥9公里", "12公里", "10")))
    department = read_workbook(path).department
    project = department.projects[0]
    key = FactKey(project.id, project.indicators[0].id, "last.actual")
    evaluation = Evaluation(department, {key: "11公里"})
    assert evaluation.indicator_value(project, project.indicators[0], "last.actual") == "11公里"
    assert evaluation.indicator_value(project, project.indicators[0], "last.target") == "≥9公里"


@pytest.mark.parametrize(
    ("target", "reading", "last", "origin", "code", "counts"),
    [
        ("≤100%", "≥100%", "≤100%", Origin.CORRECTED, "", ">="),
        ("≥90%", "≥90%", "≥90%", Origin.CONFIRMED, "", ">="),
        ("≤100%", "≥100%", "", Origin.CORRECTED, "", ">="),
        ("≤99%", "≥100%", "≤100%", Origin.AS_WRITTEN, "", "<="),
        ("≤100%", "？？", "≤100%", Origin.AS_WRITTEN, "F232", "<="),
        ("≥90%", "≥80%", "≥90%", Origin.AS_WRITTEN, "F232", ">="),
        ("≥90%", "很高", "≥90%", Origin.AS_WRITTEN, "F232", ">="),
    ],
)
def test_a_carried_reading_counts_where_it_holds_and_is_told_with_its_cell_where_its_text_cannot(
    tmp_path, target, reading, last, origin, code, counts
):
    path = targets(tmp_path / "t.xlsx", line("结案率", target, reading, (last, "", "")))
    found = read_workbook(path)
    project = found.department.projects[0]
    read = target_of(Evaluation(found.department), project, project.indicators[0])
    assert (read.origin, read.comparator.value) == (origin, counts)
    told = [(one.code, str(one.where), one.input, one.indicator) for one in found.problems]
    assert told == ([(code, "Sheet!F4", reading, project.indicators[0].id)] if code else [])
    asked = [note.code for note in read.assumptions]
    assert ("carried" in asked) == (origin is Origin.AS_WRITTEN)


def test_a_person_who_decides_ends_what_is_asked_about_a_carried_reading(tmp_path):
    path = targets(tmp_path / "t.xlsx", line("结案率", "≤99%", "≥100%", ("≤100%", "", "")))
    department = read_workbook(path).department
    project = department.projects[0]
    key = FactKey(project.id, project.indicators[0].id, "reading")
    read = target_of(Evaluation(department, {key: "≥99%"}), project, project.indicators[0])
    assert (read.origin, read.assumptions) == (Origin.CORRECTED, ())


def test_a_column_called_plainly_is_a_definition_of_statistics_and_no_reading(tmp_path):
    book = openpyxl.Workbook()
    fill(book.active, [["修路绩效目标表"], ["项目名称", "修路"], [*HEAD[:5], "口径"],
                       ["产出指标", "数量指标", "里程", "≥10公里", 90, "≥5公里"]])  # fmt: skip
    book.save(tmp_path / "t.xlsx")
    row = read_workbook(tmp_path / "t.xlsx").department.projects[0].indicators[0]
    assert (row.reading, row.carried_reading) == ("", "")


def test_the_list_of_decisions_is_passed_over_even_where_it_quotes_a_whole_form(tmp_path):
    import xlsxwriter

    path, listed = tmp_path / "t.xlsx", tmp_path / "l.xlsx"
    targets(path, line("里程", "≥10公里"))
    quoted = ("总体绩效目标", "分项绩效目标", "三级指标", "指标值", "项目名称：架桥")
    lines = [DecisionLine("文字仍写旧年度", "修路", text, "", text, text) for text in quoted]
    with xlsxwriter.Workbook(listed) as made:
        decisions_sheet(made, "某局2026年度绩效目标", "说明", lines)
    book, other = openpyxl.load_workbook(path), openpyxl.load_workbook(listed)[DECISIONS_SHEET]
    sheet = book.create_sheet("改过名")
    for row in other.iter_rows():
        for cell in row:
            sheet[cell.coordinate] = cell.value
    book.save(path)
    found = read_workbook(path)
    assert [project.title for project in found.department.projects] == ["修路"]
    assert (found.department.overall_goal, found.department.sub_goals, found.problems) == ("", (), ())
    assert not recognise(path).blank
