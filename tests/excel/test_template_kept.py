"""A bureau's form is never spoiled: its labels, prefixes inside cells and printed points stay as they are printed."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.problems import Severity
from selfeval.core.scoring.results import Assessment
from selfeval.excel.form.fill import Filling, fill_template
from selfeval.excel.form.parts.check import _only_added
from selfeval.excel.form.parts.styles import restyled
from tests.excel.forms import HEADERS
from tests.excel.scored_books import assessed, project, row

TITLE = ("项目支出绩效自评表（2025年度）",)
NAME = ("项目名称", "农村公路养护")
ROWS = (
    ("产出指标", "数量指标", "修路里程", "≥10公里", "", 50, "", ""),
    ("满意度指标", "满意度指标", "群众满意度", "≥90%", "", 40, "", ""),
)
Cells = dict[str, object]


def evaluation(**more: object) -> Assessment:
    rows = (
        row("修路里程", "≥10公里", "12", weight=Decimal(50), **more),
        row("群众满意度", "≥90%", "95", "满意度指标", "满意度指标", weight=Decimal(40)),
    )
    return assessed(project(*rows, title="农村公路养护", unit="交通局", goals=("修好路",), goal_actual="已修好"))


def changes(
    folder: Path, head: list[tuple[object, ...]], *, force: bool = False, rows: tuple[tuple[object, ...], ...] = ROWS
) -> tuple[Cells, Filling]:
    """Cells above and among the indicators with what they hold now, where that changed; and all that was said."""
    book = openpyxl.Workbook()
    page = book.active
    for line in (*head, HEADERS, *rows, ("总分",)):
        page.append(line)
    book.save(folder / "form.xlsx")
    filling = fill_template(folder / "form.xlsx", evaluation(), force=force)
    now = openpyxl.load_workbook(io.BytesIO(filling.forms[0].data)).active
    cells = {cell.coordinate: cell.value for line in now.iter_rows() for cell in line}
    return {name: value for name, value in cells.items() if value != (page[name].value or None)}, filling


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("head", "written"),
    [
        ([TITLE, ("填报单位：",), NAME], {"B2": "交通局"}),
        ([TITLE, ("填报单位：", "年度：2025"), NAME], {"A2": "填报单位：交通局"}),
        ([TITLE, ("填报单位：______",), NAME], {"A2": "填报单位：交通局"}),
        ([TITLE, ("填报单位：交通局",), NAME], {}),
        ([TITLE, ("填报单位：          填报日期：",), NAME], {"A2": "填报单位：交通局    填报日期："}),
        ([TITLE, ("填报单位：交通局    填报日期：",), NAME], {}),
        ([TITLE, ("项目名称：农村公路养护",)], {}),
        ([TITLE, NAME, ("总体目标", "年度预期目标", "实际完成情况"), ("",)], {"B4": "修好路", "C4": "已修好"}),
        ([TITLE, NAME, ("年度预期目标", None, "实际完成情况", None)], {"B3": "修好路", "D3": "已修好"}),
        (
            [TITLE, NAME, ("年度预期目标", "实际完成情况"), ("目标：", "完成情况：")],
            {"A4": "目标：修好路", "B4": "完成情况：已修好"},
        ),
        ([TITLE, NAME, ("项目年度目标", None, None, "年度目标完成情况", None)], {"B3": "修好路", "E3": "已修好"}),
    ],
)  # fmt: skip
def test_labels_and_prefixes_stay(
    tmp_path: Path, head: list[tuple[object, ...]], written: dict[str, str], force: bool
) -> None:
    now, _ = changes(tmp_path, head, force=force)
    above = {name: value for name, value in now.items() if int(name[1:]) <= len(head)}
    assert {name: above.get(name) for name in written} == written
    labels = {name for name in above if name not in written}
    assert not labels & {"A2", "A3", "B3", "C3", "D3", "A4", "B4"} - set(written), above


@pytest.mark.parametrize("force", [False, True])
def test_another_value_behind_a_prefix_is_replaced_only_by_force_and_never_its_label(
    tmp_path: Path, force: bool
) -> None:
    now, filling = changes(tmp_path, [TITLE, ("填报单位：县交通运输局",), NAME], force=force)
    assert now.get("A2") == ("填报单位：交通局" if force else None)
    assert [str(problem.where) for problem in filling.problems if problem.code == "F525"] == ["Sheet!A2"]


def test_a_second_label_behind_another_value_is_kept_even_by_force(tmp_path: Path) -> None:
    now, filling = changes(tmp_path, [TITLE, ("填报单位：县交通局  填报日期：2026年1月",), NAME], force=True)
    assert "A2" not in now
    assert any(problem.code == "F528" and problem.severity is Severity.WARNING for problem in filling.problems)


@pytest.mark.parametrize("force", [False, True])
def test_printed_points_change_by_force_only_and_each_is_named(tmp_path: Path, force: bool) -> None:
    rows = tuple((*line[:5], points, *line[6:]) for line, points in zip(ROWS, (45, "35分"), strict=True))
    now, filling = changes(tmp_path, [TITLE, NAME], force=force, rows=rows)
    named = [
        (problem.where.cell if problem.where else "", problem.message.render())
        for problem in filling.problems
        if problem.code == "F535"
    ]
    if force:
        assert (now["F4"], now["F5"], named) == (50, 40, [])
        replaced = [problem.where.cell for problem in filling.problems if problem.code == "F525" and problem.where]
        assert replaced == ["F4", "F5"]
    else:
        assert not {"F4", "F5", "G4", "G5", "G6"} & set(now)
        assert [cell for cell, _ in named] == ["F4", "F5"]
        assert "45" in named[0][1] and "50" in named[0][1] and "35分" in named[1][1] and "40" in named[1][1]


def test_points_that_moved_are_told(tmp_path: Path) -> None:
    rows = (
        row("修路里程", "≥10公里", "12", weight=Decimal(30)),
        row("桥", "≥1座", "", weight=Decimal(20), not_applicable="未开展"),
        row("群众满意度", "≥90%", "95", "满意度指标", "满意度指标", weight=Decimal(40)),
    )
    book = openpyxl.Workbook()
    for line in (TITLE, NAME, HEADERS, *(("产出指标", "数量指标"),) * 2, ("满意度指标", "满意度指标"), ("总分",)):
        book.active.append(line)
    book.save(tmp_path / "form.xlsx")
    filling = fill_template(tmp_path / "form.xlsx", assessed(project(*rows, title="农村公路养护")))
    told = [problem.message.render() for problem in filling.problems if problem.code == "F538"]
    assert len(told) == 1 and "修路里程 30 → 50" in told[0] and "桥 20 → 0" in told[0]


@pytest.mark.parametrize(
    ("target", "actual", "before", "value", "code"),
    [
        ("≥90%", "98", "General", 98, '0"%"'),
        ("≥400台（套）", "428.4", "General", 428.4, '0.0"台（套）"'),
        ("≥400台（套）", "428.4台（套）", "0.00", 428.4, '0.0"台（套）"'),
        ("≥90%", "95.5%", "General", 0.955, "0.0%"),
        ("≥90%", "98", "0.00%", 0.98, "0.00%"),
        ("≥10公里", "12公里", "@", "12公里", "@"),
        ("≥10公里", "12", "@", "12公里", "@"),
        ("≥10公里", "12", '0"km"', "12公里", '0"km"'),
        ("≥5", "7", "General", 7, "General"),
    ],
)
def test_actuals_show_their_unit_in_the_form(
    tmp_path: Path, target: str, actual: str, before: str, value: object, code: str
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for line in (TITLE, NAME, HEADERS, ("产出指标", "数量指标", "甲", target, "", "", "=E4*2"), ("总分",)):
        page.append(line)
    page["E4"].number_format, page["A1"].number_format = before, '0"样"'
    book.save(tmp_path / "form.xlsx")
    filling = fill_template(tmp_path / "form.xlsx", assessed(project(row("甲", target, actual), title="农村公路养护")))
    (tmp_path / "done.xlsx").write_bytes(filling.forms[0].data)
    cell = openpyxl.load_workbook(tmp_path / "done.xlsx").active["E4"]
    assert (cell.value, cell.number_format) == (value, code)
    assert openpyxl.load_workbook(tmp_path / "done.xlsx").active["A1"].number_format == '0"样"'
    kept = openpyxl.load_workbook(tmp_path / "done.xlsx", data_only=True).active["G4"].value
    if isinstance(value, int | float):
        assert kept == pytest.approx(value * 2)  # the form's own formula stays live


def test_styles_are_only_added() -> None:
    styles = (
        b'<styleSheet xmlns="x"><fonts/><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="9" applyNumberFormat="0">'
        b'<alignment horizontal="center"/></xf></cellXfs></styleSheet>'
    )
    new, places = restyled(styles, [(1, '0"%"'), (0, '0"%"'), (1, '0"%"')])
    assert places == {(1, '0"%"'): 2, (0, '0"%"'): 3}
    assert b'<numFmts count="1"><numFmt numFmtId="164" formatCode=\'0"%"\'/></numFmts><fonts/>' in new
    assert b'cellXfs count="4"' in new and new.count(b'numFmtId="164"') == 3
    assert b'<xf numFmtId="164" applyNumberFormat="1"><alignment horizontal="center"/></xf>' in new
    assert _only_added(styles, new)
    assert not _only_added(styles, new.replace(b'numFmtId="9"', b'numFmtId="10"'))
    assert not _only_added(styles, new.replace(b"<fonts/>", b""))


@pytest.mark.parametrize(
    ("lines", "ours", "told"),
    [
        (("其中：中央财政资金", "省级财政资金", "其他资金"), (None, None, 20), 1),
        (("中央资金", "省级", "市级", "县级"), (None, None, None, None), 1),
        (("其中：财政资金", "自筹资金", "事业收入"), (100, None, None), 1),
        (("其中：当年财政拨款", "其他资金"), (100, 20), 0),
        (("其中：财政资金", "中央财政资金", "省级财政资金", "其他资金"), (100, None, None, 20), 0),
        (("其中：中央财政资金", "省级财政资金"), (None, None), 1),
        (("其中：中央财政资金", "省级财政资金", "财政资金"), (None, None, 100), 0),
    ],
)
@pytest.mark.parametrize("filled", [False, True])
def test_no_sum_stands_in_the_line_of_one_level(
    tmp_path: Path, lines: tuple[str, ...], ours: tuple[int | None, ...], told: int, filled: bool
) -> None:
    """Of money that a form parts by level only the sum is known: it is told, and its lines stay as they are."""
    amounts = [60, 40, 15, 10][: len(lines)] if filled else [None] * len(lines)
    page = (book := openpyxl.Workbook()).active
    parts = [("", line, amount) for line, amount in zip(lines, amounts, strict=True)]
    fund = (("项目资金（万元）", "", "年初预算数", "全年执行数"), ("", "年度资金总额"))
    for line in (TITLE, NAME, *fund, *parts, HEADERS, *ROWS, ("总分",)):
        page.append(line)
    book.save(tmp_path / "form.xlsx")
    made = evaluation()
    money = {"initial": "120", "initial.fiscal": "100", "initial.other": "20", "executed": "120"}
    filling = fill_template(
        tmp_path / "form.xlsx",
        assessed(replace(made.projects[0].project, budget=money)),
        force=True,
    )
    now = openpyxl.load_workbook(io.BytesIO(filling.forms[0].data)).active
    held = [amount if mine is None else mine for amount, mine in zip(amounts, ours, strict=True)]
    assert [now.cell(at, 3).value for at in range(5, 5 + len(lines))] == held
    sums = [one for one in filling.problems if one.code == "F528" and "sum" in one.message.render()]
    assert len(sums) == (0 if filled else told)
