"""`selfeval aggregate`: a scored workbook of several units that verifies, with what each of them brought."""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest

from tests.cli.conftest import listing
from tests.excel.recalculation import formula_values, recalculation

_ = recalculation  # the fixture `recalculate`


@pytest.fixture
def forms(run, folder):
    """The filled example, and the same of another unit with other outcomes and amounts."""
    book = openpyxl.load_workbook(folder / "filled.xlsx")
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("乐亭县信访局", "滦南县信访局")
    book.save(folder / "other.xlsx")
    (folder / "other.csv").write_text(
        "项目名称,一级指标,三级指标,实际完成值\n信访专项资金,,重点地区访量,12批次\n信访专项资金,满意度指标,信访群众及相关单位满意度,80%\n"
        "信访专项资金,预算,全年执行数,91.25\n",
        encoding="utf-8",
    )
    assert run("score", "other.xlsx", "--actuals", "other.csv", "-o", "other-scored.xlsx").code in {0, 1}
    return [folder / "filled.xlsx", folder / "other-scored.xlsx"]


def answer(run, *args):
    done = run("aggregate", *args, "--json")
    assert done.code in {0, 1}, done.err
    return json.loads(done.out)


def test_what_each_unit_brought_adds_up_and_the_workbook_verifies(run, folder, forms):
    before = listing(folder)
    said = answer(run, *forms, "-o", "joint.xlsx")
    assert {name: data for name, data in listing(folder).items() if name != "joint.xlsx"} == before
    one = next(item for item in said["projects"] if item["name"] == "信访专项资金")
    assert [unit["executed"] for unit in one["units"]] == ["182.5", "91.25"]
    rows = {row["tier3"]: row for row in one["indicators"]}
    assert (rows["重点地区访量"]["actual"], rows["重点地区访量"]["how"]) == ("27批次", "sum")
    assert rows["信访群众及相关单位满意度"]["actual"] == "88.8%"  # 93.2 % and 80 %, weighed 2 to 1
    assert [given["unit"] for given in rows["重点地区访量"]["contributions"]] == [u["unit"] for u in one["units"]]
    assert said["output"] == "joint.xlsx"
    done = run("verify", "joint.xlsx")
    assert done.code == 0, done.out
    again = json.loads(run("score", "joint.xlsx", "-o", "again.xlsx", "--json").out)
    assert [item["total"] for item in again["projects"]] == [item["total"] for item in said["projects"]]
    sheet = openpyxl.load_workbook("joint.xlsx")["各单位"]
    cells = {cell.value for line in sheet.iter_rows() for cell in line}
    assert {"滦南县信访局本级" in str(value) for value in cells} == {True, False}
    assert {"15批次", "12批次", "27批次"} <= cells


@pytest.mark.libreoffice
def test_the_joint_workbook_comes_out_the_same_anew(run, folder, forms, recalculate):
    answer(run, *forms, "-o", "joint.xlsx")
    data = (folder / "joint.xlsx").read_bytes()
    kept, anew = formula_values(data), formula_values(recalculate({"joint": data})["joint"].read_bytes())
    assert len(kept) > 50
    for place, value in kept.items():
        assert anew[place] == (value if isinstance(value, str) else pytest.approx(value, abs=1e-9)), place


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_form_is_itself_and_equal_forms_are_one(run, folder, count):
    for number in range(count):
        shutil.copy("filled.xlsx", f"form{number}.xlsx")
    said = answer(run, *(f"form{number}.xlsx" for number in range(count)), "-o", "joint.xlsx")
    alone = json.loads(run("score", "filled.xlsx", "-o", "alone.xlsx", "--json").out)
    assert [one["total"] for one in said["projects"]] == [one["total"] for one in alone["projects"]]
    assert run("verify", "joint.xlsx").code == 0
    assert len({unit["unit"] for unit in said["projects"][0]["units"]}) == count


def test_the_pack_says_how_and_its_sentence_stands_in_the_workbook(run, folder, forms):
    said = answer(run, *forms, "--rules", "variant-review-checklist", "-o", "joint.xlsx")
    assert said["method"]["relative"] == "executed"
    assert "not verified" in said["method"]["said"]
    about = openpyxl.load_workbook("joint.xlsx")["说明"]
    assert any("按全年执行数加权" in str(cell.value) for line in about.iter_rows() for cell in line)


@pytest.mark.parametrize(
    ("args", "code"),
    [((), ""), (("nowhere.xlsx",), "F101"), (("filled.xlsx", "-o", "filled.xlsx", "--force"), "F306"),
     (("filled.xlsx", "-o", "out.pdf"), "F305")],
)  # fmt: skip
def test_what_cannot_be_put_together_is_refused(run, folder, args, code):
    done = run("aggregate", *args)
    assert done.code == 2
    assert code in done.err


def test_forms_of_different_years_are_refused(run, folder):
    assert run("score", "filled.xlsx", "--year", "2024", "-o", "older.xlsx").code in {0, 1}
    done = run("aggregate", "filled.xlsx", "older.xlsx")
    assert (done.code, "F417" in done.err) == (2, True)


def test_what_was_found_while_reading_a_form_is_told_with_its_file(run, folder, forms):
    book = openpyxl.load_workbook(folder / "filled.xlsx")
    book["信访专项资金"]["H13"] = "#REF!"
    book.save(folder / "broken.xlsx")
    said = answer(run, forms[1], "broken.xlsx")
    places = [one["where"] for one in said["problems"] if one["code"] == "F207"]
    assert places == ["broken.xlsx:信访专项资金!H13"]


def test_two_projects_of_one_unit_under_one_code_stay_two_with_their_own_scores(run, folder):
    book = openpyxl.load_workbook(folder / "filled.xlsx")
    codes = [one for sheet in book for row in sheet.iter_rows() for one in row if str(one.value)[:9] == "13022525P"]
    assert len({cell.value for cell in codes}) == 2
    for cell in codes:
        cell.value = codes[0].value
    book.save(folder / "copied.xlsx")
    alone = json.loads(run("score", "copied.xlsx", "-o", "copied-scored.xlsx", "--json").out)
    said = answer(run, "copied.xlsx", "-o", "joint.xlsx")
    assert [one["total"] for one in said["projects"]] == [one["total"] for one in alone["projects"]]
    assert run("verify", "joint.xlsx").code == 0
