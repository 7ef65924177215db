"""Each layout from a blank form to a workbook that verifies clean, and whose formulas give what is stored."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from selfeval.core.model import FORM_ID
from selfeval.core.report.composition import compose
from selfeval.core.scoring.assessment import assess
from selfeval.excel.scored.form_sheet.whole_department import formulas_of
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import evaluation_of
from selfeval.excel.scored.verify.workbook import verify
from selfeval.rulepacks.outlines.load import load_outline
from tests.excel.books import saved
from tests.excel.department.layouts import AMOUNTS, LAYOUTS, blank, done, odd
from tests.excel.recalculation import Recalculate, formula_values, recalculation
from tests.excel.scored_books import ROOT, assessed, opened, pack, project, row, written

__all__ = ["recalculation"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("state", [blank, done, odd])
def test_what_is_written_verifies_clean_and_reads_back_the_same(layout, state):
    assessment = state(layout)
    form = assessment.project(FORM_ID)
    assert (form.total is None) == (state is not done)
    data = written(assessment)
    assert verify(opened(data), pack(layout), data=data) == ()
    again = assess(evaluation_of(read_scored(opened(data))), pack(layout))
    after = again.project(FORM_ID)
    assert (again.department, after.total, after.missing) == (assessment.department, form.total, form.missing)
    for was, now in zip(form.indicators, after.indicators, strict=True):
        assert (now.indicator.kind, now.score, now.actual.value) == (was.indicator.kind, was.score, was.actual.value)
        assert again.evaluation.indicator_value(after.project, now.indicator, "actual") == (
            assessment.evaluation.indicator_value(form.project, was.indicator, "actual")
        )
    assert written(again) == written(assess(evaluation_of(read_scored(opened(written(again)))), pack(layout)))


@pytest.mark.libreoffice
def test_a_spreadsheet_program_works_out_what_is_stored(recalculate: Recalculate):
    states = {f"{layout}-{state.__name__}": state for layout in LAYOUTS for state in (blank, done, odd)}
    books = {name: written(state(name.rpartition("-")[0])) for name, state in states.items()}
    for layout, path in recalculate(books).items():
        stored, found = formula_values(books[layout]), formula_values(path.read_bytes())
        assert stored.keys() == found.keys()
        for cell, value in stored.items():
            other = found[cell]
            same = (
                abs(value - other) < 1e-9 if isinstance(value, float) and isinstance(other, float) else value == other
            )
            assert same, (layout, cell, value, other)
        differences = [value for (sheet, cell), value in found.items() if sheet == "计分过程" and cell.startswith("U")]
        assert differences and set(differences) == {0.0}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_changed_cell_of_the_form_is_named(layout):
    data = written(done(layout))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["部门整体支出"]
    rows = {sheet.cell(line, 4).value: line for line in range(1, sheet.max_row + 1)}
    place = sheet.cell(rows["年末结转结余数"], 6)
    place.value = 99
    found = verify(opened(saved(book)), pack(layout))
    assert any(problem.code == "S507" and str(problem.where) == f"部门整体支出!{place.coordinate}" for problem in found)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_report_of_the_department_uses_the_rows_of_the_form(layout):
    pieces = compose(load_outline("department", [ROOT / "scoring_rules"]), [done(layout)])
    texts = {bound.key: bound.text for bound in pieces.bound()}
    rows = "department/table/indicators/"
    assert not [key for key in texts if key.startswith(f"{rows}计算数据")]
    form = done(layout).project(FORM_ID)
    for item in form.indicators:
        if item.indicator.kind == "computed":
            assert texts[f"{rows}{item.indicator.id}/actual"] == item.actual.text != ""
    assert texts["department/total"] == str(form.total) and texts["department/projects"] == "2"
    assert "按标准评分，分值" in texts["department/list/reasons"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.libreoffice
def test_a_formula_typed_over_a_figure_that_was_worked_out_is_read(layout, recalculate: Recalculate):
    book = openpyxl.load_workbook(io.BytesIO(written(done(layout))))
    sheet = book["部门整体支出"]
    rows = {sheet.cell(line, 4).value: line for line in range(1, sheet.max_row + 1)}
    sheet.cell(rows["政府采购执行率"], 6).value = "=40+45"
    sheet.cell(rows["全年执行数"], 6).value = "=300+45"
    sheet.cell(rows["年末结转结余数"], 6).value = 99
    (path,) = recalculate({layout: saved(book)}).values()
    found = evaluation_of(read_scored(opened(path.read_bytes())))
    form = assess(found, pack(layout)).project(FORM_ID)
    entered = {
        item.indicator.tier3: text
        for item in form.indicators
        if item.indicator.kind in {"computed", "amount"}
        and (text := found.indicator_value(form.project, item.indicator, "actual"))
    }
    assert entered.pop("政府采购执行率").startswith("85") and entered.pop("全年执行数").startswith("345")
    assert entered.pop("年末结转结余数").startswith("99")
    assert entered == {name: text for name, text in AMOUNTS.items() if name in entered} and entered


def test_a_formula_stands_below_the_form_as_the_pack_states_it():
    taken, stated = pack(LAYOUTS[0]), "100 × (实际采购金额 ÷ 采购预算金额)"
    rows = tuple(
        replace(one, formula=stated, target="≥95") if one.name == "政府采购执行率" else one
        for one in taken.department_rows
    )
    assessment = assess(done(LAYOUTS[0]).evaluation, replace(taken, department_rows=rows))
    assert "政府采购执行率 = 100 × 实际采购金额 ÷ 采购预算金额" in formulas_of(
        assessment.project(FORM_ID), assessment.pack
    )


@pytest.mark.libreoffice
def test_formulas_typed_into_the_form_of_a_project_are_read_after_a_recalculation(recalculate: Recalculate):
    budget = {"initial.fiscal": "60", "initial.other": "40", "adjusted.fiscal": "70"}
    data = written(assessed(project(row("甲", "≥90次", ""), row("乙", "≥90%", ""), budget=budget)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["项目一"]
    for place, text in {"D7": 80, "F6": "=40+45.5", "F13": "=40+45", "F14": "=45%+40%"}.items():
        sheet[place] = text
    sheet["F14"].number_format = "0%"
    (path,) = recalculate({"typed": saved(book)}).values()
    (found,) = read_scored(opened(path.read_bytes())).department.projects
    assert [item.actual for item in found.indicators] == ["85", "85%"]
    assert found.budget == {**budget, "initial.fiscal": "80", "executed": "85.5"}
