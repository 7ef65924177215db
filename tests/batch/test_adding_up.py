"""Figures of 汇总 that people add up again: a rate over known amounts, units beside the list, what a sum is of."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.roundup.sums import FormLine, Sums
from selfeval.portfolio.batch.crosswise import WITHOUT_REASON
from tests.batch.helpers import UNIT, batched, form
from tests.excel.recalculation import Recalculate, formula_values, recalculation
from tests.tools.county.layouts import by_openpyxl, national

__all__ = ["recalculation"]


def line(adjusted: int | None, executed: int | None) -> FormLine:
    """A project with these amounts, nothing else known."""
    known: dict[str, object] = dict.fromkeys(FormLine.__slots__)
    known |= dict.fromkeys(("errors", "warnings", "notes", "indicators", "adjusted_targets"), 0)
    known |= {"adjusted": None if adjusted is None else Decimal(adjusted)}
    known |= {"executed": None if executed is None else Decimal(executed)}
    return FormLine(**known)


@pytest.mark.parametrize(
    ("amounts", "rate"),
    [
        ([(100, 90), (100, None)], Fraction(9, 10)),
        ([(100, 90), (None, 50)], Fraction(9, 10)),
        ([(100, 90), (300, 0)], Fraction(9, 40)),
        ([(100, None), (None, 50)], None),
        ([(0, 0)], None),
        ([], None),
    ],
)
def test_a_rate_is_over_the_projects_that_have_both_amounts(amounts, rate):
    sums, parts = Sums(), Sums()
    for one in amounts:
        sums.add(line(*one))
        part = Sums()
        part.add(line(*one))
        parts.add_all(part)
    assert sums.rate == parts.rate == rate


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit with one form that says nothing of what was spent, a unit whose name the list writes otherwise."""
    top = tmp_path_factory.mktemp("county")
    (top / "上报").mkdir()
    for number in range(4):
        one = form(number, UNIT if number < 3 else ("青山县林业局", "青山县林场"))
        table = national(one)
        if number == 2:
            head = next(place for place, row in enumerate(table) if "全年执行数" in map(str, row))
            column = list(map(str, table[head])).index("全年执行数")
            for row in table[head + 1 : head + 5]:
                row[column] = ""
        if number == 3:
            places = [(line, place) for line in table for place in range(1, len(line))]
            line, cell = next(
                (line, place)
                for line, place in places
                if "≥" in str(line[place - 1]) and str(line[place]).endswith("%")
            )
            line[cell] = str(Decimal(str(line[cell]).removesuffix("%")) / 100)
        (top / "上报" / f"{number}.xlsx").write_bytes(by_openpyxl([("自评表", table)]))
    (top / "上报" / ".DS_Store").write_bytes(b"x")
    (top / "单位.txt").write_text(f"{UNIT[1]}\n青山县林厂\n青山县河道所\n", encoding="utf-8")
    batched(top / "上报", out=top / "out", units=str(top / "单位.txt"))
    return top / "out"


def known_rate(county: Path, department: str) -> Fraction:
    lines = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)["项目"].iter_rows(min_row=4, values_only=True)
    both = [(row[5], row[6]) for row in lines if row[0] == department and row[5] is not None and row[6] is not None]
    return Fraction(str(sum(spent for _, spent in both))) / Fraction(str(sum(base for base, _ in both)))


def test_the_rates_of_the_workbook_are_of_known_amounts_and_stay_so_recalculated(
    county: Path, recalculate: Recalculate
) -> None:
    data = (county / "汇总.xlsx").read_bytes()
    after = formula_values(recalculate({"county": data})["county"].read_bytes())
    for cell, value in formula_values(data).items():
        assert after[cell] == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value), cell
    book = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)
    rates = {row[0]: row[5] for row in book["部门"].iter_rows(min_row=4, values_only=True)}
    assert rates[UNIT[0]] == pytest.approx(float(known_rate(county, UNIT[0])))
    sums = [row for row in book["分部门打印"].iter_rows(min_row=4, values_only=True) if str(row[0]).startswith("合计")]
    assert [row[4] for row in sums] == pytest.approx([rates["青山县林业局"], rates[UNIT[0]]])
    assert "都有的项目" in book["部门"]["A2"].value, "the sheet says of what the rate is"


def test_a_unit_written_otherwise_on_the_list_stands_below_it(county: Path) -> None:
    book = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)
    found = {row[1]: row[4] for row in book["应报"].iter_rows(min_row=4, values_only=True)}
    assert found == {UNIT[1]: "已报", "青山县林厂": "未报", "青山县河道所": "未报", "青山县林场": "不在清单中"}
    figures = {row[0]: row[1] for row in book["汇总"].iter_rows(min_row=3, max_col=2, values_only=True)}
    assert [figures[name] for name in ("应报", "已报", "未报", "不在清单中的单位")] == [3, 1, 2, 1]
    assert figures["　未能读取中：非报送文件"] == figures["其中：未能读取"] == 1
    assert figures["其中：算不出计分得分的"] == 1
    units = json.loads((county / "summary.json").read_text(encoding="utf-8"))["units"]
    assert (units["expected"], units["reported"], len(units["missing"])) == (3, 1, 2)
    assert units["unlisted"] == [{"unit_code": None, "unit": "青山县林场"}]


def test_a_difference_that_follows_from_a_figure_in_doubt_says_so(county: Path) -> None:
    sheet = openpyxl.load_workbook(county / "汇总.xlsx", data_only=True)["差异"]
    (first, *others) = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert first[0] == "青山县林场"
    assert first[9].startswith("可能写错单位，请先核对（A104）；")
    assert not any("可能写错单位" in row[9] for row in others)
    assert "写错单位" in sheet["A2"].value


def test_sentences_of_the_lists_are_read_whole(county: Path) -> None:
    book = openpyxl.load_workbook(county / "汇总.xlsx")
    sheet = book["检查结果"]
    long = next(row for row in sheet.iter_rows(min_row=4) if len(str(row[2].value or "")) > 40)
    assert long[2].alignment.wrap_text
    assert sheet.row_dimensions[long[2].row].height > 20


def test_a_reason_that_says_nothing_is_a_missing_one():
    assert "S106" in WITHOUT_REASON
