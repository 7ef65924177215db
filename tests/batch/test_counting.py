"""What a batch adds up is counted once, and every sheet, table and the summary count the same."""

from __future__ import annotations

import errno
import os
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.core.review.overview import Asked
from selfeval.excel.roundup.labels import GRADES, OTHER
from selfeval.portfolio.batch.gathered_forms import Gathered
from selfeval.portfolio.batch.record import ProjectLine
from selfeval.portfolio.overview.tables import Tables
from selfeval.workspace.batch.folder import OUTPUTS
from selfeval.workspace.batch.units import read_units
from tests.batch.helpers import UNIT, batched, ends, form, listed, outputs, put, rows
from tests.excel.recalculation import formula_values, recalculation
from tests.tools.county.forms import Form
from tests.tools.county.layouts import by_openpyxl, national

__all__ = ["recalculation"]
POND = ("青山县水利局", "青山县河道所")


def _of_department(one: Form) -> bytes:
    """The form of a whole department."""
    rows_of = national(one)
    rows_of[0] = ["部门整体支出绩效自评表"]
    rows_of[2] = ["部门名称", "", one.department]
    del rows_of[3]
    return by_openpyxl([("部门整体", rows_of)])


def test_the_form_of_a_whole_department_is_not_added_to_its_projects(tmp_path):
    top, out = tmp_path / "上报", tmp_path / "out"
    put(top / "1.xlsx", form(1))
    put(top / "2.xlsx", form(2))
    (top / "整体.xlsx").write_bytes(_of_department(form(3)))
    summary = batched(top, out=out).summary
    assert {row["file"]: row["kind"] for row in rows(out, "files")}["上报/整体.xlsx"] == "department"
    assert summary["projects"] == {
        "found": 3, "counted": 2, "superseded": 0, "other_year": 0, "whole_departments": 1,
    }  # fmt: skip
    assert len(listed(out, "项目")) == 2
    assert {row["file"]: row["counted"] for row in rows(out, "files")}["上报/整体.xlsx"] == 0
    with Tables(*(out / f"{name}.parquet" for name in ("facts", "findings", "files"))) as tables:
        assert len(tables.places(Asked())) == 2
        assert tables.whole().projects == 2
        assert tables.whole().adjusted == Decimal(summary["money"]["adjusted"]) == form(1).adjusted + form(2).adjusted


def test_what_is_said_of_a_file_beside_others_stands_among_the_findings_too(tmp_path):
    top, out, units = tmp_path / "上报", tmp_path / "out", tmp_path / "units.txt"
    put(top / "1.xlsx")
    put(top / "2.xlsx", form(2, POND))
    units.write_text(f"{UNIT[1]}\n", encoding="utf-8")
    summary = batched(top, out=out, units=str(units)).summary
    wanted = {row["code"]: row["count"] for row in summary["findings"]["by_code"]}
    assert wanted["F711"] == 1
    assert {row[0]: row[3] for row in listed(out, "检查结果") if row[0] != "合计"} == wanted
    (said,) = [row for row in rows(out, "findings") if row["code"] == "F711"]
    assert (said["department"], said["unit"]) == POND


def test_every_unit_of_a_workbook_that_is_not_on_the_list_is_named_once(tmp_path):
    top, out, units = tmp_path / "上报", tmp_path / "out", tmp_path / "units.txt"
    others = [form(2, POND), form(3, POND), form(4, ("青山县林业局", "青山县林场"))]
    sheets = [(str(place), national(one)) for place, one in enumerate([form(1), *others])]
    top.mkdir()
    (top / "1.xlsx").write_bytes(by_openpyxl(sheets))
    units.write_text(f"{UNIT[1]}\n", encoding="utf-8")
    batched(top, out=out, units=str(units))
    assert ends(out)["上报/1.xlsx"] == ("doubt", "F711")
    said = [row["message_zh"] for row in rows(out, "findings") if row["code"] == "F711"]
    assert len(said) == 2
    assert POND[1] in said[0]
    assert "青山县林场" in said[1]


