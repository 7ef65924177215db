"""Filled forms and forms of whole departments: what arrives after the year."""

from __future__ import annotations

from tests.corpus.specs import FILLED, NATIONAL_MERGES, ROADS, TIER, Book, Rows, Sheet, national


def _with(rows: Rows, row: int, column: int, value: object) -> Rows:
    copy = [list(line) for line in rows]
    copy[row - 1][column - 1] = value
    return copy


def _variant(header: list[str], **block: object) -> Rows:
    return national(header=header, **block)  # type: ignore[arg-type]


_BARE = ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]
_LIST = [
    "序号",
    "项目编码",
    "项目名称",
    "实施单位",
    "年初预算数",
    "全年执行数",
    *TIER,
    "年度指标值",
    "全年实际值",
    "分值",
    "自评得分",
]
_PATROL = ["产出指标", "数量指标", "巡查次数", "≥24次", "26次", 60, 60]
_CLEAN = ["效益指标", "生态效益指标", "水质达标率", "≥90%", "88%", 40, 39.11]
_TREES = ["产出指标", "数量指标", "造林面积", "≥500亩", "480亩", 100, 96]


def _department() -> Rows:
    return [
        ["部门整体支出绩效自评表"],
        ["（2025年度）"],
        ["部门名称", "", "青山县文化和旅游局"],
        ["部门预算执行情况（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", 900, 950, 912, 10, "96%", 9.6],
        ["", "基本支出", 600, 600, 590, "—", "98.33%", "—"],
        ["", "项目支出", 300, 350, 322, "—", "92%", "—"],
        ["年度总体目标", "预期目标", "", "", "实际完成情况"],
        ["", "办好文化活动30场", "", "", "举办文化活动32场"],
        ["绩效指标", *FILLED],
        ["", "产出指标", "数量指标", "文化活动场次", "≥30场", "32场", 50, 50, ""],
        ["", "效益指标", "社会效益指标", "群众文化生活", "丰富", "达成年度指标 90%", 30, 27, "场地不足"],
        ["", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", 10, 10, ""],
        ["总分", "", "", "", "", "", 100, 96.6],
        ["自评等级", "", "优"],
    ]


BOOKS = {
    "national_form": Book("the national form", (Sheet(national(), merges=NATIONAL_MERGES),)),
    "national_form_ab_headers": Book(
        "全年预算数（A）, 全年执行数（B）, 执行率（B/A）; 本年财政拨款; 未完成原因分析; 自评得分; 合计",
        (
            Sheet(
                [
                    *_variant(_BARE, first="本年财政拨款")[:11],
                    ["绩效指标", *TIER, "年度指标值", "全年实际完成值", "分值", "自评得分", "未完成原因分析"],
                    *([["", *row] for row in ROADS]),
                    ["合计", "", "", "", "", "", 100, 97.78, ""],
                ],
                merges=NATIONAL_MERGES,
            ),
        ),
        "xlsxwriter",
    ),
    "national_form_in_yuan": Book(
        "money in 元, stated in the block's label; rate and score columns in another order, no initial budget",
        (
            Sheet(
                [
                    *national()[:4],
                    ["项目资金（元）", "", "全年执行数", "执行率", "得分", "全年预算数", "分值"],
                    ["", "资金总额", 1140000, 0.95, 9.5, 1200000, 10],
                    ["", "其中：当年财政拨款", 940000, "", "", 1000000, ""],
                    *national()[9:],
                ],
                formats={"D6": "0.00%", "C6": "#,##0.00", "F6": "#,##0.00"},
            ),
        ),
    ),
    "initial_and_adjusted_targets": Book(
        "年初指标值 beside the adjusted 年度指标值; one of them was not adjusted, one was left blank",
        (
            Sheet(
                [
                    [*TIER, "年初指标值", "年度指标值", "实际完成值", "分值", "得分"],
                    ["产出指标", "数量指标", "发放救助人次", "≥300人次", "≥260人次", "270人次", 50, 50],
                    ["产出指标", "质量指标", "发放准确率", "≥99%", "≥99%", "100%", 30, 30],
                    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "", "92%", 20, 20],
                ]
            ),
        ),
    ),
    "adjusted_column_named_so": Book(
        "指标值 and 调整后指标值",
        (
            Sheet(
                [
                    [*TIER, "指标值", "调整后指标值", "权重"],
                    ["产出指标", "数量指标", "新增车位", "≥200个", "≥150个", 60],
                    ["产出指标", "时效指标", "完工时间", "2025年10月底前", "—", 40],
                ]
            ),
        ),
        "xlsxwriter",
    ),
    "flat_list_repeated": Book(
        "one row for each indicator, the project's columns repeated on every row",
        (
            Sheet(
                [
                    ["2025年度项目支出绩效自评汇总表（单位：万元）"],
                    _LIST,
                    [1, "0001", "河道管护", "青山县水利局", 50, 48, *_PATROL],
                    [2, "0001", "河道管护", "青山县水利局", 50, 48, *_CLEAN],
                    [3, "0002", "造林补助", "青山县林业局", 80, 76, *_TREES],
                    ["合计", "", "", "", 130, 124],
                ]
            ),
        ),
    ),
    "flat_list_merged": Book(
        "the same list with the project's columns merged over its rows",
        (
            Sheet(
                [
                    ["2025年度项目支出绩效自评汇总表"],
                    [*_LIST[:4], "年初预算数（元）", *_LIST[5:]],
                    [1, "0001", "河道管护", "青山县水利局", 500000, 480000, *_PATROL],
                    ["", "", "", "", "", "", *_CLEAN],
                    [2, "0002", "造林补助", "青山县林业局", 800000, 760000, *_TREES],
                ],
                merges=tuple(f"{letter}3:{letter}4" for letter in "ABCDEF"),
            ),
        ),
        "xlsxwriter",
    ),
    "flat_list_two_line_header": Book(
        "a list whose header has two lines; the second project's amounts contradict each other",
        (
            Sheet(
                [
                    ["项目编码", "项目名称", "预算数", "绩效指标", "", "", "", ""],
                    ["", "", "", *TIER, "指标值", "权重"],
                    ["A1", "甲", 10, "产出指标", "数量指标", "台数", "≥3台", 100],
                    ["A2", "乙", 20, "产出指标", "数量指标", "套数", "≥5套", 50],
                    ["A2", "乙", 25, "产出指标", "质量指标", "合格率", "≥98%", 50],
                ],
                merges=("A1:A2", "B1:B2", "C1:C2", "D1:H1"),
            ),
        ),
    ),
    "department_form": Book("the form of a whole department with 基本支出 and 项目支出", (Sheet(_department()),)),
    "department_form_beside_projects": Book(
        "the department's form on one sheet, a project's on the next",
        (Sheet(_department(), "整体"), Sheet(national(), "项目", merges=NATIONAL_MERGES)),
        "xlsxwriter",
    ),
    "two_forms_one_sheet": Book(
        "two national forms one below the other",
        (Sheet([*national("甲项目"), [], *national("乙项目")]),),
    ),
    "claims_that_contradict": Book(
        "a filled form whose scores, rate and total are not what its facts give",
        (
            Sheet(
                _with(_with(_with(national(), 17, 8, 10), 18, 8, 99), 6, 7, "100%"),
                merges=NATIONAL_MERGES,
            ),
        ),
    ),
    "percent_cells": Book(
        "percent as number formats, and a shown text unlike the number held",
        (
            Sheet(
                [
                    [*TIER, "指标值", "实际完成值", "分值", "得分"],
                    ["产出指标", "质量指标", "合格率", 0.95, 0.9666, 50, 50],
                    ["满意度指标", "服务对象满意度指标", "满意度", "≥90%", 0.925, 50, 50],
                ],
                formats={"D2": "0%", "E2": "0%", "E3": "0.0%"},
            ),
        ),
    ),
    "resaved_by_libreoffice": Book(
        "a national form that LibreOffice has saved again",
        (Sheet(national(), merges=NATIONAL_MERGES, formats={"C6": "#,##0.00"}),),
        "libreoffice",
    ),
    "flat_list_resaved_by_libreoffice": Book(
        "a merged list that LibreOffice has saved again",
        (
            Sheet(
                [
                    _LIST,
                    [1, "0001", "河道管护", "青山县水利局", 50, 48, *_PATROL],
                    ["", "", "", "", "", "", *_CLEAN],
                    [2, "0002", "造林补助", "青山县林业局", 80, 76, *_TREES],
                ],
                merges=tuple(f"{letter}2:{letter}3" for letter in "ABCDEF"),
                hidden_rows=(4,),
            ),
        ),
        "libreoffice",
    ),
}
