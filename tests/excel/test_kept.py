"""What a form says beyond what is scored — conclusion, problems, measures, money received — goes with the form."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl

from selfeval.core.model import Project
from selfeval.core.scoring.results import Assessment
from selfeval.excel.form.fill import fill_template
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.publish import publish
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import figures_of
from selfeval.excel.scored.verify.workbook import matched_sheets, verify
from tests.excel.books import saved
from tests.excel.forms import national
from tests.excel.scored_books import assessed, opened, pack, project, row, written

KEPT = {
    "conclusion": "项目按计划完成，资金使用规范，效果较好。",
    "issues": "1.个别路段验收滞后；\n2.档案不全。",
    "measures": "完善验收制度，=按月核对。",
    "initial_goals": "修路12公里",
    "period_goals": "三年内修路40公里",
    "goal_rate": "96%",
}
MONEY = {"initial": "100", "executed": "95.5", "received": "98", "received.fiscal": "80"}


def _assessed(**more: object) -> Assessment:
    rows = (row("修路里程", "≥10公里", "12公里", weight=Decimal(80)), row("停", "≥1次", "", weight=Decimal(10),
                                                                     not_applicable="未开展"))  # fmt: skip
    return assessed(project(*rows, title="农村公路养护", code="A001", budget=MONEY, **{"kept": KEPT, **more}))


def _texts(data: bytes, sheet: str) -> dict[str, str]:
    """What stands beside each label in the first column of a form."""
    form = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return {str(line[0].value): str(line[2].value) for line in form.iter_rows() if line[0].value and line[2].value}


def _read_again(path: Path, data: bytes) -> Project:
    path.write_bytes(data)
    return read_workbook(path).department.projects[0]


def test_they_stand_on_the_form_and_come_back(tmp_path: Path) -> None:
    made = _assessed()
    data = written(made)
    shown = _texts(data, "农村公路养护")
    assert {word: shown[word] for word in ("评价结论", "存在问题", "改进措施")} == {
        "评价结论": KEPT["conclusion"], "存在问题": KEPT["issues"], "改进措施": KEPT["measures"],
    }  # fmt: skip
    assert shown["到位数（万元）"] == "98" and shown["到位数 财政资金（万元）"] == "80"
    again = _read_again(tmp_path / "scored.xlsx", data)
    assert dict(again.kept) == KEPT
    assert {name: again.budget.get(name) for name in MONEY} == MONEY
    assert verify(opened(data), pack()) == ()


def test_what_was_changed_on_the_form_counts(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(_assessed())))
    form = book["农村公路养护"]
    line = next(line for line in form.iter_rows() if line[0].value == "存在问题")
    line[2].value = "无"
    assert _read_again(tmp_path / "scored.xlsx", saved(book)).kept["issues"] == "无"


def test_a_conclusion_that_is_a_grade_gives_way_to_the_grade_of_the_form() -> None:
    made = _assessed(kept={"conclusion": "良好"})
    assert "评价结论" not in _texts(written(made), "农村公路养护")


def test_the_copy_for_publication_says_them_and_reads_as_one_project(tmp_path: Path) -> None:
    data = written(_assessed())
    book = opened(data)
    result = read_scored(book)
    made = _assessed()
    public = publish(book, data, made, matched_sheets(book, made, result), figures_of(made, live=False))
    assert _texts(public.data, "农村公路养护")["改进措施"] == KEPT["measures"]
    path = tmp_path / "public.xlsx"
    path.write_bytes(public.data)
    again = read_workbook(path)
    assert [(one.name, len(one.indicators)) for one in again.department.projects] == [("农村公路养护", 2)]
    kept = again.department.projects[0].kept
    assert {name: kept.get(name) for name in ("conclusion", "issues", "measures")} == {
        name: KEPT[name] for name in ("conclusion", "issues", "measures")
    }
    assert again.department.projects[0].goals == made.projects[0].project.goals


def test_a_form_of_the_bureau_takes_them_where_it_has_a_place(tmp_path: Path) -> None:
    form = national(tmp_path / "form.xlsx", rich=False)
    book = openpyxl.load_workbook(form)
    sheet = book.active
    last = sheet.max_row
    for place, label in enumerate(("评价结论", "存在问题", "改进措施"), start=1):
        sheet.cell(last + place, 1).value = label
        sheet.merge_cells(start_row=last + place, start_column=2, end_row=last + place, end_column=9)
    book.save(form)
    filling = fill_template(form, _assessed())
    values = [cell.value for line in openpyxl.load_workbook(io.BytesIO(filling.forms[0].data)).active for cell in line]
    assert {KEPT["conclusion"], KEPT["issues"], KEPT["measures"]} <= set(values)


def test_a_form_without_a_place_for_them_is_told(tmp_path: Path) -> None:
    filling = fill_template(national(tmp_path / "form.xlsx"), _assessed())
    said = [problem.message.render() for problem in filling.problems if problem.code == "F528"]
    assert [word for word in ("评价结论", "存在问题", "改进措施") if not any(word in text for text in said)] == []
