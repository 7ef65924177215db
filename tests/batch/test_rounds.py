"""What files are beside each other: versions of one form, years, the list of units; and the rule pack of each."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval import api
from selfeval.workspace.batch.units import Expectation, read_units
from tests.batch.helpers import UNIT, batched, ends, form, put, rows
from tests.tools.county.layouts import by_openpyxl, targets


def _at(path: Path, second: int) -> Path:
    os.utime(path, (second, second))
    return path


def test_of_two_versions_the_later_one_counts_and_both_say_so(tmp_path):
    old, new = form(1), form(1)
    new.lines[0].actual = new.lines[0].target.removeprefix("≥")
    _at(put(tmp_path / "a" / "2-旧.xlsx", old), 1000)
    _at(put(tmp_path / "a" / "1-新.xlsx", new), 2000)
    batch = batched(tmp_path / "a", out=tmp_path / "out")
    assert ends(tmp_path / "out") == {"a/1-新.xlsx": ("read", ""), "a/2-旧.xlsx": ("doubt", "F708")}
    said = {row["file"]: row["message_zh"] for row in rows(tmp_path / "out", "files")}
    assert "a/1-新.xlsx" in said["a/2-旧.xlsx"]
    counts = {row["file"]: row["counts"] for row in rows(tmp_path / "out", "facts")}
    assert counts == {"a/1-新.xlsx": True, "a/2-旧.xlsx": False}
    assert batch.summary["projects"] == {
        "found": 2,
        "counted": 1,
        "superseded": 1,
        "other_year": 0,
        "whole_departments": 0,
    }


def test_a_filled_form_counts_before_targets_and_one_that_verifies_before_one_of_the_same_time(tmp_path):
    top = tmp_path / "a"
    source = put(top / "表.xlsx", form(1))
    scored = api.write(api.score(source), top / "已评分.xlsx")
    shutil.copy(source, top / "副本.xlsx")
    (top / "目标.xlsx").write_bytes(by_openpyxl([("目标", targets(form(1)))]))
    for name, second in (("表.xlsx", 1000), ("已评分.xlsx", 1000), ("副本.xlsx", 1000), ("目标.xlsx", 2000)):
        _at(top / name, second)
    batched(top, out=tmp_path / "out")
    assert scored.exists()
    states = {row["file"]: row["counted"] for row in rows(tmp_path / "out", "files")}
    assert states == {"a/副本.xlsx": 0, "a/表.xlsx": 0, "a/已评分.xlsx": 1, "a/目标.xlsx": 0}
    assert {row["kind"] for row in rows(tmp_path / "out", "files")} == {"filled", "scored", "targets"}
    verified = {row["file"]: row["verified"] for row in rows(tmp_path / "out", "files")}
    assert verified == {"a/副本.xlsx": None, "a/表.xlsx": None, "a/已评分.xlsx": True, "a/目标.xlsx": None}


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({"unit": "青山县河道所"}, 2), ({"year": 2024}, 1), ({"project": "另一个项目"}, 2), ({"code": "999"}, 2),
        ({"code": ""}, 1), ({"unit": "青山县水利站 "}, 1), ({"unit": ""}, 2), ({}, 1),
        ({"department": "青山县林业局"}, 2), ({"department": ""}, 1), ({"department": "青山县水利局 "}, 1),
    ],
    ids=str,
)  # fmt: skip
def test_versions_are_of_one_unit_year_and_project(tmp_path, change, counted):
    put(tmp_path / "a" / "1.xlsx", form(1))
    put(tmp_path / "a" / "2.xlsx", replace(form(1), **change))
    assert batched(tmp_path / "a", out=tmp_path / "out", year=2025).summary["projects"]["counted"] == counted


def test_the_year_of_the_round_is_that_of_most_projects_or_the_one_asked_for(tmp_path):
    for number in range(3):
        put(tmp_path / "a" / f"{number}.xlsx", replace(form(number), year=2025 if number else 2024))
    batch = batched(tmp_path / "a", out=tmp_path / "out")
    assert batch.summary["year"] == 2025
    assert ends(tmp_path / "out")["a/0.xlsx"] == ("doubt", "F710")
    other = batched(tmp_path / "a", out=tmp_path / "out", year=2024)
    assert other.summary["year"] == 2024
    assert other.summary["projects"]["counted"] == 1


def _pack(path: Path, year: int) -> Path:
    lines = (
        'schema = "selfeval.rules/1"', f'id = "{path.stem}"', 'extends = "cn-mof-2020-10"', 'version = "1.0"',
        'title = "县里的"', f"years = {{ from = {year}, to = {year} }}", 'applies_to = ["青山县水利局"]',
    )  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_pack_of_other_years_is_said_and_the_form_is_scored_all_the_same(tmp_path):
    put(tmp_path / "a" / "1.xlsx", form(1))
    pack = _pack(tmp_path / "old.toml", 2019)
    batch = batched(tmp_path / "a", out=tmp_path / "out", rules=str(pack))
    (row,) = rows(tmp_path / "out", "files")
    assert (row["state"], row["code"], row["pack"]) == ("doubt", "R165", "cn-mof-2020-10")
    assert batch.summary["projects"]["counted"] == 1
    assert batch.summary["scores"]["recomputed"] == 1


def test_a_pack_beside_a_form_that_is_meant_for_its_unit_is_taken(tmp_path):
    put(tmp_path / "a" / "甲" / "1.xlsx", form(1))
    put(tmp_path / "a" / "乙" / "2.xlsx", form(2))
    _pack(tmp_path / "a" / "甲" / "local.toml", 2025)
    batched(tmp_path / "a", out=tmp_path / "out")
    used = {row["file"]: (row["pack"], row["chosen"]) for row in rows(tmp_path / "out", "files")}
    assert used["a/甲/1.xlsx"] == ("local", "local")
    assert used["a/乙/2.xlsx"] == ("cn-mof-2020-10", "national")
    said = {row["file"]: row["notice_en"] for row in rows(tmp_path / "out", "files")}
    assert "says that it is for this unit and year" in said["a/甲/1.xlsx"]
    assert not said["a/乙/2.xlsx"]
    _pack(tmp_path / "a" / "甲" / "local.toml", 2024)
    again = batched(tmp_path / "a", out=tmp_path / "out")
    assert again.progress.fresh == 1, "a pack that changed concerns the forms of its folder"
    assert {row["pack"] for row in rows(tmp_path / "out", "files") if row["pack"]} == {"cn-mof-2020-10"}


LISTS = {
    "names.txt": "青山县水利站\n青山县河道所\n",
    "names.csv": "单位名称\n青山县水利站\n青山县河道所\n合计\n",
    "coded.csv": "序号,预算单位编码,预算单位\n1,,青山县水利站\n2,302001,青山县河道所\n",
    "one.csv": "单位\n青山县水利局\n302001 青山县河道所\n",
}


@pytest.mark.parametrize("name", [*LISTS, "book.xlsx"])
def test_a_list_of_units_is_read_in_every_form(tmp_path, name):
    path = tmp_path / name
    if name == "book.xlsx":
        cells = [["应报单位"], ["单位编码", "单位名称"], ["", "青山县水利站"], ["302001", "青山县河道所"]]
        path.write_bytes(by_openpyxl([("名单", cells)]))
    else:
        path.write_text(LISTS[name], encoding="utf-8")
    put(tmp_path / "a" / "1.xlsx", form(1))
    summary = batched(tmp_path / "a", out=tmp_path / "out", units=str(path)).summary
    assert (summary["units"]["expected"], summary["units"]["reported"]) == (2, 1)
    assert [one["unit"] for one in summary["units"]["missing"]] == ["青山县河道所"]


def test_a_list_with_projects_says_which_of_them_are_missing_and_who_is_not_on_it(tmp_path):
    one, other = form(1), form(2, ("青山县林业局", "青山县林场"))
    units = tmp_path / "units.csv"
    lines = [f"{UNIT[1]},{one.code},随便", f"{UNIT[1]},,{one.project}", f"{UNIT[1]},,没有的项目"]
    units.write_text("单位名称,项目编码,项目名称\n" + "\n".join(lines), encoding="utf-8")
    put(tmp_path / "a" / "1.xlsx", one)
    put(tmp_path / "a" / "2.xlsx", other)
    summary = batched(tmp_path / "a", out=tmp_path / "out", units=str(units)).summary
    assert [found["project"] for found in summary["units"]["missing"]] == ["没有的项目"]
    assert ends(tmp_path / "out")["a/2.xlsx"] == ("doubt", "F711")
    assert [line.found for line in Expectation(read_units(units)).lines()] == ["", "", ""]
