"""The scored workbook on paper: units, notes, type, what is printed unasked, one page for a few projects."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from selfeval.core.model import Tier1
from selfeval.excel.book.numfmt import shown
from selfeval.excel.paper.cells import as_number, with_unit
from selfeval.excel.scored.write import write_workbook
from tests.excel.scored_books import ORIGIN, assessed, filled, project, row, written


def _read(data: bytes, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def test_points_by_tier_take_one_row_a_project_and_a_dash_where_a_project_lacks_a_tier() -> None:
    one = project(row("甲", "≥90%", "95%"), row("乙", "≥90%", "95%", "满意度指标", "满意度指标"))
    two = project(row("甲", "≥90%", "95%"), row("乙", "≥90%", "95%", "效益指标", "社会效益指标"), title="项目二")
    sheet = _read(written(assessed(one, two)))["自评汇总"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "各级指标得分")
    table = {sheet.cell(row, 2).value: [cell.value for cell in sheet[row][3:11]] for row in (top + 3, top + 4)}
    assert [place for place, value in enumerate(table["项目一"]) if value == "—"] == [1, 5]
    assert [place for place, value in enumerate(table["项目二"]) if value == "—"] == [2, 6]


@pytest.mark.parametrize(
    ("others", "labels"),
    [
        ((), ["产出", "满意度", "执行率"]),
        (("管理指标",), ["产出", "满意度", "管理指标", "执行率"]),
        (
            ("过程指标", "规范性和可行性等综合管理指标", "=决策", "效益指标", "成本指标"),
            ["产出", "效益", "满意度", "成本", "=决策", "规范性和可行性等综合管理指标", "过程指标", "执行率"],
        ),
    ],
)
def test_a_tier_of_another_name_has_columns_of_its_own_that_are_charted_and_printed(
    others: tuple[str, ...], labels: list[str]
) -> None:
    rows = [row("甲", "≥90%", "95%"), row("乙", "≥90%", "95%", "满意度指标", "满意度指标")]
    rows += [row(f"其{place}", "≥9次", "9次", tier1, "过程") for place, tier1 in enumerate(others)]
    made = assessed(project(*rows))
    assert {tier.tier: tier.available for tier in made.projects[0].tiers if isinstance(tier.tier, Tier1)}.keys() == {
        tier for tier in Tier1 if tier.value in labels
    }
    sheet = _read(written(made))["自评汇总"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "各级指标得分")
    count = len(labels)
    assert [sheet.cell(top + 2, 4 + place).value for place in range(2 * count)] == labels * 2
    figures = [sheet.cell(top + 3, 4 + place).value for place in range(2 * count)]
    assert sum(figures[:count]) == 100 and all(value > 0 for value in figures)
    last = sheet.cell(top + 2, 3 + 2 * count).column_letter
    assert any(f"${last}$" in series.val.numRef.f for chart in sheet._charts for series in chart.series)
    area = sheet.print_area.rpartition(":")[2].split("$")[1]
    assert column_index_from_string(area) >= max(12, 3 + 2 * count)


def test_no_chart_has_an_empty_series() -> None:
    rows = (row("甲", "≥90%", "95%"), row("乙", "≥90%", "", "效益指标", "社会效益指标"))
    planned = {"initial": "100", "executed": "90", "plan.3": "25%", "plan.6": "50%"}
    projects = [project(*rows, title=f"项目{number}", budget=planned) for number in range(2)]
    with zipfile.ZipFile(io.BytesIO(written(assessed(*projects)))) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert [chart.count("<c:ser>") for chart in charts] == [
        2,
        2,
    ]  # 产出 and 执行率 of both projects; the plan of each, nothing spent yet


def test_six_projects_print_on_one_page() -> None:
    months = {f"{field}.{month}": "50%" for field in ("plan", "checkpoint") for month in (3, 6, 10, 12)}
    budget = {"initial": "100", "executed": "90", **months}
    projects = [project(row("甲", "≥90%", "95%"), title=f"某类专项资金{number}", budget=budget) for number in range(6)]
    sheet = _read(written(assessed(*projects)))["自评汇总"]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert not sheet.row_breaks.brk


def test_sheets_that_stay_in_the_house_are_not_printed_unasked_and_say_so() -> None:
    book = _read(written(filled()))
    assert [page.title for page in book if page.sheet_view.tabSelected] == ["自评汇总"]
    papers = {"计分过程": 8, "检查结果": 9, "说明": 9}
    for name, paper in papers.items():
        page, setup = book[name], book[name].page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (paper, "landscape", 0)
        assert page.oddHeader.right.text == "内部资料，不随自评表报送"


def test_what_goes_out_names_neither_packs_nor_what_is_unverified() -> None:
    book = _read(write_workbook(filled(), (), ORIGIN, translate=lambda text: text))
    for page in book.worksheets:
        texts = "\n".join(str(cell.value) for line in page.iter_rows() for cell in line if cell.value is not None)
        inside = page.title in {"计分过程", "检查结果", "说明"}
        assert inside or not re.search(r"cn-mof|待核实|版本|not verified", texts), page.title
    about = "\n".join(str(cell.value) for line in book["说明"].iter_rows() for cell in line if cell.value is not None)
    assert "cn-mof-2020-10" in about and "依据待核实" in about


@pytest.mark.parametrize(("count", "size"), [(5, 12), (60, 10)])
def test_a_form_that_fits_on_one_page_has_type_of_12_points(count: int, size: int) -> None:
    form = _read(written(assessed(project(*(row(f"名{n}", "≥90%", "95%") for n in range(count))))))["项目一"]
    assert {form.cell(13, column).font.sz for column in range(4, 10)} == {size}


def test_a_form_tells_corrected_readings_moved_points_and_why_the_budget_was_not_spent() -> None:
    rows = (
        row("结案率", "≤100%", "98%", reading="≥100%"),
        row("场次", "≥5场", "", not_applicable="政策取消 县财预〔2025〕12号"),
        row("户数", "≥5户", "3户", not_applicable="未开展", reason="整改中"),
        row("人次", "≥95人次", "96"),
    )
    budget = {"initial": "100", "executed": "60"}
    before = assessed(project(*rows, budget=budget, budget_reason="尾款次年支付"))
    form = _read(written(before))["项目一"]
    assert form["E13"].value == "≤100%"
    assert form["G7"].value == "执行情况说明：尾款次年支付"
    assert form["I14"].value == "不适用：政策取消，县财预〔2025〕12号"
    assert form["I15"].value == "不适用：未开展。整改中"
    note = form.cell(form.max_row - 1, 1).value
    assert note.startswith("注：1. ") and "“结案率”≤100%（按≥100%计）" in note and "2. 标“不适用”的指标不计分" in note
    assert (form["F16"].value, form["F16"].number_format) == (96, '0"人次"')


UNITS = (
    "%",
    "台（套）",
    '个"双引"',
    "元\\人",
    "人·次/百户[年]",
    "m2",
    "万;元",
    "元/人·月（含税，不含保险）",
    "字" * 16,
)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("text", ["98", "428.4", "1,234.50", "0.00317", "-3"])
def test_a_bare_number_shows_its_unit_and_every_digit(text: str, unit: str) -> None:
    bare = as_number(text)
    assert bare is not None
    number = with_unit(bare, unit)
    assert number.value == bare.value
    assert shown(number.value, number.format) == (text + unit, True)


def test_an_actual_without_its_unit_is_printed_with_it() -> None:
    facts = (("≥90%", "98"), ("≥400台（套）", "428.4"), ("≥95人次", "96人次"), ("≥90%", "95%"), ("≥5", "6"))
    data = written(assessed(project(*(row(f"名{n}", *fact) for n, fact in enumerate(facts)))))
    cells = [_read(data)["项目一"].cell(13 + place, 6) for place in range(len(facts))]
    assert [cell.number_format for cell in cells] == ['0"%"', '0.0"台（套）"', '0"人次"', "0%", "0"]
    assert [cell.value for cell in cells] == [98, 428.4, 96, 0.95, 6]


def test_shares_and_answers_are_validated() -> None:
    rows = (row("甲", "有效改善", "达成年度指标 95%"), row("乙", "是", "是"), row("丙", "≥90%", "98"))
    book = _read(written(assessed(project(*rows))), values=False)
    sheets = ("项目一", "计分过程")
    rules = {str(rule.sqref): rule for name in sheets for rule in book[name].data_validations.dataValidation}
    assert rules["F13"].type == "list" and "达成年度指标" in rules["F13"].formula1
    assert rules["F14"].formula1 == '"是,否"'
    assert rules["F15"].type == "custom"
    assert rules["K4"].type == "custom" and "K4>=0,K4<=100" in rules["K4"].formula1
