"""Small workbooks for the tests of reading: rows of texts with merges, number formats and formulas."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
ROW = ["产出指标", "数量指标", "修路里程", "新修道路", "≥10公里", "年度计划"]


def fill(sheet: Worksheet, rows: list[list[object]], top: int = 1, left: int = 1) -> None:
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None and value != "":
                sheet.cell(top + down, left + right, value)


def book(path: Path, rows: list[list[object]], *, merges: tuple[str, ...] = (), top: int = 1, left: int = 1) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "表"
    fill(sheet, rows, top, left)
    for merge in merges:
        sheet.merge_cells(merge)
    workbook.save(path)
    return path


def national(fund_header: list[str] | None = None, *, actual: str = "实际完成值") -> list[list[object]]:
    """The national form with two indicators, as published forms lay it out."""
    header = fund_header or ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    return [
        ["项目支出绩效自评表"],
        ["（2024年度）"],
        ["项目名称", "", "农村公路养护"],
        ["主管部门", "", "县交通运输局", "", "实施单位", "公路站"],
        ["项目资金\n（万元）", "", *header],
        ["", "年度资金总额", 29, 29, 27.8, 10, "95.86%", 9.59],
        ["", "其中：当年财政拨款", 20, 20, 20, "—", "—", "—"],
        ["", "上年结转资金", 9, 9, 7.8, "—", "—", "—"],
        ["", "其他资金", "", "", "", "—", "—", "—"],
        ["年度总体目标", "预期目标", "", "", "实际完成情况"],
        ["", "养护公路10公里", "", "", "养护公路11公里"],
        [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值(A)",
            f"{actual}(B)",
            "分值",
            "得分",
            "偏差原因分析\n及改进措施",
        ],
        ["", "产出指标(50分)", "数量指标", "养护里程", "≥10公里", "11公里", 50, 50, ""],
        ["", "效益指标(40分)", "社会效益指标", "通行条件", "改善", "达成年度指标 80%", 40, 32, "雨季塌方，已抢修"],
        ["总分", "", "", "", "", "", 100, 91.59],
        ["自评等级", "", "优"],
    ]


def loaded(data: bytes) -> Workbook:
    """The workbook as openpyxl loads it, for tests that change copies of one: unpickling takes a fifth of loading."""
    return cast(Workbook, pickle.loads(_pickled(data)))


def saved(book: Workbook) -> bytes:
    """The file that a workbook becomes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A package of these parts, whatever they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@lru_cache(maxsize=8)
def _pickled(data: bytes) -> bytes:
    return pickle.dumps(load_workbook(io.BytesIO(data)))


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()
