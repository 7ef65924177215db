"""The survey behind a satisfaction rate: in the scored workbook and back, in files of actuals, JSON and the report."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import untranslated
from selfeval.core.report.bound_lists import lines_of
from selfeval.core.report.facts import About
from selfeval.core.report.outline import ListName
from selfeval.core.report.plain import to_plain
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.fillin.labels import COLUMNS, FILL
from selfeval.excel.fillin.rows import fill_rows
from selfeval.excel.fillin.write import write_fill
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.verify.workbook import verify
from selfeval.workspace.incoming.csv_rows import rows_of_table
from selfeval.workspace.incoming.json_rows import rows_of_json
from selfeval.workspace.incoming.sheet_rows import rows_of_sheets
from tests.excel.books import saved
from tests.excel.scored_books import assessed, opened, pack, project, row, written

SURVEY = "发放120份，回收118份，有效115份，满意110份"
SHOWN = f"{SURVEY}；回收率98.33%，有效率97.46%，满意率95.65%"


def _made(survey: str = SURVEY) -> Assessment:
    satisfied = row("群众满意度", "≥90%", "95.65%", "满意度指标", "服务对象满意度指标", weight=Decimal(10))
    rows = (row("修路里程", "≥10公里", "12公里", weight=Decimal(80)), satisfied)
    before = assessed(project(*rows, title="修路", code="A001", budget={"initial": "100", "executed": "80"}))
    facts = {FactKey(before.projects[0].project.id, satisfied.id, "survey"): survey} if survey else {}
    return assess(Evaluation(before.evaluation.department, facts), before.pack)


def test_it_stands_on_the_form_and_comes_back(tmp_path: Path) -> None:
    data = written(_made())
    form = openpyxl.load_workbook(io.BytesIO(data))["修路"]
    assert [line[2].value for line in form.iter_rows() if line[0].value == "问卷调查"] == [f"“群众满意度”：{SHOWN}"]
    assert verify(opened(data), pack()) == ()
    path = tmp_path / "scored.xlsx"
    path.write_bytes(data)
    rows = read_workbook(path).department.projects[0].indicators
    assert [one.survey for one in rows] == ["", SURVEY]


def test_a_form_without_one_has_no_row_for_it() -> None:
    form = openpyxl.load_workbook(io.BytesIO(written(_made(""))))["修路"]
    assert all(line[0].value != "问卷调查" for line in form.iter_rows())


def test_a_survey_that_was_changed_is_a_difference() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(_made())))
    cell = next(cell for line in book["计分过程"].iter_rows() for cell in line if cell.value == SURVEY)
    cell.value = SURVEY.replace("110", "115")
    found = [one for one in verify(opened(saved(book)), pack()) if one.code == "S507"]
    assert len(found) == 1 and "the survey" in found[0].message.render()


def test_the_fill_in_workbook_asks_for_it_and_brings_it_back(tmp_path: Path) -> None:
    made = _made("")
    asked = [one.texts["tier3"] for one in fill_rows(made) if "survey" in one.inputs]
    assert asked == ["群众满意度"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_fill(made)[0])
    book = openpyxl.load_workbook(path)
    sheet, place = book[FILL], [column.key for column in COLUMNS].index("survey")
    line = next(line for line in sheet.iter_rows() if any(cell.value == "群众满意度" for cell in line))
    line[place].value = SURVEY
    book.save(path)
    found = rows_of_sheets(path, "a.xlsx")
    assert found is not None
    assert ("survey", SURVEY) in [value for one in found[0] for value in one.values]


def test_tables_give_it_whole_or_count_by_count() -> None:
    whole = "项目编码,三级指标,实际完成值,问卷调查\nA001,群众满意度,95%,120/118/115/110\n"
    assert ("survey", "120/118/115/110") in rows_of_table(whole, "a.csv")[0][0].values
    parts = "项目编码,三级指标,实际完成值,发放份数,回收份数,有效份数,满意份数\nA001,群众满意度,95%,120,118,115,110\n"
    rows, problems = rows_of_table(parts, "a.csv")
    assert ("survey", SURVEY) in rows[0].values and problems == ()


def test_json_gives_and_takes_it() -> None:
    made = _made()
    plain = to_plain(made, (), source={}, translate=untranslated)
    again = json.loads(json.dumps(plain))
    survey = again["projects"][0]["indicators"][1]["survey"]
    assert survey == {
        "text": SURVEY, "sent": "120", "returned": "118", "valid": "115", "satisfied": "110",
        "return_rate": "0.9833", "valid_rate": "0.9746", "satisfaction": "0.9565", "assumptions": [],
    }  # fmt: skip
    assert again["projects"][0]["indicators"][0]["survey"] is None
    own = {"code": "A001", "indicators": [{"tier3": "群众满意度", "survey": {"sent": 120, "returned": "118"}}]}
    for data, wanted in ((again, SURVEY), ({"projects": [own]}, "发放120份，回收118份")):
        rows, problems = rows_of_json(json.dumps(data, ensure_ascii=False), "a.json")
        assert ("survey", wanted) in [value for one in rows for value in one.values]
        assert [one.code for one in problems] == []


def test_what_only_the_evidence_tells_of_is_a_supposition() -> None:
    satisfied = row("群众满意度", "≥90%", "95%", "满意度指标", "服务对象满意度指标", evidence=f"问卷{SURVEY}")
    made = assessed(project(satisfied, title="修路", code="A001", budget={"initial": "100", "executed": "80"}))
    survey = to_plain(made, (), source={}, translate=untranslated)["projects"][0]["indicators"][0]["survey"]  # type: ignore[index]
    assert survey["text"] is None and survey["sent"] is None
    assert survey["assumptions"][0]["offer"] == SURVEY


def test_the_report_says_it() -> None:
    made = _made()
    assert lines_of(ListName.SURVEYS, About((made,), made.projects[0])) == f"“群众满意度”问卷调查：{SHOWN}。"
    told = _made("见满意度调查报告。")
    assert lines_of(ListName.SURVEYS, About((told,), told.projects[0])) == "“群众满意度”问卷调查：见满意度调查报告。"
    none = _made("")
    assert lines_of(ListName.SURVEYS, About((none,), none.projects[0])) == ""
