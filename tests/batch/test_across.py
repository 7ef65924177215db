"""What 汇总 says across units is exactly what a small made county has."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from selfeval.core.roundup.lists import Largest
from selfeval.portfolio.batch.crosswise import WITHOUT_REASON, own_words
from tests.batch.helpers import batched, form, listed, put, rows
from tests.excel.recalculation import Recalculate, formula_values, recalculation
from tests.tools.county.forms import Form
from tests.tools.county.layouts import by_openpyxl, national

__all__ = ["recalculation"]
UNITS = (("甲县水利局", "甲县水利站"), ("甲县林业局", "甲县林场"), ("甲县教育局", "甲县一中"))
OWN = "两个村未完成移交，三月前补齐"
REASON = "雨季施工受阻，明年提前备料并重新安排"
COMMON = ("群众满意度调查", "≥90%", "95%")


def _form(number: int) -> Form:
    """Forms of three units in turn; all have one indicator with full marks, three a reason that others have too."""
    one = form(number, UNITS[number % 3])
    last = one.lines[-1]
    last.name, last.target, last.actual = COMMON
    last.score = last.weight
    for line in one.lines:
        line.reason = ""
    if number < 3:
        one.lines[0].reason = REASON if number else f" {REASON} "
    if number in {0, 3}:  # one unit, once with a blank in it
        one.lines[1].reason, one.unit = OWN, one.unit.replace("县", "县 " if number else "县")
    one.add_up()
    return one


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six forms of three units; one with the targets of the year before, one whose form of that year is there too."""
    top = tmp_path_factory.mktemp("county")
    (top / "上报").mkdir()
    for number in range(6):
        one = _form(number)
        if number == 4:
            old = deepcopy(one)
            old.year = one.year - 1
            old.lines[1].target = "≥1%"
            put(top / "上报" / "去年.xlsx", old)
        table = national(one)
        if number == 5:
            head = next(row for row in table if "三级指标" in row)
            table = [[*row, *_last(place, row, one)] for place, row in enumerate(table, -table.index(head))]
        (top / "上报" / f"{number}.xlsx").write_bytes(by_openpyxl([("自评表", table)]))
    units = top / "units.csv"
    units.write_text("单位名称\n" + "".join(f"{unit}\n" for _, unit in UNITS) + "甲县河道所\n", encoding="utf-8")
    batched(top / "上报", out=top / "out", units=str(units))
    return top / "out"


def _last(place: int, row: list[Any], one: Form) -> list[str]:
    """The cell of 上年指标值: the target itself, of the first indicator another one."""
    if place == 0:
        return [""] * (11 - len(row)) + ["上年指标值"]
    if 1 <= place <= len(one.lines):
        return [""] * (11 - len(row)) + ["≥1%" if place == 1 else one.lines[place - 1].target]
    return []


def remark(county: Path, sheet: str) -> str:
    return str(openpyxl.load_workbook(county / "汇总.xlsx")[sheet]["A2"].value)


def test_a_reason_in_forms_of_several_units_is_listed_with_its_first_cells(county):
    found = [row for row in listed(county, "重复文字") if row[0] == "偏差原因"]
    assert [(row[1].strip(), row[2], row[3]) for row in found] == [(REASON, 3, 3)]
    assert [spot.split()[0] for spot in found[0][4:7]] == ["甲县水利站", "甲县林场", "甲县一中"]


@pytest.mark.parametrize(
    ("kind", "text", "own"),
    [
        ("actual", "2025年12月21日", False), ("actual", "达成年度指标 100%", False), ("actual", "已完成", False),
        ("actual", "部分达成年度指标并具有一定效果（80%）", False), ("actual", "1234567890.12万元", False),
        ("actual", "印发资料并开展入户宣传活动", True), ("reason", "招标流标一次，已重新组织", True),
        ("reason", "无", False), ("reason", "——", False), ("reason", "2025.12.31", False),
    ],
)  # fmt: skip
def test_only_free_wording_is_looked_at_for_repeated_texts(kind, text, own):
    assert own_words(kind, text) is own


def test_an_indicator_with_full_marks_in_every_form_is_listed_with_its_forms_and_units(county):
    facts = [row for row in rows(county, "facts") if row["counts"] and row["row"] == "indicator"]
    forms: dict[str, Counter[str]] = {}
    for row in facts:
        full = "full" if row["claimed_score"] >= row["weight"] else "less"
        forms.setdefault(row["tier3"], Counter()).update([full])
    wanted = {name: found["full"] for name, found in forms.items() if not found["less"] and found["full"] >= 5}
    assert wanted[COMMON[0]] == 6
    found = {row[0]: (row[1], row[2]) for row in listed(county, "始终满分")}
    assert {name: counts[0] for name, counts in found.items()} == wanted
    assert found[COMMON[0]] == (6, 3)


