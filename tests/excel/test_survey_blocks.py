"""Surveys and signers in places of a bureau's own: below and beside the table, in one line, on another sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from selfeval.core.problems import Severity
from selfeval.core.texts.surveys import read_survey
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.result import ReadResult

FORM = (
    ("项目支出绩效自评表（2025年度）",),
    ("项目名称", "修路", None, "项目编码", "A001"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("产出指标", "数量指标", "修路里程", "≥10公里", "12公里", 80, 80, None),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95.65%", 10, 10, None),
    ("总分", None, None, None, None, 90, 90, None),
)
SECOND = ("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%", "93%", 10, 10, None)


class Layout(NamedTuple):
    """Cells beside the form, merges, further sheets, and the counts (发放, 回收, 有效, 满意) that are to be read."""

    cells: Mapping[str, object]
    counts: tuple[int | None, ...]
    merges: Sequence[str] = ()
    sheet: str = ""
    stated: Mapping[str, str] = {}


ALL = (120, 118, 115, None)
LAYOUTS: dict[str, Layout] = {
    "one line": Layout({"A7": "发放问卷120份，回收118份，有效115份"}, ALL),
    "one line, merged, with rates": Layout(
        {"A8": "满意度调查：共发放调查问卷120份，收回118份，其中有效问卷115份，有效率97.46%。"}, ALL, ["A8:H8"],
        stated={"valid_rate": "97.46"},
    ),
    "a label and a line": Layout(
        {"A7": "问卷调查", "B7": "发放120份，回收118份，有效115份，满意110份"}, (*ALL[:3], 110)
    ),
    "a row of labels, figures below": Layout(
        {"A8": "发放", "B8": "回收", "C8": "有效", "D8": "有效率", "A9": 120, "B9": 118, "C9": 115, "D9": 0.9746}, ALL,
        stated={"valid_rate": "97.46"},
    ),
    "labels and figures in turn, with 份": Layout(
        {"A8": "发放份数", "B8": "120份", "C8": "回收份数", "D8": "118份", "E8": "有效份数", "F8": "115份"}, ALL
    ),
    "labels in a column": Layout(
        {"A8": "问卷发放数", "B8": 120, "A9": "问卷回收数", "B9": 118, "A10": "有效问卷数", "B10": 115,
         "A11": "满意份数", "B11": 110, "A12": "满意率", "B12": "95.65%"},
        (*ALL[:3], 110), stated={"satisfaction": "95.65"},
    ),
    "beside the table": Layout(
        {"J3": "问卷发放份数", "K3": 120, "J4": "问卷回收份数", "K4": 118, "J5": "有效问卷份数", "K5": 115}, ALL
    ),
    "columns behind the table, in the rate's own row": Layout(
        {"J3": "发放份数", "K3": "回收份数", "L3": "有效份数", "J5": 120, "K5": 118, "L5": 115}, ALL
    ),
    "merged cells": Layout(
        {"A8": "问卷调查", "B8": "发放份数", "D8": "120份", "E8": "回收份数", "G8": "118份",
         "B9": "有效份数", "D9": "115份", "E9": "有效率", "G9": "97.46%"},
        ALL, ["A8:A9", "B8:C8", "E8:F8", "B9:C9", "E9:F9"], stated={"valid_rate": "97.46"},
    ),
    "another sheet": Layout(
        {"A1": "满意度问卷调查情况表", "A3": "发放份数", "B3": "回收份数", "C3": "有效份数",
         "A4": 120, "B4": 118, "C4": 115},
        ALL, sheet="问卷",
    ),
    "another sheet, one line": Layout({"B2": "发放问卷120份，回收118份，有效115份"}, ALL, sheet="附件"),
    "by groups, with their sum": Layout(
        {"A8": "调查对象", "B8": "发放", "C8": "回收", "D8": "有效", "E8": "满意", "A9": "村民", "B9": 70, "C9": 69,
         "D9": 68, "E9": 66, "A10": "村干部", "B10": 50, "C10": 49, "D10": 47, "E10": 44,
         "A11": "合计", "B11": 120, "C11": 118, "D11": 115, "E11": 110},
        (*ALL[:3], 110),
    ),
    "full-width signs and words around": Layout(
        {"A8": "（一）调查问卷发放（份）", "B8": "１２０", "A9": "（二）回收（份）", "B9": "１１８",
         "A10": "（三）有效（份）", "B10": "１１５"},
        ALL,
    ),
}  # fmt: skip
DOUBTED: dict[str, Layout] = {
    "no figures": Layout({"A8": "发放", "B8": "回收", "C8": "有效", "A9": "若干", "B9": 118, "C9": 115}, ()),
    "groups without their sum": Layout(
        {
            "A8": "对象",
            "B8": "发放",
            "C8": "回收",
            "A9": "村民",
            "B9": 60,
            "C9": 58,
            "A10": "企业",
            "B10": 40,
            "C10": 39,
        },
        (),
    ),
    "two lines": Layout({"A7": "发放问卷120份，回收118份", "A8": "发放问卷50份，回收48份"}, ()),
}
SILENT: dict[str, dict[str, object]] = {
    "labels left blank": {"A8": "发放", "B8": "回收", "C8": "有效", "A10": "填报人：张三"},
    "a text that counts something else": {"A7": "存在问题", "B7": "发放宣传册1000份，设备老化，群众反映一般。"},
    "one word of it": {"A7": "备注", "B7": "回收旧设备20台"},
}


def read(folder: Path, layout: Layout, *more: Sequence[object]) -> ReadResult:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    for line in (*FORM[:-1], *more, FORM[-1]):
        sheet.append(list(line))
    place = book.create_sheet(layout.sheet) if layout.sheet else sheet
    for cell, value in layout.cells.items():
        place[cell].value = value
    for span in layout.merges:
        place.merge_cells(span)
    path = folder / "form.xlsx"
    book.save(path)
    return read_workbook(path)


def surveys(found: ReadResult) -> list[str]:
    return [row.survey for row in found.department.projects[0].indicators]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_survey_is_read_wherever_it_stands(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    found = read(tmp_path, layout)
    before, text = surveys(found)
    assert before == ""
    survey = read_survey(text)
    assert survey is not None
    assert (survey.sent, survey.returned, survey.valid, survey.satisfied) == layout.counts
    assert {part: str(rate) for part, rate in survey.stated} == layout.stated
    (told,) = [problem for problem in found.problems if problem.code == "F233"]
    assert told.severity is Severity.INFO
    assert "群众满意度" in told.message.render()
    assert told.where == found.department.projects[0].indicators[1].cells["survey"]
    assert {problem.code for problem in found.problems} == {"F233"}, "nothing of it was taken for a row or a column"


@pytest.mark.parametrize("name", DOUBTED)
def test_what_fits_nothing_is_told(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, DOUBTED[name])
    assert surveys(found) == ["", ""]
    assert {problem.severity for problem in found.problems if problem.code == "F233"} == {Severity.WARNING}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_survey_stays_what_it_is(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, Layout(SILENT[name], ()))
    assert surveys(found) == ["", ""]
    assert not [problem for problem in found.problems if problem.code == "F233"]


def test_of_two_rates_the_one_that_is_named(tmp_path: Path) -> None:
    cells = {"A8": "群众满意度：发放120份，回收118份，有效115份", "A9": "企业满意度：发放50份，回收48份，有效48份"}
    _, public, firms = surveys(read(tmp_path, Layout(cells, ()), SECOND))
    assert ("120" in public, "50" in firms) == (True, True)
    unnamed = read(tmp_path, Layout({"A8": "发放120份，回收118份，有效115份"}, ()), SECOND)
    assert surveys(unnamed) == ["", "", ""]
    assert [problem.severity for problem in unnamed.problems if problem.code == "F233"] == [Severity.WARNING]


def test_rows_of_a_block_are_named_by_their_rates(tmp_path: Path) -> None:
    cells = {
        "A9": "指标", "B9": "发放", "C9": "回收", "D9": "有效",
        "A10": "企业满意度", "B10": 50, "C10": 48, "D10": 47, "A11": "群众满意度", "B11": 120, "C11": 118, "D11": 115,
    }  # fmt: skip
    assert surveys(read(tmp_path, Layout(cells, ()), SECOND)) == [
        "", "发放120份，回收118份，有效115份", "发放50份，回收48份，有效47份",
    ]  # fmt: skip


def test_a_survey_that_a_column_gives_already_counts(tmp_path: Path) -> None:
    same = {"I3": "问卷调查", "I5": "120/118/115/110", "A8": "发放120份，回收118份，有效115份，满意110份"}
    assert surveys(read(tmp_path, Layout(same, ())))[1] == "120/118/115/110"
    assert "F233" not in {problem.code for problem in read(tmp_path, Layout(same, ())).problems}
    other = read(tmp_path, Layout({**same, "A8": "发放200份，回收118份，有效115份"}, ()))
    assert surveys(other)[1] == "120/118/115/110"
    assert [problem.severity for problem in other.problems if problem.code == "F233"] == [Severity.WARNING]


SIGNED = {"preparer": "张三", "phone": "0315-4621234"}
PLACES: dict[str, Layout] = {
    "beside the rows of the table": Layout({"J4": "填报人", "K4": "张三", "J5": "联系电话", "K5": "0315-4621234"}, ()),
    "below, in one line": Layout({"A8": "填报人：张三", "D8": "电话：0315-4621234"}, ()),
    "below, a row of labels": Layout({"A8": "填表人", "B8": "联系电话", "A9": "张三", "B9": "0315-4621234"}, ()),
    "far below": Layout({"A30": "填报人", "B30": "张三", "C30": "电话", "D30": "0315-4621234"}, ()),
    "on a cover": Layout({"B9": "填报人：张三    联系电话：0315-4621234", "A1": "修路项目绩效自评"}, (), sheet="封面"),
    "on a cover, in cells": Layout(
        {"B9": "填表人", "C9": "张三", "B10": "联系电话", "C10": "0315-4621234"}, (), sheet="封面"
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_who_signs_is_read_wherever_it_stands(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, PLACES[name])
    assert {**found.department.projects[0].signed, **found.settings} == SIGNED


@pytest.mark.parametrize(
    "cells",
    [
        {"A8": "填报人：", "C8": "联系电话："},
        {"A1": "姓名", "B1": "联系电话", "A2": "王五", "B2": "13800000000", "A3": "赵六", "B3": "13900000000"},
        {"A1": "项目负责人", "B1": "联系电话", "A2": "王五", "B2": "13800000000", "A3": "赵六", "B3": "13900000000"},
    ],
)
def test_blanks_and_lists_of_people_are_nobody_who_signs(cells: dict[str, object], tmp_path: Path) -> None:
    found = read(tmp_path, Layout(cells, (), sheet="通讯录"))
    assert {**found.department.projects[0].signed, **found.settings} == {}