@pytest.mark.parametrize(
    ("listed", "unit", "missing"),
    [
        (f"{UNIT[0]}\n{UNIT[1]}\n", UNIT, [UNIT[0]]),
        (f"{UNIT[0]}\n", UNIT, []),
        (f"{UNIT[0]}\n{POND[1]}\n", UNIT, [POND[1]]),
        (f"{UNIT[0]}\n{UNIT[1]}\n", (UNIT[0], UNIT[0]), [UNIT[1]]),
        (f"{UNIT[0]}\n{UNIT[1]}\n", (UNIT[0], f"{UNIT[0]}本级"), [UNIT[1]]),
    ],
    ids=["unit", "department", "other unit", "itself", "itself as 本级"],
)
def test_a_unit_of_the_list_reports_for_itself_and_not_for_its_department(tmp_path, listed, unit, missing):
    units = tmp_path / "units.txt"
    units.write_text(listed, encoding="utf-8")
    put(tmp_path / "上报" / "1.xlsx", form(1, unit))
    summary = batched(tmp_path / "上报", out=tmp_path / "out", units=str(units)).summary
    assert [one["unit"] for one in summary["units"]["missing"]] == missing


def test_a_project_that_the_list_asks_its_department_for_is_reported_by_any_unit(tmp_path):
    one = form(1)
    units = tmp_path / "units.csv"
    lines = [f"{UNIT[0]},{one.project}", f"{UNIT[1]},别的项目", f"{UNIT[0]},没有的项目"]
    units.write_text("主管部门,项目名称\n" + "\n".join(lines), encoding="utf-8")
    put(tmp_path / "上报" / "1.xlsx", one)
    summary = batched(tmp_path / "上报", out=tmp_path / "out", units=str(units)).summary
    assert [found["project"] for found in summary["units"]["missing"]] == ["别的项目", "没有的项目"]


@pytest.mark.parametrize(
    "heads", ["主管部门,实施单位", "部门名称,填报单位", "一级预算部门,项目承担单位"], ids=["form", "other", "another"]
)
@pytest.mark.parametrize("turned", [False, True], ids=["first", "second"])
def test_of_department_and_unit_in_one_list_the_unit_is_asked(tmp_path, heads, turned):
    cells = [heads.split(","), list(UNIT)]
    path = tmp_path / "units.csv"
    path.write_text("\n".join(",".join(reversed(row) if turned else row) for row in cells), encoding="utf-8")
    assert [one.unit for one in read_units(path)] == [UNIT[1]]


