"""Tables are found by their words: any order, place and spacing; merges, blanks, several tables, national forms."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.model import AMOUNTS, BUDGET_FIELDS, KEPT_MONEY, PARTS, Claimed
from selfeval.core.problems import SelfEvalError
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book, Cell, Grid, Span
from selfeval.excel.tables.department import read_department
from selfeval.excel.tables.labels.labels import column_of, is_title, label_of, money_unit_in, month_of, title_subject
from selfeval.excel.tables.labels.words import COLUMNS, HEAD
from selfeval.excel.tables.mapping import FIELDS, Mapper, Wish
from selfeval.excel.tables.sheet import Table, read_tables
from selfeval.excel.tables.taking import Taker, number_in
from tests.excel.books import HEADER, ROW, book, national


def grid(path: Path) -> Grid:
    return open_book(path).sheets[0]


def only(path: Path) -> Table:
    (table,) = read_tables(grid(path))
    return table


def codes(table: Table) -> list[tuple[str, str]]:
    return [(problem.code, problem.where.cell) for problem in table.problems if problem.where]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("一级指标", "tier1"),
        ("三 级\n指 标", "tier3"),
        ("年度指标值（A）", "target"),
        ("年度指标值(A)", "target"),
        ("实际完成值【B】：", "actual"),
        ("偏差原因分析\n及改进措施", "reason"),
        ("权重（分值）", "weight"),
        ("指标值", "target"),
        ("绩效指标", None),
        ("≥90%", None),
        ("", None),
    ],
)
def test_column_labels(text: str, field: str | None) -> None:
    assert column_of(text) == field


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("项目名称", ("name", "")),
        ("项目名称：修路", ("name", "修路")),
        ("其中：财政资金", ("fiscal", "")),
        ("其中:当年财政拨款", ("fiscal", "")),
        ("资金支出计划（%）", ("plan", "")),
        ("全年执行数(B)", ("executed", "")),
        ("单位：万元", ("money_unit", "万元")),
        ("主管部门及代码", ("department", "")),
        ("1.完成修路：10公里", None),
        ("修路", None),
    ],
)
def test_head_labels(text: str, label: tuple[str, str] | None) -> None:
    assert label_of(text) == label


def test_months_titles_units_numbers() -> None:
    assert [month_of(text) for text in ("3月底", "12 月末", "截至6月底", "1-12月", "2025年12月底前", "3月份")] == [
        3, 12, 6, None, None, 3,
    ]  # fmt: skip
    assert is_title("1.解决特殊疑难问题资金绩效目标表")
    assert is_title("项目支出绩效自评表（2025年度）")
    assert not is_title("有效减少越级访")
    assert title_subject("2. 信访专项资金绩效目标表") == "信访专项资金"
    assert title_subject("2025年度项目支出绩效自评表") == ""
    assert title_subject("（2025年度）部门整体支出绩效自评表") == ""
    assert money_unit_in("单位：万元") == "万元"
    assert money_unit_in("项目资金（元）") == "元"
    assert money_unit_in("530元/人") is None
    assert money_unit_in("金额单位：千元") == "千元"
    assert number_in("１，２３４．５分") == Decimal("1234.5")
    assert [number_in(text) for text in ("", "—", "1_000", "NaN", "十", "1e999999")] == [None] * 6


@pytest.mark.parametrize("seed", range(5))
def test_columns_in_any_order_and_place(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    order = list(range(len(HEADER) + 1))
    dice.shuffle(order)
    lines = [[*HEADER, "权重"], [*ROW, 20], ["产出指标", "质量指标", "合格率", "验收", "≥95%", "", 30]]
    rows: list[list[object]] = [[line[index] for index in order] for line in lines]
    table = only(book(tmp_path / "t.xlsx", rows, top=1 + dice.randrange(30), left=1 + dice.randrange(30)))
    road, quality = table.project.indicators
    assert (road.tier1, road.tier2, road.tier3, road.target) == ("产出指标", "数量指标", "修路里程", "≥10公里")
    assert (road.description, road.basis, road.weight) == ("新修道路", "年度计划", Decimal(20))
    assert quality.id == "产出指标/质量指标/合格率"
    assert table.problems == ()


def test_merged_tiers_fill_inside_their_merge_only(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ROW,
        ["", "", "桥梁座数", "", "≥2座", ""],
        ["", "质量指标", "合格率", "", "≥95%", ""],
        ["效益指标", "社会效益指标", "出行条件", "", "改善", ""],
    ]
    table = only(book(tmp_path / "t.xlsx", rows, merges=("A2:A4", "B2:B3")))
    paths = [(item.tier1, item.tier2) for item in table.project.indicators]
    assert paths == [
        ("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"),
    ]  # fmt: skip
    assert table.problems == ()
    assert str(table.project.indicators[1].cells["tier1"]) == "表!A2"


def test_blank_tiers_are_carried_and_told(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ROW,
        ["", "", "桥梁座数", "", "≥2座", ""],
        ["", "质量指标", "合格率", "", "≥95%", ""],
        ["效益指标", "", "出行条件", "", "改善", ""],
    ]
    table = only(book(tmp_path / "t.xlsx", rows))
    assert [(item.tier1, item.tier2) for item in table.project.indicators][1:] == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", ""),
    ]  # fmt: skip
    assert sorted(codes(table)) == [("T109", "B5"), ("T110", "A3"), ("T110", "B3")]
    assert any("A3:A4" in problem.message.render() for problem in table.problems)


def test_first_row_without_tiers(tmp_path: Path) -> None:
    table = only(book(tmp_path / "t.xlsx", [HEADER, ["", "", *ROW[2:]], ["", "", *ROW[2:]]]))
    assert codes(table) == [("T109", "A2"), ("T109", "B2")]
    assert table.problems[0].indicator == "//修路里程"


def test_equal_names_get_different_ids(tmp_path: Path) -> None:
    table = only(book(tmp_path / "t.xlsx", [HEADER, ROW, ROW, ROW]))
    base = "产出指标/数量指标/修路里程"
    assert [item.id for item in table.project.indicators] == [base, f"{base}#2", f"{base}#3"]


def test_sign_value_and_unit_in_cells_of_their_own(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["一级指标", "二级指标", "三级指标", "指标性质", "年度指标值", "", ""],
        ["", "", "", "", "符号", "数值", "计量单位"],
        ["产出指标", "数量指标", "会议次数", "", "≥", 12, "次"],
        ["产出指标", "成本指标", "会议费", "反向", "小于等于", 12, "万元"],
        ["产出指标", "质量指标", "合格率", "", "", 98, "%"],
    ]
    merges = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1")
    table = only(book(tmp_path / "t.xlsx", rows, merges=merges))
    assert [item.target for item in table.project.indicators] == ["≥12次", "反向 | 小于等于 | 12 | 万元", "98%"]


@pytest.mark.parametrize("actual", ["实际完成值", "全年实际值", "全年实际\n完成值"])
def test_national_form(tmp_path: Path, actual: str) -> None:
    merges = ("A1:I1", "A2:I2", "A5:A9", "A10:A11", "A12:A14", "A15:F15")
    table = only(book(tmp_path / "t.xlsx", national(actual=actual), merges=merges))
    project = table.project
    assert (project.name, project.title, project.department, project.unit) == (
        "农村公路养护", "农村公路养护", "县交通运输局", "公路站",
    )  # fmt: skip
    assert table.year == 2024
    assert project.budget == {
        "initial": "29", "adjusted": "29", "executed": "27.8",
        "initial.fiscal": "20", "adjusted.fiscal": "20", "executed.fiscal": "20",
        "initial.carry_over": "9", "adjusted.carry_over": "9", "executed.carry_over": "7.8",
    }  # fmt: skip
    assert project.claimed == Claimed(Decimal("91.59"), "优", "95.86%", Decimal("9.59"), Decimal(10))
    assert project.goals == ("养护公路10公里",)
    assert project.goal_actual == "养护公路11公里"
    first, second = project.indicators
    assert (first.tier1, first.target, first.actual, first.weight, first.claimed_score) == (
        "产出指标(50分)", "≥10公里", "11公里", Decimal(50), Decimal(50),
    )  # fmt: skip
    assert (second.actual, second.claimed_score, second.reason) == ("达成年度指标 80%", Decimal(32), "雨季塌方，已抢修")
    assert str(project.cells["rate"]) == "表!G6"
    assert str(project.cells["total"]) == "表!H15"
    assert table.problems == ()


def test_fund_columns_in_another_order_and_without_some(tmp_path: Path) -> None:
    rows = national()
    rows[4] = ["项目资金（元）", "", "全年执行数", "执行率", "全年预算数", "", "", ""]
    rows[5] = ["", "年度资金总额", 278000, 0.5, 290000, "", "", ""]
    rows[6:9] = []
    project = only(book(tmp_path / "t.xlsx", rows)).project
    assert (project.budget["executed"], project.budget["adjusted"]) == ("278000", "290000")
    assert "initial" not in project.budget
    assert project.claimed.rate == "0.5"
    assert project.money_unit == "元"


def test_older_form_with_labels_beside_values(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目名称：临时救助", "", "", ""],
        ["预算执行情况（万元）", "预算数：", 30, "执行数：", 27],
        ["", "其中：财政拨款", 28, "其中：财政拨款", 25],
        ["", "其他资金：2", "", "其他资金", 2],
        [*HEADER[:3], "年度指标值"],
        [*ROW[:3], "≥10公里"],
    ]
    project = only(book(tmp_path / "t.xlsx", rows)).project
    assert project.name == "临时救助"
    assert project.budget == {
        "initial": "30", "executed": "27", "initial.fiscal": "28", "executed.fiscal": "25",
        "initial.other": "2", "executed.other": "2",
    }  # fmt: skip


def test_two_tables_on_one_sheet(tmp_path: Path) -> None:
    rows: list[list[object]] = []
    for number, name in ((1, "修路"), (2, "修桥")):
        rows += [
            [f"{number}.{name}资金绩效目标表"],
            ["项目编码", f"00{number}", "项目名称", name],
            ["预算规模及资金用途", "预算数", 10 * number],
            ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
            ["", "25%", "50%", "75%", "100%"],
            ["绩效目标", f"1.{name}一 2.{name}二"],
            HEADER,
            ROW,
            ["", "质量指标", "支出进度", "", "≥95%", ""],
            [],
        ]
    first, second = read_tables(grid(book(tmp_path / "t.xlsx", rows)))
    assert [item.project.code for item in (first, second)] == ["001", "002"]
    assert [item.project.name for item in (first, second)] == ["修路", "修桥"]
    assert second.project.budget["initial"] == "20"
    assert second.project.budget["plan.12"] == "100%"
    assert second.project.goals == ("1.修桥一", "2.修桥二")
    assert [len(item.project.indicators) for item in (first, second)] == [2, 2]
    assert str(second.project.cells["initial"]) == "表!C13"


def test_plan_in_pairs_and_other_months(tmp_path: Path) -> None:
    pairs: list[list[object]] = [
        ["资金支出计划（%）", "3月底", "25%", "6月底", "50%", "9月底", "75%"],
        [*HEADER[:3], "指标值"],
        [*ROW[:3], "≥1"],
    ]
    table = only(book(tmp_path / "t.xlsx", pairs))
    assert table.project.budget == {"plan.3": "25%", "plan.6": "50%"}
    assert codes(table) == [("F209", "F1")]


def test_weight_merged_over_rows_is_not_multiplied(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HEADER, "分值"], [*ROW, 10], [*ROW[:2], "桥", "", "≥1座", "", ""]]
    table = only(book(tmp_path / "t.xlsx", rows, merges=("G2:G3", "F2:F3")))
    assert [item.weight for item in table.project.indicators] == [Decimal(10), None]
    assert [item.basis for item in table.project.indicators] == ["年度计划", "年度计划"]
    assert codes(table) == [("F205", "G2")]


def test_points_that_are_no_numbers_and_errors(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*HEADER, "分值", "得分"], [*ROW, "十分", "9.5分"], [*ROW[:4], "#REF!", "", "—", ""]]
    table = only(book(tmp_path / "t.xlsx", rows))
    assert [item.weight for item in table.project.indicators] == [None, None]
    assert table.project.indicators[0].claimed_score == Decimal("9.5")
    assert codes(table) == [("F208", "G2"), ("F207", "E3")]


def test_notes_and_subtotals_are_no_indicators(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*HEADER, "分值", "得分"],
        [*ROW, 100, 95],
        ["小计", "", "", "", "", "", 100, 95],
        ["总 分", "", "", "", "", "", 100, 95],
        ["注：1.得分一档最高不能超过该指标分值上限。", "", "说明", "", "x", "", "", ""],
        ["填表人：", "张三", "", "", "联系电话：", "123", "", ""],
    ]
    table = only(book(tmp_path / "t.xlsx", rows))
    assert len(table.project.indicators) == 1
    assert table.project.claimed.total == Decimal(95)


def test_shown_text_and_held_number_differ(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = book(tmp_path / "t.xlsx", [[*HEADER, "实际完成值", "得分"], [*ROW, 0.86157, 8.6157]])
    workbook = load_workbook(path)
    workbook["表"]["G2"].number_format = "0%"
    workbook["表"]["H2"].number_format = "0.00"
    workbook.save(path)
    table = only(path)
    assert table.project.indicators[0].actual == "86%"
    assert table.project.indicators[0].claimed_score == Decimal("8.62")
    assert codes(table) == [("F204", "G2")]


WORDS = [
    *COLUMNS,
    *HEAD,
    "3月底",
    "12月底",
    "25%",
    "≥90%",
    "——",
    "1.修路绩效目标表",
    "2025年度",
    "单位：万元",
    "180",
    "合计",
    "x" * 90,
]


@pytest.mark.parametrize("seed", range(40))
def test_any_soup_of_labels_is_read_somehow(seed: int) -> None:
    """Labels thrown over a sheet with random merges never raise, and every field read is a cell of the sheet."""
    dice = random.Random(seed)
    cells = {
        (dice.randrange(1, 25), dice.randrange(1, 10)): Cell(dice.choice(WORDS), missing=dice.random() < 0.05)
        for _ in range(120)
    }
    header = dice.randrange(1, 20)
    cells |= {(header, column): Cell(text) for column, text in enumerate(HEADER, dice.randrange(1, 4))}
    merges = []
    for _ in range(dice.randrange(12)):
        top, left = dice.randrange(1, 25), dice.randrange(1, 10)
        merges.append(Span(top, left, top + dice.randrange(4), left + dice.randrange(4)))
    soup = Grid("汤", cells, tuple(merges))
    for table in read_tables(soup):
        ids = [item.id for item in table.project.indicators]
        assert len(ids) == len(set(ids))
        assert set(table.project.budget) <= {
            *BUDGET_FIELDS,
            *(f"{amount}.{part}" for amount in AMOUNTS for part in PARTS),
            *KEPT_MONEY,
        }
        for item in table.project.indicators:
            assert {ref.sheet for ref in item.cells.values()} == {"汤"}
    read_department(soup, 100, Taker(soup))


@pytest.mark.parametrize("seed", range(20))
def test_any_wish_about_any_soup_is_followed_or_refused(seed: int) -> None:
    """Columns named at random never raise anything but a sentence, and every indicator's cells are on the sheet."""
    dice = random.Random(seed)
    cells = {(dice.randrange(1, 20), dice.randrange(1, 10)): Cell(dice.choice(WORDS)) for _ in range(90)}
    soup = Grid("汤", cells)
    names = dice.sample(sorted(FIELDS), 5)
    wishes = tuple(Wish(name, dice.choice("ABCDEFGHZ")) for name in names)
    mapper = Mapper(wishes)
    for table in read_tables(soup, mapper.overrides(soup)):
        for item in table.project.indicators:
            assert {ref.sheet for ref in item.cells.values()} == {"汤"}
    try:
        mapper.check(Book("汤.xlsx", "", (soup,)))
    except SelfEvalError as error:
        assert error.code == "F122"
    else:
        assert {name for mapped in mapper.used for name in mapped.columns} == set(names)
