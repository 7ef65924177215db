"""Last year's filled form of the seed's department: one indicator renamed, one gone, one better than this year asks."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from selfeval.workspace.source import read_source

HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
RENAMED = "重点信访事项批次"
GONE = "去年才有的指标"


def last_year_book(targets: Path, path: Path, year: int = 2024) -> Path:
    """Write it beside the targets: the first indicator renamed, every other as it is, a row more at the end."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for project in read_source(targets).department.projects:
        sheet = book.create_sheet()
        sheet.append([f"项目支出绩效自评表（{year}年度）"])
        sheet.append(["项目名称", project.title, "项目编码", project.code])
        sheet.append(["预算数", "100", "执行数", "95"])
        sheet.append(HEAD)
        for number, row in enumerate(project.indicators):
            name = f"{row.tier3}数" if number == 0 else row.tier3
            actual = "96%" if row.target == "≥90%" else row.target
            sheet.append([row.tier1, row.tier2, name, row.target, actual, 12])
        sheet.append([project.indicators[0].tier1, project.indicators[0].tier2, GONE, "≥5个", "5个", 6])
    book.save(path)
    return path
