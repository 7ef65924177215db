"""Last year's evaluation beside this year's: who is who, what is proposed, what is left, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.core.texts.targets.forms import canonical
from selfeval.workspace.compare.last_year import beside, facts, look_at
from selfeval.workspace.headless import load, of_earlier_year
from selfeval.workspace.work.opening import open_workspace

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]


def table(path, year, rows, code="C1"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"项目支出绩效自评表（{year}年度）"])
    sheet.append(["项目名称", "修路", "项目编码", code])
    sheet.append(["预算数", "100", "执行数", "95"])
    sheet.append(HEAD)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


OUTPUT, BENEFIT = ("产出指标", "数量指标"), ("效益指标", "社会效益指标")
LAST = [
    (*OUTPUT, "修路里程", "≥10公里", "12公里", 30),
    (*OUTPUT, "培训人次数", "≥200人次", "210人次", 20),
    (*OUTPUT, "已取消的事项", "≥5个", "5个", 10),
    (*BENEFIT, "受益人口", "≥1000人", "990人", 30),
]
THIS = [
    (*OUTPUT, "修路里程", "≥9公里", "", 30),
    (*OUTPUT, "培训总人次数", "≥220人次", "", 20),
    (*OUTPUT, "新设桥梁", "≥2座", "", 10),
    (*BENEFIT, "受益人口（户籍）", "≥1000人", "", 30),
]


@pytest.fixture
def books(tmp_path, monkeypatch):
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))
    return table(tmp_path / "2025.xlsx", 2025, THIS), table(tmp_path / "2024.xlsx", 2024, LAST)


def test_the_same_name_is_sure_a_like_one_is_proposed_the_rest_is_listed(books):
    this, last = books
    found = look_at(load(this).evaluation, of_earlier_year(last))
    assert [(m.name, m.last.indicator.tier3, m.sure) for m in found.matches] == [
        ("修路里程", "修路里程", True),
        ("培训总人次数", "培训人次数", False),
        ("受益人口（户籍）", "受益人口", False),
    ]
    assert found.new == (("修路", "新设桥梁"),)
    assert found.gone == (("修路", "已取消的事项"),)
    assert found.year == 2024


def test_a_name_under_another_tier_is_another_indicator(tmp_path, books):
    this, _ = books
    moved = table(tmp_path / "moved.xlsx", 2024, [(*BENEFIT, "修路里程", "≥10公里", "12公里", 90)])
    assert look_at(load(this).evaluation, of_earlier_year(moved)).matches == ()


def test_one_row_of_last_year_belongs_to_one_row_only(tmp_path):
    this = table(
        tmp_path / "a.xlsx", 2025, [(*OUTPUT, "培训班次", "≥5", "", 45), (*OUTPUT, "培训班次数", "≥5", "", 45)]
    )
    last = table(tmp_path / "b.xlsx", 2024, [(*OUTPUT, "培训班次数", "≥5", "6", 90)])
    found = look_at(load(this).evaluation, of_earlier_year(last))
    assert [(m.name, m.sure) for m in found.matches] == [("培训班次数", True)]
    assert found.new == (("修路", "培训班次"),)


def test_a_project_with_another_code_is_another_project(tmp_path, books):
    this, _ = books
    other = table(tmp_path / "other.xlsx", 2024, LAST, code="C2")
    names = [m.name for m in look_at(load(this).evaluation, of_earlier_year(other)).matches]
    assert names == ["修路里程", "培训总人次数", "受益人口（户籍）"]  # the code is new, the name is not
    renamed = openpyxl.load_workbook(other)
    renamed.active["B2"] = "架桥"
    renamed.save(other)
    assert look_at(load(this).evaluation, of_earlier_year(other)).matches == ()


@pytest.mark.parametrize("year", [2025, 2026])
def test_only_an_earlier_year_is_last_year(tmp_path, books, year):
    this, _ = books
    wrong = table(tmp_path / "wrong.xlsx", year, LAST)
    with pytest.raises(SelfEvalError) as caught:
        look_at(load(this).evaluation, of_earlier_year(wrong))
    assert caught.value.code == "F431"


def test_what_stood_there_outlives_the_workbook_and_can_be_undone(books):
    this, last = books
    work = open_workspace(this)
    found = look_at(work.evaluation, of_earlier_year(last))
    work.enter(facts(found, found.matches), "import")
    last.unlink()
    work.close()

    again = open_workspace(this)
    try:
        first = again.assessment.projects[0].indicators[0].indicator.id
        project = again.assessment.projects[0].project
        assert again.evaluation.facts[FactKey(project.id, first, "last.actual")] == "12公里"
        assert D(again.evaluation.facts[FactKey(project.id, first, "last.score")]) == 30
        assert again.evaluation.setting("last_year") == "2024 2024.xlsx"
        assert [p.code for p in again.problems if p.code == "T130"] == ["T130"]
        again.undo()
        assert again.evaluation.facts == {}
    finally:
        again.close()


def test_a_proposal_that_is_not_taken_leaves_nothing(books):
    this, last = books
    evaluation = load(this).evaluation
    found = look_at(evaluation, of_earlier_year(last))
    step = evaluation.step(facts(found, [m for m in found.matches if m.sure]), "import")
    rows = {key.indicator for key, text in evaluation.enter(step).facts.items() if text and key.indicator}
    assert rows == {found.matches[0].indicator}
    both = evaluation.enter(evaluation.step(facts(found, found.matches), "import"))
    fewer = both.enter(both.step(facts(found, found.matches[:1]), "import"))
    assert {key.indicator for key, text in fewer.facts.items() if text and key.indicator} == rows


def test_without_a_person_only_sure_rows_count_and_the_others_are_named(books):
    this, last = books
    loaded = load(this, last_year=last)
    assert [p.code for p in loaded.problems if p.code == "T130"] == ["T130"]
    said = " ".join(str(note.args) for note in loaded.notices)
    assert "培训人次数" in said
    assert "受益人口" in said


def test_a_reading_that_was_confirmed_last_year_is_kept_for_this_year(books, tmp_path):
    this, _ = books
    last = table(tmp_path / "last.xlsx", 2024, [(*OUTPUT, "修路里程", "10公里", "12公里", 90)])
    work = open_workspace(last)
    result = work.assessment.projects[0]
    first = result.indicators[0]
    work.set(result.project.id, first.indicator.id, "reading", canonical(first.target))
    work.close()
    evaluation, _ = beside(load(this).evaluation, of_earlier_year(last))
    kept = {key.field: text for key, text in evaluation.facts.items() if key.indicator}
    assert kept["last.reading"].replace(" ", "") == "≥10公里"


def test_last_year_never_moves_a_score(books):
    this, last = books
    plain, both = load(this).assessment, load(this, last_year=last).assessment
    assert [replace(r, project=None) for r in plain.projects] == [replace(r, project=None) for r in both.projects]
