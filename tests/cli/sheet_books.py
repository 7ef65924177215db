"""Fill-in workbooks for the tests: made from an evaluation, then changed as colleagues change them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.scoring.assessment import assess
from selfeval.excel.fillin.labels import FILL
from selfeval.excel.fillin.write import write_fill
from tests.excel.scored_books import pack


def indicator(name: str, target: str = "≥90%", tier2: str = "数量指标", mark: str = "", **more: str) -> Indicator:
    return Indicator(f"产出指标/{tier2}/{name}{mark}", "产出指标", tier2, name, target, **more)


DEPARTMENT = Department(
    name="某局",
    year=2025,
    projects=(
        Project(
            "130225250000000000001", "一", "修路资金", "130225250000000000001", "修路资金",
            budget={"initial": "180", "initial.fiscal": "180", "plan.3": "25%"}, goals=("修好路",),
            indicators=(
                indicator("里程", "≥10公里"), indicator("合格率", tier2="质量指标"),
                indicator("完工", "2025年12月底前", tier2="时效指标"), indicator("是否验收", "是", tier2="质量指标"),
                indicator("出行改善", "明显改善", tier2="质量指标"), indicator("=1+1", "-5%以内"),
            ),
        ),
        Project(
            "130225250000000000002", "二", "养护资金", "130225250000000000002", "养护资金", money_unit="元",
            indicators=(
                indicator("里程", "≥10公里"), indicator("重复", "≥1次"), indicator("重复", "≥1次", mark="#2"),
                indicator("重复", "≥5次", mark="#3"), indicator("费用", "≤100元", tier2="成本指标"),
            ),
        ),
    ),
)  # fmt: skip
ONE, TWO = (project.id for project in DEPARTMENT.projects)
LENGTH, RATE = "产出指标/数量指标/里程", "产出指标/质量指标/合格率"


def evaluation(facts: Mapping[FactKey, str] | None = None, department: Department = DEPARTMENT) -> Evaluation:
    return Evaluation(department, dict(facts or {}))


def sheet(path: Path, made: Evaluation | None = None) -> Path:
    """A fill-in workbook at `path`."""
    data, _ = write_fill(assess(made or evaluation(), pack()))
    path.write_bytes(data)
    return path


def edited(path: Path, change: Callable[[Worksheet], None]) -> Path:
    """The workbook after `change` was done to its sheet 填报."""
    book = openpyxl.load_workbook(path)
    change(book[FILL])
    book.save(path)
    return path


def columns(page: Worksheet) -> dict[str, int]:
    """Column numbers by heading, wherever the header row stands."""
    header = header_row(page)
    return {cell.value: cell.column for cell in page[header] if cell.value}


def header_row(page: Worksheet) -> int:
    return next(row for row in range(1, page.max_row + 1) if any(c.value == "三级指标" for c in page[row]))


def row_of(page: Worksheet, project: str, name: str, number: int = 1) -> int:
    """The row of an indicator or a budget item; the `number`-th one of that name."""
    at = columns(page)
    rows = [
        row
        for row in range(header_row(page) + 1, page.max_row + 1)
        if page.cell(row, at["项目编码"]).value == project and page.cell(row, at["三级指标"]).value == name
    ]
    return rows[number - 1]


def fill(page: Worksheet, project: str, name: str, number: int = 1, **texts: object) -> None:
    """Enter texts by heading into one row."""
    at, row = columns(page), row_of(page, project, name, number)
    for heading, text in texts.items():
        page.cell(row, at[heading]).value = text  # type: ignore[assignment]


def scrambled(page: Worksheet, seed: int = 1) -> None:
    """Rows in another order, columns moved, a column inserted, the header four rows further down."""
    shuffle = random.Random(seed)
    table = [[cell.value for cell in row] for row in page.iter_rows(min_row=header_row(page))]
    formats = [[cell.number_format for cell in row] for row in page.iter_rows(min_row=header_row(page))]
    order = list(range(1, len(table)))
    shuffle.shuffle(order)
    places = list(range(len(table[0])))
    shuffle.shuffle(places)
    page.auto_filter.ref = None
    page.delete_rows(1, page.max_row)
    for line, source in enumerate([0, *order]):
        page.cell(7 + line, 1).value = "备注" if source == 0 else f"记{source}"
        for place, column in enumerate(places, 2):
            value = table[source][column]
            if isinstance(value, str) and value.startswith("=IF(TRIM("):
                value = "已填"
            cell = page.cell(7 + line, place)
            cell.value = value
            cell.number_format = formats[source][column]
            if isinstance(value, str):
                cell.data_type = "s"
