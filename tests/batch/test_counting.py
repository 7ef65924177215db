"""What a batch adds up is counted once, and every sheet, table and the summary count the same."""

from __future__ import annotations

import errno
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.core.review.overview import Asked
from selfeval.portfolio.overview.tables import Tables
from selfeval.workspace.batch.folder import OUTPUTS
from selfeval.workspace.batch.units import read_units
from tests.batch.helpers import UNIT, batched, ends, form, outputs, put, rows
from tests.tools.county.forms import Form
from tests.tools.county.layouts import by_openpyxl, national

POND = ("青山县水利局", "青山县河道所")


def _of_department(one: Form) -> bytes:
    """The form of a whole department."""
    rows_of = national(one)
    rows_of[0] = ["部门整体支出绩效自评表"]
    rows_of[2] = ["部门名称", "", one.department]
    del rows_of[3]
    return by_openpyxl([("部门整体", rows_of)])


def _sheet(out: Path, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(out / "汇总.xlsx", data_only=True)
    found = [tuple(row) for row in book[name].iter_rows(min_row=4, values_only=True)]
    return [row for row in found if any(value is not None for value in row)]


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
    assert len(_sheet(out, "项目")) == 2
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
    assert {row[0]: row[3] for row in _sheet(out, "检查结果") if row[0] != "合计"} == wanted
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
