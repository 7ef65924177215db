"""How the labels of forms are understood whatever stands around their words: brackets, units, formulas, years."""

from __future__ import annotations

import pytest

from selfeval.excel.tables.labels.labels import (
    column_of,
    head_key,
    labels_in,
    money_unit_in,
    title_year,
    year_of,
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金/元", "元"),
        ("项目资金／万元", "万元"),
        ("项目资金，元", "元"),
        ("项目资金【元】", "元"),
        ("项目资金〔千元〕", "千元"),
        ("项目资金：元", "元"),
        ("全年执行数\n/元", "元"),
        ("年初预算数元", "元"),
        ("资金总额（人民币元）", "元"),
        ("年度资金总额(万元)", "万元"),
        ("填报单位：某县公路事业发展中心          评价年度：2025年          金额单位：元", "元"),
        ("单价/元", None),
        ("补助标准（元/人）", None),
        ("单位：元/人", None),
        ("资金来源：上级补助每人每年六百元", None),
    ],
)
def test_unit_of_money(text: str, unit: str | None) -> None:
    assert money_unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("预算数（年初）", "initial"),
        ("预算数（调整后）", "adjusted"),
        ("预算数(全年)", "adjusted"),
        ("预算金额（年中调整后）", "adjusted"),
        ("预算数（万元）", "initial"),
        ("①年初预算数", "initial"),
        ("②全年预算数", "adjusted"),
        ("③全年执行数/元", "executed"),
        ("2025年预算数", "initial"),
        ("2025年预算数（年初）", "initial"),
        ("2025年预算数（调整后）", "adjusted"),
        ("2025年度预算数（元）", "initial"),
        ("2025年度预算数/元", "initial"),
        ("2025年执行数，万元", "executed"),
        ("2025年执行率", "rate"),
        ("2025年项目名称", ""),
        ("⑤执行率=③/②", "rate"),
        ("预算执行率＝全年执行数÷全年预算数×100%", "rate"),
        ("（㈠）项目名称：", "name"),
        ("单价/元", ""),
    ],
)
def test_labels_with_their_qualifiers(text: str, key: str) -> None:
    assert head_key(text) == key


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("一级绩效指标", "tier1"),
        ("绩效二级指标", "tier2"),
        ("三级绩效指标", "tier3"),
        ("指标三级", "tier3"),
        ("3级指标", "tier3"),
        ("二级指标类型", "tier2"),
        ("指标值（年初）", "initial_target"),
        ("指标值（调整后）", "adjusted_target"),
        ("指标值（上年）", "last_target"),
        ("实际完成值（上年）", "last_actual"),
        ("实际完成值（全年）", "actual"),
        ("指标值（预期）", "target"),
        ("得分（自评）", "score"),
        ("评分结果", "score"),
        ("赋分", "weight"),
        ("扣分原因及说明", "reason"),
        ("减分原因", "reason"),
        ("自评价得分", "score"),
        ("单位自评分", "score"),
        ("本项得分", "score"),
        ("实得分值", "score"),
        ("应得分值", "weight"),
        ("配分", "weight"),
        ("基础分值", "weight"),
        ("量化单位", "unit"),
        ("计算单位", "unit"),
        ("证明资料", "evidence"),
        ("偏差原因与分析", "reason"),
        ("三级指标值", "target"),
        ("评分标准", "standard"),
    ],
)
def test_columns(text: str, field: str) -> None:
    assert column_of(text) == field


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("（2025年度）", 2025),
        ("二〇二五年度", 2025),
        ("（二○二五年度）", 2025),
        ("二Ｏ二五年度", 2025),
        ("（二O二五年度）", 2025),
        ("二ｏ二五年度", 2025),
        ("项目支出绩效自评表（２０２５年度）", 2025),
        ("年度：2025", 2025),
        ("填报单位：某局    评价年度：2025年    金额单位：万元", 2025),
        ("预算年度： 2025", 2025),
        ("2024年12月建成，二〇二五年投入使用", None),
    ],
)
def test_years_of_lines(text: str, year: int | None) -> None:
    assert title_year(text) == year


@pytest.mark.parametrize(
    ("text", "year"), [("2025", 2025), ("２０２５", 2025), ("2025年度", 2025), ("二〇二五年", 2025), ("2,025", None)]
)
def test_years_as_values(text: str, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "填报单位：某局   评价年度：2025年   金额单位：万元",
            [("unit", "某局"), ("year", "2025年"), ("money_unit", "万元")],
        ),
        ("项目名称：修路  项目编码：130225001", [("name", "修路"), ("code", "130225001")]),
        (
            "预算数：200  其中：财政资金：185；执行数：175.3",
            [("initial", "200"), ("fiscal", "185"), ("executed", "175.3")],
        ),
        ("项目名称：通村公路：东段", [("name", "通村公路：东段")]),
        ("注：项目名称：修路", [("note", "项目名称：修路")]),
        ("项目名称", [("name", "")]),
        ("修路", []),
    ],
)
def test_labels_of_one_cell(text: str, labels: list[tuple[str, str]]) -> None:
    assert list(labels_in(text)) == labels


@pytest.mark.parametrize("text", ["以人为单位", "以元旦为界", "单位负责人", "单位：元/人"])
def test_what_is_no_unit_of_money(text: str) -> None:
    assert money_unit_in(text) is None


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("年初数", "initial"),
        ("批复数", "initial"),
        ("年初预算总额", "initial"),
        ("调整后数", "adjusted"),
        ("调整后资金", "adjusted"),
        ("调整后全年预算数", "adjusted"),
        ("调整预算总额", "adjusted"),
        ("执行总额", "executed"),
        ("全年实际执行数", "executed"),
        ("调整数", ""),
    ],
)
def test_amounts_under_more_names(label: str, key: str) -> None:
    """调整数 may be what the budget was changed by, so it is not taken for the adjusted budget."""
    assert head_key(label) == key