def test_targets_are_held_against_the_column_and_the_file_of_the_year_before(county):
    own, other = _form(5), _form(4)
    compared = len(own.lines) + len(other.lines)
    assert f"{compared}项，与上年相同{compared - 2}项" in remark(county, "与上年相同")
    found = listed(county, "与上年相同")
    assert len(found) == compared - 2
    sources = Counter(row[5] for row in found)
    assert sources == {"上年指标值列": len(own.lines) - 1, "上报/去年.xlsx": len(other.lines) - 1}
    assert all(row[3] == row[4] for row in found)
    assert other.lines[1].name not in {row[2] for row in found if row[5] != "上年指标值列"}


def test_findings_by_code_and_department_are_those_of_the_table(county):
    wanted = Counter(
        (row["code"], row["department"] or row["unit"]) for row in rows(county, "findings") if row["counts"]
    )
    book = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)
    head = [cell.value for cell in book["检查结果"][3]]
    lines = listed(county, "检查结果")
    found = {
        (line[0], name): count for line in lines[:-1] for name, count in zip(head[4:], line[4:], strict=True) if count
    }
    assert found == wanted
    assert lines[-1][0] == "合计"
    assert lines[-1][3] == sum(wanted.values())
    missing = sum(count for (code, _), count in wanted.items() if code in WITHOUT_REASON)
    assert len(listed(county, "缺少原因")) == missing
    assert f"共{missing}处" in remark(county, "缺少原因")


def test_each_department_has_a_page_with_its_projects_and_their_sums(county):
    book = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)
    sheet = book["分部门打印"]
    names = sorted(department for department, _ in UNITS)
    assert [row[0] for row in listed(county, "分部门打印") if row[0] in names] == names
    assert [one.id for one in sheet.row_breaks.brk] == [7, 11]
    assert not sheet.page_setup.fitToWidth or not sheet.sheet_properties.pageSetUpPr.fitToPage
    budgets = [row for row in rows(county, "facts") if row["row"] == "budget" and row["counts"]]
    sums = [row for row in listed(county, "分部门打印") if str(row[0]).startswith("合计")]
    assert [Decimal(str(row[2])) for row in sums] == [
        sum(row["adjusted"] for row in budgets if row["department"] == name) for name in names
    ]


def test_ranks_follow_the_means_and_the_bureaus_list_is_counted(county):
    book = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)
    head = [cell.value for cell in book["部门"][3]]
    lines = [dict(zip(head, row, strict=True)) for row in listed(county, "部门")][:-1]
    for mean, rank in (("计分平均分", "计分名次"), ("自评平均分", "自评名次")):
        assert [line[rank] for line in lines] == [1 + sum(o[mean] > line[mean] for o in lines) for line in lines]
    figures = {row[0]: row[1] for row in listed(county, "汇总")}
    assert (figures["应报"], figures["已报"], figures["未报"]) == (4, 3, 1)


def test_every_formula_recalculated_is_what_it_stores(county, recalculate: Recalculate):
    data = (county / "汇总.xlsx").read_bytes()
    before = formula_values(data)
    after = formula_values(recalculate({"county": data})["county"].read_bytes())
    assert {sheet for sheet, _ in before} == {"汇总", "部门", "分部门打印", "检查结果"}
    for cell, value in before.items():
        assert after[cell] == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value), cell


def test_a_list_keeps_its_largest_and_of_equal_ones_the_first():
    largest: Largest[str] = Largest(3)
    for name, size in (("a", 1), ("b", 5), ("c", 1), ("d", 3), ("e", 1), ("f", 5)):
        largest.add(Decimal(size), name)
    assert largest.lines() == ("b", "f", "d")
    assert largest.copy().lines() == largest.lines()


def test_remarks_and_heads_are_seen_whole(county):
    book = openpyxl.load_workbook(county / "汇总.xlsx")
    for sheet in book.worksheets[1:]:
        merged = {str(area).partition(":")[0] for area in sheet.merged_cells.ranges}
        assert ("A2" in merged) == (sheet["A2"].value is not None), sheet.title
    assert book["检查结果"].row_dimensions[2].height >= 20
    assert [book[name].page_setup.paperSize for name in ("部门", "分部门打印")] == [8, 9]
