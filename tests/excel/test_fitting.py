"""The scored workbook as it is seen: no wrapped text needs more lines than its row shows, no number is too wide."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.labels import RECORD_LINE
from selfeval.excel.paper.style import display_width
from selfeval.excel.scored.publish import publish
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import figures_of
from selfeval.excel.scored.verify.workbook import matched_sheets, verify
from tests.excel.books import loaded, saved
from tests.excel.scored_books import assessed, filled, opened, pack, project, row, written

NAME = "依法按期完成信访事项受理办理并及时录入信息系统的平均办结率与群众反馈满意情况的综合评价指标名称共计六十个汉字"
LONG = "因年中机构改革人员调整，部分事项需跨部门会商，办理时限有所延长。" * 13
TIERS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
PLAN = {"plan.3": "25%", "plan.6": "50%", "plan.10": "75%", "plan.12": "100%", "checkpoint.3": "20%"}


def stress(projects: int = 3) -> Assessment:
    """Everything long: names, targets, reasons, goals, titles, amounts in 元; some rows do not apply."""
    made = []
    for number in range(projects):
        rows = [
            row(
                f"{NAME}{place}",
                LONG[:400] if place % 9 == 4 else "≥90%",
                "达成年度指标 90%" if place % 9 == 4 else "85%",
                *TIERS[place * len(TIERS) // 30],
                reason=LONG[:400] if place % 4 == 0 else "人手不足",
                not_applicable="未开展（乐信〔2025〕7号）" if place % 11 == 7 else "",
            )
            for place in range(30)
        ]
        made.append(
            project(
                *rows,
                title=f"2025年度全县信访积案化解与基层治理能力提升及信息化平台运行维护专项资金项目（第{number}批）",
                budget={"initial": "1234567890.12", "executed": "1234567890.11", "initial.fiscal": "1234567890.12"}
                | PLAN,
                money_unit="元",
                unit="某县信访局（群众来访接待中心、网上信访办理中心）",
                goals=tuple(f"{goal}.{LONG[:100]}" for goal in range(1, 7)),
                goal_actual=LONG[:400],
                code="13022525P00RERB10015T",
            )
        )
    return assessed(*made)


@pytest.mark.parametrize("name", ["filled", "stress"])
def test_every_text_has_the_room_it_needs(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(filled() if name == "filled" else stress())), data_only=True)
    checked = 0
    for sheet in book.worksheets:
        merged = {span.coord.partition(":")[0]: span for span in sheet.merged_cells.ranges}
        for line in sheet.iter_rows(max_col=20):
            recorded = any(cell.value == RECORD_LINE for cell in line)  # for the program, nobody reads it there
            for cell in line:
                span = merged.get(cell.coordinate)
                columns = range(cell.column, (span.max_col if span else cell.column) + 1)
                rows = range(cell.row, (span.max_row if span else cell.row) + 1)
                width = sum(_width(sheet, column) for column in columns)
                where = (sheet.title, cell.coordinate, str(cell.value)[:20])
                if isinstance(cell.value, str) and cell.alignment.wrap_text and not recorded:
                    checked += 1
                    height = sum(sheet.row_dimensions[number].height or 15 for number in rows)
                    lines = sum(max(1, math.ceil(display_width(part) / width)) for part in cell.value.split("\n"))
                    assert lines * (cell.font.sz or 10) * 1.2 <= height + 1, (*where, lines, height)
                elif isinstance(cell.value, int | float) and cell.number_format == "General":
                    assert len(f"{cell.value:.15g}") <= width, where
    assert checked > 150


def _width(sheet: Worksheet, column: int) -> float:
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max:
            return float(dimension.width)
    assert get_column_letter(column) not in sheet.column_dimensions
    return 8.43


def test_no_page_of_the_summary_ends_inside_a_chart() -> None:
    small = loaded(written(filled()))["自评汇总"]
    assert small.sheet_properties.pageSetUpPr.fitToPage
    assert (small.page_setup.fitToWidth, small.page_setup.fitToHeight) == (None, None)  # one page by one, the default
    assert not small.row_breaks.brk
    large = openpyxl.load_workbook(io.BytesIO(written(stress(12))))["自评汇总"]
    first_chart = min(chart.anchor._from.row for chart in large._charts)
    assert [item.id for item in large.row_breaks.brk] == [first_chart]
    assert (large.page_setup.fitToWidth, large.page_setup.fitToHeight) == (None, 0)


def long(signs: int, word: str) -> str:
    """A text of so many signs, in sentences of which no two are alike."""
    return "".join(f"{word}第{n}句，按照年度安排推进，群众反映良好。" for n in range(signs // 18 + 1))[:signs]


LONGER: Mapping[str, Mapping[str, Any]] = {
    "goal": {"goals": (long(2500, "目标"), "2.第二个目标。")},
    "outcome": {"goal_actual": long(6000, "完成")},
    "outcome without a full stop": {"goal_actual": "字" * 5000},
    "outcome of short lines": {"goal_actual": "\n".join(f"{n}.完成" for n in range(200))},
    "reason": {"reason": long(1500, "原因")},
    "reason of the budget": {"budget_reason": long(3000, "资金")},
    "conclusion": {"kept": {"conclusion": long(3000, "结论")}},
    "everything": {
        "goals": (long(2500, "目标"),),
        "goal_actual": long(2600, "完成"),
        "reason": long(1300, "原因"),
        "budget_reason": long(2500, "资金"),
    },
}


def _long_form(more: Mapping[str, Any]) -> Assessment:
    rest = {name: value for name, value in more.items() if name != "reason"}
    rows = [row(f"名{n}", "≥90%", "85%", reason=more.get("reason", "")) for n in range(2)]
    return assessed(project(*rows, **rest))


@pytest.mark.parametrize("name", LONGER)
def test_a_text_longer_than_any_row_is_printed_in_full_below_the_form(name: str) -> None:
    made = _long_form(LONGER[name])
    data = written(made)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["项目一"]
    assert sum(_width(sheet, column) for column in range(1, 10)) <= 155
    signed = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("填报人"))
    assert sheet.print_area.endswith(f"$I${sheet.max_row}") and sheet.max_row > signed
    assert "全文附后" in sheet.cell(signed - 1, 1).value
    pieces = [sheet.cell(line, 1).value for line in range(signed + 1, sheet.max_row + 1)]
    assert all((sheet.row_dimensions[line].height or 15) < 250 for line in range(signed + 1, sheet.max_row + 1))
    below = "".join(pieces).replace("\n", "")
    texts = {key: "".join(value) if key == "goals" else value for key, value in LONGER[name].items() if key != "kept"}
    for text in [*texts.values(), *LONGER[name].get("kept", {}).values()]:
        assert text.replace("\n", "") in below
    assert verify(opened(data), pack()) == ()
    again = read_scored(opened(data)).department.projects[0]
    was = made.projects[0].project
    assert (again.goal_actual, again.budget_reason, again.kept) == (was.goal_actual, was.budget_reason, was.kept)
    assert "\n".join(again.goals) == "\n".join(was.goals)
    assert [item.reason for item in again.indicators] == [item.reason for item in was.indicators]


@pytest.mark.parametrize("signs", [0, 100, 600])
def test_a_form_whose_texts_are_seen_whole_ends_with_the_signatures(signs: int) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(_long_form({"goal_actual": long(signs, "完成")}))))["项目一"]
    assert str(sheet.cell(sheet.max_row, 1).value).startswith("填报人")


def test_a_legend_has_room_for_the_chart() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(stress(3))))
    lines = [chart for chart in book["自评汇总"]._charts if type(chart).__name__ == "LineChart"]
    names = [series.tx.v for chart in lines for series in chart.series]
    assert len(names) == 6
    assert all(len(name) <= 17 and name.endswith(("计划", "实际")) for name in names)


@pytest.mark.parametrize(("hidden", "left"), [("", 3), ("column", 1), ("row", 2)])
def test_below_a_published_form_stands_no_text_of_a_hidden_row_or_column(hidden: str, left: int) -> None:
    made = _long_form({"goal_actual": long(2000, "完成"), "reason": long(1500, "原因")})
    book = openpyxl.load_workbook(io.BytesIO(written(made)))
    if hidden == "column":
        book["项目一"].column_dimensions["I"].hidden = True
    if hidden == "row":
        book["项目一"].row_dimensions[14].hidden = True
    data = saved(book)
    source = opened(data)
    sheets = matched_sheets(source, made, read_scored(source))
    public = publish(source, data, made, sheets, figures_of(made, live=False))
    shown = openpyxl.load_workbook(io.BytesIO(public.data))["项目一"]
    texts = [str(cell.value) for cell in shown["A"] if str(cell.value).startswith("附")]
    assert len(texts) == left
    assert ("原因第1句" in "".join(texts)) is (hidden != "column")
    assert ("“名1”" in "".join(texts)) is (hidden == "")