@pytest.mark.parametrize("held", OUTPUTS)
def test_an_output_that_is_open_elsewhere_is_named_and_the_roundup_is_replaced_first(tmp_path, monkeypatch, held):
    top, out = tmp_path / "上报", tmp_path / "out"
    put(top / "1.xlsx")
    batched(top, out=out)
    before = outputs(out)
    put(top / "2.xlsx", form(2))
    whole = os.replace

    def replaced(source: Any, target: Any) -> None:
        if Path(target) == out / held:
            raise PermissionError(errno.EACCES, "held")
        whole(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("selfeval.store.atomic.os.replace", replaced)
        with pytest.raises(SelfEvalError) as error:
            batched(top, out=out)
    assert error.value.code == "F302"
    assert str(out / held) in error.value.message.render()
    if held == "汇总.xlsx":
        assert outputs(out) == before
    assert outputs(out)[held] == before[held]
    batched(top, out=out)
    assert all(now != then for now, then in zip(outputs(out).values(), before.values(), strict=True))


A, B = "A001", "B002"
WATER, WOOD = "水利局", "林业局"


def _line(unit_code: str, department: str, code: str = "") -> ProjectLine:
    known = dict.fromkeys(ProjectLine._fields)
    known |= {
        "version": "一样",
        "unit": "办公室",
        "title": "培训",
        "year": 2025,
        "filled": True,
        "whole_department": False,
    }
    return ProjectLine(**{**known, "unit_code": unit_code, "department": department, "code": code})


@pytest.mark.parametrize(
    ("forms", "counted"),
    [
        ([("", WATER), ("", WATER)], [1]),
        ([("", WATER), ("", WOOD)], [0, 1]),
        ([("", WATER), ("", WOOD), ("", WATER)], [1, 2]),
        ([("", WATER), ("", "办公室")], [1]),
        ([("", WATER), ("", "办公室"), ("", WOOD)], [0, 1, 2]),
        ([(A, WATER), (B, WATER)], [0, 1]),
        ([(A, WATER), (A, WOOD)], [1]),
        ([(A, WATER), ("", WATER)], [1]),
        ([(A, WATER), ("", "办公室")], [1]),
        ([(A, WATER), ("", WOOD)], [0, 1]),
        ([(A, WATER), (B, WOOD), ("", WOOD)], [0, 2]),
        ([(A, WATER), (B, WATER), ("", WATER)], [0, 1, 2]),
        ([(A, WATER), (B, WATER), ("", WATER), ("", WATER)], [0, 1, 3]),
        ([(A, WATER, "1"), (A, WATER, "2")], [0, 1]),
        ([(A, WATER, "1"), (A, WATER, "")], [1]),
        ([(A, WATER, "1"), (A, WATER, ""), (A, WATER, "2"), (A, WATER, "")], [0, 2, 3]),
        ([("", WATER, "1"), ("", WOOD, "1"), ("", WATER, "")], [1, 2]),
    ],
    ids=str,
)  # fmt: skip
def test_forms_of_units_of_one_name_are_versions_only_of_one_unit(forms, counted):
    with closing(Gathered()) as gathered:
        for number, form_of in enumerate(forms):
            gathered.add(number, number, [_line(*form_of)], verified=False)
        gathered.decide(2025)
        assert sorted(form.file for form in gathered.counted()) == counted


@pytest.mark.parametrize(
    ("said", "total", "grade"),
    [("优秀", 95, "优"), ("良好", 85, "良"), ("优", 95, "优"), ("较差", 40, "差"), ("A", 95, "A"), ("", 95, "优")],
)
def test_grades_are_counted_by_the_names_of_the_rules_and_add_up(tmp_path, said, total, grade):
    one, out = form(1), tmp_path / "out"
    one.grade, one.total = said, Decimal(total)
    put(tmp_path / "上报" / "1.xlsx", one)
    put(tmp_path / "上报" / "2.xlsx", form(2))
    summary = batched(tmp_path / "上报", out=out).summary
    assert grade in summary["grades"]["claimed"]
    head = [cell.value for cell in openpyxl.load_workbook(out / "汇总.xlsx")["部门"][3]]
    (line, _) = listed(out, "部门")
    by_label = dict(zip(head, line, strict=True))
    for kind in ("自评", "计分"):
        counts = {name: by_label[f"{kind}{name}"] for name in (*GRADES, OTHER)}
        assert sum(counts.values()) == by_label["项目数"] == 2
        assert bool(counts[OTHER]) == (kind == "自评" and grade not in GRADES)


def test_a_list_that_is_full_says_what_it_leaves_out_and_no_figure_changes(tmp_path, monkeypatch, recalculate):
    top, units = tmp_path / "上报", tmp_path / "units.txt"
    places = [UNIT, POND, ("青山县林业局", "青山县林场"), ("青山县教育局", "青山县一中")]
    for number in range(10):
        put(top / f"{number}.xlsx", form(number, places[number % 4]))
    named = [unit for _, unit in places]
    units.write_text("\n".join((*named, "青山县二中", "青山县三中")), encoding="utf-8")
    batched(top, out=tmp_path / "whole", units=str(units))
    monkeypatch.setattr("selfeval.excel.roundup.lists.MAX_ROWS", 7)
    batched(top, out=tmp_path / "full", units=str(units))
    for sheet in ("汇总", "部门"):
        assert listed(tmp_path / "full", sheet)[:30] == listed(tmp_path / "whole", sheet)[:30]
    for sheet, said in (
        ("项目", "另有6行未列出，见 facts.parquet"), ("文件", "另有6行未列出，见 files.parquet"),
        ("应报", "另有2行未列出，见 summary.json"), ("分部门打印", "另有12行未列出，见 facts.parquet"),
    ):  # fmt: skip
        assert listed(tmp_path / "full", sheet)[-1][0] == said, sheet
    data = (tmp_path / "full" / "汇总.xlsx").read_bytes()
    before = formula_values(data)
    after = formula_values(recalculate({"full": data})["full"].read_bytes())
    assert before.keys() == after.keys()
    for cell, value in before.items():
        assert after[cell] == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value), cell
