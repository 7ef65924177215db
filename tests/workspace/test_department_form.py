"""The department's own form without a screen: sheets for colleagues, files of actuals, the scored workbook, undo."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.model import AMOUNT, COMPUTED, FORM_ID, STANDARD
from selfeval.workspace import headless
from selfeval.workspace.incoming.fill_in import write_sheet
from selfeval.workspace.output.verify import verify_file
from selfeval.workspace.work.opening import open_workspace
from tests.excel.department.layouts import AMOUNTS, LAYOUTS
from tests.places import ROOT


@pytest.fixture(name="workbook")
def example(tmp_path: Path) -> Path:
    """The filled example, two projects of a department with 分项绩效目标."""
    return Path(shutil.copy(ROOT / "workbooks/leting-2025-filled.xlsx", tmp_path / "projects.xlsx"))


def entries(loaded) -> dict[str, str]:
    """What a person enters in the form, by the name of the row."""
    found = {}
    for row in loaded.assessment.project(FORM_ID).project.indicators:
        if row.kind == AMOUNT and row.tier3 in AMOUNTS:
            found[row.tier3] = AMOUNTS[row.tier3]
        elif row.kind == STANDARD:
            found[row.tier3] = "1"
        elif row.kind not in {AMOUNT, COMPUTED}:
            found[row.tier3] = "92%" if row.target == "≥90%" else "达成年度指标 95%"
    return found


def same(loaded) -> tuple[object, ...]:
    form = loaded.assessment.project(FORM_ID)
    return form.total, form.grade, form.missing, tuple(item.score for item in form.indicators)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_from_a_blank_sheet_over_files_to_a_verified_workbook(layout, workbook, tmp_path):
    begun = headless.load(workbook, rules=layout)
    wanted = entries(begun)
    sheet, _ = write_sheet(begun.assessment, begun.source, tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(sheet)
    asked = {row[6].value: row for row in book["填报"].iter_rows() if row[2].value == "部门整体支出"}
    assert wanted.keys() <= asked.keys() and "年初预算数" not in {
        row[6].value for row in asked.values() if row[4].value == "预算"
    }
    for name, text in wanted.items():
        asked[name][10].value = text
        if text == "1":
            asked[name][14].value = f"{name}的理由"
    book.save(sheet)
    filled = headless.load(workbook, rules=layout, actuals=sheet)
    assert filled.assessment.department.total is not None
    assert not [
        problem
        for problem in filled.problems
        if problem.project == FORM_ID and problem.code in {"S130", "S131", "B130"}
    ]

    csv = tmp_path / "actuals.csv"
    rows = {row.tier3: row for row in filled.assessment.project(FORM_ID).project.indicators}
    lines = [f"部门整体支出,{rows[name].tier1},{rows[name].tier2},{name},{text},理由" for name, text in wanted.items()]
    csv.write_text("\n".join(["项目编码,一级指标,二级指标,三级指标,实际完成值,偏差原因", *lines]), encoding="utf-8-sig")
    assert same(headless.load(workbook, rules=layout, actuals=csv)) == same(filled)

    facts = [{"tier2": rows[name].tier2, "tier3": name, "actual": text} for name, text in wanted.items()]
    path = tmp_path / "actuals.json"
    path.write_text(json.dumps({"projects": [{"code": "部门整体支出", "indicators": facts}]}), encoding="utf-8")
    assert same(headless.load(workbook, rules=layout, actuals=path)) == same(filled)

    scored = headless.write_scored(filled, tmp_path / "scored.xlsx")
    assert verify_file(scored).differences == ()
    assert same(headless.load(scored)) == same(filled)


@pytest.mark.parametrize("layout", LAYOUTS[:1])
def test_every_entry_is_on_the_disk_and_can_be_undone(layout, workbook):
    work = open_workspace(workbook, rules=layout)
    row = next(row for row in work.result(FORM_ID).project.indicators if row.kind == STANDARD)
    assert work.set(FORM_ID, row.id, "actual", "2.5") is not None
    work.close()
    again = open_workspace(workbook)
    try:
        assert again.scored(FORM_ID, row.id).score == again.assessment.pack.rounding.of(
            again.scored(FORM_ID, row.id).exact
        )
        assert str(again.scored(FORM_ID, row.id).score) == "2.50"
        again.undo()
        assert again.scored(FORM_ID, row.id).score is None
        again.redo()
        assert str(again.scored(FORM_ID, row.id).score) == "2.50"
        again.enter([(FactKey("", "", "rules"), "cn-mof-2020-10")], kind="rules")
        assert [one.project.id for one in again.assessment.projects if one.project.id == FORM_ID] == []
        again.undo()
        assert str(again.scored(FORM_ID, row.id).score) == "2.50"
    finally:
        again.close()


def test_a_project_that_changes_brings_its_total_into_the_form(workbook):
    work = open_workspace(workbook, rules="variant-department-duties")
    try:
        before = work.assessment.department.projects_total
        project = work.assessment.listed[0].project
        work.set(project.id, "", "executed", "100")
        after = work.assessment.department.projects_total
        row = next(row for row in work.result(FORM_ID).project.indicators if row.tier3 == "项目绩效")
        assert after < before
        assert work.scored(FORM_ID, row.id).actual.value == after
    finally:
        work.close()
