"""What people do to forms of monitoring: formulas, boxes that say no, titles, amounts in words, who signs."""

from __future__ import annotations

import io
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from selfeval.core.evaluation import FactKey
from selfeval.core.model import Project
from selfeval.core.monitoring.fields import field
from selfeval.core.monitoring.monitor import monitor
from selfeval.core.monitoring.words import denies, is_mark
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.form.blanks import with_names
from selfeval.excel.monitoring.headings import without_month
from selfeval.excel.monitoring.tables import without_months
from selfeval.excel.monitoring.write import monitoring_workbook
from selfeval.excel.read import read_workbook
from selfeval.i18n import translator
from selfeval.workspace.headless import load
from tests import june
from tests.excel.monitoring.test_form import OTHER_FORM, SEED


def read(path: Path, rows: list[list[object]]) -> Project:
    """The project of a form; a pair is a formula with the value that a spreadsheet program stored."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, line in enumerate(rows):
        for column, value in enumerate(line):
            if isinstance(value, tuple):
                sheet.write_formula(number, column, value[0], None, value[1])
            elif value != "":
                sheet.write(number, column, value)
    book.close()
    return read_workbook(path).department.projects[0]


def with_money(total: object, *sources: object, expected: object = 98) -> list[list[object]]:
    words = ("其中：财政拨款", "上年结转资金", "其他资金")
    money: list[list[object]] = [["", "年度资金总额", 100, total, "", expected]]
    money += [["", word, "", amount, "", ""] for word, amount in zip(words, sources, strict=False)]
    return [*OTHER_FORM[:3], *money, *OTHER_FORM[5:]]


TOTALS = [
    # total, its sources → the total that counts as entered
    (("=40+44.6", 84.6), (), "84.6"),
    (("=40+44.6", 84.6), ("", "", ""), "84.6"),
    (("=C20*0.846", 84.6), (80,), "84.6"),
    (("=D5+1", 81), (80,), "81"),
    (("=SUM(D5:D7)", 84.6), (80, "", 4.6), None),
    (("=SUM(D5:D7)", 0.3), (0.1, 0.2), None),
    (("=D5+D6", 84.6), (("=40+40", 80), 4.6), None),
    (("=SUM(D5:D7)", 0), ("", "", ""), None),
    (("=40-40", 0), (), "0"),
    (84.6, (80, "", 4.6), "84.6"),
]


@pytest.mark.parametrize(("total", "sources", "entered"), TOTALS, ids=str)
def test_only_a_total_that_is_the_sum_of_its_sources_was_entered_by_nobody(tmp_path, total, sources, entered):
    project = read(tmp_path / "form.xlsx", with_money(total, *sources))
    assert project.monitored.get("monitor.8.executed") == entered
    parts = [project.monitored.get(f"monitor.8.executed.{name}", "") for name in ("fiscal", "carry_over", "other")]
    given = [value[1] if isinstance(value, tuple) else value for value in sources]
    assert parts == [str(value) for value in given] + [""] * (3 - len(given))


def test_the_expected_amount_of_a_formula_counts_too(tmp_path):
    project = read(tmp_path / "form.xlsx", with_money(55, expected=("=55+43", 98)))
    assert project.monitored["monitor.8.forecast"] == "98"


NO = ["", "无", "没有", "/", "／", "×", "x", "X", "✗", "否", "—", "——", "-", "0", "０", "无。", "暂无", "N", "no",
      "N/A", "□", "○", "（ ）", "不适用", "不是", "false", "……"]  # fmt: skip
CHOSEN = ["√", "✓", "☑", "■", "是", "对", "1", "V", "y", "yes", "●"]
WORDS = ["资金未到位", "人手不够", "★", "同上", "待定", "无偿划拨的资金未到", "10万元未到"]


@pytest.mark.parametrize("text", NO)
def test_a_box_that_says_no(text):
    assert denies(text) and not is_mark(text)


@pytest.mark.parametrize("text", CHOSEN)
def test_a_box_that_is_chosen(text):
    assert is_mark(text) and not denies(text)


@pytest.mark.parametrize("text", WORDS)
def test_a_box_with_words_of_its_own(text):
    assert not is_mark(text) and not denies(text)


def in_boxes(texts: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The facts of a row whose boxes hold these texts, on the program's own form."""
    blank = load(SEED)
    data, _ = monitoring_workbook(monitor(blank.evaluation, blank.pack, 6), (), translator("zh"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["信访专项资金"]
    heads = {cell.value: cell.column for cell in sheet[14] if cell.value}
    for name, text in texts.items():
        sheet.cell(15, heads[name]).value = text
    book.save(tmp_path / "boxes.xlsx")
    item = read_workbook(tmp_path / "boxes.xlsx").department.project(june.PETITIONS).indicators[0]
    return {name.removeprefix("monitor.6."): text for name, text in item.monitored.items()}


def test_boxes_that_say_no_choose_nothing(tmp_path):
    boxes = {"经费保障": "×", "制度保障": "无", "人员保障": "√", "硬件条件保障": "/", "其他": "0"}
    boxes |= {"确定能": "否", "有可能": "√", "完全不可能": "—"}
    assert in_boxes(boxes, tmp_path) == {"causes": "人员", "likelihood": "有可能"}


TITLES = [
    ("项目支出绩效运行监控表（2025年度1-6月）", "项目支出绩效自评表（2025年度）"),
    ("2025年1～6月绩效运行监控表", "2025年绩效自评表"),
    ("2025年1 — 8月绩效目标执行监控表", "2025年绩效自评表"),
    ("2025年上半年绩效运行监控表", "2025年绩效自评表"),
    ("绩效运行监控表（截至6月底）", "绩效自评表"),
    ("2025年度截至 10 月底项目绩效监控表", "2025年度项目绩效自评表"),
    ("２０２５年１－６月绩效监控表", "２０２５年绩效自评表"),
    ("2025年11月绩效运行监控表", "2025年11月绩效自评表"),
    ("2025年1月绩效运行监控表", "2025年1月绩效自评表"),
    ("2025年一至七月绩效运行监控表", "2025年绩效自评表"),
    ("2025年前三季度绩效运行监控表", "2025年绩效自评表"),
    ("项目支出绩效目标表", "项目支出绩效目标表"),
    ("监控说明", "监控说明"),
]


@pytest.mark.parametrize(("title", "usual"), TITLES)
def test_a_title_loses_what_names_its_months_and_nothing_else(title, usual):
    cells = {(row, column): Cell(str(value)) for row, line in enumerate([[title], *OTHER_FORM[1:]], 1)
             for column, value in enumerate(line, 1) if value != ""}  # fmt: skip
    book, _ = without_months(Book("form.xlsx", "", (Grid("表", cells),)))
    assert book.sheets[0].text(1, 1) == usual


def test_a_title_without_months_stays():
    assert without_month("2025年度绩效运行监控表") == "2025年度绩效运行监控表"


SOURCES = [
    ({"executed.fiscal": "50万元", "executed.other": "34.6"}, "84.6"),
    ({"executed.fiscal": "500000元", "executed.other": "34.6"}, "84.6"),
    ({"executed.fiscal": "５０", "executed.other": "34.6万"}, "84.6"),
    ({"executed.fiscal": "1,050.5", "executed.carry_over": "0.5"}, "1051"),
    ({"executed.fiscal": "50", "executed.other": "约八十"}, "50"),
]


@pytest.mark.parametrize(("facts", "total"), SOURCES)
def test_the_live_sum_adds_every_amount_that_is_understood(facts, total):
    loaded = load(SEED)
    step = loaded.evaluation.step([(FactKey(june.SPECIAL, "", field(6, name)), text) for name, text in facts.items()])
    watched = monitor(loaded.evaluation.enter(step), loaded.pack, 6)
    assert watched.project(june.SPECIAL).budget.amount("executed") == D(total)
    data, _ = monitoring_workbook(watched, (), translator("zh"))
    title = watched.project(june.SPECIAL).project.title
    formulas = openpyxl.load_workbook(io.BytesIO(data))[title]
    assert formulas["E6"].value == "=SUM(E7:E9)"
    numbers = [cell.value for (cell,) in formulas["E7:E9"] if isinstance(cell.value, int | float)]
    assert sum((D(str(number)) for number in numbers), D(0)) == D(total)


def test_an_amount_that_no_one_understands_stays_as_it_was_written():
    loaded = load(SEED)
    step = loaded.evaluation.step([(FactKey(june.SPECIAL, "", field(6, "executed")), "约八十")])
    data, _ = monitoring_workbook(monitor(loaded.evaluation.enter(step), loaded.pack, 6), (), translator("zh"))
    assert "约八十" in [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0][6]]


def signed(*facts: tuple[str, str, str]) -> list[str]:
    """The line to sign of the two forms."""
    loaded = load(SEED)
    step = loaded.evaluation.step([(FactKey(project, "", name), text) for project, name, text in facts])
    evaluation = loaded.evaluation.enter(step) if step else loaded.evaluation
    data, _ = monitoring_workbook(monitor(evaluation, loaded.pack, 6), (), translator("zh"))
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets[:2]:
        found = [row for row in sheet.iter_rows(values_only=True) if str(row[0] or "").startswith("填报人：")]
        lines.append("|".join(str(text) for text in found[0] if text))
    return lines


def test_the_line_to_sign_names_who_is_known():
    assert signed() == ["填报人：|负责人：|联系电话：|日期：    年    月    日"] * 2
    common, own = signed(
        ("", "preparer", "王芳"), ("", "signed_on", "2025-07-05"), (june.PETITIONS, "preparer", "李强")
    )
    assert common == "填报人：王芳|负责人：|联系电话：|日期：2025-07-05"
    assert own == "填报人：李强|负责人：|联系电话：|日期：2025-07-05"


@pytest.mark.parametrize("word", ["经办人", "填报人员", "主要负责人", "分管领导", "手机号码", "填写日期", "填报人"])
def test_blanks_of_a_form_know_every_word_for_who_signs(word):
    names = {"preparer": "王芳", "leader": "李强", "phone": "0315-1234567", "signed_on": "2025-07-05"}
    text, done = with_names(f"{word}：      ", names)
    assert len(done) == 1 and text.startswith(f"{word}：{names[done[0]]}")


@pytest.mark.parametrize("text", ["√", "0", "看情况", "60%"])
def test_a_likelihood_that_is_none_of_the_three_stays_in_its_row(text):
    loaded = load(SEED)
    item = loaded.evaluation.department.project(june.PETITIONS).indicators[0]
    facts = {"likelihood": text, "causes": "天气", "reason": "连续降雨"}
    step = loaded.evaluation.step(
        [(FactKey(june.PETITIONS, item.id, field(6, name)), said) for name, said in facts.items()]
    )
    data, _ = monitoring_workbook(monitor(loaded.evaluation.enter(step), loaded.pack, 6), (), translator("zh"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["信访专项资金"]
    assert sheet["M15"].value == f"完成目标可能性：{text}；天气：连续降雨"
    assert [sheet.cell(15, column).value for column in (14, 15, 16)] == [None, None, None]
