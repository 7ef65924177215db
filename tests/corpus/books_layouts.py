"""Layouts that ordinary forms have besides the national one: periods, goals, execution rows, money, lines."""

from __future__ import annotations

from datetime import date

from tests.corpus.specs import TIER, Book, Rows, Sheet

_FORM = [*TIER, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
_MONEY: Rows = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数"],
    ["", "年度资金总额", 120, 120, 114],
]
_ROWS: Rows = [
    ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 30, 30, ""],
    ["产出指标", "质量指标", "验收合格率", "≥95%", "97%", 20, 20, ""],
    ["效益指标", "社会效益指标", "受益村庄", "≥5个", "4个", 30, 24, "一村改线，来年补建"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%（问卷120份）", 10, 10, ""],
]
_EXECUTION = ["产出指标", "时效指标", "预算执行率", "≥95%", "95%", 10, 9.5, "招标结余"]
_FUNDS: Rows = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", 120, 120, 114, 10, "95%", 9.5],
]


def _head(name: str = "农村公路养护") -> Rows:
    return [["项目支出绩效自评表"], ["（2025年度）"], ["项目名称", "", name], ["主管部门", "", "青山县交通运输局"]]


def _goals(header: list[str], texts: list[str]) -> Book:
    rows = [
        *_head(),
        *_FUNDS,
        ["年度总体目标", *header],
        ["", *texts],
        ["绩效指标", *_FORM],
        *([["", *row] for row in _ROWS]),
    ]
    return Book("the block of goals: " + " | ".join(header), (Sheet([*rows, ["总分", "", "", "", "", "", 100, 93.5]]),))


def _halves_beside() -> Sheet:
    rows: Rows = [
        ["项目支出绩效目标申报表"],
        ["（2025年度）"],
        ["项目名称", "", "农村公路养护"],
        ["项目资金（万元）", "实施期资金总额：", 300, "", "", "年度资金总额：", 120],
        ["", "其中：财政拨款", 270, "", "", "其中：财政拨款", 100],
        ["", "其他资金", 30, "", "", "其他资金", 20],
        ["总体目标", "实施期目标（2024年—2026年）", "", "", "", "年度目标"],
        ["", "三年养护30公里", "", "", "", "养护10公里"],
        ["绩效指标", *TIER, "指标值", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "三年养护里程", "≥30公里", "数量指标", "养护里程", "≥10公里"],
        ["", "", "质量指标", "三年合格率", "≥95%", "质量指标", "验收合格率", "≥95%"],
        ["", "满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "服务对象满意度指标", "群众满意度", "≥90%"],
    ]
    merges = ("A4:A6", "A7:A8", "B7:E7", "F7:H7", "B8:E8", "F8:H8", "A9:A12", "B10:B11")
    return Sheet(rows, merges=merges)


def _halves_below() -> Sheet:
    long: Rows = [
        [*row[:3], target, 25] for row, target in zip(_ROWS, ("≥30公里", "≥95%", "≥15个", "≥90%"), strict=True)
    ]
    year: Rows = [[*row[:4], 25] for row in _ROWS]
    header = [*TIER, "指标值", "分值"]
    rows: Rows = [
        ["2025年度项目支出绩效目标表"],
        ["项目名称", "农村公路养护"],
        ["中期目标", "三年养护30公里"],
        ["年度目标", "养护10公里"],
        ["长期绩效指标"],
        header,
        *long,
        ["年度绩效指标"],
        header,
        *year,
    ]
    return Sheet(rows)


def _four_tiers() -> Rows:
    return [
        *_head(),
        *_FUNDS,
        _FORM,
        ["成本指标", "经济成本指标", "每公里养护成本", "≤12万元/公里", "11.4万元/公里", 20, 20, ""],
        ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 40, 40, ""],
        ["效益指标", "社会效益指标", "受益村庄", "≥5个", "5个", 20, 20, ""],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%（问卷120份）", 10, 10, ""],
        ["总分", "", "", "", "", 100, 99.5],
    ]


