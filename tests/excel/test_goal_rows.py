"""The goal that each row serves, in every way in which tables state it, and never where they do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.model import Project
from selfeval.excel.read import read_workbook

HEADER = ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值"]
FIRST = [
    ["产出指标", "数量指标", "修路", "≥10公里", "10公里"],
    ["效益指标", "社会效益指标", "受益人数", "≥100人", "100人"],
]
SECOND = [["产出指标", "数量指标", "种树", "≥10棵", "8棵"], ["效益指标", "生态效益指标", "绿化率", "≥30%", "30%"]]
ONE, TWO = "目标1（50分）：建成公路", "目标2（40分）：种树"
Fill = Callable[[Worksheet], None]


def read(folder: Path, fill: Fill) -> list[Project]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["项目绩效目标表（2025年度）"])
    sheet.append(["项目名称", "道路绿化", "项目编码", "130225"])
    fill(sheet)
    book.save(folder / "goals.xlsx")
    return list(read_workbook(folder / "goals.xlsx").department.projects)


def column(header: str, one: str | None = ONE, two: str | None = TWO, *, merged: bool = True) -> Fill:
    """A column beside the tiers."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([header, *HEADER])
        for goal, rows in ((one, FIRST), (two, SECOND)):
            top = sheet.max_row + 1
            for place, row in enumerate(rows):
                sheet.append([goal if place == 0 or not merged else None, *row])
            if merged:
                sheet.merge_cells(start_row=top, end_row=sheet.max_row, start_column=1, end_column=1)

    return fill


def blocks(one: list[str], two: list[str], *, headers: bool = False) -> Fill:
    """A row above the indicators of each goal, with or without the header again."""

    def fill(sheet: Worksheet) -> None:
        if not headers:
            sheet.append(HEADER)
        for goal, rows in ((one, FIRST), (two, SECOND)):
            sheet.append(goal)
            if len(goal) == 1:
                row = sheet.max_row
                sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADER))
            for line in ([HEADER] if headers else []) + rows:
                sheet.append(line)

    return fill


def at_left(*, from_header: bool) -> Fill:
    """A cell without a header at the left of the rows of a goal; some forms begin it beside the header."""

    def fill(sheet: Worksheet) -> None:
        if not from_header:
            sheet.append([None, *HEADER])
        for goal, rows in ((ONE, FIRST), (TWO, SECOND)):
            top = sheet.max_row + 1
            for line in ([HEADER] if from_header else []) + rows:
                sheet.append([None, *line])
            sheet.cell(top, 1, goal)
            sheet.merge_cells(start_row=top, end_row=sheet.max_row, start_column=1, end_column=1)

    return fill


def above(*goals: str) -> Fill:
    """Goals above the table, which says of no row which of them it serves."""

    def fill(sheet: Worksheet) -> None:
        for goal in goals:
            sheet.append([goal])
        sheet.append(HEADER)
        for row in FIRST + SECOND:
            sheet.append(row)

    return fill


STATED = {
    "年度绩效目标": column("年度绩效目标"),
    "绩效目标": column("绩效目标"),
    "年度总体目标": column("年度总体目标"),
    "对应目标": column("对应目标"),
    "所属年度绩效目标": column("所属年度绩效目标"),
    "repeated": column("对应绩效目标", merged=False),
    "rows": blocks([ONE], [TWO]),
    "rows of cells": blocks(["目标1（50分）：", "建成公路"], ["目标2（40分）：", "种树"]),
    "rows and headers": blocks([ONE], [TWO], headers=True),
    "at the left": at_left(from_header=False),
    "at the left from the header": at_left(from_header=True),
}


@pytest.mark.parametrize("fill", STATED.values(), ids=STATED.keys())
def test_the_goal_of_each_row(tmp_path: Path, fill: Fill) -> None:
    (project,) = read(tmp_path, fill)
    found = [(row.tier3, row.goal.replace(" ", "")) for row in project.indicators]
    assert found == [("修路", ONE), ("受益人数", ONE), ("种树", TWO), ("绿化率", TWO)]
    assert all(row.cells["goal"].cell for row in project.indicators)
    assert [goal.replace(" ", "") for goal in project.goals] == [ONE, TWO]


UNSTATED = {
    "a list of goals above": above("目标1：建成公路", "目标2：种树"),
    "one goal above": above("目标1：建成公路"),
    "several in one cell": column("年度绩效目标", "目标1：建成公路\n目标2：种树", "目标1：建成公路\n目标2：种树"),
    "numbered in one cell": column("年度绩效目标", "1.建成公路 2.种树", "1.建成公路 2.种树"),
    "dashes": column("对应目标", "—", "/"),
    "blank": column("对应目标", None, None),
}


@pytest.mark.parametrize("fill", UNSTATED.values(), ids=UNSTATED.keys())
def test_no_goal_is_guessed(tmp_path: Path, fill: Fill) -> None:
    (project,) = read(tmp_path, fill)
    assert [row.goal for row in project.indicators] == [""] * 4


def test_a_blank_cell_that_is_not_merged_states_no_goal(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["对应目标", *HEADER])
        for goal, row in zip(("目标1", None, "目标2", None), FIRST + SECOND, strict=True):
            sheet.append([goal, *row])

    (project,) = read(tmp_path, fill)
    assert [row.goal for row in project.indicators] == ["目标1", "", "目标2", ""]


def test_the_label_of_the_block_merged_down_is_no_goal(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["绩效目标", *HEADER])
        top = sheet.max_row
        for row in FIRST + SECOND:
            sheet.append([None, *row])
        sheet.merge_cells(start_row=top, end_row=sheet.max_row, start_column=1, end_column=1)

    (project,) = read(tmp_path, fill)
    assert [row.goal for row in project.indicators] == [""] * 4


def test_the_tiers_of_one_goal_are_not_carried_into_the_next(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        for goal, row in (("目标1", FIRST[0]), ("目标2", [None, None, *SECOND[0][2:]])):
            sheet.append([goal])
            sheet.append(row)

    (project,) = read(tmp_path, fill)
    assert [(row.tier1, row.goal) for row in project.indicators] == [("产出指标", "目标1"), ("", "目标2")]
