"""The form that a bureau hands out for the whole department, filled: each layout that ships, and a foreign one."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNT, FORM_ID, STANDARD
from selfeval.core.problems import SelfEvalError, Severity
from selfeval.core.scoring.assessment import assess
from selfeval.excel.form.fill import Filling, fill_template
from selfeval.excel.read import read_workbook
from tests.excel.department.forms import foreign, of_layout
from tests.excel.department.layouts import LAYOUTS, done
from tests.excel.forms import national
from tests.excel.scored_books import assessed, pack, project, row
from tests.office import office

PROCESS = LAYOUTS[0]


def saved(filling: Filling, folder: Path, index: int = 0) -> Path:
    path = folder / f"filled-{index}.xlsx"
    path.write_bytes(filling.forms[index].data)
    return path


def told(filling: Filling, code: str) -> list[str]:
    return [problem.message.render() for problem in filling.problems if problem.code == code]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_form_of_a_layout_is_filled_and_reads_as_the_evaluation(layout: str, tmp_path: Path) -> None:
    assessment = done(layout)
    filling = fill_template(of_layout(tmp_path / "form.xlsx", pack(layout)), assessment)
    assert [filled.projects for filled in filling.forms] == [(FORM_ID,)]
    assert not [problem for problem in filling.problems if problem.severity is Severity.ERROR]
    result = assessment.project(FORM_ID)
    (read,) = read_workbook(saved(filling, tmp_path)).department.projects
    assert read.whole_department
    scored = {item.indicator.tier3: item for item in result.indicators if item.indicator.kind != AMOUNT}
    rows = {one.tier3: one for one in read.indicators if one.tier3}
    assert set(rows) == set(scored)
    for name, item in scored.items():
        assert rows[name].claimed_score == item.score, name
        assert rows[name].weight == item.weight.effective, name
        if item.indicator.kind == STANDARD:
            assert rows[name].reason == f"{name}的评分理由"
        else:
            assert rows[name].actual.replace(" ", "") == item.actual.text.replace(" ", ""), name
    assert read.department == "某局"
    assert "\n".join(read.goals) == "\n".join(result.project.goals)
    assert {name: read.budget.get(name) for name in ("initial", "adjusted", "executed")} == {
        "initial": "400", "adjusted": "410", "executed": "385.5",
    }  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_libreoffice_works_the_same_total_out(
    layout: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assessment = done(layout)
    path = saved(fill_template(of_layout(tmp_path / "form.xlsx", pack(layout)), assessment), tmp_path)
    office(tmp_path_factory, recalculates=True).convert("csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path, [path])
    lines = list(csv.reader(path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()))
    total = next(line for line in lines if line and line[0] == "总分")
    numbers = {Decimal(text) for text in total if text.replace(".", "").isdigit()}
    assert numbers == {Decimal(100), assessment.project(FORM_ID).total}
    stored = openpyxl.load_workbook(path, data_only=True).active
    assert [str(cell.value) for cell in stored[len(lines) - 1] if cell.value not in {None, "总分"}] == [
        text for text in total if text not in {"", "总分"}
    ]


def test_amounts_without_a_row_are_told(tmp_path: Path) -> None:
    filling = fill_template(of_layout(tmp_path / "form.xlsx", pack(PROCESS)), done(PROCESS))
    (amounts,) = [text for text in told(filling, "F528") if "年末结转结余数" in text]
    assert "公用经费预算" in amounts


def test_a_foreign_form_with_blank_rows_takes_the_rows_of_the_layout(tmp_path: Path) -> None:
    assessment = done(PROCESS)
    filling = fill_template(foreign(tmp_path / "form.xlsx"), assessment)
    sheet = openpyxl.load_workbook(saved(filling, tmp_path))["附件2"]
    items = {item.indicator.tier3: item for item in assessment.project(FORM_ID).indicators}
    lines = {line[2].value: line for line in sheet.iter_rows(min_row=9) if line[2].value}
    wanted = {name: item for name, item in items.items() if item.indicator.kind != AMOUNT}
    assert set(lines) - {"合计"} == set(wanted)
    for name, item in wanted.items():
        line, scored = lines[name], item.indicator
        assert Decimal(str(line[3].value)) == item.weight.effective
        assert Decimal(str(line[6].value)) == item.score
        assert line[4].value == (scored.description or None), name
        assert line[5].value == ((scored.target if scored.kind == STANDARD else scored.basis) or None), name
    assert sheet["B3"].value == "某局"


def test_money_that_the_form_parts_is_that_of_the_projects_alone(tmp_path: Path) -> None:
    """基本支出 is nothing an evaluation of projects knows: neither it nor the sum is written, and both are told."""
    filling = fill_template(foreign(tmp_path / "form.xlsx"), done(PROCESS))
    sheet = openpyxl.load_workbook(saved(filling, tmp_path))["附件2"]
    assert [[sheet.cell(line, column).value for column in (2, 3, 4)] for line in (5, 6, 7)] == [
        [None] * 3, [None] * 3, [4000000, 4100000, 3855000],
    ]  # fmt: skip
    assert any("基本支出" in text for text in told(filling, "F528"))
    assert told(filling, "F529")


def test_rows_that_the_form_lacks_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    assessment = done(PROCESS)
    filling = fill_template(of_layout(tmp_path / "form.xlsx", pack("variant-department-duties")), assessment)
    assert not filling.forms
    assert {problem.severity for problem in filling.problems if problem.code == "F523"} == {Severity.ERROR}


def test_a_pack_without_a_layout_says_which_pack_it_takes(tmp_path: Path) -> None:
    single = assessed(project(row("走访", "≥100次", "98次")))
    with pytest.raises(SelfEvalError) as caught:
        fill_template(of_layout(tmp_path / "form.xlsx", pack(PROCESS)), single)
    assert caught.value.code == "F112"
    assert "department_rows" in caught.value.hint.render()


def test_the_projects_form_takes_no_form_of_the_department(tmp_path: Path) -> None:
    assessment = done(PROCESS)
    filling = fill_template(national(tmp_path / "form.xlsx", rows=3), assessment)
    assert [filled.projects for filled in filling.forms] == [(result.project.id,) for result in assessment.listed]


def test_one_workbook_with_both_forms_gives_the_department_a_copy_of_its_own(tmp_path: Path) -> None:
    both = tmp_path / "both.xlsx"
    openpyxl_copy(
        national(tmp_path / "a.xlsx", rich=False, rows=3), of_layout(tmp_path / "b.xlsx", pack(PROCESS)), both
    )
    assessment = done(PROCESS)
    filling = fill_template(both, assessment)
    assert [filled.projects for filled in filling.forms] == [
        *((result.project.id,) for result in assessment.listed), (FORM_ID,),
    ]  # fmt: skip


def openpyxl_copy(first: Path, second: Path, target: Path) -> None:
    """One workbook with the sheets of both, as a bureau sends them."""
    book, other = openpyxl.load_workbook(first), openpyxl.load_workbook(second)
    for sheet in other:
        made = book.create_sheet(sheet.title)
        for line in sheet.iter_rows():
            for cell in line:
                made.cell(cell.row, cell.column, cell.value)
        for span in sheet.merged_cells.ranges:
            made.merge_cells(str(span))
    book.save(target)


def test_a_filled_form_of_the_workbook_goes_into_the_bureaus(tmp_path: Path) -> None:
    """The department's form that was read stands beside no project, and has amounts of its own."""
    assessment = done(PROCESS)
    first = saved(fill_template(of_layout(tmp_path / "form.xlsx", pack(PROCESS)), assessment), tmp_path)
    again = assess(Evaluation(replace(read_workbook(first).department, year=2025)), pack(PROCESS))
    filling = fill_template(of_layout(tmp_path / "second.xlsx", pack(PROCESS)), again)
    (read,) = read_workbook(saved(filling, tmp_path, 0)).department.projects
    assert {one.tier3: one.claimed_score for one in read.indicators if one.tier3} == {
        item.indicator.tier3: item.score
        for item in assessment.project(FORM_ID).indicators
        if item.indicator.kind != AMOUNT
    }