def _transfer() -> Rows:
    return [
        ["中央对地方转移支付区域（项目）绩效自评表"],
        ["（2025年度）"],
        ["转移支付（项目）名称", "", "衔接推进乡村振兴补助资金"],
        ["中央主管部门", "", "财政部", "", "地方主管部门", "青山县农业农村局", "资金使用单位", "青山县乡村振兴中心"],
        ["资金情况（万元）", "", "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）"],
        ["", "年度资金总额：", "", 500, 480, "96%"],
        ["", "其中：中央财政资金", "", 300, 300, "100%"],
        ["", "省级财政资金", "", 100, 90, "90%"],
        ["", "地方资金", "", 100, 90, "90%"],
        ["总体目标完成情况", "总体目标", "", "", "全年实际完成情况"],
        ["", "硬化道路12公里", "", "", "硬化道路12公里"],
        ["绩效指标", *TIER, "指标值", "全年实际完成值", "未完成原因和改进措施"],
        ["", "产出指标", "数量指标", "硬化道路里程", "≥12公里", "12公里", ""],
        ["", "", "质量指标", "验收合格率", "100%", "98%", "一段返工"],
        ["", "效益指标", "社会效益指标", "受益脱贫人口", "≥300人", "320人", ""],
        ["", "满意度指标", "服务对象满意度指标", "受益群众满意度", "≥90%", "95%（问卷80份）", ""],
    ]


def _synonyms() -> Rows:
    return [
        *_head(),
        *_FUNDS,
        [*TIER, "目标值及单位", "单项指标实际完成值", "分值", "自评得分", "备注（未完成原因）"],
        ["项目完成指标", "数量指标", "养护里程", "≥10公里", "11公里", 50, 50, ""],
        ["项目效果指标", "社会效益指标", "受益村庄", "≥5个", "4个", 30, 24, "一村改线"],
        ["", "社会公众或服务对象满意度指标", "群众满意度", "≥90%", "93%（问卷120份）", 10, 10, ""],
        ["总分", "", "", "", "", 100, 93.5],
        ["评价结论", "项目按计划完成，群众出行条件明显改善。"],
        ["存在问题", "一村改线未完工"],
        ["改进措施", "来年补建"],
    ]


BOOKS = {
    "halves_side_by_side": Book(
        "实施期 | 年度 side by side, the tiers shared, money and goals likewise", (_halves_beside(),)
    ),
    "halves_one_below_the_other": Book(
        "长期绩效指标 over 年度绩效指标, each with a header", (_halves_below(),), "xlsxwriter"
    ),
    "execution_in_the_table": Book(
        "预算执行率 as a row with points, no cell for them above",
        (Sheet([*_head(), *_MONEY, _FORM, *_ROWS, _EXECUTION, ["总分", "", "", "", "", 100, 93.5]]),),
    ),
    "execution_as_a_tier": Book(
        "预算执行率（10分） as a tier of one row, merged over the tiers",
        (
            Sheet(
                [*_head(), *_MONEY, _FORM, ["预算执行率（10分）", "", "", "100%", "95%", 10, 9.5, "招标结余"], *_ROWS],
                merges=("A8:C8",),
            ),
        ),
        "xlsxwriter",
    ),
    "indicators_make_100_alone": Book(
        "no place for the execution rate, and the indicators make 100 by themselves",
        (
            Sheet(
                [
                    *_head(),
                    *_MONEY,
                    _FORM,
                    ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 40, 40, ""],
                    *_ROWS[1:],
                ]
            ),
        ),
    ),
    "code_and_name_in_one_cell": Book(
        "codes before names, in brackets and with hyphens, for project, department and unit",
        (
            Sheet(
                [
                    ["项目支出绩效自评表（2025年度）"],
                    ["项目名称", "", "13022525P00RERB10015T-信访专项资金"],
                    ["主管部门", "", "[482]青山县信访局", "", "实施单位", "青山县信访局本级（４８２００１）"],
                    *_FUNDS,
                    _FORM,
                    *_ROWS,
                ]
            ),
        ),
    ),
    "goals_with_a_rate": _goals(
        ["年度预期目标", "", "", "具体完成情况", "", "总体完成率"], ["养护10公里", "", "", "养护11公里", "", "100%"]
    ),
    "goals_of_the_project": _goals(["项目年度目标", "", "", "年度目标完成情况"], ["养护10公里", "", "", "养护11公里"]),
    "goals_adjusted": _goals(
        ["年初绩效目标", "", "全年（调整）绩效目标", "", "全年目标实际完成情况"],
        ["养护12公里", "", "养护10公里", "", "养护11公里"],
    ),
    "goals_as_a_whole": _goals(
        ["年度整体绩效目标", "", "", "整体绩效目标完成情况"], ["养护10公里", "", "", "养护11公里"]
    ),
    "goals_in_summary": _goals(
        ["年度总体目标", "", "", "年度总体目标完成情况综述"], ["养护10公里", "", "", "养护11公里"]
    ),
    "four_tiers": Book("成本指标 at tier 1 beside 产出, 效益, 满意度", (Sheet(_four_tiers()),), "xlsxwriter"),
    "transfer_payment": Book("the form of a transfer payment: levels of money, no points", (Sheet(_transfer()),)),
    "dates_without_a_day": Book(
        "targets and outcomes in date cells that show a month only",
        (
            Sheet(
                [
                    *_head(),
                    *_FUNDS,
                    _FORM,
                    ["产出指标", "时效指标", "开工时间", date(2025, 4, 1), date(2025, 3, 1), 40, 40, ""],
                    ["产出指标", "时效指标", "完工时间", date(2025, 11, 1), date(2025, 12, 1), 50, 0, "雨季停工"],
                ],
                formats={"D8": 'yyyy"年"m"月"', "E8": "yyyy/m", "D9": '[$-804]yyyy"年"m"月"', "E9": "mmm-yy"},
            ),
        ),
    ),
    "currency_formats": Book(
        "amounts with a currency sign and accounting formats under 万元",
        (
            Sheet(
                [*_head(), *_FUNDS, _FORM, *_ROWS],
                formats={"C6": '"¥"#,##0.00', "D6": "[$¥-804]#,##0.00", "E6": '_ "¥"* #,##0.00_ '},
            ),
        ),
    ),
    "line_between_tables": Book(
        "a line of unit and unit of money between two tables, the second one without a title",
        (
            Sheet(
                [
                    ["1.修路资金绩效目标表"],
                    ["482001 青山县交通运输局本级", "", "", "单位：万元"],
                    ["项目编码", "001", "项目名称", "修路资金"],
                    [*TIER, "指标值"],
                    ["产出指标", "数量指标", "修路里程", "≥10公里"],
                    ["", "质量指标", "合格率", "≥95%"],
                    ["482002 青山县公路站", "", "", "单位：万元"],
                    ["项目编码", "002", "项目名称", "修桥资金"],
                    [*TIER, "指标值"],
                    ["产出指标", "数量指标", "修桥座数", "≥1座"],
                ],
                merges=("A5:A6",),
            ),
        ),
    ),
    "adjusted_targets_left_blank": Book(
        "年初指标值 and 调整指标值, the second blank where nothing was adjusted",
        (
            Sheet(
                [
                    *_head(),
                    *_FUNDS,
                    [*TIER, "年初指标值", "调整指标值", "实际完成值", "分值", "得分"],
                    ["产出指标", "数量指标", "养护里程", "≥10公里", "", "11公里", 50, 50],
                    ["效益指标", "社会效益指标", "受益村庄", "≥5个", "≥4个", "4个", 30, 30],
                    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "/", "93%（问卷120份）", 10, 10],
                ]
            ),
        ),
        "xlsxwriter",
    ),
    "leftovers_of_a_template": Book(
        "rows that a template printed: 绩效指标1, 指标n, ○○, XX",
        (
            Sheet(
                [
                    *_head(),
                    *_FUNDS,
                    _FORM,
                    *_ROWS[:1],
                    ["", "", "绩效指标2", "", "", "", "", ""],
                    ["", "", "指标n", "……", "", "", "", ""],
                    *_ROWS[1:2],
                    ["", "", "○○", "≥XX%", "", "", "", ""],
                    *_ROWS[2:],
                    ["", "", "指标2：……", "", "", "", "", ""],
                    ["", "", "（可续）", "", "", "", "", ""],
                ]
            ),
        ),
    ),
    "all_in_one_cell": Book(
        "all indicators of a project in one cell: refused by name",
        (
            Sheet(
                [
                    *_head(),
                    *_FUNDS,
                    ["绩效指标", "", "产出指标：1.养护里程≥10公里；2.验收合格率≥95%。效益指标：3.受益村庄≥5个"],
                ]
            ),
        ),
    ),
    "very_hidden_sheet": Book(
        "a form, and an older one on a sheet that no menu shows",
        (
            Sheet([*_head(), *_FUNDS, _FORM, *_ROWS], "自评表"),
            Sheet([*_head("旧项目"), *_FUNDS, _FORM, *_ROWS], "旧表", very_hidden=True),
        ),
        "xlsxwriter",
    ),
    "synonyms_of_tiers_and_labels": Book(
        "项目完成指标, 项目效果指标, satisfaction under 效益; texts below the total", (Sheet(_synonyms()),)
    ),
    "names_under_another_header": Book(
        "考核内容 stands for the names, with no 三级指标",
        (
            Sheet(
                [
                    *_head(),
                    *_FUNDS,
                    [
                        "一级指标",
                        "二级指标",
                        "考核内容",
                        "指标值",
                        "年终完成值",
                        "权重",
                        "自评得分",
                        "产生差异的原因及改进措施",
                    ],
                    *_ROWS,
                ]
            ),
        ),
    ),
}
